//! Where a webhook may lead. Whoever may set one could otherwise have the room knock at doors inside the unit's own
//! network, which trusts it: only public addresses are spoken to, unless whoever runs the room has named the host.
//!
//! A name is looked up once, what it leads to is looked at, and that very address is connected to: a name that leads
//! elsewhere a moment later gains nothing.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// A host and port that whoever runs the room has allowed, wherever it leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allowed {
    host: String,
    port: u16,
}

/// Not a host and port.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` is no host and port: write it as hooks.internal:8443")]
pub struct NoHost(String);

impl FromStr for Allowed {
    type Err = NoHost;

    fn from_str(text: &str) -> Result<Self, NoHost> {
        let none = || NoHost(text.to_owned());
        let (host, port) = text.rsplit_once(':').ok_or_else(none)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_lowercase();
        let port = port.parse().map_err(|_| none())?;
        if host.is_empty() { Err(none()) } else { Ok(Allowed { host, port }) }
    }
}

impl Allowed {
    /// Whether this is the host and port.
    #[must_use]
    pub fn is(&self, host: &str, port: u16) -> bool {
        self.host == host.trim_start_matches('[').trim_end_matches(']').to_lowercase() && self.port == port
    }
}

/// Whether an address is one of the public internet, where no network trusts us for being within it. As the registries
/// of special addresses have it (IANA, RFC 6890 and its successors).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        // Shared between a provider's customers; protocol assignments; old 6to4 relays; benchmarks.
        || (a == 100 && (64..128).contains(&b))
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99)
        || (a == 198 && (18..20).contains(&b));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let [a, b, ..] = address.segments();
    // Only 2000::/3 is given out; of that, what leads into IPv4 again, is for protocols or for documents is not.
    let given_out = a & 0xe000 == 0x2000;
    let special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || a == 0x3fff;
    given_out && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_within_a_network_are_not_public_in_any_dress() {
        for text in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "5f00::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn addresses_of_the_internet_are() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "172.15.0.1",
            "172.32.0.1",
            "100.128.0.1",
            "192.0.1.1",
            "2606:4700::1111",
            "2a00:1450::1",
            "2001:4860::8888",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn what_is_allowed_is_that_host_and_that_port() {
        let allowed: Allowed = "Hooks.internal:8443".parse().unwrap();
        assert!(allowed.is("hooks.INTERNAL", 8443));
        assert!(!allowed.is("hooks.internal", 443) && !allowed.is("internal", 8443));
        assert!("[::1]:9000".parse::<Allowed>().unwrap().is("[::1]", 9000));
        for wrong in ["hooks.internal", "hooks:internal", ":80", "x:70000"] {
            assert!(wrong.parse::<Allowed>().is_err(), "{wrong}");
        }
    }
}
