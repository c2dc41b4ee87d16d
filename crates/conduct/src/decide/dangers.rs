//! Dangers on the roads: reported, and taken out of the picture.
//!
//! Reality is accepted: whoever saw something says so, whatever network is in force and whether or not any way leads
//! there. Every open movement whose way a danger touches is told of it and evaluated again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use model::{
    Digest,
    id::{DangerId, MovementId, TextId},
    party::Role,
};

use threat::Ground;

use super::{alerts, draft::Draft, route::route_of};
use crate::{
    Rejection, Stage, What,
    announced::{Leaves, Passage},
    convoy::convoy,
    danger::{CLOSURE, Danger, MOST, MOST_CORNERS, NO_GO, WIDEST_MM},
    dossier::{
        dossier, leaves,
        spoken::{DANGER_ON_THE_WAY, INCIDENT_KIND, INCIDENTS},
    },
    movement::Why,
};

pub(super) fn report(draft: &mut Draft<'_>, danger: &Danger) -> Result<(), Rejection> {
    let may = [Role::DutyOfficer, Role::Authority, Role::DistrictOfficer, Role::Commander];
    draft.requires(&may, "needed-whoever-reports-dangers")?;
    check(draft, danger)?;
    let id: DangerId = draft.fresh();
    draft.emit(What::DangerReported { id, danger: danger.clone() });
    for (movement, passage) in touched(draft, danger) {
        draft.emit(What::RouteTouched { movement, danger: id, closes: danger.closes(), passage });
        if counts(draft, id, movement) {
            ask(draft, id, movement);
        }
        draft.touch(movement);
    }
    Ok(())
}

/// Whether it is any matter for a movement now: one that is announced may begin when the movement has passed.
fn counts(draft: &Draft<'_>, id: DangerId, movement: MovementId) -> bool {
    let Some((reported, movement)) = draft.state.dangers.get(&id).zip(draft.state.movement(movement)) else {
        return false;
    };
    let Some(on_the_way) = movement.dangers.get(&id).filter(|_| reported.is_announced()) else { return true };
    let leaves = dossier(&draft.state, movement)
        .map_or(Leaves::Unknown, |facts| leaves(movement, &facts, draft.state.offset.0));
    reported.holds(on_the_way.passage, leaves).is_so(draft.now)
}

/// Who is under way chooses what to do about it.
fn ask(draft: &mut Draft<'_>, id: DangerId, movement: MovementId) {
    if draft.state.movement(movement).is_some_and(|it| matches!(it.stage, Stage::UnderWay(_))) {
        draft.emit(What::DecisionAsked { movement, why: Why::Danger(id) });
        alerts::raise(draft, movement, &DANGER_ON_THE_WAY);
    }
}

pub(super) fn lift(draft: &mut Draft<'_>, id: DangerId, because: Option<TextId>) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "needed-duty-or-authority")?;
    if !draft.state.dangers.contains_key(&id) {
        return Err(Rejection::NoSuch("no-such-danger"));
    }
    end(draft, id, because);
    Ok(())
}

/// Dangers whose time is over leave the picture; those that were announced and now begin are a matter for whoever is
/// still under way to them.
pub(super) fn time_passed(draft: &mut Draft<'_>) {
    while let Some((_, id)) = draft.state.ends.get_min().copied().filter(|(at, _)| *at <= draft.now) {
        end(draft, id, None);
    }
    while let Some((_, id)) = draft.state.begins.get_min().copied().filter(|(at, _)| *at <= draft.now) {
        draft.emit(What::DangerBegan { id });
        for movement in concerned(draft, id) {
            ask(draft, id, movement);
            draft.touch(movement);
        }
    }
}

/// The open movements on whose way it lies.
fn concerned(draft: &Draft<'_>, id: DangerId) -> Vec<MovementId> {
    let touched = |movement: &MovementId| {
        draft.state.movement(*movement).is_some_and(|movement| movement.dangers.contains_key(&id))
    };
    draft.state.open.iter().copied().filter(touched).collect()
}

fn end(draft: &mut Draft<'_>, id: DangerId, because: Option<TextId>) {
    let concerned = concerned(draft, id);
    draft.emit(What::DangerLifted { id, because });
    concerned.into_iter().for_each(|movement| draft.touch(movement));
}

fn check(draft: &Draft<'_>, danger: &Danger) -> Result<(), Rejection> {
    if draft.state.dangers.len() >= MOST {
        return Err(Rejection::Danger("danger-too-many"));
    }
    if danger.ends().is_some_and(|ends| ends <= draft.now.max(danger.since())) {
        return Err(Rejection::Danger("danger-over"));
    }
    match danger {
        Danger::Incident { kind, within_mm, at, grade, .. } => {
            let path = INCIDENTS.clone().item(kind).join(&INCIDENT_KIND);
            model::schema::attribute_at(&path)?.accepts(&path, &kind.clone().into())?;
            // One that closes roads and is told as an incident would close none.
            if [&*CLOSURE, &*NO_GO].contains(&kind) {
                return Err(Rejection::Danger("danger-closes"));
            }
            if *at > draft.now {
                return Err(Rejection::FromTheFuture(*at));
            }
            if grade.as_ref().is_some_and(|grade| grade.as_str().parse::<threat::Grade>().is_err()) {
                return Err(Rejection::Danger("danger-grade"));
            }
            not_wider(*within_mm)
        }
        Danger::Closure { within_mm, .. } => not_wider(*within_mm),
        Danger::NoGo { corners, .. } => {
            let Some(first) = corners.first().filter(|_| (3..=MOST_CORNERS).contains(&corners.len())) else {
                return Err(Rejection::Danger("danger-corners"));
            };
            corners.iter().try_for_each(|corner| not_wider(roads::distance_mm(*first, *corner)))
        }
    }
}

fn not_wider(mm: u64) -> Result<(), Rejection> {
    if mm > WIDEST_MM { Err(Rejection::Danger("danger-too-wide")) } else { Ok(()) }
}

/// What a danger touches of a network.
struct OnNetwork {
    ground: Arc<Ground>,
    stretches: BTreeSet<u32>,
}

/// The open movements whose way a danger touches, and when each passes it if it is only announced. A way lies on the
/// network it was planned on, whichever is in force; one on a network that is not at hand may be touched by anything, at
/// any time.
fn touched(draft: &Draft<'_>, danger: &Danger) -> Vec<(MovementId, Option<Passage>)> {
    let is_announced = danger.closes() && danger.since() > draft.now;
    let mut found: BTreeMap<Digest, Option<OnNetwork>> = BTreeMap::new();
    let mut touched = Vec::new();
    for movement in draft.state.open.iter().filter_map(|id| draft.state.movement(*id)) {
        let Some(route) = route_of(draft, movement) else { continue };
        let on_it = found.entry(route.network).or_insert_with(|| {
            let ground = draft.inputs.artefacts.ground(&route.network)?;
            let stretches = danger.stretches(&ground);
            Some(OnNetwork { ground, stretches })
        });
        let on_it = on_it.as_ref();
        let is_on_it = |drive: &u32| on_it.is_none_or(|on_it| on_it.stretches.contains(&(drive >> 1)));
        if route.drives.iter().any(is_on_it) {
            let passage = on_it.filter(|_| is_announced).and_then(|OnNetwork { ground, stretches }| {
                let facts = dossier(&draft.state, movement).ok()?;
                let arcs = ground.chart().follow(&route.drives).ok()?;
                Passage::along(ground.chart(), &arcs, &convoy(&facts, draft.now), stretches)
            });
            touched.push((movement.id, passage));
        }
    }
    touched
}
