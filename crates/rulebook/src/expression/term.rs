//! How a value comes about, with the labels of the items it was calculated for.

use model::schema::Type;

use super::{
    evaluated::Evaluated,
    reason::Term,
    tree::{Op, Operator},
};

impl Evaluated<'_> {
    /// How the value at `step` comes about.
    pub(super) fn term(&self, step: usize) -> Term {
        match (self.op(step), self.used(step)) {
            (Op::Constant(value), _) => Term::Fixed { value: value.clone() },
            (Op::Now, _) => Term::Now,
            (Op::Today, _) => Term::Today,
            (Op::Fact(..) | Op::Complete(_), Some(used)) => Term::Fact { path: used.path(&self.frames) },
            (Op::Size(_), Some(used)) => Term::Size { list: used.place(&self.frames) },
            (Op::Arithmetic(operator, ..), _) => self.calculated(step, *operator),
            _ => self.condition_term(step),
        }
    }

    fn calculated(&self, step: usize, operator: Operator) -> Term {
        let mut parts = self.parts(step);
        let (Some(left), Some(right)) = (parts.next(), parts.next()) else {
            return self.condition_term(step);
        };
        let terms = [left, right].map(|part| Box::new(self.term(part)));
        let [left_term, right_term] = terms;
        if operator == Operator::Subtract && self.is_of_time(left) && self.is_of_time(right) {
            return Term::Elapsed { from: right_term, to: left_term };
        }
        Term::Calculated { operator, left: left_term, right: right_term }
    }

    fn condition_term(&self, step: usize) -> Term {
        Term::Condition { source: self.step_at(step).source().to_owned() }
    }

    fn is_of_time(&self, step: usize) -> bool {
        matches!(self.tree.nodes[self.steps[step].node].takes, Type::Time | Type::Day)
    }
}
