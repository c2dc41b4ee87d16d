//! Searches of one person's tracks: whoever asked sees their own, and an authority, who decides, all.

use std::sync::Arc;

use conduct::{Known, State, search::Search};
use model::{
    Instant, Path, Word,
    id::{MovementId, SearchId},
    party::Role,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ActorView, Text, Texts, shapes};
use crate::{Action, Viewer, may_at_all};

/// A search for where one person's device was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct SearchView {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: SearchId,
    /// The movement whose case it is for.
    #[schema(value_type = String, format = "uuid")]
    pub movement: MovementId,
    /// The number people use.
    #[schema(value_type = Option<String>)]
    pub number: Option<Word>,
    /// Whose device, such as `commanders[SPU-41]`.
    #[schema(value_type = String)]
    pub of: Path,
    /// From when.
    #[schema(format = DateTime)]
    pub from: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub until: String,
    /// Why, as far as it is still kept.
    pub reason: Text,
    /// Who asks.
    pub by: ActorView,
    /// Since when.
    #[schema(format = DateTime)]
    pub asked_at: String,
    /// `waiting`, `approved`, `refused`, or `over`: nobody approved it in time, or the time to read it has passed.
    #[schema(value_type = shapes::SearchStanding)]
    pub standing: &'static str,
    /// By when it is answered.
    #[schema(format = DateTime)]
    pub due: String,
    /// Who answered.
    pub answered_by: Option<ActorView>,
    /// Until when it can be read.
    #[schema(format = DateTime)]
    pub readable_until: Option<String>,
    /// Whether the viewer asked for it.
    pub yours: bool,
}

/// The searches a viewer may know of, the newest first.
#[must_use]
pub fn searches(state: &State, viewer: &Viewer, texts: &dyn Texts, now: Instant) -> Vec<SearchView> {
    let may = may_at_all(viewer.role, Action::ReadSearches);
    let yours = |search: &Search| search.by.person == Some(viewer.person);
    let shown =
        |(_, search): &(&SearchId, &Arc<Search>)| may && (viewer.role == Role::Authority || yours(search));
    let mut all: Vec<_> = state.searches.iter().filter(shown).collect();
    all.sort_by_key(|(_, search)| std::cmp::Reverse(search.at));
    let view = |(id, search): (&SearchId, &Arc<Search>)| SearchView {
        id: *id,
        movement: search.movement,
        number: state.known(search.movement).map(Known::number).cloned(),
        of: search.of.clone(),
        from: search.from.to_string(),
        until: search.until.to_string(),
        reason: Text::of(search.reason, texts),
        by: ActorView::of(&search.by, texts),
        asked_at: search.at.to_string(),
        standing: standing(search, now),
        due: search.due.to_string(),
        answered_by: search.answered.as_ref().map(|answer| ActorView::of(&answer.by, texts)),
        readable_until: search.answered.as_ref().and_then(|answer| Some(answer.readable_until?.to_string())),
        yours: yours(search),
    };
    all.into_iter().map(view).collect()
}

fn standing(search: &Search, now: Instant) -> &'static str {
    match &search.answered {
        None if now < search.due => "waiting",
        Some(answer) if answer.readable_until.is_none() => "refused",
        Some(_) if search.is_readable(now) => "approved",
        _ => "over",
    }
}
