//! Evaluating the rules for one movement at this moment.

use model::{Dossier, Fact, Instant, Path, Span, Value, Word, claim::resolve, id::MovementId};
use rulebook::{At, Verdict};

use super::{
    draft::Draft,
    route::{self, route_of},
};
use crate::{
    Movement, Rejection, Stage, What,
    dossier::{
        Departure, Touched, dossier_leaving, is_urgent, permission,
        spoken::{BEGINS_ON, ENDS_ON, ENGINE},
    },
    event::{Evaluated, Prompt},
    movement::{Authority, Bar, Clearance, Kind, Why},
};

pub(super) fn clear(draft: &mut Draft<'_>, id: MovementId) -> Result<(), Rejection> {
    let movement = draft.open(id, "hint-evaluated-while-open")?;
    let evaluated = evaluate(draft, &movement, Prompt::Asked);
    record(draft, &movement, evaluated);
    Ok(())
}

/// Puts an evaluation on the record. Those under way with authority are told when it is lost, and asked to
/// choose: once for each loss, not at every evaluation.
pub(super) fn record(draft: &mut Draft<'_>, movement: &Movement, evaluated: Evaluated) {
    let why = match movement.stage {
        Stage::UnderWay(Authority::Authorised) => newly_lost(movement, &evaluated),
        _ => None,
    };
    draft.emit(What::ClearanceEvaluated(evaluated));
    if let Some(why) = why {
        draft.emit(What::DecisionAsked { movement: movement.id, why });
    }
}

fn newly_lost(movement: &Movement, evaluated: &Evaluated) -> Option<Why> {
    let before = movement.clearance.as_ref();
    let failed_before = |rule: &Word| before.is_some_and(|last| last.failing.contains(rule));
    let without_before = before.is_some_and(|last| last.bars.contains(&Bar::NoPermission));
    if !evaluated.failing.iter().all(failed_before) {
        Some(Why::Rules(evaluated.failing.clone()))
    } else if evaluated.bars.contains(&Bar::NoPermission) && !without_before {
        Some(Why::PermissionEnded)
    } else {
        None
    }
}

/// Every rule's verdict now, and whatever else bars the movement, as it goes on the record. Who departs leaves now,
/// whatever hour the order says.
pub(super) fn evaluate(draft: &Draft<'_>, movement: &Movement, prompt: Prompt) -> Evaluated {
    let leaving = (prompt == Prompt::Departure).then_some(draft.now);
    judge_leaving(draft, movement, leaving).evaluated(draft, movement, prompt)
}

/// What a movement was found to be, before anybody decides whether that goes on the record: naming its facts takes
/// as long as judging them, and most evaluations come out as the last one did.
pub(super) struct Judged {
    facts: Dossier,
    /// `None` where the rulebooks are not there.
    rules: Option<rulebook::Evaluation>,
    clears: bool,
    failing: Vec<Word>,
    bars: Vec<Bar>,
    valid_until: Option<Instant>,
}

/// Judges a movement by every rule now. No stored result is looked at.
pub(super) fn judge(draft: &Draft<'_>, movement: &Movement) -> Judged {
    judge_leaving(draft, movement, None)
}

fn judge_leaving(draft: &Draft<'_>, movement: &Movement, leaving: Option<Instant>) -> Judged {
    let assembled = dossier_leaving(&draft.state, movement, leaving);
    let too_much = assembled.is_err();
    let facts = assembled.unwrap_or_else(|_| movement.plan.clone());
    let permitted = Permitted::of(draft, movement, &facts);
    let rules = draft.inputs.artefacts.rules(&draft.state.pinned).map(|rules| {
        let at = At { now: draft.now, offset: draft.state.offset.0 };
        rulebook::evaluate(&rules, &facts, &movement.waivers(), at)
    });

    let mut bars = stand_fasts(draft, &facts);
    bars.extend((!draft.inputs.clock_is_sound).then_some(Bar::ClockUnsound));
    bars.extend(is_urgent(&facts).then_some(Bar::Urgent));
    bars.extend((!permitted.yes).then_some(Bar::NoPermission));
    bars.extend(rules.is_none().then_some(Bar::NoRules));
    bars.extend(too_much.then_some(Bar::TooMuchSaid));
    bars.extend(route_of(draft, movement).into_iter().flat_map(|route| route::bars(draft, route, &facts)));

    let until = rules.as_ref().and_then(|judged| judged.valid_until);
    let changes_at = until.into_iter().chain(permitted.changes_at).min();
    let refusing = rules.iter().flat_map(rulebook::Evaluation::refusing);
    Judged {
        clears: bars.is_empty() && rules.as_ref().is_some_and(rulebook::Evaluation::clears),
        failing: refusing.map(|judgement| judgement.rule.id.clone()).collect(),
        valid_until: changes_at.map(|at| later_than(draft.now, at)),
        facts,
        rules,
        bars,
    }
}

impl Judged {
    /// Whether something stands in the way that did not in the other, or is breached that was only not proved.
    pub fn adds_to(&self, other: &Judged) -> bool {
        let is_in = |rule: &Word, rules: &[Word]| rules.contains(rule);
        let (breached, before) = (self.breached(), other.breached());
        self.failing.iter().any(|rule| !is_in(rule, &other.failing))
            || breached.iter().any(|rule| !is_in(rule, &before))
            || self.bars.iter().any(|bar| !other.bars.contains(bar))
    }

    fn breached(&self) -> Vec<Word> {
        let refusing = self.rules.iter().flat_map(rulebook::Evaluation::refusing);
        let breached = refusing.filter(|judgement| judgement.verdict == Verdict::Breached);
        breached.map(|judgement| judgement.rule.id.clone()).collect()
    }

    /// Whether it says what was said last. By other rules, or by another engine, even the same outcome is another
    /// evaluation: whoever makes the last one again must be able to find what it was made with.
    pub fn is_as(&self, draft: &Draft<'_>, last: &Clearance) -> bool {
        last.pinned == draft.state.pinned
            && last.engine == *ENGINE
            && last.clears == self.clears
            && last.failing == self.failing
            && last.bars == self.bars
            && last.valid_until == self.valid_until
    }

    /// The same for the record, its facts pinned.
    pub fn evaluated(self, draft: &Draft<'_>, movement: &Movement, prompt: Prompt) -> Evaluated {
        let judgements = self.rules.iter().flat_map(|judged| &judged.rules);
        Evaluated {
            movement: movement.id,
            revision: movement.revision,
            prompt,
            clears: self.clears,
            verdicts: judgements.map(|j| (j.rule.id.clone(), j.verdict)).collect(),
            failing: self.failing,
            bars: self.bars,
            valid_until: self.valid_until,
            pinned: draft.state.pinned.clone(),
            network: route_of(draft, movement).map(|route| route.network),
            facts: draft.inputs.artefacts.pin(&self.facts),
            engine: Word::clone(&ENGINE),
        }
    }
}

/// A moment already past would have the scheduler turn in circles.
fn later_than(now: Instant, at: Instant) -> Instant {
    if at > now { at } else { now.saturating_add(Span::minutes(1)) }
}

fn stand_fasts(draft: &Draft<'_>, facts: &Dossier) -> Vec<Bar> {
    let touched = Touched::of(facts);
    let standing_fast = draft.state.areas.iter().filter(|(_, area)| area.stands_fast);
    standing_fast
        .filter(|(name, _)| touched.meets(name))
        .map(|(name, _)| Bar::StandFast(name.clone()))
        .collect()
}

/// Whether the permission a run relies on is in force, approved, and covers the day of departure. What is no
/// run needs none.
struct Permitted {
    yes: bool,
    /// When time alone may change that.
    changes_at: Option<Instant>,
}

impl Permitted {
    fn of(draft: &Draft<'_>, movement: &Movement, facts: &Dossier) -> Self {
        if !matches!(movement.kind, Kind::Run(_)) {
            return Permitted { yes: true, changes_at: None };
        }
        let Some(standing) = permission(&draft.state, movement) else {
            return Permitted { yes: false, changes_at: None };
        };
        let mut changes: Vec<Instant> = Vec::new();
        let mut day = |at: &Path| {
            let resolved = resolve(standing.plan.claims(at), draft.now);
            changes.extend(resolved.changes_at);
            match resolved.fact {
                Fact::Known(claim) => as_day(&claim.value),
                _ => None,
            }
        };
        let period = day(&BEGINS_ON).zip(day(&ENDS_ON));
        let offset = draft.state.offset.0;
        let departure = Departure::of(facts, offset);
        let mut covered = period.is_some_and(|period| departure.lies_within(period));
        // Who has not left by the last day leaves after it; who is under way has left.
        if let Some((begins, ends)) = period.filter(|_| movement.stage.is_waiting()) {
            covered &= draft.now.day(offset) <= ends;
            let edges = [Some(begins), ends.checked_add(1)].into_iter().flatten();
            changes.extend(edges.map(|day| day.begins(offset)));
        }
        Permitted {
            yes: standing.stage.is_waiting() && standing.is_approved() && covered,
            changes_at: changes.into_iter().filter(|at| *at > draft.now).min(),
        }
    }
}

fn as_day(value: &Value) -> Option<model::Day> {
    match value {
        Value::Day(day) => Some(*day),
        _ => None,
    }
}
