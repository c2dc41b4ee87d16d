//! Letting go of tracks whose time is over, some at a time.

use model::Instant;
use store::{
    StoreError,
    tracks::{DeviceName, Held, Tracks},
};

/// How far it came, device after device.
#[derive(Debug)]
pub struct Expiry {
    before: Instant,
    held: Vec<Held>,
    device: Option<DeviceName>,
    gone: u64,
}

impl Expiry {
    /// What ended before a moment is let go of, but for what is held.
    #[must_use]
    pub fn of(before: Instant, held: Vec<Held>) -> Self {
        Expiry { before, held, device: None, gone: 0 }
    }

    /// Lets go of some: of as much as others can wait for. Whether there may be more.
    ///
    /// # Errors
    /// When it cannot be written; it is there still then.
    pub fn goes_on(&mut self, tracks: &dyn Tracks) -> Result<bool, StoreError> {
        let of = |device| tracks.expire(device, self.before.micros(), &self.held);
        let gone = self.device.as_ref().map_or(Ok(0), of)?;
        self.gone += gone as u64;
        if gone == 0 {
            self.device = tracks.device_after(self.device.as_ref())?;
        }
        let is_over = self.device.is_none();
        if is_over && self.gone > 0 {
            tracks.overwrite();
        }
        Ok(!is_over)
    }

    /// How many stretches were let go of.
    #[must_use]
    pub fn gone(&self) -> u64 {
        self.gone
    }
}

#[cfg(test)]
mod tests {
    use store::tracks::{Stretch, memory::MemoryTracks};

    use super::*;

    #[test]
    fn every_device_s_is_let_go_of_but_for_what_is_held_or_not_over() {
        let tracks = MemoryTracks::default();
        let stretch = |device: u8, first: u64| {
            let from = i64::try_from(first).unwrap() * 10;
            Stretch { device: [device; 16], from, until: from + 9, first, count: 1, body: Vec::new() }
        };
        let all: Vec<Stretch> =
            (1..=3).flat_map(|device| (0..20).map(move |nth| stretch(device, nth))).collect();
        let mut rest = &all[..];
        while !rest.is_empty() {
            rest = &rest[tracks.pack(rest).unwrap()..];
        }
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
