//! Alerts that nobody took in time go further up.

use super::{draft::Draft, duress, telling};
use crate::{What, escalation};

/// Takes up the next step that is due, if one is.
pub(super) fn time_passed(draft: &mut Draft<'_>) -> bool {
    let now = draft.now;
    let Some((id, alert, reached)) = draft.state.unheard(now) else { return false };
    let (alert, movement, step) = (alert.clone(), alert.movement, reached.step);
    if alert.is_of_duress() {
        duress::unheard(draft, movement, id, alert.rounds);
        return true;
    }
    let whole = draft.state.movement(movement);
    let to = whole.map(|whole| telling::at_step(&draft.state, whole, step, now)).unwrap_or_default();
    let due = whole.and_then(|whole| escalation::after(&draft.state, whole, &alert, (step, &to), now));
    draft.emit(What::AlertEscalated { movement, alert: id, step, to, due });
    true
}
