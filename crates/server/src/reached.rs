//! How a request reached the room: from which address, over TLS or not, under which name, on whose behalf.
//!
//! What a proxy says of it is believed from the proxies this room was told of, and from nobody else: whoever could
//! write these headers themselves would guess passwords from a new address each time.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::{Host, Url};

use crate::problem::{Kind, Problem};

/// For how long a browser that came over TLS comes over TLS only: a year.
const TLS_ONLY: &str = "max-age=31536000";
/// What a monitor asks; nobody's session comes with it.
const WITHOUT_SESSION: [&str; 2] = ["/healthz", "/metrics"];

/// How the room is reached.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Approach {
    /// The address people type; without one it is whatever address it is reached at on this machine.
    pub site: Option<Url>,
    /// Whether it speaks TLS itself.
    pub tls: bool,
    /// Proxies that are believed about whom they speak for. If there are any and the room speaks no TLS itself, the
    /// way from them to here is theirs to answer for.
    pub proxies: Vec<IpAddr>,
}

/// How one request reached it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Reached {
    /// From which address, as far as it is known.
    pub from: IpAddr,
    /// Whether whoever asks speaks TLS.
    pub over_tls: bool,
}

impl Reached {
    /// Whether it came from the machine itself.
    pub fn is_from_here(&self) -> bool {
        self.from.to_canonical().is_loopback()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reached {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let reached = parts.extensions.get::<Reached>().copied();
        reached.ok_or_else(|| Problem::busy(|words| words.say("problem-from-nowhere")))
    }
}

impl Approach {
    /// Whether a connection from this address is taken at all. What is said in the clear does not go over a network,
    /// but for the way from a proxy that was named.
    pub fn admits(&self, from: IpAddr) -> bool {
        let from = from.to_canonical();
        self.tls || from.is_loopback() || self.is_proxy(from)
    }

    fn is_proxy(&self, from: IpAddr) -> bool {
        self.proxies.iter().any(|proxy| proxy.to_canonical() == from)
    }

    /// How a request came, by the address of its connection and what a proxy says of it.
    fn reached(&self, peer: IpAddr, headers: &HeaderMap) -> Reached {
        let peer = peer.to_canonical();
        if !self.is_proxy(peer) {
            return Reached { from: peer, over_tls: self.tls };
        }
        // The last one written was written by the proxy itself.
        let scheme = words(headers, "x-forwarded-proto").pop();
        let over_tls = scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        Reached { from: self.client(peer, headers), over_tls }
    }

    /// Each proxy adds whom it heard from; before the last that is not a proxy of ours anything may have been made up.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer;
        for hop in words(headers, "x-forwarded-for").into_iter().rev() {
            let Some(address) = address(hop) else { return client };
            client = address.to_canonical();
            if !self.is_proxy(client) {
                return client;
            }
        }
        client
    }

    /// Whether a request names this room. A name of somebody else's that leads to this machine is how another
    /// site's page gets a browser to speak to it as to its own; an address in digits cannot be made to lead here.
    fn is_named(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).map(HeaderValue::to_str);
        let named = match (uri.authority(), host) {
            (Some(authority), _) => authority.host(),
            (None, Some(Ok(host))) => host,
            (None, Some(Err(_))) => return false,
            // Only a program that speaks HTTP/1.0 leaves it out.
            (None, None) => return true,
        };
        let Some(named) = host_of(named) else { return false };
        let own = self.site.as_ref().and_then(Url::host).is_some_and(|own| own.to_owned() == named);
        own || !matches!(&named, Host::Domain(name) if name != "localhost")
    }

    /// Whether another site had a browser send this. A cookie comes along with whatever a browser sends; such a
    /// request says so in headers that no script can set. A program that sends the token itself has none of them.
    fn is_forged(&self, method: &Method, headers: &HeaderMap) -> bool {
        if method.is_safe() || headers.contains_key(header::AUTHORIZATION) {
            return false;
        }
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("not text"));
        if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
            return true;
        }
        let Some(origin) = text("origin") else { return false };
        match &self.site {
            Some(site) => origin != site.origin().ascii_serialization(),
            None => text("host").is_none_or(|host| origin != format!("http://{host}")),
        }
    }
}

/// Sees how a request came before anything else is made of it.
pub(crate) async fn see(
    State(approach): State<Arc<Approach>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let reached = approach.reached(peer.ip(), request.headers());
    let mut response = match refused(&approach, peer.ip(), reached, &request) {
        Some(problem) => problem.into_response(),
        None => {
            request.extensions_mut().insert(reached);
            next.run(request).await
        }
    };
    if approach.tls {
        let only = HeaderValue::from_static(TLS_ONLY);
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, only);
    }
    response
}

fn refused(approach: &Approach, peer: IpAddr, reached: Reached, request: &Request) -> Option<Problem> {
    let by_proxy = approach.is_proxy(peer.to_canonical());
    if by_proxy && !reached.over_tls && !WITHOUT_SESSION.contains(&request.uri().path()) {
        return Some(Problem::new(Kind::InTheClear, |words| words.say("problem-not-over-tls")));
    }
    if !approach.is_named(request.uri(), request.headers()) {
        return Some(Problem::new(Kind::AnotherName, |words| words.say("problem-not-called-that")));
    }
    if approach.is_forged(request.method(), request.headers()) {
        return Some(Problem::new(Kind::Forged, |words| words.say("problem-another-site")));
    }
    None
}

/// The words of a list, over all headers of this name.
fn words<'h>(headers: &'h HeaderMap, name: &str) -> Vec<&'h str> {
    let texts = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("not text"));
    texts.flat_map(|text| text.split(',')).map(str::trim).collect()
}

/// An address, perhaps with a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

/// The host of a `Host` header, without its port.
fn host_of(text: &str) -> Option<Host> {
    let after_bracket = text.rfind(']').map_or(0, |at| at + 1);
    let end = text[after_bracket..].find(':').map_or(text.len(), |at| after_bracket + at);
    Host::parse(&text[..end]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn behind(proxies: &[&str]) -> Approach {
        let proxies = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
        Approach { proxies, ..Approach::default() }
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    fn from(approach: &Approach, peer: &str, said: &[(&'static str, &str)]) -> (String, bool) {
        let Reached { from, over_tls } = approach.reached(peer.parse().unwrap(), &headers(said));
        (from.to_string(), over_tls)
    }

    #[test]
    fn only_a_proxy_that_was_named_is_believed_about_whom_it_speaks_for() {
        let said = [("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https")];
        assert_eq!(from(&behind(&[PROXY]), PROXY, &said), ("203.0.113.7".to_owned(), true));
        assert_eq!(from(&behind(&[PROXY]), "::ffff:10.0.0.1", &said), ("203.0.113.7".to_owned(), true));
        for (approach, peer) in
            [(behind(&[PROXY]), "10.0.0.2"), (behind(&[PROXY]), "127.0.0.1"), (behind(&[]), "127.0.0.1")]
        {
            assert_eq!(from(&approach, peer, &said), (peer.to_owned(), false));
        }
    }

    #[test]
    fn what_a_client_made_up_before_the_proxy_wrote_is_not_believed() {
        let approach = behind(&[PROXY, "10.0.0.9"]);
        let cases = [
            (vec![("x-forwarded-for", "1.1.1.1, 203.0.113.7")], "203.0.113.7"),
            (
                vec![("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.7, 10.0.0.9")],
                "203.0.113.7",
            ),
            (vec![("x-forwarded-for", "203.0.113.7:5000")], "203.0.113.7"),
            (vec![("x-forwarded-for", "[2001:db8::7]:5000")], "2001:db8::7"),
            (vec![("x-forwarded-for", "2001:db8::7")], "2001:db8::7"),
            (vec![("x-forwarded-for", "1.1.1.1, nonsense")], PROXY),
            (vec![], PROXY),
        ];
        for (said, client) in cases {
            assert_eq!(from(&approach, PROXY, &said).0, client, "{said:?}");
        }
        let said = [("x-forwarded-proto", "https, http")];
        assert!(!from(&approach, PROXY, &said).1, "the proxy itself wrote the last");
    }

    #[test]
    fn in_the_clear_connections_are_taken_from_this_machine_and_from_proxies_only() {
        let taken = |approach: &Approach, from: &str| approach.admits(from.parse().unwrap());
        assert!(taken(&behind(&[]), "127.0.0.1") && taken(&behind(&[]), "::1"));
        assert!(!taken(&behind(&[]), "10.0.0.1"));
        assert!(taken(&behind(&[PROXY]), PROXY) && !taken(&behind(&[PROXY]), "10.0.0.2"));
        assert!(taken(&Approach { tls: true, ..behind(&[]) }, "203.0.113.7"));
    }

    #[test]
    fn a_name_of_somebody_elses_that_leads_here_is_not_this_room() {
        let site = |site: &str| Approach { site: Some(site.parse().unwrap()), ..Approach::default() };
        let named = |approach: &Approach, host: &str| {
            approach.is_named(&Uri::from_static("/"), &headers(&[("host", host)]))
        };
        let ours = site("https://ops.example.org");
        for host in
            ["ops.example.org", "OPS.example.org:8443", "localhost:8470", "127.0.0.1:8470", "[::1]:8470"]
        {
            assert!(named(&ours, host), "{host}");
        }
        for host in ["elsewhere.example", "ops.example.org.elsewhere.example:8470", "", "a b", "[::1"] {
            assert!(!named(&ours, host) && !named(&Approach::default(), host), "{host}");
        }
        assert!(!named(&Approach::default(), "ops.example.org"));
        let absolute = Uri::from_static("https://elsewhere.example/api/v1/me");
        assert!(!ours.is_named(&absolute, &headers(&[("host", "ops.example.org")])));
    }

    #[test]
    fn a_change_comes_from_the_rooms_own_pages_or_from_a_program() {
        let tls = Approach { site: Some("https://ops.example.org".parse().unwrap()), ..Approach::default() };
        let forged = |approach: &Approach, said: &[(&'static str, &str)]| {
            approach.is_forged(&Method::POST, &headers(said))
        };
        assert!(!forged(&tls, &[("origin", "https://ops.example.org"), ("host", "10.0.0.5:8470")]));
        for origin in
            ["http://ops.example.org", "https://ops.example.org:8443", "https://10.0.0.5:8470", "null"]
        {
            assert!(forged(&tls, &[("origin", origin), ("host", "10.0.0.5:8470")]), "{origin}");
        }
        let plain = Approach::default();
        assert!(!forged(&plain, &[("origin", "http://127.0.0.1:8470"), ("host", "127.0.0.1:8470")]));
        assert!(forged(&plain, &[("origin", "https://127.0.0.1:8470"), ("host", "127.0.0.1:8470")]));
        assert!(forged(&plain, &[("sec-fetch-site", "cross-site")]));
        assert!(!forged(&plain, &[("sec-fetch-site", "cross-site"), ("authorization", "Bearer x")]));
        assert!(!plain.is_forged(&Method::GET, &headers(&[("sec-fetch-site", "cross-site")])));
    }
}
