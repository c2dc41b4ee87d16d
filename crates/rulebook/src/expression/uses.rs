//! The facts an evaluation read: where each stands, what it amounted to, and whether the outcome rests on it.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::OnceLock,
};

use model::{
    Claim, Fact, Path, Record, Word,
    schema::{Attribute, COMPLETE},
};
use serde::Serialize;

use super::evaluated::Evaluated;

/// What the claims about a fact amounted to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Everybody with a voice said the same.
    Known,
    /// Nobody had said anything.
    Missing,
    /// What was said had expired.
    Stale,
    /// Origins disagreed.
    Contradictory,
}

/// One fact an evaluation read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactUse {
    /// Where it stands; a list's completeness is its `complete`.
    pub path: Path,
    /// What it amounted to.
    pub state: State,
    /// The claims that made it so: the one that stands, the last to expire, or all that disagree.
    pub claims: Vec<Claim>,
    /// Whether the outcome rests on it.
    pub decisive: bool,
}

impl Evaluated<'_> {
    /// Every fact read, once each, in the order first read.
    #[must_use]
    pub fn uses(&self) -> Vec<FactUse> {
        let decisive = self.decisive();
        let mut found: Vec<FactUse> = Vec::with_capacity(self.uses.len());
        let mut known: BTreeMap<(Origin, &[Word], bool), usize> = BTreeMap::new();
        for (used, decisive) in self.uses.iter().zip(decisive) {
            match known.entry((used.origin(&self.frames), used.names, used.is_complete())) {
                Entry::Occupied(at) => {
                    if let Some(fact) = found.get_mut(*at.get()) {
                        fact.decisive |= decisive;
                    }
                }
                Entry::Vacant(new) => {
                    new.insert(found.len());
                    let (state, claims) = used.said();
                    found.push(FactUse { path: used.path(&self.frames), state, claims, decisive });
                }
            }
        }
        found
    }
}

/// A fact as it was read.
#[derive(Debug)]
pub(super) struct Use<'a> {
    pub base: u32,
    pub names: &'a [Word],
    /// [`COMPLETE`] where the fact is a list's completeness.
    pub attribute: &'static Attribute,
    pub fact: Fact<'a>,
}

/// An item at hand.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub at: Whereabouts<'a>,
    pub record: Option<&'a Record>,
}

#[derive(Debug)]
pub(super) enum Whereabouts<'a> {
    Item { base: u32, names: &'a [Word], label: &'a Word },
    Given(&'a Path),
}

/// What a fact's names start from. The same item met in two quantifiers is one item.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Dossier,
    Item(usize),
    Given(u32),
}

impl Use<'_> {
    pub fn is_complete(&self) -> bool {
        std::ptr::eq(self.attribute, &COMPLETE)
    }

    /// What tells two facts of the same names apart without spelling their paths.
    fn origin(&self, frames: &[Frame<'_>]) -> Origin {
        match usize::try_from(self.base).ok().and_then(|at| frames.get(at)) {
            Some(Frame { at: Whereabouts::Item { .. }, record: Some(item) }) => {
                Origin::Item(std::ptr::from_ref::<Record>(item).addr())
            }
            Some(_) => Origin::Given(self.base),
            None => Origin::Dossier,
        }
    }

    /// Where the fact stands.
    pub fn path(&self, frames: &[Frame<'_>]) -> Path {
        static COMPLETE_NAME: OnceLock<Option<Word>> = OnceLock::new();
        let path = place(self.base, self.names, frames);
        match COMPLETE_NAME.get_or_init(|| COMPLETE.name.parse().ok()) {
            Some(complete) if self.is_complete() => path.attribute(complete),
            _ => path,
        }
    }

    /// Where the list stands whose completeness this is, or the fact itself.
    pub fn place(&self, frames: &[Frame<'_>]) -> Path {
        place(self.base, self.names, frames)
    }

    fn said(&self) -> (State, Vec<Claim>) {
        match &self.fact {
            Fact::Known(claim) => (State::Known, vec![(*claim).clone()]),
            Fact::Missing => (State::Missing, Vec::new()),
            Fact::Stale(claim) => (State::Stale, vec![(*claim).clone()]),
            Fact::Contradictory(claims) => (State::Contradictory, claims.iter().copied().cloned().collect()),
        }
    }
}

fn place(base: u32, names: &[Word], frames: &[Frame<'_>]) -> Path {
    let frame = usize::try_from(base).ok().and_then(|at| frames.get(at));
    let start = match frame.map(|frame| &frame.at) {
        None => Path::root(),
        Some(Whereabouts::Given(path)) => (*path).clone(),
        Some(Whereabouts::Item { base, names, label }) => place(*base, names, frames).item(label),
    };
    names.iter().fold(start, Path::attribute)
}
