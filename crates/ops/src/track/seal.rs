//! Reports that are durable and not anchored yet: what is put on the record of them, and packing them once it is. Some hundred
//! thousand take seconds of a processor and of the disk, so all of it goes on step by step, each of about a millisecond.
//!
//! First the roots are put on the record, then the reports are packed. A crash in between leaves reports that are anchored
//! and not packed: they are anchored once more, which says the same of them twice and harms nobody. What was packed of them is
//! dropped and packed again.

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
    packed::{MOST, Packer, put_in_order, root},
    recalled::{READ, opened},
};

/// How much is read and anchored at once, in bytes as it came: some hundred thousand reports.
const AT_ONCE: usize = 16 << 20;
/// After how many reports a step ends.
const STEP: usize = 250;

/// Reports that are being read and sealed.
pub struct Sealing<O> {
    /// For which movement a device made a report at a moment.
    of: O,
    /// The number of the first report that was not read yet.
    next: u64,
    /// That of the first that is not sealed now: it came when this had begun.
    until: u64,
    bytes: usize,
    is_all: bool,
    read: BTreeMap<(DeviceId, Option<MovementId>), Vec<Kept>>,
    packer: Packer,
    packing: Packing,
}

/// What is put on the record, and how it is packed then.
#[derive(Debug, Default)]
pub struct Packing {
    /// What is put on the record, by the movement it is of.
    pub anchors: BTreeMap<Option<MovementId>, Vec<Sealed>>,
    stretches: Vec<Stretch>,
    /// How many of them are kept.
    kept: usize,
    /// The numbers of the first and the last report that waited. The former until nothing is packed any more of what waits.
    first: Option<u64>,
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
        "the reports from number {0} on in tracks.db are not what was written: stop the server, copy the directory as it \
         is, and look at the disk"
    )]
    Damaged(u64),
}

impl<O: Fn(DeviceId, Instant) -> Option<MovementId>> Sealing<O> {
    /// Begins with the first that waits, and ends before the number `until`: what comes later is for the next time, when more is known
    /// of the movements. Each device's reports are of the movement it was on when it made them: what is made on the
    /// last minute of the way is sealed after it, and is of the movement all the same.
    pub fn begin(of: O, until: u64) -> Self {
        let (read, packer, packing) = Default::default();
        Sealing { of, next: 1, until, bytes: 0, is_all: false, read, packer, packing }
    }

    /// Reads some, or seals some of what was read. Whether there is more to do.
    ///
    /// # Errors
    /// When reports cannot be read, or are not what was written.
    pub fn goes_on(&mut self, tracks: &dyn Tracks) -> Result<bool, NotSealed> {
        if self.is_read() {
            self.seal_some()?;
        } else {
            self.read_some(tracks)?;
        }
        Ok(!self.is_read() || !self.read.is_empty())
    }

    fn is_read(&self) -> bool {
        self.is_all || self.bytes >= AT_ONCE
    }

    fn read_some(&mut self, tracks: &dyn Tracks) -> Result<(), NotSealed> {
        let armfuls = tracks.armfuls(self.next, READ)?;
        for armful in armfuls.iter().filter(|armful| armful.first < self.until) {
            for kept in opened(armful)? {
                let device = kept.fresh.device;
                let movement = (self.of)(device, kept.fresh.report.at.min(kept.fresh.received));
                self.read.entry((device, movement)).or_default().push(kept);
            }
            self.bytes += armful.body.len();
            self.next = armful.first + u64::from(armful.count);
        }
        self.packing.first = self.packing.first.or(armfuls.first().map(|armful| armful.first));
        self.packing.through = self.next - 1;
        let is_later = |armful: &Armful| armful.first >= self.until;
        self.is_all = self.next >= self.until || armfuls.last().is_none_or(is_later);
        Ok(())
    }

    fn seal_some(&mut self) -> Result<(), NotSealed> {
        let mut many = 0;
        while many < STEP
            && let Some(((device, movement), mut reports)) = self.read.pop_first()
        {
            many += reports.len();
            put_in_order(&mut reports);
            for some in reports.chunks(MOST) {
                let sealed = sealed(&mut self.packer, device, some);
                let (sealed, stretch) = sealed.ok_or(NotSealed::Damaged(some[0].number))?;
                self.packing.anchors.entry(movement).or_default().push(sealed);
                self.packing.stretches.push(stretch);
            }
        }
        Ok(())
    }

    /// What was sealed, `None` if nothing waited; and whether that is all that did.
    pub fn sealed(self) -> (Option<Packing>, bool) {
        ((!self.packing.stretches.is_empty()).then_some(self.packing), self.is_all)
    }
}

impl Packing {
    /// Packs some of what is on the record by now: as much as others can wait for. Whether there is more.
    ///
    /// # Errors
    /// When it cannot be written; it still waits then.
    pub fn goes_on(&mut self, tracks: &dyn Tracks) -> Result<bool, StoreError> {
        if let Some(first) = self.first {
            let dropped = tracks.drop_begun(first)?;
            self.first = Some(first).filter(|_| dropped > 0);
            return Ok(true);
        }
        let rest = &self.stretches[self.kept..];
        if rest.is_empty() {
            return Ok(tracks.drop_packed(self.through)? > 0);
        }
        self.kept += tracks.pack(rest)?;
        Ok(true)
    }
}

/// What is put on the record of reports of a device, and how they are packed.
fn sealed(packer: &mut Packer, device: DeviceId, reports: &[Kept]) -> Option<(Sealed, Stretch)> {
    let stretch = packer.pack(reports)?;
    let moment = |micros| Instant::from_micros(micros).ok();
    let (from, until) = (moment(stretch.from)?, moment(stretch.until)?);
    let root = Digest(root(reports).0);
    Some((Sealed { device, from, until, first: stretch.first, count: stretch.count, root }, stretch))
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

    type Of = fn(DeviceId, Instant) -> Option<MovementId>;
    const OF_NONE: Of = |_, _| None;

    fn sealed(
        tracks: &MemoryTracks,
        of: impl Fn(DeviceId, Instant) -> Option<MovementId>,
    ) -> Result<Option<Packing>, NotSealed> {
        let mut sealing = Sealing::begin(of, tracks.next().unwrap());
        while sealing.goes_on(tracks)? {}
        let (packing, is_all) = sealing.sealed();
        assert!(is_all);
        Ok(packing)
    }

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
        assert!(sealed(&tracks, OF_NONE).unwrap().is_none());
        append(&tracks, &[fresh(1, 5), fresh(2, 1)]);
        append(&tracks, &[fresh(1, 3)]);
        let movement = MovementId(Uuid::from_u128(9));
        let of = |one, _| (one == device(1)).then_some(movement);
        let mut waits = sealed(&tracks, of).unwrap().unwrap();
        let [sealed] = &waits.anchors[&Some(movement)].clone()[..] else { panic!("{:?}", waits.anchors) };
        assert_eq!((sealed.count, sealed.first), (2, 1));
        assert_eq!((sealed.from, sealed.until), (fresh(1, 3).report.at, fresh(1, 5).report.at));
        assert_eq!(waits.anchors[&None].len(), 1);

        append(&tracks, &[fresh(1, 9)]);
        while waits.goes_on(&tracks).unwrap() {}
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
        let of = |_, at| (at <= arrived).then_some(movement);
        let mut waits = sealed(&tracks, of).unwrap().unwrap();
        assert_eq!((waits.anchors[&Some(movement)][0].count, waits.anchors[&None][0].count), (2, 1));
        while waits.goes_on(&tracks).unwrap() {}
        assert_eq!(tracks.stretches(&device(1).0.into_bytes(), i64::MIN, i64::MAX).unwrap().len(), 2);
    }

    #[test]
    fn what_comes_while_it_is_read_is_for_the_next_time() {
        let tracks = MemoryTracks::default();
        append(&tracks, &[fresh(1, 1), fresh(1, 2)]);
        let mut sealing = Sealing::begin(OF_NONE, tracks.next().unwrap());
        // However fast it comes.
        append(&tracks, &[fresh(1, 3)]);
        while sealing.goes_on(&tracks).unwrap() {
            append(&tracks, &[fresh(1, 4)]);
        }
        let (packing, is_all) = sealing.sealed();
        assert_eq!((packing.unwrap().anchors[&None][0].count, is_all), (2, true));
    }

    #[test]
    fn what_comes_where_nothing_waited_is_for_the_next_time() {
        let tracks = MemoryTracks::default();
        let mut sealing = Sealing::begin(OF_NONE, tracks.next().unwrap());
        append(&tracks, &[fresh(1, 1)]);
        assert_eq!(sealing.goes_on(&tracks), Ok(false));
        let (packing, is_all) = sealing.sealed();
        assert!(packing.is_none() && is_all);
    }

    #[test]
    fn damaged_reports_are_named_and_nothing_of_them_is_dropped() {
        let tracks = MemoryTracks::default();
        append(&tracks, &[fresh(1, 5)]);
        tracks.append(2, b"not reports").unwrap();
        assert_eq!(sealed(&tracks, OF_NONE).unwrap_err(), NotSealed::Damaged(2));
        assert_eq!(tracks.armfuls(1, usize::MAX).unwrap().len(), 2);
    }
}
