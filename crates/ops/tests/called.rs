//! Calls for help off the road: in the yard, at the gate, beside any movement. None is lost, and none is an alert twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

mod road;

use conduct::{Act, Stage, command::AlertVerdict};
use model::{Signal, Span, id::AlertId, party::Role};
use road::{Road, WAY, dossier, minutes, word};

const ONE_CAR: &str = r#"
[[vehicles]]
id = "coach"
"#;

/// A movement that has not left, whose car has a device.
fn waiting() -> Road {
    let mut road = Road::with(ONE_CAR);
    road.does(Role::Commander, Act::Arrive { movement: road.movement, at: None });
    road.settles();
    let other = ONE_CAR.replace("coach", "jeep");
    road.enrols(7, "vehicles[jeep]");
    road.does(Role::DutyOfficer, Act::RequestMovement { number: word("ROAD-2"), plan: dossier(&other) });
    road.settles();
    road
}

fn calls(road: &mut Road, device: u128, minute: i32) {
    let at = minutes(road.now, minute);
    road.reports_at(device, at, WAY.1[0], Some(Signal::Emergency));
}

/// The numbers of the movements with an open alert of this rule.
fn alarmed(road: &Road, rule: &str) -> Vec<String> {
    let about = road.state.alerts.values().filter(|alert| alert.rule.as_str() == rule);
    about.map(|alert| road.state.known(alert.movement).unwrap().number().to_string()).collect()
}

#[test]
fn who_calls_before_leaving_or_after_arriving_is_heard_in_their_movement() {
    let mut road = waiting();
    calls(&mut road, 7, 1);
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-2"]);
    calls(&mut road, 7, 1);
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-2"], "one alert, however often it is said");
    calls(&mut road, 1, 1);
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-2", "ROAD-1"], "at the gate it had arrived at");
    assert!(alarmed(&road, "emergency").is_empty());
}

#[test]
fn who_calls_again_after_somebody_closed_that_is_heard_again() {
    let mut road = waiting();
    calls(&mut road, 7, 1);
    let alert = *road.state.alerts.keys().next_back().unwrap();
    road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None });
    road.crashes();
    assert!(alarmed(&road, "call-for-help").is_empty(), "what was closed stays closed");
    calls(&mut road, 7, 1);
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-2"]);
}

/// The last alert, taken.
fn taken(road: &mut Road) -> AlertId {
    let alert = *road.state.alerts.keys().next_back().unwrap();
    road.does(Role::DutyOfficer, Act::AcknowledgeAlert { alert });
    alert
}

#[test]
fn who_calls_long_after_somebody_took_that_is_to_be_taken_anew() {
    let mut road = waiting();
    calls(&mut road, 7, 1);
    let alert = taken(&mut road);
    calls(&mut road, 7, 4);
    assert!(road.state.alerts[&alert].taken.is_some());
    calls(&mut road, 7, 5);
    assert!(road.state.alerts[&alert].taken.is_none());
}

#[test]
fn a_beacon_that_goes_on_is_taken_once_however_long_and_whoever_ended_it_calls_anew() {
    let mut road = waiting();
    calls(&mut road, 7, 1);
    let alert = taken(&mut road);
    (0..10).for_each(|_| calls(&mut road, 7, 2));
    road.crashes();
    (0..10).for_each(|_| calls(&mut road, 7, 2));
    assert!(road.state.alerts[&alert].taken.is_some(), "it goes on");
    let at = minutes(road.now, 1);
    road.reports_at(7, at, WAY.1[0], Some(Signal::EmergencyOver));
    assert!(road.state.alerts[&alert].taken.is_some(), "it ends nothing");
    road.crashes();
    calls(&mut road, 7, 1);
    assert!(road.state.alerts[&alert].taken.is_none());
}

#[test]
fn who_calls_beside_any_movement_is_on_the_road_from_then_on() {
    let mut road = waiting();
    road.enrols(9, "vehicles[stray]");
    calls(&mut road, 9, 1);
    let numbers = alarmed(&road, "emergency");
    assert!(matches!(&numbers[..], [number] if number.starts_with("CALL-20261211-")), "{numbers:?}");
    let id = road.state.numbers[&word(&numbers[0])];
    assert!(matches!(road.state.movement(id).unwrap().stage, Stage::UnderWay(_)));
    calls(&mut road, 9, 2);
    assert_eq!(alarmed(&road, "emergency").len(), 1);
    assert!(alarmed(&road, "call-for-help").is_empty(), "from now on the watch hears it");
}

#[test]
fn what_was_kept_and_not_on_the_record_when_the_room_went_down_is_heard_when_it_opens() {
    let mut road = waiting();
    let at = minutes(road.now, 0);
    road.keeps(7, at, WAY.1[0], Some(Signal::Emergency));
    road.now = road.now.saturating_add(Span::hours(5));
    road.crashes();
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-2"]);
    road.crashes();
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-2"]);
}

#[test]
fn who_calls_on_the_road_is_heard_by_the_watch_alone() {
    let mut road = Road::with(ONE_CAR);
    road.passes(Span::minutes(2));
    calls(&mut road, 1, 1);
    assert_eq!(alarmed(&road, "emergency"), ["ROAD-1"]);
    assert!(alarmed(&road, "call-for-help").is_empty());
}
