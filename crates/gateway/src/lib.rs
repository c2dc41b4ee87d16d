//! Messages to people outside the open pages: by mail, and to an agency's systems by webhook; and TAK clients that report
//! from the road ([`tak`]).
//!
//! What waits to be sent is part of the state, as [`conduct::message::Outbox`]: it was written in the transaction of
//! what caused it, it survives whatever happens to this process, and a message leaves it only by a command that says
//! what became of it. So each is sent at least once, under the same identifier however often; which comes first is not
//! promised. This crate keeps nothing but how long each receiver is left alone.
//!
//! | module | its subject |
//! |---|---|
//! | [`carrier`] | the round: what waits, who is free, what became of it |
//! | [`lanes`] | whose turn it is; a receiver that hangs holds up itself only |
//! | [`retry`] | how long a receiver that failed is left alone, and when a message is given up |
//! | [`letter`] | what is written, as a mail and as JSON |
//! | [`signature`] | how a webhook is signed |
//! | [`guard`] | where a webhook may lead |
//! | [`webhook`], [`mail`] | sending |
//! | [`tak`] | connections of TAK clients |
//! | [`picture`] | what waits, as of the last commit |

pub mod carrier;
pub mod guard;
pub mod lanes;
pub mod letter;
pub mod mail;
pub mod picture;
pub mod retry;
pub mod signature;
pub mod tak;
pub mod webhook;

pub use carrier::{Carrier, Texts};
pub use picture::Postbox;

use conduct::message::Failure;

/// What one attempt came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sent {
    /// The receiver has it.
    Taken,
    /// Not now; why, without address or content.
    NotNow(String),
    /// It will never be taken there.
    Never(Failure),
}
