//! Alerts that conduct itself raises, and what people do about them.

use model::{
    Word,
    id::{AlertId, MovementId},
};

use super::draft::Draft;
use crate::{Rejection, What, command::AlertVerdict};

/// Raises an alert unless the same one is open already.
pub(super) fn raise(draft: &mut Draft<'_>, movement: MovementId, rule: &Word) {
    let open = draft.state.alerts.values().any(|alert| alert.movement == movement && alert.rule == *rule);
    if !open {
        let alert = draft.fresh();
        draft.emit(What::AlertRaised { alert, movement, rule: rule.clone() });
    }
}

pub(super) fn acknowledge(draft: &mut Draft<'_>, alert: AlertId) -> Result<(), Rejection> {
    if !draft.state.alerts.contains_key(&alert) {
        return Err(Rejection::NoSuch("no-such-alert"));
    }
    draft.emit(What::AlertAcknowledged { alert });
    Ok(())
}

pub(super) fn close(draft: &mut Draft<'_>, alert: AlertId, verdict: AlertVerdict) -> Result<(), Rejection> {
    if !draft.state.alerts.contains_key(&alert) {
        return Err(Rejection::NoSuch("no-such-alert"));
    }
    draft.emit(What::AlertClosed { alert, verdict });
    Ok(())
}
