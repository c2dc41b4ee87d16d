//! What a backup says about itself: `backup.json`, written last, so that there is none in half a backup.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _},
    path::{Component, Path},
};

use anyhow::{Context as _, bail};
use model::Instant;
use record::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::dir::{BACKUP, DATABASE};

use crate::{case::read_bounded, exit::Misuse, keys};

/// The form of backups that this release makes and reads.
const FORM: u32 = 1;

/// A backup's account of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// How the rest is to be read.
    pub form: u32,
    /// When the backup was made, by the clock of the machine that made it.
    pub made_at: String,
    /// The log it is of: its origin and epoch, how many entries, and the root over them.
    pub origin: String,
    /// See `origin`.
    pub epoch: u64,
    /// See `origin`.
    pub size: u64,
    /// See `origin`.
    pub root: Hash,
    /// The SHA-256 of each file.
    pub files: BTreeMap<String, Hash>,
}

impl Manifest {
    /// What is told of the log by `report`, which holds, and of the files of these names in `dir`.
    pub fn of(dir: &Path, made_at: Instant, report: &record::Report, names: &[&str]) -> anyhow::Result<Self> {
        let epoch =
            report.epochs.last().context("the record has no entry yet: there is nothing to back up")?;
        let files = names.iter().map(|name| Ok(((*name).to_owned(), digest(&dir.join(name))?)));
        Ok(Manifest {
            form: FORM,
            made_at: made_at.to_string(),
            origin: epoch.origin.clone(),
            epoch: epoch.epoch,
            size: report.proved,
            root: report.root,
            files: files.collect::<anyhow::Result<_>>()?,
        })
    }

    /// Writes it into a backup.
    pub fn write(&self, dir: &Path) -> anyhow::Result<()> {
        keys::keep(&dir.join(BACKUP), &format!("{}\n", serde_json::to_string_pretty(self)?), 0o600)
    }

    /// Reads a backup's and holds its files against it.
    pub fn read(dir: &Path) -> anyhow::Result<Self> {
        let place = dir.join(BACKUP);
        if !place.exists() {
            bail!(Misuse(format!(
                "{} is not a whole backup: there is no {BACKUP} in it. Name a directory that `safeconduct backup` made",
                dir.display()
            )));
        }
        let manifest: Manifest = serde_json::from_slice(&read_bounded(&place)?)
            .with_context(|| format!("{} cannot be read: use another backup", place.display()))?;
        if manifest.form != FORM {
            bail!(
                "{} has the form {}, this release reads {FORM}: use the release that made it",
                place.display(),
                manifest.form
            );
        }
        if !manifest.files.contains_key(DATABASE) {
            bail!("{} names no {DATABASE}: use another backup", place.display());
        }
        for (name, made) in &manifest.files {
            let path = dir.join(name);
            // A name is a file in the backup or among its networks, and nothing further up.
            let inner = Path::new(name).strip_prefix(atlas::DIRECTORY).unwrap_or(Path::new(name));
            let plain = matches!(inner.components().collect::<Vec<_>>()[..], [Component::Normal(_)]);
            if !plain || !path.is_file() || digest(&path)? != *made {
                bail!("{} is not the file that the backup was made of: use another backup", path.display());
            }
        }
        Ok(manifest)
    }
}

/// The SHA-256 of a file, however large.
fn digest(path: &Path) -> anyhow::Result<Hash> {
    let hashed = || -> io::Result<Hash> {
        let mut file = File::open(path)?;
        let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(Hash(hash.finalize().into())),
                n => hash.update(buffer.get(..n).unwrap_or_default()),
            }
        }
    };
    hashed().with_context(|| format!("{} cannot be read", path.display()))
}
