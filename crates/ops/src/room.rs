//! Deciding a batch and making it durable.
//!
//! State moves only behind the commit. Until then a batch lives in a draft; if the store refuses, the draft is
//! dropped and everybody is told that nothing happened; if the store cannot say whether it kept the batch, the
//! log is read again before anybody is told anything.

use std::{cell::RefCell, collections::BTreeSet, sync::Arc};

use conduct::{Event, What};
use model::{Word, party::Actor};
use record::{EpochOpened, Signer};
use store::{AppendError, Batch, Store, keys::Keys};

use crate::{
    draft::{Draft, rulebooks},
    journal::Journal,
    jump,
    recovery::{self, Recovered, RecoveryError, Worlds, Writing},
    shelf::Shelf,
    submission::{Answer, Refusal, Submission},
    surroundings::{Reading, Surroundings},
    upkeep::Upkeep,
};

/// The single writer of one log.
pub struct Room<S> {
    pub(crate) store: S,
    /// The keys of the texts that the store keeps.
    pub(crate) keys: Arc<dyn Keys>,
    pub(crate) signer: Signer,
    pub(crate) build: String,
    pub(crate) surroundings: RefCell<Surroundings>,
    pub(crate) shelf: Shelf,
    pub(crate) worlds: Worlds,
    pub(crate) journal: Journal,
    pub(crate) upkeep: Upkeep,
    /// What the clocks said when the last batch began, and whether the real world could rely on them.
    last_batch: Option<(Reading, bool)>,
    /// The subjects whose data is erased, and those of them whose keys may not be destroyed yet.
    pub(crate) erased: BTreeSet<String>,
    pub(crate) to_destroy: Vec<String>,
    /// What the last batch led to.
    news: Vec<(u64, Word, Event)>,
    /// Set while it is not known what the store holds.
    pub(crate) unsettled: bool,
}

impl<S: Store> Room<S> {
    /// Opens a log, or begins one. `build` names this code, for snapshots: [`crate::BUILD`].
    ///
    /// # Errors
    /// When the log cannot be read, does not agree with itself, belongs to another key, or cannot be begun.
    pub fn open(
        store: S,
        keys: Arc<dyn Keys>,
        signer: Signer,
        surroundings: Surroundings,
        build: &str,
    ) -> Result<Self, RecoveryError> {
        let recovered = recovery::recover(&store, build)?;
        let shelf = recovery::shelf(&store)?;
        let epoch = recovered.writing.as_ref().map_or(1, |writing| writing.epoch);
        let upkeep = Upkeep::since(recovered.frontier.size() - recovered.replayed);
        let erased = keys.destroyed()?;
        let mut room = Room {
            journal: continued(&recovered, &signer, epoch)?,
            worlds: recovered.worlds,
            store,
            keys,
            signer,
            build: build.to_owned(),
            surroundings: RefCell::new(surroundings),
            shelf,
            upkeep,
            last_batch: None,
            erased,
            to_destroy: Vec::new(),
            news: Vec::new(),
            unsettled: false,
        };
        if room.journal.size() == 0 {
            room.begin()?;
        }
        room.forget_old_outcomes();
        room.heed_erasures();
        room.destroy_erased();
        Ok(room)
    }

    fn begin(&mut self) -> Result<(), RecoveryError> {
        let key = self.signer.verifier().clone();
        let opened = EpochOpened { origin: key.name().to_owned(), key, previous: None };
        let reading = self.read_clock();
        let nonce = self.surroundings.get_mut().nonce();
        self.journal.open_epoch(&opened, reading.wall, nonce)?;
        let batch = self.journal.seal(&self.signer)?;
        self.last_batch = Some((reading, reading.synchronised));
        self.store.append(0, self.journal.epoch(), &batch).map_err(RecoveryError::NotBegun)
    }

    /// The worlds as of the last commit.
    #[must_use]
    pub fn worlds(&self) -> &Worlds {
        &self.worlds
    }

    /// What the last batch led to, in the order of the log: each event with its entry's number and its world. What
    /// only the clock led to is among it.
    #[must_use]
    pub fn news(&self) -> &[(u64, Word, Event)] {
        &self.news
    }

    /// The store, to read from.
    #[must_use]
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The store, when the room is given up.
    #[must_use]
    pub fn into_store(self) -> S {
        self.store
    }

    /// The keys of its texts.
    #[must_use]
    pub fn keys(&self) -> &Arc<dyn Keys> {
        &self.keys
    }

    /// The epoch it writes in.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.journal.epoch()
    }

    /// The rulebooks at hand.
    #[must_use]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Lays road networks beside the rulebooks.
    pub fn lay_out(&mut self, networks: Arc<dyn conduct::Networks>) {
        self.shelf.lay_out(networks);
    }

    /// Decides the submissions in order and commits what they led to, all at once. The answers stand in the
    /// same order. Without any, the room looks at its clock, and what that leads to is committed.
    pub fn take(&mut self, submissions: Vec<Submission>) -> Vec<Answer> {
        self.news.clear();
        let count = submissions.len();
        let mut draft = match self.decided(submissions) {
            Ok(draft) => draft,
            Err(refusal) => return std::iter::repeat_n(Err(refusal), count).collect(),
        };
        let answers = std::mem::take(&mut draft.answers);
        let news = std::mem::take(&mut draft.news);
        let committed = self.commit(draft);
        self.news = if committed.is_ok() { news } else { Vec::new() };
        if self.news.iter().any(|(_, _, event)| matches!(event.what, What::PersonErased { .. })) {
            self.heed_erasures();
            self.destroy_erased();
        }
        let heard = |given: crate::draft::Given| match &committed {
            Err(refusal) if !given.firm => Err(refusal.clone()),
            _ => given.answer,
        };
        answers.into_iter().map(heard).collect()
    }

    /// A batch of what these submissions lead to. It says first if the clock was set since the last one; then that nothing was heard
    /// for a while, if that is among them: what fell due meanwhile nobody could do, so it is said before time passes; and then what
    /// follows where the real world can no longer rely on its clock, or can again.
    fn decided(&mut self, submissions: Vec<Submission>) -> Result<Draft, Refusal> {
        let (mut draft, was_sound) = self.draft()?;
        let mut submissions = submissions.into_iter().peekable();
        while let Some(submission) = submissions.next_if(Submission::hears_again) {
            self.consider(&mut draft, submission);
        }
        self.heed_clock(&mut draft, was_sound)?;
        submissions.for_each(|submission| self.consider(&mut draft, submission));
        Ok(draft)
    }

    /// An empty batch on what is durable, which says first if the clock was set since the last one; and whether the real world could
    /// rely on it then.
    fn draft(&mut self) -> Result<(Draft, Option<bool>), Refusal> {
        if self.unsettled {
            self.settle().map_err(|error| Refusal::Closed(error.to_string()))?;
        }
        let reading = self.read_clock();
        let mut draft = Draft::new(self.journal.clone(), reading);
        let before = self.last_batch;
        if let Some(jumped) =
            jump::between(before.map(|(reading, _)| reading), self.journal.last_recorded(), reading)
        {
            let nonce = self.surroundings.get_mut().nonce();
            let written = draft.journal.clock_jumped(&jumped, reading.wall, nonce);
            written.map_err(|error| Refusal::Malformed(error.to_string()))?;
        }
        Ok((draft, before.map(|(_, sound)| sound)))
    }

    fn commit(&mut self, mut draft: Draft) -> Result<(), Refusal> {
        let expected = self.journal.size();
        let texts = std::mem::take(&mut draft.said);
        let came_along: Vec<_> = rulebooks(draft.artefacts.values()).collect();
        let sealed = self.seal_texts(texts).and_then(|vault| {
            draft.seal(&self.signer, vault).map_err(|error| Refusal::Malformed(error.to_string()))
        });
        let batch = sealed.inspect_err(|_| came_along.iter().for_each(|book| self.shelf.take_off(book)))?;
        if batch.entries.is_empty() && batch.remembered.is_empty() {
            self.last_batch = Some((draft.began, draft.clock_is_sound));
            return Ok(());
        }
        match self.store.append(expected, draft.journal.epoch(), &batch) {
            Ok(()) => {
                self.worlds.append(&mut draft.worlds);
                self.journal = draft.journal;
                self.last_batch = Some((draft.began, draft.clock_is_sound));
                Ok(())
            }
            Err(AppendError::Unknown(error)) => {
                self.unsettled = true;
                match self.settle().and_then(|()| self.holds(&draft.journal, &batch)) {
                    Ok(true) => {
                        self.last_batch = Some((draft.began, draft.clock_is_sound));
                        Ok(())
                    }
                    Ok(false) => Err(Refusal::NotKept(error)),
                    Err(_) => {
                        self.unsettled = true;
                        Err(AppendError::Unknown(error).into())
                    }
                }
            }
            Err(error) => {
                // Nothing was written, so what came along is not kept and cannot be relied on.
                rulebooks(&batch.artefacts).for_each(|book| self.shelf.take_off(&book));
                self.unsettled = matches!(error, AppendError::Conflict { .. });
                Err(error.into())
            }
        }
    }

    /// Reads the log again after a commit of unknown outcome: what it holds is what happened.
    fn settle(&mut self) -> Result<(), RecoveryError> {
        let recovered = recovery::recover(&self.store, &self.build)?;
        let shelf = recovery::shelf(&self.store)?;
        self.journal = continued(&recovered, &self.signer, self.journal.epoch())?;
        self.worlds = recovered.worlds;
        self.shelf.take_from(shelf);
        self.unsettled = false;
        self.heed_erasures();
        Ok(())
    }

    /// Whether the settled log holds a batch that would have ended it as `wanted` ends. Without entries the end
    /// says nothing, but then the outcomes it was to remember do.
    fn holds(&self, wanted: &Journal, batch: &Batch) -> Result<bool, RecoveryError> {
        if !batch.entries.is_empty() {
            return Ok(self.journal.size() == wanted.size() && self.journal.root() == wanted.root());
        }
        for one in &batch.remembered {
            if self.store.remembered(&one.actor, &one.key)?.as_ref() != Some(one) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(crate) fn read_clock(&self) -> Reading {
        self.surroundings.borrow_mut().read_clock()
    }
}

/// The log's end, for this writer to go on from.
fn continued(recovered: &Recovered, signer: &Signer, epoch: u64) -> Result<Journal, RecoveryError> {
    let ours = signer.verifier();
    match &recovered.writing {
        Some(Writing { key, .. }) if key != ours => {
            Err(RecoveryError::OtherKey { theirs: key.clone(), ours: ours.clone() })
        }
        Some(Writing { epoch: theirs, .. }) if *theirs != epoch => {
            Err(RecoveryError::TakenOver { theirs: *theirs, ours: epoch })
        }
        _ => Ok(Journal::at(recovered.frontier.clone(), epoch, recovered.last_recorded)),
    }
}

/// The actor the scheduler acts as.
#[must_use]
pub fn system(agency: Word) -> Actor {
    Actor { person: None, role: model::party::Role::System, agency }
}
