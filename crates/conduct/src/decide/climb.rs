//! Alerts that nobody took in time, or nobody looks after any more, go further up.

use model::id::{AlertId, PersonId};

use super::{draft::Draft, duress, telling};
use crate::{
    What,
    escalation::{self, Step},
};

/// Takes up the next step that is due, if one is.
pub(super) fn time_passed(draft: &mut Draft<'_>) -> bool {
    let now = draft.now;
    let Some((id, _, reached)) = draft.state.unheard(now) else { return false };
    goes_up(draft, id, reached.step);
    true
}

/// Whoever acts here no more looks after nothing: what they took goes up at once.
pub(super) fn left_by(draft: &mut Draft<'_>, person: PersonId) {
    let theirs = draft.state.taken_by(|by| by.person == Some(person));
    theirs.into_iter().for_each(|alert| goes_up(draft, alert, Step::Room));
}

fn goes_up(draft: &mut Draft<'_>, id: AlertId, step: Step) {
    let now = draft.now;
    let Some(mut alert) = draft.state.alerts.get(&id).cloned() else { return };
    alert.comes_back(now);
    let movement = alert.movement;
    if alert.is_of_duress() {
        return duress::unheard(draft, movement, id, alert.rounds);
    }
    let whole = draft.state.movement(movement);
    let to = whole.map(|whole| telling::at_step(&draft.state, whole, step, now)).unwrap_or_default();
    let due = whole.and_then(|whole| escalation::after(&draft.state, whole, &alert, (step, &to), now));
    draft.emit(What::AlertEscalated { movement, alert: id, step, to, due });
}
