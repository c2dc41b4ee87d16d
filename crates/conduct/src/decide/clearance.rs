//! Evaluating the rules for one movement at this moment.

use std::sync::Arc;

use model::{Dossier, Word, id::MovementId};
use rulebook::At;

use super::draft::Draft;
use crate::{
    Movement, Rejection, What,
    dossier::{self, departure_day, meets, permission, touched_areas},
    event::{Evaluated, Prompt},
    movement::{Bar, Kind},
};

/// The version that stands on every evaluation.
const ENGINE: &str = concat!("safeconduct-", env!("CARGO_PKG_VERSION"));

pub(super) fn clear(draft: &mut Draft<'_>, id: MovementId) -> Result<(), Rejection> {
    let movement = draft.open(id, "it is evaluated while it is open")?;
    let evaluated = evaluate(draft, &movement, Prompt::Asked)?;
    draft.emit(What::ClearanceEvaluated(evaluated));
    Ok(())
}

/// Every rule's verdict now, and whatever else bars the movement. No stored result is looked at.
pub(super) fn evaluate(
    draft: &Draft<'_>,
    movement: &Movement,
    prompt: Prompt,
) -> Result<Evaluated, Rejection> {
    let facts = dossier::dossier(&draft.state, movement)?;
    let mut bars = bars(draft, movement, &facts);
    let rules = draft.inputs.artefacts.rules(&draft.state.pinned);
    let judged = rules.as_ref().map(|rules| {
        let at = At { now: draft.now, offset: draft.state.offset.0 };
        rulebook::evaluate(rules, &facts, &movement.waivers(), at)
    });
    if judged.is_none() {
        bars.push(Bar::NoRules);
    }
    let clears = bars.is_empty() && judged.as_ref().is_some_and(rulebook::Evaluation::clears);
    let judgements = judged.as_ref().map(|j| j.rules.as_slice()).unwrap_or_default();
    Ok(Evaluated {
        movement: movement.id,
        revision: movement.revision,
        prompt,
        clears,
        verdicts: judgements.iter().map(|j| (j.rule.id.clone(), j.verdict)).collect(),
        failing: judgements.iter().filter(|j| j.refuses()).map(|j| j.rule.id.clone()).collect(),
        bars,
        valid_until: judged.as_ref().and_then(|j| j.valid_until),
        pinned: draft.state.pinned.clone(),
        facts: draft.inputs.artefacts.pin(&facts),
        engine: engine(),
    })
}

fn bars(draft: &Draft<'_>, movement: &Movement, facts: &Dossier) -> Vec<Bar> {
    let touched = touched_areas(facts);
    let stands_fast = |area: &Word| touched.is_empty() || touched.iter().any(|t| meets(t, area));
    let mut bars: Vec<Bar> = draft
        .state
        .areas
        .iter()
        .filter(|(name, area)| area.stands_fast && stands_fast(name))
        .map(|(name, _)| Bar::StandFast(name.clone()))
        .collect();
    if !draft.inputs.clock_is_sound {
        bars.push(Bar::ClockUnsound);
    }
    if matches!(movement.kind, Kind::Run(_)) && !is_permitted(draft, movement, facts) {
        bars.push(Bar::NoPermission);
    }
    bars
}

/// A run needs its permission to be in force, approved, and to cover the day it departs.
fn is_permitted(draft: &Draft<'_>, run: &Movement, facts: &Dossier) -> bool {
    let Some(standing) = permission(&draft.state, run) else { return false };
    let approved = standing.approval.as_ref().is_some_and(|approval| approval.granted);
    let day_of = |attribute: &'static str| match standing
        .plan
        .claims(&dossier::path(attribute))
        .last()
        .map(|claim| &claim.value)
    {
        Some(model::Value::Day(day)) => Some(*day),
        _ => None,
    };
    let period = day_of("movement.begins_on").zip(day_of("movement.ends_on"));
    let today = draft.now.day(draft.state.offset.0);
    let departs = departure_day(facts, &draft.state).map(|day| day.max(today));
    let covers = period.zip(departs).is_some_and(|((from, to), day)| (from..=to).contains(&day));
    standing.stage.is_waiting() && approved && covers
}

fn engine() -> Word {
    static ENGINE_WORD: std::sync::OnceLock<Arc<Word>> = std::sync::OnceLock::new();
    let word = ENGINE_WORD
        .get_or_init(|| Arc::new(ENGINE.parse().unwrap_or_else(|_| unreachable!("{ENGINE} is a word"))));
    Word::clone(word)
}
