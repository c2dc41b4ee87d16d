//! The Ed25519 keys that sign a log, in the texts that C2SP signed notes give them.
//!
//! A verifier key is written `<name>+<key id>+<base64(0x01 || public key)>`, the key id being the
//! first four bytes of SHA-256(name || 0x0A || 0x01 || public key) in hexadecimal.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::hash::{Hash, from_hex, shortened, to_hex};

/// The signature type of plain Ed25519 in signed notes.
const ED25519: u8 = 0x01;

/// An Ed25519 signature; in JSON the base64 of its 64 bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

/// Why a text is not a key, or a name not a key's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Signed notes could not tell where such a name ends.
    #[error("{0:?} cannot name a key: a name is not empty and has no space, plus sign or control character")]
    Name(String),
    /// Not the three parts of a verifier key.
    #[error("{0:?} is not a verifier key; write it as name+key-id+base64, as the log's owner gave it to you")]
    Form(String),
    /// The key id belongs to another name or key.
    #[error("the key {name} has the key id {actual}, not {stated}: part of its text was altered or mistyped")]
    Id {
        /// The name in the text.
        name: String,
        /// The key id in the text.
        stated: String,
        /// The key id that name and key have.
        actual: String,
    },
    /// Another algorithm.
    #[error("the key {name} has the signature type 0x{found:02x}; only Ed25519 (0x01) is used here")]
    Type {
        /// The name in the text.
        name: String,
        /// The type byte.
        found: u8,
    },
    /// Not a point that can verify anything.
    #[error("the key {name} is not a usable Ed25519 public key")]
    Point {
        /// The name in the text.
        name: String,
    },
}

/// A public key with the name it signs under.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    /// Boxed: the unpacked point is some 200 bytes, and keys travel inside errors and reports.
    key: Box<VerifyingKey>,
}

impl VerifierKey {
    fn new(name: &str, key: VerifyingKey) -> Result<VerifierKey, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name(shortened(name)));
        }
        if key.is_weak() {
            return Err(KeyError::Point { name: shortened(name) });
        }
        let Hash([a, b, c, d, ..]) = Hash::of(&[name.as_bytes(), b"\n", &[ED25519], key.as_bytes()].concat());
        Ok(VerifierKey { name: name.to_owned(), id: [a, b, c, d], key: Box::new(key) })
    }

    /// The name: for a log, its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key id, which with the name tells a note's signatures apart.
    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    /// Did this key sign `message`? The strict check of RFC 8032, which lets no second signature pass.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = ed25519_dalek::Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<VerifierKey, KeyError> {
        let form = || KeyError::Form(shortened(text));
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(form());
        };
        let stated: [u8; 4] = from_hex(id).ok_or_else(form)?;
        if key.len() > 64 {
            return Err(form());
        }
        let bytes = STANDARD.decode(key).map_err(|_| form())?;
        let (found, key) = bytes.split_first().ok_or_else(form)?;
        if *found != ED25519 {
            return Err(KeyError::Type { name: shortened(name), found: *found });
        }
        let key = <[u8; 32]>::try_from(key).map_err(|_| form())?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| KeyError::Point { name: shortened(name) })?;
        let key = VerifierKey::new(name, key)?;
        if key.id != stated {
            return Err(KeyError::Id {
                name: shortened(name),
                stated: id.to_owned(),
                actual: to_hex(&key.id),
            });
        }
        Ok(key)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[ED25519], self.key.as_bytes().as_slice()].concat());
        write!(f, "{}+{}+{key}", self.name, to_hex(&self.id))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl Serialize for VerifierKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VerifierKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<VerifierKey, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A secret key with the name it signs under. The secret is wiped from memory when it is dropped and
/// appears in no output.
pub struct Signer {
    verifier: VerifierKey,
    secret: SigningKey,
}

impl Signer {
    /// From the 32 secret bytes of RFC 8032; the caller drew them at random and wipes its own copy.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Signer, KeyError> {
        let secret = SigningKey::from_bytes(seed);
        let verifier = VerifierKey::new(name, secret.verifying_key())?;
        Ok(Signer { verifier, secret })
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The Ed25519 signature over `message`; the same message always gives the same signature.
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.secret.sign(message).to_bytes())
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({}, secret withheld)", self.verifier)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({})", STANDARD.encode(self.0))
    }
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(self.0))
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Signature, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD.decode(&text).ok().and_then(|bytes| bytes.try_into().ok());
        let refused = || serde::de::Error::custom("a signature is the base64 of 64 bytes");
        bytes.map(Signature).ok_or_else(refused)
    }
}

/// May a signed note use `name` for a key?
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c == '+' || c.is_whitespace() || c.is_control())
}
