//! The next epoch of a log that was brought back from a backup.
//!
//! What was recorded after the backup is lost here, and may be known elsewhere: a partner holds checkpoints of it. So
//! the log does not go on under its old name as if nothing had been. Its next entry opens an epoch, under a new origin
//! and a new key, and names the checkpoint it goes on from; whoever holds a later one sees exactly what is missing.

use record::{EpochOpened, Previous, Signer};
use store::Store;

use crate::{
    journal::Journal,
    recovery::{self, RecoveryError},
    surroundings::Surroundings,
};

/// Opens the next epoch, signed by a new key. Answers the checkpoint it goes on from.
///
/// # Errors
/// When the log cannot be read, does not agree with itself, is empty, or the entry cannot be written.
pub fn open_next(
    store: &mut impl Store,
    signer: &Signer,
    surroundings: &mut Surroundings,
    build: &str,
) -> Result<Previous, RecoveryError> {
    let recovered = recovery::recover(store, build)?;
    let writing = recovered.writing.ok_or(RecoveryError::Inconsistent)?;
    let (size, root) = (recovered.frontier.size(), recovered.frontier.root());
    // A key is named after the origin it signs for.
    let previous = Previous { origin: writing.key.name().to_owned(), size, root };
    let key = signer.verifier().clone();
    let opened = EpochOpened { origin: key.name().to_owned(), key, previous: Some(previous.clone()) };
    let mut journal = Journal::at(recovered.frontier, writing.epoch + 1, recovered.last_recorded);
    journal.open_epoch(&opened, surroundings.read_clock().wall, surroundings.nonce())?;
    let batch = journal.seal(signer)?;
    store.append(size, journal.epoch(), &batch).map_err(RecoveryError::NotBegun)?;
    Ok(previous)
}
