//! Reports from the road: taken in, made durable, anchored on the record, let go of.
//!
//! | module | its subject |
//! |---|---|
//! | [`kept`] | a report that is durable, and its bytes |
//! | [`packed`] | a stretch of a track: the same reports in fewer bytes, and the root that is signed |
//! | [`seal`] | what waits to be anchored on the record |
//! | [`expiry`] | what is let go of, its time being over |
//! | [`recalled`] | what is kept of devices, read back |
//! | [`admission`] | which reports are taken, and what is counted of the others |
//! | [`allowance`] | how fast one device may report |
//! | [`intake`] | a thread that makes many of them durable at once, and answers only then |

pub mod admission;
pub mod allowance;
pub mod expiry;
pub mod intake;
pub mod kept;
pub mod packed;
pub mod recalled;
pub mod seal;

pub use admission::{Admission, Counts, Unfit};
pub use allowance::Allowance;
pub use intake::{Hatch, Heard, Intake, LARGEST_ARMFUL, MOST_AT_ONCE, NotTaken};
pub use kept::{Fresh, Kept};
pub use seal::NotSealed;
