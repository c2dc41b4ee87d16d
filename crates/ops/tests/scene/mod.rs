//! What the tests of the room share: a world whose clock and randomness they hold, and the submissions of a
//! small unit.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod odd;

use std::sync::{Arc, Mutex};

use conduct::{Act, Command, Pinned, What, World};
use model::{
    Claim, Dossier, Instant, Source, Span, Value, Word,
    id::{MovementId, TextId},
    party::{Actor, Role},
    value::{Quantity, Unit},
};
use ops::{
    Answer, Reading, Recorded, Room, Submission, Surroundings, Task,
    recovery::{self, Recovered},
    submission::{RulebookFile, Text},
};
use record::{Signer, Trust, verify_log};
use store::{
    Log, ReadStore, Store,
    keys::{Keys, memory::MemoryKeys},
    simulated::{Disk, MemoryStore},
};

pub const BUILD: &str = "the build of today";
pub const PRACTICE: &str = include_str!("practice.toml");

/// The clocks, in the test's hands.
#[derive(Clone)]
pub struct Clockwork(Arc<Mutex<Reading>>);

impl Clockwork {
    /// Synchronised, on a morning in November 2026.
    pub fn new() -> Self {
        let wall = Instant::from_micros(1_795_500_000_000_000).unwrap();
        Clockwork(Arc::new(Mutex::new(Reading { wall, synchronised: true, steady: Some(77) })))
    }

    pub fn now(&self) -> Instant {
        self.0.lock().unwrap().wall
    }

    /// Time passes.
    pub fn pass(&self, span: Span) {
        let mut reading = self.0.lock().unwrap();
        reading.wall = reading.wall.saturating_add(span);
        reading.steady = reading.steady.map(|steady| steady + u64::try_from(span.0).unwrap());
    }

    /// Somebody sets the wall clock.
    pub fn set_by(&self, span: Span) {
        let mut reading = self.0.lock().unwrap();
        reading.wall = reading.wall.saturating_add(span);
    }

    pub fn change(&self, change: impl FnOnce(&mut Reading)) {
        change(&mut self.0.lock().unwrap());
    }

    /// The clocks, and bytes that look random and are the same for the same seed.
    pub fn surroundings(&self, seed: u64) -> Surroundings {
        let clock = self.clone();
        let mut state = seed;
        Surroundings {
            clock: Box::new(move || *clock.0.lock().unwrap()),
            random: Box::new(move |bytes: &mut [u8]| bytes.fill_with(|| next_byte(&mut state))),
        }
    }
}

/// SplitMix64's upper byte.
fn next_byte(state: &mut u64) -> u8 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed >> 56) as u8
}

pub fn signer() -> Signer {
    Signer::from_seed("unit.example/log", &[7; 32]).unwrap()
}

thread_local! {
    static KEYS: MemoryKeys = MemoryKeys::default();
}

/// The keys of the texts: one shelf for each test, which runs on a thread of its own.
pub fn shelf_of_keys() -> MemoryKeys {
    KEYS.with(MemoryKeys::clone)
}

pub fn keys() -> Arc<dyn Keys> {
    Arc::new(shelf_of_keys())
}

/// A room on a disk that never fails unless it is told to.
pub fn room(disk: &Disk, clock: &Clockwork) -> Room<MemoryStore> {
    open(disk.boot(), clock, 1)
}

pub fn open<S: Store>(store: S, clock: &Clockwork, seed: u64) -> Room<S> {
    Room::open(store, keys(), signer(), clock.surroundings(seed), BUILD).unwrap()
}

pub fn word(text: &str) -> Word {
    text.parse().unwrap()
}

pub fn actor(role: Role) -> Actor {
    Actor { person: None, role, agency: word("spu") }
}

pub fn home() -> Word {
    word("home")
}

pub fn open_world(name: &str, world: World) -> Submission {
    let task = Task::OpenWorld { by: actor(Role::DutyOfficer), world, offset: Span::hours(5) };
    Submission { task, ..submission(Role::DutyOfficer, Act::Advance) }.in_world(name)
}

pub fn submission(role: Role, act: Act) -> Submission {
    Submission::of(home(), Command { by: actor(role), act })
}

pub fn request(number: &str) -> Submission {
    request_with(number, Dossier::default())
}

pub fn request_with(number: &str, plan: Dossier) -> Submission {
    submission(Role::DutyOfficer, Act::RequestMovement { number: word(number), plan })
}

pub fn approve(movement: MovementId) -> Submission {
    submission(Role::Authority, Act::Approve { movement, granted: true })
}

pub fn clear(movement: MovementId) -> Submission {
    submission(Role::DutyOfficer, Act::Clear { movement })
}

pub fn adopt(files: &[RulebookFile]) -> Submission {
    let rulebooks = files.iter().map(RulebookFile::digest).collect();
    let pinned = Pinned { rulebooks, switched_off: Vec::new() };
    let act = Act::AdoptRulebooks { pinned, because: None };
    Submission { rulebooks: files.to_vec(), ..submission(Role::DutyOfficer, act) }
}

pub fn practice() -> RulebookFile {
    RulebookFile { name: "practice.toml".to_owned(), text: PRACTICE.to_owned() }
}

/// A text and the cancellation it is the reason of.
pub fn cancel(movement: MovementId, id: TextId, subject: &str, text: &str) -> Submission {
    let texts = vec![Text { id, subject: subject.to_owned(), text: text.to_owned() }];
    Submission { texts, ..submission(Role::DutyOfficer, Act::Cancel { movement, reason: id }) }
}

pub fn text_id(n: u128) -> TextId {
    uuid::Uuid::from_u128(n).into()
}

/// An order that says how many vehicles there are.
pub fn vehicles(count: i64, observed: Instant) -> Dossier {
    let mut plan = Dossier::default();
    let value = Value::Quantity(Quantity { n: count, unit: Unit::Count });
    let source = Source { cite: word("order"), by: None };
    let claim = Claim { value, source, observed, valid_until: None, settles: Vec::new() };
    plan.say(&"movement.vehicle_count".parse().unwrap(), claim).unwrap();
    plan
}

pub trait Saying: Sized {
    fn keyed(self, key: &str) -> Self;
    fn in_world(self, world: &str) -> Self;
}

impl Saying for Submission {
    fn keyed(self, key: &str) -> Self {
        Submission { key: Some(key.to_owned()), ..self }
    }

    fn in_world(self, world: &str) -> Self {
        Submission { world: word(world), ..self }
    }
}

/// Submits one, which must be taken.
pub fn tell<S: Store>(room: &mut Room<S>, submission: Submission) -> Recorded {
    ask(room, submission).unwrap()
}

pub fn ask<S: Store>(room: &mut Room<S>, submission: Submission) -> Answer {
    let mut answers = room.take(vec![submission]);
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

/// The movement an answer is about.
pub fn movement(recorded: &Recorded) -> MovementId {
    recorded.events.iter().find_map(|event| event.what.movement()).unwrap()
}

/// A movement that is approved and cleared.
pub fn cleared<S: Store>(room: &mut Room<S>, number: &str) -> MovementId {
    let now = room.worlds()[&home()].clock.unwrap();
    let id = movement(&tell(room, request_with(number, vehicles(7, now))));
    tell(room, approve(id));
    let evaluated = evaluated(&tell(room, clear(id)));
    assert!(evaluated.clears, "{evaluated:?}");
    id
}

/// The evaluation among what was recorded.
pub fn evaluated(recorded: &Recorded) -> conduct::event::Evaluated {
    let evaluation = |event: &conduct::Event| match &event.what {
        What::ClearanceEvaluated(evaluated)
        | What::DepartureAuthorised(evaluated)
        | What::DepartureRefused(evaluated) => Some(evaluated.clone()),
        _ => None,
    };
    recorded.events.iter().find_map(evaluation).unwrap()
}

pub fn stand_fast(area: &str) -> Submission {
    let (area, level) = (word(area), word("red"));
    submission(Role::DutyOfficer, Act::SetAlertLevel { area, level, stand_fast: true, valid_until: None })
}

/// All entries of a log, as they are stored.
pub fn entries(store: &impl ReadStore) -> Vec<Vec<u8>> {
    let size = store.size().unwrap();
    let mut all = Vec::new();
    while (all.len() as u64) < size {
        let page = store.entries(all.len() as u64, size).unwrap();
        all.extend(page.into_iter().map(|entry| entry.bytes));
    }
    all
}

/// The numbers of the movements a log has, in order.
pub fn numbers(store: &impl ReadStore) -> Vec<String> {
    let number = |bytes: &Vec<u8>| match ops::journal::read(bytes).unwrap().0 {
        ops::journal::Entry::InWorld(_, event) => match event.what {
            What::MovementRequested { number, .. } => Some(number.to_string()),
            _ => None,
        },
        _ => None,
    };
    entries(store).iter().filter_map(number).collect()
}

/// The log proves itself, with the public key from outside.
pub fn verifies(store: &impl ReadStore) {
    let trust = Trust { key: Some(signer().verifier().clone()), checkpoint: None };
    let report = verify_log(&Log(store), trust).unwrap();
    assert!(report.holds(), "{report}");
}

pub fn recovered(store: &impl ReadStore, build: &str) -> Recovered {
    recovery::recover(store, build).unwrap()
}

/// The room's worlds are what a stranger reads from its log.
pub fn agrees_with_its_log<S: Store>(room: &Room<S>) {
    verifies(room.store());
    let again = recovered(room.store(), "a build that believes no snapshot");
    assert_eq!(again.replayed, again.frontier.size());
    assert_eq!(*room.worlds(), again.worlds);
    assert_eq!(written(room.worlds()), written(&again.worlds));
}

/// Worlds as bytes.
pub fn written(worlds: &recovery::Worlds) -> String {
    serde_json::to_string(worlds).unwrap()
}

/// A snapshot's bytes in plain, as its writer would read them.
pub fn unpacked(bytes: &[u8]) -> String {
    std::io::read_to_string(flate2::read::ZlibDecoder::new(bytes)).unwrap()
}

/// As a snapshot's bytes.
pub fn packed(plain: &str) -> Vec<u8> {
    let mut packed = Vec::new();
    let level = flate2::Compression::fast();
    std::io::Read::read_to_end(&mut flate2::read::ZlibEncoder::new(plain.as_bytes(), level), &mut packed)
        .unwrap();
    packed
}
