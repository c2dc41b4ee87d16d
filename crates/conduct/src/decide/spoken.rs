//! Reports by voice. What was said is taken whatever it is about: a point the order does not have, an hour long past.

use model::{
    Instant, Word,
    id::{AlertId, MovementId},
    party::Role,
};

use super::draft::Draft;
use crate::{
    Rejection, What,
    alert::{Found, Withdrawal},
    device::Served,
    dossier::spoken::MISSED_CALL,
    silence,
    voice::{Reporter, VoiceMeans},
};

pub(super) fn report(
    draft: &mut Draft<'_>,
    movement: MovementId,
    point: Option<Word>,
    means: VoiceMeans,
    reporter: Option<Reporter>,
    at: Option<Instant>,
) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    draft.movement(movement, "hint-watched-until-closed")?;
    let stated_at = draft.stated(at)?;
    if let Some(Reporter::Named(who)) = &reporter
        && !matches!(Served::by(who), Some(Served::Staff | Served::Principal))
    {
        return Err(Rejection::Voice("voice-of-nobody"));
    }
    draft.emit(What::VoiceReported { movement, point, stated_at, means, reporter });
    heard(draft, movement, stated_at);
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
        silence::is_near(found.since, at) || scheduled.any(|silent| silent.silence.answers(found.since, at))
    };
    let ours =
        state.alerts.iter().filter(|(_, alert)| alert.movement == movement && alert.rule == *MISSED_CALL);
    ours.filter(|(_, alert)| alert.found.as_ref().is_some_and(answers)).map(|(id, _)| *id).collect()
}
