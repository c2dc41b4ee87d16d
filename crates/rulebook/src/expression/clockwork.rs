//! When time alone turns a value: the first microsecond at which a comparison with `now` reads differently.
//!
//! What runs with the clock runs at a fixed whole rate, so the difference of two sides is a straight line and
//! its turning point is exact arithmetic.

use model::{Instant, value::LARGEST};

use super::{scalar::Scalar, tree::Relation};

/// The first microsecond from now, at least 1, at which `gap + rate * t` stands in another relation to zero.
pub(super) fn turns_after(relation: Relation, gap: i64, rate: i64) -> Option<i64> {
    if rate == 0 {
        return None;
    }
    let holds = |at: i64| relation.holds((i128::from(gap) + i128::from(rate) * i128::from(at)).cmp(&0));
    let reaches_zero = -gap;
    let on_or_past =
        reaches_zero.div_euclid(rate) + i64::from(reaches_zero.rem_euclid(rate) != 0 && rate > 0);
    (on_or_past - 1..=on_or_past + 1).filter(|at| *at >= 1).find(|at| holds(*at) != holds(0))
}

/// The first microsecond from now at which a running value leaves the numbers or years kept.
pub(super) fn runs_out_after(value: Scalar<'_>, rate: i64) -> Option<i64> {
    let (least, most) = match value {
        Scalar::Time(_) => (Instant::MIN.micros(), Instant::MAX.micros()),
        _ => (-LARGEST, LARGEST),
    };
    let position = value.position()?;
    match rate {
        0 => None,
        rate if rate > 0 => Some((most - position) / rate + 1),
        rate => Some((position - least) / -rate + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Relation::{AtLeast, AtMost, Equal, Less, More, NotEqual};

    #[test]
    fn a_running_side_turns_a_comparison_at_its_first_differing_microsecond() {
        assert_eq!(turns_after(Less, -10, 1), Some(10), "not less once equal");
        assert_eq!(turns_after(AtMost, -10, 1), Some(11), "equal still fits");
        assert_eq!(turns_after(AtLeast, 10, -1), Some(11));
        assert_eq!(turns_after(Equal, 0, 1), Some(1));
        assert_eq!(turns_after(NotEqual, -10, 1), Some(10));
        assert_eq!(turns_after(More, 10, 1), None, "it runs away from the turn");
        assert_eq!(turns_after(More, -10, 0), None, "it stands still");
    }

    #[test]
    fn the_turning_point_is_that_of_a_search() {
        for relation in [Equal, NotEqual, Less, AtMost, More, AtLeast] {
            for gap in -9..=9 {
                for rate in -2..=2 {
                    let holds = |at: i64| relation.holds((gap + rate * at).cmp(&0));
                    let searched = (1..30).find(|at| holds(*at) != holds(0));
                    assert_eq!(turns_after(relation, gap, rate), searched, "{relation:?} {gap} {rate}");
                }
            }
        }
    }
}
