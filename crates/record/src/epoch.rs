//! Which key speaks for the log, and how that changes.
//!
//! The first entry of a log opens an *epoch*: it names the origin under which checkpoints are signed
//! and the key that signs them. Inside an epoch the key changes by an entry that the old and the new
//! key both signed, so that whoever trusts the one may trust the other. When the old key cannot sign
//! (lost, stolen) or history was cut back (a restore from backup), a new epoch opens under a new
//! origin; its first entry names the checkpoint it goes on from, and its key must be confirmed by
//! other means than the log itself.

use serde::{Deserialize, Serialize};

use crate::checkpoint::Checkpoint;
use crate::entry::{EntryError, EntryView};
use crate::hash::Hash;
use crate::key::{Signature, Signer, VerifierKey};

/// The `type` of the entry that opens an epoch; body [`EpochOpened`].
pub const EPOCH_OPENED: &str = "epoch-opened";
/// The `type` of the entry that changes the key; body [`KeyRotated`].
pub const KEY_ROTATED: &str = "key-rotated";
/// The version of both bodies.
pub const BODY_VERSION: u32 = 1;

/// The body of `epoch-opened` v1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochOpened {
    /// The first line of the epoch's checkpoints, and the name of its keys.
    pub origin: String,
    /// The key that signs them.
    pub key: VerifierKey,
    /// The checkpoint this epoch goes on from; none for the first epoch of a unit.
    pub previous: Option<Previous>,
}

/// A checkpoint of the epoch before, without its signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Previous {
    /// Its origin.
    pub origin: String,
    /// Its number of leaves.
    pub size: u64,
    /// Its root, in hexadecimal.
    pub root: Hash,
}

impl From<&Checkpoint> for Previous {
    fn from(checkpoint: &Checkpoint) -> Previous {
        Previous { origin: checkpoint.origin.clone(), size: checkpoint.size, root: checkpoint.root }
    }
}

/// The body of `key-rotated` v1. The next checkpoint is signed by both keys, later ones by the new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRotated {
    /// The key from now on; its name is the origin.
    pub new_key: VerifierKey,
    /// The old key's signature over the rotation.
    pub old_signature: Signature,
    /// The new key's signature over the rotation, which shows that somebody holds it.
    pub new_signature: Signature,
}

impl KeyRotated {
    /// The rotation from `old` to `new` in the log `origin`, as its entry number `n`.
    pub fn sign(origin: &str, n: u64, old: &Signer, new: &Signer) -> KeyRotated {
        let statement = statement(origin, n, old.verifier(), new.verifier());
        KeyRotated {
            new_key: new.verifier().clone(),
            old_signature: old.sign(&statement),
            new_signature: new.sign(&statement),
        }
    }

    /// Did `old` and the new key both sign this rotation, in this log and at this place?
    pub fn verify(&self, origin: &str, n: u64, old: &VerifierKey) -> Result<(), EpochError> {
        let statement = statement(origin, n, old, &self.new_key);
        for (key, signature) in [(old, &self.old_signature), (&self.new_key, &self.new_signature)] {
            if !key.verifies(&statement, &signature.0) {
                return Err(EpochError::Signature { key: key.clone() });
            }
        }
        Ok(())
    }
}

/// What both keys sign. The leading zero byte can start no signed note, so that neither a checkpoint
/// nor any other note can be passed off as a rotation, nor a rotation as a note.
fn statement(origin: &str, n: u64, old: &VerifierKey, new: &VerifierKey) -> Vec<u8> {
    format!("\0safeconduct/key-rotated/v1\n{origin}\n{n}\n{old}\n{new}\n").into_bytes()
}

/// Why an entry does not change the keys it claims to change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EpochError {
    /// The log does not begin as a log does.
    #[error("a log begins with an {EPOCH_OPENED} entry, not with {found:?}")]
    NotOpened {
        /// The type of the first entry.
        found: String,
    },
    /// A version of the body that this build does not know.
    #[error("{kind} v{found} is not known here, only v{BODY_VERSION}; use a newer release")]
    Version {
        /// The entry's type.
        kind: String,
        /// Its version.
        found: u32,
    },
    /// The body is not of the documented shape.
    #[error(transparent)]
    Body(#[from] EntryError),
    /// A key under another name than the log's.
    #[error("the key {key} is not named after the log {origin}")]
    Name {
        /// The key.
        key: VerifierKey,
        /// The origin.
        origin: String,
    },
    /// One of the two signatures of a rotation is missing or wrong.
    #[error("the key {key} did not sign this change of keys")]
    Signature {
        /// The key that did not sign.
        key: VerifierKey,
    },
    /// A key or an origin that was in use before.
    #[error("{what} was in use before and cannot come back")]
    Reused {
        /// The key or the origin.
        what: String,
    },
    /// The entry's own epoch is not the one it opens.
    #[error("it belongs to epoch {found}, but epoch {expected} is the current one")]
    Number {
        /// The epoch that it should state.
        expected: u64,
        /// The one it states.
        found: u64,
    },
    /// A later epoch that does not go on from where the log stands.
    #[error("it must name the checkpoint it goes on from: {origin}, {size} entries, root {root}")]
    Previous {
        /// The origin so far.
        origin: String,
        /// The number of entries before it.
        size: u64,
        /// The root over them.
        root: Hash,
    },
}

/// A key and since when it signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeySince {
    /// The key.
    pub key: VerifierKey,
    /// The entry that brought it in.
    pub entry: u64,
}

/// One epoch of a log, with all its keys in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Epoch {
    /// Its number.
    pub epoch: u64,
    /// Its origin.
    pub origin: String,
    /// The entry that opened it.
    pub opened_by: u64,
    /// When that was recorded, in microseconds since 1970.
    pub opened_at: i64,
    /// When the entry before it was recorded: what an earlier epoch recorded later is not in this log.
    pub follows: Option<i64>,
    /// The key that opened it, then each that it rotated to.
    pub keys: Vec<KeySince>,
}

/// The epochs and keys of a log as its entries establish them, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Succession {
    epochs: Vec<Epoch>,
    /// Who must sign the next checkpoint: after a rotation, the old key too.
    signers: Vec<VerifierKey>,
    /// When the last entry was recorded.
    recorded_at: Option<i64>,
}

impl Succession {
    pub(crate) fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    pub(crate) fn into_epochs(self) -> Vec<Epoch> {
        self.epochs
    }

    pub(crate) fn current(&self) -> Option<&Epoch> {
        self.epochs.last()
    }

    pub(crate) fn signers(&self) -> &[VerifierKey] {
        &self.signers
    }

    /// A checkpoint with all its signatures was seen: from now on the newest key is enough.
    pub(crate) fn acknowledged(&mut self) {
        if self.signers.len() > 1 {
            self.signers.drain(..self.signers.len() - 1);
        }
    }

    /// Takes in the next entry, before which the log has the root that `root` computes.
    pub(crate) fn entry(&mut self, entry: &EntryView<'_>, root: impl Fn() -> Hash) -> Result<(), EpochError> {
        match (entry.kind.as_ref(), self.current()) {
            (EPOCH_OPENED, _) => self.open(entry, root)?,
            (kind, None) => return Err(EpochError::NotOpened { found: kind.to_owned() }),
            (_, Some(current)) if current.epoch != entry.epoch => {
                return Err(EpochError::Number { expected: current.epoch, found: entry.epoch });
            }
            (KEY_ROTATED, Some(_)) => self.rotate(entry)?,
            _ => {}
        }
        self.recorded_at = Some(entry.recorded_at);
        Ok(())
    }

    fn open(&mut self, entry: &EntryView<'_>, root: impl Fn() -> Hash) -> Result<(), EpochError> {
        let opened: EpochOpened = body(entry)?;
        if let Some(current) = self.current() {
            let origin = current.origin.clone();
            let here = Previous { origin, size: entry.n, root: root() };
            if opened.previous.as_ref() != Some(&here) {
                return Err(EpochError::Previous { origin: here.origin, size: here.size, root: here.root });
            }
            if entry.epoch != current.epoch + 1 {
                return Err(EpochError::Number { expected: current.epoch + 1, found: entry.epoch });
            }
        }
        if self.epochs.iter().any(|epoch| epoch.origin == opened.origin) {
            return Err(EpochError::Reused { what: format!("the origin {}", opened.origin) });
        }
        self.epochs.push(Epoch {
            epoch: entry.epoch,
            origin: opened.origin,
            opened_by: entry.n,
            opened_at: entry.recorded_at,
            follows: self.recorded_at,
            keys: Vec::new(),
        });
        self.signers.clear();
        self.add_key(entry.n, opened.key)
    }

    fn rotate(&mut self, entry: &EntryView<'_>) -> Result<(), EpochError> {
        let rotated: KeyRotated = body(entry)?;
        if let (Some(current), Some(old)) = (self.epochs.last(), self.signers.last()) {
            rotated.verify(&current.origin, entry.n, old)?;
        }
        self.add_key(entry.n, rotated.new_key)
    }

    fn add_key(&mut self, entry: u64, key: VerifierKey) -> Result<(), EpochError> {
        let mut known = self.epochs.iter().flat_map(|epoch| &epoch.keys);
        if known.any(|known| known.key == key) {
            return Err(EpochError::Reused { what: format!("the key {key}") });
        }
        let Some(current) = self.epochs.last_mut() else { return Ok(()) };
        if key.name() != current.origin {
            return Err(EpochError::Name { key, origin: current.origin.clone() });
        }
        self.signers.push(key.clone());
        current.keys.push(KeySince { key, entry });
        Ok(())
    }
}

fn body<T: serde::de::DeserializeOwned>(entry: &EntryView<'_>) -> Result<T, EpochError> {
    if entry.v != BODY_VERSION {
        return Err(EpochError::Version { kind: entry.kind.to_string(), found: entry.v });
    }
    Ok(entry.body_as()?)
}
