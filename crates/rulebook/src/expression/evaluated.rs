//! An evaluation's result: the outcome, the value of every sub-expression, every fact read, and until when.

use model::{Instant, Path, Value, Word, schema::Type};

use super::{
    evaluate::truth_of,
    scalar::Scalar,
    tree::{Id, Op, Tree},
    truth::Truth,
    uses::{Frame, Use, Whereabouts},
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
        matches!(node.takes, Type::Bool).then(|| self.of.truth_at(self.at))
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
