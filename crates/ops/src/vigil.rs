//! Whether the machine slept, or this process was stopped, while a room was open: nobody listened meanwhile.
//!
//! The threads of a process that was stopped go on in any order, and each finds that time has passed. What fell due meanwhile nobody could
//! do. So the one that lets time pass in the room, its writer, looks first, and has it said before anything else in the same batch.

use conduct::{
    Act, Command,
    watched::{Deaf, MOST_DEAF},
};
use model::{Span, Word};

use crate::{
    room::system,
    submission::{Answer, Refusal, Submission},
    surroundings::Reading,
};

/// Whoever did not look for longer did not listen. Ours: the writer looks each second, and nobody is missed for less.
const STOPPED: Span = Span::seconds(30);

/// When the writer looked last, and what it found that is not on the record yet.
#[derive(Default)]
pub(crate) struct Vigil {
    looked: Option<Reading>,
    unsaid: Vec<Deaf>,
}

impl Vigil {
    /// What is to be said first in a world. Without a clock that nobody sets, which goes on while the machine sleeps, nobody knows.
    pub fn looks(&mut self, now: Reading, world: Option<&Word>) -> Vec<Submission> {
        let before = self.looked.replace(now).and_then(|before| before.steady);
        let passed = before.zip(now.steady).map(|(before, now)| now.saturating_sub(before));
        let passed = passed.and_then(|passed| i64::try_from(passed).ok()).map(Span);
        if let Some(Span(passed)) = passed.filter(|passed| *passed > STOPPED) {
            // By the clock as it is now: it may have been set meanwhile.
            self.unsaid.push(Deaf { from: now.wall.saturating_add(Span(-passed)), until: now.wall });
        }
        let too_many = self.unsaid.len().saturating_sub(MOST_DEAF);
        self.unsaid.drain(..too_many);
        let Some(world) = world else { return Vec::new() };
        let says = |deaf: &Deaf| {
            let act = Act::HearAgain { since: deaf.from, until: Some(deaf.until) };
            Submission::of(world.clone(), Command { by: system(world.clone()), act })
        };
        self.unsaid.iter().map(says).collect()
    }

    /// What could not be written is said again with the next batch.
    pub fn heard(&mut self, answers: &[Answer]) {
        let is_taken = |answer: &Answer| matches!(answer, Ok(_) | Err(Refusal::Rejected(_)));
        if answers.iter().all(is_taken) {
            self.unsaid.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

    use conduct::Rejection;
    use model::Instant;
    use store::{AppendError, StoreError};

    use super::*;
    use crate::submission::Task;

    fn at(wall: i32, steady: u64) -> Reading {
        let wall = Instant::MIN.saturating_add(Span::seconds(100_000 + wall));
        Reading { wall, synchronised: true, steady: Some(steady * 1_000_000) }
    }

    fn said(submissions: &[Submission]) -> Vec<(Span, Span)> {
        let zero = at(0, 0).wall;
        let gap = |submission: &Submission| match &submission.task {
            Task::Command(Command { act: Act::HearAgain { since, until }, .. }) => {
                Some((since.since(zero), until.unwrap().since(zero)))
            }
            _ => None,
        };
        submissions.iter().filter_map(gap).collect()
    }

    #[test]
    fn whoever_did_not_look_for_longer_than_half_a_minute_heard_nothing_since_they_did() {
        let world = "home".parse().unwrap();
        let mut vigil = Vigil::default();
        assert_eq!(said(&vigil.looks(at(0, 0), Some(&world))), []);
        assert_eq!(said(&vigil.looks(at(30, 30), Some(&world))), []);
        let gap = (Span::seconds(30), Span::seconds(61));
        assert_eq!(said(&vigil.looks(at(61, 61), Some(&world))), [gap]);
        vigil.heard(&[Err(Refusal::Rejected(Rejection::Misshapen))]);
        assert_eq!(said(&vigil.looks(at(62, 62), Some(&world))), []);
        // A clock that was set forward is no time that passed, and by it the time that did is told.
        assert_eq!(said(&vigil.looks(at(3_600, 63), Some(&world))), []);
        let gap = (Span::seconds(7_100), Span::seconds(7_200));
        assert_eq!(said(&vigil.looks(at(7_200, 163), Some(&world))), [gap]);
    }

    #[test]
    fn what_could_not_be_written_is_said_again_as_it_was() {
        let world = "home".parse().unwrap();
        let mut vigil = Vigil::default();
        assert_eq!(said(&vigil.looks(at(0, 0), Some(&world))), []);
        let gap = (Span::seconds(0), Span::seconds(900));
        assert_eq!(said(&vigil.looks(at(900, 900), Some(&world))), [gap]);
        let full = StoreError::Locked { place: "here".into(), holder: String::new() };
        vigil.heard(&[Err(Refusal::NotRecorded(AppendError::Unknown(full)))]);
        let another = (Span::seconds(910), Span::seconds(950));
        assert_eq!(said(&vigil.looks(at(910, 910), Some(&world))), [gap]);
        assert_eq!(said(&vigil.looks(at(950, 950), Some(&world))), [gap, another]);
    }
}
