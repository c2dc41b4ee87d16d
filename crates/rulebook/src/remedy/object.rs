//! What a measure is about, so that whoever reads "establish the fact" knows which.

use model::{Word, schema::COMPLETE};

use super::{Measure, Place};

/// A fact, or a list, by the names that lead to it from the root: `vehicles`, `identity` is that of each vehicle.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Object {
    /// A fact that is set.
    Fact(Vec<Word>),
    /// A list that is vouched complete.
    List(Vec<Word>),
}

impl Measure {
    /// What it sets or vouches for, each once, in the order of the rule.
    #[must_use]
    pub fn objects(&self) -> Vec<Object> {
        let mut objects = Vec::new();
        for (target, _) in &self.sets {
            let mut names = self.names_from_root(&target.place);
            let is_list = names.last().is_some_and(|name| *name == *COMPLETE.name);
            let object = if is_list {
                names.pop();
                Object::List(names)
            } else {
                Object::Fact(names)
            };
            if !objects.contains(&object) {
                objects.push(object);
            }
        }
        objects
    }

    fn names_from_root(&self, place: &Place) -> Vec<Word> {
        let item = place.variable.and_then(|index| self.each.get(index));
        let before = item.map(|each| self.names_from_root(&each.list)).unwrap_or_default();
        before.into_iter().chain(place.names.iter().cloned()).collect()
    }
}
