//! What a watch is made from that lies outside the state: networks, rulebooks, its own papers, and what was reported.

use std::sync::Arc;

use conduct::Pinned;
use model::{Digest, Instant, id::DeviceId};
use rulebook::RuleSet;
use threat::Ground;

use crate::track::{Kept, NotSealed};

/// Where a keeper looks. Handed in, so that the keeper itself does no input or output.
pub trait Sources: Send {
    /// A network, opened.
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>>;
    /// The rules in force, composed.
    fn rules(&self, pinned: &Pinned) -> Option<Arc<RuleSet>>;
    /// The bytes of an order or of areas that are kept with the record.
    fn paper(&self, digest: &Digest) -> Option<Vec<u8>>;
    /// Everything that is kept of what these devices reported, received since a moment or made since it, in any order.
    ///
    /// # Errors
    /// When the tracks cannot be read.
    fn reports(&self, devices: &[DeviceId], since: Instant) -> Result<Vec<Kept>, NotSealed>;
}
