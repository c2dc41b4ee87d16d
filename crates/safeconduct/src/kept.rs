//! What lies beside the log: the rulebooks and facts that decisions were made with, the index by which entries are
//! found, and the snapshot that the next start goes on from.
//!
//! The log names each artefact by the hash of its bytes. A decision whose facts were altered or lost still stands
//! on the record, but nobody could make it again; so verification looks at them too. The snapshot is signed by
//! nobody; verification makes it again from the entries.
//!
//! Texts prove nothing and are proved by nothing: the record refers to them by identifiers. What is told of them is
//! whose can still be read, and whether one was altered.

use std::collections::{BTreeMap, BTreeSet};

use model::Digest;
use ops::{
    again::{Again, Outcome},
    extract::{ExtractError, each},
    history,
    journal::{self, Entry},
    replay::{Replay, Snapshotted},
    shelf,
    texts::{Opened, TextError, open_row},
};
use record::Hash;
use serde::Serialize;
use store::{ReadStore, StoreError, keys::Keys};

/// How many texts are read at a time.
const PAGE: u64 = 256;

/// What was found of them.
#[derive(Debug, Serialize)]
pub struct Kept {
    /// How many the log names, each as it was.
    pub whole: u64,
    /// The first that is not: the entry that names it, and what is wrong with it.
    pub finding: Option<Finding>,
    /// The first entry that is not found by what it is about, and that.
    pub not_indexed: Option<(u64, String)>,
    /// The snapshot against the entries.
    pub snapshot: Snapshotted,
    /// The decisions made again, if that was asked.
    pub again: Option<Outcome>,
    /// The texts, if their keys are here.
    pub texts: Option<Texts>,
}

/// What was found of people's texts.
#[derive(Debug, Default, Serialize)]
pub struct Texts {
    /// How many can be read.
    pub readable: u64,
    /// How many cannot, because their subject was erased.
    pub erased: u64,
    /// Whose cannot although nobody was erased: their keys did not come along; and how many of each.
    pub without_key: BTreeMap<String, u64>,
    /// The first that is not as it was sealed, and why.
    pub altered: Option<String>,
}

impl Texts {
    /// Opens every text there is.
    ///
    /// # Errors
    /// When the texts or keys cannot be read.
    pub fn found(store: &impl ReadStore, keys: &dyn Keys) -> Result<Texts, StoreError> {
        let destroyed = keys.destroyed()?;
        let (mut texts, mut after) = (Texts::default(), String::new());
        loop {
            let page = store.vault_rows(&after, PAGE)?;
            let Some(last) = page.last() else { return Ok(texts) };
            after.clone_from(&last.id);
            for row in page {
                match open_row(&row, keys) {
                    Ok(Opened::Words(_)) => texts.readable += 1,
                    Ok(_) if destroyed.contains(&row.subject) => texts.erased += 1,
                    Ok(_) => *texts.without_key.entry(row.subject).or_default() += 1,
                    Err(TextError::Store(error)) => return Err(error),
                    Err(altered) => texts.altered = texts.altered.or_else(|| Some(altered.to_string())),
                }
            }
        }
    }
}

/// Something that is not as the log names it.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// The first entry that names it.
    pub entry: u64,
    /// Which.
    pub artefact: Digest,
    /// What is wrong.
    pub message: String,
}

impl Default for Kept {
    fn default() -> Self {
        Kept {
            whole: 0,
            finding: None,
            not_indexed: None,
            snapshot: Snapshotted::Absent,
            again: None,
            texts: None,
        }
    }
}

impl Kept {
    /// Whether nothing was found wrong.
    pub fn holds(&self) -> bool {
        let again = self.again.as_ref().is_none_or(|outcome| outcome.different == 0 && outcome.not_made == 0);
        let altered = self.texts.as_ref().is_some_and(|texts| texts.altered.is_some());
        self.finding.is_none()
            && self.not_indexed.is_none()
            && self.snapshot.is_harmless()
            && again
            && !altered
    }
}

/// Reads the log once more, which was verified before, and looks at everything beside it; at the texts, if there are
/// `keys`. With `again`, every decision is made again.
///
/// # Errors
/// When the log cannot be read.
pub fn verify(store: &impl ReadStore, keys: Option<&dyn Keys>, again: bool) -> anyhow::Result<Kept> {
    let find = |digest: &Digest| store.artefact(&Hash(digest.0)).ok().flatten().map(|found| found.bytes);
    let mut again = again.then(|| Again::new(&find));
    let mut replay = Replay::against_snapshot(store, ops::BUILD);
    let mut seen = BTreeSet::new();
    let mut kept = Kept::default();
    let mut n = 0;
    each(store, store.size()?, |bytes| {
        let (entry, recorded_at) = journal::read(&bytes).map_err(ExtractError::from)?;
        replay.take(&entry, recorded_at);
        if kept.not_indexed.is_none() {
            kept.not_indexed = missing_in_index(store, n, &entry)?;
        }
        if let Entry::InWorld(world, event) = &entry {
            for artefact in shelf::named(&event.what) {
                if kept.finding.is_none() && seen.insert(artefact) {
                    kept.look_at(store, n, artefact);
                }
            }
            if let Some(again) = &mut again {
                again.take(n, world, event);
            }
        }
        n += 1;
        Ok(())
    })?;
    kept.snapshot = replay.finish();
    kept.again = again.map(Again::finish);
    kept.texts = keys.map(|keys| Texts::found(store, keys)).transpose()?;
    Ok(kept)
}

/// What an entry is about, if it is not found by it: then it would be left out of what is shown and handed out.
fn missing_in_index(
    store: &impl ReadStore,
    n: u64,
    entry: &Entry,
) -> Result<Option<(u64, String)>, StoreError> {
    for subject in history::subjects(entry) {
        if store.about(&subject, n, 1)? != [n] {
            return Ok(Some((n, subject)));
        }
    }
    Ok(None)
}

impl Kept {
    fn look_at(&mut self, store: &impl ReadStore, entry: u64, artefact: Digest) {
        let message = match store.artefact(&Hash(artefact.0)) {
            Ok(Some(_)) => {
                self.whole += 1;
                return;
            }
            Ok(None) => "it is gone".to_owned(),
            Err(StoreError::Damaged { what, .. }) => what,
            Err(error) => error.to_string(),
        };
        self.finding = Some(Finding { entry, artefact, message });
    }
}
