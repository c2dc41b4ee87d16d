//! The pair that is shown at the moment, and how another takes its place.

use std::sync::{Arc, PoisonError, RwLock};

use model::{Instant, Span};
use rustls::{
    ConfigBuilder, ServerConfig, WantsVerifier,
    crypto::ring,
    server::{ClientHello, NoServerSessionStorage, ResolvesServerCert},
    sign::CertifiedKey,
    version::{TLS12, TLS13},
};
use url::Host;

use crate::{
    authority::{Authority, RENEWED},
    devices::Devices,
    error::TlsError,
    files::{Files, Stamp},
    pair::Pair,
};

/// How long before the end of a certificate from files somebody is told, once a day; of one that is good for days
/// only, when two thirds are over.
const ENDS_SOON: Span = Span::hours(24 * 14);

/// Who the room is.
#[derive(Debug)]
pub struct Identity {
    host: Host,
    source: Source,
    pair: Pair,
    shown: Arc<Shown>,
    told_that_it_ends: Option<Instant>,
}

#[derive(Debug)]
enum Source {
    Files {
        files: Files,
        /// What they looked like when they were last read, whatever came of it.
        read: Stamp,
        /// What they looked like when last looked at.
        seen: Stamp,
    },
    Authority(Box<Authority>),
}

/// What became of looking after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum News {
    /// A fresh pair is shown from now on.
    Renewed {
        /// The end of its time.
        until: Instant,
    },
    /// There is a fresh pair, but it will not do: the old one is still shown.
    Kept {
        /// What is wrong with the fresh one.
        why: TlsError,
        /// The end of the old one's time.
        until: Instant,
    },
    /// Nobody has renewed it, and its time is soon over.
    EndsSoon {
        /// The end of its time.
        until: Instant,
    },
}

impl Identity {
    /// By a pair in files.
    ///
    /// # Errors
    /// When the pair will not do for this host now.
    pub fn by_files(files: Files, host: Host, now: Instant) -> Result<Identity, TlsError> {
        let stamp = files.stamp();
        let pair = files.read(&host, now)?;
        Ok(Identity::of(Source::Files { files, read: stamp.clone(), seen: stamp }, host, pair))
    }

    /// By an authority of the room's own.
    ///
    /// # Errors
    /// When it may not speak for this host.
    pub fn by_authority(authority: Authority, host: Host, now: Instant) -> Result<Identity, TlsError> {
        let pair = authority.issue(&host, now)?;
        Ok(Identity::of(Source::Authority(Box::new(authority)), host, pair))
    }

    fn of(source: Source, host: Host, pair: Pair) -> Identity {
        let shown = Arc::new(Shown(RwLock::new(Arc::clone(&pair.shown))));
        Identity { host, source, pair, shown, told_that_it_ends: None }
    }

    /// How connections are taken as this identity, whatever pair it has at the time.
    ///
    /// # Errors
    /// When rustls does not take it.
    pub fn config(&self) -> Result<Arc<ServerConfig>, TlsError> {
        let builder = builder()?;
        let mut config = builder.with_no_client_auth().with_cert_resolver(Arc::clone(&self.shown) as _);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    /// The same, of devices that show a certificate made for them. One without is turned away in the handshake. Which
    /// device it is, and whether it still may, is asked of the record each time: nothing of a session is kept for the next.
    ///
    /// # Errors
    /// When rustls does not take it.
    pub fn config_for(&self, devices: &Devices) -> Result<Arc<ServerConfig>, TlsError> {
        let builder = builder()?.with_client_cert_verifier(devices.verifier()?);
        let mut config = builder.with_cert_resolver(Arc::clone(&self.shown) as _);
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Arc::new(config))
    }

    /// The pair it shows.
    pub fn pair(&self) -> &Pair {
        &self.pair
    }

    /// Looks whether another pair should be shown, and shows it. To be called every few seconds; `asked`, when
    /// somebody says that the files have changed.
    pub fn look_after(&mut self, now: Instant, asked: bool) -> Vec<News> {
        let mut news = Vec::new();
        match self.fresh(now, asked) {
            None => {}
            Some(Ok(pair)) => {
                news.push(News::Renewed { until: pair.until });
                self.shown.show(Arc::clone(&pair.shown));
                (self.pair, self.told_that_it_ends) = (pair, None);
            }
            Some(Err(why)) => news.push(News::Kept { why, until: self.pair.until }),
        }
        if self.ends_untold(now) {
            self.told_that_it_ends = Some(now);
            news.push(News::EndsSoon { until: self.pair.until });
        }
        news
    }

    fn fresh(&mut self, now: Instant, asked: bool) -> Option<Result<Pair, TlsError>> {
        match &mut self.source {
            Source::Authority(authority) => {
                let is_good = self.pair.from <= now && now < self.pair.until.saturating_add(Span(-RENEWED.0));
                (!is_good).then(|| authority.issue(&self.host, now))
            }
            Source::Files { files, read, seen } => {
                let stamp = files.stamp();
                // Whoever renews writes one file after the other: they are read once they have come to rest.
                let at_rest = stamp == *seen;
                *seen = stamp.clone();
                if !(asked || (at_rest && stamp != *read)) {
                    return None;
                }
                *read = stamp;
                Some(files.read(&self.host, now))
            }
        }
    }

    fn ends_untold(&self, now: Instant) -> bool {
        let third = Span(self.pair.until.since(self.pair.from).0 / 3);
        let soon = self.pair.until.since(now) < ENDS_SOON.min(third);
        let by_others = matches!(self.source, Source::Files { .. });
        by_others && soon && self.told_that_it_ends.is_none_or(|told| now.since(told) >= Span::hours(24))
    }
}

fn builder() -> Result<ConfigBuilder<ServerConfig, WantsVerifier>, TlsError> {
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(|error| TlsError::NotMade { why: error.to_string() })
}

/// What is shown to whoever connects. Connections that are open keep what they were shown.
#[derive(Debug)]
struct Shown(RwLock<Arc<CertifiedKey>>);

impl Shown {
    fn show(&self, pair: Arc<CertifiedKey>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = pair;
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}
