use model::Span;
use watch::{Element, Measure, Rule, order::Sort};

use crate::scene::{Scene, at, leg, point, vehicle, word};

fn with_a_halt() -> Scene {
    let mut scene = Scene::straight(1, 30).watch_all();
    let halt = Sort::Halt { radius_mm: 150_000, stay: Span::minutes(20), longest: Span::minutes(30) };
    scene.order.points = vec![
        point("start", 0, Sort::Start { radius_mm: 200_000 }, Some(0)),
        point("tea", 6_000, halt, Some(600)),
        point("end", 30_000, Sort::Release { radius_mm: 300_000 }, Some(4_200)),
    ];
    scene
}

/// Ten metres a second, with a halt of so many seconds after six kilometres.
fn halting(stay: f64) -> impl Fn(f64) -> (f64, f64) {
    move |second: f64| {
        let driven = if second < 600.0 { second } else { (second - stay).max(600.0) };
        (driven * 10.0, 3.0)
    }
}

#[test]
fn a_halt_at_a_planned_halt_alerts_nobody() {
    let mut scene = with_a_halt();
    scene.drive(0, 0..4_230, 30, halting(1200.0));
    scene.nothing();
}

#[test]
fn a_halt_longer_than_planned_is_found_when_it_has_been_too_long_and_ends_when_it_drives_on() {
    let mut scene = with_a_halt();
    scene.drive(0, 0..3_600, 30, halting(2100.0));
    let stopped = scene.found(Rule::Stopped);
    assert_eq!(stopped.len(), 1, "{stopped:?}");
    // It came within the radius between second 570 and 600, and half an hour later it still stood there.
    assert_eq!(stopped[0].element, Element::Point(word("tea")));
    assert_eq!((stopped[0].since, stopped[0].found), (at(600), at(2400)));
    assert_eq!(stopped[0].until, Some(at(2730)));
    assert_eq!(stopped[0].measure, Measure::Lasted(Span::seconds(2100)));
}

#[test]
fn a_stop_where_none_is_planned_is_found_after_as_long_as_the_order_allows() {
    let mut scene = with_a_halt();
    scene.order.thresholds.late = None;
    scene.drive(0, 0..100, 20, |second| (second * 10.0, 0.0));
    // Positions scatter while it stands.
    scene
        .drive(0, 100..500, 20, |second| (1000.0 + (second * 7.0).sin() * 25.0, (second * 3.0).cos() * 25.0));
    let stopped = scene.only(Rule::Stopped);
    assert_eq!((stopped.since, stopped.found, stopped.until), (at(100), at(400), None));
    assert_eq!((stopped.subject, stopped.element), (vehicle(0), leg(Some("start"), Some("tea"))));
    assert_eq!(stopped.evidence, [5, 20, 24]);
}

#[test]
fn who_is_silent_may_be_driving_and_is_not_stopped() {
    let mut scene = with_a_halt();
    scene.order.thresholds.silence = None;
    scene.order.thresholds.late = None;
    scene.drive(0, 0..100, 20, |second| (second * 10.0, 0.0));
    scene.until(3600);
    scene.nothing();
}

#[test]
fn waiting_at_the_start_point_before_departure_is_nothing_and_after_it_is_a_stop() {
    let mut scene = with_a_halt();
    scene.order.thresholds.late = None;
    scene.drive(0, -3600..240, 60, |_| (50.0, 0.0));
    scene.nothing();
    scene.drive(0, 240..360, 60, |_| (50.0, 0.0));
    let stopped = scene.only(Rule::Stopped);
    assert_eq!((stopped.since, stopped.found), (at(-3600), at(300)));
    assert_eq!(stopped.element, Element::Point(word("start")));
}

#[test]
fn standing_in_a_safe_haven_or_after_arrival_alerts_nobody() {
    let mut scene = with_a_halt();
    scene.order.thresholds.late = None;
    scene.order.points[1].sort = Sort::SafeHaven { radius_mm: 150_000 };
    scene.drive(0, 0..4_230, 30, halting(1200.0));
    scene.drive(0, 4_230..9_000, 60, |_| (30_000.0, 0.0));
    // Then it is switched off.
    scene.until(20_000);
    scene.nothing();
}
