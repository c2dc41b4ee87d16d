//! How many reports a second one core hears, how long until one is a finding, and how much memory a vehicle takes. Measures,
//! and therefore runs only when asked for: `cargo test --release -p watch --test throughput -- --ignored --nocapture`

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]
#![allow(clippy::print_stdout, reason = "it is what one wants to read")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "metres of a country that is made up"
)]

use std::{sync::Arc, time::Instant as Clock};

use model::{Fix, Instant, Place, Report, Span, id::DeviceId};
use uuid::Uuid;
use watch::{
    Fence, Fences, Heard, Order, Plan, Shape, Thresholds, Watch, What,
    order::{Binding, Part, Point, Range, Sort, Vehicle},
};

const MOVEMENTS: usize = 500;
const VEHICLES: usize = 10;
const FENCES: usize = 23_000;
/// Reports of each vehicle, ten seconds apart.
const ROUNDS: i64 = 200;

fn at(seconds: i64) -> Instant {
    Instant::from_micros(1_711_425_600_000_000 + seconds * 1_000_000).unwrap()
}

/// In a country of some 900 km to each side.
fn random_place(random: &mut fastrand::Rng) -> [i64; 2] {
    [random.i64(300_000_000..380_000_000), random.i64(680_000_000..760_000_000)]
}

fn place([lat, lon]: [i64; 2]) -> Place {
    Place::from_e7(lat, lon).unwrap()
}

fn fences(random: &mut fastrand::Rng) -> Fences {
    let fence = |number: usize| {
        let [lat, lon] = random_place(random);
        let shape = if number.is_multiple_of(2) {
            Shape::Circle { middle: place([lat, lon]), radius_mm: random.u32(200_000..3_000_000) }
        } else {
            let corners = (0..24).map(|corner| {
                let (angle, far) = (f64::from(corner) * 0.2618, 1e5 + random.f64() * 2e5);
                place([lat + (angle.sin() * far) as i64, lon + (angle.cos() * far) as i64])
            });
            Shape::Polygon { outline: corners.collect(), holes: Vec::new() }
        };
        Fence { label: format!("f{number}").parse().unwrap(), no_go: true, shape }
    };
    Fences::new((0..FENCES).map(fence).collect()).unwrap()
}

/// Points some 30 m apart, as a road map has them: 200 km.
fn order(random: &mut fastrand::Rng, number: usize) -> Order {
    let (mut here, mut heading) = (random_place(random).map(|axis| axis as f64), random.f64() * 6.0);
    let line: Vec<Place> = (0..6_700)
        .map(|_| {
            heading += (random.f64() - 0.5) * 0.3;
            here = [here[0] + heading.sin() * 2_700.0, here[1] + heading.cos() * 2_700.0];
            place(here.map(|axis| axis as i64))
        })
        .collect();
    let vehicle = |vehicle: usize| Vehicle {
        label: format!("v{vehicle}").parse().unwrap(),
        part: Part::Main,
        principals: (2..8).contains(&vehicle),
        escort: !(2..8).contains(&vehicle),
        bindings: vec![Binding { device: device(number, vehicle), from: at(-3600), until: None }],
    };
    let point = |point: u64| Point {
        label: format!("p{point}").parse().unwrap(),
        along_mm: point * 10_000_000,
        sort: if point.is_multiple_of(3) { Sort::PhaseLine } else { Sort::Checkpoint },
        planned: Some(at((point * 10_000 / 14).cast_signed())),
    };
    Order {
        line,
        departure: at(0),
        speed_mm_s: 14_000,
        points: (1..15).map(point).collect(),
        vehicles: (0..VEHICLES).map(vehicle).collect(),
        within: Vec::new(),
        exempt: Vec::new(),
        dead_ground: (1..6)
            .map(|n| Range { from_mm: n * 30_000_000, to_mm: n * 30_000_000 + 5_000_000 })
            .collect(),
        silences: Vec::new(),
        thresholds: Thresholds {
            corridor_mm: Some(300_000),
            stop: Some(Span::minutes(5)),
            stop_radius_mm: Some(60_000),
            late: Some(Span::minutes(10)),
            unreported: Some(Span::minutes(5)),
            interval_least_mm: Some(30_000),
            interval_most_mm: Some(200_000),
            spacing_for: Some(Span::seconds(60)),
            broken_mm: Some(1_500_000),
            straggler_mm: Some(1_000_000),
            silence: Some(Span::minutes(3)),
            separation_mm: Some(2_000_000),
            two_places_mm_s: Some(60_000),
            vague_mm: Some(500_000),
        },
    }
}

fn device(movement: usize, vehicle: usize) -> DeviceId {
    DeviceId(Uuid::from_u128((movement * VEHICLES + vehicle) as u128))
}

/// By movement and in the order in which they come: each vehicle once in ten seconds, positions scattered by some 10 m; now
/// and then a vehicle drives off the way for a while.
fn reports(random: &mut fastrand::Rng, plans: &[Arc<Plan>]) -> Vec<(usize, Heard)> {
    let mut all = Vec::new();
    let mut off = vec![[0.0; VEHICLES]; plans.len()];
    for round in 0..ROUNDS {
        for (movement, plan) in plans.iter().enumerate() {
            for (vehicle, off) in off[movement].iter_mut().enumerate() {
                if random.u16(0..300) == 0 {
                    *off = if random.bool() { 6_000.0 } else { 0.0 };
                }
                let second = round * 10 + vehicle as i64;
                let along = ((second + 120) * 14 - 100 * vehicle as i64).unsigned_abs() * 1000;
                let there = plan.place_at(along);
                let scatter = |random: &mut fastrand::Rng, axis: i32| i64::from(axis) + random.i64(-900..900);
                let lat = scatter(random, there.lat_e7()) + *off as i64;
                let fix = Fix {
                    place: place([lat, scatter(random, there.lon_e7())]),
                    accuracy_mm: Some(10_000),
                    speed_mm_s: Some(14_000),
                    course_mdeg: None,
                    height_mm: None,
                    battery_percent: None,
                };
                let report = Report { at: at(second), fix: Some(fix), signal: None };
                let what = What::Device { device: device(movement, vehicle), report };
                all.push((movement, Heard { reference: all.len() as u64, received: at(second + 1), what }));
            }
        }
    }
    all
}

#[test]
#[ignore = "it measures"]
fn reports_a_second() {
    let mut random = fastrand::Rng::with_seed(1);
    let fences = Arc::new(fences(&mut random));
    let plan = |number| Arc::new(Plan::new(order(&mut random, number), &fences).unwrap());
    let plans: Vec<Arc<Plan>> = (0..MOVEMENTS).map(plan).collect();
    let all = reports(&mut random, &plans);
    for (how, late) in [("in order", 0), ("one in ten 10 to 60 s late", 10)] {
        let mut heard: Vec<(Instant, usize, Heard)> =
            all.iter().map(|(movement, one)| (one.received, *movement, one.clone())).collect();
        for (received, _, one) in &mut heard {
            if late > 0 && random.u32(0..late) == 0 {
                *received = received.saturating_add(Span::seconds(random.i32(10..60)));
                one.received = *received;
            }
        }
        heard.sort_by_key(|(received, ..)| *received);
        hearing(how, &plans, &fences, &heard);
    }
}

fn hearing(how: &str, plans: &[Arc<Plan>], fences: &Arc<Fences>, heard: &[(Instant, usize, Heard)]) {
    let watches =
        || plans.iter().map(|plan| Watch::new(Arc::clone(plan), Arc::clone(fences), at(-3600))).collect();
    let mut watching: Vec<Watch> = watches();
    let began = Clock::now();
    for (_, movement, one) in heard {
        watching[*movement].hear(one);
    }
    let seconds = began.elapsed().as_secs_f64();
    let bytes: usize = watching.iter().map(Watch::bytes).sum();
    let found: usize = watching.iter().map(|watch| watch.findings().len()).sum();
    println!(
        "{how}: {} reports, {:.0} a second; {found} findings",
        heard.len(),
        heard.len() as f64 / seconds
    );
    println!(
        "  {} bytes a vehicle, of them {} for each of {ROUNDS} reports",
        bytes / plans.len() / VEHICLES,
        bytes / heard.len()
    );
    // And with looking after each report what is found now and when next something is due.
    let mut watching: Vec<Watch> = watches();
    let mut took: Vec<u128> = heard
        .iter()
        .map(|(_, movement, one)| {
            let began = Clock::now();
            watching[*movement].hear(one);
            std::hint::black_box((watching[*movement].current(), watching[*movement].next_due()));
            began.elapsed().as_nanos()
        })
        .collect();
    took.sort_unstable();
    let part = |thousandths: usize| took[(took.len() - 1) * thousandths / 1000] as f64 / 1000.0;
    println!(
        "  from a report to what is found: half within {:.1} µs, 99% within {:.1} µs, 99.9% within {:.1} µs",
        part(500),
        part(990),
        part(999)
    );
}
