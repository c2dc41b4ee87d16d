//! By what a movement is watched. The room works it out by itself; here it is put on the record.

use model::{Digest, Instant, id::MovementId, party::Role};

use super::draft::{Draft, out_of_place};
use crate::{
    Rejection, Stage, What,
    watched::{Deaf, MOST_ORDERS, SHORTEST_DEAF},
};

/// Said again, it changes nothing.
pub(super) fn set(
    draft: &mut Draft<'_>,
    id: MovementId,
    order: Digest,
    areas: Digest,
) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "needed-system")?;
    let hint = "hint-watched-on-the-road";
    let movement = draft.movement(id, hint)?;
    if !matches!(movement.stage, Stage::UnderWay(_)) {
        return Err(out_of_place(&movement, hint));
    }
    if movement.watched.len() >= MOST_ORDERS {
        return Err(Rejection::Misshapen);
    }
    if movement.watched.last().is_none_or(|last| (last.order, last.areas) != (order, areas)) {
        draft.emit(What::WatchSet { movement: id, order, areas });
    }
    Ok(())
}

/// The room was closed or down, or its machine slept. That nothing was heard is on the record of everybody on the road; and of the room
/// itself, for those of whom it becomes known later and for whoever was asked whether they speak freely: an entry about each of these would
/// tell who was asked.
pub(super) fn hears_again(
    draft: &mut Draft<'_>,
    since: Instant,
    until: Option<Instant>,
) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "needed-system")?;
    let until = until.filter(|until| *until < draft.now);
    if until.unwrap_or(draft.now).since(since) < SHORTEST_DEAF {
        return Ok(());
    }
    draft.emit(What::WentUnheard { movement: None, since, until });
    let state = draft.state.clone();
    let movements = state.open.iter().filter_map(|id| state.movement(*id));
    for movement in movements.filter(|movement| matches!(movement.stage, Stage::UnderWay(_))) {
        draft.emit(What::WentUnheard { movement: Some(movement.id), since, until });
    }
    Ok(())
}

/// Somebody is found to have been on the road since a moment: what the room did not hear since then it did not hear of them.
pub(super) fn was_on_the_road(draft: &mut Draft<'_>, id: MovementId, since: Instant) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let unheard = draft.state.deaf.clone();
    let of_it = unheard.iter().filter(|deaf| deaf.until > since && !movement.deaf.contains(deaf));
    for Deaf { from, until } in of_it.copied() {
        draft.emit(What::WentUnheard { movement: Some(id), since: from, until: Some(until) });
    }
}
