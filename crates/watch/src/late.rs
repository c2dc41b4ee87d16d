//! What comes late: put where it belongs, and what follows gone through again as far as it makes a difference.

use crate::{
    Taken, Watch,
    fold::MOST_OVER,
    kept::{Entry, Goes},
    latch::Over,
};

/// Late entries that are this close are gone through together. Ours: about as far as it takes until one makes no difference.
const TOGETHER: usize = 64;

/// Late entries that were put in and not yet gone through, in order of time.
#[derive(Debug, Default)]
pub(crate) struct Put {
    /// Where they are, those that are there instead of others left out.
    places: Vec<usize>,
    /// Where the first is, and its time.
    first: Option<(usize, i64)>,
    last: usize,
}

impl Put {
    fn add(&mut self, number: usize, at: i64, more: bool) {
        self.first.get_or_insert((number, at));
        self.last = number;
        if more {
            self.places.push(number);
        }
    }
}

impl Watch {
    /// Takes an entry in. What comes late is only put where it belongs: [`Watch::go_again`] is still to be called for it.
    pub(crate) fn put(&mut self, entry: Entry, put: &mut Put) -> Taken {
        if entry.at <= self.beyond {
            return Taken::Beyond;
        }
        match self.kept.goes(&entry) {
            Goes::Known => return Taken::Known,
            Goes::Before(number) if number == self.kept.entries.len() && entry.at >= self.state.at => {
                let late = self.go_again(put);
                self.append(entry);
                return late.unwrap_or(Taken::New);
            }
            Goes::Before(number) => {
                let late = self.go_on_from(number, put);
                self.kept.entries.insert(number, entry);
                put.add(number, entry.at, true);
                late
            }
            Goes::Instead(number) => {
                let late = self.go_on_from(number, put);
                self.kept.entries[number] = entry;
                put.add(number, entry.at, false);
                late
            }
        }
        .unwrap_or(Taken::Late(0))
    }

    /// What lies far before is gone through for itself: it soon makes no difference any more.
    fn go_on_from(&mut self, number: usize, put: &mut Put) -> Option<Taken> {
        if number > put.last + TOGETHER { self.go_again(put) } else { None }
    }

    /// Entries were put in before others, or instead of some: from the last state before the first of them everything is gone
    /// through again, until it has led to a state that it led to before. From there on nothing is different.
    pub(crate) fn go_again(&mut self, put: &mut Put) -> Option<Taken> {
        let Put { places, first, last } = std::mem::take(put);
        let (number, at) = first?;
        let start = self.kept.rewind(number, at);
        let begins = &self.kept.snapshots[start];
        let (from, over) = (begins.entries, begins.history);
        std::mem::swap(&mut self.state, &mut self.aside);
        self.state.clone_from(&begins.state);
        let before = self.history.split_off(over);
        self.kept.shift(start + 1, &places);
        // Of a history that is full it is not known what was left out.
        let comparable = over + before.len() < MOST_OVER;
        let mut next = start + 1;
        for entry in from..self.kept.entries.len() {
            if self.kept.snapshots.get(next).is_some_and(|snapshot| snapshot.entries == entry) {
                let there = &self.kept.snapshots[next];
                if comparable && entry > last && *there.state == self.state {
                    self.same_from(next, &before[there.history - over..]);
                    self.stir.overturned |=
                        !before.iter().map(Over::key).eq(self.history[over..].iter().map(Over::key));
                    return Some(Taken::Late(entry - from));
                }
                self.kept.keep_again(next, self.history.len(), &self.state);
                next += 1;
            } else if self.kept.keep_between(next, entry, self.history.len(), &self.state) {
                next += 1;
            }
            self.go_through(entry);
        }
        self.stir.overturned |= !before.iter().map(Over::key).eq(self.history[over..].iter().map(Over::key));
        Some(Taken::Late(self.kept.entries.len() - from))
    }

    /// From a kept state on everything is as it was, and what was over after it.
    fn same_from(&mut self, snapshot: usize, over: &[Over]) {
        std::mem::swap(&mut self.state, &mut self.aside);
        let (now, later) = (self.history.len(), &mut self.kept.snapshots[snapshot..]);
        let before = later.first().map_or(now, |first| first.history);
        for snapshot in later {
            snapshot.history = (snapshot.history - before + now).min(MOST_OVER);
        }
        self.history.extend_from_slice(over);
        self.history.truncate(MOST_OVER);
    }
}
