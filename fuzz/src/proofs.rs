//! What machines exchange: entries, notes, checkpoints, bundles, tiles.

use std::sync::LazyLock;

use ops::{
    again::Again,
    journal::{self, Entry},
};
use record::{
    Bundle, EntryView, Envelope, Hash, Note, SignedCheckpoint, Signer, Tile, VerifierKey, canonical,
    check_canonical,
};

/// A key nobody signed any of it with.
static KEY: LazyLock<Signer> =
    LazyLock::new(|| Signer::from_seed("fuzzed", &[7; 32]).expect("a key from a seed"));

/// The key that signed the bundle the fuzzing starts from.
static THEIRS: LazyLock<VerifierKey> =
    LazyLock::new(|| include_str!("../seeds/words/key").parse().expect("a key"));

/// A checkpoint of an earlier moment of the same log.
static KEPT: LazyLock<SignedCheckpoint> =
    LazyLock::new(|| SignedCheckpoint::parse(include_bytes!("../seeds/note/kept")).expect("a checkpoint"));

/// Canonical JSON and entries: what is accepted is written back byte for byte.
pub fn entry(bytes: &[u8]) {
    if check_canonical(bytes).is_ok() {
        let value: serde_json::Value = serde_json::from_slice(bytes).expect("canonical JSON is JSON");
        assert_eq!(canonical(&value).expect("it was canonical"), bytes);
    }
    let view = EntryView::parse(bytes);
    match Envelope::decode(bytes) {
        Ok(envelope) => {
            let view = view.expect("both readers accept it");
            assert_eq!((view.n, view.epoch, view.nonce), (envelope.n, envelope.epoch, envelope.nonce));
            assert_eq!(envelope.encode().expect("it was one"), bytes);
        }
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}

/// Signed notes and checkpoints: what is accepted is written back byte for byte, and is not ours.
pub fn note(bytes: &[u8]) {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        assert!(!note.signed_by(KEY.verifier()).unwrap_or(false), "nobody signed it");
    }
    if let Ok(checkpoint) = SignedCheckpoint::parse(bytes) {
        assert_eq!(checkpoint.to_bytes(), bytes);
        assert!(checkpoint.verify([KEY.verifier()]).is_err(), "nobody signed it");
    }
}

/// Bundles: what is accepted reads the same again, and proves nothing to whoever trusts another key.
pub fn bundle(bytes: &[u8]) {
    if let Ok(bundle) = Bundle::parse(bytes) {
        let json = bundle.to_json().expect("it was one");
        assert!(Bundle::parse(&json).is_ok_and(|again| again == bundle));
        let report = bundle.verify(KEY.verifier());
        assert!(!report.holds, "nobody signed it");
        assert!(report.to_string().contains("NOT PROVED"));
        drop(bundle.verify(&THEIRS).to_string());
        let kept = bundle.verify_against(&THEIRS, Some(&KEPT));
        assert!(!kept.proves_all() || kept.against.is_some(), "a checkpoint is never passed over");
        made_again(&bundle);
    }
}

/// What a bundle carries, evaluated without a proof: more than any verifier does.
fn made_again(bundle: &Bundle) {
    let find = |digest: &model::Digest| bundle.artefact(&Hash(digest.0)).map(<[u8]>::to_vec);
    let mut again = Again::new(&find);
    for (n, bytes) in (0..).zip(bundle.entries()) {
        if let Ok((Entry::InWorld(world, event), _)) = journal::read(bytes) {
            again.take(n, &world, &event);
        }
    }
    drop(again.finish());
}

/// Tiles: a path on the first line, contents after it.
pub fn tile(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (path, rest) = bytes.split_at(end);
    let Ok(path) = std::str::from_utf8(path) else { return };
    if let Ok(tile) = path.parse::<Tile>() {
        assert_eq!(tile.to_string(), path, "a tile has one path");
        let contents = rest.get(1..).unwrap_or_default();
        if let Ok(hashes) = tile.hashes(contents) {
            assert_eq!(hashes.iter().flat_map(|hash| hash.0).collect::<Vec<u8>>(), contents);
        }
    }
}
