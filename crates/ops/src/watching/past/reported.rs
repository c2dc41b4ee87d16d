//! The stored reports of a movement, each held against what was anchored of it on the record.

use std::collections::{BTreeMap, BTreeSet};

use conduct::device::Sealed;
use model::{Digest, Instant, id::DeviceId};
use serde::Serialize;
use store::{
    StoreError,
    tracks::{Stretch, Tracks},
};

use super::stored::{self, Lies, Source, Stored};
use crate::track::{
    NotSealed,
    admission::AHEAD,
    kept::Kept,
    packed::{root, unpack},
    recalled::each_waiting,
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

/// How much of a device's track is looked at at once, in microseconds: a day. Ours: some megabytes.
const AT_A_TIME: i64 = 86_400_000_000;

/// What is stored of these devices from a time, as far as it was received by `last`, each stretch held against what was anchored of it.
/// How many reports it is, is counted when they are told.
pub(super) fn of<'a>(
    tracks: &'a dyn Tracks,
    devices: &[DeviceId],
    anchors: &[Sealed],
    (from, until): (Instant, Instant),
    last: Instant,
) -> Result<(Stored<'a>, Reported), StoreError> {
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
    let mut stretches: BTreeMap<(DeviceId, u64, u32), Lies> = BTreeMap::new();
    for device in devices {
        each_stretch(tracks, *device, (from, until), |stretch| {
            let part = stored::part(stretch);
            there.insert((*device, part.first));
            let anchored = by_start.get(&(*device, part.first)).map(Vec::as_slice);
            match anchored_as(stretch, anchored) {
                Some(anchored) => {
                    stretches.insert((*device, part.first, part.count), Lies { part, anchored });
                }
                None => reported.damaged.push(part),
            }
        })?;
    }
    // One that reaches over a day was looked at on each; a crash may leave fewer of the same beside what was anchored.
    let whole: BTreeSet<(DeviceId, u64)> = stretches
        .values()
        .filter(|lies| lies.anchored.is_some())
        .map(|lies| (lies.part.device, lies.part.first))
        .collect();
    reported.damaged.sort_unstable();
    reported.damaged.dedup();
    reported.damaged.retain(|part| !whole.contains(&(part.device, part.first)));
    there.extend(waiting.iter().map(|kept| (kept.fresh.device, kept.number)));
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
    let stretches = stretches.into_values().collect();
    Ok((Stored { tracks, stretches, waiting, time: (from, until), last }, reported))
}

/// Each stretch of a device that reaches into a time, a day's at a time; one that reaches farther more than once.
fn each_stretch(
    tracks: &dyn Tracks,
    device: DeviceId,
    (from, until): (Instant, Instant),
    mut look: impl FnMut(&Stretch),
) -> Result<(), StoreError> {
    let mut begins = from.micros();
    while begins <= until.micros() {
        let ends = begins.saturating_add(AT_A_TIME).min(until.micros());
        tracks.stretches(&device.0.into_bytes(), begins, ends)?.iter().for_each(&mut look);
        begins = ends.saturating_add(1);
    }
    Ok(())
}

/// As what a stretch was anchored for this movement, if it was; `None` if it is not what was, or nothing that can be read.
#[expect(clippy::option_option, reason = "what is damaged is another thing than what was not anchored here")]
fn anchored_as(stretch: &Stretch, anchored: Option<&[&Sealed]>) -> Option<Option<Digest>> {
    let reports = unpack(stretch)?;
    let Some(anchored) = anchored else { return Some(None) };
    let is = (stretch.count, Digest(root(&reports).0));
    anchored.iter().any(|one| (one.count, one.root) == is).then_some(Some(is.1))
}

impl Reported {
    /// One was told.
    pub(super) fn counts(&mut self, kept: &Kept, source: Source, stored: &Stored<'_>) {
        let (from, until) = stored.time;
        match source {
            Source::Anchored => self.anchored += 1,
            Source::Elsewhere => self.elsewhere += 1,
            Source::Waiting => {
                self.waiting += u64::from((from..=until).contains(&kept.fresh.report.at));
            }
        }
    }
}

fn part(sealed: &Sealed) -> Part {
    let Sealed { device, from, until, first, count, .. } = *sealed;
    Part { device, from, until, first, count }
}

pub(super) fn moment(micros: i64) -> Instant {
    Instant::from_micros(micros).unwrap_or(if micros < 0 { Instant::MIN } else { Instant::MAX })
}
