//! Degrees as people write them (`34.93`), read exactly: the digits become an integer of 1e-7 degree without
//! passing through a float; and written as they are read.

/// Decimals a coordinate may have; the seventh is about a centimetre.
const DECIMALS: usize = 7;

/// `-34.93` as -349,300,000. `None` unless it is an optional sign, 1 to 3 digits and at most 7 decimals.
pub(crate) fn e7(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let plausible = (1..=3).contains(&whole.len()) && (1..=DECIMALS).contains(&decimals.len());
    if !plausible || !(whole.bytes().chain(decimals.bytes())).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let magnitude: i64 = format!("{whole}{decimals:0<DECIMALS$}").parse().ok()?;
    Some(if negative { -magnitude } else { magnitude })
}

/// 1e-7 degree as `-34.93`: exactly, without zeros at the end.
#[must_use]
pub fn decimal(e7: i32) -> String {
    let sign = if e7 < 0 { "-" } else { "" };
    let magnitude = e7.unsigned_abs();
    let text = format!("{sign}{}.{:07}", magnitude / 10_000_000, magnitude % 10_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::e7;

    #[test]
    fn digits_are_kept_exactly() {
        assert_eq!(e7("34.93"), Some(349_300_000));
        assert_eq!(e7("-0.0000001"), Some(-1));
        assert_eq!(e7("180"), Some(1_800_000_000));
    }

    #[test]
    fn anything_else_is_not_degrees() {
        for text in ["", ".", "34.", ".5", "34.12345678", "1e2", "1234", "3 4", "--1", "34.9.3", "٣٤", "nan"]
        {
            assert_eq!(e7(text), None, "{text}");
        }
    }
}
