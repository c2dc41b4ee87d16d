//! `safeconduct backup`: the record, what decisions were made with, the sealed texts and the accounts, as one moment
//! showed them, while the room stays open. The keys of the texts are exported by themselves and kept apart: a stolen
//! backup then says no name, and a person who was erased is erased in every backup. The key that signs the record is
//! in neither: a restored record goes on under a new one, and whoever steals a backup signs nothing.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, bail};
use atlas::Atlas;
use record::{Report, Trust, verify_log};
use serde_json::json;
use store::{
    DataDir, Log, Making, ReadStore as _, SqliteReader,
    accounts::{ACCOUNTS, SqliteAccounts},
    dir::{BACKUP, DATABASE},
    keys::{Keys as _, SqliteKeys},
};

use crate::{
    arguments::Backup,
    clock,
    exit::{self, Misuse},
    kept,
    keys::{self, PUBLIC},
    manifest::Manifest,
    page::Page,
    proof,
};

/// The latest checkpoint, for whoever looks after the backup.
const CHECKPOINT: &str = "checkpoint";
/// What an export of keys is called; the moment stands before it.
const EXPORT: &str = "vault-keys-KEEP-APART-FROM-BACKUPS.db";

pub fn run(asked: &Backup, page: &Page) -> anyhow::Result<ExitCode> {
    match (&asked.to, &asked.keys) {
        (Some(to), _) => everything(asked, to, page),
        (None, Some(to)) => export_keys(asked, to, page),
        (None, None) => bail!(Misuse("say where to: a directory, or --keys and a directory".to_owned())),
    }
}

fn everything(asked: &Backup, to: &Path, page: &Page) -> anyhow::Result<ExitCode> {
    let data = &asked.data;
    let source = DataDir::open_read_only(data)?;
    apart(to, data)?;
    let dir = DataDir::begin(to, Making::Backup)?;
    // The accounts come later: somebody enrolled in between has an account that nobody on the record owns, and it
    // opens nothing. The other way round, somebody on the record could not come in.
    source.copy_to(&to.join(DATABASE))?;
    drop(source);
    let mut files = vec![DATABASE];
    if SqliteAccounts::copy(data, &to.join(ACCOUNTS))? {
        files.push(ACCOUNTS);
    }
    let networks = copy_networks(data, to)?;
    files.extend(networks.iter().map(String::as_str));
    let copy = SqliteReader::open(to)?;
    let Some(report) = proved(&copy, page)? else { return Ok(exit::answered(false)) };
    let checkpoint = copy.latest_checkpoint()?.context("the record has no checkpoint yet")?;
    drop(copy);
    let key =
        report.epochs.last().and_then(|epoch| epoch.keys.last()).context("the record has no key yet")?;
    keys::keep(&to.join(PUBLIC), &format!("{}\n", key.key), 0o600)?;
    keys::keep(&to.join(CHECKPOINT), &String::from_utf8(checkpoint.note)?, 0o600)?;
    files.extend([PUBLIC, CHECKPOINT]);
    let manifest = Manifest::of(to, clock::wall(), &report, &files)?;
    manifest.write(to)?;
    dir.finish(Making::Backup)?;
    if asked.json {
        let answer = json!({ "backup": to, "manifest": manifest });
        println!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        let about = [("to", to.display().to_string().into()), ("size", manifest.size.into())];
        page.say(&page.words.say_with("backup-done", about));
        page.say(&page.words.say("backup-not-in-it"));
    }
    Ok(exit::answered(true))
}

/// The networks beside the record, each under the name of its file in the manifest. A file that is not what its name
/// says is none, and is told.
fn copy_networks(data: &Path, to: &Path) -> anyhow::Result<Vec<String>> {
    let (ours, copies) = (Atlas::of(data), Atlas::of(to));
    let mut files = Vec::new();
    for network in ours.names() {
        copies.take_in(&ours.place(&network))?;
        let file = copies.place(&network);
        files.extend(file.strip_prefix(to).ok().and_then(Path::to_str).map(ToOwned::to_owned));
    }
    Ok(files)
}

/// The report on a copied record that holds, with all that lies beside it. A copy of something broken is no backup,
/// and it is said at once that the record itself is broken.
fn proved(copy: &SqliteReader, page: &Page) -> anyhow::Result<Option<Report>> {
    let report = verify_log(&Log(copy), Trust::default())?;
    let kept = if report.holds() { Some(kept::verify(copy, None, false)?) } else { None };
    if kept.as_ref().is_some_and(kept::Kept::holds) {
        return Ok(Some(report));
    }
    page.say(&page.words.say("backup-of-nothing-sound"));
    print!("{}", proof::log(&report, page.words));
    kept.iter().for_each(|kept| println!("{}", proof::kept(kept, page.words)));
    Ok(None)
}

fn export_keys(asked: &Backup, to: &Path, page: &Page) -> anyhow::Result<ExitCode> {
    let keys = SqliteKeys::open_read_only(&asked.data)?;
    apart(to, &asked.data)?;
    if to.join(BACKUP).exists() {
        bail!(Misuse(format!(
            "{} is a backup: whoever took it would read every name. Keep the keys in another place, on another medium",
            to.display()
        )));
    }
    make(to).with_context(|| format!("{} cannot be made", to.display()))?;
    let file = unused(to);
    keys.copy_to(&file)?;
    let copy = SqliteKeys::open_read_only(&file)?;
    let (subjects, destroyed) = (copy.subjects()?.len(), copy.destroyed()?.len());
    if asked.json {
        let answer = json!({ "keys": file, "subjects": subjects, "erased": destroyed });
        println!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        let about = [
            ("to", file.display().to_string().into()),
            ("subjects", subjects.into()),
            ("erased", destroyed.into()),
        ];
        page.say(&page.words.say_with("backup-keys-done", about));
    }
    Ok(exit::answered(true))
}

/// A name of this moment that nothing has: two exports may fall into one second.
fn unused(to: &Path) -> PathBuf {
    let moment = clock::wall().to_string().replace(':', "");
    let named = |n: u32| {
        to.join(if n == 1 { format!("{moment}-{EXPORT}") } else { format!("{moment}-{n}-{EXPORT}") })
    };
    (1..).map(named).find(|file| !file.exists()).unwrap_or_else(|| named(0))
}

fn make(to: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(to)
}

/// A copy within what it is a copy of is lost with it.
pub(super) fn apart(to: &Path, from: &Path) -> anyhow::Result<()> {
    let (to_place, from_place) = (settled(to)?, settled(from)?);
    if to_place.starts_with(&from_place) || from_place.starts_with(&to_place) {
        bail!(Misuse(format!(
            "{} and {} lie in one another: choose a place apart, on another disk if there is one",
            to.display(),
            from.display()
        )));
    }
    Ok(())
}

/// The path without detours, as far as it is there.
fn settled(path: &Path) -> anyhow::Result<PathBuf> {
    let whole = std::path::absolute(path)?;
    let there = whole.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, place)) = there else { return Ok(whole) };
    Ok(whole.strip_prefix(above).map_or(place.clone(), |rest| place.join(rest)))
}
