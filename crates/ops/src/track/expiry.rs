//! Letting go of tracks whose time is over, some at a time.

use std::collections::BTreeMap;

use model::Instant;
use store::{
    StoreError,
    tracks::{DeviceName, Held, Stretch, Tracks},
};

/// How far it came, sheaf after sheaf.
#[derive(Debug)]
pub struct Expiry {
    before: Instant,
    held: BTreeMap<DeviceName, Vec<Held>>,
    /// The sheaves that are looked at still, the last of them next; not known yet.
    sheaves: Option<Vec<u64>>,
    gone: u64,
}

impl Expiry {
    /// What ended before a moment is let go of, but for what is held.
    #[must_use]
    pub fn of(before: Instant, held: Vec<Held>) -> Self {
        let mut by_device: BTreeMap<DeviceName, Vec<Held>> = BTreeMap::new();
        held.into_iter().for_each(|held| by_device.entry(held.device).or_default().push(held));
        by_device.values_mut().for_each(joined);
        Expiry { before, held: by_device, sheaves: None, gone: 0 }
    }

    /// Looks at another sheaf, and lets go of what is over in it. Whether there may be more.
    ///
    /// # Errors
    /// When it cannot be written; it is there still then.
    pub fn goes_on(&mut self, tracks: &dyn Tracks) -> Result<bool, StoreError> {
        let gone_on = self.step(tracks);
        if !matches!(gone_on, Ok(true)) {
            self.ends(tracks);
        }
        gone_on
    }

    /// Has what was let go of overwritten, before it comes to its end too.
    pub fn ends(&self, tracks: &dyn Tracks) {
        if self.gone > 0 {
            tracks.overwrite();
        }
    }

    fn step(&mut self, tracks: &dyn Tracks) -> Result<bool, StoreError> {
        let Some(sheaves) = &mut self.sheaves else {
            self.sheaves = Some(tracks.over(self.before.micros())?);
            return Ok(true);
        };
        let Some(sheaf) = sheaves.pop() else { return Ok(false) };
        let stretches = tracks.sheaf(sheaf)?;
        let places = stretches.iter().enumerate().filter(|(_, one)| self.is_over(one));
        let gone: Vec<usize> = places.map(|(place, _)| place).collect();
        if !gone.is_empty() {
            tracks.let_go(sheaf, &gone)?;
            self.gone += gone.len() as u64;
        }
        Ok(true)
    }

    fn is_over(&self, stretch: &Stretch) -> bool {
        let held = self.held.get(&stretch.device).map_or(&[][..], Vec::as_slice);
        stretch.until < self.before.micros() && !is_held((stretch.from, stretch.until), held)
    }

    /// How many stretches were let go of.
    #[must_use]
    pub fn gone(&self) -> u64 {
        self.gone
    }
}

/// What is held of one device, in order and each moment once.
fn joined(held: &mut Vec<Held>) {
    held.sort_unstable();
    held.dedup_by(|next, before| {
        let meets = next.from <= before.until;
        if meets {
            before.until = before.until.max(next.until);
        }
        meets
    });
}

/// Whether anything of a stretch is among what is held, which is in order.
fn is_held((from, until): (i64, i64), held: &[Held]) -> bool {
    let after = held.partition_point(|held| held.until < from);
    held.get(after).is_some_and(|held| held.from <= until)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use store::tracks::{conformance::pack, memory::MemoryTracks};

    use super::*;

    proptest! {
        #[test]
        fn what_is_held_is_held_however_many_parts_of_it_meet(
            parts in prop::collection::vec((0_i64..60, 0_i64..20), 0..12),
            (from, length) in (0_i64..80, 0_i64..20),
        ) {
            let held = |(from, length)| Held { device: [1; 16], from, until: from + length };
            let all: Vec<Held> = parts.into_iter().map(held).collect();
            let until = from + length;
            let expected = all.iter().any(|held| held.from <= until && from <= held.until);
            let mut joint = all.clone();
            joined(&mut joint);
            prop_assert_eq!(is_held((from, until), &joint), expected, "{:?}", all);
        }
    }

    #[test]
    fn every_device_s_is_let_go_of_but_for_what_is_held_or_not_over() {
        let tracks = MemoryTracks::default();
        let stretch = |device: u8, first: u64| {
            let from = i64::try_from(first).unwrap() * 10;
            Stretch { device: [device; 16], from, until: from + 9, first, count: 1, body: Vec::new() }
        };
        let all: Vec<Stretch> =
            (1..=3).flat_map(|device| (0..20).map(move |nth| stretch(device, nth))).collect();
        pack(&tracks, &all, 0);
        let held = vec![Held { device: [2; 16], from: 35, until: 35 }];
        let mut expiry = Expiry::of(Instant::from_micros(150).unwrap(), held);
        while expiry.goes_on(&tracks).unwrap() {}
        assert_eq!(expiry.gone(), 15 + 14 + 15);
        let left = |device: u8| {
            let left = tracks.stretches(&[device; 16], i64::MIN, i64::MAX).unwrap();
            left.iter().map(|one| one.first).collect::<Vec<_>>()
        };
        assert_eq!((left(1), left(3)), ((15..20).collect(), (15..20).collect()));
        assert_eq!(left(2), std::iter::once(3).chain(15..20).collect::<Vec<_>>());
    }
}
