use watch::{Element, Measure, Rule, Subject, order::Sort};

use crate::scene::{Scene, at, point, word};

fn planned() -> Scene {
    let mut scene = Scene::straight(1, 30).watch_all();
    scene.order.thresholds.stop = None;
    scene.order.points = vec![
        point("start", 0, Sort::Start { radius_mm: 200_000 }, Some(0)),
        point("bridge", 10_000, Sort::Checkpoint, Some(1000)),
        point("ridge", 15_000, Sort::PhaseLine, Some(1500)),
        point("end", 30_000, Sort::Release { radius_mm: 300_000 }, Some(3000)),
    ];
    scene
}

fn at_speed(scene: &mut Scene, speed: f64, seconds: std::ops::Range<i64>) {
    scene.drive(0, seconds, 20, |second| (second * speed, 0.0));
}

#[test]
fn who_is_as_planned_and_reports_the_phase_line_alerts_nobody() {
    let mut scene = planned();
    at_speed(&mut scene, 10.0, 0..1520);
    scene.voice(1530, Some("ridge"));
    at_speed(&mut scene, 10.0, 1540..3000);
    scene.until(9000);
    scene.nothing();
}

#[test]
fn who_does_not_start_is_late_at_the_start_point() {
    let mut scene = planned();
    scene.drive(0, 0..590, 20, |_| (0.0, 0.0));
    scene.until(599);
    scene.nothing();
    scene.until(600);
    let late = scene.only(Rule::Late);
    assert_eq!((late.subject, late.element), (Subject::Movement, Element::Point(word("start"))));
    assert_eq!(late.measure, Measure::Arrival { planned: at(0), estimate: None });
}

#[test]
fn who_is_too_slow_is_late_at_a_checkpoint_before_it_should_be_there() {
    let mut scene = planned();
    // Half as fast: a thousand seconds late at the bridge, where six hundred are allowed.
    at_speed(&mut scene, 5.0, 0..1500);
    let late = scene.only(Rule::Late);
    assert_eq!(late.element, Element::Point(word("bridge")));
    assert!(late.found < at(1000), "said {} ahead", at(1600).since(late.found));
    let Measure::Arrival { planned, estimate: Some(estimate) } = late.measure else { panic!("{late:?}") };
    assert_eq!(planned, at(1000));
    assert!(estimate.since(at(2000)).0.abs() < 120_000_000, "{estimate}");
    at_speed(&mut scene, 5.0, 1500..2200);
    let bridge = &scene.found(Rule::Late)[0];
    assert_eq!(
        (bridge.until, bridge.measure),
        (Some(at(2000)), Measure::Arrival { planned: at(1000), estimate: Some(at(2000)) })
    );
}

#[test]
fn who_makes_up_for_lost_time_is_no_longer_late() {
    let mut scene = planned();
    let path = |second: f64| {
        let driven = if second < 900.0 { second * 3.0 } else { 2700.0 + (second - 900.0) * 16.0 };
        (driven, 0.0)
    };
    scene.order.points[1].planned = None;
    scene.order.points[2].sort = Sort::Checkpoint;
    scene.drive(0, 0..1900, 20, path);
    let late = scene.only(Rule::Late);
    assert!(late.until.is_some_and(|until| until < at(1700)), "{late:?}");
}

#[test]
fn who_falls_silent_is_late_when_the_time_is_up() {
    let mut scene = planned();
    scene.order.thresholds.silence = None;
    scene.order.thresholds.unreported = None;
    at_speed(&mut scene, 10.0, 0..800);
    scene.until(1599);
    scene.nothing();
    scene.until(1600);
    let late = scene.only(Rule::Late);
    assert_eq!((late.since, late.evidence.clone()), (at(1600), vec![39]));
    let Measure::Arrival { estimate: Some(estimate), .. } = late.measure else { panic!("{late:?}") };
    assert!(estimate.since(at(1000)).0.abs() <= 1_000_000, "{estimate}");
}

#[test]
fn a_phase_line_crossed_and_not_reported_is_found_until_it_is() {
    let mut scene = planned();
    at_speed(&mut scene, 10.0, 0..1850);
    let missing = scene.only(Rule::NotReported);
    // To a second: the way is a few millimetres shorter than its kilometres.
    assert!(at(1500).since(missing.since).0.abs() < 1_000_000, "{missing:?}");
    assert_eq!((missing.found.since(missing.since), missing.until), (model::Span::minutes(5), None));
    assert_eq!(missing.element, Element::Point(word("ridge")));
    scene.voice(1900, Some("ridge"));
    assert_eq!(scene.only(Rule::NotReported).until, Some(at(1900)));
}

#[test]
fn a_phase_line_nobody_can_be_seen_to_cross_is_missed_after_its_planned_time() {
    let mut scene = planned();
    scene.order.thresholds.silence = None;
    at_speed(&mut scene, 10.0, 0..1000);
    scene.voice(1000, Some("bridge"));
    scene.until(1799);
    scene.nothing();
    scene.until(1800);
    let missing = scene.only(Rule::NotReported);
    assert_eq!(missing.found, at(1800));
    // A voice says so; that it was crossed is then known, and not late.
    scene.voice(1810, Some("ridge"));
    assert_eq!(scene.only(Rule::NotReported).until, Some(at(1810)));
}

#[test]
fn who_is_seen_short_of_a_phase_line_has_not_failed_to_report_it() {
    let mut scene = planned();
    scene.order.thresholds.late = None;
    at_speed(&mut scene, 5.0, 0..2900);
    scene.nothing();
}

#[test]
fn a_report_of_a_later_phase_line_says_that_the_points_before_it_are_passed() {
    let mut scene = planned();
    scene.order.thresholds.silence = None;
    scene.order.points[0].planned = None;
    scene.voice(1400, Some("ridge"));
    scene.until(3599);
    scene.nothing();
    scene.until(3600);
    assert_eq!(scene.only(Rule::Late).element, Element::Point(word("end")));
}

#[test]
fn what_lies_ahead_is_estimated_by_where_it_is_and_counts_up_while_nothing_is_heard() {
    let mut scene = planned();
    // To the nearest ten: the pace is measured in thousandths.
    let seconds = |scene: &Scene, second| {
        let ahead = scene.watch().ahead().at(at(second));
        let nearest = |micros: i64| (micros + 5_000_000) / 10_000_000 * 10;
        let estimate = |expected: &watch::Expected| expected.estimate.map(|it| nearest(it.since(at(0)).0));
        ahead.points.iter().map(|it| (it.point.to_string(), estimate(it))).collect::<Vec<_>>()
    };
    let named = |all: &[(&str, Option<i64>)]| -> Vec<_> {
        all.iter().map(|(point, estimate)| ((*point).to_owned(), *estimate)).collect()
    };
    assert_eq!(
        seconds(&scene, 0),
        named(&[("start", None), ("bridge", None), ("ridge", None), ("end", None)]),
        "nobody was seen yet"
    );
    at_speed(&mut scene, 10.0, 0..501);
    assert_eq!(
        seconds(&scene, 500),
        named(&[("bridge", Some(1000)), ("ridge", Some(1500)), ("end", Some(3000))])
    );
    assert_eq!(seconds(&scene, 1000), seconds(&scene, 500));
    assert_eq!(
        seconds(&scene, 1300),
        named(&[("bridge", Some(1300)), ("ridge", Some(1800)), ("end", Some(3300))])
    );
    // It stood for a hundred seconds.
    scene.fix(0, 600, (5000.0, 0.0));
    assert_eq!(seconds(&scene, 600)[2], ("end".to_owned(), Some(3100)));
    at_speed(&mut scene, 10.0, 700..3100);
    assert_eq!(scene.watch().ahead().points, []);
}
