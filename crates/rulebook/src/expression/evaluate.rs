//! Evaluation: every sub-expression once, its value kept, unknown where the facts are.
//!
//! Nothing is skipped because the outcome is settled: the explanation needs the rest, and a defect hidden
//! behind `false && …` would surface on the one day it matters.

use std::cmp::Ordering;

use model::{Day, Dossier, Instant, Path, Quantity, Record, Span, schema::Type};

use super::{
    clockwork,
    evaluated::{Evaluated, NONE, Step},
    fault::Defect,
    scalar::{NoResult, Scalar},
    tree::{Id, Op, Operator, Quantifier, Relation, Tree},
    truth::Truth,
    uses::{Frame, Use, Whereabouts},
};
use crate::At;

mod facts;

/// The most sub-expressions one evaluation visits.
pub const MOST_STEPS: usize = 100_000;

/// A sub-expression's value, or `None` where it is unknown.
type Outcome<'a> = Option<Scalar<'a>>;

pub(super) fn evaluate<'a>(
    source: &'a str,
    tree: &'a Tree,
    facts: &'a Dossier,
    at: At,
    bound: &'a [Path],
) -> Result<Evaluated<'a>, Defect> {
    let mut evaluator = Evaluator {
        source,
        tree,
        root: &facts.root,
        now: at.now,
        today: at.today(),
        frames: Vec::new(),
        scope: Vec::new(),
        steps: Vec::with_capacity(4 * tree.nodes.len()),
        uses: Vec::with_capacity(2 * tree.nodes.len()),
        changes_at: None,
    };
    for variable in 0..tree.variables {
        match bound.get(variable) {
            Some(path) => {
                let record = facts::record_at(&facts.root, path);
                evaluator.enter(Frame { at: Whereabouts::Given(path), record });
            }
            None => evaluator.scope.push(NONE),
        }
    }
    evaluator.offset_matters(at.offset);
    let value = evaluator.step(tree.root, NONE)?;
    let Evaluator { frames, steps, uses, changes_at, .. } = evaluator;
    Ok(Evaluated { source, tree, at, value, frames, steps, uses, changes_at })
}

struct Evaluator<'a> {
    source: &'a str,
    tree: &'a Tree,
    root: &'a Record,
    now: Instant,
    today: Day,
    frames: Vec<Frame<'a>>,
    /// The frames of the items at hand, outermost first.
    scope: Vec<u32>,
    steps: Vec<Step<'a>>,
    uses: Vec<Use<'a>>,
    changes_at: Option<Instant>,
}

impl<'a> Evaluator<'a> {
    /// Evaluates one node; `item` is the frame whose body it is, if it is one.
    fn step(&mut self, id: Id, item: u32) -> Result<Outcome<'a>, Defect> {
        let here = self.steps.len();
        if here >= MOST_STEPS {
            return Err(Defect::TooManySteps(MOST_STEPS));
        }
        self.steps.push(Step { node: id, end: here + 1, item, value: None, used: NONE });
        let tree = self.tree;
        let node = &tree.nodes[id];
        let value = match &node.op {
            Op::Constant(value) => Scalar::of(value),
            Op::Now => Some(Scalar::Time(self.now)),
            Op::Today => Some(Scalar::Day(self.today)),
            Op::Fact(spot, attribute) => self.fact(here, spot, attribute)?,
            Op::Complete(spot) => {
                let list = self.list(here, spot)?;
                list.vouched.map(Scalar::Bool)
            }
            Op::Not(arg) => bool_of(!truth_of(self.step(*arg, NONE)?)),
            Op::And(terms) => self.fold(terms, Truth::True, Truth::and)?,
            Op::Or(terms) => self.fold(terms, Truth::False, Truth::or)?,
            Op::Compare(relation, left, right) => self.compare(*relation, *left, *right)?,
            Op::Among(left, values) => {
                let rate = tree.nodes[*left].rate;
                self.step(*left, NONE)?.and_then(|left| {
                    let mut any = false;
                    for value in values.iter().filter_map(Scalar::of) {
                        any |= left.compare(value)?.is_eq();
                        self.turns(Relation::Equal, left, value, rate);
                    }
                    Some(Scalar::Bool(any))
                })
            }
            Op::Arithmetic(operator, left, right) => {
                let (a, b) = (self.step(*left, NONE)?, self.step(*right, NONE)?);
                self.calculate(id, *operator, a, b)?
            }
            Op::Quantify(quantifier, spot, body) => self.quantify(here, *quantifier, spot, *body)?,
            Op::Size(spot) => {
                let list = self.list(here, spot)?;
                let size = i64::try_from(list.items.len()).unwrap_or(i64::MAX);
                (list.vouched == Some(true)).then_some(Scalar::Quantity(Quantity::count(size)))
            }
        };
        if node.rate != 0
            && let Some(value) = value
        {
            self.changes_in(clockwork::runs_out_after(value, node.rate));
        }
        let end = self.steps.len();
        if let Some(step) = self.steps.get_mut(here) {
            (step.value, step.end) = (value, end);
        }
        Ok(value)
    }

    fn fold(
        &mut self,
        terms: &[Id],
        first: Truth,
        join: fn(Truth, Truth) -> Truth,
    ) -> Result<Outcome<'a>, Defect> {
        let mut truth = first;
        for term in terms {
            truth = join(truth, truth_of(self.step(*term, NONE)?));
        }
        Ok(bool_of(truth))
    }

    fn compare(&mut self, relation: Relation, left: Id, right: Id) -> Result<Outcome<'a>, Defect> {
        let rate = self.tree.nodes[left].rate - self.tree.nodes[right].rate;
        let (Some(a), Some(b)) = (self.step(left, NONE)?, self.step(right, NONE)?) else { return Ok(None) };
        self.turns(relation, a, b, rate);
        Ok(a.compare(b).map(|ordering: Ordering| Scalar::Bool(relation.holds(ordering))))
    }

    fn calculate(
        &self,
        id: Id,
        operator: Operator,
        a: Outcome<'a>,
        b: Outcome<'a>,
    ) -> Result<Outcome<'a>, Defect> {
        let (Some(a), Some(b)) = (a, b) else { return Ok(None) };
        let expression = || self.source.get(self.tree.nodes[id].span.clone()).unwrap_or_default().to_owned();
        match a.calculate(operator, b) {
            Ok(value) => Ok(Some(value)),
            Err(NoResult::TooLarge) => Err(Defect::TooLarge { expression: expression() }),
            Err(NoResult::OutOfYears) => Err(Defect::OutOfYears { expression: expression() }),
            Err(NoResult::PartOfADay) => Err(Defect::PartOfADay { expression: expression() }),
            Err(NoResult::Mistyped) => Ok(None),
        }
    }

    /// Kleene's quantifiers, with one more unknown: items nobody vouches are not missing.
    fn quantify(
        &mut self,
        here: usize,
        quantifier: Quantifier,
        spot: &'a super::tree::Spot,
        body: Id,
    ) -> Result<Outcome<'a>, Defect> {
        let list = self.list(here, spot)?;
        let (mut proved, mut disproved, mut unknown) = (0_usize, 0_usize, 0_usize);
        for (label, record) in list.items {
            let at = Whereabouts::Item { base: list.base, names: &spot.names, label };
            let frame = self.enter(Frame { at, record: Some(record) });
            match truth_of(self.step(body, frame)?) {
                Truth::True => proved += 1,
                Truth::False => disproved += 1,
                Truth::Unknown => unknown += 1,
            }
            self.scope.pop();
        }
        let open = unknown > 0 || list.vouched != Some(true);
        let truth = match quantifier {
            Quantifier::All if disproved > 0 => Truth::False,
            Quantifier::Exists if proved > 0 => Truth::True,
            Quantifier::ExistsOne if proved > 1 => Truth::False,
            _ if open => Truth::Unknown,
            Quantifier::All => Truth::True,
            Quantifier::Exists => Truth::False,
            Quantifier::ExistsOne => Truth::from(proved == 1),
        };
        Ok(bool_of(truth))
    }

    fn enter(&mut self, frame: Frame<'a>) -> u32 {
        let id = u32::try_from(self.frames.len()).unwrap_or(NONE);
        self.frames.push(frame);
        self.scope.push(id);
        id
    }

    fn turns(&mut self, relation: Relation, left: Scalar<'a>, right: Scalar<'a>, rate: i64) {
        if rate != 0
            && let (Some(left), Some(right)) = (left.position(), right.position())
        {
            self.changes_in(clockwork::turns_after(relation, left - right, rate));
        }
    }

    fn changes_in(&mut self, micros: Option<i64>) {
        self.changes_at(micros.and_then(|micros| self.now.checked_add(Span(micros))));
    }

    fn changes_at(&mut self, moment: Option<Instant>) {
        if let Some(moment) = moment.filter(|moment| *moment > self.now) {
            self.changes_at = Some(self.changes_at.map_or(moment, |known| known.min(moment)));
        }
    }

    /// A tree that reads `today` changes at the next local midnight.
    fn offset_matters(&mut self, offset: Span) {
        if self.tree.nodes.iter().any(|node| matches!(node.op, Op::Today)) {
            self.changes_at(self.today.checked_add(1).map(|tomorrow| tomorrow.begins(offset)));
        }
    }
}

/// Anything but a proved yes or no is unknown: a type fault the checker overlooked could never prove.
pub(super) fn truth_of(outcome: Outcome<'_>) -> Truth {
    match outcome {
        Some(Scalar::Bool(yes)) => Truth::from(yes),
        _ => Truth::Unknown,
    }
}

fn bool_of<'a>(truth: Truth) -> Outcome<'a> {
    match truth {
        Truth::True => Some(Scalar::Bool(true)),
        Truth::False => Some(Scalar::Bool(false)),
        Truth::Unknown => None,
    }
}

/// What the schema has, in words, for [`Defect::Misshapen`].
fn expected(takes: Type) -> String {
    takes.to_string()
}
