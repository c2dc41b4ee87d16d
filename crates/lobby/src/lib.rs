//! Who makes way when it is crowded? Connections that dawdle: those that have not said yet who they are or what they want,
//! and those that have nothing to say at the moment.
//!
//! There are only so many places. A newcomer who finds none free is given that of whoever has dawdled longest, of the
//! address that holds the most places. So a storm from one address drives out itself and nobody else, however fast it
//! comes, and who needs half a second for a handshake over a bad line has it. Where every address holds as many, the
//! longest dawdler makes way whoever it is: who means to come in does so within seconds. Many honest telephones behind
//! one address of their network are one address here; they are let in like any other as long as there is room.
//!
//! | module | its subject |
//! |---|---|
//! | [`neighbours`] | which addresses count as one |
//! | [`notice`] | saying that it is crowded, without flooding a log |

pub mod neighbours;
pub mod notice;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

pub use neighbours::Neighbours;
pub use notice::Notice;

/// The places.
#[derive(Clone, Debug)]
pub struct Lobby(Arc<Mutex<Waiting>>);

#[derive(Debug)]
struct Waiting {
    most: usize,
    next: u64,
    count: usize,
    /// By address, and there by when they came: whom to tell that their place is needed.
    of: BTreeMap<Neighbours, BTreeMap<u64, Arc<Notify>>>,
    /// Who makes way comes last: the address with the most places, and of those alike the one whose oldest place is older.
    by_weight: BTreeSet<(usize, Reverse<u64>, Neighbours)>,
}

/// A place. It is given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    lobby: Lobby,
    number: u64,
    of: Neighbours,
    needed: Arc<Notify>,
}

impl Lobby {
    /// With so many places.
    #[must_use]
    pub fn of(most: usize) -> Lobby {
        let (of, by_weight) = (BTreeMap::new(), BTreeSet::new());
        Lobby(Arc::new(Mutex::new(Waiting { most, next: 0, count: 0, of, by_weight })))
    }

    /// A place for a newcomer from an address, and whether somebody made way for them.
    pub fn enter(&self, from: IpAddr) -> (Place, bool) {
        self.enter_telling(from, Arc::default())
    }

    /// The same; once the place is needed, `needed` is told.
    pub fn enter_telling(&self, from: IpAddr, needed: Arc<Notify>) -> (Place, bool) {
        let of = Neighbours::of(from);
        let mut waiting = self.waiting();
        let is_crowded = waiting.count >= waiting.most && waiting.makes_way();
        let number = waiting.next;
        waiting.next += 1;
        waiting.change(of, |places| drop(places.insert(number, Arc::clone(&needed))));
        drop(waiting);
        (Place { lobby: self.clone(), number, of, needed }, is_crowded)
    }

    /// Has one make way though there may be room: something else than places runs short. Whether there was one.
    #[must_use]
    pub fn makes_way(&self) -> bool {
        self.waiting().makes_way()
    }

    /// How many have a place.
    #[must_use]
    pub fn count(&self) -> usize {
        self.waiting().count
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn makes_way(&mut self) -> bool {
        let Some(&(_, Reverse(oldest), of)) = self.by_weight.last() else { return false };
        self.change(of, |places| {
            if let Some(needed) = places.remove(&oldest) {
                needed.notify_one();
            }
        });
        true
    }

    /// Changes the places of an address, and what it weighs.
    fn change(&mut self, of: Neighbours, how: impl FnOnce(&mut BTreeMap<u64, Arc<Notify>>)) {
        let places = self.of.entry(of).or_default();
        if let Some(weight) = weight(of, places) {
            self.by_weight.remove(&weight);
            self.count -= weight.0;
        }
        how(places);
        match weight(of, places) {
            Some(weight) => {
                self.by_weight.insert(weight);
                self.count += weight.0;
            }
            None => drop(self.of.remove(&of)),
        }
    }
}

fn weight(of: Neighbours, places: &BTreeMap<u64, Arc<Notify>>) -> Option<(usize, Reverse<u64>, Neighbours)> {
    places.first_key_value().map(|(oldest, _)| (places.len(), Reverse(*oldest), of))
}

impl Place {
    /// Ready when a newcomer needs the place. It is to be waited for by one task, and is ready once.
    pub async fn is_needed(&self) {
        self.needed.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.lobby.waiting().change(self.of, |places| drop(places.remove(&self.number)));
    }
}

#[cfg(test)]
mod tests;
