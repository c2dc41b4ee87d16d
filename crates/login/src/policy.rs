//! Who must have a second factor.

use std::collections::BTreeSet;

use model::id::PersonId;
use model::party::Role;

/// The roles that must show a second factor. Others may have one, and who has one must show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    required: BTreeSet<Role>,
}

/// Says which roles a person has now.
pub trait Roster: Send + Sync {
    /// Their roles; none if they are not known.
    fn roles(&self, person: PersonId) -> Vec<Role>;
}

impl<F: Fn(PersonId) -> Vec<Role> + Send + Sync> Roster for F {
    fn roles(&self, person: PersonId) -> Vec<Role> {
        self(person)
    }
}

impl Policy {
    /// Asks these roles for a second factor, and nobody else.
    pub fn requiring(roles: impl IntoIterator<Item = Role>) -> Policy {
        Policy { required: roles.into_iter().collect() }
    }

    /// Whether somebody with these roles must show a second factor. One role that must is enough; of whom nothing
    /// is known, it is asked.
    pub fn requires(&self, roles: &[Role]) -> bool {
        roles.is_empty() || roles.iter().any(|role| self.required.contains(role))
    }
}

/// Those who see many movements, decide over them, or look in from outside. The others see their own part only,
/// often from a telephone at the roadside: a factor is offered to them.
impl Default for Policy {
    fn default() -> Policy {
        Policy::requiring([
            Role::DutyOfficer,
            Role::Authority,
            Role::Administrator,
            Role::Investigator,
            Role::Partner,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_role_that_must_is_enough_and_nobody_is_exempt_for_being_unknown() {
        let policy = Policy::default();
        assert!(!policy.requires(&[Role::Commander, Role::Principal]));
        assert!(policy.requires(&[Role::Commander, Role::DutyOfficer]));
        assert!(policy.requires(&[]));
        assert!(Policy::requiring([]).requires(&[]));
    }
}
