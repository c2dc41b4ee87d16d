//! What is not watched, and why: what nobody looks at must not look as if all were well with it.

use model::{Instant, Word};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, IntoEnumIterator};

use crate::{
    Plan, Rule,
    fences::Fences,
    order::{Binding, Sort},
};

/// A rule that is not watched.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Unwatched {
    /// Which.
    pub rule: Rule,
    /// What would be needed.
    pub lacks: Lacks,
}

/// What an order would need for a rule to be watched.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, Display, EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Lacks {
    /// A way to measure along.
    Way,
    /// A value from where on it is a finding.
    Threshold,
    /// A device that reports.
    Device,
    /// A second vehicle that reports.
    SecondVehicle,
    /// A vehicle that carries principals, and another that is escort.
    PrincipalsAndEscort,
    /// A point with a planned time.
    PlannedTime,
    /// A phase line.
    PhaseLine,
    /// A no-go area.
    NoGoArea,
    /// An area to stay in.
    SafeArea,
}

impl Plan {
    /// The rules that are not watched, each with what it lacks first.
    #[must_use]
    pub fn unwatched(&self, fences: &Fences) -> Vec<Unwatched> {
        let lacks = |rule| Some(Unwatched { rule, lacks: self.lacks(rule, fences)? });
        Rule::iter().filter_map(lacks).collect()
    }

    /// Vehicles from which nothing can be heard from `now` on, for no device reports for them. Whatever becomes of one of them is
    /// found by no rule, as long as others report; nor is it seen that the convoy is whole.
    #[must_use]
    pub fn unheard(&self, now: Instant) -> Vec<Word> {
        let is_over = |binding: &Binding| binding.until.is_some_and(|until| until <= now);
        let silent = self.order.vehicles.iter().filter(|vehicle| vehicle.bindings.iter().all(is_over));
        silent.map(|vehicle| vehicle.label.clone()).collect()
    }

    fn lacks(&self, rule: Rule, fences: &Fences) -> Option<Lacks> {
        let (order, t) = (&self.order, &self.order.thresholds);
        let reporting = order.vehicles.iter().filter(|vehicle| !vehicle.bindings.is_empty());
        let unless = |there: bool, lacks: Lacks| (!there).then_some(lacks);
        let threshold = |there: bool| unless(there, Lacks::Threshold);
        let (one, two) = (
            unless(reporting.clone().count() > 0, Lacks::Device),
            unless(reporting.clone().count() > 1, Lacks::SecondVehicle),
        );
        let along_the_way = matches!(
            rule,
            Rule::LeftCorridor
                | Rule::IntervalSmall
                | Rule::IntervalLarge
                | Rule::ConvoyBroken
                | Rule::Straggler
                | Rule::Late
                | Rule::NotReported
        );
        if along_the_way && order.line.is_empty() {
            return Some(Lacks::Way);
        }
        match rule {
            Rule::Emergency => one,
            Rule::EnteredNoGo => one.or(unless(fences.any_no_go(), Lacks::NoGoArea)),
            Rule::LeftSafeArea => one.or(unless(!order.within.is_empty(), Lacks::SafeArea)),
            Rule::LeftCorridor => threshold(t.corridor_mm.is_some()).or(one),
            Rule::Stopped => threshold(t.stop.is_some() && t.stop_radius_mm.is_some()).or(one),
            Rule::Late => threshold(t.late.is_some())
                .or(unless(order.points.iter().any(|point| point.planned.is_some()), Lacks::PlannedTime)),
            Rule::NotReported => threshold(t.unreported.is_some())
                .or(unless(order.points.iter().any(|point| point.sort == Sort::PhaseLine), Lacks::PhaseLine)),
            Rule::IntervalSmall => {
                threshold(t.interval_least_mm.is_some() && t.spacing_for.is_some()).or(two)
            }
            Rule::IntervalLarge => threshold(t.interval_most_mm.is_some() && t.spacing_for.is_some()).or(two),
            Rule::ConvoyBroken => threshold(t.broken_mm.is_some()).or(two),
            Rule::Straggler => threshold(t.straggler_mm.is_some()).or(two),
            Rule::Separated => {
                let principals = reporting.clone().any(|vehicle| vehicle.principals && !vehicle.escort);
                let escort = reporting.clone().any(|vehicle| vehicle.escort);
                threshold(t.separation_mm.is_some() && t.spacing_for.is_some())
                    .or(unless(principals && escort, Lacks::PrincipalsAndEscort))
            }
            Rule::LostContact => threshold(t.silence.is_some()).or(one),
            Rule::TwoPlaces => threshold(t.two_places_mm_s.is_some()).or(one),
        }
    }
}
