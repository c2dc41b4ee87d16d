//! What is said of hand-overs: confirmed by both sides, in whatever order; overdue when the convoy is due in the next district and one
//! of them is silent. Where they are is worked out in [`super::boundaries`].

use model::{Instant, Path, Word, id::MovementId, party::Role};

use super::{
    alerts,
    draft::{Draft, out_of_place},
};
use crate::{
    Known, Movement, Rejection, What,
    alert::{Found, Key},
    dossier::{self, spoken::HANDOVER_UNCONFIRMED},
    handover::{Crossing, HandOver, Said, Side, first_visit},
    tie,
    voice::Reporter,
};

/// What a side says.
pub(super) struct Confirmed {
    pub side: Side,
    pub at: Option<Instant>,
    pub reporter: Option<Reporter>,
}

pub(super) fn confirm(
    draft: &mut Draft<'_>,
    id: MovementId,
    crossing: &Crossing,
    confirmed: Confirmed,
) -> Result<(), Rejection> {
    let Confirmed { side, at, reporter } = confirmed;
    let movement = draft.movement(id, "hint-watched-until-closed")?;
    let none = || out_of_place(&movement, "hint-no-hand-over");
    let known = movement.handover(crossing).ok_or_else(none)?;
    let (own, other) = match side {
        Side::Giving => (&known.from, &known.into),
        Side::Taking => (&known.into, &known.from),
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
    let HandOver { from, into, visit, .. } = known.clone();
    draft.emit(What::HandOverConfirmed { movement: id, from, into, visit, side, confirmed_at, reporter });
    settle(draft, id);
    Ok(())
}

/// What is confirmed after it was overdue, or is on its way no more, is over; somebody closes it as what it was.
pub(super) fn settle(draft: &mut Draft<'_>, id: MovementId) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let is_open = |element: Option<&model::Word>| {
        let named = |it: &HandOver| element.is_some_and(|element| named(it) == *element);
        movement.handovers.iter().any(|it| named(it) && it.overdue && !it.is_done())
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
pub(super) fn overdue(draft: &mut Draft<'_>, id: MovementId, crossing: &Crossing) {
    let Some(planned) = draft.state.movement(id).and_then(|it| it.handover(crossing)) else { return };
    let (due, element) = (planned.due.unwrap_or(draft.now), Some(named(planned)));
    // Nobody could have known it while both sides still had time.
    let established = planned.overdue_at();
    let HandOver { from, into, visit, .. } = planned.clone();
    draft.emit(What::HandOverOverdue { movement: id, from, into, visit });
    let key = Key { rule: HANDOVER_UNCONFIRMED.clone(), subject: None, element };
    alerts::is_so(draft, id, Found { established, ..Found::of(key, due) });
}

/// What an alert about it names it: the district that is entered, from the second time on with how often (`shangla:2`).
fn named(it: &HandOver) -> Word {
    let district = dossier::name(&it.into);
    let again = (it.visit > first_visit()).then(|| format!("{district}:{}", it.visit).parse().ok());
    again.flatten().unwrap_or(district)
}
