//! A demonstration lets whoever opens the page take any role: its people are made up, and it listens on this machine
//! only.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    body::Body,
    caller::{COOKIE, not_forged},
    gate,
    house::{House, Played},
    problem::Problem,
    shapes,
};

pub(super) fn routes(_: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::anyone(&[], routes!(read_cast)))
        .routes(gate::anyone(&[403, 404], routes!(take_role)))
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
    let cast = house.cast.as_deref();
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
    headers: HeaderMap,
    Body(role): Body<RoleTaken>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
    let mut cast = house.cast.as_deref().unwrap_or_default().iter();
    let played = cast.find(|played| played.name == role.name).ok_or_else(Problem::not_there)?;
    let (person, role, now) = (played.person, played.role, house.now());
    let mut drawn = [0; 16];
    (house.random)(&mut drawn);
    // Taking a role again takes it from whoever had it: an account of its own, with a password nobody knows.
    let session = house
        .knock(move |login| {
            let invitation = login.invite(person, now)?;
            let password = drawn.map(|byte| format!("{byte:02x}")).concat();
            let name = format!("{}-{}", role.word(), &password[..8]);
            login.redeem(invitation.expose(), &name, &password, now)?;
            login.finish_without_factor(invitation.expose(), now)
        })
        .await?;
    let mut response = axum::http::StatusCode::NO_CONTENT.into_response();
    let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict", session.expose());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
