//! The units of the game, all of them integers.
//!
//! | what | unit | whole |
//! |---|---|---|
//! | the loss at a spot, if it is passed while it is attacked | millionths | [`CERTAIN`] |
//! | a weight of a mixture, the defender's or the attacker's | billionths | [`WHOLE`] |
//! | a loss under mixtures: weight × loss | 1e-15 | 1e15, below 2^53 |
//!
//! Products of the first two are exact in the third, so what is promised of a mixture is a sum of integers and
//! the same on every machine. Inside, programmes are solved in floats; what comes out is rounded to weights
//! first and judged afterwards, so that no rounding hides in a promise.

use std::fmt;

/// A loss that is certain, in millionths.
pub const CERTAIN: u32 = 1_000_000;

/// The sum of a mixture's weights, in billionths.
pub const WHOLE: u32 = 1_000_000_000;

/// 1, in the unit of a loss under mixtures.
pub const ONE: u64 = CERTAIN as u64 * WHOLE as u64;

/// What is proved about a game: no attacker gains more than `at_most` against the mixture found, and no
/// defender loses less than `at_least`, whatever they do. In 1e-15.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Bounds {
    /// The attacker can be sure of this much, by the attack found.
    pub at_least: u64,
    /// The mixture found loses no more than this, whatever the attacker does.
    pub at_most: u64,
}

impl Bounds {
    /// Nothing is known.
    pub(crate) const UNKNOWN: Bounds = Bounds { at_least: 0, at_most: ONE };

    /// How far the mixture may be from the best there is: the certified gap.
    #[must_use]
    pub const fn gap(self) -> u64 {
        self.at_most.saturating_sub(self.at_least)
    }
}

/// As percentages: `4.1667% to 4.1668%`. Rounded apart, so that what is shown is proved too.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const TEN_THOUSANDTH_OF_A_PERCENT: u64 = ONE / 1_000_000;
        let percent = |units: u64| format!("{}.{:04}%", units / 10_000, units % 10_000);
        let low = self.at_least / TEN_THOUSANDTH_OF_A_PERCENT;
        let high = self.at_most.div_ceil(TEN_THOUSANDTH_OF_A_PERCENT);
        write!(f, "{} to {}", percent(low), percent(high))
    }
}

/// Shares of the whole as weights that sum to [`WHOLE`]: rounded down, and what is missing goes to the largest
/// remainders, of equal ones to the first. Anything that is not a positive number counts as nothing.
pub(crate) fn weights(shares: &[f64]) -> Vec<u32> {
    let shares: Vec<f64> = shares.iter().map(|&s| if s.is_finite() && s > 0.0 { s } else { 0.0 }).collect();
    let total: f64 = shares.iter().sum();
    if total <= 0.0 {
        // Nothing to go by: the first is as good as any.
        return (0..shares.len()).map(|i| if i == 0 { WHOLE } else { 0 }).collect();
    }
    let exact: Vec<f64> = shares.iter().map(|s| s / total * f64::from(WHOLE)).collect();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and a billion, rounded down"
    )]
    let mut whole: Vec<u32> = exact.iter().map(|&e| e.min(f64::from(WHOLE)) as u32).collect();
    let given: u64 = whole.iter().copied().map(u64::from).sum();
    let mut order: Vec<usize> = (0..whole.len()).filter(|&i| exact[i] > 0.0).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    settle(&mut whole, &order, i128::from(WHOLE) - i128::from(given));
    whole
}

/// Hands out what is missing, or takes back what is too much, one by one in this order, as often as needed.
fn settle(whole: &mut [u32], order: &[usize], mut missing: i128) {
    while missing != 0 {
        let before = missing;
        for &i in order {
            match missing {
                0 => return,
                m if m > 0 && whole[i] < WHOLE => (whole[i], missing) = (whole[i] + 1, m - 1),
                m if m < 0 && whole[i] > 0 => (whole[i], missing) = (whole[i] - 1, m + 1),
                _ => {}
            }
        }
        if missing == before {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_sum_to_the_whole_and_the_largest_remainder_gets_what_is_missing() {
        assert_eq!(weights(&[1.0, 1.0, 1.0]), [333_333_334, 333_333_333, 333_333_333]);
        assert_eq!(weights(&[0.0, 2.0, f64::NAN, -1.0]), [0, WHOLE, 0, 0]);
        assert_eq!(weights(&[0.0, 0.0]), [WHOLE, 0]);
        assert_eq!(weights(&[]), [0; 0]);
        let many: Vec<f64> = (1..=1000).map(f64::from).collect();
        assert_eq!(weights(&many).iter().map(|&w| u64::from(w)).sum::<u64>(), u64::from(WHOLE));
    }

    #[test]
    fn bounds_are_shown_rounded_apart() {
        let bounds = Bounds { at_least: 41_666_666_666_666, at_most: 41_666_766_666_667 };
        assert_eq!(bounds.to_string(), "4.1666% to 4.1667%");
        assert_eq!(Bounds { at_least: ONE / 2, at_most: ONE / 2 }.to_string(), "50.0000% to 50.0000%");
    }
}
