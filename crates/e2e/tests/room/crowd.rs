//! A thousand connections that are idle, slow or half open, in the clear and over TLS: an honest client beside them is
//! answered as if they were not there, and each is closed once its time is over. A storm of them from one address drives
//! out its own.

use std::{
    collections::VecDeque,
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, SocketAddrV4, TcpStream},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use e2e::{client::Client, events::Events, orders::order, room::Room, unit::Scene};
use rustix::{
    net::{AddressFamily, SocketType, bind, connect, socket},
    process::{Resource, Rlimit, getrlimit, setrlimit},
};
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

/// How many come in a storm, how many a second, and how many of them are kept open: more than may wait to say something.
const STORM: u32 = 8_000;
const A_SECOND: u32 = 2_000;
const KEPT: usize = 4_600;

/// The beginning of a ClientHello: a record of 512 bytes of which five have come.
const HALF_A_HANDSHAKE: &[u8] = &[0x16, 0x03, 0x01, 0x02, 0x00, 0x01];

/// Lets this process have as many connections open as it may.
fn open_many() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
}

fn crowd(at: SocketAddr, speaks_tls: bool) -> Vec<TcpStream> {
    open_many();
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

/// A connection from another address of this machine than that of honest clients.
fn from_elsewhere(at: SocketAddr) -> TcpStream {
    let line = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
    bind(&line, &SocketAddrV4::new([127, 0, 0, 2].into(), 0)).unwrap();
    connect(&line, &at).unwrap();
    TcpStream::from(line)
}

/// Connects again and again, each time with a handshake that is not gone on with. Answers how many a second.
fn storm(at: SocketAddr) -> f64 {
    let (began, mut kept) = (Instant::now(), VecDeque::new());
    for nth in 0..STORM {
        let due = Duration::from_secs(1) * nth / A_SECOND;
        thread::sleep(due.saturating_sub(began.elapsed()));
        let mut line = from_elsewhere(at);
        // It may have had to make way already.
        let _ = line.write_all(HALF_A_HANDSHAKE);
        kept.push_back(line);
        kept.drain(..kept.len().saturating_sub(KEPT));
    }
    f64::from(STORM) / began.elapsed().as_secs_f64()
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
fn a_storm_from_one_address_keeps_nobody_else_waiting_and_is_counted() {
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &over_tls()));
    let sponsor = trusting(&scene).with(scene.the("sponsor").token().unwrap());
    open_many();
    let (at, is_over) = (scene.room().at(), AtomicBool::new(false));
    let (rate, longest, asked) = thread::scope(|scope| {
        let storm = scope.spawn(|| {
            let rate = storm(at);
            is_over.store(true, Ordering::Relaxed);
            rate
        });
        let (mut longest, mut asked) = (Duration::ZERO, 0);
        while !is_over.load(Ordering::Relaxed) {
            let began = Instant::now();
            sponsor.anew().get("/movements").is(200);
            longest = longest.max(began.elapsed());
            asked += 1;
        }
        (storm.join().unwrap(), longest, asked)
    });
    eprintln!("{asked} requests, {longest:?} at most, while {rate:.0} connected a second");
    assert!(longest < PROMISED && asked > 0, "an honest client waited {longest:?}");
    let metrics = trusting(&scene).get("/metrics").is(200).text();
    let counted = |name: &str| -> usize {
        let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("safeconduct_http_{name} ")));
        line.unwrap_or_else(|| panic!("{name}: {metrics}")).parse().unwrap()
    };
    assert!(counted("made_way_total") > 1_000, "{metrics}");
    assert!(counted("in_the_lobby") <= 4_096 && counted("no_seat_total") == 0, "{metrics}");
    scene.close_having_complained(&["connect and ask nothing"]);
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
