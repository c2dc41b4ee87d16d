//! What was heard, in order of time, and states from which to go on.
//!
//! States are kept close together where the latest reports are and farther apart the older they are, so that a report that
//! is late by a time makes about that time be gone through again, and the states are few.

use crate::fold::{Said, State};

/// So many reports between two states at least. Ours: a report that comes over a network is often behind the few that
/// other vehicles made in the same second.
const BETWEEN: usize = 8;
/// How many states are added before those are let go that are closer than their age needs. Ours: looking through them all
/// costs as much as adding one.
const ADDED: usize = 16;

/// Something heard, as it is kept. Ordered by when it was made, then by what it says: an order that does not depend on when
/// it came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Entry {
    pub at: i64,
    pub said: Said,
    pub reference: u64,
}

impl Entry {
    fn key(&self) -> (i64, Said) {
        (self.at, self.said)
    }
}

/// A state, before the entry of a number was gone through, and how much history there was. Small, because all are looked
/// through when one is added; what is large lies elsewhere.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub entries: usize,
    pub history: usize,
    /// Everything up to this moment was gone through.
    pub at: i64,
    pub state: Box<State>,
}

impl Snapshot {
    fn new(entries: usize, history: usize, state: &State) -> Self {
        Snapshot { entries, history, at: state.at, state: Box::new(state.clone()) }
    }

    fn set(&mut self, entries: usize, history: usize, state: &State) {
        (self.entries, self.history, self.at) = (entries, history, state.at);
        (*self.state).clone_from(state);
    }
}

/// Entries and states. The first state is before all entries that are still kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub entries: Vec<Entry>,
    pub snapshots: Vec<Snapshot>,
    /// Those that were let go are used again: their tables are of the right size.
    spare: Vec<Snapshot>,
    added: usize,
}

/// Where an entry goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Goes {
    /// It is there, by a number that is not higher.
    Known,
    /// Before the entry of this number; or it is the same one under a lower number, and is to be replaced.
    Before(usize),
    Instead(usize),
}

impl Kept {
    pub(crate) fn new(state: &State) -> Self {
        Kept { entries: Vec::new(), snapshots: vec![Snapshot::new(0, 0, state)], spare: Vec::new(), added: 0 }
    }

    /// All states, those that are to be used again included.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Snapshot> {
        self.snapshots.iter().chain(&self.spare)
    }

    pub(crate) fn goes(&self, entry: &Entry) -> Goes {
        if self.entries.last().is_none_or(|last| last.key() < entry.key()) {
            return Goes::Before(self.entries.len());
        }
        let number = self.entries.partition_point(|other| other.key() < entry.key());
        match self.entries.get(number) {
            Some(other) if other.key() == entry.key() && other.reference <= entry.reference => Goes::Known,
            Some(other) if other.key() == entry.key() => Goes::Instead(number),
            _ => Goes::Before(number),
        }
    }

    /// Keeps a state if the last one is far enough behind, and lets go those that are closer than their age needs.
    pub(crate) fn keep(&mut self, entries: usize, history: usize, state: &State) {
        let Some(last) = self.snapshots.last() else { return };
        if entries < last.entries + BETWEEN {
            return;
        }
        self.added += 1;
        if self.added >= ADDED {
            self.added = 0;
            self.thin(entries);
        }
        let kept = self.kept(entries, history, state);
        self.snapshots.push(kept);
    }

    fn kept(&mut self, entries: usize, history: usize, state: &State) -> Snapshot {
        match self.spare.pop() {
            Some(mut spare) => {
                spare.set(entries, history, state);
                spare
            }
            None => Snapshot::new(entries, history, state),
        }
    }

    /// Lets go of states until none is closer to those beside it than an eighth of its age: going through again costs at most
    /// that much more than needed.
    fn thin(&mut self, now: usize) {
        let (all, mut stays) = (std::mem::take(&mut self.snapshots), Vec::new());
        let mut all = all.into_iter().peekable();
        while let Some(one) = all.next() {
            let before = stays.last().map(|before: &Snapshot| before.entries);
            match (before, all.peek()) {
                (Some(older), Some(newer)) if newer.entries - older <= (now - newer.entries) / 8 => {
                    if self.spare.len() < ADDED {
                        self.spare.push(one);
                    }
                }
                _ => stays.push(one),
            }
        }
        self.snapshots = stays;
    }

    /// The number of the last state at or before a time and a number of entries; of the first, if there is none. States that
    /// are neither before the entry nor after it are let go: the clock had run on when they were kept.
    pub(crate) fn rewind(&mut self, entries: usize, at: i64) -> usize {
        let fits = |snapshot: &Snapshot| snapshot.entries <= entries && snapshot.at <= at;
        let last = self.snapshots.iter().rposition(fits).unwrap_or(0);
        let after = self.snapshots.partition_point(|snapshot| snapshot.entries <= entries);
        self.snapshots.drain(last + 1..after.max(last + 1));
        last
    }

    /// So many entries were put in at these places, ascending: states after them have more before them.
    pub(crate) fn shift(&mut self, from: usize, places: &[usize]) {
        let mut more = 0;
        for snapshot in self.snapshots.get_mut(from..).unwrap_or_default() {
            // The place of one is after those put in before it.
            while places.get(more).is_some_and(|place| place - more < snapshot.entries) {
                more += 1;
            }
            snapshot.entries += more;
        }
    }

    /// Keeps a state between others that lie too far apart for their age: much that came late has come between them.
    pub(crate) fn keep_between(
        &mut self,
        number: usize,
        entries: usize,
        history: usize,
        state: &State,
    ) -> bool {
        let Some(last) = number.checked_sub(1).and_then(|last| self.snapshots.get(last)) else {
            return false;
        };
        let most = (BETWEEN * 2).max((self.entries.len() - entries) / 4);
        let far = entries - last.entries >= most;
        if far {
            let kept = self.kept(entries, history, state);
            self.snapshots.insert(number, kept);
        }
        far
    }

    /// Keeps what a state has become.
    pub(crate) fn keep_again(&mut self, number: usize, history: usize, state: &State) {
        if let Some(snapshot) = self.snapshots.get_mut(number) {
            snapshot.set(snapshot.entries, history, state);
        }
    }

    /// Forgets entries, if there are more than that, up to a state that leaves at least half of them.
    pub(crate) fn forget(&mut self, most: usize) {
        if self.entries.len() <= most {
            return;
        }
        let half = self.entries.len() - most / 2;
        let Some(first) =
            self.snapshots.iter().rposition(|snapshot| snapshot.entries <= half).filter(|first| *first > 0)
        else {
            return;
        };
        self.snapshots.drain(..first);
        let gone = self.snapshots[0].entries;
        self.entries.drain(..gone);
        for snapshot in &mut self.snapshots {
            snapshot.entries -= gone;
        }
    }
}
