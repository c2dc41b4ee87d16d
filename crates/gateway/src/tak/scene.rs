//! A desk for tests, at which two devices may report, with what they report kept in memory.

use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    time::{Duration, Instant as Started},
};

use atlas::Atlas;
use conduct::{State, What, device::DeviceSort};
use model::{
    Digest, Instant, Span,
    id::DeviceId,
    party::{Actor, Role},
};
use ops::track::{Admission, Allowance, Fresh, Heard, Intake, Kept};
use sha2::{Digest as _, Sha256};
use store::tracks::memory::MemoryTracks;
use tokio::sync::watch;
use uuid::Uuid;

use super::{Counter, Desk, counts::Counts};

/// The devices, each by its credential.
pub(super) const LEAD: &str = "lead-credential";
pub(super) const COACH: &str = "coach-credential";
/// How many reports of a device come back a second: few, so that a device is soon out of its allowance.
const PER_SECOND: u32 = 10;

pub(super) struct Scene {
    pub desk: Arc<Desk>,
    state: watch::Sender<Arc<State>>,
    kept: Receiver<Fresh>,
    _intake: Intake,
}

pub(super) fn device(credential: &str) -> DeviceId {
    DeviceId(Uuid::from_bytes(digest(credential).0[..16].try_into().unwrap()))
}

fn digest(credential: &str) -> Digest {
    Digest(Sha256::digest(credential).into())
}

pub(super) fn begins() -> Instant {
    "2026-12-11T06:00:00Z".parse().unwrap()
}

struct Listening(Sender<Fresh>);

impl Heard for Listening {
    fn heard(&mut self, reports: &[Kept]) {
        for kept in reports {
            let _ = self.0.send(kept.fresh);
        }
    }
}

impl Scene {
    pub(super) fn open() -> Scene {
        let (say, kept) = channel();
        let tracks = Arc::new(MemoryTracks::default());
        let intake = Intake::start(tracks, Listening(say), Allowance::of(PER_SECOND)).unwrap();
        let mut state = State::default();
        enrol(&mut state, LEAD, "vehicles[lead]");
        enrol(&mut state, COACH, "vehicles[coach]");
        let (state, seen) = watch::channel(Arc::new(state));
        let opened = Started::now();
        let clock =
            move || begins().saturating_add(Span(i64::try_from(opened.elapsed().as_micros()).unwrap()));
        let desk = Desk::new(
            seen,
            (intake.hatch(), Admission::default()),
            Arc::new(clock),
            Arc::new(|_: &mut [u8]| ()),
            Arc::new(Counts::default()),
            (Arc::new(Atlas::of(Path::new("nowhere"))), Arc::new(|_| None), ops::watching::Board::default()),
        );
        Scene { desk: Arc::new(desk), state, kept, _intake: intake }
    }

    /// From now on a device may report no more.
    pub(super) fn revoke(&self, credential: &str) {
        let mut state = State::clone(&self.state.borrow());
        state.devices.remove(&device(credential));
        self.state.send_replace(Arc::new(state));
    }

    /// What became durable next.
    #[track_caller]
    pub(super) fn next_kept(&self) -> Fresh {
        self.kept.recv_timeout(Duration::from_secs(10)).expect("something more is kept")
    }

    /// How many became durable so far.
    pub(super) fn how_many(&self) -> u64 {
        self.desk.hatch.counts().so_far().kept
    }

    pub(super) fn counted(&self, counter: Counter) -> u64 {
        self.desk.counts.of(counter)
    }
}

fn enrol(state: &mut State, credential: &str, serves: &str) {
    let by = Actor { person: None, role: Role::System, agency: "room".parse().unwrap() };
    let (serves, sort) = (serves.parse().unwrap(), DeviceSort::Tracker);
    let what = What::DeviceEnrolled {
        device: device(credential),
        serves,
        sort,
        credential: digest(credential),
        until: None,
        consent: None,
        language: None,
    };
    state.apply(&conduct::Event { at: begins(), by, what });
}
