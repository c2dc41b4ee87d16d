//! Seats: connections that have asked something. There are only so many; when all are taken, one on which the room waits
//! for its client makes way: it is between two requests, within a body that does not come to its end, or does not read its
//! answer. A connection that the room is about to answer, or a page that follows what changes, keeps its seat.

use std::{
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use lobby::{Lobby, Place};
use tokio::sync::Notify;

/// How many of those who made way may still be leaving. Ours: most leave at once; one that does not read the good-bye is cut
/// off soon after.
const LEAVING: usize = 512;

/// All of them.
#[derive(Clone, Debug)]
pub(super) struct Seats(Arc<Hall>);

#[derive(Debug)]
struct Hall {
    most: usize,
    taken: AtomicUsize,
    /// Those on which the room waits.
    idle: Lobby,
}

/// A connection's seat. It is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat(Arc<Seated>);

/// A connection with a seat, for those who answer its requests.
#[derive(Debug)]
pub(super) struct Seated {
    hall: Arc<Hall>,
    from: IpAddr,
    needed: Arc<Notify>,
    turn: Mutex<Turn>,
}

#[derive(Debug)]
struct Turn {
    /// How many of its requests are heard and not answered.
    working: usize,
    /// What it makes way from.
    idle: Option<Place>,
    left: bool,
}

/// One of its requests. Until it is heard out the room waits for the client.
#[derive(Debug)]
pub(super) struct Asked {
    seated: Arc<Seated>,
    heard: AtomicBool,
}

impl Seats {
    pub(super) fn of(most: usize) -> Seats {
        Seats(Arc::new(Hall { most, taken: AtomicUsize::new(0), idle: Lobby::of(usize::MAX) }))
    }

    /// A seat for a connection from an address, and whether another makes way for it; `None` if nobody can.
    pub(super) fn take(&self, from: IpAddr) -> Option<(Seat, bool)> {
        let hall = &self.0;
        let before = hall.taken.fetch_add(1, Ordering::Relaxed);
        let is_full = before >= hall.most;
        if is_full && !(before < hall.most + LEAVING && hall.idle.makes_way()) {
            hall.taken.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        let needed = Arc::default();
        let turn = Mutex::new(Turn { working: 0, idle: None, left: false });
        let seated = Seated { hall: Arc::clone(hall), from, needed, turn };
        seated.waits(&mut seated.turn());
        Some((Seat(Arc::new(seated)), is_full))
    }

    /// Has one that is idle make way though there may be seats. Whether there was one.
    pub(super) fn makes_way(&self) -> bool {
        self.0.idle.makes_way()
    }

    pub(super) fn taken(&self) -> usize {
        self.0.taken.load(Ordering::Relaxed)
    }
}

impl Seat {
    /// For those who answer its requests.
    pub(super) fn seated(&self) -> Arc<Seated> {
        Arc::clone(&self.0)
    }

    /// Ready when another needs it.
    pub(super) async fn is_needed(&self) {
        self.0.needed.notified().await;
    }

    /// Whether the room has heard a request that it has not answered.
    pub(super) fn is_working(&self) -> bool {
        self.0.turn().working > 0
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // Whoever still answers one of its requests answers nobody.
        let mut turn = self.0.turn();
        (turn.left, turn.idle) = (true, None);
        self.0.hall.taken.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Seated {
    /// It asks something.
    pub(super) fn asks(self: &Arc<Self>) -> Arc<Asked> {
        Arc::new(Asked { seated: Arc::clone(self), heard: AtomicBool::new(false) })
    }

    /// The room waits for it.
    fn waits(&self, turn: &mut Turn) {
        if !turn.left {
            turn.idle = Some(self.hall.idle.enter_telling(self.from, Arc::clone(&self.needed)).0);
        }
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asked {
    /// It was heard to its end: the room is to answer.
    pub(super) fn is_heard(&self) {
        if !self.heard.swap(true, Ordering::Relaxed) {
            let mut turn = self.seated.turn();
            turn.working += 1;
            turn.idle = None;
        }
    }
}

/// It was answered, or nobody waits for the answer.
impl Drop for Asked {
    fn drop(&mut self) {
        if *self.heard.get_mut() {
            let mut turn = self.seated.turn();
            turn.working -= 1;
            if turn.working == 0 {
                self.seated.waits(&mut turn);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: [u8; 4] = [198, 51, 100, 1];

    #[tokio::test]
    async fn when_all_seats_are_taken_who_is_idle_makes_way_and_who_is_answered_does_not() {
        let seats = Seats::of(2);
        let take = || seats.take(FROM.into());
        let [(working, _), (idle, _)] = [take().unwrap(), take().unwrap()];
        let asked = working.seated().asks();
        asked.is_heard();
        let (newer, made_way) = take().unwrap();
        assert!(made_way);
        idle.is_needed().await;
        // The newer one asks as well, and nobody is left to make way.
        let newer_asks = newer.seated().asks();
        newer_asks.is_heard();
        assert!(take().is_none() && working.is_working());
        drop(idle);
        assert_eq!(seats.taken(), 2, "who found no seat has none");
        // Answered, it waits for what is asked next.
        drop(asked);
        assert!(!working.is_working() && take().unwrap().1);
        working.is_needed().await;
    }

    #[test]
    fn who_answers_a_connection_that_has_left_brings_nobody_back() {
        let seats = Seats::of(1);
        let (seat, _) = seats.take(FROM.into()).unwrap();
        let asked = seat.seated().asks();
        asked.is_heard();
        drop(seat);
        drop(asked);
        assert_eq!(seats.taken(), 0);
        assert!(!seats.makes_way());
    }

    #[test]
    fn those_who_do_not_leave_do_not_become_more_and_more() {
        let seats = Seats::of(1);
        let all: Vec<_> = std::iter::from_fn(|| seats.take(FROM.into())).collect();
        assert_eq!(all.len(), 1 + LEAVING);
    }
}
