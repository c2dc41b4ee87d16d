//! The two PINs of somebody who is signed in: that all is well, and that they are forced to say so.
//!
//! Wrong ones count against who types them, as wrong passwords do: whoever took a telephone from somebody has no more guesses at
//! their PIN than at their password.

use model::{Instant, id::PersonId};
use store::accounts::Accounts;

use crate::Login;

/// What is kept of somebody's PINs.
#[derive(Clone, Copy, Debug)]
pub struct Pins<'a> {
    /// Of the one that says that all is well.
    pub well: Option<&'a str>,
    /// Of the one that says duress.
    pub duress: Option<&'a str>,
}

/// What was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Typed {
    /// One of the two.
    Right {
        /// The one that says duress.
        under_duress: bool,
    },
    /// Neither.
    Wrong,
    /// So many were wrong that none is taken before then. That somebody is forced is heard all the same, and answered no otherwise.
    TooMany {
        /// When there may be another.
        until: Instant,
        /// It was the one that says duress.
        under_duress: bool,
    },
}

impl<A: Accounts> Login<A> {
    /// Which PIN somebody typed. Both are tried, whatever the first one says.
    pub fn which_pin(&self, person: PersonId, typed: &str, pins: Pins<'_>, now: Instant) -> Typed {
        let who = *person.0.as_bytes();
        let attempt = self.throttle().attempt_at_pin(who, now);
        let well = self.is_word(typed, pins.well);
        let under_duress = self.is_word(typed, pins.duress);
        if let Err(until) = attempt {
            return Typed::TooMany { until, under_duress };
        }
        if !well && !under_duress {
            return Typed::Wrong;
        }
        self.throttle().was_pin(who);
        Typed::Right { under_duress }
    }
}
