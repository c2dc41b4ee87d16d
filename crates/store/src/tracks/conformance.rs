//! The laws of everything that keeps tracks.
//!
//! It joins by implementing [`Fresh`] in a test and calling [`tracks_conformance!`](crate::tracks_conformance!).
#![allow(clippy::unwrap_used, reason = "a law is a test: there a panic is the report")]

use super::{Armful, Span, Stretch, Tracks};

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
            what_was_packed_and_waits_still_is_packed_again
            all_that_is_packed_is_dropped
            a_track_is_read_by_device_and_time
            sheaves_are_found_by_when_what_is_in_them_ended
            what_is_let_go_of_is_gone_and_the_rest_of_its_sheaf_is_not
            however_far_a_stretch_reaches_it_is_found
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

/// After a crash, or when it could not be written. What is of earlier reports too stays, and is there twice.
pub fn what_was_packed_and_waits_still_is_packed_again<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    tracks.append(9, b"abcdefghi").unwrap();
    let earlier = [stretch(1, 1, 0, 9), stretch(2, 3, 0, 9)];
    let begun: Vec<Stretch> = (0..7).map(|nth| stretch(3 + nth, 2 + u64::from(nth), 0, 9)).collect();
    tracks.pack(&earlier).unwrap();
    pack(&tracks, &begun, 0);
    let tracks = f.reopen(tracks);
    while tracks.drop_begun(2).unwrap() > 0 {}
    let left = |device| tracks.stretches(&[device; 16], 0, 9).unwrap().len();
    assert_eq!((1..10).map(left).collect::<Vec<_>>(), [1, 1, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(tracks.armfuls(1, ENOUGH).map(|all| all.len()), Ok(1), "it waits");
    pack(&tracks, &[stretch(1, 1, 0, 12)], 9);
    assert_eq!((left(1), tracks.armfuls(1, ENOUGH)), (2, Ok(Vec::new())));
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
    tracks.pack(&[stretch(1, 1, 0, 9), stretch(2, 2, 3, 30)]).unwrap();
    tracks.pack(&[stretch(1, 5, 10, 19)]).unwrap();
    let tracks = f.reopen(tracks);
    let mut ids = tracks.since(i64::MIN).unwrap();
    ids.sort_unstable();
    assert_eq!(ids.len(), 2);
    let (a, b) = (ids[0], ids[1]);
    let span = |device, from, until| Span { device: [device; 16], from, until };
    assert_eq!(tracks.spans(a), Ok(vec![span(1, 0, 9), span(2, 3, 30)]));
    assert_eq!(tracks.spans(b), Ok(vec![span(1, 10, 19)]));
    assert_eq!((tracks.since(20), tracks.since(31)), (Ok(vec![a]), Ok(vec![])));
    let mut all = tracks.over(20).unwrap();
    all.sort_unstable();
    assert_eq!((tracks.over(9), tracks.over(10), all), (Ok(vec![]), Ok(vec![a]), ids));
    assert_eq!(tracks.spans(a + b), Ok(Vec::new()), "there is none");
}

/// All of it, or some.
pub fn what_is_let_go_of_is_gone_and_the_rest_of_its_sheaf_is_not<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    let all = [stretch(1, 1, 0, 9), stretch(3, 2, 0, 30), stretch(5, 3, 5, 40)];
    tracks.pack(&all).unwrap();
    let only = |sheaves: Result<Vec<u64>, _>| {
        let sheaves = sheaves.unwrap();
        assert_eq!(sheaves.len(), 1);
        sheaves[0]
    };
    assert_eq!(tracks.let_go(only(tracks.over(10)), &|span| span.until < 10), Ok(1));
    let tracks = f.reopen(tracks);
    assert_eq!(tracks.over(30), Ok(vec![]), "it is known anew when it ends");
    let left = only(tracks.over(31));
    assert_eq!(tracks.spans(left).map(|spans| spans.len()), Ok(2));
    for (device, found) in [(1, vec![]), (3, vec![all[1].clone()]), (4, vec![]), (5, vec![all[2].clone()])] {
        assert_eq!(tracks.stretches(&[device; 16], 0, 99), Ok(found));
    }
    assert_eq!(tracks.let_go(left, &|_| true), Ok(2));
    assert_eq!(tracks.let_go(left, &|_| true), Ok(0));
    assert_eq!((tracks.spans(left), tracks.since(i64::MIN)), (Ok(vec![]), Ok(vec![])));
}

/// What reaches far, and what was packed beside others that came at another time.
pub fn however_far_a_stretch_reaches_it_is_found<F: Fresh>(f: &F) {
    let tracks = f.fresh();
    let minute = 60_000_000;
    let of_one = [
        stretch(1, 1, 0, minute),
        stretch(1, 2, -9_999 * minute, -9_998 * minute),
        stretch(1, 3, -5_000 * minute, 5_000 * minute),
        stretch(1, 4, 9 * minute, 12 * minute),
    ];
    pack(&tracks, &[&of_one[..], &[stretch(2, 5, 0, 20 * minute)]].concat(), 0);
    for from in [-9_999, -9_998, -6_000, -4_000, -30, 0, 1, 2, 9, 11, 12, 13, 4_000, 6_000] {
        let (from, until) = (from * minute, (from + 1) * minute);
        let reaches = |one: &&Stretch| one.until >= from && one.from <= until;
        let mut expected: Vec<Stretch> = of_one.iter().filter(reaches).cloned().collect();
        expected.sort_by_key(|one| (one.from, one.first));
        assert_eq!(tracks.stretches(&[1; 16], from, until), Ok(expected), "{from}");
    }
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
