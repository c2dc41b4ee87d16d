//! What a TAK client is given to connect: a data package, which ATAK, WinTAK and iTAK take in as one file.
//!
//! A zip with a manifest, the settings of the connection, the certificate of the authority that says who the room is, and the device's
//! own certificate with its key. All lie at the top, as iTAK wants it. Sources: `PreferenceControl` and
//! `MissionPackageManifest` of `AndroidTacticalAssaultKit-CIV`, and the packages of TAK servers at large.
//!
//! Both PKCS#12 files are encrypted as the oldest clients read them (SHA-1 and triple DES), which is no protection to rely on:
//! their password lies beside them, because the clients take it from there. Whoever has the package is the device, until it
//! is revoked.

use std::io::{Cursor, Write as _};

use links::xml::{self, Element};
use model::{Digest, Instant};
use p12_keystore::{
    Certificate, EncryptionAlgorithm, KeyStore, KeyStoreEntry, MacAlgorithm, PrivateKey, PrivateKeyChain,
};
use tls::{Authority, Devices, devices::fingerprint};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Under which names the files lie. Clients keep all certificates in one folder, so they are told apart by what they are of.
const TRUST: &str = "safeconduct-room.p12";
const CLIENT: &str = "safeconduct-device.p12";
const SETTINGS: &str = "safeconduct.pref";
/// How often a password is hashed to a key. Ours: what `openssl pkcs12` takes.
const ITERATIONS: u32 = 2048;

/// Makes packages for one room.
pub struct Packages {
    /// The authority that says who the room is.
    pub room: Authority,
    /// The one that makes certificates for devices.
    pub devices: Devices,
    /// Under which name devices reach the room.
    pub host: String,
    /// At which port.
    pub port: u16,
    /// Fills with unpredictable bytes.
    pub random: Box<super::Random>,
}

/// A package, which the room does not keep.
pub struct Package {
    /// The fingerprint of the certificate in it: the device's credential.
    pub credential: Digest,
    /// The password of its certificates, for clients that ask for it.
    pub password: String,
    /// The zip file.
    pub zip: Vec<u8>,
}

impl Packages {
    /// A package for a device. It is called `id` in its certificate, which names nobody; and `callsign` on its own map.
    ///
    /// # Errors
    /// What it was that could not be made.
    pub fn make(
        &self,
        id: &str,
        callsign: &str,
        until: Option<Instant>,
        now: Instant,
    ) -> Result<Package, String> {
        let card = self.devices.issue(id, until, now).map_err(|error| error.to_string())?;
        let password = self.password();
        let trust = trusted(self.room.certificate_der(), &password)?;
        let client = identity(&card, self.room.certificate_der(), &password)?;
        let settings = self.settings(callsign, &password);
        let files = [
            ("MANIFEST/manifest.xml", manifest(id).into_bytes()),
            (SETTINGS, settings.into_bytes()),
            (TRUST, trust),
            (CLIENT, client),
        ];
        let zip = zipped(&files).map_err(|error| error.to_string())?;
        Ok(Package { credential: fingerprint(&card.certificate), password, zip })
    }

    /// 80 random bits in letters and digits that nobody mistakes for one another.
    fn password(&self) -> String {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut bytes = [0; 16];
        (self.random)(&mut bytes);
        bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
    }

    fn settings(&self, callsign: &str, password: &str) -> String {
        let (trust, client) = (format!("cert/{TRUST}"), format!("cert/{CLIENT}"));
        let connect = format!("{}:{}:ssl", self.host, self.port);
        let text = "class java.lang.String";
        let streams = [
            ("count", "class java.lang.Integer", "1"),
            ("description0", text, "Safeconduct"),
            ("enabled0", "class java.lang.Boolean", "true"),
            ("connectString0", text, &connect),
            ("caLocation0", text, &trust),
            ("caPassword0", text, password),
            ("certificateLocation0", text, &client),
            ("clientPassword0", text, password),
        ];
        // Clients before 4.3 and iTAK look for the certificates here.
        let app = [
            ("displayServerConnectionWidget", "class java.lang.Boolean", "true"),
            ("caLocation", text, &trust),
            ("caPassword", text, password),
            ("certificateLocation", text, &client),
            ("clientPassword", text, password),
            ("locationCallsign", text, callsign),
        ];
        let preferences = Element::new("preferences").holding(entries("cot_streams", &streams));
        xml::document(&preferences.holding(entries("com.atakmap.app_preferences", &app)))
    }
}

fn entries(name: &str, all: &[(&str, &str, &str)]) -> Element {
    let entry = |(key, class, value): &(&str, &str, &str)| {
        Element::new("entry").with("key", *key).with("class", *class).saying(value)
    };
    let into = Element::new("preference").with("version", "1").with("name", name);
    all.iter().map(entry).fold(into, Element::holding)
}

fn manifest(id: &str) -> String {
    let parameter =
        |name: &str, value: &str| Element::new("Parameter").with("name", name).with("value", value);
    let configuration = Element::new("Configuration")
        .holding(parameter("uid", id))
        .holding(parameter("name", "Safeconduct"))
        .holding(parameter("onReceiveImport", "true"))
        .holding(parameter("onReceiveDelete", "true"));
    let content = |file: &str| Element::new("Content").with("ignore", "false").with("zipEntry", file);
    let contents = [SETTINGS, TRUST, CLIENT].map(content).into_iter();
    let contents = contents.fold(Element::new("Contents"), Element::holding);
    let manifest = Element::new("MissionPackageManifest").with("version", "2");
    xml::document(&manifest.holding(configuration).holding(contents))
}

/// The room's authority as clients take it: a certificate without a key.
fn trusted(certificate: &[u8], password: &str) -> Result<Vec<u8>, String> {
    let certificate = Certificate::from_der(certificate).map_err(|error| error.to_string())?;
    let mut store = KeyStore::new();
    store.add_entry("safeconduct-room", KeyStoreEntry::Certificate(certificate));
    written(&store, password)
}

/// A device's certificate with its key; and once more the room's authority, because some clients look for it here. The
/// authority that made it is of no use to a client.
fn identity(card: &tls::devices::Card, room: &[u8], password: &str) -> Result<Vec<u8>, String> {
    let chain = [&card.certificate, room].map(Certificate::from_der);
    let [own, room] = chain.map(|read| read.map_err(|error| error.to_string()));
    let key = PrivateKey::from_der(card.key.secret_pkcs8_der()).map_err(|error| error.to_string())?;
    // Which certificate the key is of is said by the SHA-1 of it, as OpenSSL does; any identifier will do.
    let local = fingerprint(&card.certificate).0;
    let chain = PrivateKeyChain::new(local.as_slice(), key, [own?, room?]);
    let mut store = KeyStore::new();
    store.add_entry("safeconduct-device", KeyStoreEntry::PrivateKeyChain(chain));
    written(&store, password)
}

fn written(store: &KeyStore, password: &str) -> Result<Vec<u8>, String> {
    let writer = store.writer(password);
    let writer = writer.encryption_algorithm(EncryptionAlgorithm::PbeWithShaAnd3KeyTripleDesCbc);
    let writer = writer.encryption_iterations(ITERATIONS).mac_algorithm(MacAlgorithm::HmacSha1);
    writer.mac_iterations(ITERATIONS).write().map_err(|error| error.to_string())
}

fn zipped(files: &[(&str, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
