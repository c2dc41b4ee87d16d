//! Clearance is alive: when facts, waivers, rules or time change, the movements concerned are evaluated
//! again, those waiting hold or are free again, and those under way are told why and asked to choose.

use model::{Instant, id::MovementId};

use super::{clearance::evaluate, draft::Draft};
use crate::{
    Movement, Rejection, Stage, What,
    event::Prompt,
    movement::{Clearance, Kind, Why},
};

/// The most steps one passing of time takes; what is left is due at once and taken up by the next.
const STEPS_AT_ONCE: usize = 256;

/// Evaluates again whatever the command has touched, and what relies on it.
pub(super) fn touched(draft: &mut Draft<'_>) -> Result<(), Rejection> {
    let touched = draft.take_touched();
    let relies_on_touched =
        |m: &Movement| matches!(m.kind, Kind::Run(standing) if touched.contains(&standing));
    let runs: Vec<MovementId> = draft
        .state
        .open
        .iter()
        .filter(|id| draft.state.movement(**id).is_some_and(|m| relies_on_touched(m)))
        .copied()
        .collect();
    for id in touched.iter().copied().chain(runs.into_iter().filter(|id| !touched.contains(id))) {
        again(draft, id, Prompt::Change)?;
    }
    Ok(())
}

/// Takes up everything that is due.
pub(super) fn time_passed(draft: &mut Draft<'_>) -> Result<(), Rejection> {
    for _ in 0..STEPS_AT_ONCE {
        let Some(&(due, id)) = draft.state.agenda.get_min().filter(|(due, _)| *due <= draft.now) else {
            break;
        };
        take_up(draft, id, due)?;
        if draft.state.agenda.get_min() == Some(&(due, id)) {
            // Nothing moved it; leaving it would turn in circles.
            break;
        }
    }
    Ok(())
}

fn take_up(draft: &mut Draft<'_>, id: MovementId, due: Instant) -> Result<(), Rejection> {
    let movement = draft.movement(id)?;
    if movement.review_due == Some(due) {
        draft.emit(What::ReviewOverdue { movement: id });
        super::alerts::raise(draft, id, "review-overdue");
        return Ok(());
    }
    let silent = movement.parties.iter().find(|(_, party)| party.call_due == Some(due));
    if let Some((party, _)) = silent {
        draft.emit(What::CallDue { movement: id, party: party.clone() });
        return Ok(());
    }
    again(draft, id, Prompt::Time)
}

/// Evaluates a followed movement and records the result if it differs from the last one.
fn again(draft: &mut Draft<'_>, id: MovementId, prompt: Prompt) -> Result<(), Rejection> {
    let Ok(movement) = draft.movement(id) else { return Ok(()) };
    if !movement.is_followed() {
        return Ok(());
    }
    let evaluated = evaluate(draft, &movement, prompt)?;
    let same = |last: &Clearance| {
        last.clears == evaluated.clears
            && last.failing == evaluated.failing
            && last.bars == evaluated.bars
            && last.valid_until == evaluated.valid_until
    };
    if movement.clearance.as_ref().is_some_and(same) {
        return Ok(());
    }
    let lost = !evaluated.clears && !evaluated.failing.is_empty();
    let failing = evaluated.failing.clone();
    draft.emit(What::ClearanceEvaluated(evaluated));
    let asked_already = movement.asked.as_ref().is_some_and(|asked| asked.why == Why::Rules(failing.clone()));
    let known_already = movement.clearance.as_ref().is_some_and(|last| last.failing == failing);
    if matches!(movement.stage, Stage::UnderWay(_)) && lost && !asked_already && !known_already {
        draft.emit(What::DecisionAsked { movement: id, why: Why::Rules(failing) });
    }
    Ok(())
}
