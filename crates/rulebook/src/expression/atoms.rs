//! What an outcome rests on: the smallest parts of an expression that make it so.
//!
//! A part matters to the outcome of `&&`, `||` or a quantifier exactly when it has the same truth as the
//! whole: the false parts of a false `&&`, every part of a true one, the unknown parts of an unknown one. Where
//! one such part is enough and the outcome is the wanted one, the first is enough to say; where it is not the
//! wanted one, each of them is something to mend.

use model::{Fact, Value};

use super::{
    evaluated::Evaluated,
    tree::{Op, Quantifier},
    truth::Truth,
    uses::Use,
};

/// Something the outcome rests on.
#[derive(Clone, Copy)]
pub(super) struct Atom {
    pub step: usize,
    pub what: What,
    /// What its surroundings need it to be.
    pub wanted: bool,
    /// It counts, but something shorter says so.
    pub quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A condition without parts of its own, or a fact it needs.
    Condition,
    /// A list nobody proves complete.
    Unvouched,
    /// A list's completeness, proved.
    Vouched,
    /// A complete list with nothing in it.
    Empty,
    /// Every item of a complete list.
    Each,
    /// No item of a complete list.
    NoneOf,
    /// More than one item.
    Several,
}

/// Where a walk stands: what the surroundings want, and whether they say it shorter already.
#[derive(Clone, Copy)]
struct Mood {
    wanted: bool,
    quiet: bool,
}

impl Evaluated<'_> {
    /// Everything the outcome rests on, in the order of the expression.
    pub(super) fn atoms(&self) -> Vec<Atom> {
        let mut gathering = Gathering { of: self, atoms: Vec::new() };
        gathering.walk(0, Mood { wanted: true, quiet: false });
        gathering.atoms
    }

    pub(super) fn is_vouched(&self, step: usize) -> bool {
        let vouched = |used: &Use<'_>| matches!(used.fact, Fact::Known(c) if c.value == Value::Bool(true));
        self.used(step).is_some_and(vouched)
    }
}

struct Gathering<'e, 'a> {
    of: &'e Evaluated<'a>,
    atoms: Vec<Atom>,
}

impl Gathering<'_, '_> {
    fn walk(&mut self, step: usize, mood: Mood) {
        let of = self.of;
        match of.op(step) {
            Op::Not(_) => {
                let turned = Mood { wanted: !mood.wanted, ..mood };
                of.parts(step).for_each(|part| self.walk(part, turned));
            }
            Op::And(_) | Op::Or(_) => {
                let truth = of.truth_at(step);
                let one_is_enough = (truth == Truth::False) == matches!(of.op(step), Op::And(_));
                self.telling(step, truth, one_is_enough, mood);
            }
            Op::Quantify(quantifier, ..) => self.items(*quantifier, step, mood),
            _ if of.steps[step].value.is_none() => self.unknown(step, mood),
            _ => self.say(step, What::Condition, mood),
        }
    }

    fn items(&mut self, quantifier: Quantifier, step: usize, mood: Mood) {
        use Quantifier::{All, Exists, ExistsOne};
        let of = self.of;
        let truth = of.truth_at(step);
        let hushed = Mood { quiet: true, ..mood };
        let several = || of.parts(step).filter(|item| of.truth_at(*item) == Truth::True).nth(1).is_some();
        match (quantifier, truth) {
            (_, Truth::Unknown) => {
                if !of.is_vouched(step) {
                    self.say(step, What::Unvouched, mood);
                }
                self.telling(step, Truth::Unknown, false, mood);
            }
            (All, Truth::False) | (Exists, Truth::True) => self.telling(step, truth, true, mood),
            (ExistsOne, Truth::False) if several() => {
                self.say(step, What::Several, mood);
                self.telling(step, Truth::True, false, hushed);
            }
            _ if of.parts(step).next().is_none() => self.say(step, What::Empty, mood),
            (All, Truth::True) => {
                self.say(step, What::Each, mood);
                self.telling(step, Truth::True, false, hushed);
            }
            (ExistsOne, Truth::True) => {
                self.say(step, What::Vouched, hushed);
                self.telling(step, Truth::True, false, mood);
                self.telling(step, Truth::False, false, hushed);
            }
            (Exists | ExistsOne, Truth::False) if mood.wanted => {
                self.say(step, What::Vouched, hushed);
                self.telling(step, Truth::False, false, mood);
            }
            (Exists | ExistsOne, Truth::False) => {
                self.say(step, What::NoneOf, mood);
                self.telling(step, Truth::False, false, hushed);
            }
        }
    }

    /// Walks the parts whose truth is `telling`.
    fn telling(&mut self, step: usize, telling: Truth, one_is_enough: bool, mood: Mood) {
        let of = self.of;
        let most = if one_is_enough && telling == Truth::from(mood.wanted) { 1 } else { usize::MAX };
        for part in of.parts(step).filter(|part| of.truth_at(*part) == telling).take(most) {
            self.walk(part, mood);
        }
    }

    /// Every fact under `step` that is not known.
    fn unknown(&mut self, step: usize, mood: Mood) {
        for at in step..self.of.steps[step].end {
            let Some(used) = self.of.used(at) else { continue };
            let is_list = matches!(self.of.op(at), Op::Size(_) | Op::Quantify(..));
            if is_list && !self.of.is_vouched(at) {
                self.say(at, What::Unvouched, mood);
            } else if !is_list && !matches!(used.fact, Fact::Known(_)) {
                self.say(at, What::Condition, mood);
            }
        }
    }

    fn say(&mut self, step: usize, what: What, Mood { wanted, quiet }: Mood) {
        self.atoms.push(Atom { step, what, wanted, quiet });
    }
}
