//! Dangers on the roads: reported, and taken out of the picture.
//!
//! Reality is accepted: whoever saw something says so, whatever network is in force and whether or not any way leads
//! there. Every open movement whose way a danger touches is told of it and evaluated again.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    Digest,
    id::{DangerId, MovementId, TextId},
    party::Role,
};

use super::{alerts, draft::Draft, route::route_of};
use crate::{
    Rejection, Stage, What,
    danger::{CLOSURE, Danger, MOST, MOST_CORNERS, NO_GO, WIDEST_MM},
    dossier::spoken::{DANGER_ON_THE_WAY, INCIDENT_KIND, INCIDENTS},
    movement::Why,
};

pub(super) fn report(draft: &mut Draft<'_>, danger: &Danger) -> Result<(), Rejection> {
    let may = [Role::DutyOfficer, Role::Authority, Role::DistrictOfficer, Role::Commander];
    draft.requires(&may, "needed-whoever-reports-dangers")?;
    check(draft, danger)?;
    let id: DangerId = draft.fresh();
    draft.emit(What::DangerReported { id, danger: danger.clone() });
    for movement in touched(draft, danger) {
        draft.emit(What::RouteTouched { movement, danger: id, closes: danger.closes() });
        if draft.state.movement(movement).is_some_and(|it| matches!(it.stage, Stage::UnderWay(_))) {
            draft.emit(What::DecisionAsked { movement, why: Why::Danger(id) });
            alerts::raise(draft, movement, &DANGER_ON_THE_WAY);
        }
        draft.touch(movement);
    }
    Ok(())
}

pub(super) fn lift(draft: &mut Draft<'_>, id: DangerId, because: Option<TextId>) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Authority], "needed-duty-or-authority")?;
    if !draft.state.dangers.contains_key(&id) {
        return Err(Rejection::NoSuch("no-such-danger"));
    }
    end(draft, id, because);
    Ok(())
}

/// Dangers whose time is over leave the picture.
pub(super) fn time_passed(draft: &mut Draft<'_>) {
    while let Some((_, id)) = draft.state.ends.get_min().copied().filter(|(at, _)| *at <= draft.now) {
        end(draft, id, None);
    }
}

fn end(draft: &mut Draft<'_>, id: DangerId, because: Option<TextId>) {
    let concerned: Vec<MovementId> = draft
        .state
        .open
        .iter()
        .copied()
        .filter(|movement| draft.state.movement(*movement).is_some_and(|it| it.dangers.contains_key(&id)))
        .collect();
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

/// The open movements whose way a danger touches. A way lies on the network it was planned on, whichever is in force; one
/// on a network that is not at hand may be touched by anything.
fn touched(draft: &Draft<'_>, danger: &Danger) -> Vec<MovementId> {
    let mut found: BTreeMap<Digest, Option<BTreeSet<u32>>> = BTreeMap::new();
    let mut touched = Vec::new();
    for id in &draft.state.open {
        let Some(route) = draft.state.movement(*id).and_then(|movement| route_of(draft, movement)) else {
            continue;
        };
        let on_it = found.entry(route.network).or_insert_with(|| {
            draft.inputs.artefacts.ground(&route.network).map(|ground| danger.stretches(&ground))
        });
        let is_on_it = |drive: &u32| on_it.as_ref().is_none_or(|stretches| stretches.contains(&(drive >> 1)));
        if route.drives.iter().any(is_on_it) {
            touched.push(*id);
        }
    }
    touched
}
