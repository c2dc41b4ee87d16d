//! How an app sets itself up: links of the app's own, which the phone's camera reads as a QR code, and those by which a TAK
//! client's package is fetched.
//!
//! Links that the apps themselves read: Traccar Client's (`lib/configuration_service.dart` of `traccar-client`), OwnTracks' (its
//! booklet, *Remote configuration*), ATAK's (`ImportExportMapComponent` of `atak-civ`). OsmAnd has none for its online tracking: its
//! code is the whole address, to be copied from the camera into its settings. WinTAK and iTAK import the package as a file: their
//! link is where a browser fetches it. A link names the room as people reach it; where that is not known there is none.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use fast_qr::{
    convert::{Builder as _, svg::SvgBuilder},
    qr::{QRBuilder, QRCode},
};
use model::{Instant, Span};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use url::{Url, form_urlencoded};
use utoipa::ToSchema;

/// How long a package waits to be fetched. Ours: the telephone is at hand when it is enrolled.
pub(crate) const WAITS: Span = Span::minutes(15);
/// How often it is handed out. Ours: an app may look at what it will fetch before it does, and again when its network failed.
const TIMES: u8 = 3;
/// The most that wait; the oldest goes first. Ours: a few kilobytes each.
const MOST: usize = 256;

/// What OsmAnd puts into an address, by number (its documentation, *Trip recording*, *Online tracking*).
const OSMAND: &str = "lat={0}&lon={1}&timestamp={2}&hdop={3}&altitude={4}&speed={5}&bearing={6}";

/// A link by which an app sets itself up. Whoever has it is the device.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct SetupLink {
    /// `traccar`, `owntracks`, `osmand`, `atak`, or `package`: for `WinTAK` and `iTAK`.
    app: &'static str,
    /// The link; for `osmand` the address that is set in it, in which it puts where it is.
    url: String,
    /// The same as a QR code: an SVG image.
    qr: String,
}

impl SetupLink {
    fn of(app: &'static str, url: String) -> Option<Self> {
        // A link too long for a code is none that a camera reads.
        let code: QRCode = QRBuilder::new(url.as_str()).build().ok()?;
        let qr = SvgBuilder::default().margin(4).to_str(&code);
        Some(SetupLink { app, url, qr })
    }
}

/// The links of the apps that report over HTTP.
pub(crate) fn of_phones(site: &Url, reports_to: &str, token: &str) -> Vec<SetupLink> {
    let Ok(to) = site.join(reports_to) else { return Vec::new() };
    let traccar = form_urlencoded::Serializer::new(String::new())
        .append_pair("url", to.as_str())
        .append_pair("id", token)
        .finish();
    // Mode 3 is HTTP.
    let owntracks = json!({
        "_type": "configuration", "mode": 3, "url": to.as_str(), "auth": true, "username": "device", "password": token,
    });
    let inline = BASE64_STANDARD.encode(owntracks.to_string());
    let owntracks = form_urlencoded::Serializer::new(String::new()).append_pair("inline", &inline).finish();
    let links = [
        ("traccar", format!("org.traccar.client://config?{traccar}")),
        ("owntracks", format!("owntracks:///config?{owntracks}")),
        ("osmand", format!("{to}?id={token}&{OSMAND}")),
    ];
    links.into_iter().filter_map(|(app, url)| SetupLink::of(app, url)).collect()
}

/// The links by which TAK clients fetch their package: ATAK itself, and for others a browser.
pub(crate) fn of_tak(site: &Url, packages: &str, secret: &str) -> Vec<SetupLink> {
    let Ok(from) = site.join(&format!("{packages}/{secret}")) else { return Vec::new() };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("url", from.as_str()).finish();
    let links =
        [("atak", format!("tak://com.atakmap.app/import?{query}")), ("package", from.as_str().to_owned())];
    links.into_iter().filter_map(|(app, url)| SetupLink::of(app, url)).collect()
}

/// Packages that wait to be fetched. They lie in memory only: what a restart loses is enrolled again.
#[derive(Default)]
pub(crate) struct Waiting(Mutex<VecDeque<Package>>);

struct Package {
    /// The hash of its secret, so that comparing takes as long whatever was guessed.
    secret: [u8; 32],
    until: Instant,
    left: u8,
    zip: Vec<u8>,
}

impl Waiting {
    /// Lays a package out under a secret.
    pub(crate) fn lay(&self, secret: &str, zip: Vec<u8>, now: Instant) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|package| now < package.until);
        if waiting.len() >= MOST {
            waiting.pop_front();
        }
        waiting.push_back(Package {
            secret: hash(secret),
            until: now.saturating_add(WAITS),
            left: TIMES,
            zip,
        });
    }

    /// The package under a secret, if it still waits.
    pub(crate) fn take(&self, secret: &str, now: Instant) -> Option<Vec<u8>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|package| now < package.until);
        let (secret, mut found) = (hash(secret), None);
        for package in waiting.iter_mut().filter(|package| package.secret == secret) {
            package.left -= 1;
            found = Some(package.zip.clone());
        }
        waiting.retain(|package| package.left > 0);
        found
    }
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_handed_out_a_few_times_within_its_time_to_who_has_its_secret() {
        let (waiting, now) = (Waiting::default(), Instant::from_micros(0).unwrap());
        waiting.lay("one", vec![1], now);
        waiting.lay("two", vec![2], now);
        assert_eq!(waiting.take("guess", now), None);
        let taken: Vec<_> = (0..4).map(|_| waiting.take("one", now)).collect();
        assert_eq!(taken, [Some(vec![1]), Some(vec![1]), Some(vec![1]), None]);
        assert_eq!(waiting.take("two", now.saturating_add(WAITS)), None);
    }

    #[test]
    fn links_carry_what_the_apps_read() {
        let site: Url = "https://ops.example.org".parse().unwrap();
        let links = of_phones(&site, "/api/v1/reports", "0123");
        let read = |n: usize| Url::parse(&links[n].url).unwrap();
        let traccar: Vec<_> = read(0).query_pairs().into_owned().collect();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(traccar, [pair("url", "https://ops.example.org/api/v1/reports"), pair("id", "0123")]);
        let inline = read(1).query_pairs().next().unwrap().1.into_owned();
        let owntracks: serde_json::Value =
            serde_json::from_slice(&BASE64_STANDARD.decode(inline).unwrap()).unwrap();
        assert_eq!((&owntracks["mode"], &owntracks["password"]), (&json!(3), &json!("0123")));
        let osmand = "https://ops.example.org/api/v1/reports?id=0123&lat={0}&lon={1}&timestamp={2}&hdop={3}";
        assert!(links[2].url.starts_with(osmand), "{}", links[2].url);
        let tak = of_tak(&site, "/api/v1/packages", "secret");
        let url = Url::parse(&tak[0].url).unwrap().query_pairs().next().unwrap().1.into_owned();
        assert_eq!(
            (url.as_str(), tak[1].url.as_str()),
            (&*tak[1].url, "https://ops.example.org/api/v1/packages/secret")
        );
        assert!(links.iter().chain(&tak).all(|link| link.qr.starts_with("<svg")));
    }
}
