//! What the watch says of itself: how each movement is watched, and what of it is not. What nobody looks at must not look as if all
//! were well with it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use model::id::MovementId;
use watch::Unwatched;

/// How a movement is watched.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// What is not watched, and why.
    pub unwatched: Vec<Unwatched>,
    /// Whether something that the record or the tracks have of it cannot be read, so that less may be found than there is.
    pub is_blind: bool,
}

/// Where the post writes it, for whoever asks.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<Mutex<BTreeMap<MovementId, Standing>>>);

impl Board {
    /// How a movement is watched; `None` if it is not.
    #[must_use]
    pub fn of(&self, movement: MovementId) -> Option<Standing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&movement).cloned()
    }

    pub(super) fn write(&self, news: Vec<(MovementId, Option<Standing>)>) {
        if news.is_empty() {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (movement, standing) in news {
            match standing {
                Some(standing) => drop(all.insert(movement, standing)),
                None => drop(all.remove(&movement)),
            }
        }
    }
}
