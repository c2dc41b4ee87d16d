//! The stored reports of a movement, told one after the other without holding them: of each stretch it is known where it lies, and it
//! is read when it is its turn.

use std::collections::BTreeMap;

use model::{Digest, Instant, id::DeviceId};
use store::{
    StoreError,
    tracks::{Stretch, Tracks},
};

use super::reported::{Part, moment};
use crate::{
    track::{
        admission::AHEAD,
        kept::Kept,
        packed::{root, unpack},
    },
    watching::hearing::reported_at,
};

/// So many reports are read at a time. Ours: some megabytes, and few enough reads that they cost less than what is made of them.
const AT_A_TIME: u32 = 1 << 15;

/// Where a stretch lies that is what was anchored, or was not anchored for this movement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lies {
    pub part: Part,
    /// The root that was anchored for this movement.
    pub anchored: Option<Digest>,
}

/// What is stored of a movement's devices.
pub(super) struct Stored<'a> {
    pub tracks: &'a dyn Tracks,
    /// Each once.
    pub stretches: Vec<Lies>,
    /// Not packed yet.
    pub waiting: Vec<Kept>,
    /// Of when a report is that counts.
    pub time: (Instant, Instant),
    /// Until when it was received.
    pub last: Instant,
}

/// From where a report is. Of what is there more than once the first of these counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Source {
    Anchored,
    Elsewhere,
    Waiting,
}

/// In which order they are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum By {
    /// In which they became durable: so the room heard them.
    Number,
    /// In which they were made.
    Time,
}

/// Reports on their way, in order.
pub(super) struct Told<'s> {
    stored: &'s Stored<'s>,
    by: By,
    /// The stretches not read yet, the next one last.
    to_come: Vec<u32>,
    read: BTreeMap<(i64, u64), (Kept, Source)>,
    /// What was there before and is not any more.
    pub lost: Vec<Part>,
}

impl Stored<'_> {
    /// All in order, those in no stretch and those that do not count included, up to a number.
    pub fn told(&self, by: By, through: u64) -> Told<'_> {
        let numbers = (0..self.stretches.len()).filter_map(|number| u32::try_from(number).ok());
        let counts = |number: &u32| self.stretches[*number as usize].part.first <= through;
        let mut to_come: Vec<u32> = numbers.filter(counts).collect();
        to_come.sort_by_key(|number| std::cmp::Reverse(by.earliest(&self.stretches[*number as usize].part)));
        let waiting = self.waiting.iter().filter(|kept| kept.number <= through);
        let read = waiting.map(|kept| (by.key(kept), (*kept, Source::Waiting))).collect();
        Told { stored: self, by, to_come, read, lost: Vec::new() }
    }

    /// Whether it is of this movement's time, and was received while anybody watched.
    pub fn counts(&self, kept: &Kept) -> bool {
        let (from, until) = self.time;
        kept.fresh.received <= self.last && (from..=until).contains(&reported_at(kept))
    }
}

impl By {
    fn key(self, kept: &Kept) -> (i64, u64) {
        match self {
            By::Number => (i64::try_from(kept.number).unwrap_or(i64::MAX), 0),
            By::Time => (reported_at(kept).micros(), kept.number),
        }
    }

    /// No report of a stretch comes before this.
    fn earliest(self, part: &Part) -> (i64, u64) {
        match self {
            By::Number => (i64::try_from(part.first).unwrap_or(i64::MAX), 0),
            // Where a device's clock stood ahead it counts as made when it was received.
            By::Time => (part.from.micros().saturating_sub(AHEAD.0), 0),
        }
    }
}

impl Told<'_> {
    /// The next one.
    pub fn next(&mut self) -> Result<Option<(Kept, Source)>, StoreError> {
        while let Some(to_come) = self.to_come.last().map(|next| self.by.earliest(&self.part(*next)))
            && self.read.first_key_value().is_none_or(|(first, _)| *first >= to_come)
        {
            self.read_more()?;
        }
        Ok(self.read.pop_first().map(|(_, told)| told))
    }

    fn part(&self, number: u32) -> Part {
        self.stored.stretches[number as usize].part
    }

    /// Reads the next stretches, all of a device's together.
    fn read_more(&mut self) -> Result<(), StoreError> {
        let mut wanted: BTreeMap<DeviceId, Vec<Lies>> = BTreeMap::new();
        let mut many = 0;
        while many < AT_A_TIME
            && let Some(next) = self.to_come.pop()
        {
            let lies = self.stored.stretches[next as usize];
            many = many.saturating_add(lies.part.count);
            wanted.entry(lies.part.device).or_default().push(lies);
        }
        wanted.into_iter().try_for_each(|(device, all)| self.read_of(device, &all))
    }

    fn read_of(&mut self, device: DeviceId, all: &[Lies]) -> Result<(), StoreError> {
        let from = all.iter().map(|lies| lies.part.from).min().unwrap_or(Instant::MAX);
        let until = all.iter().map(|lies| lies.part.until).max().unwrap_or(Instant::MIN);
        let wanted: BTreeMap<(u64, u32), &Lies> = all.iter().map(|lies| (name(&lies.part), lies)).collect();
        let mut found: BTreeMap<(u64, u32), Vec<Stretch>> = BTreeMap::new();
        for stretch in self.stored.tracks.stretches(&device.0.into_bytes(), from.micros(), until.micros())? {
            if wanted.contains_key(&(stretch.first, stretch.count)) {
                found.entry((stretch.first, stretch.count)).or_default().push(stretch);
            }
        }
        for (name, lies) in wanted {
            let there = found.remove(&name).unwrap_or_default();
            match unpacked(&there, lies.anchored.as_ref()) {
                Some(reports) => reports.into_iter().for_each(|kept| self.take(kept, lies.source())),
                None => self.lost.push(lies.part),
            }
        }
        Ok(())
    }

    fn take(&mut self, kept: Kept, source: Source) {
        let place = self.read.entry(self.by.key(&kept)).or_insert((kept, source));
        if source < place.1 {
            *place = (kept, source);
        }
    }
}

impl Lies {
    fn source(&self) -> Source {
        if self.anchored.is_some() { Source::Anchored } else { Source::Elsewhere }
    }
}

/// By what a stretch is found again among its device's.
fn name(part: &Part) -> (u64, u32) {
    (part.first, part.count)
}

/// The reports of a stretch that is there. Where more than one has its name it is the one that was anchored.
fn unpacked(there: &[Stretch], anchored: Option<&Digest>) -> Option<Vec<Kept>> {
    let is_the_one = |reports: &Vec<Kept>| {
        there.len() == 1 || anchored.is_none_or(|anchored| *anchored == Digest(root(reports).0))
    };
    there.iter().filter_map(unpack).find(is_the_one)
}

/// The part of a track that a stretch is.
pub(super) fn part(stretch: &Stretch) -> Part {
    let device = DeviceId(uuid::Uuid::from_bytes(stretch.device));
    let (from, until) = (moment(stretch.from), moment(stretch.until));
    Part { device, from, until, first: stretch.first, count: stretch.count }
}
