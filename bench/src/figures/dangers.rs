//! A danger on the roads, and every open movement: from the report at the writer's door until each movement it touches is
//! judged again and that is on disk; then the best way left for each of them.

use std::{panic::resume_unwind, path::Path, sync::Arc, thread, time::Duration};

use anyhow::{Context as _, bail};
use atlas::{Atlas, Question, Sheet};
use conduct::{Act, What, announced::Leaves, danger::Danger};
use model::{Digest, Place, id::MovementId, party::Role};
use roads::{
    chart::{Bytes, Vehicle},
    import, schematic,
};

use super::decisions::{Decision, Waiting, waiting};
use crate::{
    Row, Size, Table,
    life::{Life, submission},
    maps,
    timing::{Samples, timed},
};

/// All of it: nobody has put down the telephone yet.
const ALL: Duration = Duration::from_millis(250);
/// How many open movements.
const OPEN: usize = 1_000;
/// The month in which they drive.
const MONTH: u8 = 11;

/// Adds the rows.
///
/// # Errors
/// When a command is refused, or nothing is touched.
pub fn measure(table: &mut Table, dir: &Path, size: Size) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let (name, file) = network(size)?;
    let atlas = Arc::new(Atlas::of(dir.path()));
    let network = atlas.keep(&file, Path::new("the network of the bench"))?;
    let sheet = atlas.sheet(&network)?;
    let life = Life::of_the_airport_run()?;
    let count = if size == Size::SHORT { 3 } else { OPEN };
    let mut waiting = waiting(dir.path(), &life, count, Decision::Clearance.until())?;
    waiting.room.lay_out(Arc::<Atlas>::clone(&atlas));
    plan(&mut waiting, network, &sheet)?;
    table.heading(format!("a danger on the roads, {count} open movements that drive over {name}"));
    let place = halfway(&waiting, &sheet)?;
    let all = waiting.movements.clone();
    // Before anything is reported: the first answer of a room orders what every later one finds in order.
    best_left(&waiting, &sheet, &all[..1])?;
    let (mut judged, mut told, mut touched, mut ways) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..size.seldom {
        let at = life.begins();
        let danger = Danger::Incident { kind: "attack".parse()?, place, within_mm: 0, at, grade: None };
        let act = submission(&waiting.world, Role::DutyOfficer, Act::ReportDanger { danger });
        let (mut answers, took) = timed(|| waiting.room.take(vec![act]));
        let recorded = answers.pop().context("the room did not answer")??;
        touched = recorded.events.iter().filter_map(|event| touches(&event.what)).collect();
        let (answered, after) = timed(|| best_left(&waiting, &sheet, &touched));
        ways = answered?;
        judged.push(took);
        told.push(took + after);
    }
    if touched.is_empty() {
        bail!("the incident touched nobody");
    }
    let (judged, told): (Samples, Samples) = (judged.into_iter().collect(), told.into_iter().collect());
    let touched = touched.len();
    table.add(Row::new("an incident, durable", judged).note(format!("{touched} touched and judged again")));
    table.add(
        Row::new("the same, and the best ways left for those touched", told).aim(ALL).note(format!(
            "{ways} ways beside {touched} planned ones; the picture made anew; two threads ask"
        )),
    );
    let (answered, took) = timed(|| best_left(&waiting, &sheet, &all));
    let note = format!("{} ways beside {} planned ones; two threads ask", answered?, all.len());
    table.add(Row::new("the best ways left for all of them", Samples::once(took)).note(note));
    Ok(())
}

fn touches(what: &What) -> Option<MovementId> {
    match what {
        What::RouteTouched { movement, .. } => Some(*movement),
        _ => None,
    }
}

/// The trade-offs for these movements under the picture as it stands, and how many there are. The room answers each question
/// on a thread of its own, as many at once as there are cores.
fn best_left(waiting: &Waiting, sheet: &Sheet, movements: &[MovementId]) -> anyhow::Result<usize> {
    let state = waiting.room.worlds().get(&waiting.world).context("no world")?;
    let reports: Vec<_> = state.dangers.iter().map(|(id, danger)| (*id, Arc::clone(danger))).collect();
    let now = state.clock.context("nothing happened")?;
    let ways_of = |movements: &[MovementId]| -> anyhow::Result<usize> {
        let mut ways = 0;
        for movement in movements {
            let route = state.movement(*movement).and_then(|it| it.route.as_deref()).context("no way")?;
            let asked = Question {
                vehicle: Vehicle::car(),
                month: MONTH,
                from: route.from,
                to: route.to,
                planned: Some(&route.drives),
                reports: &reports,
                leaves: Leaves::Unknown,
                now,
            };
            ways += sheet.trade_offs(&asked)?.ways.len();
        }
        Ok(ways)
    };
    // Who asks first has the picture made, for both.
    let (first, others) = movements.split_at(movements.len().min(1));
    let first = ways_of(first)?;
    let (some, others) = others.split_at(others.len() / 2);
    thread::scope(|scope| {
        let beside = scope.spawn(|| ways_of(others));
        let some = ways_of(some)?;
        Ok(first + some + beside.join().unwrap_or_else(|failed| resume_unwind(failed))?)
    })
}

/// Porto's network, if its extract is there, else the corridor.
fn network(size: Size) -> anyhow::Result<(String, Bytes)> {
    let extract = maps::extracts().join("porto_portugal.osm.pbf");
    if size != Size::SHORT && extract.exists() {
        let bytes = std::fs::read(&extract)?;
        let made = import::extract(&bytes, &import::Options::default(), &())?;
        return Ok(("Porto".to_owned(), Arc::new(made.file)));
    }
    let drawn = import::drawn(&schematic::karakoram_corridor()?)?;
    Ok(("the drawn corridor".to_owned(), Arc::new(drawn.file)))
}

/// Each movement drives between two junctions that lie anywhere, and is cleared as far as it can be.
fn plan(waiting: &mut Waiting, network: Digest, sheet: &Sheet) -> anyhow::Result<()> {
    let world = waiting.world.clone();
    let adopt = submission(&world, Role::Authority, Act::AdoptNetwork { network });
    waiting.room.take(vec![adopt]).pop().context("the room did not answer")??;
    let chart = sheet.ground().chart();
    let weights = chart.weights(&Vehicle::car(), MONTH);
    let junctions = u32::try_from(chart.places().len())?;
    let mut seed = 0x2545_f491_u32;
    for movement in waiting.movements.clone() {
        let mut any = || {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            seed % junctions
        };
        let way = (0..1_000).find_map(|_| {
            let (from, to) = (any(), any());
            (from != to)
                .then(|| chart.between(from, to, &weights))
                .flatten()
                .filter(|way| !way.arcs.is_empty())
        });
        let drives = way.context("no two junctions are joined")?;
        let drives =
            drives.arcs.iter().filter_map(|&arc| chart.drives().get(arc as usize)).copied().collect();
        route(waiting, movement, drives)?;
    }
    Ok(())
}

fn route(waiting: &mut Waiting, movement: MovementId, drives: Vec<u32>) -> anyhow::Result<()> {
    let state = waiting.room.worlds().get(&waiting.world).context("no world")?;
    let seen = state.movement(movement).context("no such movement")?.revision;
    let acts = [Act::PlanRoute { movement, seen, drives }, Act::Clear { movement }];
    let asked = acts.into_iter().map(|act| submission(&waiting.world, Role::DutyOfficer, act)).collect();
    for answer in waiting.room.take(asked) {
        answer?;
    }
    Ok(())
}

/// Halfway along the first movement's way.
fn halfway(waiting: &Waiting, sheet: &Sheet) -> anyhow::Result<Place> {
    let state = waiting.room.worlds().get(&waiting.world).context("no world")?;
    let first = waiting.movements.first().and_then(|id| state.movement(*id));
    let route = first.and_then(|movement| movement.route.as_deref()).context("nobody drives")?;
    let chart = sheet.ground().chart();
    let middle = route.drives[route.drives.len() / 2] >> 1;
    chart.place(chart.from()[middle as usize]).context("the way leads nowhere")
}
