//! The authority that makes certificates for devices: what a TAK client shows instead of a password.
//!
//! It is another one than the authority that says who the room is. Devices are told to believe that one; nobody is told to
//! believe this one, so whoever stole it could make certificates and still be nobody: which certificate is whose stands on
//! the record, by its fingerprint, and there alone it is taken back. What the authority is good for is that a
//! stranger is turned away in the handshake, before a word of theirs is read.

use std::sync::Arc;

use model::{Digest, Instant, Span};
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use rustls::{
    RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject as _},
    server::{WebPkiClientVerifier, danger::ClientCertVerifier},
};
use sha2::{Digest as _, Sha256};

use crate::{
    authority::{called, moment, not_made},
    error::TlsError,
};

/// How long the authority is good, and a device's certificate that is not enrolled until a day. Ours: ten years, as the
/// room's own authority: devices are not collected to be given new ones, and what ends one sooner is the record.
const GOOD: Span = Span::hours(24 * 3650);
/// Telephones' clocks are wrong: what was made just now has been good for a day.
const SLOW_CLOCKS: Span = Span::hours(24);

/// An authority for devices.
#[derive(Debug)]
pub struct Devices {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    pem: String,
    place: String,
}

/// What a device is given: its certificate and its key. The room keeps neither.
pub struct Card {
    /// The certificate.
    pub certificate: CertificateDer<'static>,
    /// Its key.
    pub key: PrivatePkcs8KeyDer<'static>,
}

/// A key is not written into a log.
impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Card").field("fingerprint", &fingerprint(&self.certificate)).finish_non_exhaustive()
    }
}

/// The SHA-256 of a certificate: what the record knows of it.
#[must_use]
pub fn fingerprint(certificate: &CertificateDer<'_>) -> Digest {
    Digest(Sha256::digest(certificate).into())
}

impl Devices {
    /// A new one. `place` names the file it will be kept in.
    ///
    /// # Errors
    /// When none can be made.
    pub fn new(now: Instant, place: &str) -> Result<Devices, TlsError> {
        let key = KeyPair::generate().map_err(not_made)?;
        let mut params = CertificateParams::default();
        // Two authorities of the same name and different keys confuse clients: some of the key is in the name.
        let tag: String =
            Sha256::digest(key.public_key_raw()).iter().take(4).map(|b| format!("{b:02x}")).collect();
        params.distinguished_name = called(&format!("Safeconduct devices ({tag})"));
        params.not_before = moment(now.saturating_add(Span(-SLOW_CLOCKS.0)))?;
        params.not_after = moment(now.saturating_add(GOOD))?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let certificate = params.self_signed(&key).map_err(not_made)?;
        let pem = format!("{}{}", key.serialize_pem(), certificate.pem());
        let (certificate, place) = (certificate.der().clone(), place.to_owned());
        Ok(Devices { issuer: Issuer::new(params, key), certificate, pem, place })
    }

    /// One that was kept.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn read(pem: &str, place: &str) -> Result<Devices, TlsError> {
        // What the file holds is a secret and is not repeated in an error.
        let damaged = |why: &str| TlsError::NoDevices { place: place.to_owned(), why: why.to_owned() };
        let key = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| damaged("there is no private key in it"))?;
        let key = KeyPair::try_from(&key).map_err(|_| damaged("its private key is of another kind"))?;
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| damaged("there is no certificate in it"))?;
        let issuer = Issuer::from_ca_cert_der(&certificate, key)
            .map_err(|_| damaged("its certificate is not an authority's"))?;
        Ok(Devices { issuer, certificate, pem: pem.to_owned(), place: place.to_owned() })
    }

    /// What to keep, where nobody else can read it.
    #[must_use]
    pub fn kept(&self) -> &str {
        &self.pem
    }

    /// Its certificate. No secret.
    #[must_use]
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// A certificate and a key for a device, good until it is enrolled for, or as long as any is. What it is called is for
    /// whoever looks at a device; the room goes by the fingerprint.
    ///
    /// # Errors
    /// When none can be made.
    pub fn issue(&self, name: &str, until: Option<Instant>, now: Instant) -> Result<Card, TlsError> {
        let key = KeyPair::generate().map_err(not_made)?;
        let mut params = CertificateParams::default();
        params.distinguished_name = called(name);
        params.not_before = moment(now.saturating_add(Span(-SLOW_CLOCKS.0)))?;
        let longest = now.saturating_add(GOOD);
        params.not_after = moment(until.unwrap_or(longest).min(longest))?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer).map_err(not_made)?;
        Ok(Card {
            certificate: certificate.der().clone(),
            key: PrivatePkcs8KeyDer::from(key.serialize_der()),
        })
    }

    /// Who verifies in a handshake that a certificate is one of its own. Without one nobody comes in.
    pub(crate) fn verifier(&self) -> Result<Arc<dyn ClientCertVerifier>, TlsError> {
        let mut roots = RootCertStore::empty();
        let damaged = |why: String| TlsError::NoDevices { place: self.place.clone(), why };
        roots.add(self.certificate.clone()).map_err(|error| damaged(error.to_string()))?;
        let provider = Arc::new(ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
        verifier.build().map_err(|error| damaged(error.to_string()))
    }
}
