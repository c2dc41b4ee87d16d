//! A thousand connections that are idle, slow or half open, in the clear and over TLS: an honest client beside them is
//! answered as if they were not there, and each is closed once its time is over.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use e2e::{client::Client, events::Events, orders::order, room::Room, unit::Scene};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;

use crate::tls::{over_tls, trusting};

/// How many hang about.
const HANGING: usize = 1000;
/// How many requests an honest client's 99th percentile is taken of.
const REQUESTS: usize = 200;
/// The promise: whatever changes is on every open page within the second. A change and a look at it fit into that.
const PROMISED: Duration = Duration::from_secs(1);
/// A connection has ten seconds to come to the point, and as many for each piece of a body.
const THROWN_OUT: Duration = Duration::from_secs(40);

/// The beginning of a ClientHello: a record of 512 bytes of which five have come.
const HALF_A_HANDSHAKE: &[u8] = &[0x16, 0x03, 0x01, 0x02, 0x00, 0x01];

fn crowd(at: SocketAddr, speaks_tls: bool) -> Vec<TcpStream> {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
    let hang = |nth: usize| {
        let mut line = TcpStream::connect(at).unwrap();
        match (nth % 4, speaks_tls) {
            // Says nothing.
            (0, _) => {}
            // Hangs up on its side.
            (1, _) => line.shutdown(Shutdown::Write).unwrap(),
            (_, true) => line.write_all(HALF_A_HANDSHAKE).unwrap(),
            // Stops within the head of its request.
            (2, false) => line.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-slow").unwrap(),
            // Stops within its body.
            (_, false) => {
                let head =
                    b"POST /api/v1/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
                    content-length: 100\r\n\r\n{\"name\"";
                line.write_all(head).unwrap();
            }
        }
        line
    };
    (0..HANGING).map(hang).collect()
}

/// The 99th percentile of what an honest client waits for: a change, and a look at it, each on a connection of its own.
fn waits(sponsor: &Client, round: &str) -> Duration {
    let wait = |nth: usize| {
        let began = Instant::now();
        let wanted = json!({"number": format!("{round}-{nth}"), "facts": order()});
        let movement = sponsor.anew().post("/movements", &wanted).is(201).movement();
        sponsor.anew().get(&format!("/movements/{movement}")).is(200);
        began.elapsed()
    };
    let mut waits: Vec<Duration> = (0..REQUESTS).map(wait).collect();
    waits.sort_unstable();
    waits[REQUESTS * 99 / 100]
}

/// What the room said before it closed the line.
fn last_words(mut line: TcpStream) -> String {
    line.set_read_timeout(Some(THROWN_OUT)).unwrap();
    let mut said = Vec::new();
    if let Err(error) = line.read_to_end(&mut said) {
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "it was not closed: {error}");
    }
    String::from_utf8_lossy(&said).into_owned()
}

fn holds_up_nobody(scene: Scene, sponsor: &Client, speaks_tls: bool) {
    let alone = waits(sponsor, "ALONE");
    let hanging = crowd(scene.room().at(), speaks_tls);
    let beside = waits(sponsor, "BESIDE");
    eprintln!(
        "99 of 100 requests: {alone:?} alone, {beside:?} beside {HANGING} that hang (TLS: {speaks_tls})"
    );
    assert!(beside < PROMISED, "an honest client waited {beside:?}");
    let mut too_slow = 0;
    for line in hanging {
        let said = last_words(line);
        too_slow += usize::from(said.starts_with("HTTP/1.1 408") && said.contains("/problems/too-slow"));
    }
    // Those that stopped within a body are told so; nobody else had asked anything.
    assert_eq!(too_slow, if speaks_tls { 0 } else { HANGING / 4 });
    scene.close();
}

#[test]
fn a_thousand_hanging_connections_hold_up_nobody_and_are_closed() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    holds_up_nobody(scene, &sponsor, false);
}

#[test]
fn a_thousand_hanging_handshakes_hold_up_nobody_and_are_closed() {
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &over_tls()));
    let sponsor = trusting(&scene).with(scene.the("sponsor").token().unwrap());
    holds_up_nobody(scene, &sponsor, true);
}

#[test]
fn a_room_with_hanging_connections_and_open_pages_closes_at_once() {
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &over_tls()));
    let hanging = crowd(scene.room().at(), true);
    let began = Instant::now();
    scene.close();
    // Those within a handshake would be waited for ten seconds.
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    drop(hanging);

    let scene = Scene::open();
    let hanging = crowd(scene.room().at(), false);
    let pages: Vec<Events> = (0..50).map(|_| Events::of(&scene.the("duty-officer"), None)).collect();
    for page in &pages {
        page.until(|event| event.kind == "listening");
    }
    let began = Instant::now();
    scene.close();
    eprintln!(
        "closed within {:?}, with {} pages open and {HANGING} connections hanging",
        began.elapsed(),
        pages.len()
    );
    assert!(pages.iter().all(Events::ended));
    drop(hanging);
}
