//! How fast is the house?
//!
//! `make bench` prints one table. Every figure is of the real thing: the shipped rulebooks on the shipped cases,
//! the writer on a SQLite file that syncs, a log written by movements that were requested, notified, cleared
//! and let go. Where there is a peer it is measured in the same run on the same bytes. The tests run all of it
//! at a tiny size, so that a benchmark that no longer measures anything is found.
//!
//! | module | its subject |
//! |---|---|
//! | [`size`] | how much is measured |
//! | [`timing`] | samples, and what is said of them |
//! | [`table`] | the one table |
//! | [`machine`] | what the figures were measured on |
//! | [`shipped`] | the shipped rulebooks and cases |
//! | [`line`] | a device that reports over a connection it keeps |
//! | [`life`] | a movement from its request to its closed file |
//! | [`room`] | a room whose clock is ours |
//! | [`served`] | a room served by the built binary |
//! | [`maps`] | real road graphs, and a large one made of them |
//! | [`streets`] | a made-up town |
//! | [`figures`] | the measurements |

pub mod cot;
pub mod figures;
pub mod life;
pub mod line;
pub mod machine;
pub mod maps;
pub mod room;
pub mod served;
pub mod shipped;
pub mod size;
pub mod streets;
pub mod table;
pub mod timing;

pub use size::Size;
pub use table::{Row, Table};
