//! What the engine finds is named by its version: whoever changes the one has to raise the other.
//!
//! A movement of the past is gone through again by the engine there is now, and where that is not the one it was watched by, nobody
//! takes what differs for a fault. So a change that finds otherwise under the same version would make honest records look false. Here a
//! broad set of made-up movements is gone through, in order and as it may reach a room, and a digest of all that is found stands in a
//! file named after the version.

use std::{fmt::Write as _, path::PathBuf};

use model::Span;
use watch::{ENGINE, Finding};

use crate::{
    convergence::{convoy, convoy_beside_roads},
    scene::Scene,
};

/// How many movements without roads beside their ways, and how many with them. Ours: together they show every rule hundreds of times, and take a second.
const MOVEMENTS: u64 = 150;
/// What a failure says has to be done.
const RAISE: &str = "raise the number at the end of watch::ENGINE (crates/watch/src/lib.rs), say beside it what it finds otherwise, \
    and then write the file of the new version: \
    cargo test --locked -p watch --test watching -- --ignored writes_what_this_version_finds";

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/engines").join(format!("{ENGINE}.txt"))
}

/// One line for each movement: its seed, how many findings, and a digest of them. First those without roads beside their ways.
fn found() -> String {
    found_of(convoy) + &found_of(convoy_beside_roads)
}

fn found_of(made_up: fn(&mut fastrand::Rng) -> Scene) -> String {
    let mut lines = String::new();
    for seed in 0..MOVEMENTS {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut scene = made_up(&mut random);
        let in_order = scene.findings();
        for heard in &mut scene.heard {
            let delay = if random.u8(0..10) == 0 { random.i32(0..1200) } else { random.i32(0..5) };
            heard.received = heard.received.saturating_add(Span::seconds(delay));
        }
        scene.heard.sort_by_key(|heard| heard.received);
        let on_its_way = on_its_way(&scene);
        let all: Vec<Finding> = in_order.into_iter().chain(on_its_way).collect();
        writeln!(lines, "{seed} {} {:016x}", all.len(), digest(&all)).unwrap();
    }
    lines
}

/// What is found while it comes in, looked at now and then, and in the end.
fn on_its_way(scene: &Scene) -> Vec<Finding> {
    let (mut watch, mut all) = (scene.blank(), Vec::new());
    for part in scene.heard.chunks(97) {
        watch.hear_all(part);
        all.extend(watch.current());
    }
    watch.time(scene.now);
    all.sort_unstable();
    all.extend(watch.findings());
    all
}

/// FNV-1a: it is to notice a change, not to prove that there was none.
fn digest(findings: &[Finding]) -> u64 {
    let bytes = serde_json::to_vec(findings).unwrap();
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn what_is_found_is_what_this_version_of_the_engine_finds() {
    let kept = std::fs::read_to_string(file()).unwrap_or_else(|_| {
        panic!("{ENGINE} has no file of what it finds in crates/watch/tests/engines. If it is a new version, write it: {RAISE}")
    });
    let now = found();
    let differ = now.lines().zip(kept.lines()).filter(|(now, kept)| now != kept).count();
    assert!(
        now == kept,
        "{ENGINE} finds otherwise than it did, in {differ} of {} movements: {RAISE}",
        2 * MOVEMENTS
    );
}

/// A version that has a file keeps it: what it finds does not change.
#[test]
#[ignore = "writes a file, for a new version of the engine"]
fn writes_what_this_version_finds() {
    let now = found();
    match std::fs::read_to_string(file()) {
        Ok(kept) => assert!(kept == now, "{ENGINE} has a file that says otherwise: {RAISE}"),
        Err(_) => std::fs::write(file(), now).unwrap(),
    }
}

/// Orders are kept by the digest of what is written of them: those that were kept named the areas that a movement might enter, none.
#[test]
fn an_order_is_written_as_those_that_are_kept_and_one_that_names_an_area_to_enter_is_none() {
    let order = Scene::straight(2, 60).order;
    let mut written = serde_json::to_value(&order).unwrap();
    assert_eq!(written["exempt"], serde_json::json!([]));
    assert_eq!(serde_json::from_value::<watch::Order>(written.clone()).unwrap(), order);
    written["exempt"] = serde_json::json!(["square"]);
    assert!(serde_json::from_value::<watch::Order>(written).is_err(), "nobody goes there");
}
