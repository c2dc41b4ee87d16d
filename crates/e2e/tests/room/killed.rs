//! The room killed at random moments under clients that go on asking: what it acknowledged is there when it opens
//! again, once, and what it did not acknowledge can be asked again without harm.
//!
//! The moments are drawn from a seed as numbers of acknowledgements, over all clients together; where in a request a
//! kill then falls is up to the machine.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
};

use e2e::{
    client::{Answer, Client},
    orders::order,
    unit::Scene,
};
use serde_json::{Value, json};

/// How many ask at the same time.
const CLIENTS: usize = 4;
/// The most acknowledgements before a kill.
const MOST: usize = 24;

/// What one client asked.
struct Asked {
    key: String,
    body: Value,
    /// What was acknowledged, if it was.
    done: Option<Value>,
}

/// Asks until the room is gone. Numbers are never given twice.
fn ask_on(client: &Client, numbers: &AtomicUsize, gone: &AtomicBool, told: &Sender<()>) -> Vec<Asked> {
    let mut asked = Vec::new();
    while !gone.load(Ordering::Relaxed) {
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        let (key, body) =
            (format!("key-{number}"), json!({"number": format!("KILLED-{number}"), "facts": order()}));
        let headers = [("idempotency-key", key.as_str())];
        let done = client
            .try_answer("POST", "/movements", &headers, Some(&body))
            .ok()
            .map(|answer| answer.is(201).json());
        let cut_off = done.is_none();
        asked.push(Asked { key, body, done });
        if cut_off {
            break;
        }
        // Whoever kills may have heard enough.
        let _ = told.send(());
    }
    asked
}

/// Lets clients ask, kills the room after so many acknowledgements, opens it again.
fn kill(scene: Scene, numbers: &AtomicUsize, after: usize) -> (Scene, Vec<Asked>) {
    let client = scene.the("sponsor");
    let gone = AtomicBool::new(false);
    let (asked, opened) = (Mutex::new(Vec::new()), Mutex::new(None));
    thread::scope(|scope| {
        let (told, heard) = channel();
        for _ in 0..CLIENTS {
            let (client, told) = (client.clone(), told.clone());
            let (gone, asked) = (&gone, &asked);
            scope.spawn(move || {
                let theirs = ask_on(&client, numbers, gone, &told);
                asked.lock().unwrap().extend(theirs);
            });
        }
        for _ in 0..after {
            heard.recv().unwrap();
        }
        let again = scene.killed_and_opened_again();
        gone.store(true, Ordering::Relaxed);
        *opened.lock().unwrap() = Some(again);
    });
    (opened.into_inner().unwrap().unwrap(), asked.into_inner().unwrap())
}

/// Everything acknowledged is there as it was told, and asking again does what is left, once.
fn holds(scene: &Scene, asked: &[Asked]) {
    let sponsor = scene.the("sponsor");
    for Asked { key, body, done } in asked {
        let again: Answer = sponsor.post_keyed(key, "/movements", body).is(201);
        let again = again.json();
        let movement = again["movement"].as_str().unwrap();
        if let Some(done) = done {
            assert_eq!(again["repeated"], true, "{done} was acknowledged and is not there");
            assert_eq!((&again["movement"], &again["entry"]), (&done["movement"], &done["entry"]));
        }
        let history = sponsor.read(&format!("/movements/{movement}/history"));
        let [happened] = history.as_array().unwrap().as_slice() else { panic!("{history}") };
        assert_eq!((&happened["what"], &happened["entry"]), (&json!("movement-requested"), &again["entry"]));
    }
}

fn kill_often(kills: usize) {
    let mut moments = fastrand::Rng::with_seed(0x5afe);
    let numbers = AtomicUsize::new(0);
    let mut scene = Scene::open();
    let (mut acknowledged, mut cut_off) = (0, 0);
    for _ in 0..kills {
        let (again, asked) = kill(scene, &numbers, moments.usize(..MOST));
        holds(&again, &asked);
        let done = asked.iter().filter(|asked| asked.done.is_some()).count();
        (acknowledged, cut_off) = (acknowledged + done, cut_off + asked.len() - done);
        scene = again;
    }
    let listed = scene.the("sponsor").read("/movements");
    assert_eq!(listed.as_array().unwrap().len(), acknowledged + cut_off, "each is there once");
    eprintln!("{kills} kills: {acknowledged} requests acknowledged before, {cut_off} cut off");
    assert!(acknowledged > kills && cut_off > kills, "{acknowledged} acknowledged, {cut_off} cut off");
    scene.close();
}

#[test]
fn whatever_was_acknowledged_before_twenty_kills_is_there() {
    kill_often(20);
}

#[test]
#[ignore = "the long form, for make soak"]
fn whatever_was_acknowledged_before_two_hundred_kills_is_there() {
    kill_often(200);
}
