//! The room over TLS of its own: by its own authority, or by certificates in files that are renewed while it is open.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
    time::{Duration, Instant},
};

use e2e::{
    binary::safeconduct,
    client::Client,
    room::{Room, Signal},
    unit::{Scene, person},
};
use serde_json::{Value, json};

/// As whom a room of these tests is served.
pub const SITE: &str = "https://localhost";
/// A file that was written is read at the second look, five seconds after the first.
const WITHIN: Duration = Duration::from_secs(30);

/// How a room is served by its own authority.
pub fn over_tls() -> [&'static str; 4] {
    ["--clock-is-kept", "--site", SITE, "--local-authority"]
}

/// Nobody in particular, who believes the authority of a scene's room.
pub fn trusting(scene: &Scene) -> Client {
    Client::nobody_over_tls(scene.room().at(), &authority(scene.dir()).0)
}

/// The certificate of a directory's authority and its fingerprint, as the command line hands them out.
fn authority(dir: &Path) -> (String, String) {
    let file = dir.join("authority-for-devices.pem");
    let arguments = ["tls", "authority", "--data", dir.to_str().unwrap(), "--output", file.to_str().unwrap()];
    let said = safeconduct(arguments);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    (fs::read_to_string(file).unwrap(), said.out.lines().last().unwrap().to_owned())
}

/// A certificate for `localhost` with its key, in PEM; good for so many days from yesterday on.
fn pair(days: i64) -> (String, String) {
    let mut params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let day = |ahead: i64| {
        let at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * ahead);
        let date = jiff::tz::TimeZone::UTC.to_datetime(at).date();
        rcgen::date_time_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    };
    (params.not_before, params.not_after) = (day(-1), day(days));
    let key = rcgen::KeyPair::generate().unwrap();
    (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

fn put((certificate, key): &(String, String), dir: &Path) {
    fs::write(dir.join("chain.pem"), certificate).unwrap();
    fs::write(dir.join("key.pem"), key).unwrap();
    fs::set_permissions(dir.join("key.pem"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}

fn by_files(dir: &Path) -> Room {
    let [chain, key] = ["chain.pem", "key.pem"].map(|name| dir.join(name).to_str().unwrap().to_owned());
    Room::serve_as(dir, &["--clock-is-kept", "--site", SITE, "--certificate", &chain, "--key", &key])
}

#[test]
fn by_its_own_authority_a_room_is_believed_by_the_units_devices_and_by_no_others() {
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &over_tls()));
    let (certificate, fingerprint) = authority(scene.dir());
    assert!(!certificate.contains("PRIVATE"), "what devices are given is no secret");
    assert_eq!(fingerprint.split(':').filter(|pair| pair.len() == 2).count(), 32, "{fingerprint}");
    let kept = fs::metadata(scene.dir().join("authority.pem")).unwrap();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&kept.permissions()) & 0o777, 0o600);

    let nobody = trusting(&scene);
    let sponsor = person("sponsor", 0);
    let given = json!({"name": sponsor.name, "password": sponsor.password});
    let answer = nobody.post("/session", &given).is(200);
    let cookie = answer.header("set-cookie").unwrap();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert!(pair.starts_with("__Host-session="), "{cookie}");
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Strict; Secure");
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"));
    nobody.answer("GET", "/me", &[("cookie", pair)], None).is(200);
    // A cookie that anybody on the way could have set is none.
    let forged = pair.replace("__Host-session", "session");
    nobody.answer("GET", "/me", &[("cookie", &forged)], None).is_problem(401, "not-signed-in");

    let stranger = Client::nobody_over_tls(scene.room().at(), &self::pair(9).0);
    assert!(stranger.try_answer("GET", "/healthz", &[], None).is_err(), "another authority was believed");
    // Who speaks in the clear is not heard, let alone answered.
    let mut plain = TcpStream::connect(scene.room().at()).unwrap();
    plain.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    let mut said = Vec::new();
    let _ = plain.read_to_end(&mut said);
    assert!(!String::from_utf8_lossy(&said).contains("HTTP/"), "{said:?}");
    scene.close();
}

#[test]
fn an_authority_is_kept_over_closing_and_speaks_for_its_one_name() {
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &over_tls()));
    assert_eq!(scene.room().opened(), format!("The room is open at {SITE}"), "the name it can prove");
    let before = authority(scene.dir());
    let scene = scene.killed_and_opened_again_by(|dir| Room::serve_as(dir, &over_tls()));
    assert_eq!(authority(scene.dir()), before);
    Client::nobody_over_tls(scene.room().at(), &before.0).read("/healthz");
    let dir = scene.dir().to_str().unwrap().to_owned();
    let _dir = scene.closed();
    let arguments = ["serve", "--data", &dir, "--listen", "127.0.0.1:0", "--local-authority", "--site"];
    let said = safeconduct(arguments.into_iter().chain(["https://elsewhere.example"]));
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.contains("cannot speak for elsewhere.example") && said.err.contains("authority.pem"),
        "{said:?}"
    );
}

#[test]
fn only_the_rooms_own_site_may_have_a_browser_change_anything() {
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &over_tls()));
    let nobody = trusting(&scene);
    let cookie = format!("__Host-session={}", scene.the("sponsor").token().unwrap());
    let wanted = json!({"number": "OWN", "facts": []});
    let from = |origin: &str| {
        nobody.answer("POST", "/movements", &[("cookie", &cookie), ("origin", origin)], Some(&wanted))
    };
    for origin in ["http://localhost", "https://localhost:1", "https://elsewhere.example", "null"] {
        from(origin).is_problem(403, "forged");
    }
    from(SITE).is(201);
    let elsewhere = nobody.answer("GET", "/healthz", &[("host", "elsewhere.example")], None);
    elsewhere.is_problem(421, "another-name");
    scene.close();
}

#[test]
fn a_renewed_certificate_is_shown_while_connections_go_on() {
    let (first, second) = (pair(90), pair(90));
    let scene = Scene::open_by(|dir| {
        put(&first, dir);
        by_files(dir)
    });
    let at = scene.room().at();
    let old = Client::nobody_over_tls(at, &first.0);
    old.read("/healthz");

    put(&second, scene.dir());
    scene.room().signal(Signal::HUP);
    let new = Client::nobody_over_tls(at, &second.0);
    let began = Instant::now();
    while new.try_answer("GET", "/healthz", &[], None).is_err() {
        assert!(began.elapsed() < WITHIN, "the new certificate is not shown");
    }
    // The connection of before is still open, and nobody is shown the old certificate any more.
    old.read("/healthz");
    assert!(old.anew().try_answer("GET", "/healthz", &[], None).is_err());
    scene.close();
}

#[test]
fn a_bad_new_certificate_leaves_the_old_one_and_whoever_runs_the_machine_is_told() {
    let first = pair(90);
    let scene = Scene::open_by(|dir| {
        put(&first, dir);
        by_files(dir)
    });
    fs::write(scene.dir().join("chain.pem"), pair(90).0).unwrap();
    scene.room().signal(Signal::HUP);
    let complaint = scene.room().hears_in_log("not of this key");
    assert!(complaint.contains("the old one is still shown"), "{complaint}");
    Client::nobody_over_tls(scene.room().at(), &first.0).read("/healthz");
    scene.close_having_complained(&["not of this key"]);
}

#[test]
fn what_cannot_be_served_safely_is_refused_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    put(&pair(90), dir.path());
    let [data, chain, key] =
        ["data", "chain.pem", "key.pem"].map(|name| dir.path().join(name).to_str().unwrap().to_owned());
    e2e::unit::first_administrator(Path::new(&data));
    let refused = |arguments: &[&str], reasons: &[&str]| {
        let said = safeconduct(["serve", "--data", &data].iter().chain(arguments));
        assert_eq!(said.code, Some(2), "{arguments:?}: {said:?}");
        for reason in reasons {
            assert!(said.err.contains(reason), "{arguments:?}: {}", said.err);
        }
    };
    let anywhere = ["--listen", "0.0.0.0:0"];
    refused(&anywhere, &["--certificate", "--local-authority", "--behind-proxy"]);
    refused(&["--local-authority"], &["--site"]);
    refused(&["--behind-proxy", "10.0.0.1"], &["--site"]);
    refused(&["--local-authority", "--site", "http://ops.example.org"], &["https"]);
    refused(&["--site", "http://ops.example.org"], &["https"]);
    refused(&["--site", "https://ops.example.org/room", "--local-authority"], &["a scheme and a host"]);
    refused(&["--certificate", &chain], &["--key"]);
    refused(&["--certificate", &chain, "--key", &key, "--local-authority"], &["--local-authority"]);
    let with = ["--certificate", &chain, "--key", &key, "--site"];
    refused(
        &[&with[..], &["https://ops.example.org"]].concat(),
        &["ops.example.org", "localhost", "chain.pem"],
    );
    put(&pair(0), dir.path());
    refused(&[&with[..], &[SITE]].concat(), &["renew", "chain.pem"]);
    let said = safeconduct(["tls", "authority", "--data", &data, "--output", "/dev/null"]);
    assert!(said.code == Some(2) && said.err.contains("--site"), "{said:?}");
}

#[test]
fn behind_a_proxy_its_word_counts_and_nobody_elses() {
    let site = "https://ops.example.org";
    let behind = |proxy: &'static str| {
        move |dir: &Path| Room::serve_as(dir, &["--clock-is-kept", "--site", site, "--behind-proxy", proxy])
    };
    let scene = Scene::open_by(behind("127.0.0.1"));
    let nobody = scene.nobody();
    let asks = |from: &str, body: &Value| {
        let said = [("x-forwarded-for", from), ("x-forwarded-proto", "https"), ("host", "ops.example.org")];
        nobody.answer("POST", "/session", &said, Some(body))
    };
    let sponsor = person("sponsor", 0);
    let right = json!({"name": sponsor.name, "password": sponsor.password});
    let answer = asks("203.0.113.7", &right).is(200);
    assert!(answer.header("set-cookie").unwrap().starts_with("__Host-session="));
    assert_eq!(answer.header("strict-transport-security"), None, "that is for the proxy to say");
    nobody.get("/me").is_problem(403, "in-the-clear");
    // Beyond the machine nobody learns how the record grows.
    assert!(nobody.read("/healthz")["entries"].is_u64());
    let elsewhere =
        [("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https"), ("host", "ops.example.org")];
    let told = nobody.answer("GET", "/healthz", &elsewhere, None).is(200).json();
    assert_eq!(told, json!({"room": "open"}));
    nobody.answer("GET", "/metrics", &elsewhere, None).is_problem(404, "not-there");
    // Guesses are counted by the address they come from, not by the proxy's, and not by one that was made up.
    let guess = |from: &str, nth: usize| {
        asks(from, &json!({"name": format!("somebody-{nth}"), "password": "a guess"})).status
    };
    let guesses: Vec<u16> =
        (0..30).map(|nth| guess(&format!("198.51.100.{nth}, 203.0.113.9"), nth)).collect();
    assert_eq!((guesses[0], guesses[29]), (401, 429), "{guesses:?}");
    assert_eq!(guess("203.0.113.10", 31), 401);
    scene.close();

    // Whoever is not the proxy is not believed.
    let scene = Scene::open_by(behind("10.0.0.1"));
    let said = [("x-forwarded-proto", "https"), ("x-forwarded-for", "203.0.113.7")];
    let answer = scene.nobody().answer("POST", "/session", &said, Some(&right)).is(200);
    assert!(answer.header("set-cookie").unwrap().starts_with("session="));
    scene.close();
}
