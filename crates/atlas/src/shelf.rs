//! Network files in a directory, each under the digest of its bytes.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use conduct::Networks;
use mapped::Mapped;
use model::Digest;
use roads::chart::{BadFile, Bytes, Chart};
use threat::{Ground, NoGround};

use crate::Sheet;

/// The directory beside the record in which networks lie.
pub const DIRECTORY: &str = "networks";
/// How a network's file name ends.
const ENDING: &str = "net";

/// The networks at hand.
#[derive(Debug)]
pub struct Atlas {
    dir: PathBuf,
    open: Mutex<BTreeMap<Digest, Arc<Sheet>>>,
}

/// Why a file is no network that can be used.
#[derive(Debug, thiserror::Error)]
pub enum BadNetwork {
    /// It cannot be read or kept.
    #[error("{}: {error}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It is no network file, or not as it was written.
    #[error("{}: {bad}", .path.display())]
    Chart {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        bad: BadFile,
    },
    /// Its stretches are no roads.
    #[error("{}: {why}", .path.display())]
    Ground {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        why: NoGround,
    },
    /// It is another network than its name says.
    #[error("{} holds the network {found}: somebody renamed it or wrote over it. Put the right file there", .path.display())]
    Renamed {
        /// Which.
        path: PathBuf,
        /// What it holds.
        found: Digest,
    },
}

impl Atlas {
    /// The networks of a data directory. Nothing is opened yet, and there may be none.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Atlas { dir: data.join(DIRECTORY), open: Mutex::default() }
    }

    /// Takes a network file in: verified, copied and durable under its digest before this answers. The same network
    /// again is no change.
    ///
    /// # Errors
    /// When it is no network, or cannot be kept; then nothing is left of it.
    pub fn take_in(&self, file: &Path) -> Result<Digest, BadNetwork> {
        let bytes = Mapped::open(file).map_err(|error| BadNetwork::File { path: file.to_owned(), error })?;
        let bytes: Bytes = Arc::new(bytes);
        self.keep(&bytes, file)
    }

    /// Keeps the bytes of a network file, which come from `origin`, like [`Atlas::take_in`].
    ///
    /// # Errors
    /// When they are no network, or cannot be kept; then nothing is left of it.
    pub fn keep(&self, bytes: &Bytes, origin: &Path) -> Result<Digest, BadNetwork> {
        let chart = Chart::open(Arc::clone(bytes));
        let chart = chart.map_err(|bad| BadNetwork::Chart { path: origin.to_owned(), bad })?;
        let network = Digest(chart.pin());
        let at = self.place(&network);
        if !(at.exists() && self.verified(&network).is_ok()) {
            let written = self.write(&at, (**bytes).as_ref());
            written.map_err(|error| BadNetwork::File { path: at, error })?;
            self.verified(&network)?;
        }
        Ok(network)
    }

    /// Written aside and renamed: what an earlier try left is written over.
    fn write(&self, at: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut directory = fs::DirBuilder::new();
        directory.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut directory, 0o700);
        directory.create(&self.dir)?;
        let aside = at.with_extension("part");
        let written = fs::write(&aside, bytes)
            .and_then(|()| fs::File::open(&aside)?.sync_all())
            .and_then(|()| fs::rename(&aside, at))
            .and_then(|()| fs::File::open(&self.dir)?.sync_all());
        written.inspect_err(|_| drop(fs::remove_file(&aside)))
    }

    /// The digests of the files there are, by their names; none was opened for it.
    #[must_use]
    pub fn names(&self) -> Vec<Digest> {
        let files = fs::read_dir(&self.dir).into_iter().flatten().flatten().map(|entry| entry.path());
        let networks = files.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
        let named =
            networks.filter_map(|path| format!("sha256:{}", path.file_stem()?.to_str()?).parse().ok());
        let mut named: Vec<Digest> = named.collect();
        named.sort_unstable();
        named
    }

    /// A network, opened.
    ///
    /// # Errors
    /// When its file is not there or not as it was written.
    pub fn sheet(&self, network: &Digest) -> Result<Arc<Sheet>, BadNetwork> {
        // Opened outside the lock: it takes a second for a country, and other networks are asked for meanwhile.
        let known = self.open().get(network).cloned();
        if let Some(sheet) = known {
            return Ok(sheet);
        }
        let opened = self.open_file(network)?;
        Ok(Arc::clone(self.open().entry(*network).or_insert(opened)))
    }

    /// Where a network's file lies, or would.
    #[must_use]
    pub fn place(&self, network: &Digest) -> PathBuf {
        let name = network.to_string();
        self.dir.join(format!("{}.{ENDING}", name.trim_start_matches("sha256:")))
    }

    /// A network's file, verified to the last byte and held to its name.
    fn verified(&self, network: &Digest) -> Result<Chart, BadNetwork> {
        let path = self.place(network);
        let bytes = Mapped::open(&path).map_err(|error| BadNetwork::File { path: path.clone(), error })?;
        let chart = Chart::open(Arc::new(bytes));
        let chart = chart.map_err(|bad| BadNetwork::Chart { path: path.clone(), bad })?;
        match Digest(chart.pin()) {
            found if found == *network => Ok(chart),
            found => Err(BadNetwork::Renamed { path, found }),
        }
    }

    fn open_file(&self, network: &Digest) -> Result<Arc<Sheet>, BadNetwork> {
        let chart = self.verified(network)?;
        let ground =
            Ground::of(chart).map_err(|why| BadNetwork::Ground { path: self.place(network), why })?;
        Ok(Arc::new(Sheet::of(Arc::new(ground))))
    }

    fn open(&self) -> std::sync::MutexGuard<'_, BTreeMap<Digest, Arc<Sheet>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A network that cannot be opened is not at hand: nothing is planned on it, and any danger may touch what was.
impl Networks for Atlas {
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>> {
        self.sheet(network).ok().map(|sheet| Arc::clone(sheet.ground()))
    }
}
