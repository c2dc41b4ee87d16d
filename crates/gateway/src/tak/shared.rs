//! A connection that shows no certificate: each event on it carries the credential of its device, and one gateway may bring those
//! of many. What is wrong with one of them costs the others nothing.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use links::cot::Event;
use lobby::Place;
use model::{Digest, id::DeviceId};
use ops::track::Unfit;
use sha2::{Digest as _, Sha256};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

use super::{Desk, counts::Counter};

/// The most connections that one device brought in at a time: beyond them its oldest makes way, which its network may have lost long
/// ago. Ours: a gateway that opens one for each message has a few open at a time.
const MOST_OF_ONE: usize = 8;

/// Such a connection.
pub(super) struct Shared {
    /// Until somebody enrolled was heard on it, it waits in the lobby, and no longer than this.
    waits: Option<(Place, Instant)>,
    /// It stands for whoever was heard on it first.
    stand: Option<Stand>,
    /// Who was heard on it and may report.
    heard: BTreeSet<DeviceId>,
}

impl Shared {
    /// On which nobody was heard yet.
    pub(super) fn in_the_lobby(place: Place, until: Instant) -> Shared {
        Shared { waits: Some((place, until)), stand: None, heard: BTreeSet::new() }
    }

    /// Whether it is more than one device's.
    pub(super) fn is_of_several(&self) -> bool {
        self.heard.len() > 1
    }

    /// The device that an event is of; `None` if it is none that may report, which is counted.
    ///
    /// # Errors
    /// When none of those that were heard on it may report any more.
    pub(super) fn reporter(&mut self, desk: &Desk, event: &Event) -> Result<Option<DeviceId>, Counter> {
        let credential = Digest(Sha256::digest(event.device()).into());
        let (state, now) = (desk.state.borrow(), desk.now());
        if let Some((device, _)) = state.reporting(&credential, now) {
            self.stand.get_or_insert_with(|| desk.stands.take(device));
            self.waits = None;
            self.heard.insert(device);
            return Ok(Some(device));
        }
        desk.hatch.counts().refused(Unfit::NotEnrolled);
        self.heard.retain(|device| state.devices.get(device).is_some_and(|it| it.may_report(now)));
        if self.waits.is_none() && self.heard.is_empty() {
            return Err(Counter::NotEnrolled);
        }
        Ok(None)
    }

    /// Why it has to end, once it has to.
    pub(super) async fn ends(&mut self) -> Counter {
        match (&self.waits, &self.stand) {
            (Some((place, until)), _) => match timeout_at(*until, place.is_needed()).await {
                Ok(()) => Counter::MadeWay,
                Err(_) => Counter::Stranger,
            },
            (None, Some(stand)) => {
                stand.needed.notified().await;
                Counter::Replaced
            }
            (None, None) => std::future::pending().await,
        }
    }
}

/// Which connections stand for which device, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Stands(Arc<Mutex<ByDevice>>);

type ByDevice = HashMap<DeviceId, VecDeque<Arc<Notify>>>;

/// A connection's own. It is given back when it is dropped.
struct Stand {
    stands: Arc<Mutex<ByDevice>>,
    device: DeviceId,
    needed: Arc<Notify>,
}

impl Stands {
    fn take(&self, device: DeviceId) -> Stand {
        let needed = Arc::new(Notify::new());
        let mut by_device = locked(&self.0);
        let own = by_device.entry(device).or_default();
        own.push_back(Arc::clone(&needed));
        if own.len() > MOST_OF_ONE
            && let Some(oldest) = own.pop_front()
        {
            oldest.notify_one();
        }
        drop(by_device);
        Stand { stands: Arc::clone(&self.0), device, needed }
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        let mut by_device = locked(&self.stands);
        if let Some(own) = by_device.get_mut(&self.device) {
            own.retain(|needed| !Arc::ptr_eq(needed, &self.needed));
            if own.is_empty() {
                by_device.remove(&self.device);
            }
        }
    }
}

fn locked(stands: &Mutex<ByDevice>) -> MutexGuard<'_, ByDevice> {
    stands.lock().unwrap_or_else(PoisonError::into_inner)
}
