//! A convoy is handed over at each boundary; where both sides think the other has it, that is an alert.

use conduct::{Act, Rejection, handover::Side};
use model::{Span, id::MovementId, party::Role};

use crate::room::{Room, but_climbs, order, path, word};

/// A movement on the road through three districts, entered now, in half an hour and in an hour.
fn under_way() -> (Room, MovementId) {
    let mut room = Room::usual();
    let hour = |minutes| room.now.saturating_add(Span::minutes(minutes)).to_string();
    let [first, second, third] = [hour(0), hour(30), hour(60)];
    let plan = order(&[
        ("districts[b].enters_at", &second),
        ("districts[a].enters_at", &first),
        ("districts[c].enters_at", &third),
    ]);
    let happened = room.duty(Act::ObserveDeparture { number: word("OVER-1"), plan, at: None });
    assert!(but_climbs(&happened).contains(&"hand-overs-planned".to_owned()), "{happened:?}");
    let movement = room.id("OVER-1");
    (room, movement)
}

fn confirm(movement: MovementId, into: &str, side: Side) -> Act {
    Act::ConfirmHandOver { movement, into: path(into), side, at: None }
}

#[test]
fn a_boundary_lies_between_each_two_districts_in_the_order_they_are_entered() {
    let (room, movement) = under_way();
    let over = &room.get(movement).handovers;
    let pairs: Vec<_> = over.iter().map(|(into, it)| (it.from.to_string(), into.to_string())).collect();
    let expected = [("districts[a]", "districts[b]"), ("districts[b]", "districts[c]")];
    assert_eq!(pairs, expected.map(|(from, into)| (from.to_owned(), into.to_owned())));
}

#[test]
fn both_sides_confirm_in_whatever_order_and_nothing_is_overdue_then() {
    let (mut room, movement) = under_way();
    room.duty(confirm(movement, "districts[b]", Side::Taking));
    room.does(Role::Commander, confirm(movement, "districts[b]", Side::Giving));
    assert!(room.get(movement).handovers[&path("districts[b]")].is_done());
    room.now = room.now.saturating_add(Span::minutes(46));
    assert_eq!(but_climbs(&room.does(Role::System, Act::Advance)), Vec::<String>::new());
}

#[test]
fn one_side_alone_is_an_alert_a_quarter_of_an_hour_after_the_convoy_is_due() {
    let (mut room, movement) = under_way();
    room.does(Role::Commander, confirm(movement, "districts[b]", Side::Giving));
    room.now = room.now.saturating_add(Span::minutes(44));
    assert_eq!(but_climbs(&room.does(Role::System, Act::Advance)), Vec::<String>::new());
    room.now = room.now.saturating_add(Span::minutes(1));
    assert_eq!(but_climbs(&room.does(Role::System, Act::Advance)), ["hand-over-overdue", "alert-raised"]);
    let alert = room.state.alerts.values().find(|alert| alert.rule == word("handover-unconfirmed")).unwrap();
    assert_eq!(alert.found.as_ref().unwrap().key.element, Some(word("b")));
    room.duty(Act::Arrive { movement, at: None });
    room.now = room.now.saturating_add(Span::minutes(90));
    let after = but_climbs(&room.does(Role::System, Act::Advance));
    assert_eq!(after, Vec::<String>::new(), "who arrived is not due anywhere");
}

#[test]
fn each_side_speaks_for_itself() {
    let (mut room, movement) = under_way();
    let refused = room.refuses(Role::Commander, confirm(movement, "districts[b]", Side::Taking));
    assert!(matches!(refused, Rejection::NotAllowed { .. }), "{refused:?}");
    let nobody = room.refuses(Role::DistrictOfficer, confirm(movement, "districts[b]", Side::Taking));
    assert!(matches!(nobody, Rejection::OutOfPlace { hint: "hint-no-hand-over", .. }), "{nobody:?}");
    let none = room.refuses(Role::DutyOfficer, confirm(movement, "districts[a]", Side::Taking));
    assert!(matches!(none, Rejection::OutOfPlace { hint: "hint-no-hand-over", .. }), "{none:?}");
}
