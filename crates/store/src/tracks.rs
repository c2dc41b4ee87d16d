//! Where reports from the road are kept: in a file of their own, because they come by the thousand a second, and
//! because they are let go of when their time is over, which the record never is.
//!
//! A report is first kept as it came, many of them in one row (an *armful*), numbered in the order in which they became
//! durable. Once a minute's reports of a device are anchored on the record they are packed into a *stretch* of its track,
//! with those of other devices in one row (a *sheaf*), and the armfuls they came in are dropped. This module does not know
//! what is in either.

#[cfg(feature = "testing")]
pub mod conformance;
#[cfg(feature = "testing")]
pub mod memory;
mod schema;
mod sheaf;
mod sqlite;

use crate::error::StoreError;

pub use schema::{TRACKS_APPLICATION_ID, TRACKS_FORMAT};
pub use sqlite::{SqliteTracks, TRACKS};

/// What tells devices apart.
pub type DeviceName = [u8; 16];

/// Reports as they came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Armful {
    /// The number of the first of them.
    pub first: u64,
    /// How many they are.
    pub count: u32,
    /// Their bytes.
    pub body: Vec<u8>,
}

/// Some of a device's reports, packed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Whose.
    pub device: DeviceName,
    /// The time of the earliest of them by the device's clock, in microseconds since 1970.
    pub from: i64,
    /// The time of the latest.
    pub until: i64,
    /// The lowest of their numbers.
    pub first: u64,
    /// How many they are.
    pub count: u32,
    /// Their bytes.
    pub body: Vec<u8>,
}

impl Stretch {
    /// Of whom and when it is.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { device: self.device, from: self.from, until: self.until }
    }
}

/// Of whom and when a stretch is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// Whose.
    pub device: DeviceName,
    /// The time of the earliest report.
    pub from: i64,
    /// The time of the latest.
    pub until: i64,
}

/// A part of a track that is kept beyond its time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Held {
    /// Whose.
    pub device: DeviceName,
    /// From when, by the device's clock.
    pub from: i64,
    /// Until when, that moment too.
    pub until: i64,
}

/// What keeps tracks. Each method is one transaction, and short: whoever keeps reports waits for it. What is kept is durable before it
/// is answered; what is packed, dropped and let go of, once something is kept after it: cut off, it is done again.
pub trait Tracks: Send + Sync {
    /// Keeps reports, and answers the number of the first. Numbers begin with 1, leave no gap, and are never given
    /// again, whatever is dropped.
    fn append(&self, count: u32, body: &[u8]) -> Result<u64, StoreError>;

    /// The number that the next report gets.
    fn next(&self) -> Result<u64, StoreError>;

    /// The armfuls whose last report has this number or a later one, in order, up to so many bytes and at least one.
    fn armfuls(&self, from: u64, most_bytes: usize) -> Result<Vec<Armful>, StoreError>;

    /// Keeps the first of these stretches as one sheaf: as many as others can wait for, one at least. Answers how many.
    fn pack(&self, stretches: &[Stretch]) -> Result<usize, StoreError>;

    /// Drops sheaves of which no report has a number below `first`: as many as others can wait for. Answers how many; there are no more
    /// once it is none. Whoever packs from the first report that waits does so before: they were packed and wait still, after
    /// something failed.
    fn drop_begun(&self, first: u64) -> Result<usize, StoreError>;

    /// Drops the first of the armfuls of which no report has a number beyond `through`: as many as others can wait for. Answers how
    /// many; there are no more once it is none. Whoever packs does so first: cut off, it leaves what is packed and waits as well,
    /// which is packed again, and some reports are then in two stretches; none is in neither.
    fn drop_packed(&self, through: u64) -> Result<usize, StoreError>;

    /// The stretches of a device that reach into a time, by their earliest report.
    fn stretches(&self, device: &DeviceName, from: i64, until: i64) -> Result<Vec<Stretch>, StoreError>;

    /// The sheaves in which a stretch ended at a moment or later, in any order.
    fn since(&self, from: i64) -> Result<Vec<u64>, StoreError>;

    /// The sheaves in which a stretch ended before a moment, in any order.
    fn over(&self, before: i64) -> Result<Vec<u64>, StoreError>;

    /// What is in a sheaf, in the order in which it was packed; nothing in one that is not there.
    fn spans(&self, sheaf: u64) -> Result<Vec<Span>, StoreError>;

    /// Lets go of the stretches of a sheaf that are over, and overwrites their bytes; how many they were. What is left may be in
    /// another sheaf then.
    fn let_go(&self, sheaf: u64, is_over: &dyn Fn(&Span) -> bool) -> Result<usize, StoreError>;

    /// Has what was let go of overwritten everywhere soon, and not only once many others have reported.
    fn overwrite(&self);
}
