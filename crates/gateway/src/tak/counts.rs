//! What came over connections of TAK clients and what was turned away: for whoever runs the machine. Reports are counted
//! where they are taken in (`ops::track::Counts`), whichever way they came.

use std::sync::atomic::{AtomicU64, Ordering};

/// Something that is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counter {
    /// A connection was taken.
    Taken,
    /// One was refused because there are as many as there may be.
    Crowded,
    /// One that had not said who it is made way for a newer one.
    MadeWay,
    /// A handshake failed or took too long, or nobody said in time who they are.
    Stranger,
    /// A certificate or credential of no device that may report.
    NotEnrolled,
    /// A device connected anew, and its older connection was closed.
    Replaced,
    /// A device was revoked, or its time is over, and its connection was closed.
    Revoked,
    /// A connection that was silent for too long was closed.
    Silent,
    /// A client that reads too slowly was let go of.
    Slow,
    /// A connection was closed because nobody could say where its next event begins.
    Lost,
    /// A connection was closed because what it reported could not be kept.
    NotKept,
    /// An event that is none, or larger than is read; its connection went on.
    Refused,
    /// A position of somebody other than whose connection it is; passed over.
    OfAnother,
}

impl Counter {
    const ALL: [Counter; 13] = [
        Counter::Taken,
        Counter::Crowded,
        Counter::MadeWay,
        Counter::Stranger,
        Counter::NotEnrolled,
        Counter::Replaced,
        Counter::Revoked,
        Counter::Silent,
        Counter::Slow,
        Counter::Lost,
        Counter::NotKept,
        Counter::Refused,
        Counter::OfAnother,
    ];

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Counter::Taken => ("taken", "Connections of TAK clients that were taken."),
            Counter::Crowded => ("crowded", "Connections of TAK clients refused: too many."),
            Counter::MadeWay => ("made_way", "Connections that had not said who they are and made way."),
            Counter::Stranger => ("stranger", "Connections closed: a handshake failed or took too long."),
            Counter::NotEnrolled => ("not_enrolled", "Connections closed: of no device that may report."),
            Counter::Replaced => ("replaced", "Connections closed: the device connected anew."),
            Counter::Revoked => ("revoked", "Connections closed: the device may report no more."),
            Counter::Silent => ("silent", "Connections closed: silent for too long."),
            Counter::Slow => ("slow", "Connections closed: the client read too slowly."),
            Counter::Lost => ("lost", "Connections closed: what came was not Cursor on Target."),
            Counter::NotKept => ("not_kept", "Connections closed: what was reported could not be kept."),
            Counter::Refused => ("refused", "Events that are none, or too large."),
            Counter::OfAnother => ("of_another", "Positions of another than whose connection it is."),
        }
    }
}

/// What was counted so far.
#[derive(Debug, Default)]
pub struct Counts([AtomicU64; Counter::ALL.len()]);

/// One figure for a monitor: its name, what it is, how many.
pub type Figure = (String, &'static str, u64);

impl Counts {
    /// One more.
    pub fn one(&self, counter: Counter) {
        if let Some(cell) = self.0.get(counter as usize) {
            cell.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many so far.
    #[cfg(test)]
    pub(super) fn of(&self, counter: Counter) -> u64 {
        self.0[counter as usize].load(Ordering::Relaxed)
    }

    /// All of it, for a monitor.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        let of = |(counter, cell): (Counter, &AtomicU64)| {
            let (name, help) = counter.names();
            (format!("safeconduct_tak_{name}_total"), help, cell.load(Ordering::Relaxed))
        };
        Counter::ALL.into_iter().zip(&self.0).map(of).collect()
    }
}
