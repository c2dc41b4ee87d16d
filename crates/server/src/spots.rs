//! Where devices were, as far as an answer shows it: not more than a map can show apart, however much there is.

use std::collections::BTreeMap;

use model::{Instant, Place, id::DeviceId};

/// The most positions of one answer. Ours: some megabytes, and more than a map can show apart.
const MOST_SHOWN: usize = 30_000;
/// Of so many seconds one position is shown, where all are too many.
const STEPS: [i64; 10] = [1, 2, 5, 10, 20, 30, 60, 120, 300, 900];
/// The most that are held until it is known how many there are: then one is kept of so many seconds as the next of these says, each of
/// which is a multiple of the one before, so that the first of each step stays the first.
const MOST_HELD: usize = 4 * MOST_SHOWN;
const COARSER: [i64; 7] = [1, 2, 10, 20, 60, 300, 900];

/// Seconds after a beginning, and the place at each.
pub(crate) type Shown = (Vec<i64>, Vec<[f64; 2]>);

type Track = Vec<(Instant, Place)>;

/// Positions as they are gathered, in any order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spots {
    by_device: BTreeMap<DeviceId, Track>,
    held: usize,
    /// One is held of so many seconds; 0: all.
    every_s: i64,
    /// So many are held before it is looked again how many are too many: of whoever has thinned, twice what that left.
    until: usize,
}

impl Spots {
    /// One more.
    pub fn add(&mut self, device: DeviceId, at: Instant, place: Place) {
        self.by_device.entry(device).or_default().push((at, place));
        self.held += 1;
        if self.held > MOST_HELD.max(self.until) {
            self.thin(self.next_step());
            self.until = 2 * self.held;
        }
    }

    /// The step that is thinned by when too many are held: the finest that leaves few enough, or the coarsest there is.
    fn next_step(&self) -> i64 {
        let coarsest = COARSER[COARSER.len() - 1];
        let finer = COARSER.into_iter().filter(|step| *step >= self.every_s);
        finer.into_iter().find(|step| self.counted(*step) <= MOST_HELD / 2).unwrap_or(coarsest)
    }

    fn counted(&self, every_s: i64) -> usize {
        let of_track = |track: &Track| {
            let mut steps: Vec<i64> = track.iter().map(|(at, _)| step(*at, every_s)).collect();
            steps.sort_unstable();
            steps.dedup();
            steps.len()
        };
        if every_s == 0 { self.held } else { self.by_device.values().map(of_track).sum() }
    }

    fn thin(&mut self, every_s: i64) {
        self.every_s = every_s;
        for track in self.by_device.values_mut() {
            track.sort_by_key(|(at, _)| *at);
            *track = thinned(track, every_s).copied().collect();
        }
        self.held = self.by_device.values().map(Vec::len).sum();
    }

    /// The same without what is not to be shown.
    pub fn only(&self, is_shown: impl Fn(DeviceId, Instant) -> bool) -> Self {
        let track = |(device, track): (&DeviceId, &Track)| {
            let shown: Track = track.iter().filter(|(at, _)| is_shown(*device, *at)).copied().collect();
            (!shown.is_empty()).then_some((*device, shown))
        };
        let by_device: BTreeMap<DeviceId, Track> = self.by_device.iter().filter_map(track).collect();
        let held = by_device.values().map(Vec::len).sum();
        Spots { by_device, held, every_s: self.every_s, until: self.until }
    }

    /// The devices, and how many positions there are of each.
    pub fn many(&self) -> BTreeMap<DeviceId, usize> {
        self.by_device.iter().map(|(device, track)| (*device, track.len())).collect()
    }

    /// Those that are shown, and of how many seconds one is, where all are too many.
    pub fn shown(&self, from: Instant) -> (BTreeMap<DeviceId, Shown>, Option<i64>) {
        let mut by_device = self.by_device.clone();
        by_device.values_mut().for_each(|track| track.sort_by_key(|(at, _)| *at));
        let many = |every: i64| by_device.values().map(|track| thinned(track, every).count()).sum::<usize>();
        let every = (self.held > MOST_SHOWN || self.every_s > 0).then(|| {
            let fits = |every: &i64| *every % self.every_s.max(1) == 0 && many(*every) <= MOST_SHOWN;
            STEPS.into_iter().find(fits).unwrap_or(STEPS[STEPS.len() - 1])
        });
        let track = |(device, track): (&DeviceId, &Track)| {
            let kept = thinned(track, every.unwrap_or(0)).take(MOST_SHOWN);
            (*device, kept.map(|(at, place)| (at.since(from).0 / 1_000_000, degrees(*place))).unzip())
        };
        (by_device.iter().map(track).collect(), every)
    }
}

fn step(at: Instant, every_s: i64) -> i64 {
    at.micros() / (every_s * 1_000_000)
}

/// The first of each step of so many seconds, and the last of all; without a step, all.
fn thinned(track: &[(Instant, Place)], every_s: i64) -> impl Iterator<Item = &(Instant, Place)> {
    let mut latest = None;
    let last = track.len().saturating_sub(1);
    track.iter().enumerate().filter_map(move |(n, spot)| {
        let step = (every_s > 0).then(|| step(spot.0, every_s));
        let shows = step.is_none() || step != latest || n == last;
        latest = step;
        shows.then_some(spot)
    })
}

/// As `[longitude, latitude]`.
pub(crate) fn degrees(place: Place) -> [f64; 2] {
    [f64::from(place.lon_e7()) / 1e7, f64::from(place.lat_e7()) / 1e7]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Instant {
        Instant::from_micros(second * 1_000_000).unwrap()
    }

    fn shown(seconds: &[i64], every: i64) -> Vec<i64> {
        let place = Place::from_e7(0, 0).unwrap();
        let spots: Track = seconds.iter().map(|second| (at(*second), place)).collect();
        thinned(&spots, every).map(|(at, _)| at.micros() / 1_000_000).collect()
    }

    #[test]
    fn of_each_step_the_first_is_shown_and_always_the_last() {
        assert_eq!(shown(&[0, 3, 9, 10, 12, 31, 32], 10), [0, 10, 31, 32]);
        assert_eq!(shown(&[0, 3, 9, 9], 0), [0, 3, 9, 9]);
        assert_eq!(shown(&[], 10), Vec::<i64>::new());
    }

    #[test]
    fn of_a_long_time_as_much_is_held_as_of_a_short_one_and_the_same_is_shown_as_if_all_were() {
        let day = |step: usize| (0..86_400_i64).step_by(step);
        let device = |n: u128| DeviceId(uuid::Uuid::from_u128(n));
        let place = |second: i64| Place::from_e7(second, second).unwrap();
        let mut spots = Spots::default();
        // Four vehicles by the second for a day; what the last one says comes late.
        for second in day(1) {
            (1..4).for_each(|one| spots.add(device(one), at(second), place(second)));
            assert!(spots.held <= MOST_HELD);
        }
        day(1).for_each(|second| spots.add(device(4), at(second), place(second)));
        assert!(spots.held <= MOST_HELD);
        let (tracks, every_s) = spots.shown(at(0));
        assert_eq!(every_s, Some(20));
        for (at_s, places) in tracks.values() {
            let expected: Vec<i64> = day(20).chain([86_399]).collect();
            assert_eq!(*at_s, expected);
            assert!(places.iter().zip(at_s).all(|(shown, second)| *shown == degrees(place(*second))));
        }
        assert_eq!(tracks.len(), 4);
    }
}
