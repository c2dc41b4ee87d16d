//! What a client reports, handed in. Nothing further is read from it until that is durable.

use std::{collections::HashSet, time::Duration};

use model::id::DeviceId;
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
    /// Makes reports durable, those that are taken, with one commit. On a connection of several devices what has to wait of one, or
    /// is refused of it, holds up none of the others.
    ///
    /// # Errors
    /// When its only device may report no more, or they cannot be: the connection has to be closed.
    pub(super) async fn keep(&self, fresh: Vec<Fresh>, is_of_several: bool) -> Result<(), Counter> {
        let admitted = fresh.into_iter().filter_map(|it| self.hatch.admits(&self.admission, it).ok());
        let (mut fresh, mut tries): (Vec<Fresh>, _) = (admitted.collect(), 0);
        self.lets_go_of_revoked(&mut fresh, is_of_several)?;
        while tries < TRIES && !fresh.is_empty() {
            let (answer, durable) = oneshot::channel();
            match self.hatch.tries(fresh.clone(), self.now(), move |first| drop(answer.send(first))) {
                Ok(()) => {
                    return match durable.await {
                        Ok(kept) => kept.map(|_| ()).map_err(|why| not_kept(&why)),
                        Err(_) => Err(self.not_taken(&NotTaken::Closed, fresh.len())),
                    };
                }
                // Meanwhile its client is not read from, and notices that.
                Err(NotTaken::Full) => {
                    tries += 1;
                    sleep(AGAIN_AFTER).await;
                }
                Err(NotTaken::TooFast { devices, .. })
                    if is_of_several && self.lets_go_of(&mut fresh, &devices) => {}
                // It waits by itself: nobody else is kept from anything, and it is not sent away for it.
                Err(NotTaken::TooFast { again, .. }) => {
                    let again = u64::try_from(again.0).map_or(LONGEST_WAIT, Duration::from_micros);
                    sleep(again.min(LONGEST_WAIT)).await;
                    self.lets_go_of_revoked(&mut fresh, is_of_several)?;
                }
                Err(why) => return Err(self.not_taken(&why, fresh.len())),
            }
        }
        if fresh.is_empty() { Ok(()) } else { Err(self.not_taken(&NotTaken::Full, fresh.len())) }
    }

    /// Leaves out what devices sent that have to wait, and counts it. Of each the first call for help stays, and the first word that
    /// it is over: these wait, a fraction of a second. Whether there was anything to leave out.
    fn lets_go_of(&self, fresh: &mut Vec<Fresh>, devices: &[DeviceId]) -> bool {
        let (before, mut called) = (fresh.len(), HashSet::new());
        fresh.retain(|Fresh { device, report, .. }| {
            !devices.contains(device) || report.signal.is_some_and(|signal| called.insert((*device, signal)))
        });
        let gone = before - fresh.len();
        self.hatch.counts().too_fast(gone);
        gone > 0
    }

    /// However often they were tried, they are counted once.
    fn not_taken(&self, why: &NotTaken, count: usize) -> Counter {
        self.hatch.counts().not_taken(why, count);
        not_kept(why)
    }

    /// Leaves out what is of devices that may report no more, and counts it.
    fn lets_go_of_revoked(&self, fresh: &mut Vec<Fresh>, is_of_several: bool) -> Result<(), Counter> {
        let (state, now) = (self.state.borrow(), self.now());
        let before = fresh.len();
        fresh.retain(|Fresh { device, .. }| {
            let may_report = state.devices.get(device).is_some_and(|it| it.may_report(now));
            if !may_report {
                self.hatch.counts().refused(Unfit::NotEnrolled);
            }
            may_report
        });
        if fresh.len() < before && !is_of_several { Err(Counter::Revoked) } else { Ok(()) }
    }
}

fn not_kept(why: &NotTaken) -> Counter {
    tracing::warn!("reports of a TAK client were not taken, and its connection was closed: {why}");
    Counter::NotKept
}
