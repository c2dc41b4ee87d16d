//! Networks and pictures are changed while questions are answered: every answer is that of one network and one picture.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::{
    path::Path,
    sync::{
        Arc, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use atlas::{Atlas, Offer, Question};
use conduct::{
    announced::Leaves,
    danger::{Danger, Reported},
};
use model::{Digest, Instant, id::DangerId};
use roads::{
    Area, Support,
    chart::{Bytes, Chart, Vehicle},
    import, schematic,
};
use uuid::Uuid;

type Picture = Vec<(DangerId, Arc<Reported>)>;

/// What is in force, as whoever asks takes it: a network, and what is reported.
type InForce = (Digest, Arc<Picture>);

fn now() -> Instant {
    "2026-08-01T06:00:00Z".parse().unwrap()
}

/// The corridor, and the same with a haven at Besham: of what it says of a way only that differs.
fn networks(atlas: &Atlas) -> [Digest; 2] {
    let plain = import::drawn(&schematic::karakoram_corridor().unwrap()).unwrap().file;
    let place = "34.93,72.88".parse().unwrap();
    let havens = Some(vec![Area::Around { place, radius_mm: 5_000_000 }]);
    let chart = Chart::open(Arc::new(plain.clone())).unwrap();
    let other = chart.with_support(&Support { coverage: None, havens }).unwrap();
    [plain, other].map(|file| {
        let bytes: Bytes = Arc::new(file);
        atlas.keep(&bytes, Path::new("drawn")).unwrap()
    })
}

/// Nothing; the highway closed at Pattan; an attack at Naran as well.
fn pictures() -> [Arc<Picture>; 3] {
    let reported = |n: u128, danger| {
        let reported = Reported { danger, by: "spu".parse().unwrap(), at: now() };
        (DangerId(Uuid::from_u128(n)), Arc::new(reported))
    };
    let closed = Danger::Closure {
        place: "35.11,73.00".parse().unwrap(),
        within_mm: 1_000_000,
        from: now(),
        until: None,
    };
    let attack = Danger::Incident {
        kind: "attack".parse().unwrap(),
        place: "34.91,73.65".parse().unwrap(),
        within_mm: 0,
        at: now(),
        grade: None,
    };
    let [closed, attack] = [reported(1, closed), reported(2, attack)];
    [Vec::new(), vec![closed.clone()], vec![closed, attack]].map(Arc::new)
}

fn ask(atlas: &Atlas, (network, picture): &InForce) -> Offer {
    let question = Question {
        vehicle: Vehicle::car(),
        month: 8,
        from: "33.69,73.06".parse().unwrap(),
        to: "35.42,74.10".parse().unwrap(),
        planned: None,
        reports: picture,
        leaves: Leaves::Unknown,
        now: now(),
    };
    atlas.sheet(network).unwrap().offer(&question).unwrap()
}

#[test]
fn whoever_asks_while_networks_and_pictures_change_is_answered_by_one_of_each() {
    const ASKERS: usize = 4;
    const CHANGES: usize = 120;
    let data = tempfile::tempdir().unwrap();
    let atlas = Atlas::of(data.path());
    let every: Vec<InForce> =
        networks(&atlas).iter().flat_map(|network| pictures().map(|picture| (*network, picture))).collect();
    // Each asked alone, of networks that nobody else has open.
    let alone: Vec<Offer> = every.iter().map(|one| ask(&Atlas::of(data.path()), one)).collect();
    for (n, offer) in alone.iter().enumerate() {
        assert!(!alone[..n].contains(offer), "the answers tell what was in force");
    }
    let in_force = RwLock::new((0, every[0].clone()));
    let (asked, changed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        let askers: Vec<_> = (0..ASKERS)
            .map(|_| {
                scope.spawn(|| {
                    while changed.load(Ordering::Relaxed) < CHANGES {
                        let (n, taken) = in_force.read().unwrap().clone();
                        assert_eq!(ask(&atlas, &taken), alone[n]);
                        asked.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        for change in 1..=CHANGES {
            // So that each is asked about: as many answers as there are askers since the last.
            let enough = asked.load(Ordering::Relaxed) + ASKERS;
            while asked.load(Ordering::Relaxed) < enough
                && !askers.iter().all(thread::ScopedJoinHandle::is_finished)
            {
                thread::yield_now();
            }
            // Five steps on: networks and pictures change at once, and come back in another order.
            let n = change * 5 % every.len();
            *in_force.write().unwrap() = (n, every[n].clone());
            changed.store(change, Ordering::Relaxed);
        }
    });
    assert!(asked.into_inner() >= CHANGES * ASKERS);
}
