//! Where the watch of a room looks: its networks, its rulebooks and papers beside the record, its tracks.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use atlas::Atlas;
use conduct::{Artefacts as _, Networks as _, Pinned};
use model::{Digest, Instant, id::DeviceId};
use ops::{
    recovery,
    track::{Kept, NotSealed, recalled},
    watching::Sources,
};
use record::Hash;
use rulebook::RuleSet;
use store::{DataDir, ReadStore as _, tracks::Tracks};
use threat::Ground;

/// One room's.
pub struct Outlook {
    pub dir: PathBuf,
    pub atlas: Arc<Atlas>,
    pub tracks: Arc<dyn Tracks>,
    /// The rules that were asked for last.
    pub rules: Mutex<Option<(Pinned, Arc<RuleSet>)>>,
}

impl Outlook {
    pub fn of(dir: PathBuf, atlas: Arc<Atlas>, tracks: Arc<dyn Tracks>) -> Self {
        Outlook { dir, atlas, tracks, rules: Mutex::new(None) }
    }
}

impl Sources for Outlook {
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>> {
        self.atlas.ground(network)
    }

    fn rules(&self, pinned: &Pinned) -> Option<Arc<RuleSet>> {
        let mut kept = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, rules)) = kept.as_ref().filter(|(known, _)| known == pinned) {
            return Some(Arc::clone(rules));
        }
        let read = || recovery::shelf(&DataDir::open_read_only(&self.dir)?);
        let shelf =
            read().inspect_err(|why| tracing::error!("the watch cannot read the rulebooks: {why}")).ok()?;
        let rules = shelf.rules(pinned)?;
        *kept = Some((pinned.clone(), Arc::clone(&rules)));
        Some(rules)
    }

    fn paper(&self, digest: &Digest) -> Option<Vec<u8>> {
        let read = DataDir::open_read_only(&self.dir).and_then(|reader| reader.artefact(&Hash(digest.0)));
        match read {
            Ok(paper) => paper.map(|paper| paper.bytes),
            Err(why) => {
                tracing::error!("the watch cannot read the order {digest}: {why}");
                None
            }
        }
    }

    fn reports(&self, devices: &[DeviceId], since: Instant) -> Result<Vec<Kept>, NotSealed> {
        let all = recalled::reports(&*self.tracks, devices, since, Instant::MAX);
        all.inspect_err(|why| tracing::error!("the watch goes on without what was reported before: {why}"))
    }
}
