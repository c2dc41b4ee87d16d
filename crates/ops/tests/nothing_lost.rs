//! Nothing acknowledged is lost: the same story is told to a room whose disk fails at every step there is, at
//! every time it is taken, in every way it can; whoever gets no answer asks again, as people do.
//!
//! After each run every acknowledged submission stands in the log once, with the events its answer named; none
//! that was told "nothing was recorded" stands there; the log verifies; and the room believes what its log says.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use std::collections::BTreeMap;

use ops::{Answer, Recorded, Refusal, Room, Submission};
use scene::*;
use store::{
    AppendError, ReadStore,
    simulated::{Disk, Failing, Fault, MemoryStore, Step},
};

/// What the story's people were told, by the submission's place in the story.
#[derive(Default)]
struct Told {
    recorded: BTreeMap<usize, Recorded>,
    /// Whether anybody was told so for certain, and never told otherwise.
    refused: BTreeMap<usize, bool>,
    why: Vec<Refusal>,
}

/// Batches of submissions. Each has a number of its own, so that it is recognised in the log. Some have keys,
/// one is repeated within its batch, one in a later batch, one is refused whatever happens.
fn story() -> Vec<Vec<Submission>> {
    vec![
        vec![open_world("home", conduct::World::Actual).keyed("open")],
        vec![adopt(&[practice()]).keyed("adopt"), request("M-1").keyed("one"), request("M-2")],
        vec![request("M-3").keyed("three"), request("M-3").keyed("three"), request("M-2")],
        vec![request("M-1").keyed("one"), request("M-4"), nothing_happens().keyed("time")],
        vec![nothing_happens().keyed("time-again")],
        vec![request("M-5").keyed("five"), nothing_happens().keyed("time-again")],
    ]
}

fn nothing_happens() -> Submission {
    submission(model::party::Role::System, conduct::Act::Advance)
}

/// Whether this answer says for certain that nothing was recorded.
fn certainly_not(refusal: &Refusal) -> bool {
    !matches!(refusal, Refusal::NotRecorded(AppendError::Unknown(_)) | Refusal::Unanswered)
}

/// Tells the story on a disk with these faults; boots again whenever the machine is down.
fn tell_on(faults: &[Fault]) -> (Disk, Told) {
    let disk = Disk::new();
    faults.iter().for_each(|fault| disk.plan(*fault));
    let clock = Clockwork::new();
    let mut told = Told::default();
    let mut room = reopened(&disk, &clock, 1);
    let mut place = 0;
    for (turn, batch) in story().into_iter().enumerate() {
        if room.as_ref().is_none_or(|room| room.store().size().is_err()) {
            room = reopened(&disk, &clock, 100 + turn as u64);
        }
        let count = batch.len();
        let answers = match &mut room {
            Some(room) => room.take(batch),
            None => vec![Err(Refusal::Closed("it would not open".to_owned())); count],
        };
        assert_eq!(answers.len(), count);
        for answer in answers {
            told.hear(place, answer);
            place += 1;
        }
        clock.pass(model::Span::minutes(1));
    }
    drop(room);
    (disk, told)
}

fn reopened(disk: &Disk, clock: &Clockwork, seed: u64) -> Option<Room<MemoryStore>> {
    let open = |seed| Room::open(disk.boot(), keys(), signer(), clock.surroundings(seed), BUILD).ok();
    open(seed).or_else(|| open(seed + 1000))
}

impl Told {
    fn hear(&mut self, place: usize, answer: Answer) {
        match answer {
            Ok(recorded) => {
                self.recorded.insert(place, recorded);
            }
            Err(refusal) => {
                self.refused.insert(place, certainly_not(&refusal));
                self.why.push(refusal);
            }
        }
    }
}

/// Holds what people were told against the mended disk.
fn holds(disk: &Disk, told: &Told) {
    disk.mend();
    let clock = Clockwork::new();
    clock.pass(model::Span::hours(1));
    let mut room = open(disk.boot(), &clock, 5000);
    agrees_with_its_log(&room);
    let in_log = numbers(room.store());
    let story: Vec<Submission> = story().into_iter().flatten().collect();

    for (place, recorded) in &told.recorded {
        let n = recorded.entries.start;
        let stored = room.store().entries(n, recorded.entries.end - n).unwrap();
        assert_eq!(stored.len(), recorded.events.len(), "submission {place}");
        for (entry, event) in stored.iter().zip(&recorded.events) {
            match ops::journal::read(&entry.bytes).unwrap().0 {
                ops::journal::Entry::InWorld(_, kept) => assert_eq!(kept, *event, "submission {place}"),
                other => panic!("submission {place} was answered with {other:?}"),
            }
        }
    }
    let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, submission) in story.iter().enumerate() {
        number(submission).into_iter().for_each(|number| by_number.entry(number).or_default().push(place));
    }
    for (number, places) in by_number {
        if places.iter().all(|place| told.refused.get(place) == Some(&true)) {
            assert!(!in_log.contains(&number), "{number} was refused and stands in the log");
        }
        if places.iter().any(|place| told.recorded.contains_key(place)) {
            assert!(in_log.contains(&number), "{number} was acknowledged and is lost");
        }
    }
    for (n, number) in in_log.iter().enumerate() {
        assert!(!in_log[..n].contains(number), "{number} stands in the log twice");
    }

    // Whoever lost an answer asks again, and is answered as the first time.
    let mut once_more = Vec::new();
    for (place, submission) in story.iter().enumerate().filter(|(_, one)| one.key.is_some()) {
        let again = ask(&mut room, submission.clone()).unwrap_or_else(|e| panic!("submission {place}: {e}"));
        if let Some(first) = told.recorded.get(&place) {
            assert!(again.repeated, "submission {place} happened twice");
            assert_eq!(
                (&again.entries, &again.events),
                (&first.entries, &first.events),
                "submission {place}"
            );
        }
        once_more.push((submission.clone(), again));
    }
    for (submission, before) in once_more {
        let again = ask(&mut room, submission).unwrap();
        assert_eq!(again, Recorded { repeated: true, ..before });
    }
    agrees_with_its_log(&room);
}

fn number(submission: &Submission) -> Option<String> {
    match &submission.task {
        ops::Task::Command(command) => match &command.act {
            conduct::Act::RequestMovement { number, .. } => Some(number.to_string()),
            _ => None,
        },
        ops::Task::OpenWorld { .. } => None,
    }
}

/// How often each step is taken when all goes well. A failure leads to more reading, so reads get room.
fn occurrences() -> BTreeMap<Step, u64> {
    let (disk, told) = tell_on(&[]);
    assert_eq!(told.refused.len(), 1, "only the second M-2 is refused: {:?}", told.why);
    let mut steps = BTreeMap::new();
    for step in disk.trace() {
        *steps.entry(step).or_insert(0) += 1;
    }
    holds(&disk, &told);
    *steps.get_mut(&Step::Read).unwrap() += 40;
    steps
}

#[test]
fn nothing_acknowledged_is_lost_whatever_fails_once_or_for_good() {
    let mut plans = 0;
    for (step, times) in occurrences() {
        for (occurrence, failing) in (1..=times).flat_map(|n| Failing::ALL.map(|failing| (n, failing))) {
            for lasting in [false, true] {
                let fault = Fault { lasting, ..Fault::at(step, occurrence, failing) };
                let (disk, told) = tell_on(&[fault]);
                holds(&disk, &told);
                plans += 1;
            }
        }
    }
    println!("{plans} plans of one fault");
    assert!(plans > 500, "{plans}");
}

#[test]
fn nothing_acknowledged_is_lost_when_the_record_cannot_be_read_after_a_commit_of_unknown_outcome() {
    let mut plans = 0;
    let steps = occurrences();
    let commits = [Step::Sync, Step::Acknowledge].map(|step| (step, steps[&step]));
    for (step, occurrence) in
        commits.into_iter().flat_map(|(step, times)| (1..=times).map(move |n| (step, n)))
    {
        for failing in [Failing::LosesUnsynced, Failing::PersistsThenFails] {
            let commit = Fault::at(step, occurrence, failing);
            for read in reads_that_settle(commit) {
                for (then, lasting) in
                    [(Failing::Refuses, false), (Failing::Refuses, true), (Failing::Crashes, false)]
                {
                    let reading = Fault { lasting, ..Fault::at(Step::Read, read, then) };
                    let (disk, told) = tell_on(&[commit, reading]);
                    holds(&disk, &told);
                    plans += 1;
                }
            }
        }
    }
    println!("{plans} plans of two faults");
    assert!(plans > 500, "{plans}");
}

/// Which reads follow upon a failed commit until the next one begins.
fn reads_that_settle(commit: Fault) -> std::ops::RangeInclusive<u64> {
    let trace = tell_on(&[commit]).0.trace();
    let taken = |until: usize, step| trace[..until].iter().filter(|one| **one == step).count() as u64;
    let failed = (0..trace.len()).find(|at| taken(at + 1, commit.step) == commit.occurrence).unwrap();
    let next = (failed + 1..trace.len()).find(|at| trace[*at] == Step::Begin).unwrap_or(trace.len());
    taken(failed, Step::Read) + 1..=taken(next, Step::Read)
}
