//! How many connections there are and what became of the others, for whoever runs the machine.

use std::{
    net::IpAddr,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use lobby::{Lobby, Notice, Place};

use super::{
    Bounds,
    seats::{Seat, Seats},
};

/// Something that is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Counter {
    /// A connection was taken.
    Taken,
    /// One that had asked nothing yet made way for a newer one.
    MadeWay,
    /// One that was seated and had nothing to say, or did not come to its end, made way.
    IdleMadeWay,
    /// One asked and found no seat: it was told to try again.
    NoSeat,
    /// A handshake failed or took too long.
    Stranger,
    /// One that asked nothing in time was closed.
    Silent,
    /// One in the clear from another machine was closed.
    InTheClear,
}

impl Counter {
    const ALL: [Counter; 7] = [
        Counter::Taken,
        Counter::MadeWay,
        Counter::IdleMadeWay,
        Counter::NoSeat,
        Counter::Stranger,
        Counter::Silent,
        Counter::InTheClear,
    ];

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Counter::Taken => ("taken", "Connections that were taken."),
            Counter::MadeWay => ("made_way", "Connections that had asked nothing yet and made way."),
            Counter::IdleMadeWay => ("idle_made_way", "Connections that had a seat, were idle and made way."),
            Counter::NoSeat => ("no_seat", "Connections that found no seat and were told to try again."),
            Counter::Stranger => ("stranger", "Connections closed: a handshake failed or took too long."),
            Counter::Silent => ("silent", "Connections closed: nothing was asked in time."),
            Counter::InTheClear => ("in_the_clear", "Connections closed: in the clear from elsewhere."),
        }
    }
}

/// What is counted of connections, and the places they have.
#[derive(Debug)]
pub struct Connections {
    pub(super) lobby: Lobby,
    pub(super) seats: Seats,
    /// That none can be taken.
    pub(super) shortage: Notice,
    crowd: Notice,
    full: Notice,
    counted: [AtomicU64; Counter::ALL.len()],
}

impl Default for Connections {
    fn default() -> Self {
        Connections::within(Bounds::default())
    }
}

impl Connections {
    pub(super) fn within(bounds: Bounds) -> Connections {
        Connections {
            lobby: Lobby::of(bounds.lobby),
            seats: Seats::of(bounds.seats),
            shortage: Notice::default(),
            crowd: Notice::default(),
            full: Notice::default(),
            counted: Default::default(),
        }
    }

    /// A place in the lobby for one that was taken.
    pub(super) fn enters(&self, from: IpAddr) -> Place {
        self.one(Counter::Taken);
        let (place, made_way) = self.lobby.enter(from);
        if made_way {
            self.one(Counter::MadeWay);
            if let Some(made_way) = self.crowd.again(Instant::now()) {
                tracing::warn!(made_way, "many connect and ask nothing: those that dawdle longest make way");
            }
        }
        place
    }

    /// A seat for one that asks; `None` if there is none.
    pub(super) fn seat_for(&self, from: IpAddr) -> Option<Seat> {
        let taken = self.seats.take(from);
        let is_full = match &taken {
            Some((_, false)) => return taken.map(|(seat, _)| seat),
            Some((_, true)) => Counter::IdleMadeWay,
            None => Counter::NoSeat,
        };
        self.one(is_full);
        if let Some(times) = self.full.again(Instant::now()) {
            tracing::warn!(
                times,
                "every seat is taken: idle connections make way, or newcomers are sent away"
            );
        }
        taken.map(|(seat, _)| seat)
    }

    /// One more.
    pub(super) fn one(&self, counter: Counter) {
        if let Some(cell) = self.counted.get(counter as usize) {
            cell.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// All of it, for a monitor: name, kind, what it is, how many.
    pub(crate) fn figures(&self) -> Vec<(String, &'static str, &'static str, u64)> {
        let (lobby, seated) = (self.lobby.count() as u64, self.seats.taken() as u64);
        let gauge = |name: &str, help, value| (format!("safeconduct_http_{name}"), "gauge", help, value);
        let mut figures = vec![
            gauge("open", "Connections that are open.", lobby + seated),
            gauge("in_the_lobby", "Connections that have asked nothing yet.", lobby),
        ];
        figures.extend(Counter::ALL.into_iter().zip(&self.counted).map(|(counter, cell)| {
            let (name, help) = counter.names();
            (format!("safeconduct_http_{name}_total"), "counter", help, cell.load(Ordering::Relaxed))
        }));
        figures
    }
}
