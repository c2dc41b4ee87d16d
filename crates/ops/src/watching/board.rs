//! What the watch says of itself: how each movement is watched, and what of it is not. What nobody looks at must not look as if all
//! were well with it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{Instant, Word, id::MovementId};
use watch::Unwatched;

/// How a movement is watched.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// What is not watched, and why.
    pub unwatched: Vec<Unwatched>,
    /// Vehicles of its order from which nothing can be heard: no rule says so of one of them while others report.
    pub unheard: Vec<Word>,
    /// Planned silences that hold wherever it is: from when until when.
    pub silent: Vec<(Instant, Instant)>,
    /// Whether something that the record or the tracks have of it cannot be read, so that less may be found than there is.
    pub is_blind: bool,
}

/// Where the post writes it, for whoever asks.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<Mutex<Written>>);

#[derive(Debug, Default)]
struct Written {
    standing: BTreeMap<MovementId, Standing>,
    news: BTreeSet<MovementId>,
}

impl Board {
    /// How a movement is watched; `None` if it is not.
    #[must_use]
    pub fn of(&self, movement: MovementId) -> Option<Standing> {
        self.written().standing.get(&movement).cloned()
    }

    /// The movements that are watched otherwise since this was asked last.
    #[must_use]
    pub fn take_news(&self) -> BTreeSet<MovementId> {
        std::mem::take(&mut self.written().news)
    }

    pub(super) fn write(&self, news: Vec<(MovementId, Option<Standing>)>) {
        if news.is_empty() {
            return;
        }
        let mut written = self.written();
        for (movement, standing) in news {
            written.news.insert(movement);
            match standing {
                Some(standing) => drop(written.standing.insert(movement, standing)),
                None => drop(written.standing.remove(&movement)),
            }
        }
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
