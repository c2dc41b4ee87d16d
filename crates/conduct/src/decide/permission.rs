//! Who allows what: rulebooks in force, approvals, waivers.

use model::{
    Instant, Word,
    id::{MovementId, TextId, WaiverId},
    party::Role,
};

use super::draft::Draft;
use crate::{Movement, Pinned, Rejection, What};

/// Whatever was evaluated by other rules than these is evaluated again, and that is on the record even where
/// nothing else changes: a clearance names the rules it was made with.
pub(super) fn adopt(draft: &mut Draft<'_>, pinned: Pinned, because: Option<TextId>) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "needed-duty-or-authority")?;
    if pinned.rulebooks.is_empty() || draft.inputs.artefacts.rules(&pinned).is_none() {
        return Err(Rejection::NoSuchRulebook);
    }
    if !pinned.switched_off.is_empty() && because.is_none() {
        return Err(Rejection::SwitchedOffWithoutReason(pinned.switched_off));
    }
    draft.emit(What::RulebooksAdopted { pinned, because });
    draft.touch_all_open();
    Ok(())
}

pub(super) fn approve(draft: &mut Draft<'_>, id: MovementId, granted: bool) -> Result<(), Rejection> {
    draft.waiting(id, "hint-approval-before-departure")?;
    draft.requires(&[Movement::APPROVED_BY], "needed-authority")?;
    draft.emit(What::Approved { movement: id, granted });
    draft.touch(id);
    Ok(())
}

/// An attempt to waive what one may not is on the record too: it is a fact about the unit.
pub(super) fn waive(
    draft: &mut Draft<'_>,
    id: MovementId,
    rule: Word,
    reason: TextId,
    expires: Instant,
) -> Result<(), Rejection> {
    draft.waiting(id, "hint-waiver-before-departure")?;
    if expires <= draft.now {
        return Err(Rejection::BadPeriod("period-waiver-over"));
    }
    let rules = draft.inputs.artefacts.rules(&draft.state.pinned).ok_or(Rejection::NoSuchRulebook)?;
    let versions: Vec<_> = rules.rules().filter(|known| known.id == rule).collect();
    if versions.is_empty() {
        return Err(Rejection::NoSuchRule(rule));
    }
    if !versions.iter().any(|version| version.effect.waivable_by() == Some(draft.by.role)) {
        draft.emit(What::WaiverRefused { movement: id, rule, reason });
        return Ok(());
    }
    let waiver: WaiverId = draft.fresh();
    draft.emit(What::WaiverGranted { movement: id, waiver, rule, reason, expires });
    draft.touch(id);
    Ok(())
}

pub(super) fn revoke(draft: &mut Draft<'_>, id: MovementId, waiver: WaiverId) -> Result<(), Rejection> {
    let movement = draft.open(id, "hint-revoked-while-open")?;
    let granted = movement.waivers.get(&waiver).ok_or(Rejection::NoSuch("no-such-waiver"))?;
    draft.requires(&[Role::Authority, granted.by.role], "needed-authority-or-granter")?;
    draft.emit(What::WaiverRevoked { movement: id, waiver });
    draft.touch(id);
    Ok(())
}
