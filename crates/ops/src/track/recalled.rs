//! What is kept of devices, read back: packed, or waiting to be anchored.

use std::collections::{BTreeMap, BTreeSet};

use model::{Instant, id::DeviceId};
use store::{
    StoreError,
    tracks::{Armful, DeviceName, Span, Tracks},
};

use super::{
    kept::{Fresh, Kept},
    packed::unpack,
    seal::NotSealed,
};

/// How much is read at a time.
pub(super) const READ: usize = 256 << 10;

/// The reports of these devices that were made in a time, by the devices' clocks, in any order. One that is being packed, or that
/// a crash left both packed and waiting, is there twice: what waits is read first, so that none is missed that is packed meanwhile.
///
/// # Errors
/// When they cannot be read, or are not what was written.
pub fn reports(
    tracks: &dyn Tracks,
    devices: &[DeviceId],
    from: Instant,
    until: Instant,
) -> Result<Vec<Kept>, NotSealed> {
    let mut all = Vec::new();
    each_waiting(tracks, |kept| all.extend(devices.contains(&kept.fresh.device).then_some(kept)))?;
    for device in devices {
        for stretch in tracks.stretches(&device.0.into_bytes(), from.micros(), until.micros())? {
            all.extend(unpack(&stretch).ok_or(NotSealed::Damaged(stretch.first))?);
        }
    }
    all.retain(|kept| (from..=until).contains(&kept.fresh.report.at));
    Ok(all)
}

/// What is known of devices since a moment, in any order: what waits, whosever it is, and of each the last stretch.
///
/// # Errors
/// When it cannot be read.
pub fn latest(
    tracks: &dyn Tracks,
    devices: impl IntoIterator<Item = DeviceId>,
    since: Instant,
) -> Result<Vec<Kept>, NotSealed> {
    let mut known = Vec::new();
    each_waiting(tracks, |kept| known.push(kept))?;
    let devices: BTreeSet<DeviceName> = devices.into_iter().map(|device| device.0.into_bytes()).collect();
    let mut last: BTreeMap<DeviceName, i64> = BTreeMap::new();
    for sheaf in tracks.since(since.micros())? {
        let spans = unless_damaged(tracks.spans(sheaf))?;
        let asked = |span: &&Span| span.until >= since.micros() && devices.contains(&span.device);
        for span in spans.iter().filter(asked) {
            let last = last.entry(span.device).or_insert(span.until);
            *last = span.until.max(*last);
        }
    }
    for (device, until) in last {
        let stretches = unless_damaged(tracks.stretches(&device, until, until))?;
        known.extend(stretches.iter().filter_map(unpack).flatten());
    }
    Ok(known)
}

/// What is damaged is passed over: it is named where somebody asks for it.
fn unless_damaged<T>(read: Result<Vec<T>, StoreError>) -> Result<Vec<T>, StoreError> {
    read.or_else(|error| error.is_damage().then(Vec::new).ok_or(error))
}

/// Each report that waits to be anchored.
///
/// # Errors
/// When they cannot be read, or are not what was written.
pub(crate) fn each_waiting(tracks: &dyn Tracks, mut take: impl FnMut(Kept)) -> Result<(), NotSealed> {
    for some in portions(tracks) {
        for armful in &some? {
            opened(armful)?.for_each(&mut take);
        }
    }
    Ok(())
}

/// The armfuls in order, some at a time, up to the first that cannot be read.
fn portions(tracks: &dyn Tracks) -> impl Iterator<Item = Result<Vec<Armful>, StoreError>> {
    let mut next = Some(1);
    std::iter::from_fn(move || {
        let some = tracks.armfuls(next?, READ);
        let last = some.as_ref().ok().and_then(|some| some.last());
        next = last.map(|last| last.first + u64::from(last.count));
        some.as_ref().map_or(true, |some| !some.is_empty()).then_some(some)
    })
}

/// The reports of an armful, with their numbers.
///
/// # Errors
/// When they are not what was written.
pub(super) fn opened(armful: &Armful) -> Result<impl Iterator<Item = Kept> + use<>, NotSealed> {
    let reports = Fresh::read_all(&armful.body).filter(|all| all.len() == armful.count as usize);
    let reports = reports.ok_or(NotSealed::Damaged(armful.first))?;
    Ok((armful.first..).zip(reports).map(|(number, fresh)| Kept { number, fresh }))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use model::Report;
    use store::tracks::{Stretch, memory::MemoryTracks};
    use uuid::Uuid;

    use super::{
        super::{packed::Packer, seal::Sealing},
        *,
    };

    /// Tracks that are packed as soon as anything of them was read.
    #[derive(Default)]
    struct PackedOnceRead(MemoryTracks, AtomicBool);

    impl PackedOnceRead {
        fn then_packed<T>(&self, read: T) -> T {
            if !self.1.swap(true, Ordering::Relaxed) {
                let mut sealing = Sealing::begin(|_, _| None, u64::MAX);
                while sealing.goes_on(&self.0).unwrap() {}
                let mut packing = sealing.sealed().0.unwrap();
                while packing.goes_on(&self.0).unwrap() {}
            }
            read
        }
    }

    impl Tracks for PackedOnceRead {
        fn append(&self, count: u32, body: &[u8]) -> Result<u64, StoreError> {
            self.0.append(count, body)
        }
        fn next(&self) -> Result<u64, StoreError> {
            self.0.next()
        }
        fn armfuls(&self, from: u64, most_bytes: usize) -> Result<Vec<Armful>, StoreError> {
            self.then_packed(self.0.armfuls(from, most_bytes))
        }
        fn pack(&self, stretches: &[Stretch]) -> Result<usize, StoreError> {
            self.0.pack(stretches)
        }
        fn drop_begun(&self, first: u64) -> Result<usize, StoreError> {
            self.0.drop_begun(first)
        }
        fn drop_packed(&self, through: u64) -> Result<usize, StoreError> {
            self.0.drop_packed(through)
        }
        fn stretches(&self, device: &DeviceName, from: i64, until: i64) -> Result<Vec<Stretch>, StoreError> {
            self.then_packed(self.0.stretches(device, from, until))
        }
        fn since(&self, from: i64) -> Result<Vec<u64>, StoreError> {
            self.then_packed(self.0.since(from))
        }
        fn over(&self, before: i64) -> Result<Vec<u64>, StoreError> {
            self.0.over(before)
        }
        fn spans(&self, sheaf: u64) -> Result<Vec<Span>, StoreError> {
            self.0.spans(sheaf)
        }
        fn let_go(&self, sheaf: u64, is_over: &dyn Fn(&Span) -> bool) -> Result<usize, StoreError> {
            self.0.let_go(sheaf, is_over)
        }
        fn overwrite(&self) {
            self.0.overwrite();
        }
    }

    #[test]
    fn what_is_packed_while_it_is_read_is_not_missed() {
        let began: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
        let device = DeviceId(Uuid::from_u128(1));
        let one = Fresh { device, received: began, report: Report { at: began, fix: None, signal: None } };
        let there = || {
            let tracks = PackedOnceRead::default();
            let mut body = Vec::new();
            one.write(&mut body);
            tracks.append(1, &body).unwrap();
            tracks
        };
        let kept = Kept { number: 1, fresh: one };
        assert!(reports(&there(), &[device], began, began).unwrap().contains(&kept));
        assert!(latest(&there(), [device], began).unwrap().contains(&kept));
    }

    #[test]
    fn the_last_that_is_known_of_a_device_is_told_whoever_it_was_packed_beside() {
        let began: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
        let hours = |hours: i32| began.saturating_add(model::Span::hours(hours));
        let kept = |device: u128, number: u64, at: i32| {
            let report = Report { at: hours(at), fix: None, signal: None };
            Kept {
                number,
                fresh: Fresh { device: DeviceId(Uuid::from_u128(device)), received: hours(48), report },
            }
        };
        let mut packer = Packer::default();
        let tracks = MemoryTracks::default();
        let mut pack = |all: &[Kept]| {
            let stretches: Vec<Stretch> = all.iter().map(|one| packer.pack(&[*one]).unwrap()).collect();
            assert_eq!(tracks.pack(&stretches), Ok(all.len()));
        };
        // The second delivers later what it reported before that, and the third what it reported long ago.
        pack(&[kept(1, 1, 40), kept(2, 2, 47)]);
        pack(&[kept(1, 3, 48), kept(2, 4, 46), kept(3, 5, 1)]);
        let devices = [1, 2, 3, 4].map(|device| DeviceId(Uuid::from_u128(device)));
        let mut numbers: Vec<u64> =
            latest(&tracks, devices, hours(24)).unwrap().iter().map(|kept| kept.number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [2, 3]);
    }
}
