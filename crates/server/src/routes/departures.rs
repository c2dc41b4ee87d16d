//! The gate, departing, choosing on the way, arriving, closing, reviewing.

use std::sync::Arc;

use access::Action;
use axum::Json;
use conduct::{Act, movement::Choice};
use model::Word;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    command::OnMovement,
    gate,
    house::House,
    path::Id,
    problem::Problem,
    shapes,
    stated::{moment, said, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::does(house, Action::CheckGate, routes!(check_gate)))
        .routes(gate::does(house, Action::AuthoriseDeparture, routes!(authorise_departure)))
        .routes(gate::does(house, Action::Choose, routes!(choose)))
        .routes(gate::does(house, Action::Arrive, routes!(arrive)))
        .routes(gate::does(house, Action::Close, routes!(close_movement)))
        .routes(gate::does(house, Action::ReviewUrgent, routes!(review_urgent)))
}

/// What stands at the gate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Gate {
    /// The plates seen.
    #[schema(value_type = Vec<shapes::Word>)]
    plates: Vec<String>,
    /// The labels of the commander and crew seen.
    #[schema(value_type = Vec<shapes::Word>)]
    crew: Vec<String>,
    /// Heads counted, principals included.
    #[schema(maximum = 4_294_967_295u32)]
    heads: u32,
}

/// Check plates, people and heads against the order. Where they differ, the order follows what stands there and is
/// judged again.
#[utoipa::path(post, path = "/movements/{id}/gate-checks", tag = "departures", params(Id), request_body = Gate,
    responses((status = 200, body = Done)))]
async fn check_gate(on: OnMovement, Body(gate): Body<Gate>) -> Result<Json<Done>, Problem> {
    let words = |list: &[String], name: &str| -> Result<Vec<Word>, Problem> {
        list.iter().enumerate().map(|(i, text)| word(text, &format!("{name}[{i}]"))).collect()
    };
    let (plates, crew) = (words(&gate.plates, "plates")?, words(&gate.crew, "crew")?);
    on.by.does(Act::CheckGate { movement: on.movement, plates, crew, heads: gate.heads }).await
}

/// Let it go, if every rule is proved now and the gate was checked. A refusal is answered and recorded.
#[utoipa::path(post, path = "/movements/{id}/departure", tag = "departures", params(Id),
    responses((status = 200, body = Done)))]
async fn authorise_departure(on: OnMovement) -> Result<Json<Done>, Problem> {
    on.by.does(Act::AuthoriseDeparture { movement: on.movement }).await
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
    responses((status = 200, body = Done)))]
async fn choose(on: OnMovement, Body(chosen): Body<Chosen>) -> Result<Json<Done>, Problem> {
    let choice = match chosen.choice {
        Way::Continue => Choice::Continue,
        Way::Divert => Choice::Divert,
        Way::Return => Choice::Return,
        Way::SafeHaven => Choice::SafeHaven,
    };
    on.by.does(Act::Choose { movement: on.movement, choice }).await
}

/// When.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct When {
    /// When it was (RFC 3339); left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    at: Option<String>,
}

/// Record the arrival.
#[utoipa::path(post, path = "/movements/{id}/arrival", tag = "departures", params(Id), request_body = When,
    responses((status = 200, body = Done)))]
async fn arrive(on: OnMovement, Body(when): Body<When>) -> Result<Json<Done>, Problem> {
    let at = moment(when.at.as_deref(), "at")?;
    on.by.does(Act::Arrive { movement: on.movement, at }).await
}

/// Close its file, after it arrived and, if it was urgent, was reviewed.
#[utoipa::path(post, path = "/movements/{id}/closure", tag = "departures", params(Id),
    responses((status = 200, body = Done)))]
async fn close_movement(on: OnMovement) -> Result<Json<Done>, Problem> {
    on.by.does(Act::Close { movement: on.movement }).await
}

/// What a review found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Review {
    /// In your words.
    #[schema(value_type = shapes::Words)]
    finding: String,
}

/// Review an urgent departure.
#[utoipa::path(post, path = "/movements/{id}/review", tag = "departures", params(Id), request_body = Review,
    responses((status = 200, body = Done)))]
async fn review_urgent(mut on: OnMovement, Body(review): Body<Review>) -> Result<Json<Done>, Problem> {
    let finding = on.by.keep(said(&review.finding, "finding")?);
    on.by.does(Act::ReviewUrgent { movement: on.movement, finding }).await
}
