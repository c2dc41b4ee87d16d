//! Nothing is silently altered: whatever is changed in a data directory, verification finds it and names the
//! first bad entry, or says why the database cannot be read at all.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use proptest::{
    strategy::{Strategy, ValueTree as _},
    test_runner::TestRunner,
};
use rusqlite::{Connection, types::Value as Sql};
use serde_json::Value;

use crate::{
    binary::{FAILURE, FALSE, Run, TRUE, safeconduct, text},
    files::{Desk, copy, recorded},
};

/// A record with refusals, a clearance and a waiver.
static ORIGINAL: LazyLock<Desk> = LazyLock::new(|| {
    let desk = Desk::new();
    recorded(&desk.data(), &["besham-2024-03-26", "demo-short-notice", "demo-airport-run"]).ended(FALSE);
    desk
});

/// A copy of one's own. Nobody opens the original: SQLite puts files beside an open database and takes them away
/// again, and a copy made by another test meanwhile would stumble over them.
fn untouched() -> Desk {
    let desk = Desk::new();
    copy(&ORIGINAL.data(), &desk.data());
    desk
}

/// A copy to spoil.
fn spoilt(spoil: impl FnOnce(&Connection)) -> (Desk, PathBuf) {
    let desk = untouched();
    let conn = Connection::open(desk.data().join("safeconduct.db")).unwrap();
    // Whoever alters the file is not held by its constraints either.
    conn.execute_batch("PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0").unwrap();
    spoil(&conn);
    conn.close().unwrap();
    let data = desk.data();
    (desk, data)
}

fn verify(data: &Path) -> Run {
    safeconduct(["record", "verify", text(data), "--json"])
}

/// The first bad entry as verification names it, if it could read the log at all.
fn first_bad(run: &Run) -> Option<u64> {
    match run.code {
        Some(FALSE) => {
            let report = run.json();
            let found = &report["finding"]["first"];
            let beside = &report["kept"]["finding"]["entry"];
            Some(found.as_u64().or(beside.as_u64()).unwrap_or_else(|| panic!("no entry named: {report}")))
        }
        Some(FAILURE) => {
            assert!(run.err.contains("safeconduct.db"), "the place is named: {}", run.err);
            None
        }
        _ => panic!("not found: {run:?}"),
    }
}

/// The [`cells`] of a record nobody spoilt.
fn original(table: &str, column: &str) -> Vec<(i64, Sql)> {
    let desk = untouched();
    cells(&Connection::open(desk.data().join("safeconduct.db")).unwrap(), table, column)
}

/// Rows of a table with one column each: the row's identity and the value.
fn cells(conn: &Connection, table: &str, column: &str) -> Vec<(i64, Sql)> {
    let mut query = conn.prepare(&format!("SELECT rowid, {column} FROM {table} ORDER BY rowid")).unwrap();
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// A value with one bit the other way round, or a number that is one more.
fn flipped(value: &Sql, at: usize, bit: u8) -> Sql {
    let flip = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        let place = at % bytes.len();
        bytes[place] ^= 1 << bit;
        bytes
    };
    match value {
        Sql::Integer(n) => Sql::Integer(n + 1),
        Sql::Blob(bytes) => Sql::Blob(flip(bytes)),
        // The lowest bit keeps a text a text.
        Sql::Text(text) => Sql::Text(String::from_utf8_lossy(&flip(text.as_bytes())).into_owned()),
        other => other.clone(),
    }
}

#[test]
fn a_flipped_bit_of_any_entry_or_its_hash_is_found_and_the_entry_named() {
    let mut runner = TestRunner::deterministic();
    let places = (0..1_usize << 20, 0..8_u8);
    let size = original("entry", "n").len();
    for column in ["bytes", "leaf"] {
        for n in 0..size {
            let (at, bit) = places.new_tree(&mut runner).unwrap().current();
            let (_desk, data) = spoilt(|conn| {
                let (row, value) = cells(conn, "entry", column).swap_remove(n);
                let change = format!("UPDATE entry SET {column} = ? WHERE rowid = ?");
                conn.execute(&change, (flipped(&value, at, bit), row)).unwrap();
            });
            let run = verify(&data);
            assert_eq!(first_bad(&run), Some(n as u64), "{column} of entry {n}, bit {at}.{bit}: {run:?}");
        }
    }
}

#[test]
fn a_changed_checkpoint_is_found() {
    let mut runner = TestRunner::deterministic();
    let places = (0..1_usize << 20, 0..7_u8);
    let checkpoints = original("checkpoint", "size");
    assert!(checkpoints.len() > 3);
    for column in ["note", "size"] {
        for (nth, _) in checkpoints.iter().enumerate() {
            let (at, bit) = places.new_tree(&mut runner).unwrap().current();
            let (_desk, data) = spoilt(|conn| {
                let (row, value) = cells(conn, "checkpoint", column).swap_remove(nth);
                let change = format!("UPDATE OR REPLACE checkpoint SET {column} = ? WHERE rowid = ?");
                conn.execute(&change, (flipped(&value, at, bit), row)).unwrap();
            });
            let run = verify(&data);
            assert!(matches!(run.code, Some(FALSE)), "{column} of checkpoint {nth}, bit {at}.{bit}: {run:?}");
        }
    }
}

#[test]
fn a_dropped_swapped_or_repeated_entry_is_named() {
    let spoils: [(&str, u64); 7] = [
        // A gap: the entry that is not there.
        ("DELETE FROM entry WHERE n = 4", 4),
        // Closed up: the entry that has another's place.
        ("DELETE FROM entry WHERE n = 4; UPDATE entry SET n = n - 1 WHERE n > 4", 4),
        ("DELETE FROM entry WHERE n = 0; UPDATE entry SET n = n - 1", 0),
        (
            "UPDATE entry SET n = -1 WHERE n = 5; UPDATE entry SET n = 5 WHERE n = 6; UPDATE entry SET n = 6 WHERE n = -1",
            5,
        ),
        ("UPDATE entry SET (leaf, bytes) = (SELECT leaf, bytes FROM entry WHERE n = 2) WHERE n = 3", 3),
        ("INSERT INTO entry SELECT 1 + (SELECT max(n) FROM entry), leaf, bytes FROM entry WHERE n = 1", 14),
        ("DELETE FROM entry WHERE n = (SELECT max(n) FROM entry)", 13),
    ];
    for (spoil, first) in spoils {
        let (_desk, data) = spoilt(|conn| conn.execute_batch(spoil).unwrap());
        let run = verify(&data);
        match first_bad(&run) {
            Some(named) => assert_eq!(named, first, "{spoil}: {}", run.out),
            None => assert!(run.err.contains(&format!("entry {first}")), "{spoil}: {}", run.err),
        }
    }
}

#[test]
fn an_altered_or_missing_rulebook_or_fact_set_is_found_beside_a_log_that_holds() {
    let artefacts = original("artefact", "bytes");
    assert_eq!(artefacts.len(), 5, "two rulebooks and three fact sets");
    for (row, bytes) in artefacts {
        let (_desk, data) = spoilt(|conn| {
            let change = (flipped(&bytes, 1234, 3), row);
            conn.execute("UPDATE artefact SET bytes = ? WHERE rowid = ?", change).unwrap();
        });
        assert!(first_bad(&verify(&data)).is_some());
        safeconduct(["record", "verify", text(&data)]).ended(FALSE).said(&["NOT PROVED", "other bytes"]);
        let (_desk, data) = spoilt(|conn| {
            conn.execute("DELETE FROM artefact WHERE rowid = ?", [row]).unwrap();
        });
        safeconduct(["record", "verify", text(&data)]).ended(FALSE).said(&["NOT PROVED", "it is gone"]);
    }
}

#[test]
fn an_entry_that_is_no_longer_found_by_what_it_is_about_is_named_and_a_false_find_is_passed_over() {
    for subject in ["everything", "number %", "%-%-%-%-%"] {
        let (_desk, data) = spoilt(|conn| {
            let change = "DELETE FROM about WHERE n = (SELECT n FROM about WHERE subject LIKE ? ORDER BY n DESC) AND subject LIKE ?";
            assert_eq!(conn.execute(change, [subject, subject]).unwrap(), 1, "{subject}");
        });
        let run = verify(&data).ended(FALSE);
        assert!(run.json()["kept"]["not_indexed"][0].is_u64(), "{subject}: {run:?}");
        let said = safeconduct(["record", "verify", text(&data)]).ended(FALSE).out;
        assert!(said.contains("NOT FOUND: entry "), "{said}");
    }
    let bundle = |data: &Path| {
        safeconduct(["record", "export", text(data), "--movement", "demo-short-notice-2026-11-24"])
            .ended(TRUE)
            .out
    };
    let (_desk, data) = spoilt(|conn| {
        let everything =
            "INSERT OR IGNORE INTO about SELECT subject, n FROM (SELECT DISTINCT subject FROM about), entry";
        conn.execute_batch(everything).unwrap();
    });
    assert_eq!(bundle(&data), bundle(&untouched().data()));
}

#[test]
fn tables_that_are_gone_or_of_another_shape_are_a_reason_and_not_a_crash() {
    for spoil in [
        "DROP TABLE entry",
        "DROP TABLE checkpoint",
        "DROP TABLE subtree; DROP TABLE log",
        "ALTER TABLE entry RENAME COLUMN bytes TO octets",
        "PRAGMA user_version = 9",
        "PRAGMA application_id = 7",
        "DELETE FROM entry; DELETE FROM checkpoint",
    ] {
        let (_desk, data) = spoilt(|conn| conn.execute_batch(spoil).unwrap());
        let run = verify(&data);
        assert!(matches!(run.code, Some(FAILURE | FALSE)), "{spoil}: {run:?}");
        assert!(!(run.err.is_empty() && run.out.is_empty()), "{spoil}: in silence");
    }
}

/// A flipped byte of the raw file may fall where SQLite keeps nothing. Then, and only then, the log is what it
/// was.
#[test]
fn a_flipped_byte_of_the_database_file_is_found_or_changed_nothing() {
    const TRIALS: usize = 150;
    let before = verify(&untouched().data()).ended(TRUE).json();
    let file = fs::read(ORIGINAL.data().join("safeconduct.db")).unwrap();
    let mut runner = TestRunner::deterministic();
    let places = (0..file.len(), 1..=255_u8);
    let [mut found, mut unreadable, mut idle] = [0; 3];
    for trial in 0..TRIALS {
        let (mut at, flip) = places.new_tree(&mut runner).unwrap().current();
        // Every third into the header and the schema, where a file is destroyed rather than altered.
        at = if trial % 3 == 0 { at % 4096 } else { at };
        let desk = untouched();
        let mut bytes = file.clone();
        bytes[at] ^= flip;
        fs::write(desk.data().join("safeconduct.db"), bytes).unwrap();
        let run = verify(&desk.data());
        match run.code {
            Some(FALSE) => found += 1,
            Some(FAILURE) => {
                assert!(run.err.contains("safeconduct.db"), "byte {at}: {}", run.err);
                unreadable += 1;
            }
            Some(TRUE) => {
                assert_eq!(same_log(&run.json()), same_log(&before), "byte {at} ^ {flip} passed");
                idle += 1;
            }
            _ => panic!("byte {at} ^ {flip}: {run:?}"),
        }
    }
    eprintln!(
        "{TRIALS} bytes flipped: {found} found, {unreadable} made it unreadable, {idle} fell beside the log"
    );
    assert!(found > 0 && unreadable > 0);
}

/// What must be equal if the log is the same.
fn same_log(report: &Value) -> [Value; 4] {
    ["verdict", "proved", "root", "kept"].map(|part| report[part].clone())
}
