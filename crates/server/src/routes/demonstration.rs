//! A demonstration lets whoever opens the page take any role: its people are made up, and it listens on this machine
//! only.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    body::Body, caller::keep, cast::Played, gate, house::House, problem::Problem, reached::Reached, shapes,
};

pub(super) fn routes(_: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::anyone(&[], routes!(read_cast)))
        .routes(gate::anyone(&[404, 507], routes!(take_role)))
}

/// What kind of room this is.
#[derive(Serialize, ToSchema)]
struct RoomKind {
    /// Whether its people and movements are made up.
    demonstration: bool,
    /// The people whose roles can be taken.
    people: Vec<CastMember>,
}

/// A made-up person.
#[derive(Serialize, ToSchema)]
struct CastMember {
    /// The name.
    name: String,
    /// The role.
    #[schema(value_type = shapes::Role)]
    role: &'static str,
}

/// Whether this is a demonstration, and whose roles can be taken in it.
#[utoipa::path(get, path = "/demonstration", tag = "sessions",
    responses((status = 200, body = RoomKind)))]
async fn read_cast(State(house): State<Arc<House>>) -> Json<RoomKind> {
    let cast = house.cast.as_ref().map(|cast| cast.people.as_slice());
    let person = |played: &Played| CastMember { name: played.name.clone(), role: played.role.word() };
    Json(RoomKind {
        demonstration: cast.is_some(),
        people: cast.unwrap_or_default().iter().map(person).collect(),
    })
}

/// A role to take.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleTaken {
    /// The name of one of the cast.
    name: String,
}

/// Take a role in a demonstration. In a real room there is nobody to be.
#[utoipa::path(post, path = "/demonstration/session", tag = "sessions", request_body = RoleTaken,
    responses((status = 204)))]
async fn take_role(
    State(house): State<Arc<House>>,
    reached: Reached,
    Body(role): Body<RoleTaken>,
) -> Result<Response, Problem> {
    let cast = house.cast.as_ref().ok_or_else(Problem::not_there)?;
    let played = cast.named(&role.name).ok_or_else(Problem::not_there)?.clone();
    let (person, now) = (played.person, house.now());
    let mut drawn = [0; 16];
    (house.random)(&mut drawn);
    let mut ways_in = cast.ways_in().await;
    let known = ways_in.get(&person).cloned();
    let (session, way) =
        house.knock(move |login| played.enter(login, known, drawn, reached.from, now)).await?;
    ways_in.insert(person, way);
    let mut response = axum::http::StatusCode::NO_CONTENT.into_response();
    keep(&mut response, session.expose(), reached.over_tls);
    Ok(response)
}
