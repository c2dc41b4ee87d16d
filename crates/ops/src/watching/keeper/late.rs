//! How late a movement is, as long as it is: an open alert says what was so when it was raised, and a delay grows.
//!
//! What is known now stands on the board. It goes on the record where it has grown so much that whoever took the alert has not taken
//! that (`conduct::alert::Found::grows_at`), also by the clock alone: who is not seen at a point is later every minute.

use std::collections::BTreeMap;

use conduct::alert::{Found, Key};
use model::{Instant, Span, id::MovementId};
use watch::Ahead;

use super::{
    super::{followed::Followed, sources::Sources, told},
    AGAIN_AFTER, Keeper,
};

/// How often what lies ahead of those that moved is told. Ours, five seconds: it is told to the minute.
const TOLD_EVERY: Span = Span::seconds(5);

impl<S: Sources> Keeper<S> {
    /// What lies ahead of the movements that moved since it was told last, `None` of those that nobody follows any more; nothing at all
    /// if it was told a moment ago.
    pub fn take_ahead(&mut self) -> Option<Vec<(MovementId, Option<Ahead>)>> {
        if self.now < self.tells_ahead {
            return None;
        }
        self.tells_ahead = self.now.saturating_add(TOLD_EVERY);
        let moved = std::mem::take(&mut self.moved_on).into_iter();
        Some(moved.map(|id| (id, self.followed.get(&id).and_then(Followed::ahead))).collect())
    }

    /// When its delay has grown so much that it goes on the record, if nothing is heard until then.
    pub(super) fn grows_at(&self, id: MovementId) -> Option<Grows> {
        let late = told::late_at(&self.followed.get(&id)?.late()?, self.now)?;
        let mut known = self.state.alerts_about(id).filter_map(|(_, alert)| alert.found.as_ref());
        let grown = known.find(|known| known.key == late.key)?.grows_at()?;
        Some(match late.delay < grown {
            true => Grows::At(late.planned.saturating_add(grown)),
            false => Grows::Has(self.now.saturating_add(AGAIN_AFTER)),
        })
    }

    /// An open alert about being late is told what is so now.
    pub(super) fn grown(
        &self,
        followed: Option<&Followed>,
        open: &BTreeMap<&Key, &Found>,
        found: &mut BTreeMap<Key, Found>,
    ) {
        let late = followed.and_then(Followed::late).and_then(|late| told::late_at(&late, self.now));
        let Some(late) = late.filter(|late| open.contains_key(&late.key)) else { return };
        if let Some(found) = found.get_mut(&late.key).filter(|found| found.until.is_none()) {
            found.delay = found.delay.max(Some(late.delay));
        }
    }
}

/// When a delay has grown so much.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grows {
    /// Then.
    At(Instant),
    /// It has, and until the record has it, it is looked at again then.
    Has(Instant),
}
