//! The expression as this house evaluates it: typed, names split, no more than the whitelist can say.

use std::{cmp::Ordering, ops::Range};

use model::{
    Value, Word,
    schema::{Attribute, Type},
};
use serde::Serialize;

/// A node's place in its tree.
pub(super) type Id = usize;

#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    pub root: Id,
    /// How many items are bound from outside.
    pub variables: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Its text, in bytes of the source.
    pub span: Range<usize>,
    /// What values it has; never a record, a list or a place.
    pub takes: Type,
    /// How fast its value moves with the clock: microseconds per microsecond, -1, 0 or 1.
    pub rate: i64,
    pub op: Op,
}

#[derive(Debug, Clone)]
pub(super) enum Op {
    Constant(Value),
    Now,
    Today,
    Fact(Spot, &'static Attribute),
    /// Whether somebody vouches that a list is complete.
    Complete(Spot),
    Not(Id),
    And(Vec<Id>),
    Or(Vec<Id>),
    Compare(Relation, Id, Id),
    Among(Id, Vec<Value>),
    Arithmetic(Operator, Id, Id),
    Quantify(Quantifier, Spot, Id),
    Size(Spot),
}

/// Where a fact or a list stands: attribute names from the dossier's root or from an item at hand.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The item, as a depth in the scopes around; `None` for the dossier's root.
    pub variable: Option<usize>,
    pub names: Vec<Word>,
}

/// How one value must stand to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// How two values make a third.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Quantifier {
    All,
    Exists,
    ExistsOne,
}

impl Relation {
    /// Whether the relation holds between two values that compare as `ordering`.
    #[must_use]
    pub fn holds(self, ordering: Ordering) -> bool {
        match self {
            Relation::Equal => ordering.is_eq(),
            Relation::NotEqual => ordering.is_ne(),
            Relation::Less => ordering.is_lt(),
            Relation::AtMost => ordering.is_le(),
            Relation::More => ordering.is_gt(),
            Relation::AtLeast => ordering.is_ge(),
        }
    }

    /// The relation that holds exactly when this one does not.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Relation::Equal => Relation::NotEqual,
            Relation::NotEqual => Relation::Equal,
            Relation::Less => Relation::AtLeast,
            Relation::AtMost => Relation::More,
            Relation::More => Relation::AtMost,
            Relation::AtLeast => Relation::Less,
        }
    }

    /// The same relation seen from the other side.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Relation::Equal | Relation::NotEqual => self,
            Relation::Less => Relation::More,
            Relation::AtMost => Relation::AtLeast,
            Relation::More => Relation::Less,
            Relation::AtLeast => Relation::AtMost,
        }
    }

    /// Whether it asks which of two comes first.
    pub(super) fn is_ordering(self) -> bool {
        !matches!(self, Relation::Equal | Relation::NotEqual)
    }
}
