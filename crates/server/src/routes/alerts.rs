//! Alerts that need a person.

use std::sync::Arc;

use access::{Action, view::AlertView};
use axum::{Json, extract::State};
use conduct::{Act, command::AlertVerdict};
use model::id::AlertId;
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
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadAlerts, routes!(read)))
        .routes(gate::is(house, Action::AcknowledgeAlert, routes!(acknowledge)))
        .routes(gate::is(house, Action::CloseAlert, routes!(close)))
}

/// The alerts that are not closed.
#[utoipa::path(get, path = "/alerts", tag = "alerts",
    responses((status = 200, body = Vec<AlertView>), (status = "default", body = Problem)))]
async fn read(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<AlertView>>, Problem> {
    let seen = house.window.alerts(&viewer);
    Ok(Json(house.show(&viewer, seen).await?))
}

/// Take an alert.
#[utoipa::path(post, path = "/alerts/{id}/acknowledgement", tag = "alerts", params(Id),
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn acknowledge(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
) -> Result<Json<Done>, Problem> {
    let alert: AlertId = id.parse()?;
    Ok(Json(house.act(&viewer, Request::new(Act::AcknowledgeAlert { alert }, key)).await?.into()))
}

/// What an alert turned out to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Closing {
    /// As what it closes.
    verdict: As,
}

/// As what an alert closes.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum As {
    /// It was so.
    True,
    /// It was not.
    False,
    /// It was so, and planned.
    Planned,
}

/// Close an alert.
#[utoipa::path(post, path = "/alerts/{id}/closure", tag = "alerts", params(Id), request_body = Closing,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn close(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(closing): Body<Closing>,
) -> Result<Json<Done>, Problem> {
    let alert: AlertId = id.parse()?;
    let verdict = match closing.verdict {
        As::True => AlertVerdict::True,
        As::False => AlertVerdict::False,
        As::Planned => AlertVerdict::Planned,
    };
    Ok(Json(house.act(&viewer, Request::new(Act::CloseAlert { alert, verdict }, key)).await?.into()))
}
