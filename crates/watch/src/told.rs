//! What is held, told as findings: with names instead of numbers.

use model::{Instant, Span, id::DeviceId};

use crate::{
    Rule,
    fences::Fences,
    finding::{Element, Finding, Measure, Subject},
    fold::{State, missed},
    latch::{Held, Over, Part, UNKNOWN},
    plan::Plan,
};

/// Everything that is a finding or will be one if nothing more is heard, always in the same order.
pub(crate) fn held(plan: &Plan, state: &State, mut tell: impl FnMut(Rule, Option<u16>, &Held)) {
    for (number, vehicle) in (0_u16..).zip(&state.vehicles) {
        vehicle.calls.iter().for_each(|call| tell(Rule::Emergency, Some(number), &call.held));
        let slots = [
            (Rule::LeftSafeArea, vehicle.outside_area.as_deref()),
            (Rule::LeftCorridor, vehicle.off.as_deref()),
            (Rule::Stopped, vehicle.stopped.as_deref()),
            (Rule::IntervalSmall, vehicle.close.as_deref()),
            (Rule::IntervalLarge, vehicle.wide.as_deref()),
            (Rule::Straggler, vehicle.behind.as_deref()),
            (Rule::Separated, vehicle.alone.as_deref()),
            (Rule::LostContact, vehicle.silent.as_ref()),
        ];
        for (rule, slot) in slots {
            slot.into_iter().for_each(|held| tell(rule, Some(number), held));
        }
        vehicle.inside.iter().for_each(|held| tell(Rule::EnteredNoGo, Some(number), held));
        vehicle.broken.iter().for_each(|held| tell(Rule::ConvoyBroken, None, held));
    }
    for device in &state.devices {
        device.elsewhere.iter().for_each(|held| tell(Rule::TwoPlaces, Some(device.vehicle), held));
    }
    state.calls.iter().for_each(|call| tell(Rule::Emergency, None, &call.held));
    state.late.iter().for_each(|held| tell(Rule::Late, None, held));
    state.unbroken.iter().flatten().for_each(|held| tell(Rule::LostContact, None, held));
    for line in state.lines.iter().filter(|line| !line.reported) {
        let unseen = || {
            let due = missed(plan, line.point, state.front.at)?;
            (line.point >= state.front.passed).then(|| Held::unheard(due, due, Part::Point(line.point)))
        };
        line.held.or_else(unseen).iter().for_each(|held| tell(Rule::NotReported, None, held));
    }
}

pub(crate) fn over(plan: &Plan, fences: &Fences, over: &Over) -> Option<Finding> {
    // A call for help is never over: nobody is looked up among those that called.
    finding(plan, fences, &[], (over.rule, over.subject), &over.held, Some(over.until))
}

/// `None` only if a time lies beyond the years that are kept, which no report's does.
pub(crate) fn finding(
    plan: &Plan,
    fences: &Fences,
    callers: &[DeviceId],
    (rule, subject): (Rule, Option<u16>),
    held: &Held,
    until: Option<i64>,
) -> Option<Finding> {
    let moment = |micros: i64| Instant::from_micros(micros).ok();
    let vehicle = |number: u16| Some(plan.order.vehicles.get(usize::from(number))?.label.clone());
    let subject = match subject {
        Some(number) => Subject::Vehicle(vehicle(number)?),
        None => Subject::Movement,
    };
    let point = |number: u16| plan.order.points.get(usize::from(number));
    let element = match held.part {
        Part::Whole => Element::Whole,
        Part::Leg(passed) => Element::Leg {
            after: passed.checked_sub(1).and_then(point).map(|point| point.label.clone()),
            before: point(passed).map(|point| point.label.clone()),
        },
        Part::Point(number) => Element::Point(point(number)?.label.clone()),
        Part::Fence(number) => Element::Fence(fences.get(number)?.label.clone()),
        Part::Within(number) => Element::Fence(plan.order.within.get(usize::from(number))?.fence.clone()),
        Part::Gap(ahead, behind) => Element::Gap { ahead: vehicle(ahead)?, behind: vehicle(behind)? },
        Part::Device(number) => Element::Device(plan.device(number)?),
        Part::Caller(number) => Element::Device(*callers.get(usize::from(number))?),
        Part::Silence(number) => Element::Silence(plan.order.silences.get(usize::from(number))?.from),
    };
    let measure = match (rule, held.part) {
        (Rule::Late, Part::Point(number)) => Measure::Arrival {
            planned: point(number)?.planned?,
            estimate: Some(held.amount).filter(|amount| *amount != UNKNOWN).and_then(moment),
        },
        (Rule::Stopped | Rule::LostContact, _) => Measure::Lasted(Span(held.amount)),
        (Rule::Emergency | Rule::NotReported | Rule::EnteredNoGo | Rule::Late, _) => Measure::Nothing,
        _ => Measure::Distance(held.amount.unsigned_abs()),
    };
    Some(Finding {
        rule,
        subject,
        element,
        since: moment(held.since)?,
        found: moment(held.due)?,
        until: until.and_then(moment),
        last: moment(held.last)?,
        evidence: held.evidence(),
        measure,
    })
}
