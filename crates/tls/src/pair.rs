//! A certificate with its key, and whether it will do: the key is its own, its time has come and is not over, and it
//! is for the name people type.

use std::sync::Arc;

use model::Instant;
use rustls::{
    client::verify_server_name,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject as _},
    server::ParsedCertificate,
    sign::CertifiedKey,
};
use url::Host;
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

use crate::error::TlsError;

/// A certificate with those between it and its authority, and its key.
#[derive(Clone, Debug)]
pub struct Pair {
    pub(crate) shown: Arc<CertifiedKey>,
    /// The beginning of its time.
    pub from: Instant,
    /// The end of its time.
    pub until: Instant,
}

impl Pair {
    /// A pair from two PEM texts, if it will do for this host now. `place` names the certificate's file, `key_place`
    /// the key's.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(
        (chain, place): (&[u8], &str),
        (key, key_place): (&[u8], &str),
        host: &Host,
        now: Instant,
    ) -> Result<Pair, TlsError> {
        let unusable = |why: String| TlsError::NoCertificate { place: place.to_owned(), why };
        let no_key = |why: String| TlsError::NoKey { place: key_place.to_owned(), why };
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(chain).collect();
        let chain = chain.map_err(|error| unusable(error.to_string()))?;
        // What the key's file holds is not repeated in an error.
        let key =
            PrivateKeyDer::from_pem_slice(key).map_err(|_| no_key("no private key in it".to_owned()))?;
        let key = ring::sign::any_supported_type(&key);
        let key = key.map_err(|_| no_key("of a kind that is not known here".to_owned()))?;
        Pair::of(chain, key, place, host, now)
    }

    /// A chain and a key, if they will do.
    pub(crate) fn of(
        chain: Vec<CertificateDer<'static>>,
        key: Arc<dyn rustls::sign::SigningKey>,
        place: &str,
        host: &Host,
        now: Instant,
    ) -> Result<Pair, TlsError> {
        let place = place.to_owned();
        let own = chain.first().ok_or_else(|| TlsError::NoCertificate {
            place: place.clone(),
            why: "no certificate in it".to_owned(),
        })?;
        let unusable = |why: String| TlsError::NoCertificate { place: place.clone(), why };
        let (_, read) = X509Certificate::from_der(own).map_err(|error| unusable(error.to_string()))?;
        let parsed = ParsedCertificate::try_from(own).map_err(|error| unusable(error.to_string()))?;
        let moment = |time: x509_parser::time::ASN1Time| {
            Instant::from_micros(time.timestamp().saturating_mul(1_000_000)).unwrap_or(Instant::MAX)
        };
        let (from, until) = (moment(read.validity.not_before), moment(read.validity.not_after));
        if now < from {
            return Err(TlsError::NotYet { place, from });
        }
        if until <= now {
            return Err(TlsError::Ended { place, until });
        }
        if verify_server_name(&parsed, &server_name(host)).is_err() {
            return Err(TlsError::OtherName { host: host.to_string(), names: names(&read), place });
        }
        let shown = CertifiedKey::new(chain, key);
        // Of a key that does not tell its public half nothing can be said; rustls with ring has none.
        shown.keys_match().map_err(|_| TlsError::NotAPair { place })?;
        Ok(Pair { shown: Arc::new(shown), from, until })
    }

    /// The chain it shows.
    pub fn chain(&self) -> &[CertificateDer<'static>] {
        &self.shown.cert
    }
}

/// A host as certificates name it.
pub(crate) fn server_name(host: &Host) -> ServerName<'static> {
    match host {
        Host::Domain(name) => ServerName::try_from(name.clone())
            .unwrap_or_else(|_| ServerName::IpAddress(std::net::Ipv4Addr::UNSPECIFIED.into())),
        Host::Ipv4(address) => ServerName::IpAddress((*address).into()),
        Host::Ipv6(address) => ServerName::IpAddress((*address).into()),
    }
}

/// What a certificate is for, for people.
fn names(certificate: &X509Certificate<'_>) -> String {
    let alternatives = certificate.subject_alternative_name().ok().flatten();
    let names: Vec<String> = alternatives
        .iter()
        .flat_map(|extension| &extension.value.general_names)
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress(bytes) => address(bytes),
            _ => None,
        })
        .collect();
    if names.is_empty() { "no name at all".to_owned() } else { names.join(", ") }
}

fn address(bytes: &[u8]) -> Option<String> {
    let v4 = <[u8; 4]>::try_from(bytes).map(|bytes| std::net::IpAddr::from(bytes).to_string());
    v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(|bytes| std::net::IpAddr::from(bytes).to_string())).ok()
}
