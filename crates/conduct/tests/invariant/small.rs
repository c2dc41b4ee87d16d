//! A small world: one movement through two districts in one car, two rules that refuse (one can be waived, by an
//! authority and nobody else), evidence that expires, and a clock that steps.

use std::{
    cell::Cell,
    hash::{Hash, Hasher},
    sync::Arc,
};

use conduct::{
    Act, Artefacts, Command, Event, Inputs, Movement, Pinned, Rejection, Stage, State, World, alert::Alert,
    movement::Authority,
};
use model::{
    Digest, Dossier, Instant, Span,
    id::{AlertId, MovementId, WaiverId},
    party::{Actor, Role},
};
use rulebook::RuleSet;
use stateright::{Model, Property};
use uuid::Uuid;

use crate::{
    oracle::Oracle,
    room::{OFFSET, at, book, day, disagreement, order, path, role, word},
    steps::Step,
    view::View,
};

/// Minutes of a tick: nothing outlives one that is good for an hour.
pub const TICK: u64 = 61;

pub const INVARIANT: &str = "nothing departs with authority that was not allowed to at that moment";

pub type Decide = fn(&State, Command, &Inputs<'_>) -> Result<Vec<Event>, Rejection>;

pub struct Small {
    decide: Decide,
    /// Steps of the clock: within them nothing else bounds a world, which ends where every way on leads back.
    ticks: u8,
    /// The commands there are.
    steps: &'static [Step],
    begin: State,
    /// What has been done before anything is tried.
    prelude: &'static [Step],
    pub movement: MovementId,
    pub permission: Option<MovementId>,
    rules: Rules,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    pub state: State,
    tick: u8,
    clock_is_sound: bool,
    oracle: Oracle,
    fault: Option<&'static str>,
}

/// Both rules, and those with the rule about armour switched off.
struct Rules {
    all: Arc<RuleSet>,
    but_armour: Arc<RuleSet>,
}

impl Artefacts for Rules {
    fn rules(&self, pinned: &Pinned) -> Option<Arc<RuleSet>> {
        Some(Arc::clone(if pinned.switched_off.is_empty() { &self.all } else { &self.but_armour }))
    }

    /// Nothing here drives over a network.
    fn ground(&self, _: &Digest) -> Option<Arc<threat::Ground>> {
        None
    }

    /// Nothing here reads a fact set by its name.
    fn pin(&self, _: &Dossier) -> Digest {
        Digest([0; 32])
    }
}

pub fn begins() -> Instant {
    at("2026-12-11 05:00")
}

pub fn party(district: u8) -> model::Path {
    path(["districts[a]", "districts[b]"][usize::from(district)])
}

pub fn area(district: u8) -> model::Word {
    word(["pk/a", "pk/b"][usize::from(district)])
}

const DISTRICTS: [(&str, &str); 3] =
    [("districts.complete", "true"), ("districts[a].area", "pk/a"), ("districts[b].area", "pk/b")];
const THE_DAY: [(&str, &str); 4] = [
    ("movement.departs_on", "2026-12-11"),
    ("vehicles.complete", "true"),
    ("vehicles[car].plate", "P-1"),
    ("commanders[lead].duty", "commander"),
];

impl Small {
    /// A single journey, told to both districts.
    pub fn single(ticks: u8, prelude: &'static [Step], steps: &'static [Step]) -> Self {
        let facts = [&THE_DAY[..], &DISTRICTS[..]].concat();
        let mut world = Small::bare(ticks, prelude, steps);
        world.opens(Act::RequestMovement { number: word("M"), plan: order(&facts) });
        world.movement = world.begin.numbers["M"];
        world.told(world.movement);
        world
    }

    /// A run under a permission, which was told to both districts.
    pub fn run(ticks: u8, prelude: &'static [Step], steps: &'static [Step]) -> Self {
        let period = [("movement.begins_on", "2026-12-10"), ("movement.ends_on", "2026-12-12")];
        let mut world = Small::bare(ticks, prelude, steps);
        let plan = order(&[&period[..], &DISTRICTS[..]].concat());
        world.opens(Act::RequestStanding { number: word("P"), plan });
        let standing = world.begin.numbers["P"];
        world.told(standing);
        let plan = order(&[&THE_DAY[..], &[("crew[driver].duty", "driver")]].concat());
        world.opens(Act::PlanRun { standing, number: word("M"), plan });
        world.movement = world.begin.numbers["M"];
        world.permission = Some(standing);
        world
    }

    /// The same world, decided by something else.
    pub fn deciding_by(self, decide: Decide) -> Self {
        Small { decide, ..self }
    }

    fn bare(ticks: u8, prelude: &'static [Step], steps: &'static [Step]) -> Self {
        let rules = book(&[
            ("accepted", "", "districts.all(d, d.accepted)", ""),
            ("armour", "", "vehicles.all(v, v.bullet_proof)", "authority"),
        ]);
        let all = RuleSet::compose(vec![rules]).unwrap();
        let mut but_armour = all.clone();
        but_armour.switch_off(&word("armour"), "for a trial").unwrap();
        let rules = Rules { all: Arc::new(all), but_armour: Arc::new(but_armour) };
        let nobody = MovementId(Uuid::nil());
        let mut world = Small {
            decide: conduct::decide,
            ticks,
            steps,
            begin: State::new(World::Actual, OFFSET),
            prelude,
            movement: nobody,
            permission: None,
            rules,
        };
        let pinned = Pinned { rulebooks: vec![Digest([0; 32])], switched_off: Vec::new() };
        world.opens(Act::AdoptRulebooks { pinned, because: None });
        world
    }

    fn opens(&mut self, act: Act) {
        let events = self.asks(&self.begin, begins(), true, role(Role::DutyOfficer), act).unwrap();
        events.iter().for_each(|event| self.begin.apply(event));
    }

    fn told(&mut self, movement: MovementId) {
        for district in [0, 1] {
            let window = (day("2026-12-10"), day("2026-12-12"));
            let (party, channel) = (party(district), word("system"));
            self.opens(Act::GiveEarlyNotice { movement, party, channel, window, asks: None, at: None });
        }
    }

    /// What `decide` says. Identifiers are the next after those in use, so that they depend on the state alone.
    fn asks(
        &self,
        state: &State,
        now: Instant,
        clock_is_sound: bool,
        by: Actor,
        act: Act,
    ) -> Result<Vec<Event>, Rejection> {
        let movements = state.movements.keys().chain(state.filed.keys()).map(|MovementId(id)| *id);
        let waivers = state.movements.values().flat_map(|m| m.waivers.keys().map(|WaiverId(id)| *id));
        let alerts = state.alerts.keys().map(|AlertId(id)| *id);
        let last = Cell::new(movements.chain(waivers).chain(alerts).max().unwrap_or_default().as_u128());
        let ids = || {
            last.set(last.get() + 1);
            Uuid::from_u128(last.get())
        };
        let inputs = Inputs { now, clock_is_sound, ids: &ids, artefacts: &self.rules };
        (self.decide)(state, Command { by, act }, &inputs)
    }

    pub fn told_party(&self) -> MovementId {
        self.permission.unwrap_or(self.movement)
    }

    fn takes(&self, before: &Node, step: Step) -> Option<Node> {
        let mut after = before.clone();
        match step {
            Step::Tick => {
                after.tick += 1;
                after.oracle.forgets_what_is_over(after.tick);
            }
            Step::LoseClock => after.clock_is_sound = false,
            step => {
                let (by, act) = self.command(before, step)?;
                let events = self.asks(&before.state, before.now(), before.clock_is_sound, by, act).ok()?;
                events.iter().for_each(|event| after.state.apply(event));
                after.oracle.hears(step, before.tick);
                after.fault = self.fault(before, step, &after);
            }
        }
        (after != *before).then_some(after)
    }

    fn is_within_limits(&self, node: &Node, step: Step) -> bool {
        let Some(stage) = node.state.known(self.movement).map(conduct::Known::stage) else { return false };
        let movement = node.state.movement(self.movement);
        let started = node.state.numbers.contains_key("U");
        match step {
            Step::Tick => node.tick < self.ticks,
            Step::Advance => true,
            Step::StartUrgent => !started,
            // What is over is over: nothing that could still be tried has a say in it.
            _ if !stage.is_open() => matches!(step, Step::Close | Step::Review),
            Step::WaiveAsAuthority => {
                movement.is_none_or(|movement| node.waiver_in_force(movement).is_none())
            }
            _ => true,
        }
    }

    /// What is wrong with a step, seen from outside.
    fn fault(&self, before: &Node, step: Step, after: &Node) -> Option<&'static str> {
        let gone = |node: &Node| {
            node.state
                .movement(self.movement)
                .is_some_and(|m| m.stage == Stage::UnderWay(Authority::Authorised))
        };
        let allowed = before.oracle.allows(before.tick, before.clock_is_sound, self.permission.is_some());
        let authorised = gone(after) && !gone(before);
        match step {
            _ if authorised && !allowed => Some("it departed and was not allowed to"),
            Step::Authorise if allowed && !authorised => Some("it was allowed to depart and was refused"),
            Step::Advance if after.state.next_due().is_some_and(|due| due <= after.now()) => {
                Some("something due was left")
            }
            _ => None,
        }
    }
}

/// The explorer tells nodes apart by this alone; see [`View`].
impl Hash for Node {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.key().hash(hasher);
    }
}

/// What two nodes have in common that are the same for the explorer.
pub type Key = (View, u8, bool, Oracle, Option<&'static str>);

impl Node {
    pub fn key(&self) -> Key {
        (View::of(&self.state, self.now()), self.tick, self.clock_is_sound, self.oracle.clone(), self.fault)
    }

    pub fn waiver_in_force(&self, movement: &Movement) -> Option<WaiverId> {
        let mut in_force = movement.waivers.iter().filter(|(_, waiver)| waiver.expires > self.now());
        in_force.next().map(|(id, _)| *id)
    }

    /// Of those open the first by what it is about, so that it does not depend on identifiers.
    pub fn first_alert(&self) -> Option<AlertId> {
        let about =
            |alert: &Alert| (self.state.movements[&alert.movement].number.clone(), alert.rule.clone());
        self.state.alerts.iter().min_by_key(|(_, alert)| about(alert)).map(|(id, _)| *id)
    }

    pub fn now(&self) -> Instant {
        self.after(0)
    }

    pub fn after(&self, ticks: u8) -> Instant {
        let minutes = i64::from(self.tick + ticks) * i64::try_from(TICK).unwrap();
        begins().saturating_add(Span(minutes * 60_000_000))
    }
}

/// Every movement here touches every area.
fn nothing_cleared_stands_fast(_: &Small, node: &Node) -> bool {
    let stands_fast = node.state.areas.values().any(|area| area.stands_fast);
    !(stands_fast && node.state.movements.values().any(|movement| movement.stage == Stage::Cleared))
}

impl Model for Small {
    type State = Node;
    type Action = Step;

    fn init_states(&self) -> Vec<Node> {
        let (state, oracle) = (self.begin.clone(), Oracle::default());
        let bare = Node { state, tick: 0, clock_is_sound: true, oracle, fault: None };
        vec![self.prelude.iter().fold(bare, |node, step| self.takes(&node, *step).unwrap())]
    }

    fn actions(&self, node: &Node, steps: &mut Vec<Step>) {
        steps.extend(self.steps.iter().filter(|step| self.is_within_limits(node, **step)));
    }

    fn next_state(&self, node: &Node, step: Step) -> Option<Node> {
        self.takes(node, step)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(INVARIANT, |_, node: &Node| {
                node.fault != Some("it departed and was not allowed to")
            }),
            Property::always("what is allowed is not refused, and nothing due is left", |_, node: &Node| {
                node.fault.is_none() || node.fault == Some("it departed and was not allowed to")
            }),
            Property::always(
                "nothing waiting in an area that stands fast is cleared",
                nothing_cleared_stands_fast,
            ),
            Property::always("the indexes agree with the movements", |_, node: &Node| {
                disagreement(&node.state).is_none()
            }),
            Property::sometimes("a movement departs with authority", |world: &Small, node: &Node| {
                node.state
                    .movement(world.movement)
                    .is_some_and(|m| m.stage == Stage::UnderWay(Authority::Authorised))
            }),
            Property::sometimes("those under way are asked to choose", |world: &Small, node: &Node| {
                node.state.movement(world.movement).is_some_and(|m| m.asked.is_some())
            }),
        ]
    }
}
