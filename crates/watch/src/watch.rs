//! One movement, watched.

use std::sync::Arc;

use model::Instant;

use crate::{
    fences::Fences,
    finding::Finding,
    fold::{Fixed, Said, State, Step},
    heard::{Heard, Taken, What},
    kept::{Entry, Goes, Kept},
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
    state: State,
    history: Vec<Over>,
    /// What was made then or before may have been let go.
    beyond: i64,
}

impl Watch {
    /// Begins to watch. `now` is the time.
    #[must_use]
    pub fn new(plan: Arc<Plan>, fences: Arc<Fences>, now: Instant) -> Self {
        let state = State::new(&plan);
        let kept = Kept::new(state.clone());
        let mut watch = Watch { plan, fences, now, kept, state, history: Vec::new(), beyond: i64::MIN };
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
        let state = State::new(&plan);
        let kept = Kept::new(state.clone());
        let mut watch =
            Watch { plan, fences, now: Instant::MIN, kept, state, history: Vec::new(), beyond: i64::MIN };
        for entry in entries {
            watch.append(entry);
        }
        let latest = heard.iter().map(|heard| heard.received).max();
        watch.time(latest.map_or(now, |latest| latest.max(now)));
        watch
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
                self.go_again(number, entry.at)
            }
            Goes::Instead(number) => {
                self.kept.entries[number] = entry;
                self.go_again(number, entry.at)
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
        let snapshots = self.kept.snapshots.iter().map(|snapshot| snapshot.state.bytes());
        self.kept.entries.capacity() * size_of::<Entry>()
            + snapshots.sum::<usize>()
            + self.state.bytes()
            + self.history.capacity() * size_of::<Over>()
            + size_of::<Self>()
    }

    fn append(&mut self, entry: Entry) {
        self.kept.entries.push(entry);
        self.go_through(self.kept.entries.len() - 1);
        let most = MOST_KEPT * self.plan.order.vehicles.len().max(1);
        let before = self.kept.entries.len();
        self.kept.forget(most);
        if self.kept.entries.len() < before {
            self.beyond = self.kept.entries.first().map_or(i64::MIN, |first| first.at);
        }
    }

    /// An entry was put in before others: from the last state before it everything is gone through again.
    fn go_again(&mut self, number: usize, at: i64) -> Taken {
        let snapshot = self.kept.rewind(number, at);
        let (from, history) = (snapshot.entries, snapshot.history);
        self.state.clone_from(&snapshot.state);
        self.history.truncate(history);
        for entry in from..self.kept.entries.len() {
            self.go_through(entry);
        }
        Taken::Late(self.kept.entries.len() - number - 1)
    }

    fn go_through(&mut self, number: usize) {
        self.kept.keep(number, self.history.len(), &self.state);
        let Entry { at, said, reference } = self.kept.entries[number];
        let mut step = self.step(at, reference);
        step.marks_until(at);
        step.at = at;
        step.said(said);
    }

    fn step(&mut self, at: i64, reference: u64) -> Step<'_> {
        let (state, history) = (&mut self.state, &mut self.history);
        Step { plan: &self.plan, fences: &self.fences, state, history, at, reference }
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
