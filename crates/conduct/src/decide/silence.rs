//! Silences that are planned for, and the calls that are made instead.

use model::{
    Instant, Word,
    id::{MovementId, SilenceId, TextId},
    party::Role,
};

use super::{alerts, draft::Draft};
use crate::{
    Rejection, What,
    alert::{Found, Key},
    dossier::spoken::MISSED_CALL,
    silence::{MOST, Over, Silence, Silent, owing},
};

/// The most hours of calls that one passing of time looks at; what is left is due at once and taken up by the next.
const CALLS_AT_ONCE: usize = 256;

pub(super) fn announce(draft: &mut Draft<'_>, silence: Silence) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "needed-duty-or-authority")?;
    if let Over::Movement(movement) = silence.over {
        draft.open(movement, "hint-silent-while-open")?;
    }
    if !silence.is_sound() {
        return Err(Rejection::BadPeriod("period-silence"));
    }
    if silence.until <= draft.now {
        return Err(Rejection::BadPeriod("period-silence-over"));
    }
    if draft.state.silences.len() >= MOST {
        return Err(Rejection::BadPeriod("period-silences-many"));
    }
    let id = draft.fresh();
    draft.emit(What::SilenceAnnounced { silence: id, planned: silence });
    Ok(())
}

pub(super) fn lift(draft: &mut Draft<'_>, id: SilenceId, because: TextId) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "needed-duty-or-authority")?;
    let silent = draft.state.silences.get(&id).ok_or(Rejection::NoSuch("no-such-silence"))?;
    let movement = silent.silence.movement();
    draft.emit(What::SilenceLifted { silence: id, movement, because: Some(because) });
    Ok(())
}

/// Looks at the calls whose grace is over, and ends what is over.
pub(super) fn time_passed(draft: &mut Draft<'_>) {
    for _ in 0..CALLS_AT_ONCE {
        let due_of = |silent: &Silent| silent.next_due(&draft.state.deaf);
        let due = draft.state.silences.iter().filter(|(_, silent)| due_of(silent) <= draft.now);
        let first = due.min_by_key(|(id, silent)| (due_of(silent), **id));
        let Some((id, silent)) = first.map(|(id, silent)| (*id, silent.clone())) else { return };
        match silent.calls_on() {
            None => {
                let movement = silent.silence.movement();
                draft.emit(What::SilenceLifted { silence: id, movement, because: None });
            }
            Some(call) => {
                let missed = owing(&draft.state, &silent, call);
                let movement = silent.silence.movement();
                draft.emit(What::VoiceCallsChecked { silence: id, movement, call, missed: missed.clone() });
                for movement in missed {
                    raise(draft, movement, call, false);
                }
            }
        }
    }
}

/// What was heard at a moment is taken back: the calls that were looked at, and that nothing else answers, were missed after all.
/// Those of silences that are over nobody looks at any more.
pub(super) fn unanswered(draft: &mut Draft<'_>, movement: MovementId, heard: Instant) {
    let all: Vec<Silent> = draft.state.silences.values().cloned().collect();
    for silent in all {
        for call in silent.silence.answered_by(heard, &draft.state.deaf) {
            if call < silent.next_call && owing(&draft.state, &silent, call).contains(&movement) {
                raise(draft, movement, call, true);
            }
        }
    }
}

/// One alert for each call that was missed: the second one in a row is another matter than the first.
fn raise(draft: &mut Draft<'_>, movement: MovementId, call: Instant, late: bool) {
    let rule = Word::clone(&MISSED_CALL);
    // The call's hour, by local clocks, names it.
    let element = call.display_local(draft.state.offset.0).replace(' ', "T").parse().ok();
    let key = Key { rule: rule.clone(), subject: None, element };
    // Two silences may lie over one movement: one call is made for both.
    if alerts::open(draft, movement, &key).is_none() {
        alerts::raised(draft, movement, rule, Some(Found::of(key, call)), late);
    }
}
