//! What was heard by voice, and when nothing else can be.

use conduct::{
    Movement, State,
    silence::{Over, Silent, lies_over},
    voice::{Reporter, Spoken},
};
use model::{
    Word,
    id::{MovementId, SilenceId},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sight, Texts, shapes};
use crate::{Action, Part, Tie, Viewer, may_at_all};

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
    /// Who said it: as orders name them, such as `commanders[SPU-41]`, or in words that are still kept. Absent for those who are not
    /// told who is of the detail.
    pub reporter: Option<String>,
    /// Whether it was taken back: it counts for nothing.
    pub taken_back: bool,
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

/// Whether a sight shows that this was said. A report of a point passed is of the way, and one without its point would say that all is
/// well: a district is shown those that say so.
pub(super) fn is_heard(point: Option<&Word>, sight: &Sight) -> bool {
    let is_of_the_way = point.is_some() && matches!(sight.tie, Tie::District { .. });
    sight.shows(Part::Picture) && !is_of_the_way
}

/// What was heard of a movement by voice, the latest first, for those who see where it is; and among it what was taken back.
pub(super) fn heard(movement: &Movement, sight: &Sight, texts: &dyn Texts) -> Option<Vec<SpokenView>> {
    let texts = Some(texts).filter(|_| sight.shows(Part::Detail));
    let counts = movement.heard.iter().map(|one| (one, false));
    let mut all: Vec<_> = counts.chain(movement.unsaid.iter().map(|one| (one, true))).collect();
    all.retain(|(one, _)| is_heard(one.point.as_ref(), sight));
    all.sort_by_key(|(one, _)| std::cmp::Reverse(one.stated_at));
    let view = |(one, taken_back)| SpokenView { taken_back, ..spoken(one, texts) };
    sight.shows(Part::Picture).then(|| all.into_iter().map(view).collect())
}

/// A report; who made it, if whoever reads it is told that.
pub(super) fn spoken(spoken: &Spoken, texts: Option<&dyn Texts>) -> SpokenView {
    let said_by = |texts: &dyn Texts| match spoken.reporter.as_ref()? {
        Reporter::Named(who) => Some(who.to_string()),
        Reporter::Somebody(text) => texts.words(*text),
    };
    SpokenView {
        reporter: texts.and_then(said_by),
        taken_back: false,
        point: spoken.point.clone(),
        stated_at: spoken.stated_at.to_string(),
        received_at: spoken.received_at.to_string(),
        late: spoken.is_late(),
        means: spoken.means.word(),
    }
}
