//! A movement of many reports: as much is held of it as of a short one, and the same is found.

use std::time::Instant as Clock;

use model::{Instant, Place, Span, id::DeviceId, party::Role};
use ops::watching::past::{self, Archive, Outcome, Past};
use ops::{
    track::{Kept, packed},
    watching::Sources as _,
};
use store::tracks::{Tracks as _, memory::MemoryTracks};

use super::{Road, WAY, road::minutes, sealed_of, the};
use conduct::{Act, What};

/// A convoy of so many vehicles, each of which reports every second for so long.
struct Convoy {
    vehicles: u32,
    seconds: i64,
    /// For so many seconds the second is out of reach.
    away: i64,
}

impl Convoy {
    /// It drives to the end of its way. The third vehicle is 900 m beside it for some minutes; the second is out of reach for a
    /// while, and delivers what it reported then some a second while it goes on.
    fn drives(&self) -> (Road, MemoryTracks, u64) {
        let facts = |n: u32| format!("[[vehicles]]\nid = 'v{n}'\nelement = 'main'\n");
        let mut road = Road::with(&(1..=self.vehicles).map(facts).collect::<String>());
        let (began, tracks) = (road.now, MemoryTracks::default());
        let (lost, found) = (self.seconds / 3, self.seconds / 3 + self.away);
        let (mut late, mut all) = (lost, 0);
        let mut unsealed: Vec<Kept> = Vec::new();
        for second in 1..=self.seconds {
            road.now = at(began, second);
            let is_lost = (lost..found).contains(&second);
            let mut heard: Vec<Kept> = Vec::new();
            for vehicle in (1..=self.vehicles).filter(|vehicle| *vehicle != 2 || !is_lost) {
                heard.push(self.reports(&mut road, began, vehicle, second));
            }
            for _ in 0..5 {
                if second >= found && late < found {
                    heard.push(self.reports(&mut road, began, 2, late));
                    late += 1;
                }
            }
            road.keeper.hear(&heard);
            road.settles();
            all += heard.len() as u64;
            unsealed.extend(heard);
            if second % 60 == 0 || second == self.seconds {
                seals(&mut road, &tracks, &mut unsealed);
            }
        }
        (road, tracks, all)
    }

    fn reports(&self, road: &mut Road, began: Instant, vehicle: u32, second: i64) -> Kept {
        let is_beside = vehicle == 3 && (self.seconds / 10..self.seconds / 10 + 300).contains(&second);
        let place = self.place(vehicle, second, if is_beside { 900 } else { 0 });
        road.keeps(vehicle.into(), at(began, second), place, None)
    }

    /// A hundred metres or so behind the one before it.
    fn place(&self, vehicle: u32, second: i64, off_m: i64) -> Place {
        let line = &WAY.1;
        let legs = i64::try_from(line.len() - 1).unwrap();
        let along = legs * 1000 * second / (self.seconds + 1) - i64::from(vehicle);
        let along = along.max(0);
        let (n, part) = (usize::try_from(along / 1000).unwrap(), along % 1000);
        let (one, next) = (line[n], line[n + 1]);
        let between = |a: i32, b: i32| i64::from(a) + (i64::from(b) - i64::from(a)) * part / 1000;
        let lon = between(one.lon_e7(), next.lon_e7()) + off_m * 110;
        Place::from_e7(between(one.lat_e7(), next.lat_e7()), lon).unwrap()
    }
}

fn at(began: Instant, second: i64) -> Instant {
    began.saturating_add(Span(second * 1_000_000))
}

fn seals(road: &mut Road, tracks: &MemoryTracks, unsealed: &mut Vec<Kept>) {
    let mut anchors = Vec::new();
    let mut by_device: std::collections::BTreeMap<DeviceId, Vec<Kept>> = std::collections::BTreeMap::new();
    for kept in unsealed.drain(..) {
        by_device.entry(kept.fresh.device).or_default().push(kept);
    }
    for mut reports in by_device.into_values() {
        packed::put_in_order(&mut reports);
        let (anchor, stretch) = sealed_of(&reports);
        tracks.pack(&[stretch]).unwrap();
        anchors.push(anchor);
    }
    road.does(Role::System, Act::SealTracks { movement: Some(road.movement), tracks: anchors });
}

fn again(road: &Road, tracks: &MemoryTracks) -> (Past, u64) {
    let shelf = road.archive.clone();
    let (grounds, papers) =
        (|network: &model::Digest| shelf.ground(network), |digest: &model::Digest| shelf.paper(digest));
    let archive = Archive { grounds: &grounds, papers: &papers, tracks };
    let mut seen = 0;
    let past = past::again(&road.happened, &[], archive, road.now, &mut |_| seen += 1).unwrap();
    (past, seen)
}

#[test]
fn what_a_convoy_of_many_reports_was_alerted_for_is_found_again() {
    let (mut road, tracks, all) = Convoy { vehicles: 5, seconds: 7_800, away: 1_300 }.drives();
    assert!(all > 1 << 15, "{all} are read at once");
    let raised = the(&road, |what| matches!(what, What::AlertRaised { .. }));
    assert!(raised >= 2 && road.told.len() > 2, "{raised}");
    road.passes(Span::minutes(1));
    let (past, seen) = again(&road, &tracks);
    assert_eq!((past.outcome, past.reported.anchored, seen), (Outcome::Same, all, all), "{:#?}", past.alerts);
    assert_eq!(past.alerts.len(), raised);
}

#[test]
fn what_comes_in_after_many_orders_is_found_again_as_it_was() {
    for apart in [0, 300_000, 3_000_000] {
        comes_in_after_many_orders(Span(apart));
    }
}

/// Each report that comes late comes so long after the one before it.
fn comes_in_after_many_orders(apart: Span) {
    let mut road = Road::with(super::TWO_CARS);
    let began = road.now;
    let ways = [&WAY.0[..WAY.0.len() / 2], &WAY.0[..]];
    for minute in 1..60_i32 {
        if minute % 10 == 5 {
            road.now = minutes(began, minute);
            road.plans(ways[usize::try_from(minute / 10).unwrap() % 2]);
            road.settles();
        }
        road.reports(1, minutes(began, minute), usize::try_from(minute).unwrap() * 10, 0);
        let beside = if (30..40).contains(&minute) { 900 } else { 0 };
        if !(4..=55).contains(&minute) {
            road.reports(2, minutes(began, minute), usize::try_from(minute).unwrap() * 10, beside);
        }
    }
    // What it reported under orders that were changed four times since.
    for minute in 4..=55 {
        let beside = if (10..40).contains(&minute) { 900 } else { 0 };
        road.passes(apart);
        road.reports(2, minutes(began, minute), usize::try_from(minute).unwrap() * 10, beside);
    }
    road.passes(Span::seconds(5));
    let past = super::past(&mut road);
    assert_eq!(past.outcome, Outcome::Same, "{apart}: {:#?}", past.alerts);
}

#[test]
#[ignore = "the long form, for make soak: two minutes"]
fn three_million_reports_take_no_more_memory_than_few() {
    let (mut road, tracks, all) = Convoy { vehicles: 40, seconds: 75_000, away: 600 }.drives();
    road.passes(Span::minutes(1));
    // What the peak is compared with.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = peak_kib();
    let began = Clock::now();
    let (past, _) = again(&road, &tracks);
    let (took, more) = (began.elapsed(), peak_kib() - before);
    println!("{all} reports, {} alerts: {took:?}, {} MiB", past.alerts.len(), more / 1024);
    assert_eq!((past.outcome, past.reported.anchored), (Outcome::Same, all));
    assert!(more < 100 << 10, "{more} KiB");
}

/// The most memory this process held since the peak was set back.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
