//! A TAK client: what it was given to connect, and its side of a connection.

use std::{
    io::{Cursor, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use p12_keystore::{KeyStore, KeyStoreEntry, Pkcs12ImportPolicy};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName},
};
use serde_json::Value;

/// Within what time something is heard.
const WITHIN: Duration = Duration::from_secs(20);

/// A data package, as a client takes it in.
#[derive(Debug)]
pub struct Package {
    /// The password of its certificates.
    pub password: String,
    /// The files in it, by name.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Package {
    /// The package in the answer to an enrolment.
    #[track_caller]
    pub fn of(enrolled: &Value) -> Package {
        let text = |of: &str| enrolled["package"][of].as_str().expect("a package").to_owned();
        let zip = BASE64_STANDARD.decode(text("zip")).expect("Base64");
        Package { password: text("password"), files: unzipped(&zip) }
    }

    /// A file whose name ends so.
    #[track_caller]
    pub fn file(&self, name: &str) -> &[u8] {
        &self.files.iter().find(|(file, _)| file.ends_with(name)).expect(name).1
    }

    /// Whom it believes, and what it shows.
    pub fn config(&self) -> Arc<ClientConfig> {
        let opened =
            |name| KeyStore::from_pkcs12(self.file(name), &self.password, Pkcs12ImportPolicy::Relaxed);
        let mut roots = RootCertStore::empty();
        for (_, entry) in opened("room.p12").expect("it opens").entries() {
            if let KeyStoreEntry::Certificate(certificate) = entry {
                roots.add(CertificateDer::from(certificate.as_der().to_vec())).expect("an authority");
            }
        }
        let store = opened("device.p12").expect("it opens");
        let (_, chain) = store.private_key_chain().expect("a key");
        // As ATAK does, only its own certificate.
        let own = CertificateDer::from(chain.certs()[0].as_der().to_vec());
        let key = PrivatePkcs8KeyDer::from(chain.key().as_der().to_vec());
        Arc::new(builder(roots).with_client_auth_cert(vec![own], key.into()).expect("they go together"))
    }

    /// Somebody who believes the same and shows nothing.
    pub fn without_certificate(&self) -> ClientConfig {
        let mut roots = RootCertStore::empty();
        let store = KeyStore::from_pkcs12(self.file("room.p12"), &self.password, Pkcs12ImportPolicy::Relaxed);
        for (_, entry) in store.expect("it opens").entries() {
            if let KeyStoreEntry::Certificate(certificate) = entry {
                roots.add(CertificateDer::from(certificate.as_der().to_vec())).expect("an authority");
            }
        }
        builder(roots).with_no_client_auth()
    }
}

fn builder(roots: RootCertStore) -> rustls::ConfigBuilder<ClientConfig, rustls::client::WantsClientCert> {
    let provider = Arc::new(ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    versions.expect("ring speaks TLS").with_root_certificates(roots)
}

/// The files of a zip.
fn unzipped(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let files = (0..zip.len()).map(|n| {
        let mut file = zip.by_index(n).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it is whole");
        (file.name().expect("a name").into_owned(), bytes)
    });
    files.collect()
}

/// Either end of a wire.
trait Wire: Read + Write + Send {}
impl<T: Read + Write + Send> Wire for T {}

/// A client that is connected.
pub struct Client {
    wire: Box<dyn Wire>,
    heard: Vec<u8>,
}

impl Client {
    /// Over TLS, with what it was given.
    #[track_caller]
    pub fn over_tls(at: SocketAddr, package: &Package) -> Client {
        Client::with(at, package.config())
    }

    /// Over TLS, by any means.
    #[track_caller]
    pub fn with(at: SocketAddr, config: impl Into<Arc<ClientConfig>>) -> Client {
        Client::on(tcp(at), config.into())
    }

    fn on(line: TcpStream, config: Arc<ClientConfig>) -> Client {
        let name = ServerName::try_from("localhost").expect("a name");
        let connection = ClientConnection::new(config, name).expect("a connection");
        Client { wire: Box::new(StreamOwned::new(connection, line)), heard: Vec::new() }
    }

    /// Over TLS on a line that is there, if the handshake comes to its end and the room offers its protocol.
    pub fn tries(line: TcpStream, config: &Arc<ClientConfig>) -> Option<Client> {
        let mut client = Client::on(line, Arc::clone(config));
        let mut bytes = [0; 4096];
        let read = client.wire.read(&mut bytes).ok().filter(|read| *read > 0)?;
        client.heard.extend(&bytes[..read]);
        Some(client)
    }

    /// Without TLS.
    #[track_caller]
    pub fn clear(at: SocketAddr) -> Client {
        Client { wire: Box::new(tcp(at)), heard: Vec::new() }
    }

    /// Says something.
    #[track_caller]
    pub fn says(&mut self, what: impl AsRef<[u8]>) {
        self.wire.write_all(what.as_ref()).and_then(|()| self.wire.flush()).expect("it is taken");
    }

    /// Says something, whether or not anybody is left to hear it.
    pub fn tries_to_say(&mut self, what: impl AsRef<[u8]>) -> bool {
        self.wire.write_all(what.as_ref()).and_then(|()| self.wire.flush()).is_ok()
    }

    /// Reads until this was said, and answers everything up to the end of it.
    #[track_caller]
    pub fn hears(&mut self, what: impl AsRef<[u8]>) -> Vec<u8> {
        let (what, began) = (what.as_ref(), Instant::now());
        loop {
            if let Some(at) = self.heard.windows(what.len()).position(|window| window == what) {
                return self.heard.drain(..at + what.len()).collect();
            }
            let mut bytes = [0; 4096];
            let read = self.wire.read(&mut bytes).unwrap_or_default();
            let heard = String::from_utf8_lossy(&self.heard);
            assert!(
                read > 0 && began.elapsed() < WITHIN,
                "{:?} was not said, but: {heard}",
                String::from_utf8_lossy(what)
            );
            self.heard.extend(&bytes[..read]);
        }
    }

    /// Reads to the end of the connection; whether it came in time.
    pub fn ends(&mut self) -> bool {
        let began = Instant::now();
        let mut bytes = [0; 4096];
        while began.elapsed() < WITHIN {
            match self.wire.read(&mut bytes) {
                Ok(0) => return true,
                Ok(read) => self.heard.extend(&bytes[..read]),
                Err(error) => return error.kind() != std::io::ErrorKind::WouldBlock,
            }
        }
        false
    }
}

/// A line on which nothing was said yet.
#[track_caller]
pub fn tcp(at: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(at).expect("somebody listens");
    stream.set_read_timeout(Some(WITHIN)).expect("it can be limited");
    stream.set_nodelay(true).expect("it can be told");
    stream
}
