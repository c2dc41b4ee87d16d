//! Operators: only like goes with like.

use cel::{
    IdedExpr,
    common::ast::{CallExpr, Expr, operators as cel_op},
};
use model::{Unit, schema::Type};

use super::{
    Checker, Fault, Id, Op,
    alike::{described, unit_hint},
};
use crate::expression::tree::{Operator, Relation};

pub(super) const NOT_NUMBERED: &str =
    "items are not numbered: ask with .all(x, ...) or .exists(x, ...) about the right one";

impl Checker<'_> {
    /// The operator called `call.func_name`, if it is one of ours; `None` if it is no operator.
    pub(super) fn operator(
        &mut self,
        expr: &IdedExpr,
        call: &CallExpr,
        depth: usize,
    ) -> Result<Option<Id>, Fault> {
        let refused = |why: &str| Err(self.fault(expr, why));
        let name = call.func_name.as_str();
        match (name, call.args.as_slice()) {
            (cel_op::LOGICAL_NOT, [arg]) => self.not(expr, arg, depth).map(Some),
            (cel_op::LOGICAL_AND | cel_op::LOGICAL_OR, _) => self.connective(expr, name, depth).map(Some),
            (cel_op::IN, [left, right]) => self.among(expr, left, right, depth).map(Some),
            (cel_op::CONDITIONAL, _) => refused("there is no `? :`: write (a && b) || (!a && c)"),
            (cel_op::DIVIDE, _) => refused("there is no division: multiply the other side instead"),
            (cel_op::MODULO, _) => refused("there is no remainder: compare quantities instead"),
            (cel_op::NEGATE, _) => refused("only a number takes a minus: subtract instead"),
            (cel_op::INDEX, _) => refused(
                "items are not numbered: ask with .all(x, ...) or .exists(x, ...) about the right one",
            ),
            (_, [left, right]) => match (relation(name), arithmetic(name)) {
                (Some(relation), _) => self.compare(expr, relation, left, right, depth).map(Some),
                (_, Some(operator)) => self.arithmetic(expr, operator, left, right, depth).map(Some),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn not(&mut self, expr: &IdedExpr, arg: &IdedExpr, depth: usize) -> Result<Id, Fault> {
        let arg = self.truth(arg, depth + 1, "`!`")?;
        let span = self.text.widen(self.token(expr).start..self.span(arg).end);
        Ok(self.push(span, Type::Bool, 0, Op::Not(arg)))
    }

    /// `a && b && c` is one node: the parser's balanced halves mean nothing to a reader.
    fn connective(&mut self, expr: &IdedExpr, name: &str, depth: usize) -> Result<Id, Fault> {
        let mut terms = Vec::new();
        flatten(expr, name, &mut terms);
        let shown = if name == cel_op::LOGICAL_AND { "`&&`" } else { "`||`" };
        let terms = terms
            .into_iter()
            .map(|term| self.truth(term, depth + 1, shown))
            .collect::<Result<Vec<Id>, Fault>>()?;
        let start = terms.iter().map(|id| self.span(*id).start).min().unwrap_or_default();
        let end = terms.iter().map(|id| self.span(*id).end).max().unwrap_or_default();
        let span = self.text.widen(start..end);
        let op = if name == cel_op::LOGICAL_AND { Op::And(terms) } else { Op::Or(terms) };
        Ok(self.push(span, Type::Bool, 0, op))
    }

    fn compare(
        &mut self,
        expr: &IdedExpr,
        relation: Relation,
        left: &IdedExpr,
        right: &IdedExpr,
        depth: usize,
    ) -> Result<Id, Fault> {
        let (a, b) = (self.value(left, depth + 1)?, self.value(right, depth + 1)?);
        self.same_type(expr, a, b)?;
        if relation.is_ordering() && matches!(self.takes(a), Type::Bool | Type::Word(_)) {
            let message = format!("{} has no order: compare it with == or !=", described(self.takes(a)));
            return Err(self.fault(expr, message));
        }
        let span = self.text.widen(self.span(a).start..self.span(b).end);
        Ok(self.push(span, Type::Bool, 0, Op::Compare(relation, a, b)))
    }

    fn among(
        &mut self,
        expr: &IdedExpr,
        left: &IdedExpr,
        right: &IdedExpr,
        depth: usize,
    ) -> Result<Id, Fault> {
        let Expr::List(list) = &right.expr else {
            let message =
                "after `in` stands a list of values: ['a', 'b']; for items write list.exists(x, ...)";
            return Err(self.fault(right, message));
        };
        if list.elements.is_empty() {
            return Err(self.fault(right, "nothing is in an empty list: say which values fit"));
        }
        let left = self.value(left, depth + 1)?;
        let mut values = Vec::with_capacity(list.elements.len());
        for element in &list.elements {
            let id = self.value(element, depth + 1)?;
            self.same_type(expr, left, id)?;
            match self.nodes.pop() {
                Some(node) => match node.op {
                    Op::Constant(value) => values.push(value),
                    _ => return Err(self.fault(element, "after `in` stand fixed values only: use == and ||")),
                },
                None => return Err(self.fault(element, "this value cannot be read")),
            }
        }
        let close = self.text.closing(self.token(right).start) + 1;
        let span = self.text.widen(self.span(left).start..close);
        Ok(self.push(span, Type::Bool, 0, Op::Among(left, values)))
    }

    fn arithmetic(
        &mut self,
        expr: &IdedExpr,
        operator: Operator,
        left: &IdedExpr,
        right: &IdedExpr,
        depth: usize,
    ) -> Result<Id, Fault> {
        use Operator::{Add, Multiply, Subtract};
        use Type::{Day, Quantity, Time};
        use Unit::{Count, Microsecond};
        let (a, b) = (self.value(left, depth + 1)?, self.value(right, depth + 1)?);
        let takes = match (self.takes(a), operator, self.takes(b)) {
            (Quantity(x), Add | Subtract, Quantity(y)) if x == y => Quantity(x),
            (Quantity(x), Multiply, Quantity(Count)) | (Quantity(Count), Multiply, Quantity(x)) => {
                Quantity(x)
            }
            (Time, Subtract, Time) | (Day, Subtract, Day) => Quantity(Microsecond),
            (Time, Add | Subtract, Quantity(Microsecond)) | (Quantity(Microsecond), Add, Time) => Time,
            (Day, Add | Subtract, Quantity(Microsecond)) | (Quantity(Microsecond), Add, Day) => Day,
            (x, _, y) => {
                let hint = unit_hint(x, y);
                let message = format!(
                    "`{}` is {} and `{}` is {}: this cannot be calculated{hint}",
                    self.source(a),
                    described(x),
                    self.source(b),
                    described(y)
                );
                return Err(self.fault(expr, message));
            }
        };
        let rate = self.rate(expr, operator, a, b, takes)?;
        let span = self.text.widen(self.span(a).start..self.span(b).end);
        Ok(self.push(span, takes, rate, Op::Arithmetic(operator, a, b)))
    }

    /// How fast the result moves with the clock, which must stay such that its next turn can be told.
    fn rate(&self, expr: &IdedExpr, operator: Operator, a: Id, b: Id, takes: Type) -> Result<i64, Fault> {
        let (x, y) = (self.nodes[a].rate, self.nodes[b].rate);
        let runs = x != 0 || y != 0;
        if runs && operator == Operator::Multiply {
            return Err(
                self.fault(expr, "what runs with `now` cannot be multiplied: multiply the other side")
            );
        }
        if runs && matches!(takes, Type::Day) {
            return Err(
                self.fault(expr, "a day moves by whole days only, not by a span that runs with `now`")
            );
        }
        let rate = if operator == Operator::Subtract { x - y } else { x + y };
        if rate.abs() > 1 {
            return Err(self.fault(expr, "`now` counts twice here: bring it to one side once"));
        }
        Ok(rate)
    }
}

fn flatten<'e>(expr: &'e IdedExpr, name: &str, terms: &mut Vec<&'e IdedExpr>) {
    match &expr.expr {
        Expr::Call(call) if call.func_name == name && call.target.is_none() => {
            call.args.iter().for_each(|arg| flatten(arg, name, terms));
        }
        _ => terms.push(expr),
    }
}

fn relation(name: &str) -> Option<Relation> {
    Some(match name {
        cel_op::EQUALS => Relation::Equal,
        cel_op::NOT_EQUALS => Relation::NotEqual,
        cel_op::LESS => Relation::Less,
        cel_op::LESS_EQUALS => Relation::AtMost,
        cel_op::GREATER => Relation::More,
        cel_op::GREATER_EQUALS => Relation::AtLeast,
        _ => return None,
    })
}

fn arithmetic(name: &str) -> Option<Operator> {
    Some(match name {
        cel_op::ADD => Operator::Add,
        cel_op::SUBSTRACT => Operator::Subtract,
        cel_op::MULTIPLY => Operator::Multiply,
        _ => return None,
    })
}
