//! The same actor's second submission under the same key is a repetition: it is answered as the first was and
//! changes nothing. Whoever lost an answer on the way may ask again without harm.

use std::ops::Range;

use model::{Instant, Span, Word};
use record::Hash;
use serde::{Deserialize, Serialize};
use store::{Remembered, Store};

use crate::{
    Room,
    draft::Draft,
    journal::{self, Entry},
    submission::{Recorded, Refusal, Submission},
};

/// How long an outcome is remembered: seven days.
pub const REMEMBERED_FOR: Span = Span::hours(7 * 24);
/// The longest key, in bytes.
pub const LONGEST_KEY: usize = 200;

/// A key in use: whose it is, and for what body.
#[derive(Clone)]
pub(crate) struct Keyed {
    world: Word,
    actor: String,
    key: String,
    fingerprint: Hash,
}

/// The outcome kept for a repeated key: where its entries stand.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    first: u64,
    count: u64,
}

impl Keyed {
    /// The submission's key with its fingerprint, if it has one.
    pub fn of(submission: &Submission) -> Result<Option<Self>, Refusal> {
        let Some(key) = submission.key.clone() else { return Ok(None) };
        if key.is_empty() || key.len() > LONGEST_KEY {
            let what = format!("a key has 1 to {LONGEST_KEY} bytes, not {}: use a fresh UUID", key.len());
            return Err(Refusal::Malformed(what));
        }
        let whole = || serde_json::to_vec(submission).map(|body| Hash::of(&body));
        let fingerprint = submission.request.map_or_else(whole, Ok);
        let fingerprint = fingerprint.map_err(|error| Refusal::Malformed(error.to_string()))?;
        let actor = journal::actor_name(submission.by());
        Ok(Some(Keyed { world: submission.world.clone(), actor, key, fingerprint }))
    }

    /// The answer given before under this key, and whether that one is durable.
    pub fn repeats<S: Store>(
        &self,
        room: &Room<S>,
        draft: &Draft,
    ) -> Result<Option<(Recorded, bool)>, Refusal> {
        if let Some((before, answer)) = draft.by_key.get(&(self.actor.clone(), self.key.clone())) {
            self.same_body(before)?;
            let answer = draft.answers.get(*answer).and_then(|given| given.answer.as_ref().ok());
            return Ok(answer.map(|first| (Recorded { repeated: true, ..first.clone() }, false)));
        }
        let Some(remembered) = room.store().remembered(&self.actor, &self.key)? else { return Ok(None) };
        self.same_body(&remembered.fingerprint)?;
        let outcome: Outcome =
            serde_json::from_slice(&remembered.outcome).map_err(|error| self.unreadable(&error))?;
        let entries = outcome.first..outcome.first.saturating_add(outcome.count);
        let events = self.events(room.store(), entries.clone())?;
        Ok(Some((Recorded { world: self.world.clone(), entries, events, repeated: true }, true)))
    }

    /// Remembers the draft's next answer under this key, as standing in `entries`.
    pub fn remember(self, draft: &mut Draft, entries: &Range<u64>, at: Instant) {
        let (first, count) = (entries.start, entries.end - entries.start);
        let outcome = serde_json::json!(Outcome { first, count }).to_string().into_bytes();
        let Keyed { actor, key, fingerprint, .. } = self;
        draft.by_key.insert((actor.clone(), key.clone()), (fingerprint, draft.answers.len()));
        draft.remembered.push(Remembered { actor, key, fingerprint, outcome, recorded_at: at.micros() });
    }

    fn same_body(&self, before: &Hash) -> Result<(), Refusal> {
        if *before == self.fingerprint { Ok(()) } else { Err(Refusal::KeyConflict(self.key.clone())) }
    }

    /// What stands in these entries; a page may end before they do.
    fn events(&self, store: &impl Store, entries: Range<u64>) -> Result<Vec<conduct::Event>, Refusal> {
        let mut events = Vec::new();
        let mut next = entries.start;
        while next < entries.end {
            let page = store.entries(next, entries.end - next)?;
            if page.is_empty() {
                return Err(self.unreadable(&format!("entry {next} is missing")));
            }
            next += page.len() as u64;
            for entry in page {
                match journal::read(&entry.bytes) {
                    Ok((Entry::InWorld(_, event), _)) => events.push(event),
                    Ok(_) => return Err(self.unreadable(&"an entry is not in a world")),
                    Err(error) => return Err(self.unreadable(&error)),
                }
            }
        }
        Ok(events)
    }

    fn unreadable(&self, why: &dyn std::fmt::Display) -> Refusal {
        Refusal::Malformed(format!("the remembered outcome of {:?} cannot be read: {why}", self.key))
    }
}
