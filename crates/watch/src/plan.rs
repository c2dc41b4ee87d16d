//! An order, checked and laid out for the watch. Made once, shared, never changed.

use std::sync::Arc;

use model::{Instant, Place, id::DeviceId};

use crate::{
    fences::{Fences, Shape},
    latch::Part,
    order::{Order, Sort, Vehicle, Within},
    profile::Profile,
    roadside::{MOST_BESIDE, Roadside},
    way::{MOST_POINTS, Way},
};

/// The most vehicles of a movement. Ours: a march unit has at most 20 (FHWA-HOP-05-029, appendix B).
pub const MOST_VEHICLES: usize = 64;
/// The most points, ranges and planned silences of an order, and bindings of a vehicle. Ours.
pub const MOST_PARTS: usize = 512;

/// Why an order cannot be watched.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Defect {
    /// No line.
    #[error(
        "the way needs two points at least and at most {MOST_POINTS} (one a kilometre at least), and may not cross the meridian of 180 degrees"
    )]
    Way,
    /// No road.
    #[error(
        "road {0} beside the way needs two points at least, and may not cross the meridian of 180 degrees: draw it again, or leave it out"
    )]
    Road(usize),
    /// No speed.
    #[error("the planned speed is {0} mm/s: give one between 1 and 60000")]
    Speed(u32),
    /// Too many.
    #[error("{what}: {count}, and {most} are the most")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many.
        count: usize,
        /// How many may be.
        most: usize,
    },
    /// Two of a name.
    #[error("two {what} are called {label}: give one of them another name")]
    Twice {
        /// Of what.
        what: &'static str,
        /// The name.
        label: String,
    },
    /// Out of order, or off the way.
    #[error("{what} {label}: {why}")]
    Wrong {
        /// What.
        what: &'static str,
        /// Which, by name or number.
        label: String,
        /// What is wrong with it, and what to do.
        why: &'static str,
    },
}

/// An order, laid out.
#[derive(Debug)]
pub struct Plan {
    pub(crate) order: Order,
    pub(crate) way: Arc<Way>,
    pub(crate) profile: Profile,
    /// The roads beside the way.
    pub(crate) roadside: Arc<Roadside>,
    /// Ascending.
    devices: Vec<DeviceId>,
    /// By device: which vehicle it reports for since when and until when (not any more), in microseconds.
    bound: Vec<Vec<(i64, i64, u16)>>,
    /// Ascending by time.
    pub(crate) marks: Vec<(i64, Mark)>,
    /// By point: from which place along the way on it is passed.
    pub(crate) passed_at: Vec<u64>,
    /// From which place along the way on a vehicle has arrived; `None` without a release point.
    pub(crate) release: Option<u64>,
    /// Where the areas to stay in are, by their place in the order.
    pub(crate) within: Vec<Shape>,
    /// The vehicles that carry principals and are no escort, and those that are escort: a bit for each.
    pub(crate) principals: u64,
    pub(crate) escorts: u64,
    /// Whose place says how far the movement is: who carries principals, or all if none does.
    pub(crate) leading: u64,
    /// Where vehicles may stand: point, how far along, and within how far of it.
    pub(crate) standing: Vec<(u16, u64, u64)>,
    /// The points with a planned time, in order.
    pub(crate) planned: Vec<u16>,
}

/// Something that happens by the clock alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Mark {
    /// Nobody reports for a vehicle any more.
    Unbound(u16),
    SilenceEnds(u16),
    WithinEnds(u16),
    /// Somebody is to report for a vehicle.
    Bound(u16),
    SilenceBegins(u16),
}

impl Plan {
    /// Checks an order and lays it out.
    ///
    /// # Errors
    /// The first defect.
    pub fn new(order: Order, fences: &Fences) -> Result<Self, Defect> {
        Plan::sharing(order, fences, std::iter::empty())
    }

    /// The same, sharing with plans that are known what they have laid out of the same way and the same roads beside it. That is
    /// most of the work, and orders of one movement rarely differ in it.
    ///
    /// # Errors
    /// The first defect.
    pub fn sharing<'p>(
        order: Order,
        fences: &Fences,
        known: impl Iterator<Item = &'p Plan> + Clone,
    ) -> Result<Self, Defect> {
        check(&order)?;
        // Without a way nothing is measured along one: a line that no threshold asks about stands for it.
        let order = if order.line.is_empty() { without_a_way(order)? } else { order };
        let (way, roadside) = laid(&order, known)?;
        let passed_at = order.points.iter().map(|point| match point.sort {
            Sort::Start { radius_mm } => point.along_mm + u64::from(radius_mm),
            Sort::Halt { radius_mm, .. } | Sort::Release { radius_mm } => {
                point.along_mm.saturating_sub(radius_mm.into())
            }
            Sort::Checkpoint | Sort::PhaseLine | Sort::SafeHaven { .. } => point.along_mm,
        });
        let passed_at: Vec<u64> = passed_at.collect();
        let release = order
            .points
            .iter()
            .zip(&passed_at)
            .rfind(|(point, _)| matches!(point.sort, Sort::Release { .. }));
        let release = release.map(|(_, at)| *at);
        if let Some(point) = order.points.iter().find(|point| point.along_mm > way.length()) {
            return Err(wrong("point", &point.label, "it lies beyond the end of the way: measure it again"));
        }
        let (devices, bound) = devices(&order)?;
        let within = order.within.iter().map(|within| shape(within, fences)).collect::<Result<_, _>>()?;
        let (marks, profile) = (marks(&order), Profile::new(&order));
        let principals = which(&order, |vehicle| vehicle.principals && !vehicle.escort);
        let escorts = which(&order, |vehicle| vehicle.escort);
        let leading = match which(&order, |vehicle| vehicle.principals) {
            0 => u64::MAX,
            some => some,
        };
        let standing = (0..).zip(&order.points).filter_map(|(number, point)| match point.sort {
            Sort::Start { radius_mm }
            | Sort::Halt { radius_mm, .. }
            | Sort::SafeHaven { radius_mm }
            | Sort::Release { radius_mm } => Some((number, point.along_mm, radius_mm.into())),
            Sort::Checkpoint | Sort::PhaseLine => None,
        });
        let standing = standing.collect();
        let planned = (0..).zip(&order.points).filter(|(_, point)| point.planned.is_some());
        let planned = planned.map(|(number, _)| number).collect();
        Ok(Plan {
            order,
            way,
            profile,
            roadside,
            devices,
            bound,
            marks,
            passed_at,
            release,
            within,
            principals,
            escorts,
            leading,
            standing,
            planned,
        })
    }

    /// The order it was made of.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// How long the way is, in millimetres.
    #[must_use]
    pub fn length_mm(&self) -> u64 {
        self.way.length()
    }

    /// The place so far along the way; its end if that is farther.
    #[must_use]
    pub fn place_at(&self, along_mm: u64) -> Place {
        self.way.place(along_mm)
    }

    /// Between which points a place along the way lies.
    pub(crate) fn leg(&self, along: u64) -> Part {
        let passed = self.order.points.partition_point(|point| point.along_mm <= along);
        Part::Leg(u16::try_from(passed).unwrap_or(u16::MAX))
    }

    pub(crate) fn device(&self, number: u16) -> Option<DeviceId> {
        self.devices.get(usize::from(number)).copied()
    }

    /// Whether a device reports for a vehicle at a moment.
    #[must_use]
    pub fn reports_for_a_vehicle(&self, device: DeviceId, at: Instant) -> bool {
        self.bound(device, at.micros()).is_some()
    }

    pub(crate) fn device_count(&self) -> usize {
        self.devices.len()
    }

    /// A device by number, and the vehicle it reports for at a moment.
    pub(crate) fn bound(&self, device: DeviceId, at: i64) -> Option<(u16, u16)> {
        let number = self.devices.binary_search(&device).ok()?;
        let bound = self.bound.get(number)?.iter().find(|(from, until, _)| (*from..*until).contains(&at))?;
        Some((u16::try_from(number).ok()?, bound.2))
    }
}

/// The way and the roads beside it, of a plan that has the same, or laid out.
fn laid<'p>(
    order: &Order,
    mut known: impl Iterator<Item = &'p Plan> + Clone,
) -> Result<(Arc<Way>, Arc<Roadside>), Defect> {
    let has_the_way = |plan: &&Plan| plan.order.line == order.line;
    let has_the_roads = |plan: &&Plan| {
        plan.order.thresholds.corridor_mm == order.thresholds.corridor_mm
            && plan.order.beside == order.beside
            && has_the_way(plan)
    };
    if let Some(same) = known.clone().find(has_the_roads) {
        return Ok((Arc::clone(&same.way), Arc::clone(&same.roadside)));
    }
    let way = match known.find(has_the_way) {
        Some(same) => Arc::clone(&same.way),
        None => {
            let line = if order.line.is_empty() { &NO_WAY[..] } else { &order.line };
            Arc::new(Way::new(line).ok_or(Defect::Way)?)
        }
    };
    let roadside = Arc::new(Roadside::of(order, &way)?);
    Ok((way, roadside))
}

/// A line for those who have no way.
const NO_WAY: [Place; 2] = [Place::ORIGIN, Place::NORTH_OF_ORIGIN];

/// What is measured along the way is not watched where there is none.
fn without_a_way(mut order: Order) -> Result<Order, Defect> {
    if let Some(point) = order.points.first() {
        return Err(wrong(
            "point",
            &point.label,
            "there is no way it could lie on: give the way, or leave it out",
        ));
    }
    let t = &mut order.thresholds;
    (t.corridor_mm, t.interval_least_mm, t.interval_most_mm) = (None, None, None);
    (t.broken_mm, t.straggler_mm) = (None, None);
    order.dead_ground.clear();
    order.beside.clear();
    order.silences.iter_mut().for_each(|silence| silence.range = None);
    Ok(order)
}

/// A bit for each vehicle that is so. [`MOST_VEHICLES`] have one each.
fn which(order: &Order, is_so: impl Fn(&Vehicle) -> bool) -> u64 {
    let bit =
        |(number, vehicle)| if is_so(vehicle) { 1_u64.checked_shl(number).unwrap_or_default() } else { 0 };
    (0..).zip(&order.vehicles).map(bit).fold(0, |all, bit| all | bit)
}

fn check(order: &Order) -> Result<(), Defect> {
    let most =
        |what, count, most| if count > most { Err(Defect::TooMany { what, count, most }) } else { Ok(()) };
    most("vehicles", order.vehicles.len(), MOST_VEHICLES)?;
    most("points", order.points.len(), MOST_PARTS)?;
    most("areas to stay in", order.within.len(), MOST_PARTS)?;
    most("stretches of dead ground", order.dead_ground.len(), MOST_PARTS)?;
    most("points of roads beside the way", order.beside.iter().map(Vec::len).sum(), MOST_BESIDE)?;
    most("planned silences", order.silences.len(), MOST_PARTS)?;
    most("times in which nobody listened", order.deaf.len(), MOST_PARTS)?;
    if !(1..=60_000).contains(&order.speed_mm_s) {
        return Err(Defect::Speed(order.speed_mm_s));
    }
    unique("points", order.points.iter().map(|point| point.label.as_str()))?;
    unique("vehicles", order.vehicles.iter().map(|vehicle| vehicle.label.as_str()))?;
    if let Some(two) = order.points.windows(2).find(|two| two[0].along_mm > two[1].along_mm) {
        return Err(wrong(
            "point",
            &two[1].label,
            "it lies before the one listed before it: list them as they are passed",
        ));
    }
    let numbered = |what, number: usize, why| Err(wrong(what, &(number + 1), why));
    let mut end = 0;
    for (number, range) in order.dead_ground.iter().enumerate() {
        if range.from_mm < end || range.to_mm <= range.from_mm {
            return numbered(
                "dead ground",
                number,
                "list stretches in their order, each ending after it begins",
            );
        }
        end = range.to_mm;
    }
    for (number, silence) in order.silences.iter().enumerate() {
        if silence.until <= silence.from || silence.voice_every.is_some_and(|every| every.0 <= 0) {
            return numbered(
                "planned silence",
                number,
                "it has to end after it begins, and be broken after some time",
            );
        }
    }
    for (number, two) in order.within.windows(2).enumerate() {
        if two[0].until > two[1].from {
            return numbered(
                "area to stay in",
                number + 1,
                "it begins before the one before it ends: one at a time",
            );
        }
    }
    for vehicle in &order.vehicles {
        most("bindings of a vehicle", vehicle.bindings.len(), MOST_PARTS)?;
    }
    let t = &order.thresholds;
    let spans = [t.stop, t.late, t.unreported, t.spacing_for, t.silence];
    if spans.into_iter().flatten().any(|span| !(0..=31_536_000_000_000).contains(&span.0)) {
        return Err(wrong("thresholds", &"spans", "each is between nothing and a year"));
    }
    Ok(())
}

/// Where vehicles are to stay: the order's own area, or the fence it names.
fn shape(within: &Within, fences: &Fences) -> Result<Shape, Defect> {
    if let Some(own) = &within.shape {
        let why = "give it a radius between 1 mm and 200 km, or an outline of 3 to 10000 corners";
        let sound = own.is_sound().then(|| own.clone());
        return sound.ok_or_else(|| wrong("area to stay in", &within.fence, why));
    }
    let fence = fences.number(&within.fence).and_then(|number| fences.get(number));
    let why = "there is none of that name: draw it, or name another";
    fence.map(|fence| fence.shape.clone()).ok_or_else(|| wrong("fence", &within.fence, why))
}

fn unique<'a>(what: &'static str, labels: impl Iterator<Item = &'a str>) -> Result<(), Defect> {
    let mut labels: Vec<&str> = labels.collect();
    labels.sort_unstable();
    match labels.windows(2).find(|two| two[0] == two[1]) {
        Some(two) => Err(Defect::Twice { what, label: two[0].to_owned() }),
        None => Ok(()),
    }
}

fn wrong(what: &'static str, label: &impl ToString, why: &'static str) -> Defect {
    Defect::Wrong { what, label: label.to_string(), why }
}

/// Since when and until when, in microseconds; `until` not any more.
fn spans(order: &Order) -> impl Iterator<Item = (DeviceId, i64, i64, u16)> {
    let end = |until: Option<Instant>| until.map_or(i64::MAX, Instant::micros);
    (0..).zip(&order.vehicles).flat_map(move |(number, vehicle)| {
        vehicle.bindings.iter().map(move |b| (b.device, b.from.micros(), end(b.until), number))
    })
}

type Bound = Vec<(i64, i64, u16)>;

fn devices(order: &Order) -> Result<(Vec<DeviceId>, Vec<Bound>), Defect> {
    let mut all: Vec<(DeviceId, i64, i64, u16)> = spans(order).collect();
    all.sort_unstable();
    let (mut devices, mut bound) = (Vec::new(), Vec::new());
    for of_one in all.chunk_by(|a, b| a.0 == b.0) {
        let device = of_one[0].0;
        if of_one.iter().any(|(_, from, until, _)| from >= until)
            || of_one.windows(2).any(|two| two[0].2 > two[1].1)
        {
            return Err(wrong(
                "device",
                &device,
                "it reports for one vehicle at a time: let each binding end before the next",
            ));
        }
        devices.push(device);
        bound.push(of_one.iter().map(|(_, from, until, vehicle)| (*from, *until, *vehicle)).collect());
    }
    Ok((devices, bound))
}

fn marks(order: &Order) -> Vec<(i64, Mark)> {
    let mut marks = Vec::new();
    let mut all: Vec<(u16, i64, i64)> =
        spans(order).map(|(_, from, until, vehicle)| (vehicle, from, until)).collect();
    all.sort_unstable();
    // Times that touch or overlap are one: a vehicle is watched as long as anything is to report for it.
    for of_one in all.chunk_by(|a, b| a.0 == b.0) {
        let mut open: Option<(i64, i64)> = None;
        let vehicle = of_one[0].0;
        let mut close = |(from, until): (i64, i64)| {
            marks.push((from, Mark::Bound(vehicle)));
            if until < i64::MAX {
                marks.push((until, Mark::Unbound(vehicle)));
            }
        };
        for &(_, from, until) in of_one {
            open = match open {
                Some((first, last)) if from <= last => Some((first, last.max(until))),
                before => {
                    before.into_iter().for_each(&mut close);
                    Some((from, until))
                }
            };
        }
        open.into_iter().for_each(&mut close);
    }
    for (number, silence) in (0..).zip(&order.silences) {
        if silence.voice_every.is_some() {
            marks.push((silence.from.micros(), Mark::SilenceBegins(number)));
            marks.push((silence.until.micros(), Mark::SilenceEnds(number)));
        }
    }
    marks.extend(
        (0..).zip(&order.within).map(|(number, within)| (within.until.micros(), Mark::WithinEnds(number))),
    );
    marks.sort_unstable();
    marks
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
