//! The policy as a table, written down here once more and by hand: docs/need-to-know.md in data. Nothing here is
//! taken from the crate that is tested but the names of the parts.

use std::collections::BTreeSet;

use access::Part::{self, *};
use model::{Path, Segment, Word, id::AlertId};

/// What somebody has to do with a movement, as the world of the test knows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Has {
    /// Runs the room, answers for what it allows, or works its case.
    All,
    /// Asked for it, or is of the agency that did.
    AskedForIt,
    /// Answers for a party that was told the days.
    ToldTheDays,
    /// Answers for a party that was told the hour.
    ToldTheHour,
    /// Answers for a district that was told nothing, and an alert that is open went up to them.
    CalledForHelp,
    /// Commands it.
    Commands,
    /// Travels with it, and it departs more than a day from now, nobody knows when, or it was called off.
    TravelsSomeDay,
    /// Travels with it, and it departs within a day or has departed.
    TravelsToday,
    /// Was given the promise, and it has arrived.
    WasPromised,
}

/// Who is shown which parts.
pub const SHOWN: [(Has, &[Part]); 9] = [
    (Has::All, &Part::ALL),
    (Has::AskedForIt, &[Number, Schedule, Vehicles, Detail, Principals, Permissions, Outcome, Ruling]),
    (Has::ToldTheDays, &[Number, Window, OwnParty]),
    (Has::ToldTheHour, &[Number, Window, OwnParty, Schedule, Vehicles]),
    (Has::CalledForHelp, &CALLED),
    (
        Has::Commands,
        &[Number, Schedule, Vehicles, Detail, Principals, Parties, Permissions, Outcome, Ruling, Picture],
    ),
    (Has::TravelsSomeDay, &[Number, Outcome]),
    (Has::TravelsToday, &[Number, Outcome, Schedule, Vehicles]),
    (Has::WasPromised, &[Number, Outcome]),
];

/// What whoever is called for help is shown beside what they were told.
pub const CALLED: [Part; 3] = [Number, Vehicles, Picture];

/// Which part a fact belongs to: the first row whose words the path has, in this order.
const FACTS: &[(&[&str], Part)] = &[
    (&["movement", "manifest_given"], Principals),
    (&["movement", "ticket_verified"], Principals),
    (&["movement", "tail_in_contact"], Detail),
    (&["movement", "vehicle_count"], Vehicles),
    (&["movement", "largest_march_unit"], Vehicles),
    (&["movement", "approved"], Permissions),
    (&["movement", "road_clearance_asked_at"], Permissions),
    (&["movement", "kind"], Number),
    (&["movement"], Schedule),
    (&["vehicles", "carries_principals"], Principals),
    (&["vehicles", "escorts"], Principals),
    (&["vehicles"], Vehicles),
    (&["principals"], Principals),
    (&["projects"], Principals),
    (&["commanders"], Detail),
    (&["crew"], Detail),
    (&["escort"], Detail),
    (&["agencies"], Detail),
    (&["communications"], Detail),
    (&["dead_ground"], Detail),
    (&["silences"], Detail),
    (&["escalation"], Detail),
    (&["watch"], Detail),
    (&["points"], Schedule),
    (&["safe_areas"], Schedule),
    (&["sites", "area"], Schedule),
    (&["sites"], Detail),
    (&["halts"], Schedule),
    (&["districts", "enters_at"], Schedule),
    (&["districts", "area"], Schedule),
    (&["districts"], Parties),
    (&["highway_police", "enters_at"], Schedule),
    (&["highway_police", "area"], Schedule),
    (&["highway_police"], Parties),
    (&["unit_commandant", "enters_at"], Schedule),
    (&["unit_commandant", "area"], Schedule),
    (&["unit_commandant"], Parties),
    (&["alerts"], Picture),
    (&["incidents"], Picture),
    (&["sightings"], Picture),
];

/// What of an answer is absent unless its part is shown.
pub const KEYS: [(&str, Part); 12] = [
    ("outcome", Outcome),
    ("asked", Outcome),
    ("closed_at", Outcome),
    ("review_due", Outcome),
    ("clears", Outcome),
    ("failing", Outcome),
    ("valid_until", Picture),
    ("permissions", Permissions),
    ("gate", Detail),
    ("departs", Schedule),
    ("rules", Ruling),
    ("way_out", Ruling),
];

/// The part of the fact at `path`.
pub fn part_of(path: &str) -> Part {
    let words: Vec<&str> = path.split(['.', '[', ']']).collect();
    let row = FACTS.iter().find(|(row, _)| row.iter().all(|word| words.contains(word)) && words[0] == row[0]);
    row.unwrap_or_else(|| panic!("the policy says nothing of {path}")).1
}

/// The parts that show an item's label: those of the facts about it, and whatever else names it.
pub fn parts_of_label(list: &str) -> &'static [Part] {
    match list {
        "vehicles" => &[Vehicles, Principals],
        "principals" | "projects" => &[Principals],
        "sites" => &[Schedule, Detail],
        "halts" | "points" | "safe_areas" => &[Schedule],
        "districts" => &[Schedule, Parties, OwnParty],
        "alerts" | "incidents" | "sightings" => &[Picture],
        _ => &[Detail],
    }
}

/// What a viewer may be shown of one movement.
#[derive(Clone, Debug)]
pub struct May {
    pub has: Has,
    pub parts: BTreeSet<Part>,
    /// The party a district officer answers for.
    pub own: Option<Path>,
    /// The area a district officer answers for, told or called.
    pub area: Option<Word>,
    /// The open alerts that went up to a district officer.
    pub called: BTreeSet<AlertId>,
    /// What stands under the names of the districts that take the convoy over from it or give it over to it, and is shown to both
    /// sides: which they are, and when it enters the one that takes it.
    pub handed_over: BTreeSet<Path>,
}

impl May {
    pub fn of(has: Has, own: Option<Path>) -> Self {
        let (_, parts) = SHOWN.iter().find(|(row, _)| *row == has).unwrap();
        let parts = parts.iter().copied().collect();
        May { has, parts, own, area: None, called: BTreeSet::new(), handed_over: BTreeSet::new() }
    }

    /// Which of `parts` grants what stands at `at`, if one does. A district is shown its own party and its own
    /// section of the route: the journey itself, what stands under its own name, and where it is handed over. Of the picture it is
    /// shown the levels that hold where it is.
    pub fn by(&self, parts: &[Part], at: &Path) -> Option<Part> {
        let own = |own: &Path| at.segments().starts_with(own.segments());
        let in_section = |part: &Part| match (&self.own, part) {
            (_, Picture) => self.area.as_ref().is_none_or(|area| holds_in(at, area)),
            (None, _) | (_, Vehicles | Number) => true,
            (Some(party), Schedule) => {
                own(party) || at.to_string().starts_with("movement") || self.handed_over.contains(at)
            }
            (Some(party), _) => own(party),
        };
        parts.iter().copied().find(|part| self.parts.contains(part) && in_section(part))
    }
}

/// Whether what stands at `at` is the alert level of an area that this one lies in.
fn holds_in(at: &Path, area: &Word) -> bool {
    match at.segments() {
        [Segment::Attribute(list), Segment::Item(level), ..] => {
            list.as_str() == "alerts" && area.is_within(level)
        }
        _ => false,
    }
}
