//! The devices that may report and the movements they report of, as of the last commit.

use std::sync::Arc;

use conduct::{Event, State, What};
use model::Word;
use ops::{Audience, recovery::Worlds};
use tokio::sync::watch;

/// Hears what is committed in one world, and keeps what connections look at.
#[derive(Debug)]
pub struct Roll {
    world: Word,
    state: watch::Sender<Arc<State>>,
}

impl Roll {
    /// Of this world, as it was recovered.
    #[must_use]
    pub fn of(world: &Word, worlds: &Worlds) -> (Self, watch::Receiver<Arc<State>>) {
        let state = worlds.get(world).cloned().unwrap_or_default();
        let (state, seen) = watch::channel(Arc::new(state));
        (Roll { world: world.clone(), state }, seen)
    }
}

impl Audience for Roll {
    fn committed(&mut self, worlds: &Worlds, events: &[(u64, Word, Event)]) {
        // That somebody looked at something, or that a track was anchored, concerns no client.
        let silent = |what: &What| matches!(what, What::Seen { .. } | What::TrackSealed { .. });
        let ours = events.iter().any(|(_, world, event)| *world == self.world && !silent(&event.what));
        if let (true, Some(state)) = (ours, worlds.get(&self.world)) {
            self.state.send_replace(Arc::new(state.clone()));
        }
    }
}
