//! The laws of everything that keeps keys.
//!
//! It joins by implementing [`Fresh`] in a test and calling [`keys_conformance!`](crate::keys_conformance!).
#![allow(clippy::unwrap_used, reason = "a law is a test: there a panic is the report")]

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use crate::error::StoreError;

use super::{KeyRow, Keys};

/// Where the keys under test come from.
pub trait Fresh {
    /// What is under test.
    type Keys: Keys;

    /// No keys, in a place of their own.
    fn fresh(&self) -> Self::Keys;

    /// Closes it and opens the same place again.
    fn reopen(&self, keys: Self::Keys) -> Self::Keys;
}

/// One test for each law, against the keys that an expression makes (its type implements
/// [`Fresh`](crate::keys::conformance::Fresh)).
#[macro_export]
macro_rules! keys_conformance {
    ($fresh:expr) => {
        $crate::keys_conformance! { $fresh =>
            a_key_comes_back_as_it_was_kept
            a_subject_may_have_several_keys_and_the_last_is_current
            a_key_that_is_kept_is_never_replaced
            a_destroyed_subject_has_no_key_and_gets_none
            a_batch_with_a_destroyed_subject_keeps_nothing
            destroying_may_be_repeated_and_needs_no_key
            destroying_a_subject_leaves_everybody_elses_keys
        }
    };
    ($fresh:expr => $($law:ident)*) => {
        $(
            #[test]
            fn $law() {
                $crate::keys::conformance::$law(&$fresh);
            }
        )*
    };
}

/// With a subject of any script.
pub fn a_key_comes_back_as_it_was_kept<F: Fresh>(f: &F) {
    let keys = f.fresh();
    keys.keep(&[key("person کِم", 1), key("person 2", 2)]).unwrap();
    let keys = f.reopen(keys);
    assert_eq!(keys.current("person کِم"), Ok(Some(key("person کِم", 1))));
    assert_eq!(keys.key("person 2", &[2; 8]), Ok(Some(key("person 2", 2))));
    assert_eq!(keys.key("person 2", &[1; 8]), Ok(None));
    assert_eq!(keys.current("person 3"), Ok(None));
    assert_eq!(keys.subjects(), Ok(named(&["person کِم", "person 2"])));
}

/// One that came after a restore does not hide the one before.
pub fn a_subject_may_have_several_keys_and_the_last_is_current<F: Fresh>(f: &F) {
    let keys = f.fresh();
    keys.keep(&[key("kim", 2)]).unwrap();
    keys.keep(&[key("kim", 1)]).unwrap();
    let keys = f.reopen(keys);
    assert_eq!(keys.current("kim"), Ok(Some(key("kim", 1))));
    assert_eq!(keys.key("kim", &[2; 8]), Ok(Some(key("kim", 2))));
    assert_eq!(keys.subjects(), Ok(named(&["kim"])));
}

/// Texts were sealed with it.
pub fn a_key_that_is_kept_is_never_replaced<F: Fresh>(f: &F) {
    let keys = f.fresh();
    keys.keep(&[key("kim", 1)]).unwrap();
    let other = KeyRow { bytes: Zeroizing::new([9; 32]), ..key("kim", 1) };
    keys.keep(&[other]).unwrap();
    assert_eq!(keys.current("kim"), Ok(Some(key("kim", 1))));
}

/// For good.
pub fn a_destroyed_subject_has_no_key_and_gets_none<F: Fresh>(f: &F) {
    let keys = f.fresh();
    keys.keep(&[key("kim", 1), key("kim", 2)]).unwrap();
    keys.destroy(&["kim".to_owned()]).unwrap();
    let keys = f.reopen(keys);
    assert_eq!((keys.current("kim"), keys.key("kim", &[1; 8])), (Ok(None), Ok(None)));
    assert_eq!((keys.subjects(), keys.destroyed()), (Ok(named(&[])), Ok(named(&["kim"]))));
    assert!(matches!(keys.keep(&[key("kim", 3)]), Err(StoreError::Malformed { .. })));
    assert_eq!(keys.current("kim"), Ok(None));
}

/// All or none.
pub fn a_batch_with_a_destroyed_subject_keeps_nothing<F: Fresh>(f: &F) {
    let keys = f.fresh();
    keys.destroy(&["kim".to_owned()]).unwrap();
    assert!(keys.keep(&[key("lee", 1), key("kim", 2)]).is_err());
    assert_eq!(f.reopen(keys).current("lee"), Ok(None));
}

/// After a restore it must be.
pub fn destroying_may_be_repeated_and_needs_no_key<F: Fresh>(f: &F) {
    let keys = f.fresh();
    let both = ["kim".to_owned(), "lee".to_owned()];
    keys.keep(&[key("kim", 1)]).unwrap();
    keys.destroy(&both).unwrap();
    keys.destroy(&both).unwrap();
    keys.destroy(&[]).unwrap();
    assert_eq!(f.reopen(keys).destroyed(), Ok(named(&["kim", "lee"])));
}

/// Nobody else's data is destroyed.
pub fn destroying_a_subject_leaves_everybody_elses_keys<F: Fresh>(f: &F) {
    let keys = f.fresh();
    let all: Vec<KeyRow> = (0..200).map(|n| key(&format!("person {n}"), n)).collect();
    keys.keep(&all).unwrap();
    keys.destroy(&["person 7".to_owned(), "person 1".to_owned()]).unwrap();
    let keys = f.reopen(keys);
    for one in &all {
        let gone = ["person 7", "person 1"].contains(&one.subject.as_str());
        assert_eq!(keys.current(&one.subject), Ok(Some(one.clone()).filter(|_| !gone)), "{}", one.subject);
    }
}

fn key(subject: &str, n: u8) -> KeyRow {
    KeyRow { subject: subject.to_owned(), name: [n; 8], bytes: Zeroizing::new([n; 32]) }
}

fn named(subjects: &[&str]) -> BTreeSet<String> {
    subjects.iter().map(|subject| (*subject).to_owned()).collect()
}
