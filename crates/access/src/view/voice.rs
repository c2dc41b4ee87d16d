//! What was heard by voice, and when nothing else can be.

use conduct::{
    Movement, State,
    silence::{Over, Silent, lies_over},
    voice::Spoken,
};
use model::{
    Word,
    id::{MovementId, SilenceId},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sight, shapes};
use crate::{Action, Part, Viewer, may_at_all};

/// A report by voice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct SpokenView {
    /// The point that was passed; without one, all was well.
    #[schema(value_type = Option<String>)]
    pub point: Option<Word>,
    /// When, as stated.
    #[schema(format = DateTime)]
    pub stated_at: String,
    /// When it reached the room.
    #[schema(format = DateTime)]
    pub received_at: String,
    /// Whether it reached the room long after.
    pub late: bool,
    /// `radio`, `telephone` or `sms`.
    #[schema(value_type = shapes::VoiceMeans)]
    pub means: &'static str,
}

/// A silence that is planned for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct SilenceView {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: SilenceId,
    /// The movement it lies over, if it is one's.
    #[schema(value_type = Option<String>, format = "uuid")]
    pub movement: Option<MovementId>,
    /// That movement's number.
    #[schema(value_type = Option<String>)]
    pub number: Option<Word>,
    /// The area it lies over, if it is an area's.
    #[schema(value_type = Option<String>)]
    pub area: Option<Word>,
    /// From when.
    #[schema(format = DateTime)]
    pub from: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub until: String,
    /// `shutdown`, `jamming` or `dead-ground`.
    #[schema(value_type = shapes::SilenceWhy)]
    pub why: &'static str,
    /// How often those under way call.
    pub every_minutes: i64,
    /// The next call's hour, if there is one before its end.
    #[schema(format = DateTime)]
    pub next_call: Option<String>,
}

impl SilenceView {
    fn of(state: &State, id: SilenceId, silent: &Silent) -> Self {
        let silence = &silent.silence;
        let movement = silence.movement();
        SilenceView {
            id,
            movement,
            number: movement.and_then(|id| state.known(id)).map(|known| known.number().clone()),
            area: match &silence.over {
                Over::Area(area) => Some(area.clone()),
                Over::Movement(_) => None,
            },
            from: silence.from.to_string(),
            until: silence.until.to_string(),
            why: silence.why.word(),
            every_minutes: silence.every.0 / 60_000_000,
            next_call: silent.calls_on().map(|call| call.to_string()),
        }
    }
}

/// The silences that are planned for, for whoever may read them.
#[must_use]
pub fn silences(state: &State, viewer: &Viewer) -> Vec<SilenceView> {
    let may = may_at_all(viewer.role, Action::ReadSilences);
    let planned = state.silences.iter().filter(|_| may);
    planned.map(|(id, silent)| SilenceView::of(state, *id, silent)).collect()
}

/// The silences over a movement, for those who are told how it communicates.
pub(super) fn over(state: &State, movement: &Movement, sight: &Sight) -> Option<Vec<SilenceView>> {
    let over = |silent: &Silent| movement.stage.is_open() && lies_over(state, &silent.silence, movement);
    let planned = || state.silences.iter().filter(|(_, silent)| over(silent));
    sight
        .shows(Part::Detail)
        .then(|| planned().map(|(id, silent)| SilenceView::of(state, *id, silent)).collect())
}

/// What was heard of a movement by voice, the latest first, for those who see where it is.
pub(super) fn heard(movement: &Movement, sight: &Sight) -> Option<Vec<SpokenView>> {
    sight.shows(Part::Picture).then(|| movement.heard.iter().rev().map(spoken).collect())
}

pub(super) fn spoken(spoken: &Spoken) -> SpokenView {
    SpokenView {
        point: spoken.point.clone(),
        stated_at: spoken.stated_at.to_string(),
        received_at: spoken.received_at.to_string(),
        late: spoken.is_late(),
        means: spoken.means.word(),
    }
}
