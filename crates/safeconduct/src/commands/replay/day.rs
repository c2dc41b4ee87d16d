//! `replay CASE --speed N`: the day of a case, driven through the live engine as an exercise, N times as fast as the clock.
//!
//! Everything takes the way it takes in a room: what is decided is on a record, in a world of its own whose clock is the day's;
//! reports are watched as they come in; what the watch finds becomes alerts.

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use atlas::{Atlas, Sheet};
use conduct::{
    Act, Artefacts as _, Command, Event, Pinned, State, What, World, danger::Danger, device::DeviceSort,
};
use model::{
    Claim, Digest, Fix, Instant, Place, Report, Signal, Source, Span, Value, Word,
    id::{DeviceId, MovementId},
    party::{Actor, Role},
};
use ops::{
    Recorded, Room, Submission, Task,
    room::system,
    submission::RulebookFile,
    track::Kept,
    watching::{Keeper, Lacking},
};
use store::SqliteStore;
use watch::Line;

use super::archive::Archive;
use crate::{
    case::{Case, Day, Inject},
    clock, demonstration,
    march::{Happening, March, What as Marching},
    prepared::Prepared,
    shipped,
};

/// How often vehicles report.
const REPORTS: Span = Span(10_000_000);
/// How long after an explosion whoever follows calls for help. Ours: long enough to stop and to understand.
const CALLS_AFTER: Span = Span(20_000_000);
/// The rulebook that has the thresholds of the watch.
const WATCH: &str = "watch";

/// A day that is being driven.
pub struct Drive<'a> {
    room: &'a mut Room<SqliteStore>,
    world: Word,
    movement: MovementId,
    keeper: Keeper<Archive>,
    archive: Archive,
    march: March,
    explosions: Vec<(Instant, usize)>,
    now: Instant,
    ends: Instant,
    told: Vec<(Instant, Event)>,
}

impl<'a> Drive<'a> {
    /// Everything up to departure. The rulebooks are the case's, and the thresholds of the watch with them.
    pub fn begin(
        room: &'a mut Room<SqliteStore>,
        dir: &Path,
        prepared: &Prepared,
        day: &Day,
    ) -> anyhow::Result<Self> {
        let atlas = Arc::new(Atlas::of(dir));
        let corridor = demonstration::corridor(&atlas)?;
        room.lay_out(Arc::<Atlas>::clone(&atlas));
        let world: Word = format!("exercise/{}", clock::fresh_id()).parse()?;
        let case = &prepared.case;
        let mut told = Told { room, world: world.clone(), now: case.at.now, told: Vec::new() };
        told.opens(prepared)?;
        told.now = case.at.now.max(day.departs);
        let network = Digest(corridor.ground().chart().pin());
        told.does(Role::Authority, Act::AdoptNetwork { network })?;
        let vehicles = vehicles(case, day)?;
        let devices = told.enrols(&vehicles)?;
        let movement = told.departs(case, &vehicles, &corridor, day)?;
        let march = march(&corridor, day, devices, told.now)?;
        let Told { room, now, told, .. } = told;
        let state = room.worlds().get(&world).cloned().unwrap_or_default();
        let archive = Archive::of(atlas, room.shelf().rules(&state.pinned));
        let keeper = Keeper::new(archive.clone(), &state, now);
        let explosions = day.injects.iter().filter_map(|inject| match inject {
            Inject::Explosion { after, vehicle } => Some((now.saturating_add(*after), *vehicle)),
            Inject::Marching(_) => None,
        });
        let (explosions, ends) = (explosions.collect(), now.saturating_add(day.lasts));
        Ok(Drive { room, world, movement, keeper, archive, march, explosions, now, ends, told })
    }

    /// What has happened since this was asked last, in order.
    pub fn told(&mut self) -> Vec<(Instant, Event)> {
        std::mem::take(&mut self.told)
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
        let kept: Vec<Kept> = received
            .into_iter()
            .map(|(device, report)| self.archive.keep(device, self.now, report))
            .collect();
        self.keeper.hear(&kept);
        self.keeper.time(self.now);
        self.settles()?;
        Ok(Some(self.now.since(after)))
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
            let lacking = self.keeper.lacking(&BTreeSet::new());
            if lacking.is_empty() {
                return Ok(());
            }
            for Lacking { act, papers, .. } in lacking {
                self.submits(Role::System, act, papers)?;
            }
        }
    }

    fn submits(&mut self, role: Role, act: Act, papers: Vec<Arc<[u8]>>) -> anyhow::Result<()> {
        self.archive.papers(&papers);
        let recorded = submit(self.room, &self.world, (role, self.now), act, papers)?;
        self.told.extend(recorded.events.into_iter().map(|event| (self.now, event)));
        if let Some(state) = self.room.worlds().get(&self.world) {
            self.keeper.see(state, self.now);
        }
        Ok(())
    }
}

/// How long to wait for so much of the day, if it goes so many times as fast as the clock.
pub fn waits(day: Span, speed: u32) -> Duration {
    Duration::from_micros(u64::try_from(day.0).unwrap_or_default()) / speed.max(1)
}

/// A world in the making.
struct Told<'a> {
    room: &'a mut Room<SqliteStore>,
    world: Word,
    now: Instant,
    told: Vec<(Instant, Event)>,
}

impl Told<'_> {
    fn does(&mut self, role: Role, act: Act) -> anyhow::Result<Recorded> {
        let recorded = submit(self.room, &self.world, (role, self.now), act, Vec::new())?;
        self.told.extend(recorded.events.iter().cloned().map(|event| (self.now, event)));
        Ok(recorded)
    }

    fn opens(&mut self, prepared: &Prepared) -> anyhow::Result<()> {
        let by = system(self.world.clone());
        let task =
            Task::OpenWorld { by: by.clone(), world: World::Exercise, offset: prepared.case.at.offset };
        let nothing = Command { by, act: Act::Advance };
        let opening = Submission { task, at: Some(self.now), ..Submission::of(self.world.clone(), nothing) };
        let mut rulebooks: Vec<RulebookFile> = prepared.rulebooks.clone();
        let thresholds = shipped::rulebook(&WATCH.parse()?).context("the shipped thresholds are gone")?;
        if !rulebooks.iter().any(|book| book.digest() == thresholds.digest()) {
            rulebooks.push(thresholds);
        }
        let digests = rulebooks.iter().map(RulebookFile::digest).collect();
        let pinned = Pinned { rulebooks: digests, switched_off: Vec::new() };
        let adopt =
            Command { by: actor(Role::Authority), act: Act::AdoptRulebooks { pinned, because: None } };
        let adopting =
            Submission { rulebooks, at: Some(self.now), ..Submission::of(self.world.clone(), adopt) };
        for answer in self.room.take(vec![opening, adopting]) {
            let events = answer?.events.into_iter().map(|event| (self.now, event));
            self.told.extend(events);
        }
        Ok(())
    }

    /// One device in each vehicle.
    fn enrols(&mut self, vehicles: &[Word]) -> anyhow::Result<Vec<DeviceId>> {
        let mut devices = Vec::new();
        for label in vehicles {
            let device: DeviceId = clock::fresh_id().into();
            // Nobody has what this is the hash of: these report from within.
            let mut credential = [0; 32];
            clock::random(&mut credential);
            let (serves, sort) = (format!("vehicles[{label}]").parse()?, DeviceSort::Tracker);
            let credential = Digest(credential);
            self.does(
                Role::DutyOfficer,
                Act::EnrolDevice { device, serves, sort, credential, until: None, consent: None },
            )?;
            devices.push(device);
        }
        Ok(devices)
    }

    /// It is asked for and held against the rules; what does not clear is seen on the road all the same.
    fn departs(
        &mut self,
        case: &Case,
        vehicles: &[Word],
        corridor: &Sheet,
        day: &Day,
    ) -> anyhow::Result<MovementId> {
        let mut plan = case.facts.clone();
        for label in vehicles {
            plan.mention(&format!("vehicles[{label}]").parse()?)?;
        }
        let source = Source { cite: "exercise".parse()?, by: None };
        let departs = Claim {
            value: Value::Time(day.departs),
            source,
            observed: self.now,
            valid_until: None,
            settles: Vec::new(),
        };
        plan.say(&"movement.departs_at".parse()?, departs)?;
        let requested =
            self.does(Role::Sponsor, Act::RequestMovement { number: case.number.clone(), plan })?;
        let movement = requested.events.iter().find_map(|event| event.what.movement());
        let movement = movement.context("the movement was not recorded")?;
        let chart = corridor.ground().chart();
        let month = day.departs.day(case.at.offset).month();
        let way = chart.fastest(day.from, day.to, &roads::chart::Vehicle::car(), month)?;
        let drives = way.arcs.iter().filter_map(|&arc| chart.drives().get(arc as usize).copied()).collect();
        self.does(Role::DutyOfficer, Act::PlanRoute { movement, seen: 1, drives })?;
        let asked = self.does(Role::DutyOfficer, Act::AuthoriseDeparture { movement })?;
        if !asked.events.iter().any(|event| matches!(event.what, What::DepartureAuthorised(_))) {
            let plan = model::Dossier::default();
            self.does(
                Role::DutyOfficer,
                Act::ObserveDeparture { number: case.number.clone(), plan, at: None },
            )?;
        }
        Ok(movement)
    }
}

fn submit(
    room: &mut Room<SqliteStore>,
    world: &Word,
    (role, at): (Role, Instant),
    act: Act,
    papers: Vec<Arc<[u8]>>,
) -> anyhow::Result<Recorded> {
    let by = if role == Role::System { system(world.clone()) } else { actor(role) };
    let command = Command { by, act };
    let submission = Submission { at: Some(at), papers, ..Submission::of(world.clone(), command) };
    room.take(vec![submission]).pop().context("the room did not answer")?.map_err(Into::into)
}

fn actor(role: Role) -> Actor {
    let agency = "exercise".parse().unwrap_or_else(|_| unreachable!("`exercise` is a word"));
    Actor { person: None, role, agency }
}

/// Those that the facts list, and others up to as many as drive.
fn vehicles(case: &Case, day: &Day) -> anyhow::Result<Vec<Word>> {
    let mut labels: Vec<Word> = match case.facts.root.get("vehicles") {
        Some(model::dossier::Node::List(list)) => list.items.iter().map(|(label, _)| label.clone()).collect(),
        _ => Vec::new(),
    };
    for number in labels.len() + 1..=day.vehicles {
        labels.push(format!("exercise-{number}").parse()?);
    }
    labels.truncate(day.vehicles);
    Ok(labels)
}

fn march(corridor: &Sheet, day: &Day, devices: Vec<DeviceId>, began: Instant) -> anyhow::Result<March> {
    let chart = corridor.ground().chart();
    let month = began.day(Span::hours(0)).month();
    let way = chart.fastest(day.from, day.to, &roads::chart::Vehicle::car(), month)?;
    let line = chart.drawn(&way.arcs).into_iter();
    let line: Vec<Place> =
        line.map(|[lat, lon]| Place::from_e7(lat.into(), lon.into())).collect::<Result<_, _>>()?;
    let mut happenings = Vec::new();
    for inject in &day.injects {
        match inject {
            Inject::Marching(happening) => happenings.push(happening.clone()),
            Inject::Explosion { after, vehicle } => {
                let (from, until) = (*after, Span(i64::MAX / 4));
                let happens = |vehicle, what| Happening { from, until, vehicle, what };
                happenings.push(happens(None, Marching::Halt));
                happenings.push(happens(Some(*vehicle), Marching::Silence));
            }
        }
    }
    Ok(March {
        line: Line::new(&line).context("there is no way between the two places")?,
        began,
        pace_mm_s: day.pace_mm_s,
        interval_mm: day.interval_mm,
        devices,
        happenings,
    })
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
