//! By what a movement is watched. The room works it out by itself; here it is put on the record.

use model::{Digest, id::MovementId, party::Role};

use super::draft::{Draft, out_of_place};
use crate::{Rejection, Stage, What, watched::MOST_ORDERS};

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
