//! A sheaf: stretches of several devices that are kept in one row, one after the other, and where each of them lies.
//!
//! ```text
//! 16  device
//!  8  from      8  until: microseconds since 1970, by the device's clock
//!  8  first     4  count: the lowest number, and how many reports
//!  8  length of its bytes
//! ```
//!
//! Numbers are little-endian; so much for each stretch, in the order in which their bytes follow each other.

use super::{DeviceName, Span, Stretch};

/// What a stretch takes of the bounds.
const BOUND: usize = 52;
/// The most stretches of a sheaf, and their bytes. Ours: less than a millisecond's work, and few enough that one of them is found in it
/// fast.
const MOST: usize = 64;
const BYTES: usize = 32 << 10;
/// From the beginning of the earliest to the end of the latest of them, in microseconds: ten minutes. Ours: what is packed together was
/// reported within a minute or so, but for what comes late, and tracks of a time are found by when a sheaf ends. Stretches that
/// reach farther by themselves are together, apart from the others.
pub(super) const REACH: i64 = 600_000_000;

/// Stretches in one row, at least one.
#[derive(Debug)]
pub(super) struct Sheaf {
    /// The lowest number of its reports.
    pub least: u64,
    /// When the first of them ended.
    pub ends: i64,
    pub earliest: i64,
    pub latest: i64,
    pub lowest: DeviceName,
    pub highest: DeviceName,
    pub bounds: Vec<u8>,
    pub body: Vec<u8>,
}

impl Sheaf {
    /// Of the first of these stretches, as many as fit and one at least, and how many they are; `None` of none.
    pub fn of_first(stretches: &[Stretch]) -> Option<(Sheaf, usize)> {
        let (one, rest) = stretches.split_first()?;
        let mut sheaf = Sheaf::of_one(one);
        let fit = rest.iter().take(MOST - 1).take_while(|one| {
            let fits = sheaf.has_room_for(one);
            if fits {
                sheaf.add(one);
            }
            fits
        });
        let many = 1 + fit.count();
        Some((sheaf, many))
    }

    /// Of all of these; `None` of none.
    pub fn of<'s>(stretches: impl IntoIterator<Item = &'s Stretch>) -> Option<Sheaf> {
        let mut stretches = stretches.into_iter();
        let mut sheaf = Sheaf::of_one(stretches.next()?);
        stretches.for_each(|one| sheaf.add(one));
        Some(sheaf)
    }

    fn of_one(one: &Stretch) -> Sheaf {
        let Stretch { first, from, until, device, .. } = *one;
        let (bounds, body) = Default::default();
        let mut sheaf = Sheaf {
            least: first,
            ends: until,
            earliest: from,
            latest: until,
            lowest: device,
            highest: device,
            bounds,
            body,
        };
        sheaf.add(one);
        sheaf
    }

    fn has_room_for(&self, one: &Stretch) -> bool {
        let (earliest, latest) = (self.earliest.min(one.from), self.latest.max(one.until));
        let is_alike = if is_far(self.earliest, self.latest) {
            is_far(one.from, one.until)
        } else {
            !is_far(earliest, latest)
        };
        is_alike && self.body.len() + one.body.len() <= BYTES
    }

    fn add(&mut self, one: &Stretch) {
        self.least = self.least.min(one.first);
        self.ends = self.ends.min(one.until);
        self.earliest = self.earliest.min(one.from);
        self.latest = self.latest.max(one.until);
        self.lowest = self.lowest.min(one.device);
        self.highest = self.highest.max(one.device);
        self.bounds.extend(one.device);
        self.bounds.extend([one.from, one.until].into_iter().flat_map(i64::to_le_bytes));
        self.bounds.extend(one.first.to_le_bytes());
        self.bounds.extend(one.count.to_le_bytes());
        self.bounds.extend((one.body.len() as u64).to_le_bytes());
        self.body.extend(&one.body);
    }
}

fn is_far(from: i64, until: i64) -> bool {
    until.saturating_sub(from) > REACH
}

/// Those stretches of a sheaf that are asked for; `None` if its bytes are none.
pub(super) fn opened(
    mut bounds: &[u8],
    mut body: &[u8],
    is_asked: impl Fn(&Span) -> bool,
) -> Option<Vec<Stretch>> {
    let mut stretches = Vec::new();
    while !bounds.is_empty() {
        let (span, first, count, length) = bound(&mut bounds)?;
        let own;
        (own, body) = body.split_at_checked(length)?;
        if is_asked(&span) {
            let Span { device, from, until } = span;
            stretches.push(Stretch { device, from, until, first, count, body: own.to_owned() });
        }
    }
    body.is_empty().then_some(stretches)
}

/// Of whom and when the stretches of a sheaf are; `None` if its bytes are none.
pub(super) fn spans(mut bounds: &[u8]) -> Option<Vec<Span>> {
    let mut spans = Vec::with_capacity(bounds.len() / BOUND);
    while !bounds.is_empty() {
        spans.push(bound(&mut bounds)?.0);
    }
    Some(spans)
}

/// The next stretch's, which is taken away: its span, its first number, how many reports, and the length of its bytes.
fn bound(bounds: &mut &[u8]) -> Option<(Span, u64, u32, usize)> {
    let device = taken(bounds)?;
    let (from, until) = (i64::from_le_bytes(taken(bounds)?), i64::from_le_bytes(taken(bounds)?));
    let (first, count) = (u64::from_le_bytes(taken(bounds)?), u32::from_le_bytes(taken(bounds)?));
    let length = usize::try_from(u64::from_le_bytes(taken(bounds)?)).ok()?;
    Some((Span { device, from, until }, first, count, length))
}

/// The next bytes, which are taken away.
fn taken<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stretch() -> impl Strategy<Value = Stretch> {
        let time = any::<(i64, i64)>().prop_map(|(a, b)| (a.min(b), a.max(b)));
        let body = prop::collection::vec(any::<u8>(), 0..40);
        (any::<[u8; 16]>(), time, any::<u64>(), any::<u32>(), body).prop_map(
            |(device, (from, until), first, count, body)| Stretch { device, from, until, first, count, body },
        )
    }

    proptest! {
        #[test]
        fn whatever_is_in_a_sheaf_comes_out_again(all in prop::collection::vec(stretch(), 1..9)) {
            let sheaf = Sheaf::of(&all).unwrap();
            prop_assert_eq!(sheaf.bounds.len(), all.len() * BOUND);
            prop_assert_eq!(opened(&sheaf.bounds, &sheaf.body, |_| true), Some(all.clone()));
            let spans = spans(&sheaf.bounds).unwrap();
            prop_assert!(spans.iter().eq(all.iter().map(Stretch::span).collect::<Vec<_>>().iter()));
            let of_last = opened(&sheaf.bounds, &sheaf.body, |one| Some(one) == spans.last());
            prop_assert!(of_last.unwrap().contains(all.last().unwrap()));
            for one in &all {
                prop_assert!((sheaf.earliest..=sheaf.latest).contains(&one.from));
                prop_assert!((sheaf.ends..=sheaf.latest).contains(&one.until));
                prop_assert!((sheaf.lowest..=sheaf.highest).contains(&one.device));
            }
            prop_assert!(all.iter().any(|one| one.until == sheaf.ends));
            prop_assert_eq!(Some(sheaf.least), all.iter().map(|one| one.first).min());
        }

        #[test]
        fn any_bytes_are_a_sheaf_or_none(
            bounds in prop::collection::vec(any::<u8>(), 0..150),
            body in prop::collection::vec(any::<u8>(), 0..40),
        ) {
            prop_assert!(opened(&bounds, &body, |_| true).is_none_or(|all| all.len() * BOUND == bounds.len()));
        }
    }

    #[test]
    fn bytes_that_are_missing_or_too_many_are_no_sheaf() {
        let one = Stretch { device: [1; 16], from: 0, until: 9, first: 1, count: 1, body: b"abc".to_vec() };
        let sheaf = Sheaf::of([&one]).unwrap();
        let opened = |bounds: &[u8], body: &[u8]| opened(bounds, body, |_| true);
        let (bounds, body) = (&sheaf.bounds[..], &sheaf.body[..]);
        assert_eq!(opened(bounds, body), Some(vec![one]));
        assert_eq!(opened(bounds, &body[1..]), None);
        assert_eq!(opened(&bounds[1..], body), None);
        assert_eq!(opened(&[], body), None);
        assert_eq!(spans(&bounds[1..]), None);
        assert!(Sheaf::of([]).is_none());
    }

    #[test]
    fn as_many_as_fit_are_in_a_sheaf_and_one_that_does_not_is_alone() {
        let one = |nth: i64, from: i64, length: usize| {
            let (first, device) = (nth.unsigned_abs(), [1; 16]);
            Stretch { device, from, until: from + 60_000_000, first, count: 1, body: vec![1; length] }
        };
        let many = |all: &[Stretch]| Sheaf::of_first(all).map(|(_, many)| many);
        assert_eq!(many(&[]), None);
        assert_eq!(many(&(0..99).map(|nth| one(nth, 0, 9)).collect::<Vec<_>>()), Some(MOST));
        assert_eq!(many(&(0..9).map(|nth| one(nth, 0, BYTES / 4)).collect::<Vec<_>>()), Some(4));
        assert_eq!(many(&[one(1, 0, 2 * BYTES), one(2, 0, 9)]), Some(1));
        assert_eq!(many(&[one(1, 0, 9), one(2, 0, 2 * BYTES)]), Some(1));
        let late = one(2, -REACH, 9);
        assert_eq!(many(&[one(1, 0, 9), late.clone(), one(3, 0, 9)]), Some(1));
        assert_eq!(many(&[late, one(1, 0, 9)]), Some(1));
        let far = Stretch { until: i64::MAX, ..one(4, i64::MIN, 9) };
        assert_eq!(many(&[far.clone(), far.clone(), one(1, 0, 9)]), Some(2));
        assert_eq!(many(&[one(1, 0, 9), far.clone(), far]), Some(1));
    }
}
