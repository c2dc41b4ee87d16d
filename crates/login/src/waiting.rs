//! What was begun and is not finished: a bounded number, each for a while.

use std::collections::HashMap;

use model::Instant;
use store::Hash;

/// Beginnings by the hash of the token that continues them.
pub(crate) struct Waiting<T> {
    held: HashMap<Hash, (Instant, T)>,
    capacity: usize,
}

impl<T> Waiting<T> {
    pub(crate) fn new(capacity: usize) -> Waiting<T> {
        Waiting { held: HashMap::new(), capacity }
    }

    /// Holds something until a moment, in place of what this token had begun before. If there is no room, what
    /// would have ended soonest ends now.
    pub(crate) fn put(&mut self, token: Hash, value: T, until: Instant, now: Instant) {
        if self.held.len() >= self.capacity {
            self.held.retain(|_, (until, _)| now < *until);
        }
        if self.held.len() >= self.capacity {
            let soonest = self.held.iter().min_by_key(|(_, (until, _))| *until).map(|(token, _)| *token);
            soonest.and_then(|token| self.held.remove(&token));
        }
        self.held.insert(token, (until, value));
    }

    /// What was begun with this token, if it is not too late.
    pub(crate) fn get(&mut self, token: &Hash, now: Instant) -> Option<&mut T> {
        self.held.get_mut(token).filter(|(until, _)| now < *until).map(|(_, value)| value)
    }

    /// The same, for the one who finishes it.
    pub(crate) fn take(&mut self, token: &Hash, now: Instant) -> Option<T> {
        self.held.remove(token).filter(|(until, _)| now < *until).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000).unwrap()
    }

    fn token(n: u8) -> Hash {
        Hash([n; 32])
    }

    #[test]
    fn what_is_begun_is_finished_once_and_in_time() {
        let mut waiting = Waiting::new(2);
        waiting.put(token(1), 'a', at(10), at(0));
        assert_eq!(waiting.get(&token(1), at(9)), Some(&mut 'a'));
        assert_eq!(waiting.get(&token(2), at(9)), None);
        assert_eq!(waiting.get(&token(1), at(10)), None);
        assert_eq!(waiting.take(&token(1), at(9)), Some('a'));
        assert_eq!(waiting.take(&token(1), at(9)), None);
    }

    #[test]
    fn there_are_never_more_than_the_capacity() {
        let mut waiting = Waiting::new(2);
        waiting.put(token(1), 'a', at(30), at(0));
        waiting.put(token(2), 'b', at(20), at(0));
        waiting.put(token(3), 'c', at(40), at(0));
        assert_eq!(waiting.held.len(), 2);
        assert_eq!(waiting.get(&token(2), at(0)), None, "it would have ended soonest");
        waiting.put(token(4), 'd', at(50), at(35));
        assert_eq!(waiting.get(&token(3), at(35)), Some(&mut 'c'));
    }
}
