//! Who may see and do what, from when?
//!
//! A leaked plan kills, so nobody knows more than duty needs. What a viewer has to do with a movement is a
//! [`Tie`]; a tie and the moment give the [`Part`]s of it that may be seen, and [`view`] shows these and
//! nothing else. Who has no tie to a movement is not told that it exists. What may be done is an [`Action`],
//! allowed to the roles and ties its row names, and to nobody else.
//!
//! Pure: the state, the viewer and the moment are handed in. Every answer of the room passes here.

mod action;
mod device;
mod part;
mod tie;
pub mod view;
mod viewer;

pub use action::{Action, Denied, Scope, may, may_at_all};
pub use device::told_to;
pub use part::{Part, part_of};
pub use tie::{PRINCIPALS_TOLD_BEFORE, Tie, parts, tie};
pub use viewer::Viewer;
