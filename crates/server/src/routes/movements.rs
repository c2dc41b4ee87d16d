//! Looking at movements.

use std::sync::Arc;

use access::{
    Action,
    view::{HappenedView, Line, MovementView, RulingView},
};
use axum::{Json, extract::State};
use model::id::{MovementId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    asked::{Asked, not_understood},
    caller::Caller,
    gate,
    house::House,
    language::Reader,
    path::{Id, Named},
    problem::Problem,
    shapes,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ListMovements, routes!(list_movements)))
        .routes(gate::is(house, Action::ReadMovement, routes!(read_movement)))
        .routes(gate::is(house, Action::ReadMovement, routes!(read_ruling)))
        .routes(gate::is(house, Action::ReadMovement, routes!(read_history)))
        .routes(gate::is(house, Action::ReadSights, routes!(read_sights)))
}

/// The movements you have to do with and whose files are not closed, the newest first.
#[utoipa::path(get, path = "/movements", tag = "movements",
    responses((status = 200, body = Vec<Line>)))]
async fn list_movements(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<Line>>, Problem> {
    let seen = house.window.lines(&viewer);
    Ok(Json(house.show(&viewer, seen).await?))
}

/// One movement, with the parts your duty needs.
#[utoipa::path(get, path = "/movements/{id}", tag = "movements", params(Id),
    responses((status = 200, body = MovementView)))]
async fn read_movement(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
) -> Result<Json<MovementView>, Problem> {
    let id: MovementId = id.parse()?;
    let seen = house.window.movement(&viewer, id)?;
    Ok(Json(house.show(&viewer, seen).await?))
}

/// Every rule for it now, why, and the way out.
#[utoipa::path(get, path = "/movements/{id}/ruling", tag = "movements", params(Id),
    responses((status = 200, body = RulingView)))]
async fn read_ruling(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    reader: Reader,
) -> Result<(Reader, Json<RulingView>), Problem> {
    let id: MovementId = id.parse()?;
    // The way out takes tens of milliseconds: not on a thread that others wait for.
    let seen = {
        let (house, viewer) = (Arc::clone(&house), Arc::clone(&viewer));
        let ruling =
            tokio::task::spawn_blocking(move || house.window.ruling(&viewer, id, reader.words())).await;
        ruling.map_err(Problem::unreadable)??
    };
    Ok((reader, Json(house.show(&viewer, seen).await?)))
}

/// From which entry on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct From {
    /// The first entry of interest; left out: from the beginning.
    #[serde(default)]
    #[param(maximum = 9_007_199_254_740_991_u64)]
    from: u64,
}

/// What happened to it, in the order of the record; at most a thousand entries.
#[utoipa::path(get, path = "/movements/{id}/history", tag = "movements", params(Id, From),
    responses((status = 200, body = Vec<HappenedView>)))]
async fn read_history(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    Asked(From { from }): Asked<From>,
) -> Result<Json<Vec<HappenedView>>, Problem> {
    // No record has more, and no reader of JSON tells such numbers apart.
    if from > model::value::LARGEST.unsigned_abs() {
        return Err(not_understood(format!("from={from}")));
    }
    let id: MovementId = id.parse()?;
    let seen = house.window.history(&viewer, id, from)?;
    Ok(Json(house.show(&viewer, seen).await?))
}

/// Somebody has seen a part of a movement.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SightView {
    /// Who, by identifier.
    #[schema(value_type = String, format = "uuid")]
    pub person: PersonId,
    /// Who, by name, if it is still kept.
    pub name: Option<String>,
    /// In what role.
    #[schema(value_type = shapes::Role)]
    pub role: &'static str,
    /// Which part.
    pub part: String,
    /// In the hour that begins then.
    #[schema(format = DateTime)]
    pub hour: String,
}

/// Who has seen it: every person, part and hour. For whoever works its case, and for those who travel with it.
#[utoipa::path(get, path = "/movements/{id}/sights", tag = "movements", params(Id),
    responses((status = 200, body = Vec<SightView>)))]
async fn read_sights(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
) -> Result<Json<Vec<SightView>>, Problem> {
    let id: MovementId = id.parse()?;
    Ok(Json(house.window.sights(&viewer, id)?))
}
