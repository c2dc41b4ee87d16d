//! How time and exposure are weighed against each other.
//!
//! A weighting is a pair of shares `(t, e)`: an arc weighs `t` times its time and `e` times its exposure, both over 32.
//! For that, exposure is told in milliseconds too: so that all the exposure of the network's arcs together weighs as much
//! as all their time, or less and more than half as much: it is rounded up to a power of two, and what a report closes
//! counts too. So a change of the picture mostly leaves the weights of all other arcs as they are, and what they are
//! follows from the picture alone, whatever was there before. The pairs run from time alone over even shares to exposure alone; with exposure, time has
//! a thousandth, so that among ways equally exposed the faster one is taken.
//!
//! Sixteen pairs are a choice of ours: they lie close where trade-offs usually change, and sixteen lanes of 32 bits are
//! customized side by side by one vector instruction of today's processors.

use super::Danger;
use crate::INFINITY;

/// How many weightings there are.
pub const LANES: usize = 16;

/// Shares of time and of exposure. The first counts time alone.
const SHARES: [(u64, u64); LANES] = [
    (32_000, 0),
    (32_000, 1_000),
    (32_000, 2_000),
    (32_000, 4_000),
    (32_000, 6_000),
    (32_000, 8_000),
    (32_000, 12_000),
    (32_000, 16_000),
    (32_000, 24_000),
    (32_000, 32_000),
    (16_000, 32_000),
    (8_000, 32_000),
    (4_000, 32_000),
    (2_000, 32_000),
    (1_000, 32_000),
    (32, 32_000),
];
/// What the shares are over.
const OVER: u64 = 32_000;
/// The largest weight of an arc that is not closed: a day. Two dozen such arcs still make a way.
const MOST: u64 = 86_400_000;

/// How much exposure weighs as much as a millisecond: `exposure * time / all`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scale {
    time: u64,
    exposure: u64,
}

impl Scale {
    /// The scale by which all exposure of arcs that the map leaves open weighs as much as all their time.
    pub fn of(weights: &[u64], danger: &Danger) -> Self {
        let open = weights.iter().zip(danger.exposures()).filter(|(time, _)| **time < u64::MAX);
        let (mut time, mut exposure) = (0_u64, 0_u64);
        for (&us, &exposed) in open {
            time = time.saturating_add(us / 1000);
            exposure = exposure.saturating_add(exposed);
        }
        let exposure =
            if exposure == 0 { 0 } else { exposure.checked_next_power_of_two().unwrap_or(u64::MAX) };
        Scale { time, exposure }
    }

    /// The weights of an arc that takes so many microseconds and is so exposed, in every lane.
    pub fn lanes(self, time_us: u64, exposure: u64) -> [u32; LANES] {
        if time_us == u64::MAX {
            return [INFINITY; LANES];
        }
        let time = time_us.div_ceil(1000).min(MOST);
        let exposure = self.in_milliseconds(exposure).min(MOST);
        SHARES.map(|(of_time, of_exposure)| {
            let weight = (of_time * time + of_exposure * exposure).div_ceil(OVER).clamp(1, MOST);
            u32::try_from(weight).unwrap_or(INFINITY)
        })
    }

    fn in_milliseconds(self, exposure: u64) -> u64 {
        if self.exposure == 0 {
            return 0;
        }
        let told = u128::from(exposure) * u128::from(self.time) / u128::from(self.exposure);
        u64::try_from(told).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lane_is_time_and_the_last_is_exposure_with_time_between_equals() {
        let danger = Danger::known(vec![10, 22]);
        let scale = Scale::of(&[4_000_000, 4_000_000], &danger);
        assert_eq!(scale.lanes(4_000_000, 10)[0], 4000);
        assert_eq!(scale.lanes(4_000_000, 10)[LANES - 1], 2504);
        assert!(scale.lanes(3_000_000, 10)[LANES - 1] < scale.lanes(4_000_000, 10)[LANES - 1]);
        assert!(scale.lanes(90_000_000, 10)[LANES - 1] < scale.lanes(1_000_000, 11)[LANES - 1]);
    }

    #[test]
    fn a_picture_of_about_as_much_leaves_the_scale_and_one_of_more_than_twice_as_much_does_not() {
        let scale =
            |exposures: [u64; 2]| Scale::of(&[4_000_000, 4_000_000], &Danger::known(exposures.to_vec()));
        assert_eq!(scale([10, 22]), scale([10, 7]));
        assert_ne!(scale([10, 22]), scale([10, 23]));
        assert_eq!(scale([0, 0]).lanes(4_000_000, 5), Scale { time: 1, exposure: 0 }.lanes(4_000_000, 5));
    }

    #[test]
    fn each_lane_counts_exposure_more_than_the_one_before() {
        let rate = |(time, exposure): (u64, u64)| exposure * 1_000_000 / time;
        assert!(SHARES.windows(2).all(|pair| rate(pair[0]) < rate(pair[1])));
    }

    #[test]
    fn a_closed_arc_is_closed_in_every_lane_and_nothing_overflows() {
        let scale = Scale { time: u64::MAX, exposure: 1 };
        assert_eq!(scale.lanes(u64::MAX, 0), [INFINITY; LANES]);
        assert!(scale.lanes(u64::MAX - 1, u64::MAX).iter().all(|&weight| weight < INFINITY));
    }
}
