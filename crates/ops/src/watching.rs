//! The watch in the room: every movement on the road held to its order, and the alerts to what is found.
//!
//! | module | its subject |
//! |---|---|
//! | `paper` | the order of the watch as it is kept with the record |
//! | `facts`, `thresholds`, `vehicles`, `points`, `silences`, `areas` | what it is made of |
//! | `beside`, `dark` | of a way's network: roads beside it, and where it has no coverage |
//! | `papers` | the orders and areas that the record names, opened |
//! | `hearing` | reports as the watch of a movement hears them |
//! | `followed`, `episodes` | one movement through every change of its order; what one order after the other found |
//! | `told` | findings as the ledger of alerts keeps them |
//! | `keeper` | all movements of a world, compared with the record; `sources` is where it looks |
//! | `post` | the keeper on its own thread |
//! | `board` | how each movement is watched, for whoever asks |
//! | [`past`] | a movement gone through again, held against the record |

mod areas;
mod beside;
mod board;
mod dark;
mod episodes;
mod facts;
mod followed;
mod hearing;
mod keeper;
mod paper;
mod papers;
pub mod past;
mod points;
mod post;
mod safe_areas;
mod silences;
mod sources;
mod thresholds;
mod told;
mod vehicles;

pub use board::{Board, Late, Standing};
pub use hearing::begins;
pub use keeper::{Keeper, Lacking};
pub use paper::{Drives, Paper, WATCH};
pub use points::points_on;
pub use post::{Desk, Ear, Listening, Post, Time};
pub use sources::Sources;
pub use vehicles::devices_in;
pub use watch::{Ahead, Expected};
