//! A batch in the making: what would be true and what would be written if the store takes it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use conduct::{Event, State, What};
use model::{Digest, Word};
use record::{Hash, Signer};
use store::{Artefact, Batch, Remembered, VaultRow};

use crate::{
    journal::{Journal, JournalError},
    recovery::Worlds,
    shelf::RULEBOOK,
    submission::{Answer, Text},
    surroundings::Reading,
    texts,
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
    /// Texts its events refer to, not yet sealed.
    pub said: Vec<Text>,
    /// The names of those texts.
    pub texts: BTreeSet<String>,
    /// What to remember of it.
    pub remembered: Vec<Remembered>,
    /// Keys used in it: the fingerprint, and which of its answers to repeat.
    pub by_key: HashMap<(String, String), (Hash, usize)>,
    /// What would have happened, in order: each event with its entry's number and its world.
    pub news: Vec<(u64, Word, Event)>,
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
            said: Vec::new(),
            texts: BTreeSet::new(),
            remembered: Vec::new(),
            by_key: HashMap::new(),
            news: Vec::new(),
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

    /// Whether it erases this subject's data.
    pub fn erases(&self, subject: &str) -> bool {
        let whose = |event: &Event| match event.what {
            What::PersonErased { person, .. } => Some(texts::of_person(person)),
            _ => None,
        };
        self.news.iter().any(|(_, _, event)| whose(event).as_deref() == Some(subject))
    }

    /// All of it as one transaction, with its texts as they were sealed.
    pub fn seal(&mut self, signer: &Signer, vault: Vec<VaultRow>) -> Result<Batch, JournalError> {
        Ok(Batch {
            remembered: std::mem::take(&mut self.remembered),
            artefacts: std::mem::take(&mut self.artefacts).into_values().collect(),
            vault,
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
