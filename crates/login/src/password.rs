//! Which passwords will do, and how they are kept.
//!
//! Length decides: 12 to 128 characters of any script, compared after NFKC so that the same keys give the same
//! password on every keyboard. Nothing else is demanded, except that it does not contain the name. No classes of
//! characters, no expiry: both make people choose worse.

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::error::{LoginError, Unfit, cannot};
use crate::secret::Random;

/// What cannot be set up, if a library refuses.
const PART: &str = "password hashing";
/// The fewest and most characters.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;
/// More bytes than 128 characters have: what is longer is not even normalised.
const BYTES: usize = 4096;

/// Bytes of a salt.
pub(crate) const SALT: usize = 16;

/// What hashing a password costs whoever does it: us once, a thief for every guess.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cost {
    /// Memory, in KiB.
    pub kibibytes: u32,
    /// How often it is gone through.
    pub passes: u32,
    /// In how many parts that could be worked on at once.
    pub lanes: u32,
}

impl Cost {
    /// OWASP's Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. Of its equivalent settings
    /// the one that takes little memory, because several may sign in at once.
    pub const OWASP: Cost = Cost { kibibytes: 19 * 1024, passes: 2, lanes: 1 };
}

/// Hashes and compares.
pub(crate) struct Passwords {
    argon: Argon2<'static>,
    /// The hash of no password, compared with where there is no account.
    stand_in: String,
}

/// A password that will do, normalised.
pub(crate) struct Fit(Zeroizing<String>);

impl Passwords {
    pub(crate) fn new(cost: Cost, random: &mut Random) -> Result<Passwords, LoginError> {
        let params = Params::new(cost.kibibytes, cost.passes, cost.lanes, None).map_err(cannot(PART))?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let (mut nothing, mut salt) = (Zeroizing::new([0; 32]), [0; SALT]);
        random(&mut *nothing);
        random(&mut salt);
        let stand_in = hashed(&argon, &*nothing, &salt)?;
        Ok(Passwords { argon, stand_in })
    }

    /// What is kept of a password: its hash, with the salt and the cost it was made with.
    /// The salt is random, and drawn before: hashing takes long, and nobody else waits for it.
    pub(crate) fn hash(&self, password: &Fit, salt: &[u8; SALT]) -> Result<String, LoginError> {
        hashed(&self.argon, password.0.as_bytes(), salt)
    }

    /// What is kept of a word that was agreed on.
    pub(crate) fn hash_word(&self, word: &str, salt: &[u8; SALT]) -> Result<String, LoginError> {
        hashed(&self.argon, as_heard(word).as_bytes(), salt)
    }

    /// Whether it is that word. One hash is computed in every case.
    pub(crate) fn is_word(&self, word: &str, kept: Option<&str>) -> bool {
        let same =
            self.argon.verify_password(as_heard(word).as_bytes(), kept.unwrap_or(&self.stand_in)).is_ok();
        same && kept.is_some()
    }

    /// Whether it is the password that `kept` was made from. One hash is computed in every case, so that the
    /// time tells nobody whether there is an account; the comparison takes the same time for every difference.
    pub(crate) fn right(&self, password: &str, kept: Option<&str>) -> bool {
        let typed = normalised(password).unwrap_or_default();
        let same = self.argon.verify_password(typed.as_bytes(), kept.unwrap_or(&self.stand_in)).is_ok();
        same && kept.is_some()
    }
}

fn hashed(argon: &Argon2<'_>, password: &[u8], salt: &[u8; SALT]) -> Result<String, LoginError> {
    argon.hash_password_with_salt(password, salt).map(|hash| hash.to_string()).map_err(cannot(PART))
}

/// A new password for the account of this name (as it is compared).
pub(crate) fn fit(password: &str, name: &str) -> Result<Fit, LoginError> {
    let unfit = |why| Err(LoginError::PasswordUnfit { why });
    let Some(normal) = normalised(password) else {
        return unfit(Unfit::PasswordLength);
    };
    if !LENGTH.contains(&normal.chars().count()) {
        return unfit(Unfit::PasswordLength);
    }
    if Zeroizing::new(normal.to_lowercase()).contains(name) {
        return unfit(Unfit::HasName);
    }
    Ok(Fit(normal))
}

/// A word as it is heard, not as it is typed.
fn as_heard(word: &str) -> Zeroizing<String> {
    let short: String = word.chars().take(BYTES).collect();
    Zeroizing::new(short.nfkc().collect::<String>().trim().to_lowercase())
}

fn normalised(password: &str) -> Option<Zeroizing<String>> {
    (password.len() <= BYTES).then(|| Zeroizing::new(password.nfkc().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: Cost = Cost { kibibytes: 8, passes: 1, lanes: 1 };

    fn count() -> impl FnMut(&mut [u8]) + Send {
        let mut n = 0;
        move |bytes: &mut [u8]| {
            n += 1;
            bytes.fill(n);
        }
    }

    fn passwords() -> Passwords {
        Passwords::new(LIGHT, &mut count()).unwrap()
    }

    fn kept(password: &str) -> String {
        passwords().hash(&fit(password, "kim").unwrap(), &[7; SALT]).unwrap()
    }

    #[test]
    fn a_word_is_the_same_in_whatever_case_and_nothing_else_is() {
        let passwords = passwords();
        let kept = passwords.hash_word(" Rainbow ", &[7; SALT]).unwrap();
        assert!(passwords.is_word("rainbow", Some(&kept)) && passwords.is_word("RAINBOW", Some(&kept)));
        assert!(!passwords.is_word("rainbows", Some(&kept)) && !passwords.is_word("rainbow", None));
        assert!(!kept.to_lowercase().contains("rainbow"));
    }

    #[test]
    fn a_password_is_right_however_its_letters_are_encoded_and_wrong_otherwise() {
        let kept = kept("crème brûlée 12");
        assert!(kept.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{kept}");
        let passwords = passwords();
        assert!(passwords.right("cre\u{300}me bru\u{302}le\u{301}e 12", Some(&kept)));
        for wrong in ["", "creme brulee 12", "Crème brûlée 12", "crème brûlée 12 "] {
            assert!(!passwords.right(wrong, Some(&kept)), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_the_password_where_there_is_no_account_or_its_hash_is_damaged() {
        let passwords = passwords();
        for password in ["", "correct horse battery", &"x".repeat(10_000)] {
            assert!(!passwords.right(password, None));
            assert!(!passwords.right(password, Some("")));
            assert!(!passwords.right(password, Some("$argon2id$v=19$m=8")));
        }
    }

    #[test]
    fn the_same_password_is_kept_differently_for_two_people() {
        let passwords = passwords();
        let [one, two] = [[1; SALT], [2; SALT]]
            .map(|salt| passwords.hash(&fit("correct horse battery", "kim").unwrap(), &salt).unwrap());
        assert_ne!(one, two);
    }

    #[test]
    fn length_is_what_is_asked_and_counted_in_characters() {
        for good in ["aaaaaaaaaaaa", "ایک دو تین چار", "一二三四五六七八九十百千", &"x".repeat(128)]
        {
            assert!(fit(good, "kim").is_ok(), "{good}");
        }
        for bad in ["", "short", "elevenchars", &"x".repeat(129), &"x".repeat(1 << 20)] {
            assert!(matches!(fit(bad, "kim"), Err(LoginError::PasswordUnfit { .. })), "{bad}");
        }
    }

    #[test]
    fn a_password_does_not_contain_the_name() {
        assert!(matches!(fit("I am KIM of the unit", "kim"), Err(LoginError::PasswordUnfit { .. })));
        assert!(matches!(fit("I am ＫＩＭ of the unit", "kim"), Err(LoginError::PasswordUnfit { .. })));
    }

    #[test]
    fn what_is_used_in_earnest_is_what_owasp_asks() {
        let passwords = Passwords::new(Cost::OWASP, &mut count()).unwrap();
        assert!(passwords.stand_in.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }
}
