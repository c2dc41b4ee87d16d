//! A room to try commands in: real `decide` and `apply`, real rulebooks, time and identifiers handed in.
#![allow(dead_code, reason = "each test program uses its own part")]

use std::{cell::Cell, sync::Arc};

use conduct::{
    Act, Artefacts, Command, Event, Inputs, Movement, Pinned, Rejection, Stage, State, What, World,
    command::{Means, Statement},
    decide,
    event::Evaluated,
    movement::{Answer, Bar},
};
use model::{
    Claim, Day, Digest, Dossier, Instant, Path, Source, Span, Unit, Value, Word,
    id::{MovementId, TextId, WaiverId},
    party::{Actor, Role},
    schema::{Type, attribute_at},
};
use rulebook::{RuleSet, Rulebook};
use uuid::Uuid;

/// Clocks of the corridor.
pub const OFFSET: Span = Span::hours(5);

pub fn word(text: &str) -> Word {
    text.parse().unwrap()
}

pub fn path(text: &str) -> Path {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A local time, `2026-12-10 06:00`.
pub fn at(text: &str) -> Instant {
    let (day, hour) = text.split_once(' ').unwrap();
    format!("{day}T{hour}:00+05:00").parse().unwrap()
}

pub fn text(n: u128) -> TextId {
    TextId(Uuid::from_u128(n))
}

pub fn role(role: Role) -> Actor {
    Actor { person: None, role, agency: word("spu") }
}

/// A value as the schema types it at `at`.
pub fn value(at: &str, text: &str) -> Value {
    match attribute_at(&path(at)).unwrap().takes {
        Type::Bool => Value::Bool(text.parse().unwrap()),
        Type::Word(_) => Value::Word(word(text)),
        Type::Day => Value::Day(day(text)),
        Type::Time => Value::Time(text.parse().unwrap()),
        Type::Quantity(unit) => Value::Quantity(Unit::parse(unit, text).unwrap()),
        other => panic!("{at} takes {other}"),
    }
}

/// A claim observed at the beginning of 2026.
pub fn claim(at: &str, text: &str) -> Claim {
    let source = Source { cite: word("order"), by: None };
    let observed = "2026-01-01T00:00:00Z".parse().unwrap();
    Claim { value: value(at, text), source, observed, valid_until: None, settles: Vec::new() }
}

/// An order: facts as `(path, value)`. A path to an item only mentions it.
pub fn order(facts: &[(&str, &str)]) -> Dossier {
    let mut plan = Dossier::default();
    for (at, text) in facts {
        match *text {
            "" => plan.mention(&path(at)).unwrap(),
            text => plan.say(&path(at), claim(at, text)).unwrap(),
        }
    }
    plan
}

pub fn state(at: &str, text: &str) -> Statement {
    Statement { path: path(at), claim: claim(at, text) }
}

/// A statement of `by`, observed at `observed`, with a voice until `until`.
pub fn said(at: &str, text: &str, by: &str, observed: Instant, until: Option<Instant>) -> Statement {
    let source = Source { cite: word("report"), by: Some(word(by)) };
    let claim = Claim { value: value(at, text), source, observed, valid_until: until, settles: Vec::new() };
    Statement { path: path(at), claim }
}

pub fn accepts() -> Answer {
    Answer::Accepted { officer: text(1), telephone: text(2), resources: text(3) }
}

/// A rulebook of these rules: `(id, condition or empty, requirement, who may waive it or empty)`.
pub fn book(rules: &[(&str, &str, &str, &str)]) -> Arc<Rulebook> {
    let mut toml = String::from("[rulebook]\nid = \"test\"\ntitle = \"t\"\n[sources]\nT = \"test\"\n");
    for (id, when, require, waiver) in rules {
        let when = if when.is_empty() { String::new() } else { format!("when = \"\"\"{when}\"\"\"\n") };
        let effect = if waiver.is_empty() {
            "\"refuse\"".to_owned()
        } else {
            format!("{{ refuse_unless_waived_by = \"{waiver}\" }}")
        };
        toml += &format!(
            "[[rule]]\nid = \"{id}\"\ntitle = \"{id}\"\n{when}require = \"\"\"{require}\"\"\"\neffect = {effect}\n\
             owner = \"duty-officer\"\nsource = [\"T\"]\nbasis = \"source\"\n\
             remedy = [[{{ action = \"complete-list\", set = {{ districts.complete = true }} }}]]\n"
        );
        // A rulebook is not read without examples; that they are true of it is the rulebook's own tests' matter.
        for verdict in ["met", "breached", "unproved"] {
            toml += &format!("[[rule.example]]\nname = \"{verdict}\"\nexpect = \"{verdict}\"\n");
            toml += "[rule.example.facts]\nmovement = { inter_city = true }\n";
        }
    }
    Arc::new(Rulebook::read("test.toml", toml.as_bytes()).unwrap_or_else(|faults| panic!("{faults}\n{toml}")))
}

/// Rulebooks by number; fact sets are named by a checksum of their JSON, which is all that is asked of a name.
#[derive(Default, Clone)]
pub struct Shelf(pub Vec<Arc<Rulebook>>);

impl Shelf {
    pub fn digest(n: usize) -> Digest {
        Digest([u8::try_from(n).unwrap(); 32])
    }
}

impl Artefacts for Shelf {
    fn rules(&self, pinned: &Pinned) -> Option<Arc<RuleSet>> {
        let book = |digest: &Digest| self.0.get(usize::from(digest.0[0])).cloned();
        let mut set = RuleSet::compose(pinned.rulebooks.iter().map(book).collect::<Option<_>>()?).ok()?;
        for rule in &pinned.switched_off {
            set.switch_off(rule, "by test").ok()?;
        }
        (!pinned.rulebooks.is_empty()).then(|| Arc::new(set))
    }

    fn pin(&self, facts: &Dossier) -> Digest {
        let mut sum = [0xcb_u8; 32];
        for (i, byte) in serde_json::to_vec(facts).unwrap().into_iter().enumerate() {
            sum[i % 32] = sum[i % 32].wrapping_mul(31).wrapping_add(byte);
        }
        Digest(sum)
    }
}

/// The usual rules: armour can be waived by an authority, the rest cannot.
pub fn usual() -> Arc<Rulebook> {
    book(&[
        ("accepted", "", "districts.all(d, d.accepted)", ""),
        (
            "seven-days",
            "",
            "districts.all(d, d.notice.given && movement.begins_on - d.notice.given_on >= days(7))",
            "duty-officer",
        ),
        ("armour", "", "vehicles.all(v, v.bullet_proof)", "authority"),
        ("no-red", "", "alerts.all(a, a.level != 'red')", ""),
    ])
}

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
        room.duty(Act::AdoptRulebooks(pinned));
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
            self.state.apply(event);
        }
        self.history.extend(events.clone());
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
        self.duty(Act::GiveEarlyNotice { movement, party, channel, window, at: None });
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
        self.duty(Act::SetAlertLevel { area, level, stand_fast, valid_until: None })
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

    pub fn get(&self, movement: MovementId) -> &Movement {
        self.state.movement(movement).expect("there is such a movement")
    }

    pub fn id(&self, number: &str) -> MovementId {
        self.state.numbers[number]
    }

    pub fn stage(&self, movement: MovementId) -> Stage {
        self.get(movement).stage
    }

    /// The rules that stood in the way when it was last evaluated.
    pub fn failing(&self, movement: MovementId) -> Vec<String> {
        let clearance = self.get(movement).clearance.as_ref().expect("it was evaluated");
        clearance.failing.iter().map(ToString::to_string).collect()
    }
}

pub const USUAL_ORDER: &[(&str, &str)] = &[
    ("movement.area", "pk/kp"),
    ("movement.departs_on", "2026-12-11"),
    ("districts.complete", "true"),
    ("districts[shangla].area", "pk/kp/shangla"),
    ("vehicles.complete", "true"),
    ("vehicles[car].plate", "LES-1"),
    ("commanders[lead].duty", "commander"),
    ("crew[driver].duty", "driver"),
    ("principals[p1]", ""),
];

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
    let counted = state.numbers.len() == state.movements.len()
        && state.open.iter().all(|id| state.movements.contains_key(id))
        && state.agenda.iter().all(|(_, id)| state.movements.contains_key(id));
    (!counted).then(|| "an index names what is not there".to_owned())
}

pub fn is(what: &str) -> impl Fn(&&Event) -> bool {
    let what = what.to_owned();
    move |event| event.to_entry().unwrap().0 == what
}

/// The types of some events, in order.
pub fn kinds(events: &[Event]) -> Vec<String> {
    events.iter().map(|event| event.to_entry().unwrap().0).collect()
}
