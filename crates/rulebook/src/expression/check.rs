//! From CEL's tree to ours: a whitelist, with every name looked up in the schema and every type checked.
//!
//! What is not admitted here cannot be evaluated at all, so each refusal says what to write instead.

mod alike;
mod calls;
mod names;
mod operators;

use std::ops::Range;

use cel::{
    IdedExpr,
    common::ast::{Expr, LiteralValue, SourceInfo},
};
use model::{
    Quantity, Value, Word,
    schema::{Attribute, Kind, Type},
    value::LARGEST,
};

use alike::comparison_hint;
pub(super) use alike::described;
use names::{Place, What};

use super::{
    fault::Fault,
    text::{DEEPEST, Text},
    tree::{Id, Node, Op, Spot, Tree},
};

/// Checks `expr` and lays it out as a tree. `variables` are names for items bound from outside.
pub(super) fn tree(
    text: &Text<'_>,
    expr: &IdedExpr,
    info: &SourceInfo,
    variables: &[(&str, &'static Kind)],
) -> Result<Tree, Fault> {
    let scope = variables.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    let mut checker = Checker { text, info, scope, nodes: Vec::new() };
    let root = checker.value(expr, 0)?;
    Ok(Tree { nodes: checker.nodes, root, variables: variables.len() })
}

struct Checker<'s> {
    text: &'s Text<'s>,
    info: &'s SourceInfo,
    /// The items at hand, outermost first.
    scope: Vec<(String, &'static Kind)>,
    nodes: Vec<Node>,
}

impl Checker<'_> {
    /// A node that has a value, with its type checked all the way down.
    fn value(&mut self, expr: &IdedExpr, depth: usize) -> Result<Id, Fault> {
        if depth > DEEPEST {
            let message = format!("operators nest deeper than {DEEPEST}: split it into several rules");
            return Err(self.fault(expr, message));
        }
        match &expr.expr {
            Expr::Literal(literal) => self.literal(expr, literal),
            Expr::Ident(name) if name == "now" || name == "today" => Ok(self.clock(expr, name)),
            Expr::Ident(_) | Expr::Select(_) => {
                let place = self.place(expr)?;
                self.fact(place)
            }
            Expr::Call(call) => self.call(expr, call, depth),
            Expr::List(_) => {
                Err(self.fault(expr, "a list of values stands only after `in`: x in ['a', 'b']"))
            }
            Expr::Map(_) | Expr::Struct(_) => {
                Err(self.fault(expr, "braces build nothing here: compare attributes one by one"))
            }
            Expr::Comprehension(_) | Expr::Unspecified => Err(self
                .fault(expr, "it is not part of the language of rules: write it with facts and operators")),
        }
    }

    /// As [`Self::value`], and it must be yes or no.
    fn truth(&mut self, expr: &IdedExpr, depth: usize, place: &str) -> Result<Id, Fault> {
        let id = self.value(expr, depth)?;
        match self.takes(id) {
            Type::Bool => Ok(id),
            other => {
                let (given, hint) = (self.source(id), comparison_hint(other));
                let message = format!("{place} takes yes or no, and `{given}` is {}{hint}", described(other));
                Err(self.fault_at(self.span(id).start, message))
            }
        }
    }

    fn literal(&mut self, expr: &IdedExpr, literal: &LiteralValue) -> Result<Id, Fault> {
        let refused = |why: &str| Err(self.fault(expr, why));
        let (value, takes) = match literal {
            LiteralValue::Boolean(yes) => (Value::Bool(*yes.inner()), Type::Bool),
            LiteralValue::Int(n) => {
                let n = *n.inner();
                if n.unsigned_abs() > LARGEST.unsigned_abs() {
                    return refused("it is beyond the largest number the record holds, 9007199254740991");
                }
                (Value::Quantity(Quantity::count(n)), Type::Quantity(model::Unit::Count))
            }
            LiteralValue::String(text) => match text.inner().parse::<Word>() {
                Ok(word) => (Value::Word(word), Type::Word(&[])),
                Err(why) => return refused(&why.to_string()),
            },
            LiteralValue::Null => {
                return refused("there is no null: a missing fact is unknown already, so just name the fact");
            }
            LiteralValue::Double(_) => {
                return refused("there are no fractions: use a smaller unit, such as grams(4600)");
            }
            LiteralValue::UInt(_) => return refused("write the number without `u`"),
            LiteralValue::Bytes(_) => return refused("write the text without `b`"),
        };
        let mut span = self.token(expr);
        if matches!(literal, LiteralValue::Int(n) if *n.inner() < 0) {
            span.start = self.text.source[..span.start].rfind('-').unwrap_or(span.start);
        }
        Ok(self.push(span, takes, 0, Op::Constant(value)))
    }

    fn clock(&mut self, expr: &IdedExpr, name: &str) -> Id {
        let span = self.token(expr);
        if name == "now" {
            self.push(span, Type::Time, 1, Op::Now)
        } else {
            self.push(span, Type::Day, 0, Op::Today)
        }
    }

    fn fact(&mut self, Place { spot, span, what }: Place) -> Result<Id, Fault> {
        let names_a_thing = |what: String, kind: &Kind| {
            let message = format!("it is {what}: say which attribute; a {} has {}", kind.name, kind.names());
            Err(self.fault_at(span.start, message))
        };
        match what {
            What::Attribute(Attribute { takes: Type::Place, .. }) => {
                Err(self.fault_at(span.start, "a place cannot be compared in a rule: use another attribute"))
            }
            What::Attribute(attribute) => {
                Ok(self.push(span, attribute.takes, 0, Op::Fact(spot, attribute)))
            }
            What::Complete => Ok(self.push(span, Type::Bool, 0, Op::Complete(spot))),
            What::Record(kind) => names_a_thing(format!("a {}", kind.name), kind),
            What::List(kind) => Err(self.fault_at(
                span.start,
                format!(
                    "it is a list of {}: ask with .all(x, ...), .exists(x, ...), .exists_one(x, ...) or .size()",
                    kind.name
                ),
            )),
        }
    }

    fn push(&mut self, span: Range<usize>, takes: Type, rate: i64, op: Op) -> Id {
        self.nodes.push(Node { span, takes, rate, op });
        self.nodes.len() - 1
    }

    fn takes(&self, id: Id) -> Type {
        self.nodes[id].takes
    }

    fn span(&self, id: Id) -> Range<usize> {
        self.nodes[id].span.clone()
    }

    /// A node's text, for messages.
    fn source(&self, id: Id) -> &str {
        self.text.source.get(self.span(id)).unwrap_or_default()
    }

    /// Where the parser says this expression's own token stands.
    fn token(&self, expr: &IdedExpr) -> Range<usize> {
        let (start, last) = self.info.offset_for(expr.id).unwrap_or_default();
        let end = self.text.source.len();
        let start = usize::try_from(start).unwrap_or(end).min(end);
        start..usize::try_from(last).unwrap_or(end).saturating_add(1).clamp(start, end)
    }

    fn fault(&self, expr: &IdedExpr, message: impl Into<String>) -> Fault {
        self.fault_at(self.token(expr).start, message)
    }

    fn fault_at(&self, offset: usize, message: impl Into<String>) -> Fault {
        Fault::at(self.text.source, offset, message)
    }
}
