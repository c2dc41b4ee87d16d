//! Asking for movements, changing the order, giving evidence.

use std::sync::Arc;

use access::Action;
use axum::{Json, extract::State, http::StatusCode};
use conduct::Act;
use model::{Path as FactPath, id::MovementId};
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
    said::{self, Said},
    words::{number, reason},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::RequestMovement, routes!(request)))
        .routes(gate::is(house, Action::StartUrgent, routes!(start_urgent)))
        .routes(gate::is(house, Action::ObserveDeparture, routes!(observe)))
        .routes(gate::is(house, Action::PlanRun, routes!(plan_run)))
        .routes(gate::is(house, Action::Amend, routes!(amend)))
        .routes(gate::is(house, Action::Report, routes!(report)))
        .routes(gate::is(house, Action::Cancel, routes!(cancel)))
        .routes(gate::is(house, Action::Register, routes!(register)))
}

/// A movement asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The number people will use.
    number: String,
    /// Whether it is a permission to run regularly for a period, whose runs depart.
    #[serde(default)]
    standing: bool,
    /// The order.
    facts: Vec<Said>,
}

/// Ask for a journey, or for a standing permission.
#[utoipa::path(post, path = "/movements", tag = "orders", request_body = Wanted,
    responses((status = 201, body = Done), (status = "default", body = Problem)))]
async fn request(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    key: Key,
    Body(wanted): Body<Wanted>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let (number, plan) = (number(&wanted.number)?, said::order(&wanted.facts, &viewer.agency, house.now())?);
    let act = match wanted.standing {
        true => Act::RequestStanding { number, plan },
        false => Act::RequestMovement { number, plan },
    };
    let done = house.act(&viewer, Request::new(act, key)).await?;
    Ok((StatusCode::CREATED, Json(done.into())))
}

/// One that starts at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Urgent {
    /// The number people will use.
    number: String,
    /// What is known of it.
    #[serde(default)]
    facts: Vec<Said>,
    /// Why it cannot wait: casualty, fire, evacuation.
    reason: String,
}

/// Start at once, uncleared: watched fully, everybody on the way called, reviewed within a day.
#[utoipa::path(post, path = "/urgent-movements", tag = "orders", request_body = Urgent,
    responses((status = 201, body = Done), (status = "default", body = Problem)))]
async fn start_urgent(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    key: Key,
    Body(urgent): Body<Urgent>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let (number, plan) = (number(&urgent.number)?, said::order(&urgent.facts, &viewer.agency, house.now())?);
    let mut words = house.words_of(&viewer, &key);
    let reason = house.keep(&mut words, reason(&urgent.reason)?);
    let act = Act::StartUrgent { number, plan, reason };
    let done = house.act(&viewer, Request::new(act, key).with(words)).await?;
    Ok((StatusCode::CREATED, Json(done.into())))
}

/// One seen on the road.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Observed {
    /// Its number if it is known, else the number it will have.
    number: String,
    /// What was seen.
    #[serde(default)]
    facts: Vec<Said>,
    /// When it was seen (RFC 3339); left out: now.
    at: Option<String>,
}

/// Record a movement that is on the road without authority. Reality is always accepted.
#[utoipa::path(post, path = "/observed-movements", tag = "orders", request_body = Observed,
    responses((status = 201, body = Done), (status = "default", body = Problem)))]
async fn observe(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    key: Key,
    Body(observed): Body<Observed>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let (number, plan) =
        (number(&observed.number)?, said::order(&observed.facts, &viewer.agency, house.now())?);
    let at = crate::words::moment(observed.at.as_deref(), "at")?;
    let act = Act::ObserveDeparture { number: number.clone(), plan, at };
    match house.act(&viewer, Request::new(act, key)).await {
        Ok(done) => Ok((StatusCode::CREATED, Json(done.into()))),
        // Where a movement stands that does not exist for them is not told to those who guess its number.
        Err(problem) if problem.status == 409 && house.window.hides(&viewer, &number) => {
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
    number: String,
    /// What is the run's own: day, vehicles, crew, principals.
    facts: Vec<Said>,
}

/// Plan one run of a standing movement.
#[utoipa::path(post, path = "/movements/{id}/runs", tag = "orders", params(Id), request_body = Run,
    responses((status = 201, body = Done), (status = "default", body = Problem)))]
async fn plan_run(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(run): Body<Run>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let standing: MovementId = id.parse()?;
    house.window.may(&viewer, Action::PlanRun, standing)?;
    let (number, plan) = (number(&run.number)?, said::order(&run.facts, &viewer.agency, house.now())?);
    let act = Act::PlanRun { standing, number, plan };
    let done = house.act_on(&viewer, Action::PlanRun, standing, Request::new(act, key)).await?;
    Ok((StatusCode::CREATED, Json(done.into())))
}

/// A change of the order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Amendment {
    /// The revision you have read. If somebody changed the order since, you are told what and nothing is changed.
    revision: u32,
    /// What the order now says.
    #[serde(default)]
    facts: Vec<Said>,
    /// Items the order no longer has, such as `vehicles[SPU-7]`.
    #[serde(default)]
    drop: Vec<String>,
}

/// Change the order.
#[utoipa::path(post, path = "/movements/{id}/amendments", tag = "orders", params(Id), request_body = Amendment,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn amend(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(amendment): Body<Amendment>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::Amend, movement)?;
    let statements = said::statements(&amendment.facts, &viewer.agency, house.now())?;
    let path = |(i, text): (usize, &String)| {
        let path: Result<FactPath, _> = text.parse();
        path.map_err(|error| Problem::malformed(error.to_string()).at(format!("drop[{i}]")))
    };
    let drop = amendment.drop.iter().enumerate().map(path).collect::<Result<_, _>>()?;
    let act = Act::Amend { movement, seen: amendment.revision, statements, drop };
    match house.act_on(&viewer, Action::Amend, movement, Request::new(act, key)).await {
        Ok(done) => Ok(Json(done.into())),
        Err(problem) => Err(house.with_changes(problem, &viewer, movement, amendment.revision).await),
    }
}

/// Evidence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Evidence {
    /// What is said, by whom.
    facts: Vec<Said>,
}

/// Give evidence about a movement: a certificate, a briefing, a finding.
#[utoipa::path(post, path = "/movements/{id}/reports", tag = "orders", params(Id), request_body = Evidence,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn report(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(evidence): Body<Evidence>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::Report, movement)?;
    let statements = said::statements(&evidence.facts, &viewer.agency, house.now())?;
    house.window.may_say(&viewer, movement, &statements)?;
    let act = Act::Report { movement, statements };
    Ok(Json(house.act_on(&viewer, Action::Report, movement, Request::new(act, key)).await?.into()))
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Why {
    /// In your words.
    reason: String,
}

/// Call it off before departure, or end a standing permission.
#[utoipa::path(post, path = "/movements/{id}/cancellation", tag = "orders", params(Id), request_body = Why,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn cancel(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(why): Body<Why>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::Cancel, movement)?;
    let mut words = house.words_of(&viewer, &key);
    let reason = house.keep(&mut words, reason(&why.reason)?);
    let request = Request::new(Act::Cancel { movement, reason }, key).with(words);
    Ok(Json(house.act_on(&viewer, Action::Cancel, movement, request).await?.into()))
}

/// Say what is known of things several movements use: vehicles, sites, people of the detail.
#[utoipa::path(post, path = "/register", tag = "orders", request_body = Evidence,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn register(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    key: Key,
    Body(evidence): Body<Evidence>,
) -> Result<Json<Done>, Problem> {
    let statements = said::statements(&evidence.facts, &viewer.agency, house.now())?;
    let act = Act::Register { statements };
    Ok(Json(house.act(&viewer, Request::new(act, key)).await?.into()))
}
