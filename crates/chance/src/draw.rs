//! The draw: which choice is taken, so that anyone can check afterwards that nobody picked it.
//!
//! Everything that is hashed is a short text, so that `sha256sum` and a pocket calculator are enough to check a
//! draw; `docs/chance.md` shows how. Before the draw the room publishes a *commitment*, the hash of the seed and
//! of the choices with their weights: neither can be exchanged any more, and nothing is given away. Afterwards
//! both are published.
//!
//! A commitment alone does not stop whoever makes the seed from making many and committing to one they like.
//! Therefore others may *contribute* a text of 256 bits after the commitment is published: the draw depends on
//! all of them, and one contributor who does not collude is enough.

mod lots;
mod seed;

pub use lots::{Lots, NotLots};
pub use seed::{Contribution, NotHex, Seed};

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::scale::WHOLE;

/// The hash of a seed and the choices it will draw from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Commitment(pub [u8; 32]);

/// What was drawn.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Drawn {
    /// The choice, counted from 0.
    pub choice: usize,
    /// The ticket, 0 to 999,999,999.
    pub ticket: u32,
    /// Which number was taken: those before it were too large to be fair.
    pub number: u32,
}

/// Why a draw is not what it is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// Another seed, other choices or other weights.
    #[error(
        "the commitment published before the draw is not to this seed, these choices and these weights: one of them was exchanged"
    )]
    Exchanged,
    /// The draw comes out otherwise.
    #[error(
        "choice {claimed} is said to have been drawn, but seed and contributions give choice {drawn} (counted from 0): it was picked"
    )]
    Picked {
        /// What is said.
        claimed: usize,
        /// What comes out.
        drawn: usize,
    },
}

/// The first line of what a commitment hashes; nothing else the room hashes begins like this.
const COMMITMENT: &str = "safeconduct draw 1: commitment\n";

/// What each number of a draw begins with.
const NUMBER: &str = "safeconduct draw 1: number ";

/// The largest multiple of [`WHOLE`] that 32 bits can hold: a number from here on is not taken, or the first
/// tickets would be drawn more often than the last.
const FAIR: u32 = u32::MAX / WHOLE * WHOLE;

/// The text whose SHA-256 is the commitment.
#[must_use]
pub fn commitment_text(seed: &Seed, lots: &Lots) -> String {
    format!("{COMMITMENT}seed {}\n{}", seed.hex(), lots.description())
}

/// Commits to a seed and to what it will draw from.
#[must_use]
pub fn commit(seed: &Seed, lots: &Lots) -> Commitment {
    Commitment(Sha256::digest(commitment_text(seed, lots)).into())
}

/// The text whose SHA-256 gives a number of the draw.
#[must_use]
pub fn number_text(seed: &Seed, contributions: &[Contribution], number: u32) -> String {
    let mut text = format!("{NUMBER}{number}\nseed {}\n", seed.hex());
    for contribution in contributions {
        // Writing to a string does not fail.
        let _ = writeln!(text, "with {}", contribution.hex());
    }
    text
}

/// Draws. The contributions count in the order given, which the record keeps.
#[must_use]
pub fn draw(seed: &Seed, contributions: &[Contribution], lots: &Lots) -> Drawn {
    // Of 2^32 numbers fifteen in sixteen are fair: that a hundred in a row are not does not happen.
    let fair = (0..u32::MAX).find_map(|number| {
        let hash: [u8; 32] = Sha256::digest(number_text(seed, contributions, number)).into();
        let first = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
        Some((number, ticket(first, FAIR, WHOLE)?))
    });
    let (number, ticket) = fair.unwrap_or_default();
    Drawn { choice: lots.holder(ticket), ticket, number }
}

/// Checks a draw from what was published before and after it.
///
/// # Errors
/// When the seed or the choices are not those committed to, or another choice comes out.
pub fn verify(
    commitment: &Commitment,
    seed: &Seed,
    contributions: &[Contribution],
    lots: &Lots,
    claimed: usize,
) -> Result<Drawn, NotProved> {
    if commit(seed, lots) != *commitment {
        return Err(NotProved::Exchanged);
    }
    let drawn = draw(seed, contributions, lots);
    if drawn.choice != claimed {
        return Err(NotProved::Picked { claimed, drawn: drawn.choice });
    }
    Ok(drawn)
}

/// The ticket of a number, each equally often; nothing if the number is not below `fair`, a multiple of `whole`.
fn ticket(number: u32, fair: u32, whole: u32) -> Option<u32> {
    (number < fair).then_some(number % whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ticket_is_drawn_equally_often_over_all_numbers_of_a_small_range() {
        for whole in 1..=64u32 {
            let fair = 256 / whole * whole;
            let mut drawn = vec![0; whole as usize];
            (0..256).filter_map(|number| ticket(number, fair, whole)).for_each(|t| drawn[t as usize] += 1);
            assert!(drawn.iter().all(|&times| times == 256 / whole), "{whole}: {drawn:?}");
        }
    }

    #[test]
    fn fair_numbers_are_the_whole_four_times_and_the_ticket_is_their_last_nine_digits() {
        assert_eq!(FAIR, 4_000_000_000);
        assert_eq!(ticket(3_123_456_789, FAIR, WHOLE), Some(123_456_789));
        assert_eq!(ticket(4_000_000_000, FAIR, WHOLE), None);
    }
}
