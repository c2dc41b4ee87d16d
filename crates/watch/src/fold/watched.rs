//! A distance that is wrong, held against whom it is wrong for.
//!
//! It begins when it is wrong wherever in their bounds the vehicles are, and ends when it is right wherever they are. In between
//! nothing changes. What has to last is a finding once a report shows, after that time, that it is so still: of two that fall
//! silent nobody knows how it goes on. Where no report showed it for so long that nothing was known meanwhile, it begins anew.

use super::state::{FRESH, Slot};
use crate::{
    Rule,
    latch::{Held, Over, Part, end},
};

/// Not before a report shows it.
const NOT_YET: i64 = i64::MAX;

/// Whether a distance is wrong for certain, and whether it may still be if it was.
#[derive(Clone, Copy)]
pub(super) struct Bad {
    pub now: bool,
    pub still: bool,
}

pub(super) struct Watched<'a> {
    pub at: i64,
    pub reference: u64,
    pub part: Part,
    pub history: &'a mut Vec<Over>,
}

impl Watched<'_> {
    pub(super) fn hold(
        &mut self,
        slot: &mut Slot,
        rule: Rule,
        subject: Option<u16>,
        bad: Bad,
        hold: i64,
        amount: u64,
    ) {
        let is_over = |held: &Held| {
            let is_forgotten = held.due == NOT_YET && self.at.saturating_sub(held.last) > FRESH;
            held.part != self.part || !bad.still || is_forgotten
        };
        if slot.as_deref().is_some_and(is_over) {
            end(slot, rule, subject, self.at, self.history);
        }
        if !bad.now {
            return;
        }
        if let Some(held) = slot {
            held.again(self.at, self.reference);
            // The worst of an interval that is too small is the smallest.
            if rule == Rule::IntervalSmall {
                held.at_most(amount);
            } else {
                held.at_least(amount);
            }
            if self.at.saturating_sub(held.since) >= hold {
                held.confirm(self.at);
            }
        } else {
            let due = if hold > 0 { NOT_YET } else { self.at };
            *slot = Some(Box::new(Held::new(self.at, due, self.part, self.reference).of(amount)));
        }
    }
}
