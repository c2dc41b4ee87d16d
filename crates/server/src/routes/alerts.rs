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
    command::Doing,
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
    shapes,
    stated::said,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadAlerts, routes!(read_alerts)))
        .routes(gate::does(house, Action::AcknowledgeAlert, routes!(acknowledge_alert)))
        .routes(gate::does(house, Action::CloseAlert, routes!(close_alert)))
}

/// The alerts that are not closed, the most urgent first; a commander's own movements'.
#[utoipa::path(get, path = "/alerts", tag = "alerts",
    responses((status = 200, body = Vec<AlertView>)))]
async fn read_alerts(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<AlertView>>, Problem> {
    let seen = house.window.alerts(&viewer, &house.board)?;
    Ok(Json(house.show(&viewer, seen).await?))
}

/// Take an alert.
#[utoipa::path(post, path = "/alerts/{id}/acknowledgement", tag = "alerts", params(Id),
    responses((status = 200, body = Done)))]
async fn acknowledge_alert(by: Doing, Named(id): Named<Id>) -> Result<Json<Done>, Problem> {
    by.does(Act::AcknowledgeAlert { alert: id.parse()? }).await
}

/// An alert's end.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Closing {
    /// As what it closes.
    verdict: Turned,
    /// What there is to say about it.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Words>)]
    because: Option<String>,
}

/// What an alert turned out to be.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Turned {
    /// It was so.
    True,
    /// It was not.
    False,
    /// It was so, and planned.
    Planned,
}

/// Close an alert.
#[utoipa::path(post, path = "/alerts/{id}/closure", tag = "alerts", params(Id), request_body = Closing,
    responses((status = 200, body = Done)))]
async fn close_alert(
    mut by: Doing,
    Named(id): Named<Id>,
    Body(closing): Body<Closing>,
) -> Result<Json<Done>, Problem> {
    let alert: AlertId = id.parse()?;
    let verdict = match closing.verdict {
        Turned::True => AlertVerdict::True,
        Turned::False => AlertVerdict::False,
        Turned::Planned => AlertVerdict::Planned,
    };
    let because = closing.because.as_deref().map(|because| said(because, "because")).transpose()?;
    let because = because.map(|because| by.keep(because));
    by.does(Act::CloseAlert { alert, verdict, because }).await
}
