//! 256 bits: the room's secret until the draw, and what others add to it.

use std::{fmt, str::FromStr};

use zeroize::Zeroize as _;

/// The room's secret. It is never shown by accident, and forgotten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; 32]);

/// What somebody else adds after the commitment was published: a number they made up, or one that nobody can
/// have known before, such as a later signed checkpoint's root.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Contribution(pub [u8; 32]);

/// Why a text is not 256 bits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not 256 bits: write 64 hexadecimal digits, 0-9 and a-f")]
pub struct NotHex;

impl Seed {
    /// From 32 bytes of a generator fit for secrets.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Seed(bytes)
    }

    /// The seed as 64 hexadecimal digits: to be shown only when it is revealed.
    #[must_use]
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

impl Contribution {
    /// As 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(kept secret)")
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl FromStr for Seed {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        bytes(text).map(Seed)
    }
}

impl FromStr for Contribution {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        bytes(text).map(Contribution)
    }
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lower case only: one text for one number.
fn bytes(text: &str) -> Result<[u8; 32], NotHex> {
    let digit = |d: u8| match d {
        b'0'..=b'9' => Ok(d - b'0'),
        b'a'..=b'f' => Ok(d - b'a' + 10),
        _ => Err(NotHex),
    };
    if text.len() != 64 {
        return Err(NotHex);
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_reads_back_as_it_is_revealed_and_is_not_shown_before() {
        let text = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        let seed: Seed = text.parse().unwrap();
        assert_eq!(seed.hex(), text);
        assert!(!format!("{seed:?}").contains("00"));
        for wrong in ["", "00", &text.to_uppercase(), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<Seed>(), Err(NotHex), "{wrong}");
        }
    }
}
