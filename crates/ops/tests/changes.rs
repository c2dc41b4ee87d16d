//! What goes on through a change of the order is what it was: whoever closed it has closed it, and it began when it began.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod road;

use std::sync::atomic::Ordering;

use conduct::{Act, command::AlertVerdict, danger::Danger};
use model::{Instant, Signal, Span, party::Role};
use road::{Road, TWO_CARS, WAY, minutes};

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

/// The coach was out of reach while its order changed more often than watches are kept, and has everything to tell now.
fn out_of_reach_for_long(road: &mut Road) -> Instant {
    drive(road, 0, 5);
    let began = road.now;
    for minute in 1..=20 {
        road.reports(1, minutes(began, minute), 50 + usize::try_from(minute).unwrap() * 10, 0);
        if minute % 4 == 0 {
            draws_an_area_far_away(road);
        }
    }
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
    assert!(orders(road) > 5);
    began
}

fn reads(road: &Road) -> usize {
    road.archive.reads.load(Ordering::Relaxed)
}

#[test]
fn what_is_sent_one_by_one_and_too_late_has_everything_read_for_the_first_and_once_for_all_others() {
    let mut road = Road::with(TWO_CARS);
    let began = out_of_reach_for_long(&mut road);
    let before = reads(&road);
    for minute in 1..=18 {
        road.reports(2, minutes(began, minute), 50 + usize::try_from(minute).unwrap() * 10, 0);
    }
    assert_eq!(reads(&road), before + 1, "the others are gathered");
    road.passes(Span::seconds(4));
    assert_eq!(reads(&road), before + 1);
    assert_eq!(road.keeper.next_due(), Some(road.now.saturating_add(Span::seconds(1))));
    road.passes(Span::seconds(1));
    assert_eq!(reads(&road), before + 2);
    assert!(!road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
    let found = road.keeper.findings(road.movement);
    road.crashes();
    assert_eq!(road.keeper.findings(road.movement), found);
}

#[test]
fn what_is_not_late_is_heard_at_once_though_it_comes_with_what_is() {
    let mut road = Road::with(TWO_CARS);
    let began = out_of_reach_for_long(&mut road);
    let place = WAY.1[0];
    road.reports_at(2, minutes(began, 1), place, None);
    let before = reads(&road);
    let late = road.keeps(2, minutes(began, 2), place, None);
    let call = road.keeps(1, road.now, place, Some(Signal::Emergency));
    road.keeper.hear(&[late, call]);
    road.settles();
    assert!(road.is_open("emergency", Some("lead")), "{:?}", road.open());
    assert_eq!(reads(&road), before, "the other is gathered");
}

#[test]
fn an_order_that_comes_has_none_of_those_before_it_opened_again() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let opens = |road: &mut Road| {
        let before = road.archive.opens.load(Ordering::Relaxed);
        road.passes(Span::minutes(1));
        draws_an_area_far_away(road);
        road.archive.opens.load(Ordering::Relaxed) - before
    };
    let first = opens(&mut road);
    for _ in 0..5 {
        assert_eq!(opens(&mut road), first, "with {} orders", orders(&road));
    }
    let found = road.keeper.findings(road.movement);
    road.crashes();
    assert_eq!(road.keeper.findings(road.movement), found);
}
