//! The movement, moment by moment: what the watch would have found with what had reached the room by then.
//!
//! The watch says what it finds a moment after it heard what shows it, and the record has it a moment later still. So an alert is held
//! against every state of the minute before it was entered.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use conduct::{
    Event, Movement, What,
    alert::{Found, Key},
    voice::Spoken,
};
use model::{
    Instant, Place, Span, Word,
    id::{AlertId, DeviceId},
};
use watch::{Heard, Taken, order::Vehicle};

use super::{
    Agrees, Archive, Differs, Ended, Missing, differences, found_by,
    ledger::{Entered, Ledger},
};
use crate::{
    track::Kept,
    watching::{
        followed::{Followed, InForce},
        hearing,
        paper::Paper,
        papers,
    },
};

/// How long before it is on the record the watch may have found something. Ours, a minute: what the writer takes under the worst load,
/// many times over.
const BEHIND: Span = Span::minutes(1);

/// The orders it was watched by, as far as they can be read.
pub(super) struct Orders {
    /// Each as it stands on the record; `None` for one that cannot be read.
    all: Vec<Option<InForce>>,
    pub engines: BTreeSet<String>,
    pub missing: BTreeSet<Missing>,
}

impl Orders {
    pub fn of(movement: &Movement, archive: Archive<'_>) -> Self {
        let mut orders = Orders { all: Vec::new(), engines: BTreeSet::new(), missing: BTreeSet::new() };
        for by in &movement.watched {
            let read = orders.read(by, archive);
            match read {
                Ok(in_force) => orders.all.push(Some(in_force)),
                Err(missing) => {
                    orders.missing.insert(missing);
                    orders.all.push(None);
                }
            }
        }
        orders
    }

    fn read(&mut self, by: &conduct::watched::WatchedBy, archive: Archive<'_>) -> Result<InForce, Missing> {
        let areas = (archive.papers)(&by.areas).and_then(|bytes| papers::fences(&bytes));
        let fences = areas.ok_or(Missing::Areas(by.areas))?;
        let paper = (archive.papers)(&by.order).and_then(|bytes| Paper::read(&bytes));
        let paper = paper.ok_or(Missing::Order(by.order))?;
        self.engines.insert(paper.engine.clone());
        papers::in_force(by, &paper, fences, archive.grounds)
    }

    pub fn devices(&self) -> Vec<DeviceId> {
        let readable: Vec<InForce> = self.all.iter().flatten().cloned().collect();
        Followed::devices_of(&readable)
    }

    /// The vehicle a device was bound to, by the last order that knows of one.
    pub fn vehicle_of(&self, device: DeviceId) -> Option<Word> {
        let vehicles = self.all.iter().rev().flatten().flat_map(|order| &order.plan.order().vehicles);
        let bound = |vehicle: &&Vehicle| vehicle.bindings.iter().any(|binding| binding.device == device);
        vehicles.into_iter().find(bound).map(|vehicle| vehicle.label.clone())
    }

    /// The ways that were to be driven, each once while it stays the same.
    pub fn ways(&self) -> Vec<(Instant, Vec<Place>)> {
        let mut ways: Vec<(Instant, Vec<Place>)> = Vec::new();
        for order in self.all.iter().flatten() {
            let line = &order.plan.order().line;
            if ways.last().map(|(_, before)| before).is_none_or(|before| before != line) {
                ways.push((order.since, line.clone()));
            }
        }
        ways
    }

    fn first(&self, number: usize) -> Vec<InForce> {
        self.all.iter().take(number).flatten().cloned().collect()
    }
}

/// A movement on its way through time.
pub(super) struct Course<'a> {
    orders: &'a Orders,
    from: Instant,
    arrived: Option<Instant>,
    /// How many of the orders were given by now.
    given: usize,
    ends: Option<Instant>,
    followed: Followed,
    reports: Vec<Kept>,
    voices: Vec<Spoken>,
    /// When the ledger is written in, and by which alert.
    entered: &'a Ledger,
    due: VecDeque<Instant>,
    /// What was found lately, and when.
    lately: VecDeque<(Instant, BTreeMap<Key, Found>)>,
    judged: BTreeMap<AlertId, Agrees>,
}

impl<'a> Course<'a> {
    pub fn of(orders: &'a Orders, movement: &Movement, ledger: &'a Ledger, from: Instant) -> Self {
        let raised = ledger.all().iter().map(|entered| entered.raised_at);
        let taken_back = ledger.all().iter().filter_map(|entered| entered.ended.map(|(at, _)| at));
        let mut due: Vec<Instant> = raised.chain(taken_back).collect();
        due.sort_unstable();
        Course {
            orders,
            from,
            arrived: movement.arrived,
            given: 0,
            ends: None,
            followed: Followed::default(),
            reports: Vec::new(),
            voices: Vec::new(),
            entered: ledger,
            due: due.into(),
            lately: VecDeque::new(),
            judged: BTreeMap::new(),
        }
    }

    /// Through everything that happened and was reported, in the order in which it reached the room, until a moment.
    pub fn go_through(&mut self, happened: &[Event], reports: &[Kept], until: Instant) {
        let mut reports = reports.iter().peekable();
        for event in happened.iter().filter(|event| event.at <= until) {
            while let Some(kept) = reports.next_if(|kept| kept.fresh.received <= event.at) {
                self.passes(kept.fresh.received);
                self.hears(kept);
            }
            self.passes(event.at);
            self.takes_up(event);
        }
        for kept in reports {
            self.passes(kept.fresh.received);
            self.hears(kept);
        }
        self.passes(until);
    }

    /// What was judged of each alert, and what is found in the end.
    pub fn ends(self) -> (BTreeMap<AlertId, Agrees>, BTreeMap<Key, Found>) {
        (self.judged, found_by(&self.followed))
    }

    /// It becomes so late; whatever time alone brings on the way is looked at when it comes.
    fn passes(&mut self, now: Instant) {
        while let Some(due) = self.followed.next_due().filter(|due| *due <= now) {
            self.followed.time(due);
            self.looks(due);
            if self.followed.next_due().is_some_and(|next| next <= due) {
                break;
            }
        }
        self.followed.time(now);
    }

    fn hears(&mut self, kept: &Kept) {
        self.reports.push(*kept);
        let orders = self.followed.orders();
        match self.followed.hear(&[hearing::report(orders, kept)]) {
            Taken::Beyond => self.follows_again(kept.fresh.received),
            Taken::Known | Taken::NotOurs => {}
            Taken::New | Taken::Late(_) => self.looks(kept.fresh.received),
        }
    }

    fn takes_up(&mut self, event: &Event) {
        match &event.what {
            What::WatchSet { .. } => {
                self.given += 1;
                self.follows_again(event.at);
            }
            What::Arrived { .. } => {
                self.ends = self.arrived;
                self.follows_again(event.at);
            }
            What::VoiceTakenBack { spoken, .. } => {
                if let Some(at) = self.voices.iter().rposition(|heard| heard.is(spoken)) {
                    self.voices.remove(at);
                    self.follows_again(event.at);
                }
            }
            What::VoiceReported { point, stated_at, means, .. } if *stated_at >= self.from => {
                let (point, stated_at, received_at, means) = (point.clone(), *stated_at, event.at, *means);
                let spoken = Spoken { point, stated_at, received_at, means, reporter: None };
                let taken = self.followed.hear(&[hearing::voice(self.followed.orders(), &spoken)]);
                self.voices.push(spoken);
                if taken == Taken::Beyond {
                    self.follows_again(event.at);
                } else {
                    self.looks(event.at);
                }
            }
            What::AlertRaised { alert, .. } => self.judges(*alert, event.at, is_raised),
            What::AlertWithdrawn { alert, .. } => self.judges(*alert, event.at, is_taken_back),
            _ => {}
        }
    }

    fn follows_again(&mut self, now: Instant) {
        let orders = self.orders.first(self.given);
        let reports = self.reports.iter().map(|kept| hearing::report(&orders, kept));
        let all: Vec<Heard> =
            reports.chain(self.voices.iter().map(|spoken| hearing::voice(&orders, spoken))).collect();
        self.followed = Followed::again(orders, &all, self.ends, now);
        self.looks(now);
    }

    /// Notes what is found now, if something is entered within the minute.
    fn looks(&mut self, now: Instant) {
        while self.due.front().is_some_and(|due| *due < now) {
            self.due.pop_front();
        }
        let is_near = self.due.front().is_some_and(|due| *due <= now.saturating_add(BEHIND));
        if !is_near {
            return;
        }
        let found = found_by(&self.followed);
        if self.lately.back().is_none_or(|(_, before)| *before != found) {
            self.lately.push_back((now, found));
        }
    }

    /// Holds an entry against what was found in the minute before it, and at that moment.
    fn judges(
        &mut self,
        alert: AlertId,
        at: Instant,
        judge: fn(&Entered, &[&BTreeMap<Key, Found>]) -> Agrees,
    ) {
        let Some(entered) = self.entered.all().iter().find(|entered| entered.alert == alert) else { return };
        self.looks(at);
        let since = at.saturating_add(Span(-BEHIND.0));
        // What was found when the minute began was found before it.
        while self.lately.get(1).is_some_and(|(next, _)| *next <= since) {
            self.lately.pop_front();
        }
        let states: Vec<&BTreeMap<Key, Found>> = self.lately.iter().map(|(_, found)| found).collect();
        let judged = judge(entered, &states);
        // What was raised rightly may have been taken back wrongly, and the other way round.
        let before = self.judged.remove(&alert).filter(|before| *before != Agrees::Same);
        self.judged.insert(alert, before.unwrap_or(judged));
    }
}

fn is_raised(entered: &Entered, states: &[&BTreeMap<Key, Found>]) -> Agrees {
    // Of those that differ the nearest says most; of these the latest.
    let found = states.iter().rev().filter_map(|found| found.get(&entered.found.key));
    let nearest = found.map(|found| differences(&entered.found, found)).min_by_key(Vec::len);
    match nearest {
        None => Agrees::OnlyOnRecord,
        Some(nothing) if nothing.is_empty() => Agrees::Same,
        Some(differences) => Agrees::Differs(differences),
    }
}

fn is_taken_back(entered: &Entered, states: &[&BTreeMap<Key, Found>]) -> Agrees {
    debug_assert!(
        matches!(entered.ended, Some((_, Ended::Withdrawn))),
        "whatever is taken back has ended so"
    );
    let is_gone = states.iter().any(|found| !found.contains_key(&entered.found.key));
    if is_gone { Agrees::Same } else { Agrees::Differs(vec![Differs::Withdrawal]) }
}
