//! Calls of one device that go on, on the road or off it: a beacon that calls until somebody ends it on its client calls once.
//!
//! The watch of a movement holds every call and finds the same in whatever order they came. Here only the last of them are known: what
//! comes late may join calls to those after it, and never makes one begin that nobody knew of.

use model::Instant;
use watch::CALLS_APART;

/// From the first call to the last, none of them five minutes apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::watching::keeper) struct Run {
    since: Instant,
    last: Instant,
    /// Whether the client said that it is over: the next call begins another.
    is_ended: bool,
}

impl Run {
    pub fn begins(at: Instant) -> Self {
        Run { since: at, last: at, is_ended: false }
    }

    pub fn since(&self) -> Instant {
        self.since
    }

    /// Whether a call that is made now, or later, may go on with it.
    pub fn may_go_on(&self, now: Instant) -> bool {
        !self.is_ended && now < self.last.saturating_add(CALLS_APART)
    }

    /// It calls.
    pub fn hears(&mut self, at: Instant) {
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
    pub fn ends(&mut self, at: Instant) {
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
        assert_eq!(run.since(), at(0));
        run.hears(at(39 * 60 + 299));
        assert_eq!(run.since(), at(0));
        run.hears(at(39 * 60 + 299 + 300));
        assert_eq!(run.since(), at(39 * 60 + 599));
        run.ends(at(3000));
        assert_eq!(run.since(), at(39 * 60 + 599), "it ends nothing");
        assert!(!run.may_go_on(at(3000)));
        run.hears(at(3001));
        assert_eq!(run.since(), at(3001));
        assert!(run.may_go_on(at(3300)) && !run.may_go_on(at(3301)));
    }

    #[test]
    fn what_comes_late_joins_and_an_end_that_comes_late_parts() {
        let mut run = Run::begins(at(600));
        run.hears(at(400));
        assert_eq!(run.since(), at(400));
        run.hears(at(100));
        assert_eq!(run.since(), at(400), "five minutes before: another one");
        run.ends(at(500));
        assert_eq!(run.since(), at(600));
        run.hears(at(700));
        assert_eq!(run.since(), at(600));
    }
}
