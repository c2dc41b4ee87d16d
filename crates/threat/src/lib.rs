//! Where is harm likely? Incidents become hazard per road segment and hour. No input or output, no clock: the
//! moment, the incidents and the feeds are handed in.
//!
//! - [`Roads`] is what hazard lies on: segments with their ends and lengths, indexed by where they are.
//! - A [`Model`] turns [`Incident`]s into levels. [`Decay`] is the first: each incident adds to the roads
//!   around it and fades, by tables that say where their values come from. A forecast comes through the same door.
//! - A [`Picture`] is what a model makes of one moment, and what the feeds cover: where no fresh feed looks, the
//!   hazard is *unknown*, and no model can say otherwise.
//! - [`Segments`] lays a picture on a road network, for whoever chooses ways over it.
//! - [`Ground`] is a network with its segments and tables, and finds the stretches that something touches.
//! - [`unit`] is what the numbers mean; [`Picture::exposure`] sums them up along a passage.
//!
//! Nothing here says that a road is safe. Known and 0 means: feeds that are fresh reported nothing there.

mod chart;
mod coverage;
mod decay;
mod ground;
mod incident;
mod picture;
mod roads;
pub mod unit;

pub use ::roads::Area;
pub use chart::Segments;
pub use coverage::Feed;
pub use decay::{BadDecayFile, Decay, SHIPPED, SHIPPED_FILE, Term};
pub use ground::{Ground, NoGround};
pub use incident::{Grade, Incident, NotAGrade};
pub use picture::{Exposed, Hazard, LeftOut, Levels, Model, Passage, Picture, Reason};
pub use roads::{NotRoads, Roads, Segment};
