//! What a weight is.
//!
//! Weights are unsigned, in whatever unit their owner chose, and [`INFINITY`] closes an arc. Nothing here can
//! overflow: no weight that is kept is above [`INFINITY`], two of them fit into a `u32`, and a sum replaces
//! what stood there only if it is smaller. A way as long as [`INFINITY`] or longer is therefore no way: in
//! milliseconds that is a drive of 24 days.
//!
//! Several weightings lie side by side in *lanes*, both directions of an arc beside each other, so that one
//! instruction works on many of them. All that is done to a weight is done to all lanes alike.

/// No way: the arc is closed. As a weight, everything above counts as this.
pub const INFINITY: u32 = (1 << 31) - 1;

/// The weights of an arc in each lane, upwards (from its lower end to its higher one) and downwards.
pub(crate) type Both<const L: usize> = [[u32; L]; 2];

/// From the lower end of an arc to its higher one.
pub(crate) const UP: usize = 0;
/// From the higher end of an arc to its lower one.
pub(crate) const DOWN: usize = 1;

/// Neither direction can be driven, in no lane.
pub(crate) const fn closed<const L: usize>() -> Both<L> {
    [[INFINITY; L]; 2]
}

/// Keeps the smaller of what stands there and the sum of two.
#[inline(always)]
pub(crate) fn relax<const L: usize>(at: &mut Both<L>, one: &Both<L>, two: &Both<L>) {
    for way in [UP, DOWN] {
        for lane in 0..L {
            at[way][lane] = at[way][lane].min(one[way][lane] + two[way][lane]);
        }
    }
}

/// The same arc seen from its other end.
#[inline(always)]
pub(crate) fn turned<const L: usize>([up, down]: Both<L>) -> Both<L> {
    [down, up]
}

/// As long as both, one after the other.
#[inline(always)]
pub(crate) fn sum<const L: usize>(one: &Both<L>, two: &Both<L>) -> Both<L> {
    std::array::from_fn(|way| std::array::from_fn(|lane| one[way][lane] + two[way][lane]))
}
