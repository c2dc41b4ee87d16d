//! A watch that fails begins anew.
//!
//! Reports go on being kept and answered whoever watches, so that nobody outside notices when nobody does. So it is said at once: of no
//! movement it says that it is watched, `/healthz` fails, the log names it. And another keeper begins from the record and the tracks,
//! which finds the same; what the last one had not handed in of calls for help is handed in by it. What makes it fail again and again is
//! not tried faster than a minute allows, and is never given up: meanwhile it may find what it finds before it fails, and the room is
//! not well until it watches.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant as Passed},
};

use super::{super::sources::Sources, Keeper, OnPost};

/// How long it rests after it failed a second time. Twice as long after each further one.
const PAUSE: Duration = Duration::from_secs(1);
/// How long it rests at most. Ours, a minute: reading everything again may take seconds, and nobody is to be unwatched for longer.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// Whoever watched for so long before failing begins anew at once. Ours, ten minutes.
const STEADY: Duration = Duration::from_mins(10);

impl<S: Sources> OnPost<S> {
    /// Until it is shut, whatever happens.
    pub(super) fn stays(mut self, mut keeper: Option<Keeper<S>>) {
        let mut failures = 0;
        while !self.is_shut {
            let began = Passed::now();
            if let Some(mut keeper) = keeper.take()
                && caught(|| self.watch(&mut keeper)).is_none()
            {
                self.calls.append(&mut keeper.take_calls());
            }
            if self.is_shut {
                return;
            }
            failures = if began.elapsed() >= STEADY { 1 } else { failures + 1 };
            self.desk.board.keeps(false);
            let pause = pause_after(failures);
            (self.desk.fails)(pause);
            self.rests(pause);
            keeper = self.begins();
        }
    }

    /// Somebody who watches the world as it stands now, if beginning to does not fail.
    pub(super) fn begins(&mut self) -> Option<Keeper<S>> {
        let latest = self.listening.ear.slate().state.take();
        self.desk.state = latest.unwrap_or_else(|| std::mem::take(&mut self.desk.state));
        self.busy.clear();
        self.resting.clear();
        let begins = || {
            let (sources, now) = ((self.desk.sources)(), (self.desk.time)());
            Keeper::after(sources, &self.desk.state, self.unheard, now)
        };
        let mut keeper = caught(begins)?;
        std::mem::take(&mut self.calls).into_iter().for_each(|call| keeper.not_heard(call));
        Some(keeper)
    }

    /// Lets so long pass. What is heard meanwhile is durable, and read when another begins.
    fn rests(&mut self, pause: Duration) {
        let until = Passed::now() + pause;
        while !self.is_shut {
            let left = until.saturating_duration_since(Passed::now());
            if left.is_zero() {
                return;
            }
            let next = self.listening.receive.recv_timeout(left);
            self.gathered(next);
        }
    }
}

/// At once after the first failure.
fn pause_after(failures: u32) -> Duration {
    match failures.checked_sub(2) {
        None => Duration::ZERO,
        Some(more) => PAUSE.saturating_mul(2_u32.saturating_pow(more)).min(LONGEST_PAUSE),
    }
}

/// Nothing that was left half done is used again but what was waiting to be handed in.
fn caught<T>(act: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(act)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_anew_at_once_and_then_ever_later_to_a_minute() {
        let seconds = (1..10).map(|failures| pause_after(failures).as_secs());
        assert_eq!(seconds.collect::<Vec<_>>(), [0, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(pause_after(u32::MAX), LONGEST_PAUSE);
    }
}
