//! What is reported, laid on a network: how exposed each arc is, and which are closed.

use std::{collections::BTreeSet, sync::Arc};

use conduct::danger::{Danger as Report, Reported};
use model::{Instant, id::DangerId};
use roads::{chart::Vehicle, choose::Danger};
use threat::{Grade, Ground, Incident};

/// Dangers by their identifiers, as the room's state has them.
pub type Reports<'a> = &'a [(DangerId, Arc<Reported>)];

/// What every arc is exposed to at a moment. No feed looks anywhere yet, so all of it is unknown beyond what is
/// reported, and counts as that.
pub fn danger(ground: &Ground, vehicle: &Vehicle, reports: Reports<'_>, now: Instant) -> Danger {
    let incidents: Vec<Incident> =
        reports.iter().filter_map(|(id, reported)| incident(*id, reported)).collect();
    ground.danger(vehicle, &incidents, &[], now).closing(closed(ground, reports))
}

fn incident(id: DangerId, reported: &Reported) -> Option<Incident> {
    let Report::Incident { kind, place, within_mm, at, grade } = &reported.danger else { return None };
    Some(Incident {
        id: id.to_string().parse().ok()?,
        kind: kind.clone(),
        at: *at,
        place: *place,
        within_mm: *within_mm,
        grade: grade.as_ref().and_then(|grade| grade.as_str().parse::<Grade>().ok()),
    })
}

/// The arcs that drive a stretch which a closure or an area nobody goes to touches.
fn closed(ground: &Ground, reports: Reports<'_>) -> Vec<u32> {
    let closing = reports.iter().filter(|(_, reported)| reported.danger.closes());
    let stretches: BTreeSet<u32> =
        closing.flat_map(|(_, reported)| reported.danger.stretches(ground)).collect();
    if stretches.is_empty() {
        return Vec::new();
    }
    let arcs = (0_u32..).zip(ground.chart().drives());
    arcs.filter(|(_, drive)| stretches.contains(&(**drive >> 1))).map(|(arc, _)| arc).collect()
}
