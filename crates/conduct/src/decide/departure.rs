//! Departing with authority, being seen without it, arriving, closing, calling off.

use model::{
    Dossier, Instant, Word,
    id::{MovementId, TextId},
    party::Role,
};

use super::{
    alerts, boundaries,
    clearance::evaluate,
    draft::{Draft, out_of_place},
    order::open_movement,
    shape, watched,
};
use crate::{
    Movement, Rejection, Stage, What,
    alert::Key,
    dossier::{self, Departure, spoken::DEPARTED_WITHOUT_AUTHORITY},
    event::Prompt,
    movement::{Bar, Kind},
};

/// Evaluates every rule at this moment and looks at the gate. A refusal is an event, with its verdicts and
/// the name of whoever asked.
pub(super) fn authorise(draft: &mut Draft<'_>, id: MovementId) -> Result<(), Rejection> {
    let movement = draft.waiting(id, "hint-waiting-departs")?;
    draft.requires(&[Role::DutyOfficer, Role::Authority], "needed-duty-or-authority")?;
    let mut evaluated = evaluate(draft, &movement, Prompt::Departure);
    if !movement.kind.is_journey() {
        evaluated.bars.push(Bar::NotAJourney);
    }
    evaluated.bars.extend(before_its_day(draft, &movement));
    let under = dossier::permission(&draft.state, &movement).map(|standing| standing.revision);
    evaluated.bars.extend(movement.gate_bar(under, draft.now));
    evaluated.clears = evaluated.clears && evaluated.bars.is_empty();
    if evaluated.clears {
        draft.emit(What::DepartureAuthorised(evaluated));
        boundaries::plan(draft, id, draft.now);
    } else {
        draft.emit(What::DepartureRefused(evaluated));
        // What refuses it now also takes a clearance it may have.
        draft.touch(id);
    }
    Ok(())
}

/// The rules count from the day the order says. Leaving before it would leave before whatever they count: the
/// seven days of a notice, say. Leaving after it is theirs to judge, and the end of the days announced.
fn before_its_day(draft: &Draft<'_>, movement: &Movement) -> Option<Bar> {
    let offset = draft.state.offset.0;
    let facts = dossier::dossier(&draft.state, movement).ok()?;
    let day = Departure::of(&facts, offset).latest()?;
    (draft.now.day(offset) < day).then_some(Bar::BeforeItsDay(day))
}

/// Reality is always accepted: it is recorded, watched and alerted, whoever let it go.
pub(super) fn observe(
    draft: &mut Draft<'_>,
    number: Word,
    plan: Dossier,
    at: Option<Instant>,
) -> Result<(), Rejection> {
    let seen_at = draft.stated(at)?;
    let (number, known) = seen_as(draft, number);
    let (id, seen) = match known {
        Some(id) => (id, plan),
        None => (open_movement(draft, number, Kind::Observed, plan)?, Dossier::default()),
    };
    let movement = draft.movement(id, "hint-on-the-road-already")?;
    if !movement.kind.is_journey() {
        let hint = "hint-permission-does-not-travel";
        return Err(out_of_place(&movement, hint));
    }
    if matches!(movement.stage, Stage::UnderWay(_)) {
        return Err(out_of_place(&movement, "hint-on-the-road-already"));
    }
    shape::check(&seen)?;
    draft.emit(What::DepartureObserved { movement: id, seen_at, seen });
    watched::was_on_the_road(draft, id, seen_at);
    boundaries::plan(draft, id, seen_at);
    // Its cars may have told so before anybody did.
    if alerts::open(draft, id, &Key::departed_without_authority()).is_none() {
        alerts::raise(draft, id, &DEPARTED_WITHOUT_AUTHORITY);
    }
    Ok(())
}

/// The movement that is seen under a number, or the number it gets. What is seen under the number of one whose file is
/// closed is another journey, because that one ended: the one seen so already, if its own file is open, else a new one
/// under the first number after it that is free.
fn seen_as(draft: &Draft<'_>, number: Word) -> (Word, Option<MovementId>) {
    // A number is ASCII, and leaves room for ten digits after it.
    let stem: String = number.as_str().chars().take(model::word::LONGEST - 11).collect();
    let again = (2..).filter_map(|n: u32| format!("{stem}-{n}").parse().ok());
    for (n, candidate) in std::iter::once(number.clone()).chain(again).enumerate() {
        let Some(id) = draft.state.numbers.get(&candidate) else { return (candidate, None) };
        let open = draft.state.movement(*id).filter(|movement| n == 0 || movement.kind == Kind::Observed);
        if let Some(movement) = open {
            return (candidate, Some(movement.id));
        }
    }
    (number, None)
}

pub(super) fn arrive(draft: &mut Draft<'_>, id: MovementId, at: Option<Instant>) -> Result<(), Rejection> {
    let hint = "hint-on-the-road-arrives";
    let movement = draft.movement(id, hint)?;
    if !matches!(movement.stage, Stage::UnderWay(_)) {
        return Err(out_of_place(&movement, hint));
    }
    let arrived_at = draft.stated(at)?;
    draft.emit(What::Arrived { movement: id, arrived_at });
    Ok(())
}

pub(super) fn close(draft: &mut Draft<'_>, id: MovementId) -> Result<(), Rejection> {
    let hint = "hint-arrived-closes";
    let movement = draft.movement(id, hint)?;
    if movement.stage != Stage::Arrived {
        return Err(out_of_place(&movement, hint));
    }
    if movement.kind == Kind::Urgent && !movement.reviewed {
        return Err(out_of_place(&movement, "hint-reviewed-first"));
    }
    draft.emit(What::Closed { movement: id });
    Ok(())
}

pub(super) fn cancel(draft: &mut Draft<'_>, id: MovementId, reason: TextId) -> Result<(), Rejection> {
    draft.waiting(id, "hint-called-off-before-departure")?;
    draft.emit(What::Cancelled { movement: id, reason });
    draft.touch(id);
    Ok(())
}
