//! Keys, signed notes and checkpoints against the examples of C2SP and of the Go implementation they
//! were specified after.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

use proptest::prelude::*;
use record::note::{MAX_NOTE_BYTES, MAX_SIGNATURES};
use record::{
    Checkpoint, CheckpointError, Hash, KeyError, Note, NoteError, SignedCheckpoint, Signer, VerifierKey,
    leaf_hash,
};

/// The example of C2SP `signed-note`, section "Verifier keys".
const SPEC_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const SPEC_NOTE: &str = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

/// The example of C2SP `signed-note`, section "Format"; its key is not published.
const POEM: &str = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";

/// The example of Go's `golang.org/x/mod/sumdb/note`, with the seed of its published signer key.
const GO_SEED: [u8; 32] = [
    0x81, 0x0a, 0x14, 0x02, 0xd5, 0x14, 0x6c, 0x8d, 0x84, 0xf2, 0x44, 0x33, 0x30, 0xf5, 0x40, 0x80, 0xeb,
    0xf9, 0x8e, 0xe1, 0x7d, 0x9c, 0x74, 0xf6, 0x25, 0x2f, 0xc5, 0xd5, 0xc7, 0x28, 0x31, 0x73,
];
const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_SIGNATURE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

/// The example of C2SP `tlog-checkpoint`: a tree head of Go's checksum database with the origin and
/// the key name replaced.
const SPEC_CHECKPOINT: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
const GO_DATABASE_KEY: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

fn signer(name: &str, seed: u8) -> Signer {
    Signer::from_seed(name, &[seed; 32]).unwrap()
}

fn key(text: &str) -> VerifierKey {
    text.parse().unwrap()
}

#[test]
fn published_keys_read_and_write_unchanged() {
    for text in [SPEC_KEY, GO_KEY, GO_DATABASE_KEY] {
        assert_eq!(key(text).to_string(), text);
        let json = serde_json::to_string(&key(text)).unwrap();
        assert_eq!(serde_json::from_str::<VerifierKey>(&json).unwrap(), key(text));
    }
    assert_eq!(key(SPEC_KEY).name(), "example.com/foo");
    assert_eq!(key(SPEC_KEY).id(), [0x53, 0x0d, 0x90, 0x3a]);
}

#[test]
fn a_mistyped_key_is_told_from_a_malformed_one() {
    let refused = |text: &str| text.parse::<VerifierKey>().unwrap_err();
    assert!(matches!(refused(&SPEC_KEY.replace("530d903a", "530d903b")), KeyError::Id { .. }));
    assert!(matches!(refused(&SPEC_KEY.replace("foo", "fop")), KeyError::Id { .. }));
    assert!(matches!(refused(&SPEC_KEY.replace("+Aeky", "+Beky")), KeyError::Type { found: 0x05, .. }));
    assert!(matches!(refused(&SPEC_KEY.replace("530d903a", "530D903A")), KeyError::Form(_)));
    assert!(matches!(refused(&SPEC_KEY[1..SPEC_KEY.len() - 1]), KeyError::Form(_)));
    assert!(matches!(refused("example.com/foo+530d903a"), KeyError::Form(_)));
    assert!(matches!(refused(&SPEC_KEY.replace("example.com/foo", "example com")), KeyError::Name(_)));
    // The all-zero key is a point of small order, under which anybody can sign.
    let weak = format!("a+00000000+AQ{}", "A".repeat(42));
    assert!(matches!(refused(&weak), KeyError::Point { .. }));
}

#[test]
fn a_name_that_a_note_could_not_carry_is_refused() {
    for name in ["", "a b", "a+b", "a\nb", "a\u{a0}b", "a\u{2003}b", "a\u{1}b"] {
        assert!(matches!(Signer::from_seed(name, &[1; 32]), Err(KeyError::Name(_))), "{name:?}");
    }
    assert!(Signer::from_seed("ünïcode.example/ok", &[1; 32]).is_ok());
}

#[test]
fn the_go_example_is_signed_byte_for_byte() {
    let peter = Signer::from_seed("PeterNeumann", &GO_SEED).unwrap();
    assert_eq!(peter.verifier().to_string(), GO_KEY);
    let note = Note::sign(GO_TEXT, &[&peter]).unwrap();
    assert_eq!(note.to_string(), format!("{GO_TEXT}\n{GO_SIGNATURE}"));
}

#[test]
fn the_published_notes_verify_and_write_unchanged() {
    let go = format!("{GO_TEXT}\n{GO_SIGNATURE}");
    for (text, by) in [(SPEC_NOTE, SPEC_KEY), (&go, GO_KEY)] {
        let note = Note::parse(text.as_bytes()).unwrap();
        assert_eq!(note.verify([&key(by)]).unwrap(), [&key(by)]);
        assert_eq!(note.to_string(), text);
    }
}

#[test]
fn a_text_may_hold_blank_lines() {
    let note = Note::parse(POEM.as_bytes()).unwrap();
    assert!(note.text().ends_with("sole:\n\ned è subito sera.\n"));
    assert_eq!(note.signatures()[0].name, "quasimodo.example/salvatore");
    assert_eq!(note.to_string(), POEM);
}

#[test]
fn any_change_to_a_note_spoils_it() {
    let spoiled = [
        (SPEC_NOTE.replace("example message", "exbmple message"), "altered text"),
        (SPEC_NOTE.replace("Uw2QOkn8", "Uw2QOkn9"), "altered signature"),
        (SPEC_NOTE.replace("foo Uw2Q", "foo Vw2Q"), "altered key id"),
        (SPEC_NOTE.replace("yaQM=", "yaQN="), "stray bits in the base64"),
        (SPEC_NOTE.replace("yaQM=", "yaQM"), "no padding"),
        (SPEC_NOTE.trim_end().to_owned(), "no newline at the end"),
        (SPEC_NOTE.replace(".\n\n", ".\n"), "no blank line"),
        (SPEC_NOTE.replace('—', "-"), "a hyphen for the dash"),
        (SPEC_NOTE.replace("This", "Th\u{7}s"), "a control character"),
        (SPEC_NOTE.replace("message.\n", "message.\r\n"), "a carriage return"),
        (format!("{SPEC_NOTE}junk\n"), "a line behind the signatures"),
        (format!("{SPEC_NOTE}— a+b AAAAAAA=\n"), "a name with a plus sign"),
        (format!("{SPEC_NOTE}— a\u{a0}b AAAAAAA=\n"), "a name with a space that is not U+0020"),
        (format!("{SPEC_NOTE}—  AAAAAAA=\n"), "no name"),
        (format!("{SPEC_NOTE}— a AAAAAA==\n"), "a key id without a signature"),
    ];
    for (note, why) in spoiled {
        let verified = Note::parse(note.as_bytes()).and_then(|note| note.verify([&key(SPEC_KEY)]).map(drop));
        assert!(verified.is_err(), "{why}");
    }
    assert_eq!(Note::parse(b"text\xff\n\n"), Err(NoteError::Utf8(4)));
}

#[test]
fn unknown_signatures_are_ignored_and_known_bad_ones_are_not() {
    let (log, witness, other) = (signer("log", 1), signer("witness", 2), signer("log", 3));
    let note = Note::sign("text\n", &[&witness, &log]).unwrap();
    assert_eq!(note.verify([log.verifier()]).unwrap(), [log.verifier()]);
    assert_eq!(note.signed_by(other.verifier()), Ok(false));
    assert!(matches!(note.verify([other.verifier()]), Err(NoteError::Unknown { .. })));

    let bad = note.to_string().replace("text\n", "test\n");
    let bad = Note::parse(bad.as_bytes()).unwrap();
    assert_eq!(bad.verify([log.verifier()]), Err(NoteError::Bad(log.verifier().clone())));
    // A good signature beside it does not save a note that a known key signed wrongly.
    let mut half = bad.clone();
    half.add(&other);
    assert!(half.verify([other.verifier()]).is_ok());
    assert!(half.verify([other.verifier(), log.verifier()]).is_err());
}

#[test]
fn notes_are_bounded_before_they_are_read() {
    assert!(matches!(Note::parse(&vec![b'a'; MAX_NOTE_BYTES + 1]), Err(NoteError::TooLong(_))));
    let many = format!("text\n\n{}", "— a AAAAAAA=\n".repeat(MAX_SIGNATURES + 1));
    assert_eq!(Note::parse(many.as_bytes()), Err(NoteError::TooMany(MAX_SIGNATURES + 1)));
    let sixteen = format!("text\n\n{}", "— a AAAAAAA=\n".repeat(16));
    assert_eq!(Note::parse(sixteen.as_bytes()).unwrap().signatures().len(), 16);
}

#[test]
fn only_a_text_that_would_read_back_is_signed() {
    let log = signer("log", 1);
    assert_eq!(Note::sign("no newline", &[&log]), Err(NoteError::Text));
    assert_eq!(Note::sign("bell\u{7}\n", &[&log]), Err(NoteError::Control('\u{7}')));
    assert_eq!(Note::sign("text\n", &[]), Err(NoteError::Unsigned));
}

#[test]
fn a_secret_is_never_printed() {
    let signer = signer("log", 0xab);
    let printed = format!("{signer:?}");
    assert!(!printed.to_lowercase().contains("abab") && !printed.contains("171, 171"), "{printed}");
    assert!(printed.contains(&signer.verifier().to_string()));
}

#[test]
fn the_example_checkpoint_reads_and_writes_unchanged() {
    let signed = SignedCheckpoint::parse(SPEC_CHECKPOINT.as_bytes()).unwrap();
    let checkpoint = signed.checkpoint();
    assert_eq!(checkpoint.origin, "example.com/behind-the-sofa");
    assert_eq!(checkpoint.size, 20_852_163);
    assert_eq!(checkpoint.root.to_base64(), "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
    assert!(checkpoint.extensions.is_empty());
    assert_eq!(signed.to_bytes(), SPEC_CHECKPOINT.as_bytes());
}

#[test]
fn the_example_checkpoint_verifies_as_the_tree_head_it_was_made_from() {
    let original = SPEC_CHECKPOINT
        .replacen("example.com/behind-the-sofa", "go.sum database tree", 1)
        .replacen("example.com/behind-the-sofa", "sum.golang.org", 1);
    let signed = SignedCheckpoint::parse(original.as_bytes()).unwrap();
    assert!(signed.verify([&key(GO_DATABASE_KEY)]).is_ok());
    assert!(
        SignedCheckpoint::parse(SPEC_CHECKPOINT.as_bytes()).unwrap().verify([&key(GO_DATABASE_KEY)]).is_err()
    );
}

#[test]
fn a_checkpoint_has_one_spelling() {
    let root = leaf_hash(b"").to_base64();
    let refused = |text: &str| text.parse::<Checkpoint>().unwrap_err();
    assert_eq!(refused(""), CheckpointError::Lines);
    assert_eq!(refused(&format!("log\n5\n{root}")), CheckpointError::Lines);
    assert_eq!(refused(&format!("\n5\n{root}\n")), CheckpointError::Lines);
    assert_eq!(refused(&format!("log\n5\n{root}\n\n")), CheckpointError::Lines);
    for size in ["05", "+5", "-1", "5 ", "18446744073709551616", ""] {
        let error = refused(&format!("log\n{size}\n{root}\n"));
        assert!(matches!(error, CheckpointError::Size(_) | CheckpointError::Lines), "{size}");
    }
    for root in ["AAAA", &root[..43], "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1="] {
        assert!(matches!(refused(&format!("log\n5\n{root}\n")), CheckpointError::Root(_)), "{root}");
    }
    let extended: Checkpoint = format!("log\n0\n{root}\none\ntwo\n").parse().unwrap();
    assert_eq!(extended.extensions, ["one", "two"]);
}

#[test]
fn a_checkpoint_that_would_not_read_back_is_not_signed() {
    let log = signer("log", 1);
    for origin in ["", "two\nlines"] {
        assert!(Checkpoint::new(origin, 1, Hash::EMPTY_ROOT).sign(&[&log]).is_err());
    }
    let signed = Checkpoint::new("log", 1, leaf_hash(b"")).sign(&[&log]).unwrap();
    assert_eq!(SignedCheckpoint::parse(&signed.to_bytes()), Ok(signed));
}

proptest! {
    #[test]
    fn a_flipped_bit_anywhere_in_a_signed_checkpoint_is_noticed(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let log = signer("log", 1);
        let good = Checkpoint::new("log", 7, leaf_hash(b"")).sign(&[&log]).unwrap().to_bytes();
        let mut bad = good.clone();
        let at = at.index(bad.len());
        bad[at] ^= 1 << bit;
        let believed = SignedCheckpoint::parse(&bad).is_ok_and(|signed| signed.verify([log.verifier()]).is_ok());
        prop_assert!(!believed);
    }

    #[test]
    fn what_parses_is_written_unchanged(text in "(?s).{0,60}", lines in "(— [a-z+ ]{1,3} [A-Za-z0-9+/=]{8}\n|.|\n){0,3}") {
        let bytes = format!("{text}\n\n{lines}");
        if let Ok(note) = Note::parse(bytes.as_bytes()) {
            prop_assert_eq!(note.to_string(), bytes);
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "(?s).*") {
        let _ = SignedCheckpoint::parse(&bytes);
        let _ = Note::parse(text.as_bytes());
        let _ = text.parse::<Checkpoint>();
        let _ = text.parse::<VerifierKey>();
        let _ = text.parse::<Hash>();
    }
}
