//! Reasons as data; the catalogue says them in any language (`in_words`).

use model::{Claim, Instant, Path, Span, Value, Word};
use serde::Serialize;

use super::{
    tree::{Operator, Relation},
    truth::Truth,
};

/// Why an expression has the outcome it has.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reason {
    /// The outcome.
    pub truth: Truth,
    /// What it rests on, most to least telling as written; at most a handful.
    pub parts: Vec<Part>,
    /// How many more parts there are.
    pub more: usize,
    /// How far local clocks stand ahead of UTC; times are shown by them.
    pub offset: Span,
}

/// One thing an outcome rests on. Facts and lists are named by path.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Part {
    /// A fact is this.
    #[serde(rename = "fact")]
    Is {
        /// The fact.
        fact: Path,
        /// What it is.
        value: Value,
    },
    /// Something stands, or fails to stand, in the relation needed.
    Compared {
        /// What is compared.
        what: Term,
        /// What it is.
        value: Value,
        /// How it must stand to the bound.
        relation: Relation,
        /// The bound.
        bound: Bound,
        /// Whether it does.
        holds: bool,
    },
    /// Something is, or fails to be, among the values needed.
    Among {
        /// What is looked for.
        what: Term,
        /// What it is.
        value: Value,
        /// The values.
        values: Vec<Value>,
        /// Whether it must be one of them, or none.
        inside: bool,
        /// Whether it is as it must be.
        holds: bool,
    },
    /// Nobody has said it.
    Missing {
        /// The fact.
        fact: Path,
    },
    /// What was said has expired.
    Stale {
        /// The fact.
        fact: Path,
        /// When it expired.
        since: Option<Instant>,
        /// What was said last.
        value: Value,
    },
    /// Origins disagree.
    Contradictory {
        /// The fact.
        fact: Path,
        /// Who says what.
        said: Vec<Said>,
    },
    /// A list is not known to be complete.
    Incomplete {
        /// The list.
        list: Path,
        /// What was said about its completeness.
        vouched: Vouched,
    },
    /// A list is complete and has nothing in it.
    Empty {
        /// The list.
        list: Path,
    },
    /// It holds for every item of a complete list.
    Each {
        /// The list.
        list: Path,
        /// How many items.
        count: usize,
    },
    /// It holds for no item of a complete list.
    NoneOf {
        /// The list.
        list: Path,
        /// How many items.
        count: usize,
    },
    /// It holds for more than one item.
    Several {
        /// The list.
        list: Path,
        /// The labels of those it holds for.
        items: Vec<Word>,
    },
    /// The rule says so itself.
    Constant {
        /// Whether that is what is needed.
        holds: bool,
    },
}

/// What something is compared with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Bound {
    /// How it comes about, unless the rule fixes it.
    pub term: Option<Term>,
    /// What it is.
    pub value: Value,
}

/// How a value comes about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Term {
    /// A fact says it.
    Fact {
        /// The fact.
        path: Path,
    },
    /// The rule fixes it.
    Fixed {
        /// What it is.
        value: Value,
    },
    /// The moment of the evaluation.
    Now,
    /// Its day.
    Today,
    /// How many items a list has.
    Size {
        /// The list.
        list: Path,
    },
    /// The time from one moment or day to another.
    Elapsed {
        /// From when.
        from: Box<Term>,
        /// Until when.
        to: Box<Term>,
    },
    /// It is calculated.
    Calculated {
        /// How.
        operator: Operator,
        /// From what.
        left: Box<Term>,
        /// And from what.
        right: Box<Term>,
    },
    /// It is itself a condition.
    Condition {
        /// As the rule writes it.
        source: String,
    },
}

/// What one origin says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Said {
    /// Who.
    pub by: Word,
    /// What.
    pub value: Value,
}

/// What was said about a list's completeness that does not prove it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "vouched")]
pub enum Vouched {
    /// Nothing.
    ByNobody,
    /// That it is not complete.
    Denied,
    /// The word expired.
    Expired {
        /// When.
        since: Option<Instant>,
    },
    /// Origins disagree.
    Disputed {
        /// Who says what.
        said: Vec<Said>,
    },
}

impl Said {
    pub(super) fn of(claims: &[&Claim]) -> Vec<Said> {
        let said = |claim: &&Claim| Said { by: claim.source.origin().clone(), value: claim.value.clone() };
        claims.iter().map(said).collect()
    }
}
