use model::Place;
use watch::{
    Element, Fence, Lacks, Measure, Rule, Shape, Taken, Watch,
    order::{Binding, Sort, Within},
};

use crate::scene::{Scene, at, circle, device, place, point, vehicle, word};

#[test]
fn a_device_that_reports_from_two_places_is_found_and_followed_at_the_first() {
    let mut scene = Scene::straight(1, 60).watch_all();
    scene.drive(0, 0..600, 20, |second| (second * 10.0, 0.0));
    // A copy of it, forty kilometres away.
    scene.drive(0, 310..600, 20, |_| (44_000.0, 5_000.0));
    scene.until(600);
    let two = scene.only(Rule::TwoPlaces);
    assert_eq!((two.subject, two.element), (vehicle(0), Element::Device(device(0))));
    assert_eq!((two.since, two.until), (at(310), None));
    scene.drive(0, 600..1200, 20, |second| (second * 10.0, 0.0));
    assert_eq!(scene.only(Rule::TwoPlaces).until, Some(at(900)));
}

#[test]
fn what_is_half_the_globe_away_is_as_far_away_as_it_is() {
    let distance = |scene: &Scene, rule| match scene.found(rule)[0].measure {
        Measure::Distance(mm) => mm,
        other => panic!("{other:?}"),
    };
    let fence = |label: &str, shape| Fence { label: word(label), no_go: false, shape };
    let square = [(0.0, 0.0), (0.0, 900.0), (900.0, 900.0), (900.0, 0.0)].map(|(e, n)| place(e, n)).to_vec();
    let round = circle("round", false, place(0.0, 0.0), 900);
    for fence in [fence("square", Shape::Polygon { outline: square, holes: vec![] }), round] {
        for lon in [-600_000_000, 100_000_000, 1_790_000_000] {
            let away = Place::from_e7(-400_000_000, lon).unwrap();
            let true_mm = roads::distance_mm(place(0.0, 0.0), away);
            let mut scene = Scene::straight(1, 60).watch_all();
            scene.order.within =
                vec![Within { fence: fence.label.clone(), shape: None, from: at(0), until: at(9000) }];
            scene.fences = vec![fence.clone()];
            scene.fix(0, 0, (0.0, 0.0));
            scene.fix_at(0, 10, away, 5);
            assert_eq!(distance(&scene, Rule::TwoPlaces), true_mm);
            scene.fix_at(0, 20, away, 5);
            scene.fix_at(0, 60, away, 5);
            // To four kilometres in five hundred of its way, to the corner of an area.
            assert!(distance(&scene, Rule::LeftCorridor).abs_diff(true_mm) < 60_000_000);
            assert!(distance(&scene, Rule::LeftSafeArea).abs_diff(true_mm) < 2_000_000);
        }
    }
}

#[test]
fn a_device_that_was_moved_is_followed_to_where_it_is_once_it_says_so_twice() {
    let mut scene = Scene::straight(1, 60).watch_all();
    scene.drive(0, 0..600, 20, |second| (second * 10.0, 0.0));
    scene.drive(0, 600..1200, 20, |second| (40_000.0 + second, 5_000.0));
    assert_eq!(scene.found(Rule::TwoPlaces).len(), 1);
    assert_eq!(scene.found(Rule::LeftCorridor)[0].since, at(620));
}

#[test]
fn two_devices_in_one_vehicle_are_one_vehicle() {
    let mut scene = Scene::straight(1, 60).watch_all();
    scene.order.vehicles[0].bindings.push(Binding { device: device(7), from: at(-3600), until: None });
    scene.drive(0, 0..2000, 10, |second| (second * 10.0, 0.0));
    scene.drive(7, 1..2000, 7, |second| (second * 10.0 + 12.0, -9.0));
    scene.nothing();
    // One of them fails, and nobody is missed.
    scene.drive(7, 2000..4000, 20, |second| (second * 10.0 + 12.0, -9.0));
    scene.nothing();
}

#[test]
fn a_vehicle_swapped_at_a_breakdown_is_watched_from_then_on_and_the_one_left_behind_is_not() {
    let mut scene = Scene::straight(2, 60).watch_all();
    scene.order.thresholds.interval_least_mm = None;
    let mut spare = scene.order.vehicles[1].clone();
    spare.label = "spare".parse().unwrap();
    scene.order.vehicles[1].bindings[0].until = Some(at(1500));
    spare.bindings[0] = Binding { device: device(1), from: at(1500), until: None };
    scene.order.vehicles.push(spare);
    scene.drive(0, 0..900, 20, |second| (second * 10.0, 0.0));
    scene.drive(0, 900..1500, 20, |_| (9000.0, 0.0));
    scene.drive(1, 5..900, 20, |second| (second * 10.0 - 100.0, 0.0));
    scene.drive(1, 905..1500, 20, |_| (8900.0, 0.0));
    // The device goes on in another vehicle.
    scene.drive(0, 1500..3000, 20, |second| (second * 10.0 - 6000.0, 0.0));
    scene.drive(1, 1505..3000, 20, |second| (second * 10.0 - 6100.0, 0.0));
    scene.until(3060);
    let findings = scene.findings();
    assert!(findings.iter().all(|finding| finding.rule == Rule::Stopped), "{findings:#?}");
    let broken_down = findings.iter().find(|finding| finding.subject == vehicle(1)).unwrap();
    assert_eq!(broken_down.until, Some(at(1500)), "whatever was held against it is over");
    assert_eq!(findings.len(), 2, "the lead stood with it: {findings:#?}");
    // The new one is missed under its own name.
    scene.until(3300);
    let lost = scene.found(Rule::LostContact);
    let spare = watch::Subject::Vehicle("spare".parse().unwrap());
    assert!(
        lost.iter().any(|lost| lost.subject == spare) && lost.iter().all(|lost| lost.subject != vehicle(1)),
        "{lost:#?}"
    );
}

#[test]
fn who_turns_back_on_the_way_is_on_it_and_its_arrival_recedes() {
    let mut scene = Scene::straight(1, 30).watch_all();
    let end = Sort::Release { radius_mm: 300_000 };
    scene.order.points =
        vec![point("bridge", 10_000, Sort::Checkpoint, None), point("end", 30_000, end, Some(3000))];
    scene.drive(0, 0..1800, 20, |second| ((second.min(2400.0 - second)) * 10.0, 0.0));
    let late = scene.only(Rule::Late);
    assert_eq!(late.element, Element::Point("end".parse().unwrap()));
    assert!((at(1400)..at(1600)).contains(&late.found), "{late:?}");
}

/// Ten kilometres out, ten back over the same road, and a ring of four at the beginning driven twice.
fn out_and_back() -> Scene {
    let mut scene = Scene::straight(1, 10).watch_all();
    let ring = [(0.0, 0.0), (0.0, 1000.0), (1000.0, 1000.0), (1000.0, 0.0)];
    let mut line: Vec<(f64, f64)> = ring.repeat(2);
    line.extend([(0.0, 0.0), (10_000.0, 0.0), (0.0, 0.0)]);
    scene.order.line = line.iter().map(|(east, north)| place(*east, *north)).collect();
    let end = Sort::Release { radius_mm: 100_000 };
    scene.order.points = vec![
        point("ring", 4_000, Sort::Checkpoint, Some(400)),
        point("ring-again", 8_000, Sort::Checkpoint, Some(800)),
        point("turn", 18_000, Sort::Checkpoint, Some(1800)),
        point("back", 23_000, Sort::Checkpoint, Some(2300)),
        point("end", 28_000, end, Some(2800)),
    ];
    scene.order.thresholds.late = Some(model::Span::seconds(60));
    scene
}

fn along_ring(driven: f64) -> (f64, f64) {
    match driven {
        d if d < 8000.0 => match d % 4000.0 {
            d if d < 1000.0 => (0.0, d),
            d if d < 2000.0 => (d - 1000.0, 1000.0),
            d if d < 3000.0 => (1000.0, 3000.0 - d),
            d => (4000.0 - d, 0.0),
        },
        d => ((d - 8000.0).min(28_000.0 - d), 0.0),
    }
}

#[test]
fn a_way_that_rounds_a_ring_twice_and_comes_back_on_the_road_it_went_is_followed_in_order_of_time() {
    let mut scene = out_and_back();
    scene.drive(0, 0..2810, 30, |second| along_ring(second * 10.0));
    scene.nothing();
    let mut early = out_and_back();
    early.drive(0, 0..600, 30, |second| along_ring(second * 10.0));
    early.until(860);
    assert_eq!(early.found(Rule::Late)[0].element, Element::Point("ring-again".parse().unwrap()));
}

#[test]
fn who_turns_before_the_end_of_a_road_driven_out_and_back_has_not_been_there() {
    let mut scene = out_and_back();
    // Turns round after seven of the ten kilometres, and stands a while when it does.
    let turned = |second: f64| match second {
        s if s < 1500.0 => s * 10.0,
        s if s < 1600.0 => 15_000.0,
        s => 15_000.0 - (s - 1600.0) * 10.0,
    };
    scene.drive(0, 0..2000, 20, |second| along_ring(turned(second)));
    let late = scene.only(Rule::Late);
    assert_eq!((late.element, late.until), (Element::Point("turn".parse().unwrap()), None));
}

#[test]
fn a_clock_that_is_ahead_counts_as_the_time_of_receipt() {
    let mut scene = Scene::straight(1, 60).watch_all();
    scene.drive(0, 0..600, 20, |second| (second * 10.0, 0.0));
    for heard in &mut scene.heard {
        if let watch::What::Device { report, .. } = &mut heard.what {
            report.at = report.at.saturating_add(model::Span::hours(5));
        }
    }
    scene.until(760);
    assert_eq!(scene.only(Rule::LostContact).since, at(580));
}

#[test]
fn a_device_nobody_bound_is_no_business_of_the_movement() {
    let mut scene = Scene::straight(1, 60).watch_all();
    scene.fix(9, 10, (0.0, 0.0));
    scene.fix(0, -4000, (0.0, 0.0));
    let mut watch = scene.blank();
    assert_eq!(watch.hear(&scene.heard[0]), Taken::NotOurs);
    assert_eq!(watch.hear(&scene.heard[1]), Taken::NotOurs, "before its time");
}

#[test]
fn what_is_later_than_all_that_is_kept_is_said_to_be_and_the_watch_made_again_finds_the_same() {
    let mut scene = Scene::straight(1, 90).watch_all();
    scene.drive(0, 0..7000, 1, |second| (second * 10.0, if second % 1000.0 < 500.0 { 0.0 } else { 300.0 }));
    let late = scene.heard.remove(20);
    let mut watch = scene.watch();
    let (kept, states) = watch.kept();
    assert!(kept <= watch::MOST_KEPT && states < 60, "{kept} {states}");
    assert_eq!(watch.hear(&late), Taken::Beyond);
    scene.heard.push(late);
    let again = Watch::again(scene.plan(), scene.fences(), &scene.heard, scene.now);
    assert_eq!(again.findings(), watch.findings(), "it was as expected where it came late");
    assert!(again.findings().len() > 5);
}

#[test]
fn what_nobody_watches_is_listed_with_what_it_lacks() {
    let scene = Scene::straight(1, 10);
    let unwatched = scene.plan().unwatched(&scene.fences());
    let lacks =
        |rule| unwatched.iter().find(|unwatched| unwatched.rule == rule).map(|unwatched| unwatched.lacks);
    assert_eq!(lacks(Rule::LostContact), Some(Lacks::Threshold));
    assert_eq!(lacks(Rule::EnteredNoGo), Some(Lacks::NoGoArea));
    assert_eq!(lacks(Rule::Emergency), None);
    let all = Scene::straight(3, 10).watch_all();
    let lacking: Vec<_> =
        all.plan().unwatched(&all.fences()).iter().map(|unwatched| unwatched.rule).collect();
    assert_eq!(lacking, [Rule::EnteredNoGo, Rule::LeftSafeArea, Rule::Late, Rule::NotReported]);
}

#[test]
fn orders_that_cannot_be_watched_are_refused_with_what_is_wrong() {
    let refused = |change: fn(&mut Scene)| {
        let mut scene = Scene::straight(2, 10);
        change(&mut scene);
        watch::Plan::new(scene.order.clone(), &scene.fences()).unwrap_err().to_string()
    };
    assert!(refused(|scene| scene.order.line.truncate(1)).contains("two points"));
    assert!(refused(|scene| scene.order.speed_mm_s = 0).contains("0 mm/s"));
    assert!(refused(|scene| scene.order.vehicles[1].label = "v0".parse().unwrap()).contains("called v0"));
    assert!(
        refused(|scene| scene.order.points = vec![point("x", 11_000, Sort::Checkpoint, None)])
            .contains("x: it lies beyond")
    );
    assert!(
        refused(|scene| scene.order.vehicles[1].bindings = scene.order.vehicles[0].bindings.clone())
            .contains("one vehicle at a time")
    );
}
