//! Who looks after those who are connected: closes the connections of devices that may report no more, and sees that each
//! is told what there is to tell.
//!
//! That a device was revoked takes effect at once. What is told is put together once a second at most, for everybody together and on a
//! thread of its own: drawing a way reads a network's file.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
    sync::Arc,
    time::Duration,
};

use conduct::{State, movement::Planned};
use links::cot::Event;
use model::{Instant, Path, Span, Value, id::MovementId};
use words::Language;

use super::{
    Desk, alarms,
    concerned::{self, Index},
    tidings::{self, Tidings},
    way,
};

/// How often it is looked whether there is something to tell, and for devices whose time is over.
const RHYTHM: Duration = Duration::from_secs(1);
/// How often everything is put together anew though nothing was committed: a movement's hour comes near by itself. Ours.
const ANEW: Span = Span::seconds(30);
/// The most movements that a device is told of at a time. Ours: a vehicle on the road has one, and may be ordered for the next.
const MOST_MOVEMENTS: usize = 2;

/// Looks after everybody, until this is dropped.
pub(super) async fn usher(desk: Arc<Desk>) {
    let (mut state, mut rhythm) = (desk.state.clone(), tokio::time::interval(RHYTHM));
    let mut board = Board::default();
    loop {
        let is_time = tokio::select! {
            changed = state.changed() => match changed {
                Ok(()) => false,
                Err(_) => return,
            },
            _ = rhythm.tick() => true,
        };
        let seen = Arc::clone(&state.borrow_and_update());
        desk.seats.vacate(&seen, desk.now());
        if is_time {
            let desk = Arc::clone(&desk);
            let looked = tokio::task::spawn_blocking(move || {
                board.tell(&desk, &seen);
                board
            });
            // What came to grief over one picture of the room begins anew with the next.
            board = looked.await.unwrap_or_default();
        }
    }
}

/// What was put together last, and of what.
#[derive(Default)]
struct Board {
    of: Option<Arc<State>>,
    at: Option<Instant>,
    /// Which movements concern whom.
    index: Index,
    /// Ways that were drawn, each as it was planned, and with what its order said of its points.
    ways: BTreeMap<MovementId, Known>,
}

/// A way that was drawn, and of what.
struct Known {
    planned: Planned,
    said: Vec<(Path, Value)>,
    drawn: Arc<atlas::Drawn>,
}

impl Board {
    fn tell(&mut self, desk: &Desk, state: &Arc<State>) {
        let now = desk.now();
        let is_same = self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, state));
        let is_anew = !is_same || self.at.is_none_or(|at| now.since(at) >= ANEW);
        let seated = desk.seats.seated(is_anew);
        if seated.is_empty() {
            return;
        }
        if is_anew {
            (self.of, self.at) = (Some(Arc::clone(state)), Some(now));
            self.index = Index::of(state, now);
            let is_told =
                |id: &MovementId| state.movement(*id).is_some_and(|it| concerned::is_told(state, it, now));
            self.ways.retain(|id, _| is_told(id));
        }
        // A convoy has many devices, one way and the same alerts: each is looked at once a round, alerts once in each language.
        let mut alarms: Once<(MovementId, Language), Arc<[Event]>> = Once::default();
        let mut ways: Once<MovementId, Option<Arc<atlas::Drawn>>> = Once::default();
        for device in seated {
            let Some(enrolled) = state.devices.get(&device) else { continue };
            let words = tidings::words_of(enrolled);
            let concerned = self.index.naming(&enrolled.serves);
            let mut told = Tidings::default();
            let ahead = concerned.ahead.iter().filter_map(|id| state.movement(*id));
            let own = ahead.filter(|it| !access::told_to(state, enrolled, it, now).is_empty());
            for movement in own.take(MOST_MOVEMENTS) {
                let way = ways.of(movement.id, || self.way(desk, state, movement, now));
                let told_by = (&*desk.last, &desk.board);
                let alarms = alarms.of((movement.id, words.language()), || {
                    alarms::alarms(state, movement, told_by, words, now).into()
                });
                let of_it = (way.as_deref(), &*alarms);
                told.events.extend(tidings::tidings(state, enrolled, movement, of_it, now));
            }
            for movement in concerned.over.iter().filter_map(|id| state.movement(*id)) {
                let way = ways.of(movement.id, || self.way(desk, state, movement, now));
                told.over.extend(tidings::lies_there(state, movement, way.as_deref()));
            }
            desk.seats.tell(device, told);
        }
    }

    fn way(
        &mut self,
        desk: &Desk,
        state: &State,
        movement: &conduct::Movement,
        now: Instant,
    ) -> Option<Arc<atlas::Drawn>> {
        let planned = conduct::route_of(state, movement)?;
        let facts = conduct::dossier(state, movement).ok()?;
        let said = way::said(&facts, now);
        let known = self.ways.get(&movement.id).filter(|of| of.planned == *planned && of.said == said);
        if let Some(known) = known {
            return Some(Arc::clone(&known.drawn));
        }
        let drawn = Arc::new(way::drawn(&desk.atlas, planned, &facts, now));
        let known = Known { planned: planned.clone(), said, drawn: Arc::clone(&drawn) };
        self.ways.insert(movement.id, known);
        Some(drawn)
    }
}

/// What was made for each movement, or for whatever else, in one round.
struct Once<K, T>(HashMap<K, T>);

impl<K, T> Default for Once<K, T> {
    fn default() -> Self {
        Once(HashMap::new())
    }
}

impl<K: Eq + Hash, T: Clone> Once<K, T> {
    /// What was made for it, or is made now.
    fn of(&mut self, whose: K, make: impl FnOnce() -> T) -> T {
        self.0.entry(whose).or_insert_with(make).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_way_of_a_movement_is_made_once_for_all_its_seats_also_where_there_is_none() {
        let made = Cell::new(0);
        let mut ways: Once<MovementId, Option<u128>> = Once::default();
        for seat in 0..500_u128 {
            let movement = seat % 100;
            let way = ways.of(MovementId(Uuid::from_u128(movement)), || {
                made.set(made.get() + 1);
                (movement > 0).then_some(movement)
            });
            assert_eq!(way, (movement > 0).then_some(movement));
        }
        assert_eq!(made.get(), 100);
    }
}
