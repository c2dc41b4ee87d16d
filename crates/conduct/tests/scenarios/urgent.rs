//! Casualty, fire, evacuation: it starts at once, uncleared, and is reviewed.

use conduct::{
    Act, Rejection, Stage, What,
    movement::{Authority, REVIEW_WITHIN},
};
use model::{id::MovementId, party::Role};

use crate::room::{Room, USUAL_ORDER, at, is, kinds, order, path, text, word};

fn started(room: &mut Room) -> MovementId {
    let act = Act::StartUrgent { number: word("U-1"), plan: order(USUAL_ORDER), reason: text(7) };
    let events = room.does(Role::Commander, act);
    let called: Vec<String> = events
        .iter()
        .filter_map(|event| match &event.what {
            What::CallDue { party, .. } => Some(party.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(called, ["districts[shangla]", "highway_police", "unit_commandant"]);
    room.id("U-1")
}

#[test]
fn an_urgent_movement_starts_at_once_uncleared_and_every_party_is_called() {
    let mut room = Room::usual();
    let movement = started(&mut room);
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::Urgent));
    assert_eq!(room.get(movement).clearance, None);
    assert_eq!(room.state.next_due(), Some(room.now.saturating_add(REVIEW_WITHIN)));
}

#[test]
fn a_call_in_vain_is_recorded_and_the_next_is_due() {
    let mut room = Room::usual();
    let movement = started(&mut room);
    room.duty(Act::RecordVainCall { movement, party: path("highway_police") });
    assert_eq!(room.state.next_due(), Some(at("2026-12-01 09:00")));
    assert_eq!(kinds(&room.advance("2026-12-01 09:00")), ["call-due"]);
}

#[test]
fn a_review_that_is_overdue_alerts_once_even_after_arrival() {
    let mut room = Room::usual();
    let movement = started(&mut room);
    room.does(Role::Commander, Act::Arrive { movement, at: None });
    assert_eq!(kinds(&room.advance("2026-12-02 07:59")), Vec::<String>::new());
    assert_eq!(kinds(&room.advance("2026-12-02 08:00")), ["review-overdue", "alert-raised"]);
    room.closes_every_alert();
    assert_eq!(kinds(&room.advance("2026-12-03 08:00")), Vec::<String>::new());
}

#[test]
fn its_file_is_closed_only_after_the_review() {
    let mut room = Room::usual();
    let movement = started(&mut room);
    room.does(Role::Commander, Act::Arrive { movement, at: None });
    let refusal = room.refuses(Role::DutyOfficer, Act::Close { movement });
    assert!(refusal.to_string().contains("reviewed"), "{refusal}");
    let review = Act::ReviewUrgent { movement, finding: text(8) };
    assert!(matches!(room.refuses(Role::Commander, review.clone()), Rejection::NotAllowed { .. }));
    room.does(Role::Investigator, review);
    assert_eq!(room.state.next_due(), None, "nothing is overdue any more");
    room.duty(Act::Close { movement });
    assert_eq!(room.stage(movement), Stage::Closed);
}

#[test]
fn only_urgent_departures_are_reviewed() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let refusal = room.refuses(Role::DutyOfficer, Act::ReviewUrgent { movement, finding: text(8) });
    assert!(matches!(refusal, Rejection::OutOfPlace { .. }));
}

#[test]
fn an_urgent_movement_is_asked_to_choose_when_its_area_stands_fast() {
    let mut room = Room::usual();
    let movement = started(&mut room);
    let events = room.level("pk/kp", "red", true);
    assert_eq!(events.iter().filter(is("decision-asked")).count(), 1);
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::Urgent));
}
