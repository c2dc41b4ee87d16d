//! `record verify`: a data directory's log, or a bundle from another machine.

use std::{path::Path, process::ExitCode};

use anyhow::bail;
use model::Digest;
use ops::{
    again::{Again, Outcome},
    journal::{self, Entry},
};
use record::{Bundle, Finding, Hash, Problem, Trust, VerifierKey, verify_log};
use serde_json::{Value, json};
use store::{
    DataDir, Log,
    keys::{KEYS, Keys, SqliteKeys},
};

use super::{
    account::{Account, Line},
    kept_checkpoint,
    show::read_bundle,
    words,
};
use crate::{
    arguments::Verify,
    exit::{self, Misuse},
    kept::{self, Kept},
    keys,
    page::Page,
    proof,
};

pub(super) fn run(asked: &Verify, page: &Page) -> anyhow::Result<ExitCode> {
    let Verify { path, key, .. } = asked;
    let key = key.as_deref().map(keys::public).transpose().map_err(|error| Misuse(format!("{error:#}")))?;
    if !path.exists() {
        bail!(Misuse(words::nothing_there(&path.display())));
    }
    if path.is_dir() { log(path, key, asked, page) } else { bundle(path, key, asked, page) }
}

fn log(dir: &Path, key: Option<VerifierKey>, asked: &Verify, page: &Page) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(dir)?;
    let checkpoint = asked.checkpoint.as_deref().map(kept_checkpoint).transpose()?;
    let report = verify_log(&Log(&store), Trust { key, checkpoint })?;
    // What lies beside a log that does not hold proves nothing either way.
    let keys = if dir.join(KEYS).exists() { SqliteKeys::open_read_only(dir).ok() } else { None };
    let keys = keys.as_ref().map(|keys| keys as &dyn Keys);
    // A log that was restored, held against a checkpoint of what it lost, is whole as far as it goes.
    let restored = matches!(&report.finding, Some(Finding { problem: Problem::LeftBehind { .. }, .. }));
    let whole = report.holds() || (restored && report.proved == report.read);
    let kept = if whole { kept::verify(&store, keys, asked.again)? } else { Kept::default() };
    if asked.json {
        let mut answer = serde_json::to_value(&report)?;
        answer["kept"] = serde_json::to_value(&kept)?;
        println!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        print!("{}", proof::log(&report, page.words));
        if whole {
            println!("{}", proof::kept(&kept, page.words));
        }
        kept.texts
            .iter()
            .flat_map(|texts| proof::texts(texts, page.words))
            .for_each(|line| println!("{line}"));
        words::snapshot(&kept.snapshot).iter().for_each(|said| println!("{said}"));
        kept.again.iter().for_each(print_again);
    }
    Ok(exit::answered(report.holds() && kept.holds()))
}

fn bundle(path: &Path, key: Option<VerifierKey>, asked: &Verify, page: &Page) -> anyhow::Result<ExitCode> {
    let Some(key) = key else { bail!(Misuse(words::key_wanted(&path.display()))) };
    let bundle = read_bundle(path)?;
    let checkpoint = asked.checkpoint.as_deref().map(kept_checkpoint).transpose()?;
    let report = bundle.verify_against(&key, checkpoint.as_ref());
    // What is not proved to be in the log is neither read out nor evaluated.
    let lines: Vec<Line> = if report.holds { read_out(&bundle) } else { Vec::new() };
    let again = (report.holds && (asked.again || report.artefacts > 0)).then(|| made_again(&bundle));
    let sound =
        again.as_ref().is_none_or(|found| found.different == 0 && (found.not_made == 0 || !asked.again));
    let proved = report.proves_all() && sound;
    if asked.json {
        let mut answer = serde_json::to_value(&report)?;
        answer["proved"] = proved.into();
        answer["entries"] = serde_json::to_value(&lines)?;
        answer["again"] = again.as_ref().map_or(Value::Null, |outcome| json!(outcome));
        println!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        print!("{}", proof::bundle(&report, page.words));
        match &again {
            Some(outcome) => print_again(outcome),
            None if report.holds => println!("{}", words::CARRIES_NOTHING),
            None => {}
        }
        lines.iter().for_each(|line| println!("{line}"));
    }
    Ok(exit::answered(proved))
}

fn read_out(bundle: &Bundle) -> Vec<Line> {
    let mut account = Account::default();
    bundle.entries().map(|bytes| account.line(bytes)).collect()
}

/// Every evaluation in a proved bundle, from what the bundle carries. Entries of types that a newer version
/// wrote are passed over: they are shown as such.
fn made_again(bundle: &Bundle) -> Outcome {
    let find = |digest: &Digest| bundle.artefact(&Hash(digest.0)).map(<[u8]>::to_vec);
    let mut again = Again::new(&find);
    for bytes in bundle.entries() {
        if let (Ok(view), Ok((Entry::InWorld(world, event), _))) =
            (record::EntryView::parse(bytes), journal::read(bytes))
        {
            again.take(view.n, &world, &event);
        }
    }
    again.finish()
}

fn print_again(outcome: &Outcome) {
    let said = words::again(outcome);
    if said.is_empty() {
        println!("{}", words::NOTHING_DECIDED);
        return;
    }
    said.iter().for_each(|sentence| println!("{sentence}"));
    println!("{}", words::BARS_AS_RECORDED);
}
