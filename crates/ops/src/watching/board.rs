//! What the watch says of itself: how each movement is watched, and what of it is not. What nobody looks at must not look as if all
//! were well with it. And what it knows of those on the road that is no alert and not on the record: when they will be where.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{Instant, Span, Word, id::MovementId};
use watch::{Ahead, Unwatched, late_by};

/// By how much an hour has to have moved until the pages are told. Ours: they show minutes.
const MOVED: Span = Span::minutes(1);

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
    ahead: BTreeMap<MovementId, Told>,
    news: BTreeSet<MovementId>,
    /// Whether the watch failed and does not watch again yet.
    has_failed: bool,
}

/// What lies ahead of a movement, and as the pages were told of it.
#[derive(Debug)]
struct Told {
    ahead: Ahead,
    told: Ahead,
}

/// How late a movement is at a point, as far as is known now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Late {
    /// How much later than planned it will be there, or is by now.
    pub by: Span,
    /// When it will be there, if anything is known to estimate it by.
    pub estimate: Option<Instant>,
}

impl Board {
    /// How a movement is watched; `None` if it is not.
    #[must_use]
    pub fn of(&self, movement: MovementId) -> Option<Standing> {
        self.written().standing.get(&movement).cloned()
    }

    /// What lies ahead of a movement, as far as is known now.
    #[must_use]
    pub fn ahead(&self, movement: MovementId, now: Instant) -> Option<Ahead> {
        self.written().ahead.get(&movement).map(|known| known.ahead.at(now))
    }

    /// How late a movement is at a point that lies ahead, as far as is known now; `None` if it is not.
    #[must_use]
    pub fn late(&self, movement: MovementId, point: &Word, now: Instant) -> Option<Late> {
        let ahead = self.ahead(movement, now)?;
        let expected = ahead.points.into_iter().find(|expected| expected.point == *point)?;
        let by = late_by(expected.planned?, expected.estimate, now);
        (by.0 > 0).then_some(Late { by, estimate: expected.estimate })
    }

    /// The movements that are watched otherwise since this was asked last.
    #[must_use]
    pub fn take_news(&self) -> BTreeSet<MovementId> {
        std::mem::take(&mut self.written().news)
    }

    /// Whether anybody watches: otherwise nothing that happens on the road is found, whatever is reported.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        !self.written().has_failed
    }

    /// Somebody watches, or nobody does: then nothing is said of any movement, and the pages are told.
    pub(super) fn keeps(&self, is_kept: bool) {
        let mut written = self.written();
        written.has_failed = !is_kept;
        if !is_kept {
            let Written { standing, ahead, news, .. } = &mut *written;
            news.extend(std::mem::take(standing).into_keys());
            news.extend(std::mem::take(ahead).into_keys());
        }
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

    /// Of these something else lies ahead, and it is so late now. By the clock alone whoever was not seen in time is later.
    pub fn goes_on(&self, ahead: Vec<(MovementId, Option<Ahead>)>, now: Instant) {
        let mut written = self.written();
        let Written { ahead: known, news, .. } = &mut *written;
        for (movement, ahead) in ahead {
            match (ahead, known.get_mut(&movement)) {
                (Some(ahead), Some(known)) => known.ahead = ahead,
                (Some(ahead), None) => {
                    known.insert(movement, Told { ahead, told: Ahead::default() });
                }
                (None, _) => drop(known.remove(&movement)),
            }
        }
        for (movement, Told { ahead, told }) in known {
            let now = ahead.at(now);
            if is_otherwise(&now, told) {
                *told = now;
                news.insert(*movement);
            }
        }
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether whoever was told what lay ahead is to be told again.
fn is_otherwise(now: &Ahead, told: &Ahead) -> bool {
    let moved = |a: Option<Instant>, b: Option<Instant>| match (a, b) {
        (Some(a), Some(b)) => a.since(b).0.abs() >= MOVED.0,
        _ => a != b,
    };
    let mut both = now.points.iter().zip(&told.points);
    now.points.len() != told.points.len()
        || both.any(|(now, told)| {
            (&now.point, now.planned) != (&told.point, told.planned) || moved(now.estimate, told.estimate)
        })
}

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;
