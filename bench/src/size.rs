//! How much is measured. The full size is the one whose figures are published; the short one only shows that
//! every measurement still works.

use std::time::Duration;

/// How often short things are repeated, and how long long things are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Repetitions of what takes microseconds.
    pub often: usize,
    /// Repetitions of what takes milliseconds.
    pub seldom: usize,
    /// Commits of each batch size; also decisions submitted one after the other through the writer.
    pub commits: usize,
    /// Entries of the long log.
    pub entries: u64,
    /// Pages open at once.
    pub pages: usize,
    /// Copies of a road graph each way.
    pub copies: u32,
    /// How many of its arcs change at once.
    pub changes: &'static [usize],
    /// Convoys of ten vehicles that are watched.
    pub convoys: usize,
    /// Areas they may not enter.
    pub fences: usize,
    /// Reports of each vehicle.
    pub rounds: i64,
    /// How long reports come in over HTTP, from how many connections at once.
    pub reporting: (Duration, &'static [usize]),
    /// A time in which tracks are anchored: they are each minute.
    pub anchored: Duration,
}

impl Size {
    /// What `make bench` measures: a few minutes, most of them for writing the long log.
    pub const FULL: Size = Size {
        often: 2_000,
        seldom: 20,
        commits: 400,
        entries: 1_000_000,
        pages: 1_000,
        copies: 3,
        changes: &[10, 100, 1_000, 10_000],
        convoys: 500,
        fences: 23_000,
        rounds: 100,
        reporting: (Duration::from_secs(5), &[1, 8, 64, 512]),
        anchored: Duration::from_secs(65),
    };
    /// Everything once, in seconds even in a debug build.
    pub const SHORT: Size = Size {
        often: 2,
        seldom: 1,
        commits: 2,
        entries: 300,
        pages: 3,
        copies: 2,
        changes: &[10, 1_000],
        convoys: 2,
        fences: 60,
        rounds: 3,
        reporting: (Duration::from_millis(200), &[1, 8]),
        anchored: Duration::ZERO,
    };
}
