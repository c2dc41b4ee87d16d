//! A watch is offered and taken with a list of everything that is open: what somebody did not see they did not take
//! over, so a list that is not what is open now changes nothing and says what is missing.

use model::{
    id::{AlertId, MovementId, PersonId},
    party::{Actor, Role},
};

use super::{alerts, draft::Draft};
use crate::{Rejection, What, shift::Open};

/// Whoever is on watch signs it over to a named officer. It stays theirs until that officer takes it.
pub(super) fn offer(
    draft: &mut Draft<'_>,
    to: PersonId,
    alerts: Vec<AlertId>,
    movements: Vec<MovementId>,
) -> Result<(), Rejection> {
    let officer = officer(draft)?;
    if draft.state.shift.as_ref().is_none_or(|shift| shift.on != officer) {
        return Err(Rejection::Shift("shift-not-yours"));
    }
    is_another_officer(draft, to, officer)?;
    let Open { alerts, movements } = agreed(draft, alerts, movements)?;
    let (alerts, movements) = (alerts.into_iter().collect(), movements.into_iter().collect());
    draft.emit(What::ShiftOffered { to, alerts, movements });
    Ok(())
}

/// An officer takes the watch, whether or not it was offered: whoever had it may not be able to any more, and the
/// record says which it was.
pub(super) fn take(
    draft: &mut Draft<'_>,
    next: Option<PersonId>,
    alerts: Vec<AlertId>,
    movements: Vec<MovementId>,
) -> Result<(), Rejection> {
    let officer = officer(draft)?;
    let shift = draft.state.shift.clone();
    if shift.as_ref().is_some_and(|shift| shift.on == officer) {
        return Err(Rejection::Shift("shift-yours-already"));
    }
    if let Some(next) = next {
        is_another_officer(draft, next, officer)?;
    }
    let Open { alerts, movements } = agreed(draft, alerts, movements)?;
    let (alerts, movements) = (alerts.into_iter().collect(), movements.into_iter().collect());
    let offered = shift.as_ref().is_some_and(|shift| shift.offered && shift.next == Some(officer));
    let from = shift.map(|shift| shift.on);
    draft.emit(What::ShiftTaken { from, offered, next, alerts, movements });
    sign_over(draft, from.filter(|from| next != Some(*from)));
    Ok(())
}

/// What an officer took who is not on the roster any more is whoever's has the watch now: they confirmed it by name.
fn sign_over(draft: &mut Draft<'_>, from: Option<PersonId>) {
    let is_off = |person: PersonId| from == Some(person) || !draft.state.is_in_the_room(person);
    let is_left = |by: &Actor| by.role == Role::DutyOfficer && by.person.is_some_and(is_off);
    let theirs = draft.state.taken_by(|by| is_left(by) && by.person != draft.by.person);
    theirs.into_iter().for_each(|alert| alerts::taken(draft, alert));
}

/// Whoever acts, as an enrolled duty officer: a watch is somebody's by name.
fn officer(draft: &Draft<'_>) -> Result<PersonId, Rejection> {
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    let is_here = |person: &PersonId| draft.state.people.contains_key(person);
    draft.by.person.filter(is_here).ok_or(Rejection::Shift("shift-of-somebody-enrolled"))
}

fn is_another_officer(draft: &Draft<'_>, person: PersonId, than: PersonId) -> Result<(), Rejection> {
    let enrolled = draft.state.people.get(&person).ok_or(Rejection::NoSuch("no-such-person"))?;
    match enrolled.role == Role::DutyOfficer && person != than {
        true => Ok(()),
        false => Err(Rejection::Shift("shift-goes-to-an-officer")),
    }
}

/// The list, if it is what is open now.
fn agreed(draft: &Draft<'_>, alerts: Vec<AlertId>, movements: Vec<MovementId>) -> Result<Open, Rejection> {
    let listed = Open { alerts: alerts.into_iter().collect(), movements: movements.into_iter().collect() };
    let open = Open::of(&draft.state);
    if listed == open {
        return Ok(open);
    }
    let missing = open.names_beyond(&listed, &draft.state);
    let gone = listed.names_beyond(&open, &draft.state);
    Err(Rejection::ShiftDiffers { missing, gone })
}
