//! How many guesses there are.
//!
//! Every attempt counts as failed until it succeeds, so that many at once count as many. After a few free ones each
//! failure doubles the wait for the next, up to a quarter of an hour; each hour without one forgives one. An
//! account takes at most 17 guesses in its first hour and about 4 in each later one; OWASP's ASVS 4.0.3 (2.2.1)
//! allows 100.
//!
//! Counted are the name that is tried, known or not, and the address it comes from (of IPv6, the network of 64
//! bits that one customer has). Where an account signed in before, its attempts count apart from everybody else's:
//! a stranger who guesses all day does not keep the duty officer out of the room they work in, nor does a
//! neighbour behind the same address. An account has at most three such places: even then it is 68 an hour.
//!
//! All of it is in memory of a bounded size. When that is full, those with the fewest failures go: a flood of
//! invented names does not wash away the count of the one that is under attack.

use std::collections::HashMap;
use std::net::IpAddr;

use model::{Instant, Span};
use store::Hash;

/// Guesses at one name without a wait.
const FREE: u32 = 5;
/// The same from one address, which a whole office may share.
const FREE_FROM_ADDRESS: u32 = 20;
/// The first wait; each failure doubles it.
const FIRST_WAIT: Span = Span::seconds(1);
/// The longest wait.
const LONGEST_WAIT: Span = Span::minutes(15);
/// The time without failure that forgives one.
const FORGIVES: Span = Span::hours(1);
/// How many counts are kept: some ten megabytes at most.
const CAPACITY: usize = 65_536;
/// In how many places an account counts apart.
const PLACES: usize = 3;

/// Failures beyond the free ones that still lengthen the wait: `FIRST_WAIT` doubled ten times is the longest. More
/// are not counted, or forgiving them would take days.
const LENGTHEN: u32 = 10;

/// Counts attempts.
pub(crate) struct Throttle {
    failures: HashMap<Key, Failures>,
    /// Where names signed in, the latest last.
    places: HashMap<Hash, Vec<Place>>,
    capacity: usize,
}

/// An attempt that was counted.
pub(crate) struct Attempt {
    name: Hash,
    place: Place,
    keys: Vec<Key>,
}

/// One customer's addresses.
type Place = IpAddr;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    /// Somebody's PIN, by who they are: who types it is signed in.
    Pin([u8; 16]),
    Name(Hash),
    NameAt(Hash, Place),
    From(Place),
}

impl Key {
    fn free(self) -> u32 {
        if matches!(self, Key::From(_)) { FREE_FROM_ADDRESS } else { FREE }
    }
}

struct Failures {
    count: u32,
    last: Instant,
}

impl Throttle {
    pub(crate) fn new() -> Throttle {
        Throttle { failures: HashMap::new(), places: HashMap::new(), capacity: CAPACITY }
    }

    /// Counts an attempt, or says when there may be another.
    pub(crate) fn attempt(&mut self, name: &str, from: IpAddr, now: Instant) -> Result<Attempt, Instant> {
        let (name, place) = (Hash::of(name.as_bytes()), place(from));
        let known = self.places.get(&name).is_some_and(|places| places.contains(&place));
        let keys =
            if known { vec![Key::NameAt(name, place)] } else { vec![Key::Name(name), Key::From(place)] };
        let waits = keys.iter().filter_map(|key| self.failures.get(key)?.wait(*key, now));
        if let Some(until) = waits.max() {
            return Err(until);
        }
        keys.iter().for_each(|key| self.count(*key, now));
        Ok(Attempt { name, place, keys })
    }

    /// Counts an attempt at somebody's PIN, or says when there may be another.
    pub(crate) fn attempt_at_pin(&mut self, person: [u8; 16], now: Instant) -> Result<(), Instant> {
        let key = Key::Pin(person);
        if let Some(until) = self.failures.get(&key).and_then(|failures| failures.wait(key, now)) {
            return Err(until);
        }
        self.count(key, now);
        Ok(())
    }

    /// It was their PIN: what was tried before it is forgiven.
    pub(crate) fn was_pin(&mut self, person: [u8; 16]) {
        self.failures.remove(&Key::Pin(person));
    }

    /// It was no failure, but no success yet.
    pub(crate) fn was_right(&mut self, attempt: &Attempt) {
        for key in &attempt.keys {
            if let Some(failures) = self.failures.get_mut(key) {
                failures.count = failures.count.saturating_sub(1);
            }
        }
    }

    /// Somebody is in: from now on they count apart here. Nothing else is forgiven, because a stranger's guesses
    /// do not become fewer when the owner comes by.
    pub(crate) fn signed_in(&mut self, attempt: &Attempt) {
        if self.places.len() >= self.capacity && !self.places.contains_key(&attempt.name) {
            return;
        }
        let places = self.places.entry(attempt.name).or_default();
        places.retain(|place| *place != attempt.place);
        places.push(attempt.place);
        if places.len() > PLACES {
            places.remove(0);
        }
    }

    /// The account of this name is another one now: what was known of it is not known of the new one.
    pub(crate) fn forget(&mut self, name: &str) {
        let name = Hash::of(name.as_bytes());
        self.places.remove(&name);
    }

    fn count(&mut self, key: Key, now: Instant) {
        if self.failures.len() >= self.capacity && !self.failures.contains_key(&key) {
            self.make_room(now);
        }
        let failures = self.failures.entry(key).or_insert(Failures { count: 0, last: now });
        let count = (failures.left(now) + 1).min(key.free() + LENGTHEN);
        *failures = Failures { count, last: now.max(failures.last) };
    }

    /// A sixteenth of all at once, so that a flood does not pay for looking through all of them each time.
    fn make_room(&mut self, now: Instant) {
        self.failures.retain(|_, failures| failures.left(now) > 0);
        let excess = (self.failures.len() + self.capacity / 16 + 1).saturating_sub(self.capacity);
        let mut fewest: Vec<(u32, Instant, Key)> =
            self.failures.iter().map(|(key, failures)| (failures.left(now), failures.last, *key)).collect();
        fewest.sort_unstable();
        for (_, _, key) in fewest.into_iter().take(excess) {
            self.failures.remove(&key);
        }
    }
}

impl Failures {
    /// How many are not forgiven yet.
    fn left(&self, now: Instant) -> u32 {
        let hours = now.since(self.last).0.max(0) / FORGIVES.0;
        self.count.saturating_sub(u32::try_from(hours).unwrap_or(u32::MAX))
    }

    /// The moment of the next attempt, if that is yet to come.
    fn wait(&self, key: Key, now: Instant) -> Option<Instant> {
        let beyond = self.left(now).checked_sub(key.free())?;
        let wait = (FIRST_WAIT.0 << beyond.min(LENGTHEN)).min(LONGEST_WAIT.0);
        Some(self.last.saturating_add(Span(wait))).filter(|until| now < *until)
    }
}

fn place(from: IpAddr) -> Place {
    match from.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests;
