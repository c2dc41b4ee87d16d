//! A calculated part as text, with the labels of the items it was calculated for.

use super::{
    english::shown,
    evaluated::Evaluated,
    tree::{Op, Operator},
};

impl Evaluated<'_> {
    /// `movement.departs_on - districts[shangla].notice.given_on`.
    pub(super) fn term(&self, step: usize) -> String {
        let mut text = String::new();
        self.write_term(step, false, &mut text);
        text
    }

    fn write_term(&self, step: usize, tight: bool, text: &mut String) {
        match self.op(step) {
            Op::Constant(value) => text.push_str(&shown(value, self.at.offset)),
            Op::Now => text.push_str("now"),
            Op::Today => text.push_str("today"),
            Op::Fact(..) | Op::Complete(_) => {
                if let Some(used) = self.used(step) {
                    text.push_str(&used.path(&self.frames).to_string());
                }
            }
            Op::Size(_) => {
                if let Some(used) = self.used(step) {
                    text.push_str("the number of ");
                    text.push_str(&used.place(&self.frames).to_string());
                }
            }
            Op::Arithmetic(operator, ..) => self.write_calculation(step, *operator, tight, text),
            Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) | Op::Among(..) | Op::Quantify(..) => {
                text.push_str(self.step_at(step).source());
            }
        }
    }

    /// `tight`: it stands where only a product or a single term needs no parentheses.
    fn write_calculation(&self, step: usize, operator: Operator, tight: bool, text: &mut String) {
        let mut parts = self.parts(step);
        let (Some(left), Some(right)) = (parts.next(), parts.next()) else { return };
        let product = operator == Operator::Multiply;
        let enclosed = tight && !product;
        if enclosed {
            text.push('(');
        }
        self.write_term(left, product, text);
        text.push_str(match operator {
            Operator::Add => " + ",
            Operator::Subtract => " - ",
            Operator::Multiply => " * ",
        });
        self.write_term(right, product || operator == Operator::Subtract, text);
        if enclosed {
            text.push(')');
        }
    }
}
