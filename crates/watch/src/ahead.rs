//! What lies ahead of a movement: when it was to be at each point, and when it will.

use model::{Instant, Span, Word};

use crate::{Finding, Watch, fold, order::Sort, told};

/// What lies ahead of a movement, as far as was reported.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ahead {
    /// By where it was then; `None` if it was not seen on its way yet, and then nothing is estimated.
    pub as_of: Option<Instant>,
    /// The points that were not passed, in order; the last is where it arrives.
    pub points: Vec<Expected>,
}

/// A point that lies ahead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// The point.
    pub point: Word,
    /// When it was to be there.
    pub planned: Option<Instant>,
    /// When it will be there, driving on as it did and halting as planned. A start point is left and not driven to: nothing is
    /// estimated of it.
    pub estimate: Option<Instant>,
}

impl Ahead {
    /// The same as it is known at a later moment at which nothing more was heard: whoever was not seen at the next point by the hour
    /// at which they would be there is behind by as much at least, and as much later at every point after it.
    #[must_use]
    pub fn at(&self, now: Instant) -> Ahead {
        let next = self.points.iter().find_map(|point| point.estimate);
        let behind = next.map_or(Span(0), |next| now.since(next).max(Span(0)));
        let mut later = self.clone();
        for point in &mut later.points {
            point.estimate = point.estimate.map(|estimate| estimate.saturating_add(behind));
        }
        later
    }
}

/// How much later than planned somebody will be there who is not at `now`: as estimated, or by now, if nothing is estimated or that hour
/// is over.
#[must_use]
pub fn late_by(planned: Instant, estimate: Option<Instant>, now: Instant) -> Span {
    estimate.map_or(now, |estimate| estimate.max(now)).since(planned)
}

impl Watch {
    /// What lies ahead, by where it was seen last.
    #[must_use]
    pub fn ahead(&self) -> Ahead {
        let (plan, front) = (&self.plan, self.state.front);
        let as_of = front.reference.and_then(|_| Instant::from_micros(front.at).ok());
        let ahead = plan.order.points.iter().skip(front.passed.into());
        let points = ahead.map(|point| {
            let is_driven_to = as_of.is_some() && !matches!(point.sort, Sort::Start { .. });
            let estimate = is_driven_to.then(|| fold::estimate(plan, &self.state, front.at, point.along_mm));
            let estimate = estimate.and_then(|at| Instant::from_micros(at).ok());
            Expected { point: point.label.clone(), planned: point.planned, estimate }
        });
        Ahead { as_of, points: points.collect() }
    }

    /// That it is late now, if it is found to be.
    #[must_use]
    pub fn late(&self) -> Option<Finding> {
        let held = self.state.late.as_ref().filter(|held| held.due <= self.now().micros())?;
        told::finding(&self.plan, &self.fences, &[], (crate::Rule::Late, None), held, None)
    }
}
