//! A room whose clock is ours: every reading is a millisecond after the last, so that a log of fifteen months
//! is written in minutes and no decision depends on how fast this machine is.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use conduct::{Act, Pinned, World};
use model::{
    Instant, Span, Word,
    id::{PersonId, TextId},
    party::Role,
};
use ops::{Room, Submission, Surroundings, Task, submission::RulebookFile};
use record::Signer;
use store::{DataDir, SqliteStore, keys::SqliteKeys};
use uuid::Uuid;

use crate::{
    life::{Life, submission},
    shipped,
};

/// The name of the code, for snapshots.
pub const BUILD: &str = "bench";
/// What the key is called, and what it is made from: no secret.
const NAME: &str = "bench.example/log";
const SEED: [u8; 32] = [7; 32];
/// What a reading of the clock adds.
const TICK: Span = Span(1_000);

/// A room on a SQLite file, syncing as the product does.
///
/// # Errors
/// When the directory cannot be written or its log not read.
pub fn open(dir: &Path, begins: Instant) -> anyhow::Result<Room<SqliteStore>> {
    let dir = DataDir::open(dir)?;
    let keys = Arc::new(SqliteKeys::open(&dir)?);
    Ok(Room::open(dir.into_store()?, keys, signer()?, surroundings(begins), BUILD)?)
}

/// Opens the real world, adopts the shipped rulebooks, enrols an administrator, without whom no room is served, and
/// states the alert levels.
///
/// # Errors
/// When the room refuses any of it.
pub fn prepare(room: &mut Room<SqliteStore>, life: &Life) -> anyhow::Result<Word> {
    let world = world()?;
    let files = shipped::rulebook_files()?;
    let pinned =
        Pinned { rulebooks: files.iter().map(RulebookFile::digest).collect(), switched_off: Vec::new() };
    let adopt = submission(&world, Role::Authority, Act::AdoptRulebooks { pinned, because: None });
    let by = adopt.by().clone();
    let open = Task::OpenWorld { by, world: World::Actual, offset: life.offset() };
    let enrol = Act::EnrolPerson {
        person: PersonId(Uuid::from_u128(1)),
        role: Role::Administrator,
        agency: world.clone(),
        label: None,
        areas: Vec::new(),
        name: TextId(Uuid::from_u128(1)),
    };
    let mut first = vec![
        Submission { task: open, ..submission(&world, Role::Authority, Act::Advance) },
        Submission { rulebooks: files, ..adopt },
        submission(&world, Role::Administrator, enrol),
    ];
    let green: Word = "green".parse()?;
    first.extend(life.areas().into_iter().map(|area| {
        let act = Act::SetAlertLevel { area, level: green.clone(), stand_fast: false, valid_until: None };
        submission(&world, Role::DutyOfficer, act)
    }));
    room.take(first).into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(world)
}

/// The world everything happens in.
///
/// # Errors
/// Never: its name is a word.
pub fn world() -> anyhow::Result<Word> {
    Ok("actual".parse()?)
}

/// The key the logs are signed with.
///
/// # Errors
/// Never: its name is a key's name.
pub fn signer() -> anyhow::Result<Signer> {
    Ok(Signer::from_seed(NAME, &SEED)?)
}

/// The same key as the binary keeps it beside its log.
#[must_use]
pub fn key_file() -> String {
    let seed: String = SEED.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{NAME}\n{seed}\n")
}

/// A fresh identifier of a text.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn fresh_text() -> anyhow::Result<TextId> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).context("the operating system gives no random bytes")?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid()).map(|id: Uuid| id.into())
}

fn surroundings(begins: Instant) -> Surroundings {
    let mut now = begins;
    Surroundings {
        clock: Box::new(move || {
            now = now.saturating_add(TICK);
            (now, true)
        }),
        random: Box::new(|bytes| {
            if getrandom::fill(bytes).is_err() {
                std::process::abort();
            }
        }),
    }
}
