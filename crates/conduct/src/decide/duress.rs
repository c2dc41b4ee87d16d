//! What follows when somebody says that they are under duress. What they said openly is recorded as it would be otherwise:
//! the events that say more stand beside it, for those who may know.

use model::{
    Path, Word,
    id::{AlertId, MovementId, PersonId},
    party::Role,
};

use super::draft::{Draft, out_of_place};
use crate::{
    Rejection, What,
    alert::{Alert, Found, Key},
    device::Served,
    dossier::{name, names, spoken::DURESS},
    duress::{ANSWER_WITHIN, Agreed, Signal, could_be_called},
    escalation,
};

pub(super) fn agree(draft: &mut Draft<'_>, of: Path, agreed: Agreed) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    somebody(&of)?;
    draft.emit(What::WordsAgreed { of, agreed });
    Ok(())
}

/// Whoever carries a device of their own says that they are well. Which of the two PINs it was nobody beside them sees.
pub(super) fn check_in(
    draft: &mut Draft<'_>,
    movement: MovementId,
    of: &Path,
    under_duress: bool,
) -> Result<(), Rejection> {
    draft.requires(&[Role::Commander, Role::Principal], "needed-whoever-it-is")?;
    travels(draft, movement, of)?;
    draft.emit(What::CheckedIn { movement, of: of.clone() });
    if under_duress {
        signal(draft, movement, of, Signal::Pin);
    }
    Ok(())
}

/// What it was said beside was refused like any other. Whoever reads on over their shoulder finds nothing either: an entry that they are
/// well would tell this PIN, or this word, from all others.
pub(super) fn signal_duress(
    draft: &mut Draft<'_>,
    movement: MovementId,
    of: &Path,
    by: Signal,
) -> Result<(), Rejection> {
    match by {
        Signal::Pin => draft.requires(&[Role::Commander, Role::Principal], "needed-whoever-it-is")?,
        Signal::Word => draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?,
        Signal::ChallengeMissed | Signal::ChallengeFailed => return Err(Rejection::Misshapen),
    }
    travels(draft, movement, of)?;
    signal(draft, movement, of, by);
    Ok(())
}

/// Puts the question that was agreed on: it is to be answered in time.
pub(super) fn challenge(draft: &mut Draft<'_>, movement: MovementId, of: Path) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    travels(draft, movement, &of)?;
    if !draft.state.agreed.contains_key(&of) {
        return Err(Rejection::Duress("duress-nothing-agreed"));
    }
    let due = draft.now.saturating_add(ANSWER_WITHIN);
    draft.emit(What::ChallengePut { movement, of, due });
    Ok(())
}

/// The answer to it. The right one, and nothing else, ends duress of whoever gave it.
pub(super) fn answer(draft: &mut Draft<'_>, id: MovementId, of: &Path, right: bool) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    let movement = draft.movement(id, "hint-watched-until-closed")?;
    if !movement.challenged.contains_key(of) {
        return Err(Rejection::Duress("duress-not-challenged"));
    }
    draft.emit(What::ChallengeAnswered { movement: id, of: of.clone(), right });
    match (right, movement.duress.get(of)) {
        (false, _) => signal(draft, id, of, Signal::ChallengeFailed),
        (true, Some(duress)) => {
            draft.emit(What::DuressEnded { movement: id, alert: duress.alert, of: of.clone() });
        }
        (true, None) => {}
    }
    Ok(())
}

/// Calls somebody who is to know.
pub(super) fn call(draft: &mut Draft<'_>, id: MovementId, person: PersonId) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    let movement = draft.movement(id, "hint-watched-until-closed")?;
    if movement.duress.is_empty() {
        return Err(Rejection::Duress("duress-none"));
    }
    if !draft.state.people.contains_key(&person) {
        return Err(Rejection::NoSuch("no-such-person"));
    }
    if !could_be_called(&draft.state, &movement, person) {
        return Err(Rejection::Duress("duress-not-to-be-called"));
    }
    draft.emit(What::ResponderCalled { movement: id, person });
    Ok(())
}

/// Somebody signals duress: the first signal of each raises an alert of theirs, every one is on the record.
pub(super) fn signal(draft: &mut Draft<'_>, id: MovementId, of: &Path, by: Signal) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let open = movement.duress.get(of).map(|duress| duress.alert);
    let alert = open.unwrap_or_else(|| draft.fresh());
    draft.emit(What::DuressSignalled { movement: id, alert, of: of.clone(), by });
    if open.is_none() {
        let rule = Word::clone(&DURESS);
        let key = Key { rule: rule.clone(), subject: Some(name(of)), element: None };
        let found = Found::of(key, draft.now);
        // It goes up to nobody: whoever is to know is called by name. Those who know are told until one of them takes it.
        let due = Some(escalation::in_the_room(draft.now));
        draft.emit(What::AlertRaised { alert, movement: id, rule, found: Some(found), late: false, due });
    }
}

/// Nobody of those who know took it in time.
pub(super) fn unheard(draft: &mut Draft<'_>, movement: MovementId, alert: AlertId, rounds: u32) {
    let due = escalation::in_the_room(draft.now.saturating_add(escalation::rest(rounds)));
    draft.emit(What::DuressUnheard { movement, alert, due });
}

/// A challenge whose time is over was missed.
pub(super) fn time_passed(draft: &mut Draft<'_>, id: MovementId, of: &Path) {
    draft.emit(What::ChallengeAnswered { movement: id, of: of.clone(), right: false });
    signal(draft, id, of, Signal::ChallengeMissed);
}

/// Duress is not closed as other alerts are.
pub(super) fn may_close(draft: &Draft<'_>, alert: AlertId) -> Result<(), Rejection> {
    let of_duress = draft.state.alerts.get(&alert).is_some_and(Alert::is_of_duress);
    if of_duress { Err(Rejection::Duress("duress-ends-by-challenge")) } else { Ok(()) }
}

/// Nor is it found or taken back by a watch.
pub(super) fn not_of_the_watch(found: &[Found], gone: &[Key]) -> Result<(), Rejection> {
    let any = found.iter().map(|found| &found.key).chain(gone).any(Key::is_of_duress);
    if any { Err(Rejection::Misshapen) } else { Ok(()) }
}

fn somebody(of: &Path) -> Result<(), Rejection> {
    match Served::by(of) {
        Some(Served::Staff | Served::Principal) => Ok(()),
        Some(Served::Vehicle) | None => Err(Rejection::Duress("duress-of-nobody")),
    }
}

/// Somebody whom the order of a movement names that is not closed.
fn travels(draft: &Draft<'_>, id: MovementId, of: &Path) -> Result<(), Rejection> {
    let movement = draft.movement(id, "hint-watched-until-closed")?;
    somebody(of)?;
    match names(&draft.state, &movement, of) {
        true => Ok(()),
        false => Err(Rejection::NotInOrder(of.clone())),
    }
}

/// The file of a movement in doubt stays open.
pub(super) fn may_file(draft: &Draft<'_>, id: MovementId) -> Result<(), Rejection> {
    match draft.state.movement(id) {
        Some(movement) if movement.is_in_doubt() => Err(out_of_place(movement, "hint-duress-first")),
        _ => Ok(()),
    }
}
