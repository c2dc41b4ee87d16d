//! Reports that are durable and not anchored yet: what is put on the record of them, and packing them once it is.
//!
//! First the roots are put on the record, then the reports are packed. A crash in between leaves reports that are anchored
//! and not packed: they are anchored once more, which says the same of them twice and harms nobody.

use std::collections::BTreeMap;

use conduct::device::Sealed;
use model::{
    Digest, Instant,
    id::{DeviceId, MovementId},
};
use store::{
    StoreError,
    tracks::{Armful, Stretch, Tracks},
};

use super::{
    kept::Kept,
    packed::{MOST, pack, put_in_order, root},
    recalled::{opened, portions},
};

/// How much is read and anchored at once, in bytes as it came: some hundred thousand reports.
const AT_ONCE: usize = 16 << 20;

/// What waits to be anchored.
#[derive(Debug)]
pub struct Waiting {
    /// What is put on the record, by the movement it is of.
    pub anchors: BTreeMap<Option<MovementId>, Vec<Sealed>>,
    stretches: Vec<Stretch>,
    through: u64,
}

/// Why nothing can be anchored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSealed {
    /// The tracks cannot be read or packed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An armful that is not what was written.
    #[error(
        "the reports from number {0} on are damaged: look at the disk, and restore tracks.db from a backup"
    )]
    Damaged(u64),
}

/// What waits, each device's reports of the movement it was on when it made them; `None` if nothing does. What is made on the
/// last minute of the way is anchored after it, and is of the movement all the same.
///
/// # Errors
/// When reports cannot be read.
pub fn waiting(
    tracks: &dyn Tracks,
    of: &dyn Fn(DeviceId, Instant) -> Option<MovementId>,
) -> Result<Option<Waiting>, NotSealed> {
    let armfuls = first(tracks)?;
    let Some(last) = armfuls.last() else { return Ok(None) };
    let through = last.first + u64::from(last.count) - 1;
    let mut by_device: BTreeMap<(DeviceId, Option<MovementId>), Vec<Kept>> = BTreeMap::new();
    for armful in &armfuls {
        for kept in opened(armful)? {
            let device = kept.fresh.device;
            let movement = of(device, kept.fresh.report.at.min(kept.fresh.received));
            by_device.entry((device, movement)).or_default().push(kept);
        }
    }
    let (mut anchors, mut stretches) = (BTreeMap::<_, Vec<Sealed>>::new(), Vec::new());
    for ((device, movement), mut reports) in by_device {
        put_in_order(&mut reports);
        for some in reports.chunks(MOST) {
            let Some(stretch) = pack(some) else { continue };
            if let Some(sealed) = anchor(device, &stretch, Digest(root(some).0)) {
                anchors.entry(movement).or_default().push(sealed);
                stretches.push(stretch);
            }
        }
    }
    Ok(Some(Waiting { anchors, stretches, through }))
}

/// The armfuls there are, as many as are anchored at once.
fn first(tracks: &dyn Tracks) -> Result<Vec<Armful>, StoreError> {
    let (mut all, mut bytes) = (Vec::new(), 0);
    for some in portions(tracks) {
        let some = some?;
        bytes += some.iter().map(|armful| armful.body.len()).sum::<usize>();
        all.extend(some);
        if bytes >= AT_ONCE {
            break;
        }
    }
    Ok(all)
}

fn anchor(device: DeviceId, stretch: &Stretch, root: Digest) -> Option<Sealed> {
    let moment = |micros| Instant::from_micros(micros).ok();
    let (from, until) = (moment(stretch.from)?, moment(stretch.until)?);
    Some(Sealed { device, from, until, first: stretch.first, count: stretch.count, root })
}

impl Waiting {
    /// Packs what is on the record now.
    ///
    /// # Errors
    /// When it cannot be written; it still waits then.
    pub fn pack(&self, tracks: &dyn Tracks) -> Result<(), NotSealed> {
        Ok(tracks.pack(&self.stretches, self.through)?)
    }
}

#[cfg(test)]
mod tests {
    use model::{Report, Span};
    use store::tracks::memory::MemoryTracks;
    use uuid::Uuid;

    use super::{
        super::{kept::Fresh, packed::unpack},
        *,
    };

    fn device(n: u128) -> DeviceId {
        DeviceId(Uuid::from_u128(n))
    }

    fn fresh(n: u128, second: i64) -> Fresh {
        let began: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
        let at = began.saturating_add(Span(second * 1_000_000));
        Fresh { device: device(n), received: at, report: Report { at, fix: None, signal: None } }
    }

    fn append(tracks: &MemoryTracks, reports: &[Fresh]) {
        let mut body = Vec::new();
        reports.iter().for_each(|report| report.write(&mut body));
        tracks.append(u32::try_from(reports.len()).unwrap(), &body).unwrap();
    }

    #[test]
    fn what_is_anchored_is_packed_and_can_be_checked_against_its_root() {
        let tracks = MemoryTracks::default();
        assert!(waiting(&tracks, &|_, _| None).unwrap().is_none());
        append(&tracks, &[fresh(1, 5), fresh(2, 1)]);
        append(&tracks, &[fresh(1, 3)]);
        let movement = MovementId(Uuid::from_u128(9));
        let of = |one, _| (one == device(1)).then_some(movement);
        let waits = waiting(&tracks, &of).unwrap().unwrap();
        let [sealed] = &waits.anchors[&Some(movement)][..] else { panic!("{:?}", waits.anchors) };
        assert_eq!((sealed.count, sealed.first), (2, 1));
        assert_eq!((sealed.from, sealed.until), (fresh(1, 3).report.at, fresh(1, 5).report.at));
        assert_eq!(waits.anchors[&None].len(), 1);

        append(&tracks, &[fresh(1, 9)]);
        waits.pack(&tracks).unwrap();
        let [stretch] = &tracks.stretches(&device(1).0.into_bytes(), i64::MIN, i64::MAX).unwrap()[..] else {
            panic!("one stretch")
        };
        assert_eq!(Digest(root(&unpack(stretch).unwrap()).0), sealed.root);
        assert_eq!(tracks.armfuls(1, usize::MAX).unwrap().len(), 1, "what came meanwhile waits");
    }

    #[test]
    fn what_was_made_before_the_end_of_a_movement_is_anchored_for_it_whenever_it_is_anchored() {
        let tracks = MemoryTracks::default();
        append(&tracks, &[fresh(1, 1), fresh(1, 3), fresh(1, 9)]);
        let (movement, arrived) = (MovementId(Uuid::from_u128(9)), fresh(1, 5).report.at);
        let waits = waiting(&tracks, &|_, at| (at <= arrived).then_some(movement)).unwrap().unwrap();
        assert_eq!((waits.anchors[&Some(movement)][0].count, waits.anchors[&None][0].count), (2, 1));
        waits.pack(&tracks).unwrap();
        assert_eq!(tracks.stretches(&device(1).0.into_bytes(), i64::MIN, i64::MAX).unwrap().len(), 2);
    }

    #[test]
    fn damaged_reports_are_named_and_nothing_of_them_is_dropped() {
        let tracks = MemoryTracks::default();
        append(&tracks, &[fresh(1, 5)]);
        tracks.append(2, b"not reports").unwrap();
        assert_eq!(waiting(&tracks, &|_, _| None).unwrap_err(), NotSealed::Damaged(2));
        assert_eq!(tracks.armfuls(1, usize::MAX).unwrap().len(), 2);
    }
}
