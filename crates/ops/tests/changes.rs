//! What goes on through a change of the order is what it was: whoever closed it has closed it, and it began when it began.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod road;

use conduct::{Act, command::AlertVerdict, danger::Danger};
use model::{Instant, Span, party::Role};
use road::{Road, TWO_CARS, minutes};

fn drive(road: &mut Road, from: usize, to: usize) {
    for along in from..to {
        let at = road.now.saturating_add(Span::minutes(1));
        road.reports(1, at, along * 10 + 2, 0);
        road.reports(2, at, along * 10, 0);
    }
}

/// After five minutes of driving the coach strays from the way and stands there, the lead drives on, and then falls silent.
fn much_goes_wrong(road: &mut Road) {
    drive(road, 0, 5);
    let at = road.now;
    for minute in 1..=8 {
        road.reports(2, minutes(at, minute), 50, 900);
        if minute < 4 {
            road.reports(1, minutes(at, minute), 50 + usize::try_from(minute).unwrap() * 20, 0);
        }
    }
    for rule in ["left-corridor", "stopped"] {
        assert!(road.is_open(rule, Some("coach")), "{rule}: {:?}", road.open());
    }
    assert!(road.is_open("lost-contact", Some("lead")), "{:?}", road.open());
}

fn closes_all(road: &mut Road) {
    let alerts: Vec<_> = road.state.alerts.keys().copied().collect();
    for alert in alerts {
        let verdict = AlertVerdict::Planned;
        road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict, because: None });
    }
    road.settles();
    assert!(road.open().is_empty(), "{:?}", road.open());
}

fn draws_an_area_far_away(road: &mut Road) {
    let corners = ["33.0,71.0", "33.0,71.1", "33.1,71.1"].map(|corner| corner.parse().unwrap()).to_vec();
    let danger = Danger::NoGo { corners, from: road.now, until: None };
    road.does(Role::DutyOfficer, Act::ReportDanger { danger });
    road.settles();
}

fn orders(road: &Road) -> usize {
    road.state.movement(road.movement).unwrap().watched.len()
}

#[test]
fn no_area_far_away_and_no_second_telephone_brings_back_what_was_closed() {
    let mut road = Road::with(TWO_CARS);
    much_goes_wrong(&mut road);
    closes_all(&mut road);
    road.passes(Span::minutes(1));
    draws_an_area_far_away(&mut road);
    assert_eq!(orders(&road), 2);
    assert!(road.open().is_empty(), "{:?}", road.open());
    road.enrols(9, "vehicles[coach]");
    road.settles();
    assert_eq!(orders(&road), 3);
    assert!(road.open().is_empty(), "{:?}", road.open());
    // It stands there still, and reports so.
    let at = road.now;
    road.reports(2, minutes(at, 1), 50, 900);
    road.crashes();
    assert!(road.open().is_empty(), "{:?}", road.open());
}

#[test]
fn an_episode_began_when_it_began_whatever_order_holds() {
    let mut road = Road::with(TWO_CARS);
    much_goes_wrong(&mut road);
    let since = |road: &Road| -> Vec<(String, Instant, Instant)> {
        let all = road.keeper.findings(road.movement).into_iter().filter(|finding| finding.until.is_none());
        let mut all: Vec<_> =
            all.map(|finding| (finding.rule.to_string(), finding.since, finding.found)).collect();
        all.sort();
        all
    };
    let before = since(&road);
    assert!(before.len() >= 3, "{before:?}");
    road.passes(Span::minutes(1));
    draws_an_area_far_away(&mut road);
    assert_eq!(since(&road), before);
    for device in 8..14 {
        road.enrols(device, "vehicles[coach]");
        road.settles();
    }
    assert_eq!(since(&road), before);
    assert!(orders(&road) >= 7);
}

#[test]
fn who_falls_silent_again_is_missed_though_the_first_silence_was_closed_after_the_last_word() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    road.passes(Span::minutes(6));
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
    let at = road.now;
    road.reports(1, minutes(at, 1), 60, 0);
    road.reports(2, minutes(at, 1), 60, 0);
    road.passes(Span::minutes(1));
    closes_all(&mut road);
    road.passes(Span::minutes(5));
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
}
