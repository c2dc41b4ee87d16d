//! What each of the ways offered is among the others.

use model::Place;

use super::{Choice, Chooser, LANES};
use crate::{chart::NoWay, shortest::Search};

/// What a way is among those offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// No other takes less time.
    Fastest,
    /// No other is less exposed, of those that are the best for some weighting.
    LeastExposed,
    /// Between the two: slower than one, more exposed than the other.
    TradeOff,
    /// It shares little of its length with the fastest and with each other of its sort.
    Apart,
}

impl Sort {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sort::Fastest => "fastest",
            Sort::LeastExposed => "least-exposed",
            Sort::TradeOff => "trade-off",
            Sort::Apart => "apart",
        }
    }
}

impl Chooser {
    /// The trade-offs between two points ([`Chooser::curve`]), from the fastest way to the least exposed, then up to so
    /// many ways apart that are none of them.
    ///
    /// # Errors
    /// When a point is far from every road, or no way leads from one to the other.
    pub fn choices(
        &self,
        search: &mut Search<LANES>,
        from: Place,
        to: Place,
        apart: usize,
    ) -> Result<Vec<(Sort, Choice)>, NoWay> {
        let curve = self.curve(search, from, to)?;
        let last = curve.len().saturating_sub(1);
        let sorted = |(n, choice)| match n {
            0 => (Sort::Fastest, choice),
            n if n == last => (Sort::LeastExposed, choice),
            _ => (Sort::TradeOff, choice),
        };
        let mut choices: Vec<(Sort, Choice)> = curve.into_iter().enumerate().map(sorted).collect();
        let others = if apart > 0 { self.apart(search, from, to, apart)? } else { Vec::new() };
        for choice in others {
            if !choices.iter().any(|(_, known)| known.arcs == choice.arcs) {
                choices.push((Sort::Apart, choice));
            }
        }
        Ok(choices)
    }
}
