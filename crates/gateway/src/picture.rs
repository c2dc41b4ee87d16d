//! What waits, as of the last commit.

use std::sync::Arc;

use conduct::{Event, State, What};
use model::Word;
use ops::{Audience, recovery::Worlds};
use tokio::sync::watch;

/// Hears what is committed, and keeps what the carrier looks at.
#[derive(Debug)]
pub struct Postbox {
    world: Word,
    state: watch::Sender<Arc<State>>,
}

impl Postbox {
    /// Of this world, as it was recovered. Exercises and cases are other worlds: nothing of theirs is looked at.
    #[must_use]
    pub fn of(world: &Word, worlds: &Worlds) -> (Self, watch::Receiver<Arc<State>>) {
        let state = worlds.get(world).cloned().unwrap_or_default();
        let (state, seen) = watch::channel(Arc::new(state));
        (Postbox { world: world.clone(), state }, seen)
    }
}

impl Audience for Postbox {
    fn committed(&mut self, worlds: &Worlds, events: &[(u64, Word, Event)]) {
        let ours = events.iter().any(|(_, world, event)| *world == self.world && concerns(&event.what));
        if let (true, Some(state)) = (ours, worlds.get(&self.world)) {
            self.state.send_replace(Arc::new(state.clone()));
        }
    }
}

/// Whether what is to be sent, or where, may be another after this.
fn concerns(what: &What) -> bool {
    matches!(
        what,
        What::MessagesDue { .. }
            | What::MessageDelivered { .. }
            | What::MessageFailed { .. }
            | What::AddressSet { .. }
            | What::AddressDropped { .. }
            | What::PersonDismissed { .. }
    )
}
