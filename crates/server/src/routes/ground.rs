//! The planned way of a movement and what lies along it, as a map shows it.

use std::sync::Arc;

use access::Action;
use atlas::Drawn;
use axum::{Json, extract::State};
use model::{Place, Span, Word, id::MovementId};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    caller::Caller,
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
    spots::degrees,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::ReadWays, routes!(read_ground)))
}

/// The planned way of a movement, and what lies along it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroundView {
    /// Its line, as `[longitude, latitude]` in degrees, thinned to the points that matter most; empty if no way is planned.
    line: Vec<[f64; 2]>,
    /// Whether that is how it runs. If not, its network is not at hand, and the line only joins its ends.
    is_as_it_runs: bool,
    /// The points that the order names on it, in the order in which they are passed.
    points: Vec<PointView>,
    /// Planned halts.
    halts: Vec<HaltView>,
    /// Safe havens that are reached from it: the middle of each.
    havens: Vec<[f64; 2]>,
}

/// A point of an order.
#[derive(Debug, Serialize, ToSchema)]
struct PointView {
    /// Its label.
    #[schema(value_type = String)]
    label: Word,
    /// What it is: `start`, `checkpoint`, `phase-line`, `safe-haven`, `release`.
    #[schema(value_type = String)]
    sort: Word,
    /// Where on the way.
    place: [f64; 2],
}

/// A planned halt.
#[derive(Debug, Serialize, ToSchema)]
struct HaltView {
    /// Its label.
    #[schema(value_type = String)]
    label: Word,
    /// Where the convoy is by then, driving as planned.
    place: [f64; 2],
    /// After how many seconds of driving.
    after_s: i64,
}

impl GroundView {
    pub fn of(drawn: Drawn) -> Self {
        let Drawn { line, is_as_it_runs, points, havens, halts } = drawn;
        let point = |(label, sort, place)| PointView { label, sort, place: degrees(place) };
        let halt = |(label, place, after): (Word, Place, Span)| HaltView {
            label,
            place: degrees(place),
            after_s: after.0 / 1_000_000,
        };
        GroundView {
            line: line.into_iter().map(degrees).collect(),
            is_as_it_runs,
            points: points.into_iter().map(point).collect(),
            halts: halts.into_iter().map(halt).collect(),
            havens: havens.into_iter().map(degrees).collect(),
        }
    }
}

/// The planned way of a movement and what lies along it, for a map: its line, the points that its order names, halts and safe
/// havens.
#[utoipa::path(get, path = "/movements/{id}/ground", tag = "roads", params(Id),
    responses((status = 200, body = GroundView)))]
async fn read_ground(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
) -> Result<Json<GroundView>, Problem> {
    let id: MovementId = id.parse()?;
    // Opening a network and following a long way over it takes its time: not on a thread that others wait for.
    let seen = {
        let (house, viewer) = (Arc::clone(&house), Arc::clone(&viewer));
        let ground = tokio::task::spawn_blocking(move || house.window.ground(&viewer, id)).await;
        ground.map_err(Problem::unreadable)??
    };
    Ok(Json(house.show(&viewer, seen).await?))
}
