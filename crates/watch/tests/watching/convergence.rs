//! Whatever order things are heard in, however often and however late, the same is found.

use model::{Instant, Signal, Span};
use proptest::prelude::*;
use watch::{
    Fence, Heard, Shape, Watch, What,
    order::{Binding, Range, Silence, Sort, Within},
};

use crate::scene::{Scene, at, circle, device, place, point, word};

/// A convoy that is made up at random: its way may cross itself and come back on itself, and everything that can go wrong
/// does now and then.
pub fn convoy(random: &mut fastrand::Rng) -> Scene {
    made_up(random, &[])
}

/// The same with roads beside its way, which vehicles take now and then.
pub fn convoy_beside_roads(random: &mut fastrand::Rng) -> Scene {
    made_up(random, &[60.0, 110.0, 180.0])
}

fn either(random: &mut fastrand::Rng) -> Scene {
    if random.bool() { convoy(random) } else { convoy_beside_roads(random) }
}

/// `beside`: how far to the north of the way roads lie.
fn made_up(random: &mut fastrand::Rng, beside: &[f64]) -> Scene {
    let vehicles = random.usize(1..=6);
    let mut scene = Scene::straight(vehicles, 1).watch_all();
    // Half of them are ordered to keep farther from each other than they do.
    if vehicles.is_multiple_of(2) {
        scene.order.thresholds.interval_least_mm = Some(150_000);
    }
    let line = line(random);
    scene.order.line = line.iter().map(|(east, north)| place(*east, *north)).collect();
    let road = |north: &f64| line.iter().map(|(east, there)| place(*east, there + north)).collect();
    scene.order.beside = beside.iter().map(road).collect();
    let length = scene.plan().length_mm();
    points(random, &mut scene, length);
    scene.fences = vec![
        circle("no-go", true, place(2_000.0, 500.0), random.u32(100..900)),
        Fence {
            label: word("square"),
            no_go: random.bool(),
            shape: Shape::Polygon {
                outline: [(0.0, 0.0), (0.0, 1500.0), (1500.0, 1500.0), (1500.0, 0.0)]
                    .map(|(e, n)| place(e, n))
                    .to_vec(),
                holes: vec![],
            },
        },
    ];
    scene.order.within =
        vec![Within { fence: word("square"), shape: None, from: at(0), until: at(random.i64(1..900)) }];
    let dark = length / 4;
    scene.order.dead_ground = vec![Range { from_mm: dark, to_mm: dark + length / 8 }];
    let voice_every = random.bool().then_some(Span::seconds(200));
    let range = random.bool().then_some(Range { from_mm: length / 2, to_mm: length });
    scene.order.silences = vec![Silence { from: at(700), until: at(1400), range, voice_every }];
    // A device in two vehicles one after the other, and two in one.
    if vehicles > 2 {
        scene.order.vehicles[2].bindings[0].until = Some(at(800));
        scene.order.vehicles[1].bindings.push(Binding {
            device: device(2),
            from: at(900),
            until: Some(at(1500)),
        });
    }
    reports(random, &mut scene, &line, beside);
    scene.now = at(2500);
    scene
}

fn line(random: &mut fastrand::Rng) -> Vec<(f64, f64)> {
    let mut line = vec![(0.0, 0.0)];
    let (mut here, mut heading) = ((0.0, 0.0), 0.3_f64);
    for _ in 0..random.usize(3..20) {
        heading += random.f64() * 2.0 - 1.0;
        let leg = 200.0 + random.f64() * 1500.0;
        here = (here.0 + leg * heading.cos(), here.1 + leg * heading.sin());
        line.push(here);
    }
    if random.bool() {
        line.extend(line.clone().iter().rev().skip(1));
    } else if random.bool() {
        line.extend(line.clone());
    }
    line
}

fn points(random: &mut fastrand::Rng, scene: &mut Scene, length: u64) {
    let count = random.u64(2..8);
    let radius_mm = 150_000;
    let planned = |random: &mut fastrand::Rng, along: u64| random.bool().then_some(along as i64 / 12_000);
    scene.order.points = (0..=count)
        .map(|number| {
            let along = length / 1000 * number / count;
            let sort = match number {
                0 => Sort::Start { radius_mm },
                _ if number == count => Sort::Release { radius_mm },
                _ => match random.u8(0..4) {
                    0 => Sort::Checkpoint,
                    1 => Sort::PhaseLine,
                    2 => Sort::Halt { radius_mm, stay: Span::seconds(100), longest: Span::seconds(200) },
                    _ => Sort::SafeHaven { radius_mm },
                },
            };
            point(&format!("p{number}"), along, sort, planned(random, along * 1000))
        })
        .collect();
}

fn along(line: &[(f64, f64)], mut driven: f64) -> (f64, f64) {
    for ends in line.windows(2) {
        let way = (ends[1].0 - ends[0].0, ends[1].1 - ends[0].1);
        let length = way.0.hypot(way.1);
        if driven < length {
            return (ends[0].0 + way.0 * driven / length, ends[0].1 + way.1 * driven / length);
        }
        driven -= length;
    }
    *line.last().unwrap()
}

fn reports(random: &mut fastrand::Rng, scene: &mut Scene, line: &[(f64, f64)], beside: &[f64]) {
    for number in 0..scene.order.vehicles.len() {
        let (mut driven, mut off, mut standing, mut silent) = (0.0, 0.0, 0, 0);
        let mut beacon = 0;
        let every = random.usize(7..25);
        for second in (-100..2200).step_by(every) {
            match random.u8(0..60) {
                0 => standing = 20,
                1 => silent = random.i32(2..25),
                2 => off = random.f64() * 900.0,
                3..6 => off = 0.0,
                6..10 if !beside.is_empty() => off = beside[random.usize(..beside.len())],
                _ => {}
            }
            (standing, silent) = (standing - 1, silent - 1);
            if second >= 0 && standing < 0 {
                driven += every as f64 * (6.0 + random.f64() * 12.0);
            }
            if silent > 0 {
                continue;
            }
            let here = along(line, (driven - 80.0 * number as f64).max(0.0));
            let jump = if random.u8(0..80) == 0 { 30_000.0 } else { 0.0 };
            let jitter = |random: &mut fastrand::Rng| random.f64() * 30.0 - 15.0;
            let where_to = (here.0 + jitter(random), here.1 + jitter(random) + off + jump);
            scene.fix_within(
                number,
                second,
                where_to,
                random.u32(3..40) * if random.u8(0..30) == 0 { 20 } else { 1 },
            );
            beacon = if random.u16(0..600) == 0 { random.u16(1..40) } else { beacon };
            match beacon {
                0 => {}
                // Some beacons say that it is over.
                1 if random.bool() => scene.signal(number, second + 1, Some(Signal::EmergencyOver)),
                _ => scene.signal(number, second + 1, Some(Signal::Emergency)),
            }
            beacon = beacon.saturating_sub(1);
        }
    }
    for label in ["p1", "p2", "p3"] {
        if random.bool() && scene.order.points.iter().any(|point| point.label == word(label)) {
            scene.voice(random.i64(100..2000), Some(label));
        }
    }
    if random.u8(0..5) == 0 {
        scene.distress(random.i64(0..2000), Some("v0"));
        for _ in 0..random.u8(0..6) {
            scene.calls(random.usize(90..93), random.i64(0..2000));
        }
        scene.called_off(random.usize(90..93), random.i64(0..2000));
        scene.distress(random.i64(0..2000), None);
    }
    scene.heard.sort_by_key(made);
    for (number, heard) in (0..).zip(&mut scene.heard) {
        heard.reference = number;
    }
}

fn made(heard: &Heard) -> Instant {
    match &heard.what {
        What::Device { report, .. } => report.at,
        What::Voice { at, .. } | What::Distress { at, .. } | What::CalledOff { at, .. } => *at,
    }
}

fn all_of(scene: &Scene, heard: &[Heard]) -> Watch {
    Watch::again(scene.plan(), scene.fences(), heard, at(-7200))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_order_and_any_repetition_find_the_same(seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        let scene = either(&mut random);
        let in_order = scene.findings();
        let mut heard = scene.heard.clone();
        for again in 0..heard.len() / 4 {
            let mut twice = heard[random.usize(..scene.heard.len())].clone();
            // Some are the same again, some were sent again and are kept under another number.
            if again % 2 == 0 {
                twice.reference += 100_000;
                twice.received = twice.received.saturating_add(Span::seconds(random.i32(0..300)));
            }
            heard.push(twice);
        }
        random.shuffle(&mut heard);
        let mut watch = scene.blank();
        for one in &heard {
            watch.hear(one);
        }
        watch.time(scene.now);
        prop_assert_eq!(watch.findings(), in_order.clone());
        let mut in_parts = scene.blank();
        let mut rest = heard.as_slice();
        while !rest.is_empty() {
            let (part, after) = rest.split_at(random.usize(1..=rest.len().min(90)));
            in_parts.hear_all(part);
            rest = after;
        }
        in_parts.time(scene.now);
        prop_assert_eq!(in_parts.findings(), in_order.clone());
        let mut again = all_of(&scene, &heard);
        again.time(scene.now);
        prop_assert_eq!(again.findings(), in_order);
    }

    #[test]
    fn reports_that_are_delayed_find_at_every_moment_what_is_found_by_hearing_all_of_them_at_once(seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut scene = either(&mut random);
        for heard in &mut scene.heard {
            let delay = if random.u8(0..10) == 0 { random.i32(0..1200) } else { random.i32(0..5) };
            heard.received = heard.received.saturating_add(Span::seconds(delay));
        }
        scene.heard.sort_by_key(|heard| heard.received);
        let mut watch = scene.blank();
        for (number, heard) in scene.heard.iter().enumerate() {
            watch.hear(heard);
            if random.u8(0..60) == 0 {
                prop_assert_eq!(watch.findings(), all_of(&scene, &scene.heard[..=number]).findings());
            }
        }
        let (mut in_parts, mut heard) = (scene.blank(), 0);
        for part in scene.heard.chunk_by(|a, b| a.received.micros() / 30_000_000 == b.received.micros() / 30_000_000) {
            in_parts.hear_all(part);
            heard += part.len();
            if random.u8(0..10) == 0 {
                prop_assert_eq!(in_parts.findings(), all_of(&scene, &scene.heard[..heard]).findings());
            }
        }
    }

    #[test]
    fn nothing_changes_by_time_alone_before_it_is_due_and_looking_changes_nothing(seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        let scene = either(&mut random);
        let (mut looked, mut unseen) = (scene.blank(), scene.blank());
        for (number, heard) in scene.heard.iter().enumerate() {
            while let Some(due) = looked.next_due().filter(|due| *due < heard.received) {
                if number % 16 == 0 {
                    let before = looked.findings();
                    looked.time(due.saturating_add(Span(-1)));
                    prop_assert_eq!(looked.findings(), before);
                }
                looked.time(due);
            }
            looked.hear(heard);
            unseen.hear(heard);
        }
        looked.time(scene.now);
        unseen.time(scene.now);
        prop_assert_eq!(looked.findings(), unseen.findings());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_begins_or_ends_to_be_found_stirs(seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut scene = either(&mut random);
        for heard in &mut scene.heard {
            let delay = if random.u8(0..20) == 0 { random.i32(0..1200) } else { random.i32(0..5) };
            heard.received = heard.received.saturating_add(Span::seconds(delay));
        }
        scene.heard.sort_by_key(|heard| heard.received);
        let mut watch = scene.blank();
        let found = |watch: &Watch| -> Vec<_> {
            let keys = watch.findings().into_iter().map(|f| (f.rule, f.subject, f.element, f.since, f.found, f.until));
            keys.collect()
        };
        let (mut before, mut needless) = (found(&watch), 0);
        watch.stirred();
        for part in scene.heard.chunks(3) {
            if random.bool() {
                watch.hear_all(part);
            } else {
                for one in part {
                    watch.hear(one);
                }
            }
            let now = found(&watch);
            let stirred = watch.stirred();
            needless += usize::from(stirred && now == before);
            prop_assert!(stirred || now == before, "{before:#?} became {now:#?}");
            before = now;
        }
        prop_assert!(needless * 50 < scene.heard.len(), "{needless} times nothing had changed");
    }
}

#[test]
fn convoys_made_up_at_random_show_every_rule() {
    let mut found = std::collections::BTreeMap::new();
    for seed in 0..60 {
        for finding in convoy(&mut fastrand::Rng::with_seed(seed)).findings() {
            *found.entry(finding.rule).or_insert(0) += 1;
        }
    }
    assert!(found.len() == 14, "otherwise the properties above say little: {found:?}");
}

#[test]
fn convoys_beside_roads_take_them_and_come_back() {
    let (mut beside, mut by_distance) = (0, 0);
    for seed in 0..30 {
        let mut scene = convoy_beside_roads(&mut fastrand::Rng::with_seed(seed));
        let ended = |scene: &Scene| {
            scene.found(watch::Rule::LeftCorridor).iter().filter(|finding| finding.until.is_some()).count()
        };
        beside += ended(&scene);
        scene.order.beside.clear();
        by_distance += ended(&scene);
    }
    assert!(
        beside > by_distance + 30,
        "otherwise the properties above say little: {beside} and {by_distance}"
    );
}
