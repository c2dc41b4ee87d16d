//! Who acts: roles, and the actor that stands on every entry.

use serde::{Deserialize, Serialize};

use crate::{Word, id::PersonId};

/// What somebody is allowed to be in this house. A rule's waiver names one of these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Runs the room: plans, notifies, clears, watches.
    DutyOfficer,
    /// Asks for movements and mends what is theirs to mend.
    Sponsor,
    /// Answers for a jurisdiction.
    DistrictOfficer,
    /// The one person in command of a movement.
    Commander,
    /// A protected person.
    Principal,
    /// May grant waivers and approvals.
    Authority,
    /// Works a case.
    Investigator,
    /// The government or company the promise was given to.
    Partner,
    /// Keeps the installation; has no say over movements.
    Administrator,
    /// The system itself: the scheduler.
    System,
}

/// Who does something: a person by opaque identifier, the role they act in, and their agency.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Who; `None` for the system itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// In what capacity.
    pub role: Role,
    /// For which agency.
    pub agency: Word,
}

impl Role {
    /// The word files, entries and the API use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Role::DutyOfficer => "duty-officer",
            Role::Sponsor => "sponsor",
            Role::DistrictOfficer => "district-officer",
            Role::Commander => "commander",
            Role::Principal => "principal",
            Role::Authority => "authority",
            Role::Investigator => "investigator",
            Role::Partner => "partner",
            Role::Administrator => "administrator",
            Role::System => "system",
        }
    }
}
