//! What the matcher weighs, in whole numbers, and where each figure comes from.
//!
//! A sequence of places costs the negative logarithm of its probability, in units of 1/1024 nat: costs add up, and the
//! likeliest sequence is the cheapest. They are integers of squared millimetres over squared millimetres, rounded
//! down, so that every machine finds the same way. [`libm`] has the one cosine in it, of the latitude.
//!
//! | figure | value | source |
//! |---|---|---|
//! | how far reports scatter | 5 m unless a report says | Valhalla Meili's `gps_accuracy`; Newson and Krumm measured 4.07 m, which is the least here |
//! | stated accuracy | 1.515 times the scatter | the radius that holds 68% of a Gaussian in two dimensions, as phones state it |
//! | how the driven length differs from the straight one | 3 m and a tenth of the straight one | 3 m is Meili's `beta`; the tenth is ours: reports a minute apart in mountains differ by more |
//! | nearer than twice the scatter to the last report | tells nothing new | Newson and Krumm |
//! | fastest | 50 m/s | Newson and Krumm |
//! | off road | beyond six times the scatter | ours: of Gaussian errors one in a hundred million is so large |
//! | leaving and reaching roads, turning back | 10 nats each | ours: as unlikely as a report 4.5 times its scatter off |
//! | a break | 28 nats: leaving the roads and being off | ours: less than reaching them again besides, so what goes on where no road leads is a break; more than half of that, so one stray report is off the road and not two breaks |
//! | silence | 15 minutes or 10 km | ours: what was driven in between is then a guess, and is not told as a way |

/// A nat, in the unit of costs.
pub(super) const NAT: u32 = 1024;
/// A report on no road.
pub(super) const OFF_ROAD: u32 = 18 * NAT;
/// Leaving the roads, or reaching one.
pub(super) const SWITCH: u32 = 10 * NAT;
/// Turning back on the road.
pub(super) const U_TURN: u32 = 10 * NAT;
/// That no way leads from one report to the next.
pub(super) const BREAK: u32 = SWITCH + OFF_ROAD;
/// Driving against what a report says its heading is, at most; half of it square to it.
pub(super) const AGAINST: u32 = 8 * NAT;

/// How far reports scatter that do not say, in millimetres.
const SCATTER: u32 = 5_000;
const LEAST_SCATTER: u32 = 4_070;
const MOST_SCATTER: u32 = 50_000;
/// A report vaguer than this says nothing about roads, in millimetres.
pub(super) const VAGUEST: u32 = 200_000;
/// How many times its scatter a report may lie from a road. Beyond six off the road is likelier; the rest is for a single
/// report that is far out.
const REACH: u32 = 8;

/// Below this a heading is noise, in millimetres a second: 10 km/h.
pub(super) const SLOWEST_HEADING: u32 = 3_000;
/// Nobody is faster, in millimetres a second.
const FASTEST: u64 = 50_000;
/// After so long nobody knows what was driven in between, in microseconds.
pub(super) const SILENCE: i64 = 15 * 60 * 1_000_000;
/// Nor after so far, in millimetres.
pub(super) const FARTHEST: u64 = 10_000_000;

/// How far a report's errors scatter along each axis, in millimetres; `None` if it is too vague to say anything.
pub(super) fn scatter(accuracy_mm: Option<u32>) -> Option<u32> {
    let Some(accuracy) = accuracy_mm else { return Some(SCATTER) };
    let scatter = u64::from(accuracy) * 1000 / 1515;
    let scatter = u32::try_from(scatter).unwrap_or(u32::MAX).clamp(LEAST_SCATTER, MOST_SCATTER);
    (accuracy <= VAGUEST).then_some(scatter)
}

/// How far from a report a road may lie, in millimetres.
pub(super) fn reach(scatter: u32) -> u32 {
    scatter * REACH
}

/// A report so far from where the vehicle is taken to be, as a squared length in square millimetres.
pub(super) fn apart(squared: u64, scatter: u32) -> u32 {
    let twice = 2 * u64::from(scatter) * u64::from(scatter);
    u32::try_from(squared.saturating_mul(u64::from(NAT)) / twice).unwrap_or(u32::MAX)
}

/// From one report to the next: what is known without a look at the roads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// As the crow flies, in millimetres.
    pub straight: u64,
    /// How long it took, in microseconds.
    pub took: i64,
    /// How far a vehicle that stands may seem to go back, in millimetres.
    pub noise: u64,
    /// How much the driven length may differ for one nat.
    beta: u64,
    /// Nobody drove farther.
    farthest: u64,
}

impl Step {
    pub(super) fn new(straight: u64, took: i64, scatters: [u32; 2]) -> Self {
        let noise = 2 * scatters.into_iter().map(u64::from).sum::<u64>();
        let farthest = FASTEST * took.unsigned_abs() / 1_000_000 + 2 * noise;
        Step { straight, took, noise, beta: 3_000 + straight / 10, farthest }
    }

    /// Whether nobody could have driven that.
    pub(super) fn is_a_jump(&self) -> bool {
        self.straight > self.farthest
    }

    /// Whether too much lies between.
    pub(super) fn is_silence(&self) -> bool {
        self.took > SILENCE || self.straight > FARTHEST
    }

    /// What it costs to have driven so far.
    pub(super) fn driven(&self, length: u64) -> u32 {
        self.millimetres(length.abs_diff(self.straight))
    }

    /// What it costs to differ so much.
    pub(super) fn millimetres(&self, difference: u64) -> u32 {
        u32::try_from(difference * u64::from(NAT) / self.beta).unwrap_or(u32::MAX)
    }

    /// The longest way that does not cost more.
    pub(super) fn longest(&self, cost: u32) -> u64 {
        let detour = (u64::from(cost) + 1) * self.beta / u64::from(NAT);
        (self.straight + detour).min(self.farthest)
    }
}
