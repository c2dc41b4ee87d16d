//! By what a movement is watched. The room works it out by itself; here it is put on the record.

use model::{Digest, Instant, id::MovementId, party::Role};

use super::draft::{Draft, out_of_place};
use crate::{
    Rejection, Stage, What, device,
    watched::{MOST_ORDERS, SHORTEST_DEAF},
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

/// The room was closed or down: of everybody on the road of whom devices report it is on the record that nothing was heard.
pub(super) fn hears_again(draft: &mut Draft<'_>, since: Instant) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "needed-system")?;
    if draft.now.since(since) < SHORTEST_DEAF {
        return Ok(());
    }
    let state = draft.state.clone();
    let movements = state.open.iter().filter_map(|id| state.movement(*id));
    // One that is on the road is none of those that nothing reports of; somebody may have been asked whether they speak freely.
    let reported = movements.filter(|movement| {
        device::reporting(&state, movement).next().is_some() || !movement.challenged.is_empty()
    });
    for movement in reported {
        draft.emit(What::WentUnheard { movement: movement.id, since });
    }
    Ok(())
}
