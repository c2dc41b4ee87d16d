//! What is kept of devices, read back: packed, or waiting to be anchored.

use model::{Instant, id::DeviceId};
use store::tracks::{Armful, Tracks};

use super::{
    kept::{Fresh, Kept},
    packed::unpack,
    seal::{NotSealed, READ},
};

/// The reports of these devices that were made in a time, by the devices' clocks, in any order. One that a crash left both packed
/// and waiting is there twice.
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
    for device in devices {
        for stretch in tracks.stretches(&device.0.into_bytes(), from.micros(), until.micros())? {
            all.extend(unpack(&stretch).ok_or(NotSealed::Damaged(stretch.first))?);
        }
    }
    each_waiting(tracks, |kept| all.extend(devices.contains(&kept.fresh.device).then_some(kept)))?;
    all.retain(|kept| (from..=until).contains(&kept.fresh.report.at));
    Ok(all)
}

/// What is known of devices since a moment: what waits, whosever it is, and of each the last stretch.
///
/// # Errors
/// When it cannot be read.
pub fn latest(
    tracks: &dyn Tracks,
    devices: impl IntoIterator<Item = DeviceId>,
    since: Instant,
) -> Result<Vec<Kept>, NotSealed> {
    let mut known = Vec::new();
    for device in devices {
        let stretches = tracks.stretches(&device.0.into_bytes(), since.micros(), Instant::MAX.micros())?;
        let latest = stretches.iter().max_by_key(|stretch| stretch.until);
        known.extend(latest.and_then(unpack).unwrap_or_default());
    }
    each_waiting(tracks, |kept| known.push(kept))?;
    Ok(known)
}

/// Each report that waits to be anchored.
///
/// # Errors
/// When they cannot be read, or are not what was written.
pub(crate) fn each_waiting(tracks: &dyn Tracks, mut take: impl FnMut(Kept)) -> Result<(), NotSealed> {
    let mut next = 1;
    loop {
        let armfuls = tracks.armfuls(next, READ)?;
        let Some(last) = armfuls.last() else { return Ok(()) };
        next = last.first + u64::from(last.count);
        for armful in &armfuls {
            opened(armful)?.for_each(&mut take);
        }
    }
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
