//! Why: what to say of each thing an outcome rests on.

use std::collections::BTreeSet;

use model::{Fact, Value, Word};

use super::{
    atoms::{Atom, What},
    evaluated::Evaluated,
    reason::{Bound, Part, Reason, Said, Vouched},
    scalar::Scalar,
    tree::Op,
    truth::Truth,
    uses::Use,
};

/// The most parts a reason shows.
const SHOWN: usize = 5;

impl<'a> Evaluated<'a> {
    /// Why the outcome is what it is, short enough for a line or two.
    #[must_use]
    pub fn why(&self) -> Reason {
        let mut parts: Vec<Part> = Vec::new();
        let mut more = 0;
        let mut seen: BTreeSet<(u32, &[Word])> = BTreeSet::new();
        for atom in self.atoms().iter().filter(|atom| !atom.quiet) {
            if let Some(used) = self.used(atom.step)
                && atom.what == What::Condition
                && !seen.insert((used.base, used.names))
            {
                continue;
            }
            if parts.len() == SHOWN {
                more += 1;
                continue;
            }
            let part = self.part(atom);
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        Reason { truth: self.truth(), parts, more, offset: self.at.offset }
    }

    /// For each fact used, whether the outcome rests on it.
    pub(super) fn decisive(&self) -> Vec<bool> {
        let mut decisive = vec![false; self.uses.len()];
        for atom in self.atoms() {
            let end = match atom.what {
                What::Condition => self.steps[atom.step].end,
                _ => atom.step + 1,
            };
            for step in &self.steps[atom.step..end] {
                if let Some(mark) = usize::try_from(step.used).ok().and_then(|at| decisive.get_mut(at)) {
                    *mark = true;
                }
            }
        }
        decisive
    }

    fn part(&self, atom: &Atom) -> Part {
        let list = || self.used(atom.step).map(|used| used.place(&self.frames)).unwrap_or_default();
        let labels = || self.parts(atom.step).filter_map(|item| self.label(item).cloned());
        match atom.what {
            What::Condition => self.condition(atom),
            What::Unvouched => Part::Incomplete { list: list(), vouched: self.vouched(atom.step) },
            What::Vouched => Part::Is { fact: list(), value: Value::Bool(true) },
            What::Empty => Part::Empty { list: list() },
            What::Each => Part::Each { list: list(), count: labels().count() },
            What::NoneOf => Part::NoneOf { list: list(), count: labels().count() },
            What::Several => {
                let holding = self.parts(atom.step).filter(|item| self.truth_at(*item) == Truth::True);
                let items = holding.filter_map(|item| self.label(item).cloned()).collect();
                Part::Several { list: list(), items }
            }
        }
    }

    fn condition(&self, atom: &Atom) -> Part {
        let value = |step: usize| self.steps[step].value.map(Scalar::to_value);
        let holds = self.truth_at(atom.step) == Truth::from(atom.wanted);
        let mut parts = self.parts(atom.step);
        match (self.op(atom.step), parts.next(), parts.next()) {
            (Op::Compare(relation, ..), Some(left), Some(right)) => {
                let needed = if atom.wanted { *relation } else { relation.opposite() };
                let turned = !self.reads(left) && self.reads(right);
                let (left, right, needed) =
                    if turned { (right, left, needed.mirrored()) } else { (left, right, needed) };
                let term = self.reads(right).then(|| self.term(right));
                match (value(left), value(right)) {
                    (Some(is), Some(bound)) => Part::Compared {
                        what: self.term(left),
                        value: is,
                        relation: needed,
                        bound: Bound { term, value: bound },
                        holds,
                    },
                    _ => Part::Constant { holds },
                }
            }
            (Op::Among(_, values), Some(left), _) => match value(left) {
                Some(is) => Part::Among {
                    what: self.term(left),
                    value: is,
                    values: values.clone(),
                    inside: atom.wanted,
                    holds,
                },
                None => Part::Constant { holds },
            },
            _ => match self.used(atom.step) {
                Some(used) => self.fact(used, atom.step),
                None => Part::Constant { holds },
            },
        }
    }

    fn fact(&self, used: &Use<'_>, step: usize) -> Part {
        let fact = used.path(&self.frames);
        match &used.fact {
            _ if used.is_complete() && !matches!(used.fact, Fact::Known(_)) => {
                Part::Incomplete { list: used.place(&self.frames), vouched: self.vouched(step) }
            }
            Fact::Known(claim) => Part::Is { fact, value: claim.value.clone() },
            Fact::Missing => Part::Missing { fact },
            Fact::Stale(last) => Part::Stale { fact, since: last.valid_until, value: last.value.clone() },
            Fact::Contradictory(claims) => Part::Contradictory { fact, said: Said::of(claims) },
        }
    }

    fn vouched(&self, step: usize) -> Vouched {
        match self.used(step).map(|used| &used.fact) {
            None | Some(Fact::Missing) => Vouched::ByNobody,
            Some(Fact::Known(_)) => Vouched::Denied,
            Some(Fact::Stale(last)) => Vouched::Expired { since: last.valid_until },
            Some(Fact::Contradictory(claims)) => Vouched::Disputed { said: Said::of(claims) },
        }
    }

    /// Whether anything under `step` depends on facts or the clock.
    fn reads(&self, step: usize) -> bool {
        (step..self.steps[step].end).any(|at| !matches!(self.op(at), Op::Constant(_) | Op::Arithmetic(..)))
    }
}
