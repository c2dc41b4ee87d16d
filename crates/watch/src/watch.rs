//! One movement, watched.

use std::sync::Arc;

use model::Instant;

use crate::{
    fences::{Fences, Near},
    finding::Finding,
    fold::{Fixed, MOST_OVER, Said, State, Step},
    heard::{Heard, Taken, What},
    kept::{Entry, Goes, Kept, Snapshot},
    latch::Over,
    order::{Point, Vehicle},
    plan::Plan,
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
    plan: Arc<Plan>,
    fences: Arc<Fences>,
    now: Instant,
    kept: Kept,
    /// By vehicle.
    near: Vec<Near>,
    state: State,
    /// What the state is set aside in while it is made again.
    aside: State,
    history: Vec<Over>,
    /// What was made then or before may have been let go.
    beyond: i64,
}

impl Watch {
    /// Begins to watch. `now` is the time.
    #[must_use]
    pub fn new(plan: Arc<Plan>, fences: Arc<Fences>, now: Instant) -> Self {
        let mut watch = Watch::blank(plan, fences, now);
        watch.time(now);
        watch
    }

    /// A watch that has heard all of these, in whatever order they are.
    #[must_use]
    pub fn again(plan: Arc<Plan>, fences: Arc<Fences>, heard: &[Heard], now: Instant) -> Self {
        let mut entries: Vec<Entry> = heard.iter().filter_map(|heard| entry(&plan, heard)).collect();
        entries.sort_unstable();
        // Of those that say the same the lowest number comes first and stays.
        entries.dedup_by(|later, first| (later.at, later.said) == (first.at, first.said));
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
        let near = vec![Near::default(); plan.order.vehicles.len()];
        Watch { plan, fences, now, kept, near, state, aside, history: Vec::new(), beyond: i64::MIN }
    }

    /// Hears something. When it was received is the time, unless it is later already.
    pub fn hear(&mut self, heard: &Heard) -> Taken {
        let Some(entry) = entry(&self.plan, heard) else {
            self.time(heard.received);
            return Taken::NotOurs;
        };
        if entry.at <= self.beyond {
            self.time(heard.received);
            return Taken::Beyond;
        }
        let taken = match self.kept.goes(&entry) {
            Goes::Known => Taken::Known,
            Goes::Before(number) if number == self.kept.entries.len() && entry.at >= self.state.at => {
                self.append(entry);
                Taken::New
            }
            Goes::Before(number) => {
                self.kept.entries.insert(number, entry);
                self.go_again(number, entry.at, 1)
            }
            Goes::Instead(number) => {
                self.kept.entries[number] = entry;
                self.go_again(number, entry.at, 0)
            }
        };
        self.time(heard.received);
        taken
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
        let mark = self.plan.marks.get(self.state.marks).map(|(at, _)| *at);
        let due = told::held(&self.plan, &self.state).into_iter().map(|(_, _, held)| held.due);
        due.chain(mark).filter(|due| *due > now).min().and_then(|due| Instant::from_micros(due).ok())
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
        let now = self.now.micros();
        let held = told::held(&self.plan, &self.state).into_iter().filter(|(_, _, held)| held.due <= now);
        held.filter_map(|(rule, subject, held)| {
            told::finding(&self.plan, &self.fences, rule, subject, &held, None)
        })
        .collect()
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

    fn append(&mut self, entry: Entry) {
        self.kept.entries.push(entry);
        let number = self.kept.entries.len() - 1;
        self.kept.keep(number, self.history.len(), &self.state);
        self.go_through(number);
        let most = MOST_KEPT * self.plan.order.vehicles.len().max(1);
        let before = self.kept.entries.len();
        self.kept.forget(most);
        if self.kept.entries.len() < before {
            self.beyond = self.kept.entries.first().map_or(i64::MIN, |first| first.at);
        }
    }

    /// An entry was put in before others, or instead of one: from the last state before it everything is gone through
    /// again, until it has led to a state that it led to before. From there on nothing is different.
    fn go_again(&mut self, number: usize, at: i64, more: usize) -> Taken {
        let first = self.kept.rewind(number, at);
        let begins = &self.kept.snapshots[first];
        let (from, over) = (begins.entries, begins.history);
        std::mem::swap(&mut self.state, &mut self.aside);
        self.state.clone_from(&begins.state);
        let before = self.history.split_off(over);
        for later in &mut self.kept.snapshots[first + 1..] {
            later.entries += more;
        }
        // Of a history that is full it is not known what was left out.
        let comparable = over + before.len() < MOST_OVER;
        let mut next = first + 1;
        for entry in from..self.kept.entries.len() {
            if self.kept.snapshots.get(next).is_some_and(|snapshot| snapshot.entries == entry) {
                let there = &self.kept.snapshots[next];
                if comparable && *there.state == self.state {
                    self.same_from(next, &before[there.history - over..]);
                    return Taken::Late(entry - number - more.min(1));
                }
                self.kept.keep_again(next, self.history.len(), &self.state);
                next += 1;
            } else if self.kept.keep_between(next, entry, self.history.len(), &self.state) {
                next += 1;
            }
            self.go_through(entry);
        }
        Taken::Late(self.kept.entries.len() - number - 1)
    }

    /// From a kept state on everything is as it was, and what was over after it.
    fn same_from(&mut self, snapshot: usize, over: &[Over]) {
        std::mem::swap(&mut self.state, &mut self.aside);
        let (now, later) = (self.history.len(), &mut self.kept.snapshots[snapshot..]);
        let before = later.first().map_or(now, |first| first.history);
        for snapshot in later {
            snapshot.history = (snapshot.history - before + now).min(MOST_OVER);
        }
        self.history.extend_from_slice(over);
        self.history.truncate(MOST_OVER);
    }

    fn go_through(&mut self, number: usize) {
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

/// What was heard as it is kept; `None` if it is no business of this movement.
fn entry(plan: &Plan, heard: &Heard) -> Option<Entry> {
    let at = match &heard.what {
        What::Device { report, .. } => report.at,
        What::Voice { at, .. } | What::Distress { at, .. } => *at,
    };
    let at = at.min(heard.received).micros();
    let number = |position: Option<usize>| position.and_then(|number| u16::try_from(number).ok());
    let point = |label| number(plan.order.points.iter().position(|Point { label: one, .. }| one == label));
    let vehicle =
        |label| number(plan.order.vehicles.iter().position(|Vehicle { label: one, .. }| one == label));
    let said = match &heard.what {
        What::Device { device, report } => {
            let (device, vehicle) = plan.bound(*device, at)?;
            let fix = report.fix.map(|fix| Fixed { place: fix.place, accuracy_mm: fix.accuracy_mm });
            let emergency = report.signal == Some(model::Signal::Emergency);
            Said::Device { device, vehicle, fix, emergency }
        }
        What::Voice { point: None, .. } => Said::Voice { point: None },
        What::Voice { point: Some(label), .. } => Said::Voice { point: Some(point(label)?) },
        What::Distress { vehicle: None, .. } => Said::Distress { vehicle: None },
        What::Distress { vehicle: Some(label), .. } => Said::Distress { vehicle: Some(vehicle(label)?) },
    };
    Some(Entry { at, said, reference: heard.reference })
}
