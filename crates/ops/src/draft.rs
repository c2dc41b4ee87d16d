//! A batch in the making: what would be true and what would be written if the store takes it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use conduct::State;
use model::{Digest, Word};
use record::{Hash, Signer};
use store::{Artefact, Batch, Remembered, VaultRow};

use crate::{
    journal::{Journal, JournalError},
    recovery::Worlds,
    shelf::RULEBOOK,
    submission::Answer,
    surroundings::Reading,
};

/// A batch in the making.
pub(crate) struct Draft {
    /// Worlds as the batch would leave them; only those it changes.
    pub worlds: Worlds,
    /// The log's end with the batch's entries.
    pub journal: Journal,
    /// What the clocks said when the batch began.
    pub began: Reading,
    /// Whether the real world could rely on them.
    pub clock_is_sound: bool,
    /// Rulebooks that came with the batch, and facts its events refer to.
    pub artefacts: BTreeMap<Digest, Artefact>,
    /// Texts its events refer to.
    pub vault: Vec<VaultRow>,
    /// The names of those texts.
    pub texts: BTreeSet<String>,
    /// What to remember of it.
    pub remembered: Vec<Remembered>,
    /// Keys used in it: the fingerprint, and which of its answers to repeat.
    pub by_key: HashMap<(String, String), (Hash, usize)>,
    /// What was answered so far, in order.
    pub answers: Vec<Given>,
    /// Whether anything in it would change what later submissions are decided on.
    pub speculates: bool,
}

/// An answer that nobody has heard yet.
pub(crate) struct Given {
    pub answer: Answer,
    /// Whether it holds whatever becomes of the batch: it rests on what is durable alone.
    pub firm: bool,
}

impl Draft {
    pub fn new(journal: Journal, began: Reading) -> Self {
        Draft {
            worlds: Worlds::new(),
            journal,
            began,
            clock_is_sound: false,
            artefacts: BTreeMap::new(),
            vault: Vec::new(),
            texts: BTreeSet::new(),
            remembered: Vec::new(),
            by_key: HashMap::new(),
            answers: Vec::new(),
            speculates: false,
        }
    }

    /// The world as this batch would have it.
    pub fn world<'a>(&'a self, durable: &'a Worlds, name: &Word) -> Option<&'a State> {
        self.worlds.get(name).or_else(|| durable.get(name))
    }

    /// The same to change it; a new one if there is none.
    pub fn world_mut(&mut self, durable: &Worlds, name: Word) -> &mut State {
        let known = durable.get(&name);
        self.worlds.entry(name).or_insert_with(|| known.cloned().unwrap_or_default())
    }

    /// All of it as one transaction.
    pub fn seal(&mut self, signer: &Signer) -> Result<Batch, JournalError> {
        Ok(Batch {
            remembered: std::mem::take(&mut self.remembered),
            artefacts: std::mem::take(&mut self.artefacts).into_values().collect(),
            vault: std::mem::take(&mut self.vault),
            ..self.journal.seal(signer)?
        })
    }
}

/// The rulebooks among artefacts.
pub(crate) fn rulebooks<'a>(
    artefacts: impl IntoIterator<Item = &'a Artefact>,
) -> impl Iterator<Item = Digest> {
    artefacts.into_iter().filter(|artefact| artefact.kind == RULEBOOK).map(|artefact| Digest(artefact.hash.0))
}
