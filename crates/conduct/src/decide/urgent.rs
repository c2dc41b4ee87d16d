//! Casualty, fire, evacuation: it starts at once, uncleared, watched fully; everybody on the way is called,
//! and within a day somebody reviews it.

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
    Rejection, What,
    dossier::{
        items,
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
    let parties = parties_of(&plan);
    let id = open_movement(draft, number, Kind::Urgent, plan)?;
    let review_due = draft.now.saturating_add(REVIEW_WITHIN);
    draft.emit(What::UrgentStarted { movement: id, reason, review_due });
    super::handover::plan(draft, id, draft.now);
    for party in parties {
        draft.emit(What::CallDue { movement: id, party });
    }
    Ok(())
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

/// Every district of the plan, the highway police and the commandant.
fn parties_of(plan: &Dossier) -> Vec<Path> {
    let districts = items(plan, &DISTRICTS).iter().map(|(label, _)| DISTRICTS.clone().item(label));
    districts.chain([HIGHWAY_POLICE.clone(), UNIT_COMMANDANT.clone()]).collect()
}
