//! `safeconduct record`: prove what is on the record, and hand it to somebody else.

mod account;
mod export;
mod past;
mod show;
pub(super) mod telling;
mod verify;

use std::{collections::BTreeSet, path::Path, process::ExitCode};

use anyhow::Context as _;
use ops::{
    recovery::recover,
    texts::{erased, person_of},
    waivers::Waivers,
};
use record::{SignedCheckpoint, Trust, verify_log};
use store::{
    DataDir, Log, ReadStore as _,
    keys::{KEYS, Keys as _, SqliteKeys},
};
use words::Catalogue;

use crate::{
    arguments::{Record, RecordCommand},
    case::read_bounded,
    exit::{self, Misuse},
    page::Page,
    terminal,
};

pub fn run(record: &Record, page: &Page) -> anyhow::Result<ExitCode> {
    match &record.what {
        RecordCommand::Verify(asked) => verify::run(asked, page),
        RecordCommand::Show { path, movement, json } => show::run(path, movement.as_deref(), *json, page),
        RecordCommand::Past(asked) => past::run(asked, page),
        RecordCommand::Export(asked) => export::run(asked, page),
        RecordCommand::Checkpoint { data } => print_checkpoint(data),
        RecordCommand::Waivers { data, json } => print_waivers(data, *json, page),
        RecordCommand::Erased { data } => print_erased(data),
        RecordCommand::Key { data } => print_key(data),
    }
}

/// What people read is in their language; a document for programs is the same in every one.
fn told_in(json: bool, page: &Page) -> &'static Catalogue {
    if json { Catalogue::english() } else { page.words }
}

fn nothing_there(path: &Path, page: &Page) -> Misuse {
    Misuse(page.words.say_with("record-nothing-there", [("path", path.display().to_string().into())]))
}

/// A checkpoint from a file that somebody kept.
fn kept_checkpoint(path: &Path, page: &Page) -> anyhow::Result<SignedCheckpoint> {
    let bytes = read_bounded(path)?;
    let no_checkpoint = |error: record::CheckpointError| {
        let about = [("path", path.display().to_string().into()), ("problem", error.to_string().into())];
        Misuse(page.words.say_with("record-no-checkpoint", about))
    };
    Ok(SignedCheckpoint::parse(&bytes).map_err(no_checkpoint)?)
}

fn print_checkpoint(data: &Path) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(data)?;
    let checkpoint = store.latest_checkpoint()?.context("the record has no checkpoint yet")?;
    terminal::write(&checkpoint.note);
    Ok(exit::answered(true))
}

/// What the record says, and what the keys say, in case the record is an older one.
fn print_erased(data: &Path) -> anyhow::Result<ExitCode> {
    let recovered = recover(&DataDir::open_read_only(data)?, ops::BUILD)?;
    let mut subjects: BTreeSet<String> = erased(&recovered.worlds).into_iter().collect();
    if data.join(KEYS).exists() {
        subjects.extend(SqliteKeys::open_read_only(data)?.destroyed()?);
    }
    subjects.iter().filter_map(|subject| person_of(subject)).for_each(|person| println!("{person}"));
    Ok(exit::answered(true))
}

fn print_key(data: &Path) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(data)?;
    let report = verify_log(&Log(&store), Trust::default())?;
    let key =
        report.epochs.last().and_then(|epoch| epoch.keys.last()).context("the record has no key yet")?;
    println!("{}", key.key);
    Ok(exit::answered(true))
}

fn print_waivers(data: &Path, json: bool, page: &Page) -> anyhow::Result<ExitCode> {
    let counted = ops::waivers::by_authority(&DataDir::open_read_only(data)?, None)?;
    if json {
        let counted: Vec<_> = counted
            .iter()
            .map(|((by, rule), waivers)| serde_json::json!({ "by": by, "rule": rule, "waivers": waivers }))
            .collect();
        println!("{}", serde_json::to_string_pretty(&counted)?);
        return Ok(exit::answered(true));
    }
    if counted.is_empty() {
        println!("{}", page.words.say("record-no-waivers"));
    }
    for ((by, rule), count) in &counted {
        let Waivers { granted, revoked, refused } = count;
        let about = [
            ("by", by.as_str().into()),
            ("rule", rule.as_str().into()),
            ("granted", (*granted).into()),
            ("revoked", (*revoked).into()),
            ("refused", (*refused).into()),
        ];
        println!("{}", page.words.say_with("record-waivers", about));
    }
    Ok(exit::answered(true))
}
