//! Networks in force, and the way a movement is planned to drive.

use std::collections::BTreeSet;

use model::{
    Claim, Digest, Dossier, Instant, Path, Place, Source, Span, Value, Word, id::MovementId, party::Role,
};
use roads::chart::{Chart, Drive, NotAWay, Vehicle};

use super::{boundaries, draft::Draft};
use crate::{
    Movement, Rejection, Stage, What, World,
    announced::Passage,
    apply::amend_plan,
    command::Statement,
    convoy::{convoy, month, number},
    danger::Bounds,
    dossier::{
        self, Departure, dossier, items,
        spoken::{
            AREA, AXLE_WEIGHT, DISTRICTS, DISTRICTS_COMPLETE, HEIGHT, LENGTH, ROUTE, VEHICLES, WEIGHT, WIDTH,
        },
    },
    movement::{Bar, Planned},
};

/// The most stretches of a way: across a continent on its smallest roads.
const MOST_STRETCHES: usize = 50_000;

/// A way that begins this far from where the one before it began is driven from where the convoy is now, in millimetres. Ours: a
/// yard and its gate on another street.
const ELSEWHERE: u64 = 1_000_000;

/// Ways that are planned stay on the network they were planned on until they are planned again.
pub(super) fn adopt(draft: &mut Draft<'_>, network: Digest) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority, Role::System], "needed-duty-or-authority")?;
    if draft.inputs.artefacts.ground(&network).is_none() {
        return Err(Rejection::NoSuch("no-such-network"));
    }
    draft.emit(What::NetworkAdopted { network });
    draft.touch_all_open();
    Ok(())
}

pub(super) fn plan(
    draft: &mut Draft<'_>,
    id: MovementId,
    seen: u32,
    drives: Vec<u32>,
) -> Result<(), Rejection> {
    let movement = draft.open(id, "hint-routed-while-open")?;
    if seen != movement.revision {
        return Err(Rejection::Outdated { seen, current: movement.revision });
    }
    let network = draft.state.network.ok_or(Rejection::NoNetwork)?;
    let mut planned = laid(draft, &movement, network, drives)?;
    if let What::RoutePlanned { route, .. } = &mut planned {
        route.since = since(draft, &movement, route.from);
    }
    draft.emit(planned);
    boundaries::diverted(draft, id);
    draft.touch(id);
    Ok(())
}

/// From when on a way is driven that is planned now. On the road that is from where the movement is, and so from now on, unless it
/// begins where the way before it did, which is driven already. Of one that was only seen, and had no way, nobody knows either.
fn since(draft: &Draft<'_>, movement: &Movement, begins: Place) -> Option<Instant> {
    if !matches!(movement.stage, Stage::UnderWay(_)) {
        return None;
    }
    match dossier::route(&draft.state, movement) {
        Some(before) if roads::distance_mm(before.from, begins) <= ELSEWHERE => before.since,
        Some(_) => Some(draft.now),
        None => dossier::left(movement).map(|_| draft.now),
    }
}

/// A way laid down for a movement over a network, with the districts it crosses and the dangers it meets.
pub(super) fn laid(
    draft: &Draft<'_>,
    movement: &Movement,
    network: Digest,
    drives: Vec<u32>,
) -> Result<What, Rejection> {
    let ground = draft.inputs.artefacts.ground(&network).ok_or(Rejection::NoNetwork)?;
    let chart = ground.chart();
    if drives.len() > MOST_STRETCHES {
        return Err(Rejection::NoWay(MOST_STRETCHES));
    }
    let arcs = chart.follow(&drives).map_err(|why| match why {
        NotAWay::Empty => Rejection::NoWay(0),
        NotAWay::Broken(stretch) => Rejection::NoWay(stretch),
    })?;
    let facts = dossier(&draft.state, movement)?;
    let vehicle = convoy(&facts, draft.now);
    let month = month(&facts, draft.now, draft.state.offset.0);
    if let Some(stretch) = chart.refuses(&arcs, &vehicle, month) {
        return Err(Rejection::WayRefuses(road(chart, arcs[stretch])));
    }
    let route = planned(chart, network, drives, &arcs, &vehicle)?;
    let (statements, drop) = districts(movement, &route, draft.now);
    amend_plan(&mut movement.plan.clone(), &statements, &drop)?;
    let stretches: BTreeSet<u32> = route.drives.iter().map(|drive| drive >> 1).collect();
    let bounds = Bounds::of(&chart.drawn(&arcs));
    let (mut dangers, mut passes) = (Vec::new(), Vec::new());
    for (danger, reported) in &draft.state.dangers {
        if !reported.danger.bounds(&ground).is_none_or(|danger| danger.meet(&bounds)) {
            continue;
        }
        let touched = reported.danger.stretches(&ground);
        if touched.is_disjoint(&stretches) {
            continue;
        }
        dangers.push((*danger, reported.danger.closes()));
        if reported.is_announced() {
            let passage = Passage::along(chart, &arcs, &vehicle, &touched);
            passes.extend(passage.map(|passage| (*danger, passage)));
        }
    }
    let revision = movement.revision + 1;
    Ok(What::RoutePlanned { movement: movement.id, revision, route, statements, drop, dangers, passes })
}

fn planned(
    chart: &Chart,
    network: Digest,
    drives: Vec<u32>,
    arcs: &[u32],
    vehicle: &Vehicle,
) -> Result<Planned, Rejection> {
    let Drive { length_mm, takes_us, limits, unread_limit, open, districts, has_gap } =
        chart.drive(arcs, vehicle);
    let end = |arc: Option<&u32>, nodes: &[u32]| {
        arc.and_then(|&arc| nodes.get(arc as usize))
            .and_then(|&node| chart.place(node))
            .ok_or(Rejection::NoWay(0))
    };
    if open.is_never() {
        return Err(Rejection::NeverOpen);
    }
    let crosses = districts.into_iter().map(|(name, after)| Ok((area(&name)?, after)));
    Ok(Planned {
        network,
        drives,
        from: end(arcs.first(), chart.tails())?,
        to: end(arcs.last(), chart.heads())?,
        length_mm,
        takes_us,
        limits,
        unread_limit,
        open,
        crosses: crosses.collect::<Result<_, Rejection>>()?,
        has_gap,
        since: None,
    })
}

/// The area a district of the network is. One that is none would stand fast with no other, and be told of nothing.
fn area(name: &str) -> Result<Word, Rejection> {
    let named: Option<Word> = name.parse().ok();
    named.filter(model::area::is_area).ok_or_else(|| Rejection::NoArea(name.chars().take(80).collect()))
}

/// What the way says of the districts to be told, and those that an earlier way said and this one does not cross. That
/// there are no others it says only where all of it lies in districts that the network knows.
fn districts(movement: &Movement, route: &Planned, now: Instant) -> (Vec<Statement>, Vec<Path>) {
    let said = |path: Path, value: Value| Statement {
        path,
        claim: Claim {
            value,
            source: Source { cite: Word::clone(&ROUTE), by: None },
            observed: now,
            valid_until: None,
            settles: Vec::new(),
        },
    };
    let place = |area: &Word| DISTRICTS.clone().item(&crate::route::label(area));
    let mut told = BTreeSet::new();
    let areas = route.crosses.iter().map(|(area, _)| area).filter(|area| told.insert(*area));
    let mut statements: Vec<Statement> =
        areas.map(|area| said(place(area).join(&AREA), area.clone().into())).collect();
    if !statements.is_empty() {
        statements.push(said(DISTRICTS_COMPLETE.clone(), (!route.has_gap).into()));
    }
    let by_a_route = |label: &Word| {
        let claims = movement.plan.claims(&DISTRICTS.clone().item(label).join(&AREA));
        !claims.is_empty() && claims.iter().all(|claim| claim.source.cite == *ROUTE)
    };
    let crossed: Vec<Path> = route.crosses.iter().map(|(area, _)| place(area)).collect();
    let earlier = items(&movement.plan, &DISTRICTS).iter().filter(|(label, _)| by_a_route(label));
    let left = earlier.map(|(label, _)| DISTRICTS.clone().item(label)).filter(|at| !crossed.contains(at));
    (statements, left.collect())
}

/// What of the way itself stands in the way: a road that is closed that month, a vehicle that does not pass, or one of
/// which nobody knows whether it does.
pub(super) fn bars(draft: &Draft<'_>, route: &Planned, facts: &Dossier) -> Vec<Bar> {
    let mut bars = Vec::new();
    let takes = Span(i64::try_from(route.takes_us).unwrap_or(i64::MAX));
    let offset = draft.state.offset.0;
    let days = Departure::of(facts, offset).days;
    let is_open = |day: &model::Day| {
        let from = day.begins(offset);
        let until = day.checked_add(1).map_or(from, |next| next.begins(offset)).saturating_add(takes);
        route.open.is_open_throughout(from, until, offset)
    };
    let all_year = route.open == roads::Season::ALL_YEAR;
    if !all_year && (days.is_empty() || !days.iter().all(is_open)) {
        bars.push(Bar::OutOfSeason);
    }
    let limits = route.limits;
    let limited = [
        (&HEIGHT, u64::from(limits.height_mm)),
        (&WIDTH, u64::from(limits.width_mm)),
        (&LENGTH, u64::from(limits.length_mm)),
        (&WEIGHT, u64::from(limits.weight_kg) * 1000),
        (&AXLE_WEIGHT, u64::from(limits.axle_kg) * 1000),
    ];
    for (label, _) in items(facts, &VEHICLES) {
        let sizes = limited.map(|(at, limit)| (number(facts, label, at, draft.now), limit));
        let exceeds = |&(size, limit): &(Option<i64>, u64)| {
            limit > 0 && size.is_some_and(|size| size.unsigned_abs() > limit)
        };
        let unknown = |&(size, limit): &(Option<i64>, u64)| limit > 0 && size.is_none();
        let states = sizes.iter().any(|(size, _)| size.is_some());
        if sizes.iter().any(exceeds) || (route.unread_limit && states) {
            bars.push(Bar::VehicleDoesNotFit(label.clone()));
        } else if sizes.iter().any(unknown) || route.unread_limit {
            bars.push(Bar::VehicleUnmeasured(label.clone()));
        }
    }
    bars
}

/// What a road is called: its number, else its name.
fn road(chart: &Chart, arc: u32) -> String {
    let stretch = chart.driven(arc as usize).map_or(0, |(stretch, _)| stretch);
    let text = |numbers: &[u32]| numbers.get(stretch).map_or("", |&number| chart.text(number)).to_owned();
    let number = text(chart.references());
    if number.is_empty() { text(chart.names()) } else { number }
}

/// The way a movement drives: its own, or that of the permission it runs under. In a file's world there is none.
pub(super) fn route_of<'d>(draft: &'d Draft<'_>, movement: &'d Movement) -> Option<&'d Planned> {
    crate::dossier::route(&draft.state, movement).filter(|_| draft.state.world == World::Actual)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

    use super::*;
    use crate::{Event, movement::Kind};

    fn complete(has_gap: bool) -> Value {
        let now: Instant = "2026-12-01T00:00:00Z".parse().unwrap();
        let by = model::party::Actor { person: None, role: Role::Sponsor, agency: "spu".parse().unwrap() };
        let (movement, number) = (MovementId(uuid::Uuid::nil()), "SC-1".parse().unwrap());
        let what = What::MovementRequested { movement, number, kind: Kind::Single, plan: Dossier::default() };
        let movement = Movement::of_its_events([&Event { at: now, by, what }]).unwrap();
        let place = model::Place::from_e7(0, 0).unwrap();
        let route = Planned {
            network: Digest([0; 32]),
            drives: vec![0],
            from: place,
            to: place,
            length_mm: 1,
            takes_us: 1,
            limits: roads::chart::Limits::default(),
            unread_limit: false,
            open: roads::Season::ALL_YEAR,
            crosses: vec![("pk/kp/shangla".parse().unwrap(), 0)],
            has_gap,
            since: None,
        };
        let (statements, _) = districts(&movement, &route, now);
        statements.into_iter().find(|said| said.path == *DISTRICTS_COMPLETE).unwrap().claim.value
    }

    #[test]
    fn a_way_through_ground_that_no_district_claims_proves_no_list_of_districts() {
        assert_eq!(complete(false), Value::Bool(true));
        assert_eq!(complete(true), Value::Bool(false));
    }
}
