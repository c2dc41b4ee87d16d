use watch::{Element, Measure, Rule, Subject};

use crate::scene::{Scene, at, leg, vehicle, word};

/// Vehicles a hundred metres behind each other, reporting one after the other, each at where a function puts it.
fn convoy(vehicles: usize, seconds: std::ops::Range<i64>, along: impl Fn(usize, f64) -> f64) -> Scene {
    let mut scene = Scene::straight(vehicles, 60).watch_all();
    scene.order.thresholds.stop = None;
    for second in seconds.step_by(10) {
        for number in 0..vehicles {
            let when = second + number as i64;
            scene.fix(number, when, (along(number, when as f64) - 100.0 * number as f64, 0.0));
        }
    }
    scene
}

fn gap(ahead: &str, behind: &str) -> Element {
    Element::Gap { ahead: word(ahead), behind: word(behind) }
}

#[test]
fn a_convoy_at_even_intervals_alerts_nobody_though_its_vehicles_report_at_different_times() {
    convoy(4, 60..3000, |_, second| second * 15.0).nothing();
}

#[test]
fn an_interval_too_large_is_found_once_it_has_lasted_and_ends_when_it_is_made_up() {
    let slow = |number: usize, second: f64| {
        let lost = ((second - 600.0).clamp(0.0, 100.0) - (second - 900.0).clamp(0.0, 100.0)) * 3.0;
        second * 12.0 - if number == 2 { lost } else { 0.0 }
    };
    let mut scene = convoy(3, 60..1500, slow);
    scene.order.vehicles[1].principals = false;
    let large = scene.only(Rule::IntervalLarge);
    assert_eq!((large.subject.clone(), large.element.clone()), (vehicle(2), gap("v1", "v2")));
    assert!(
        (at(630)..at(650)).contains(&large.since) && large.found.since(large.since).0 == 60_000_000,
        "{large:?}"
    );
    assert!(large.until.is_some_and(|until| (at(970)..at(1010)).contains(&until)), "{large:?}");
    let Measure::Distance(most) = large.measure else { panic!() };
    // The other is taken to have gone on as it did: for ten seconds, three metres a second too fast.
    assert!(most.abs_diff(400_000) <= 30_000, "{most}");
}

#[test]
fn vehicles_that_follow_too_closely_are_found() {
    let close =
        |number: usize, second: f64| second * 10.0 + if number == 1 && second > 500.0 { 85.0 } else { 0.0 };
    let scene = convoy(2, 60..900, close);
    let small = scene.only(Rule::IntervalSmall);
    assert_eq!((small.element, small.until), (gap("v0", "v1"), None));
    let Measure::Distance(least) = small.measure else { panic!() };
    assert!(least < 20_000, "the smallest, not the largest: {least}");
}

/// Two at so many metres from each other and 11 m/s, each reporting every ten seconds, the second so long after the first. Their speed
/// goes up and down by a quarter within a minute, as on a hilly road.
fn in_turns(metres: f64, later: i64) -> Scene {
    let mut scene = Scene::straight(2, 60).watch_all();
    scene.order.thresholds.interval_least_mm = Some(10_000);
    let front = |second: f64| second * 11.0 + 26.0 * (second * std::f64::consts::TAU / 60.0).sin();
    for second in (60..900).step_by(10) {
        scene.fix(0, second, (front(second as f64), 0.0));
        scene.fix(1, second + later, (front((second + later) as f64) - metres, 0.0));
    }
    scene
}

#[test]
fn vehicles_too_close_to_each_other_are_found_though_they_report_every_ten_seconds_and_not_at_once() {
    for later in 0..10 {
        let small = in_turns(5.0, later).only(Rule::IntervalSmall);
        assert_eq!(small.element, gap("v0", "v1"), "{later} s later");
        assert!(small.found < at(240), "{later} s later: {}", small.found);
    }
}

#[test]
fn vehicles_at_their_interval_are_not_too_close_however_they_report_and_whatever_the_road_is_like() {
    for later in 0..10 {
        in_turns(30.0, later).nothing();
    }
}

#[test]
fn a_convoy_that_halts_together_closes_up_and_has_no_interval_finding() {
    let halting = |number: usize, second: f64| {
        // Each stops ten metres behind the one in front of it.
        (second * 10.0).min(9_000.0 + 90.0 * number as f64)
    };
    convoy(4, 60..3000, halting).nothing();
}

#[test]
fn a_convoy_that_comes_apart_is_found_for_the_movement_and_stays_so_if_both_parts_halt() {
    let parted = |number: usize, second: f64| {
        if number < 2 { (second * 10.0).min(8_000.0) } else { (second * 10.0).min(4_000.0) }
    };
    let scene = convoy(4, 60..1500, parted);
    let broken = scene.found(Rule::ConvoyBroken);
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert_eq!(
        (&broken[0].subject, &broken[0].element, broken[0].until),
        (&Subject::Movement, &gap("v1", "v2"), None)
    );
    assert!(scene.found(Rule::Straggler).is_empty(), "two of them are not alone");
}

#[test]
fn a_vehicle_left_alone_behind_the_others_is_a_straggler_until_it_has_caught_up() {
    let left = |number: usize, second: f64| {
        let stood = if number == 3 { (second - 500.0).clamp(0.0, 200.0) } else { 0.0 };
        let made_up = if number == 3 { (second - 900.0).clamp(0.0, 200.0) } else { 0.0 };
        (second - stood + made_up) * 10.0
    };
    let scene = convoy(4, 60..1500, left);
    let straggler = scene.found(Rule::Straggler);
    assert_eq!(straggler.len(), 1, "{straggler:?}");
    assert_eq!((&straggler[0].subject, &straggler[0].element), (&vehicle(3), &leg(None, None)));
    assert!(straggler[0].until.is_some_and(|until| until < at(1100)), "{straggler:?}");
}

#[test]
fn principals_whose_escort_drives_off_are_separated_from_it() {
    let mut scene = convoy(
        3,
        60..900,
        |number, second| {
            if number == 1 && second > 400.0 { 4000.0 } else { second * 10.0 }
        },
    );
    let separated = scene.found(Rule::Separated);
    assert_eq!(separated.len(), 1, "{separated:?}");
    assert_eq!(separated[0].subject, vehicle(1));
    assert!((at(440)..at(480)).contains(&separated[0].since), "{separated:?}");
    // One that carries its own escort is not.
    scene.order.vehicles[1].escort = true;
    assert!(scene.found(Rule::Separated).is_empty());
}

#[test]
fn vehicles_that_have_arrived_are_not_missed_by_those_that_have_not() {
    let mut scene = convoy(3, 60..3000, |_, second| (second * 10.0).min(20_000.0));
    let sort = watch::order::Sort::Release { radius_mm: 500_000 };
    scene.order.points = vec![crate::scene::point("end", 20_000, sort, None)];
    scene.drive(0, 3000..6000, 30, |second| (17_000.0 + second, 0.0));
    scene.until(9000);
    scene.nothing();
}

/// Fifteen metres a second, and all of them halt after ten minutes.
fn halting(_: usize, second: f64) -> f64 {
    (second * 15.0).min(9_000.0)
}

/// Besham, 26 March 2024: one is blown up, and nothing more is heard of it. Nobody is anywhere else than before.
#[test]
fn a_vehicle_that_falls_silent_as_all_halt_is_not_driven_on_and_nothing_is_apart() {
    let mut scene = convoy(5, 60..1500, halting);
    scene.order.vehicles.iter_mut().for_each(|vehicle| vehicle.principals = false);
    scene.order.thresholds.broken_mm = Some(1_000_000);
    scene.order.thresholds.interval_least_mm = None;
    let silent = DeviceReports::after(at(599), 2);
    scene.heard.retain(|heard| !silent.holds(heard));
    let lost = scene.only(Rule::LostContact);
    assert_eq!(lost.subject, vehicle(2));
}

#[test]
fn a_vehicle_that_falls_silent_while_the_others_drive_on_is_behind_by_what_is_certain_and_then_nothing_is_known()
 {
    let mut scene = convoy(3, 60..1500, |_, second| second * 15.0);
    scene.order.vehicles[1].principals = false;
    let silent = DeviceReports::after(at(599), 2);
    scene.heard.retain(|heard| !silent.holds(heard));
    // It may have driven on behind them, as it did.
    let lost = scene.only(Rule::LostContact);
    assert_eq!(lost.subject, vehicle(2));
}

#[test]
fn an_interval_of_which_nothing_more_is_heard_has_not_lasted() {
    let wide =
        |number: usize, second: f64| second * 12.0 + if number == 0 && second > 500.0 { 400.0 } else { 0.0 };
    let mut scene = convoy(2, 60..540, wide);
    scene.until(3000);
    assert!(scene.found(Rule::IntervalLarge).is_empty(), "{:?}", scene.findings());
}

#[test]
fn an_escort_that_is_silent_may_be_near_and_one_that_is_heard_far_away_says_nothing_of_it() {
    let away =
        |number: usize, second: f64| if number == 0 { second * 10.0 } else { (second * 10.0).min(4_000.0) };
    let mut scene = convoy(3, 60..1200, away);
    let silent = DeviceReports::after(at(390), 2);
    scene.heard.retain(|heard| !silent.holds(heard));
    assert!(scene.found(Rule::Separated).is_empty(), "{:?}", scene.findings());
    // It is heard again, as far behind.
    scene.drive(2, 1200..1260, 10, |_| (1_000.0, 0.0));
    scene.drive(1, 1205..1400, 10, |_| (4_000.0, 0.0));
    scene.drive(0, 1206..1400, 10, |second| (second * 10.0, 0.0));
    scene.drive(2, 1261..1400, 10, |_| (1_000.0, 0.0));
    let separated = scene.found(Rule::Separated);
    assert_eq!(separated.len(), 1, "{separated:?}");
    assert!(separated[0].since >= at(1200), "{separated:?}");
}

#[test]
fn principals_are_separated_from_their_escort_by_straight_lines_where_no_way_is_known() {
    let apart = |number: usize, second: f64| {
        if number == 1 && second > 400.0 { 4000.0 } else { second * 10.0 }
    };
    let mut scene = convoy(3, 60..900, apart);
    scene.order.line.clear();
    let separated = scene.only(Rule::Separated);
    assert_eq!((separated.subject, separated.until), (vehicle(1), None));
    assert!((at(440)..at(500)).contains(&separated.since), "{:?}", separated.since);
    assert!(!scene.plan().unwatched(&scene.fences()).iter().any(|one| one.rule == Rule::Separated));
}

/// What a device says from a moment on.
struct DeviceReports(model::Instant, usize);

impl DeviceReports {
    fn after(at: model::Instant, number: usize) -> Self {
        DeviceReports(at, number)
    }

    fn holds(&self, heard: &watch::Heard) -> bool {
        matches!(&heard.what, watch::What::Device { device, .. } if *device == crate::scene::device(self.1))
            && heard.received > self.0
    }
}
