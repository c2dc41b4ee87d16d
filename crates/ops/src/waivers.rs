//! How often who has made an exception: counted from the record, because a promise that is waived every week
//! is no promise.

use std::collections::BTreeMap;

use conduct::What;
use model::Word;
use serde::Serialize;
use store::ReadStore;

use crate::{
    extract::{ExtractError, each},
    journal::{self, Entry, actor_name},
};

/// What one authority did about waivers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Waivers {
    /// Granted.
    pub granted: u64,
    /// Of these taken back, by whomever.
    pub revoked: u64,
    /// Attempted, and not theirs to grant.
    pub refused: u64,
}

/// Waivers by who granted or tried to grant them, and the rule; of one world, or of all.
///
/// # Errors
/// When the log cannot be read.
pub fn by_authority(
    store: &impl ReadStore,
    of: Option<&Word>,
) -> Result<BTreeMap<(String, Word), Waivers>, ExtractError> {
    let mut counts: BTreeMap<(String, Word), Waivers> = BTreeMap::new();
    let mut granted = BTreeMap::new();
    each(store, store.size()?, |bytes| {
        let Entry::InWorld(world, event) = journal::read(&bytes)?.0 else { return Ok(()) };
        if of.is_some_and(|of| *of != world) {
            return Ok(());
        }
        let actor = actor_name(&event.by);
        match event.what {
            What::WaiverGranted { waiver, rule, .. } => {
                counts.entry((actor.clone(), rule.clone())).or_default().granted += 1;
                granted.insert(waiver, (actor, rule));
            }
            What::WaiverRefused { rule, .. } => counts.entry((actor, rule)).or_default().refused += 1,
            What::WaiverRevoked { waiver, .. } => {
                if let Some(by) = granted.remove(&waiver) {
                    counts.entry(by).or_default().revoked += 1;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(counts)
}
