//! An evaluation's result: the outcome, the value of every sub-expression, every fact read, and until when.

use model::{
    Claim, Fact, Instant, Path, Record, Value, Word,
    schema::{Attribute, COMPLETE},
};
use serde::Serialize;

use super::{
    evaluate::truth_of,
    scalar::Scalar,
    tree::{Id, Op, Tree},
    truth::Truth,
};
use crate::At;

/// No frame, no use.
pub(super) const NONE: u32 = u32::MAX;

/// What an expression amounts to on some facts at some moment. It borrows both, and renders nothing until
/// asked.
#[derive(Debug)]
pub struct Evaluated<'a> {
    pub(super) source: &'a str,
    pub(super) tree: &'a Tree,
    pub(super) at: At,
    pub(super) value: Option<Scalar<'a>>,
    pub(super) frames: Vec<Frame<'a>>,
    /// In the order of their beginning; a step's parts follow it up to its `end`.
    pub(super) steps: Vec<Step<'a>>,
    pub(super) uses: Vec<Use<'a>>,
    pub(super) changes_at: Option<Instant>,
}

#[derive(Debug)]
pub(super) struct Step<'a> {
    pub node: Id,
    pub end: usize,
    /// The item's frame, where this is the body of a quantifier.
    pub item: u32,
    pub value: Option<Scalar<'a>>,
    /// The fact it read, if it reads one.
    pub used: u32,
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

impl<'a> Evaluated<'a> {
    /// The outcome of an expression that is yes or no; [`Truth::Unknown`] for any other.
    #[must_use]
    pub fn truth(&self) -> Truth {
        truth_of(self.value)
    }

    /// The outcome as a value; `None` where it is unknown.
    #[must_use]
    pub fn value(&self) -> Option<Value> {
        self.value.map(Scalar::to_value)
    }

    /// The earliest moment after the evaluation's at which time alone may change the outcome or the truth of
    /// any part of it.
    #[must_use]
    pub fn changes_at(&self) -> Option<Instant> {
        self.changes_at
    }

    /// The whole expression as the first step of its own explanation.
    #[must_use]
    pub fn step(&self) -> StepView<'_, 'a> {
        self.step_at(0)
    }

    pub(super) fn step_at(&self, at: usize) -> StepView<'_, 'a> {
        StepView { of: self, at }
    }

    /// Every fact read, once each, in the order first read.
    #[must_use]
    pub fn uses(&self) -> Vec<FactUse> {
        let decisive = self.decisive();
        let mut found: Vec<FactUse> = Vec::with_capacity(self.uses.len());
        for (used, decisive) in self.uses.iter().zip(decisive) {
            let path = used.path(&self.frames);
            match found.iter_mut().find(|known| known.path == path) {
                Some(known) => known.decisive |= decisive,
                None => {
                    let (state, claims) = used.said();
                    found.push(FactUse { path, state, claims, decisive });
                }
            }
        }
        found
    }

    pub(super) fn used(&self, step: usize) -> Option<&Use<'a>> {
        self.steps.get(step).and_then(|step| self.uses.get(usize::try_from(step.used).ok()?))
    }

    pub(super) fn op(&self, step: usize) -> &'a Op {
        &self.tree.nodes[self.steps[step].node].op
    }

    pub(super) fn truth_at(&self, step: usize) -> Truth {
        truth_of(self.steps[step].value)
    }

    /// The steps directly under `step`.
    pub(super) fn parts(&self, step: usize) -> impl Iterator<Item = usize> {
        let end = self.steps[step].end;
        let mut next = step + 1;
        std::iter::from_fn(move || {
            let part = (next < end).then_some(next)?;
            next = self.steps[part].end;
            Some(part)
        })
    }

    pub(super) fn label(&self, step: usize) -> Option<&'a Word> {
        let frame = self.frames.get(usize::try_from(self.steps[step].item).ok()?)?;
        match frame.at {
            Whereabouts::Item { label, .. } => Some(label),
            Whereabouts::Given(_) => None,
        }
    }
}

impl Use<'_> {
    pub fn is_complete(&self) -> bool {
        std::ptr::eq(self.attribute, &COMPLETE)
    }

    /// Where the fact stands.
    pub fn path(&self, frames: &[Frame<'_>]) -> Path {
        let path = place(self.base, self.names, frames);
        if !self.is_complete() {
            return path;
        }
        match COMPLETE.name.parse() {
            Ok(complete) => path.attribute(&complete),
            Err(_) => path,
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

/// One sub-expression with its value, for those who show the whole working.
#[derive(Clone, Copy, Debug)]
pub struct StepView<'e, 'a> {
    of: &'e Evaluated<'a>,
    at: usize,
}

impl<'e, 'a> StepView<'e, 'a> {
    /// Its text in the expression.
    #[must_use]
    pub fn source(&self) -> &'a str {
        let node = &self.of.tree.nodes[self.of.steps[self.at].node];
        self.of.source.get(node.span.clone()).unwrap_or_default()
    }

    /// Its value; `None` where it is unknown.
    #[must_use]
    pub fn value(&self) -> Option<Value> {
        self.of.steps[self.at].value.map(Scalar::to_value)
    }

    /// Its truth, if it is yes or no at all.
    #[must_use]
    pub fn truth(&self) -> Option<Truth> {
        let node = &self.of.tree.nodes[self.of.steps[self.at].node];
        matches!(node.takes, model::schema::Type::Bool).then(|| self.of.truth_at(self.at))
    }

    /// The item it asks about, where it is what a quantifier asks of one.
    #[must_use]
    pub fn item(&self) -> Option<&'a Word> {
        self.of.label(self.at)
    }

    /// Where the fact stands that it reads; for a quantifier or a size, the list's completeness.
    #[must_use]
    pub fn fact(&self) -> Option<Path> {
        self.of.used(self.at).map(|used| used.path(&self.of.frames))
    }

    /// Its parts, in order.
    pub fn parts(self) -> impl Iterator<Item = StepView<'e, 'a>> {
        self.of.parts(self.at).map(move |at| StepView { of: self.of, at })
    }
}
