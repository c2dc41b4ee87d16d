//! What is reported, laid on a network: how exposed each arc is, and which are closed.

use std::{collections::BTreeSet, sync::Arc};

use conduct::{
    announced::{LATE, Leaves},
    danger::{Danger as Report, Reported},
};
use model::{Instant, Span, id::DangerId};
use roads::{chart::Vehicle, choose::Danger};
use threat::{Grade, Ground, Incident};

/// Dangers by their identifiers, as the room's state has them.
pub type Reports<'a> = &'a [(DangerId, Arc<Reported>)];

/// How long a movement may be on the road, as far as ways are looked for that are open all the while. Ours: a day.
const A_DRIVE: Span = Span::hours(24);

/// What every arc is exposed to at a moment, with these closed. No feed looks anywhere yet, so all of it is unknown beyond
/// what is reported, and counts as that.
pub fn danger(
    ground: &Ground,
    vehicle: &Vehicle,
    reports: Reports<'_>,
    closing: &[DangerId],
    now: Instant,
) -> Danger {
    let incidents: Vec<Incident> =
        reports.iter().filter_map(|(id, reported)| incident(*id, reported)).collect();
    let closing = reports.iter().filter(|(id, _)| closing.contains(id));
    ground.danger(vehicle, &incidents, &[], now).closing(closed(ground, closing))
}

/// What closes roads to a movement that leaves then. Of what is announced that is what may hold at some time of its drive,
/// wherever it is by then: which way it takes, and so when it comes there, is what is asked.
pub fn closing(reports: Reports<'_>, leaves: Leaves, now: Instant) -> Vec<DangerId> {
    let driving = match leaves {
        Leaves::Unknown => None,
        Leaves::Between(from, until) => Some((from, until)),
        Leaves::Left(_) => Some((now, now)),
    };
    let driving = driving.map(|(from, until)| (from, until.max(now).saturating_add(A_DRIVE)));
    let counts = |reported: &Reported| {
        let within = |(from, until): (Instant, Instant)| reported.is_within(from, until.saturating_add(LATE));
        !reported.is_announced() || driving.is_none_or(within)
    };
    let closing = reports.iter().filter(|(_, reported)| reported.danger.closes() && counts(reported));
    closing.map(|(id, _)| *id).collect()
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

/// The arcs that drive a stretch which one of these touches.
fn closed<'a>(ground: &Ground, closing: impl Iterator<Item = &'a (DangerId, Arc<Reported>)>) -> Vec<u32> {
    let stretches: BTreeSet<u32> =
        closing.flat_map(|(_, reported)| reported.danger.stretches(ground)).collect();
    if stretches.is_empty() {
        return Vec::new();
    }
    let arcs = (0_u32..).zip(ground.chart().drives());
    arcs.filter(|(_, drive)| stretches.contains(&(**drive >> 1))).map(|(arc, _)| arc).collect()
}
