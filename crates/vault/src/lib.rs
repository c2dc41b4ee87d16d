//! Who may still be read?
//!
//! Names, telephone numbers and reasons never stand in the record; entries refer to them by an opaque identifier.
//! Each is sealed with a key of the person it is about. Destroying that key destroys everything the person's texts
//! said, wherever their bytes were copied to, and breaks no proof: the record never held them.
//!
//! A sealed text is `0x01 || key id (8) || nonce (24) || XChaCha20-Poly1305(text)`. Its identifier and its subject
//! are authenticated with it: a text that was moved to another identifier, or put down to another person, does not
//! open. The nonce is long enough to be drawn at random for every text a key will ever seal. This crate does no
//! input or output and draws nothing itself: keys and nonces are handed in.

use std::fmt;

use chacha20poly1305::{
    Key as CipherKey, KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use zeroize::Zeroizing;

/// The first byte of a sealed text: how the rest is to be read.
const FORM: u8 = 1;
/// The length of a nonce.
pub const NONCE: usize = 24;
/// The length of a key.
pub const KEY: usize = 32;
/// The length of a key's name.
pub const KEY_ID: usize = 8;

/// Tells a subject's keys apart: one that came after a restore without keys opens nothing from before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KeyId(pub [u8; KEY_ID]);

/// A key, with the name it goes by. Its bytes are overwritten when it is let go of, and never shown.
#[derive(Clone)]
pub struct Key {
    /// Its name; no secret.
    pub id: KeyId,
    bytes: Zeroizing<[u8; KEY]>,
}

/// What a text is and whose: authenticated with it.
#[derive(Clone, Copy, Debug)]
pub struct Label<'a> {
    /// The identifier entries know it by.
    pub id: &'a str,
    /// Whose data it is.
    pub subject: &'a str,
}

/// Why a text was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Not a sealed text.
    #[error("it is not a sealed text of a form known here")]
    Form,
    /// The key, the label and the bytes do not belong together.
    #[error("it does not open with the key it names: its bytes, its identifier or its subject were altered")]
    Altered,
    /// Longer than the cipher takes.
    #[error("it is too long to be sealed")]
    TooLong,
}

impl Key {
    /// A key of these bytes.
    #[must_use]
    pub fn new(id: KeyId, bytes: [u8; KEY]) -> Key {
        Key { id, bytes: Zeroizing::new(bytes) }
    }

    /// The bytes, for whoever keeps the key.
    #[must_use]
    pub fn expose(&self) -> &[u8; KEY] {
        &self.bytes
    }

    /// Seals a text.
    ///
    /// # Errors
    /// When it is longer than 256 GiB.
    pub fn seal(&self, label: Label<'_>, text: &[u8], nonce: [u8; NONCE]) -> Result<Vec<u8>, VaultError> {
        let bound = label.bound_to(self.id);
        let payload = Payload { msg: text, aad: &bound };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::TooLong)?;
        Ok([&[FORM][..], &self.id.0, &nonce, &sealed].concat())
    }

    /// Opens a sealed text.
    ///
    /// # Errors
    /// [`VaultError::Form`]; [`VaultError::Altered`] when it was not sealed with this key under this label.
    pub fn open(&self, label: Label<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let Parts { id, nonce, text } = Parts::of(sealed)?;
        if id != self.id {
            return Err(VaultError::Altered);
        }
        let bound = label.bound_to(id);
        let payload = Payload { msg: text, aad: &bound };
        let opened = self.cipher().decrypt(&XNonce::from(nonce), payload);
        opened.map(Zeroizing::new).map_err(|_| VaultError::Altered)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&CipherKey::from(*self.bytes))
    }
}

/// Two are the same if they go by the same name and have the same bytes. For tests and imports; not in a hurry to hide
/// where they differ, because whoever can ask has both.
impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.id == other.id && *self.bytes == *other.bytes
    }
}

impl Eq for Key {}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The key a sealed text asks for.
///
/// # Errors
/// [`VaultError::Form`].
pub fn asks_for(sealed: &[u8]) -> Result<KeyId, VaultError> {
    Ok(Parts::of(sealed)?.id)
}

impl Label<'_> {
    /// What is authenticated with a text. The identifier's length keeps it apart from the subject.
    fn bound_to(self, key: KeyId) -> Vec<u8> {
        let length = u64::try_from(self.id.len()).unwrap_or(u64::MAX).to_be_bytes();
        [&[FORM][..], &key.0, &length, self.id.as_bytes(), self.subject.as_bytes()].concat()
    }
}

/// A sealed text, taken apart.
struct Parts<'a> {
    id: KeyId,
    nonce: [u8; NONCE],
    text: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(sealed: &'a [u8]) -> Result<Parts<'a>, VaultError> {
        let (form, rest) = sealed.split_first().ok_or(VaultError::Form)?;
        let (id, rest) = rest.split_first_chunk().ok_or(VaultError::Form)?;
        let (nonce, text) = rest.split_first_chunk().ok_or(VaultError::Form)?;
        if *form == FORM { Ok(Parts { id: KeyId(*id), nonce: *nonce, text }) } else { Err(VaultError::Form) }
    }
}
