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
use words::Catalogue;

use super::{
    account::{Account, Line},
    kept_checkpoint, nothing_there,
    show::read_bundle,
    telling, told_in,
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
        bail!(nothing_there(path, page));
    }
    if path.is_dir() { log(path, key, asked, page) } else { bundle(path, key, asked, page) }
}

fn log(dir: &Path, key: Option<VerifierKey>, asked: &Verify, page: &Page) -> anyhow::Result<ExitCode> {
    let store = DataDir::open_read_only(dir)?;
    let checkpoint = asked.checkpoint.as_deref().map(|path| kept_checkpoint(path, page)).transpose()?;
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
        telling::snapshot(&kept.snapshot, page.words).iter().for_each(|said| println!("{said}"));
        kept.again.iter().for_each(|outcome| print_again(outcome, page));
    }
    Ok(exit::answered(report.holds() && kept.holds()))
}

fn bundle(path: &Path, key: Option<VerifierKey>, asked: &Verify, page: &Page) -> anyhow::Result<ExitCode> {
    let Some(key) = key else {
        let about = [("path", path.display().to_string().into())];
        bail!(Misuse(page.words.say_with("record-key-wanted", about)))
    };
    let bundle = read_bundle(path)?;
    let checkpoint = asked.checkpoint.as_deref().map(|path| kept_checkpoint(path, page)).transpose()?;
    let report = bundle.verify_against(&key, checkpoint.as_ref());
    // What is not proved to be in the log is neither read out nor evaluated.
    let lines: Vec<Line> =
        if report.holds { read_out(&bundle, told_in(asked.json, page)) } else { Vec::new() };
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
            Some(outcome) => print_again(outcome, page),
            None if report.holds => println!("{}", page.words.say("again-nothing-carried")),
            None => {}
        }
        lines.iter().for_each(|line| println!("{}", line.told(page.words)));
    }
    Ok(exit::answered(proved))
}

fn read_out(bundle: &Bundle, words: &'static Catalogue) -> Vec<Line> {
    let mut account = Account::new(words);
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

fn print_again(outcome: &Outcome, page: &Page) {
    telling::again(outcome, page.words).iter().for_each(|sentence| println!("{sentence}"));
}
