//! Reports by voice. What was said is taken whatever it is about: a point the order does not have, an hour long past. An hour before
//! the movement left was not said: it is said again.

use model::{
    Instant, Path, Word,
    id::{AlertId, MovementId, TextId},
    party::Role,
};

use super::{draft::Draft, silence};
use crate::{
    Rejection, What,
    alert::{Found, Withdrawal},
    device::Served,
    dossier::spoken::MISSED_CALL,
    duress::Signal,
    silence::is_near,
    voice::{Reporter, Spoken, VoiceMeans, is_before_departure},
};

/// What was said.
pub(super) struct Said {
    pub point: Option<Word>,
    pub means: VoiceMeans,
    pub reporter: Option<Reporter>,
    pub at: Option<Instant>,
}

/// Whether the word of duress was beside it changes nothing of what is recorded of the report itself.
pub(super) fn report(
    draft: &mut Draft<'_>,
    movement: MovementId,
    said: Said,
    duress: Option<Path>,
) -> Result<(), Rejection> {
    let Said { point, means, reporter, at } = said;
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    let of = draft.movement(movement, "hint-watched-until-closed")?;
    let stated_at = draft.stated(at)?;
    if is_before_departure(&of, stated_at) {
        return Err(Rejection::Voice("voice-before-departure"));
    }
    if let Some(Reporter::Named(who)) = &reporter
        && !matches!(Served::by(who), Some(Served::Staff | Served::Principal))
    {
        return Err(Rejection::Voice("voice-of-nobody"));
    }
    draft.emit(What::VoiceReported { movement, point, stated_at, means, reporter });
    heard(draft, movement, stated_at);
    if let Some(of) = duress {
        super::duress::signal(draft, movement, &of, Signal::Word);
    }
    Ok(())
}

/// It was mistyped, or not said so: it counts for nothing from now on, and what it ended goes on. The watch finds by itself what of a
/// movement it no longer proves.
pub(super) fn take_back(
    draft: &mut Draft<'_>,
    movement: MovementId,
    spoken: &Spoken,
    because: TextId,
) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    let known = draft.movement(movement, "hint-watched-until-closed")?;
    let Some(spoken) = known.heard.iter().rev().find(|heard| heard.is(spoken)).cloned() else {
        return Err(Rejection::Voice("voice-not-heard"));
    };
    let at = spoken.stated_at;
    draft.emit(What::VoiceTakenBack { movement, spoken, because });
    silence::unanswered(draft, movement, at);
    Ok(())
}

/// Somebody was heard: a call that seemed to be missed, and was only told late, was none.
pub(super) fn heard(draft: &mut Draft<'_>, movement: MovementId, at: Instant) {
    for alert in answered(draft, movement, at) {
        draft.emit(What::AlertWithdrawn { movement, alert, why: Withdrawal::Disproved });
    }
}

/// The alerts about calls that being heard at a moment answers.
fn answered(draft: &Draft<'_>, movement: MovementId, at: Instant) -> Vec<AlertId> {
    let state = &draft.state;
    // Of a silence that is over only the call itself is known.
    let answers = |found: &Found| {
        let mut scheduled = state.silences.values().filter(|silent| silent.silence.calls_at(found.since));
        is_near(found.since, at)
            || scheduled.any(|silent| silent.silence.answers(found.since, at, &state.deaf))
    };
    let calls = state.alerts_about(movement).filter(|(_, alert)| alert.rule == *MISSED_CALL);
    calls.filter(|(_, alert)| alert.found.as_ref().is_some_and(answers)).map(|(id, _)| id).collect()
}
