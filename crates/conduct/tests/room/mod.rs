//! A room to try commands in: real `decide` and `apply`, real rulebooks, time and identifiers handed in.
#![allow(dead_code, unused_imports, reason = "each test program uses its own part")]

mod rules;
mod words;

use std::{cell::Cell, collections::BTreeSet, sync::Arc};

use conduct::{
    Act, Command, Event, Inputs, Movement, Pinned, Rejection, Stage, State, What, World,
    command::AlertVerdict,
    command::{Means, Statement},
    decide,
    event::Evaluated,
    movement::Bar,
};
use model::{
    Instant,
    id::{MovementId, WaiverId},
    party::{Actor, Role},
};
use rulebook::Rulebook;
use uuid::Uuid;

pub use rules::{CORRIDOR, Shelf, book, corridor, usual};
pub use words::{
    OFFSET, USUAL_ORDER, accepts, at, claim, day, order, path, role, said, state, text, value, word,
};

pub struct Room {
    pub state: State,
    pub now: Instant,
    pub clock_is_sound: bool,
    pub shelf: Shelf,
    pub history: Vec<Event>,
    ids: Cell<u128>,
}

impl Room {
    /// A room with one rulebook adopted, on 1 December 2026 at 08:00.
    pub fn with(world: World, rules: Arc<Rulebook>) -> Self {
        let mut room = Room::bare(world, rules);
        let pinned = Pinned { rulebooks: vec![Shelf::digest(0)], switched_off: Vec::new() };
        room.duty(Act::AdoptRulebooks { pinned, because: None });
        room
    }

    /// The same, but no rulebook is in force.
    pub fn bare(world: World, rules: Arc<Rulebook>) -> Self {
        let now = at("2026-12-01 08:00");
        let opened =
            Event { at: now, by: role(Role::System), what: What::WorldOpened { world, offset: OFFSET } };
        let mut state = State::default();
        state.apply(&opened);
        let shelf = Shelf(vec![rules]);
        Room { state, now, clock_is_sound: true, shelf, history: vec![opened], ids: Cell::new(1000) }
    }

    pub fn usual() -> Self {
        let mut room = Room::with(World::Actual, usual());
        room.level("pk", "green", false);
        room
    }

    /// A command: its events, applied. A rejection must leave nothing, and every fold must equal the state.
    pub fn tell(&mut self, by: &Actor, act: Act) -> Result<Vec<Event>, Rejection> {
        let ids = || {
            self.ids.set(self.ids.get() + 1);
            Uuid::from_u128(self.ids.get())
        };
        let inputs =
            Inputs { now: self.now, clock_is_sound: self.clock_is_sound, ids: &ids, artefacts: &self.shelf };
        let events = decide(&self.state, Command { by: by.clone(), act }, &inputs)?;
        for event in &events {
            let closed = self.about_to_close(event);
            self.state.apply(event);
            self.history.push(event.clone());
            if let Some(closed) = closed {
                assert_eq!(self.of_the_record(closed.id), closed, "its entries make the whole of it again");
            }
        }
        assert_consistent(&self.state);
        Ok(events)
    }

    pub fn does(&mut self, who: Role, act: Act) -> Vec<Event> {
        self.tell(&role(who), act).unwrap_or_else(|rejection| panic!("{rejection}"))
    }

    pub fn duty(&mut self, act: Act) -> Vec<Event> {
        self.does(Role::DutyOfficer, act)
    }

    /// Why a command is not taken; nothing has changed then.
    pub fn refuses(&mut self, who: Role, act: Act) -> Rejection {
        let before = self.state.clone();
        let rejection = self.tell(&role(who), act).expect_err("it was taken");
        assert_eq!(self.state, before);
        rejection
    }

    /// Time passes to a local moment, and the scheduler says so.
    pub fn advance(&mut self, to: &str) -> Vec<Event> {
        self.now = at(to);
        let events = self.does(Role::System, Act::Advance);
        assert!(self.state.next_due().is_none_or(|due| due > self.now), "something due was left");
        events
    }

    /// Somebody says of what needs a person that it was so: it goes no further up.
    pub fn closes_every_alert(&mut self) {
        let open: Vec<_> = self.state.alerts.keys().copied().collect();
        let close = |alert| Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None };
        open.into_iter().for_each(|alert| drop(self.duty(close(alert))));
    }

    /// Says of every alert about a movement that it was so, and closes its file.
    pub fn files(&mut self, movement: MovementId) {
        let open: Vec<_> = self.state.alerts_about(movement).map(|(alert, _)| alert).collect();
        for alert in open {
            self.duty(Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None });
        }
        self.duty(Act::Close { movement });
    }

    pub fn request(&mut self, number: &str, facts: &[(&str, &str)]) -> MovementId {
        self.duty(Act::RequestMovement { number: word(number), plan: order(facts) });
        self.id(number)
    }

    /// A single journey through one district in one armoured car, told ten days ahead, accepted, cleared.
    pub fn cleared(&mut self, number: &str) -> MovementId {
        let movement = self.request(number, USUAL_ORDER);
        self.notify(movement, "districts[shangla]", ("2026-12-10", "2026-12-12"));
        self.accept(movement, "districts[shangla]");
        self.report(movement, vec![state("vehicles[car].bullet_proof", "true")]);
        self.duty(Act::Clear { movement });
        assert_eq!(self.stage(movement), Stage::Cleared, "{:?}", self.get(movement).clearance);
        movement
    }

    pub fn under_way(&mut self, number: &str) -> MovementId {
        let movement = self.cleared(number);
        self.now = self.now.max(at("2026-12-11 06:00"));
        self.gate(movement);
        let events = self.duty(Act::AuthoriseDeparture { movement });
        assert!(matches!(events[0].what, What::DepartureAuthorised(_)), "{events:?}");
        movement
    }

    pub fn notify(&mut self, movement: MovementId, party: &str, window: (&str, &str)) {
        let (party, window) = (path(party), (day(window.0), day(window.1)));
        let channel = word("system");
        self.duty(Act::GiveEarlyNotice { movement, party, channel, window, asks: None, at: None });
    }

    pub fn accept(&mut self, movement: MovementId, party: &str) {
        let (party, means) = (path(party), Means::Written);
        self.does(
            Role::DistrictOfficer,
            Act::AnswerNotice { movement, party, answer: accepts(), means, at: None },
        );
    }

    pub fn report(&mut self, movement: MovementId, statements: Vec<Statement>) -> Vec<Event> {
        self.duty(Act::Report { movement, statements })
    }

    pub fn amend(&mut self, movement: MovementId, statements: Vec<Statement>) -> Vec<Event> {
        let seen = self.get(movement).revision;
        self.duty(Act::Amend { movement, seen, statements, drop: Vec::new() })
    }

    pub fn waive(&mut self, who: Role, movement: MovementId, rule: &str, until: &str) -> Option<WaiverId> {
        let (rule, expires) = (word(rule), at(until));
        let events = self.does(who, Act::Waive { movement, rule, reason: text(9), expires });
        events.iter().find_map(|event| match event.what {
            What::WaiverGranted { waiver, .. } => Some(waiver),
            _ => None,
        })
    }

    pub fn level(&mut self, area: &str, level: &str, stand_fast: bool) -> Vec<Event> {
        let (area, level) = (word(area), word(level));
        let valid_until = Some(at("2027-01-01 00:00"));
        self.duty(Act::SetAlertLevel { area, level, stand_fast, valid_until })
    }

    /// The gate of the usual order, all there.
    pub fn gate(&mut self, movement: MovementId) -> Vec<Event> {
        self.gate_sees(movement, &["LES-1"], &["lead", "driver"], 3)
    }

    pub fn gate_sees(
        &mut self,
        movement: MovementId,
        plates: &[&str],
        crew: &[&str],
        heads: u32,
    ) -> Vec<Event> {
        let words = |all: &[&str]| all.iter().map(|w| word(w)).collect();
        self.duty(Act::CheckGate { movement, plates: words(plates), crew: words(crew), heads })
    }

    /// What an attempt to depart came to.
    pub fn departs(&mut self, movement: MovementId) -> Evaluated {
        match self.duty(Act::AuthoriseDeparture { movement }).remove(0).what {
            What::DepartureAuthorised(evaluated) | What::DepartureRefused(evaluated) => evaluated,
            other => panic!("{other:?}"),
        }
    }

    pub fn bars(&mut self, movement: MovementId) -> Vec<Bar> {
        self.departs(movement).bars
    }

    /// A movement as it will be when this event has closed its file.
    fn about_to_close(&self, event: &Event) -> Option<Movement> {
        let What::Closed { movement } = event.what else { return None };
        Some(Movement { stage: Stage::Closed, ..self.get(movement).clone() })
    }

    pub fn get(&self, movement: MovementId) -> &Movement {
        self.state.movement(movement).expect("there is such a movement, and its file is not closed")
    }

    /// A movement as its entries make it.
    pub fn of_the_record(&self, movement: MovementId) -> Movement {
        let about = self.history.iter().filter(|event| event.what.movement() == Some(movement));
        Movement::of_its_events(about).expect("there is such a movement")
    }

    pub fn id(&self, number: &str) -> MovementId {
        self.state.numbers[number]
    }

    pub fn stage(&self, movement: MovementId) -> Stage {
        self.state.known(movement).expect("there is such a movement").stage()
    }

    /// The rules that stood in the way when it was last evaluated.
    pub fn failing(&self, movement: MovementId) -> Vec<String> {
        let clearance = self.get(movement).clearance.as_ref().expect("it was evaluated");
        clearance.failing.iter().map(ToString::to_string).collect()
    }
}

/// The indexes agree with the movements.
pub fn assert_consistent(state: &State) {
    assert_eq!(disagreement(state), None);
}

/// An index that does not agree with the movements.
pub fn disagreement(state: &State) -> Option<String> {
    for (id, movement) in &state.movements {
        let number = &movement.number;
        let due: Vec<Instant> =
            state.agenda.iter().filter(|(_, who)| who == id).map(|(due, _)| *due).collect();
        if *id != movement.id || state.numbers.get(number) != Some(id) {
            return Some(format!("the number of {number}"));
        }
        if state.open.contains(id) != movement.stage.is_open() {
            return Some(format!("whether {number} is open"));
        }
        if due != Vec::from_iter(movement.next_due()) {
            return Some(format!("the agenda of {number}: {due:?}"));
        }
    }
    for (id, filed) in &state.filed {
        if state.numbers.get(&filed.number) != Some(id) {
            return Some(format!("the number of the closed {}", filed.number));
        }
    }
    if let Some(whole) = state.movements.values().find(|movement| movement.stage == Stage::Closed) {
        return Some(format!("{} is closed, and not filed", whole.number));
    }
    let of: BTreeSet<_> = state
        .alerts_of
        .iter()
        .flat_map(|(id, alerts)| alerts.iter().map(move |alert| (*id, *alert)))
        .collect();
    if of != state.alerts.iter().map(|(id, alert)| (alert.movement, *id)).collect() {
        return Some(format!("the alerts by movement: {of:?}"));
    }
    let serving: BTreeSet<_> = state
        .serving
        .iter()
        .flat_map(|(path, devices)| devices.iter().map(move |device| (path.clone(), *device)))
        .collect();
    if serving != state.devices.iter().map(|(id, device)| (device.serves.clone(), *id)).collect() {
        return Some(format!("the devices by what they serve: {serving:?}"));
    }
    let climbs: BTreeSet<_> =
        state.alerts.iter().filter_map(|(id, alert)| Some((alert.due?.at, *id))).collect();
    if climbs != state.climbs.iter().copied().collect() {
        return Some(format!("when alerts go up: {climbs:?}"));
    }
    // Until a danger is taken up that was announced, it waits to begin.
    let is_to_begin = |(at, id): &(Instant, _)| {
        state.dangers.get(id).is_some_and(|danger| danger.is_announced() && danger.danger.since() == *at)
    };
    let taken_up =
        |danger: &conduct::danger::Reported| state.clock.is_some_and(|now| danger.danger.since() <= now);
    let mut announced = state.dangers.iter().filter(|(_, danger)| danger.is_announced() && !taken_up(danger));
    let waits = announced.all(|(id, danger)| state.begins.contains(&(danger.danger.since(), *id)));
    if !waits || !state.begins.iter().all(is_to_begin) {
        return Some(format!("what is announced: {:?}", state.begins));
    }
    let counted = state.numbers.len() == state.movements.len() + state.filed.len()
        && state.open.iter().all(|id| state.movements.contains_key(id))
        && state.agenda.iter().all(|(_, id)| state.movements.contains_key(id));
    (!counted).then(|| "an index names what is not there".to_owned())
}

pub fn is(what: &str) -> impl Fn(&&Event) -> bool {
    let what = what.to_owned();
    move |event| event.to_entry().unwrap().0 == what
}

/// The types of some events, in order.
/// The same, but for alerts that go up because nobody takes them, which most scenarios do not look at.
pub fn but_climbs(events: &[Event]) -> Vec<String> {
    kinds(events).into_iter().filter(|kind| kind != "alert-escalated").collect()
}

pub fn kinds(events: &[Event]) -> Vec<String> {
    events.iter().map(|event| event.to_entry().unwrap().0).collect()
}
