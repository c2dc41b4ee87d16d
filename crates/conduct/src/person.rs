//! Who may act here, and who has seen what. Names lie in the vault.

use model::{
    Instant, Path, Word,
    id::{MovementId, PersonId, TextId},
    party::{Actor, Role},
};
use serde::{Deserialize, Serialize};

use crate::dossier::spoken::{COMMANDERS, PRINCIPALS};

/// Somebody who may act here, in one role: whoever has two duties has two enrolments, so that an entry always
/// says in which of them it was done.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// In what capacity.
    pub role: Role,
    /// For which agency.
    pub agency: Word,
    /// The label under which orders name the person, if they do.
    pub label: Option<Word>,
    /// The areas a district officer answers for.
    pub areas: Vec<Word>,
    /// The name.
    pub name: TextId,
    /// Since when.
    pub since: Instant,
}

impl Person {
    /// How orders name them, if they do as a commander or as a principal.
    #[must_use]
    pub fn ordered_as(&self) -> Option<Path> {
        let list = match self.role {
            Role::Commander => &COMMANDERS,
            Role::Principal => &PRINCIPALS,
            _ => return None,
        };
        Some(Path::clone(list).item(self.label.as_ref()?))
    }

    /// The actor that stands on what this person does.
    #[must_use]
    pub fn actor(&self, id: PersonId) -> Actor {
        Actor { person: Some(id), role: self.role, agency: self.agency.clone() }
    }
}

/// Somebody who acted here once. What they did stays on the record; their name, and the words they wrote, stay
/// readable until they are erased.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Former {
    /// As what they were enrolled.
    pub person: Person,
    /// Until when they could act.
    pub until: Instant,
    /// Whether their data was erased.
    pub erased: bool,
}

/// Somebody has seen a part of a movement. Kept once for each hour.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sight {
    /// Who.
    pub person: PersonId,
    /// In what capacity.
    pub role: Role,
    /// Which movement.
    pub movement: MovementId,
    /// Which part of it.
    pub part: Word,
    /// The beginning of the hour.
    pub hour: Instant,
}
