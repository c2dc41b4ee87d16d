//! Hand-overs: worked out when a movement departs, from the hours at which its order enters each district, or else from how long
//! its way takes to each, and anew when it takes another way; confirmed by both sides, in whatever order; overdue when the convoy
//! is due in the next district and one of them is silent.

use model::{Fact, Instant, Path, Span, Value, claim::resolve, id::MovementId, party::Role};

use super::{
    alerts,
    draft::{Draft, out_of_place},
};
use crate::{
    Known, Movement, Rejection, Stage, What,
    alert::{Found, Key},
    dossier::{
        self, departs_at, items,
        spoken::{DISTRICTS, ENTERS_AT, HANDOVER_UNCONFIRMED, ROUTE},
    },
    handover::{Boundary, Said, Side},
    tie,
    voice::Reporter,
};

/// What is to be handed over where, from the moment it left. One that left later than planned is later everywhere.
pub(super) fn plan(draft: &mut Draft<'_>, id: MovementId, left: Instant) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let later = later(draft, &movement, left).0.max(0);
    let due = |hour: &Hour| hour.at.map(|at| at.saturating_add(Span(later)));
    let boundaries = boundaries(&hours(draft, &movement), |_, hour| due(hour));
    if !boundaries.is_empty() {
        draft.emit(What::HandOversPlanned { movement: id, boundaries });
    }
}

/// It drives another way than before: from where it is now, or, if that begins where the one before did, from where it left.
pub(super) fn diverted(draft: &mut Draft<'_>, id: MovementId) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let is_on_the_road = matches!(movement.stage, Stage::UnderWay(_));
    let Some(left) = movement.departed.filter(|_| is_on_the_road) else { return };
    let later = later(draft, &movement, left);
    // The hours of a way that is driven from where it was are counted from then.
    let by_the_way = if is_driven_since(&movement) { Span::ZERO } else { later };
    let due = |from: &Path, hour: &Hour| {
        let known = movement.handovers.get(&hour.district).filter(|it| it.from == *from);
        match known.filter(|_| !hour.is_by_the_way) {
            Some(known) => known.due,
            None => {
                let later = if hour.is_by_the_way { by_the_way } else { later.max(Span::ZERO) };
                hour.at.map(|at| at.saturating_add(later))
            }
        }
    };
    let boundaries = boundaries(&hours(draft, &movement), due);
    if !(boundaries.is_empty() && movement.handovers.is_empty()) {
        draft.emit(What::HandOversPlanned { movement: id, boundaries });
        settle(draft, id);
    }
}

fn is_driven_since(movement: &Movement) -> bool {
    movement.route.as_ref().is_some_and(|route| route.since.is_some())
}

/// How much later it is that left at a moment than the hours of its order are counted from: the hour it was to depart at, or when it
/// left where its order says none.
fn later(draft: &Draft<'_>, movement: &Movement, left: Instant) -> Span {
    let counted_from = departs_at(&draft.state, movement, draft.now).or_else(|| dossier::left(movement));
    counted_from.map_or(Span::ZERO, |from| left.since(from))
}

/// When it enters a district.
struct Hour {
    district: Path,
    /// The hour; where nobody knows one, the next district's: it is there by then at the latest.
    at: Option<Instant>,
    /// Whether it follows from the way and the hour of departure.
    is_by_the_way: bool,
}

/// When it enters which district, the first first. One whose hour nobody knows comes where the order lists it.
fn hours(draft: &Draft<'_>, movement: &Movement) -> Vec<Hour> {
    let Ok(facts) = dossier::dossier(&draft.state, movement) else { return Vec::new() };
    let hour =
        |district: Path| match resolve(facts.claims(&district.clone().join(&ENTERS_AT)), draft.now).fact {
            Fact::Known(claim) => {
                let at = if let Value::Time(at) = claim.value { Some(at) } else { None };
                let is_by_the_way = claim.source.cite == *ROUTE;
                Hour { district, at, is_by_the_way }
            }
            _ => Hour { district, at: None, is_by_the_way: false },
        };
    let listed = items(&facts, &DISTRICTS).iter().map(|(label, _)| DISTRICTS.clone().item(label));
    let mut hours: Vec<Hour> = listed.map(hour).collect();
    let mut next: Option<(Instant, bool)> = None;
    for hour in hours.iter_mut().rev() {
        match hour.at {
            Some(at) => next = Some((at, hour.is_by_the_way)),
            None => {
                hour.at = next.map(|(at, _)| at);
                hour.is_by_the_way = next.is_some_and(|(_, by_the_way)| by_the_way);
            }
        }
    }
    hours.sort_by_key(|hour| hour.at.unwrap_or(Instant::MAX));
    hours
}

fn boundaries(hours: &[Hour], due: impl Fn(&Path, &Hour) -> Option<Instant>) -> Vec<Boundary> {
    let pairs = hours.iter().zip(hours.iter().skip(1));
    pairs
        .map(|(before, hour)| Boundary {
            from: before.district.clone(),
            into: hour.district.clone(),
            due: due(&before.district, hour),
        })
        .collect()
}

/// What a side says.
pub(super) struct Confirmed {
    pub side: Side,
    pub at: Option<Instant>,
    pub reporter: Option<Reporter>,
}

pub(super) fn confirm(
    draft: &mut Draft<'_>,
    id: MovementId,
    into: Path,
    confirmed: Confirmed,
) -> Result<(), Rejection> {
    let Confirmed { side, at, reporter } = confirmed;
    let movement = draft.movement(id, "hint-watched-until-closed")?;
    let none = || out_of_place(&movement, "hint-no-hand-over");
    let known = movement.handovers.get(&into).ok_or_else(none)?;
    let (own, other) = match side {
        Side::Giving => (&known.from, &into),
        Side::Taking => (&into, &known.from),
    };
    let may = match draft.by.role {
        Role::DutyOfficer => true,
        // Whoever drives gives over; whoever waits takes over.
        Role::Commander => side == Side::Giving,
        Role::DistrictOfficer => {
            let knows = |party: &Path| is_told(&movement, party) && answers_for(draft, &movement, party);
            // Who lies next to whom on the way is the route: whoever was not told it learns nothing by asking.
            if !knows(own) && !knows(other) {
                return Err(none());
            }
            knows(own)
        }
        _ => false,
    };
    if !may {
        return Err(Rejection::NotAllowed { given: draft.by.role, needed: "needed-that-side" });
    }
    // The room has no convoy: it writes down the word of whoever has.
    if draft.by.role == Role::DutyOfficer && reporter.is_none() {
        return Err(out_of_place(&movement, "hint-hand-over-whose-word"));
    }
    let confirmed_at = draft.stated(at)?;
    let said = Said { at: confirmed_at, by: draft.by.person, reporter: reporter.clone() };
    if known.said_by(side.other()).is_some_and(|other| other.is_of_the_same(&said, &draft.state)) {
        return Err(out_of_place(&movement, "hint-hand-over-by-the-other"));
    }
    let from = known.from.clone();
    draft.emit(What::HandOverConfirmed { movement: id, from, into, side, confirmed_at, reporter });
    settle(draft, id);
    Ok(())
}

/// What is confirmed after it was overdue, or is on its way no more, is over; somebody closes it as what it was.
fn settle(draft: &mut Draft<'_>, id: MovementId) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let is_open = |element: Option<&model::Word>| {
        let named = |into: &Path| element.is_some_and(|element| dossier::name(into) == *element);
        movement.handovers.iter().any(|(into, it)| named(into) && it.overdue && !it.is_done())
    };
    let of_one = draft.state.alerts_about(id).filter_map(|(_, alert)| alert.found.as_ref());
    let over = of_one.filter(|found| {
        found.key.rule == *HANDOVER_UNCONFIRMED
            && found.until.is_none()
            && !is_open(found.key.element.as_ref())
    });
    let over: Vec<Found> = over.cloned().collect();
    for found in over {
        let until = Some(draft.now.max(found.since));
        alerts::is_so(draft, id, Found { until, ..found });
    }
}

/// Whether hour and route were told to a party.
fn is_told(movement: &Movement, party: &Path) -> bool {
    movement.parties.get(party).is_some_and(|told| told.late.is_some())
}

fn answers_for(draft: &Draft<'_>, movement: &Movement, party: &Path) -> bool {
    let person = draft.by.person.and_then(|person| draft.state.people.get(&person));
    person.is_some_and(|person| {
        tie::answers_for(&draft.state, Known::Whole(movement), party, &person.areas, draft.now)
    })
}

/// The convoy is due in the next district, and nobody knows who has it.
pub(super) fn overdue(draft: &mut Draft<'_>, id: MovementId, into: Path) {
    let Some(planned) = draft.state.movement(id).and_then(|it| it.handovers.get(&into)) else { return };
    let (from, due) = (planned.from.clone(), planned.due.unwrap_or(draft.now));
    // Nobody could have known it while both sides still had time.
    let established = planned.overdue_at();
    let element = Some(dossier::name(&into));
    draft.emit(What::HandOverOverdue { movement: id, from, into });
    let key = Key { rule: HANDOVER_UNCONFIRMED.clone(), subject: None, element };
    alerts::is_so(draft, id, Found { established, ..Found::of(key, due) });
}
