//! Deciding a batch and making it durable.
//!
//! State moves only behind the commit. Until then a batch lives on copies (cheap: they share structure); if
//! the store refuses, the copies are dropped and everybody is told that nothing happened; if the store cannot
//! say whether it kept the batch, the log is read again before anybody is told anything.

use std::{cell::RefCell, collections::HashMap};

use conduct::{Event, Inputs, State, What, World};
use model::{Instant, Word, party::Actor};
use record::{EpochOpened, Hash, Nonce, Signer};
use serde::{Deserialize, Serialize};
use store::{AppendError, Batch, Remembered, Store, VaultRow};
use uuid::Uuid;

use crate::{
    journal::{Journal, JournalError, actor_name},
    recovery::{self, RecoveryError, Worlds, Writing},
    shelf::{RULEBOOK, Shelf},
    submission::{Answer, Recorded, Refusal, Submission, Task},
};

/// Tells the time, and whether the clock is known to be synchronised.
pub type Clock = dyn FnMut() -> (Instant, bool) + Send;
/// Fills with unpredictable bytes.
pub type Random = dyn FnMut(&mut [u8]) + Send;

/// What the room needs from outside: a clock and randomness, handed in so that a test can be the world.
pub struct Surroundings {
    /// The wall clock, and whether it is known to be synchronised.
    pub clock: Box<Clock>,
    /// Fills with unpredictable bytes.
    pub random: Box<Random>,
}

/// The longest text kept in the vault, in bytes.
const LONGEST_TEXT: usize = 16 * 1024;

/// The single writer of one log.
pub struct Room<S> {
    store: S,
    signer: Signer,
    build: String,
    surroundings: RefCell<Surroundings>,
    shelf: Shelf,
    worlds: Worlds,
    journal: Journal,
    /// Set while it is not known what the store holds.
    unsettled: bool,
}

/// The outcome kept for a repeated key: where its entries stand.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    first: u64,
    count: u64,
}

/// A batch in the making.
struct Speculation {
    worlds: Worlds,
    journal: Journal,
    remembered: Vec<Remembered>,
    by_key: HashMap<(String, String), (Hash, Recorded)>,
    vault: Vec<VaultRow>,
    artefacts: Vec<store::Artefact>,
}

impl<S: Store> Room<S> {
    /// Opens a log, or begins one. `build` names this code, for snapshots.
    ///
    /// # Errors
    /// When the log cannot be read, does not agree with itself, belongs to another key, or cannot be begun.
    pub fn open(
        store: S,
        signer: Signer,
        surroundings: Surroundings,
        build: &str,
    ) -> Result<Self, RecoveryError> {
        let recovered = recovery::recover(&store, build)?;
        let shelf = recovery::shelf(&store)?;
        if let Some(Writing { key, .. }) = recovered.writing.as_ref().filter(|w| w.key != *signer.verifier())
        {
            return Err(RecoveryError::OtherKey { theirs: key.clone(), ours: signer.verifier().clone() });
        }
        let epoch = recovered.writing.as_ref().map_or(1, |writing| writing.epoch);
        let begun = recovered.writing.is_some();
        let journal = Journal::at(recovered.frontier, epoch, recovered.last_recorded);
        let mut room = Room {
            store,
            signer,
            build: build.to_owned(),
            surroundings: RefCell::new(surroundings),
            shelf,
            worlds: recovered.worlds,
            journal,
            unsettled: false,
        };
        if !begun {
            room.begin()?;
        }
        Ok(room)
    }

    fn begin(&mut self) -> Result<(), RecoveryError> {
        let key = self.signer.verifier().clone();
        let opened = EpochOpened { origin: key.name().to_owned(), key, previous: None };
        let (now, _) = self.clock();
        let nonce = self.nonce();
        self.journal.open_epoch(&opened, now, nonce)?;
        let batch = self.journal.seal(&self.signer)?;
        self.store.append(0, self.journal.epoch(), &batch).map_err(RecoveryError::NotBegun)
    }

    /// The worlds as of the last commit.
    #[must_use]
    pub fn worlds(&self) -> &Worlds {
        &self.worlds
    }

    /// The store, to read from.
    #[must_use]
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The rulebooks at hand.
    #[must_use]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Decides the submissions in order and commits what they led to, all at once. The answers stand in the
    /// same order.
    pub fn take(&mut self, submissions: Vec<Submission>) -> Vec<Answer> {
        if self.unsettled
            && let Err(error) = self.settle()
        {
            let closed = Refusal::Closed(error.to_string());
            return submissions.iter().map(|_| Err(closed.clone())).collect();
        }
        let mut draft = Speculation {
            worlds: self.worlds.clone(),
            journal: self.journal.clone(),
            remembered: Vec::new(),
            by_key: HashMap::new(),
            vault: Vec::new(),
            artefacts: Vec::new(),
        };
        let durable = self.journal.size();
        let answers: Vec<Answer> = submissions.into_iter().map(|s| self.decide(&mut draft, s)).collect();
        match self.commit(draft) {
            Ok(()) => answers,
            Err(refusal) => {
                // An answer that repeats an earlier, durable one stands whatever became of this batch.
                let stands = |recorded: &Recorded| recorded.repeated && recorded.entries.end <= durable;
                let or_refused = |r: Recorded| if stands(&r) { Ok(r) } else { Err(refusal.clone()) };
                answers.into_iter().map(|answer| answer.and_then(or_refused)).collect()
            }
        }
    }

    fn decide(&mut self, draft: &mut Speculation, submission: Submission) -> Answer {
        let actor = actor_name(submission.by());
        let fingerprint = fingerprint(&submission)?;
        if let Some(key) = &submission.key
            && let Some(earlier) = self.repetition(draft, &actor, key, fingerprint)?
        {
            return Ok(earlier);
        }
        let vault = vault_rows(&submission)?;
        let shelved = self.shelve(&submission)?;
        let (clock, sound) = self.clock();
        let recorded_at = draft.journal.time(clock);
        let Submission { world, task, at, key, .. } = submission;
        let decided = self.events(draft, &world, task, at.unwrap_or(recorded_at), at.is_some(), sound);
        let pinned = self.shelf.take_fresh();
        let written = decided.and_then(|events| {
            let first = draft.journal.size();
            let mut journal = draft.journal.clone();
            for event in &events {
                let wrote = journal.write(&world, event, recorded_at, self.nonce());
                wrote.map_err(|error| Refusal::Malformed(error.to_string()))?;
            }
            draft.journal = journal;
            Ok((first, events))
        });
        let (first, events) = match written {
            Ok(written) => written,
            Err(refusal) => {
                shelved.iter().for_each(|artefact| self.shelf.take_off(&model::Digest(artefact.hash.0)));
                return Err(refusal);
            }
        };
        let state = draft.worlds.entry(world).or_default();
        events.iter().for_each(|event| state.apply(event));
        draft.vault.extend(vault);
        draft.artefacts.extend(shelved);
        draft.artefacts.extend(pinned);
        let recorded = Recorded { entries: first..draft.journal.size(), events, repeated: false };
        if let Some(key) = key {
            draft.remember(actor, key, fingerprint, &recorded, recorded_at);
        }
        Ok(recorded)
    }

    fn events(
        &self,
        draft: &Speculation,
        world: &Word,
        task: Task,
        now: Instant,
        own_clock: bool,
        clock_is_sound: bool,
    ) -> Result<Vec<Event>, Refusal> {
        let state = draft.worlds.get(world);
        let is_actual = state.is_none_or(|state| state.world == World::Actual);
        match task {
            Task::OpenWorld { .. } if state.is_some() => Err(Refusal::WorldExists(world.clone())),
            Task::OpenWorld { world: World::Actual, .. } if own_clock => Err(Refusal::NotItsClock),
            Task::OpenWorld { by, world, offset } => {
                Ok(vec![Event { at: now, by, what: What::WorldOpened { world, offset } }])
            }
            Task::Command(_) if own_clock && is_actual => Err(Refusal::NotItsClock),
            Task::Command(command) => {
                let state: &State = state.ok_or_else(|| Refusal::NoSuchWorld(world.clone()))?;
                let ids = || self.fresh_id(now);
                // A world with a clock of its own is as sound as whoever set it.
                let clock_is_sound = clock_is_sound || own_clock;
                let inputs = Inputs { now, clock_is_sound, ids: &ids, artefacts: &self.shelf };
                Ok(conduct::decide(state, command, &inputs)?)
            }
        }
    }

    fn commit(&mut self, mut draft: Speculation) -> Result<(), Refusal> {
        let expected = self.journal.size();
        if draft.journal.size() == expected && draft.remembered.is_empty() {
            return Ok(());
        }
        let sealed = match draft.journal.seal(&self.signer) {
            Ok(sealed) => sealed,
            Err(error) => {
                self.forget_unkept_rulebooks();
                return Err(Refusal::Malformed(error.to_string()));
            }
        };
        let batch = Batch {
            remembered: std::mem::take(&mut draft.remembered),
            artefacts: std::mem::take(&mut draft.artefacts),
            vault: std::mem::take(&mut draft.vault),
            ..sealed
        };
        match self.store.append(expected, draft.journal.epoch(), &batch) {
            Ok(()) => {
                self.worlds = draft.worlds;
                self.journal = draft.journal;
                Ok(())
            }
            Err(AppendError::Unknown(error)) => {
                self.unsettled = true;
                if self.settle().is_err() {
                    return Err(AppendError::Unknown(error).into());
                }
                let kept = self.journal.size() == draft.journal.size()
                    && self.journal.root() == draft.journal.root();
                if kept { Ok(()) } else { Err(Refusal::NotKept(error)) }
            }
            Err(error) => {
                self.forget_unkept_rulebooks();
                Err(error.into())
            }
        }
    }

    /// Reads the log again after a commit of unknown outcome: what it holds is what happened.
    fn settle(&mut self) -> Result<(), RecoveryError> {
        let recovered = recovery::recover(&self.store, &self.build)?;
        self.shelf = recovery::shelf(&self.store)?;
        self.worlds = recovered.worlds;
        self.journal = Journal::at(recovered.frontier, self.journal.epoch(), recovered.last_recorded);
        self.unsettled = false;
        Ok(())
    }

    /// A rulebook that came with a batch that was refused is not kept, so it cannot be relied on.
    fn forget_unkept_rulebooks(&mut self) {
        match recovery::shelf(&self.store) {
            Ok(shelf) => self.shelf = shelf,
            Err(_) => self.unsettled = true,
        }
    }

    fn repetition(
        &self,
        draft: &Speculation,
        actor: &str,
        key: &str,
        fingerprint: Hash,
    ) -> Result<Option<Recorded>, Refusal> {
        if let Some((before, recorded)) = draft.by_key.get(&(actor.to_owned(), key.to_owned())) {
            let conflict = || Refusal::KeyConflict(key.to_owned());
            return if *before == fingerprint { Ok(Some(recorded.clone())) } else { Err(conflict()) };
        }
        let Some(remembered) = self.store.remembered(actor, key)? else { return Ok(None) };
        if remembered.fingerprint != fingerprint {
            return Err(Refusal::KeyConflict(key.to_owned()));
        }
        let unreadable =
            |why: String| Refusal::Malformed(format!("the remembered outcome of {key:?}: {why}"));
        let Outcome { first, count } =
            serde_json::from_slice(&remembered.outcome).map_err(|e| unreadable(e.to_string()))?;
        let entries = self.store.entries(first, count)?;
        let events = entries.iter().map(|entry| match crate::journal::read(&entry.bytes) {
            Ok((crate::journal::Entry::InWorld(_, event), _)) => Ok(event),
            Ok(_) => Err(unreadable("it is not in a world".to_owned())),
            Err(error) => Err(unreadable(error.to_string())),
        });
        let events = events.collect::<Result<_, _>>()?;
        Ok(Some(Recorded { entries: first..first + count, events, repeated: true }))
    }

    /// Puts rulebooks that come with a submission on the shelf; answers those that were not there before.
    fn shelve(&mut self, submission: &Submission) -> Result<Vec<store::Artefact>, Refusal> {
        let mut fresh: Vec<store::Artefact> = Vec::new();
        for file in &submission.rulebooks {
            let digest = file.digest();
            if !self.shelf.has(&digest) {
                if let Err(faults) = self.shelf.put(&file.name, &file.text) {
                    fresh.iter().for_each(|artefact| self.shelf.take_off(&model::Digest(artefact.hash.0)));
                    return Err(Refusal::FaultyRulebook(faults));
                }
                fresh.push(store::Artefact::new(RULEBOOK, file.text.clone().into_bytes()));
            }
        }
        Ok(fresh)
    }

    /// Keeps the state as a snapshot, so that the next start need not read every entry.
    ///
    /// # Errors
    /// When it cannot be written; nothing else is lost by that.
    pub fn keep_snapshot(&mut self) -> Result<(), RecoveryError> {
        let writing = Writing { epoch: self.journal.epoch(), key: self.signer.verifier().clone() };
        let at = (self.journal.size(), self.journal.root());
        let last = self.journal.time(Instant::MIN);
        let snapshot =
            recovery::snapshot(&self.worlds, &writing, last, at, &self.build).map_err(JournalError::from)?;
        Ok(self.store.put_snapshot(&snapshot)?)
    }

    fn clock(&self) -> (Instant, bool) {
        (self.surroundings.borrow_mut().clock)()
    }

    fn nonce(&self) -> Nonce {
        let mut bytes = [0; 16];
        (self.surroundings.borrow_mut().random)(&mut bytes);
        Nonce(bytes)
    }

    fn fresh_id(&self, now: Instant) -> Uuid {
        let mut bytes = [0; 10];
        (self.surroundings.borrow_mut().random)(&mut bytes);
        let millis = u64::try_from(now.micros() / 1000).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

impl Speculation {
    fn remember(&mut self, actor: String, key: String, fingerprint: Hash, recorded: &Recorded, at: Instant) {
        let Recorded { entries, .. } = recorded;
        let outcome = Outcome { first: entries.start, count: entries.end - entries.start };
        self.by_key.insert(
            (actor.clone(), key.clone()),
            (fingerprint, Recorded { repeated: true, ..recorded.clone() }),
        );
        self.remembered.push(Remembered {
            actor,
            key,
            fingerprint,
            outcome: serde_json::to_vec(&outcome).unwrap_or_default(),
            recorded_at: at.micros(),
        });
    }
}

fn fingerprint(submission: &Submission) -> Result<Hash, Refusal> {
    let bytes = serde_json::to_vec(submission).map_err(|error| Refusal::Malformed(error.to_string()))?;
    Ok(Hash::of(&bytes))
}

fn vault_rows(submission: &Submission) -> Result<Vec<VaultRow>, Refusal> {
    submission
        .texts
        .iter()
        .map(|text| {
            if text.text.len() > LONGEST_TEXT {
                let length = text.text.len();
                let what = format!("a text of {length} bytes is longer than {LONGEST_TEXT}: shorten it");
                return Err(Refusal::Malformed(what));
            }
            let bytes = text.text.clone().into_bytes();
            Ok(VaultRow { id: text.id.to_string(), subject: text.subject.clone(), bytes })
        })
        .collect()
}

/// The actor the scheduler acts as.
#[must_use]
pub fn system(agency: Word) -> Actor {
    Actor { person: None, role: model::party::Role::System, agency }
}
