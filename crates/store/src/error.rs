//! What can go wrong, and what to do about it.
//!
//! A person on duty reads these at three in the morning: each names the place, says what happened and
//! what to try. The writer needs one more thing, and the types carry it: after every [`AppendError`]
//! except [`AppendError::Unknown`] nothing was written.

/// Why a store could not be opened, read or looked after.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No space, quota or page left.
    #[error(
        "{place} cannot grow: {why}. Nothing was written. Free space on its disk, or raise the quota, then repeat"
    )]
    Full {
        /// The file.
        place: String,
        /// In the words of the database.
        why: String,
    },
    /// The medium, the permissions or the operating system forbid writing.
    #[error(
        "{place} cannot be written: {why}. Check that the disk is sound and mounted for writing, that no \
         file-size limit or quota is reached, and that this user owns the directory and its files"
    )]
    NotWritable {
        /// The file or directory.
        place: String,
        /// In the words of the database or the operating system.
        why: String,
    },
    /// It exists but cannot be opened or read.
    #[error("{place} cannot be read: {why}")]
    NotReadable {
        /// The file or directory.
        place: String,
        /// In the words of the database or the operating system, and what to do.
        why: String,
    },
    /// There is nothing there to read.
    #[error("{place} holds no record: {why}")]
    NoRecord {
        /// The directory.
        place: String,
        /// What is absent.
        why: String,
    },
    /// A directory that is no data directory to work in, or not yet.
    #[error("{place} cannot be used: {why}")]
    SetAside {
        /// The directory.
        place: String,
        /// What it is, and what to do.
        why: String,
    },
    /// The bytes are not what was written.
    #[error(
        "{place} is damaged: {what}. Stop the server, copy the directory as it is, then verify the copy or \
         restore a backup; do not repair it by hand"
    )]
    Damaged {
        /// The file.
        place: String,
        /// What does not fit.
        what: String,
    },
    /// Something numbered is not there although something with a higher number is.
    #[error(
        "{place} has lost {what} {index}: what is kept goes on at {next}. Verify the record, then restore a backup"
    )]
    Missing {
        /// The file.
        place: String,
        /// `entry` or `hash`.
        what: &'static str,
        /// The first number that is not there.
        index: u64,
        /// The next number that is there.
        next: u64,
    },
    /// More was asked for than was ever written.
    #[error("{place} does not reach that far: {what} were asked for, {held} are kept")]
    BeyondTheEnd {
        /// The file.
        place: String,
        /// What was asked for.
        what: String,
        /// How many there are.
        held: u64,
    },
    /// A database, but not one of ours.
    #[error("{place} is not the Safeconduct database that belongs here: {why}. Choose another directory")]
    Foreign {
        /// The file.
        place: String,
        /// How it can be told.
        why: String,
    },
    /// Written by a later release.
    #[error(
        "{place} has format {found}, this release knows formats up to {known}. Start the newer release that wrote \
         it; going back is not possible without a backup from before"
    )]
    Newer {
        /// The file.
        place: String,
        /// Its format.
        found: i64,
        /// The newest this release reads.
        known: i64,
    },
    /// Another writer has the directory.
    #[error(
        "{place} is in use by {holder}. Only one process writes a record: speak to that one (the command line does \
         so by itself while a server runs), or end it and try again"
    )]
    Locked {
        /// The directory.
        place: String,
        /// Who holds it, as far as it says.
        holder: String,
    },
    /// Another program has the database locked.
    #[error(
        "{place} is locked by another program ({why}). Close any database shell or backup tool on it, then repeat"
    )]
    Busy {
        /// The file.
        place: String,
        /// In the words of the database.
        why: String,
    },
    /// After a commit of unknown outcome the store could not yet find out what was kept.
    #[error(
        "{place} does not know whether its last write was kept: {why}. Nothing is read or written until it does; \
         mend the disk, then repeat or start again"
    )]
    Unsettled {
        /// The file.
        place: String,
        /// Why finding out failed.
        why: String,
    },
    /// Rows were removed, but a reader still holds the old bytes.
    #[error(
        "{place}: the rows are gone, but their old bytes are still in the write-ahead file because a reader holds \
         it. End running verifications and exports, then repeat"
    )]
    NotScrubbed {
        /// The file.
        place: String,
    },
    /// The caller handed in something that cannot be kept.
    #[error("this cannot be kept: {what}")]
    Malformed {
        /// What does not fit.
        what: String,
    },
    /// Anything the database says that has no better name here.
    #[error("{place}: {doing} failed: {why}")]
    Database {
        /// The file.
        place: String,
        /// What was being done.
        doing: &'static str,
        /// In the words of the database.
        why: String,
    },
}

impl StoreError {
    /// Whether what is there is not what was written.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, StoreError::Damaged { .. })
    }
}

/// Why a batch was not, or perhaps not, appended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// The log has another size than the writer thinks: somebody else wrote. Nothing was written.
    #[error(
        "the log has {actual} entries, not {expected}: another writer was faster. Read the log again, then decide again"
    )]
    Conflict {
        /// The size the writer built on.
        expected: u64,
        /// The size of the log.
        actual: u64,
    },
    /// A writer of a later epoch has taken over. Nothing was written.
    #[error(
        "this writer belongs to epoch {given}, the log is in epoch {current}: another writer has taken over. Stop writing"
    )]
    Fenced {
        /// The epoch of this writer.
        given: u64,
        /// The epoch of the log.
        current: u64,
    },
    /// This actor's key already has an outcome. Nothing was written.
    #[error("{actor} has used the key {key:?} before: answer with the remembered outcome")]
    AlreadyRemembered {
        /// Who.
        actor: String,
        /// The idempotency key.
        key: String,
    },
    /// The batch contradicts itself or what is kept. Nothing was written.
    #[error("the batch cannot be kept: {what}")]
    Malformed {
        /// What does not fit.
        what: String,
    },
    /// The store could not write it. Nothing was written.
    #[error("nothing was recorded: {0}")]
    Refused(StoreError),
    /// The batch may or may not be kept, now or after the next start: read the log again before saying anything.
    #[error("it is not known whether this was recorded: {0}")]
    Unknown(StoreError),
}

impl AppendError {
    /// Whether the batch certainly left no trace.
    pub fn nothing_was_written(&self) -> bool {
        !matches!(self, AppendError::Unknown(_))
    }
}
