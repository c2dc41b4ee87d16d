//! What the watch of an exercise looks things up in: its own papers, the rules and the network of the day, what was reported.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use atlas::Atlas;
use conduct::{Networks as _, Pinned};
use model::{Digest, Instant, Report, id::DeviceId};
use ops::{
    track::{Fresh, Kept, NotSealed},
    watching::Sources,
};
use rulebook::RuleSet;
use threat::Ground;

/// All of it. The rules of a day stay what they are at its beginning.
#[derive(Clone)]
pub struct Archive {
    atlas: Arc<Atlas>,
    rules: Option<Arc<RuleSet>>,
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    papers: BTreeMap<Digest, Arc<[u8]>>,
    tracks: Vec<Kept>,
}

impl Archive {
    pub fn of(atlas: Arc<Atlas>, rules: Option<Arc<RuleSet>>) -> Self {
        Archive { atlas, rules, held: Arc::default() }
    }

    /// These went on the record.
    pub fn papers(&self, papers: &[Arc<[u8]>]) {
        let named = papers.iter().map(|paper| (Digest(record::Hash::of(paper).0), Arc::clone(paper)));
        self.held().papers.extend(named);
    }

    /// Something was reported.
    pub fn keep(&self, device: DeviceId, received: Instant, report: Report) -> Kept {
        let mut held = self.held();
        let number = held.tracks.len() as u64 + 1;
        let kept = Kept { number, fresh: Fresh { device, received, report } };
        held.tracks.push(kept);
        kept
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sources for Archive {
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>> {
        self.atlas.ground(network)
    }

    fn rules(&self, _: &Pinned) -> Option<Arc<RuleSet>> {
        self.rules.clone()
    }

    fn paper(&self, digest: &Digest) -> Option<Vec<u8>> {
        self.held().papers.get(digest).map(|paper| paper.to_vec())
    }

    fn reports(&self, devices: &[DeviceId], _: Instant) -> Result<Vec<Kept>, NotSealed> {
        let held = self.held();
        Ok(held.tracks.iter().filter(|kept| devices.contains(&kept.fresh.device)).copied().collect())
    }
}
