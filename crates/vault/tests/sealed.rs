//! A sealed text says nothing without its key, and nothing but what was sealed with it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use proptest::{collection::vec, prelude::*};
use vault::{Key, KeyId, Label, NONCE, VaultError, asks_for};

const OURS: Label<'static> = Label { id: "text-1", subject: "person 1" };

fn key(n: u8) -> Key {
    Key::new(KeyId([n; 8]), [n; 32])
}

#[test]
fn the_cipher_is_the_published_one() {
    // draft-irtf-cfrg-xchacha-03, A.3.1: the key of its test vector, its nonce, our label instead of its AAD; so only
    // the stream can be compared, which does not depend on what is authenticated.
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(0x80..).for_each(|(byte, n)| *byte = n);
    let mut nonce = [0; NONCE];
    nonce.iter_mut().zip(0x40..).for_each(|(byte, n)| *byte = n);
    let text = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    let sealed = Key::new(KeyId([0; 8]), bytes).seal(OURS, text, nonce).unwrap();
    let published =
        [0xbd, 0x6d, 0x17, 0x9d, 0x3e, 0x83, 0xd4, 0x3b, 0x95, 0x76, 0x57, 0x94, 0x93, 0xc0, 0xe9, 0x39];
    assert_eq!(sealed[1 + 8 + NONCE..][..16], published);
    assert_eq!(sealed.len(), 1 + 8 + NONCE + text.len() + 16);
}

#[test]
fn a_text_opens_under_no_other_label() {
    let sealed = key(1).seal(OURS, b"words", [7; NONCE]).unwrap();
    for label in [
        Label { id: "text-2", ..OURS },
        Label { subject: "person 2", ..OURS },
        Label { id: "text-1p", subject: "erson 1" },
    ] {
        assert_eq!(key(1).open(label, &sealed), Err(VaultError::Altered), "{label:?}");
    }
}

#[test]
fn a_text_names_the_key_it_asks_for_and_opens_with_no_other() {
    let sealed = key(1).seal(OURS, b"words", [7; NONCE]).unwrap();
    assert_eq!(asks_for(&sealed), Ok(KeyId([1; 8])));
    assert_eq!(key(2).open(OURS, &sealed), Err(VaultError::Altered));
    let of_its_name = Key::new(KeyId([1; 8]), [2; 32]);
    assert_eq!(of_its_name.open(OURS, &sealed), Err(VaultError::Altered));
}

#[test]
fn a_key_is_never_shown() {
    assert_eq!(
        format!("{:?}", Key::new(KeyId([1; 8]), [171; 32])),
        "Key { id: KeyId([1, 1, 1, 1, 1, 1, 1, 1]), .. }"
    );
}

proptest! {
    #[test]
    fn what_was_sealed_is_opened_again(text in vec(any::<u8>(), 0..300), nonce: [u8; NONCE]) {
        let sealed = key(1).seal(OURS, &text, nonce).unwrap();
        let opened = key(1).open(OURS, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), text.as_slice());
    }

    #[test]
    fn a_text_of_which_any_bit_was_altered_does_not_open(
        text in vec(any::<u8>(), 0..40), at: prop::sample::Index, bit in 0..8_u8,
    ) {
        let mut sealed = key(1).seal(OURS, &text, [7; NONCE]).unwrap();
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(key(1).open(OURS, &sealed).is_err());
    }

    #[test]
    fn bytes_that_are_no_sealed_text_are_refused(bytes in vec(any::<u8>(), 0..200)) {
        prop_assert!(key(1).open(OURS, &bytes).is_err());
    }
}
