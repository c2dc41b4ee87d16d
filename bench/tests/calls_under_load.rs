//! The room killed at random moments while vehicles call for help: no alert is lost, and none is raised twice.
//!
//! Each vehicle calls, says that it is over, and calls again. After each kill there must be one alert of each vehicle of which a
//! call is kept, among them every one that was acknowledged. Then somebody closes them all, and the next call raises another.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "in a test a panic is the report, and it says what it counted"
)]

mod kept;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
    time::{Duration, SystemTime},
};

use bench::line::Enrolled;
use conduct::What;
use e2e::{
    client::Client,
    clock,
    orders::{fact, way},
    room::Room,
    unit::Scene,
};
use model::{Instant, Signal, id::DeviceId};
use ops::journal::{self, Entry};
use serde_json::{Value, json};
use store::{DataDir, ReadStore as _};

/// How many vehicles call, each of a movement of its own.
const CALLERS: usize = 8;
/// The most acknowledgements before a kill.
const MOST: usize = 60;
/// Within what time the watch has caught up, and an honest device is answered.
const WITHIN: Duration = Duration::from_secs(60);

/// How the room hears who calls.
fn serve(dir: &Path) -> Room {
    Room::serve_as(dir, &["--clock-is-kept", "--site", "http://localhost", "--cot-tcp", "127.0.0.1:0"])
}

/// A vehicle on the road, and its device.
fn caller(scene: &Scene, nth: usize) -> Enrolled {
    let (duty, vehicle) = (scene.the("duty-officer"), format!("caller-{nth}"));
    let device = json!({ "serves": format!("vehicles[{vehicle}]"), "sort": "tracker" });
    let device = Enrolled::of(&duty.post("/devices", &device)).unwrap();
    let mut facts = way();
    facts.extend([
        fact(&format!("vehicles[{vehicle}].plate"), vehicle.to_uppercase()),
        fact("vehicles.complete", true),
        fact(&format!("commanders[head-{nth}].duty"), "commander"),
        fact("movement.departs_on", clock::day(0)),
    ]);
    let order = json!({ "number": format!("CALL-{nth}"), "facts": facts, "reason": "a fall on the site" });
    duty.post("/urgent-movements", &order).is(201);
    device
}

fn now() -> Instant {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    Instant::from_micros(i64::try_from(since.as_micros()).unwrap()).unwrap()
}

/// To the microsecond.
fn written(at: Instant) -> String {
    format!("{}.{:06}Z", at.to_string().trim_end_matches('Z'), at.micros() % 1_000_000)
}

/// Says something and a ping behind it, which is answered once what came before it is durable.
fn acknowledged(stream: &mut TcpStream, event: &str, at: Instant) -> io::Result<()> {
    let at = written(at);
    let ping = format!(
        "<event version='2.0' uid='ping' type='t-x-c-t' how='m-g' time='{at}' start='{at}' stale='{at}'>\
         <point lat='0' lon='0' hae='0' ce='9999999' le='9999999'/><detail/></event>"
    );
    stream.write_all(format!("{event}{ping}").as_bytes())?;
    let (mut heard, mut some) = (Vec::new(), [0; 4096]);
    while !heard.windows(9).any(|part| part == b"t-x-c-t-r") {
        match stream.read(&mut some)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            many => heard.extend_from_slice(&some[..many]),
        }
    }
    Ok(())
}

/// A call for help, or that it is over.
fn call(uid: &str, signal: Signal, at: Instant) -> String {
    let at = written(at);
    let (kind, detail) = match signal {
        Signal::Emergency => ("b-a-o-tbl", "<emergency type='911 Alert'>LEAD</emergency>"),
        Signal::EmergencyOver => ("b-a-o-can", "<emergency cancel='true'>LEAD</emergency>"),
    };
    format!(
        "<event version='2.0' uid='{uid}-9-1-1' type='{kind}' how='m-g' time='{at}' start='{at}' stale='{at}'>\
         <point lat='30.95' lon='72.0' hae='900.0' ce='5.0' le='9999999.0'/><detail><link uid='{uid}' \
         type='a-f-G-U-C' relation='p-p'/>{detail}</detail></event>"
    )
}

/// Calls and says that it is over, in turn, until the room is gone. Answers when it called and was acknowledged.
fn calls_on(at: SocketAddr, uid: &str, gone: &AtomicBool, told: &Sender<()>) -> Vec<Instant> {
    let mut called = Vec::new();
    let Ok(mut stream) = TcpStream::connect(at) else { return called };
    stream.set_nodelay(true).unwrap();
    stream.set_read_timeout(Some(WITHIN)).unwrap();
    for signal in [Signal::Emergency, Signal::EmergencyOver].into_iter().cycle() {
        let time = now();
        if gone.load(Ordering::Relaxed) || acknowledged(&mut stream, &call(uid, signal, time), time).is_err()
        {
            break;
        }
        called.extend(Some(time).filter(|_| signal == Signal::Emergency));
        // Whoever kills may have heard enough.
        let _ = told.send(());
    }
    called
}

/// When each device called and was acknowledged.
type Calls = BTreeMap<DeviceId, Vec<Instant>>;

fn kill(scene: Scene, devices: &[Enrolled], after: usize) -> (Scene, Calls) {
    let at = scene.room().listens_for("Cursor on Target is heard without TLS");
    let (gone, called) = (AtomicBool::new(false), Mutex::new(Calls::new()));
    let again = thread::scope(|scope| {
        let (told, heard) = channel();
        for Enrolled { device, token } in devices {
            let (told, gone, called) = (told.clone(), &gone, &called);
            scope.spawn(move || {
                let theirs = calls_on(at, token, gone, &told);
                called.lock().unwrap().insert(*device, theirs);
            });
        }
        drop(told);
        for _ in 0..after {
            heard.recv().unwrap();
        }
        let again = scene.killed_and_opened_again_by(serve);
        gone.store(true, Ordering::Relaxed);
        again
    });
    (again, called.into_inner().unwrap())
}

/// The vehicles of which a call since then is kept. What was acknowledged must be.
fn calling(scene: &Scene, devices: &[Enrolled], called: &Calls, since: Instant) -> BTreeSet<String> {
    let kept = kept::of(scene.dir(), devices);
    let calls = |(nth, Enrolled { device, .. }): (usize, &Enrolled)| {
        let theirs = kept.get(device).into_iter().flatten().filter(|fresh| fresh.report.at > since);
        let calls = theirs.filter(|fresh| fresh.report.signal == Some(Signal::Emergency));
        let calls: BTreeSet<Instant> = calls.map(|fresh| fresh.report.at).collect();
        let lost: Vec<_> = called[device].iter().filter(|at| !calls.contains(at)).collect();
        assert!(lost.is_empty(), "caller-{nth} called and was acknowledged: {lost:?}");
        (!calls.is_empty()).then(|| format!("caller-{nth}"))
    };
    devices.iter().enumerate().filter_map(calls).collect()
}

/// The open calls for help: which vehicle's, and the alert.
fn open(duty: &Client) -> Vec<(String, String)> {
    let alerts = duty.get("/alerts").is(200).json();
    let text = |alert: &Value, of: &str| alert[of].as_str().unwrap_or_default().to_owned();
    let calls = alerts.as_array().unwrap().iter().filter(|alert| text(alert, "rule") == "emergency");
    calls.map(|alert| (text(alert, "subject"), text(alert, "id"))).collect()
}

/// How many alerts were raised on the record for calls of each vehicle. Nothing may be taken back: nothing is disproved.
fn raised(dir: &Path) -> BTreeMap<String, usize> {
    let store = DataDir::open_read_only(dir).unwrap();
    let (mut raised, mut alerts) = (BTreeMap::new(), BTreeSet::new());
    for entry in store.entries(0, store.size().unwrap()).unwrap() {
        let Entry::InWorld(_, event) = journal::read(&entry.bytes).unwrap().0 else { continue };
        match event.what {
            What::AlertRaised { alert, found: Some(found), rule, .. } if rule.as_str() == "emergency" => {
                alerts.insert(alert);
                *raised.entry(found.key.subject.unwrap().to_string()).or_default() += 1;
            }
            What::AlertWithdrawn { alert, .. } => assert!(!alerts.contains(&alert), "a call was taken back"),
            _ => {}
        }
    }
    raised
}

fn kill_often(kills: usize) {
    let mut moments = fastrand::Rng::with_seed(0xca11);
    let mut scene = Scene::open_by(serve);
    let devices: Vec<Enrolled> = (0..CALLERS).map(|nth| caller(&scene, nth)).collect();
    let (mut since, mut expected, mut acknowledged) = (now(), BTreeMap::new(), 0);
    for _ in 0..kills {
        let (again, called) = kill(scene, &devices, moments.usize(1..MOST));
        scene = again;
        acknowledged += called.values().map(Vec::len).sum::<usize>();
        let calling = calling(&scene, &devices, &called, since);
        calling.iter().for_each(|vehicle| *expected.entry(vehicle.clone()).or_default() += 1);
        // The watch goes through what is kept when the room opens.
        let (duty, began) = (scene.the("duty-officer"), std::time::Instant::now());
        let mut found = open(&duty);
        while found.len() < calling.len() && began.elapsed() < WITHIN {
            found = open(&duty);
        }
        let vehicles: BTreeSet<String> = found.iter().map(|(vehicle, _)| vehicle.clone()).collect();
        assert_eq!(vehicles, calling);
        for (_, alert) in &found {
            duty.post(&format!("/alerts/{alert}/closure"), &json!({ "verdict": "true" })).is(200);
        }
        since = now();
    }
    let dir = scene.closed();
    assert_eq!(raised(dir.path()), expected);
    let alerts: usize = expected.values().sum();
    eprintln!(
        "{kills} kills: {acknowledged} calls acknowledged, {alerts} alerts raised, none lost, none twice"
    );
    assert!(acknowledged >= kills, "hardly anybody called");
}

#[test]
fn no_alert_is_lost_or_doubled_by_six_kills() {
    kill_often(6);
}

#[test]
#[ignore = "the long form, for make soak"]
fn no_alert_is_lost_or_doubled_by_two_hundred_kills() {
    kill_often(200);
}
