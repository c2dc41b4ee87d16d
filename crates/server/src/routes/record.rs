//! What can be taken away and proved elsewhere.

use std::sync::Arc;

use access::Action;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use model::id::MovementId;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    caller::Caller,
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadCheckpoint, routes!(read_checkpoint)))
        .routes(gate::is(house, Action::Extract, routes!(read_extract)))
}

/// The latest checkpoint, a signed note. Keep it elsewhere: it finds a log that was cut off or replaced.
#[utoipa::path(get, path = "/record/checkpoint", tag = "record",
    responses((status = 200, body = String, content_type = "text/plain")))]
async fn read_checkpoint(State(house): State<Arc<House>>, Caller(_): Caller) -> Result<Response, Problem> {
    let note = house.window.checkpoint()?;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, plain)], note).into_response())
}

/// What is on the record about a movement, with proofs: `safeconduct record verify` proves it on another machine.
#[utoipa::path(get, path = "/movements/{id}/extract", tag = "record", params(Id),
    responses((status = 200, body = serde_json::Value)))]
async fn read_extract(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
) -> Result<Response, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::Extract, movement)?;
    let seen = {
        let (house, viewer) = (Arc::clone(&house), Arc::clone(&viewer));
        let made = tokio::task::spawn_blocking(move || house.window.extract(&viewer, movement)).await;
        made.map_err(Problem::unreadable)??
    };
    let bundle = house.show(&viewer, seen).await?;
    let json = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, json)], bundle).into_response())
}
