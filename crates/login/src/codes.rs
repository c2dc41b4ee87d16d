//! Codes that change every half minute (TOTP, RFC 6238), as every authenticator app computes them.

use model::Instant;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::error::{LoginError, cannot};
use crate::secret::{Random, Secret};

/// What cannot be set up, if a library refuses.
const PART: &str = "the code generator";
/// What stands before the name in the app.
const ISSUER: &str = "Safeconduct";
/// Bytes of a seed: as long as the output of the SHA-1 that apps use (RFC 4226, section 4).
const SEED: usize = 20;

/// What a person's app computes codes from.
pub(crate) type Seed = Zeroizing<Vec<u8>>;

/// What a person is shown once to set up their app.
#[derive(Clone, Debug)]
pub struct CodesSetup {
    /// An `otpauth:` address, to be shown as a QR code.
    pub uri: Secret,
    /// The same seed to be typed in, in base32.
    pub typed: Secret,
}

pub(crate) fn seed(random: &mut Random) -> Seed {
    let mut seed = Zeroizing::new(vec![0; SEED]);
    random(&mut seed);
    seed
}

pub(crate) fn setup(seed: &[u8], name: &str) -> Result<CodesSetup, LoginError> {
    let generator = generator(seed, name)?;
    let uri = generator.to_url().map_err(cannot(PART))?;
    Ok(CodesSetup { uri: Secret::new(uri), typed: Secret::new(generator.secret().to_base32()) })
}

/// The step of this code, if it is the one of this moment, of the one before or the one after: clocks of telephones
/// differ, and people type slowly.
pub(crate) fn step(seed: &[u8], code: &str, now: Instant) -> Result<Option<i64>, LoginError> {
    let seconds = u64::try_from(now.micros() / 1_000_000).unwrap_or_default();
    let step = generator(seed, "")?.check(&digits(code), seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// SHA-1, six digits, 30 seconds: what apps know whatever the address says.
fn generator(seed: &[u8], name: &str) -> Result<Totp, LoginError> {
    Builder::new()
        .with_secret(seed)
        .with_issuer(Some(ISSUER))
        .with_account_name(name)
        .build()
        .map_err(cannot(PART))
}

/// Codes are shown in groups, and typed on Urdu and Chinese keyboards.
fn digits(code: &str) -> String {
    let western = |c: char| match c {
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10),
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        c => (!c.is_whitespace()).then_some(c),
    };
    code.chars().filter_map(western).take(7).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000).unwrap()
    }

    /// Appendix B of RFC 6238 has eight digits; six are their last ones.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let seed = b"12345678901234567890";
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(step(seed, code, at(seconds)), Ok(Some(seconds / 30)));
        }
    }

    #[test]
    fn a_code_is_good_one_step_early_or_late_and_no_more() {
        let seed = b"12345678901234567890";
        // The step of the RFC's moment 1111111109 begins at 1111111080.
        let good = |seconds: i64| step(seed, "081804", at(1_111_111_080 + seconds)).unwrap();
        assert_eq!([-31, 60].map(good), [None, None]);
        assert_eq!([-30, -1, 0, 29, 30, 59].map(good), [Some(37_037_036); 6]);
    }

    #[test]
    fn a_code_is_read_as_people_type_it_and_nothing_else_is_one() {
        let seed = b"12345678901234567890";
        for typed in ["287082", " 287 082 ", "۲۸۷۰۸۲", "٢٨٧٠٨٢", "２８７０８２"] {
            assert_eq!(step(seed, typed, at(59)), Ok(Some(1)), "{typed}");
        }
        for wrong in ["", "28708", "2870820", "287083", "+87082", "28708²", &"2".repeat(1 << 20)] {
            assert_eq!(step(seed, wrong, at(59)), Ok(None));
        }
    }

    #[test]
    fn the_address_names_the_house_and_the_person_in_any_script() {
        let setup = setup(b"12345678901234567890", "کمال").unwrap();
        let uri = setup.uri.expose();
        assert!(uri.starts_with("otpauth://totp/Safeconduct:%DA%A9"), "{uri}");
        assert!(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{uri}");
        assert_eq!(setup.typed.expose(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
