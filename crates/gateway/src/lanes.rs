//! Whose turn it is. Each receiver has a lane of its own: one message at a time, then the next, and after a failure
//! nothing for a while. So a receiver that hangs or fails holds up itself only, however much waits for it, and what is
//! kept here grows with the number of receivers and not with the number of messages.
//!
//! Within a lane a message that failed goes behind the others: one that a receiver cannot stomach does not block it.
//!
//! What is urgent goes before everything that is not, in its lane and among the lanes, until it is late: then it takes its turn with
//! the others, so that it cannot keep them waiting for a day. A lane in which something urgent waits rests for less long.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    time::Duration,
};

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
    /// For whom something urgent waits, and which of it comes first: what is not late.
    urgent: BTreeMap<Recipient, BTreeSet<MessageId>>,
    /// What that was worked out of.
    seen: Outbox,
    /// Whose turn it was last, so that the next is somebody else's.
    last: Option<Recipient>,
}

#[derive(Debug, Default)]
struct Lane {
    under_way: bool,
    failures: u32,
    /// By the clock that is handed in.
    not_before: Duration,
    /// The same while something urgent waits.
    not_before_if_urgent: Duration,
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
        self.look_through(outbox);
        let is_ready = |to: &Recipient| {
            let waits =
                self.lanes.get(to).is_some_and(|lane| lane.under_way || now < self.rests_until(to, lane));
            !waits && is_free(to)
        };
        let from = self.last.clone().map_or(Bound::Unbounded, Bound::Excluded);
        let after = (from, Bound::Unbounded);
        let mut pressing = self.urgent.range(after.clone()).chain(&self.urgent);
        let pressed = pressing.find(|(to, first)| !first.is_empty() && is_ready(to)).map(|(to, _)| to);
        let mut anybody = outbox.range(after).chain(outbox.iter()).map(|(to, _)| to);
        let to = pressed.or_else(|| anybody.find(|to| is_ready(to)))?.clone();
        let waiting = outbox.get(&to)?;
        let first = self.urgent.get(&to).filter(|first| !first.is_empty());
        let lane = self.lanes.entry(to.clone()).or_default();
        let after = (lane.last.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let id = match first {
            Some(first) => first.range(after).chain(first).next().copied(),
            None => waiting.range(after).chain(waiting.iter()).map(|(id, _)| *id).next(),
        }?;
        let message = waiting.get(&id)?.clone();
        (lane.under_way, lane.last) = (true, Some(id));
        self.last = Some(to.clone());
        Some(Job { to, id, message })
    }

    /// Sees what is urgent of what waits, if that is another than before.
    fn look_through(&mut self, outbox: &Outbox) {
        if self.seen.ptr_eq(outbox) {
            return;
        }
        self.urgent.clear();
        for (to, waiting) in outbox {
            let urgent = || waiting.iter().filter(|(_, message)| message.about.is_urgent());
            if urgent().next().is_some() {
                let first = urgent().filter(|(_, message)| !message.late).map(|(id, _)| *id);
                self.urgent.insert(to.clone(), first.collect());
            }
        }
        self.seen = outbox.clone();
    }

    fn rests_until(&self, to: &Recipient, lane: &Lane) -> Duration {
        if self.urgent.contains_key(to) { lane.not_before_if_urgent } else { lane.not_before }
    }

    /// What was under way to somebody has ended; `chance` is drawn by the caller.
    pub fn ended(&mut self, to: &Recipient, failed: bool, now: Duration, chance: u32) {
        let Some(lane) = self.lanes.get_mut(to) else { return };
        lane.under_way = false;
        if failed {
            lane.failures = lane.failures.saturating_add(1);
            let after = |longest| now.saturating_add(retry::pause(lane.failures, chance, longest));
            lane.not_before_if_urgent = after(retry::LONGEST_WHEN_URGENT);
            lane.not_before = after(retry::LONGEST);
        } else {
            *lane = Lane { last: lane.last, ..Lane::default() };
        }
    }

    /// Forgets receivers for whom nothing waits.
    pub fn forget_idle(&mut self, outbox: &Outbox) {
        self.lanes.retain(|to, lane| lane.under_way || outbox.contains_key(to));
    }

    /// When the next receiver has been left alone long enough.
    #[must_use]
    pub fn next_at(&self, now: Duration) -> Option<Duration> {
        let resting = self.lanes.iter().filter(|(_, lane)| !lane.under_way);
        resting.map(|(to, lane)| self.rests_until(to, lane)).filter(|until| *until > now).min()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use conduct::message::About;
    use model::id::{AlertId, MovementId, PersonId};
    use uuid::Uuid;

    use super::*;

    fn person(n: u128) -> Recipient {
        Recipient::Person(PersonId(Uuid::from_u128(n)))
    }

    fn outbox(people: u128, each: u128) -> Outbox {
        let since = "2026-12-01T02:00:00Z".parse().unwrap();
        let message =
            Message { movement: MovementId(Uuid::from_u128(1)), about: About::Held, since, late: false };
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

    /// One more message for somebody, urgent, and late or not.
    fn urgent(outbox: &mut Outbox, to: u128, m: u128, late: bool) {
        let (movement, about) = (MovementId(Uuid::from_u128(1)), About::Alert(AlertId(Uuid::nil())));
        let message = Message { movement, about, since: "2026-12-01T02:00:00Z".parse().unwrap(), late };
        outbox.entry(person(to)).or_default().insert(MessageId(Uuid::from_u128(to * 100_000 + m)), message);
    }

    #[test]
    fn what_is_urgent_comes_first_in_its_lane_and_among_the_lanes() {
        let (mut outbox, mut lanes) = (outbox(3, 3), Lanes::default());
        urgent(&mut outbox, 2, 9, false);
        let job = lanes.next(&outbox, secs(0), |_| true).unwrap();
        assert_eq!((job.to, job.id.0.as_u128()), (person(2), 200_009));
    }

    #[test]
    fn a_receiver_that_failed_often_rests_half_a_minute_at_most_while_something_urgent_waits() {
        let (mut outbox, mut lanes, mut now) = (outbox(1, 3), Lanes::default(), 0);
        for _ in 0..12 {
            let job = lanes.next(&outbox, secs(now), |_| true).unwrap();
            lanes.ended(&job.to, true, secs(now), u32::MAX);
            now = lanes.next_at(secs(now)).unwrap().as_secs();
        }
        let job = lanes.next(&outbox, secs(now), |_| true).unwrap();
        lanes.ended(&job.to, true, secs(now), u32::MAX);
        assert_eq!(lanes.next_at(secs(now)), Some(secs(now + 900)));
        // It is what waits now that counts, not what waited when it failed.
        urgent(&mut outbox, 0, 9, false);
        assert_eq!(lanes.next(&outbox, secs(now + 29), |_| true), None);
        assert_eq!(lanes.next_at(secs(now + 29)), Some(secs(now + 30)));
        assert_eq!(lanes.next(&outbox, secs(now + 30), |_| true).unwrap().id.0.as_u128(), 9);
    }

    #[test]
    fn what_is_urgent_and_late_takes_turns_with_the_others_and_is_still_tried_twice_a_minute() {
        let (mut outbox, mut lanes) = (outbox(1, 1), Lanes::default());
        urgent(&mut outbox, 0, 9, true);
        let mut sent = Vec::new();
        for n in 0..20 {
            let job = lanes.next(&outbox, secs(n * 30), |_| true).unwrap();
            lanes.ended(&job.to, true, secs(n * 30), u32::MAX);
            sent.push(job.id.0.as_u128());
        }
        assert_eq!(sent[..4], [0, 9, 0, 9]);
        assert_eq!(sent[18..], [0, 9]);
    }
}
