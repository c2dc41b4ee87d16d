//! Calls for help off the road: in the yard, at the gate, beside any movement. None is lost, and none is an alert twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

mod road;

use conduct::{Act, Stage, What, command::AlertVerdict};
use model::{Instant, Signal, Span, id::AlertId, party::Role};
use road::{Fails, Road, TWO_CARS, WAY, dossier, minutes, word};
use watch::Rule;

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

fn closes(road: &mut Road, alert: AlertId) {
    road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None });
    road.settles();
}

/// The alert of the call that was raised last.
fn of_the_call(road: &Road) -> AlertId {
    let is_call =
        |alert: &conduct::alert::Alert| alert.found.as_ref().is_some_and(conduct::alert::Found::is_call);
    *road.state.alerts.iter().rfind(|(_, alert)| is_call(alert)).unwrap().0
}

fn arrives(road: &mut Road, at: Option<Instant>) {
    road.does(Role::Commander, Act::Arrive { movement: road.movement, at });
    road.settles();
}

/// Two cars on the road, and a medic and a nurse with a telephone each, of whom nobody knows in which they are.
fn with_two_of_the_crew() -> Road {
    let mut road = Road::with(&format!("{TWO_CARS}\n[[crew]]\nid = 'medic'\n[[crew]]\nid = 'nurse'\n"));
    road.enrols(9, "crew[medic]");
    road.enrols(10, "crew[nurse]");
    road.settles();
    road
}

#[test]
fn nothing_but_a_person_ends_a_call() {
    let mut road = with_two_of_the_crew();
    calls(&mut road, 9, 1);
    calls(&mut road, 2, 1);
    let stands = |road: &Road| alarmed(road, "emergency") == ["ROAD-1", "ROAD-1"];
    assert!(stands(&road), "{:?}", road.open());
    road.passes(Span::hours(1));
    arrives(&mut road, None);
    assert!(stands(&road), "{:?}", road.open());
    let found = road.keeper.findings(road.movement);
    assert_eq!(
        found.iter().filter(|finding| finding.rule == Rule::Emergency).count(),
        2,
        "it is found as before"
    );
    road.loses(9);
    road.loses(2);
    road.crashes();
    assert!(stands(&road), "{:?}", road.open());
    let withdrawn = |what: &What| matches!(what, What::AlertWithdrawn { .. });
    assert!(!road.happened.iter().any(|event| withdrawn(&event.what)));
    assert!(alarmed(&road, "call-for-help").is_empty(), "and none is told twice");
}

#[test]
fn a_call_after_the_hour_of_an_arrival_that_is_stated_later_is_an_alert_all_the_same() {
    let mut road = Road::with(TWO_CARS);
    let began = road.now;
    calls(&mut road, 1, 30);
    // And one that is heard when nothing of it is on the record yet.
    let kept = road.keeps(2, minutes(began, 40), WAY.1[0], Some(Signal::Emergency));
    road.keeper.hear(&[kept]);
    arrives(&mut road, Some(minutes(began, 20)));
    assert_eq!(alarmed(&road, "emergency"), ["ROAD-1"]);
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-1"], "{:?}", road.open());
    road.crashes();
    assert_eq!([alarmed(&road, "emergency").len(), alarmed(&road, "call-for-help").len()], [1, 1]);
}

#[test]
fn a_call_that_somebody_closed_is_not_another_because_an_arrival_is_stated_later() {
    let mut road = Road::with(TWO_CARS);
    let began = road.now;
    calls(&mut road, 1, 30);
    let alert = of_the_call(&road);
    road.now = minutes(began, 35);
    closes(&mut road, alert);
    road.now = minutes(began, 40);
    arrives(&mut road, Some(minutes(began, 20)));
    assert!(alarmed(&road, "call-for-help").is_empty() && alarmed(&road, "emergency").is_empty());
}

#[test]
fn a_beacon_that_goes_on_when_its_movement_arrives_is_one_call() {
    let mut road = Road::with(TWO_CARS);
    calls(&mut road, 1, 1);
    let alert = taken(&mut road);
    arrives(&mut road, None);
    (0..3).for_each(|_| calls(&mut road, 1, 1));
    road.crashes();
    calls(&mut road, 1, 1);
    assert_eq!(alarmed(&road, "emergency"), ["ROAD-1"]);
    assert!(alarmed(&road, "call-for-help").is_empty());
    assert!(road.state.alerts[&alert].taken.is_some(), "it goes on");
    calls(&mut road, 1, 6);
    assert!(road.state.alerts[&alert].taken.is_none(), "another call is to be taken");
    assert!(alarmed(&road, "call-for-help").is_empty());
}

#[test]
fn a_call_that_was_kept_before_a_crash_is_heard_though_the_room_said_first_that_it_was_deaf() {
    let mut road = waiting();
    let at = minutes(road.now, 1);
    road.keeps(7, at, WAY.1[0], Some(Signal::Emergency));
    let mut since = at.saturating_add(Span::seconds(1));
    // Whoever opens the record says so, and a slow opening once more.
    for _ in 0..2 {
        road.now = road.now.saturating_add(Span::seconds(30));
        road.does(Role::System, Act::HearAgain { since, until: None });
        since = road.now;
    }
    road.crashes();
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-2"]);
}

#[test]
fn a_call_that_somebody_closed_is_not_raised_again_by_a_quick_restart() {
    let mut road = waiting();
    calls(&mut road, 7, 1);
    let alert = of_the_call(&road);
    let passes = |road: &mut Road| road.now = road.now.saturating_add(Span::seconds(4));
    passes(&mut road);
    closes(&mut road, alert);
    passes(&mut road);
    road.crashes();
    assert!(alarmed(&road, "call-for-help").is_empty());
    let since = road.now;
    passes(&mut road);
    road.does(Role::System, Act::HearAgain { since, until: None });
    road.crashes();
    assert!(alarmed(&road, "call-for-help").is_empty(), "nor after it was deaf");
}

#[test]
fn each_device_of_no_known_vehicle_has_an_alert_of_its_own_and_says_whose() {
    let mut road = with_two_of_the_crew();
    let at = minutes(road.now, 1);
    road.reports_at(9, at, WAY.1[0], Some(Signal::Emergency));
    let alert = taken(&mut road);
    road.reports_at(10, at, WAY.1[0], Some(Signal::Emergency));
    assert_eq!(alarmed(&road, "emergency"), ["ROAD-1", "ROAD-1"], "also in the same moment");
    road.reports_at(9, minutes(at, 1), WAY.1[0], Some(Signal::EmergencyOver));
    calls(&mut road, 10, 1);
    assert!(road.state.alerts[&alert].taken.is_some(), "the other's end makes no other call");
    let found = road.state.alerts.values().filter_map(|alert| alert.found.as_ref());
    let whose: Vec<String> =
        found.filter_map(|found| road.state.subject_of(found)).map(|it| it.to_string()).collect();
    assert_eq!(whose, ["medic", "nurse"]);
}

#[test]
fn a_call_of_a_movement_that_cannot_be_read_is_heard_all_the_same_and_once() {
    let mut road = Road::with(TWO_CARS);
    road.archive.fails(Some(Fails::Tracks));
    road.crashes();
    calls(&mut road, 2, 1);
    assert_eq!(alarmed(&road, "call-for-help"), ["ROAD-1"]);
    road.archive.fails(None);
    road.passes(Span::minutes(1));
    assert!(road.keeper.findings(road.movement).iter().any(|finding| finding.rule == Rule::Emergency));
    assert_eq!([alarmed(&road, "emergency").len(), alarmed(&road, "call-for-help").len()], [0, 1]);
    let alert = of_the_call(&road);
    closes(&mut road, alert);
    road.passes(Span::minutes(1));
    assert!(alarmed(&road, "emergency").is_empty(), "closed is closed");
    calls(&mut road, 2, 1);
    assert_eq!(alarmed(&road, "emergency"), ["ROAD-1"]);
}

#[test]
fn a_call_made_on_the_road_that_comes_when_its_movement_had_arrived_and_the_room_was_opened_anew_is_heard_once()
 {
    let mut road = with_two_of_the_crew();
    let at = minutes(road.now, 10);
    road.passes(Span::minutes(20));
    arrives(&mut road, None);
    road.crashes();
    road.passes(Span::minutes(20));
    road.reports_at(9, at, WAY.1[0], Some(Signal::Emergency));
    assert_eq!(alarmed(&road, "emergency"), ["ROAD-1"]);
    assert!(alarmed(&road, "call-for-help").is_empty());
}

#[test]
fn a_change_of_the_order_that_knows_the_device_no_more_ends_no_call() {
    let mut road = Road::with(TWO_CARS);
    calls(&mut road, 2, 1);
    road.now = minutes(road.now, 1);
    road.loses(2);
    road.settles();
    assert!(road.state.movement(road.movement).unwrap().watched.len() > 1, "another order holds");
    let found = road.state.alerts.values().filter_map(|alert| alert.found.as_ref());
    let is_over: Vec<bool> =
        found.filter(|found| found.is_call()).map(|found| found.until.is_some()).collect();
    assert_eq!(is_over, [false]);
}

#[test]
fn a_beacon_off_the_road_is_handed_in_once_and_again_when_somebody_closed_that() {
    let mut road = waiting();
    calls(&mut road, 7, 1);
    let mut again = road.now;
    for _ in 0..10 {
        again = again.saturating_add(Span::seconds(10));
        let kept = road.keeps(7, again, WAY.1[0], Some(Signal::Emergency));
        road.keeper.hear(&[kept]);
        assert!(road.keeper.take_calls().is_empty());
    }
    // As it was closed the room may have had one that whoever closed it did not know of.
    let alert = of_the_call(&road);
    road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::False, because: None });
    let handed_in: Vec<Instant> = road.keeper.take_calls().iter().map(|call| call.at).collect();
    assert_eq!(handed_in, [again]);
}
