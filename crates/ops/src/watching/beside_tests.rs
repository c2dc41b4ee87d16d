use std::fmt::Write as _;

use model::Digest;
use roads::{
    chart::{Chart, Vehicle},
    import, schematic,
};
use threat::Ground;

use super::*;

/// A road of 18 km to the east, from `a` over `m` to `b`, and these: each by its places, in metres east and north of `a`.
fn network(others: &[&[(f64, f64)]]) -> Laid {
    let (mut places, mut roads) = (String::new(), String::new());
    let mut place = |label: &str, (east, north): (f64, f64)| {
        let (lat, lon) = (34.0 + north / 111_195.0, 72.0 + east / 92_185.0);
        writeln!(places, "{{ label = '{label}', name = '{label}', lat = '{lat:.7}', lon = '{lon:.7}', district = 'pk/kp/swabi' }},")
            .unwrap();
    };
    let mut road = |label: &str, labels: &[String]| {
        let ends = labels.windows(2).map(|ends| format!("{{ from = '{}', to = '{}' }}", ends[0], ends[1]));
        let ends: Vec<String> = ends.collect();
        writeln!(roads, "[[roads]]\nlabel = '{label}'\nclass = 'road'\nstretches = [{}]", ends.join(", "))
            .unwrap();
    };
    let way = [("a", 0.0), ("m", 9_000.0), ("b", 18_000.0)];
    way.iter().for_each(|(label, east)| place(label, (*east, 0.0)));
    road("way", &way.map(|(label, _)| label.to_owned()));
    for (number, points) in others.iter().enumerate() {
        let label = |(point, at): (usize, &(f64, f64))| match *at {
            (9_000.0, 0.0) => "m".to_owned(),
            at => {
                let label = format!("r{number}-{point}");
                place(&label, at);
                label
            }
        };
        let labels: Vec<String> = points.iter().enumerate().map(label).collect();
        road(&format!("r{number}"), &labels);
    }
    let text = format!(
        "network = 'made up'\nutc_offset_minutes = 300\nreach_km = 1\n\
        classes = [{{ label = 'road', speed_kmh = 50, winding_percent = 100 }}]\nplaces = [\n{places}]\n{roads}"
    );
    let drawn = import::drawn(&schematic::read("made-up.toml", text.as_bytes()).unwrap()).unwrap();
    let chart = Chart::open(Arc::new(drawn.file)).unwrap();
    let (from, to) = ("34,72".parse().unwrap(), Place::from_e7(340_000_000, 721_952_600).unwrap());
    let arcs = chart.fastest(from, to, &Vehicle::car(), 12).unwrap().arcs;
    Laid { ground: Arc::new(Ground::of(chart).unwrap()), arcs }
}

/// Beside it, with a corridor of 200 m: each as metres east and north of `a`.
fn beside(others: &[&[(f64, f64)]]) -> Vec<Vec<(f64, f64)>> {
    let metres = |place: &Place| {
        let [north, east] = [(place.lat_e7(), 340_000_000), (place.lon_e7(), 720_000_000)]
            .map(|(at, from)| f64::from(at - from) / 1e7);
        (east * 92_185.0, north * 111_195.0)
    };
    let all = worked_out(&network(others), 200_000).unwrap();
    all.iter().map(|road| road.iter().map(metres).collect()).collect()
}

fn is_near((a, b): (f64, f64), (c, d): (f64, f64), within: f64) -> bool {
    (a - c).hypot(b - d) <= within
}

#[test]
fn a_network_of_one_road_has_none_beside_it() {
    assert!(beside(&[]).is_empty());
}

#[test]
fn a_road_beside_the_way_is_drawn_by_no_more_points_than_it_needs_and_in_the_order_of_the_way() {
    let roads = beside(&[
        &[(17_000.0, -150.0), (12_000.0, -150.0)],
        &[(2_000.0, 80.0), (3_000.0, 82.0), (4_000.0, 80.0), (4_500.0, 300.0)],
    ]);
    let first: Vec<(f64, f64)> = roads[..roads.len() - 1].concat();
    assert!(first.iter().all(|(east, _)| (1_999.0..4_501.0).contains(east)), "{roads:?}");
    assert!(is_near(first[0], (2_000.0, 80.0), 1.0) && roads.len() == 4, "{roads:?}");
    let last = roads.last().unwrap();
    assert!(last.len() == 2 && last.iter().all(|(_, north)| (north + 150.0).abs() < 1.0), "{last:?}");
}

#[test]
fn what_cannot_be_told_from_the_way_and_what_is_far_off_is_left_out() {
    assert!(beside(&[&[(0.0, 30.0), (18_000.0, 30.0)]]).is_empty(), "the other carriageway");
    assert!(beside(&[&[(0.0, 700.0), (18_000.0, 700.0)]]).is_empty());
    assert_eq!(beside(&[&[(0.0, 590.0), (17_900.0, 590.0)]]).len(), 1);
}

#[test]
fn short_streets_that_meet_are_a_road_and_one_alone_is_a_yard() {
    let street = [(2_000.0, 80.0), (2_090.0, 80.0), (2_180.0, 80.0), (2_270.0, 80.0)];
    assert_eq!(beside(&[&street]).len(), 3);
    assert!(beside(&[&street[..3]]).is_empty(), "180 m");
}

#[test]
fn of_a_road_that_leads_away_what_is_apart_from_the_way_and_near_it_is_drawn() {
    let roads = beside(&[&[(9_000.0, 0.0), (14_000.0, 5_000.0)]]);
    assert_eq!(roads.len(), 1, "{roads:?}");
    let (first, last) = (roads[0][0], *roads[0].last().unwrap());
    assert!((40.0..70.0).contains(&first.1) && (570.0..=600.0).contains(&last.1), "{roads:?}");
}

#[test]
fn a_way_is_worked_out_once_for_a_corridor() {
    let laid = network(&[&[(2_000.0, 80.0), (4_000.0, 80.0)]]);
    let way = Drives { network: Digest(laid.ground.chart().pin()), drives: vec![0] };
    let mut known = Beside::default();
    let first = known.of(&way, &laid, 200_000);
    assert_eq!(first.len(), 1);
    assert!(Arc::ptr_eq(&first, &known.of(&way, &laid, 200_000)));
    assert!(!Arc::ptr_eq(&first, &known.of(&way, &laid, 300_000)));
}

/// Even numbers between 0 and 1, the same each time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(1_u32 << 31)
    }

    /// Normally distributed, about.
    fn scatter(&mut self, deviation: f64) -> f64 {
        ((0..12).map(|_| self.next()).sum::<f64>() - 6.0) * deviation
    }
}

/// What is found of a vehicle that drives its way at 14 m/s and reports every two seconds, off by so many metres with what is wrong
/// lasting some 20 seconds, while its device says as much.
fn found_driving(places: &[Place], roads: &[Vec<Place>], off_by: u32, seed: u64) -> Vec<watch::Finding> {
    let device = "00000000-0000-0000-0000-000000000001";
    let departure: model::Instant = "2024-03-26T00:00:00Z".parse().unwrap();
    let mut order: watch::Order = serde_json::from_value(serde_json::json!({
        "line": places, "beside": roads, "departure": departure, "speed_mm_s": 14_000, "points": [],
        "vehicles": [{ "label": "v0", "part": "main" , "bindings": [{ "device": device, "from": departure }] }],
        "thresholds": {},
    }))
    .unwrap();
    order.thresholds.corridor_mm = Some(300_000);
    let fences = Arc::new(watch::Fences::new(Vec::new()).unwrap());
    let plan = Arc::new(watch::Plan::new(order, &fences).unwrap());
    let mut watch = watch::Watch::new(Arc::clone(&plan), fences, departure);
    let (mut random, mut wrong) = (Random(seed), [0.0, 0.0]);
    for number in 0..plan.length_mm() / 28_000 {
        wrong = wrong.map(|wrong| wrong * 0.9 + random.scatter(f64::from(off_by)) * 0.436);
        let there = plan.place_at(number * 28_000);
        #[expect(clippy::cast_possible_truncation, reason = "some metres")]
        let [north, east] = [wrong[0] * 90.0, wrong[1] * 130.0].map(|by| by as i64);
        let place =
            Place::from_e7(i64::from(there.lat_e7()) + north, i64::from(there.lon_e7()) + east).unwrap();
        let at = departure.saturating_add(model::Span(number.cast_signed() * 2_000_000));
        let fix = model::Fix {
            place,
            accuracy_mm: Some(off_by * 1000),
            speed_mm_s: None,
            course_mdeg: None,
            height_mm: None,
            battery_percent: None,
        };
        let report = model::Report { at, fix: Some(fix), signal: None };
        let what = watch::What::Device { device: device.parse().unwrap(), report };
        watch.hear(&watch::Heard { reference: number, received: at, what });
    }
    watch.findings()
}

#[test]
fn who_drives_their_way_through_real_towns_is_on_it_however_many_streets_are_beside_it() {
    let file = "../../../shared/data/roads/liechtenstein-latest.osm.pbf";
    let Ok(bytes) = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)) else {
        let told = format!("SKIPPED: {file} is not there; nobody drove through it\n");
        std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes()).unwrap();
        return;
    };
    let options = import::Options { name: "towns".to_owned(), threads: 1, ..import::Options::default() };
    let chart = Chart::open(Arc::new(import::extract(&bytes, &options, &()).unwrap().file)).unwrap();
    let (from, to) = ("47.06,9.51".parse().unwrap(), "47.24,9.54".parse().unwrap());
    let arcs = chart.fastest(from, to, &Vehicle::car(), 12).unwrap().arcs;
    let laid = Laid { ground: Arc::new(Ground::of(chart).unwrap()), arcs };
    let roads = worked_out(&laid, 300_000).unwrap();
    assert!((500..4_000).contains(&roads.len()), "{}", roads.len());
    for off_by in [5, 10, 15, 20] {
        for seed in 1..=10 {
            assert_eq!(found_driving(&laid.places(), &roads, off_by, seed), [], "off by {off_by}, {seed}");
        }
    }
}
