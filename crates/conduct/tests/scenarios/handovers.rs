//! A convoy is handed over at each boundary; where both sides think the other has it, that is an alert.

use conduct::{
    Act, Event, Rejection,
    event::VERSION,
    handover::{Crossing, HandOver, Side},
    voice::Reporter,
};
use model::{
    Span, Value,
    id::{MovementId, PersonId, TextId},
    party::{Actor, Role},
};
use uuid::Uuid;

use crate::{
    roads,
    room::{Room, but_climbs, kinds, order, path, word},
};

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
    Act::ConfirmHandOver { movement, crossing: first(into), side, at: None, reporter: None }
}

/// The room writes down somebody's word.
fn told(movement: MovementId, into: &str, side: Side, by: u128) -> Act {
    let reporter = Some(Reporter::Somebody(TextId(Uuid::from_u128(by))));
    Act::ConfirmHandOver { movement, crossing: first(into), side, at: None, reporter }
}

fn first(into: &str) -> Crossing {
    Crossing { into: path(into), visit: 1 }
}

fn into<'r>(room: &'r Room, movement: MovementId, into: &str) -> &'r HandOver {
    room.get(movement).handover(&first(into)).unwrap()
}

/// From where to where, in order.
fn pairs(room: &Room, movement: MovementId) -> Vec<(String, String)> {
    let over = room.get(movement).handovers.iter();
    over.map(|it| (it.from.to_string(), it.into.to_string())).collect()
}

#[test]
fn a_boundary_lies_between_each_two_districts_in_the_order_they_are_entered() {
    let (room, movement) = under_way();
    let expected = [("districts[a]", "districts[b]"), ("districts[b]", "districts[c]")];
    assert_eq!(pairs(&room, movement), expected.map(|(from, into)| (from.to_owned(), into.to_owned())));
}

#[test]
fn both_sides_confirm_in_whatever_order_and_nothing_is_overdue_then() {
    let (mut room, movement) = under_way();
    room.duty(told(movement, "districts[b]", Side::Taking, 1));
    room.does(Role::Commander, confirm(movement, "districts[b]", Side::Giving));
    assert!(into(&room, movement, "districts[b]").is_done());
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
    let due = room.now.saturating_add(Span::minutes(-15));
    assert_eq!(but_climbs(&room.does(Role::System, Act::Advance)), ["hand-over-overdue", "alert-raised"]);
    let alert = room.state.alerts.values().find(|alert| alert.rule == word("handover-unconfirmed")).unwrap();
    let found = alert.found.as_ref().unwrap();
    assert_eq!((&found.key.element, found.since), (&Some(word("b")), due));
    assert!(!found.is_late(room.now), "nobody could have known it before");
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
    let none = room.refuses(Role::DutyOfficer, told(movement, "districts[a]", Side::Taking, 1));
    assert!(matches!(none, Rejection::OutOfPlace { hint: "hint-no-hand-over", .. }), "{none:?}");
}

#[test]
fn the_room_says_whose_word_it_writes_down_and_one_person_is_not_both_sides() {
    let (mut room, movement) = under_way();
    let whose = room.refuses(Role::DutyOfficer, confirm(movement, "districts[b]", Side::Taking));
    assert!(matches!(whose, Rejection::OutOfPlace { hint: "hint-hand-over-whose-word", .. }), "{whose:?}");
    room.duty(told(movement, "districts[b]", Side::Giving, 1));
    let same = room.refuses(Role::DutyOfficer, told(movement, "districts[b]", Side::Taking, 1));
    assert!(matches!(same, Rejection::OutOfPlace { hint: "hint-hand-over-by-the-other", .. }), "{same:?}");
    room.duty(told(movement, "districts[b]", Side::Taking, 2));
    assert!(into(&room, movement, "districts[b]").is_done());
}

#[test]
fn a_commander_who_signed_in_is_the_one_whose_word_the_room_writes_down() {
    let (mut room, movement) = under_way();
    let (id, agency) = (PersonId(Uuid::from_u128(7)), word("spu"));
    let enrol = Act::EnrolPerson {
        person: id,
        role: Role::Commander,
        agency: agency.clone(),
        label: Some(word("lead")),
        areas: Vec::new(),
        name: TextId(Uuid::from_u128(7)),
    };
    room.does(Role::Administrator, enrol);
    let lead = Actor { person: Some(id), role: Role::Commander, agency };
    room.tell(&lead, confirm(movement, "districts[b]", Side::Giving)).unwrap();
    let of = |who: &str| {
        let reporter = Some(Reporter::Named(path(who)));
        let (crossing, side) = (first("districts[b]"), Side::Taking);
        Act::ConfirmHandOver { movement, crossing, side, at: None, reporter }
    };
    let same = room.refuses(Role::DutyOfficer, of("commanders[lead]"));
    assert!(matches!(same, Rejection::OutOfPlace { hint: "hint-hand-over-by-the-other", .. }), "{same:?}");
    room.duty(of("commanders[somebody-else]"));
    assert!(into(&room, movement, "districts[b]").is_done());
}

#[test]
fn a_hand_over_that_is_confirmed_late_is_over_and_stays_for_somebody_to_close() {
    let (mut room, movement) = under_way();
    room.does(Role::Commander, confirm(movement, "districts[b]", Side::Giving));
    room.now = room.now.saturating_add(Span::minutes(45));
    room.does(Role::System, Act::Advance);
    let until = |room: &Room| {
        let alert =
            room.state.alerts.values().find(|alert| alert.rule == word("handover-unconfirmed")).unwrap();
        alert.found.as_ref().unwrap().until
    };
    assert_eq!(until(&room), None);
    let happened = room.duty(told(movement, "districts[b]", Side::Taking, 1));
    assert_eq!(but_climbs(&happened), ["hand-over-confirmed", "alert-changed"]);
    assert_eq!(until(&room), Some(room.now));
}

#[test]
fn a_district_whose_hour_nobody_knows_is_handed_over_to_all_the_same() {
    let mut room = Room::usual();
    let hour = |minutes| room.now.saturating_add(Span::minutes(minutes)).to_string();
    let [first, third] = [hour(0), hour(60)];
    let plan = order(&[
        ("districts[a].enters_at", &first),
        ("districts[b].area", "pk/kp/shangla"),
        ("districts[c].enters_at", &third),
        ("districts[d].area", "pk/kp/kohistan"),
    ]);
    room.duty(Act::ObserveDeparture { number: word("OVER-2"), plan, at: None });
    let movement = room.id("OVER-2");
    let over = &room.get(movement).handovers;
    let due: Vec<_> = over.iter().map(|it| (it.from.to_string(), it.into.to_string(), it.due)).collect();
    let at = |minutes| Some(room.now.saturating_add(Span::minutes(minutes)));
    let pair =
        |from: &str, into: &str, due| (format!("districts[{from}]"), format!("districts[{into}]"), due);
    // It is in the second by the time at which it is in the third; of the last nobody knows.
    assert_eq!(due, [pair("a", "b", at(60)), pair("b", "c", at(60)), pair("c", "d", None)]);
}

/// From where it is, it goes back: to the district it came from, which then takes it over again.
#[test]
fn who_takes_another_way_on_the_road_is_handed_over_where_that_leads_and_when() {
    let mut room = roads::room();
    let movement = roads::cleared(&mut room, "SC-1");
    room.gate(movement);
    room.departs(movement);
    let (start, second, third) =
        ("districts[shangla]", "districts[lower-kohistan]", "districts[upper-kohistan]");
    let pair = |from: &str, into: &str| (from.to_owned(), into.to_owned());
    assert_eq!(pairs(&room, movement), [pair(start, second), pair(second, third)]);
    room.does(Role::Commander, confirm(movement, second, Side::Giving));
    room.duty(told(movement, second, Side::Taking, 1));

    room.now = room.now.saturating_add(Span::hours(2));
    let events = roads::plan(&mut room, movement, roads::way(roads::DASU, roads::BESHAM));
    assert!(kinds(&events).contains(&"hand-overs-planned".to_owned()), "{events:?}");
    let behind = pair(start, second);
    assert_eq!(pairs(&room, movement), [behind, pair(third, second), pair(second, start)], "{events:?}");
    let over = &room.get(movement).handovers;
    assert_eq!(
        over.iter().map(|it| (it.visit, it.behind)).collect::<Vec<_>>(),
        [(1, true), (2, false), (1, false)]
    );
    assert!(over[0].is_done() && !over[1].is_done(), "it is taken over anew");
    let due = |n: usize| over[n].due.unwrap();
    assert!(due(1) > room.now && due(2) > due(1));
    let hours = due(2).since(room.now);
    assert!(hours < Span::hours(3), "counted from where it turned, not from where it left: {hours:?}");
}

/// An urgent movement has no hour of departure in its order: when it left is known, and how long its way takes.
#[test]
fn an_urgent_movement_is_handed_over_when_its_way_leads_there_and_is_overdue_after() {
    let mut room = roads::room();
    let plan = order(&[("movement.area", "pk/kp"), ("movement.departs_on", "2026-12-01")]);
    let reason = TextId(Uuid::from_u128(7));
    room.does(Role::Commander, Act::StartUrgent { number: word("U-1"), plan, reason });
    let movement = room.id("U-1");
    // It is on the road for an hour and a half before anybody plans its way, from where it is then.
    room.now = room.now.saturating_add(Span::minutes(90));
    let begun = room.now;
    roads::plan(&mut room, movement, roads::way(roads::BESHAM, roads::DASU));
    let after: Vec<_> = {
        let crosses = &room.get(movement).route.as_ref().unwrap().crosses;
        crosses.iter().skip(1).map(|(_, after)| Span(after.cast_signed())).collect()
    };
    let second = path("districts[lower-kohistan]");
    let due = |district: &str| into(&room, movement, district).due;
    assert_eq!(due("districts[lower-kohistan]"), Some(begun.saturating_add(after[0])));
    assert_eq!(due("districts[upper-kohistan]"), Some(begun.saturating_add(after[1])));
    let facts = conduct::dossier(&room.state, room.get(movement)).unwrap();
    let enters = facts.claims(&second.clone().attribute(&word("enters_at")));
    let hours: Vec<_> = enters.iter().map(|claim| claim.value.clone()).collect();
    let second_at = begun.saturating_add(after[0]);
    assert_eq!(hours, [Value::Time(second_at)], "whoever reads the order reads the same hour");
    // Planned once more from there it is the same way, and on its way already.
    room.now = begun.saturating_add(Span::minutes(5));
    roads::plan(&mut room, movement, roads::way(roads::BESHAM, roads::DASU));
    assert_eq!(into(&room, movement, "districts[lower-kohistan]").due, Some(second_at));
    room.now = begun.saturating_add(after[0]).saturating_add(Span::minutes(15));
    let overdue = but_climbs(&room.does(Role::System, Act::Advance));
    assert_eq!(overdue, ["hand-over-overdue", "alert-raised"]);
}

/// Its hours say themselves when it is where: the beginning of its day does not make it late everywhere.
#[test]
fn hours_that_an_order_states_stand_where_it_says_the_day_alone_on_which_it_departs() {
    let mut room = Room::usual();
    let hour = |minutes| room.now.saturating_add(Span::minutes(minutes)).to_string();
    let [first, second] = [hour(0), hour(30)];
    let plan = order(&[
        ("movement.departs_on", "2026-12-01"),
        ("districts[a].enters_at", &first),
        ("districts[b].enters_at", &second),
    ]);
    room.duty(Act::ObserveDeparture { number: word("OVER-3"), plan, at: None });
    let over = into(&room, room.id("OVER-3"), "districts[b]");
    assert_eq!(over.due, Some(room.now.saturating_add(Span::minutes(30))));
}

/// Who was seen on the road had left before, nobody knows when.
#[test]
fn of_a_movement_that_was_only_seen_nobody_counts_hours_from_when_it_was_seen() {
    let mut room = roads::room();
    let plan = order(&[("movement.area", "pk/kp")]);
    room.duty(Act::ObserveDeparture { number: word("OVER-4"), plan, at: None });
    let movement = room.id("OVER-4");
    roads::plan(&mut room, movement, roads::way(roads::BESHAM, roads::DASU));
    let over = &room.get(movement).handovers;
    assert!(over.len() == 2 && over.iter().all(|it| it.due.is_none()), "{over:?}");
}

/// A day on a site: up in the morning, back the same way. Each district on it but the last is entered twice.
#[test]
fn who_comes_back_the_same_way_is_handed_over_at_each_boundary_again() {
    let mut room = roads::room();
    let movement = there_and_back(&mut room);
    let (a, b, c) = ("districts[shangla]", "districts[lower-kohistan]", "districts[upper-kohistan]");
    let pair = |from: &str, into: &str| (from.to_owned(), into.to_owned());
    assert_eq!(pairs(&room, movement), [pair(a, b), pair(b, c), pair(c, b), pair(b, a)]);
    let over = room.get(movement).handovers.clone();
    assert_eq!(over.iter().map(|it| it.visit).collect::<Vec<_>>(), [1, 1, 2, 1]);
    assert!(over.windows(2).all(|two| two[0].due < two[1].due), "{over:?}");
    // What is said of the way there is not said of the way back.
    room.does(Role::Commander, confirm(movement, b, Side::Giving));
    room.duty(told(movement, b, Side::Taking, 1));
    let done: Vec<_> = room.get(movement).handovers.iter().map(HandOver::is_done).collect();
    assert_eq!(done, [true, false, false, false]);
    let back = |side, by| {
        let crossing = Crossing { into: path(b), visit: 2 };
        let reporter = Some(Reporter::Somebody(TextId(Uuid::from_u128(by))));
        Act::ConfirmHandOver { movement, crossing, side, at: None, reporter }
    };
    room.now = over[2].due.unwrap().saturating_add(Span::minutes(15));
    room.does(Role::System, Act::Advance);
    let open = |room: &Room| -> Vec<String> {
        let alerts = room.state.alerts.values().filter(|it| it.rule == word("handover-unconfirmed"));
        let found = alerts.filter_map(|it| it.found.as_ref()).filter(|found| found.until.is_none());
        let mut open: Vec<_> =
            found.filter_map(|found| found.key.element.as_ref()).map(ToString::to_string).collect();
        open.sort_unstable();
        open
    };
    assert_eq!(open(&room), ["lower-kohistan:2", "upper-kohistan"]);
    room.duty(back(Side::Giving, 2));
    room.duty(back(Side::Taking, 1));
    assert_eq!(open(&room), ["upper-kohistan"]);
    for event in &room.history {
        let (kind, body) = event.to_entry().unwrap();
        let read = Event::from_entry(&kind, VERSION, &body.to_string()).unwrap();
        assert_eq!(read, *event, "as it is kept");
    }
    let none = room.refuses(
        Role::DutyOfficer,
        Act::ConfirmHandOver {
            movement,
            crossing: Crossing { into: path(b), visit: 3 },
            side: Side::Giving,
            at: None,
            reporter: None,
        },
    );
    assert!(matches!(none, Rejection::OutOfPlace { hint: "hint-no-hand-over", .. }), "{none:?}");
}

/// On the road by the way to Dasu and back to Besham.
fn there_and_back(room: &mut Room) -> MovementId {
    let plan = order(&[("movement.area", "pk/kp"), ("movement.departs_on", "2026-12-01")]);
    let reason = TextId(Uuid::from_u128(7));
    room.does(Role::Commander, Act::StartUrgent { number: word("U-1"), plan, reason });
    let movement = room.id("U-1");
    let both = [roads::way(roads::BESHAM, roads::DASU), roads::way(roads::DASU, roads::BESHAM)].concat();
    roads::plan(room, movement, both);
    movement
}

/// Planned once more where it begins, what was said stands; turned back on the road, the next boundary alone can have been spoken of.
#[test]
fn what_was_said_of_a_boundary_counts_while_that_is_still_to_come() {
    let mut room = roads::room();
    let movement = there_and_back(&mut room);
    let b = "districts[lower-kohistan]";
    room.does(Role::Commander, confirm(movement, b, Side::Giving));
    room.duty(told(movement, b, Side::Taking, 1));
    let said = |room: &Room| -> Vec<(String, u32, bool)> {
        let over = room.get(movement).handovers.iter();
        over.map(|it| (it.into.to_string(), it.visit, it.is_done())).collect()
    };
    let is = |into: &str, visit, done| (into.to_owned(), visit, done);
    room.now = room.now.saturating_add(Span::minutes(1));
    roads::plan(&mut room, movement, roads::way(roads::BESHAM, roads::DASU));
    assert_eq!(said(&room), [is(b, 1, true), is("districts[upper-kohistan]", 1, false)]);
    // Before the boundary it plans from where it is: both sides spoke already.
    room.now = room.now.saturating_add(Span::minutes(1));
    roads::plan(&mut room, movement, roads::way(roads::ON_THE_WAY, roads::DASU));
    assert_eq!(said(&room), [is(b, 1, true), is("districts[upper-kohistan]", 1, false)]);
    // It drives on, turns back in the second district, and then once more: nobody has spoken of that.
    room.now = room.now.saturating_add(Span::hours(3));
    roads::plan(&mut room, movement, roads::way(roads::DASU, roads::BESHAM));
    room.now = room.now.saturating_add(Span::hours(3));
    roads::plan(&mut room, movement, roads::way(roads::BESHAM, roads::DASU));
    assert_eq!(said(&room), [is(b, 1, true), is(b, 2, false), is("districts[upper-kohistan]", 1, false)]);
}
