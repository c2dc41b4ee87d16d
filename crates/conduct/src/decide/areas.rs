//! Stand-fast: one command sets an area's alert level; waiting movements hold, those under way are each
//! asked to choose, and release is explicit.

use model::{Instant, Word, id::MovementId, party::Role};

use super::{
    alerts,
    draft::{Draft, out_of_place},
};
use crate::{
    Movement, Rejection, Stage, What,
    dossier::{dossier, meets, path, touched_areas},
    movement::{Choice, Why},
};

pub(super) fn set_level(
    draft: &mut Draft<'_>,
    area: &Word,
    level: Word,
    stand_fast: bool,
    valid_until: Option<Instant>,
) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "a duty officer or an authority")?;
    let at = path("alerts").item(area).join(&path("level"));
    model::schema::attribute_at(&at)?.accepts(&at, &level.clone().into())?;
    if valid_until.is_some_and(|until| until <= draft.now) {
        return Err(Rejection::BadPeriod("the level would expire before it is set: give a later time"));
    }
    let stood_fast = draft.state.areas.get(area).is_some_and(|before| before.stands_fast);
    // Release is explicit: a new level does not end a stand-fast.
    let stand_fast = stand_fast || stood_fast;
    draft.emit(What::AlertLevelSet { area: area.clone(), level, stand_fast, valid_until });
    for id in concerned(draft, area)? {
        let movement = draft.movement(id)?;
        match movement.stage {
            Stage::Cleared if stand_fast => {
                draft.emit(What::HeldToStandFast { movement: id, area: area.clone() });
            }
            Stage::UnderWay(_) if stand_fast && !stood_fast => {
                draft.emit(What::DecisionAsked { movement: id, why: Why::StandFast(area.clone()) });
                alerts::raise(draft, id, "stand-fast");
            }
            _ => {}
        }
        draft.touch(id);
    }
    Ok(())
}

pub(super) fn release(draft: &mut Draft<'_>, area: &Word) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "a duty officer or an authority")?;
    if !draft.state.areas.get(area).is_some_and(|a| a.stands_fast) {
        return Err(Rejection::NoSuch("stand-fast"));
    }
    draft.emit(What::Released { area: area.clone() });
    for id in concerned(draft, area)? {
        draft.touch(id);
    }
    Ok(())
}

pub(super) fn choose(draft: &mut Draft<'_>, id: MovementId, choice: Choice) -> Result<(), Rejection> {
    let movement = draft.movement(id)?;
    draft.requires(
        &[Role::Commander, Role::DutyOfficer],
        "the commander, or a duty officer on the commander's word",
    )?;
    if !matches!(movement.stage, Stage::UnderWay(_)) || movement.asked.is_none() {
        return Err(out_of_place(&movement, "nothing is asked of it"));
    }
    draft.emit(What::Chosen { movement: id, choice });
    Ok(())
}

/// Open movements that touch an area; one whose areas nobody stated touches all of them.
fn concerned(draft: &Draft<'_>, area: &Word) -> Result<Vec<MovementId>, Rejection> {
    let mut found = Vec::new();
    for id in &draft.state.open {
        let movement = draft.movement(*id)?;
        if touches(draft, &movement, area)? {
            found.push(*id);
        }
    }
    Ok(found)
}

fn touches(draft: &Draft<'_>, movement: &Movement, area: &Word) -> Result<bool, Rejection> {
    let touched = touched_areas(&dossier(&draft.state, movement)?);
    Ok(touched.is_empty() || touched.iter().any(|t| meets(t, area)))
}
