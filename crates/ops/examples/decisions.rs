//! How many decisions a second the room makes durable, on a SQLite file in a temporary directory.
//!
//! `cargo run --release -p ops --example decisions`: at 1, 8 and 64 submissions to a commit, then with 64 threads
//! at the door, then reading the log from its beginning.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it measures and prints, for a developer")]

use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch, SystemTime, UNIX_EPOCH};

use conduct::{Act, Command, Pinned, World};
use model::{
    Claim, Dossier, Instant, Source, Span, Value, Word,
    id::MovementId,
    party::{Actor, Role},
    value::{Quantity, Unit},
};
use ops::{Reading, Room, Submission, Surroundings, Task, Writer, recovery, submission::RulebookFile};
use record::Signer;
use store::{DataDir, ReadStore as _, SqliteStore, keys::SqliteKeys};

const FOR: Duration = Duration::from_secs(2);

fn main() {
    let place = tempfile::tempdir().unwrap();
    let dir = DataDir::open(place.path()).unwrap();
    let keys = Arc::new(SqliteKeys::open(&dir).unwrap());
    let store = dir.into_store().unwrap();
    let signer = || Signer::from_seed("bench.example/log", &[7; 32]).unwrap();
    let mut room = Room::open(store, keys, signer(), surroundings(), ops::BUILD).unwrap();
    prepare(&mut room);
    let movement = cleared(&mut room);

    println!("{:>24} {:>6} {:>12} {:>12} {:>12}", "what", "batch", "decisions/s", "us each", "of it CPU");
    let mut n = 0;
    for batch in [1, 8, 64] {
        measure(&mut room, "a movement is asked for", batch, || {
            n += 1;
            request(&format!("R-{n}"))
        });
    }
    for batch in [1, 8, 64] {
        measure(&mut room, "the same, under a key", batch, || {
            n += 1;
            Submission { key: Some(format!("key-{n}")), ..request(&format!("R-{n}")) }
        });
    }
    for batch in [1, 8, 64] {
        measure(&mut room, "40 rules are evaluated", batch, || officer(Act::Clear { movement }));
    }
    let room = at_the_door(room);
    let size = room.store().size().unwrap();
    let (begun, worked) = (Stopwatch::now(), on_cpu());
    let read = recovery::recover(room.store(), "no snapshot").unwrap();
    let (took, worked) = (begun.elapsed(), on_cpu() - worked);
    let each = worked * 1e6 / read.replayed as f64;
    println!("read from the beginning: {size} entries in {took:.2?}, {each:.1} us CPU each");
}

fn measure(room: &mut Room<SqliteStore>, what: &str, batch: usize, mut next: impl FnMut() -> Submission) {
    let (begun, worked, mut done) = (Stopwatch::now(), on_cpu(), 0);
    while begun.elapsed() < FOR {
        let submissions = (0..batch).map(|_| next()).collect();
        room.take(submissions).into_iter().for_each(|answer| drop(answer.unwrap()));
        done += batch as u64;
    }
    let rate = rate(done, begun.elapsed());
    let worked = (on_cpu() - worked) * 1e6 / done as f64;
    println!("{what:>24} {batch:>6} {rate:>12.0} {:>12.1} {worked:>12.1}", 1e6 / rate);
}

/// Seconds this thread has run: on a busy machine the only figure that means anything. Linux tells; elsewhere 0.
fn on_cpu() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos: f64 = told.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or_default();
    nanos / 1e9
}

fn at_the_door(room: Room<SqliteStore>) -> Room<SqliteStore> {
    let writer = Writer::start(room).unwrap();
    let begun = Stopwatch::now();
    let done: u64 = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..64)
            .map(|hand| {
                let door = writer.door();
                scope.spawn(move || {
                    let mut done = 0;
                    while begun.elapsed() < FOR {
                        door.submit(request(&format!("D-{hand}-{done}"))).unwrap();
                        done += 1;
                    }
                    done
                })
            })
            .collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).sum()
    });
    println!("64 threads at the door: {:.0} decisions/s", rate(done, begun.elapsed()));
    writer.stop().unwrap()
}

fn rate(done: u64, took: Duration) -> f64 {
    done as f64 / took.as_secs_f64()
}

fn prepare(room: &mut Room<SqliteStore>) {
    let task = Task::OpenWorld { by: actor(Role::DutyOfficer), world: World::Actual, offset: Span::hours(5) };
    let books = ["pk-foreign-nationals", "convoy-practice"].map(|name| {
        let path = format!("{}/../../rules/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        RulebookFile { name: name.to_owned(), text: std::fs::read_to_string(path).unwrap() }
    });
    let rulebooks = books.iter().map(RulebookFile::digest).collect();
    let pinned = Pinned { rulebooks, switched_off: Vec::new() };
    let adopt = officer(Act::AdoptRulebooks { pinned, because: None });
    let opening =
        vec![Submission { task, ..officer(Act::Advance) }, Submission { rulebooks: books.to_vec(), ..adopt }];
    room.take(opening).into_iter().for_each(|answer| drop(answer.unwrap()));
}

/// A movement with an order of some length.
fn cleared(room: &mut Room<SqliteStore>) -> MovementId {
    let recorded = room.take(vec![request("M-1")]).remove(0).unwrap();
    recorded.events.iter().find_map(|event| event.what.movement()).unwrap()
}

fn request(number: &str) -> Submission {
    let mut plan = Dossier::default();
    for path in ["movement.vehicle_count", "movement.interval"] {
        let unit = if path.ends_with("count") { Unit::Count } else { Unit::Millimetre };
        let value = Value::Quantity(Quantity { n: 12, unit });
        let source = Source { cite: word("order"), by: None };
        let claim = Claim { value, source, observed: wall(), valid_until: None, settles: Vec::new() };
        plan.say(&path.parse().unwrap(), claim).unwrap();
    }
    officer(Act::RequestMovement { number: word(number), plan })
}

fn officer(act: Act) -> Submission {
    Submission::of(word("home"), Command { by: actor(Role::DutyOfficer), act })
}

fn actor(role: Role) -> Actor {
    Actor { person: None, role, agency: word("spu") }
}

fn word(text: &str) -> Word {
    text.parse().unwrap()
}

fn wall() -> Instant {
    let micros = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
    Instant::from_micros(i64::try_from(micros).unwrap()).unwrap()
}

fn surroundings() -> Surroundings {
    let begun = Stopwatch::now();
    let read = move || {
        let steady = u64::try_from(begun.elapsed().as_micros()).ok();
        Reading { wall: wall(), synchronised: true, steady }
    };
    let mut counter = 0_u64;
    let fill = move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(8) {
            counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
            chunk.copy_from_slice(&counter.to_le_bytes()[..chunk.len()]);
        }
    };
    Surroundings { clock: Box::new(read), random: Box::new(fill) }
}
