//! Alerts that nobody took in time go further up.

use super::{draft::Draft, telling};
use crate::{What, escalation};

/// Takes up the next step that is due, if one is.
pub(super) fn time_passed(draft: &mut Draft<'_>) -> bool {
    let now = draft.now;
    let Some((id, alert, reached)) = draft.state.unheard(now) else { return false };
    let (movement, step) = (alert.movement, reached.step);
    let whole = draft.state.movement(movement);
    let to = whole.map(|whole| telling::at_step(&draft.state, whole, step, now)).unwrap_or_default();
    let is_behind = |other| other == step || alert.climbed.contains_key(&other);
    let due = whole.and_then(|whole| escalation::next(&draft.state, whole, alert.raised_at, is_behind, now));
    draft.emit(What::AlertEscalated { movement, alert: id, step, to, due });
    true
}
