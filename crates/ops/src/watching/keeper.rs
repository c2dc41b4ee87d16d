//! Follows every movement on the road of one world, and says what the record lacks: which order holds, what was found, what turned
//! out not to be so.
//!
//! It compares what it finds with the alerts there are, each time anew. So nothing is lost when an answer is, nothing is said
//! twice, and after a crash the same comes out of the tracks. Pure but for what [`Sources`] hands in.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use conduct::{
    Act, Movement, Stage, State,
    alert::{Found, Key, MOST_FOUND},
    device::served,
    voice::Spoken,
};
use model::{
    Digest, Instant, Path, Signal, Span, Word,
    id::{DeviceId, MovementId},
};
use strum::IntoEnumIterator as _;
use watch::{Fences, Finding, Heard, Plan, Taken, What};

use super::{
    areas,
    followed::{Followed, InForce},
    paper::Paper,
    sources::Sources,
    told,
};
use crate::track::Kept;

/// What is reported so shortly before departure counts. Ours, a minute: devices state whole seconds, and whoever writes down that
/// a convoy has left is not quicker than it.
const BEFORE: Span = Span::minutes(1);

/// Watches one world.
pub struct Keeper<S> {
    sources: S,
    state: State,
    now: Instant,
    followed: BTreeMap<MovementId, Followed>,
    /// How many orders each had when it was last followed anew, and when it had arrived.
    known: BTreeMap<MovementId, (usize, Option<Instant>)>,
    /// When something about one changes by itself.
    due: BTreeSet<(Instant, MovementId)>,
    due_of: BTreeMap<MovementId, Instant>,
    /// The devices that serve a vehicle or person.
    serving: HashMap<Path, Vec<DeviceId>>,
    /// The movements a device reports for.
    by_device: BTreeMap<DeviceId, BTreeSet<MovementId>>,
    /// Papers that were made and may not be on the record yet.
    papers: BTreeMap<Digest, Arc<[u8]>>,
    fences: BTreeMap<Digest, Arc<Fences>>,
    /// Movements of which what the record lacks is to be worked out.
    changed: BTreeSet<MovementId>,
    /// Movements whose order is to be worked out.
    unsettled: BTreeSet<MovementId>,
    areas: (Digest, Option<Instant>),
}

/// What the record lacks.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// About which movement.
    pub movement: MovementId,
    /// What to put on it.
    pub act: Act,
    /// Papers that the act names and that are kept with it.
    pub papers: Vec<Arc<[u8]>>,
}

impl<S: Sources> Keeper<S> {
    /// Begins to watch a world as it stands.
    pub fn new(sources: S, state: &State, now: Instant) -> Self {
        let mut keeper = Keeper {
            sources,
            state: State::default(),
            now,
            followed: BTreeMap::new(),
            known: BTreeMap::new(),
            due: BTreeSet::new(),
            due_of: BTreeMap::new(),
            serving: HashMap::new(),
            by_device: BTreeMap::new(),
            papers: BTreeMap::new(),
            fences: BTreeMap::new(),
            changed: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            areas: (Digest([0; 32]), None),
        };
        keeper.see(state, now);
        keeper
    }

    /// The world stands so now.
    pub fn see(&mut self, state: &State, now: Instant) {
        self.now = self.now.max(now);
        let before = std::mem::replace(&mut self.state, state.clone());
        let shared = before.devices.ptr_eq(&state.devices)
            && before.silences.ptr_eq(&state.silences)
            && before.register.ptr_eq(&state.register)
            && before.pinned == state.pinned;
        if !before.devices.ptr_eq(&state.devices) {
            self.serving.clear();
            for (id, device) in &state.devices {
                self.serving.entry(device.serves.clone()).or_default().push(*id);
            }
        }
        if !before.dangers.ptr_eq(&state.dangers) || self.areas.1.is_none() {
            self.draw_areas();
        }
        let known: BTreeSet<MovementId> = self.followed.keys().chain(&state.open).copied().collect();
        for id in known {
            let Some(movement) = state.movement(id).filter(|movement| is_followed(movement)).cloned() else {
                self.let_go(id);
                continue;
            };
            let is_same = before.movement(id).is_some_and(|known| Arc::ptr_eq(known, &movement));
            if !is_same {
                self.follow(&movement);
            }
            if !(is_same && shared) {
                self.unsettled.insert(id);
                self.bind(&movement);
                self.hear_voices(before.movement(id).map_or(&[], |before| &before.heard), &movement);
            }
            if !before.alerts.ptr_eq(&state.alerts) || !is_same {
                self.changed.insert(id);
            }
        }
    }

    /// These reports are durable.
    pub fn hear(&mut self, reports: &[Kept]) {
        for kept in reports {
            self.now = self.now.max(kept.fresh.received);
            let movements = self.by_device.get(&kept.fresh.device).into_iter().flatten().copied();
            for id in movements.collect::<Vec<_>>() {
                let begins = self.state.movement(id).and_then(|movement| begins(movement));
                let Some(followed) = self.followed.get_mut(&id) else { continue };
                if begins.is_none_or(|begins| reported_at(kept) < begins) {
                    continue;
                }
                match followed.hear(&heard(followed.orders(), kept)) {
                    Taken::Beyond => self.follow_again(id),
                    Taken::Known | Taken::NotOurs => {}
                    Taken::New | Taken::Late(_) => self.moved(id),
                }
            }
        }
    }

    /// It is so late now.
    pub fn time(&mut self, now: Instant) {
        self.now = self.now.max(now);
        if self.areas.1.is_some_and(|due| due <= self.now) {
            self.draw_areas();
            self.unsettled.extend(self.followed.keys());
        }
        while let Some((_, id)) = self.due.first().copied().filter(|(due, _)| *due <= self.now) {
            if let Some(followed) = self.followed.get_mut(&id) {
                followed.time(self.now);
            }
            self.moved(id);
        }
    }

    /// When something changes by itself next.
    pub fn next_due(&self) -> Option<Instant> {
        let due = self.due.first().map(|(due, _)| *due);
        due.into_iter().chain(self.areas.1.filter(|due| *due < Instant::MAX)).min()
    }

    /// What the record lacks, of movements that are not `busy`: those of which an answer is still awaited.
    pub fn lacking(&mut self, busy: &BTreeSet<MovementId>) -> Vec<Lacking> {
        let mut lacking = Vec::new();
        for id in std::mem::take(&mut self.unsettled) {
            if busy.contains(&id) {
                self.unsettled.insert(id);
            } else {
                lacking.extend(self.order(id));
            }
        }
        let asked: BTreeSet<MovementId> = lacking.iter().map(|lacking| lacking.movement).collect();
        for id in std::mem::take(&mut self.changed) {
            if busy.contains(&id) || asked.contains(&id) {
                self.changed.insert(id);
            } else {
                lacking.extend(self.findings_of(id));
            }
        }
        lacking
    }

    /// An act was not taken: it is worked out again.
    pub fn not_taken(&mut self, id: MovementId) {
        if self.followed.contains_key(&id)
            || self.state.movement(id).is_some_and(|movement| is_followed(movement))
        {
            self.changed.insert(id);
            self.unsettled.insert(id);
        }
    }

    /// What was found of a movement so far, and what is not watched; `None` if it is not followed.
    pub fn account(&self, id: MovementId) -> Option<(Vec<Finding>, Vec<watch::Unwatched>)> {
        self.followed.get(&id).map(|followed| (followed.findings(), followed.unwatched()))
    }

    /// Which order a movement on the road is to be watched by, if it is not the one on the record.
    fn order(&mut self, id: MovementId) -> Option<Lacking> {
        let movement =
            self.state.movement(id).filter(|movement| matches!(movement.stage, Stage::UnderWay(_)))?;
        let rules = self.sources.rules(&self.state.pinned);
        let grounds = |network: &Digest| self.sources.ground(network);
        let before = movement.watched.last().and_then(|by| Paper::read(&self.paper(&by.order)?));
        let paper = Paper::of(&self.state, movement, rules.as_deref(), &grounds, self.now);
        let paper = paper.after(before.as_ref(), self.now);
        let bytes: Arc<[u8]> = paper.bytes().into();
        let (order, areas) = (named(&bytes), self.areas.0);
        if movement.watched.last().is_some_and(|last| (last.order, last.areas) == (order, areas)) {
            return None;
        }
        self.papers.insert(order, Arc::clone(&bytes));
        let papers = std::iter::once(bytes).chain(self.papers.get(&areas).cloned()).collect();
        Some(Lacking { movement: id, act: Act::SetWatch { movement: id, order, areas }, papers })
    }

    fn findings_of(&self, id: MovementId) -> Option<Lacking> {
        let found = told::by_key(&self.followed.get(&id)?.findings());
        let is_ours = |rule: &Word| watch::Rule::iter().any(|known| *rule == *<&str>::from(known));
        let ours = self.state.alerts_about(id).map(|(_, alert)| alert).filter(|alert| is_ours(&alert.rule));
        let open: BTreeSet<&Key> = ours.filter_map(|alert| Some(&alert.found.as_ref()?.key)).collect();
        let settled = self.state.settled.get(&id);
        let is_settled = |found: &Found| {
            settled.is_some_and(|all| all.iter().any(|one| one.key == found.key && found.since <= one.at))
        };
        let gone: Vec<Key> = open
            .iter()
            .filter(|key| !found.contains_key(**key))
            .take(MOST_FOUND)
            .map(|key| (*key).clone())
            .collect();
        let fresh = found.into_values().filter(|found| !open.contains(&found.key) && !is_settled(found));
        let found: Vec<Found> = fresh.take(MOST_FOUND).collect();
        let act = Act::Find { movement: id, found, gone };
        let nothing = matches!(&act, Act::Find { found, gone, .. } if found.is_empty() && gone.is_empty());
        (!nothing).then_some(Lacking { movement: id, act, papers: Vec::new() })
    }

    /// What was said by voice since.
    fn hear_voices(&mut self, before: &[Spoken], movement: &Movement) {
        let Some(followed) = self.followed.get_mut(&movement.id) else { return };
        let mut heard = false;
        for spoken in movement.heard.iter().filter(|spoken| !before.contains(spoken)) {
            let voice = voice(followed.orders(), spoken);
            heard |= !matches!(followed.hear(&voice), Taken::Known | Taken::NotOurs);
        }
        if heard {
            self.moved(movement.id);
        }
    }

    /// A movement changed: follows it by orders it did not have, to its arrival.
    fn follow(&mut self, movement: &Movement) {
        let known = self.known.get(&movement.id).copied().unwrap_or_default();
        if (movement.watched.len(), movement.arrived) != known {
            self.follow_again(movement.id);
        }
    }

    /// From everything that is kept.
    fn follow_again(&mut self, id: MovementId) {
        let Some(movement) = self.state.movement(id).cloned() else { return };
        let Some(since) = begins(&movement) else { return };
        let orders: Vec<InForce> = movement.watched.iter().filter_map(|by| self.in_force(by)).collect();
        let devices = Followed::devices_of(&orders);
        let devices: Vec<DeviceId> = devices.into_iter().chain(self.reporting(&movement)).collect();
        // Without its tracks it is followed by what comes in from now on; the machine's log says so.
        let kept = self.sources.reports(&devices, since).unwrap_or_default();
        let reports = kept.iter().filter(|kept| reported_at(kept) >= since).map(|kept| heard(&orders, kept));
        let voices = movement.heard.iter().filter(|spoken| spoken.stated_at >= since);
        let all: Vec<Heard> = reports.chain(voices.map(|spoken| voice(&orders, spoken))).collect();
        self.followed.insert(id, Followed::again(orders, &all, movement.arrived, self.now));
        self.known.insert(id, (movement.watched.len(), movement.arrived));
        self.moved(id);
    }

    fn in_force(&mut self, by: &conduct::watched::WatchedBy) -> Option<InForce> {
        let fences = self.fenced(&by.areas)?;
        let paper = self.paper(&by.order)?;
        let order = Paper::read(&paper)?.order(&|network| self.sources.ground(network))?;
        let plan = Plan::new(order, &fences).ok()?;
        self.papers.remove(&by.order);
        Some(InForce { since: by.since, plan: Arc::new(plan), fences })
    }

    fn fenced(&mut self, areas: &Digest) -> Option<Arc<Fences>> {
        if let Some(fences) = self.fences.get(areas) {
            return Some(Arc::clone(fences));
        }
        let bytes = self.paper(areas)?;
        let fences = Arc::new(Fences::new(serde_json::from_slice(&bytes).ok()?).ok()?);
        self.fences.insert(*areas, Arc::clone(&fences));
        Some(fences)
    }

    fn paper(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.papers.get(digest).cloned().or_else(|| self.sources.paper(digest).map(Arc::from))
    }

    /// The areas in force now, under their digest.
    fn draw_areas(&mut self) {
        let bytes: Arc<[u8]> =
            record::canonical(&areas::of(&self.state, self.now)).unwrap_or_default().into();
        let digest = named(&bytes);
        if digest != self.areas.0 {
            self.papers.remove(&self.areas.0);
            self.papers.insert(digest, bytes);
            self.unsettled.extend(self.followed.keys());
        }
        self.areas = (digest, Some(areas::next_due(&self.state, self.now).unwrap_or(Instant::MAX)));
        let used: BTreeSet<Digest> =
            self.state.movements.values().flat_map(|m| m.watched.iter().map(|by| by.areas)).collect();
        self.fences.retain(|areas, _| *areas == digest || used.contains(areas));
    }

    fn bind(&mut self, movement: &Movement) {
        let followed = self.followed.get(&movement.id);
        let mut devices =
            followed.map(|followed| Followed::devices_of(followed.orders())).unwrap_or_default();
        devices.extend(self.reporting(movement));
        for device in devices {
            self.by_device.entry(device).or_default().insert(movement.id);
        }
    }

    /// Whatever reports of a movement, in a vehicle of it or not. Few devices are of one movement: they are looked up by what it
    /// names, and not the movement asked about every device there is.
    fn reporting(&self, movement: &Movement) -> Vec<DeviceId> {
        if !matches!(movement.stage, Stage::UnderWay(_)) {
            return Vec::new();
        }
        let served = served(&self.state, movement);
        served.filter_map(|path| self.serving.get(&path)).flatten().copied().collect()
    }

    /// Something about a movement is otherwise than before.
    fn moved(&mut self, id: MovementId) {
        self.not_due(id);
        let due = self.followed.get(&id).and_then(Followed::next_due).filter(|due| *due > self.now);
        if let Some(due) = due {
            self.due.insert((due, id));
            self.due_of.insert(id, due);
        }
        self.changed.insert(id);
    }

    fn not_due(&mut self, id: MovementId) {
        if let Some(due) = self.due_of.remove(&id) {
            self.due.remove(&(due, id));
        }
    }

    fn let_go(&mut self, id: MovementId) {
        self.followed.remove(&id);
        self.known.remove(&id);
        self.not_due(id);
        self.changed.remove(&id);
        self.unsettled.remove(&id);
        self.by_device.retain(|_, movements| {
            movements.remove(&id);
            !movements.is_empty()
        });
    }
}

/// On the road, or arrived and its file still open: what comes late still counts.
fn is_followed(movement: &Movement) -> bool {
    matches!(movement.stage, Stage::UnderWay(_) | Stage::Arrived)
}

/// From when on it is heard.
fn begins(movement: &Movement) -> Option<Instant> {
    movement.departed.map(|departed| departed.saturating_add(Span(-BEFORE.0)))
}

fn named(bytes: &[u8]) -> Digest {
    Digest(record::Hash::of(bytes).0)
}

fn reported_at(kept: &Kept) -> Instant {
    kept.fresh.report.at.min(kept.fresh.received)
}

/// A report as the watch hears it. Where it calls for help and the order of that time does not say in which vehicle the device
/// is, the movement as a whole is in distress.
fn heard(orders: &[InForce], kept: &Kept) -> Heard {
    let (reference, received, report) = (kept.number, kept.fresh.received, kept.fresh.report);
    let (device, at) = (kept.fresh.device, reported_at(kept));
    let order = orders.iter().rev().find(|order| order.since <= at).or(orders.first());
    let is_bound = order.is_some_and(|order| order.plan.reports_for_a_vehicle(device, at));
    let what = match report.signal {
        Some(Signal::Emergency) if !is_bound => What::Distress { vehicle: None, at: report.at },
        _ => What::Device { device, report },
    };
    Heard { reference, received, what }
}

/// A report by voice as the watch hears it. One that names a point the way does not have says at least that they are well.
fn voice(orders: &[InForce], spoken: &Spoken) -> Heard {
    let order = orders.iter().rev().find(|order| order.since <= spoken.stated_at).or(orders.first());
    let has = |label: &&Word| {
        order.is_some_and(|order| order.plan.order().points.iter().any(|point| point.label == **label))
    };
    let point = spoken.point.as_ref().filter(has).cloned();
    Heard {
        reference: told::BY_VOICE,
        received: spoken.received_at,
        what: What::Voice { point, at: spoken.stated_at },
    }
}
