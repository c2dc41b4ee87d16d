//! Hand-overs: planned when a movement departs, from the hours at which its order enters each district; confirmed by both
//! sides, in whatever order; overdue when the convoy is due in the next district and one of them is silent.

use model::{Fact, Instant, Path, Span, Value, Word, claim::resolve, id::MovementId, party::Role};

use super::{
    alerts,
    draft::{Draft, out_of_place},
};
use crate::{
    Known, Movement, Rejection, What,
    alert::{Found, Key},
    dossier::{
        self, departs, items,
        spoken::{DISTRICTS, ENTERS_AT, HANDOVER_UNCONFIRMED},
    },
    handover::{Boundary, Side},
    tie,
};

/// What is to be handed over where, from the moment it left. One that left later than planned is later everywhere.
pub(super) fn plan(draft: &mut Draft<'_>, id: MovementId, left: Instant) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let later = departs(&draft.state, &movement, draft.now).map_or(0, |planned| left.since(planned).0.max(0));
    let hours = hours(draft, &movement);
    let pairs = hours.iter().zip(hours.iter().skip(1));
    let boundaries: Vec<Boundary> = pairs
        .map(|((_, from), (due, into))| Boundary {
            from: from.clone(),
            into: into.clone(),
            due: due.saturating_add(Span(later)),
        })
        .collect();
    if !boundaries.is_empty() {
        draft.emit(What::HandOversPlanned { movement: id, boundaries });
    }
}

/// When it enters which district, the first first; a district whose hour nobody knows has no place among them.
fn hours(draft: &Draft<'_>, movement: &Movement) -> Vec<(Instant, Path)> {
    let Ok(facts) = dossier::dossier(&draft.state, movement) else { return Vec::new() };
    let hour = |label: &Word| {
        let party = DISTRICTS.clone().item(label);
        match resolve(facts.claims(&party.clone().join(&ENTERS_AT)), draft.now).fact {
            Fact::Known(claim) => match claim.value {
                Value::Time(at) => Some((at, party)),
                _ => None,
            },
            _ => None,
        }
    };
    let mut hours: Vec<_> = items(&facts, &DISTRICTS).iter().filter_map(|(label, _)| hour(label)).collect();
    hours.sort();
    hours
}

pub(super) fn confirm(
    draft: &mut Draft<'_>,
    id: MovementId,
    into: Path,
    side: Side,
    at: Option<Instant>,
) -> Result<(), Rejection> {
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
    let confirmed_at = draft.stated(at)?;
    let from = known.from.clone();
    draft.emit(What::HandOverConfirmed { movement: id, from, into, side, confirmed_at });
    Ok(())
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
    let (from, due) = (planned.from.clone(), planned.due);
    let element = Some(dossier::name(&into));
    draft.emit(What::HandOverOverdue { movement: id, from, into });
    let rule = Word::clone(&HANDOVER_UNCONFIRMED);
    let key = Key { rule: rule.clone(), subject: None, element };
    let found = Found::of(key, due);
    alerts::raised(draft, id, rule, Some(found), false);
}
