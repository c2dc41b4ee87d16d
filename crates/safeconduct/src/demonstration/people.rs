//! The cast: one of each role, two district officers.

use conduct::Act;
use model::{
    Word,
    id::PersonId,
    party::{Actor, Role},
};
use ops::room::system;
use store::Store;

use super::Stage;
use crate::clock;

/// Who is there.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// Everybody, with the name they were enrolled under.
    pub people: Vec<(PersonId, Actor, &'static str)>,
}

struct Part {
    name: &'static str,
    role: Role,
    agency: &'static str,
    label: Option<&'static str>,
    areas: &'static [&'static str],
}

const PARTS: &[Part] = &[
    Part::of("Demo Administrator", Role::Administrator, "demo-unit"),
    Part::of("Demo Duty Officer", Role::DutyOfficer, "demo-unit"),
    Part::of("Demo Authority", Role::Authority, "demo-ministry"),
    Part::of("Demo Sponsor", Role::Sponsor, "demo-project"),
    Part::of("Demo Investigator", Role::Investigator, "demo-inspectorate"),
    Part::of("Demo Partner", Role::Partner, "demo-embassy"),
    Part { label: Some("demo-commander"), ..Part::of("Demo Commander", Role::Commander, "demo-unit") },
    Part {
        label: Some("demo-principal-1"),
        ..Part::of("Demo Principal One", Role::Principal, "demo-project")
    },
    Part {
        areas: &["pk/punjab/rawalpindi"],
        ..Part::of("Demo District Officer Rawalpindi", Role::DistrictOfficer, "demo-rawalpindi-police")
    },
    Part {
        areas: &["pk/islamabad"],
        ..Part::of("Demo District Officer Islamabad", Role::DistrictOfficer, "demo-islamabad-police")
    },
    Part {
        areas: &["pk/kp/upper-kohistan"],
        ..Part::of(
            "Demo District Officer Upper Kohistan",
            Role::DistrictOfficer,
            "demo-upper-kohistan-police",
        )
    },
];

impl Part {
    const fn of(name: &'static str, role: Role, agency: &'static str) -> Self {
        Part { name, role, agency, label: None, areas: &[] }
    }
}

impl Cast {
    /// The first in this role.
    pub fn the(&self, role: Role) -> Actor {
        let of_the_role = |(_, actor, _): &&(PersonId, Actor, &str)| actor.role == role;
        let found = self.people.iter().find(of_the_role).map(|(_, actor, _)| actor.clone());
        found.unwrap_or_else(|| unreachable!("every role is cast"))
    }

    /// The district officer of this agency.
    pub fn of_agency(&self, agency: &str) -> Option<Actor> {
        self.people.iter().map(|(_, actor, _)| actor).find(|actor| actor.agency == *agency).cloned()
    }
}

/// Enrols everybody: the first administrator by the system, the others by that administrator.
pub(super) fn enrol<S: Store>(stage: &mut Stage<'_, S>) -> anyhow::Result<()> {
    let mut by = system(stage.world.clone());
    for part in PARTS {
        let person: PersonId = clock::fresh_id().into();
        let agency: Word = part.agency.parse()?;
        let actor = Actor { person: Some(person), role: part.role, agency: agency.clone() };
        let name = stage.text(&actor, part.name);
        let act = Act::EnrolPerson {
            person,
            role: part.role,
            agency,
            label: part.label.map(str::parse).transpose()?,
            areas: part.areas.iter().map(|area| area.parse()).collect::<Result<_, _>>()?,
            name: name.id,
        };
        stage.says(&by, act, vec![name])?;
        if part.role == Role::Administrator {
            by = actor.clone();
        }
        stage.cast.people.push((person, actor, part.name));
    }
    Ok(())
}
