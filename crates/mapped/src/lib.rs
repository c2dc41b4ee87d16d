//! How is a large file read where it lies? A network of a country has hundreds of megabytes; mapped, it is there in
//! milliseconds, and pages that nobody asks for are never read.
//!
//! This is the only unsafe code of the house, in a crate of its own so that every other crate can forbid it.

use std::{
    fs::File,
    io::{Error, ErrorKind, Result},
    path::Path,
};

use memmap2::Mmap;

/// A file's bytes, mapped for reading.
///
/// They are what the file held when it was opened for as long as nobody writes into it. The house never does: it writes a
/// new file aside and renames it, and a mapping keeps the file it was made of, renamed over or not.
#[derive(Debug)]
pub struct Mapped(Option<Mmap>);

impl Mapped {
    /// Maps a file.
    ///
    /// # Errors
    /// When it cannot be opened or mapped, or is no file.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if !about.is_file() {
            return Err(Error::new(ErrorKind::InvalidInput, "it is no file"));
        }
        // Nothing cannot be mapped everywhere.
        if about.len() == 0 {
            return Ok(Mapped(None));
        }
        #[expect(unsafe_code, reason = "there is no other way to map a file")]
        // SAFETY: the bytes of a mapping must not change while Rust sees them as a slice, and no system can keep another
        // program from writing into a file or cutting it off. What guards against it: the mapping is private and
        // read-only; files of the house are never written into, a new one is renamed over the old; and whoever reads
        // them holds every access against the bounds again, so that a byte that changed after it was verified is a
        // wrong number or a failure, and no access outside. A file that is cut off while it is mapped ends the process
        // by a signal: a failure told late, and nothing is half-written by it.
        let map = unsafe { Mmap::map(&file) }?;
        Ok(Mapped(Some(map)))
    }
}

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        self.0.as_deref().unwrap_or_default()
    }
}
