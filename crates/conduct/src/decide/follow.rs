//! Clearance is alive: when facts, waivers, rules or time change, the movements concerned are evaluated
//! again, those waiting hold or are free again, and those under way are told why and asked to choose.

use model::{Instant, id::MovementId};

use super::{
    clearance::{judge, record},
    draft::Draft,
};
use crate::{
    Movement, What,
    dossier::spoken::REVIEW_OVERDUE,
    event::Prompt,
    movement::{Bar, Kind},
};

/// The most steps one passing of time takes; what is left is due at once and taken up by the next.
const STEPS_AT_ONCE: usize = 256;

/// Evaluates again whatever the command has touched, and the runs that rely on it, and calls whom an urgent one meets anew.
pub(super) fn touched(draft: &mut Draft<'_>) {
    let mut touched = draft.take_touched();
    let is_permission = |id: &MovementId| draft.state.movement(*id).is_some_and(|m| m.kind == Kind::Standing);
    if touched.iter().any(is_permission) {
        let relies = |m: &Movement| matches!(m.kind, Kind::Run(standing) if touched.contains(&standing));
        let runs: Vec<MovementId> = among_open(draft, relies);
        touched.extend(runs);
    }
    for id in touched {
        super::urgent::call_the_uncalled(draft, id);
        again(draft, id, Prompt::Change);
    }
}

/// Takes up everything that is due.
pub(super) fn time_passed(draft: &mut Draft<'_>) {
    super::dangers::time_passed(draft);
    super::silence::time_passed(draft);
    let sound = draft.inputs.clock_is_sound;
    let judged_by_another_clock = |m: &Movement| {
        m.clearance.as_ref().is_some_and(|last| last.bars.contains(&Bar::ClockUnsound) == sound)
    };
    for id in among_open(draft, judged_by_another_clock) {
        again(draft, id, Prompt::Time);
    }
    for _ in 0..STEPS_AT_ONCE {
        let due = draft.state.agenda.get_min().copied().filter(|(due, _)| *due <= draft.now);
        let Some((due, id)) = due else { break };
        take_up(draft, id, due);
    }
    for _ in 0..STEPS_AT_ONCE {
        if !super::climb::time_passed(draft) {
            break;
        }
    }
}

/// One thing of one movement; each leaves the agenda, or stands on it for later.
fn take_up(draft: &mut Draft<'_>, id: MovementId, due: Instant) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let silent = movement.parties.iter().find(|(_, party)| party.call_due == Some(due));
    if movement.review_due == Some(due) {
        draft.emit(What::ReviewOverdue { movement: id });
        super::alerts::raise(draft, id, &REVIEW_OVERDUE);
    } else if let Some((of, _)) = movement.challenged.iter().find(|(_, answer)| **answer == due) {
        super::duress::time_passed(draft, id, of);
    } else if let Some(planned) = movement.handovers.iter().find(|it| it.overdue_at() == Some(due)) {
        super::handover::overdue(draft, id, &planned.crossing());
    } else if let Some((party, _)) = silent {
        draft.emit(What::CallDue { movement: id, party: party.clone() });
    } else {
        again(draft, id, Prompt::Time);
    }
}

/// Evaluates a movement again that is followed, or was evaluated by other rules than those in force, and records
/// the result if it differs from the last one.
fn again(draft: &mut Draft<'_>, id: MovementId, prompt: Prompt) {
    let Some(movement) = draft.state.movement(id).filter(|m| m.stage.is_open()).cloned() else { return };
    let last = movement.clearance.as_ref();
    if !movement.is_followed() && last.is_none_or(|last| last.pinned == draft.state.pinned) {
        return;
    }
    let judged = judge(draft, &movement);
    if !last.is_some_and(|last| judged.is_as(draft, last)) {
        let evaluated = judged.evaluated(draft, &movement, prompt);
        record(draft, &movement, evaluated);
    }
}

fn among_open(draft: &Draft<'_>, wanted: impl Fn(&Movement) -> bool) -> Vec<MovementId> {
    let open = draft.state.open.iter().copied();
    open.filter(|id| draft.state.movement(*id).is_some_and(|m| wanted(m))).collect()
}
