//! Letting go of tracks whose time is over, some at a time.

use std::collections::BTreeMap;

use model::Instant;
use store::{
    StoreError,
    tracks::{DeviceName, Held, Span, Tracks},
};

/// How many sheaves are looked at in a step, at most. Ours: a fraction of a millisecond, and of what is held there may be many.
const AT_ONCE: usize = 32;

/// How far it came, sheaf after sheaf.
#[derive(Debug)]
pub struct Expiry {
    before: Instant,
    held: BTreeMap<DeviceName, Vec<Held>>,
    /// The sheaves that are looked at still, the last of them next; `None` before they are known.
    sheaves: Option<Vec<u64>>,
    /// Why one of them could not be read. The others are let go of all the same.
    damaged: Option<StoreError>,
    gone: u64,
}

impl Expiry {
    /// What ended before a moment is let go of, but for what is held.
    #[must_use]
    pub fn of(before: Instant, held: Vec<Held>) -> Self {
        let mut by_device: BTreeMap<DeviceName, Vec<Held>> = BTreeMap::new();
        held.into_iter().for_each(|held| by_device.entry(held.device).or_default().push(held));
        by_device.values_mut().for_each(joined);
        Expiry { before, held: by_device, sheaves: None, damaged: None, gone: 0 }
    }

    /// Looks at other sheaves, and lets go of what is over in one of them. Whether there may be more.
    ///
    /// # Errors
    /// When it cannot be written, and at the end, when something could not be read; it is there still then.
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
        if self.sheaves.is_none() {
            self.sheaves = Some(tracks.over(self.before.micros())?);
        }
        for _ in 0..AT_ONCE {
            let Some(sheaf) = self.sheaves.as_mut().and_then(Vec::pop) else { break };
            let gone = match self.lets_go_in(tracks, sheaf) {
                Err(error) if error.is_damage() => {
                    self.damaged.get_or_insert(error);
                    0
                }
                gone => gone?,
            };
            self.gone += gone as u64;
            if gone > 0 {
                break;
            }
        }
        let is_all = self.sheaves.as_ref().is_none_or(Vec::is_empty);
        self.damaged.take_if(|_| is_all).map_or(Ok(!is_all), Err)
    }

    /// Lets go of what is over in a sheaf; how many stretches it were. Nothing is written where everything is held.
    fn lets_go_in(&self, tracks: &dyn Tracks, sheaf: u64) -> Result<usize, StoreError> {
        let is_over = |span: &Span| self.is_over(span);
        if tracks.spans(sheaf)?.iter().any(is_over) { tracks.let_go(sheaf, &is_over) } else { Ok(0) }
    }

    fn is_over(&self, span: &Span) -> bool {
        let held = self.held.get(&span.device).map_or(&[][..], Vec::as_slice);
        span.until < self.before.micros() && !is_held(span, held)
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
fn is_held(span: &Span, held: &[Held]) -> bool {
    let after = held.partition_point(|held| held.until < span.from);
    held.get(after).is_some_and(|held| held.from <= span.until)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use store::tracks::{Stretch, conformance::pack, memory::MemoryTracks};

    use super::*;

    proptest! {
        #[test]
        fn what_is_held_is_held_however_many_parts_of_it_meet(
            parts in prop::collection::vec((0_i64..60, 0_i64..20), 0..12),
            (from, length) in (0_i64..80, 0_i64..20),
        ) {
            let held = |(from, length)| Held { device: [1; 16], from, until: from + length };
            let all: Vec<Held> = parts.into_iter().map(held).collect();
            let span = Span { device: [1; 16], from, until: from + length };
            let expected = all.iter().any(|held| held.from <= span.until && span.from <= held.until);
            let mut joint = all.clone();
            joined(&mut joint);
            prop_assert_eq!(is_held(&span, &joint), expected, "{:?}", all);
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

    #[test]
    fn what_cannot_be_read_keeps_nothing_else_and_is_told_at_the_end() {
        let tracks = MemoryTracks::default();
        let stretch =
            |first: u64| Stretch { device: [1; 16], from: 0, until: 9, first, count: 1, body: Vec::new() };
        pack(&tracks, &(1..=300).map(stretch).collect::<Vec<_>>(), 0);
        let sheaves = tracks.over(10).unwrap();
        tracks.damage(sheaves[sheaves.len() / 2]);
        let mut expiry = Expiry::of(Instant::from_micros(150).unwrap(), Vec::new());
        let end = loop {
            match expiry.goes_on(&tracks) {
                Ok(true) => {}
                end => break end,
            }
        };
        assert!(matches!(end, Err(StoreError::Damaged { .. })), "{end:?}");
        assert_eq!((expiry.gone(), tracks.over(10).unwrap().len()), (297, 1));
    }
}
