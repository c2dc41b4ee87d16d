//! Everything that is kept of what some devices reported: packed, or waiting to be anchored.

use model::{Instant, id::DeviceId};
use store::tracks::Tracks;

use super::{
    kept::{Fresh, Kept},
    packed::unpack,
    seal::NotSealed,
};

/// How much is read at once, in bytes.
const AT_ONCE: usize = 16 << 20;

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
    let mut next = 1;
    loop {
        let armfuls = tracks.armfuls(next, AT_ONCE)?;
        let Some(last) = armfuls.last() else { break };
        next = last.first + u64::from(last.count);
        for armful in &armfuls {
            let fresh = Fresh::read_all(&armful.body).ok_or(NotSealed::Damaged(armful.first))?;
            let numbered = (armful.first..).zip(fresh).map(|(number, fresh)| Kept { number, fresh });
            all.extend(numbered.filter(|kept| devices.contains(&kept.fresh.device)));
        }
    }
    all.retain(|kept| (from..=until).contains(&kept.fresh.report.at));
    Ok(all)
}
