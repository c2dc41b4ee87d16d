//! Stand-fast: one command sets an area's alert level; waiting movements hold, those under way are each
//! asked to choose, and release is explicit.

use std::sync::Arc;

use model::{Instant, Word, id::MovementId, party::Role};

use super::{
    alerts,
    draft::{Draft, out_of_place},
};
use crate::{
    Movement, Rejection, Stage, What,
    dossier::{
        Touched, dossier,
        spoken::{ALERTS, LEVEL, STAND_FAST},
    },
    movement::{Choice, Why},
};

pub(super) fn set_level(
    draft: &mut Draft<'_>,
    area: &Word,
    level: Word,
    stand_fast: bool,
    valid_until: Option<Instant>,
) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "needed-duty-or-authority")?;
    let at = ALERTS.clone().item(area).join(&LEVEL);
    model::schema::attribute_at(&at)?.accepts(&at, &level.clone().into())?;
    if valid_until.is_some_and(|until| until <= draft.now) {
        return Err(Rejection::BadPeriod("period-level-over"));
    }
    let stood_fast = draft.state.areas.get(area).is_some_and(|before| before.stands_fast);
    // Release is explicit: a new level does not end a stand-fast.
    let stand_fast = stand_fast || stood_fast;
    draft.emit(What::AlertLevelSet { area: area.clone(), level, stand_fast, valid_until });
    for movement in concerned(draft, area) {
        let id = movement.id;
        match movement.stage {
            Stage::Cleared if stand_fast => {
                draft.emit(What::HeldToStandFast { movement: id, area: area.clone() });
            }
            Stage::UnderWay(_) if stand_fast && !stood_fast => {
                draft.emit(What::DecisionAsked { movement: id, why: Why::StandFast(area.clone()) });
                alerts::raise(draft, id, &STAND_FAST);
            }
            _ => {}
        }
        draft.touch(id);
    }
    Ok(())
}

pub(super) fn release(draft: &mut Draft<'_>, area: &Word) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "needed-duty-or-authority")?;
    if !draft.state.areas.get(area).is_some_and(|a| a.stands_fast) {
        return Err(Rejection::NoSuch("no-such-stand-fast"));
    }
    draft.emit(What::Released { area: area.clone() });
    for movement in concerned(draft, area) {
        draft.touch(movement.id);
    }
    Ok(())
}

pub(super) fn choose(draft: &mut Draft<'_>, id: MovementId, choice: Choice) -> Result<(), Rejection> {
    let movement = draft.movement(id, "hint-nothing-asked")?;
    draft.requires(&[Role::Commander, Role::DutyOfficer], "needed-commander-or-duty-on-word")?;
    if !matches!(movement.stage, Stage::UnderWay(_)) || movement.asked.is_none() {
        return Err(out_of_place(&movement, "hint-nothing-asked"));
    }
    draft.emit(What::Chosen { movement: id, choice });
    Ok(())
}

/// Open movements that touch an area, or may. One whose facts cannot be put together is one of them: an order
/// to stand fast must not fail over it.
fn concerned(draft: &Draft<'_>, area: &Word) -> Vec<Arc<Movement>> {
    let open = draft.state.open.iter().filter_map(|id| draft.state.movement(*id));
    let may_touch = |movement: &&Arc<Movement>| {
        dossier(&draft.state, movement).map_or(true, |facts| Touched::of(&facts).meets(area))
    };
    open.filter(may_touch).cloned().collect()
}
