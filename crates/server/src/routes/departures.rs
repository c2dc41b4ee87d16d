//! The gate, departing, choosing on the way, arriving, closing, reviewing.

use std::sync::Arc;

use access::Action;
use axum::{Json, extract::State};
use conduct::{Act, movement::Choice};
use model::{Word, id::MovementId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    gate,
    house::{House, Key, Request},
    path::{Id, Named},
    problem::Problem,
    words::{moment, said, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::CheckGate, routes!(check_gate)))
        .routes(gate::is(house, Action::AuthoriseDeparture, routes!(depart)))
        .routes(gate::is(house, Action::Choose, routes!(choose)))
        .routes(gate::is(house, Action::Arrive, routes!(arrive)))
        .routes(gate::is(house, Action::Close, routes!(close)))
        .routes(gate::is(house, Action::ReviewUrgent, routes!(review)))
}

/// What stands at the gate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Gate {
    /// The plates seen.
    plates: Vec<String>,
    /// The labels of the commander and crew seen.
    crew: Vec<String>,
    /// Heads counted, principals included.
    heads: u32,
}

/// Check plates, people and heads against the order. Where they differ, the order follows what stands there and is
/// judged again.
#[utoipa::path(post, path = "/movements/{id}/gate-checks", tag = "departures", params(Id), request_body = Gate,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn check_gate(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(gate): Body<Gate>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::CheckGate, movement)?;
    let words = |list: &[String], name: &str| -> Result<Vec<Word>, Problem> {
        list.iter().enumerate().map(|(i, text)| word(text, &format!("{name}[{i}]"))).collect()
    };
    let (plates, crew) = (words(&gate.plates, "plates")?, words(&gate.crew, "crew")?);
    let act = Act::CheckGate { movement, plates, crew, heads: gate.heads };
    Ok(Json(house.act_on(&viewer, Action::CheckGate, movement, Request::new(act, key)).await?.into()))
}

/// Let it go, if every rule is proved now and the gate was checked. A refusal is answered and recorded.
#[utoipa::path(post, path = "/movements/{id}/departure", tag = "departures", params(Id),
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn depart(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    let request = Request::new(Act::AuthoriseDeparture { movement }, key);
    Ok(Json(house.act_on(&viewer, Action::AuthoriseDeparture, movement, request).await?.into()))
}

/// What those under way choose.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Chosen {
    /// The commander's choice.
    choice: Way,
}

/// The ways on. The room never commands a convoy.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Way {
    /// As planned.
    Continue,
    /// By another route.
    Divert,
    /// Back.
    Return,
    /// To a safe haven.
    SafeHaven,
}

/// Say what those under way choose.
#[utoipa::path(post, path = "/movements/{id}/choices", tag = "departures", params(Id), request_body = Chosen,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn choose(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(chosen): Body<Chosen>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    let choice = match chosen.choice {
        Way::Continue => Choice::Continue,
        Way::Divert => Choice::Divert,
        Way::Return => Choice::Return,
        Way::SafeHaven => Choice::SafeHaven,
    };
    let request = Request::new(Act::Choose { movement, choice }, key);
    Ok(Json(house.act_on(&viewer, Action::Choose, movement, request).await?.into()))
}

/// When.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct When {
    /// When it was (RFC 3339); left out: now.
    at: Option<String>,
}

/// Record the arrival.
#[utoipa::path(post, path = "/movements/{id}/arrival", tag = "departures", params(Id), request_body = When,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn arrive(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(when): Body<When>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::Arrive, movement)?;
    let act = Act::Arrive { movement, at: moment(when.at.as_deref(), "at")? };
    Ok(Json(house.act_on(&viewer, Action::Arrive, movement, Request::new(act, key)).await?.into()))
}

/// Close its file, after it arrived and, if it was urgent, was reviewed.
#[utoipa::path(post, path = "/movements/{id}/closure", tag = "departures", params(Id),
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn close(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    let request = Request::new(Act::Close { movement }, key);
    Ok(Json(house.act_on(&viewer, Action::Close, movement, request).await?.into()))
}

/// What a review found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Review {
    /// In your words.
    finding: String,
}

/// Review an urgent departure.
#[utoipa::path(post, path = "/movements/{id}/review", tag = "departures", params(Id), request_body = Review,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn review(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(review): Body<Review>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::ReviewUrgent, movement)?;
    let mut words = house.words_of(&viewer, &key);
    let finding = house.keep(&mut words, said(&review.finding, "finding")?);
    let request = Request::new(Act::ReviewUrgent { movement, finding }, key).with(words);
    Ok(Json(house.act_on(&viewer, Action::ReviewUrgent, movement, request).await?.into()))
}
