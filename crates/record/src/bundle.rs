//! Some entries of a log with their proofs, for another machine.
//!
//! A bundle is one JSON document; whoever has the log's public key verifies it without the log:
//!
//! ```json
//! {"format": "safeconduct-bundle", "v": 1,
//!  "subject": "what the exporter says this is about; nothing proves it",
//!  "checkpoint": "<the signed note, as text>",
//!  "since": {"size": 5, "proof": ["<base64>", "…"]},
//!  "entries": [{"n": 7, "entry": "<the entry's bytes, as text>", "proof": ["<base64>", "…"]}],
//!  "artefacts": [{"name": "sha256:<hex>", "text": "<the bytes, as text>"}]}
//! ```
//!
//! Entries stand in ascending order, each once. An entry is carried as a JSON *string*, not as an
//! object, because its bytes are what was hashed. If the log's key has changed, the bundle also
//! carries the `key-rotated` entries, so that an older key still verifies it.
//!
//! `since` and `artefacts` may be absent. `since` proves that the log goes on from its first `size`
//! entries: whoever kept a checkpoint of that size learns that nothing before it was changed.
//! An artefact is what a decision was made with; its name is the hash of its text and stands in an
//! entry, so the entry's proof is its proof too.
//!
//! A bundle proves inclusion: these entries are in the log, unaltered. It cannot prove completeness:
//! that nothing about its subject was left out. What is proved is [`crate::bundle_verify`]'s to say.

use serde::{Deserialize, Serialize};

use crate::checkpoint::SignedCheckpoint;
use crate::entry::{EntryError, EntryView};
use crate::hash::{Hash, as_base64, leaf_hash, shortened};
use crate::proof::ProofError;
use crate::prover::Prover;
use crate::tree::HashReader;

/// The value of `format`.
pub const FORMAT: &str = "safeconduct-bundle";
/// The value of `v`.
pub const VERSION: u32 = 1;
/// A bundle is at most 64 MiB.
pub const MAX_BUNDLE_BYTES: usize = 64 << 20;
/// A bundle has at most 10,000 entries.
pub const MAX_ENTRIES: usize = 10_000;

/// Why a bundle cannot be made or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Longer than [`MAX_BUNDLE_BYTES`].
    #[error("the bundle has {0} bytes; at most {MAX_BUNDLE_BYTES} are read")]
    TooLong(usize),
    /// It would be longer than [`MAX_BUNDLE_BYTES`].
    #[error(
        "the bundle would have {0} bytes, and at most {MAX_BUNDLE_BYTES} are read: export the entries only"
    )]
    TooMuch(usize),
    /// No entry, or more than [`MAX_ENTRIES`].
    #[error("a bundle has 1 to {MAX_ENTRIES} entries, not {0}")]
    Count(usize),
    /// Not JSON of the documented shape.
    #[error("not a bundle: {0}")]
    Shape(String),
    /// Another format, or a newer version of this one.
    #[error("this is {format:?} v{v}; only {FORMAT:?} v{VERSION} is known here")]
    Version {
        /// The value of `format`.
        format: String,
        /// The value of `v`.
        v: u32,
    },
    /// Entries out of order or repeated.
    #[error("entry {n} does not come after entry {before}: entries stand in ascending order, each once")]
    Order {
        /// The entry.
        n: u64,
        /// The one in front of it.
        before: u64,
    },
    /// Bytes that are not an entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// Artefacts out of order or repeated.
    #[error(
        "the artefact {name} does not come after {before}: artefacts stand in ascending order, each once"
    )]
    ArtefactOrder {
        /// The artefact.
        name: String,
        /// The one in front of it.
        before: String,
    },
    /// An artefact that is not text: what decisions are made with always is.
    #[error("the artefact {0} is not text and cannot be carried")]
    ArtefactNotText(String),
    /// The log does not go on from the checkpoint it was to be proved to go on from.
    #[error("the log cannot be proved to go on from the checkpoint of {size} entries: {error}")]
    Since {
        /// The checkpoint's size.
        size: u64,
        /// Why.
        error: ProofError,
    },
    /// The entry cannot be proved from the stored hashes.
    #[error("entry {n} cannot be proved: {error}")]
    Proof {
        /// The entry.
        n: u64,
        /// Why.
        error: ProofError,
    },
}

/// What `artefacts` are named by, in entries and in bundles.
pub(crate) const ARTEFACT: &str = "sha256:";

/// Some entries with their proofs. To parse a bundle is not to believe it: see [`Bundle::verify`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    format: String,
    v: u32,
    pub(crate) subject: String,
    pub(crate) checkpoint: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<Since>,
    pub(crate) entries: Vec<Proved>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) artefacts: Vec<Carried>,
}

/// The proof that the log goes on from its first `size` entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Since {
    pub(crate) size: u64,
    #[serde(with = "as_base64")]
    pub(crate) proof: Vec<Hash>,
}

/// One entry and the proof that it is in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proved {
    pub(crate) n: u64,
    pub(crate) entry: String,
    #[serde(with = "as_base64")]
    pub(crate) proof: Vec<Hash>,
}

/// What a decision was made with, under the name that an entry gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Carried {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Bundle {
    /// Proves `entries` (stored bytes, in ascending order) under `checkpoint` from stored hashes.
    ///
    /// The caller adds the log's `key-rotated` entries if the key has changed. What would not verify
    /// is refused here and not at the partner's.
    pub fn build<R: HashReader + ?Sized>(
        subject: &str,
        checkpoint: &SignedCheckpoint,
        entries: impl IntoIterator<Item = Vec<u8>>,
        reader: &R,
    ) -> Result<Bundle, BundleError> {
        let head = checkpoint.checkpoint();
        let prover = Prover::new(reader, head.size);
        let mut proved = Vec::new();
        for bytes in entries {
            let n = EntryView::parse(&bytes)?.n;
            let refused = |error| BundleError::Proof { n, error };
            let proof = prover.inclusion(n).map_err(refused)?;
            proof.verify(&leaf_hash(&bytes), &head.root).map_err(refused)?;
            // An entry that parses is UTF-8, so nothing is lost here.
            let entry = String::from_utf8_lossy(&bytes).into_owned();
            proved.push(Proved { n, entry, proof: proof.hashes });
        }
        let bundle = Bundle {
            format: FORMAT.to_owned(),
            v: VERSION,
            subject: subject.to_owned(),
            checkpoint: checkpoint.note().to_string(),
            since: None,
            entries: proved,
            artefacts: Vec::new(),
        };
        bundle.check_shape()?;
        Ok(bundle)
    }

    /// The same with the proof that its log goes on from `kept`, a checkpoint of the same log.
    pub fn since<R: HashReader + ?Sized>(
        mut self,
        now: &SignedCheckpoint,
        kept: &SignedCheckpoint,
        reader: &R,
    ) -> Result<Bundle, BundleError> {
        let (now, kept) = (now.checkpoint(), kept.checkpoint());
        let refused = |error| BundleError::Since { size: kept.size, error };
        let proof = Prover::new(reader, now.size).consistency(kept.size).map_err(refused)?;
        proof.verify(&kept.root, &now.root).map_err(refused)?;
        self.since = Some(Since { size: kept.size, proof: proof.hashes });
        Ok(self)
    }

    /// The same with what its decisions were made with. Each is named by its hash; one that no entry
    /// names would be refused by whoever verifies.
    pub fn carrying(mut self, artefacts: impl IntoIterator<Item = Vec<u8>>) -> Result<Bundle, BundleError> {
        for bytes in artefacts {
            let name = artefact_name(&bytes);
            let text = String::from_utf8(bytes);
            let text = text.map_err(|_| BundleError::ArtefactNotText(name.clone()))?;
            self.artefacts.push(Carried { name, text });
        }
        self.artefacts.sort();
        self.artefacts.dedup();
        Ok(self)
    }

    /// Reads the JSON document; bounded and strict.
    pub fn parse(bytes: &[u8]) -> Result<Bundle, BundleError> {
        if bytes.len() > MAX_BUNDLE_BYTES {
            return Err(BundleError::TooLong(bytes.len()));
        }
        let bundle: Bundle =
            serde_json::from_slice(bytes).map_err(|error| BundleError::Shape(error.to_string()))?;
        bundle.check_shape()?;
        Ok(bundle)
    }

    /// The JSON document, indented and with a newline at its end.
    pub fn to_json(&self) -> Result<Vec<u8>, BundleError> {
        let mut json =
            serde_json::to_vec_pretty(self).map_err(|error| BundleError::Shape(error.to_string()))?;
        json.push(b'\n');
        if json.len() > MAX_BUNDLE_BYTES {
            return Err(BundleError::TooMuch(json.len()));
        }
        Ok(json)
    }

    /// The bytes of the entries, in the order of the log.
    pub fn entries(&self) -> impl Iterator<Item = &[u8]> {
        self.entries.iter().map(|proved| proved.entry.as_bytes())
    }

    /// The artefact with this SHA-256. [`Bundle::verify`] says whether all are what they are named.
    pub fn artefact(&self, hash: &Hash) -> Option<&[u8]> {
        let name = format!("{ARTEFACT}{hash}");
        let found = self.artefacts.binary_search_by(|carried| carried.name.cmp(&name));
        found.ok().and_then(|at| self.artefacts.get(at)).map(|carried| carried.text.as_bytes())
    }

    /// How many artefacts it carries.
    pub fn artefacts(&self) -> usize {
        self.artefacts.len()
    }

    fn check_shape(&self) -> Result<(), BundleError> {
        if self.format != FORMAT || self.v != VERSION {
            return Err(BundleError::Version { format: self.format.clone(), v: self.v });
        }
        if self.entries.is_empty() || self.entries.len() > MAX_ENTRIES {
            return Err(BundleError::Count(self.entries.len()));
        }
        for pair in self.entries.windows(2) {
            if let [before, next] = pair
                && next.n <= before.n
            {
                return Err(BundleError::Order { n: next.n, before: before.n });
            }
        }
        for pair in self.artefacts.windows(2) {
            if let [before, next] = pair
                && next.name <= before.name
            {
                let (name, before) = (shortened(&next.name), shortened(&before.name));
                return Err(BundleError::ArtefactOrder { name, before });
            }
        }
        Ok(())
    }
}

/// What entries call an artefact.
pub(crate) fn artefact_name(bytes: &[u8]) -> String {
    format!("{ARTEFACT}{}", Hash::of(bytes))
}
