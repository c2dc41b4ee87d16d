//! What a rule asks of the facts: CEL's syntax, Kleene's logic, every sub-expression's value kept.
//!
//! CEL as such leaks yes: `!has(x)` is true of a missing fact, `[].all(…)` is true of nothing, a type error
//! hides behind `&&`. So only CEL's *grammar* is used here (by the `cel` crate). Its tree is converted over a
//! whitelist to a small tree of ours, type-checked against [`model::schema`], and evaluated three-valued:
//!
//! - a fact that is missing, stale or contradictory is unknown, and so is what is computed from it;
//! - `&&`, `||` and `!` follow Kleene's tables, so an unknown beside a settled side does not unsettle it;
//! - a quantifier or size is unknown unless somebody vouches that its list is complete;
//! - numbers and times beyond what the record holds are a [`Defect`]: an error, not an outcome.
//!
//! Text in, and unknown text at that: what is too long, too deep or too strange is a [`Fault`] with its place.

mod atoms;
mod check;
mod clockwork;
mod evaluate;
mod evaluated;
mod explain;
mod fault;
mod parse;
mod reason;
mod scalar;
mod term;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod truth;
mod uses;

use model::{
    Dossier, Path, Value,
    schema::{Attribute, Kind, Type},
};

use crate::At;
use tree::{Op, Tree};

pub use evaluate::MOST_STEPS;
pub use evaluated::{Evaluated, StepView};
pub use fault::{Defect, Fault};
pub use reason::{Bound, Part, Reason, Said, Term, Vouched};
pub use text::{DEEPEST, LONGEST};
pub use tree::{Operator, Relation};
pub use truth::Truth;
pub use uses::{FactUse, State};

/// A checked expression, ready to be evaluated any number of times.
///
/// ```
/// use rulebook::{At, expression::{Expression, Truth}};
///
/// let rule = Expression::compile("districts.all(d, d.notice.given && d.accepted)")?;
/// let at = At { now: "2024-03-26T09:15:00+05:00".parse()?, offset: model::Span::hours(5) };
/// let nothing_said = model::Dossier::default();
/// let answer = rule.evaluate(&nothing_said, at)?;
/// assert_eq!(answer.truth(), Truth::Unknown);
/// assert_eq!(answer.why().to_string(), "nobody vouches that the list is complete: districts");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Expression {
    source: String,
    tree: Tree,
}

impl Expression {
    /// Reads a condition: an expression that is yes or no.
    ///
    /// # Errors
    /// When the text is no such expression, saying where and what to write instead.
    pub fn compile(source: &str) -> Result<Self, Fault> {
        let expression = Self::compile_value(source, &[])?;
        match expression.takes() {
            Type::Bool => Ok(expression),
            other => Err(Fault::at(
                source,
                0,
                format!("a rule must be yes or no, and this is {}: compare it", check::described(other)),
            )),
        }
    }

    /// Reads an expression of any type an attribute can have (see [`Self::takes`]) but a place.
    ///
    /// `variables` are names for items or records that [`Self::evaluate_value`] binds, with their kinds.
    ///
    /// # Errors
    /// When the text is no such expression, saying where and what to write instead.
    pub fn compile_value(source: &str, variables: &[(&str, &'static Kind)]) -> Result<Self, Fault> {
        let text = text::Text::read(source)?;
        let tree = parse::parsed(&text, |expr, info| check::tree(&text, expr, info, variables))?;
        Ok(Expression { source: source.to_owned(), tree })
    }

    /// The text it was read from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The type of its value.
    #[must_use]
    pub fn takes(&self) -> Type {
        self.tree.nodes[self.tree.root].takes
    }

    /// Its value, where it is fixed as written, so that it can be held against an attribute before any facts.
    #[must_use]
    pub fn constant(&self) -> Option<&Value> {
        match &self.tree.nodes[self.tree.root].op {
            Op::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// The attributes it reads, once each, in the order written; a list's completeness is not among them.
    #[must_use]
    pub fn reads(&self) -> Vec<&'static Attribute> {
        let mut found: Vec<&'static Attribute> = Vec::new();
        for node in &self.tree.nodes {
            if let Op::Fact(_, attribute) = node.op
                && !found.iter().any(|known| std::ptr::eq(*known, attribute))
            {
                found.push(attribute);
            }
        }
        found
    }

    /// Evaluates it on `facts`.
    ///
    /// # Errors
    /// When there is no outcome at all; then the rule is unproved.
    pub fn evaluate<'a>(&'a self, facts: &'a Dossier, at: At) -> Result<Evaluated<'a>, Defect> {
        evaluate::evaluate(&self.source, &self.tree, facts, at, &[])
    }

    /// Evaluates it on `facts` with its variables bound to the items or records at `bound`, in the order
    /// declared; what is not bound has no facts.
    ///
    /// # Errors
    /// When there is no outcome at all.
    pub fn evaluate_value(&self, facts: &Dossier, at: At, bound: &[Path]) -> Result<Option<Value>, Defect> {
        evaluate::evaluate(&self.source, &self.tree, facts, at, bound).map(|evaluated| evaluated.value())
    }
}
