//! Connections that have said who they are: one for each device. A device that connects anew takes its older
//! connection's place, which its network may have lost long ago without anybody having been told.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use conduct::State;
use model::{Instant, id::DeviceId};
use tokio::sync::{oneshot, watch};

use super::{counts::Counter, tidings::Tidings};

/// The most at a time. Ours: each costs some ten kilobytes and a descriptor, and a unit has hundreds.
pub(super) const MOST: usize = 8_192;

/// Who sits where.
#[derive(Debug, Default)]
pub(super) struct Seats(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    by: BTreeMap<DeviceId, Sitting>,
}

#[derive(Debug)]
struct Sitting {
    number: u64,
    vacate: oneshot::Sender<Counter>,
    /// What it is told; nothing until it was looked for.
    told: watch::Sender<Option<Arc<Tidings>>>,
}

/// A device's seat. It is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Arc<Mutex<Taken>>,
    device: DeviceId,
    number: u64,
    vacated: oneshot::Receiver<Counter>,
    told: watch::Receiver<Option<Arc<Tidings>>>,
}

impl Seats {
    /// A seat for a device; `None` if there are as many as there may be.
    pub(super) fn take(&self, device: DeviceId) -> Option<Seat> {
        let mut taken = locked(&self.0);
        if taken.by.len() >= MOST && !taken.by.contains_key(&device) {
            return None;
        }
        let number = taken.next;
        taken.next += 1;
        let ((vacate, vacated), (tell, told)) = (oneshot::channel(), watch::channel(None));
        if let Some(before) = taken.by.insert(device, Sitting { number, vacate, told: tell }) {
            // It may have ended at this moment.
            let _ = before.vacate.send(Counter::Replaced);
        }
        Some(Seat { seats: Arc::clone(&self.0), device, number, vacated, told })
    }

    /// Who sits there; or of those only who was told nothing yet.
    pub(super) fn seated(&self, everybody: bool) -> Vec<DeviceId> {
        let taken = locked(&self.0);
        let is_asked = |sitting: &Sitting| everybody || sitting.told.borrow().is_none();
        taken.by.iter().filter(|(_, sitting)| is_asked(sitting)).map(|(device, _)| *device).collect()
    }

    /// What a device is told now.
    pub(super) fn tell(&self, device: DeviceId, tidings: Tidings) {
        if let Some(sitting) = locked(&self.0).by.get(&device) {
            sitting.told.send_if_modified(|told| {
                let is_other = told.as_deref() != Some(&tidings);
                if is_other {
                    *told = Some(Arc::new(tidings));
                }
                is_other
            });
        }
    }

    /// Closes the connections of devices that may report no more.
    pub(super) fn vacate(&self, state: &State, now: Instant) {
        let gone = |device: &DeviceId| !state.devices.get(device).is_some_and(|it| it.may_report(now));
        let over: Vec<_> = locked(&self.0).by.extract_if(.., |device, _| gone(device)).collect();
        for (_, sitting) in over {
            let _ = sitting.vacate.send(Counter::Revoked);
        }
    }
}

impl Seat {
    /// What the device is told from now on, once that is something else than before.
    ///
    /// # Errors
    /// Once the seat is another's, or the device's no more; with what is counted.
    pub(super) async fn next(&mut self) -> Result<Arc<Tidings>, Counter> {
        loop {
            tokio::select! {
                biased;
                ended = &mut self.vacated => return Err(ended.unwrap_or(Counter::Revoked)),
                changed = self.told.changed() => if changed.is_err() {
                    return Err((&mut self.vacated).await.unwrap_or(Counter::Revoked));
                },
            }
            if let Some(told) = &*self.told.borrow_and_update() {
                return Ok(Arc::clone(told));
            }
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = locked(&self.seats);
        if taken.by.get(&self.device).is_some_and(|sitting| sitting.number == self.number) {
            taken.by.remove(&self.device);
        }
    }
}

fn locked(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn the_newest_connection_of_a_device_has_its_seat_and_who_may_report_no_more_has_none() {
        let (seats, device) = (Seats::default(), DeviceId(Uuid::nil()));
        let mut older = seats.take(device).unwrap();
        let mut newer = seats.take(device).unwrap();
        assert_eq!(older.next().await, Err(Counter::Replaced));
        drop(older);
        assert_eq!(locked(&seats.0).by.len(), 1, "the older one gave back nothing of the newer one's");
        // No device of this state may report.
        seats.vacate(&State::default(), Instant::MIN);
        assert_eq!(newer.next().await, Err(Counter::Revoked));
    }
}
