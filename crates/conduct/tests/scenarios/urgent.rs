//! Casualty, fire, evacuation: it starts at once, uncleared, and is reviewed.

use conduct::{
    Act, Event, Rejection, Stage, What,
    message::About,
    movement::{Authority, REVIEW_WITHIN},
};
use model::{id::MovementId, party::Role};

use crate::{
    messages::{SHANGLA, person, staffed},
    roads::{BESHAM, DASU, MANSEHRA, plan, room as on_roads, way},
    room::{Room, USUAL_ORDER, at, is, kinds, order, path, text, word},
};

/// Who is called, in order.
fn called(events: &[Event]) -> Vec<String> {
    let party = |event: &Event| match &event.what {
        What::CallDue { party, .. } => Some(party.to_string()),
        _ => None,
    };
    events.iter().filter_map(party).collect()
}

fn started(room: &mut Room) -> MovementId {
    let act = Act::StartUrgent { number: word("U-1"), plan: order(USUAL_ORDER), reason: text(7) };
    let events = room.does(Role::Commander, act);
    assert_eq!(called(&events), ["districts[shangla]", "highway_police", "unit_commandant"]);
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

/// Most start before anybody knows which way they drive.
#[test]
fn whoever_lies_on_the_way_that_is_planned_on_the_road_is_called_then_and_once() {
    let mut room = on_roads();
    staffed(&mut room);
    let nowhere = order(&[("movement.area", "pk/kp"), ("vehicles[car].plate", "LES-1")]);
    let act = Act::StartUrgent { number: word("U-2"), plan: nowhere, reason: text(7) };
    assert_eq!(called(&room.does(Role::Commander, act)), ["highway_police", "unit_commandant"]);
    let movement = room.id("U-2");
    let planned = plan(&mut room, movement, way(BESHAM, DASU));
    let of_the_way =
        ["districts[lower-kohistan]", "districts[shangla]", "districts[upper-kohistan]"].map(str::to_owned);
    assert_eq!(called(&planned), of_the_way);
    let told = planned.iter().any(|event| {
        matches!(&event.what, What::MessagesDue { about: About::Notice, without_address, .. }
            if *without_address == [person(SHANGLA)])
    });
    assert!(told, "the officer of a district hears of it: {planned:?}");
    assert_eq!(called(&plan(&mut room, movement, way(DASU, BESHAM))), Vec::<String>::new());
    let other = called(&plan(&mut room, movement, way(BESHAM, MANSEHRA)));
    assert!(!other.is_empty() && other.iter().all(|party| !of_the_way.contains(party)), "{other:?}");
    room.does(Role::Commander, Act::Arrive { movement, at: None });
    room.level("pk/kp", "red", false);
    let calls = room.history.iter().filter(is("call-due")).count();
    assert_eq!(calls, 2 + of_the_way.len() + other.len(), "each of them once");
}

#[test]
fn a_movement_that_was_cleared_calls_nobody_by_itself_when_it_takes_another_way() {
    let mut room = on_roads();
    let movement = crate::roads::cleared(&mut room, "SC-1");
    room.gate(movement);
    room.departs(movement);
    assert_eq!(called(&plan(&mut room, movement, way(BESHAM, MANSEHRA))), Vec::<String>::new());
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
