use watch::{Defect, Element, Measure, Plan, Rule, order::Sort};

use crate::scene::{Scene, at, leg, place, point, vehicle};

/// Thirty kilometres to the east within a corridor of 200 m, and a road so far to the north of it from there to there.
fn beside(north: f64, from: f64, to: f64) -> Scene {
    let mut scene = Scene::straight(1, 30).watch_all();
    scene.order.beside = vec![vec![place(from, north), place(to, north)]];
    scene
}

/// Along the way at 10 m/s, so far to the north of it.
fn driving(north: impl Fn(f64) -> f64) -> impl Fn(f64) -> (f64, f64) {
    move |second| (second * 10.0, north(second))
}

/// Normally distributed, about.
fn scatter(random: &mut fastrand::Rng, deviation: f64) -> f64 {
    ((0..12).map(|_| random.f64()).sum::<f64>() - 6.0) * deviation
}

#[test]
fn who_drives_a_road_beside_the_way_has_left_it_since_the_first_position_there_though_within_the_corridor() {
    let mut scene = beside(80.0, 0.0, 30_000.0);
    scene.drive(0, 0..900, 10, driving(|second| if (300.0..600.0).contains(&second) { 80.0 } else { 0.0 }));
    let off = scene.only(Rule::LeftCorridor);
    // Four hundred metres there say it, and as many on the way that it is back.
    assert_eq!((off.since, off.found, off.until), (at(300), at(340), Some(at(640))));
    assert_eq!((off.subject.clone(), off.element.clone()), (vehicle(0), leg(None, None)));
    let Measure::Distance(apart) = off.measure else { panic!("{off:?}") };
    assert!(apart.abs_diff(80_000) < 50, "{apart}");
    assert_eq!(off.evidence, [30, 34, 63]);
    scene.order.beside.clear();
    scene.nothing();
}

#[test]
fn who_drives_on_the_way_beside_another_road_is_on_it_however_positions_scatter() {
    for seed in 0..40 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut scene = beside(if seed % 2 == 0 { 80.0 } else { 45.0 }, 0.0, 30_000.0);
        for second in (0..2_900).step_by(2) {
            let off = scatter(&mut random, 15.0);
            scene.fix_within(0, second, (second as f64 * 10.0, off), 15);
        }
        scene.nothing();
    }
}

#[test]
fn who_drives_the_other_road_is_found_however_positions_scatter() {
    for seed in 0..40 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut scene = beside(80.0, 0.0, 30_000.0);
        for second in (0..600).step_by(5) {
            let off = if second < 200 { 0.0 } else { 80.0 } + scatter(&mut random, 15.0);
            scene.fix_within(0, second, (second as f64 * 10.0, off), 15);
        }
        let off = scene.only(Rule::LeftCorridor);
        assert!(off.since >= at(190) && off.found <= at(300) && off.until.is_none(), "{off:?}");
    }
}

#[test]
fn who_takes_a_road_that_leads_away_is_found_before_it_has_led_out_of_the_corridor() {
    // From 2 km on, by 150 m in each kilometre: at 205 m after 1,366 m.
    let leads = |east: f64| ((east - 2_000.0) * 0.15).max(0.0);
    let mut scene = Scene::straight(1, 30).watch_all();
    scene.order.beside = vec![vec![place(2_270.0, leads(2_270.0)), place(6_000.0, leads(6_000.0))]];
    scene.drive(0, 0..500, 10, driving(|second| leads(second * 10.0)));
    let off = scene.only(Rule::LeftCorridor);
    assert!(off.since >= at(220) && off.found < at(300), "within the first kilometre: {off:?}");
    scene.order.beside.clear();
    let by_distance = scene.only(Rule::LeftCorridor);
    assert_eq!((by_distance.since, by_distance.found), (at(340), at(350)));
}

#[test]
fn one_position_on_another_road_or_outside_the_corridor_is_none_while_those_around_it_are_on_the_way() {
    for stray in [80.0, 400.0] {
        let mut scene = beside(stray, 0.0, 30_000.0);
        scene.drive(0, 0..600, 10, driving(|second| if second % 50.0 == 20.0 { stray } else { 0.0 }));
        scene.nothing();
    }
}

#[test]
fn who_is_outside_and_falls_silent_is_looked_for_beside_other_roads_too() {
    let mut scene = beside(400.0, 0.0, 30_000.0);
    scene.drive(0, 0..300, 10, driving(|_| 0.0));
    scene.fix(0, 300, (3_000.0, 400.0));
    scene.until(330);
    let off = scene.only(Rule::LeftCorridor);
    assert_eq!((off.since, off.found), (at(300), at(330)));
    scene.fix(0, 340, (3_400.0, 0.0));
    assert_eq!(scene.only(Rule::LeftCorridor).until, Some(at(340)), "one position on the way ends it");
}

#[test]
fn who_comes_back_into_the_corridor_on_another_road_is_still_off_the_way() {
    let mut scene = beside(80.0, 0.0, 30_000.0);
    let north = |second: f64| match second {
        300.0..400.0 => 400.0,
        400.0..700.0 => 80.0,
        _ => 0.0,
    };
    scene.drive(0, 0..900, 10, driving(north));
    let off = scene.only(Rule::LeftCorridor);
    assert_eq!((off.since, off.found, off.until), (at(300), at(310), Some(at(740))));
}

#[test]
fn who_stands_near_another_road_or_crosses_the_way_does_not_drive_it() {
    let mut scene = beside(80.0, 0.0, 30_000.0);
    scene.order.thresholds.stop = None;
    for second in (0..600).step_by(10) {
        scene.fix(0, second, (5_000.0, 80.0));
    }
    scene.nothing();
    let mut scene = Scene::straight(1, 30).watch_all();
    scene.order.beside = vec![vec![place(5_000.0, -600.0), place(5_000.0, 600.0)]];
    scene.drive(0, 0..500, 10, driving(|_| 0.0));
    scene.drive(0, 500..620, 1, |second| (5_000.0, second - 500.0));
    scene.nothing();
}

#[test]
fn where_vehicles_may_stand_distance_alone_decides() {
    let mut scene = beside(80.0, 0.0, 30_000.0);
    scene.order.points = vec![point("haven", 5_000, Sort::SafeHaven { radius_mm: 500_000 }, None)];
    let within = |second: f64| if (460.0..540.0).contains(&second) { 80.0 } else { 0.0 };
    scene.drive(0, 0..900, 5, driving(within));
    scene.nothing();
    scene.order.points.clear();
    assert_eq!(scene.found(Rule::LeftCorridor).len(), 1);
}

#[test]
fn who_arrives_by_another_road_is_not_off_the_way_any_more() {
    let mut scene = beside(80.0, 0.0, 30_000.0);
    scene.order.points = vec![point("end", 9_000, Sort::Release { radius_mm: 200_000 }, None)];
    scene.drive(0, 0..950, 10, driving(|second| if second > 600.0 { 80.0 } else { 0.0 }));
    let off = scene.only(Rule::LeftCorridor);
    assert_eq!((off.since, off.until), (at(610), Some(at(880))));
    assert_eq!(off.element, Element::Leg { after: None, before: Some("end".parse().unwrap()) });
}

#[test]
fn without_a_corridor_nobody_is_off_it_and_a_road_of_one_point_is_none() {
    let mut scene = beside(80.0, 0.0, 30_000.0);
    scene.order.thresholds.corridor_mm = None;
    scene.drive(0, 0..600, 10, driving(|_| 80.0));
    scene.nothing();
    scene.order.beside.push(vec![place(0.0, 0.0)]);
    let refused = Plan::new(scene.order.clone(), &scene.fences()).unwrap_err();
    assert_eq!(refused, Defect::Road(2));
    scene.order.beside = vec![(0..=watch::MOST_BESIDE).map(|east| place(east as f64, 50.0)).collect()];
    let refused = Plan::new(scene.order.clone(), &scene.fences()).unwrap_err();
    assert!(matches!(refused, Defect::TooMany { .. }), "{refused}");
}

#[test]
fn who_reports_rarely_is_found_once_four_positions_say_it() {
    let mut scene = beside(80.0, 0.0, 30_000.0);
    scene.drive(0, 0..1_500, 60, driving(|second| if second >= 600.0 { 80.0 } else { 0.0 }));
    let off = scene.only(Rule::LeftCorridor);
    assert_eq!((off.since, off.found, off.until), (at(600), at(780), None));
}
