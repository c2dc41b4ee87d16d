//! What those on duty saw while the record could not be written, kept in a file until it can.
//!
//! A full disk is the likeliest reason, and then a file cannot grow either. So its room is reserved while there is
//! some, and a line is written over what is reserved, synced, before anybody sees what it is about: it survives a
//! power cut like an entry does. What this cannot promise: a file system that never writes in place (btrfs, ZFS) may
//! have no room for that either, and a disk that is broken keeps nothing. Then those on duty read all the same, what
//! they saw waits in memory, and the log says so.
//!
//! Lines of a checksum and a sight, ended by a zero byte. Of a write that was cut off the checksum is wrong, and
//! nothing after it counts. A line too many is harmless: the record's sights are a set.

use std::{
    collections::BTreeSet,
    fs::{File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
};

use conduct::Sight;
use sha2::{Digest as _, Sha256};

/// The file in the data directory.
const FILE: &str = "sights.waiting";
/// What is reserved: some twenty thousand sights, which is what a room of ten officers sees in two days.
const RESERVED: u64 = 4 << 20;

/// The file.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
    used: u64,
}

impl Journal {
    /// Opens the file in this directory, or makes it, and answers what waits in it.
    pub fn open(dir: &Path) -> io::Result<(Journal, BTreeSet<Sight>)> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(dir.join(FILE))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let (waiting, used) = read(&bytes);
        reserve(&mut file, bytes.len() as u64)?;
        Ok((Journal { file, used }, waiting))
    }

    /// Adds sights; they are durable when this is answered.
    pub fn add<'s>(&mut self, sights: impl IntoIterator<Item = &'s Sight>) -> io::Result<()> {
        let mut lines = Vec::new();
        for sight in sights {
            let json = serde_json::to_string(sight)?;
            lines.extend_from_slice(format!("{} {json}\n", checksum(&json)).as_bytes());
        }
        let length = lines.len() as u64;
        lines.push(0);
        self.file.seek(SeekFrom::Start(self.used))?;
        self.file.write_all(&lines)?;
        self.file.sync_data()?;
        self.used += length;
        Ok(())
    }

    /// Forgets all of it: it is on the record.
    pub fn clear(&mut self) -> io::Result<()> {
        if self.used == 0 {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&[0])?;
        self.file.sync_data()?;
        self.used = 0;
        Ok(())
    }
}

/// What waits, and how many bytes that takes.
fn read(bytes: &[u8]) -> (BTreeSet<Sight>, u64) {
    let (mut waiting, mut used) = (BTreeSet::new(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let sight = || {
            let (sum, json) = std::str::from_utf8(line).ok()?.strip_suffix('\n')?.split_once(' ')?;
            (sum == checksum(json)).then(|| serde_json::from_str(json).ok())?
        };
        let Some(sight) = sight() else { break };
        waiting.insert(sight);
        used += line.len() as u64;
    }
    (waiting, used)
}

fn checksum(json: &str) -> String {
    Sha256::digest(json).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Has the file's room on the disk set aside, also where it was copied without its empty part.
fn reserve(file: &mut File, length: u64) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    match rustix::fs::fallocate(&*file, rustix::fs::FallocateFlags::empty(), 0, RESERVED) {
        Ok(()) => return file.sync_all(),
        // Not every file system can: there it is written out.
        Err(rustix::io::Errno::OPNOTSUPP) => {}
        Err(error) => return Err(error.into()),
    }
    file.seek(SeekFrom::Start(length))?;
    let missing = usize::try_from(RESERVED.saturating_sub(length)).unwrap_or_default();
    file.write_all(&vec![0; missing])?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use model::{
        id::{MovementId, PersonId},
        party::Role,
    };
    use uuid::Uuid;

    use super::*;

    fn sight(movement: u128) -> Sight {
        Sight {
            person: PersonId(Uuid::from_u128(1)),
            role: Role::DutyOfficer,
            movement: MovementId(Uuid::from_u128(movement)),
            part: "number".parse().unwrap(),
            hour: "2026-12-01T08:00:00Z".parse().unwrap(),
        }
    }

    fn waiting(dir: &Path) -> Vec<Sight> {
        Journal::open(dir).unwrap().1.into_iter().collect()
    }

    #[test]
    fn what_was_added_is_there_when_it_is_opened_again_until_it_is_cleared() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, before) = Journal::open(dir.path()).unwrap();
        assert_eq!(before, BTreeSet::new());
        journal.add([&sight(1), &sight(2)]).unwrap();
        journal.add([&sight(3)]).unwrap();
        drop(journal);
        assert_eq!(waiting(dir.path()), [sight(1), sight(2), sight(3)]);
        let (mut journal, _) = Journal::open(dir.path()).unwrap();
        journal.add([&sight(4)]).unwrap();
        assert_eq!(waiting(dir.path()).len(), 4, "an opened one is gone on with");
        journal.clear().unwrap();
        assert_eq!(waiting(dir.path()), []);
        // A line as long as the one that was there before: nothing behind it comes back.
        journal.add([&sight(5)]).unwrap();
        assert_eq!(waiting(dir.path()), [sight(5)]);
    }

    #[test]
    fn its_room_is_set_aside_and_a_line_takes_no_more() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = Journal::open(dir.path()).unwrap();
        let size = || std::fs::metadata(dir.path().join(FILE)).unwrap().len();
        assert_eq!(size(), RESERVED);
        journal.add(&(0..1000).map(sight).collect::<Vec<_>>()).unwrap();
        assert_eq!(size(), RESERVED);
    }

    #[test]
    fn a_write_that_was_cut_off_at_any_byte_leaves_what_was_whole() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = Journal::open(dir.path()).unwrap();
        journal.add([&sight(1)]).unwrap();
        let first = usize::try_from(journal.used).unwrap();
        journal.add([&sight(2)]).unwrap();
        let whole = std::fs::read(dir.path().join(FILE)).unwrap();
        let second = usize::try_from(journal.used).unwrap();
        for cut in first..second {
            let mut torn = whole.clone();
            torn[cut..second].fill(0);
            assert_eq!(read(&torn), ([sight(1)].into(), first as u64), "cut at {cut}");
        }
    }
}
