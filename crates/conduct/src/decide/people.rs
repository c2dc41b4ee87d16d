//! Who may act here, cases, and who has seen what.

use model::{
    area::is_area,
    id::{MovementId, PersonId, TextId},
    party::Role,
};

use super::draft::Draft;
use crate::{Person, Rejection, Sight, What};

/// Nobody is here before the first administrator, so the system itself lets that one in. Everybody else is
/// enrolled by an administrator, who in turn has no say over movements.
pub(super) fn enrol(draft: &mut Draft<'_>, id: PersonId, person: Person) -> Result<(), Rejection> {
    let first = draft.by.role == Role::System && !draft.state.people.values().any(is_administrator);
    if !(first && is_administrator(&person)) {
        draft.requires(&[Role::Administrator], "an administrator")?;
    }
    let Person { role, agency, label, areas, name, .. } = person;
    if role == Role::System {
        return Err(Rejection::Person("nobody is enrolled as the system itself: choose a person's role"));
    }
    if (role == Role::DistrictOfficer) == areas.is_empty() {
        return Err(Rejection::Person(
            "a district officer answers for areas, and nobody else does: name them for that role, and for that role only",
        ));
    }
    if !areas.iter().all(is_area) {
        return Err(Rejection::Person(
            "name areas in lower case with their country first, such as pk/kp/shangla",
        ));
    }
    if matches!(role, Role::Commander | Role::Principal) && label.is_none() {
        return Err(Rejection::Person(
            "a commander or principal has a label, the one orders name them by: give it, so that they see their own movements",
        ));
    }
    let taken = |known: &Person| label.is_some() && known.label == label && known.role == role;
    if draft.state.people.values().any(taken) {
        return Err(Rejection::Person("that label is somebody else's in this role: choose another"));
    }
    if draft.state.person(id).is_some() {
        return Err(Rejection::Person("this identifier is somebody's: enrol under a fresh one"));
    }
    draft.emit(What::PersonEnrolled { person: id, role, agency, label, areas, name });
    Ok(())
}

pub(super) fn dismiss(draft: &mut Draft<'_>, id: PersonId) -> Result<(), Rejection> {
    draft.requires(&[Role::Administrator], "an administrator")?;
    let person = draft.state.people.get(&id).ok_or(Rejection::NoSuch("person"))?;
    let administrators = draft.state.people.values().filter(|person| is_administrator(person)).count();
    if is_administrator(person) && administrators == 1 {
        return Err(Rejection::Person("this is the last administrator: enrol another one first"));
    }
    draft.emit(What::PersonDismissed { person: id });
    Ok(())
}

/// Whoever still acts here is dismissed first: what they do next must not stand under a name that nobody can read,
/// and the last administrator stays. A restore may have brought back somebody whose erasure came after the backup:
/// the room then erases again, whatever they were at the time of the backup.
pub(super) fn erase(draft: &mut Draft<'_>, id: PersonId, because: Option<TextId>) -> Result<(), Rejection> {
    let repeats = draft.by.role == Role::System;
    if !repeats {
        draft.requires(&[Role::Administrator], "an administrator")?;
        if because.is_none() {
            return Err(Rejection::Person(
                "say why: an erasure is on lawful request, and somebody answers for it",
            ));
        }
    }
    if draft.state.people.contains_key(&id) {
        if !repeats {
            return Err(Rejection::Person("dismiss them first: whoever acts here has a name"));
        }
        draft.emit(What::PersonDismissed { person: id });
    }
    let former = draft.state.former.get(&id).ok_or(Rejection::NoSuch("person"))?;
    if former.erased {
        return Err(Rejection::Person("their data was erased before: there is nothing left to destroy"));
    }
    draft.emit(What::PersonErased { person: id, because });
    Ok(())
}

pub(super) fn open_case(draft: &mut Draft<'_>, id: MovementId, reason: TextId) -> Result<(), Rejection> {
    draft.requires(&[Role::Authority, Role::DutyOfficer], "an authority or a duty officer")?;
    draft.movement(id)?;
    draft.emit(What::CaseOpened { movement: id, reason });
    Ok(())
}

/// What was seen was seen: it is noted whatever became of the movement or the person meanwhile.
pub(super) fn note(draft: &mut Draft<'_>, sights: Vec<Sight>) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "the system itself")?;
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
