//! Who may act here, cases, and who has seen what.

use model::{
    area::is_area,
    id::{MovementId, PersonId, TextId},
    party::Role,
};

use super::{climb, devices, draft::Draft};
use crate::{Person, Rejection, Sight, What};

/// Nobody is here before the first administrator, so the system itself lets that one in. Everybody else is
/// enrolled by an administrator, who in turn has no say over movements.
pub(super) fn enrol(draft: &mut Draft<'_>, id: PersonId, person: Person) -> Result<(), Rejection> {
    let first = draft.by.role == Role::System && !draft.state.people.values().any(is_administrator);
    if !(first && is_administrator(&person)) {
        draft.requires(&[Role::Administrator], "needed-administrator")?;
    }
    let ordered_as = person.ordered_as();
    let Person { role, agency, label, areas, name, .. } = person;
    if role == Role::System {
        return Err(Rejection::Person("not-enrolled-not-system"));
    }
    if (role == Role::DistrictOfficer) == areas.is_empty() {
        return Err(Rejection::Person("not-enrolled-areas-of-district"));
    }
    if !areas.iter().all(is_area) {
        return Err(Rejection::Person("not-enrolled-areas-in-form"));
    }
    if matches!(role, Role::Commander | Role::Principal) && label.is_none() {
        return Err(Rejection::Person("not-enrolled-label-needed"));
    }
    let taken = |known: &Person| label.is_some() && known.label == label && known.role == role;
    if draft.state.people.values().any(taken) {
        return Err(Rejection::Person("not-enrolled-label-taken"));
    }
    if draft.state.person(id).is_some() {
        return Err(Rejection::Person("not-enrolled-identifier-taken"));
    }
    let before = ordered_as.map(|of| draft.state.were_ordered_as(&of)).unwrap_or_default();
    draft.emit(What::PersonEnrolled { person: id, role, agency, label, areas, name });
    before.iter().for_each(|former| devices::goes_with(draft, former));
    Ok(())
}

pub(super) fn dismiss(draft: &mut Draft<'_>, id: PersonId) -> Result<(), Rejection> {
    draft.requires(&[Role::Administrator], "needed-administrator")?;
    let person = draft.state.people.get(&id).ok_or(Rejection::NoSuch("no-such-person"))?;
    let administrators = draft.state.people.values().filter(|person| is_administrator(person)).count();
    if is_administrator(person) && administrators == 1 {
        return Err(Rejection::Person("not-enrolled-last-administrator"));
    }
    leaves(draft, id);
    Ok(())
}

/// They act here no more, and what they took is looked after by others.
fn leaves(draft: &mut Draft<'_>, id: PersonId) {
    draft.emit(What::PersonDismissed { person: id });
    climb::left_by(draft, id);
}

/// Whoever still acts here is dismissed first: what they do next must not stand under a name that nobody can read,
/// and the last administrator stays. A restore may have brought back somebody whose erasure came after the backup:
/// the room then erases again, whatever they were at the time of the backup.
pub(super) fn erase(draft: &mut Draft<'_>, id: PersonId, because: Option<TextId>) -> Result<(), Rejection> {
    let repeats = draft.by.role == Role::System;
    if !repeats {
        draft.requires(&[Role::Administrator], "needed-administrator")?;
        if because.is_none() {
            return Err(Rejection::Person("erasure-says-why"));
        }
    }
    if draft.state.people.contains_key(&id) {
        if !repeats {
            return Err(Rejection::Person("erasure-dismissed-first"));
        }
        leaves(draft, id);
    }
    let former = draft.state.former.get(&id).ok_or(Rejection::NoSuch("no-such-person"))?;
    if former.erased {
        return Err(Rejection::Person("erasure-done-before"));
    }
    let former = former.clone();
    draft.emit(What::PersonErased { person: id, because });
    devices::goes_with(draft, &former);
    Ok(())
}

pub(super) fn open_case(draft: &mut Draft<'_>, id: MovementId, reason: TextId) -> Result<(), Rejection> {
    draft.requires(&[Role::Authority, Role::DutyOfficer], "needed-authority-or-duty")?;
    draft.known(id)?;
    draft.emit(What::CaseOpened { movement: id, reason });
    Ok(())
}

/// What was seen was seen: it is noted whatever became of the movement or the person meanwhile.
pub(super) fn note(draft: &mut Draft<'_>, sights: Vec<Sight>) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "needed-system")?;
    if let Some(early) = sights.iter().find(|sight| sight.hour > draft.now) {
        return Err(Rejection::FromTheFuture(early.hour));
    }
    if !sights.is_empty() {
        draft.emit(What::Seen { sights });
    }
    Ok(())
}

fn is_administrator(person: &Person) -> bool {
    person.role == Role::Administrator
}
