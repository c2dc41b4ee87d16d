//! What a client reports, handed in. Nothing further is read from it until that is durable.

use std::time::Duration;

use ops::track::{Fresh, NotTaken, Unfit};
use tokio::{sync::oneshot, time::sleep};

use super::{Desk, counts::Counter};

/// How long it is waited while more comes in than can be kept, and how often. Ours: five seconds in all, after which the
/// connection is closed; its client comes back by itself and reports anew.
const AGAIN_AFTER: Duration = Duration::from_millis(250);
const TRIES: usize = 20;
/// After how long at most it is looked again whether a device that has to wait may still report. Ours.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

impl Desk {
    /// Makes reports durable, those that are taken, with one commit.
    ///
    /// # Errors
    /// When one of their devices may report no more, or they cannot be: the connection has to be closed.
    pub(super) async fn keep(&self, mut fresh: Vec<Fresh>) -> Result<(), Counter> {
        self.may_all_report(&fresh)?;
        fresh.retain(|Fresh { received, report, .. }| match self.admission.admits(report, *received) {
            Ok(()) => true,
            Err(why) => {
                self.hatch.counts().refused(why);
                false
            }
        });
        if fresh.is_empty() {
            return Ok(());
        }
        let (count, mut tries) = (fresh.len(), 0);
        while tries < TRIES {
            let (answer, durable) = oneshot::channel();
            match self.hatch.tries(fresh.clone(), move |first| drop(answer.send(first))) {
                Ok(()) => {
                    return match durable.await {
                        Ok(kept) => kept.map(|_| ()).map_err(|why| not_kept(&why)),
                        Err(_) => Err(self.not_taken(&NotTaken::Closed, count)),
                    };
                }
                // Meanwhile its client is not read from, and notices that.
                Err(NotTaken::Full) => {
                    tries += 1;
                    sleep(AGAIN_AFTER).await;
                }
                // It waits by itself: nobody else is kept from anything, and it is not sent away for it.
                Err(NotTaken::TooFast { again }) => {
                    let again = u64::try_from(again.0).map_or(LONGEST_WAIT, Duration::from_micros);
                    sleep(again.min(LONGEST_WAIT)).await;
                    self.may_all_report(&fresh)?;
                }
                Err(why) => return Err(self.not_taken(&why, count)),
            }
        }
        Err(self.not_taken(&NotTaken::Full, count))
    }

    /// However often they were tried, they are counted once.
    fn not_taken(&self, why: &NotTaken, count: usize) -> Counter {
        self.hatch.counts().not_taken(why, count);
        not_kept(why)
    }

    /// Neighbouring reports are mostly of one device, which is looked at once.
    fn may_all_report(&self, fresh: &[Fresh]) -> Result<(), Counter> {
        let (state, now) = (self.state.borrow(), self.now());
        let of_each = fresh.chunk_by(|one, next| one.device == next.device).filter_map(<[Fresh]>::first);
        for Fresh { device, .. } in of_each {
            if !state.devices.get(device).is_some_and(|it| it.may_report(now)) {
                self.hatch.counts().refused(Unfit::NotEnrolled);
                return Err(Counter::Revoked);
            }
        }
        Ok(())
    }
}

fn not_kept(why: &NotTaken) -> Counter {
    tracing::warn!("reports of a TAK client were not taken, and its connection was closed: {why}");
    Counter::NotKept
}
