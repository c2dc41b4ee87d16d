//! SHA-256 values, and the two ways a tree makes them.
//!
//! RFC 6962 section 2.1 prefixes a leaf with `0x00` and an inner node with `0x01`, so that no entry
//! can be passed off as a node of the tree. In JSON a hash is 64 lower-case hexadecimal digits;
//! where a C2SP format asks for base64 the caller uses [`Hash::to_base64`] or [`as_base64`].

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// A SHA-256 value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, std::hash::Hash)]
pub struct Hash(pub [u8; 32]);

/// Why a text is not a hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// Not 64 lower-case hexadecimal digits.
    #[error("a hash is 64 lower-case hexadecimal digits, not {0:?}")]
    Hex(String),
    /// Not the base64 of 32 bytes.
    #[error("a hash is 44 characters of standard base64 for 32 bytes, not {0:?}")]
    Base64(String),
}

impl Hash {
    /// The root of the empty tree: SHA-256 of nothing (RFC 6962 section 2.1).
    pub const EMPTY_ROOT: Hash = Hash([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
        0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ]);

    /// Plain SHA-256 of `bytes`, for fingerprints and content addresses; never a leaf or a node.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// Standard base64 with padding, as checkpoints and bundles write it (44 characters).
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// The inverse of [`Hash::to_base64`]; only the one canonical encoding is accepted.
    pub fn from_base64(text: &str) -> Result<Hash, HashError> {
        let refused = || HashError::Base64(shortened(text));
        if text.len() != 44 {
            return Err(refused());
        }
        let bytes = STANDARD.decode(text).map_err(|_| refused())?;
        bytes.try_into().map(Hash).map_err(|_| refused())
    }
}

/// The hash of an entry as a leaf: SHA-256(0x00 || bytes).
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0x00]).chain_update(bytes).finalize().into())
}

/// The hash of an inner node: SHA-256(0x01 || left || right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    // One buffer and one call: half of a verification is this.
    let mut node = [0x01; 65];
    let (_, children) = node.split_at_mut(1);
    for (byte, from) in children.iter_mut().zip(left.0.iter().chain(&right.0)) {
        *byte = *from;
    }
    Hash::of(&node)
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Hash, HashError> {
        from_hex(text).map(Hash).ok_or_else(|| HashError::Hex(shortened(text)))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// `#[serde(with = "hash::as_base64")]`: a list of hashes in the base64 that C2SP formats use.
pub mod as_base64 {
    use super::{Deserialize, Deserializer, Hash, Serializer};

    /// Writes each hash as base64.
    pub fn serialize<S: Serializer>(hashes: &[Hash], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(hashes.iter().map(Hash::to_base64))
    }

    /// Reads a list of base64 hashes; any other text is refused.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Hash>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        texts.iter().map(|text| Hash::from_base64(text).map_err(serde::de::Error::custom)).collect()
    }
}

/// Lower-case hexadecimal.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 });
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Exactly `2 * N` lower-case hexadecimal digits; anything else is `None`, so that a value has one text.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = nibble(*high)? << 4 | nibble(*low)?;
    }
    Some(bytes)
}

/// The start of a text that came from outside, so that what is said about it stays one line.
#[must_use]
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_root_is_the_hash_of_nothing() {
        assert_eq!(Hash::of(b""), Hash::EMPTY_ROOT);
    }

    #[test]
    fn a_hash_has_one_hexadecimal_and_one_base64_text() {
        let hash = leaf_hash(b"");
        let hex = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
        assert_eq!(hash.to_string(), hex);
        assert_eq!(hex.parse(), Ok(hash));
        assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
        assert!(hex.to_uppercase().parse::<Hash>().is_err());
        assert!(hex[1..].parse::<Hash>().is_err());
        assert!(Hash::from_base64("bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1=").is_err(), "stray bits");
        assert!(Hash::from_base64("bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0").is_err(), "no padding");
    }

    #[test]
    fn json_carries_hexadecimal() {
        let json = serde_json::to_string(&leaf_hash(b"")).unwrap();
        assert_eq!(json, "\"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\"");
        assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), leaf_hash(b""));
    }
}
