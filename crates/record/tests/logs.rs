//! A whole log: whatever is altered, dropped, swapped, repeated or cut off is found, and the first bad
//! entry is named.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

mod logbook;

use logbook::{Book, START, Writer, log_of, signer};
use proptest::prelude::*;
use record::{Checkpoint, Finding, Hash, Problem, SignedCheckpoint, Trust, Verdict, leaf_hash};
use serde_json::json;

fn outside(checkpoint: SignedCheckpoint) -> Trust {
    Trust { key: None, checkpoint: Some(checkpoint) }
}

fn finding(book: &Book) -> Finding {
    book.verified().finding.expect("something is wrong")
}

/// Stores an entry with another content and its true leaf hash, as somebody with the database would.
fn rewrite(writer: &mut Writer, at: usize, change: impl Fn(&mut record::Envelope)) {
    let mut envelope = record::Envelope::decode(&writer.book.entries[at].bytes).unwrap();
    change(&mut envelope);
    let bytes = envelope.encode().unwrap();
    let leaf = leaf_hash(&bytes);
    writer.book.entries[at] = record::StoredEntry { bytes, leaf };
}

#[test]
fn an_untouched_log_is_self_consistent_and_unwitnessed() {
    let log = log_of(600, 64);
    let report = log.book.verified();
    assert_eq!((report.verdict, report.read, report.proved), (Verdict::SelfConsistent, 600, 600));
    assert_eq!(report.root, log.frontier.root());
    assert!(report.to_string().starts_with("self-consistent to 600, unwitnessed\n"), "{report}");
    assert!(report.to_string().contains("compare them with what its owner gave you"), "{report}");
}

#[test]
fn an_outside_checkpoint_of_any_size_turns_it_into_a_witnessed_one() {
    let mut log = log_of(300, 64);
    for size in [64, 300] {
        let kept = log.book.checkpoints.iter().find(|stored| stored.size == size).unwrap();
        let kept = SignedCheckpoint::parse(&kept.note).unwrap();
        let report = log.book.verified_with(outside(kept));
        assert_eq!((report.verdict, report.witnessed), (Verdict::Witnessed, Some(size)), "{report}");
    }
    // The partner may hold one that the store has not: only root and signature count.
    log.book.checkpoints.retain(|stored| stored.size == 300);
    let report = log.book.verified_with(outside(log_of(77, 64).book.latest()));
    assert_eq!(report.verdict, Verdict::Witnessed, "{report}");
    let text = report.to_string();
    assert!(
        text.starts_with("consistent with the outside checkpoint of 77 entries, self-consistent to 300"),
        "{text}"
    );
}

#[test]
fn an_empty_log_proves_nothing() {
    assert_eq!(finding(&Book::default()).problem, Problem::Empty);
    let report = Book::default().verified_with(outside(log_of(5, 2).book.latest()));
    let found = report.finding.unwrap();
    assert_eq!((found.first, found.last), (Some(0), Some(4)));
    assert!(matches!(found.problem, Problem::Truncated { size: 5, .. }));
}

#[test]
fn a_flipped_byte_is_found_and_named() {
    let good = log_of(12, 5).book;
    for n in 0..good.entries.len() {
        for at in 0..good.entries[n].bytes.len() {
            let mut bad = good.clone();
            bad.entries[n].bytes[at] ^= 1;
            let found = finding(&bad);
            assert_eq!((found.first, found.last), (Some(n as u64), Some(n as u64)));
            assert!(matches!(found.problem, Problem::LeafHash { .. }));
        }
        for at in 0..32 {
            let mut bad = good.clone();
            bad.entries[n].leaf.0[at] ^= 0x80;
            assert_eq!(bad.first_bad(), Some(n as u64));
        }
    }
}

#[test]
fn an_entry_rewritten_with_its_hash_is_narrowed_to_the_batch_that_was_signed() {
    let mut log = log_of(100, 10);
    rewrite(&mut log, 37, |entry| entry.body = json!({"text": "all quiet"}));
    let found = finding(&log.book);
    assert_eq!((found.first, found.last), (Some(30), Some(39)));
    assert!(matches!(found.problem, Problem::Root { size: 40, .. }), "{found}");
    assert_eq!(log.book.verified().proved, 30);
}

#[test]
fn a_flipped_byte_in_a_subtree_hash_is_found_and_its_entries_named() {
    let good = log_of(600, 600).book;
    for (index, span) in [(0, (0, 255)), (1, (256, 511))] {
        let mut bad = good.clone();
        bad.subtrees[0][index].0[3] ^= 1;
        let found = finding(&bad);
        assert_eq!((found.first, found.last), (Some(span.0), Some(span.1)));
        assert!(matches!(found.problem, Problem::SubtreeHash { level: 1, .. }));
    }
    let mut bad = good.clone();
    bad.subtrees[0].pop();
    let found = finding(&bad);
    assert_eq!((found.first, found.last), (Some(256), Some(511)));
    assert!(matches!(found.problem, Problem::SubtreeMissing { level: 1, index: 1, .. }), "{found}");
}

#[test]
fn dropped_swapped_and_repeated_entries_are_found_where_they_begin() {
    let good = log_of(40, 8).book;
    let n = |number: usize| Some(number as u64);
    for at in 0..39 {
        let mut dropped = good.clone();
        dropped.entries.remove(at);
        assert_eq!(dropped.first_bad(), n(at), "dropped {at}");

        let mut swapped = good.clone();
        swapped.entries.swap(at, at + 1);
        assert_eq!(swapped.first_bad(), n(at), "swapped {at}");

        let mut repeated = good.clone();
        repeated.entries.insert(at, good.entries[at].clone());
        assert_eq!(repeated.first_bad(), n(at + 1), "repeated {at}");
    }
    let found = Finding { first: Some(7), last: Some(7), problem: Problem::Place { found: 8 } };
    let mut dropped = good.clone();
    dropped.entries.remove(7);
    assert_eq!(finding(&dropped), found);
    assert_eq!(
        found.to_string(),
        "entry 7: entry 8 stands in its place: entries were dropped, swapped or repeated"
    );
}

#[test]
fn entries_dropped_from_the_end_are_missed_by_their_checkpoint() {
    let mut log = log_of(40, 8).book;
    log.entries.truncate(37);
    let found = finding(&log);
    assert_eq!((found.first, found.last), (Some(37), Some(39)));
    assert_eq!(found.problem, Problem::Missing { size: 40 });
    assert_eq!(log.verified().proved, 32);
}

#[test]
fn a_log_cut_with_its_checkpoints_is_found_by_an_outside_checkpoint_only() {
    let whole = log_of(40, 8).book;
    let mut cut = whole.clone();
    cut.cut(32);
    assert!(cut.verified().to_string().starts_with("self-consistent to 32, unwitnessed"));
    let found = cut.verified_with(outside(whole.latest())).finding.unwrap();
    assert_eq!((found.first, found.last), (Some(32), Some(39)));
    assert_eq!(found.problem, Problem::Truncated { size: 40, caveat: String::new() });
}

#[test]
fn entries_without_a_checkpoint_are_reported_as_never_acknowledged() {
    let mut log = log_of(40, 8);
    log.events(3);
    let found = finding(&log.book);
    assert_eq!((found.first, found.last, found.problem), (Some(40), Some(42), Problem::Unacknowledged));
    assert_eq!(log.book.verified().proved, 40);
}

#[test]
fn a_second_history_under_the_same_name_is_a_fork() {
    let partner = log_of(20, 8).book.latest();
    let mut other = Writer::open("unit.example/log", 1);
    other.events(9);
    other.write("report-received", json!({"text": "something else"}));
    other.events(30);
    other.checkpoint();
    assert!(other.book.verified().holds());
    let found = other.book.verified_with(outside(partner)).finding.unwrap();
    assert_eq!((found.first, found.last), (Some(0), Some(19)));
    assert!(matches!(found.problem, Problem::Fork { size: 20, .. }), "{found}");
}

#[test]
fn an_outside_checkpoint_that_cannot_be_believed_is_said_to_be_so() {
    let log = log_of(20, 8).book;
    let root = log.latest().checkpoint().root;
    let forged =
        Checkpoint::new("unit.example/log", 20, root).sign(&[&signer("unit.example/log", 66)]).unwrap();
    let elsewhere = Checkpoint::new("other.example", 20, root).sign(&[&signer("other.example", 1)]).unwrap();
    let longer =
        Checkpoint::new("unit.example/log", 99, root).sign(&[&signer("unit.example/log", 66)]).unwrap();
    let problem = |checkpoint| log.verified_with(outside(checkpoint)).finding.unwrap().problem;
    assert!(matches!(problem(forged), Problem::OutsideCheckpoint { .. }));
    assert!(matches!(problem(elsewhere), Problem::OutsideCheckpoint { .. }));
    // After a cut the key that signed it may be among what was cut off, so it is not dismissed.
    let problem = problem(longer);
    assert!(matches!(&problem, Problem::Truncated { size: 99, caveat } if !caveat.is_empty()), "{problem}");
}

#[test]
fn time_never_runs_backwards() {
    let mut log = Writer::open("unit.example/log", 1);
    log.events(4);
    let mut late = log.envelope("report-received", json!(null));
    late.recorded_at = START + 3_999;
    log.append(late.encode().unwrap());
    log.checkpoint();
    let found = finding(&log.book);
    assert_eq!(
        found,
        Finding {
            first: Some(5),
            last: Some(5),
            problem: Problem::TimeDecreased { recorded_at: START + 3_999, before: START + 4_000 },
        }
    );
}

#[test]
fn bytes_that_are_no_entry_are_named_even_if_they_were_signed() {
    for bytes in [&b"{}"[..], b"", b"\xff", b"{\"n\":1.5}"] {
        let mut log = Writer::open("unit.example/log", 1);
        log.append(bytes.to_vec());
        log.checkpoint();
        let found = finding(&log.book);
        assert_eq!(found.first, Some(1));
        assert!(matches!(found.problem, Problem::Malformed { .. }));
    }
}

#[test]
fn a_spoiled_checkpoint_is_told_from_spoiled_entries() {
    let good = log_of(40, 8).book;
    let spoil = |change: &dyn Fn(&mut record::StoredCheckpoint)| {
        let mut bad = good.clone();
        change(&mut bad.checkpoints[2]);
        let found = finding(&bad);
        assert_eq!((found.first, found.last), (Some(16), Some(23)), "{found}");
        found.problem
    };
    let swap = |from: &'static str, to: &'static str| {
        move |stored: &mut record::StoredCheckpoint| {
            let text = String::from_utf8(stored.note.clone()).unwrap();
            stored.note = text.replacen(from, to, 1).into_bytes();
        }
    };
    assert!(matches!(spoil(&|stored| stored.note.clear()), Problem::CheckpointDamaged { .. }));
    assert!(matches!(spoil(&swap("\n24\n", "\n25\n")), Problem::CheckpointDamaged { .. }));
    assert!(matches!(spoil(&swap("unit.", "Unit.")), Problem::CheckpointDamaged { .. }));
    assert!(matches!(spoil(&swap("— unit.", "— Unit.")), Problem::CheckpointSignature { .. }));
    let other = Checkpoint::new("unit.example/log", 24, Hash::EMPTY_ROOT);
    let forged = other.clone().sign(&[&signer("unit.example/log", 66)]).unwrap();
    assert!(matches!(spoil(&|stored| stored.note = forged.to_bytes()), Problem::CheckpointSignature { .. }));
    let signed = other.sign(&[&signer("unit.example/log", 1)]).unwrap();
    assert!(matches!(spoil(&|stored| stored.note = signed.to_bytes()), Problem::Root { size: 24, .. }));
}

#[test]
fn a_checkpoint_that_is_missing_on_the_way_changes_nothing() {
    let mut log = log_of(40, 8).book;
    log.checkpoints.remove(2);
    assert!(log.verified().holds());
}

#[test]
fn a_checkpoint_stored_twice_or_under_another_size_is_damage() {
    let good = log_of(40, 8).book;
    let mut twice = good.clone();
    twice.checkpoints.insert(2, good.checkpoints[2].clone());
    assert!(matches!(finding(&twice).problem, Problem::CheckpointDamaged { .. }));
    for size in [23, 25] {
        let mut moved = good.clone();
        moved.checkpoints[2].size = size;
        let found = finding(&moved);
        assert_eq!((found.first, found.last), (Some(16), Some(size - 1)));
        assert!(matches!(found.problem, Problem::CheckpointDamaged { .. }));
    }
}

#[test]
fn the_report_says_the_same_to_a_machine() {
    let mut log = log_of(40, 8);
    let json = serde_json::to_value(log.book.verified()).unwrap();
    assert_eq!(json["verdict"], "self-consistent");
    assert_eq!(
        (&json["proved"], &json["finding"], &json["witnessed"]),
        (&json!(40), &json!(null), &json!(null))
    );
    assert_eq!(json["epochs"][0]["keys"][0]["key"], signer("unit.example/log", 1).verifier().to_string());

    rewrite(&mut log, 37, |entry| entry.body = json!(null));
    let json = serde_json::to_value(log.book.verified()).unwrap();
    assert_eq!(json["verdict"], "failed");
    assert_eq!((&json["finding"]["first"], &json["finding"]["last"]), (&json!(32), &json!(39)));
    assert_eq!(json["finding"]["problem"]["kind"], "root");
    assert!(json["finding"]["message"].as_str().unwrap().starts_with("entries 32 to 39: the signed root"));
}

#[test]
fn no_report_calls_anything_safe() {
    let log = log_of(20, 8).book;
    for report in [log.verified(), log.verified_with(outside(log.latest())), Book::default().verified()] {
        let text = report.to_string().to_lowercase();
        assert!(
            !["safe", "secure", "foolproof", "trustworthy"].iter().any(|word| text.contains(word)),
            "{text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tampering_in_any_place_of_any_log_is_found_there(
        size in 2..700_u64, batch in 1..80_u64,
        place in any::<prop::sample::Index>(), byte in any::<prop::sample::Index>(), bit in 0..8_u8, kind in 0..6,
    ) {
        let good = log_of(size, batch).book;
        prop_assert!(good.verified().holds());
        let mut bad = good.clone();
        let n = place.index(bad.entries.len());
        let expected = match kind {
            0 => {
                let at = byte.index(bad.entries[n].bytes.len());
                bad.entries[n].bytes[at] ^= 1 << bit;
                n
            }
            1 => {
                bad.entries[n].leaf.0[byte.index(32)] ^= 1 << bit;
                n
            }
            2 => {
                bad.entries.remove(n);
                n
            }
            3 => {
                bad.entries.insert(n, good.entries[n].clone());
                n + 1
            }
            4 => {
                let n = place.index(bad.entries.len() - 1);
                bad.entries.swap(n, n + 1);
                n
            }
            _ => {
                let c = place.index(bad.checkpoints.len());
                let at = byte.index(bad.checkpoints[c].note.len());
                bad.checkpoints[c].note[at] ^= 1 << bit;
                c.checked_sub(1).map_or(0, |before| usize::try_from(bad.checkpoints[before].size).unwrap())
            }
        };
        let found = bad.verified().finding.expect("tampering is found");
        prop_assert_eq!(found.first, Some(expected as u64), "{}", found);
    }
}
