//! The demonstration's roads: the schematic corridor, taken the way of any import; two journeys over it, and a closure
//! (made up) on the way of one.

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use atlas::{Atlas, Question, Sheet};
use conduct::{Act, announced::Leaves, danger::Danger};
use model::{
    Digest, Place, Span,
    id::MovementId,
    party::{Actor, Role},
};
use roads::{
    chart::{Bytes, Vehicle},
    import, schematic,
};
use store::Store;

use super::{
    Stage,
    story::{ask, site_visit},
};

/// The corridor as a network file beside the record.
///
/// # Errors
/// When it cannot be written there.
pub fn corridor(atlas: &Atlas) -> anyhow::Result<Arc<Sheet>> {
    let drawn = import::drawn(&schematic::karakoram_corridor()?)?;
    let bytes: Bytes = Arc::new(tiles::with_map(drawn.file, &drawn.scenery, None, &())?);
    let network = atlas.keep(&bytes, Path::new("the corridor of the demonstration"))?;
    Ok(atlas.sheet(&network)?)
}

const ISLAMABAD: &str = "33.69,73.06";
const DASU: &str = "35.29,73.22";
const SAIDU: &str = "34.77,72.36";
/// On the N-35 between Thakot and Besham.
const CLOSED: &str = "34.86,72.905";

pub(super) fn tell<S: Store>(stage: &mut Stage<'_, S>, corridor: &Sheet) -> anyhow::Result<()> {
    let (duty, authority) = (stage.cast.the(Role::DutyOfficer), stage.cast.the(Role::Authority));
    let network = Digest(corridor.ground().chart().pin());
    stage.does(&authority, Act::AdoptNetwork { network })?;
    for (number, to) in [("DEMO-DASU", DASU), ("DEMO-SAIDU", SAIDU)] {
        let facts = site_visit(stage, 12)?.without(&["districts"])?;
        let movement = ask(stage, number, facts)?;
        let sponsor = stage.cast.the(Role::Sponsor);
        plan(stage, corridor, movement, (&sponsor, ISLAMABAD.parse()?, to.parse()?))?;
    }
    let from = stage.now.saturating_add(Span::minutes(-40));
    let danger = Danger::Closure { place: CLOSED.parse()?, within_mm: 1_000_000, from, until: None };
    stage.does(&duty, Act::ReportDanger { danger })?;
    Ok(())
}

/// Somebody plans the fastest way there is from one place to another.
pub(super) fn plan<S: Store>(
    stage: &mut Stage<'_, S>,
    corridor: &Sheet,
    movement: MovementId,
    (by, from, to): (&Actor, Place, Place),
) -> anyhow::Result<()> {
    let month = stage.today().month();
    let asked = Question {
        vehicle: Vehicle::car(),
        month,
        from,
        to,
        planned: None,
        reports: &[],
        leaves: Leaves::Unknown,
        now: stage.now,
    };
    let (_, fastest) = corridor.offer(&asked)?.ways.into_iter().next().context("no way leads there")?;
    stage.does(by, Act::PlanRoute { movement, seen: 1, drives: fastest.drives })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use roads::chart::TileKey;

    use super::*;

    #[test]
    fn the_corridor_of_the_demonstration_has_a_map_of_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let sheet = corridor(&Atlas::of(dir.path())).unwrap();
        let tiles = sheet.ground().chart().tiles().unwrap();
        // Besham lies in this one.
        assert!(tiles.get(TileKey::new(7, 89, 50).unwrap()).is_some());
    }
}
