//! Alerts that conduct itself raises or the watch finds, and what people do about them.

use model::{
    Word,
    id::{AlertId, MovementId, TextId},
    party::Role,
};

use super::draft::{Draft, out_of_place};
use crate::{
    Rejection, What,
    alert::{Alert, Found, Key, MOST_FOUND, Withdrawal, is_call},
    command::AlertVerdict,
    escalation::{self, may_take},
};

/// Raises an alert unless the same one is open already.
pub(super) fn raise(draft: &mut Draft<'_>, movement: MovementId, rule: &Word) {
    let is_same = |alert: &Alert| alert.rule == *rule && alert.found.is_none();
    if !draft.state.alerts_about(movement).any(|(_, alert)| is_same(alert)) {
        raised(draft, movement, rule.clone(), None, false);
    }
}

/// Brings the open alerts to what the watch finds; said again, it changes nothing. What is no longer found is taken back
/// first, so that a key that is both gone and found stands. A call for help is never taken back: that it is not found any more says
/// nothing of whoever called, and only a person ends it.
pub(super) fn find(
    draft: &mut Draft<'_>,
    movement: MovementId,
    found: Vec<Found>,
    gone: &[Key],
) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "needed-system")?;
    draft.movement(movement, "hint-watched-until-closed")?;
    let too_many = found.len() > MOST_FOUND || gone.len() > MOST_FOUND;
    if too_many || !found.iter().all(Found::is_sound) {
        return Err(Rejection::Misshapen);
    }
    let is_gone = |key: &&Key| !is_call(&key.rule) && !found.iter().any(|found| found.key == **key);
    for key in gone.iter().filter(is_gone) {
        if let Some(alert) = open(draft, movement, key) {
            draft.emit(What::AlertWithdrawn { movement, alert, why: Withdrawal::Disproved });
        }
    }
    found.into_iter().for_each(|found| is_so(draft, movement, found));
    Ok(())
}

/// Brings the ledger to something that is found: raises an alert, says what is otherwise with an open one, or nothing if that is
/// known or was closed.
pub(super) fn is_so(draft: &mut Draft<'_>, movement: MovementId, found: Found) {
    match open(draft, movement, &found.key) {
        Some(alert) => changed(draft, movement, alert, found),
        None if draft.state.is_settled(movement, &found) => {}
        None => {
            let (rule, late) = (found.key.rule.clone(), found.is_late(draft.now));
            raised(draft, movement, rule, Some(found), late);
        }
    }
}

/// Says of an open alert what is otherwise with it now. What is so again after somebody took it is to be taken again.
fn changed(draft: &mut Draft<'_>, movement: MovementId, id: AlertId, found: Found) {
    let Some(alert) = draft.state.alerts.get(&id) else { return };
    let Some(known) = alert.found.as_ref().filter(|known| found.is_news_after(known)) else { return };
    // It stays what it was raised as.
    let found = Found { key: known.key.clone(), ..found };
    let is_to_be_taken = alert.taken.is_some() && found.is_again_after(known);
    let whole = draft.state.movement(movement).filter(|_| is_to_be_taken);
    let due = whole.and_then(|whole| escalation::first(&draft.state, whole, draft.now));
    draft.emit(What::AlertChanged { movement, alert: id, found, due });
}

/// Raises it, with the time at which it goes further up.
pub(super) fn raised(
    draft: &mut Draft<'_>,
    movement: MovementId,
    rule: Word,
    found: Option<Found>,
    late: bool,
) {
    let (alert, now) = (draft.fresh(), draft.now);
    let whole = draft.state.movement(movement);
    let due = whole.and_then(|whole| escalation::first(&draft.state, whole, now));
    draft.emit(What::AlertRaised { alert, movement, rule, found, late, due });
}

/// The open alert about the same, if there is one.
pub(super) fn open(draft: &Draft<'_>, movement: MovementId, key: &Key) -> Option<AlertId> {
    let about = |is_about: &dyn Fn(&Key) -> bool| {
        let mut alerts = draft.state.alerts_about(movement);
        alerts
            .find(|(_, alert)| alert.found.as_ref().is_some_and(|found| is_about(&found.key)))
            .map(|(id, _)| id)
    };
    about(&|one| one == key).or_else(|| about(&|one| one.is_one_matter_with(key)))
}

/// It is then theirs: taking it again changes nothing, others leave it to them, and the room may take it over.
pub(super) fn acknowledge(draft: &mut Draft<'_>, id: AlertId) -> Result<(), Rejection> {
    let alert = draft.state.alerts.get(&id).ok_or(Rejection::NoSuch("no-such-alert"))?;
    draft.requires(
        &[Role::DutyOfficer, Role::Commander, Role::DistrictOfficer, Role::Authority],
        "needed-whoever-was-told",
    )?;
    let is_the_rooms = draft.by.role == Role::DutyOfficer;
    if !is_the_rooms && !draft.by.person.is_some_and(|person| may_take(&draft.state, alert, person)) {
        return Err(Rejection::NoSuch("no-such-alert"));
    }
    match &alert.taken {
        Some(taken) if taken.by == draft.by => return Ok(()),
        Some(_) if !is_the_rooms => return Err(Rejection::Alert("alert-is-somebodys")),
        _ => taken(draft, id),
    }
    Ok(())
}

/// It is whose who acts, until the timetable counts again.
pub(super) fn taken(draft: &mut Draft<'_>, id: AlertId) {
    let Some(alert) = draft.state.alerts.get(&id) else { return };
    let due = escalation::again(&draft.state, alert, draft.now);
    draft.emit(What::AlertAcknowledged { alert: id, due });
}

/// The file of a movement stays open until it is said of every alert what it was.
pub(super) fn may_file(draft: &Draft<'_>, id: MovementId) -> Result<(), Rejection> {
    match draft.state.movement(id) {
        Some(movement) if draft.state.alerts_about(id).next().is_some() => {
            Err(out_of_place(movement, "hint-alerts-first"))
        }
        _ => Ok(()),
    }
}

pub(super) fn close(
    draft: &mut Draft<'_>,
    alert: AlertId,
    verdict: AlertVerdict,
    because: Option<TextId>,
) -> Result<(), Rejection> {
    if !draft.state.alerts.contains_key(&alert) {
        return Err(Rejection::NoSuch("no-such-alert"));
    }
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    draft.emit(What::AlertClosed { alert, verdict, because });
    Ok(())
}
