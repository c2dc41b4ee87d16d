//! A movement among others: what a list shows.

use conduct::{Movement, State};
use model::{Instant, Path, Word, id::MovementId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    FactView, Sight, fact,
    movement::{kind, stage},
    outcome::valid_until,
    shapes,
};
use crate::Part;

/// A movement among others.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct Line {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: MovementId,
    /// The number people use.
    #[schema(value_type = String)]
    pub number: Word,
    /// `single`, `standing`, `run`, `urgent` or `observed`.
    #[schema(value_type = shapes::MovementKind)]
    pub kind: &'static str,
    /// `requested`, `cleared`, `held`, `under-way`, `arrived`, `closed` or `cancelled`.
    #[schema(value_type = shapes::MovementStage)]
    pub stage: &'static str,
    /// By what authority it is on the road: `authorised`, `urgent` or `none`.
    #[schema(value_type = Option<shapes::MovementAuthority>)]
    pub authority: Option<&'static str>,
    /// The hour or day it departs, where that is shown.
    pub departs: Option<FactView>,
    /// Whether the last evaluation cleared it, where that is shown.
    pub clears: Option<bool>,
    /// The rules that stood in the way then.
    #[schema(value_type = Vec<String>)]
    pub failing: Vec<Word>,
    /// When time alone may change that, where every fact is shown.
    #[schema(format = DateTime)]
    pub valid_until: Option<String>,
    /// Whether those under way are asked to decide.
    pub asked: bool,
}

impl Line {
    /// The parts a line shows, of those its sight does.
    pub const SHOWS: [Part; 3] = [Part::Number, Part::Schedule, Part::Outcome];

    /// A movement as a sight shows it in a list.
    #[must_use]
    pub fn of(state: &State, movement: &Movement, sight: &Sight, now: Instant) -> Self {
        let (stage, authority) = stage(movement.stage);
        let outcome = movement.clearance.as_ref().filter(|_| sight.shows(Part::Outcome));
        Line {
            id: movement.id,
            number: movement.number.clone(),
            kind: kind(movement.kind),
            stage,
            authority,
            departs: departs(state, movement, sight, now),
            clears: outcome.map(|last| last.clears),
            failing: outcome.map(|last| last.failing.clone()).unwrap_or_default(),
            valid_until: outcome.and_then(|last| valid_until(last, sight)),
            asked: movement.asked.is_some() && sight.shows(Part::Outcome),
        }
    }
}

fn departs(state: &State, movement: &Movement, sight: &Sight, now: Instant) -> Option<FactView> {
    if !sight.shows(Part::Schedule) {
        return None;
    }
    ["movement.departs_at", "movement.departs_on", "movement.begins_on"].iter().find_map(|path| {
        let path: Path = path.parse().ok()?;
        let claims = conduct::ordered(state, movement, &path);
        (!claims.is_empty() && fact::is_shown(&path, sight)).then(|| FactView::of(&path, &claims, now))
    })
}
