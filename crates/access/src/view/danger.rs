//! Dangers in the picture: what is reported on the roads, and nothing of whose way it lies on.

use conduct::{State, danger::Danger};
use model::{Word, id::DangerId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{habits::degrees, shapes};
use crate::{Action, Viewer, may_at_all};

/// A danger in the picture.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct DangerView {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: DangerId,
    /// `incident`, `closure` or `no-go`.
    #[schema(value_type = shapes::DangerSort)]
    pub sort: &'static str,
    /// What it is, in the words of incidents: `attack`, `landslide`, `closure`.
    #[schema(value_type = String)]
    pub kind: Word,
    /// Where, as `[longitude, latitude]` in degrees: one place, or the corners of an area.
    pub places: Vec<[f64; 2]>,
    /// How far from there, in metres.
    pub within_m: u64,
    /// When it happened or began.
    #[schema(format = DateTime)]
    pub since: String,
    /// When it leaves the picture by itself.
    #[schema(format = DateTime)]
    pub until: Option<String>,
    /// The Admiralty grade of the report; nothing is weighed by it.
    #[schema(value_type = Option<String>)]
    pub grade: Option<Word>,
    /// The agency that reported it.
    #[schema(value_type = String)]
    pub by: Word,
    /// When it was reported.
    #[schema(format = DateTime)]
    pub reported_at: String,
}

/// The dangers in the picture, the newest first, for whoever may read them.
#[must_use]
pub fn dangers(state: &State, viewer: &Viewer) -> Vec<DangerView> {
    let may = may_at_all(viewer.role, Action::ReadDangers);
    state.dangers.iter().rev().filter(|_| may).map(|(id, reported)| shown(*id, reported)).collect()
}

fn shown(id: DangerId, reported: &conduct::danger::Reported) -> DangerView {
    let danger = &reported.danger;
    let (sort, places, within_mm, grade) = match danger {
        Danger::Incident { place, within_mm, grade, .. } => {
            ("incident", vec![degrees(*place)], *within_mm, grade.clone())
        }
        Danger::Closure { place, within_mm, .. } => ("closure", vec![degrees(*place)], *within_mm, None),
        Danger::NoGo { corners, .. } => ("no-go", corners.iter().copied().map(degrees).collect(), 0, None),
    };
    DangerView {
        id,
        sort,
        kind: danger.kind().clone(),
        places,
        within_m: within_mm.div_ceil(1000),
        since: danger.since().to_string(),
        until: danger.ends().map(|at| at.to_string()),
        grade,
        by: reported.by.clone(),
        reported_at: reported.at.to_string(),
    }
}
