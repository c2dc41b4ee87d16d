//! Every TAK client comes back at the same moment, because the room was gone: all of them are let in.

use std::{
    path::Path,
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

use e2e::{
    clock,
    room::Room,
    tak::{Client, Package, tcp},
    unit::Scene,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;

/// How many. Ours: about twice as many as may be within their handshakes at a time (512), so that honest ones make way for each other;
/// enrolling them takes a test of two cores 20 s. Of 2,000 all were back within 3 s as well, after two tries at most.
const MANY: usize = 1000;
/// Within what time all of them are in.
const WITHIN: Duration = Duration::from_secs(30);

fn serve(dir: &Path) -> Room {
    Room::serve_as(dir, &["--clock-is-kept", "--site", "http://localhost", "--cot-tls", "127.0.0.1:0"])
}

fn ping(uid: &str) -> String {
    let (at, stale) = (clock::seconds_ahead(0), clock::seconds_ahead(10));
    format!(
        "<event version='2.0' uid='{uid}' type='t-x-c-t' how='m-g' time='{at}' start='{at}' stale='{stale}'>\
         <point lat='0' lon='0' hae='0' ce='9999999' le='9999999'/><detail/></event>"
    )
}

#[test]
fn all_are_let_in_who_come_back_at_once_after_the_room_was_killed() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
    let scene = Scene::open_by(serve);
    let began = Instant::now();
    let duty = scene.the("duty-officer");
    let enrol = |n: usize| {
        let device = json!({"serves": format!("crew[driver-{n}]"), "sort": "tak"});
        Package::of(&duty.post("/devices", &device).is(201).json()).config()
    };
    let configs: Vec<_> = (0..MANY).map(enrol).collect();
    eprintln!("{MANY} devices enrolled within {:?}", began.elapsed());

    let scene = scene.killed_and_opened_again_by(serve);
    let at = scene.room().listens_for("TAK clients are heard over TLS");
    let (start, began) = (Barrier::new(MANY), Instant::now());
    let tries: Vec<usize> = thread::scope(|scope| {
        let comes_back = |config| {
            let start = &start;
            scope.spawn(move || {
                // All are connected before anybody says a word, as over lines that are slow.
                let mut line = tcp(at);
                start.wait();
                for tries in 1.. {
                    assert!(began.elapsed() < WITHIN, "it was not let in, {tries} times");
                    // Whoever makes way comes again, as clients do.
                    let Some(mut client) = Client::tries(line, &config) else {
                        line = tcp(at);
                        continue;
                    };
                    client.says(ping("ANDROID-1"));
                    client.hears("t-x-c-t-r");
                    return (tries, client);
                }
                unreachable!()
            })
        };
        let all: Vec<_> = configs.into_iter().map(comes_back).collect();
        // Nobody leaves before all are there.
        let all: Vec<_> = all.into_iter().map(|one| one.join().unwrap()).collect();
        all.into_iter().map(|(tries, _)| tries).collect()
    });
    let (all, most) = (tries.iter().sum::<usize>(), tries.iter().max().unwrap());
    eprintln!("{MANY} are back within {:?}: {all} tries, {most} of one at most", began.elapsed());
    scene.close_having_complained(&["do not say who they are"]);
}
