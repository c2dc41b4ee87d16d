//! What people sign in with.

use unicode_normalization::UnicodeNormalization as _;

use crate::error::{LoginError, Unfit};

/// More bytes than any name of 64 letters has.
const BYTES: usize = 1024;

/// The name as it is compared: however it was typed, whatever the keyboard. Text that cannot be a name is nobody's.
pub(crate) fn compared(text: &str) -> String {
    if text.len() > BYTES {
        return String::new();
    }
    folded(text.trim())
}

/// Text however it was typed, whatever the keyboard and the capitals.
#[must_use]
pub fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// A new account's name, as it is kept.
pub(crate) fn fit(text: &str) -> Result<String, LoginError> {
    let name = compared(text);
    let letter = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    if !(2..=64).contains(&name.chars().count()) {
        return Err(LoginError::NameUnfit { why: Unfit::NameLength });
    }
    if !name.chars().all(|c| letter(c) || "._-@+".contains(c)) {
        return Err(LoginError::NameUnfit { why: Unfit::NameLetters });
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        let kept = fit("Zoë.Kim").unwrap();
        for typed in ["zoë.kim", " ZOE\u{308}.KIM ", "ｚｏë.kim"] {
            assert_eq!(compared(typed), kept);
        }
        assert_eq!(compared(&kept), kept);
        assert_ne!(compared("zoe.kim"), kept);
    }

    #[test]
    fn a_name_that_reads_as_something_else_is_refused() {
        for text in
            ["", "k", " k ", "kim lee", "kim:lee", "kim\u{202e}", "kim\0", &"k".repeat(65), &"k".repeat(5000)]
        {
            assert!(matches!(fit(text), Err(LoginError::NameUnfit { .. })), "{text:?}");
        }
        for text in ["کمال", "金正", "o.kim@unit-1", "kim+night"] {
            assert!(fit(text).is_ok(), "{text:?}");
        }
    }
}
