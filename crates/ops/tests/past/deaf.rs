//! The room is down for a while: whoever was silent then is missed only once it could have heard them, and going through it again finds
//! the same.

use conduct::{Act, Event, watched::Deaf};
use model::{Span, party::Role};
use ops::watching::past::Outcome;

use super::{
    Road, TWO_CARS, WAY, past,
    road::{dossier, minutes, word},
};

/// Both report for five minutes. Then the room is down for half an hour, and hears again.
fn down_for_half_an_hour() -> (Road, Deaf) {
    let mut road = Road::with(TWO_CARS);
    let began = road.now;
    for minute in 1..=5_i32 {
        let along = usize::try_from(minute).unwrap() * 10;
        road.reports(1, minutes(began, minute), along + 2, 0);
        road.reports(2, minutes(began, minute), along, 0);
    }
    let deaf = Deaf { from: road.now, until: minutes(road.now, 30) };
    road.now = deaf.until;
    road.does(Role::System, Act::HearAgain { since: deaf.from, until: None });
    road.crashes();
    (road, deaf)
}

#[test]
fn nobody_is_missed_for_what_the_room_could_not_hear() {
    let (mut road, deaf) = down_for_half_an_hour();
    let is_missed = |road: &Road, vehicle| road.is_open("lost-contact", Some(vehicle));
    assert!(!is_missed(&road, "lead") && !is_missed(&road, "coach"), "{:?}", road.open());
    // The coach goes on reporting; the lead car does not.
    for minute in 1..=30_i32 {
        road.reports(2, minutes(deaf.until, minute), usize::try_from(minute).unwrap() * 10 + 60, 0);
    }
    assert!(is_missed(&road, "lead") && !is_missed(&road, "coach"), "{:?}", road.open());
    let past = past(&mut road);
    assert_eq!((past.outcome, past.deaf.as_slice()), (Outcome::Same, &[deaf][..]), "{:#?}", past.alerts);
    let missed = past.alerts.iter().find(|one| one.key.rule == *"lost-contact").unwrap();
    assert!(missed.raised_at.unwrap() > deaf.until.saturating_add(Span::minutes(1)), "{missed:?}");
}

#[test]
fn what_telephones_send_again_afterwards_is_heard_and_nobody_was_missed() {
    let (mut road, deaf) = down_for_half_an_hour();
    for minute in 1..=30_i32 {
        let along = usize::try_from(minute).unwrap() * 5 + 50;
        road.reports(1, minutes(deaf.from, minute), along + 2, 0);
        road.reports(2, minutes(deaf.from, minute), along, 0);
    }
    let past = past(&mut road);
    assert_eq!(past.outcome, Outcome::Same, "{:#?}", past.alerts);
    assert!(past.alerts.iter().all(|one| one.key.rule != *"lost-contact"), "{:#?}", past.alerts);
}

#[test]
fn a_room_that_does_not_say_that_it_was_down_blames_the_silent() {
    let mut road = Road::with(TWO_CARS);
    let began = road.now;
    road.reports(1, minutes(began, 1), 12, 0);
    road.reports(2, minutes(began, 1), 10, 0);
    road.now = minutes(road.now, 30);
    road.crashes();
    assert!(
        road.is_open("lost-contact", Some("lead")),
        "otherwise the others say nothing: {:?}",
        road.open()
    );
}

/// Who waits leaves while the room is down, and that is written down once it is open.
#[test]
fn who_left_unseen_is_not_missed_for_what_the_room_could_not_hear_then() {
    let mut road = Road::with(TWO_CARS);
    road.does(Role::DutyOfficer, Act::Arrive { movement: road.movement, at: None });
    let deaf = Deaf { from: road.now, until: minutes(road.now, 30) };
    road.now = deaf.until;
    road.does(Role::System, Act::HearAgain { since: deaf.from, until: None });
    road.crashes();
    let at = Some(minutes(deaf.from, 10));
    let number = word("SEEN-1");
    let seen = road.does(Role::DutyOfficer, Act::ObserveDeparture { number, plan: dossier(TWO_CARS), at });
    road.movement = seen.iter().find_map(|event| event.what.movement()).unwrap();
    let of_another = |event: &Event| event.what.movement().is_some_and(|other| other != road.movement);
    road.happened.retain(|event| !of_another(event));
    road.plans(&WAY.0);
    road.settles();
    let is_missed = |road: &Road, vehicle| road.is_open("lost-contact", Some(vehicle));
    assert!(!is_missed(&road, "lead") && !is_missed(&road, "coach"), "{:?}", road.open());
    road.passes(Span::minutes(2));
    assert!(!is_missed(&road, "lead") && !is_missed(&road, "coach"), "{:?}", road.open());
    road.reports(2, road.now, 100, 0);
    road.passes(Span::minutes(2));
    assert!(is_missed(&road, "lead") && !is_missed(&road, "coach"), "{:?}", road.open());
    let past = past(&mut road);
    assert_eq!((past.outcome, past.deaf.as_slice()), (Outcome::Same, &[deaf][..]), "{:#?}", past.alerts);
}
