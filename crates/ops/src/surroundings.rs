//! What the room needs from outside: clocks and randomness, handed in so that a test can be the world.

use model::Instant;
use record::Nonce;
use uuid::Uuid;

/// What the clocks say at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The wall clock.
    pub wall: Instant,
    /// Whether the wall clock is known to be synchronised.
    pub synchronised: bool,
    /// Microseconds on a clock that nobody sets, from a moment of its own. Without one, a wall clock set
    /// forward cannot be told from time passing.
    pub steady: Option<u64>,
}

/// Tells the time. Any function that answers a [`Reading`], or the wall clock alone, is one.
pub trait Clock {
    /// What the clocks say now.
    fn read(&mut self) -> Reading;
}

/// Fills with unpredictable bytes.
pub type Random = dyn FnMut(&mut [u8]) + Send;

/// The world around a room.
pub struct Surroundings {
    /// The clocks.
    pub clock: Box<dyn Clock + Send>,
    /// Fills with unpredictable bytes.
    pub random: Box<Random>,
}

impl<F, R> Clock for F
where
    F: FnMut() -> R,
    R: Into<Reading>,
{
    fn read(&mut self) -> Reading {
        self().into()
    }
}

/// A wall clock, and whether it is known to be synchronised.
impl From<(Instant, bool)> for Reading {
    fn from((wall, synchronised): (Instant, bool)) -> Self {
        Reading { wall, synchronised, steady: None }
    }
}

impl Surroundings {
    pub(crate) fn read_clock(&mut self) -> Reading {
        self.clock.read()
    }

    pub(crate) fn nonce(&mut self) -> Nonce {
        Nonce(self.bytes())
    }

    /// Unpredictable bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// A UUIDv7 of this moment.
    pub(crate) fn fresh_id(&mut self, now: Instant) -> Uuid {
        let mut bytes = [0; 10];
        (self.random)(&mut bytes);
        let millis = u64::try_from(now.micros() / 1000).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}
