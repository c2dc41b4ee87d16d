//! Whoever looks: a person in one role, as enrolled.

use conduct::Person;
use model::{
    Word,
    id::PersonId,
    party::{Actor, Role},
};

/// Whoever looks or acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Viewer {
    /// Who.
    pub person: PersonId,
    /// In what capacity.
    pub role: Role,
    /// For which agency.
    pub agency: Word,
    /// The label under which orders name the person.
    pub label: Option<Word>,
    /// The areas a district officer answers for.
    pub areas: Vec<Word>,
}

impl Viewer {
    /// A person as enrolled.
    #[must_use]
    pub fn of(id: PersonId, person: &Person) -> Self {
        Viewer {
            person: id,
            role: person.role,
            agency: person.agency.clone(),
            label: person.label.clone(),
            areas: person.areas.clone(),
        }
    }

    /// The actor that stands on what this viewer does.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { person: Some(self.person), role: self.role, agency: self.agency.clone() }
    }
}
