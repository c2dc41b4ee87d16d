//! Connections that have not said yet who they are.
//!
//! There are only so many places. A newcomer who finds none free takes that of whoever has dawdled longest: who means
//! to come in says who they are within seconds, so whoever holds places without doing so keeps nobody out, however many
//! they are.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

/// The most at a time. Ours: a handshake costs a few tens of kilobytes.
pub(super) const MOST: usize = 512;

/// The places.
#[derive(Clone, Debug, Default)]
pub(super) struct Lobby(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    next: u64,
    /// By when they came.
    all: VecDeque<(u64, oneshot::Sender<()>)>,
}

/// A place. It is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    lobby: Lobby,
    number: u64,
    made_way: Option<oneshot::Receiver<()>>,
}

impl Lobby {
    /// A place for a newcomer, and whether somebody made way for them.
    pub(super) fn enter(&self) -> (Place, bool) {
        let mut waiting = self.waiting();
        let longest = if waiting.all.len() < MOST { None } else { waiting.all.pop_front() };
        let is_crowded = longest.is_some();
        // Dropping their sender tells them.
        drop(longest);
        let number = waiting.next;
        waiting.next += 1;
        let (keeps, made_way) = oneshot::channel();
        waiting.all.push_back((number, keeps));
        (Place { lobby: self.clone(), number, made_way: Some(made_way) }, is_crowded)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Ready when a newcomer needs the place.
    pub(super) async fn is_needed(&mut self) {
        if let Some(made_way) = &mut self.made_way {
            let _ = made_way.await;
            self.made_way = None;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut waiting = self.lobby.waiting();
        if let Ok(at) = waiting.all.binary_search_by_key(&self.number, |(number, _)| *number) {
            waiting.all.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_dawdles_longest_makes_way_and_who_left_holds_no_place() {
        let lobby = Lobby::default();
        let mut all: Vec<_> = (0..MOST).map(|_| lobby.enter()).collect();
        assert!(all.iter().all(|(_, crowded)| !crowded));
        let (_newest, crowded) = lobby.enter();
        assert!(crowded);
        all[0].0.is_needed().await;
        drop(all.remove(0));
        assert_eq!(lobby.waiting().all.len(), MOST);
        drop(all.remove(0));
        assert!(!lobby.enter().1, "the place of one that left is free");
    }
}
