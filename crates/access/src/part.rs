//! The parts a movement is cut into for seeing: each is granted whole or not at all.

use model::{Path, Segment};
use serde::Serialize;

/// A part of what is known of a movement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// That it exists: its number, kind and stage.
    Number,
    /// What was announced to a party in its early notice: the days, and nothing of hour or route.
    Window,
    /// Hour, route and halts: what an attacker would need. A district is shown its own section of the route.
    Schedule,
    /// The vehicles and their certificates.
    Vehicles,
    /// Who protects it and how: commander, crew, escort, means of communication and where they fail, how its sites
    /// are guarded. Who of them did what, by name.
    Detail,
    /// The protected people, under their labels, and what carries them.
    Principals,
    /// What one party, the viewer's own, was told and answered.
    OwnParty,
    /// What every party was told and answered, with officers and telephones.
    Parties,
    /// Approvals and waivers, with their reasons.
    Permissions,
    /// Which rules were proved, which not, and when: rule and verdict, no facts.
    Outcome,
    /// Why, on which facts, and the way out.
    Ruling,
    /// Incidents, sightings, alert levels around it, and its own alerts.
    Picture,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 12] = [
        Part::Number,
        Part::Window,
        Part::Schedule,
        Part::Vehicles,
        Part::Detail,
        Part::Principals,
        Part::OwnParty,
        Part::Parties,
        Part::Permissions,
        Part::Outcome,
        Part::Ruling,
        Part::Picture,
    ];

    /// The word the record and the pages use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Part::Number => "number",
            Part::Window => "window",
            Part::Schedule => "schedule",
            Part::Vehicles => "vehicles",
            Part::Detail => "detail",
            Part::Principals => "principals",
            Part::OwnParty => "own-party",
            Part::Parties => "parties",
            Part::Permissions => "permissions",
            Part::Outcome => "outcome",
            Part::Ruling => "ruling",
            Part::Picture => "picture",
        }
    }
}

/// The part a fact belongs to; `None` for one that no table here names, which nobody is shown. A test holds
/// every attribute of the schema to have one.
#[must_use]
pub fn part_of(path: &Path) -> Option<Part> {
    let [Segment::Attribute(root), rest @ ..] = path.segments() else { return None };
    let part = match root.as_str() {
        "movement" => return rest.first().and_then(of_the_movement),
        // Which vehicles escort tells in which ones the protected people are.
        "vehicles" if ends_in(rest, &["carries_principals", "escorts"]) => Part::Principals,
        "vehicles" => Part::Vehicles,
        "commanders" | "crew" | "escort" | "agencies" | "escalation" => Part::Detail,
        // Where no means works and what a wall is worth is for those who guard, not for all who travel.
        "communications" | "dead_ground" | "silences" | "watch" => Part::Detail,
        "sites" if !matches!(rest, [Segment::Attribute(_)]) && !ends_in(rest, &["area"]) => Part::Detail,
        "principals" | "projects" => Part::Principals,
        "districts" | "highway_police" | "unit_commandant" => of_a_party(rest),
        "sites" | "halts" | "points" | "safe_areas" => Part::Schedule,
        "alerts" | "incidents" | "sightings" => Part::Picture,
        _ => return None,
    };
    Some(part)
}

fn of_the_movement(attribute: &Segment) -> Option<Part> {
    let Segment::Attribute(name) = attribute else { return None };
    let part = match name.as_str() {
        "kind" => Part::Number,
        // What a journey is for, a patient aboard included, says where it goes.
        "purpose" | "emergency" | "area" | "inter_city" | "begins_on" | "ends_on" | "departs_on"
        | "departs_at" | "arrives_at" | "longest_leg" | "environment" | "interval" => Part::Schedule,
        "vehicle_count" | "largest_march_unit" => Part::Vehicles,
        "tail_in_contact" => Part::Detail,
        "manifest_given" | "ticket_verified" => Part::Principals,
        "approved" | "road_clearance_asked_at" => Part::Permissions,
        _ => return None,
    };
    Some(part)
}

/// The hour at which a district is entered, and that it is on the way at all, belong to the route.
fn of_a_party(rest: &[Segment]) -> Part {
    if ends_in(rest, &["enters_at", "area", "complete"]) { Part::Schedule } else { Part::Parties }
}

fn ends_in(path: &[Segment], names: &[&str]) -> bool {
    matches!(path.last(), Some(Segment::Attribute(name)) if names.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use model::schema::{DOSSIER, Kind, Type};

    use super::*;

    fn every_path(kind: &Kind, at: &Path, depth: usize, found: &mut Vec<Path>) {
        for attribute in kind.attributes {
            let here = at.clone().attribute(&attribute.name.parse().unwrap());
            match attribute.takes {
                Type::Record(inner) if depth < 6 => every_path(inner, &here, depth + 1, found),
                Type::List(inner) if depth < 6 => {
                    found.push(here.clone().attribute(&"complete".parse().unwrap()));
                    every_path(inner, &here.item(&"x".parse().unwrap()), depth + 1, found);
                }
                _ => found.push(here),
            }
        }
    }

    #[test]
    fn every_fact_of_the_schema_belongs_to_a_part() {
        let mut paths = Vec::new();
        every_path(&DOSSIER, &Path::root(), 0, &mut paths);
        assert!(paths.len() > 100);
        let homeless: Vec<&Path> = paths.iter().filter(|path| part_of(path).is_none()).collect();
        assert!(homeless.is_empty(), "nobody would be shown {homeless:?}");
    }

    #[test]
    fn every_part_is_written_as_it_is_serialised() {
        for part in Part::ALL {
            assert_eq!(serde_json::to_value(part).unwrap(), part.word());
        }
    }
}
