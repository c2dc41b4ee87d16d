//! Who is at the door?
//!
//! People are invited by a link that works once, choose a name and a password, set up a second factor, and sign
//! in with both; what they get is a token that says who they are until it ends. This crate knows nothing of
//! HTTP, of movements or of pages. The moment and randomness are handed in, what is kept lies behind
//! [`store::accounts::Accounts`]. (One exception: `webauthn-rs` draws the challenges of passkeys itself.)
//!
//! | module | its subject |
//! |---|---|
//! | [`enrol`] | invitations, and what is made of them: accounts and their factors |
//! | [`door`] | signing in: a password, then a factor |
//! | [`session`] | whose token this is, and until when |
//! | [`policy`] | who must have a second factor |
//! | [`throttle`] | how many guesses there are |
//! | [`pin`] | the two PINs of somebody who is signed in |
//! | [`password`] | which passwords will do, and how they are kept |
//!
//! Every call may take as long as one password hash (tens of milliseconds, 19 MiB with [`Cost::OWASP`]) or one
//! write to the disk: call from a thread that may block, and let only a few sign in at the same time.
//!
//! # What is defended against
//!
//! - **A stolen copy of the accounts**: tokens of sessions and links are kept as SHA-256 of 256 random bits,
//!   passwords as argon2id. No token works, and no password short of guessing it at that cost.
//! - **Guessing**: of passwords, codes and PINs alike, by account and by address, see [`throttle`]. That a stranger
//!   keeps an account throttled does not lock its owner out where they signed in before.
//! - **Learning who has an account**: an unknown name gets the same answer, after the same work and under the same
//!   throttle, as a wrong password. (Who holds a good invitation can learn that a name is taken.)
//! - **Replay**: a code counts once, an invitation makes one account, a passkey's challenge is answered once.
//! - **A password alone**: roles of the [`Policy`] get no session without a second factor, nor use one they
//!   had before they got the role; and nobody who has a factor gets in without it. Who guessed a password cannot set up
//!   a factor with it: that takes an invitation, or a session.
//! - **A token left behind**: sessions end after 12 hours, after 30 minutes unused, when their owner signs out
//!   anywhere or changes factors, and when an administrator invites anew.
//! - **A default password**: there is none.
//!
//! # What is not
//!
//! - Who reads `accounts.db` has the seeds of code generators: they must be computed with. Passkeys have none.
//! - Who may write to `accounts.db`, or reads this process's memory, is whom they please.
//! - Codes can be phished by a page that looks like ours and passes them on at once. Passkeys cannot.
//! - A stolen token works, from anywhere, until its session ends.
//! - Passwords are not compared with lists of leaked ones: such a list is out of date on the day it is shipped.
//!   Twelve characters, the throttle and the second factor stand in for it.
//! - The throttle is in memory: a restart forgets it.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")
)]

mod codes;
pub mod door;
pub mod enrol;
mod error;
mod login;
mod name;
pub mod passkey;
pub mod password;
pub mod pin;
pub mod policy;
mod secret;
pub mod session;
pub mod throttle;
mod waiting;

pub use codes::CodesSetup;
pub use door::{SecondFactor, SignedIn};
pub use enrol::{INVITATION, Redeemed};
pub use error::{LoginError, Unfit};
pub use login::{Login, Means, Surroundings};
pub use name::folded;
pub use password::Cost;
pub use pin::{Pins, Typed};
pub use policy::{Policy, Roster};
pub use secret::{Random, Secret};
pub use session::{IDLE, SESSION, Session};
