//! What can an attacker not predict? The best random choice among routes and hours, a draw that anyone can check,
//! and a meter of habits. No input or output, no clock, no source of randomness: seeds are handed in.
//!
//! **The ambush game.** The attacker waits somewhere, the defender chooses a way, neither knows the other's
//! choice; at each spot an attack has a probability of loss. A defender who always takes the best way is lost to
//! whoever knows it; the best *mixture* of ways limits what any attacker can gain, even one who knows the mixture.
//!
//! - [`among`] plays it over a few stated choices, routes at hours: what a room draws from.
//! - [`open`] plays it over all paths of a road graph: a largest flow.
//! - [`within`] plays it over all paths that take no longer than a budget: double oracle.
//!
//! Each answer says what it proves ([`Bounds`]): what its mixture loses at most, and what any mixture loses at
//! least. Both are sums of integers ([`scale`]).
//!
//! **The draw** ([`draw`]) is committed to beforehand and revealed afterwards. **The meter** ([`meter`]) says how
//! well an observer could have guessed the movements of the past.

mod budget;
mod choices;
mod contract;
mod decompose;
pub mod draw;
mod ellipse;
mod flow;
mod ground;
mod matrix;
pub mod meter;
mod mixture;
mod open;
mod oracle;
pub mod scale;
mod within;

pub use budget::within;
pub use choices::{Choice, Drawable, NotAGame, Post, among};
pub use ground::{Ground, NotAGround};
pub use mixture::{Attack, Hopeless, Mixture};
pub use open::open;
pub use oracle::Effort;
pub use scale::{Bounds, CERTAIN, ONE, WHOLE};
