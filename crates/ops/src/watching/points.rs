//! Points, halts and stretches of an order, laid on its way.

use model::{Dossier, Instant, Place, Span, Word};
use watch::{
    Line,
    order::{Point, Range, Sort},
};

use super::facts::{Facts, Item};

/// A place this far off the way does not lie on it, in millimetres. Ours: a post beside a motorway, or a point somebody read
/// off a small map. What lies farther off is no point of this way.
const ON_THE_WAY: u64 = 1_000_000;
/// How far around a point vehicles stand where the order does not say, in millimetres. Ours: a yard and the road before it.
const ROOM_TO_STAND: u32 = 200_000;
/// How long a halt may take that nobody gave a time. Ours: planning practice has a halt every two hours, and tea takes less.
const A_HALT: Span = Span::minutes(30);

/// The points of the way in the order in which they are passed. Where the order names no start or release point, the way's own
/// ends are it.
pub(super) fn of(facts: &Facts<'_>, line: &Line) -> Vec<Point> {
    let mut after = 0;
    let mut points: Vec<Point> = Vec::new();
    let named = facts.items("points").map(|item| (sort(&item), item));
    let halts = facts.items("halts").map(|item| (Some(halt(&item)), item));
    let mut named: Vec<_> = named.collect();
    named.extend(halts);
    for (sort, item) in named {
        let (Some(sort), Some(along_mm)) = (sort, on_the_way(&item, "at", line, after)) else { continue };
        // Halts are listed apart from points, so they are looked for from the beginning.
        after = if matches!(sort, Sort::Halt { .. }) { 0 } else { along_mm };
        let is_twice = points.iter().any(|point| point.label == *item.label);
        if !is_twice {
            points.push(Point { label: item.label.clone(), along_mm, sort, planned: item.time("due") });
        }
    }
    let radius_mm = ROOM_TO_STAND;
    if !points.iter().any(|point| matches!(point.sort, Sort::Start { .. })) {
        points.extend(end("start", 0, Sort::Start { radius_mm }, &points));
    }
    if !points.iter().any(|point| matches!(point.sort, Sort::Release { .. })) {
        points.extend(end("release", line.length_mm(), Sort::Release { radius_mm }, &points));
    }
    points.sort_by_key(|point| point.along_mm);
    // The hour of arrival that the order says is that of its end, if the end has none of its own.
    let end = points.iter_mut().rfind(|point| matches!(point.sort, Sort::Release { .. }));
    if let Some(end) = end {
        end.planned = end.planned.or_else(|| facts.time("movement", "arrives_at"));
    }
    points.truncate(watch::MOST_PARTS);
    points
}

/// The points that an order names and that lie on its way, in the order in which they are passed: under which label, of which sort,
/// and where on the line. What is told of them to others is so what the watch holds the movement to.
#[must_use]
pub fn points_on(dossier: &Dossier, now: Instant, line: &[Place]) -> Vec<(Word, Word, Place)> {
    let Some(line) = Line::new(line) else { return Vec::new() };
    let facts = Facts { dossier, now };
    let sort_of = |label: &Word| facts.items("points").find(|item| item.label == label)?.word("sort");
    let named = of(&facts, &line).into_iter();
    named
        .filter_map(|point| {
            let sort = sort_of(&point.label)?.clone();
            Some((point.label, sort, line.place_at(point.along_mm)))
        })
        .collect()
}

/// An end of the way, under a name that no point has.
fn end(name: &str, along_mm: u64, sort: Sort, others: &[Point]) -> Option<Point> {
    let free = |label: &Word| others.iter().all(|point| point.label != *label);
    let label = [name.to_owned(), format!("{name}-of-the-way")]
        .iter()
        .find_map(|name| name.parse().ok().filter(free))?;
    Some(Point { label, along_mm, sort, planned: None })
}

fn sort(item: &Item<'_>) -> Option<Sort> {
    let radius_mm = radius(item);
    match item.word("sort")?.as_str() {
        "start" => Some(Sort::Start { radius_mm }),
        "checkpoint" => Some(Sort::Checkpoint),
        "phase-line" => Some(Sort::PhaseLine),
        "safe-haven" => Some(Sort::SafeHaven { radius_mm }),
        "release" => Some(Sort::Release { radius_mm }),
        _ => None,
    }
}

fn halt(item: &Item<'_>) -> Sort {
    let span = |name| item.amount(name).and_then(|micros| i64::try_from(micros).ok()).map(Span);
    let stay = span("stay").unwrap_or(Span(0));
    let longest = span("longest").unwrap_or_else(|| A_HALT.max(stay));
    Sort::Halt { radius_mm: radius(item), stay, longest }
}

fn radius(item: &Item<'_>) -> u32 {
    item.amount("radius").and_then(|mm| u32::try_from(mm).ok()).unwrap_or(ROOM_TO_STAND)
}

/// How far along a place of the order lies, looked for after the one before it, and if it is not there, anywhere.
fn on_the_way(item: &Item<'_>, attribute: &str, line: &Line, after: u64) -> Option<u64> {
    let place = item.place(attribute)?;
    let near = |from| line.nearest(place, from).filter(|(_, off)| *off <= ON_THE_WAY);
    near(after).or_else(|| near(0)).map(|(along, _)| along)
}

/// Stretches without coverage, in their order and none over another: those that the order names, and, unless somebody vouches that these
/// are all, those that are `dark` by the way's network.
pub(super) fn dead_ground(facts: &Facts<'_>, line: &Line, dark: &[Range]) -> Vec<Range> {
    let stretch = |item: Item<'_>| {
        let from_mm = on_the_way(&item, "from", line, 0)?;
        let to_mm = on_the_way(&item, "to", line, from_mm)?;
        Some(Range { from_mm: from_mm.min(to_mm), to_mm: from_mm.max(to_mm) })
    };
    let named = facts.items("dead_ground").filter_map(stretch);
    let dark = if facts.has_all("dead_ground") { &[] } else { dark };
    let mut all: Vec<Range> = named.chain(dark.iter().copied()).collect();
    all.sort_by_key(|range| (range.from_mm, range.to_mm));
    let mut apart: Vec<Range> = Vec::new();
    for range in all {
        match apart.last_mut() {
            Some(last) if range.from_mm <= last.to_mm => last.to_mm = last.to_mm.max(range.to_mm),
            _ => apart.push(range),
        }
    }
    apart.retain(|range| range.to_mm > range.from_mm);
    longest(apart)
}

/// As many as an order may have, the longest of them.
fn longest(mut all: Vec<Range>) -> Vec<Range> {
    if all.len() > watch::MOST_PARTS {
        all.sort_by_key(|range| std::cmp::Reverse(range.to_mm - range.from_mm));
        all.truncate(watch::MOST_PARTS);
        all.sort_by_key(|range| range.from_mm);
    }
    all
}
