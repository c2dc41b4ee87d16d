use watch::{Element, Measure, Rule, Shape, order::Within};

use crate::scene::{Scene, at, circle, leg, place, vehicle, word};

/// Along the way, so far to the north of it.
fn beside(north: impl Fn(f64) -> f64) -> impl Fn(f64) -> (f64, f64) {
    move |second| (second * 10.0, north(second))
}

fn one() -> Scene {
    Scene::straight(1, 30).watch_all()
}

#[test]
fn a_vehicle_off_the_way_is_found_since_its_first_position_outside_until_its_first_inside() {
    let mut scene = one();
    scene.drive(0, 0..900, 30, beside(|second| if (300.0..600.0).contains(&second) { 400.0 } else { 0.0 }));
    let off = scene.only(Rule::LeftCorridor);
    assert_eq!((off.since, off.found, off.until), (at(300), at(330), Some(at(600))));
    assert_eq!((off.subject.clone(), off.element.clone()), (vehicle(0), leg(None, None)));
    let Measure::Distance(apart) = off.measure else { panic!("{off:?}") };
    assert!(apart.abs_diff(400_000) < 50, "{apart}");
    assert_eq!(off.evidence, [10, 11, 19]);
}

#[test]
fn one_stray_position_is_no_finding_but_one_followed_by_silence_is() {
    let mut scene = one();
    scene.drive(0, 0..300, 10, beside(|second| if second == 150.0 { 400.0 } else { 0.0 }));
    scene.nothing();
    scene.fix(0, 300, (3000.0, 400.0));
    scene.until(329);
    scene.nothing();
    scene.until(330);
    let off = scene.only(Rule::LeftCorridor);
    assert_eq!((off.since, off.found, off.evidence), (at(300), at(330), vec![30]));
}

#[test]
fn a_vehicle_that_stands_at_the_edge_of_the_corridor_does_not_flutter() {
    let mut scene = one();
    scene.order.thresholds.stop = None;
    let mut random = fastrand::Rng::with_seed(5);
    for second in (0..3600).step_by(10) {
        // 15 m to each side of the edge, and said to be within 20.
        scene.fix_within(0, second, (5000.0, 200.0 + random.f64() * 30.0 - 15.0), 20);
    }
    scene.nothing();
    // Once it is off, positions a little inside the edge's doubt do not end it.
    scene.fix_within(0, 3600, (5000.0, 260.0), 20);
    for second in (3610..5000).step_by(10) {
        scene.fix_within(0, second, (5000.0, 203.0 + random.f64() * 30.0), 20);
    }
    let off = scene.only(Rule::LeftCorridor);
    assert_eq!((off.since, off.until), (at(3600), None));
}

#[test]
fn a_position_that_is_too_vague_proves_nothing_but_that_the_device_is_heard() {
    let mut scene = one();
    scene.fences = vec![circle("camp", true, place(3000.0, 900.0), 200)];
    scene.drive(0, 0..300, 10, beside(|_| 0.0));
    for second in (300..900).step_by(10) {
        scene.fix_within(0, second, (3000.0, 900.0), 600);
    }
    scene.nothing();
}

#[test]
fn an_area_that_may_not_be_entered_is_found_by_name_with_what_is_cut_out_of_it_left_out() {
    let ring = |side: f64| {
        [(-side, -side), (-side, side), (side, side), (side, -side)]
            .map(|(e, n)| place(5000.0 + e, n))
            .to_vec()
    };
    let mut scene = one();
    scene.fences = vec![
        circle("elsewhere", true, place(5000.0, 9000.0), 100),
        circle("known", false, place(5000.0, 0.0), 900),
    ];
    scene.fences.push(watch::Fence {
        label: word("square"),
        no_go: true,
        shape: Shape::Polygon { outline: ring(1000.0), holes: vec![ring(300.0)] },
    });
    scene.drive(0, 0..900, 10, beside(|_| 0.0));
    let found = scene.found(Rule::EnteredNoGo);
    let times: Vec<_> = found.iter().map(|finding| (finding.since, finding.until)).collect();
    assert!(found.iter().all(|finding| finding.element == Element::Fence(word("square"))), "{found:?}");
    // On the edge either answer may come; one position later is beyond doubt.
    assert_eq!(times.len(), 2);
    assert!(times[0].0 <= at(410) && times[0].1.unwrap() <= at(490), "{times:?}");
    assert!(times[1].0 <= at(540) && times[1].1.unwrap() <= at(620), "{times:?}");
}

#[test]
fn a_vehicle_at_the_edge_of_an_area_enters_it_once_and_leaves_it_when_it_is_surely_outside() {
    let mut scene = one();
    scene.order.thresholds.stop = None;
    scene.fences = vec![circle("camp", true, place(5000.0, 500.0), 500)];
    scene.order.thresholds.corridor_mm = None;
    let mut random = fastrand::Rng::with_seed(5);
    for second in (0..3600).step_by(10) {
        scene.fix_within(0, second, (5000.0, random.f64() * 30.0 - 15.0), 20);
    }
    assert_eq!(scene.only(Rule::EnteredNoGo).until, None);
    scene.fix_within(0, 3600, (5000.0, -25.0), 20);
    assert_eq!(scene.only(Rule::EnteredNoGo).until, Some(at(3600)));
}

#[test]
fn an_area_to_stay_in_is_left_only_while_the_order_says_to_stay() {
    let mut scene = one();
    scene.order.thresholds.late = None;
    scene.fences = vec![circle("site", false, place(0.0, 0.0), 1000)];
    scene.order.within = vec![Within { fence: word("site"), shape: None, from: at(0), until: at(300) }];
    scene.drive(0, -60..200, 10, |second| (second.max(0.0) * 10.0, 0.0));
    let left = scene.only(Rule::LeftSafeArea);
    // It is surely outside once it is more than its accuracy beyond the edge.
    assert_eq!((left.since, left.until, left.element), (at(110), None, Element::Fence(word("site"))));
    scene.until(400);
    assert_eq!(scene.found(Rule::LeftSafeArea)[0].until, Some(at(300)));
    scene.order.within = vec![Within { fence: word("site"), shape: None, from: at(-600), until: at(60) }];
    assert!(scene.found(Rule::LeftSafeArea).is_empty());
}

#[test]
fn an_area_to_stay_in_may_be_the_orders_own() {
    let mut scene = one();
    scene.order.thresholds.late = None;
    let shape = Shape::Circle { middle: place(0.0, 0.0), radius_mm: 1_000_000 };
    let within = Within { fence: word("site"), shape: Some(shape), from: at(0), until: at(300) };
    scene.order.within = vec![within];
    scene.drive(0, -60..200, 10, |second| (second.max(0.0) * 10.0, 0.0));
    let left = scene.only(Rule::LeftSafeArea);
    assert_eq!((left.since, left.until, left.element), (at(110), None, Element::Fence(word("site"))));
}
