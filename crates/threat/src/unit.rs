//! The units, and why they are these.
//!
//! **Hazard** is in 1e-12 events per kilometre of road and hour. One incident whose half-life is half a year
//! starts at ln 2 / 4,383 h = 1.6e-4 events an hour; spread over a thousand kilometres of streets and faded for
//! five years (ten half-lives) that is 1.5e-10 for each kilometre and hour: still 150 units. At the other end
//! 2^53 units are 9,007 events per kilometre and hour.
//!
//! **Exposure** is in 1e-15 expected events: hazard × length × time × vulnerability. A minute on a kilometre at
//! 1.5e-10 is 2.5e-12 events, 2,500 units; 2^53 units are nine expected events, more than any journey that
//! would ever be planned. Each product is rounded up, so that no exposure is lost; what would pass 2^53 - 1
//! stays there and means *at least*.
//!
//! **Vulnerability** is the share of events that would harm this convoy, in thousandths. It is the caller's.

/// The largest number of the record: 2^53 - 1.
pub const MOST: u64 = (1 << 53) - 1;

/// Units of hazard in one event per kilometre and hour.
pub const HAZARD: u64 = 1_000_000_000_000;

/// Units of exposure in one expected event.
pub const EXPOSURE: u64 = 1_000_000_000_000_000;

/// The exposure of one passage, in 1e-15 expected events: `hazard` in 1e-12 events per kilometre and hour, over
/// `length_mm`, through `time_us`, at `vulnerability` thousandths (more than 1000 counts as 1000).
#[must_use]
pub fn exposure(hazard: u64, length_mm: u64, time_us: u64, vulnerability: u16) -> u64 {
    // 1e-12 to 1e-15 is times 1000, thousandths take it away again: what is left is millimetres in a kilometre
    // and microseconds in an hour.
    const PER: u128 = 1_000_000 * 3_600_000_000;
    let level = u128::from(hazard.min(MOST)) * u128::from(vulnerability.min(1000));
    let product = level.checked_mul(u128::from(length_mm)).and_then(|p| p.checked_mul(u128::from(time_us)));
    product.map_or(MOST, |product| u64::try_from(product.div_ceil(PER)).unwrap_or(MOST).min(MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KM: u64 = 1_000_000;
    const HOUR: u64 = 3_600_000_000;

    #[test]
    fn an_event_per_kilometre_and_hour_is_one_event_on_a_kilometre_in_an_hour() {
        assert_eq!(exposure(HAZARD, KM, HOUR, 1000), EXPOSURE);
        assert_eq!(exposure(HAZARD, KM / 2, HOUR / 4, 500), EXPOSURE / 16);
        // The module's example: 150 units, a kilometre, a minute.
        assert_eq!(exposure(150, KM, HOUR / 60, 1000), 2_500);
    }

    #[test]
    fn nothing_is_lost_by_rounding_and_nothing_overflows() {
        assert_eq!(exposure(1, 1, 1, 1), 1);
        assert_eq!(exposure(0, KM, HOUR, 1000), 0);
        assert_eq!(exposure(MOST, u64::MAX, u64::MAX, u16::MAX), MOST);
        assert_eq!(exposure(HAZARD, 100 * KM, HOUR, 1000), MOST);
    }
}
