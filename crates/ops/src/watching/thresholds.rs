//! The values a movement is watched by: its order's, or else a rulebook's. What neither says is not watched.

use model::Span;
use rulebook::RuleSet;
use watch::Thresholds;

use super::facts::{Facts, amount};

/// The pace where nobody says one: only what is planned with times can be late then. Ours: the engine needs a number, and a
/// slow one estimates an arrival late rather than early.
const PACE_MM_S: u32 = 5_000;
/// Seconds in an hour: paces are stated by the hour.
const HOUR: u64 = 3_600;
/// The fastest that the engine takes for a speed, in mm/s.
const MOST_MM_S: u64 = 60_000;

/// Thresholds, and the planned speed in mm/s.
pub(super) fn of(facts: &Facts<'_>, rules: Option<&RuleSet>) -> (Thresholds, u32) {
    let said = |name: &str| {
        let ruled = || amount(&rules?.threshold(name)?.value);
        facts.amount("watch", name).or_else(ruled)
    };
    let length = |name| said(name).map(|mm| u32::try_from(mm).unwrap_or(u32::MAX));
    let span = |name| said(name).and_then(|micros| i64::try_from(micros).ok()).map(Span);
    let a_second = |name| said(name).and_then(|mm| u32::try_from(mm / HOUR).ok());
    let thresholds = Thresholds {
        corridor_mm: length("corridor"),
        stop: span("stop"),
        stop_radius_mm: length("stop_radius"),
        late: span("late"),
        unreported: span("unreported"),
        interval_least_mm: length("interval_least"),
        interval_most_mm: length("interval_most"),
        spacing_for: span("spacing_for"),
        broken_mm: length("broken"),
        straggler_mm: length("straggler"),
        silence: span("silence"),
        separation_mm: length("separation"),
        two_places_mm_s: a_second("fastest"),
        vague_mm: length("vague"),
    };
    let pace = said("pace").map(|mm| (mm / HOUR).clamp(1, MOST_MM_S));
    (thresholds, pace.and_then(|pace| u32::try_from(pace).ok()).unwrap_or(PACE_MM_S))
}
