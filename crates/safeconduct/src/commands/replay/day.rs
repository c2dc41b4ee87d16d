//! `replay CASE --speed N`: the day of a case, driven through the live engine as an exercise, N times as fast as the clock.
//!
//! Everything takes the way it takes in a room: what is decided is on a record, in a world of its own whose clock is the day's;
//! reports are watched as they come in; what the watch finds becomes alerts.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use atlas::Atlas;
use conduct::{Act, Command, Event, State, What, danger::Danger, message::Fate};
use model::{
    Fix, Instant, Place, Report, Signal, Span, Word,
    id::{DeviceId, MovementId, PersonId},
    party::{Actor, Role},
};
use ops::{
    Recorded, Room, Submission,
    room::system,
    track::{Fresh, Kept, seal::Sealing},
    watching::{Keeper, Lacking},
};
use store::{SqliteStore, tracks::Tracks};
use words::Catalogue;

use super::stage::Staged;
use crate::{
    case::{Day, Inject},
    march::March,
    outlook::Outlook,
    prepared::Prepared,
};

/// How often vehicles report.
const REPORTS: Span = Span(10_000_000);
/// How long after an explosion whoever follows calls for help. Ours: long enough to stop and to understand.
const CALLS_AFTER: Span = Span(20_000_000);
/// How often what was reported is put on the record: as in a room.
const ANCHORED: Span = Span::minutes(1);

/// A day that is being driven.
pub struct Drive<'a> {
    room: &'a mut Room<SqliteStore>,
    world: Word,
    movement: MovementId,
    keeper: Keeper<Outlook>,
    tracks: Arc<dyn Tracks>,
    /// When what was reported is put on the record next.
    anchored_at: Instant,
    march: March,
    explosions: Vec<(Instant, usize)>,
    now: Instant,
    ends: Instant,
    told: Vec<(Instant, Event)>,
    /// What the people of the day are called.
    people: BTreeMap<PersonId, String>,
}

impl<'a> Drive<'a> {
    /// Everything up to departure.
    pub fn begin(
        (room, dir, tracks): (&'a mut Room<SqliteStore>, &Path, Arc<dyn Tracks>),
        prepared: &Prepared,
        day: &Day,
        words: &Catalogue,
    ) -> anyhow::Result<Self> {
        let atlas = Arc::new(Atlas::of(dir));
        let Staged { world, movement, march, told, people } =
            Staged::of(room, &atlas, prepared, (day, words))?;
        let now = march.began;
        let state = room.worlds().get(&world).cloned().unwrap_or_default();
        let outlook = Outlook::of(dir.to_owned(), atlas, Arc::clone(&tracks));
        let keeper = Keeper::new(outlook, &state, now);
        let explosions = day.injects.iter().filter_map(|inject| match inject {
            Inject::Explosion { after, vehicle } => Some((now.saturating_add(*after), *vehicle)),
            Inject::Marching(_) => None,
        });
        let (explosions, ends) = (explosions.collect(), now.saturating_add(day.lasts));
        let anchored_at = now;
        Ok(Drive {
            room,
            world,
            movement,
            keeper,
            tracks,
            anchored_at,
            march,
            explosions,
            now,
            ends,
            told,
            people,
        })
    }

    /// What has happened since this was asked last, in order.
    pub fn told(&mut self) -> Vec<(Instant, Event)> {
        std::mem::take(&mut self.told)
    }

    /// What the people of the day are called.
    pub fn people(&self) -> &BTreeMap<PersonId, String> {
        &self.people
    }

    /// The state of its world.
    pub fn state(&self) -> Option<&State> {
        self.room.worlds().get(&self.world)
    }

    /// The movement that is driven.
    pub fn movement(&self) -> MovementId {
        self.movement
    }

    /// Goes on by one report of each vehicle; nothing when the day is over. How long that took on the day.
    pub fn goes_on(&mut self) -> anyhow::Result<Option<Span>> {
        if self.now >= self.ends {
            return Ok(None);
        }
        let after = self.now;
        self.now = after.saturating_add(REPORTS).min(self.ends);
        self.strikes(after)?;
        let mut received = self.march.received(after, self.now, REPORTS);
        received.extend(self.calls(after));
        let kept = self.keeps(received)?;
        self.keeper.hear(&kept);
        self.keeper.time(self.now);
        self.settles()?;
        if self.now >= self.anchored_at.saturating_add(ANCHORED) || self.now >= self.ends {
            self.anchored_at = self.now;
            self.anchors()?;
        }
        Ok(Some(self.now.since(after)))
    }

    /// Keeps what was reported, as the room does.
    fn keeps(&self, received: Vec<(DeviceId, Report)>) -> anyhow::Result<Vec<Kept>> {
        let fresh = |(device, report)| Fresh { device, received: self.now, report };
        let fresh: Vec<Fresh> = received.into_iter().map(fresh).collect();
        if fresh.is_empty() {
            return Ok(Vec::new());
        }
        let mut body = Vec::new();
        fresh.iter().for_each(|report| report.write(&mut body));
        let first = self.tracks.append(u32::try_from(fresh.len())?, &body)?;
        Ok((first..).zip(fresh).map(|(number, fresh)| Kept { number, fresh }).collect())
    }

    /// Puts on the record what was reported, so that the day can be gone through again.
    fn anchors(&mut self) -> anyhow::Result<()> {
        let (movement, devices) = (self.movement, self.march.devices.clone());
        // What another exercise left behind is nobody's here.
        let of = move |device, _| devices.contains(&device).then_some(movement);
        let mut sealing = Sealing::begin(of, self.tracks.next()?);
        while sealing.goes_on(&*self.tracks)? {}
        let (Some(mut packing), _) = sealing.sealed() else { return Ok(()) };
        for (movement, tracks) in std::mem::take(&mut packing.anchors) {
            self.submits(Role::System, Act::SealTracks { movement, tracks }, Vec::new())?;
        }
        while packing.goes_on(&*self.tracks)? {}
        Ok(())
    }

    /// An explosion is reported where it was, as an incident on the road.
    fn strikes(&mut self, after: Instant) -> anyhow::Result<()> {
        let due = self.explosions.iter().filter(|(at, _)| *at > after && *at <= self.now).copied();
        for (at, vehicle) in due.collect::<Vec<_>>() {
            let place = self.march.place(vehicle, at);
            let danger =
                Danger::Incident { kind: "explosion".parse()?, place, within_mm: 100_000, at, grade: None };
            self.submits(Role::DutyOfficer, Act::ReportDanger { danger }, Vec::new())?;
        }
        Ok(())
    }

    fn calls(&self, after: Instant) -> Vec<(DeviceId, Report)> {
        let call = |(at, vehicle): &(Instant, usize)| {
            let at = at.saturating_add(CALLS_AFTER);
            let follows =
                if vehicle + 1 < self.march.devices.len() { vehicle + 1 } else { vehicle.saturating_sub(1) };
            let fix = fix(self.march.place(follows, at));
            let report = Report { at, fix: Some(fix), signal: Some(Signal::Emergency) };
            (at > after && at <= self.now)
                .then(|| Some((*self.march.devices.get(follows)?, report)))
                .flatten()
        };
        self.explosions.iter().filter_map(call).collect()
    }

    /// What the watch finds missing on the record is put there, and what time brings.
    fn settles(&mut self) -> anyhow::Result<()> {
        let is_due = |state: &State, now| state.next_due().is_some_and(|due| due <= now);
        if self.state().is_some_and(|state| is_due(state, self.now)) {
            self.submits(Role::System, Act::Advance, Vec::new())?;
        }
        loop {
            let calls = self.keeper.take_calls();
            let lacking = self.keeper.lacking(&BTreeSet::new(), usize::MAX);
            if lacking.is_empty() && calls.is_empty() {
                return Ok(());
            }
            for call in calls {
                self.submits(Role::System, call.act(), Vec::new())?;
            }
            for Lacking { act, papers, .. } in lacking {
                self.submits(Role::System, act, papers)?;
            }
        }
    }

    fn submits(&mut self, role: Role, act: Act, papers: Vec<Arc<[u8]>>) -> anyhow::Result<()> {
        let recorded = submit(self.room, &self.world, (role, self.now), act, papers)?;
        let messages = messages(&recorded.events);
        self.told.extend(recorded.events.into_iter().map(|event| (self.now, event)));
        for delivered in messages {
            let noted = submit(self.room, &self.world, (Role::System, self.now), delivered, Vec::new())?;
            self.told.extend(noted.events.into_iter().map(|event| (self.now, event)));
        }
        if let Some(state) = self.room.worlds().get(&self.world) {
            self.keeper.see(state, self.now);
        }
        Ok(())
    }
}

/// How long so much of the day lasts, if it goes so many times as fast as the clock.
pub fn lasts(day: Span, speed: u32) -> Duration {
    Duration::from_micros(u64::try_from(day.0).unwrap_or_default()) / speed.max(1)
}

/// That each message of these events reached its receiver: whoever drives the day is their carrier, and they end here.
pub(super) fn messages(events: &[Event]) -> Vec<Act> {
    let of = |event: &Event| match &event.what {
        What::MessagesDue { to, .. } => to.clone(),
        _ => Vec::new(),
    };
    let delivered = |(message, to)| Act::NoteDelivery { message, to, fate: Fate::Delivered };
    events.iter().flat_map(of).map(delivered).collect()
}

/// Puts something on the record of a world whose clock stands at a moment.
pub(super) fn submit(
    room: &mut Room<SqliteStore>,
    world: &Word,
    (role, at): (Role, Instant),
    act: Act,
    papers: Vec<Arc<[u8]>>,
) -> anyhow::Result<Recorded> {
    let by = if role == Role::System { system(world.clone()) } else { actor(role) };
    let command = Command { by, act };
    take(room, Submission { at: Some(at), papers, ..Submission::of(world.clone(), command) })
}

pub(super) fn take(room: &mut Room<SqliteStore>, submission: Submission) -> anyhow::Result<Recorded> {
    room.take(vec![submission]).pop().context("the room did not answer")?.map_err(Into::into)
}

pub(super) fn actor(role: Role) -> Actor {
    let agency = "exercise".parse().unwrap_or_else(|_| unreachable!("`exercise` is a word"));
    Actor { person: None, role, agency }
}

fn fix(place: Place) -> Fix {
    Fix {
        place,
        accuracy_mm: None,
        speed_mm_s: None,
        course_mdeg: None,
        height_mm: None,
        battery_percent: None,
    }
}
