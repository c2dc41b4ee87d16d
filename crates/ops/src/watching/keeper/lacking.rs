//! What the record lacks of the movements that are watched.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use conduct::{
    Act, Stage,
    alert::{Found, Key, MOST_FOUND},
};
use model::{Digest, id::MovementId};
use strum::IntoEnumIterator as _;

use super::{
    super::{
        paper::Paper,
        sources::Sources,
        told::{self, Ledgered},
    },
    AGAIN_AFTER, Keeper,
};

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
    /// What the record lacks, of movements that are not `busy`: those of which an answer is still awaited. The orders of so many
    /// movements are worked out, at most, and the others' next time; until then they are held to the order they have. It takes a
    /// millisecond each, and a fact of the unit may be in those of hundreds.
    pub fn lacking(&mut self, busy: &BTreeSet<MovementId>, orders: usize) -> Vec<Lacking> {
        let mut lacking = Vec::new();
        let next = self.unsettled.difference(busy).copied();
        // Whoever was last is last again, however often all of them are to be worked out.
        let (later, earlier): (Vec<_>, Vec<_>) = next.partition(|id| Some(*id) > self.settled);
        for id in later.into_iter().chain(earlier).take(orders) {
            self.settled = Some(id);
            self.unsettled.remove(&id);
            lacking.extend(self.order(id));
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

    /// Whether there are movements, not `busy`, whose orders were not worked out yet.
    pub fn is_behind(&self, busy: &BTreeSet<MovementId>) -> bool {
        self.unsettled.difference(busy).next().is_some()
    }

    /// Which order a movement on the road is to be watched by, if it is not the one on the record.
    fn order(&mut self, id: MovementId) -> Option<Lacking> {
        let movement =
            self.state.movement(id).filter(|movement| matches!(movement.stage, Stage::UnderWay(_)))?;
        let rules = self.sources.rules(&self.state.pinned);
        let way = movement.route.as_ref().is_none_or(|way| self.sources.ground(&way.network).is_some());
        let last = movement.watched.last();
        let before = last.and_then(|by| self.papers.paper(&self.sources, &by.order));
        if rules.is_none() || !way || (last.is_some() && before.is_none()) {
            self.again.insert(id, self.now.saturating_add(AGAIN_AFTER));
            // An order that says less for want of what cannot be read is better than none, and worse than the last one.
            if last.is_some() {
                return None;
            }
        }
        let grounds = |network: &Digest| self.sources.ground(network);
        let paper = Paper::of(&self.state, movement, rules.as_deref(), &grounds, &mut self.dark, self.now);
        let bytes: Arc<[u8]> = paper.after(before.as_ref(), self.now).bytes().into();
        let known = last.map(|last| (last.order, last.areas));
        let (order, areas) = (self.papers.keep(Arc::clone(&bytes)), self.areas.0);
        if known == Some((order, areas)) {
            self.papers.drop(&order);
            return None;
        }
        let papers = std::iter::once(bytes).chain(self.papers.made(&areas)).collect();
        Some(Lacking { movement: id, act: Act::SetWatch { movement: id, order, areas }, papers })
    }

    /// What is found and on no alert, and which alerts are of what is not found. Whoever is not followed is found nothing of, and
    /// whoever is followed by less than there is, nothing is taken back of.
    fn findings_of(&self, id: MovementId) -> Option<Lacking> {
        let followed = self.followed.get(&id);
        let known = self.state.alerts_about(id).filter_map(|(_, alert)| alert.found.as_ref());
        let of_the_watch =
            |found: &&Found| watch::Rule::iter().any(|rule| found.key.rule == *<&str>::from(rule));
        let ours = known.filter(|found| followed.is_none() || of_the_watch(found) || found.is_call());
        let open: BTreeMap<&Key, &Found> = ours.map(|found| (&found.key, found)).collect();
        let (mut found, left) = match followed {
            Some(followed) => (told::by_key(&followed.findings(), &self.ledgered(id, &open)), Vec::new()),
            None => self.found_leaving(id, &open)?,
        };
        self.grown(followed, &open, &mut found);
        let takes_back = followed.is_some() && !self.blind.contains(&id);
        let gone = if takes_back { gone(&open, &found) } else { left };
        let about =
            |key: &Key| open.get(key).or_else(|| open.values().find(|one| one.key.is_one_matter_with(key)));
        let is_fresh = |found: &Found| match about(&found.key) {
            Some(known) => found.is_news_after(known),
            None => !self.state.is_settled(id, found),
        };
        let fresh: Vec<Found> = found.into_values().filter(is_fresh).take(MOST_FOUND).collect();
        let nothing = fresh.is_empty() && gone.is_empty();
        let act = Act::Find { movement: id, found: fresh, gone };
        (!nothing).then_some(Lacking { movement: id, act, papers: Vec::new() })
    }

    fn ledgered(&self, id: MovementId, open: &BTreeMap<&Key, &Found>) -> Ledgered {
        Ledgered {
            open: open.iter().map(|(key, known)| ((*key).clone(), known.vehicles.clone())).collect(),
            settled: self.state.settled.get(&id).cloned().unwrap_or_default(),
        }
    }
}

/// A call for help is none of them: nothing but a person ends one, whatever can be read of it, and whoever it was that called.
fn gone(open: &BTreeMap<&Key, &Found>, found: &BTreeMap<Key, Found>) -> Vec<Key> {
    let gone = open.iter().filter(|(key, known)| !known.is_call() && !found.contains_key(**key));
    gone.take(MOST_FOUND).map(|(key, _)| Key::clone(key)).collect()
}
