//! A sheaf: stretches of several devices that are kept in one row, one after the other, and where each of them lies.
//!
//! ```text
//! 16  device
//!  8  from      8  until: microseconds since 1970, by the device's clock
//!  8  first     4  count: the lowest number, and how many reports
//!  4  length of its bytes
//! ```
//!
//! Numbers are little-endian; so much for each stretch, in the order in which their bytes follow each other.

use super::{DeviceName, Stretch};

/// What a stretch takes of the bounds.
const BOUND: usize = 48;

/// Stretches in one row; of some at least one.
#[derive(Debug)]
pub(super) struct Sheaf {
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
    /// Of these stretches; `None` of none, or of one that is too long for a row.
    pub fn of<'s>(stretches: impl IntoIterator<Item = &'s Stretch>) -> Option<Sheaf> {
        let mut sheaf: Option<Sheaf> = None;
        for one in stretches {
            sheaf.get_or_insert_with(|| Sheaf::beginning_with(one)).add(one)?;
        }
        sheaf
    }

    fn beginning_with(one: &Stretch) -> Sheaf {
        let (bounds, body) = Default::default();
        let Stretch { from, until, device, .. } = *one;
        Sheaf { ends: until, earliest: from, latest: until, lowest: device, highest: device, bounds, body }
    }

    fn add(&mut self, one: &Stretch) -> Option<()> {
        self.ends = self.ends.min(one.until);
        self.earliest = self.earliest.min(one.from);
        self.latest = self.latest.max(one.until);
        self.lowest = self.lowest.min(one.device);
        self.highest = self.highest.max(one.device);
        self.bounds.extend(one.device);
        self.bounds.extend([one.from, one.until].into_iter().flat_map(i64::to_le_bytes));
        self.bounds.extend(one.first.to_le_bytes());
        self.bounds.extend(one.count.to_le_bytes());
        self.bounds.extend(u32::try_from(one.body.len()).ok()?.to_le_bytes());
        self.body.extend(&one.body);
        Some(())
    }
}

/// The stretches of a sheaf; `None` if its bytes are none.
pub(super) fn opened(mut bounds: &[u8], mut body: &[u8]) -> Option<Vec<Stretch>> {
    let mut stretches = Vec::with_capacity(bounds.len() / BOUND);
    while !bounds.is_empty() {
        let device = taken(&mut bounds)?;
        let (from, until) =
            (i64::from_le_bytes(taken(&mut bounds)?), i64::from_le_bytes(taken(&mut bounds)?));
        let first = u64::from_le_bytes(taken(&mut bounds)?);
        let count = u32::from_le_bytes(taken(&mut bounds)?);
        let length = usize::try_from(u32::from_le_bytes(taken(&mut bounds)?)).ok()?;
        let own;
        (own, body) = body.split_at_checked(length)?;
        stretches.push(Stretch { device, from, until, first, count, body: own.to_owned() });
    }
    body.is_empty().then_some(stretches)
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
            prop_assert_eq!(opened(&sheaf.bounds, &sheaf.body), Some(all.clone()));
            for one in &all {
                prop_assert!((sheaf.earliest..=sheaf.latest).contains(&one.from));
                prop_assert!((sheaf.ends..=sheaf.latest).contains(&one.until));
                prop_assert!((sheaf.lowest..=sheaf.highest).contains(&one.device));
            }
            prop_assert!(all.iter().any(|one| one.until == sheaf.ends));
        }

        #[test]
        fn any_bytes_are_a_sheaf_or_none(
            bounds in prop::collection::vec(any::<u8>(), 0..150),
            body in prop::collection::vec(any::<u8>(), 0..40),
        ) {
            prop_assert!(opened(&bounds, &body).is_none_or(|all| all.len() * BOUND == bounds.len()));
        }
    }

    #[test]
    fn bytes_that_are_missing_or_too_many_are_no_sheaf() {
        let one = Stretch { device: [1; 16], from: 0, until: 9, first: 1, count: 1, body: b"abc".to_vec() };
        let sheaf = Sheaf::of([&one]).unwrap();
        let (bounds, body) = (&sheaf.bounds[..], &sheaf.body[..]);
        assert_eq!(opened(bounds, body), Some(vec![one]));
        assert_eq!(opened(bounds, &body[1..]), None);
        assert_eq!(opened(&bounds[1..], body), None);
        assert_eq!(opened(&[], body), None);
        assert!(Sheaf::of([]).is_none());
    }
}
