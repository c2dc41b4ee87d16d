//! The room killed at random moments while devices report: every report that was acknowledged is there.
//!
//! The moments are drawn from a seed as numbers of acknowledgements, over all devices together; where in a commit a kill
//! then falls is up to the machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "in a test a panic is the report, and it says what it counted"
)]

mod kept;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
};

use bench::{
    figures::reporting::place,
    line::{Enrolled, Line, enrolled},
};
use e2e::unit::Scene;
use model::Place;

/// How many report at the same time.
const DEVICES: usize = 8;
/// The most acknowledgements before a kill.
const MOST: usize = 300;

/// Reports until the room is gone. Answers the places that were acknowledged; each is told once and by nobody else.
fn report_on(
    at: SocketAddr,
    token: &str,
    numbers: &AtomicUsize,
    gone: &AtomicBool,
    told: &Sender<()>,
) -> Vec<Place> {
    let mut acknowledged = Vec::new();
    let Ok(mut line) = Line::of(at, token) else { return acknowledged };
    while !gone.load(Ordering::Relaxed) {
        let here = place(numbers.fetch_add(1, Ordering::Relaxed));
        match line.report(here) {
            Ok(status) => assert_eq!(status, 200),
            Err(_) => break,
        }
        acknowledged.push(here);
        // Whoever kills may have heard enough.
        let _ = told.send(());
    }
    acknowledged
}

fn kill(
    scene: Scene,
    devices: &[Enrolled],
    numbers: &AtomicUsize,
    after: usize,
    acknowledged: &Mutex<Vec<Place>>,
) -> Scene {
    let at = scene.room().at();
    let gone = AtomicBool::new(false);
    thread::scope(|scope| {
        let (told, heard) = channel();
        for Enrolled { token, .. } in devices {
            let (told, gone) = (told.clone(), &gone);
            scope.spawn(move || {
                let theirs = report_on(at, token, numbers, gone, &told);
                acknowledged.lock().unwrap().extend(theirs);
            });
        }
        drop(told);
        for _ in 0..after {
            heard.recv().unwrap();
        }
        let again = scene.killed_and_opened_again();
        gone.store(true, Ordering::Relaxed);
        again
    })
}

/// How often each place is kept, of whichever device.
fn places(dir: &Path, devices: &[Enrolled]) -> BTreeMap<Place, usize> {
    let kept = kept::of(dir, devices).into_values().flatten();
    kept.filter_map(|fresh| fresh.report.fix).fold(BTreeMap::new(), |mut counts, fix| {
        *counts.entry(fix.place).or_default() += 1;
        counts
    })
}

fn kill_often(kills: usize) {
    let mut moments = fastrand::Rng::with_seed(0x5afe);
    let mut scene = Scene::open();
    let devices = enrolled(&scene.the("duty-officer"), DEVICES).unwrap();
    let (numbers, acknowledged) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    for _ in 0..kills {
        scene = kill(scene, &devices, &numbers, moments.usize(1..MOST), &acknowledged);
    }
    let dir = scene.closed();
    let (kept, acknowledged) = (places(dir.path(), &devices), acknowledged.into_inner().unwrap());
    for place in &acknowledged {
        assert_eq!(kept.get(place), Some(&1), "{place:?} was acknowledged");
    }
    let sent = numbers.into_inner();
    eprintln!(
        "{kills} kills: of {sent} reports {} were acknowledged and {} are kept",
        acknowledged.len(),
        kept.len()
    );
    assert!(acknowledged.len() >= kills && sent > acknowledged.len(), "no kill cut anything off");
}

#[test]
fn every_report_acknowledged_before_six_kills_is_there() {
    kill_often(6);
}

#[test]
#[ignore = "the long form, for make soak"]
fn every_report_acknowledged_before_two_hundred_kills_is_there() {
    kill_often(200);
}
