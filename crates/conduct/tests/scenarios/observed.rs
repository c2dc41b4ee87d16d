//! Reality is always accepted: what was seen on the road is recorded, watched and alerted.

use conduct::{
    Act, Rejection, Stage, What,
    command::AlertVerdict,
    movement::{Authority, Kind},
};
use model::{Dossier, party::Role};

use crate::room::{Room, at, is, kinds, order, text, word};

fn seen(number: &str, plan: Dossier) -> Act {
    Act::ObserveDeparture { number: word(number), plan, at: None }
}

#[test]
fn a_movement_nobody_knew_is_recorded_as_seen_and_alerted() {
    let mut room = Room::usual();
    let events = room.duty(seen("SEEN-1", order(&[("vehicles[a].plate", "X-1")])));
    assert_eq!(kinds(&events), ["movement-requested", "departure-observed", "alert-raised"]);
    let movement = room.id("SEEN-1");
    assert_eq!(room.get(movement).kind, Kind::Observed);
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::None));
}

#[test]
fn a_known_movement_that_left_without_authority_is_accepted_with_what_was_seen() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let plan = order(&[("vehicles[b].plate", "X-2")]);
    let events = room.duty(seen("SC-1", plan.clone()));
    assert_eq!(kinds(&events), ["departure-observed", "alert-raised"]);
    assert!(matches!(&events[0].what, What::DepartureObserved { seen, .. } if *seen == plan));
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::None));
    assert!(room.get(movement).plan.root != plan.root, "the order stays what it was");
}

#[test]
fn the_same_departure_alerts_once_until_somebody_closes_it() {
    let mut room = Room::usual();
    room.duty(seen("SEEN-1", Dossier::default()));
    let movement = room.id("SEEN-1");
    let again = room.refuses(Role::DutyOfficer, seen("SEEN-1", Dossier::default()));
    assert!(matches!(again, Rejection::OutOfPlace { .. }));
    room.duty(Act::Arrive { movement, at: None });
    let back = room.duty(seen("SEEN-1", Dossier::default()));
    assert_eq!(back.iter().filter(is("alert-raised")).count(), 0, "the first is still open");
    let alert = *room.state.alerts.keys().next().unwrap();
    room.duty(Act::AcknowledgeAlert { alert });
    assert!(room.state.alerts[&alert].taken.is_some());
    room.duty(Act::CloseAlert { alert, verdict: AlertVerdict::Planned, because: None });
    assert!(room.state.alerts.is_empty());
    assert_eq!(
        room.refuses(Role::DutyOfficer, Act::AcknowledgeAlert { alert }),
        Rejection::NoSuch("no-such-alert")
    );
    let verdict = AlertVerdict::True;
    assert_eq!(
        room.refuses(Role::DutyOfficer, Act::CloseAlert { alert, verdict, because: None }),
        Rejection::NoSuch("no-such-alert")
    );
    room.duty(Act::Arrive { movement, at: None });
    assert_eq!(room.duty(seen("SEEN-1", Dossier::default())).iter().filter(is("alert-raised")).count(), 1);
}

#[test]
fn what_was_called_off_and_left_all_the_same_is_on_the_road() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.duty(Act::Cancel { movement, reason: crate::room::text(5) });
    room.duty(seen("SC-1", Dossier::default()));
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::None));
}

#[test]
fn a_sighting_does_not_end_a_standing_permission() {
    let mut room = Room::usual();
    room.duty(Act::RequestStanding { number: word("ST-1"), plan: Dossier::default() });
    let refusal = room.refuses(Role::DutyOfficer, seen("ST-1", Dossier::default()));
    assert!(refusal.to_string().contains("does not travel"), "{refusal}");
    room.duty(seen("ST-1-seen", Dossier::default()));
}

#[test]
fn what_was_seen_was_seen_by_now() {
    let mut room = Room::usual();
    let act = |at| Act::ObserveDeparture { number: word("SEEN-1"), plan: Dossier::default(), at: Some(at) };
    let refusal = room.refuses(Role::DutyOfficer, act(at("2026-12-01 08:01")));
    assert!(matches!(refusal, Rejection::FromTheFuture(_)));
    let events = room.duty(act(at("2026-11-30 23:00")));
    let when = events.iter().find_map(|e| match e.what {
        What::DepartureObserved { seen_at, .. } => Some((seen_at, e.at)),
        _ => None,
    });
    assert_eq!(when, Some((at("2026-11-30 23:00"), at("2026-12-01 08:00"))), "both times are kept");
}

#[test]
fn only_what_is_on_the_road_arrives() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let refusal = room.refuses(Role::Commander, Act::Arrive { movement, at: None });
    assert!(refusal.to_string().contains("observed first"), "{refusal}");
}

#[test]
fn what_is_seen_under_the_number_of_a_closed_file_is_another_journey() {
    let mut room = Room::usual();
    let longest = "S".repeat(64);
    for number in ["SC-1", &longest] {
        let after = |n: u32| format!("{}-{n}", &number[..number.len().min(53)]);
        let (next, third, fourth) = (&*after(2), &*after(3), &*after(4));
        room.duty(seen(number, Dossier::default()));
        let first = room.id(number);
        room.duty(Act::Arrive { movement: first, at: None });
        room.files(first);
        let events = room.duty(seen(number, order(&[("vehicles[b].plate", "X-2")])));
        assert_eq!(kinds(&events), ["movement-requested", "departure-observed", "alert-raised"]);
        assert_eq!(room.stage(first), Stage::Closed);
        assert_eq!(room.stage(room.id(next)), Stage::UnderWay(Authority::None));
        let again = room.refuses(Role::DutyOfficer, seen(number, Dossier::default()));
        assert!(matches!(again, Rejection::OutOfPlace { .. }), "it is on the road already: {again}");
        let second = room.id(next);
        room.duty(Act::Arrive { movement: second, at: None });
        room.files(second);
        room.request(third, &[]);
        room.duty(seen(number, Dossier::default()));
        assert_eq!(room.stage(room.id(third)), Stage::Requested, "somebody else's number is passed over");
        assert_eq!(room.stage(room.id(fourth)), Stage::UnderWay(Authority::None));
    }
}

#[test]
fn a_movement_called_off_that_leaves_all_the_same_is_watched_by_its_own_order() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", crate::room::USUAL_ORDER);
    room.duty(Act::Cancel { movement, reason: text(1) });
    room.duty(seen("SC-1", Dossier::default()));
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::None));
    assert!(!room.get(movement).plan.root.0.is_empty());
}
