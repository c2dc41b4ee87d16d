//! `safeconduct record`: prove what is on the record, and hand it to somebody else.

use std::{io::Write as _, path::Path, process::ExitCode};

use anyhow::{Context as _, bail};
use ops::waivers::Waivers;
use record::{Bundle, SignedCheckpoint, Trust, VerifierKey, bundle::MAX_BUNDLE_BYTES, verify_log};
use store::{DataDir, Log, ReadStore as _};

use crate::{
    arguments::{Record, RecordCommand},
    case::{read_at_most, read_bounded},
    exit::{self, Misuse},
    kept::{self, Finding, Kept},
    keys, terminal,
};

pub fn run(record: &Record) -> anyhow::Result<ExitCode> {
    match &record.what {
        RecordCommand::Verify { path, key, checkpoint, json } => {
            let key =
                key.as_deref().map(keys::public).transpose().map_err(|error| Misuse(format!("{error:#}")))?;
            if !path.exists() {
                bail!(Misuse(format!("there is no data directory and no bundle {}", path.display())));
            }
            if path.is_dir() {
                verify_log_in(path, key, checkpoint.as_deref(), *json)
            } else {
                verify_bundle(path, key, *json)
            }
        }
        RecordCommand::Export { data, movement, output } => export(data, movement, output),
        RecordCommand::Checkpoint { data } => print_checkpoint(data),
        RecordCommand::Waivers { data, json } => print_waivers(data, *json),
        RecordCommand::Key { data } => print_key(data),
    }
}

fn verify_log_in(
    dir: &Path,
    key: Option<VerifierKey>,
    checkpoint: Option<&Path>,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(dir)?;
    let checkpoint = checkpoint.map(outside_checkpoint).transpose()?;
    let report = verify_log(&Log(&store), Trust { key, checkpoint })?;
    // What lies beside a log that does not hold proves nothing either way.
    let kept = if report.holds() { kept::verify(&store)? } else { Kept::default() };
    if json {
        let mut answer = serde_json::to_value(&report)?;
        answer["kept"] = serde_json::to_value(&kept)?;
        println!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        print!("{report}");
        match &kept.finding {
            Some(Finding { entry, artefact, message }) => {
                println!("NOT PROVED: what entry {entry} was decided with, {artefact}: {message}");
            }
            None if report.holds() => {
                println!("{} rulebooks and fact sets beside it are as named", kept.whole);
            }
            None => {}
        }
    }
    Ok(exit::answered(report.holds() && kept.finding.is_none()))
}

fn outside_checkpoint(path: &Path) -> anyhow::Result<SignedCheckpoint> {
    let shown = path.display();
    let bytes = read_bounded(path)?;
    Ok(SignedCheckpoint::parse(&bytes)
        .map_err(|error| Misuse(format!("{shown} is not a checkpoint: {error}")))?)
}

fn verify_bundle(path: &Path, key: Option<VerifierKey>, json: bool) -> anyhow::Result<ExitCode> {
    let shown = path.display();
    let Some(key) = key else {
        bail!(Misuse(format!(
            "{shown} is a bundle: say whose log it should come from with --key (the public key, or a file with it)"
        )));
    };
    let bytes = read_at_most(path, MAX_BUNDLE_BYTES)?;
    let bundle = Bundle::parse(&bytes).map_err(|error| Misuse(format!("{shown}: {error}")))?;
    let report = bundle.verify(&key);
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{report}");
    }
    Ok(exit::answered(report.holds))
}

fn export(data: &Path, movement: &str, output: &Path) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(data)?;
    let bundle = ops::extract::movement(&store, movement)?.to_json()?;
    if output == Path::new("-") {
        terminal::write(&bundle);
    } else {
        keep(output, &bundle).with_context(|| format!("{} cannot be written", output.display()))?;
    }
    Ok(exit::answered(true))
}

/// Written aside, then renamed: half a bundle never stands where a whole one did.
fn keep(output: &Path, bundle: &[u8]) -> std::io::Result<()> {
    if output.exists() && !output.is_file() {
        return std::fs::write(output, bundle);
    }
    let dir = output.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut aside = tempfile::NamedTempFile::new_in(dir)?;
    aside.write_all(bundle)?;
    aside.as_file().sync_all()?;
    aside.persist(output)?;
    Ok(())
}

fn print_checkpoint(data: &Path) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(data)?;
    let checkpoint = store.latest_checkpoint()?.context("the record has no checkpoint yet")?;
    terminal::write(&checkpoint.note);
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

fn print_waivers(data: &Path, json: bool) -> anyhow::Result<ExitCode> {
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
        println!("Nobody has granted a waiver, or tried to.");
    }
    for ((by, rule), count) in &counted {
        let Waivers { granted, revoked, refused } = count;
        println!("{by}, {rule}: {granted} granted, {revoked} of them revoked; {refused} refused");
    }
    Ok(exit::answered(true))
}
