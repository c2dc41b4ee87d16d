//! A movement is watched from when it left, and held to the hours that were planned.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod road;

use model::Span;
use road::{Road, TWO_CARS, minutes};

/// Two cars that leave at six, with this said of the movement.
fn leaving(said: &str) -> Road {
    Road::with(&format!("{TWO_CARS}\n[movement]\n{said}\n"))
}

/// Both cars drive, by the minute, a hundredth of the way each.
fn drive(road: &mut Road, count: usize) {
    for along in 1..=count {
        let at = road.now.saturating_add(Span::minutes(1));
        road.reports(1, at, along * 10 + 2, 0);
        road.reports(2, at, along * 10, 0);
    }
}

#[test]
fn who_leaves_two_hours_before_their_hour_is_watched_from_when_they_left() {
    let mut road = leaving("departs_at = 2026-12-11T08:00:00+05:00");
    drive(&mut road, 3);
    assert!(road.open().is_empty(), "{:?}", road.open());
    // The coach stands, and the lead drives on without it; then nobody is heard any more.
    let stood = road.now;
    for minute in 1..=8 {
        road.reports(2, minutes(stood, minute), 30, 0);
        road.reports(1, minutes(stood, minute), 40 + usize::try_from(minute).unwrap() * 10, 0);
    }
    for (rule, vehicle) in [("stopped", Some("coach")), ("separated", Some("coach")), ("convoy-broken", None)]
    {
        assert!(road.is_open(rule, vehicle), "{rule}: {:?}", road.open());
    }
    road.passes(Span::minutes(10));
    assert!(road.is_open("lost-contact", Some("lead")), "{:?}", road.open());
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
}

#[test]
fn who_leaves_after_their_hour_is_late_as_soon_as_the_plans_driving_says_so() {
    // The checkpoint is planned for seven, after half an hour of driving; at six an hour is left.
    let mut road = leaving("departs_at = 2026-12-11T06:30:00+05:00");
    drive(&mut road, 2);
    assert!(!road.is_open("late", None), "{:?}", road.open());
    // After two hours and a half of driving it would be there at half past eight.
    let mut road = leaving("departs_at = 2026-12-11T04:30:00+05:00");
    drive(&mut road, 2);
    assert!(road.is_open("late", None), "{:?}", road.open());
}

#[test]
fn where_only_the_day_is_known_nobody_is_late_by_an_hour_that_nobody_planned() {
    let mut road = leaving("departs_on = 2026-12-11");
    drive(&mut road, 5);
    assert!(!road.is_open("late", None), "{:?}", road.open());
    // At seven they were to be at the checkpoint.
    road.now = "2026-12-11T07:16:00+05:00".parse().unwrap();
    road.settles();
    assert!(road.is_open("late", None), "{:?}", road.open());
}

#[test]
fn the_hour_of_arrival_that_was_planned_is_that_of_the_end_of_the_way() {
    let mut road = leaving("departs_at = 2026-12-11T06:00:00+05:00\narrives_at = 2026-12-11T09:00:00+05:00");
    // They are past the checkpoint by seven, and nothing more is heard of them.
    drive(&mut road, 50);
    assert!(!road.is_open("late", None), "{:?}", road.open());
    road.now = "2026-12-11T09:16:00+05:00".parse().unwrap();
    road.settles();
    let late = road.state.alerts.values().filter_map(|alert| alert.found.as_ref());
    let late: Vec<_> =
        late.filter(|found| found.key.rule == *"late").map(|found| &found.key.element).collect();
    assert_eq!(late, [&Some(road::word("release"))]);
}
