//! A thread that makes reports durable, many at once.
//!
//! While one armful is being written the next gathers, so the more come in, the fewer commits it takes. Where nobody waits for an
//! answer, an armful waits a moment for more: each commit less is one less that an alert waits behind at the disk. Whoever handed
//! reports in is answered once they are durable and not before; only then are they heard by the watch. The hatch is
//! bounded: who finds it full is told so and tries again, and nothing is queued without limit.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant as Passed},
};

use model::{Instant, Span, id::DeviceId};
use store::{StoreError, tracks::Tracks};

use super::{
    admission::{Admission, Counts, Unfit},
    allowance::Allowance,
    kept::{Fresh, Kept, LONGEST},
};

/// The most reports handed in at once.
pub const MOST_AT_ONCE: usize = 1_000;
/// The most reports of one commit, give or take the last that were handed in.
pub const LARGEST_ARMFUL: usize = 16_384;
/// How long an armful waits for more, from the first of it. Ours, two milliseconds: who reports without an answer is shown within a
/// second.
const GATHERS: Duration = Duration::from_millis(2);
/// One of so many reports waits no longer. Ours: the commit costs less than they do.
const ENOUGH: usize = 1_024;
/// How many hand-ins wait before the hatch is full.
pub const HATCH: usize = 4_096;

/// Hears reports once they are durable, in the order of their numbers.
pub trait Heard: Send {
    /// These became durable.
    fn heard(&mut self, reports: &[Kept]);
}

/// Nobody.
impl Heard for () {
    fn heard(&mut self, _: &[Kept]) {}
}

/// Two who hear.
impl<A: Heard, B: Heard> Heard for (A, B) {
    fn heard(&mut self, reports: &[Kept]) {
        self.0.heard(reports);
        self.1.heard(reports);
    }
}

/// Why reports were not taken. None of them was.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotTaken {
    /// Some device has reported more than one may: the rest is taken after so long.
    #[error("the device sends more reports than one may: send them again in {} s", again.0.div_euclid(1_000_000) + 1)]
    TooFast {
        /// After how long.
        again: Span,
        /// Which devices.
        devices: Vec<DeviceId>,
    },
    /// So many wait already.
    #[error("more reports come in than can be kept: send them again in a moment")]
    Full,
    /// More than are taken at once.
    #[error("{0} reports at once, and {MOST_AT_ONCE} are the most: send them in parts")]
    TooMany(usize),
    /// They could not be written.
    #[error("the reports were not kept: {0}. Send them again")]
    NotKept(StoreError),
    /// Nothing is taken any more.
    #[error("the room is closing and takes no reports: send them again once it is open")]
    Closed,
}

/// What is done with the answer: the number of the first report, or why none was kept.
type Reply = Box<dyn FnOnce(Result<u64, NotTaken>) + Send>;

/// What comes through the hatch.
enum Handed {
    Reports {
        reports: Vec<Fresh>,
        /// Whether the armful waits for no more.
        at_once: bool,
        reply: Reply,
    },
    /// Nothing after this.
    Shut,
}

/// Where reports are handed in. Clone it for every listener.
#[derive(Clone, Debug)]
pub struct Hatch {
    send: SyncSender<Handed>,
    counts: Arc<Counts>,
    allowance: Arc<Mutex<Allowance>>,
}

/// The thread.
#[derive(Debug)]
pub struct Intake {
    hatch: Hatch,
    thread: JoinHandle<()>,
}

impl Intake {
    /// Begins to take reports in, as many of each device as it may send.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(
        tracks: Arc<dyn Tracks>,
        heard: impl Heard + 'static,
        allowance: Allowance,
    ) -> std::io::Result<Self> {
        let (send, receive) = sync_channel(HATCH);
        let counts = Arc::new(Counts::default());
        let hatch = Hatch { send, counts: Arc::clone(&counts), allowance: Arc::new(Mutex::new(allowance)) };
        let take_in = move || take_in(&*tracks, &receive, &counts, heard);
        let thread = std::thread::Builder::new().name("intake".into()).spawn(take_in)?;
        Ok(Intake { hatch, thread })
    }

    /// Another hand at the hatch.
    #[must_use]
    pub fn hatch(&self) -> Hatch {
        self.hatch.clone()
    }

    /// Answers what was handed in, and takes nothing more.
    pub fn stop(self) {
        // A thread that came to grief has shut the hatch already.
        let _ = self.hatch.send.send(Handed::Shut);
        let _ = self.thread.join();
    }
}

impl Hatch {
    /// A report as it is taken; what is refused of it, or not believed, is counted.
    ///
    /// # Errors
    /// When it is not taken.
    pub fn admits(&self, admission: &Admission, fresh: Fresh) -> Result<Fresh, Unfit> {
        let stated = fresh.report;
        let report = admission.admits(stated, fresh.received).inspect_err(|why| self.counts.refused(*why))?;
        if report.at != stated.at {
            self.counts.time_not_believed();
        }
        Ok(Fresh { report, ..fresh })
    }

    /// Hands reports in. `reply` is called once they are durable, or it is known that they are not, on the intake's
    /// thread: it must not wait.
    ///
    /// # Errors
    /// When the hatch is full or shut, they are too many, or their device has to wait; then `reply` is not called, and they are
    /// counted.
    pub fn hand_in(
        &self,
        reports: Vec<Fresh>,
        reply: impl FnOnce(Result<u64, NotTaken>) + Send + 'static,
    ) -> Result<(), NotTaken> {
        let count = reports.len();
        let now = reports.iter().map(|it| it.received).max().unwrap_or(Instant::MIN);
        self.hands(reports, now, true, reply).inspect_err(|why| self.counts.not_taken(why, count))
    }

    /// The same for whoever tries again by themselves, with the time of each try, and counts those that come to nothing once. No device
    /// waits for the answer: but for calls for help it waits a moment for more.
    ///
    /// # Errors
    /// The same; nothing is counted.
    pub fn tries(
        &self,
        reports: Vec<Fresh>,
        now: Instant,
        reply: impl FnOnce(Result<u64, NotTaken>) + Send + 'static,
    ) -> Result<(), NotTaken> {
        let at_once = reports.iter().any(|fresh| fresh.report.signal.is_some());
        self.hands(reports, now, at_once, reply)
    }

    /// Hands them in if there is room and their devices may send as many now.
    fn hands(
        &self,
        reports: Vec<Fresh>,
        now: Instant,
        at_once: bool,
        reply: impl FnOnce(Result<u64, NotTaken>) + Send + 'static,
    ) -> Result<(), NotTaken> {
        let count = reports.len();
        if count > MOST_AT_ONCE {
            return Err(NotTaken::TooMany(count));
        }
        let mut allowance = self.allowance.lock().unwrap_or_else(PoisonError::into_inner);
        let too_fast = |(again, devices)| NotTaken::TooFast { again, devices };
        let after = allowance.with(&reports, now).map_err(too_fast)?;
        let handed = Handed::Reports { reports, at_once, reply: Box::new(reply) };
        self.send.try_send(handed).map_err(|error| match error {
            TrySendError::Full(_) => NotTaken::Full,
            TrySendError::Disconnected(_) => NotTaken::Closed,
        })?;
        // Whoever is sent away for want of room has used up nothing.
        allowance.use_up(after);
        Ok(())
    }

    /// What came in so far.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }
}

fn take_in(tracks: &dyn Tracks, hatch: &Receiver<Handed>, counts: &Counts, mut heard: impl Heard) {
    let mut open = true;
    let mut body = Vec::with_capacity(LARGEST_ARMFUL * LONGEST);
    while open {
        let (mut fresh, mut waiting) = (Vec::new(), Vec::new());
        let mut next = hatch.recv().ok();
        let (began, mut gathers) = (Passed::now(), true);
        open = next.is_some();
        while let Some(handed) = next {
            match handed {
                Handed::Reports { reports, at_once, reply } => {
                    waiting.push((fresh.len(), reply));
                    fresh.extend(reports);
                    gathers &= !at_once && fresh.len() < ENOUGH;
                }
                Handed::Shut => open = false,
            }
            next = match open && fresh.len() < LARGEST_ARMFUL {
                true if gathers => hatch.recv_timeout(GATHERS.saturating_sub(began.elapsed())).ok(),
                true => hatch.try_recv().ok(),
                false => None,
            };
        }
        let first = keep(tracks, &fresh, &mut body);
        let first = first.map_err(NotTaken::NotKept);
        match &first {
            Ok(_) => counts.kept(fresh.len()),
            Err(why) => counts.not_taken(why, fresh.len()),
        }
        for (before, reply) in waiting {
            reply(first.clone().map(|first| first + before as u64));
        }
        if let Ok(first) = first {
            let numbered = (first..).zip(fresh);
            let kept: Vec<Kept> = numbered.map(|(number, fresh)| Kept { number, fresh }).collect();
            heard.heard(&kept);
        }
    }
    turn_away(hatch, counts);
}

/// Keeps all of it with one commit.
fn keep(tracks: &dyn Tracks, fresh: &[Fresh], body: &mut Vec<u8>) -> Result<u64, StoreError> {
    if fresh.is_empty() {
        return tracks.next();
    }
    body.clear();
    fresh.iter().for_each(|report| report.write(body));
    tracks.append(u32::try_from(fresh.len()).unwrap_or(u32::MAX), body)
}

/// Who knocked after the hatch was shut is told so at once.
fn turn_away(hatch: &Receiver<Handed>, counts: &Counts) {
    while let Ok(handed) = hatch.try_recv() {
        if let Handed::Reports { reports, reply, .. } = handed {
            counts.not_taken(&NotTaken::Closed, reports.len());
            reply(Err(NotTaken::Closed));
        }
    }
}
