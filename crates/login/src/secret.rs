//! What must not be shown by accident, and the tokens that are such.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use store::Hash;
use zeroize::Zeroizing;

/// Fills with unpredictable bytes.
pub type Random = dyn FnMut(&mut [u8]) + Send;

/// Text that opens something. It has no `Display`, its `Debug` says nothing, and it is wiped when dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn new(text: String) -> Secret {
        Secret(Zeroizing::new(text))
    }

    /// A token that nobody guesses: 256 random bits, in letters that may stand in a link (43 of them).
    pub(crate) fn token(random: &mut Random) -> Secret {
        let mut bits = Zeroizing::new([0; 32]);
        random(&mut *bits);
        Secret::new(URL_SAFE_NO_PAD.encode(*bits))
    }

    /// The text itself, for the one it is meant for.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What is kept of a token. It has 256 bits of its own, so a plain hash cannot be turned back, and looking one
/// up tells nothing by the time it takes.
pub(crate) fn kept(token: &str) -> Hash {
    Hash::of(token.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_shown_by_accident() {
        let secret = Secret::token(&mut |bytes: &mut [u8]| bytes.fill(0xff));
        assert_eq!(secret.expose(), "_".repeat(42) + "8");
        assert_eq!(format!("{secret:?} {:#?}", Some(&secret)), "… Some(\n    …,\n)");
    }
}
