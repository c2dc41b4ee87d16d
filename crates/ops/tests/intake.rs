//! Reports are answered once they are durable, heard in the order of their numbers, and refused rather than dropped.

#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::sync::{
    Arc,
    mpsc::{Sender, channel},
};

use model::{Instant, Report, id::DeviceId};
use ops::track::{
    Allowance, Fresh, Heard, Intake, Kept, NotTaken,
    intake::{HATCH, MOST_AT_ONCE},
};
use store::{
    DataDir,
    tracks::{SqliteTracks, Tracks as _, memory::MemoryTracks},
};
use uuid::Uuid;

fn fresh(n: u64) -> Fresh {
    let at: Instant = "2026-11-29T06:00:00Z".parse().unwrap();
    let report = Report { at, fix: None, signal: None };
    Fresh { device: DeviceId(Uuid::from_u128(n.into())), received: at, report }
}

struct Listening(Sender<Vec<Kept>>);

impl Heard for Listening {
    fn heard(&mut self, reports: &[Kept]) {
        self.0.send(reports.to_vec()).unwrap();
    }
}

#[test]
fn what_was_answered_is_on_disk_and_is_heard_once_in_order() {
    let root = tempfile::tempdir().unwrap();
    let dir = DataDir::open(root.path().join("data")).unwrap();
    let tracks = Arc::new(SqliteTracks::open(&dir).unwrap());
    let (send, heard) = channel();
    let intake = Intake::start(tracks.clone(), Listening(send), Allowance::default()).unwrap();
    let (answer, answers) = channel();
    for n in 0..500 {
        let answer = answer.clone();
        let reply = move |first: Result<u64, NotTaken>| answer.send((n, first.unwrap())).unwrap();
        intake.hatch().hand_in(vec![fresh(2 * n), fresh(2 * n + 1)], reply).unwrap();
    }
    drop(answer);
    let answered: Vec<(u64, u64)> = answers.iter().collect();
    assert_eq!(answered, (0..500).map(|n| (n, 2 * n + 1)).collect::<Vec<_>>());
    assert_eq!(intake.hatch().counts().so_far().kept, 1000);
    intake.stop();
    let heard: Vec<Kept> = heard.iter().flatten().collect();
    assert_eq!(heard, (0..1000).map(|n| Kept { number: n + 1, fresh: fresh(n) }).collect::<Vec<_>>());
    let stored = tracks.armfuls(1, usize::MAX).unwrap();
    let stored: Vec<Fresh> =
        stored.iter().flat_map(|armful| Fresh::read_all(&armful.body).unwrap()).collect();
    assert_eq!(stored, (0..1000).map(fresh).collect::<Vec<_>>());
}

#[test]
fn on_a_full_disk_everybody_is_told_and_nothing_is_heard_until_there_is_room() {
    let tracks = MemoryTracks::default();
    tracks.fail(true);
    let (send, heard) = channel();
    let intake = Intake::start(Arc::new(tracks.clone()), Listening(send), Allowance::default()).unwrap();
    let (answer, answers) = channel();
    let hand_in = |n| {
        let answer = answer.clone();
        intake.hatch().hand_in(vec![fresh(n)], move |first| answer.send(first).unwrap()).unwrap();
        answers.recv().unwrap()
    };
    assert!(matches!(hand_in(1), Err(NotTaken::NotKept(_))));
    tracks.fail(false);
    assert_eq!(hand_in(2), Ok(1));
    let counted = intake.hatch().counts().so_far();
    assert_eq!((counted.kept, counted.not_kept), (1, 1));
    intake.stop();
    assert_eq!(heard.iter().flatten().map(|kept| kept.fresh).collect::<Vec<_>>(), [fresh(2)]);
}

/// A watch that is held up, until it is let go.
struct HeldUp(std::sync::mpsc::Receiver<()>);

impl Heard for HeldUp {
    fn heard(&mut self, _: &[Kept]) {
        // Whoever let go for good holds nothing up any more.
        let _ = self.0.recv();
    }
}

#[test]
fn over_capacity_the_answer_is_to_try_again_and_it_is_counted() {
    let (go, held) = channel();
    let intake =
        Intake::start(Arc::new(MemoryTracks::default()), HeldUp(held), Allowance::default()).unwrap();
    let hatch = intake.hatch();
    let too_many = (0..=MOST_AT_ONCE as u64).map(fresh).collect();
    assert_eq!(hatch.hand_in(too_many, |_| ()), Err(NotTaken::TooMany(MOST_AT_ONCE + 1)));
    let (answer, answers) = channel();
    let refused = (0..).find(|n| {
        let answer = answer.clone();
        hatch.hand_in(vec![fresh(*n)], move |first| answer.send(first).unwrap()) == Err(NotTaken::Full)
    });
    let accepted = usize::try_from(refused.unwrap()).unwrap();
    assert!(accepted >= HATCH, "{accepted}");
    let counted = hatch.counts().so_far();
    assert_eq!((counted.over_capacity, counted.too_many), (1, 1));
    // Whoever tries again by themselves counts once, in the end.
    assert_eq!(hatch.tries(vec![fresh(0)], Instant::MIN, |_| ()), Err(NotTaken::Full));
    assert_eq!(hatch.counts().so_far().over_capacity, 1);
    // Nor does a device use up by that what it may send.
    for _ in 0..20 {
        let many = (0..MOST_AT_ONCE as u64).map(fresh).collect();
        assert_eq!(hatch.tries(many, Instant::MIN, |_| ()), Err(NotTaken::Full));
    }
    drop((go, answer));
    intake.stop();
    assert_eq!(answers.iter().filter(Result::is_ok).count(), accepted, "whatever was accepted was kept");
    assert_eq!(hatch.hand_in(vec![fresh(0)], |_| ()), Err(NotTaken::Closed));
    assert_eq!(hatch.counts().so_far().closing, 1);
}
