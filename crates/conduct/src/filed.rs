//! What remains in the state of a movement whose file was closed.
//!
//! No decision reads its order any more, so only its number and whose it was stay: what a unit starts from does not
//! grow by every order it ever gave. Nothing is lost by it. The whole movement is in its own entries, from which
//! [`Movement::of_its_events`] makes it again for whoever looks.

use model::{Instant, Path, Word, id::MovementId};
use serde::{Deserialize, Serialize};

use crate::{
    Movement, Stage, State,
    dossier::{
        departs, listed,
        spoken::{COMMANDERS, PRINCIPALS},
    },
    habits::Driven,
    movement::Kind,
    tie,
};

/// A movement whose file was closed, and who had to do with it, as its order had it then.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// The number people use.
    pub number: Word,
    /// Single, a run, urgent or observed.
    pub kind: Kind,
    /// The agency that asked for it.
    pub agency: Word,
    /// When it was to depart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departs: Option<Instant>,
    /// The way it drove.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driven: Option<Driven>,
    /// When its file was closed.
    pub closed_at: Instant,
    /// The labels of its commanders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commanders: Vec<Word>,
    /// The labels of its principals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub principals: Vec<Word>,
    /// The parties that were told of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<FiledParty>,
}

/// A party that was told of a movement whose file was closed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledParty {
    /// Where it stands in the order.
    pub party: Path,
    /// The area it lies in, as far as the order knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Word>,
    /// Whether it was given hour and route.
    pub late: bool,
}

impl Filed {
    /// What remains of a movement whose file is closed at `at`.
    pub(crate) fn of(state: &State, movement: &Movement, at: Instant) -> Self {
        let parties = movement.parties.iter().map(|(party, told)| FiledParty {
            party: party.clone(),
            area: tie::area_of(state, movement, party, at),
            late: told.late.is_some(),
        });
        Filed {
            number: movement.number.clone(),
            kind: movement.kind,
            agency: movement.sponsor.agency.clone(),
            departs: departs(state, movement, at),
            driven: Driven::of(state, movement),
            closed_at: at,
            commanders: listed(state, movement, &COMMANDERS),
            principals: listed(state, movement, &PRINCIPALS),
            parties: parties.collect(),
        }
    }
}

/// A movement as far as the state knows it.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// One that decisions are still made about.
    Whole(&'a Movement),
    /// One whose file was closed.
    Filed(MovementId, &'a Filed),
}

impl<'a> From<&'a Movement> for Known<'a> {
    fn from(movement: &'a Movement) -> Self {
        Known::Whole(movement)
    }
}

impl<'a> Known<'a> {
    /// Its identifier.
    #[must_use]
    pub fn id(self) -> MovementId {
        match self {
            Known::Whole(movement) => movement.id,
            Known::Filed(id, _) => id,
        }
    }

    /// The number people use.
    #[must_use]
    pub fn number(self) -> &'a Word {
        match self {
            Known::Whole(movement) => &movement.number,
            Known::Filed(_, filed) => &filed.number,
        }
    }

    /// What sort of movement.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Known::Whole(movement) => movement.kind,
            Known::Filed(_, filed) => filed.kind,
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Known::Whole(movement) => movement.stage,
            Known::Filed(..) => Stage::Closed,
        }
    }

    /// The agency that asked for it.
    #[must_use]
    pub fn agency(self) -> &'a Word {
        match self {
            Known::Whole(movement) => &movement.sponsor.agency,
            Known::Filed(_, filed) => &filed.agency,
        }
    }

    /// The parties that were told of it, and whether each was given hour and route.
    #[must_use]
    pub fn told(self) -> Vec<(&'a Path, bool)> {
        match self {
            Known::Whole(movement) => {
                movement.parties.iter().map(|(party, told)| (party, told.late.is_some())).collect()
            }
            Known::Filed(_, filed) => filed.parties.iter().map(|told| (&told.party, told.late)).collect(),
        }
    }
}
