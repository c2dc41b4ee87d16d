//! What is drawn from: named choices, each with as many tickets as its weight.

use std::fmt::Write as _;

use crate::scale::WHOLE;

/// Choices with weights, in an order. Its description in one text is what a commitment binds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Lots(Vec<(String, u32)>);

/// The longest name of a choice, in bytes.
const LONGEST: usize = 500;

/// The most choices.
const MOST: usize = 100_000;

/// Why choices can't be drawn from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotLots {
    /// None, or too many.
    #[error("{0} choices can't be drawn from: state 1 to {MOST}")]
    Count(usize),
    /// A name that could be read in two ways.
    #[error(
        "the name of choice {choice} can't stand in one line of text: use 1 to {LONGEST} bytes without line breaks and other control characters, and no space at either end"
    )]
    Name {
        /// The choice, counted from 0.
        choice: usize,
    },
    /// Two choices of one name.
    #[error("two choices are called `{0}`: a name stands for one")]
    Twice(String),
    /// Weights that don't sum to the whole.
    #[error("the weights sum to {0}: they must sum to {WHOLE}")]
    Sum(u64),
}

impl Lots {
    /// Choices, by names that will mean something to whoever checks, with their weights in billionths.
    ///
    /// # Errors
    /// When there is nothing to draw from, names are not lines of text of their own, or weights don't sum up.
    pub fn new(choices: Vec<(String, u32)>) -> Result<Self, NotLots> {
        if choices.is_empty() || choices.len() > MOST {
            return Err(NotLots::Count(choices.len()));
        }
        let is_a_line = |name: &str| {
            (1..=LONGEST).contains(&name.len()) && name.trim() == name && !name.contains(breaks_a_line)
        };
        if let Some(choice) = choices.iter().position(|(name, _)| !is_a_line(name)) {
            return Err(NotLots::Name { choice });
        }
        let mut names: Vec<&String> = choices.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(NotLots::Twice(pair[0].clone()));
        }
        let sum = choices.iter().map(|&(_, weight)| u64::from(weight)).sum();
        if sum != u64::from(WHOLE) {
            return Err(NotLots::Sum(sum));
        }
        Ok(Lots(choices))
    }

    /// The choices in their order, with their weights in billionths.
    #[must_use]
    pub fn choices(&self) -> &[(String, u32)] {
        &self.0
    }

    /// One line each: the weight, a space, the name, a line feed.
    #[must_use]
    pub fn description(&self) -> String {
        let mut text = String::new();
        for (name, weight) in &self.0 {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{weight} {name}");
        }
        text
    }

    /// The choice that holds a ticket below [`WHOLE`]: the first with the sum of weights up to it above the ticket.
    pub(crate) fn holder(&self, ticket: u32) -> usize {
        let mut sum = 0;
        let holds = |&(_, weight): &(String, u32)| {
            sum += u64::from(weight);
            sum > u64::from(ticket)
        };
        self.0.iter().position(holds).unwrap_or(self.0.len() - 1)
    }
}

/// Unicode's line separators are no control characters, and break a line for some readers all the same.
fn breaks_a_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_holds_as_many_tickets_as_its_weight() {
        let lots = Lots(vec![("a".into(), 3), ("b".into(), 0), ("c".into(), 4)]);
        let holders: Vec<usize> = (0..7).map(|ticket| lots.holder(ticket)).collect();
        assert_eq!(holders, [0, 0, 0, 2, 2, 2, 2]);
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        let lots = |choices: &[(&str, u32)]| {
            Lots::new(choices.iter().map(|&(name, weight)| (name.to_owned(), weight)).collect())
        };
        assert_eq!(lots(&[]), Err(NotLots::Count(0)));
        for name in ["", " a", "a\nb", "a\r", "a\u{2028}b", "a\0"] {
            assert_eq!(lots(&[(name, WHOLE)]), Err(NotLots::Name { choice: 0 }), "{name:?}");
        }
        assert_eq!(lots(&[("a", 1), ("a", WHOLE - 1)]), Err(NotLots::Twice("a".into())));
        assert_eq!(lots(&[("a", 1), ("b", WHOLE)]), Err(NotLots::Sum(1_000_000_001)));
        assert!(lots(&[("N-35, 06:00", WHOLE), ("قراقرم", 0)]).is_ok());
    }
}
