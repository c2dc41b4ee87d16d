//! What may become a finding, is one, or was one.
//!
//! Nothing here waits for a clock. Whatever makes something a finding after a time says beforehand *when* that will be
//! (`due`); whatever ends it says when. So a finding is there at a moment if it is due by then and was not ended, and how
//! often somebody looked in between makes no difference.

use std::borrow::Borrow;

use crate::Rule;

/// No report.
const NONE: u64 = u64::MAX;

/// No estimate.
pub(crate) const UNKNOWN: i64 = i64::MIN;

/// About which part of the order, by numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    Whole,
    /// How many points are passed.
    Leg(u16),
    Point(u16),
    Fence(u32),
    /// Which area to stay in.
    Within(u16),
    /// Ahead and behind.
    Gap(u16, u16),
    Device(u16),
    /// A device that no order names, by its place among those that called.
    Caller(u16),
    Silence(u16),
}

/// Something held against a vehicle or the movement. Times in microseconds since 1970.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Held {
    pub since: i64,
    pub due: i64,
    pub last: i64,
    pub part: Part,
    /// A distance, a duration, or a time of arrival.
    pub amount: i64,
    /// The first report, the one that confirmed it and the last.
    evidence: [u64; 3],
}

/// What is over. `subject` is a vehicle's number; `None` is the movement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Over {
    pub rule: Rule,
    pub subject: Option<u16>,
    pub held: Held,
    pub until: i64,
}

/// What makes a finding another one: what about, since when, and when it was found.
pub(crate) type Key = (Rule, Option<u16>, Part, i64, i64);

impl Over {
    /// And when it ended.
    pub(crate) fn key(&self) -> (Key, i64) {
        (self.held.key(self.rule, self.subject), self.until)
    }
}

impl Held {
    pub(crate) fn key(&self, rule: Rule, subject: Option<u16>) -> Key {
        (rule, subject, self.part, self.since, self.due)
    }

    /// Since a moment, shown by a report, a finding from `due` on.
    pub(crate) fn new(since: i64, due: i64, part: Part, reference: u64) -> Self {
        Held { since, due, last: since, part, amount: 0, evidence: [reference, NONE, NONE] }
    }

    /// Since a moment, shown by nobody having said anything.
    pub(crate) fn unheard(since: i64, due: i64, part: Part) -> Self {
        Held::new(since, due, part, NONE)
    }

    pub(crate) fn of(self, amount: u64) -> Self {
        Held { amount: i64::try_from(amount).unwrap_or(i64::MAX), ..self }
    }

    /// Arriving then, or nobody knows when. In microseconds since 1970.
    pub(crate) fn arriving(self, estimate: Option<i64>) -> Self {
        Held { amount: estimate.unwrap_or(UNKNOWN), ..self }
    }

    /// Another report shows it.
    pub(crate) fn again(&mut self, at: i64, reference: u64) {
        self.last = at;
        if self.evidence[1] == NONE {
            self.evidence[1] = reference;
        } else {
            self.evidence[2] = reference;
        }
    }

    /// It is that much at its worst.
    pub(crate) fn at_least(&mut self, amount: u64) {
        self.amount = self.amount.max(i64::try_from(amount).unwrap_or(i64::MAX));
    }

    /// It is that little at its worst.
    pub(crate) fn at_most(&mut self, amount: u64) {
        self.amount = self.amount.min(i64::try_from(amount).unwrap_or(i64::MAX));
    }

    /// Another report settles it: from now on it is a finding.
    pub(crate) fn confirm(&mut self, at: i64) {
        self.due = self.due.min(at);
    }

    /// Ascending, none twice.
    pub(crate) fn evidence(&self) -> Vec<u64> {
        let mut evidence: Vec<u64> =
            self.evidence.iter().copied().filter(|reference| *reference != NONE).collect();
        evidence.sort_unstable();
        evidence.dedup();
        evidence
    }
}

/// Ends it at a moment. It stays in the history if it was a finding before.
pub(crate) fn end<H: Borrow<Held>>(
    slot: &mut Option<H>,
    rule: Rule,
    subject: Option<u16>,
    at: i64,
    history: &mut Vec<Over>,
) {
    if let Some(held) = slot.take().as_ref().map(|held| *held.borrow())
        && held.due < at
    {
        history.push(Over { rule, subject, held, until: at });
    }
}
