//! One world: everything future decisions read, and nothing else. History and counts are projections.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use model::{
    Digest, Dossier, Instant, Path, Span, Word,
    id::{AlertId, DangerId, DeviceId, MovementId, PersonId, SearchId, SilenceId},
};
use serde::{Deserialize, Serialize};

use crate::{
    Filed, Former, Known, Movement, Person, Pinned, Stage,
    alert::{Alert, Found, Settled},
    danger::Reported,
    device::Device,
    dossier::name,
    duress::Agreement,
    escalation::Due,
    message::{Address, Outbox, Recipient},
    search::Search,
    shift::Shift,
    silence::Silent,
    watched::Deaf,
};

/// What a world is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum World {
    /// The real one: facts with a command of their own can be stated by that command only.
    #[default]
    Actual,
    /// A case or exercise from a file: its facts are stated with their sources, whatever they are.
    Exercise,
}

/// The state of one world.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// What the world is for.
    pub world: World,
    /// How far its local clocks stand ahead of UTC.
    pub offset: OffsetAhead,
    /// The time of the last event.
    pub clock: Option<Instant>,
    /// What the unit knows of things that several movements use, by where they stand in a dossier:
    /// `vehicles[SPU-7]`, `sites[camp-2]`. A movement that lists the same item draws on it.
    pub register: OrdMap<Path, Arc<Dossier>>,
    /// Every movement that decisions are still made about.
    pub movements: OrdMap<MovementId, Arc<Movement>>,
    /// Those whose file was closed.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub filed: OrdMap<MovementId, Arc<Filed>>,
    /// Movements by the number people use.
    pub numbers: OrdMap<Word, MovementId>,
    /// Those waiting or under way.
    pub open: OrdSet<MovementId>,
    /// When time alone changes something, and about which movement.
    pub agenda: OrdSet<(Instant, MovementId)>,
    /// Alert levels by area.
    pub areas: OrdMap<Word, Area>,
    /// The rulebooks in force.
    pub pinned: Pinned,
    /// The road network in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<Digest>,
    /// Dangers in the picture.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub dangers: OrdMap<DangerId, Arc<Reported>>,
    /// When dangers leave it by themselves.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub ends: OrdSet<(Instant, DangerId)>,
    /// When those begin that are announced.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub begins: OrdSet<(Instant, DangerId)>,
    /// Devices that may report from the road.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub devices: OrdMap<DeviceId, Arc<Device>>,
    /// The same by what they serve: whoever follows a movement asks what reports for each of its vehicles.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub serving: OrdMap<Path, OrdSet<DeviceId>>,
    /// Whose every credential is or was: none is ever given twice.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub credentials: OrdMap<Digest, DeviceId>,
    /// Alerts not closed.
    pub alerts: OrdMap<AlertId, Alert>,
    /// The same by movement: what is found of one is compared with its own.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub alerts_of: OrdMap<MovementId, OrdSet<AlertId>>,
    /// When alerts go further up that nobody takes, or that whoever took them does not close.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub climbs: OrdSet<(Instant, AlertId)>,
    /// Who has the watch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
    /// What people closed of what the watch found, so that the same episode is not raised again.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub settled: OrdMap<MovementId, Vec<Settled>>,
    /// Who may act here.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub people: OrdMap<PersonId, Person>,
    /// Who acted here once.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub former: OrdMap<PersonId, Former>,
    /// Movements with a case of their own.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub cases: OrdSet<MovementId>,
    /// Where messages outside the open pages go.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub addresses: OrdMap<Recipient, Address>,
    /// Messages on their way.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub outbox: Outbox,
    /// What was agreed on with whom, for duress.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub agreed: OrdMap<Path, Agreement>,
    /// Silences that are planned for, until they are over.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub silences: OrdMap<SilenceId, Silent>,
    /// When the room heard nothing, of whomever.
    #[serde(default, skip_serializing_if = "Vector::is_empty")]
    pub deaf: Vector<Deaf>,
    /// Searches of one person's tracks, until nothing can be done with them any more.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub searches: OrdMap<SearchId, Arc<Search>>,
}

/// How far local clocks stand ahead of UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OffsetAhead(pub Span);

/// Five hours: the demonstration corridor's.
impl Default for OffsetAhead {
    fn default() -> Self {
        OffsetAhead(Span::hours(5))
    }
}

/// What is ordered for an area.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The alert level: green, amber or red.
    pub level: Word,
    /// Whether waiting movements hold until the area is released.
    pub stands_fast: bool,
    /// Since when.
    pub since: Instant,
    /// Until when the level is to be believed without being renewed; without, as long as a feed's word is.
    pub valid_until: Option<Instant>,
}

impl State {
    /// An empty world.
    #[must_use]
    pub fn new(world: World, offset: Span) -> Self {
        State { world, offset: OffsetAhead(offset), ..State::default() }
    }

    /// When time alone next changes something.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        let about_movements = self.agenda.get_min().map(|(at, _)| *at);
        let dangers = [&self.begins, &self.ends].map(|when| when.get_min().map(|(at, _)| *at));
        let dangers = dangers.into_iter().flatten();
        let silences = self.silences.values().map(|silent| silent.next_due(&self.deaf));
        let alerts = self.climbs.get_min().map(|(at, _)| *at);
        about_movements.into_iter().chain(dangers).chain(silences).chain(alerts).min()
    }

    /// Somebody who acts here, or did once.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id).or_else(|| self.former.get(&id).map(|former| &former.person))
    }

    /// Who acts here and is ordered by this name.
    #[must_use]
    pub fn ordered_as(&self, of: &Path) -> Option<PersonId> {
        let is_it = |person: &Person| person.ordered_as().as_ref() == Some(of);
        self.people.iter().find(|(_, person)| is_it(person)).map(|(id, _)| *id)
    }

    /// Who acted here once and was ordered by this name.
    pub(crate) fn were_ordered_as(&self, of: &Path) -> Vec<Former> {
        let is_one = |former: &&Former| former.person.ordered_as().as_ref() == Some(of);
        self.former.values().filter(is_one).cloned().collect()
    }

    /// Whose data was erased: their texts are to be readable for nobody.
    pub fn erased(&self) -> impl Iterator<Item = PersonId> {
        self.former.iter().filter(|(_, former)| former.erased).map(|(id, _)| *id)
    }

    /// The movement with this identifier, unless its file was closed.
    #[must_use]
    pub fn movement(&self, id: MovementId) -> Option<&Arc<Movement>> {
        self.movements.get(&id)
    }

    /// The movement with this identifier, whether or not its file was closed.
    #[must_use]
    pub fn known(&self, id: MovementId) -> Option<Known<'_>> {
        let whole = self.movements.get(&id).map(|movement| Known::Whole(movement));
        whole.or_else(|| self.filed.get(&id).map(|filed| Known::Filed(id, filed)))
    }

    /// The open alerts about a movement.
    pub fn alerts_about(&self, movement: MovementId) -> impl Iterator<Item = (AlertId, &Alert)> {
        let ids = self.alerts_of.get(&movement).into_iter().flatten();
        ids.filter_map(|id| Some((*id, self.alerts.get(id)?)))
    }

    /// The devices that report for a vehicle or a person.
    pub fn devices_for(&self, serves: &Path) -> impl Iterator<Item = (DeviceId, &Arc<Device>)> {
        let ids = self.serving.get(serves).into_iter().flatten();
        ids.filter_map(|id| Some((*id, self.devices.get(id)?)))
    }

    /// Whose alone something is that was found. Of a call for help that names nobody but the device: of whom that serves, for as long
    /// as it does.
    #[must_use]
    pub fn subject_of(&self, found: &Found) -> Option<Word> {
        let called = || Some(name(&self.devices.get(&found.key.caller()?)?.serves));
        found.key.subject.clone().or_else(called)
    }

    /// Whether somebody closed an alert about the same after this episode was known.
    #[must_use]
    pub fn is_settled(&self, movement: MovementId, found: &Found) -> bool {
        self.settled.get(&movement).is_some_and(|settled| Settled::cover(settled, found))
    }

    /// When an alert goes further up from now on, if it does.
    pub(crate) fn climb(&mut self, id: AlertId, due: Option<Due>) {
        let Some(alert) = self.alerts.get_mut(&id) else { return };
        if let Some(before) = std::mem::replace(&mut alert.due, due) {
            self.climbs.remove(&(before.at, id));
        }
        if let Some(due) = due {
            self.climbs.insert((due.at, id));
        }
    }

    /// The device with this credential, if it may report at a moment.
    #[must_use]
    pub fn reporting(&self, credential: &Digest, at: Instant) -> Option<(DeviceId, &Arc<Device>)> {
        let id = *self.credentials.get(credential)?;
        self.devices.get(&id).filter(|device| device.may_report(at)).map(|device| (id, device))
    }

    /// Replaces a movement, of which no more than [`Filed`] is kept once its file is closed, and keeps the indexes in
    /// step.
    pub(crate) fn put(&mut self, movement: Movement, at: Instant) {
        let id = movement.id;
        if let Some(due) = self.movements.get(&id).and_then(|before| before.next_due()) {
            self.agenda.remove(&(due, id));
        }
        if let Some(due) = movement.next_due() {
            self.agenda.insert((due, id));
        }
        if movement.stage.is_open() {
            self.open.insert(id);
        } else {
            self.open.remove(&id);
        }
        self.numbers.insert(movement.number.clone(), id);
        if movement.stage == Stage::Closed {
            let filed = Filed::of(self, &movement, at);
            self.movements.remove(&id);
            // Nothing is found of it any more, and nobody called about it.
            self.settled.remove(&id);
            let open: Vec<AlertId> = self.alerts_about(id).map(|(alert, _)| alert).collect();
            open.into_iter().for_each(|alert| self.climb(alert, None));
            self.filed.insert(id, Arc::new(filed));
        } else {
            self.movements.insert(id, Arc::new(movement));
        }
    }
}
