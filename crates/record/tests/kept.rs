//! A bundle against the checkpoint that a partner kept: nothing is passed over in silence.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test: there a panic is the report")]

mod logbook;

use logbook::{UNIT, bundle_of, key, log_of, signer};
use record::{Against, Bundle, BundleError, Checkpoint, SignedCheckpoint, VerifierKey};
use serde_json::json;

/// A log of `size` entries with a bundle of entry 5 made at its end, proved to go on from `since` entries.
fn since(size: u64, kept: &SignedCheckpoint) -> Result<Bundle, BundleError> {
    let log = log_of(size, 8);
    bundle_of(&log, &[5]).since(&log.book.latest(), kept, &log.book)
}

fn checkpoint_of(size: u64) -> SignedCheckpoint {
    log_of(size, 8).book.latest()
}

fn against(bundle: &Bundle, kept: &SignedCheckpoint) -> Against {
    let sent = Bundle::parse(&bundle.to_json().unwrap()).unwrap();
    let report = sent.verify_against(&key(1), Some(kept));
    assert!(report.holds, "{report}");
    assert_eq!(report.proves_all(), report.against.as_ref().unwrap().agrees());
    report.against.unwrap()
}

fn why(against: Against) -> String {
    match against {
        Against::NotProved { reason, .. } => reason,
        other => panic!("{other}"),
    }
}

#[test]
fn a_log_is_proved_to_go_on_from_every_checkpoint_that_was_kept() {
    for size in 1..=40 {
        let kept = checkpoint_of(size);
        let expected = match size {
            40 => Against::Same { size },
            _ => Against::Continues { size },
        };
        assert_eq!(against(&since(40, &kept).unwrap(), &kept), expected);
    }
    let log = log_of(40, 8);
    assert_eq!(against(&bundle_of(&log, &[5]), &checkpoint_of(40)), Against::Same { size: 40 });
}

#[test]
fn a_checkpoint_that_cannot_be_compared_is_never_ignored() {
    let bundle = bundle_of(&log_of(40, 8), &[5]);
    let older = why(against(&bundle, &checkpoint_of(41)));
    assert!(older.contains("the bundle is older: it was made when the log had 40 entries"), "{older}");
    let newer = why(against(&bundle, &checkpoint_of(30)));
    assert!(newer.contains("no proof inside"), "{newer}");
    let other = why(against(&since(40, &checkpoint_of(20)).unwrap(), &checkpoint_of(30)));
    assert!(other.contains("about a checkpoint of 20 entries"), "{other}");
    let report = bundle.verify_against(&key(1), Some(&checkpoint_of(30)));
    assert!(report.to_string().contains("NOT PROVED against the checkpoint of 30 entries"), "{report}");
    let unasked = bundle.verify(&key(1));
    assert!(
        unasked.proves_all() && unasked.to_string().contains("not held against a checkpoint"),
        "{unasked}"
    );
}

#[test]
fn a_checkpoint_that_the_key_did_not_sign_proves_nothing() {
    let bundle = since(40, &checkpoint_of(20)).unwrap();
    let root = checkpoint_of(20).checkpoint().root;
    let forged = Checkpoint::new(UNIT, 20, root).sign(&[&signer(UNIT, 9)]).unwrap();
    assert!(why(against(&bundle, &forged)).contains("none of the expected keys"));
    let strange = Checkpoint::new("other.example", 20, root);
    let strange = strange.sign(&[&signer("other.example", 1)]).unwrap();
    assert!(why(against(&bundle, &strange)).contains("it is of the log other.example"));
}

#[test]
fn two_logs_signed_by_one_key_are_told_apart() {
    let mut other = log_of(19, 8);
    other.write("another-history", json!(null));
    let kept = other.checkpoint();
    let refused = since(40, &kept).unwrap_err();
    assert!(matches!(refused, BundleError::Since { size: 20, .. }), "{refused}");
    let honest = since(40, &checkpoint_of(20)).unwrap();
    assert!(why(against(&honest, &kept)).contains("there are two histories"));
    let twenty = bundle_of(&log_of(20, 8), &[5]);
    assert!(matches!(against(&twenty, &kept), Against::Fork { size: 20, .. }));
    assert!(matches!(since(20, &checkpoint_of(40)), Err(BundleError::Since { size: 40, .. })));
}

#[test]
fn a_checkpoint_of_an_older_key_is_believed_where_the_bundle_shows_how_the_key_came() {
    let mut log = log_of(10, 4);
    let kept = log.book.latest();
    log.rotate(2);
    log.checkpoint();
    log.events(3);
    let now = log.checkpoint();
    let proved = |entries: &[usize], key: &VerifierKey| {
        let bundle = bundle_of(&log, entries).since(&now, &kept, &log.book).unwrap();
        let report = bundle.verify_against(key, Some(&kept));
        assert!(report.holds, "{report}");
        report.proves_all()
    };
    assert!(proved(&[0, 5, 10], &key(2)), "entry 0 brought the first key in");
    assert!(proved(&[5, 10], &key(1)));
    assert!(!proved(&[5, 10], &key(2)), "who signed the old checkpoint is not known");
}
