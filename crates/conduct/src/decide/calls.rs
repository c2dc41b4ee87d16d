//! Somebody calls for help where no watch hears it: before they have left, after they have arrived, or beside any movement.
//!
//! The gate at which a convoy is awaited is where some were attacked, and the yard they leave from. So a call is heard wherever it
//! comes from: it is an alert of the movement that names whom the device serves, or else what is seen on the road of its own, which
//! is watched from then on.

use std::cmp::Reverse;

use model::{
    Dossier, Instant, Path, Word,
    id::{DeviceId, MovementId},
    party::Role,
};

use super::{alerts, departure, draft::Draft};
use crate::{
    Movement, Rejection, Stage,
    alert::{Found, Key},
    departs_at,
    dossier::{name, names, spoken::CALL_FOR_HELP},
};

/// What a call off the road is numbered with, before its day: it says nothing of whose it is.
const NUMBERED: &str = "CALL";

/// A call that goes on `since` its first changes nothing as long as the alert about it is open, or was closed after it was received:
/// also after a restart, when it is heard once more, and also where the watch of its movement raised the alert.
pub(super) fn hear(
    draft: &mut Draft<'_>,
    device: DeviceId,
    (since, at, received): (Instant, Instant, Instant),
    report: u64,
) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "needed-system")?;
    let known = draft.state.devices.get(&device).ok_or(Rejection::NoSuch("no-such-device"))?;
    let serves = known.serves.clone();
    let Some(movement) = concerned(draft, &serves) else {
        let mut seen = Dossier::default();
        seen.mention(&serves).map_err(|_| Rejection::Misshapen)?;
        return departure::observe(draft, free_number(draft), seen, Some(at.min(draft.now)));
    };
    let element = device.to_string().parse().ok();
    let key = Key { rule: CALL_FOR_HELP.clone(), subject: Some(name(&serves)), element };
    let found =
        Found { established: Some(received.min(draft.now)), evidence: vec![report], ..Found::of(key, since) };
    alerts::is_so(draft, movement, found);
    Ok(())
}

/// Of the movements that name somebody: the one on the road, or the last that arrived, or the next that leaves.
fn concerned(draft: &Draft<'_>, serves: &Path) -> Option<MovementId> {
    let state = &draft.state;
    let is_one = |movement: &&Movement| {
        (movement.stage.is_open() || movement.stage == Stage::Arrived)
            && movement.kind.is_journey()
            && names(state, movement, serves)
    };
    let nearness = |movement: &&Movement| match movement.stage {
        Stage::UnderWay(_) => (0, Reverse(Instant::MIN), Instant::MIN),
        Stage::Arrived => (1, Reverse(movement.arrived.unwrap_or(Instant::MIN)), Instant::MIN),
        _ => (2, Reverse(Instant::MIN), departs_at(state, movement, draft.now).unwrap_or(Instant::MAX)),
    };
    let all = state.movements.values().map(|movement| &**movement).filter(is_one);
    all.min_by_key(nearness).map(|movement| movement.id)
}

/// The first that is free of those of the day.
fn free_number(draft: &Draft<'_>) -> Word {
    let day: String = draft.now.to_string().chars().take(10).filter(char::is_ascii_digit).collect();
    let candidate = |n: u32| format!("{NUMBERED}-{day}-{n}").parse::<Word>().ok();
    let is_free = |number: &Word| !draft.state.numbers.contains_key(number);
    (1..).filter_map(candidate).find(is_free).unwrap_or_else(|| CALL_FOR_HELP.clone())
}
