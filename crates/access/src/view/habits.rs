//! How predictable an agency's movements have been: the meter, for the agency itself and for whoever runs the room.

use chance::meter::{Conclusion, Reading, read};
use conduct::{
    State,
    habits::{Habit, habits},
};
use model::{Place, Word, party::Role};
use serde::Serialize;
use utoipa::ToSchema;

use super::shapes;
use crate::{Action, Viewer, may_at_all};

/// How many hours a day has: what somebody who departs at any hour chooses from.
const HOURS: u32 = 24;

/// Movements of one agency between the same two places.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct HabitView {
    /// Whose.
    #[schema(value_type = String)]
    pub agency: Word,
    /// Where they began, as `[longitude, latitude]` in degrees.
    pub from: [f64; 2],
    /// Where they ended.
    pub to: [f64; 2],
    /// How many there were.
    pub movements: usize,
    /// How predictable their ways were.
    pub ways: MeterView,
    /// How predictable their hours of departure were.
    pub hours: MeterView,
}

/// What the meter reads.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct MeterView {
    /// How many different ones were taken.
    pub taken: usize,
    /// How often the best of several simple guessers would have been right, from those before alone.
    pub right: usize,
    /// Of how many guesses.
    pub of: usize,
    /// The lower end of the 95 % interval of that rate, in percent.
    pub low_percent: u32,
    /// Its upper end.
    pub high_percent: u32,
    /// `predictable`, `nothing-found` (which is no promise), or `too-few-to-tell`.
    #[schema(value_type = shapes::Predictability)]
    pub conclusion: &'static str,
}

/// The habits a viewer may read: a sponsor their own agency's, a duty officer everybody's.
#[must_use]
pub fn habit_views(state: &State, viewer: &Viewer) -> Vec<HabitView> {
    if !may_at_all(viewer.role, Action::ReadHabits) {
        return Vec::new();
    }
    let everybodys = viewer.role == Role::DutyOfficer;
    let found = habits(state, |agency| everybodys || *agency == viewer.agency);
    found.iter().map(|habit| shown(state, habit)).collect()
}

fn shown(state: &State, habit: &Habit) -> HabitView {
    let (ways, choices) = habit.ways();
    let hours = habit.hours(state.offset.0);
    HabitView {
        agency: habit.agency.clone(),
        from: degrees(habit.from),
        to: degrees(habit.to),
        movements: habit.movements.len(),
        ways: meter(&read(&ways, choices), choices),
        hours: meter(&read(&hours, HOURS), HOURS),
    }
}

fn meter(reading: &Reading, choices: u32) -> MeterView {
    let (right, of, low, high) =
        reading.best.map_or((0, 0, 0, 1_000_000), |(_, rate)| (rate.right, rate.of, rate.low, rate.high));
    let conclusion = match reading.conclusion(choices) {
        Conclusion::Predictable => "predictable",
        Conclusion::NothingFound => "nothing-found",
        Conclusion::TooFewToTell => "too-few-to-tell",
    };
    MeterView {
        taken: reading.taken,
        right,
        of,
        low_percent: low / 10_000,
        high_percent: high.div_ceil(10_000),
        conclusion,
    }
}

/// Longitude and latitude, as GeoJSON has them.
pub(super) fn degrees(place: Place) -> [f64; 2] {
    [f64::from(place.lon_e7()) / 1e7, f64::from(place.lat_e7()) / 1e7]
}
