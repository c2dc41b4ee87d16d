//! Those who guess: each has one idea of a habit.

use std::collections::BTreeMap;

/// An idea of what comes next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Guesser {
    /// The one taken most often so far; of equals the one taken last.
    Commonest,
    /// The same as so many movements before: 1 is the same again, 7 of daily movements the same weekday.
    AsBefore(usize),
    /// What came most often after the one taken last.
    Following,
}

/// All of them, the simplest first. What none of them knows yet they take from the commonest.
pub(crate) const GUESSERS: [Guesser; 9] = [
    Guesser::Commonest,
    Guesser::AsBefore(1),
    Guesser::AsBefore(2),
    Guesser::AsBefore(3),
    Guesser::AsBefore(4),
    Guesser::AsBefore(5),
    Guesser::AsBefore(6),
    Guesser::AsBefore(7),
    Guesser::Following,
];

impl Guesser {
    /// What it guesses to come after these; nothing after nothing.
    pub(crate) fn guess(self, past: &[u32]) -> Option<u32> {
        let own = match self {
            Guesser::Commonest => None,
            Guesser::AsBefore(back) => past.len().checked_sub(back).map(|at| past[at]),
            Guesser::Following => past.last().and_then(|last| {
                let pairs = past.windows(2).filter(|pair| pair[0] == *last);
                commonest(pairs.map(|pair| pair[1]))
            }),
        };
        own.or_else(|| commonest(past.iter().copied()))
    }
}

fn commonest(choices: impl Iterator<Item = u32>) -> Option<u32> {
    let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (place, choice) in choices.enumerate() {
        let entry = counts.entry(choice).or_default();
        *entry = (entry.0 + 1, place);
    }
    counts.into_iter().max_by_key(|&(_, often)| often).map(|(choice, _)| choice)
}
