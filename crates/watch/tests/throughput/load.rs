//! The load everything is measured by, the peers in `bench` too: convoys under way in a country that is made up, with areas
//! that may not be entered spread along its roads, and what the vehicles report, a second apart each.
//!
//! Real in what costs something: roads that wind, several convoys on the same one, most areas near it and few on it,
//! positions that scatter, pace that varies, vehicles that leave the way for a while, some reports that come late and
//! some that come twice. Half of the devices tell whole seconds as a receiver does, half when they got round to it.

use std::sync::Arc;

use model::{Fix, Instant, Place, Report, Span, id::DeviceId};
use uuid::Uuid;
use watch::{
    Fence, Fences, Heard, Order, Plan, Shape, Thresholds, What,
    order::{Binding, Part, Point, Range, Sort, Vehicle},
};

/// Vehicles of a convoy: FHWA-HOP-05-029 has six to twenty in a march unit.
pub const VEHICLES: usize = 10;
/// Convoys that take the same road, some way apart. Ours.
const ON_ONE_ROAD: usize = 10;
/// Points of a road, some 30 m apart as a road map has them: 200 km.
const POINTS: usize = 6_700;
/// What a convoy plans to drive: 14 m/s.
const SPEED: i64 = 14;
/// One metre in 1e-7 degree of latitude.
const METRE: f64 = 89.93;

/// How much there is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Convoys.
    pub movements: usize,
    /// Areas.
    pub fences: usize,
    /// Reports of each vehicle.
    pub rounds: i64,
}

/// How reports come.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// One in so many comes 10 to 60 seconds late; 0: none.
    pub late: u32,
    /// One in so many comes twice; 0: none.
    pub twice: u32,
    /// The rest is under way for up to so many milliseconds, so that vehicles of one second come in any order.
    pub delay: i64,
}

/// In the order in which they were made, nothing lost.
pub const IN_ORDER: Manner = Manner { late: 0, twice: 0, delay: 0 };
/// One in a hundred late, one in a hundred twice.
pub const SOME_LATE: Manner = Manner { late: 100, twice: 100, delay: 0 };
/// The same, and each was on its way for up to 0.8 s.
pub const OVER_A_NETWORK: Manner = Manner { late: 100, twice: 100, delay: 800 };

/// Orders, areas and reports.
#[derive(Debug)]
pub struct Load {
    /// One for each convoy.
    pub plans: Vec<Arc<Plan>>,
    /// The areas.
    pub fences: Arc<Fences>,
    /// The same, to be handed to others.
    #[allow(dead_code, reason = "only who measures peers hands them on")]
    pub areas: Vec<Fence>,
    made: Vec<(usize, DeviceId, Report)>,
    random: fastrand::Rng,
}

/// So many seconds after all depart.
pub fn at(seconds: i64) -> Instant {
    after(seconds * 1000)
}

fn after(milliseconds: i64) -> Instant {
    Instant::from_micros(1_711_425_600_000_000 + milliseconds * 1000).expect("a moment of 2024")
}

fn device(movement: usize, vehicle: usize) -> DeviceId {
    DeviceId(Uuid::from_u128((movement * VEHICLES + vehicle) as u128))
}

fn place([lat, lon]: [f64; 2]) -> Place {
    Place::from_e7(lat.round() as i64, lon.round() as i64).expect("a place of the country")
}

impl Load {
    /// The same for the same size.
    ///
    /// # Panics
    /// If an order or an area is none, which is a mistake here.
    pub fn new(size: Size) -> Load {
        let mut random = fastrand::Rng::with_seed(1);
        let roads: Vec<Vec<Place>> =
            (0..size.movements.div_ceil(ON_ONE_ROAD)).map(|_| road(&mut random)).collect();
        let areas: Vec<Fence> = (0..size.fences).map(|number| fence(&mut random, number, &roads)).collect();
        let fences = Arc::new(Fences::new(areas.clone()).expect("areas"));
        let plans: Vec<Arc<Plan>> = (0..size.movements)
            .map(|number| {
                let road = &roads[number / ON_ONE_ROAD];
                let from = number % ON_ONE_ROAD * (POINTS / 2 / ON_ONE_ROAD);
                Arc::new(Plan::new(order(number, road[from..].to_vec()), &fences).expect("an order"))
            })
            .collect();
        let made = reports(&mut random, &plans, size.rounds);
        Load { plans, fences, areas, made, random }
    }

    /// What is heard, in the order in which it comes, each with the number of its convoy.
    pub fn heard(&mut self, manner: Manner) -> Vec<(usize, Heard)> {
        let one_in = |random: &mut fastrand::Rng, many: u32| many > 0 && random.u32(0..many) == 0;
        let mut all = Vec::with_capacity(self.made.len() * 102 / 100);
        for (reference, (movement, device, report)) in (0..).zip(&self.made) {
            let random = &mut self.random;
            let late = if one_in(random, manner.late) { random.i64(10_000..60_000) } else { 0 };
            let delay = 100 + late + if manner.delay > 0 { random.i64(0..manner.delay) } else { 0 };
            let later = |delay: i64| report.at.saturating_add(Span(delay * 1000));
            let what = What::Device { device: *device, report: *report };
            let heard = Heard { reference, received: later(delay), what };
            if one_in(random, manner.twice) {
                // Sent again because no answer came, and kept once.
                all.push((
                    *movement,
                    Heard { received: later(delay + random.i64(500..5_000)), ..heard.clone() },
                ));
            }
            all.push((*movement, heard));
        }
        all.sort_by_key(|(_, heard)| heard.received);
        all
    }
}

/// Straight for a while, then a bend, and now and then hairpins.
fn road(random: &mut fastrand::Rng) -> Vec<Place> {
    let mut here = [310e6 + random.f64() * 60e6, 690e6 + random.f64() * 60e6];
    // It winds, and leads somewhere all the same.
    let course = random.f64() * 6.3;
    let (mut wound, mut bend, mut left) = (0.0_f64, 0.0, 0);
    (0..POINTS)
        .map(|_| {
            if left == 0 {
                (bend, left) = match random.u8(0..10) {
                    0..4 => (0.0, random.u8(10..80)),
                    4..9 => ((random.f64() - 0.5 - wound / 4.0) * 0.1, random.u8(5..30)),
                    _ => (if wound > 0.0 { -0.4 } else { 0.4 }, 5),
                };
            }
            left -= 1;
            wound += bend;
            let heading = course + wound;
            here = [here[0] + heading.sin() * 30.0 * METRE, here[1] + heading.cos() * 30.0 * METRE / 0.83];
            place(here)
        })
        .collect()
}

/// Up to six kilometres beside a road; one in a hundred lies on it.
fn fence(random: &mut fastrand::Rng, number: usize, roads: &[Vec<Place>]) -> Fence {
    let road = &roads[random.usize(..roads.len())];
    let near = road[random.usize(..road.len())];
    let on_it = random.u8(0..100) == 0;
    let off = if on_it { 0.0 } else { 400.0 + random.f64() * 5_600.0 };
    let (way, radius) =
        (random.f64() * 6.3, 100.0 + random.f64() * (off * 0.6 - 100.0).clamp(200.0, 1_500.0));
    let middle = [
        f64::from(near.lat_e7()) + way.sin() * off * METRE,
        f64::from(near.lon_e7()) + way.cos() * off * METRE / 0.83,
    ];
    let shape = if number.is_multiple_of(2) {
        Shape::Circle { middle: place(middle), radius_mm: (radius * 1000.0) as u32 }
    } else {
        let corner = |corner: u8| {
            let (angle, far) = (f64::from(corner) * 0.2618, (0.7 + random.f64() * 0.3) * radius * METRE);
            place([middle[0] + angle.sin() * far, middle[1] + angle.cos() * far / 0.83])
        };
        Shape::Polygon { outline: (0..24).map(corner).collect(), holes: Vec::new() }
    };
    Fence { label: format!("f{number}").parse().expect("a label"), no_go: true, shape }
}

fn order(number: usize, line: Vec<Place>) -> Order {
    let vehicle = |vehicle: usize| Vehicle {
        label: format!("v{vehicle}").parse().expect("a label"),
        part: match vehicle {
            0 => Part::Lead,
            9 => Part::Trail,
            _ => Part::Main,
        },
        principals: (2..8).contains(&vehicle),
        escort: !(2..8).contains(&vehicle),
        bindings: vec![Binding { device: device(number, vehicle), from: at(-3600), until: None }],
    };
    let point = |point: u64| Point {
        label: format!("p{point}").parse().expect("a label"),
        along_mm: point * 6_000_000,
        sort: if point.is_multiple_of(3) { Sort::PhaseLine } else { Sort::Checkpoint },
        planned: Some(at((point * 6_000).cast_signed() / SPEED)),
    };
    let dark = |number: u64| Range { from_mm: number * 18_000_000, to_mm: number * 18_000_000 + 5_000_000 };
    Order {
        line,
        beside: Vec::new(),
        departure: at(0),
        planned_departure: None,
        speed_mm_s: 14_000,
        points: (1..15).map(point).collect(),
        vehicles: (0..VEHICLES).map(vehicle).collect(),
        within: Vec::new(),
        exempt: [],
        dead_ground: (1..5).map(dark).collect(),
        silences: Vec::new(),
        deaf: Vec::new(),
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

/// In the order in which they are made. The first vehicle is a kilometre along the way when it begins.
fn reports(random: &mut fastrand::Rng, plans: &[Arc<Plan>], rounds: i64) -> Vec<(usize, DeviceId, Report)> {
    let mut off = vec![[(0.0_f64, false); VEHICLES]; plans.len()];
    let mut driven = vec![1_000_000_i64; plans.len()];
    let mut all = Vec::new();
    for second in 0..rounds {
        for (movement, plan) in plans.iter().enumerate() {
            driven[movement] += random.i64(SPEED * 800..SPEED * 1200);
            for (vehicle, off) in off[movement].iter_mut().enumerate() {
                // Up to half a kilometre beside the way, for two minutes or so; one vehicle in some twenty is there.
                let (there, leaves) = off;
                if random.u16(0..if *leaves { 60 } else { 3_000 }) == 0 {
                    *leaves = !*leaves;
                }
                *there = (*there + if *leaves { 10.0 } else { -10.0 }).clamp(0.0, 500.0);
                let off = *there;
                let made = if vehicle % 2 == 0 { 0 } else { random.i64(0..60) + 97 * vehicle as i64 };
                let along = driven[movement] + made * SPEED - 100_000 * vehicle as i64;
                let there = plan.place_at(along.unsigned_abs());
                let scatter = |random: &mut fastrand::Rng| (random.f64() - 0.5) * 10.0 * METRE;
                let lat = f64::from(there.lat_e7()) + scatter(random) + off * METRE;
                let fix = Fix {
                    place: place([lat, f64::from(there.lon_e7()) + scatter(random)]),
                    accuracy_mm: Some(5_000),
                    speed_mm_s: Some(14_000),
                    course_mdeg: None,
                    height_mm: None,
                    battery_percent: None,
                };
                let report = Report { at: after(second * 1000 + made), fix: Some(fix), signal: None };
                all.push((movement, device(movement, vehicle), report));
            }
        }
    }
    all.sort_by_key(|(_, _, report)| report.at);
    all
}
