//! The room heard and told by TAK clients that others wrote: pytak, which connects with nothing but its data package; what
//! the room tells it is read by taky.
//!
//! `make tak-clients` installs both beside the build, in the versions of `tak-clients/requirements.txt`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails, and says why")]

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use e2e::{events::Events, orders::order, room::Room, unit::Scene};
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

/// A client that runs; it ends with the test.
struct Pytak {
    child: Child,
    heard: Receiver<Value>,
    _package: tempfile::TempDir,
}

impl Pytak {
    fn connects(enrolled: &Value, uid: &str, proto: &str) -> Pytak {
        let dir = tempfile::tempdir().unwrap();
        let package = dir.path().join("package.zip");
        let zip = BASE64_STANDARD.decode(enrolled["package"]["zip"].as_str().unwrap()).unwrap();
        std::fs::write(&package, zip).unwrap();
        let mut command = Command::new(python());
        command.arg(below("tak-clients/client.py")).arg(&package).args([uid, proto]);
        // What it takes out of the package goes with the package.
        command.env("TMPDIR", dir.path()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (hear, heard) = channel();
        thread::spawn(move || {
            let lines = out.lines().map_while(Result::ok);
            lines.map_while(|line| serde_json::from_str(&line).ok()).try_for_each(|event| hear.send(event))
        });
        Pytak { child, heard, _package: dir }
    }

    /// The first event of this sort that it hears.
    #[track_caller]
    fn hears(&self, kind: &str) -> Value {
        loop {
            let event = self.heard.recv_timeout(WITHIN);
            let event = event.unwrap_or_else(|_| panic!("it hears nothing of the sort {kind}"));
            if event["type"] == kind {
                return event;
            }
        }
    }
}

impl Drop for Pytak {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Has it say where it is in one of pytak's forms. It hears XML only, whichever it speaks.
fn is_heard(proto: &str, and: impl FnOnce(&Pytak, &str)) {
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

    let client = Pytak::connects(&enrolled, "GATEWAY-1", proto);
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

#[test]
fn pytak_connects_with_its_package_and_is_heard_and_told_in_xml() {
    is_heard("0", |client, movement| {
        client.hears("t-x-takp-v");
        let way = client.hears("b-m-r");
        assert_eq!(way["uid"], json!(format!("safeconduct.{movement}.way")));
        let said = way["says"].as_str().unwrap();
        assert!(said.contains("Movement TAK-1") && said.matches("<link ").count() > 10, "{said}");
    });
}

#[test]
fn pytak_is_heard_in_tak_protobuf() {
    is_heard("1", |_, _| {});
}
