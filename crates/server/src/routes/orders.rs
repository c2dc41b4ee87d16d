//! Asking for movements, changing the order, giving evidence.

use std::sync::Arc;

use access::Action;
use axum::{Json, http::StatusCode};
use conduct::Act;
use model::Path as FactPath;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    command::{Doing, OnMovement},
    gate,
    house::House,
    path::Id,
    problem::Problem,
    said::Said,
    shapes,
    stated::{moment, number, reason},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::does(house, Action::RequestMovement, routes!(request_movement)))
        .routes(gate::does(house, Action::StartUrgent, routes!(start_urgent)))
        .routes(gate::does(house, Action::ObserveDeparture, routes!(observe_departure)))
        .routes(gate::does(house, Action::PlanRun, routes!(plan_run)))
        .routes(gate::does(house, Action::Amend, routes!(amend)))
        .routes(gate::does(house, Action::Report, routes!(report)))
        .routes(gate::does(house, Action::Cancel, routes!(cancel)))
        .routes(gate::does(house, Action::Register, routes!(register)))
}

/// A movement asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The number people will use.
    #[schema(value_type = shapes::Word)]
    number: String,
    /// Whether it is a permission to run regularly for a period, whose runs depart.
    #[serde(default)]
    standing: bool,
    /// The order.
    #[schema(max_items = 5000)]
    facts: Vec<Said>,
}

/// Ask for a journey, or for a standing permission.
#[utoipa::path(post, path = "/movements", tag = "orders", request_body = Wanted,
    responses((status = 201, body = Done)))]
async fn request_movement(
    by: Doing,
    Body(wanted): Body<Wanted>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let (number, plan) = (number(&wanted.number)?, by.order(&wanted.facts)?);
    let act = match wanted.standing {
        true => Act::RequestStanding { number, plan },
        false => Act::RequestMovement { number, plan },
    };
    Ok((StatusCode::CREATED, by.does(act).await?))
}

/// One that starts at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Urgent {
    /// The number people will use.
    #[schema(value_type = shapes::Word)]
    number: String,
    /// What is known of it.
    #[serde(default)]
    #[schema(max_items = 5000)]
    facts: Vec<Said>,
    /// Why it cannot wait: casualty, fire, evacuation.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// Start at once, uncleared: watched fully, everybody on the way called, reviewed within a day.
#[utoipa::path(post, path = "/urgent-movements", tag = "orders", request_body = Urgent,
    responses((status = 201, body = Done)))]
async fn start_urgent(
    mut by: Doing,
    Body(urgent): Body<Urgent>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let (number, plan) = (number(&urgent.number)?, by.order(&urgent.facts)?);
    let reason = by.keep(reason(&urgent.reason)?);
    Ok((StatusCode::CREATED, by.does(Act::StartUrgent { number, plan, reason }).await?))
}

/// One seen on the road.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Observed {
    /// Its number if it is known, else the number it will have.
    #[schema(value_type = shapes::Word)]
    number: String,
    /// What was seen.
    #[serde(default)]
    #[schema(max_items = 5000)]
    facts: Vec<Said>,
    /// When it was seen (RFC 3339); left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    at: Option<String>,
}

/// Record a movement that is on the road without authority. Reality is always accepted.
#[utoipa::path(post, path = "/observed-movements", tag = "orders", request_body = Observed,
    responses((status = 201, body = Done)))]
async fn observe_departure(
    by: Doing,
    Body(observed): Body<Observed>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let (number, plan) = (number(&observed.number)?, by.order(&observed.facts)?);
    let at = moment(observed.at.as_deref(), "at")?;
    let (house, viewer) = (Arc::clone(&by.house), Arc::clone(&by.viewer));
    match by.does(Act::ObserveDeparture { number: number.clone(), plan, at }).await {
        Ok(done) => Ok((StatusCode::CREATED, done)),
        // Where a movement stands that does not exist for them is not told to those who guess its number.
        Err(problem)
            if problem.kind.status() == StatusCode::CONFLICT && house.window.hides(&viewer, &number) =>
        {
            Err(conduct::Rejection::NumberTaken(number).into())
        }
        Err(problem) => Err(problem),
    }
}

/// A run under a standing permission.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Run {
    /// The run's number.
    #[schema(value_type = shapes::Word)]
    number: String,
    /// What is the run's own: day, vehicles, crew, principals.
    #[schema(max_items = 5000)]
    facts: Vec<Said>,
}

/// Plan one run of a standing movement.
#[utoipa::path(post, path = "/movements/{id}/runs", tag = "orders", params(Id), request_body = Run,
    responses((status = 201, body = Done)))]
async fn plan_run(on: OnMovement, Body(run): Body<Run>) -> Result<(StatusCode, Json<Done>), Problem> {
    let (number, plan) = (number(&run.number)?, on.by.order(&run.facts)?);
    let act = Act::PlanRun { standing: on.movement, number, plan };
    Ok((StatusCode::CREATED, on.by.does(act).await?))
}

/// A change of the order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Amendment {
    /// The revision you have read. If somebody changed the order since, you are told what and nothing is changed.
    revision: u32,
    /// What the order now says.
    #[serde(default)]
    #[schema(max_items = 5000)]
    facts: Vec<Said>,
    /// Items the order no longer has, such as `vehicles[SPU-7]`.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::FactPath>)]
    drop: Vec<String>,
}

/// Change the order.
#[utoipa::path(post, path = "/movements/{id}/amendments", tag = "orders", params(Id), request_body = Amendment,
    responses((status = 200, body = Done)))]
async fn amend(on: OnMovement, Body(amendment): Body<Amendment>) -> Result<Json<Done>, Problem> {
    let statements = on.by.statements(&amendment.facts)?;
    let path = |(i, text): (usize, &String)| {
        let path: Result<FactPath, _> = text.parse();
        path.map_err(|error| Problem::from(error).at(format!("drop[{i}]")))
    };
    let drop = amendment.drop.iter().enumerate().map(path).collect::<Result<_, _>>()?;
    let (movement, seen) = (on.movement, amendment.revision);
    let (house, viewer) = (Arc::clone(&on.by.house), Arc::clone(&on.by.viewer));
    match on.by.does(Act::Amend { movement, seen, statements, drop }).await {
        Ok(done) => Ok(done),
        Err(problem) => Err(house.with_changes(problem, &viewer, movement, seen).await),
    }
}

/// Evidence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Evidence {
    /// What is said, by whom.
    #[schema(max_items = 5000)]
    facts: Vec<Said>,
}

/// Give evidence about a movement: a certificate, a briefing, a finding.
#[utoipa::path(post, path = "/movements/{id}/reports", tag = "orders", params(Id), request_body = Evidence,
    responses((status = 200, body = Done)))]
async fn report(on: OnMovement, Body(evidence): Body<Evidence>) -> Result<Json<Done>, Problem> {
    let statements = on.by.statements(&evidence.facts)?;
    on.by.house.window.may_say(&on.by.viewer, on.movement, &statements)?;
    on.by.does(Act::Report { movement: on.movement, statements }).await
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Why {
    /// In your words.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// Call it off before departure, or end a standing permission.
#[utoipa::path(post, path = "/movements/{id}/cancellation", tag = "orders", params(Id), request_body = Why,
    responses((status = 200, body = Done)))]
async fn cancel(mut on: OnMovement, Body(why): Body<Why>) -> Result<Json<Done>, Problem> {
    let reason = on.by.keep(reason(&why.reason)?);
    on.by.does(Act::Cancel { movement: on.movement, reason }).await
}

/// Say what is known of things several movements use: vehicles, sites, people of the detail.
#[utoipa::path(post, path = "/register", tag = "orders", request_body = Evidence,
    responses((status = 200, body = Done)))]
async fn register(by: Doing, Body(evidence): Body<Evidence>) -> Result<Json<Done>, Problem> {
    let statements = by.statements(&evidence.facts)?;
    by.does(Act::Register { statements }).await
}
