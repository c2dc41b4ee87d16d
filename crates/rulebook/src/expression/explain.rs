//! Why: the smallest parts of an expression that make its outcome, and what to say of each.
//!
//! A part matters to the outcome of `&&`, `||` or a quantifier exactly when it has the same truth as the
//! whole: the false parts of a false `&&`, every part of a true one, the unknown parts of an unknown one. Where
//! one such part is enough and the outcome is the wanted one, the first is enough to say; where it is not the
//! wanted one, each of them is something to mend.

use std::collections::BTreeSet;

use model::{Fact, Value, Word};

use super::{
    evaluated::{Evaluated, Use},
    reason::{Bound, Part, Reason, Said, Vouched},
    scalar::Scalar,
    tree::{Op, Quantifier},
    truth::Truth,
};

/// The most parts a reason shows.
const SHOWN: usize = 5;

/// Something the outcome rests on.
struct Atom {
    step: usize,
    what: What,
    /// What its surroundings need it to be.
    wanted: bool,
    /// It counts, but something shorter says so.
    quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// A condition without parts of its own.
    Condition,
    /// A list nobody proves complete.
    Unvouched,
    /// A list's completeness, proved.
    Vouched,
    Empty,
    Each,
    NoneOf,
    Several,
}

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

    fn atoms(&self) -> Vec<Atom> {
        let mut atoms = Vec::new();
        self.gather(0, true, false, &mut atoms);
        atoms
    }

    fn gather(&self, step: usize, wanted: bool, quiet: bool, atoms: &mut Vec<Atom>) {
        match self.op(step) {
            Op::Not(_) => self.parts(step).for_each(|part| self.gather(part, !wanted, quiet, atoms)),
            Op::And(_) | Op::Or(_) => {
                let truth = self.truth_at(step);
                let one_is_enough = (truth == Truth::False) == matches!(self.op(step), Op::And(_))
                    && truth == Truth::from(wanted);
                let most = if one_is_enough { 1 } else { usize::MAX };
                for part in self.parts(step).filter(|part| self.truth_at(*part) == truth).take(most) {
                    self.gather(part, wanted, quiet, atoms);
                }
            }
            Op::Quantify(quantifier, ..) => self.gather_items(*quantifier, step, wanted, quiet, atoms),
            _ if self.steps[step].value.is_none() => self.gather_unknown(step, quiet, atoms),
            _ => atoms.push(Atom { step, what: What::Condition, wanted, quiet }),
        }
    }

    fn gather_items(
        &self,
        quantifier: Quantifier,
        step: usize,
        wanted: bool,
        quiet: bool,
        atoms: &mut Vec<Atom>,
    ) {
        let truth = self.truth_at(step);
        let mut say = |what, quiet| atoms.push(Atom { step, what, wanted, quiet });
        let holding = self.parts(step).filter(|item| self.truth_at(*item) == Truth::True).count();
        let supports = truth == Truth::from(wanted);
        let (telling, hushed) = match (quantifier, truth) {
            (_, Truth::Unknown) => {
                if !self.is_vouched(step) {
                    say(What::Unvouched, quiet);
                }
                (Truth::Unknown, quiet)
            }
            (Quantifier::All, Truth::False) => (Truth::False, quiet),
            (Quantifier::Exists, Truth::True) => (Truth::True, quiet),
            (Quantifier::ExistsOne, Truth::False) if holding > 1 => {
                say(What::Several, quiet);
                (Truth::True, true)
            }
            (Quantifier::ExistsOne, Truth::True) => {
                say(What::Vouched, true);
                (Truth::True, quiet)
            }
            _ if self.parts(step).next().is_none() => {
                say(What::Empty, quiet);
                (truth, quiet)
            }
            (Quantifier::All, Truth::True) => {
                say(What::Each, quiet);
                (Truth::True, true)
            }
            (Quantifier::Exists | Quantifier::ExistsOne, Truth::False) => {
                say(if supports { What::NoneOf } else { What::Vouched }, quiet || !supports);
                (Truth::False, quiet || supports)
            }
        };
        let one_is_enough = supports && matches!(quantifier, Quantifier::All | Quantifier::Exists) && !hushed;
        let most = if one_is_enough { 1 } else { usize::MAX };
        for item in self.parts(step).filter(|item| self.truth_at(*item) == telling).take(most) {
            self.gather(item, wanted, hushed, atoms);
        }
    }

    /// Every fact under `step` that is not known.
    fn gather_unknown(&self, step: usize, quiet: bool, atoms: &mut Vec<Atom>) {
        for at in step..self.steps[step].end {
            let Some(used) = self.used(at) else { continue };
            let is_list = matches!(self.op(at), Op::Size(_) | Op::Quantify(..));
            if is_list && !self.is_vouched(at) {
                atoms.push(Atom { step: at, what: What::Unvouched, wanted: true, quiet });
            } else if !is_list && !matches!(used.fact, Fact::Known(_)) {
                atoms.push(Atom { step: at, what: What::Condition, wanted: true, quiet });
            }
        }
    }

    fn is_vouched(&self, step: usize) -> bool {
        let vouched = |used: &Use<'_>| matches!(used.fact, Fact::Known(c) if c.value == Value::Bool(true));
        self.used(step).is_some_and(vouched)
    }

    fn part(&self, atom: &Atom) -> Part {
        let list =
            || self.used(atom.step).map(|used| used.place(&self.frames).to_string()).unwrap_or_default();
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
                let text = self.reads(right).then(|| self.term(right));
                match (value(left), value(right)) {
                    (Some(is), Some(bound)) => Part::Compared {
                        what: self.term(left),
                        value: is,
                        relation: needed,
                        bound: Bound { text, value: bound },
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
        let fact = used.path(&self.frames).to_string();
        match &used.fact {
            _ if used.is_complete() && !matches!(used.fact, Fact::Known(_)) => {
                Part::Incomplete { list: used.place(&self.frames).to_string(), vouched: self.vouched(step) }
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
