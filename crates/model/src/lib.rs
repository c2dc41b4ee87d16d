//! What exists? People, units, vehicles, certificates, sites, jurisdictions, routes, movements: nouns, and
//! the sourced facts about them. No behaviour, no clock, no input or output.
//!
//! Two ideas carry the crate:
//!
//! - **Nothing is simply true.** Whatever a rule may read is a set of [`Claim`]s, each with its source, the
//!   time it was observed and the time it expires; [`claim::resolve`] says what they amount to at a given
//!   moment: known, missing, stale or contradictory.
//! - **One schema.** [`schema`] lists every kind of thing and every attribute once, with its type, its unit,
//!   what it means and who can change it. Files are read against it, rules are type-checked against it, and
//!   a [`Dossier`] (the facts about one movement) is a tree of its shape.

pub mod area;
pub mod artefact;
pub mod claim;
pub mod dossier;
pub mod id;
pub mod party;
pub mod path;
pub mod place;
pub mod report;
pub mod schema;
pub mod time;
pub mod value;
pub mod word;

pub use artefact::Digest;
pub use claim::{Claim, Fact, Source};
pub use dossier::{Dossier, List, Node, Record};
pub use path::{Path, Segment};
pub use place::Place;
pub use report::{Fix, Report, Signal};
pub use schema::Nature;
pub use time::{Day, Instant, Span};
pub use value::{Quantity, Unit, Value};
pub use word::Word;
