//! The ways a movement could drive, and the one that is planned.

use std::sync::Arc;

use access::Action;
use atlas::{Offer, Way};
use axum::{Json, extract::State};
use conduct::{Act, draw::Committed};
use model::{Digest, id::MovementId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{answers::Done, draws::DrawView};
use crate::{
    asked::Asked,
    body::Body,
    caller::Caller,
    command::OnMovement,
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
    shapes,
    stated::place,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::may_answer(&[409], gate::is(house, Action::ReadWays, routes!(read_ways))))
        .routes(gate::does(house, Action::PlanRoute, routes!(plan_route)))
}

/// The ways a movement could drive now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaysView {
    /// The network they lie on, by the SHA-256 of its file.
    #[schema(value_type = String)]
    network: Digest,
    /// Changes of the order so far: a plan names the one it was made on.
    revision: u32,
    /// Whether the planned way lies on another network than the one in force: plan it again.
    planned_elsewhere: bool,
    /// The planned way as it stands under what is reported now.
    planned: Option<WayView>,
    /// The ways there are, the fastest first; none if every way is closed.
    ways: Vec<WayView>,
    /// A draw of way and hour that waits to be revealed.
    draw: Option<DrawView>,
}

/// One way.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WayView {
    /// `planned`, `fastest`, `least-exposed`, `trade-off` or `apart`.
    #[schema(value_type = shapes::WaySort)]
    sort: &'static str,
    /// The stretches driven, in order: each as twice its number in the network, and 1 more if backward.
    drives: Vec<u32>,
    /// How long the vehicles drive, in seconds.
    takes_s: u64,
    /// How far, in metres.
    length_m: u64,
    /// How exposed: expected events, in 1e-15. What is not reported is not known to be safe.
    exposure: u64,
    /// How much of the length no fresh feed covers, in metres.
    unknown_m: u64,
    /// The longest part of it without coverage, in metres; nothing if nobody said where there is any.
    longest_without_coverage_m: Option<u64>,
    /// The longest part of it without a safe haven, in metres; nothing if nobody said where there are any.
    longest_without_haven_m: Option<u64>,
    /// Whether a report closes it while the movement passes.
    closed: bool,
    /// From when on it is announced to be closed, if that is not while the movement passes.
    #[schema(format = DateTime)]
    closes_from: Option<String>,
    /// How much of its length it shares with the first way, in percent.
    shared_percent: u64,
    /// The districts, in order.
    districts: Vec<EnteredView>,
    /// Its line, as `[longitude, latitude]` in degrees.
    line: Vec<[f64; 2]>,
}

/// A district that a way enters.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EnteredView {
    /// Which.
    area: String,
    /// After how many seconds of driving.
    after_s: u64,
}

/// What the planned way is called among those offered.
const PLANNED: &str = "planned";

impl WaysView {
    pub fn of(
        network: Digest,
        revision: u32,
        planned_elsewhere: bool,
        offer: Offer,
        draw: Option<&Committed>,
    ) -> Self {
        let ways = offer.ways.into_iter().map(|(sort, way)| WayView::of(sort.word(), way)).collect();
        let planned = offer.planned.map(|way| WayView::of(PLANNED, way));
        WaysView { network, revision, planned_elsewhere, planned, ways, draw: draw.map(DrawView::of) }
    }
}

impl WayView {
    fn of(sort: &'static str, way: Way) -> Self {
        let degrees = |[lat, lon]: [i32; 2]| [f64::from(lon) / 1e7, f64::from(lat) / 1e7];
        let entered = |(area, after): (String, u64)| EnteredView { area, after_s: after / 1_000_000 };
        WayView {
            sort,
            drives: way.drives,
            takes_s: way.takes_us / 1_000_000,
            length_m: way.length_mm / 1000,
            exposure: way.exposure.min(model::value::LARGEST.unsigned_abs()),
            unknown_m: way.unknown_mm / 1000,
            longest_without_coverage_m: way.without.coverage_mm.map(|mm| mm / 1000),
            longest_without_haven_m: way.without.haven_mm.map(|mm| mm / 1000),
            closed: way.is_closed,
            closes_from: way.closes_from.map(|at| at.to_string()),
            shared_percent: way.shared_percent,
            districts: way.districts.into_iter().map(entered).collect(),
            line: way.line.into_iter().map(degrees).collect(),
        }
    }
}

/// Between which places; left out, those of the planned way.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Ends {
    /// From where: latitude and longitude in degrees, such as `34.93,72.88`.
    #[param(value_type = Option<shapes::LatLon>)]
    from: Option<String>,
    /// To where.
    #[param(value_type = Option<shapes::LatLon>)]
    to: Option<String>,
}

/// The ways a movement could drive now, for its vehicles and its month, under what is reported: from the fastest to the
/// least exposed, then ways that really differ, beside the planned one.
#[utoipa::path(get, path = "/movements/{id}/ways", tag = "roads", params(Id, Ends),
    responses((status = 200, body = WaysView)))]
async fn read_ways(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    Asked(Ends { from, to }): Asked<Ends>,
) -> Result<Json<WaysView>, Problem> {
    let id: MovementId = id.parse()?;
    let ends = match (from, to) {
        (Some(from), Some(to)) => Some((place(&from, "from")?, place(&to, "to")?)),
        (None, None) => None,
        _ => return Err(Problem::malformed(|words| words.say("problem-no-ends"))),
    };
    // The first question under another picture customizes the network: not on a thread that others wait for.
    let seen = {
        let (house, viewer) = (Arc::clone(&house), Arc::clone(&viewer));
        let ways = tokio::task::spawn_blocking(move || house.window.ways(&viewer, id, ends)).await;
        ways.map_err(Problem::unreadable)??
    };
    Ok(Json(house.show(&viewer, seen).await?))
}

/// The way a movement is to drive.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Planning {
    /// The revision of the order you have read.
    #[schema(minimum = 0)]
    revision: u32,
    /// The stretches driven, as one of the ways offered has them.
    #[schema(max_items = 50000)]
    drives: Vec<u32>,
}

/// Plan the way a movement drives. What it says of districts to be told enters the order.
#[utoipa::path(put, path = "/movements/{id}/way", tag = "roads", params(Id), request_body = Planning,
    responses((status = 200, body = Done)))]
async fn plan_route(
    OnMovement { movement, by, .. }: OnMovement,
    Body(Planning { revision, drives }): Body<Planning>,
) -> Result<Json<Done>, Problem> {
    let (house, viewer) = (Arc::clone(&by.house), Arc::clone(&by.viewer));
    let planned = by.does(Act::PlanRoute { movement, seen: revision, drives }).await;
    match planned {
        Err(problem) => Err(house.with_changes(problem, &viewer, movement, revision).await),
        done => done,
    }
}
