//! Rulebooks and fact sets by digest: what decisions are made with, kept so that they can be made again.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap, btree_map::Entry},
    sync::Arc,
};

use conduct::{Artefacts, Networks, Pinned, What};
use model::{Digest, Dossier};
use rulebook::{RuleSet, Rulebook};
use store::Artefact;
use threat::Ground;

/// The kind under which rulebooks are kept.
pub const RULEBOOK: &str = "rulebook";
/// The kind under which fact sets are kept.
pub const FACTS: &str = "facts";
/// The most rule sets kept ready at a time.
const READY: usize = 16;

/// What is at hand, and what the decision in the making has pinned.
#[derive(Default)]
pub struct Shelf {
    rulebooks: BTreeMap<Digest, Arc<Rulebook>>,
    ready: RefCell<HashMap<Pinned, Arc<RuleSet>>>,
    fresh: RefCell<BTreeMap<Digest, Artefact>>,
    set_aside: BTreeMap<Digest, String>,
    networks: Option<Arc<dyn Networks>>,
}

/// What an event was decided with, or puts into force: the artefacts its entry names.
#[must_use]
pub fn named(what: &What) -> Vec<Digest> {
    match what {
        What::RulebooksAdopted { pinned, .. } => pinned.rulebooks.clone(),
        What::ClearanceEvaluated(evaluated)
        | What::DepartureAuthorised(evaluated)
        | What::DepartureRefused(evaluated) => {
            evaluated.pinned.rulebooks.iter().copied().chain([evaluated.facts]).collect()
        }
        What::WatchSet { order, areas, .. } => vec![*order, *areas],
        _ => Vec::new(),
    }
}

impl Shelf {
    /// Puts a rulebook on the shelf.
    ///
    /// # Errors
    /// The faults of the file, for a person.
    pub fn put(&mut self, name: &str, text: &str) -> Result<Digest, String> {
        let digest = Digest(record::Hash::of(text.as_bytes()).0);
        if let Entry::Vacant(place) = self.rulebooks.entry(digest) {
            let book = Rulebook::read(name, text.as_bytes()).map_err(|faults| faults.to_string())?;
            place.insert(Arc::new(book));
        }
        Ok(digest)
    }

    /// Puts a rulebook on the shelf that was kept with the record, or sets it aside if it has faults by now.
    pub(crate) fn put_back(&mut self, kept: &Artefact) {
        let read = match std::str::from_utf8(&kept.bytes) {
            Ok(text) => self.put(&kept.hash.to_string(), text),
            Err(error) => Err(error.to_string()),
        };
        if let Err(faults) = read {
            self.set_aside.insert(Digest(kept.hash.0), faults);
        }
    }

    /// Rulebooks kept with the record that this version cannot read, and why. Nothing is decided with them.
    #[must_use]
    pub fn set_aside(&self) -> &BTreeMap<Digest, String> {
        &self.set_aside
    }

    /// Lays networks beside the rulebooks: they are too large for the store, and whoever keeps them opens them.
    pub fn lay_out(&mut self, networks: Arc<dyn Networks>) {
        self.networks = Some(networks);
    }

    /// Takes over the rulebooks of another shelf; the networks that are laid out here stay.
    pub(crate) fn take_from(&mut self, other: Shelf) {
        let networks = self.networks.take();
        *self = Shelf { networks, ..other };
    }

    /// Whether a rulebook is here.
    #[must_use]
    pub fn has(&self, digest: &Digest) -> bool {
        self.rulebooks.contains_key(digest)
    }

    /// Takes a rulebook off again that was put here for a command that came to nothing.
    pub fn take_off(&mut self, digest: &Digest) {
        self.rulebooks.remove(digest);
        self.ready.borrow_mut().retain(|pinned, _| !pinned.rulebooks.contains(digest));
    }

    /// What was pinned since this was last asked, by name. Much of it is pinned for evaluations that came out
    /// as before and are not recorded; the caller keeps what its events refer to.
    pub fn take_fresh(&self) -> BTreeMap<Digest, Artefact> {
        std::mem::take(&mut *self.fresh.borrow_mut())
    }

    fn compose(&self, pinned: &Pinned) -> Option<RuleSet> {
        let books = pinned.rulebooks.iter().map(|digest| self.rulebooks.get(digest).cloned());
        let mut rules = RuleSet::compose(books.collect::<Option<Vec<_>>>()?).ok()?;
        for rule in &pinned.switched_off {
            rules.switch_off(rule, "when the rulebooks were adopted").ok()?;
        }
        Some(rules)
    }
}

impl Artefacts for Shelf {
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>> {
        self.networks.as_ref()?.ground(network)
    }

    fn rules(&self, pinned: &Pinned) -> Option<Arc<RuleSet>> {
        if let Some(ready) = self.ready.borrow().get(pinned) {
            return Some(Arc::clone(ready));
        }
        let composed = Arc::new(self.compose(pinned)?);
        let mut ready = self.ready.borrow_mut();
        if ready.len() >= READY {
            ready.clear();
        }
        ready.insert(pinned.clone(), Arc::clone(&composed));
        Some(composed)
    }

    /// Facts are named by their canonical JSON. A dossier always has one: it holds no floats, and its
    /// integers were bounded when they were read.
    fn pin(&self, facts: &Dossier) -> Digest {
        let bytes = record::canonical(facts).unwrap_or_default();
        let artefact = Artefact::new(FACTS, bytes);
        let digest = Digest(artefact.hash.0);
        self.fresh.borrow_mut().insert(digest, artefact);
        digest
    }
}
