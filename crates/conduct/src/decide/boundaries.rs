//! Where a movement is handed over: worked out when it departs, from the hours at which its order enters each district, or else from how
//! long its way takes to each; anew when it takes another way; again for a district that its way comes back to.

use std::collections::BTreeMap;

use model::{Fact, Instant, Path, Span, Value, claim::resolve, id::MovementId};

use super::{draft::Draft, handover};
use crate::{
    Movement, Stage, What,
    dossier::{
        self, departs_at, items,
        spoken::{DISTRICTS, ENTERS_AT, ROUTE},
    },
    handover::{Boundary, HandOver},
    route,
};

/// What is to be handed over where, from the moment it left. One that left later than planned is later everywhere.
pub(super) fn plan(draft: &mut Draft<'_>, id: MovementId, left: Instant) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let later = later(draft, &movement, left).0.max(0);
    let due = |hour: &Hour| hour.at.map(|at| at.saturating_add(Span(later)));
    let boundaries = boundaries(&hours(draft, &movement), &movement, |_, _| None, due);
    if !boundaries.is_empty() {
        draft.emit(What::HandOversPlanned { movement: id, boundaries });
    }
}

/// It drives another way than before: from where it is now, or, if that begins where the one before did, from where it left.
pub(super) fn diverted(draft: &mut Draft<'_>, id: MovementId) {
    let Some(movement) = draft.state.movement(id).cloned() else { return };
    let is_on_the_road = matches!(movement.stage, Stage::UnderWay(_));
    let Some(left) = movement.departed.filter(|_| is_on_the_road) else { return };
    let later = later(draft, &movement, left);
    let since = movement.route.as_ref().and_then(|route| route.since);
    // The hours of a way that is driven from where it was are counted from then.
    let by_the_way = if since.is_some() { Span::ZERO } else { later };
    let due = |hour: &Hour| {
        let later = if hour.is_by_the_way { by_the_way } else { later.max(Span::ZERO) };
        hour.at.map(|at| at.saturating_add(later))
    };
    // On a way that begins where it is, what was said before is said of what is still to come: of the next boundary by both sides, of
    // those after it by one.
    let begins_here = since == Some(draft.now);
    let is_to_come = |it: &HandOver, n: usize| {
        !begins_here || (it.due.is_some_and(|due| due > draft.now) && (n == 0 || !it.is_done()))
    };
    // In the order of the way: a boundary that comes after another is none that came before it.
    let mut current = movement.handovers.iter().filter(|it| !it.behind);
    let known = |n: usize, (from, into): (&Path, &Path)| {
        let left = current.clone();
        let known = current.find(|it| it.is_between(from, into) && is_to_come(it, n));
        if known.is_none() {
            current = left;
        }
        known
    };
    let hours = ahead(hours(draft, &movement), &movement);
    let boundaries = boundaries(&hours, &movement, known, due);
    if !(boundaries.is_empty() && movement.handovers.is_empty()) {
        draft.emit(What::HandOversPlanned { movement: id, boundaries });
        handover::settle(draft, id);
    }
}

/// How much later it is that left at a moment than the hours of its order are counted from: the hour it was to depart at, or when it
/// left where its order says none.
fn later(draft: &Draft<'_>, movement: &Movement, left: Instant) -> Span {
    let counted_from = departs_at(&draft.state, movement, draft.now).or_else(|| dossier::left(movement));
    counted_from.map_or(Span::ZERO, |from| left.since(from))
}

/// When it enters a district.
struct Hour {
    district: Path,
    /// The hour; where nobody knows one, the next district's: it is there by then at the latest.
    at: Option<Instant>,
    /// Whether it follows from the way and the hour of departure.
    is_by_the_way: bool,
}

/// When it enters which district, the first first. One whose hour nobody knows comes where the order lists it, or where its way leads.
fn hours(draft: &Draft<'_>, movement: &Movement) -> Vec<Hour> {
    let Ok(facts) = dossier::dossier(&draft.state, movement) else { return Vec::new() };
    let hour =
        |district: Path| match resolve(facts.claims(&district.clone().join(&ENTERS_AT)), draft.now).fact {
            Fact::Known(claim) => {
                let at = if let Value::Time(at) = claim.value { Some(at) } else { None };
                let is_by_the_way = claim.source.cite == *ROUTE;
                Hour { district, at, is_by_the_way }
            }
            _ => Hour { district, at: None, is_by_the_way: false },
        };
    let crosses = crosses(draft, movement);
    let listed = items(&facts, &DISTRICTS).iter().map(|(label, _)| DISTRICTS.clone().item(label));
    let mut hours: Vec<Hour> = as_driven(listed.collect(), &crosses).into_iter().map(hour).collect();
    come_back(&mut hours, &crosses);
    let mut next: Option<(Instant, bool)> = None;
    for hour in hours.iter_mut().rev() {
        match hour.at {
            Some(at) => next = Some((at, hour.is_by_the_way)),
            None => {
                hour.at = next.map(|(at, _)| at);
                hour.is_by_the_way = next.is_some_and(|(_, by_the_way)| by_the_way);
            }
        }
    }
    hours.sort_by_key(|hour| hour.at.unwrap_or(Instant::MAX));
    hours
}

/// The districts its way enters, in order, each with after how long.
fn crosses(draft: &Draft<'_>, movement: &Movement) -> Vec<(Path, u64)> {
    let way = dossier::route(&draft.state, movement);
    let crosses = way.into_iter().flat_map(|way| &way.crosses);
    crosses.map(|(area, after)| (DISTRICTS.clone().item(&route::label(area)), *after)).collect()
}

/// The districts as the order lists them, those on its way in the order of the way: the list may have begun with another way.
fn as_driven(listed: Vec<Path>, crosses: &[(Path, u64)]) -> Vec<Path> {
    let nth = |district: &Path| crosses.iter().position(|(known, _)| known == district);
    let mut on_the_way: Vec<Path> = listed.iter().filter(|it| nth(it).is_some()).cloned().collect();
    on_the_way.sort_by_key(|district| nth(district));
    let mut next = on_the_way.into_iter();
    let driven = |district: Path| if nth(&district).is_some() { next.next() } else { Some(district) };
    listed.into_iter().filter_map(driven).collect()
}

/// An order lists a district once. Where the way comes back to one, it is entered again, as long after the one before it as the way
/// takes from there.
fn come_back(hours: &mut Vec<Hour>, crosses: &[(Path, u64)]) {
    for (n, (district, after)) in crosses.iter().enumerate().skip(1) {
        let (before, entered) = &crosses[n - 1];
        let is_again = crosses[..n].iter().any(|(known, _)| known == district);
        let left = hours.iter().rposition(|hour| hour.district == *before).filter(|_| is_again);
        let Some(left) = left else { continue };
        let takes = Span(i64::try_from(after.saturating_sub(*entered)).unwrap_or(i64::MAX));
        let Hour { at, is_by_the_way, .. } = hours[left];
        let at = at.map(|at| at.saturating_add(takes));
        hours.insert(left + 1, Hour { district: district.clone(), at, is_by_the_way });
    }
}

/// What lies before the district in which its way begins, if it took that on the road, is behind it.
fn ahead(mut hours: Vec<Hour>, movement: &Movement) -> Vec<Hour> {
    let way = movement.route.as_ref().filter(|way| way.since.is_some());
    let begins = way.and_then(|way| way.crosses.first()).map(|(area, _)| route::label(area));
    let begins = begins.map(|label| DISTRICTS.clone().item(&label));
    let behind = begins.and_then(|begins| hours.iter().position(|hour| hour.district == begins));
    hours.drain(..behind.unwrap_or_default());
    hours
}

/// Between each two districts one. Which of those that are `known` it is decides what was said of it; the others are counted on from those
/// that stand.
fn boundaries<'m>(
    hours: &[Hour],
    movement: &'m Movement,
    mut known: impl FnMut(usize, (&Path, &Path)) -> Option<&'m HandOver>,
    due: impl Fn(&Hour) -> Option<Instant>,
) -> Vec<Boundary> {
    let pairs = hours.iter().zip(hours.iter().skip(1)).map(|(before, hour)| (&before.district, hour));
    let pairs = pairs.filter(|(from, hour)| **from != hour.district);
    let pairs: Vec<_> =
        pairs.enumerate().map(|(n, (from, hour))| (from, hour, known(n, (from, &hour.district)))).collect();
    let done = movement.handovers.iter().filter(|it| it.is_done());
    let mut visits: BTreeMap<Path, u32> = BTreeMap::new();
    for stands in done.chain(pairs.iter().filter_map(|(_, _, known)| *known)) {
        let visit = visits.entry(stands.into.clone()).or_default();
        *visit = stands.visit.max(*visit);
    }
    let boundary = |(from, hour, known): (&Path, &Hour, Option<&HandOver>)| {
        let visit = known.map(|known| known.visit).unwrap_or_else(|| {
            let visit = visits.entry(hour.district.clone()).or_default();
            *visit += 1;
            *visit
        });
        Boundary { from: from.clone(), into: hour.district.clone(), visit, due: due(hour) }
    };
    pairs.into_iter().map(boundary).collect()
}
