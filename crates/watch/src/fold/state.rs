//! What is known of the movement, its vehicles and its devices. Integers only; small, because it is kept many times.

use model::{Place, id::DeviceId};

use super::calls::Call;
use crate::{
    latch::{Held, Part},
    order::Sort,
    plan::Plan,
};

/// After so long a position says nothing about now, in microseconds. Ours: two minutes.
pub(crate) const FRESH: i64 = 120_000_000;

/// A position that was believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Seen {
    pub place: Place,
    pub accuracy: u64,
    pub at: i64,
    pub reference: u64,
}

/// Where on the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Spotted {
    /// Millimetres along.
    pub along: u64,
    pub at: i64,
}

/// Positions in a row that fit another road than the one a vehicle was on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Doubt {
    /// Whether it is known to drive a road beside the way, and these fit the way; or the other way round.
    pub is_beside: bool,
    /// By how much they fit better, all of them, in 1/256; 0 if there are none.
    pub better: u32,
    /// When the first of them was, where, and by which report.
    pub since: i64,
    pub place: Place,
    pub reference: u64,
}

/// What is rarely there lies elsewhere: a vehicle of which nothing is wrong is a third as large, and states are copied often.
pub(crate) type Slot = Option<Box<Held>>;

/// Whether something is held about the interval before or behind a vehicle.
pub(crate) fn is_about(held: Option<&Held>, vehicle: u16) -> bool {
    matches!(held, Some(Held { part: Part::Gap(ahead, behind), .. }) if [ahead, behind].contains(&&vehicle))
}

/// In this order: what the reports of other vehicles look at lies together, and the rest is not fetched for them.
#[derive(Clone, PartialEq, Eq, Debug)]
#[repr(C, align(64))]
pub(crate) struct Vehicle {
    /// Whether anything is to report for it.
    pub watched: bool,
    pub arrived: bool,
    /// Whether it was on the way when it was last seen.
    pub on_way: bool,
    /// Along the way, in mm/s; negative if it drives back.
    pub velocity: i64,
    /// When it was last seen on the way.
    pub spotted: Option<Spotted>,
    pub alone: Slot,
    pub behind: Slot,
    /// Between it and the vehicle in front of it.
    pub close: Slot,
    pub wide: Slot,
    pub broken: Slot,
    pub seen: Option<Seen>,
    /// How fast it was lately by straight lines, in mm/s; `None` if nobody knows.
    pub speed: Option<u32>,
    /// The no-go areas it is in.
    pub inside: Vec<Held>,
    pub off: Slot,
    /// `None` where it is on the way without a doubt.
    pub doubt: Option<Box<Doubt>>,
    pub stopped: Slot,
    pub outside_area: Slot,
    pub calls: Vec<Call>,
    pub silent: Option<Held>,
    /// Where it stands, since it was first seen there.
    pub stands: Option<Seen>,
    /// At which point it may stand, and since when it is there.
    pub halts: Option<(u16, i64)>,
    /// From where its velocity was last measured.
    pub measured_from: Option<Spotted>,
    /// How long driving takes it, in thousandths of the plan.
    pub pace: i64,
    pub pace_from: Option<Spotted>,
}

impl Default for Vehicle {
    fn default() -> Self {
        Vehicle {
            watched: false,
            arrived: false,
            on_way: false,
            seen: None,
            speed: None,
            spotted: None,
            measured_from: None,
            velocity: 0,
            pace: 1000,
            pace_from: None,
            stands: None,
            halts: None,
            silent: None,
            off: None,
            doubt: None,
            stopped: None,
            outside_area: None,
            alone: None,
            behind: None,
            close: None,
            wide: None,
            broken: None,
            calls: Vec::new(),
            inside: Vec::new(),
        }
    }
}

impl Vehicle {
    fn slots(&self) -> usize {
        let Vehicle { off, stopped, outside_area, alone, behind, close, wide, broken, .. } = self;
        let slots = [off, stopped, outside_area, alone, behind, close, wide, broken];
        slots.into_iter().flatten().count() + self.calls.capacity() + usize::from(self.doubt.is_some())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Device {
    /// Where it was last believed to be.
    pub seen: Option<Seen>,
    /// Where it says it is since, which cannot be.
    pub doubted: Option<Seen>,
    /// When it last said so.
    pub jumped: i64,
    /// The vehicle it reported for when it did.
    pub vehicle: u16,
    pub elsewhere: Option<Held>,
}

/// How far the movement is: by the vehicle farthest along of those that carry principals, or of all if none does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Front {
    /// `None` if nobody reports for the one that was.
    pub vehicle: Option<u16>,
    pub along: u64,
    /// When it was last seen there.
    pub at: i64,
    /// By which report.
    pub reference: Option<u64>,
    /// How many points are passed.
    pub passed: u16,
}

/// A phase line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    pub point: u16,
    pub reported: bool,
    /// Once it is crossed.
    pub held: Option<Held>,
}

#[derive(PartialEq, Eq, Debug)]
pub(crate) struct State {
    /// Everything up to this moment was gone through.
    pub at: i64,
    /// How many marks.
    pub marks: usize,
    pub vehicles: Vec<Vehicle>,
    pub devices: Vec<Device>,
    pub front: Front,
    pub lines: Vec<Line>,
    pub late: Option<Held>,
    /// By voice, and by devices of which no vehicle is known.
    pub calls: Vec<Call>,
    /// The devices of which no vehicle is known that called or said that it is over, in the order in which they did first.
    pub callers: Vec<DeviceId>,
    /// When anything was last heard, by voice or device, and what.
    pub heard: Option<(i64, u64)>,
    /// By planned silence: nobody has broken it as planned.
    pub unbroken: Vec<Option<Held>>,
}

impl Clone for State {
    fn clone(&self) -> Self {
        State {
            vehicles: self.vehicles.clone(),
            devices: self.devices.clone(),
            lines: self.lines.clone(),
            calls: self.calls.clone(),
            callers: self.callers.clone(),
            unbroken: self.unbroken.clone(),
            ..*self
        }
    }

    /// Into what is there: nothing is allocated for it. What `derive` makes does not do that.
    fn clone_from(&mut self, other: &Self) {
        let State { at, marks, vehicles, devices, front, lines, late, calls, callers, heard, unbroken } =
            other;
        (self.at, self.marks, self.front, self.heard) = (*at, *marks, *front, *heard);
        self.late = *late;
        self.calls.clone_from(calls);
        self.callers.clone_from(callers);
        self.vehicles.clone_from(vehicles);
        self.devices.clone_from(devices);
        self.lines.clone_from(lines);
        self.unbroken.clone_from(unbroken);
    }
}

impl State {
    pub(crate) fn new(plan: &Plan) -> Self {
        let order = plan.order();
        let lines = (0..).zip(&order.points).filter(|(_, point)| point.sort == Sort::PhaseLine);
        let departure = order.departure.micros();
        let first =
            (0..).zip(&order.points).find_map(|(number, point)| Some((number, point.planned?.micros())));
        let late = first.zip(order.thresholds.late).map(|((number, planned), late)| {
            let due = planned.saturating_add(late.0);
            Held::unheard(due, due, Part::Point(number)).arriving(None)
        });
        State {
            at: i64::MIN,
            marks: 0,
            vehicles: vec![Vehicle::default(); order.vehicles.len()],
            devices: vec![Device::default(); plan.device_count()],
            front: Front { vehicle: None, along: 0, at: departure, reference: None, passed: 0 },
            lines: lines.map(|(point, _)| Line { point, reported: false, held: None }).collect(),
            late,
            calls: Vec::new(),
            callers: Vec::new(),
            heard: None,
            unbroken: vec![None; order.silences.len()],
        }
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        let held = self.vehicles.iter().map(|vehicle| vehicle.inside.capacity() + vehicle.slots());
        let held = held.sum::<usize>();
        size_of::<Self>()
            + self.vehicles.capacity() * size_of::<Vehicle>()
            + self.devices.capacity() * size_of::<Device>()
            + self.lines.capacity() * size_of::<Line>()
            + self.callers.capacity() * size_of::<DeviceId>()
            + (self.unbroken.capacity() + self.calls.capacity() + held) * size_of::<Option<Held>>()
    }
}
