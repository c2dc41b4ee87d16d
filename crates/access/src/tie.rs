//! What a viewer has to do with a movement, and which parts of it that shows from when.

use std::collections::BTreeSet;

use conduct::{Known, Stage, State, departs, tie};
use model::{Instant, Path, Span, Word, id::AlertId, party::Role};

use crate::{Part, Viewer};

/// How long before its departure a movement's own principals are told its hour. Ours: a day.
pub const PRINCIPALS_TOLD_BEFORE: Span = Span::hours(24);

/// What a viewer has to do with a movement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tie {
    /// Runs the room or answers for what it allows: duty officer and authority.
    Room,
    /// Asked for it, or is of the agency that did.
    Sponsor,
    /// Answers for these parties, which were given notice of it: one, or as many as lie in the officer's areas. Or was called for
    /// help.
    District {
        /// The parties.
        own: BTreeSet<Path>,
        /// Those of them that were given the late notice, with hour and route.
        late: BTreeSet<Path>,
        /// The open alerts about it that went up to the officer because nobody took them: whoever is called for help sees where,
        /// for as long as help may be needed, also where nobody had told them of the movement before.
        called: BTreeSet<AlertId>,
        /// The areas the officer answers for, on its way or not.
        areas: Vec<Word>,
    },
    /// Commands it.
    Command,
    /// Travels with it.
    Passenger,
    /// Works its case.
    Case,
    /// Was given the promise it was made under; it has arrived.
    Partner,
}

/// The viewer's tie to a movement, if there is one: without it the movement does not exist for them.
#[must_use]
pub fn tie(state: &State, viewer: &Viewer, movement: Known<'_>, now: Instant) -> Option<Tie> {
    match viewer.role {
        Role::DutyOfficer | Role::Authority => Some(Tie::Room),
        Role::Sponsor => (*movement.agency() == viewer.agency).then_some(Tie::Sponsor),
        Role::DistrictOfficer => district(state, viewer, movement, now),
        Role::Commander => is(viewer, |label| tie::commands(state, movement, label)).then_some(Tie::Command),
        Role::Principal => is(viewer, |label| tie::travels(state, movement, label)).then_some(Tie::Passenger),
        Role::Investigator => state.cases.contains(&movement.id()).then_some(Tie::Case),
        Role::Partner => matches!(movement.stage(), Stage::Arrived | Stage::Closed).then_some(Tie::Partner),
        Role::Administrator | Role::System => None,
    }
}

/// Whether the label by which orders name the viewer is so.
fn is(viewer: &Viewer, named: impl FnOnce(&Word) -> bool) -> bool {
    viewer.label.as_ref().is_some_and(named)
}

/// The parts a tie shows at `now`.
#[must_use]
pub fn parts(state: &State, tie: &Tie, movement: Known<'_>, now: Instant) -> BTreeSet<Part> {
    let shown: &[Part] = match tie {
        Tie::Room | Tie::Case => &Part::ALL,
        Tie::Sponsor => &[
            Part::Number,
            Part::Schedule,
            Part::Vehicles,
            Part::Detail,
            Part::Principals,
            Part::Permissions,
            Part::Outcome,
            Part::Ruling,
        ],
        Tie::District { own, late, called, .. } => {
            return of_a_district(!own.is_empty(), !late.is_empty(), !called.is_empty());
        }
        Tie::Command => &[
            Part::Number,
            Part::Schedule,
            Part::Vehicles,
            Part::Detail,
            Part::Principals,
            Part::Parties,
            Part::Permissions,
            Part::Outcome,
            Part::Ruling,
            Part::Picture,
        ],
        Tie::Passenger if hour_is_near(state, movement, now) => {
            &[Part::Number, Part::Schedule, Part::Vehicles, Part::Outcome]
        }
        Tie::Passenger => &[Part::Number, Part::Outcome],
        Tie::Partner => &[Part::Number, Part::Outcome],
    };
    shown.iter().copied().collect()
}

/// Hour and route reach an officer with the late notice, which only one who accepted is given. Whoever is called for help is shown
/// what is the matter, and whom and where to help: not where it was going.
fn of_a_district(told: bool, told_the_hour: bool, called: bool) -> BTreeSet<Part> {
    let shown: [(bool, &[Part]); 4] = [
        (true, &[Part::Number]),
        (told, &[Part::Window, Part::OwnParty]),
        (told_the_hour, &[Part::Schedule, Part::Vehicles]),
        (called, &[Part::Vehicles, Part::Picture]),
    ];
    shown.into_iter().filter(|(so, _)| *so).flat_map(|(_, parts)| parts).copied().collect()
}

/// The parties a district officer answers for, if any was told of the movement or is to be called about it; or that an alert about
/// it went up to the officer.
fn district(state: &State, viewer: &Viewer, movement: Known<'_>, now: Instant) -> Option<Tie> {
    let answers_for = |party: &Path| tie::answers_for(state, movement, party, &viewer.areas, now);
    let told: Vec<_> = movement.told().into_iter().filter(|(party, _)| answers_for(party)).collect();
    let own: BTreeSet<Path> = told.iter().map(|(party, _)| Path::clone(party)).collect();
    let late = told.iter().filter(|(_, late)| *late).map(|(party, _)| Path::clone(party)).collect();
    let called = called_for_help(state, viewer, movement);
    let areas = viewer.areas.clone();
    (!called.is_empty() || !own.is_empty()).then_some(Tie::District { own, late, called, areas })
}

/// Duress goes up to nobody: whom a duty officer calls is told of it apart.
fn called_for_help(state: &State, viewer: &Viewer, movement: Known<'_>) -> BTreeSet<AlertId> {
    let alerts = state.alerts_about(movement.id());
    let went_up = alerts.filter(|(_, alert)| !alert.is_of_duress() && alert.called.contains(&viewer.person));
    went_up.map(|(id, _)| id).collect()
}

/// Whether it departs within [`PRINCIPALS_TOLD_BEFORE`], or has departed. Where nobody knows when, nobody is told;
/// what was called off does neither.
fn hour_is_near(state: &State, movement: Known<'_>, now: Instant) -> bool {
    match movement {
        Known::Filed(..) => true,
        Known::Whole(movement) => match movement.stage {
            Stage::UnderWay(_) | Stage::Arrived | Stage::Closed => true,
            Stage::Cancelled => false,
            Stage::Requested | Stage::Cleared | Stage::Held => {
                departs(state, movement, now).is_some_and(|at| at.since(now) <= PRINCIPALS_TOLD_BEFORE)
            }
        },
    }
}
