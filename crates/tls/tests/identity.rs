//! Which pairs will do, and how one takes the place of another.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use model::{Instant, Span};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, ServerConnection,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use tls::{Authority, Files, Identity, News, TlsError};
use url::Host;

const NAME: &str = "ops.example.org";

fn now() -> Instant {
    // Clients of these tests verify by the machine's clock.
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Instant::from_micros(since.as_micros().try_into().unwrap()).unwrap()
}

fn days(days: i32) -> Span {
    Span::hours(24 * days)
}

fn host(text: &str) -> Host {
    Host::parse(text).unwrap()
}

fn authority() -> Authority {
    Authority::for_host(&host(NAME), now(), "authority.pem").unwrap()
}

/// A pair in files, of any name and time, as somebody else's authority issues it.
struct Written {
    dir: tempfile::TempDir,
    authority: CertificateDer<'static>,
    certificate: rcgen::Certificate,
}

impl Written {
    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn files(&self) -> Files {
        Files::at(self.path("chain.pem"), self.path("key.pem"))
    }
}

fn put(path: &Path, text: &str, mode: u32) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

fn at(moment: Instant) -> time::OffsetDateTime {
    time::OffsetDateTime::from_unix_timestamp(moment.micros() / 1_000_000).unwrap()
}

fn written(name: &str, from: Instant, until: Instant) -> Written {
    let dir = tempfile::tempdir().unwrap();
    let mut params = rcgen::CertificateParams::new(vec![name.to_owned()]).unwrap();
    (params.not_before, params.not_after) = (at(from), at(until));
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    put(&dir.path().join("chain.pem"), &certificate.pem(), 0o644);
    put(&dir.path().join("key.pem"), &key.serialize_pem(), 0o600);
    Written { dir, authority: certificate.der().clone(), certificate }
}

fn good() -> Written {
    written(NAME, now().saturating_add(Span::hours(-1)), now().saturating_add(days(90)))
}

/// What a client that believes this authority finds when it connects: the certificate it is shown, the protocol and
/// the version; or why it hangs up.
fn connected(
    identity: &Identity,
    believed: CertificateDer<'static>,
    name: &str,
) -> Result<(CertificateDer<'static>, Vec<u8>), String> {
    let mut roots = RootCertStore::empty();
    roots.add(believed).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut server = ServerConnection::new(identity.config().unwrap()).unwrap();
    while client.is_handshaking() || server.is_handshaking() {
        let mut bytes = Vec::new();
        client.write_tls(&mut bytes).unwrap();
        server.read_tls(&mut bytes.as_slice()).unwrap();
        server.process_new_packets().map_err(|error| error.to_string())?;
        let mut bytes = Vec::new();
        server.write_tls(&mut bytes).unwrap();
        client.read_tls(&mut bytes.as_slice()).unwrap();
        client.process_new_packets().map_err(|error| error.to_string())?;
    }
    assert_eq!(client.protocol_version(), Some(rustls::ProtocolVersion::TLSv1_3));
    let shown = client.peer_certificates().unwrap()[0].clone().into_owned();
    Ok((shown, client.alpn_protocol().unwrap().to_vec()))
}

fn read(authority: &Authority) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(authority.certificate().as_bytes()).unwrap()
}

#[test]
fn a_device_that_believes_the_authority_believes_the_room_and_another_does_not() {
    let (authority, stranger) = (authority(), authority());
    let believed = read(&authority);
    let identity = Identity::by_authority(authority, host(NAME), now()).unwrap();
    let (shown, protocol) = connected(&identity, believed.clone(), NAME).unwrap();
    assert_eq!((&shown, protocol.as_slice()), (&identity.pair().chain()[0], b"h2".as_slice()));
    assert!(connected(&identity, believed, "elsewhere.example").is_err());
    assert!(connected(&identity, read(&stranger), NAME).unwrap_err().contains("certificate"));
}

#[test]
fn a_stolen_authority_speaks_for_nothing_else_on_the_internet() {
    let spoken_for = ["ops.example.org", "10.0.0.5", "[2001:db8::5]"];
    let others = ["elsewhere.example", "example.org", "10.0.0.6", "[2001:db8::6]", "localhost"];
    for own in spoken_for {
        let authority = Authority::for_host(&host(own), now(), "authority.pem").unwrap();
        authority.issue(&host(own), now()).unwrap();
        for other in others.iter().chain(spoken_for.iter().filter(|other| **other != own)) {
            let refused = authority.issue(&host(other), now()).unwrap_err();
            assert!(matches!(&refused, TlsError::OtherAuthority { .. }), "{own} for {other}: {refused}");
            assert!(refused.to_string().contains("authority.pem"), "{refused}");
        }
    }
}

#[test]
fn a_kept_authority_goes_on_and_a_damaged_one_is_refused_without_its_secret() {
    let authority = authority();
    let again = Authority::read(authority.kept(), "authority.pem").unwrap();
    assert_eq!(again.fingerprint(), authority.fingerprint());
    assert!(!again.certificate().contains("PRIVATE"));
    let identity = Identity::by_authority(again, host(NAME), now()).unwrap();
    connected(&identity, read(&authority), NAME).unwrap();
    let kept = authority.kept();
    let (half, flipped) = (&kept[..kept.len() / 2], kept.replacen("MI", "IM", 2));
    for damaged in ["", "not PEM", half, authority.certificate(), &flipped] {
        let refused = Authority::read(damaged, "authority.pem").unwrap_err().to_string();
        assert!(refused.contains("authority.pem is not an authority"), "{refused}");
        assert!(kept.lines().all(|line| line.starts_with('-') || !refused.contains(line)), "{refused}");
    }
}

#[test]
fn a_certificate_of_the_authority_is_renewed_by_itself_before_it_ends() {
    let begun = now();
    let mut identity = Identity::by_authority(authority(), host(NAME), begun).unwrap();
    let first = identity.pair().clone();
    assert!(first.from < begun, "clocks that are slow by some hours take it");
    assert_eq!(identity.look_after(begun.saturating_add(days(3)), false), []);
    let later = begun.saturating_add(days(5));
    let until = match identity.look_after(later, false).as_slice() {
        [News::Renewed { until }] => *until,
        news => panic!("{news:?}"),
    };
    assert!(later < first.until && until > first.until, "it was renewed before its end");
    assert_ne!(identity.pair().chain(), first.chain());
    assert_eq!(identity.look_after(later, false), [], "once");
    // A clock set back before its time would have every device refuse it.
    let before = begun.saturating_add(days(-30));
    assert!(matches!(identity.look_after(before, false).as_slice(), [News::Renewed { .. }]));
}

#[test]
fn a_pair_that_will_not_do_is_refused_with_the_reason() {
    let (hour_ago, in_days) = (now().saturating_add(Span::hours(-1)), now().saturating_add(days(9)));
    let refused = |written: &Written| {
        let error = Identity::by_files(written.files(), host(NAME), now()).unwrap_err();
        assert!(error.to_string().contains(written.dir.path().to_str().unwrap()), "{error}");
        error
    };
    let ended = written(NAME, hour_ago.saturating_add(days(-9)), hour_ago);
    assert!(matches!(refused(&ended), TlsError::Ended { .. }));
    let early = written(NAME, now().saturating_add(Span::hours(1)), in_days);
    assert!(matches!(refused(&early), TlsError::NotYet { .. }));
    let other = refused(&written("elsewhere.example", hour_ago, in_days));
    assert!(matches!(&other, TlsError::OtherName { names, .. } if names == "elsewhere.example"), "{other}");
    let mixed = good();
    fs::copy(good().path("key.pem"), mixed.path("key.pem")).unwrap();
    assert!(matches!(refused(&mixed), TlsError::NotAPair { .. }));
    let exposed = good();
    put(&exposed.path("key.pem"), &fs::read_to_string(exposed.path("key.pem")).unwrap(), 0o644);
    assert!(matches!(refused(&exposed), TlsError::Exposed { .. }));
    let swapped = good();
    let files = Files::at(swapped.path("key.pem"), swapped.path("chain.pem"));
    assert!(Identity::by_files(files, host(NAME), now()).is_err());
    for (file, text) in [("chain.pem", ""), ("chain.pem", "garbage"), ("key.pem", ""), ("key.pem", "garbage")]
    {
        let spoilt = good();
        put(&spoilt.path(file), text, 0o600);
        assert!(refused(&spoilt).to_string().contains(file));
    }
    let gone = good();
    fs::remove_file(gone.path("key.pem")).unwrap();
    assert!(matches!(refused(&gone), TlsError::Unreadable { .. }));
}

#[test]
fn files_that_change_are_shown_once_they_have_come_to_rest() {
    let (old, new) = (good(), good());
    let mut identity = Identity::by_files(old.files(), host(NAME), now()).unwrap();
    assert_eq!(identity.look_after(now(), false), []);
    // Whoever renews writes one after the other.
    fs::copy(new.path("chain.pem"), old.path("chain.pem")).unwrap();
    assert_eq!(identity.look_after(now(), false), [], "half a pair is not looked at yet");
    fs::copy(new.path("key.pem"), old.path("key.pem")).unwrap();
    assert_eq!(identity.look_after(now(), false), []);
    assert!(matches!(identity.look_after(now(), false).as_slice(), [News::Renewed { .. }]));
    let (shown, _) = connected(&identity, new.authority.clone(), NAME).unwrap();
    assert_eq!(&shown, new.certificate.der());
    assert!(connected(&identity, old.authority.clone(), NAME).is_err());
    assert_eq!(identity.look_after(now(), false), []);
}

#[test]
fn a_bad_new_pair_leaves_the_old_one_and_says_so_once() {
    let (old, ended) =
        (good(), written(NAME, now().saturating_add(days(-9)), now().saturating_add(days(-1))));
    let mut identity = Identity::by_files(old.files(), host(NAME), now()).unwrap();
    for file in ["chain.pem", "key.pem"] {
        fs::copy(ended.path(file), old.path(file)).unwrap();
    }
    let [News::Kept { why: TlsError::Ended { .. }, until }] = identity.look_after(now(), true)[..] else {
        panic!("it was told at once, for somebody asked")
    };
    assert_eq!(until, identity.pair().until);
    connected(&identity, old.authority.clone(), NAME).unwrap();
    assert_eq!(identity.look_after(now(), false), []);
    assert_eq!(identity.look_after(now(), false), [], "once");
}

#[test]
fn whoever_forgets_to_renew_is_told_once_a_day() {
    let pair = good();
    let mut identity = Identity::by_files(pair.files(), host(NAME), now()).unwrap();
    let soon = now().saturating_add(days(80));
    let told = |news: Vec<News>| matches!(news.as_slice(), [News::EndsSoon { .. }]);
    assert_eq!(identity.look_after(now().saturating_add(days(70)), false), []);
    assert!(told(identity.look_after(soon, false)));
    assert_eq!(identity.look_after(soon.saturating_add(Span::hours(23)), false), []);
    assert!(told(identity.look_after(soon.saturating_add(Span::hours(25)), false)));
}
