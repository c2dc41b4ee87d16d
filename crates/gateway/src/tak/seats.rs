//! Connections that have said who they are: one for each device. A device that connects anew takes its older
//! connection's place, which its network may have lost long ago without anybody having been told.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use conduct::State;
use model::{Instant, id::DeviceId};
use tokio::sync::oneshot;

use super::counts::Counter;

/// The most at a time. Ours: each costs some ten kilobytes and a descriptor, and a unit has hundreds.
pub(super) const MOST: usize = 8_192;

/// Who sits where.
#[derive(Debug, Default)]
pub(super) struct Seats(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    by: BTreeMap<DeviceId, (u64, oneshot::Sender<Counter>)>,
}

/// A device's seat. It is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Arc<Mutex<Taken>>,
    device: DeviceId,
    number: u64,
    vacated: oneshot::Receiver<Counter>,
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
        let (vacate, vacated) = oneshot::channel();
        if let Some((_, before)) = taken.by.insert(device, (number, vacate)) {
            // It may have ended at this moment.
            let _ = before.send(Counter::Replaced);
        }
        Some(Seat { seats: Arc::clone(&self.0), device, number, vacated })
    }

    /// Closes the connections of devices that may report no more.
    pub(super) fn vacate(&self, state: &State, now: Instant) {
        let gone = |device: &DeviceId| !state.devices.get(device).is_some_and(|it| it.may_report(now));
        let over: Vec<_> = locked(&self.0).by.extract_if(.., |device, _| gone(device)).collect();
        for (_, (_, vacate)) in over {
            let _ = vacate.send(Counter::Revoked);
        }
    }
}

impl Seat {
    /// Ready when the seat is another's, or the device's no more; with what is counted.
    pub(super) async fn is_vacated(&mut self) -> Counter {
        (&mut self.vacated).await.unwrap_or(Counter::Revoked)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = locked(&self.seats);
        if taken.by.get(&self.device).is_some_and(|(number, _)| *number == self.number) {
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
        assert_eq!(older.is_vacated().await, Counter::Replaced);
        drop(older);
        assert_eq!(locked(&seats.0).by.len(), 1, "the older one gave back nothing of the newer one's");
        // No device of this state may report.
        seats.vacate(&State::default(), Instant::MIN);
        assert_eq!(newer.is_vacated().await, Counter::Revoked);
    }
}
