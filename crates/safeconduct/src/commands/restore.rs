//! `safeconduct restore`: a data directory out of a backup.
//!
//! The record goes on in a new epoch, because what came after the backup is lost here and may be known elsewhere.
//! Erasures are done again, whoever says that they were done: the backup's own record, the exported keys, a list that
//! somebody hands in. Nobody is signed in; passwords and second factors are as they were. Until the last step is
//! durable the directory is marked as unfinished and nothing opens it: an interrupted restore is simply repeated.

use std::{collections::BTreeSet, fs, io, path::Path, process::ExitCode, sync::Arc};

use anyhow::{Context as _, bail};
use atlas::Atlas;
use conduct::{Act, Command, World};
use model::id::PersonId;
use ops::{
    Room, Submission,
    room::system,
    texts::{erased, of_person, person_of},
};
use record::{Previous, Trust, VerifierKey, verify_log};
use serde_json::json;
use store::{
    DataDir, Log, Making, SqliteReader, SqliteStore, StoreError,
    accounts::{ACCOUNTS, Accounts as _, SqliteAccounts},
    dir::DATABASE,
    keys::{KEYS, Keys as _, SqliteKeys},
};

use super::backup::apart;
use crate::{
    arguments::Restore,
    case::read_bounded,
    clock::{self, Kept},
    exit::{self, Misuse},
    kept::Texts,
    keys,
    manifest::Manifest,
    page::Page,
    proof,
};

/// What came of it.
struct Restored {
    previous: Previous,
    key: VerifierKey,
    epoch: u64,
    /// Those whose erasure was done again.
    erased: BTreeSet<PersonId>,
    texts: Texts,
}

pub fn run(asked: &Restore, page: &Page) -> anyhow::Result<ExitCode> {
    let Restore { from, data, keys: export, erased, .. } = asked;
    // Everything that is handed in is looked at before anything is written.
    apart(data, from)?;
    let manifest = Manifest::read(from)?;
    let listed = erased.iter().map(|list| people_in(list)).collect::<anyhow::Result<Vec<_>>>()?;
    let export = export.as_deref().map(SqliteKeys::open_read_only).transpose()?;
    let dir = DataDir::begin(data, Making::Restored)?;
    copy(from, data, &manifest)?;
    if let Some(export) = &export {
        export.copy_to(&data.join(KEYS))?;
    }
    drop(export);
    let restored = revive(dir, &manifest, listed.into_iter().flatten().collect())?;
    tell(&restored, &manifest, asked, page)?;
    Ok(exit::answered(true))
}

/// The files of the backup that a data directory has, byte for byte.
fn copy(from: &Path, data: &Path, manifest: &Manifest) -> anyhow::Result<()> {
    for name in [DATABASE, ACCOUNTS].into_iter().filter(|name| manifest.files.contains_key(*name)) {
        let to = data.join(name);
        let copied = || -> io::Result<()> {
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&to)?;
            io::copy(&mut fs::File::open(from.join(name))?, &mut file)?;
            file.sync_all()
        };
        copied().with_context(|| {
            format!("{} cannot be written: see to the disk, then repeat the restore", to.display())
        })?;
    }
    let networks = Atlas::of(data);
    for name in manifest.files.keys().filter(|name| Path::new(name).starts_with(atlas::DIRECTORY)) {
        networks.take_in(&from.join(name))?;
    }
    let copy = SqliteReader::open(data)?;
    let report = verify_log(&Log(&copy), Trust::default())?;
    if !report.holds() || (report.proved, report.root) != (manifest.size, manifest.root) {
        bail!("the record in {} is not the one the backup says it is: use another backup", from.display());
    }
    Ok(())
}

/// Makes of the copied files a data directory that goes on from them.
fn revive(dir: DataDir, manifest: &Manifest, listed: BTreeSet<PersonId>) -> anyhow::Result<Restored> {
    let data = dir.path().to_owned();
    let accounts = SqliteAccounts::open(&dir)?;
    accounts.begin_anew()?;
    let texts = Arc::new(SqliteKeys::open(&dir)?);
    let signer = keys::fresh(&data)?;
    let key = signer.verifier().clone();
    let mut store = dir.into_store()?;
    let mut surroundings = clock::surroundings(Kept::Asked);
    let previous = ops::epoch::open_next(&mut store, &signer, &mut surroundings, ops::BUILD)?;
    // From here the record's own erasures are done again by the room itself.
    let keys: Arc<dyn store::keys::Keys> = texts.clone();
    let mut room = Room::open(store, keys, signer, surroundings, ops::BUILD)?;
    let gone = erase_again(&mut room, &texts, &accounts, listed)?;
    let found = Texts::found(room.store(), &*texts)?;
    drop(accounts);
    let dir = room.into_store().close()?;
    drop(texts);
    dir.finish(Making::Restored)?;
    Ok(Restored { previous, key, epoch: manifest.epoch + 1, erased: gone, texts: found })
}

/// Erases whoever was erased according to the record, the keys or the lists. Who is known to the record and not
/// erased there was erased after the backup: the record says so again.
fn erase_again(
    room: &mut Room<SqliteStore>,
    texts: &SqliteKeys,
    accounts: &SqliteAccounts,
    listed: BTreeSet<PersonId>,
) -> anyhow::Result<BTreeSet<PersonId>> {
    let subjects = texts.destroyed()?.into_iter().chain(erased(room.worlds()));
    let mut gone: BTreeSet<PersonId> = subjects.filter_map(|subject| person_of(&subject)).collect();
    gone.extend(listed);
    texts.destroy(&gone.iter().map(|person| of_person(*person)).collect::<Vec<_>>())?;
    let real = room.worlds().iter().find(|(_, state)| state.world == World::Actual);
    let real = real.map(|(name, state)| (name.clone(), state.clone()));
    for person in &gone {
        match accounts.forget(person.0.as_bytes()) {
            Ok(_) | Err(StoreError::NotScrubbed { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let Some((world, state)) = &real else { continue };
        if state.person(*person).is_none() || state.erased().any(|erased| erased == *person) {
            continue;
        }
        let act = Act::ErasePerson { person: *person, because: None };
        let command = Command { by: system(world.clone()), act };
        for answer in room.take(vec![Submission::of(world.clone(), command)]) {
            answer?;
        }
    }
    Ok(gone)
}

/// A list of identifiers, one at the beginning of each line.
fn people_in(list: &Path) -> anyhow::Result<Vec<PersonId>> {
    let text = String::from_utf8(read_bounded(list)?).map_err(|_| {
        Misuse(format!("{} is no text: it is a list of identifiers, one a line", list.display()))
    })?;
    let mut people = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some(first) = line.split_whitespace().next().filter(|first| !first.starts_with('#')) else {
            continue;
        };
        let person = first.parse().map_err(|_| {
            Misuse(format!(
                "{}:{number}: {first:?} is no person's identifier: begin each line with one, as `record erased` prints them",
                list.display()
            ))
        })?;
        people.push(person);
    }
    Ok(people)
}

fn tell(restored: &Restored, manifest: &Manifest, asked: &Restore, page: &Page) -> anyhow::Result<()> {
    let Restored { previous, key, epoch, erased, texts } = restored;
    if asked.json {
        let answer = json!({
            "data": asked.data,
            "from": manifest,
            "epoch": epoch,
            "goes_on_from": previous,
            "key": key,
            "erased": erased,
            "texts": texts,
        });
        println!("{}", serde_json::to_string_pretty(&answer)?);
        return Ok(());
    }
    let about = [
        ("data", asked.data.display().to_string().into()),
        ("size", previous.size.into()),
        ("made", manifest.made_at.as_str().into()),
    ];
    page.say(&page.words.say_with("restore-done", about));
    let about = [("epoch", (*epoch).into()), ("key", key.to_string().into())];
    page.say(&page.words.say_with("restore-epoch", about));
    page.say(&page.words.say_with("restore-erased", [("count", erased.len().into())]));
    proof::texts(texts, page.words).iter().for_each(|line| page.say(line));
    page.say(&page.words.say("restore-signs-in-again"));
    page.say(&page.words.say_with("restore-lost", [("data", asked.data.display().to_string().into())]));
    Ok(())
}
