//! The stored reports of a movement, each held against what was anchored of it on the record.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use conduct::device::Sealed;
use model::{Digest, Instant, id::DeviceId};
use serde::Serialize;
use store::{StoreError, tracks::Tracks};

use crate::{
    track::{
        NotSealed,
        admission::AHEAD,
        kept::Kept,
        packed::{root, unpack},
        recalled::each_waiting,
    },
    watching::hearing::reported_at,
};

/// What is left of a movement's reports.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Reported {
    /// Reports that are what was anchored on the record for this movement.
    pub anchored: u64,
    /// Reports that are not anchored yet.
    pub waiting: u64,
    /// Reports that are not anchored for this movement: made for another one too, or received when it was over. They are heard all
    /// the same.
    pub elsewhere: u64,
    /// What was anchored and is not there any more: its time was over, or it was lost.
    pub gone: Vec<Part>,
    /// What is there and is not what was anchored. None of it is heard.
    pub damaged: Vec<Part>,
}

/// A part of a track.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Part {
    /// Whose.
    pub device: DeviceId,
    /// The time of its earliest report, by the device's clock.
    pub from: Instant,
    /// The time of the latest.
    pub until: Instant,
    /// The lowest of their numbers.
    pub first: u64,
    /// How many they are.
    pub count: u32,
}

impl Reported {
    /// Whether nothing is missing and nothing is damaged.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.gone.is_empty() && self.damaged.is_empty()
    }
}

/// The reports of these devices from a time, as far as they were received by `last`, in the order in which they were received.
pub(super) fn of(
    tracks: &dyn Tracks,
    devices: &[DeviceId],
    anchors: &[Sealed],
    (from, until): (Instant, Instant),
    last: Instant,
) -> Result<(Vec<Kept>, Reported), StoreError> {
    // A device's clock may stand ahead; what it reports counts as made when it was received then.
    let until = until.saturating_add(AHEAD);
    let mut reported = Reported::default();
    let mut by_start: BTreeMap<(DeviceId, u64), Vec<&Sealed>> = BTreeMap::new();
    for sealed in anchors.iter().filter(|sealed| sealed.from <= until && from <= sealed.until) {
        by_start.entry((sealed.device, sealed.first)).or_default().push(sealed);
    }
    // What waits first: what is packed meanwhile is then seen twice, and not missed.
    let mut waiting: Vec<Kept> = Vec::new();
    let wait =
        each_waiting(tracks, |kept| waiting.extend(devices.contains(&kept.fresh.device).then_some(kept)));
    let mut there: BTreeSet<(DeviceId, u64)> = BTreeSet::new();
    let mut whole: BTreeSet<(DeviceId, u64)> = BTreeSet::new();
    let mut heard: BTreeMap<u64, Kept> = BTreeMap::new();
    for device in devices {
        for stretch in tracks.stretches(&device.0.into_bytes(), from.micros(), until.micros())? {
            there.insert((*device, stretch.first));
            let anchored = by_start.get(&(*device, stretch.first));
            let reports = unpack(&stretch);
            let is_anchored = |reports: &[Kept]| {
                let (count, root) = (stretch.count, Digest(root(reports).0));
                anchored.is_none_or(|all| all.iter().any(|one| (one.count, one.root) == (count, root)))
            };
            match reports.filter(|reports| is_anchored(reports)) {
                Some(reports) => {
                    let count =
                        if anchored.is_some() { &mut reported.anchored } else { &mut reported.elsewhere };
                    whole.extend(anchored.map(|_| (*device, stretch.first)));
                    let before = heard.len();
                    heard.extend(reports.into_iter().map(|kept| (kept.number, kept)));
                    *count += (heard.len() - before) as u64;
                }
                None => reported.damaged.push(Part {
                    device: *device,
                    from: moment(stretch.from),
                    until: moment(stretch.until),
                    first: stretch.first,
                    count: stretch.count,
                }),
            }
        }
    }
    // A crash may leave fewer of the same beside what was anchored.
    reported.damaged.retain(|part| !whole.contains(&(part.device, part.first)));
    for kept in waiting {
        if let Entry::Vacant(place) = heard.entry(kept.number) {
            there.insert((kept.fresh.device, kept.number));
            let is_of_the_time = (from..=until).contains(&kept.fresh.report.at);
            reported.waiting += u64::from(is_of_the_time);
            place.insert(kept);
        }
    }
    match wait {
        Ok(()) => {}
        Err(NotSealed::Store(error)) => return Err(error),
        // Whose they are cannot be read.
        Err(NotSealed::Damaged(first)) => {
            reported.damaged.push(Part { device: DeviceId(uuid::Uuid::nil()), from, until, first, count: 0 });
        }
    }
    let gone = by_start.iter().filter(|(start, _)| !there.contains(start));
    reported.gone =
        gone.filter_map(|(_, all)| all.iter().max_by_key(|one| one.count)).map(|one| part(one)).collect();
    let mut heard: Vec<Kept> = heard.into_values().filter(|kept| kept.fresh.received <= last).collect();
    heard.retain(|kept| (from..=until).contains(&reported_at(kept)));
    // A clock that was set back may have numbered a later report with an earlier time.
    heard.sort_by_key(|kept| (kept.fresh.received, kept.number));
    Ok((heard, reported))
}

fn part(sealed: &Sealed) -> Part {
    let Sealed { device, from, until, first, count, .. } = *sealed;
    Part { device, from, until, first, count }
}

fn moment(micros: i64) -> Instant {
    Instant::from_micros(micros).unwrap_or(if micros < 0 { Instant::MIN } else { Instant::MAX })
}
