//! Convoys of the demonstration that are on the road: their ways, what reports for them, and what happens to them. The room is
//! alive at first sight, and everything on it is made up.

use atlas::{Atlas, Sheet};
use conduct::{Act, Networks as _, Stage as Stands, State};
use model::{Dossier, Span, Value, Word, party::Role};
use store::Store;
use watch::Line;

use super::{Stage, facts::Facts, movement, roads};
use crate::march::{self, Happening, March, What};

/// A convoy.
struct Convoy {
    number: &'static str,
    from: &'static str,
    to: &'static str,
    /// What it is for, in the schema's words, and why it left at once.
    purpose: &'static str,
    reason: &'static str,
    /// What happens, in minutes since departure: from, until, to which vehicle, what.
    happens: &'static [(i32, i32, Option<usize>, What)],
}

/// One stands where no halt is planned, and one of its cars is silent and comes back; one strays from its way; one keeps to it.
const CONVOYS: [Convoy; 3] = [
    Convoy {
        number: "DEMO-NORTH",
        from: "34.93,72.88",
        to: "35.29,73.22",
        purpose: "evacuation",
        reason: "The river rises at the camp (made up).",
        happens: &[
            (3, 10, None, What::Halt),
            (14, 19, Some(2), What::Silence),
            (24, 32, Some(2), What::Slow),
        ],
    },
    Convoy {
        number: "DEMO-WEST",
        from: "34.94,72.47",
        to: "34.93,72.88",
        purpose: "hospital",
        reason: "Somebody ill at the site (made up).",
        happens: &[(2, 5, Some(1), What::Stray(900)), (20, 24, None, What::Stray(700))],
    },
    Convoy {
        number: "DEMO-EAST",
        from: "34.33,73.20",
        to: "34.68,73.02",
        purpose: "hospital",
        reason: "A fall from a scaffold (made up).",
        happens: &[],
    },
];

/// The first label that the vehicles of these convoys end in; those before are other movements'.
const FIRST: u32 = 21;
/// As fast as the shipped thresholds take a convoy for, in millimetres a second: 40 km/h.
const PACE_MM_S: u64 = 11_111;
/// Between the least and the most that the shipped thresholds have, in millimetres.
const INTERVAL_MM: u64 = 80_000;

pub(super) fn tell<S: Store>(stage: &mut Stage<'_, S>, corridor: &Sheet) -> anyhow::Result<()> {
    let duty = stage.cast.the(Role::DutyOfficer);
    for (convoy, nth) in CONVOYS.iter().zip(FIRST..) {
        let plan = plan(stage, convoy, nth)?;
        let cars = vehicles(&plan);
        for car in &cars {
            let (_, enrolment) = march::enrolment(car)?;
            stage.does(&duty, enrolment)?;
        }
        let reason = stage.text(&duty, convoy.reason);
        let start = Act::StartUrgent { number: convoy.number.parse()?, plan, reason: reason.id };
        let started = movement(&stage.says(&duty, start, vec![reason])?)?;
        roads::plan(stage, corridor, started, (&duty, convoy.from.parse()?, convoy.to.parse()?))?;
    }
    Ok(())
}

fn plan<S: Store>(stage: &Stage<'_, S>, convoy: &Convoy, nth: u32) -> anyhow::Result<Dossier> {
    let facts = Facts::of_the_airport_run(stage.now, stage.offset)?.with_others(nth)?;
    let facts = facts.without(&[
        "districts",
        "sites",
        "movement.departs_at",
        "movement.arrives_at",
        "movement.begins_on",
        "movement.ends_on",
    ])?;
    let facts = facts.with("movement.purpose", Value::Word(convoy.purpose.parse()?))?;
    let facts = facts.with(&format!("vehicles[demo-escort-1-{nth}].escorts"), Value::Bool(true))?;
    facts.with(&format!("vehicles[demo-escort-2-{nth}].escorts"), Value::Bool(true))?.order()
}

fn vehicles(plan: &Dossier) -> Vec<Word> {
    plan.items("vehicles").iter().map(|(label, _)| label.clone()).collect()
}

/// The marches of the convoys that are on the road in a room, whenever it is opened.
pub fn marches(state: &State, atlas: &Atlas) -> Vec<March> {
    CONVOYS.iter().filter_map(|convoy| march(state, atlas, convoy)).collect()
}

fn march(state: &State, atlas: &Atlas, convoy: &Convoy) -> Option<March> {
    let movement = state.movement(*state.numbers.get(convoy.number)?)?;
    let (Stands::UnderWay(_), Some(began), Some(way)) = (movement.stage, movement.departed, &movement.route)
    else {
        return None;
    };
    let ground = atlas.ground(&way.network)?;
    let line = ground.chart().places_along(&ground.chart().follow(&way.drives).ok()?);
    let reports = |label: &Word| {
        let serves = format!("vehicles[{label}]");
        state.devices.iter().find(|(_, device)| device.serves.to_string() == serves).map(|(id, _)| *id)
    };
    let devices = vehicles(&movement.plan).iter().filter_map(reports).collect();
    let happening = |&(from, until, vehicle, what)| Happening {
        from: Span::minutes(from),
        until: Span::minutes(until),
        vehicle,
        what,
    };
    Some(March {
        line: Line::new(&line)?,
        began,
        pace_mm_s: PACE_MM_S,
        interval_mm: INTERVAL_MM,
        devices,
        happenings: convoy.happens.iter().map(happening).collect(),
    })
}
