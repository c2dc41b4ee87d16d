//! Where can one drive? Road networks as flat arrays, the fastest way over them, and the districts it crosses
//! in order with times. No input or output, no clock: bytes, departure and avoidances are handed in.
//!
//! - [`Draft`] is a network as rows, from whatever source; [`Draft::assemble`] checks it and packs a
//!   [`Network`]: flat arrays of integers, so that a larger network can later be mapped from a file as it is.
//! - [`import`] makes a network file of an OpenStreetMap extract, or of a [`Network`]; [`chart`] opens one and reads it
//!   where it lies. A [`Network`] is what a movement's route is drawn on today, a [`chart::Chart`] what it will be:
//!   both say the same of the same drawing, and a test holds them to it. [`districts`] are polygons.
//! - [`schematic`] reads a network drawn by hand from TOML; [`schematic::karakoram_corridor`] is the one
//!   shipped for demonstrations. It is a schematic, not a survey: `docs/corridor.md` says what that means.
//! - [`Query`] asks a network for the fastest way; [`Network::along`] follows a way somebody stated and says
//!   where it has a gap. Both answer with a [`Route`], which knows no date: its [`Route::passages`] turn a
//!   departure into the times at which each district is entered and left.
//!
//! The search over a schematic is Dijkstra's, forty lines. Real networks have millions of junctions, and their
//! weights change with every report, so for them there is an engine in three rooms, over flat graphs ([`Graph`])
//! that know nothing of roads:
//!
//! - [`Order`]: in which order to contract the nodes. Once for a network, seconds to minutes; kept with it.
//! - [`Hierarchy`], [`Metric`]: the graph contracted in that order, and customized to weights, several weightings
//!   at once. By the minute, a part of a second; after a change of some arcs, milliseconds.
//! - [`shortest`]: asking a metric for lengths and ways, in microseconds.
//!
//! A metric is never changed: the next is made from it, and whoever is asking keeps the one they have. What is
//! in force is an `Arc<Metric>` that is replaced.

mod area;
mod assemble;
mod avoid;
pub mod chart;
pub mod choose;
mod customize;
mod degrees;
mod dijkstra;
pub mod districts;
mod draft;
mod end;
mod graph;
pub mod import;
pub mod matching;
mod network;
mod order;
mod query;
mod route;
pub mod schematic;
mod season;
pub mod shortest;
mod sphere;
mod stated;
pub mod support;

pub use area::{Area, encloses};
pub use avoid::{Avoid, UnknownAvoidance};
pub use customize::{Hierarchy, INFINITY, Metric, NoHierarchy, NotAChange, NotWeights};
pub use degrees::decimal;
pub use draft::{Boundary, Defect, Draft, Fault, Junction, Part, Stretch};
pub use end::{End, NotAnEnd};
pub use graph::{Graph, NotAGraph};
pub use network::Network;
pub use order::{NotAnOrder, Order};
pub use query::{InTheWay, NoRoute, Query};
pub use route::{Crossing, Leg, Passage, Route};
pub use season::{NotAMonth, Season};
pub use sphere::distance_mm;
pub use stated::Gap;
pub use support::{Support, Without};
