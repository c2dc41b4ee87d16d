//! TAK clients, as far as the room over HTTP has to do with them: what they are given to connect, and what is counted.
//! Whoever hears them hands that in.

use model::{Digest, Instant};

/// What one of them needs to connect.
pub struct Wanted<'a> {
    /// The device's identifier: what its certificate is called.
    pub id: &'a str,
    /// What it is called on its own map.
    pub callsign: &'a str,
    /// Until when it is enrolled.
    pub until: Option<Instant>,
    /// The time.
    pub now: Instant,
}

/// What it is given. The room keeps none of it but the credential's hash.
pub struct Packed {
    /// The fingerprint of its certificate.
    pub credential: Digest,
    /// The password of what is in the file.
    pub password: String,
    /// A zip file.
    pub zip: Vec<u8>,
}

/// Makes what a client is given; says what could not be made.
pub type Packing = dyn Fn(&Wanted<'_>) -> Result<Packed, String> + Send + Sync;
/// What is counted, for a monitor: name, what it is, how many.
pub type Figures = dyn Fn() -> Vec<(String, &'static str, u64)> + Send + Sync;

/// TAK clients that the room hears.
#[derive(Default)]
pub struct TakClients {
    /// Makes what a client is given; `None` if none is heard over TLS.
    pub packing: Option<Box<Packing>>,
    /// What is counted; `None` if none is heard.
    pub figures: Option<Box<Figures>>,
}
