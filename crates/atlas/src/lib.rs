//! Which networks are at hand, and which ways do they offer under what is reported now?
//!
//! Networks are too large for the record's store: each lies in a file of its own, named by the digest of its bytes, in
//! the directory `networks` beside the record. A file is opened when it is first asked for, verified to the last byte
//! and held to its name, and stays open: whoever asks meanwhile goes on with what they have. Which network is in force,
//! and on which one a way was planned, is the record's to say.
//!
//! - [`Atlas`] keeps the files and opens them.
//! - [`Sheet`] is one network opened, with the hierarchy that answers questions about ways. It keeps what it was last
//!   customized to; a change of the picture makes the next from it and replaces it.
//! - [`Question`] is what is asked, [`Offer`] what is offered.
//! - [`drawn`] is a planned way as a map shows it.

mod announced;
mod drawn;
mod in_words;
mod offer;
mod picture;
mod sheet;
mod shelf;
mod thin;

pub use drawn::{Drawn, drawn};
pub use in_words::no_way;
pub use offer::{Offer, Way};
pub use sheet::{NoOffer, Question, Sheet};
pub use shelf::{Atlas, BadNetwork, DIRECTORY};
