//! Whose turn it is. Each receiver has a lane of its own: one message at a time, then the next, and after a failure
//! nothing for a while. So a receiver that hangs or fails holds up itself only, however much waits for it, and what is
//! kept here grows with the number of receivers and not with the number of messages.
//!
//! Within a lane a message that failed goes behind the others: one that a receiver cannot stomach does not block it.

use std::{collections::BTreeMap, ops::Bound, time::Duration};

use conduct::message::{Message, Outbox, Recipient};
use model::id::MessageId;

use crate::retry;

/// What is to be sent now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Job {
    /// To whom.
    pub to: Recipient,
    /// Under which identifier.
    pub id: MessageId,
    /// What.
    pub message: Message,
}

/// Every lane in which something goes on.
#[derive(Debug, Default)]
pub struct Lanes {
    lanes: BTreeMap<Recipient, Lane>,
    /// Whose turn it was last, so that the next is somebody else's.
    last: Option<Recipient>,
}

#[derive(Debug, Default)]
struct Lane {
    under_way: bool,
    failures: u32,
    /// By the clock that is handed in.
    not_before: Duration,
    last: Option<MessageId>,
}

impl Lanes {
    /// The next to be sent at `now` to a receiver for whom `is_free` has a place, if there is one.
    pub fn next(
        &mut self,
        outbox: &Outbox,
        now: Duration,
        is_free: impl Fn(&Recipient) -> bool,
    ) -> Option<Job> {
        let ready = |to: &Recipient| {
            let waits = self.lanes.get(to).is_some_and(|lane| lane.under_way || now < lane.not_before);
            !waits && is_free(to)
        };
        let from = self.last.clone().map_or(Bound::Unbounded, Bound::Excluded);
        let after = outbox.range((from, Bound::Unbounded));
        let (to, waiting) = after.chain(outbox.iter()).find(|(to, _)| ready(to))?;
        let lane = self.lanes.entry(to.clone()).or_default();
        let from = lane.last.map_or(Bound::Unbounded, Bound::Excluded);
        let (id, message) = waiting.range((from, Bound::Unbounded)).chain(waiting.iter()).next()?;
        (lane.under_way, lane.last) = (true, Some(*id));
        self.last = Some(to.clone());
        Some(Job { to: to.clone(), id: *id, message: message.clone() })
    }

    /// What was under way to somebody has ended; `chance` is drawn by the caller.
    pub fn ended(&mut self, to: &Recipient, failed: bool, now: Duration, chance: u32) {
        let Some(lane) = self.lanes.get_mut(to) else { return };
        lane.under_way = false;
        if failed {
            lane.failures = lane.failures.saturating_add(1);
            lane.not_before = now.saturating_add(retry::pause(lane.failures, chance));
        } else {
            (lane.failures, lane.not_before) = (0, Duration::ZERO);
        }
    }

    /// Forgets receivers for whom nothing waits.
    pub fn forget_idle(&mut self, outbox: &Outbox) {
        self.lanes.retain(|to, lane| lane.under_way || outbox.contains_key(to));
    }

    /// When the next receiver has been left alone long enough.
    #[must_use]
    pub fn next_at(&self, now: Duration) -> Option<Duration> {
        let resting = self.lanes.values().filter(|lane| !lane.under_way && lane.not_before > now);
        resting.map(|lane| lane.not_before).min()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use conduct::message::About;
    use model::id::{MovementId, PersonId};
    use uuid::Uuid;

    use super::*;

    fn person(n: u128) -> Recipient {
        Recipient::Person(PersonId(Uuid::from_u128(n)))
    }

    fn outbox(people: u128, each: u128) -> Outbox {
        let since = "2026-12-01T02:00:00Z".parse().unwrap();
        let message = Message { movement: MovementId(Uuid::from_u128(1)), about: About::Held, since };
        let mut outbox = Outbox::new();
        for (n, m) in (0..people).flat_map(|n| (0..each).map(move |m| (n, m))) {
            let id = MessageId(Uuid::from_u128(n * 100_000 + m));
            outbox.entry(person(n)).or_default().insert(id, message.clone());
        }
        outbox
    }

    fn secs(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn everybody_has_a_turn_and_one_message_at_a_time_is_under_way_to_each() {
        let (outbox, mut lanes) = (outbox(3, 2), Lanes::default());
        let jobs: Vec<Job> = std::iter::from_fn(|| lanes.next(&outbox, secs(0), |_| true)).collect();
        assert_eq!(
            jobs.iter().map(|job| job.to.clone()).collect::<Vec<_>>(),
            [person(0), person(1), person(2)]
        );
        lanes.ended(&person(1), false, secs(1), 0);
        assert_eq!(lanes.next(&outbox, secs(1), |_| true).unwrap().to, person(1));
    }

    #[test]
    fn a_receiver_that_fails_is_left_alone_and_the_others_are_not() {
        let (outbox, mut lanes) = (outbox(2, 3), Lanes::default());
        let failing = lanes.next(&outbox, secs(0), |_| true).unwrap();
        lanes.ended(&failing.to, true, secs(0), u32::MAX);
        for _ in 0..5 {
            let job = lanes.next(&outbox, secs(0), |_| true).unwrap();
            assert_ne!(job.to, failing.to);
            lanes.ended(&job.to, false, secs(0), 0);
        }
        assert_eq!(lanes.next_at(secs(0)), Some(secs(1)));
        let turns: BTreeSet<Recipient> =
            (0..2).map(|_| lanes.next(&outbox, secs(1), |_| true).unwrap().to).collect();
        assert!(turns.contains(&failing.to), "its time has come again");
    }

    #[test]
    fn a_message_that_failed_goes_behind_the_others_of_its_lane() {
        let (outbox, mut lanes) = (outbox(1, 3), Lanes::default());
        let mut sent = Vec::new();
        for second in (0..4).map(|n| n * 10_000) {
            let job = lanes.next(&outbox, secs(second), |_| true).unwrap();
            lanes.ended(&job.to, true, secs(second), u32::MAX);
            sent.push(job.id.0.as_u128());
        }
        assert_eq!(sent, [0, 1, 2, 0]);
    }

    #[test]
    fn a_success_ends_the_memory_of_failures() {
        let (outbox, mut lanes) = (outbox(1, 3), Lanes::default());
        for (second, failed) in [(0, true), (10, true), (20, false), (30, true)] {
            let job = lanes.next(&outbox, secs(second), |_| true).unwrap();
            lanes.ended(&job.to, failed, secs(second), u32::MAX);
        }
        assert_eq!(lanes.next_at(secs(30)), Some(secs(31)));
    }

    #[test]
    fn nobody_is_served_without_a_place_and_whoever_waits_for_nothing_is_forgotten() {
        let (full, mut lanes) = (outbox(2, 1), Lanes::default());
        assert_eq!(lanes.next(&full, secs(0), |to| *to == person(1)).unwrap().to, person(1));
        assert_eq!(lanes.next(&full, secs(0), |to| *to == person(1)), None);
        lanes.forget_idle(&Outbox::new());
        assert_eq!(lanes.lanes.len(), 1, "what is under way is not forgotten");
        lanes.ended(&person(1), true, secs(0), 0);
        lanes.forget_idle(&Outbox::new());
        assert_eq!(lanes.lanes.len(), 0);
    }

    #[test]
    fn a_hundred_thousand_waiting_messages_take_no_room_here() {
        let (full, mut lanes) = (outbox(10, 10_000), Lanes::default());
        while lanes.next(&full, secs(0), |_| true).is_some() {}
        assert_eq!(lanes.lanes.len(), 10);
    }
}
