//! Decimal text to integers, exactly.
//!
//! A coordinate read by way of a float is off by as much as the float is; one read digit by digit is what was written. So
//! texts are read as they are, and floats (of JSON and protobuf) by the shortest text that means the same float.

use model::Place;

/// The longest text that is taken for a number. Clients write up to 17 significant digits; nobody needs more than this.
const LONGEST: usize = 64;
/// The largest power of ten in an exponent. Beyond it nothing fits, whatever the digits say.
const LARGEST_EXPONENT: i32 = 400;

/// Why a text is not a number that can be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// No decimal number at all. `NaN` and `inf` are none.
    #[error("`{0}` is not a number")]
    Malformed(String),
    /// A number, and too large to be meant.
    #[error("`{0}` is too large")]
    TooLarge(String),
}

/// Why two texts are not a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPlace {
    /// The latitude is no number.
    #[error("latitude {0}")]
    Latitude(NotANumber),
    /// The longitude is no number.
    #[error("longitude {0}")]
    Longitude(NotANumber),
    /// Both are numbers, and no place has them.
    #[error(transparent)]
    OffTheGlobe(#[from] model::place::OffTheGlobe),
}

/// A decimal number in units of 10^-`decimals`, to the nearest, halves away from zero: `12.345` with two is 1235. An
/// exponent may follow (`1.2e-5`).
///
/// # Errors
/// When the text is no decimal number, or does not fit.
pub fn scaled(text: &str, decimals: u8) -> Result<i64, NotANumber> {
    let trimmed = text.trim();
    let malformed = || NotANumber::Malformed(short(text));
    let too_large = || NotANumber::TooLarge(short(text));
    if trimmed.is_empty() || trimmed.len() > LONGEST {
        return Err(malformed());
    }
    let (negative, unsigned) = match trimmed.as_bytes().first() {
        Some(b'-') => (true, trimmed.get(1..).unwrap_or_default()),
        Some(b'+') => (false, trimmed.get(1..).unwrap_or_default()),
        _ => (false, trimmed),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| malformed())?),
        None => (unsigned, 0),
    };
    if exponent.abs() > LARGEST_EXPONENT {
        return Err(too_large());
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = whole.bytes().chain(fraction.bytes());
    if (whole.is_empty() && fraction.is_empty()) || !digits.all(|byte| byte.is_ascii_digit()) {
        return Err(malformed());
    }
    // How many digits stand before the point, once the number is in units of 10^-decimals.
    let before = i32::try_from(whole.len()).unwrap_or(i32::MAX) + exponent + i32::from(decimals);
    let magnitude = leading(whole.bytes().chain(fraction.bytes()), before).ok_or_else(too_large)?;
    Ok(if negative { -magnitude } else { magnitude })
}

/// The first `before` of the digits as a number, rounded by the one after them; `None` when it does not fit.
fn leading(digits: impl Iterator<Item = u8>, before: i32) -> Option<i64> {
    let (mut magnitude, mut left) = (0_i64, before);
    for digit in digits {
        let digit = i64::from(digit - b'0');
        match left {
            1.. => magnitude = magnitude.checked_mul(10)?.checked_add(digit)?,
            0 => magnitude = magnitude.checked_add(i64::from(digit >= 5))?,
            _ => return Some(magnitude),
        }
        left -= 1;
    }
    while left > 0 && magnitude != 0 {
        magnitude = magnitude.checked_mul(10)?;
        left -= 1;
    }
    Some(magnitude)
}

/// A float in units of 10^-`decimals`, by the shortest text that means it.
///
/// # Errors
/// When it is no number, or does not fit.
pub fn of_float(float: f64, decimals: u8) -> Result<i64, NotANumber> {
    scaled(&format!("{float:e}"), decimals)
}

/// Degrees in decimal text as a place, to the nearest 1e-7. 0, 0 is a place like any other: whether it is meant, the
/// caller judges.
///
/// # Errors
/// When one is no number, or the place is off the globe.
pub fn place(lat: &str, lon: &str) -> Result<Place, NotAPlace> {
    let lat_e7 = scaled(lat, 7).map_err(NotAPlace::Latitude)?;
    let lon_e7 = scaled(lon, 7).map_err(NotAPlace::Longitude)?;
    Ok(Place::from_e7(bounded(lat_e7), bounded(lon_e7))?)
}

/// Degrees in floats as a place.
///
/// # Errors
/// As [`place`].
pub fn place_of_floats(lat: f64, lon: f64) -> Result<Place, NotAPlace> {
    let lat_e7 = of_float(lat, 7).map_err(NotAPlace::Latitude)?;
    let lon_e7 = of_float(lon, 7).map_err(NotAPlace::Longitude)?;
    Ok(Place::from_e7(bounded(lat_e7), bounded(lon_e7))?)
}

/// Held where a place is off the globe anyway, so that nothing overflows on the way to being told so.
fn bounded(e7: i64) -> i64 {
    e7.clamp(-(1 << 52), 1 << 52)
}

/// An integer in units of 10^-`decimals` as decimal text without needless zeros, and with one digit after the point at
/// least, as TAK clients write their numbers: 1235 with two is `12.35`, 1200 is `12.0`.
#[must_use]
pub fn text(scaled: i64, decimals: u8) -> String {
    let unit = 10_u64.pow(u32::from(decimals.min(18)));
    let (whole, fraction) = (scaled.unsigned_abs() / unit, scaled.unsigned_abs() % unit);
    let digits = format!("{fraction:0width$}", width = usize::from(decimals.max(1)));
    let kept = digits.trim_end_matches('0');
    let sign = if scaled < 0 { "-" } else { "" };
    format!("{sign}{whole}.{}", if kept.is_empty() { "0" } else { kept })
}

/// The beginning of somebody's text, to be shown.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(40).map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_read_as_they_are_written() {
        for (text, decimals, read) in [
            ("38.85606343062312", 7, 388_560_634),
            ("-77.0563755018233", 7, -770_563_755),
            ("0.00000005", 7, 1),
            ("-0.00000005", 7, -1),
            ("0.000000049999", 7, 0),
            ("9999999.0", 3, 9_999_999_000),
            ("1.5e-3", 3, 2),
            ("1E2", 0, 100),
            (".5", 0, 1),
            ("7.", 1, 70),
            ("+3", 0, 3),
            ("0e400", 7, 0),
            ("1e-400", 7, 0),
        ] {
            assert_eq!(scaled(text, decimals), Ok(read), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_too_large_is_refused_and_said() {
        for text in ["", " ", "-", ".", "NaN", "inf", "1e", "e5", "1,5", "1_0", "0x1", "--1", "1.2.3", "٣"] {
            assert!(matches!(scaled(text, 7), Err(NotANumber::Malformed(_))), "{text}");
        }
        for text in ["1e400", "1e999999999", "99999999999999999999", "1e19"] {
            assert!(scaled(text, 0).is_err(), "{text}");
        }
        assert!(scaled(&"1".repeat(65), 0).is_err());
        assert!(of_float(f64::NAN, 7).is_err() && of_float(f64::INFINITY, 7).is_err());
        assert_eq!(
            place("91", "0").unwrap_err().to_string().split(':').next(),
            Some("910000000, 0 (in 1e-7 degree) is off the globe")
        );
        assert_eq!(place("1", "x").unwrap_err().to_string(), "longitude `x` is not a number");
    }

    proptest! {
        #[test]
        fn a_number_written_is_read_as_the_same(number in -(1_i64 << 53)..(1_i64 << 53), decimals in 0_u8..9) {
            prop_assert_eq!(scaled(&text(number, decimals), decimals), Ok(number));
        }

        #[test]
        fn a_float_is_read_as_the_nearest(float in -1e6..1e6_f64) {
            let near = of_float(float, 7).unwrap();
            prop_assert!((near as f64 - float * 1e7).abs() <= 0.51, "{} {}", near, float);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,80}|[-+0-9.eE]{0,20}", decimals in 0_u8..=18) {
            let _ = scaled(&text, decimals);
        }
    }
}
