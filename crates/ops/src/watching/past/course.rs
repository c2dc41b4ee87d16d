//! The movement, moment by moment: what the watch would have found with what had reached the room by then.
//!
//! The watch says what it finds a moment after it heard what shows it, and the record has it a moment later still. So an alert is held
//! against every state of the minute before it was entered.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use conduct::{
    Event, Movement, What,
    alert::{Found, Key},
    voice::Spoken,
    watched::{Deaf, WatchedBy},
};
use model::{
    Instant, Place, Span, Word,
    id::{AlertId, DeviceId},
};
use store::StoreError;
use watch::{Heard, Taken, order::Vehicle};

use super::{
    Agrees, Archive, Differs, Ended, Missing, Reported, differences, found_by,
    ledger::{Entered, Ledger},
    stored::{By, Stored},
};
use crate::{
    track::Kept,
    watching::{
        beside::Beside,
        followed::{Followed, InForce, Telling},
        hearing,
        keeper::GATHERED,
        paper::Paper,
        papers,
        told::Ledgered,
    },
};

/// How long before it is on the record the watch may have found something. Ours, a minute: what the writer takes under the worst load,
/// many times over.
const BEHIND: Span = Span::minutes(1);
/// So many reports are heard together where nothing is entered.
const AT_ONCE: usize = 1024;
/// So many reports a watch keeps at least, that what comes late can be put where it belongs. Ours: some 25 MB, and of forty vehicles that
/// report every second two hours at least. What comes later still makes everything be gone through again.
const KEEPS: usize = 1 << 19;
/// Going back through more reports than this is not worth while for one that came late: what comes in the same moment is heard with
/// it. Nor does the room hear it one by one then, which is as slow. Ours.
const COSTLY: usize = 10_000;
/// The moment. Ours: a second.
const A_MOMENT: Span = Span::seconds(1);
/// How long it is not followed again where that is costly and something came too late even for that. Ours: ten seconds, six times before an
/// entry.
const BETWEEN: Span = Span::seconds(10);

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
        let mut beside = Beside::default();
        for by in &movement.watched {
            let read = orders.read(by, &movement.deaf, archive, &mut beside);
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

    /// That nobody listened for a while changes nothing before it, and nobody said anything while it lasted: so it is known all along.
    fn read(
        &mut self,
        by: &WatchedBy,
        deaf: &[Deaf],
        archive: Archive<'_>,
        beside: &mut Beside,
    ) -> Result<InForce, Missing> {
        let areas = (archive.papers)(&by.areas).and_then(|bytes| papers::fences(&bytes));
        let fences = areas.ok_or(Missing::Areas(by.areas))?;
        let paper = (archive.papers)(&by.order).and_then(|bytes| Paper::read(&bytes));
        let paper = paper.ok_or(Missing::Order(by.order))?;
        self.engines.insert(paper.engine.clone());
        let shared = (beside, self.all.iter().flatten());
        papers::in_force(by, deaf, &paper, fences, shared, archive.grounds)
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

    /// The last of so many, if it can be read.
    fn given(&self, number: usize) -> Option<InForce> {
        self.all.get(number.checked_sub(1)?)?.clone()
    }

    fn first(&self, number: usize) -> Vec<InForce> {
        self.all.iter().take(number).flatten().cloned().collect()
    }
}

/// A movement on its way through time.
///
/// What happens while nothing is entered for a minute is heard together: only around what the ledger has does it matter what was
/// found from one report to the next.
pub(super) struct Course<'a> {
    orders: &'a Orders,
    stored: &'a Stored<'a>,
    from: Instant,
    arrived: Option<Instant>,
    /// How many of the orders were given by now.
    given: usize,
    ends: Option<Instant>,
    followed: Followed,
    /// Reported, and not heard by the watch yet.
    waits: Vec<Kept>,
    /// Until then it is not worth while to hear one by one.
    rests: Instant,
    /// The number of the last report, and how many they were.
    heard: u64,
    many: usize,
    /// When the latest of what was heard was made.
    latest: Instant,
    /// Something came too late for the watch: it is to be followed again.
    is_stale: bool,
    /// Until then it is not worth while to follow it again.
    stays: Instant,
    voices: Vec<Spoken>,
    /// When the ledger is written in, and by which alert.
    entered: &'a Ledger,
    due: VecDeque<Instant>,
    /// What was found lately, and when.
    lately: VecDeque<(Instant, BTreeMap<Key, Found>)>,
    judged: BTreeMap<AlertId, Agrees>,
}

impl<'a> Course<'a> {
    pub fn of(
        orders: &'a Orders,
        movement: &Movement,
        ledger: &'a Ledger,
        stored: &'a Stored<'a>,
        from: Instant,
    ) -> Self {
        let raised = ledger.all().iter().map(|entered| entered.raised_at);
        let taken_back = ledger.all().iter().filter_map(|entered| entered.ended.map(|(at, _)| at));
        let mut due: Vec<Instant> = raised.chain(taken_back).collect();
        due.sort_unstable();
        Course {
            orders,
            stored,
            from,
            arrived: movement.arrived,
            given: 0,
            ends: None,
            followed: Followed::default(),
            waits: Vec::new(),
            rests: Instant::MIN,
            heard: 0,
            many: 0,
            latest: Instant::MIN,
            is_stale: false,
            stays: Instant::MIN,
            voices: Vec::new(),
            entered: ledger,
            due: due.into(),
            lately: VecDeque::new(),
            judged: BTreeMap::new(),
        }
    }

    /// Through everything that happened and was reported, in the order in which it reached the room, until a moment. Each report is
    /// shown to whoever wants to see it, and counted.
    pub fn go_through(
        &mut self,
        happened: &[Event],
        until: Instant,
        reported: &mut Reported,
        see: &mut dyn FnMut(&Kept),
    ) -> Result<(), StoreError> {
        let stored = self.stored;
        let mut told = stored.told(By::Number, u64::MAX);
        let mut next = || -> Result<Option<Kept>, StoreError> {
            while let Some((kept, source)) = told.next()? {
                reported.counts(&kept, source, stored);
                if stored.counts(&kept) {
                    see(&kept);
                    return Ok(Some(kept));
                }
            }
            reported.gone.append(&mut told.lost);
            Ok(None)
        };
        let mut report = next()?;
        for event in happened.iter().filter(|event| event.at <= until) {
            while let Some(kept) = report.filter(|kept| kept.fresh.received <= event.at) {
                self.hears(kept)?;
                report = next()?;
            }
            self.takes_up(event)?;
        }
        while let Some(kept) = report {
            self.hears(kept)?;
            report = next()?;
        }
        self.comes_to(until)
    }

    /// What was judged of each alert, and what is found in the end.
    pub fn ends(self) -> (BTreeMap<AlertId, Agrees>, BTreeMap<Key, Found>) {
        let in_the_end = Ledgered { settled: Vec::new(), ..self.entered.at(Instant::MAX) };
        (self.judged, found_by(&self.followed, &in_the_end))
    }

    fn hears(&mut self, kept: Kept) -> Result<(), StoreError> {
        let now = kept.fresh.received;
        let is_near = self.is_near(now);
        if is_near && self.is_stale && now >= self.stays {
            self.follows_late(now)?;
        }
        let one_by_one = is_near && now >= self.rests;
        if one_by_one {
            self.hears_what_waits();
            self.passes(now);
        }
        (self.heard, self.many) = (kept.number, self.many + 1);
        self.latest = self.latest.max(hearing::reported_at(&kept));
        // The room goes on with what is not late, until it follows the movement again.
        if is_near || !self.is_stale {
            self.waits.push(kept);
        }
        if one_by_one || self.waits.len() >= AT_ONCE {
            self.hears_what_waits();
        }
        if is_near && self.is_stale && now >= self.stays {
            self.follows_late(now)?;
        } else if one_by_one {
            self.looks(now);
        }
        Ok(())
    }

    /// Something came too late for the watch, and it was not followed again because of that for a while.
    fn follows_late(&mut self, now: Instant) -> Result<(), StoreError> {
        self.hears_what_waits();
        self.follows_again(now)?;
        self.stays = self.stays.max(now.saturating_add(GATHERED));
        Ok(())
    }

    /// Everything that was reported by now is heard, and it is so late.
    fn comes_to(&mut self, now: Instant) -> Result<(), StoreError> {
        self.hears_what_waits();
        if self.is_stale {
            self.follows_again(now)?;
        }
        self.passes(now);
        Ok(())
    }

    fn hears_what_waits(&mut self) {
        let (waits, orders) = (std::mem::take(&mut self.waits), self.followed.orders());
        let Some(latest) = waits.last().map(|kept| kept.fresh.received) else { return };
        let heard: Vec<Heard> = waits.iter().map(|kept| hearing::report(orders, kept)).collect();
        match self.followed.hear(&heard) {
            Taken::Beyond => self.is_stale = true,
            Taken::Late(gone_through) if gone_through > COSTLY => {
                self.rests = latest.saturating_add(A_MOMENT);
            }
            Taken::Known | Taken::NotOurs | Taken::New | Taken::Late(_) => {}
        }
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

    fn takes_up(&mut self, event: &Event) -> Result<(), StoreError> {
        let now = event.at;
        match &event.what {
            What::WatchSet { .. } => {
                self.comes_to(now)?;
                self.given += 1;
                self.takes_on(now)?;
            }
            What::Arrived { .. } => {
                self.comes_to(now)?;
                self.arrives(now)?;
            }
            What::VoiceTakenBack { spoken, .. } => {
                if let Some(at) = self.voices.iter().rposition(|heard| heard.is(spoken)) {
                    self.comes_to(now)?;
                    self.voices.remove(at);
                    self.follows_again(now)?;
                }
            }
            What::VoiceReported { point, stated_at, means, .. } if *stated_at >= self.from => {
                self.hears_what_waits();
                self.passes(now);
                let (point, stated_at, received_at, means) = (point.clone(), *stated_at, now, *means);
                let spoken = Spoken { point, stated_at, received_at, means, reporter: None };
                let heard = hearing::voice(self.followed.orders(), &spoken);
                self.latest = self.latest.max(stated_at);
                self.voices.push(spoken);
                let is_late = self.followed.hear(&[heard]) == Taken::Beyond;
                self.is_stale |= is_late;
                if is_late && now >= self.stays {
                    self.follows_late(now)?;
                } else {
                    self.looks(now);
                }
            }
            What::AlertRaised { alert, .. } => self.judges(*alert, now, is_raised)?,
            What::AlertWithdrawn { alert, .. } => self.judges(*alert, now, is_taken_back)?,
            _ => {}
        }
        Ok(())
    }

    /// The next order holds, if it can be read.
    fn takes_on(&mut self, now: Instant) -> Result<(), StoreError> {
        let Some(order) = self.orders.given(self.given) else { return Ok(()) };
        if self.followed.orders().is_empty() || self.latest >= order.since {
            return self.follows_again(now);
        }
        self.goes_on(now, |followed, tell| followed.takes_on(order, now, tell))
    }

    fn arrives(&mut self, now: Instant) -> Result<(), StoreError> {
        self.ends = self.arrived;
        let Some(ends) = self.ends else { return Ok(()) };
        self.goes_on(now, |followed, tell| followed.ends_at(ends, now, tell))
    }

    /// It is followed otherwise from now on by whom it was followed until now, who is told what went before.
    fn goes_on(
        &mut self,
        now: Instant,
        otherwise: impl FnOnce(&mut Followed, Telling<'_, StoreError>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let orders = self.orders.first(self.given);
        let mut followed = std::mem::take(&mut self.followed);
        let taken = otherwise(&mut followed, &mut |hear| self.tells(&orders, hear));
        self.followed = followed;
        self.looks(now);
        taken
    }

    fn follows_again(&mut self, now: Instant) -> Result<(), StoreError> {
        let orders = self.orders.first(self.given);
        let tell: Telling<'_, StoreError> = &mut |hear| self.tells(&orders, hear);
        self.followed = Followed::of_told(orders.clone(), self.ends, KEEPS, now, tell)?;
        self.is_stale = false;
        if self.many > COSTLY {
            self.stays = now.saturating_add(BETWEEN);
        }
        self.looks(now);
        Ok(())
    }

    /// Everything that was heard so far, by when it was made.
    fn tells(&self, orders: &[InForce], hear: &mut dyn FnMut(&[Heard])) -> Result<(), StoreError> {
        let mut voices: Vec<&Spoken> = self.voices.iter().collect();
        voices.sort_by_key(|spoken| std::cmp::Reverse(spoken.stated_at.min(spoken.received_at)));
        let mut told = self.stored.told(By::Time, self.heard);
        let mut some: Vec<Heard> = Vec::with_capacity(AT_ONCE);
        while let Some((kept, _)) = told.next()? {
            if kept.number > self.heard || !self.stored.counts(&kept) {
                continue;
            }
            while let Some(spoken) = voices.pop_if(|spoken| spoken.stated_at <= hearing::reported_at(&kept)) {
                some.push(hearing::voice(orders, spoken));
            }
            some.push(hearing::report(orders, &kept));
            if some.len() >= AT_ONCE {
                hear(&some);
                some.clear();
            }
        }
        some.extend(voices.iter().rev().map(|spoken| hearing::voice(orders, spoken)));
        hear(&some);
        Ok(())
    }

    /// Whether something is entered within the minute.
    fn is_near(&mut self, now: Instant) -> bool {
        while self.due.front().is_some_and(|due| *due < now) {
            self.due.pop_front();
        }
        self.due.front().is_some_and(|due| *due <= now.saturating_add(BEHIND))
    }

    /// Notes what is found now, if something is entered within the minute.
    fn looks(&mut self, now: Instant) {
        if !self.is_near(now) {
            return;
        }
        let found = found_by(&self.followed, &self.entered.at(now));
        if self.lately.back().is_none_or(|(_, before)| *before != found) {
            self.lately.push_back((now, found));
        }
    }

    /// Holds an entry against what was found in the minute before it, and at that moment: with what the room had gathered by then and
    /// not looked at, only if it is not found without.
    fn judges(&mut self, alert: AlertId, at: Instant, judge: Judge) -> Result<(), StoreError> {
        let entered = self.entered;
        let Some(entered) = entered.all().iter().find(|entered| entered.alert == alert) else {
            return Ok(());
        };
        self.hears_what_waits();
        self.passes(at);
        let mut judged = self.judged_by(entered, at, judge);
        if judged != Agrees::Same && self.is_stale {
            self.follows_again(at)?;
            judged = self.judged_by(entered, at, judge);
        }
        // What was raised rightly may have been taken back wrongly, and the other way round.
        let before = self.judged.remove(&alert).filter(|before| *before != Agrees::Same);
        self.judged.insert(alert, before.unwrap_or(judged));
        Ok(())
    }

    fn judged_by(&mut self, entered: &Entered, at: Instant, judge: Judge) -> Agrees {
        self.looks(at);
        let since = at.saturating_add(Span(-BEHIND.0));
        // What was found when the minute began was found before it.
        while self.lately.get(1).is_some_and(|(next, _)| *next <= since) {
            self.lately.pop_front();
        }
        let states: Vec<&BTreeMap<Key, Found>> = self.lately.iter().map(|(_, found)| found).collect();
        judge(entered, &states)
    }
}

/// Whether an entry agrees with any of these states.
type Judge = fn(&Entered, &[&BTreeMap<Key, Found>]) -> Agrees;

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
