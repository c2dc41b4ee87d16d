//! Where reports from the road are kept: in a file of their own, because they come by the thousand a second, and
//! because they are let go of when their time is over, which the record never is.
//!
//! A report is first kept as it came, many of them in one row (an *armful*), numbered in the order in which they became
//! durable. Once a minute's reports of a device are anchored on the record they are packed into a *stretch* of its track,
//! and the armfuls they came in are dropped. This module does not know what is in either.

#[cfg(feature = "testing")]
pub mod conformance;
#[cfg(feature = "testing")]
pub mod memory;
mod schema;
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
    /// The lowest of their numbers. No two stretches of a device have the same.
    pub first: u64,
    /// How many they are.
    pub count: u32,
    /// Their bytes.
    pub body: Vec<u8>,
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

/// What keeps tracks. Each method but one is one transaction; each is durable before it answers.
pub trait Tracks: Send + Sync {
    /// Keeps reports, and answers the number of the first. Numbers begin with 1, leave no gap, and are never given
    /// again, whatever is dropped.
    fn append(&self, count: u32, body: &[u8]) -> Result<u64, StoreError>;

    /// The number that the next report gets.
    fn next(&self) -> Result<u64, StoreError>;

    /// The armfuls whose last report has this number or a later one, in order, up to so many bytes and at least one.
    fn armfuls(&self, from: u64, most_bytes: usize) -> Result<Vec<Armful>, StoreError>;

    /// Packs: keeps these stretches, in the place of any with the same first number, and then drops every armful of which no
    /// report has a number beyond `through`, the first of them first. It may be several transactions, so that reports are kept in
    /// between: cut off, it leaves what is packed and waits as well, which is packed again, and some reports may then be in two
    /// stretches; none is in neither.
    fn pack(&self, stretches: &[Stretch], through: u64) -> Result<(), StoreError>;

    /// The stretches of a device that reach into a time, by their earliest report.
    fn stretches(&self, device: &DeviceName, from: i64, until: i64) -> Result<Vec<Stretch>, StoreError>;

    /// Lets go of stretches that ended before a moment and of which nothing is held, and overwrites their bytes. Answers
    /// how many there were.
    fn expire(&self, before: i64, held: &[Held]) -> Result<u64, StoreError>;
}

/// Whether anything of a stretch is held.
fn is_held(stretch: (&DeviceName, i64, i64), held: &[Held]) -> bool {
    let (device, from, until) = stretch;
    held.iter().any(|held| held.device == *device && held.from <= until && from <= held.until)
}
