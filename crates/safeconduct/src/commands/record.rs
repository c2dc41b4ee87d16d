//! `safeconduct record`: prove what is on the record, and hand it to somebody else.

use std::{io::Write as _, path::Path, process::ExitCode};

use anyhow::{Context as _, bail};
use record::{Bundle, SignedCheckpoint, Trust, VerifierKey, bundle::MAX_BUNDLE_BYTES, verify_log};
use store::{DataDir, Log, ReadStore as _};

use crate::{
    arguments::{Record, RecordCommand},
    exit::{self, Misuse},
    keys,
};

pub fn run(record: &Record) -> anyhow::Result<ExitCode> {
    match &record.what {
        RecordCommand::Verify { path, key, checkpoint, json } => {
            let key =
                key.as_deref().map(keys::public).transpose().map_err(|error| Misuse(format!("{error:#}")))?;
            if path.is_dir() {
                verify_log_in(path, key, checkpoint.as_deref(), *json)
            } else {
                verify_bundle(path, key, *json)
            }
        }
        RecordCommand::Export { data, movement, output } => export(data, movement, output),
        RecordCommand::Checkpoint { data } => print_checkpoint(data),
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
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{report}");
    }
    Ok(exit::answered(report.holds()))
}

fn outside_checkpoint(path: &Path) -> anyhow::Result<SignedCheckpoint> {
    let shown = path.display();
    let bytes = crate::case::read_bounded(path).with_context(|| format!("{shown} cannot be read"))?;
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
    let bytes = read_at_most(path, MAX_BUNDLE_BYTES).with_context(|| format!("{shown} cannot be read"))?;
    let bundle = Bundle::parse(&bytes).map_err(|error| Misuse(format!("{shown}: {error}")))?;
    let report = bundle.verify(&key);
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{report}");
    }
    Ok(exit::answered(report.holds))
}

fn read_at_most(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn export(data: &Path, movement: &str, output: &Path) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(data)?;
    let bundle = ops::extract::movement(&store, movement)?.to_json()?;
    if output == Path::new("-") {
        std::io::stdout().write_all(&bundle)?;
    } else {
        std::fs::write(output, &bundle).with_context(|| format!("{} cannot be written", output.display()))?;
    }
    Ok(exit::answered(true))
}

fn print_checkpoint(data: &Path) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(data)?;
    let checkpoint = store.latest_checkpoint()?.context("the record has no checkpoint yet")?;
    std::io::stdout().write_all(&checkpoint.note)?;
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
