//! What is happening now? Reports from the road in, findings out.
//!
//! A [`Plan`] is an [`Order`] laid out: the way, points, vehicles, what reports for them, and from where on something is a
//! finding. A [`Watch`] holds one movement to it. It hears ([`Heard`]) what devices report and people say, is told the time,
//! and says what it finds ([`Finding`]) and when next something is due. No input or output, no clock; integers only.
//!
//! **Findings are a function of the order, of what was heard, and of the time.** Reports come late, twice and in any order;
//! what is found in the end is the same. So everything heard is kept in order of time, with states to go on from; what
//! comes late is put where it belongs and what follows is gone through again. What a late report explains away is no
//! longer found: the ledger of alerts withdraws it.
//!
//! | module | its subject |
//! |---|---|
//! | [`order`], [`Thresholds`] | what a movement is held to |
//! | `plan`, `way`, `profile`, `unwatched` | an order checked and laid out; the line; the planned speed; what is not watched |
//! | `roadside` | the roads beside the line |
//! | [`fences`] | areas, one index for all movements |
//! | `heard`, `finding`, `rule` | what comes in and what goes out |
//! | `fold` and below it | the rules |
//! | `latch` | what is a finding from when on |
//! | `kept`, `late` | what was heard, states to go on from, late reports |
//! | `watch`, `told`, `stir`, `ahead` | one movement watched; what is found, by name; whether that changed; what lies ahead of it |
//!
//! Positions are laid on the order's line. Only where that leaves it in doubt whether a vehicle is on its way, they are held against
//! the roads beside it that the order names (`fold/doubt.rs`). Which road a vehicle far off drives is for `roads::matching` to say, and
//! nothing here asks it.

/// What makes findings of reports: another version may find otherwise, and whatever finds otherwise is another version
/// (`tests/watching/engine.rs` holds it to that).
///
/// The fifth of 0.1.0, which differs from the fourth in this: an interval is measured where one of two vehicles was seen between two
/// sightings of the other, so that one too small is found also of vehicles that do not report at the same moment. And each device of
/// which no vehicle is known calls for help by itself.
///
/// The fourth differs from the third in this: a call for help that goes on is one, since it began, for each device by
/// itself; it is another after its client ended it, or after five minutes without any. And what is more than 500 km away is as far
/// away as it is.
///
/// The third differs from the second in this: where an order names roads beside the way, a vehicle that drives one of
/// them has left the corridor though it is within it by distance.
///
/// The second differs from the first in this: it counts planned driving from the planned hour and watches from the
/// hour at which somebody left. It carries nobody on who is silent, so that an interval, a straggler, a broken convoy and a
/// separation are found only where they are so wherever the silent one may be, and what has to last once a report shows that it
/// has. And it finds principals without an escort where no way is known.
pub const ENGINE: &str = concat!("watch-", env!("CARGO_PKG_VERSION"), "-5");

mod ahead;
pub mod fences;
mod finding;
mod fold;
mod heard;
mod kept;
mod latch;
mod late;
mod line;
pub mod order;
mod plan;
mod profile;
mod roadside;
mod rule;
mod stir;
mod thresholds;
mod told;
mod unwatched;
mod watch;
mod way;

pub use ahead::{Ahead, Expected, late_by};
pub use fences::{Fence, Fences, NotFences, Shape};
pub use finding::{Element, Finding, Measure, Subject};
pub use fold::CALLS_APART;
pub use heard::{Heard, Taken, What};
pub use line::Line;
pub use order::Order;
pub use plan::{Defect, MOST_PARTS, MOST_VEHICLES, Plan};
pub use roadside::MOST_BESIDE;
pub use rule::Rule;
pub use thresholds::Thresholds;
pub use unwatched::{Lacks, Unwatched};
pub use watch::{MOST_KEPT, Watch};
