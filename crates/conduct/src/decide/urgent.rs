//! Casualty, fire, evacuation: it starts at once, uncleared, watched fully; everybody on the way is called, whenever
//! the way becomes known, and within a day somebody reviews it.

use std::collections::BTreeSet;

use model::{
    Dossier, Path, Word,
    id::{MovementId, TextId},
    party::Role,
};

use super::{
    draft::{Draft, out_of_place},
    order::open_movement,
};
use crate::{
    Movement, Rejection, Stage, What,
    dossier::{
        listed,
        spoken::{DISTRICTS, HIGHWAY_POLICE, UNIT_COMMANDANT},
    },
    movement::{Kind, REVIEW_WITHIN},
};

pub(super) fn start(
    draft: &mut Draft<'_>,
    number: Word,
    plan: Dossier,
    reason: TextId,
) -> Result<(), Rejection> {
    let id = open_movement(draft, number, Kind::Urgent, plan)?;
    let review_due = draft.now.saturating_add(REVIEW_WITHIN);
    draft.emit(What::UrgentStarted { movement: id, reason, review_due });
    super::boundaries::plan(draft, id, draft.now);
    call_the_uncalled(draft, id);
    Ok(())
}

/// Calls whoever lies on the way of an urgent movement on the road and was not called before. Most start before anybody planned
/// their way: the districts are known when it is planned, or when another is taken. Whoever was told once knows of it.
pub(super) fn call_the_uncalled(draft: &mut Draft<'_>, id: MovementId) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    if movement.kind != Kind::Urgent || !matches!(movement.stage, Stage::UnderWay(_)) {
        return;
    }
    let concerned = parties_of(draft, &movement);
    for party in concerned.into_iter().filter(|party| !movement.parties.contains_key(party)) {
        draft.emit(What::CallDue { movement: id, party });
    }
}

pub(super) fn review(draft: &mut Draft<'_>, id: MovementId, finding: TextId) -> Result<(), Rejection> {
    let movement = draft.movement(id, "hint-urgent-is-reviewed")?;
    draft.requires(&[Role::DutyOfficer, Role::Authority, Role::Investigator], "needed-reviewer")?;
    if movement.kind != Kind::Urgent {
        return Err(out_of_place(&movement, "hint-urgent-is-reviewed"));
    }
    draft.emit(What::UrgentReviewed { movement: id, finding });
    Ok(())
}

/// Every district of the order, the highway police and the commandant.
fn parties_of(draft: &Draft<'_>, movement: &Movement) -> BTreeSet<Path> {
    let districts = listed(&draft.state, movement, &DISTRICTS);
    let districts = districts.iter().map(|label| DISTRICTS.clone().item(label));
    districts.chain([HIGHWAY_POLICE.clone(), UNIT_COMMANDANT.clone()]).collect()
}
