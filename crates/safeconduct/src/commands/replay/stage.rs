//! The stage of a day that is driven: a world of its own, a device in each vehicle, and the movement on the road.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::Context as _;
use atlas::{Atlas, Sheet};
use conduct::{Act, Command, Event, What, World};
use model::{
    Claim, Digest, Instant, Source, Span, Value, Word,
    id::{DeviceId, MovementId, PersonId},
    party::Role,
};
use ops::{Recorded, Room, Submission, Task, room::system};
use store::SqliteStore;
use watch::Line;
use words::Catalogue;

use super::{
    cast::{self, Player},
    day::{self, actor, submit},
};
use crate::{
    case::{Case, Day, Inject},
    clock, demonstration,
    desk::adopt,
    march::{self, Happening, March, What as Marching},
    prepared::Prepared,
};

/// A stage that is set.
pub(super) struct Staged {
    pub world: Word,
    pub movement: MovementId,
    pub march: March,
    /// What happened until then.
    pub told: Vec<(Instant, Event)>,
    /// What its people are called.
    pub people: BTreeMap<PersonId, String>,
}

impl Staged {
    /// Everything up to departure.
    pub fn of(
        room: &mut Room<SqliteStore>,
        atlas: &Arc<Atlas>,
        prepared: &Prepared,
        (day, words): (&Day, &Catalogue),
    ) -> anyhow::Result<Self> {
        let corridor = demonstration::corridor(atlas)?;
        room.lay_out(Arc::<Atlas>::clone(atlas));
        let world: Word = format!("exercise/{}", clock::fresh_id()).parse()?;
        let case = &prepared.case;
        let mut told = Told { room, world, now: case.at.now, told: Vec::new() };
        told.opens(prepared)?;
        let players = cast::of(&case.facts, told.now, words);
        players.iter().try_for_each(|player| told.enters(player))?;
        told.now = case.at.now.max(day.departs);
        let network = Digest(corridor.ground().chart().pin());
        told.does(Role::Authority, Act::AdoptNetwork { network })?;
        let vehicles = vehicles(case, day)?;
        let devices = told.enrols(&vehicles)?;
        let arcs = way(&corridor, case, day)?;
        let movement = told.departs(case, &vehicles, &corridor, (day, &arcs))?;
        let line = Line::new(&corridor.ground().chart().places_along(&arcs));
        let march = March {
            line: line.context("there is no way between the two places")?,
            began: told.now,
            pace_mm_s: day.pace_mm_s,
            interval_mm: day.interval_mm,
            devices,
            happenings: happenings(day),
        };
        let Told { world, told, .. } = told;
        Ok(Staged { world, movement, march, told, people: cast::names(&players) })
    }
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
        for delivered in day::messages(&recorded.events) {
            self.does(Role::System, delivered)?;
        }
        Ok(recorded)
    }

    /// Somebody has a duty in it.
    fn enters(&mut self, player: &Player) -> anyhow::Result<()> {
        for (by, act, texts) in player.enters()? {
            let command = Command { by, act };
            let submission = Submission::of(self.world.clone(), command);
            day::take(self.room, Submission { at: Some(self.now), texts, ..submission })?;
        }
        Ok(())
    }

    fn opens(&mut self, prepared: &Prepared) -> anyhow::Result<()> {
        let by = system(self.world.clone());
        let task =
            Task::OpenWorld { by: by.clone(), world: World::Exercise, offset: prepared.case.at.offset };
        let nothing = Command { by, act: Act::Advance };
        let opening = Submission { task, at: Some(self.now), ..Submission::of(self.world.clone(), nothing) };
        let (act, texts) = adopt(prepared)?;
        let adopting = Command { by: actor(Role::Authority), act };
        let rulebooks = prepared.rulebooks.clone();
        let at = Some(self.now);
        let adopting = Submission { rulebooks, texts, at, ..Submission::of(self.world.clone(), adopting) };
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
            let (device, enrolment) = march::enrolment(label)?;
            self.does(Role::DutyOfficer, enrolment)?;
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
        (day, arcs): (&Day, &[u32]),
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
        let of_arcs = corridor.ground().chart().drives();
        let drives = arcs.iter().filter_map(|&arc| of_arcs.get(arc as usize).copied()).collect();
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

/// Those that the facts list, in front, and others up to as many as drive.
fn vehicles(case: &Case, day: &Day) -> anyhow::Result<Vec<Word>> {
    let listed = case.facts.items("vehicles");
    let mut labels: Vec<Word> = listed.iter().map(|(label, _)| label.clone()).collect();
    for number in labels.len() + 1..=day.vehicles {
        labels.push(format!("exercise-{number}").parse()?);
    }
    labels.truncate(day.vehicles);
    Ok(labels)
}

/// The fastest way there is, as arcs of the network.
fn way(corridor: &Sheet, case: &Case, day: &Day) -> anyhow::Result<Vec<u32>> {
    let month = day.departs.day(case.at.offset).month();
    let car = roads::chart::Vehicle::car();
    Ok(corridor.ground().chart().fastest(day.from, day.to, &car, month)?.arcs)
}

/// What happens on the march. After an explosion the vehicle is heard no more, and the others halt.
fn happenings(day: &Day) -> Vec<Happening> {
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
    happenings
}
