//! Which addresses count as one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// One address of IPv4, or the network of 64 bits that a connection is given whole in IPv6: whoever has one address of it has
/// all of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Neighbours {
    /// An address of IPv4.
    V4(Ipv4Addr),
    /// The first address of a network.
    V6(Ipv6Addr),
}

impl Neighbours {
    /// With whom an address counts.
    #[must_use]
    pub fn of(address: IpAddr) -> Neighbours {
        match address.to_canonical() {
            IpAddr::V4(address) => Neighbours::V4(address),
            IpAddr::V6(address) => Neighbours::V6((u128::from(address) >> 64 << 64).into()),
        }
    }
}
