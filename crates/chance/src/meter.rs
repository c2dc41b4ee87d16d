//! How predictable have somebody's movements been?
//!
//! An attacker who watches learns habits: the usual road, every other day, the same as last time. So guessers
//! with exactly these ideas replay the past: before each movement each of them guesses, from those before it
//! alone, which choice will be taken. The rate of the best guesser is what an observer could have reached. NIST
//! SP 800-90B (2018), 6.3.7 to 6.3.9, judges random generators by predictors in this way; the guessers here are
//! simpler, because a sponsor has dozens of movements and not a million.
//!
//! Rates come with Wilson's score interval (Wilson 1927, "Probable inference"), which is honest where samples are few, at
//! 95% for all guessers together (Bonferroni). Where it is wider than half the scale the meter says that these
//! are too few to tell. Entropy, corrected for few samples (Miller 1955: plus (m-1)/2n nats, m choices seen in n
//! movements), says how evenly the choices were used; it knows nothing of order, and is shown beside the rate.

mod guess;

pub use guess::Guesser;

use std::collections::BTreeMap;

/// The whole, in millionths.
const ALL: f64 = 1e6;

/// The normal quantile of 1 - 0.05 / (2 × 9): nine guessers, each from both sides.
const DEVIATIONS: f64 = 2.772_921_3;

/// What the meter says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// How many movements were looked at.
    pub movements: usize,
    /// How many of the choices were ever taken.
    pub taken: usize,
    /// The guesser that was right most often, the simplest of equal ones, and how often; `None` without a
    /// movement to guess.
    pub best: Option<(Guesser, Rate)>,
    /// How evenly the choices were used, in thousandths: 1000 is all alike, 0 always the same one. `None` where there
    /// were not two to choose from, or no movement.
    pub evenness: Option<u32>,
}

/// How often a guesser was right.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Rate {
    /// Right guesses.
    pub right: usize,
    /// Guesses.
    pub of: usize,
    /// The lower end of the interval, in millionths.
    pub low: u32,
    /// The upper end, in millionths.
    pub high: u32,
}

/// What may be concluded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Conclusion {
    /// The interval is wider than half the scale.
    TooFewToTell,
    /// More predictable than if each choice were as likely as any other.
    Predictable,
    /// Nothing shows that it is more predictable than that. This is no promise: a habit none of the guessers
    /// knows may still be one.
    NothingFound,
}

impl Reading {
    /// What the reading amounts to, where there were `choices` to choose from.
    #[must_use]
    pub fn conclusion(&self, choices: u32) -> Conclusion {
        let Some((_, rate)) = self.best.filter(|(_, rate)| rate.high - rate.low <= 500_000) else {
            return Conclusion::TooFewToTell;
        };
        // Where there is only one choice everybody guesses it, and low never passes 1: count that as predictable.
        let blind = 1_000_000 / choices.max(1);
        if choices <= 1 || rate.low > blind { Conclusion::Predictable } else { Conclusion::NothingFound }
    }
}

/// Reads the meter: the choice taken by each movement, in the order of time, under any numbers, and how many
/// choices there were to take.
#[must_use]
pub fn read(taken: &[u32], choices: u32) -> Reading {
    let rated = guess::GUESSERS.map(|guesser| (guesser, rate(guesser, taken)));
    let best = rated.into_iter().rev().max_by_key(|(_, rate)| rate.right).filter(|(_, rate)| rate.of > 0);
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    taken.iter().for_each(|&choice| *counts.entry(choice).or_default() += 1);
    let evenness = evenness(&counts, taken.len(), choices);
    Reading { movements: taken.len(), taken: counts.len(), best, evenness }
}

fn rate(guesser: Guesser, taken: &[u32]) -> Rate {
    let guesses = (1..taken.len()).filter(|&n| guesser.guess(&taken[..n]) == Some(taken[n]));
    wilson(guesses.count(), taken.len().saturating_sub(1))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and a million, rounded outwards"
)]
fn wilson(right: usize, of: usize) -> Rate {
    if of == 0 {
        return Rate { right, of, low: 0, high: 1_000_000 };
    }
    let (n, share) = (of as f64, right as f64 / of as f64);
    let square = DEVIATIONS * DEVIATIONS;
    let middle = (share + square / (2.0 * n)) / (1.0 + square / n);
    let spread = share * (1.0 - share) / n + square / (4.0 * n * n);
    let half = DEVIATIONS * libm::sqrt(spread) / (1.0 + square / n);
    let low = ((middle - half) * ALL).clamp(0.0, ALL).floor() as u32;
    let high = ((middle + half) * ALL).clamp(0.0, ALL).ceil() as u32;
    Rate { right, of, low, high }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and a thousand, rounded"
)]
fn evenness(counts: &BTreeMap<u32, usize>, movements: usize, choices: u32) -> Option<u32> {
    if choices < 2 || movements == 0 {
        return None;
    }
    let n = movements as f64;
    let share = |&count: &usize| count as f64 / n;
    let seen: f64 = counts.values().map(|count| -share(count) * libm::log(share(count))).sum();
    let unseen = (counts.len() - 1) as f64 / (2.0 * n);
    let most = libm::log(f64::from(choices));
    Some(libm::round(((seen + unseen) / most).clamp(0.0, 1.0) * 1000.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_nothing_says_nothing_and_of_all_is_never_certain() {
        assert_eq!((wilson(0, 0).low, wilson(0, 0).high), (0, 1_000_000));
        // All of n right: from n / (n + z²) up, and z² is 7.6891.
        let rate = wilson(10, 10);
        assert_eq!((rate.low, rate.high), (565_320, 1_000_000));
        assert_eq!((wilson(0, 10).low, wilson(0, 10).high), (0, 1_000_000 - 565_320));
    }

    #[test]
    fn evenness_is_entropy_over_its_most_with_what_was_not_seen_yet() {
        let even: Vec<u32> = (0..64).map(|n| n % 4).collect();
        // Already the most there is: the correction can't pass it.
        assert_eq!(read(&even, 4).evenness, Some(1000));
        assert_eq!(read(&[7; 20], 4).evenness, Some(0));
        // Two of four, alike, in 10: (ln 2 + 1/20) / ln 4 = 0.536.
        let two: Vec<u32> = (0..10).map(|n| n % 2).collect();
        assert_eq!(read(&two, 4).evenness, Some(536));
        assert_eq!(read(&two, 1).evenness, None);
        assert_eq!(read(&[], 4).evenness, None);
    }
}
