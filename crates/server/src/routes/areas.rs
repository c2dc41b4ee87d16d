//! Alert levels of areas, and standing fast.

use std::sync::Arc;

use access::{Action, view::AreaView};
use axum::{Json, extract::State};
use conduct::Act;
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
    problem::Problem,
    shapes,
    stated::{area, moment, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadAreas, routes!(read_areas)))
        .routes(gate::does(house, Action::SetAlertLevel, routes!(set_alert_level)))
        .routes(gate::does(house, Action::Release, routes!(release_area)))
}

/// The areas whose level was set.
#[utoipa::path(get, path = "/areas", tag = "areas",
    responses((status = 200, body = Vec<AreaView>)))]
async fn read_areas(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<AreaView>>, Problem> {
    Ok(Json(house.window.areas(&viewer)))
}

/// An area's level.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Level {
    /// Which area, such as `pk/kp/upper-kohistan`.
    #[schema(value_type = shapes::Area)]
    area: String,
    /// `green`, `amber` or `red`.
    #[schema(value_type = shapes::AlertLevel)]
    level: String,
    /// Hold every waiting movement there, and ask every one under way to decide.
    #[serde(default)]
    stand_fast: bool,
    /// Until when the level is to be believed without being renewed (RFC 3339).
    #[schema(value_type = Option<shapes::Moment>)]
    valid_until: Option<String>,
}

/// Set an area's alert level, and have it stand fast.
#[utoipa::path(post, path = "/areas/levels", tag = "areas", request_body = Level,
    responses((status = 200, body = Done)))]
async fn set_alert_level(by: Doing, Body(level): Body<Level>) -> Result<Json<Done>, Problem> {
    let act = Act::SetAlertLevel {
        area: area(&level.area, "area")?,
        level: word(&level.level, "level")?,
        stand_fast: level.stand_fast,
        valid_until: moment(level.valid_until.as_deref(), "valid_until")?,
    };
    by.does(act).await
}

/// Which area.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Where {
    /// Such as `pk/kp/upper-kohistan`.
    #[schema(value_type = shapes::Area)]
    area: String,
}

/// Release an area that stands fast. Nothing releases it by itself.
#[utoipa::path(post, path = "/areas/releases", tag = "areas", request_body = Where,
    responses((status = 200, body = Done)))]
async fn release_area(by: Doing, Body(place): Body<Where>) -> Result<Json<Done>, Problem> {
    by.does(Act::Release { area: area(&place.area, "area")? }).await
}
