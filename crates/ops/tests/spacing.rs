//! What devices report of the distances in a convoy becomes alerts: too close, too far apart, left behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod road;

use model::Span;
use road::{Road, TWO_CARS, WAY};

/// How fast all of them drive, in millimetres a second: as the shipped thresholds take a convoy for.
const PACE: u64 = 11_111;
/// How often each reports, in seconds.
const EVERY: u64 = 10;
/// Where the first is when it begins, in millimetres: all of them are on the way.
const BEGINS: u64 = 5_000_000;

const A_THIRD: &str = "
[[vehicles]]
id = 'tail'
element = 'trail'
escorts = true
";

/// The first and two behind it drive on for so many minutes, each so many metres behind the first.
fn drives(road: &mut Road, began: &mut u64, for_minutes: u64, behind_m: [u64; 2]) {
    let line = watch::Line::new(&WAY.1).unwrap();
    for _ in 0..for_minutes * 60 / EVERY {
        *began += EVERY;
        let first = BEGINS + *began * PACE;
        let at = road.now.saturating_add(Span::seconds(i32::try_from(EVERY).unwrap()));
        for (device, behind) in (1..).zip([0, behind_m[0], behind_m[1]]) {
            road.reports_at(device, at, line.place_at(first - behind * 1_000), None);
        }
    }
}

/// A convoy of three that has driven for three minutes as it should.
fn in_order() -> (Road, u64) {
    let mut road = Road::with(&format!("{TWO_CARS}{A_THIRD}"));
    let mut began = 0;
    drives(&mut road, &mut began, 3, [80, 160]);
    assert!(road.open().is_empty(), "{:?}", road.open());
    (road, began)
}

/// The vehicles of the one alert of a rule, if there is one.
fn of(road: &Road, rule: &str) -> Vec<String> {
    let all = road.open().into_iter().filter(|(of, _)| of == rule);
    all.filter_map(|(_, vehicle)| vehicle).collect()
}

#[test]
fn vehicles_that_drive_too_close_for_a_while_are_an_alert_that_names_both() {
    let (mut road, mut began) = in_order();
    drives(&mut road, &mut began, 1, [4, 160]);
    assert_eq!(of(&road, "interval-small"), Vec::<String>::new(), "it has not lasted");
    drives(&mut road, &mut began, 2, [4, 160]);
    assert_eq!(of(&road, "interval-small"), ["coach", "lead"], "{:?}", road.open());
    assert_eq!(of(&road, "interval-large"), Vec::<String>::new());
}

#[test]
fn vehicles_that_drive_too_far_apart_for_a_while_are_an_alert_that_names_both() {
    let (mut road, mut began) = in_order();
    drives(&mut road, &mut began, 1, [80, 600]);
    assert_eq!(of(&road, "interval-large"), Vec::<String>::new(), "it has not lasted");
    drives(&mut road, &mut began, 2, [80, 600]);
    assert_eq!(of(&road, "interval-large"), ["coach", "tail"], "{:?}", road.open());
    assert_eq!(of(&road, "straggler"), Vec::<String>::new(), "it is not out of sight");
}

#[test]
fn the_last_vehicle_far_behind_the_others_is_a_straggler() {
    let (mut road, mut began) = in_order();
    drives(&mut road, &mut began, 4, [80, 1_600]);
    assert_eq!(of(&road, "straggler"), ["tail"], "{:?}", road.open());
}
