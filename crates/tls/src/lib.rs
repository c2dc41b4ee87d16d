//! Who is this room, to a browser?
//!
//! Its certificate and key come from files that others look after, or from an authority of the room's own that a unit
//! installs on its own devices. Either is looked at again while the room is open, and a fresh pair takes the place of
//! the old without a connection being dropped. The time is handed in.
//!
//! | module | its subject |
//! |---|---|
//! | [`pair`] | a certificate with its key, and whether it will do |
//! | [`files`] | a pair in two files |
//! | [`authority`] | an authority that can speak for one name and no other |
//! | [`devices`] | an authority that makes certificates for devices |
//! | [`identity`] | the pair that is shown at the moment |
//!
//! rustls with ring: TLS 1.3, and 1.2 with forward secrecy only. What is issued here is made by rcgen.

pub mod authority;
pub mod devices;
pub mod error;
pub mod files;
pub mod identity;
pub mod pair;

pub use authority::Authority;
pub use devices::Devices;
pub use error::TlsError;
pub use files::Files;
pub use identity::{Identity, News};
pub use pair::Pair;
