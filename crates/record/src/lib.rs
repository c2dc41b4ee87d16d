//! What can be proved?
//!
//! The record of a protection unit is one append-only sequence of entries. This crate says what an
//! entry is (canonical JSON, hashed as stored), how entries become the leaves of an RFC 6962 Merkle
//! tree, how the tree is signed (C2SP checkpoints) and handed out (C2SP tiles), and how anybody
//! proves, with a public key and no server, that nothing in it was altered.
//!
//! It does no input or output, reads no clock and draws no random number: keys, nonces and times are
//! handed in, bytes come through [`HashReader`] and [`StoredLog`]. It does not know what the entries
//! mean, except for the two that carry the log's own keys ([`EpochOpened`], [`KeyRotated`]).
//!
//! | module | its subject |
//! |---|---|
//! | [`hash`] | SHA-256 values; leaf and node hashes |
//! | [`mod@canonical`] | RFC 8785 JSON, integers only: writing and checking |
//! | [`entry`] | the envelope around every entry |
//! | [`tree`] | the right edge of the tree; reading stored hashes |
//! | [`proof`] | inclusion and consistency: making and verifying |
//! | [`key`], [`note`], [`checkpoint`] | Ed25519 keys, signed notes, signed tree heads |
//! | [`tile`] | the tree cut into tiles, for a witness |
//! | [`epoch`] | which key speaks for the log, and how that changes |
//! | [`audit`], [`verify`] | a whole log, entry by entry |
//! | [`report`], [`finding`] | what was proved, and what was found wrong |
//! | [`bundle`] | some entries with their proofs, for another machine |
//! | [`bundle_verify`], [`bundle_report`] | what a bundle proves |

pub mod audit;
pub mod bundle;
pub mod bundle_report;
pub mod bundle_verify;
pub mod canonical;
pub mod checkpoint;
pub mod entry;
pub mod epoch;
pub mod finding;
pub mod hash;
mod in_order;
pub mod key;
pub mod note;
pub mod proof;
mod prover;
pub mod report;
mod scan;
pub mod tile;
pub mod tree;
pub mod verify;

pub use audit::{Audit, Trust};
pub use bundle::{Bundle, BundleError};
pub use bundle_report::{Against, BundleProblem, BundleReport, ProvedEntry};
pub use canonical::{CanonicalError, canonical, check_canonical};
pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use entry::{EntryError, EntryView, Envelope, Nonce};
pub use epoch::{Epoch, EpochOpened, KeyRotated, Previous};
pub use finding::{Finding, Problem};
pub use hash::{Hash, leaf_hash, node_hash};
pub use key::{KeyError, Signature, Signer, VerifierKey};
pub use note::{Note, NoteError};
pub use proof::{ConsistencyProof, InclusionProof, ProofError, Prover};
pub use report::{Report, Verdict};
pub use tile::{Tile, TileError};
pub use tree::{Frontier, HashReader, MemoryHashes, ReadError, Subtree};
pub use verify::{StoredCheckpoint, StoredEntry, StoredLog, verify_log};
