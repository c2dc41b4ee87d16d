//! Follows every movement on the road of one world, and says what the record lacks: which order holds, what was found, what turned
//! out not to be so.
//!
//! It compares what it finds with the alerts there are, each time anew. So nothing is lost when an answer is, nothing is said
//! twice, and after a crash the same comes out of the tracks. Pure but for what [`Sources`] hands in.

mod calls;
mod concerned;
mod following;
mod lacking;
mod late;
mod leaving;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use conduct::{Movement, Stage, State, voice::Spoken};
use model::{
    Digest, Instant, Path, Span,
    id::{DeviceId, MovementId},
};
use watch::{Finding, Heard, Taken};

use super::{
    areas, board::Standing, dark::Dark, followed::Followed, hearing, papers::Papers, sources::Sources,
};
use crate::track::Kept;
use calls::Runs;
use concerned::otherwise;
use late::Grows;
use leaving::Yard;

pub use calls::Call;
pub(super) use following::GATHERED;
pub use lacking::Lacking;

/// After so long it is tried again to read what could not be read. Ours: a disk that is gone for a moment costs half a minute, one
/// that is gone for good no machine time to speak of.
const AGAIN_AFTER: Span = Span::seconds(30);

/// Watches one world.
pub struct Keeper<S> {
    sources: S,
    papers: Papers,
    dark: Dark,
    state: State,
    now: Instant,
    followed: BTreeMap<MovementId, Followed>,
    /// Movements that are not followed by all that the record and the tracks have, because it could not be read. Of them nothing
    /// is taken back: that something is not found any more may be for want of what was not read.
    blind: BTreeSet<MovementId>,
    /// Movements that had arrived before anybody watched here. What comes late counts while their file is open: they are followed once
    /// something does.
    dormant: BTreeSet<MovementId>,
    /// When it is tried again to read what could not be.
    again: BTreeMap<MovementId, Instant>,
    /// Movements that were followed again because something came too late for their watches: until when what else comes too late is
    /// gathered, and whether anything did.
    late: BTreeMap<MovementId, (Instant, bool)>,
    /// When something about one changes by itself.
    due: BTreeSet<(Instant, MovementId)>,
    due_of: BTreeMap<MovementId, Instant>,
    /// The movements a device reports for.
    by_device: HashMap<DeviceId, BTreeSet<MovementId>>,
    /// Movements that wait, by what they name and devices serve, and where each does.
    waiting: BTreeMap<Path, BTreeSet<MovementId>>,
    yards: BTreeMap<MovementId, Yard>,
    /// Movements of which what the record lacks is to be worked out.
    changed: BTreeSet<MovementId>,
    /// Movements whose order is to be worked out.
    unsettled: BTreeSet<MovementId>,
    /// The last of them whose order was.
    settled: Option<MovementId>,
    areas: (Digest, Option<Instant>),
    /// Movements that may be watched otherwise than before.
    news: BTreeSet<MovementId>,
    /// Calls for help that no movement on the road hears, not handed in yet.
    calls: Vec<Call>,
    /// Those that go on and of which an open alert tells: they are handed in if somebody closes it.
    told: BTreeMap<DeviceId, Call>,
    /// What each device called last, on the road or off it.
    runs: Runs,
    /// Movements of which something else may lie ahead than was told, and when that is told again.
    moved_on: BTreeSet<MovementId>,
    tells_ahead: Instant,
}

impl<S: Sources> Keeper<S> {
    /// Begins to watch a world as it stands.
    pub fn new(sources: S, state: &State, now: Instant) -> Self {
        Keeper::after(sources, state, None, now)
    }

    /// Begins to watch where another did, which may not have handed in what was called since a moment.
    pub(super) fn after(sources: S, state: &State, unheard: Option<Instant>, now: Instant) -> Self {
        let mut keeper = Keeper {
            sources,
            papers: Papers::default(),
            dark: Dark::default(),
            state: State::default(),
            now,
            followed: BTreeMap::new(),
            blind: BTreeSet::new(),
            dormant: BTreeSet::new(),
            again: BTreeMap::new(),
            late: BTreeMap::new(),
            due: BTreeSet::new(),
            due_of: BTreeMap::new(),
            by_device: HashMap::new(),
            waiting: BTreeMap::new(),
            yards: BTreeMap::new(),
            changed: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            settled: None,
            areas: (Digest([0; 32]), None),
            news: BTreeSet::new(),
            calls: Vec::new(),
            told: BTreeMap::new(),
            runs: Runs::default(),
            moved_on: BTreeSet::new(),
            tells_ahead: Instant::MIN,
        };
        keeper.see(state, now);
        let arrived = state.movements.values().filter(|movement| movement.stage == Stage::Arrived);
        arrived.for_each(|movement| keeper.awaits(movement));
        keeper.recall_calls(unheard);
        keeper.recall_waiting();
        keeper
    }

    /// The world stands so now.
    pub fn see(&mut self, state: &State, now: Instant) {
        self.now = self.now.max(now);
        let before = std::mem::replace(&mut self.state, state.clone());
        let shared = before.silences.ptr_eq(&state.silences)
            && before.register.ptr_eq(&state.register)
            && before.pinned == state.pinned;
        if !before.dangers.ptr_eq(&state.dangers) || self.areas.1.is_none() {
            self.draw_areas();
        }
        if !before.alerts.ptr_eq(&state.alerts) {
            self.hear_calls_closed();
        }
        let relying = self.relying(&before);
        let changed: BTreeSet<MovementId> = otherwise(&before.movements, &state.movements).collect();
        let concerned: BTreeSet<MovementId> = match shared {
            true => (changed.iter().copied())
                .chain(otherwise(&before.alerts_of, &state.alerts_of))
                .filter(|id| self.is_watched(*id) || self.dormant.contains(id) || state.open.contains(id))
                .chain(relying.iter().copied())
                .collect(),
            false => self.watched().chain(state.open.iter().copied()).collect(),
        };
        let rebound = relying.iter().copied().chain(state.open.iter().copied().filter(|_| !shared));
        self.see_waiting(&changed.into_iter().chain(rebound).collect());
        for id in concerned {
            let Some(movement) = state.movement(id).filter(|movement| is_followed(movement)).cloned() else {
                self.let_go(id);
                continue;
            };
            let earlier = before.movement(id);
            let is_same = earlier.is_some_and(|known| Arc::ptr_eq(known, &movement));
            if !is_same {
                self.follow(&movement);
            }
            if earlier.is_some_and(|earlier| earlier.arrived.is_none()) {
                self.hear_calls_after(&movement);
            }
            // What a watch has heard it cannot unhear.
            if earlier.is_some_and(|earlier| earlier.unsaid != movement.unsaid) {
                self.follow_again(id);
            }
            if !is_same || relying.contains(&id) {
                self.bind(&movement);
                self.hear_voices(earlier.map_or(&[], |earlier| &earlier.heard), &movement);
            }
            if !is_same || !shared || relying.contains(&id) {
                self.unsettled.insert(id);
            }
            if !is_same || before.alerts_of.get(&id) != state.alerts_of.get(&id) {
                self.changed.insert(id);
                self.moved(id);
            }
        }
    }

    /// These reports are durable.
    pub fn hear(&mut self, reports: &[Kept]) {
        self.wake(reports);
        let mut of: BTreeMap<MovementId, Vec<Heard>> = BTreeMap::new();
        for kept in reports {
            self.now = self.now.max(kept.fresh.received);
            let (at, mut on_the_road) = (hearing::reported_at(kept), false);
            for id in self.by_device.get(&kept.fresh.device).into_iter().flatten() {
                let (Some(followed), Some(movement)) = (self.followed.get(id), self.state.movement(*id))
                else {
                    continue;
                };
                on_the_road |= hearing::is_on_the_road(movement, at);
                if hearing::begins(movement).is_some_and(|begins| at >= begins) {
                    of.entry(*id).or_default().push(hearing::report(followed.orders(), kept));
                }
            }
            let call = self.called(kept);
            if !on_the_road {
                call.into_iter().for_each(|call| self.hear_call(call));
                self.hear_waiting(kept);
            }
        }
        for (id, heard) in of {
            self.hear_of(id, &heard);
        }
    }

    /// Follows those that had arrived before anybody watched here and of which some of these were made on the road. They are durable:
    /// whoever is followed now is followed by them too.
    fn wake(&mut self, reports: &[Kept]) {
        if self.dormant.is_empty() {
            return;
        }
        let mut late: BTreeSet<MovementId> = BTreeSet::new();
        for kept in reports {
            let at = hearing::reported_at(kept);
            let of = self.by_device.get(&kept.fresh.device).into_iter().flatten();
            let is_of_it = |id: &&MovementId| {
                let movement = self.state.movement(**id);
                self.dormant.contains(id) && movement.is_some_and(|it| hearing::is_on_the_road(it, at))
            };
            late.extend(of.filter(is_of_it));
        }
        late.into_iter().for_each(|id| self.follow_again(id));
    }

    /// It is so late now.
    pub fn time(&mut self, now: Instant) {
        self.now = self.now.max(now);
        if self.areas.1.is_some_and(|due| due <= self.now) {
            self.draw_areas();
            self.unsettled.extend(self.followed.keys());
        }
        let again: Vec<MovementId> =
            self.again.iter().filter(|(_, at)| **at <= self.now).map(|(id, _)| *id).collect();
        for id in again {
            self.again.remove(&id);
            self.unsettled.insert(id);
            if self.blind.contains(&id) {
                self.follow_again(id);
            }
        }
        let late = self.late.iter().filter(|(_, (until, _))| *until <= self.now);
        for (id, came) in late.map(|(id, (_, came))| (*id, *came)).collect::<Vec<_>>() {
            self.late.remove(&id);
            if came {
                self.follow_late(id);
            }
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
        let areas = self.areas.1.filter(|due| *due < Instant::MAX);
        let late = self.late.values().filter(|(_, came)| *came).map(|(until, _)| *until);
        due.into_iter().chain(areas).chain(self.again.values().copied()).chain(late).min()
    }

    /// An act was not taken: it is worked out again.
    pub fn not_taken(&mut self, id: MovementId) {
        if self.yards.contains_key(&id) {
            self.changed.insert(id);
        }
        if self.state.movement(id).is_some_and(|movement| is_followed(movement)) {
            self.changed.insert(id);
            self.unsettled.insert(id);
        }
    }

    /// What was found of a movement so far.
    pub fn findings(&self, id: MovementId) -> Vec<Finding> {
        self.followed.get(&id).map(Followed::findings).unwrap_or_default()
    }

    /// How a movement is watched; `None` if it is not, or has no order yet to be watched by.
    pub fn standing(&self, id: MovementId) -> Option<Standing> {
        let followed = self.followed.get(&id).filter(|followed| !followed.orders().is_empty());
        let is_blind = self.blind.contains(&id);
        let standing = followed.map(|followed| followed.standing(self.now)).unwrap_or_default();
        (followed.is_some() || is_blind).then_some(Standing { is_blind, ..standing })
    }

    /// The movements that are watched otherwise since this was asked last.
    pub fn take_news(&mut self) -> Vec<(MovementId, Option<Standing>)> {
        let news = std::mem::take(&mut self.news);
        news.into_iter().map(|id| (id, self.standing(id))).collect()
    }

    fn watched(&self) -> impl Iterator<Item = MovementId> {
        self.followed.keys().chain(&self.blind).copied()
    }

    fn is_watched(&self, id: MovementId) -> bool {
        self.followed.contains_key(&id) || self.blind.contains(&id)
    }

    /// What was said by voice since.
    fn hear_voices(&mut self, before: &[Spoken], movement: &Movement) {
        let Some(followed) = self.followed.get(&movement.id) else { return };
        let counts =
            |spoken: &Spoken| hearing::begins(movement).is_some_and(|begins| spoken.stated_at >= begins);
        let fresh = movement.heard.iter().filter(|spoken| !before.contains(spoken) && counts(spoken));
        let heard: Vec<Heard> = fresh.map(|spoken| hearing::voice(followed.orders(), spoken)).collect();
        self.hear_of(movement.id, &heard);
    }

    fn hear_of(&mut self, id: MovementId, heard: &[Heard]) {
        let Some(followed) = self.followed.get_mut(&id) else { return };
        match followed.hear(heard) {
            Taken::Beyond => {
                self.moved(id);
                self.follow_late(id);
            }
            Taken::Known | Taken::NotOurs => {}
            Taken::New | Taken::Late(_) => self.moved(id),
        }
    }

    /// The areas in force now, under their digest.
    fn draw_areas(&mut self) {
        let bytes = record::canonical(&areas::of(&self.state, self.now)).unwrap_or_default();
        let (before, digest) = (self.areas.0, self.papers.keep(bytes.into()));
        if digest != before {
            self.papers.drop(&before);
            self.unsettled.extend(self.followed.keys());
        }
        self.areas = (digest, Some(areas::next_due(&self.state, self.now).unwrap_or(Instant::MAX)));
        let named = self.state.movements.values().flat_map(|movement| &movement.watched);
        let used = named.map(|by| by.areas).chain([digest]).collect();
        self.papers.retain_areas(&used);
    }

    /// Something about a movement may be otherwise than before.
    fn moved(&mut self, id: MovementId) {
        let Some(followed) = self.followed.get_mut(&id) else { return };
        if followed.stirred() {
            self.changed.insert(id);
        }
        let due = followed.next_due();
        self.moved_on.insert(id);
        let grows = match self.grows_at(id) {
            Some(Grows::At(at)) => Some(at),
            Some(Grows::Has(again)) => {
                self.changed.insert(id);
                Some(again)
            }
            None => None,
        };
        let due = due.into_iter().chain(grows).filter(|due| *due > self.now).min();
        let before = match due {
            Some(due) => self.due_of.insert(id, due),
            None => self.due_of.remove(&id),
        };
        if due != before {
            before.map(|before| self.due.remove(&(before, id)));
            self.due.extend(due.map(|due| (due, id)));
        }
    }
}

/// On the road, or arrived and its file still open: what comes late still counts.
fn is_followed(movement: &Movement) -> bool {
    matches!(movement.stage, Stage::UnderWay(_) | Stage::Arrived)
}
