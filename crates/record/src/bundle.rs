//! Some entries of a log with their proofs, for another machine.
//!
//! A bundle is one JSON document; whoever has the log's public key verifies it without the log:
//!
//! ```json
//! {"format": "safeconduct-bundle", "v": 1,
//!  "subject": "what the exporter says this is about; nothing proves it",
//!  "checkpoint": "<the signed note, as text>",
//!  "entries": [{"n": 7, "entry": "<the entry's bytes, as text>", "proof": ["<base64>", "…"]}]}
//! ```
//!
//! Entries stand in ascending order, each once. An entry is carried as a JSON *string*, not as an
//! object, because its bytes are what was hashed. If the log's key has changed, the bundle also
//! carries the `key-rotated` entries, so that an older key still verifies it.
//!
//! A bundle proves inclusion: these entries are in the log, unaltered. It cannot prove completeness:
//! that nothing about its subject was left out.

use serde::{Deserialize, Serialize};

use crate::bundle_report::{BundleProblem, BundleReport, ProvedEntry};
use crate::checkpoint::SignedCheckpoint;
use crate::entry::{EntryError, EntryView};
use crate::epoch::{BODY_VERSION, KEY_ROTATED, KeyRotated};
use crate::hash::{Hash, as_base64, leaf_hash};
use crate::key::VerifierKey;
use crate::proof::{InclusionProof, ProofError};
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
    /// The entry cannot be proved from the stored hashes.
    #[error("entry {n} cannot be proved: {error}")]
    Proof {
        /// The entry.
        n: u64,
        /// Why.
        error: ProofError,
    },
}

/// Some entries with their proofs. To parse a bundle is not to believe it: see [`Bundle::verify`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    format: String,
    v: u32,
    subject: String,
    checkpoint: String,
    entries: Vec<Proved>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proved {
    n: u64,
    entry: String,
    #[serde(with = "as_base64")]
    proof: Vec<Hash>,
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
            entries: proved,
        };
        bundle.check_shape()?;
        Ok(bundle)
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
            return Err(BundleError::TooLong(json.len()));
        }
        Ok(json)
    }

    /// The bytes of the entries, in the order of the log.
    pub fn entries(&self) -> impl Iterator<Item = &[u8]> {
        self.entries.iter().map(|proved| proved.entry.as_bytes())
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
        Ok(())
    }

    /// What the bundle proves to somebody who trusts `key`.
    pub fn verify(&self, key: &VerifierKey) -> BundleReport {
        let mut report = BundleReport {
            holds: false,
            subject: self.subject.clone(),
            origin: None,
            size: None,
            root: None,
            signed_by: None,
            entries: Vec::new(),
            problem: None,
        };
        match self.check(key, &mut report) {
            Ok(()) => report.holds = true,
            Err(problem) => report.problem = Some(problem),
        }
        report
    }

    fn check(&self, key: &VerifierKey, report: &mut BundleReport) -> Result<(), BundleProblem> {
        let refused = |reason: String| BundleProblem { entry: None, reason };
        let signed = SignedCheckpoint::parse(self.checkpoint.as_bytes());
        let signed = signed.map_err(|error| refused(error.to_string()))?;
        let head = signed.checkpoint();
        if head.origin != key.name() {
            return Err(refused(format!("it is of the log {}, the key is of {}", head.origin, key.name())));
        }
        let views = self.entries.iter().map(Proved::view).collect::<Result<Vec<_>, _>>()?;
        let keys = succeed(key, &head.origin, &views);
        let signers = signed.verify(&keys).map_err(|error| refused(error.to_string()))?;
        for proved in &self.entries {
            proved.check(head.size, &head.root)?;
        }
        report.signed_by = signers.last().map(|key| (*key).clone());
        report.origin = Some(head.origin.clone());
        report.size = Some(head.size);
        report.root = Some(head.root);
        report.entries = views.into_iter().map(ProvedEntry::from).collect();
        Ok(())
    }
}

/// The key that is trusted and those it rotated to, as far as the entries show. A rotation carries both
/// signatures itself, so it counts before its inclusion is proved.
fn succeed(key: &VerifierKey, origin: &str, entries: &[EntryView<'_>]) -> Vec<VerifierKey> {
    let mut keys = vec![key.clone()];
    for entry in entries.iter().filter(|entry| entry.kind == KEY_ROTATED && entry.v == BODY_VERSION) {
        let Ok(rotated) = entry.body_as::<KeyRotated>() else { continue };
        if keys.iter().any(|old| rotated.verify(origin, entry.n, old).is_ok()) {
            keys.push(rotated.new_key);
        }
    }
    keys
}

impl Proved {
    fn view(&self) -> Result<EntryView<'_>, BundleProblem> {
        let wrong = |reason: String| BundleProblem { entry: Some(self.n), reason };
        let entry = EntryView::parse(self.entry.as_bytes()).map_err(|error| wrong(error.to_string()))?;
        if entry.n != self.n {
            return Err(wrong(format!("it states that it is entry {}", entry.n)));
        }
        Ok(entry)
    }

    fn check(&self, size: u64, root: &Hash) -> Result<(), BundleProblem> {
        let proof = InclusionProof { index: self.n, size, hashes: self.proof.clone() };
        let verified = proof.verify(&leaf_hash(self.entry.as_bytes()), root);
        verified.map_err(|error| BundleProblem { entry: Some(self.n), reason: error.to_string() })
    }
}
