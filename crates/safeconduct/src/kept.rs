//! What lies beside the log: the rulebooks and facts that decisions were made with.
//!
//! The log names each by the hash of its bytes. A decision whose facts were altered or lost still stands on the
//! record, but nobody could make it again; so verification looks at them too.

use std::collections::BTreeMap;

use conduct::What;
use model::Digest;
use ops::journal::{self, Entry};
use record::Hash;
use serde::Serialize;
use store::{ReadStore, StoreError};

/// What was found of them.
#[derive(Debug, Default, Serialize)]
pub struct Kept {
    /// How many the log names, each as it was.
    pub whole: u64,
    /// The first that is not: the entry that names it, and what is wrong with it.
    pub finding: Option<Finding>,
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

/// How many entries are read at a time.
const PAGE: u64 = 4096;

/// Looks at everything the log names, in the order of the log. The log itself was verified before.
///
/// # Errors
/// When the log cannot be read.
pub fn verify(store: &impl ReadStore) -> anyhow::Result<Kept> {
    let mut kept = Kept::default();
    for (entry, digest) in named(store)? {
        let message = match store.artefact(&Hash(digest.0)) {
            Ok(Some(_)) => {
                kept.whole += 1;
                continue;
            }
            Ok(None) => "it is gone".to_owned(),
            Err(StoreError::Damaged { what, .. }) => what,
            Err(error) => error.to_string(),
        };
        kept.finding = Some(Finding { entry, artefact: digest, message });
        break;
    }
    Ok(kept)
}

/// Every artefact the log names and the first entry that does, in the order of these.
fn named(store: &impl ReadStore) -> anyhow::Result<Vec<(u64, Digest)>> {
    let mut first: BTreeMap<Digest, u64> = BTreeMap::new();
    let (mut next, size) = (0, store.size()?);
    while next < size {
        let page = store.entries(next, PAGE)?;
        anyhow::ensure!(!page.is_empty(), "entry {next} cannot be read");
        for stored in page {
            if let Entry::InWorld(_, event) = journal::read(&stored.bytes)?.0 {
                for digest in names(&event.what) {
                    first.entry(digest).or_insert(next);
                }
            }
            next += 1;
        }
    }
    let mut named: Vec<_> = first.into_iter().map(|(digest, entry)| (entry, digest)).collect();
    named.sort_unstable();
    Ok(named)
}

fn names(what: &What) -> Vec<Digest> {
    match what {
        What::RulebooksAdopted { pinned, .. } => pinned.rulebooks.clone(),
        What::ClearanceEvaluated(evaluated)
        | What::DepartureAuthorised(evaluated)
        | What::DepartureRefused(evaluated) => vec![evaluated.facts],
        _ => Vec::new(),
    }
}
