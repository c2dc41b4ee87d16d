//! Points passed: late at them, phase lines reported.
//!
//! *Late* is the movement at the next point for which a time is planned: from the first report by which it will arrive too
//! late, or from the moment at which it should have been there, until it is there. The estimate is the plan's driving time
//! for what is left, at the pace of the vehicle in front, and the planned halts that are left. A finding by estimate is
//! withdrawn once the estimate is better by a quarter of what is allowed.
//!
//! *Not reported* is a phase line that was crossed so long ago; or, if no position says whether it was, one whose planned
//! time and the last position before it are so long ago.

use super::{
    Step,
    state::{FRESH, Spotted, State},
};
use crate::{
    Rule,
    latch::{Held, Part, UNKNOWN, end},
    order::Sort,
    plan::Plan,
};

impl Step<'_> {
    /// A vehicle was seen on the way: perhaps the movement is farther.
    pub(super) fn advance(&mut self, number: u16, before: Option<Spotted>) {
        let vehicle = &self.state.vehicles[usize::from(number)];
        let counts = self.plan.leading >> number & 1 == 1;
        let Some(now) = vehicle.spotted.filter(|now| counts && vehicle.on_way && now.at == self.at) else {
            return;
        };
        let front = self.state.front;
        let leads = match front.vehicle {
            Some(leader) => {
                leader == number || now.along > front.along || self.at.saturating_sub(front.at) > FRESH
            }
            None => true,
        };
        if !leads {
            return;
        }
        while let Some(passed_at) = self.plan.passed_at.get(usize::from(self.state.front.passed)).copied()
            && passed_at <= now.along
        {
            self.pass(crossing(before, now, passed_at));
        }
        self.still_short_of_lines();
        let front = &mut self.state.front;
        (front.vehicle, front.along, front.at) = (Some(number), now.along, self.at);
        front.reference = Some(self.reference);
        self.expect_at_next();
    }

    /// The next point is passed at a moment.
    fn pass(&mut self, at: i64) {
        let number = self.state.front.passed;
        self.state.front.passed += 1;
        if let Some(late) = self.state.late.as_mut().filter(|held| held.part == Part::Point(number)) {
            late.amount = at;
            late.again(at.max(late.last), self.reference);
            end(&mut self.state.late, Rule::Late, None, at, self.history);
        }
        let Some(unreported) = self.plan.order.thresholds.unreported else { return };
        let front = self.state.front;
        if let Some(line) = self.state.lines.iter_mut().find(|line| line.point == number && !line.reported) {
            let missed = missed(self.plan, number, front.at).filter(|missed| *missed < at);
            let held = match missed {
                Some(due) => Held::unheard(due, due, Part::Point(number)),
                None => Held::new(at, at.saturating_add(unreported.0), Part::Point(number), self.reference),
            };
            line.held = Some(held);
        }
    }

    /// Phase lines that were missed until this report showed that nobody has reached them.
    fn still_short_of_lines(&mut self) {
        let Some(unreported) = self.plan.order.thresholds.unreported else { return };
        let front = self.state.front;
        if front.at.saturating_add(unreported.0) >= self.at {
            return;
        }
        for line in self.state.lines.iter().filter(|line| line.point >= front.passed && !line.reported) {
            if let Some(due) = missed(self.plan, line.point, front.at) {
                let mut held = Some(Held::unheard(due, due, Part::Point(line.point)));
                end(&mut held, Rule::NotReported, None, self.at, self.history);
            }
        }
    }

    /// Somebody said by voice that the movement passed a point: it passed those before it too.
    pub(super) fn reported(&mut self, point: u16) {
        while self.state.front.passed <= point {
            self.pass(self.at);
        }
        if let Some(line) = self.state.lines.iter_mut().find(|line| line.point == point) {
            line.reported = true;
            end(&mut line.held, Rule::NotReported, None, self.at, self.history);
        }
        let along = self.plan.order.points.get(usize::from(point)).map_or(0, |point| point.along_mm);
        let front = &mut self.state.front;
        (front.along, front.at, front.reference) = (front.along.max(along), self.at, Some(self.reference));
        self.expect_at_next();
    }

    /// The next point with a planned time: by when the movement is to be there, and when it will.
    fn expect_at_next(&mut self) {
        let Some(late) = self.plan.order.thresholds.late else { return };
        let passed = self.state.front.passed;
        let next = self.plan.planned.partition_point(|point| *point < passed);
        let next = self.plan.planned.get(next).and_then(|number| {
            let point = self.plan.order.points.get(usize::from(*number))?;
            Some((*number, point, point.planned?))
        });
        let Some((number, point, planned)) = next else {
            end(&mut self.state.late, Rule::Late, None, self.at, self.history);
            return;
        };
        let deadline = planned.micros().saturating_add(late.0);
        let estimate = match point.sort {
            Sort::Start { .. } => None,
            _ => Some(estimate(self.plan, self.state, self.at, point.along_mm)),
        };
        let will_be_late = estimate.is_some_and(|estimate| estimate > deadline);
        let (at, reference) = (self.at, self.reference);
        let same = |held: &&mut Held| held.part == Part::Point(number) && held.due <= at;
        if let Some(held) = self.state.late.as_mut().filter(same) {
            held.amount = estimate.unwrap_or(UNKNOWN);
            let better = estimate.is_some_and(|estimate| estimate <= deadline - late.0 / 4);
            if !better || at >= deadline {
                held.again(at, reference);
                return;
            }
        }
        end(&mut self.state.late, Rule::Late, None, at, self.history);
        let due = if will_be_late { at } else { deadline.max(at) };
        self.state.late = Some(Held::new(due, due, Part::Point(number), reference).arriving(estimate));
    }
}

/// When the movement will be at a place, by where it is at a moment.
pub(crate) fn estimate(plan: &Plan, state: &State, at: i64, along: u64) -> i64 {
    let front = state.front;
    let vehicle = front.vehicle.map(|number| &state.vehicles[usize::from(number)]);
    let pace = vehicle.map_or(1000, |vehicle| vehicle.pace);
    let driving = plan.profile.between(front.along, along, pace);
    let begins = at.max(plan.order.departure.micros());
    let halt = vehicle.and_then(|vehicle| vehicle.halts);
    begins.saturating_add(driving).saturating_add(halt.map_or(0, |halt| rest_of(plan, halt, front.along, at)))
}

/// What is left of the halt a vehicle is at, less what was counted for it as one that lies ahead.
fn rest_of(plan: &Plan, (number, since): (u16, i64), along: u64, at: i64) -> i64 {
    let Some(point) = plan.order.points.get(usize::from(number)) else { return 0 };
    let Sort::Halt { stay, .. } = point.sort else { return 0 };
    let left = (stay.0 - (at - since)).max(0);
    if point.along_mm > along { left - stay.0 } else { left }
}

/// When a vehicle passed a place between two positions, as if it had driven evenly.
fn crossing(before: Option<Spotted>, now: Spotted, along: u64) -> i64 {
    match before {
        Some(before) if before.along < along && before.at < now.at => {
            let part = i128::from(now.at - before.at) * i128::from(along - before.along);
            before.at
                + i64::try_from(part / i128::from((now.along - before.along).max(1))).unwrap_or_default()
        }
        _ => now.at,
    }
}

/// From when on a phase line that nobody is known to have crossed is missed.
pub(crate) fn missed(plan: &Plan, point: u16, last_short: i64) -> Option<i64> {
    let unreported = plan.order.thresholds.unreported?;
    let planned = plan.order.points.get(usize::from(point))?.planned?;
    Some(planned.micros().max(last_short).saturating_add(unreported.0))
}
