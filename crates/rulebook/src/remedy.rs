//! The way out, as a rule states it: measures from a finite catalogue, each saying what holds once it is
//! taken.

mod action;
mod names;
mod note;
mod object;
mod read;

use model::{
    Path, Word,
    party::Role,
    schema::{Attribute, Kind},
};

pub use action::Action;
pub use note::Note;
pub use object::Object;

use crate::expression::Expression;

/// One way to mend a rule: all of these measures, in order.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// What has to be done.
    pub measures: Vec<Measure>,
}

/// One kind of act, for one thing or for each of several.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What is done.
    pub action: Action,
    /// For each of which things; later lists may start at earlier variables.
    pub each: Vec<Each>,
    /// Only for those of which this is not known to be false.
    pub only_if: Option<Expression>,
    /// What becomes of the plan.
    pub change: Change,
    /// What holds once it is done: where, and the expression of the value.
    pub sets: Vec<(Target, Expression)>,
    /// Who does it; `None`: the rule's owner.
    pub owner: Option<Role>,
    /// For people.
    pub note: Option<Note>,
}

/// What a measure changes, besides the facts it sets.
#[derive(Clone, Debug)]
pub enum Change {
    /// Nothing else.
    Facts,
    /// A new item enters this list, under the last variable of the measure.
    Add(Place),
    /// The item of the last variable leaves the plan, and a new one takes its place that keeps these
    /// attributes of it.
    Replace {
        /// Attributes of the plan that the new item takes over.
        keep: Vec<Word>,
    },
    /// The item of the last variable leaves the plan.
    Remove,
    /// The departure moves to the day or moment this expression gives, at the earliest.
    Postpone(Expression),
}

/// A variable that stands for each item of a list.
#[derive(Clone, Debug)]
pub struct Each {
    /// Its name.
    pub variable: Word,
    /// The list.
    pub list: Place,
    /// What the items are.
    pub kind: &'static Kind,
}

/// A place in the facts: names from the root, or from the item a variable stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Which of the measure's variables; `None`: the root.
    pub variable: Option<usize>,
    /// The attributes from there.
    pub names: Vec<Word>,
}

/// A fact a measure sets.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where.
    pub place: Place,
    /// The schema's row of it.
    pub attribute: &'static Attribute,
}

impl Measure {
    /// The variables that stand for items there are: all but the one of an item to be added.
    #[must_use]
    pub fn given(&self) -> &[Each] {
        match (&self.change, self.each.split_last()) {
            (Change::Add(_), Some((_, given))) => given,
            _ => &self.each,
        }
    }
}

impl Place {
    /// Whether it is the root's attribute `name`.
    pub(crate) fn is_at_root(&self, name: &str) -> bool {
        self.variable.is_none() && matches!(self.names.as_slice(), [only] if only.as_str() == name)
    }

    /// The path, where the variables stand for the items at `bound`; `None` if its variable stands for none.
    #[must_use]
    pub fn path(&self, bound: &[Path]) -> Option<Path> {
        let start = match self.variable {
            None => Path::root(),
            Some(index) => bound.get(index)?.clone(),
        };
        Some(self.names.iter().fold(start, Path::attribute))
    }
}
