//! What a measure is about, so that whoever reads "establish the fact" knows which.

use std::fmt;

use model::{Word, schema::COMPLETE};

use super::{Action, Measure, Place, Remedy};

/// A fact, or a list, by the names that lead to it from the root: `vehicles.identity` is that of each vehicle.
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

    /// What is done, in a few words; where these leave open of what, with its object.
    #[must_use]
    pub fn phrase(&self) -> String {
        let names: Vec<String> = self.objects().iter().map(ToString::to_string).collect();
        match self.action {
            Action::CompleteList => {
                format!("have somebody vouch that the list of {} is complete", names.join(" and "))
            }
            Action::VerifyFact => format!("establish {}", names.join(" and ")),
            _ => self.action.phrase().to_owned(),
        }
    }

    fn names_from_root(&self, place: &Place) -> Vec<Word> {
        let item = place.variable.and_then(|index| self.each.get(index));
        let before = item.map(|each| self.names_from_root(&each.list)).unwrap_or_default();
        before.into_iter().chain(place.names.iter().cloned()).collect()
    }
}

impl Remedy {
    /// What has to be done, each phrase once.
    #[must_use]
    pub fn phrases(&self) -> Vec<String> {
        let mut phrases: Vec<String> = Vec::new();
        for phrase in self.measures.iter().map(Measure::phrase) {
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        phrases
    }
}

/// `vehicles.identity`
impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Object::Fact(names) | Object::List(names)) = self;
        f.write_str(&names.iter().map(Word::as_str).collect::<Vec<_>>().join("."))
    }
}
