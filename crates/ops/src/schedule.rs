//! What only time brings about: a clearance that lapses at 02:00, a party that was silent too long, a review that
//! is overdue. Nobody has to ask.

use std::time::Duration;

use conduct::{Act, Command, World};
use model::{Instant, Word};
use store::Store;

use crate::{Room, Submission, room::system};

impl<S: Store> Room<S> {
    /// How long nothing falls due, at most `longest`. Exercises and cases have clocks of their own, which whoever
    /// runs them sets.
    pub fn sleeps_for(&self, longest: Duration) -> Duration {
        match self.actual().filter_map(|(_, state)| state.next_due()).min() {
            None => longest,
            Some(due) => until(self.read_clock().wall, due).min(longest),
        }
    }

    /// The passing of time for the real world, if something is due there.
    #[must_use]
    pub fn due(&self) -> Vec<Submission> {
        let waiting: Vec<_> =
            self.actual().filter_map(|(world, state)| Some((world, state.next_due()?))).collect();
        if waiting.is_empty() {
            return Vec::new();
        }
        let now = self.read_clock().wall;
        waiting.into_iter().filter(|(_, due)| *due <= now).map(|(world, _)| passing(world)).collect()
    }

    /// The real world, if there is one.
    pub(crate) fn real_world(&self) -> Option<&Word> {
        self.actual().map(|(world, _)| world).next()
    }

    fn actual(&self) -> impl Iterator<Item = (&Word, &conduct::State)> {
        self.worlds().iter().filter(|(_, state)| state.world == World::Actual)
    }
}

/// The passing of time in a world.
pub(crate) fn passing(world: &Word) -> Submission {
    let by = system(world.clone());
    Submission::of(world.clone(), Command { by, act: Act::Advance })
}

fn until(now: Instant, due: Instant) -> Duration {
    u64::try_from(due.since(now).0).map_or(Duration::ZERO, Duration::from_micros)
}
