//! Where is it kept?
//!
//! The bytes of the record and what lies beside it: entries with their leaf hashes, the hashes of full
//! subtrees, signed checkpoints, remembered outcomes, artefacts, the vault, one snapshot. This crate
//! knows neither what an entry means nor how it is signed; it keeps what it is given, all of a [`Batch`]
//! or nothing of it, and answers only when the batch would survive a loss of power.
//!
//! [`Store`] is the contract. [`SqliteStore`] in a [`DataDir`] is the one shipped; a store over
//! PostgreSQL joins by passing the same laws (`conformance`, behind the feature `testing`). For tests
//! that need a disk to fail at a chosen moment there is a simulated one (`simulated`, same feature).
//!
//! The trait is synchronous: one dedicated writer thread owns the store, and a store that speaks to a
//! server blocks that thread only.
//!
//! | module | its subject |
//! |---|---|
//! | [`batch`] | what is written together, and when it is refused unread |
//! | [`contract`] | what every store answers |
//! | [`error`] | what can go wrong, and what to do |
//! | [`log`] | a store as the log that `record` verifies |
//! | [`dir`] | the data directory: one writer at a time, any number of readers |
//! | [`sqlite`] | the store in a SQLite file |
//! | [`keys`] | the keys of people's texts, in a file of their own |
//! | [`tracks`] | reports from the road, in a file of their own, until their time is over |
//! | [`accounts`] | passwords, factors, sessions and invitations, in a file of their own |

pub mod accounts;
pub mod batch;
#[cfg(feature = "testing")]
pub mod conformance;
pub mod contract;
pub mod dir;
pub mod error;
pub mod keys;
pub mod log;
#[cfg(feature = "testing")]
pub mod simulated;
pub mod sqlite;
pub mod tracks;

pub use batch::{About, Artefact, ArtefactLabel, Batch, Remembered, Snapshot, VaultRow};
pub use contract::{ReadStore, Store};
pub use dir::{DataDir, Making};
pub use error::{AppendError, StoreError};
pub use log::Log;
pub use record::{Hash, StoredCheckpoint, StoredEntry, Subtree};
pub use sqlite::{SqliteReader, SqliteStore};
