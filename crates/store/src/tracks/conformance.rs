//! The laws of everything that keeps tracks.
//!
//! It joins by implementing [`Fresh`] in a test and calling [`tracks_conformance!`](crate::tracks_conformance!).
#![allow(clippy::unwrap_used, reason = "a law is a test: there a panic is the report")]

use super::{Armful, Stretch, Tracks};

/// Where the tracks under test come from.
pub trait Fresh {
    /// What is under test.
    type Tracks: Tracks;

    /// No tracks, in a place of their own.
    fn fresh(&self) -> Self::Tracks;

    /// Closes it and opens the same place again.
    fn reopen(&self, tracks: Self::Tracks) -> Self::Tracks;
}

/// One test for each law, against the tracks that an expression makes (its type implements
/// [`Fresh`](crate::tracks::conformance::Fresh)).
#[macro_export]
macro_rules! tracks_conformance {
    ($fresh:expr) => {
        $crate::tracks_conformance! { $fresh =>
            reports_come_back_in_order_with_the_numbers_they_were_given
            reading_begins_with_the_armful_that_holds_a_number_and_stops_when_it_has_enough
            numbers_are_never_given_twice_whatever_was_dropped
            packing_drops_only_armfuls_of_which_every_report_was_packed
            packing_again_after_a_crash_loses_nothing
            all_that_is_packed_is_dropped
            a_track_is_read_by_device_and_time
            sheaves_are_found_by_when_what_is_in_them_ended
            what_is_let_go_of_is_gone_and_the_rest_of_its_sheaf_is_not
        }
    };
    ($fresh:expr => $($law:ident)*) => {
        $(
            #[test]
            fn $law() {
                $crate::tracks::conformance::$law(&$fresh);
            }
        )*
    };
}

const ENOUGH: usize = 1 << 20;

/// Over a restart too.
pub fn reports_come_back_in_order_with_the_numbers_they_were_given<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    assert_eq!((tracks.next(), tracks.armfuls(1, ENOUGH)), (Ok(1), Ok(Vec::new())));
    assert_eq!((tracks.append(2, b"ab"), tracks.append(3, b"cde")), (Ok(1), Ok(3)));
    let tracks = f.reopen(tracks);
    let (first, second) = (armful(1, b"ab"), armful(3, b"cde"));
    assert_eq!((tracks.next(), tracks.armfuls(1, ENOUGH)), (Ok(6), Ok(vec![first, second])));
}

/// A reader goes on where it stopped, and is never handed more than it asked for but for one armful.
pub fn reading_begins_with_the_armful_that_holds_a_number_and_stops_when_it_has_enough<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    for body in [&b"ab"[..], b"cde", b"f"] {
        tracks.append(u32::try_from(body.len()).unwrap(), body).unwrap();
    }
    let firsts = |from, most| -> Vec<u64> {
        tracks.armfuls(from, most).unwrap().iter().map(|armful| armful.first).collect()
    };
    assert_eq!((firsts(2, ENOUGH), firsts(3, ENOUGH)), (vec![1, 3, 6], vec![3, 6]));
    assert_eq!((firsts(5, ENOUGH), firsts(7, ENOUGH)), (vec![3, 6], vec![]));
    assert_eq!((firsts(1, 0), firsts(1, 2), firsts(1, 5)), (vec![1], vec![1], vec![1, 3]));
}

/// Alerts name reports by them.
pub fn numbers_are_never_given_twice_whatever_was_dropped<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    tracks.append(4, b"abcd").unwrap();
    pack(&tracks, &[], 4);
    let tracks = f.reopen(tracks);
    assert_eq!((tracks.next(), tracks.append(1, b"e")), (Ok(5), Ok(5)));
}

/// Nothing is dropped that is not kept elsewhere.
pub fn packing_drops_only_armfuls_of_which_every_report_was_packed<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    tracks.append(2, b"ab").unwrap();
    tracks.append(3, b"cde").unwrap();
    pack(&tracks, &[stretch(1, 1, 0, 9)], 4);
    let tracks = f.reopen(tracks);
    assert_eq!(tracks.armfuls(1, ENOUGH), Ok(vec![armful(3, b"cde")]));
    assert_eq!(tracks.stretches(&[1; 16], 0, 9), Ok(vec![stretch(1, 1, 0, 9)]));
}

/// Whoever crashed in between does it again, of what came since too; some is then there twice.
pub fn packing_again_after_a_crash_loses_nothing<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    tracks.append(2, b"ab").unwrap();
    let one = stretch(1, 1, 0, 9);
    pack(&tracks, std::slice::from_ref(&one), 0);
    let more = Stretch { count: 4, body: b"more".to_vec(), ..stretch(1, 1, 0, 12) };
    pack(&tracks, std::slice::from_ref(&more), 2);
    let found = tracks.stretches(&[1; 16], 0, 12).unwrap();
    assert!(found.len() == 2 && found.contains(&one) && found.contains(&more), "{found:?}");
    assert_eq!(tracks.armfuls(1, ENOUGH), Ok(Vec::new()));
}

/// However many there are.
pub fn all_that_is_packed_is_dropped<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    for _ in 0..1_234 {
        tracks.append(1, b"a").unwrap();
    }
    let packed: Vec<Stretch> = (1..=1_234).map(|first| stretch(1, first, 0, 9)).collect();
    pack(&tracks, &packed, 1_233);
    assert_eq!(tracks.armfuls(1, ENOUGH), Ok(vec![armful(1_234, b"a")]));
    assert_eq!(tracks.stretches(&[1; 16], 0, 9).map(|all| all.len()), Ok(1_234));
    assert_eq!(tracks.next(), Ok(1_235));
}

/// Whatever reaches into the time, and nobody else's.
pub fn a_track_is_read_by_device_and_time<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    let of_one = [stretch(1, 1, 0, 9), stretch(1, 5, 10, 19), stretch(1, 9, 5, 12)];
    pack(&tracks, &[&of_one[..], &[stretch(2, 1, 0, 99)]].concat(), 0);
    let [a, b, late] = of_one;
    assert_eq!(tracks.stretches(&[1; 16], i64::MIN, i64::MAX), Ok(vec![a.clone(), late.clone(), b.clone()]));
    assert_eq!(tracks.stretches(&[1; 16], 9, 9), Ok(vec![a, late.clone()]));
    assert_eq!(tracks.stretches(&[1; 16], 12, 12), Ok(vec![late, b]));
    assert_eq!(tracks.stretches(&[3; 16], 0, 99), Ok(Vec::new()));
}

/// Whatever else is in them.
pub fn sheaves_are_found_by_when_what_is_in_them_ended<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    let first = [stretch(1, 1, 0, 9), stretch(2, 2, 3, 30)];
    let second = [stretch(1, 5, 10, 19)];
    pack(&tracks, &first, 0);
    pack(&tracks, &second, 0);
    let tracks = f.reopen(tracks);
    let ids = tracks.since(i64::MIN).unwrap();
    assert_eq!(ids.len(), 2);
    let (a, b) = (ids[0], ids[1]);
    assert_eq!((tracks.sheaf(a), tracks.sheaf(b)), (Ok(first.to_vec()), Ok(second.to_vec())));
    assert_eq!((tracks.since(20), tracks.since(31)), (Ok(vec![a]), Ok(vec![])));
    assert_eq!((tracks.over(9), tracks.over(10), tracks.over(20)), (Ok(vec![]), Ok(vec![a]), Ok(ids)));
    assert_eq!(tracks.sheaf(a + b), Ok(Vec::new()), "there is none");
}

/// All of it, or some.
pub fn what_is_let_go_of_is_gone_and_the_rest_of_its_sheaf_is_not<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    let all = [stretch(1, 1, 0, 9), stretch(2, 2, 0, 30), stretch(3, 3, 5, 40)];
    pack(&tracks, &all, 0);
    let sheaf = tracks.over(10).unwrap()[0];
    tracks.let_go(sheaf, &[0]).unwrap();
    let tracks = f.reopen(tracks);
    assert_eq!(tracks.sheaf(sheaf), Ok(all[1..].to_vec()));
    assert_eq!(
        (tracks.over(30), tracks.over(31)),
        (Ok(vec![]), Ok(vec![sheaf])),
        "it is known anew when it ends"
    );
    assert_eq!(tracks.stretches(&[1; 16], 0, 99), Ok(Vec::new()));
    assert_eq!(tracks.stretches(&[3; 16], 0, 99), Ok(vec![all[2].clone()]));
    tracks.let_go(sheaf, &[0, 1]).unwrap();
    tracks.let_go(sheaf, &[0]).unwrap();
    assert_eq!((tracks.sheaf(sheaf), tracks.since(i64::MIN)), (Ok(vec![]), Ok(vec![])));
}

/// Packs all of it, and drops what came up to `through`.
pub fn pack(tracks: &impl Tracks, stretches: &[Stretch], through: u64) {
    let mut rest = stretches;
    while !rest.is_empty() {
        rest = &rest[tracks.pack(rest).unwrap()..];
    }
    while tracks.drop_packed(through).unwrap() > 0 {}
}

fn armful(first: u64, body: &[u8]) -> Armful {
    Armful { first, count: u32::try_from(body.len()).unwrap(), body: body.to_owned() }
}

fn stretch(device: u8, first: u64, from: i64, until: i64) -> Stretch {
    Stretch { device: [device; 16], from, until, first, count: 3, body: vec![device; 40] }
}
