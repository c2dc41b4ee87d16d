//! What a client reports, handed in. Nothing further is read from it until that is durable.

use std::time::Duration;

use model::{Report, id::DeviceId};
use ops::track::{Fresh, NotTaken, Unfit};
use tokio::{sync::oneshot, time::sleep};

use super::{Desk, counts::Counter};

/// How long it is waited while more comes in than can be kept, and how often. Ours: five seconds in all, after which the
/// connection is closed; its client comes back by itself and reports anew.
const AGAIN_AFTER: Duration = Duration::from_millis(250);
const TRIES: usize = 20;

impl Desk {
    /// Makes reports of a device durable.
    ///
    /// # Errors
    /// When the device may report no more, or they cannot be: the connection has to be closed.
    pub(super) async fn keep(&self, device: DeviceId, reports: Vec<Report>) -> Result<(), Counter> {
        let received = self.now();
        let may = self.state.borrow().devices.get(&device).is_some_and(|it| it.may_report(received));
        if !may {
            self.hatch.counts().refused(Unfit::NotEnrolled);
            return Err(Counter::Revoked);
        }
        let fit = |report: &Report| match self.admission.admits(report, received) {
            Ok(()) => true,
            Err(why) => {
                self.hatch.counts().refused(why);
                false
            }
        };
        let fresh = |report| Fresh { device, received, report };
        let fresh: Vec<Fresh> = reports.into_iter().filter(fit).map(fresh).collect();
        if fresh.is_empty() {
            return Ok(());
        }
        for _ in 0..TRIES {
            let (answer, durable) = oneshot::channel();
            match self.hatch.hand_in(fresh.clone(), move |first| drop(answer.send(first))) {
                Ok(()) => {
                    let kept = durable.await.unwrap_or(Err(NotTaken::Closed));
                    return kept.map(|_| ()).map_err(|why| not_kept(&why));
                }
                // Meanwhile its client is not read from, and notices that.
                Err(NotTaken::Full) => sleep(AGAIN_AFTER).await,
                Err(why) => return Err(not_kept(&why)),
            }
        }
        Err(not_kept(&NotTaken::Full))
    }
}

fn not_kept(why: &NotTaken) -> Counter {
    tracing::warn!("reports of a TAK client were not taken, and its connection was closed: {why}");
    Counter::NotKept
}
