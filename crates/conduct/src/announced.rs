//! Closures and no-go areas that are announced before they begin: whether one holds while a movement passes it.
//!
//! Road works of tomorrow are no reason to refuse today's movement, and the best of reasons to refuse tomorrow's. What
//! counts is whether the danger holds at the hours at which the movement is on what it touches. These are on the record
//! since the danger was announced or the way was planned, counted from departure, so that nobody reads a map again.
//!
//! A danger that already held when it was reported is no matter of hours: somebody found the road closed, and it is closed
//! until that is over.

use std::collections::BTreeSet;

use model::{Instant, Span};
use roads::chart::{Chart, Vehicle};
use serde::{Deserialize, Serialize};

use crate::danger::Reported;

/// How much earlier than planned a movement may come to a place. Ours: half an hour, for a way that is planned at what a
/// car drives is hardly driven faster.
pub const EARLY: Span = Span::minutes(30);
/// How much later than planned a movement may come to a place, beside taking twice as long to drive there. Ours: two
/// hours; a convoy leaves late, drives slower than a car, and halts.
pub const LATE: Span = Span::hours(2);

/// When a movement is on what a danger touches of its way, counted from its departure: from where it first comes to it
/// until it has passed the last of it. What lies between two stretches that are touched counts with them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// After how many microseconds it comes to it.
    pub enters_us: u64,
    /// After how many microseconds it has passed.
    pub leaves_us: u64,
}

/// When a movement departs, as far as that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leaves {
    /// Nobody said, or it was seen on the road and nobody knows since when.
    Unknown,
    /// It waits, and is to leave no earlier than the one and no later than the other.
    Between(Instant, Instant),
    /// It left then, and is under way.
    Left(Instant),
}

/// What a danger that was announced is to a movement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// It may hold while the movement passes.
    Yes,
    /// It does not while the movement leaves as its order says, but from this moment on: who has not left by then, or is
    /// still under way, may meet it.
    From(Instant),
    /// It is over before the movement comes there.
    No,
}

impl Holds {
    /// Whether it may meet the danger, as things stand at that moment.
    #[must_use]
    pub fn is_so(self, now: Instant) -> bool {
        match self {
            Holds::Yes => true,
            Holds::From(moment) => moment <= now,
            Holds::No => false,
        }
    }
}

impl Passage {
    /// Along a way that drives these arcs over a network; `None` if it passes none of these stretches.
    #[must_use]
    pub fn along(chart: &Chart, arcs: &[u32], vehicle: &Vehicle, stretches: &BTreeSet<u32>) -> Option<Self> {
        let (mut at, mut passage) = (0_u64, None);
        for &arc in arcs {
            let until = at.saturating_add(chart.driving_time(arc, vehicle));
            let stretch = chart.drives().get(arc as usize).map(|drive| drive >> 1);
            if stretch.is_some_and(|stretch| stretches.contains(&stretch)) {
                let enters_us = passage.map_or(at, |before: Passage| before.enters_us);
                passage = Some(Passage { enters_us, leaves_us: until });
            }
            at = until;
        }
        passage
    }

    /// The earliest it comes to it, of one that leaves then.
    fn first(self, leaves: Instant) -> Instant {
        let after = i64::try_from(self.enters_us).unwrap_or(i64::MAX);
        leaves.saturating_add(Span(after.saturating_sub(EARLY.0)))
    }

    /// How long after departure it may still be there.
    fn longest(self) -> Span {
        let driving = i64::try_from(self.leaves_us).unwrap_or(i64::MAX);
        Span(driving.saturating_mul(2).saturating_add(LATE.0))
    }
}

impl Reported {
    /// Whether it closes roads and was announced before it began.
    #[must_use]
    pub fn is_announced(&self) -> bool {
        self.danger.closes() && self.danger.since() > self.at
    }

    /// What it is to a movement that passes it so, if it was announced: where its hour is not known, the danger counts as
    /// soon as it is.
    #[must_use]
    pub fn holds(&self, passage: Option<Passage>, leaves: Leaves) -> Holds {
        let Some(passage) = passage else { return Holds::Yes };
        let (earliest, latest) = match leaves {
            Leaves::Unknown => return Holds::Yes,
            Leaves::Between(earliest, latest) => (earliest, latest),
            Leaves::Left(at) => (at, at),
        };
        let since = self.danger.since();
        if self.danger.ends().is_some_and(|ends| ends <= passage.first(earliest)) {
            Holds::No
        } else if since <= latest.saturating_add(passage.longest()) {
            Holds::Yes
        } else if matches!(leaves, Leaves::Left(_)) {
            Holds::From(since)
        } else {
            Holds::From(since.saturating_add(Span(-passage.longest().0)))
        }
    }

    /// Whether it holds at some time between these, as it was announced.
    #[must_use]
    pub fn is_within(&self, from: Instant, until: Instant) -> bool {
        self.danger.since() < until && self.danger.ends().is_none_or(|ends| ends > from)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

    use super::*;
    use crate::danger::Danger;

    const HOUR: u64 = 3_600_000_000;

    fn at(hour: i32) -> Instant {
        "2026-12-11T00:00:00Z".parse::<Instant>().unwrap().saturating_add(Span::hours(hour))
    }

    fn closure(from: i32, until: Option<i32>) -> Reported {
        let place = "34.93,72.88".parse().unwrap();
        let danger = Danger::Closure { place, within_mm: 1, from: at(from), until: until.map(at) };
        Reported { danger, by: "police".parse().unwrap(), at: at(0) }
    }

    /// Two hours of driving away, and an hour long.
    const THERE: Option<Passage> = Some(Passage { enters_us: 2 * HOUR, leaves_us: 3 * HOUR });

    #[test]
    fn a_danger_that_held_when_it_was_reported_was_not_announced() {
        assert!(!closure(0, None).is_announced() && closure(1, None).is_announced());
    }

    #[test]
    fn what_is_over_before_the_movement_comes_there_does_not_hold_and_what_begins_before_it_has_passed_does()
    {
        let leaves = Leaves::Between(at(10), at(10));
        assert_eq!(closure(8, Some(11)).holds(THERE, leaves), Holds::No);
        assert_eq!(
            closure(8, Some(12)).holds(THERE, leaves),
            Holds::Yes,
            "it may be there half an hour early"
        );
        // Twice three hours of driving, and two hours: 18:00.
        assert_eq!(closure(18, None).holds(THERE, leaves), Holds::Yes);
        assert_eq!(closure(20, None).holds(THERE, leaves), Holds::From(at(12)));
    }

    #[test]
    fn who_leaves_at_the_moment_from_which_a_danger_counts_meets_it_and_who_leaves_before_does_not() {
        let later = closure(20, Some(22));
        let Holds::From(moment) = later.holds(THERE, Leaves::Between(at(1), at(1))) else { panic!() };
        let before = moment.saturating_add(Span(-1));
        assert_eq!(later.holds(THERE, Leaves::Between(moment, moment)), Holds::Yes);
        assert_eq!(later.holds(THERE, Leaves::Between(before, before)), Holds::From(moment));
    }

    #[test]
    fn who_is_still_under_way_when_it_begins_meets_it() {
        assert_eq!(closure(20, None).holds(THERE, Leaves::Left(at(10))), Holds::From(at(20)));
        assert_eq!(closure(17, None).holds(THERE, Leaves::Left(at(10))), Holds::Yes);
        assert_eq!(closure(9, Some(11)).holds(THERE, Leaves::Left(at(10))), Holds::No);
    }

    #[test]
    fn where_the_hour_or_the_place_on_the_way_is_unknown_it_counts_as_soon_as_it_is_announced() {
        assert_eq!(closure(500, None).holds(THERE, Leaves::Unknown), Holds::Yes);
        assert_eq!(closure(500, None).holds(None, Leaves::Left(at(1))), Holds::Yes);
    }

    #[test]
    fn of_a_day_every_hour_counts() {
        let day = Leaves::Between(at(0), at(24));
        assert_eq!(closure(31, Some(33)).holds(THERE, day), Holds::Yes);
        assert_eq!(closure(40, Some(43)).holds(THERE, day), Holds::From(at(32)));
    }
}
