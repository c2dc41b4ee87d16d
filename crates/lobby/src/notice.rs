//! Saying that it is crowded, without flooding a log: at most once a minute, and then how often it was so since.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long nothing is said after something was. Ours.
const QUIET: Duration = Duration::from_secs(60);

/// What was said last, and what happened since.
#[derive(Debug, Default)]
pub struct Notice(Mutex<(Option<Instant>, u64)>);

impl Notice {
    /// It happened once more; how often since it was said last, if it is to be said now.
    pub fn again(&self, now: Instant) -> Option<u64> {
        let mut notice = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (said, since) = &mut *notice;
        *since += 1;
        if said.is_some_and(|said| now.saturating_duration_since(said) < QUIET) {
            return None;
        }
        *said = Some(now);
        Some(std::mem::take(since))
    }
}
