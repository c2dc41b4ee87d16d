//! Which key speaks for a log: opening, rotating, losing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

mod logbook;

use logbook::{Writer, log_of, signer};
use record::epoch::{EPOCH_OPENED, EpochError, KEY_ROTATED};
use record::{
    Checkpoint, EpochOpened, Finding, KeyRotated, Previous, Problem, SignedCheckpoint, Trust, Verdict,
    VerifierKey,
};
use serde_json::json;

const UNIT: &str = "unit.example/log";
const RESTORED: &str = "unit.example/log-2";

fn key(origin: &str, seed: u8) -> VerifierKey {
    signer(origin, seed).verifier().clone()
}

fn given(key: VerifierKey) -> Trust {
    Trust { key: Some(key), checkpoint: None }
}

fn finding(log: &Writer) -> Finding {
    log.book.verified().finding.expect("something is wrong")
}

/// A log that has rotated from key 1 to key 2 to key 3.
fn rotated() -> Writer {
    let mut log = log_of(10, 4);
    for seed in [2, 3] {
        log.rotate(seed);
        log.events(3);
        log.checkpoint();
        log.events(2);
        log.checkpoint();
    }
    log
}

#[test]
fn the_key_that_was_given_must_be_the_logs_own() {
    let log = log_of(20, 8);
    let report = log.book.verified_with(given(key(UNIT, 1)));
    assert_eq!(report.verdict, Verdict::SelfConsistent);
    assert!(report.to_string().contains("come from the key that was given"), "{report}");

    let found = log.book.verified_with(given(key(UNIT, 2))).finding.unwrap();
    let problem = Problem::ForeignKey { given: key(UNIT, 2), in_force: key(UNIT, 1) };
    assert_eq!((found.first, found.problem), (Some(0), problem));
}

#[test]
fn a_rotation_signed_by_both_keys_carries_the_trust_over() {
    let log = rotated();
    for seed in 1..=3 {
        let report = log.book.verified_with(given(key(UNIT, seed)));
        assert!(report.holds(), "key {seed}: {report}");
    }
    let keys: Vec<_> = log.book.verified().epochs[0].keys.iter().map(|since| since.entry).collect();
    assert_eq!(keys, [0, 10, 16]);
}

#[test]
fn an_older_checkpoint_still_counts_after_a_rotation() {
    let log = rotated();
    for stored in &log.book.checkpoints {
        let kept = SignedCheckpoint::parse(&stored.note).unwrap();
        let report = log.book.verified_with(Trust { key: None, checkpoint: Some(kept) });
        assert_eq!(report.verdict, Verdict::Witnessed, "{report}");
    }
}

#[test]
fn the_first_checkpoint_after_a_rotation_needs_both_signatures() {
    for present in [1, 2] {
        let mut log = log_of(10, 4);
        log.rotate(2);
        log.signers.retain(|by| *by.verifier() == key(UNIT, present));
        log.checkpoint();
        let found = finding(&log);
        assert_eq!((found.first, found.last), (Some(10), Some(10)));
        let missing = key(UNIT, 3 - present).to_string();
        assert!(
            matches!(&found.problem, Problem::CheckpointSignature { reason } if reason.contains(&missing)),
            "{found}"
        );
    }
}

#[test]
fn later_checkpoints_need_the_new_signature_and_the_old_one_no_longer_counts() {
    let mut log = rotated();
    log.events(1);
    log.signers = vec![signer(UNIT, 1)];
    log.checkpoint();
    assert!(matches!(finding(&log).problem, Problem::CheckpointSignature { .. }));
}

#[test]
fn a_rotation_counts_only_in_its_log_at_its_place_and_with_both_signatures() {
    let (old, new) = (signer(UNIT, 1), signer(UNIT, 2));
    let rotation = KeyRotated::sign(UNIT, 10, &old, &new);
    assert_eq!(rotation.verify(UNIT, 10, old.verifier()), Ok(()));
    assert!(rotation.verify("elsewhere", 10, old.verifier()).is_err());
    assert!(rotation.verify(UNIT, 11, old.verifier()).is_err());
    assert!(rotation.verify(UNIT, 10, &key(UNIT, 3)).is_err());

    let by_old_only = KeyRotated { new_signature: rotation.old_signature, ..rotation.clone() };
    let by_new_only = KeyRotated { old_signature: rotation.new_signature, ..rotation.clone() };
    let other_key = KeyRotated { new_key: key(UNIT, 3), ..rotation };
    for (forged, unsigned) in [(by_old_only, 2), (by_new_only, 1), (other_key, 1)] {
        let expected = EpochError::Signature { key: key(UNIT, unsigned) };
        assert_eq!(forged.verify(UNIT, 10, old.verifier()), Err(expected));
        let mut log = log_of(10, 4);
        log.write(KEY_ROTATED, serde_json::to_value(&forged).unwrap());
        log.checkpoint();
        let found = finding(&log);
        assert_eq!(found.first, Some(10));
        assert!(
            matches!(&found.problem, Problem::Keys { reason } if reason.contains("did not sign")),
            "{found}"
        );
    }
}

#[test]
fn a_key_does_not_come_back_and_is_named_after_its_log() {
    let mut log = log_of(10, 4);
    log.rotate(2);
    log.rotate(1);
    log.checkpoint();
    assert_eq!(finding(&log).first, Some(11));

    let mut log = log_of(10, 4);
    let stranger = signer("stranger.example", 2);
    let rotation = KeyRotated::sign(UNIT, 10, &signer(UNIT, 1), &stranger);
    log.write(KEY_ROTATED, serde_json::to_value(&rotation).unwrap());
    log.checkpoint();
    assert!(matches!(finding(&log).problem, Problem::Keys { reason } if reason.contains("not named after")));
}

#[test]
fn a_log_begins_by_naming_its_key() {
    let mut log = Writer::open(UNIT, 1);
    log.book = logbook::Book::default();
    log.frontier = record::Frontier::new();
    log.events(1);
    log.checkpoint();
    let found = finding(&log);
    assert_eq!(
        found.to_string(),
        "entry 0: a log begins with an epoch-opened entry, not with \"report-received\""
    );
}

#[test]
fn bodies_of_another_shape_or_version_are_refused() {
    let opened = json!({"origin": UNIT, "key": key(UNIT, 1).to_string(), "previous": null});
    let with = |field: &str, value: serde_json::Value| {
        let mut body = opened.clone();
        body[field] = value;
        body
    };
    for body in
        [json!(null), with("extra", json!(1)), with("key", json!("x")), with("origin", json!("elsewhere"))]
    {
        let mut log = Writer::open(UNIT, 1);
        log.book = logbook::Book::default();
        log.frontier = record::Frontier::new();
        log.write(EPOCH_OPENED, body);
        log.checkpoint();
        let found = finding(&log);
        assert!(matches!(found, Finding { first: Some(0), problem: Problem::Keys { .. }, .. }), "{found}");
    }
    let mut log = log_of(3, 2);
    let mut newer = log.envelope(KEY_ROTATED, json!({}));
    newer.v = 2;
    log.append(newer.encode().unwrap());
    assert!(finding(&log).to_string().contains("key-rotated v2 is not known here"), "{}", finding(&log));
}

#[test]
fn an_entry_of_another_epoch_is_refused() {
    let mut log = log_of(5, 2);
    log.epoch = 2;
    log.events(1);
    log.checkpoint();
    let found = finding(&log);
    assert_eq!(found.to_string(), "entry 5: it belongs to epoch 2, but epoch 1 is the current one");
}

/// A log restored from a backup of 10 entries, going on under a new origin and an unrelated key.
fn restored() -> Writer {
    let mut log = log_of(10, 4);
    let previous = log.here();
    log.open_epoch(RESTORED, 9, Some(previous));
    log.events(5);
    log.checkpoint();
    log
}

#[test]
fn a_new_epoch_goes_on_from_the_checkpoint_it_names() {
    let log = restored();
    let report = log.book.verified();
    assert!(report.holds(), "{report}");
    let epochs: Vec<_> = report.epochs.iter().map(|epoch| (epoch.epoch, epoch.opened_by)).collect();
    assert_eq!(epochs, [(1, 0), (2, 10)]);
    assert_eq!(log.book.verified_with(given(key(RESTORED, 9))).verdict, Verdict::SelfConsistent);
    let kept = log_of(10, 4).book.latest();
    assert!(log.book.verified_with(Trust { key: None, checkpoint: Some(kept) }).holds());
}

#[test]
fn the_old_key_does_not_vouch_for_a_new_epoch() {
    let found = restored().book.verified_with(given(key(UNIT, 1))).finding.unwrap();
    assert_eq!(found.first, Some(10));
    assert!(matches!(found.problem, Problem::ForeignKey { .. }));
}

#[test]
fn what_a_restore_lost_is_found_by_whoever_kept_a_later_checkpoint() {
    let lost = log_of(13, 4).book.latest();
    let report = restored().book.verified_with(Trust { key: None, checkpoint: Some(lost) });
    let found = report.finding.unwrap();
    assert_eq!((found.first, found.last), (Some(10), Some(12)));
    let left_at = report.epochs[1].follows;
    assert!(left_at.is_some_and(|left| left <= report.epochs[1].opened_at), "{:?}", report.epochs);
    assert_eq!(
        found.problem,
        Problem::LeftBehind {
            origin: UNIT.to_owned(),
            size: 13,
            ended_at: 10,
            left_at,
            caveat: String::new()
        }
    );
    assert!(found.to_string().contains("the 3 that came after"), "{found}");
}

#[test]
fn an_epoch_that_names_another_past_is_refused() {
    let change: [fn(&mut Previous); 3] = [
        |previous| previous.size -= 1,
        |previous| previous.origin.push('x'),
        |previous| previous.root.0[0] ^= 1,
    ];
    for change in change {
        let mut log = log_of(10, 4);
        let mut previous = log.here();
        change(&mut previous);
        log.open_epoch(RESTORED, 9, Some(previous));
        log.checkpoint();
        assert_eq!(finding(&log).first, Some(10));
    }
    for (origin, seed, epoch) in [(UNIT, 9, 1), (RESTORED, 9, 2), (RESTORED, 9, 0)] {
        let mut log = log_of(10, 4);
        let previous = log.here();
        log.epoch = epoch;
        log.open_epoch(origin, seed, Some(previous));
        log.checkpoint();
        assert_eq!(finding(&log).first, Some(10), "origin {origin}, epoch {}", epoch + 1);
    }
    let mut log = log_of(10, 4);
    log.open_epoch(RESTORED, 9, None);
    log.checkpoint();
    assert_eq!(finding(&log).first, Some(10));
}

#[test]
fn a_new_log_may_name_the_checkpoint_of_an_older_one() {
    let older = log_of(10, 4).book.latest();
    let mut log = Writer::open(UNIT, 1);
    log.book = logbook::Book::default();
    log.frontier = record::Frontier::new();
    log.open_epoch(RESTORED, 9, Some(Previous::from(older.checkpoint())));
    log.events(2);
    log.checkpoint();
    assert!(log.book.verified().holds());
}

#[test]
fn a_rotation_cannot_be_passed_off_as_a_note_nor_a_note_as_a_rotation() {
    // A signature over any note text must verify under no statement, so the statement is no note text.
    let signer = signer(UNIT, 1);
    let rotation = KeyRotated::sign(UNIT, 1, &signer, &logbook::signer(UNIT, 2));
    let statement = format!("\0safeconduct/key-rotated/v1\n{UNIT}\n1\n{}\n{}\n", key(UNIT, 1), key(UNIT, 2));
    assert!(signer.verifier().verifies(statement.as_bytes(), &rotation.old_signature.0));
    assert!(record::Note::sign(&statement, &[&signer]).is_err());
    assert!(record::Note::parse(format!("{statement}\n— a AAAAAAA=\n").as_bytes()).is_err());
}

#[test]
fn the_bodies_have_these_shapes() {
    // Stored logs depend on them.
    let opened = EpochOpened { origin: UNIT.to_owned(), key: key(UNIT, 1), previous: None };
    assert_eq!(
        serde_json::to_value(&opened).unwrap(),
        json!({"origin": UNIT, "key": key(UNIT, 1).to_string(), "previous": null})
    );
    let root = record::leaf_hash(b"");
    let head = Checkpoint::new(UNIT, 1, root);
    let previous = serde_json::to_value(Previous::from(&head)).unwrap();
    assert_eq!(previous, json!({"origin": UNIT, "size": 1, "root": root.to_string()}));
    let rotated = KeyRotated::sign(UNIT, 1, &signer(UNIT, 1), &signer(UNIT, 2));
    let body = serde_json::to_value(&rotated).unwrap();
    assert_eq!(body["new_key"], key(UNIT, 2).to_string());
    assert_eq!(body["old_signature"].as_str().unwrap().len(), 88);
    assert_eq!(serde_json::from_value::<KeyRotated>(body).unwrap(), rotated);
}
