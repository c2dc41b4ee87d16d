//! The tracks in SQLite and in memory obey the laws, and a full disk keeps nothing.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::cell::Cell;
use std::path::PathBuf;

use store::tracks::{
    Span, SqliteTracks, Stretch, Tracks as _,
    conformance::{Fresh, pack},
    memory::MemoryTracks,
};
use store::{DataDir, StoreError};

struct Sqlite {
    root: tempfile::TempDir,
    made: Cell<u32>,
}

impl Sqlite {
    fn new() -> Sqlite {
        Sqlite { root: tempfile::tempdir().unwrap(), made: Cell::new(0) }
    }

    fn open(&self) -> SqliteTracks {
        let path = self.root.path().join(self.made.get().to_string());
        SqliteTracks::open(&DataDir::open(path).unwrap()).unwrap()
    }
}

impl Fresh for Sqlite {
    type Tracks = SqliteTracks;

    fn fresh(&self) -> SqliteTracks {
        self.made.set(self.made.get() + 1);
        self.open()
    }

    fn reopen(&self, tracks: SqliteTracks) -> SqliteTracks {
        drop(tracks);
        self.open()
    }
}

struct Memory;

impl Fresh for Memory {
    type Tracks = MemoryTracks;

    fn fresh(&self) -> MemoryTracks {
        MemoryTracks::default()
    }

    fn reopen(&self, tracks: MemoryTracks) -> MemoryTracks {
        tracks
    }
}

mod sqlite {
    store::tracks_conformance!(super::Sqlite::new());
}

mod memory {
    store::tracks_conformance!(super::Memory);
}

#[test]
fn on_a_full_disk_nothing_is_kept_and_no_number_is_lost() {
    let tracks = MemoryTracks::default();
    tracks.fail(true);
    assert!(matches!(tracks.append(1, b"a"), Err(StoreError::Full { .. })));
    tracks.fail(false);
    assert_eq!(tracks.append(1, b"b"), Ok(1));
}

fn with_one_report() -> (tempfile::TempDir, PathBuf, SqliteTracks) {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    let tracks = SqliteTracks::open(&DataDir::open(&data).unwrap()).unwrap();
    tracks.append(1, b"a").unwrap();
    (root, data, tracks)
}

#[test]
fn tracks_are_read_while_they_are_written() {
    let (_root, data, tracks) = with_one_report();
    let reader = SqliteTracks::open_read_only(&data).unwrap();
    tracks.append(1, b"b").unwrap();
    assert_eq!(reader.armfuls(1, 10).unwrap().len(), 2);
}

#[test]
fn what_was_packed_before_something_was_kept_is_on_the_disk_with_it() {
    let (root, data, tracks) = with_one_report();
    let one = Stretch { device: [1; 16], from: 0, until: 9, first: 1, count: 1, body: b"a".to_vec() };
    pack(&tracks, std::slice::from_ref(&one), 1);
    tracks.append(1, b"b").unwrap();
    // The machine stops here: what is on the disk is opened somewhere else.
    let there = root.path().join("there");
    let opened_there = DataDir::open(&there).unwrap();
    for name in ["tracks.db", "tracks.db-wal"] {
        std::fs::copy(data.join(name), there.join(name)).unwrap();
    }
    let left = SqliteTracks::open(&opened_there).unwrap();
    assert_eq!(left.stretches(&[1; 16], 0, 9), Ok(vec![one]));
    assert_eq!(left.armfuls(1, 10).unwrap().iter().map(|one| one.first).collect::<Vec<_>>(), [2]);
    assert_eq!(left.next(), Ok(3));
}

/// A stretch of so many bytes, which nothing else has.
fn marked(device: u8, first: u64, length: usize) -> Stretch {
    let body = format!("<{device}-{first}>").into_bytes().repeat(length / 5);
    Stretch { device: [device; 16], from: 0, until: 9, first, count: 1, body }
}

#[test]
fn of_what_is_let_go_of_nothing_is_left_in_the_file() {
    let (_root, data, tracks) = with_one_report();
    let all: Vec<Stretch> =
        (1..=40_u8).map(|nth| marked(nth, u64::from(nth), 300 * usize::from(nth))).collect();
    tracks.append(40, &all.iter().flat_map(|one| one.body.clone()).collect::<Vec<u8>>()).unwrap();
    pack(&tracks, &all, 41);
    let mut gone = Vec::new();
    // All of one sheaf and each fourth of the others, and of what is left once more.
    for round in 0..2 {
        let sheaves = tracks.over(10).unwrap();
        assert!(sheaves.len() > 3, "{sheaves:?}");
        for (nth, sheaf) in sheaves.into_iter().enumerate() {
            let is_over = |span: &Span| nth == round || usize::from(span.device[0]) % 4 == round;
            let spans = tracks.spans(sheaf).unwrap();
            gone.extend(spans.into_iter().filter(&is_over).map(|span| span.device));
            tracks.let_go(sheaf, &is_over).unwrap();
        }
    }
    tracks.overwrite();
    drop(tracks);
    let bytes = std::fs::read(data.join("tracks.db")).unwrap();
    let is_there = |one: &Stretch| bytes.windows(6).any(|some| some == &one.body[..6]);
    for one in &all {
        assert_eq!(is_there(one), !gone.contains(&one.device), "{:?}", one.device[0]);
    }
    assert!(gone.len() > 15 && gone.len() < all.len(), "{gone:?}");
}

#[test]
fn a_sheaf_that_is_not_what_was_packed_is_named_as_damage() {
    let (_root, data, tracks) = with_one_report();
    pack(&tracks, &[marked(1, 1, 30)], 0);
    let edited = rusqlite::Connection::open(data.join("tracks.db")).unwrap();
    edited.execute("UPDATE sheaf SET bounds = x'00'", []).unwrap();
    let damaged = |read: Result<usize, StoreError>| {
        assert!(
            matches!(&read, Err(StoreError::Damaged { place, .. }) if place.ends_with("tracks.db")),
            "{read:?}"
        );
    };
    damaged(tracks.stretches(&[1; 16], 0, 9).map(|all| all.len()));
    damaged(tracks.spans(1).map(|all| all.len()));
    damaged(tracks.let_go(1, &|_| true));
    let left: u32 = edited.query_row("SELECT count(*) FROM sheaf", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 1, "what cannot be read is not let go of");
}

#[test]
fn a_sheaf_that_is_damaged_keeps_no_track_from_being_read_that_is_not_in_it() {
    let (_root, data, tracks) = with_one_report();
    pack(&tracks, &[marked(1, 1, 30), marked(5, 2, 30)], 0);
    pack(&tracks, &[marked(3, 3, 30)], 0);
    let edited = rusqlite::Connection::open(data.join("tracks.db")).unwrap();
    edited.execute("UPDATE sheaf SET body = x'00' WHERE lowest < highest", []).unwrap();
    assert_eq!(tracks.stretches(&[3; 16], 0, 9), Ok(vec![marked(3, 3, 30)]));
    assert!(tracks.stretches(&[5; 16], 0, 9).unwrap_err().is_damage());
}
