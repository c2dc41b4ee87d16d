//! What is kept of devices' reports, read from the tracks themselves: those that came and those that were packed since.

use std::{collections::BTreeMap, path::Path};

use bench::line::Enrolled;
use model::id::DeviceId;
use ops::track::{Fresh, packed::unpack};
use store::tracks::{SqliteTracks, Tracks as _};

/// By device, in the order of their own time.
pub fn of(dir: &Path, devices: &[Enrolled]) -> BTreeMap<DeviceId, Vec<Fresh>> {
    let tracks = SqliteTracks::open_read_only(dir).unwrap();
    // What was packed may not have been dropped yet from where it came: each number once.
    let mut all = BTreeMap::new();
    for armful in tracks.armfuls(0, usize::MAX).unwrap() {
        all.extend((armful.first..).zip(Fresh::read_all(&armful.body).unwrap()));
    }
    for Enrolled { device, .. } in devices {
        for stretch in tracks.stretches(device.0.as_bytes(), i64::MIN, i64::MAX).unwrap() {
            all.extend(unpack(&stretch).unwrap().into_iter().map(|kept| (kept.number, kept.fresh)));
        }
    }
    let mut by_device: BTreeMap<DeviceId, Vec<Fresh>> = BTreeMap::new();
    for fresh in all.into_values() {
        by_device.entry(fresh.device).or_default().push(fresh);
    }
    by_device.values_mut().for_each(|theirs| theirs.sort_by_key(|fresh| fresh.report.at));
    by_device
}
