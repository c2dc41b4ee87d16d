//! What orders share that were laid out for each of them.

use std::time::Instant as Clock;

use super::*;
use crate::Thresholds;

fn place(north: usize, east: usize) -> Place {
    let e7 = |from: i64, by: usize| from + i64::try_from(by).unwrap();
    Place::from_e7(e7(340_000_000, north), e7(720_000_000, east)).unwrap()
}

/// A way of so many points, one each 30 m, with a road some hundred metres beside all of it.
fn order(points: usize) -> Order {
    let line = |east| (0..points).map(|n| place(n * 2_700, east + n % 7 * 300)).collect::<Vec<Place>>();
    let corridor_mm = Some(300_000);
    Order {
        line: line(0),
        beside: line(20_000).chunks(50).map(<[Place]>::to_vec).collect(),
        departure: Instant::MIN,
        planned_departure: None,
        speed_mm_s: 10_000,
        points: Vec::new(),
        vehicles: Vec::new(),
        within: Vec::new(),
        exempt: [],
        dead_ground: Vec::new(),
        silences: Vec::new(),
        deaf: Vec::new(),
        thresholds: Thresholds { corridor_mm, ..Thresholds::default() },
    }
}

#[test]
fn what_is_the_same_is_laid_out_once_and_what_differs_for_itself() {
    let fences = Fences::new(Vec::new()).unwrap();
    let first = Plan::new(order(500), &fences).unwrap();
    assert!(!first.roadside.is_empty());
    let shares = |order: Order| {
        let plan = Plan::sharing(order, &fences, [&first].into_iter()).unwrap();
        (Arc::ptr_eq(&plan.way, &first.way), Arc::ptr_eq(&plan.roadside, &first.roadside))
    };
    assert_eq!(shares(Order { speed_mm_s: 20_000, ..order(500) }), (true, true));
    let mut wider = order(500);
    wider.thresholds.corridor_mm = Some(400_000);
    assert_eq!(shares(wider), (true, false));
    assert_eq!(shares(Order { beside: order(400).beside, ..order(500) }), (true, false));
    assert_eq!(shares(Order { beside: order(500).beside, ..order(499) }), (false, false));
    assert_eq!(shares(Order { line: Vec::new(), ..order(500) }), (false, false));
}

/// Measured: `cargo test --release -p watch --lib -- --ignored --nocapture what_it_costs`.
#[test]
#[ignore = "says how long it takes, and nothing else"]
fn what_it_costs_to_open_an_order_of_300_km() {
    let fences = Fences::new(Vec::new()).unwrap();
    let (one, other) = (order(10_000), order(10_000));
    let began = Clock::now();
    let first = Plan::new(one, &fences).unwrap();
    let alone = began.elapsed();
    let began = Clock::now();
    let second = Plan::sharing(other, &fences, [&first].into_iter()).unwrap();
    println!("{} km: alone {alone:?}, sharing {:?}", second.length_mm() / 1_000_000, began.elapsed());
}
