//! An authority of the room's own, for a unit that has none: its devices are told to believe it, once, and it says
//! which certificate is the room's.
//!
//! A stolen authority's key must not open the rest of the internet to whoever has it. So it can speak for one name or
//! address only: that is in its certificate (name constraints, critical), and devices hold it to it. Certificates are
//! short-lived and of a fresh key each; keys never leave memory but for the authority's own.

use model::{Instant, Span};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls::{
    RootCertStore,
    client::verify_server_cert_signed_by_trust_anchor,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime, pem::PemObject as _},
    server::ParsedCertificate,
};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use url::Host;

use crate::{error::TlsError, pair::Pair};

/// How long an authority is believed. Installing it on every device is a day's work for a unit.
const AUTHORITY: Span = Span::hours(24 * 3650);
/// How long a certificate is good.
pub const GOOD: Span = Span::hours(24 * 7);
/// How long before its end it is renewed.
pub const RENEWED: Span = Span::hours(24 * 3);
/// Telephones' clocks are wrong: what was made just now has been good for a day.
const SLOW_CLOCKS: Span = Span::hours(24);

/// An authority that can speak for one name.
#[derive(Debug)]
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    pem: String,
    place: String,
}

impl Authority {
    /// A new one for this host. `place` names the file it will be kept in.
    ///
    /// # Errors
    /// When none can be made.
    pub fn for_host(host: &Host, now: Instant, place: &str) -> Result<Authority, TlsError> {
        let key = KeyPair::generate().map_err(not_made)?;
        let mut params = CertificateParams::default();
        // Two authorities of the same name and different keys confuse browsers: some of the key is in the name.
        let tag: String =
            Sha256::digest(key.public_key_raw()).iter().take(4).map(|b| format!("{b:02x}")).collect();
        params.distinguished_name = called(&format!("Safeconduct authority for {host} ({tag})"));
        params.not_before = moment(now.saturating_add(Span(-SLOW_CLOCKS.0)))?;
        params.not_after = moment(now.saturating_add(AUTHORITY))?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.name_constraints = Some(only(host)?);
        let certificate = params.self_signed(&key).map_err(not_made)?;
        let pem = format!("{}{}", key.serialize_pem(), certificate.pem());
        Ok(Authority {
            certificate: certificate.der().clone(),
            issuer: Issuer::new(params, key),
            pem,
            place: place.to_owned(),
        })
    }

    /// One that was kept.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn read(pem: &str, place: &str) -> Result<Authority, TlsError> {
        // What the file holds is a secret and is not repeated in an error.
        let no_authority = |why: &str| TlsError::NoAuthority { place: place.to_owned(), why: why.to_owned() };
        let key = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| no_authority("there is no private key in it"))?;
        let key = KeyPair::try_from(&key).map_err(|_| no_authority("its private key is of another kind"))?;
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| no_authority("there is no certificate in it"))?;
        let issuer = Issuer::from_ca_cert_der(&certificate, key)
            .map_err(|_| no_authority("its certificate is not an authority's"))?;
        Ok(Authority { issuer, certificate, pem: pem.to_owned(), place: place.to_owned() })
    }

    /// What to keep, where nobody else can read it.
    pub fn kept(&self) -> &str {
        &self.pem
    }

    /// Its certificate in PEM, for devices to install. No secret.
    pub fn certificate(&self) -> &str {
        let begins = self.pem.find("-----BEGIN CERTIFICATE-----").unwrap_or(self.pem.len());
        &self.pem[begins..]
    }

    /// Its certificate in DER, for what takes no PEM. No secret.
    pub fn certificate_der(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// The SHA-256 fingerprint of its certificate, as devices show it.
    pub fn fingerprint(&self) -> String {
        let pairs: Vec<String> =
            Sha256::digest(&self.certificate).iter().map(|byte| format!("{byte:02X}")).collect();
        pairs.join(":")
    }

    /// A fresh certificate for this host, believed by whoever believes the authority.
    ///
    /// # Errors
    /// When the authority may not speak for this host, or its own time is over.
    pub fn issue(&self, host: &Host, now: Instant) -> Result<Pair, TlsError> {
        let key = KeyPair::generate().map_err(not_made)?;
        let mut params = CertificateParams::default();
        params.distinguished_name = called("Safeconduct room");
        params.subject_alt_names = vec![alternative(host)?];
        params.not_before = moment(now.saturating_add(Span(-SLOW_CLOCKS.0)))?;
        params.not_after = moment(now.saturating_add(GOOD))?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer).map_err(not_made)?;
        let certificate = certificate.der().clone();
        self.speaks_for(host, &certificate, now)?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let key = ring::sign::any_supported_type(&key).map_err(not_made)?;
        Pair::of(vec![certificate], key, &self.place, host, now)
    }

    /// Verifies as a device will.
    fn speaks_for(
        &self,
        host: &Host,
        certificate: &CertificateDer<'_>,
        now: Instant,
    ) -> Result<(), TlsError> {
        let refused = |error: rustls::Error| TlsError::OtherAuthority {
            place: self.place.clone(),
            host: host.to_string(),
            why: error.to_string(),
        };
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).map_err(refused)?;
        let seconds = u64::try_from(now.micros() / 1_000_000).unwrap_or_default();
        let at = UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds));
        let algorithms = ring::default_provider().signature_verification_algorithms.all;
        let parsed = ParsedCertificate::try_from(certificate).map_err(refused)?;
        verify_server_cert_signed_by_trust_anchor(&parsed, &roots, &[], at, algorithms).map_err(refused)
    }
}

pub(crate) fn called(name: &str) -> DistinguishedName {
    let mut called = DistinguishedName::new();
    called.push(DnType::CommonName, name);
    called
}

/// This host and nothing else. Names that are not spoken of are not limited, so every kind is spoken of: an authority
/// for a name has no address, one for an address has no name.
fn only(host: &Host) -> Result<NameConstraints, TlsError> {
    let every_address = || {
        let v4 = CidrSubnet::from_v4_prefix([0; 4], 0);
        let v6 = CidrSubnet::from_v6_prefix([0; 16], 0);
        [v4, v6].map(GeneralSubtree::IpAddress)
    };
    Ok(match host {
        Host::Domain(name) => NameConstraints {
            permitted_subtrees: vec![GeneralSubtree::DnsName(name.clone())],
            excluded_subtrees: every_address().to_vec(),
        },
        Host::Ipv4(address) => NameConstraints {
            permitted_subtrees: vec![GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix(
                address.octets(),
                32,
            ))],
            excluded_subtrees: vec![GeneralSubtree::DnsName(String::new())],
        },
        Host::Ipv6(address) => NameConstraints {
            permitted_subtrees: vec![GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix(
                address.octets(),
                128,
            ))],
            excluded_subtrees: vec![GeneralSubtree::DnsName(String::new())],
        },
    })
}

fn alternative(host: &Host) -> Result<SanType, TlsError> {
    Ok(match host {
        Host::Domain(name) => SanType::DnsName(name.as_str().try_into().map_err(not_made)?),
        Host::Ipv4(address) => SanType::IpAddress((*address).into()),
        Host::Ipv6(address) => SanType::IpAddress((*address).into()),
    })
}

pub(crate) fn moment(at: Instant) -> Result<OffsetDateTime, TlsError> {
    OffsetDateTime::from_unix_timestamp(at.micros() / 1_000_000).map_err(not_made)
}

pub(crate) fn not_made(error: impl std::fmt::Display) -> TlsError {
    TlsError::NotMade { why: error.to_string() }
}
