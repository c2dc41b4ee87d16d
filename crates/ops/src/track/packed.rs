//! A stretch of a track: some of a device's reports, compressed (RFC 1951), each after its number, and the root that anchors
//! them on the record.
//!
//! The reports stand by the device's time, those of one time in the order in which they came. The leaves of the root are
//! their bytes as they were first kept ([`Fresh`]); so an anchor says nothing of how tracks are packed.

use std::io::Read as _;

use flate2::{Compress, Compression, FlushCompress, Status, read::DeflateDecoder};
use record::{Frontier, Hash, leaf_hash};
use store::tracks::Stretch;

use super::kept::{Fresh, Kept, LONGEST};

/// The most reports of a stretch.
pub const MOST: usize = 100_000;
/// The most bytes of one before it is compressed: with its number.
const LONGEST_PLAIN: usize = 8 + LONGEST;

/// In the order of a stretch.
pub fn put_in_order(reports: &mut [Kept]) {
    reports.sort_by_key(|kept| (kept.fresh.report.at, kept.number));
}

/// Packs, one after the other: what compresses is made once, which takes longer than to compress a minute.
pub struct Packer {
    compress: Compress,
    plain: Vec<u8>,
}

impl Default for Packer {
    fn default() -> Self {
        // A minute of one device is little: what is looked for longer makes it a thirtieth shorter.
        Packer { compress: Compress::new(Compression::fast(), false), plain: Vec::new() }
    }
}

impl Packer {
    /// Packs reports of one device, in order; `None` if there are none, or more than one stretch holds.
    #[must_use]
    pub fn pack(&mut self, reports: &[Kept]) -> Option<Stretch> {
        let (earliest, latest) = (reports.first()?, reports.last()?);
        let first = reports.iter().map(|kept| kept.number).min()?;
        let count = u32::try_from(reports.len()).ok().filter(|_| reports.len() <= MOST)?;
        self.plain.clear();
        for kept in reports {
            self.plain.extend(kept.number.to_le_bytes());
            kept.fresh.write(&mut self.plain);
        }
        Some(Stretch {
            device: earliest.fresh.device.0.into_bytes(),
            from: earliest.fresh.report.at.micros(),
            until: latest.fresh.report.at.micros(),
            first,
            count,
            body: self.compressed()?,
        })
    }

    fn compressed(&mut self) -> Option<Vec<u8>> {
        self.compress.reset();
        let mut body = Vec::with_capacity(self.plain.len() / 2 + 64);
        loop {
            let read = usize::try_from(self.compress.total_in()).ok()?;
            let plain = self.plain.get(read..)?;
            match self.compress.compress_vec(plain, &mut body, FlushCompress::Finish).ok()? {
                Status::StreamEnd => break,
                Status::Ok | Status::BufError => body.reserve(self.plain.len() / 2 + 64),
            }
        }
        body.shrink_to_fit();
        Some(body)
    }
}

/// The reports of a stretch; `None` if its bytes are none.
#[must_use]
pub fn unpack(stretch: &Stretch) -> Option<Vec<Kept>> {
    let count = usize::try_from(stretch.count).ok().filter(|count| *count <= MOST)?;
    let mut plain = Vec::new();
    // Whatever it says it holds: no more is read than so many reports have.
    let most = (count * LONGEST_PLAIN) as u64;
    DeflateDecoder::new(&*stretch.body).take(most + 1).read_to_end(&mut plain).ok()?;
    let mut rest = &plain[..];
    let mut reports = Vec::with_capacity(count);
    while let Some((number, after)) = rest.split_first_chunk() {
        rest = after;
        reports.push(Kept { number: u64::from_le_bytes(*number), fresh: Fresh::read(&mut rest)? });
    }
    (rest.is_empty() && reports.len() == count).then_some(reports)
}

/// The root over reports in order.
#[must_use]
pub fn root(reports: &[Kept]) -> Hash {
    let (mut tree, mut leaf) = (Frontier::new(), Vec::with_capacity(LONGEST));
    for kept in reports {
        leaf.clear();
        kept.fresh.write(&mut leaf);
        tree.append(leaf_hash(&leaf));
    }
    tree.root()
}

#[cfg(test)]
mod tests {
    use model::{Fix, Instant, Place, Report, id::DeviceId};
    use proptest::prelude::*;

    use super::*;
    use crate::track::kept::tests::fresh;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked_to_the_last_bit_and_keeps_its_root(
            all in prop::collection::vec((fresh(), 1..u64::MAX / 2), 1..60),
        ) {
            let mut reports: Vec<Kept> = all
                .into_iter()
                .map(|(fresh, number)| Kept { number, fresh: Fresh { device: DeviceId(uuid::Uuid::nil()), ..fresh } })
                .collect();
            put_in_order(&mut reports);
            // One packer for all of them, and for some once more.
            let mut packer = Packer::default();
            for some in [&reports[..], &reports[reports.len() / 2..], &reports[..]] {
                let unpacked = unpack(&packer.pack(some).unwrap()).unwrap();
                prop_assert_eq!(root(&unpacked), root(some));
                prop_assert_eq!(&unpacked[..], some);
            }
        }

        #[test]
        fn any_bytes_are_a_stretch_or_none(
            body in prop::collection::vec(any::<u8>(), 0..100),
            count in 0..5_u32,
        ) {
            let stretch = Stretch { device: [0; 16], from: 0, until: 0, first: 1, count, body };
            prop_assert!(unpack(&stretch).is_none_or(|reports| reports.len() == count as usize));
        }
    }

    /// A vehicle that reports every two seconds on a mountain road.
    #[test]
    fn a_minute_of_driving_takes_less_than_half_of_its_bytes() {
        let place = |n: i64| Place::from_e7(349_300_000 + 1300 * n, 728_800_000 + 700 * n).unwrap();
        let report = |n: i64| {
            let fix = Fix {
                place: place(n),
                accuracy_mm: Some(4_000),
                speed_mm_s: Some(11_000),
                course_mdeg: Some(24_000),
                height_mm: None,
                battery_percent: Some(80),
            };
            let at = Instant::from_micros(1_780_000_000_000_000 + 2_000_000 * n).unwrap();
            let report = Report { at, fix: Some(fix), signal: None };
            let fresh = Fresh {
                device: DeviceId(uuid::Uuid::nil()),
                received: at.saturating_add(model::Span(350_000)),
                report,
            };
            Kept { number: 1000 + n.cast_unsigned() * 7, fresh }
        };
        let reports: Vec<Kept> = (0..30).map(report).collect();
        let raw: usize = reports
            .iter()
            .map(|kept| {
                let mut bytes = Vec::new();
                kept.fresh.write(&mut bytes);
                bytes.len()
            })
            .sum();
        let packed = Packer::default().pack(&reports).unwrap().body.len();
        assert!(packed * 2 < raw, "{packed} of {raw}");
    }
}
