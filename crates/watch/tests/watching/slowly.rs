//! A second opinion, slow and obvious: each rule from the whole list of what was reported, by the second or by looking at
//! everything before and after. On a straight way, so that metres to the north are metres off it.

use model::{Instant, Signal};
use proptest::prelude::*;
use watch::Rule;

use crate::scene::{Scene, at, circle, place};

/// When, and where in metres.
type Fix = (i64, (f64, f64));
/// Since when, found when, until when; in seconds.
type Held = (i64, i64, Option<i64>);

const CORRIDOR: f64 = 220.0;
const ACCURACY: f64 = 5.0;
const UNTIL: i64 = 3600;

/// One vehicle that wanders about in steps of fifty metres, stands, and is silent now and then.
fn wandering(random: &mut fastrand::Rng) -> Vec<Fix> {
    let (mut here, mut fixes, mut second) = ((500.0, 0.0), Vec::new(), 0);
    while second < UNTIL - 100 {
        second += if random.u8(0..25) == 0 { random.i64(100..700) } else { random.i64(5..40) };
        if random.u8(0..6) > 0 {
            let step = |random: &mut fastrand::Rng| f64::from(random.i32(-2..=2)) * 50.0;
            here = (here.0 + step(random).abs(), (here.1 + step(random)).clamp(-500.0, 500.0));
        } else {
            second += random.i64(0..120);
        }
        fixes.push((second, here));
    }
    fixes.retain(|fix| fix.0 <= UNTIL);
    fixes
}

fn scene(fixes: &[Fix]) -> Scene {
    let mut scene = Scene::straight(1, 60).watch_all();
    scene.order.thresholds.corridor_mm = Some(220_000);
    scene.fences = vec![
        circle("camp", true, place(2_000.0, 100.0), 420),
        circle("post", true, place(2_500.0, -300.0), 270),
    ];
    for (second, here) in fixes {
        scene.fix(0, *second, *here);
    }
    scene.until(UNTIL);
    scene
}

fn found(scene: &Scene, rule: Rule) -> Vec<Held> {
    let second = |moment: Instant| moment.since(at(0)).0 / 1_000_000;
    let held =
        |finding: &watch::Finding| (second(finding.since), second(finding.found), finding.until.map(second));
    let mut found: Vec<Held> = scene.found(rule).iter().map(held).collect();
    found.sort_unstable();
    found
}

/// Every time a list of positions goes from `begins` to `ends`.
fn episodes(
    fixes: &[Fix],
    begins: impl Fn(&Fix) -> bool,
    ends: impl Fn(&Fix) -> bool,
) -> Vec<(usize, Option<usize>)> {
    let mut all = Vec::new();
    for first in (0..fixes.len()).filter(|fix| begins(&fixes[*fix])) {
        // Unless one that began before has not ended.
        if all
            .last()
            .is_none_or(|(_, until): &(usize, Option<usize>)| until.is_some_and(|until| until < first))
        {
            all.push((first, (first..fixes.len()).find(|fix| ends(&fixes[*fix]))));
        }
    }
    all
}

fn off_the_way(fixes: &[Fix]) -> Vec<Held> {
    let outside = |fix: &Fix| fix.1.1.abs() > CORRIDOR + ACCURACY;
    let all = episodes(fixes, outside, |fix| fix.1.1.abs() <= CORRIDOR);
    let held = all.into_iter().map(|(first, until)| {
        let since = fixes[first].0;
        let second = fixes[first + 1..until.unwrap_or(fixes.len())].iter().find(|fix| outside(fix));
        (
            since,
            second.map_or(since + 30, |second| second.0.min(since + 30)),
            until.map(|until| fixes[until].0),
        )
    });
    held.filter(|(_, found, until)| *found < until.unwrap_or(UNTIL + 1)).collect()
}

fn inside(fixes: &[Fix], (east, north): (f64, f64), radius: f64) -> Vec<Held> {
    let apart = |fix: &Fix| (fix.1.0 - east).hypot(fix.1.1 - north);
    let all = episodes(fixes, |fix| apart(fix) <= radius, |fix| apart(fix) > radius + ACCURACY);
    all.into_iter()
        .map(|(first, until)| (fixes[first].0, fixes[first].0, until.map(|until| fixes[until].0)))
        .collect()
}

/// Second by second: was anything heard in the three minutes before?
fn missed(fixes: &[Fix]) -> Vec<Held> {
    let heard = |second: i64| fixes.iter().any(|fix| fix.0 > second - 180 && fix.0 <= second);
    let mut all: Vec<Held> = Vec::new();
    for second in 180..=UNTIL {
        if !heard(second) && (second == 180 || heard(second - 1)) {
            let last = fixes.iter().map(|fix| fix.0).filter(|fix| *fix < second).max().unwrap_or(0);
            all.push((last, second, fixes.iter().map(|fix| fix.0).find(|fix| *fix > second)));
        }
    }
    // Heard in the very second in which it would have been missed: it was not.
    all.into_iter().filter(|(_, found, until)| until.is_none_or(|until| until > *found)).collect()
}

/// From every position on: how long does everything after it lie within sixty metres?
fn stood(fixes: &[Fix]) -> Vec<Held> {
    let (mut all, mut first) = (Vec::new(), 0);
    while first < fixes.len() {
        let far =
            |fix: &Fix| (fix.1.0 - fixes[first].1.0).hypot(fix.1.1 - fixes[first].1.1) - ACCURACY > 60.0;
        let moved = (first..fixes.len()).find(|fix| far(&fixes[*fix]));
        let while_there = &fixes[first..moved.unwrap_or(fixes.len())];
        if let Some(shown) = while_there.iter().find(|fix| fix.0 - fixes[first].0 >= 300) {
            all.push((fixes[first].0, shown.0, moved.map(|moved| fixes[moved].0)));
        }
        first = moved.unwrap_or(fixes.len());
    }
    all
}

/// Back from the last call to where nobody called for five minutes before it, or it was said before it that it is over.
fn called(signals: &[(i64, Signal)]) -> Option<(i64, i64)> {
    let mut signals = signals.to_vec();
    signals.sort_unstable();
    let calls = || signals.iter().filter(|signal| signal.1 == Signal::Emergency).map(|signal| signal.0);
    let (mut since, last) = (calls().next_back()?, calls().next_back()?);
    while let Some(before) = calls().rev().find(|call| *call < since) {
        let ended =
            signals.iter().any(|(at, what)| *what == Signal::EmergencyOver && (before..since).contains(at));
        if ended || since - before >= 300 {
            break;
        }
        since = before;
    }
    Some((since, last))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_beacon_has_called_since_when_the_obvious_way_finds_it_in_whatever_order_it_is_heard(
        signals in prop::collection::vec((0..2000_i64, prop_oneof![5 => Just(Signal::Emergency), 1 => Just(Signal::EmergencyOver)]), 0..25),
    ) {
        let mut scene = Scene::straight(1, 60);
        signals.iter().for_each(|(second, signal)| scene.signal(0, *second, Some(*signal)));
        for heard in &mut scene.heard {
            heard.received = at(UNTIL);
        }
        scene.until(UNTIL);
        let second = |moment: Instant| moment.since(at(0)).0 / 1_000_000;
        let found: Vec<_> = scene.found(Rule::Emergency).iter().map(|call| (second(call.since), second(call.found))).collect();
        prop_assert_eq!(found, called(&signals).into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_vehicle_that_wanders_is_found_by_each_rule_when_the_obvious_way_finds_it(seed: u64) {
        let fixes = wandering(&mut fastrand::Rng::with_seed(seed));
        let scene = scene(&fixes);
        prop_assert_eq!(found(&scene, Rule::LeftCorridor), off_the_way(&fixes));
        prop_assert_eq!(found(&scene, Rule::LostContact), missed(&fixes));
        prop_assert_eq!(found(&scene, Rule::Stopped), stood(&fixes));
        let mut entered = inside(&fixes, (2_000.0, 100.0), 420.0);
        entered.extend(inside(&fixes, (2_500.0, -300.0), 270.0));
        entered.sort_unstable();
        prop_assert_eq!(found(&scene, Rule::EnteredNoGo), entered);
    }
}

#[test]
fn vehicles_that_wander_give_something_to_compare() {
    let mut counts = [0; 4];
    for seed in 0..50 {
        let fixes = wandering(&mut fastrand::Rng::with_seed(seed));
        let all =
            [off_the_way(&fixes), missed(&fixes), stood(&fixes), inside(&fixes, (2_000.0, 100.0), 420.0)];
        for (count, held) in counts.iter_mut().zip(all) {
            *count += held.len();
        }
    }
    assert!(counts.iter().all(|count| *count > 20), "{counts:?}");
}
