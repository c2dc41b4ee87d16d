//! The areas in which an order says to stay, and when.

use watch::{Shape, order::Within};

use super::facts::{Facts, Item};

/// In the order of their times, one at a time: whoever is to be in the next from a moment on is not held to the one before. One
/// whose middle, radius or times nobody knows is left out.
pub(super) fn of(facts: &Facts<'_>) -> Vec<Within> {
    let mut all: Vec<Within> = facts.items("safe_areas").filter_map(|item| area(&item)).collect();
    all.sort_by(|a, b| (a.from, a.until, &a.fence).cmp(&(b.from, b.until, &b.fence)));
    for next in 1..all.len() {
        let begins = all[next].from;
        all[next - 1].until = all[next - 1].until.min(begins);
    }
    all.retain(|area| area.from < area.until);
    all.truncate(watch::MOST_PARTS);
    all
}

fn area(item: &Item<'_>) -> Option<Within> {
    let radius_mm = u32::try_from(item.amount("radius")?).ok()?;
    let shape = Shape::Circle { middle: item.place("at")?, radius_mm };
    let shape = Some(shape).filter(Shape::is_sound)?;
    let (from, until) = (item.time("from")?, item.time("until")?);
    Some(Within { fence: item.label.clone(), shape: Some(shape), from, until })
}
