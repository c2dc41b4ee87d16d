//! Calls of one device that go on, on the road or off it: a beacon that calls until somebody ends it on its client calls once.
//!
//! The watch of a movement holds every call and finds the same in whatever order they came. Here only the last of them are known: what
//! comes late may join calls to those after it, and never makes one begin that nobody knew of.

use std::collections::{BTreeMap, BTreeSet};

use model::{Instant, id::DeviceId};
use watch::CALLS_APART;

/// From so many devices that called on it is looked whose calls go on. Ours: more than call in most units.
const MANY: usize = 256;

/// What each device called last.
#[derive(Clone, Debug, Default)]
pub(in crate::watching::keeper) struct Runs {
    of: BTreeMap<DeviceId, Run>,
    /// How many were left when it was looked last whose calls go on.
    left: usize,
}

impl Runs {
    /// A device calls; since when it does. Forgotten are those that nothing goes on with any more and of which no open alert tells: `told`
    /// are those of which one does. That takes a look at every alert, so it is not done for each who calls but when there are twice as
    /// many as were left: whoever calls does not wait for it.
    pub fn hears(
        &mut self,
        device: DeviceId,
        at: Instant,
        now: Instant,
        told: impl FnOnce() -> BTreeSet<DeviceId>,
    ) -> Instant {
        if self.of.len() >= MANY.max(2 * self.left) && !self.of.contains_key(&device) {
            let told = told();
            self.of.retain(|device, run| run.may_go_on(now) || told.contains(device));
            self.left = self.of.len();
        }
        let run = self.of.entry(device).or_insert_with(|| Run::begins(at));
        run.hears(at);
        run.since
    }

    /// Its client says that it is over.
    pub fn ends(&mut self, device: DeviceId, at: Instant) {
        self.of.entry(device).and_modify(|run| run.ends(at));
    }
}

/// From the first call to the last, none of them five minutes apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Run {
    since: Instant,
    last: Instant,
    /// Whether the client said that it is over: the next call begins another.
    is_ended: bool,
}

impl Run {
    fn begins(at: Instant) -> Self {
        Run { since: at, last: at, is_ended: false }
    }

    /// Whether a call that is made now, or later, may go on with it.
    fn may_go_on(&self, now: Instant) -> bool {
        !self.is_ended && now < self.last.saturating_add(CALLS_APART)
    }

    /// It calls.
    fn hears(&mut self, at: Instant) {
        if at <= self.last {
            let joins = at.saturating_add(CALLS_APART) > self.since;
            self.since = if joins { self.since.min(at) } else { self.since };
        } else if self.is_ended || at >= self.last.saturating_add(CALLS_APART) {
            *self = Run::begins(at);
        } else {
            self.last = at;
        }
    }

    /// Its client says that it is over. What is known to have been called after that is another call.
    fn ends(&mut self, at: Instant) {
        if at >= self.last {
            self.is_ended = true;
        } else if at >= self.since {
            self.since = self.last;
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::*;

    fn at(second: i32) -> Instant {
        Instant::from_micros(1_790_000_000_000_000).unwrap().saturating_add(Span::seconds(second))
    }

    #[test]
    fn what_goes_on_is_one_call_and_what_comes_after_an_end_or_long_after_is_another() {
        let mut run = Run::begins(at(0));
        (1..40).for_each(|n| run.hears(at(n * 60)));
        assert_eq!(run.since, at(0));
        run.hears(at(39 * 60 + 299));
        assert_eq!(run.since, at(0));
        run.hears(at(39 * 60 + 299 + 300));
        assert_eq!(run.since, at(39 * 60 + 599));
        run.ends(at(3000));
        assert_eq!(run.since, at(39 * 60 + 599), "it ends nothing");
        assert!(!run.may_go_on(at(3000)));
        run.hears(at(3001));
        assert_eq!(run.since, at(3001));
        assert!(run.may_go_on(at(3300)) && !run.may_go_on(at(3301)));
    }

    #[test]
    fn what_comes_late_joins_and_an_end_that_comes_late_parts() {
        let mut run = Run::begins(at(600));
        run.hears(at(400));
        assert_eq!(run.since, at(400));
        run.hears(at(100));
        assert_eq!(run.since, at(400), "five minutes before: another one");
        run.ends(at(500));
        assert_eq!(run.since, at(600));
        run.hears(at(700));
        assert_eq!(run.since, at(600));
    }

    #[test]
    fn when_many_have_called_those_are_forgotten_that_nothing_goes_on_with_and_no_alert_tells_of() {
        let device = |n: usize| -> DeviceId { format!("{n:032x}").parse().unwrap() };
        let (mut runs, asked) = (Runs::default(), std::cell::Cell::new(0));
        let told = || {
            asked.set(asked.get() + 1);
            BTreeSet::from([device(0)])
        };
        for n in 0..MANY {
            runs.hears(device(n), at(0), at(0), told);
        }
        runs.hears(device(1), at(1), at(400), told);
        assert_eq!((runs.of.len(), asked.get()), (MANY, 0), "nobody is new");
        runs.hears(device(2), at(350), at(400), told);
        assert_eq!(runs.hears(device(MANY), at(400), at(400), told), at(400));
        let left: Vec<DeviceId> = runs.of.keys().copied().collect();
        assert_eq!((left, asked.get()), (vec![device(0), device(2), device(MANY)], 1));
        // All go on: who calls next does not have it looked again.
        for n in 0..2 * MANY {
            runs.hears(device(n), at(401), at(401), told);
        }
        assert_eq!((runs.of.len(), asked.get()), (2 * MANY, 2));
    }
}
