//! A pair in two files that others look after: certbot, a unit's own authority, an orchestrator.

use std::{
    fs::{self, Metadata},
    io::Read as _,
    path::{Path, PathBuf},
    time::SystemTime,
};

use model::Instant;
use url::Host;

use crate::{error::TlsError, pair::Pair};

/// The longest file; a chain of a dozen certificates is a tenth of it.
const LONGEST: u64 = 1 << 20;

/// Where a pair lies.
#[derive(Clone, Debug)]
pub struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// What two files looked like, without being read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stamp([Option<(SystemTime, u64, u64)>; 2]);

impl Files {
    /// A pair in these files.
    pub fn at(certificate: PathBuf, key: PathBuf) -> Files {
        Files { certificate, key }
    }

    /// The pair, if it will do for this host now.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&self, host: &Host, now: Instant) -> Result<Pair, TlsError> {
        let chain = bounded(&self.certificate, false)?;
        let key = bounded(&self.key, true)?;
        let (place, key_place) = (shown(&self.certificate), shown(&self.key));
        Pair::read((&chain, &place), (&key, &key_place), host, now)
    }

    /// What they look like now. A link that was set to another file is another file.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp([&self.certificate, &self.key].map(|path| fs::metadata(path).ok().map(|seen| look(&seen))))
    }
}

fn look(seen: &Metadata) -> (SystemTime, u64, u64) {
    #[cfg(unix)]
    let node = std::os::unix::fs::MetadataExt::ino(seen);
    #[cfg(not(unix))]
    let node = 0;
    (seen.modified().unwrap_or(SystemTime::UNIX_EPOCH), seen.len(), node)
}

fn bounded(path: &Path, secret: bool) -> Result<Vec<u8>, TlsError> {
    let unreadable = |why: String| TlsError::Unreadable { place: shown(path), why };
    let file = fs::File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let seen = file.metadata().map_err(|error| unreadable(error.to_string()))?;
    if secret && is_open_to_everybody(&seen) {
        return Err(TlsError::Exposed { place: shown(path) });
    }
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > LONGEST {
        return Err(unreadable(format!("it has more than {LONGEST} bytes")));
    }
    Ok(bytes)
}

/// A group may read it: that is how key and server are kept apart on many machines.
fn is_open_to_everybody(seen: &Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::PermissionsExt::mode(&seen.permissions()) & 0o007 != 0;
    #[cfg(not(unix))]
    return false;
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
