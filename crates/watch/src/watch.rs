//! One movement, watched.

use std::sync::Arc;

use model::Instant;

use crate::{
    fences::{Fences, Near},
    finding::Finding,
    fold::{Fixed, Said, State, Step},
    heard::{Heard, Taken, What},
    kept::{Entry, Kept, Snapshot},
    latch::Over,
    late::Put,
    order::{Point, Vehicle},
    plan::Plan,
    stir::Stir,
    told,
};

/// The most reports of a movement that are kept for each of its vehicles. Ours: nearly six hours of one every ten seconds.
pub const MOST_KEPT: usize = 2048;

/// Watches one movement. What it finds is a function of the order, of what was heard and of the time: in which order, how
/// often and how late things were heard makes no difference.
///
/// That holds for what comes late within the latest [`MOST_KEPT`] reports a vehicle. What is older is answered
/// [`Taken::Beyond`], and [`Watch::again`] makes the watch from all that is kept outside.
#[derive(Debug)]
pub struct Watch {
    pub(crate) plan: Arc<Plan>,
    pub(crate) fences: Arc<Fences>,
    now: Instant,
    pub(crate) kept: Kept,
    /// By vehicle.
    near: Vec<Near>,
    pub(crate) state: State,
    /// What the state is set aside in while it is made again.
    pub(crate) aside: State,
    pub(crate) history: Vec<Over>,
    pub(crate) stir: Stir,
    /// What was made then or before may have been let go.
    pub(crate) beyond: i64,
    /// So many reports are kept at most.
    most: usize,
}

impl Watch {
    /// Begins to watch. `now` is the time.
    #[must_use]
    pub fn new(plan: Arc<Plan>, fences: Arc<Fences>, now: Instant) -> Self {
        let mut watch = Watch::blank(plan, fences, now);
        watch.time(now);
        watch
    }

    /// The same, keeping at least so many reports: what comes late within them is not [`Taken::Beyond`]. To be said before
    /// anything is heard.
    #[must_use]
    pub fn keeping(self, reports: usize) -> Self {
        Watch { most: self.most.max(reports), ..self }
    }

    /// A watch that has heard all of these, in whatever order they are.
    #[must_use]
    pub fn again(plan: Arc<Plan>, fences: Arc<Fences>, heard: &[Heard], now: Instant) -> Self {
        let mut entries: Vec<Entry> = heard.iter().filter_map(|heard| entry(&plan, heard)).collect();
        in_order(&mut entries);
        let mut watch = Watch::blank(plan, fences, Instant::MIN);
        for entry in entries {
            watch.append(entry);
        }
        let latest = heard.iter().map(|heard| heard.received).max();
        watch.time(latest.map_or(now, |latest| latest.max(now)));
        watch
    }

    fn blank(plan: Arc<Plan>, fences: Arc<Fences>, now: Instant) -> Self {
        let state = State::new(&plan);
        let (kept, aside) = (Kept::new(&state), state.clone());
        let vehicles = plan.order.vehicles.len();
        let near = vec![Near::default(); vehicles];
        Watch {
            most: MOST_KEPT * vehicles.max(1),
            plan,
            fences,
            now,
            kept,
            near,
            state,
            aside,
            history: Vec::new(),
            stir: Stir::default(),
            beyond: i64::MIN,
        }
    }

    /// Hears something. When it was received is the time, unless it is later already.
    pub fn hear(&mut self, heard: &Heard) -> Taken {
        let mut put = Put::default();
        let taken = match entry(&self.plan, heard) {
            None => Taken::NotOurs,
            Some(entry) => self.put(entry, &mut put),
        };
        let taken = self.go_again(&mut put).unwrap_or(taken);
        self.time(heard.received);
        taken
    }

    /// Hears all of these, in whatever order they are: the same as one after the other, but what came late is gone through
    /// once for all that are close together. A device that was out of reach sends hundreds at once, and what came over a
    /// network within a moment is rarely in order.
    ///
    /// Says of all what [`Watch::hear`] says of one: [`Taken::Beyond`] if any was, else [`Taken::Late`] with how many were
    /// gone through again, else [`Taken::New`], [`Taken::Known`] or [`Taken::NotOurs`].
    pub fn hear_all(&mut self, heard: &[Heard]) -> Taken {
        let Some(latest) = heard.iter().map(|heard| heard.received).max() else { return Taken::NotOurs };
        let mut entries: Vec<Entry> = heard.iter().filter_map(|heard| entry(&self.plan, heard)).collect();
        in_order(&mut entries);
        let (mut put, mut all) = (Put::default(), Taken::NotOurs);
        for entry in entries {
            let taken = self.put(entry, &mut put);
            all = all.and(taken);
        }
        if let Some(late) = self.go_again(&mut put) {
            all = all.and(late);
        }
        self.time(latest);
        all
    }

    /// It is so late now. Time does not go back.
    pub fn time(&mut self, now: Instant) {
        self.now = self.now.max(now);
        if self.plan.marks.get(self.state.marks).is_some_and(|(at, _)| *at <= self.now.micros()) {
            let now = self.now.micros();
            self.step(now, 0).marks_until(now);
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// What it watches by.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// When, if nothing is heard until then, something becomes a finding or ends; `None` if nothing does.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        let now = self.now.micros();
        let mut next = self.plan.marks.get(self.state.marks).map(|(at, _)| *at).filter(|at| *at > now);
        told::held(&self.plan, &self.state, |_, _, held| {
            if held.due > now {
                next = Some(next.map_or(held.due, |next| next.min(held.due)));
            }
        });
        next.and_then(|due| Instant::from_micros(due).ok())
    }

    /// All that was found, what is over included: ascending, none twice.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> =
            self.history.iter().filter_map(|over| told::over(&self.plan, &self.fences, over)).collect();
        findings.extend(self.current());
        findings.sort_unstable();
        findings
    }

    /// What is found to be so now, in no particular order.
    #[must_use]
    pub fn current(&self) -> Vec<Finding> {
        let (now, mut all) = (self.now.micros(), Vec::new());
        told::held(&self.plan, &self.state, |rule, subject, held| {
            if held.due <= now {
                let whose = (rule, subject);
                all.extend(told::finding(&self.plan, &self.fences, &self.state.callers, whose, held, None));
            }
        });
        all
    }

    /// Whether anything began to be found, or ended, or was found and is not so after all, since this was asked before.
    /// Asking it after every report costs little, and only if it is so the findings have to be compared. By how much and by
    /// which reports something is found may change without it.
    pub fn stirred(&mut self) -> bool {
        let now = self.now.micros();
        self.stir.stirred(self.history.len(), |tell| {
            told::held(&self.plan, &self.state, |rule, subject, held| {
                if held.due <= now {
                    tell(rule, subject, held);
                }
            });
        })
    }

    /// How many reports are kept, and how many states to go on from.
    #[must_use]
    pub fn kept(&self) -> (usize, usize) {
        (self.kept.entries.len(), self.kept.snapshots.len())
    }

    /// How many bytes it takes, without the plan and the fences, which are shared.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let snapshots = self.kept.all().map(|snapshot| snapshot.state.bytes());
        self.kept.entries.capacity() * size_of::<Entry>()
            + snapshots.sum::<usize>()
            + self.kept.snapshots.capacity() * size_of::<Snapshot>()
            + self.state.bytes()
            + self.aside.bytes()
            + self.near.iter().map(|near| size_of::<Near>() + near.bytes()).sum::<usize>()
            + self.history.capacity() * size_of::<Over>()
            + size_of::<Self>()
    }

    pub(crate) fn append(&mut self, entry: Entry) {
        self.kept.entries.push(entry);
        let number = self.kept.entries.len() - 1;
        self.kept.keep(number, self.history.len(), &self.state);
        self.go_through(number);
        let before = self.kept.entries.len();
        self.kept.forget(self.most);
        if self.kept.entries.len() < before {
            self.beyond = self.kept.entries.first().map_or(i64::MIN, |first| first.at);
        }
    }

    pub(crate) fn go_through(&mut self, number: usize) {
        let Entry { at, said, reference } = self.kept.entries[number];
        let mut step = self.step(at, reference);
        step.marks_until(at);
        step.at = at;
        step.said(said);
    }

    fn step(&mut self, at: i64, reference: u64) -> Step<'_> {
        let (state, history) = (&mut self.state, &mut self.history);
        let near = &mut self.near;
        Step { plan: &self.plan, fences: &self.fences, near, state, history, at, reference }
    }
}

/// Of those that say the same the lowest number comes first and stays.
fn in_order(entries: &mut Vec<Entry>) {
    entries.sort_unstable();
    entries.dedup_by(|later, first| (later.at, later.said) == (first.at, first.said));
}

/// What was heard as it is kept; `None` if it is no business of this movement.
fn entry(plan: &Plan, heard: &Heard) -> Option<Entry> {
    let at = heard.made().micros();
    let number = |position: Option<usize>| position.and_then(|number| u16::try_from(number).ok());
    let point = |label| number(plan.order.points.iter().position(|Point { label: one, .. }| one == label));
    let vehicle =
        |label| number(plan.order.vehicles.iter().position(|Vehicle { label: one, .. }| one == label));
    let said = match &heard.what {
        What::Device { device, report } => {
            let (device, vehicle) = plan.bound(*device, at)?;
            let fix = report.fix.map(|fix| Fixed { place: fix.place, accuracy_mm: fix.accuracy_mm });
            Said::Device { device, vehicle, fix, signal: report.signal }
        }
        What::Voice { point: None, .. } => Said::Voice { point: None },
        What::Voice { point: Some(label), .. } => Said::Voice { point: Some(point(label)?) },
        What::Distress { vehicle: None, device, .. } => Said::Distress { vehicle: None, device: *device },
        What::Distress { vehicle: Some(label), device, .. } => {
            Said::Distress { vehicle: Some(vehicle(label)?), device: *device }
        }
        What::CalledOff { device, .. } => Said::CalledOff { device: *device },
    };
    Some(Entry { at, said, reference: heard.reference })
}
