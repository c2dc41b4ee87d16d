//! What may happen, and what follows?
//!
//! [`decide`] takes a [`State`] and a [`Command`] and answers with events, or with a [`Rejection`] when the
//! command is malformed, conflicting or out of place. A refused clearance or departure is not a rejection: it
//! is an event, with its verdicts and its actor. [`apply`](State::apply) folds an event into the state and
//! never decides anything. [`State::next_due`] says when time alone will next change something; the scheduler
//! then sends [`Act::Advance`].
//!
//! **The invariant this crate exists for:** no sequence of commands authorises a departure past a rule that
//! refuses, is breached or unproved, and is not covered by an unexpired waiver from an authority allowed to
//! give it. Authorising evaluates the rules itself, at that moment; a stored clearance is never trusted.
//! Observing is another matter: what happened is always accepted, recorded and alerted.
//!
//! Pure: time, identifiers and artefacts are handed in as [`Inputs`].

pub mod alert;
pub mod announced;
mod apply;
pub mod command;
pub mod convoy;
pub mod danger;
mod decide;
pub mod device;
mod dossier;
pub mod draw;
pub mod duress;
pub mod escalation;
pub mod event;
mod filed;
pub mod habits;
pub mod handover;
pub mod inputs;
pub mod message;
pub mod movement;
pub mod person;
pub mod rejection;
pub mod route;
pub mod search;
pub mod shift;
pub mod silence;
pub mod state;
pub mod tie;
mod urgency;
pub mod voice;
pub mod watched;

pub use command::{Act, Command};
pub use decide::decide;
pub use device::Device;
pub use dossier::{departs, departs_at, dossier, leaves, listed, ordered, route as route_of};
pub use event::{Event, What};
pub use filed::{Filed, FiledParty, Known};
pub use inputs::{Artefacts, Inputs, Networks, Pinned};
pub use movement::{Movement, Stage};
pub use person::{Former, Person, Sight};
pub use rejection::Rejection;
pub use state::{State, World};
pub use urgency::Urgency;

/// What evaluations on the record name as the engine that made them, when this version makes them.
#[must_use]
pub fn engine() -> model::Word {
    model::Word::clone(&dossier::spoken::ENGINE)
}
