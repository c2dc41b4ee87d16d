//! Dangers on the roads.

use std::sync::Arc;

use access::{Action, view::DangerView};
use axum::{Json, extract::State};
use conduct::{Act, danger::Danger};
use model::{Place, id::DangerId};
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
    stated::{at, moment, place, reason, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadDangers, routes!(read_dangers)))
        .routes(gate::does(house, Action::ReportDanger, routes!(report_incident)))
        .routes(gate::does(house, Action::ReportDanger, routes!(report_closure)))
        .routes(gate::does(house, Action::ReportDanger, routes!(report_no_go)))
        .routes(gate::does(house, Action::LiftDanger, routes!(lift_danger)))
}

/// The dangers in the picture, the newest first.
#[utoipa::path(get, path = "/dangers", tag = "roads", responses((status = 200, body = Vec<DangerView>)))]
async fn read_dangers(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<DangerView>>, Problem> {
    Ok(Json(house.window.dangers(&viewer)))
}

/// Something happened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Incident {
    /// What: `attack`, `explosion`, `shooting`, `unrest`, `landslide` or `accident`.
    #[schema(value_type = shapes::Word)]
    kind: String,
    /// Where: latitude and longitude in degrees.
    #[schema(value_type = shapes::LatLon)]
    place: String,
    /// How far from there it may have been, in metres.
    #[serde(default)]
    #[schema(maximum = 100_000)]
    within_m: u32,
    /// When.
    #[schema(value_type = shapes::Moment)]
    at: String,
    /// The Admiralty grade of the report, such as `B2`.
    #[schema(value_type = Option<shapes::Word>)]
    grade: Option<String>,
}

/// Report an incident. Every open movement whose way it comes near is judged again, and its people are told.
#[utoipa::path(post, path = "/dangers/incidents", tag = "roads", request_body = Incident,
    responses((status = 200, body = Done)))]
async fn report_incident(by: Doing, Body(said): Body<Incident>) -> Result<Json<Done>, Problem> {
    let danger = Danger::Incident {
        kind: word(&said.kind, "kind")?,
        place: place(&said.place, "place")?,
        within_mm: u64::from(said.within_m) * 1000,
        at: at(&said.at, "at")?,
        grade: said.grade.as_deref().map(|grade| word(grade, "grade")).transpose()?,
    };
    by.does(Act::ReportDanger { danger }).await
}

/// Roads that cannot be driven.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Closure {
    /// Where: latitude and longitude in degrees.
    #[schema(value_type = shapes::LatLon)]
    place: String,
    /// Every road within so many metres is closed.
    #[schema(maximum = 100_000)]
    within_m: u32,
    /// Since when; left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    from: Option<String>,
    /// Until when, if that is announced.
    #[schema(value_type = Option<shapes::Moment>)]
    until: Option<String>,
}

/// Report a closure. One that begins later closes the ways of those who may be there by then: of whom nobody said when
/// they leave, at once.
#[utoipa::path(post, path = "/dangers/closures", tag = "roads", request_body = Closure,
    responses((status = 200, body = Done)))]
async fn report_closure(by: Doing, Body(said): Body<Closure>) -> Result<Json<Done>, Problem> {
    let danger = Danger::Closure {
        place: place(&said.place, "place")?,
        within_mm: u64::from(said.within_m) * 1000,
        from: moment(said.from.as_deref(), "from")?.unwrap_or_else(|| by.house.now()),
        until: moment(said.until.as_deref(), "until")?,
    };
    by.does(Act::ReportDanger { danger }).await
}

/// An area nobody goes to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoGo {
    /// Its corners in turn, 3 to 64: latitude and longitude in degrees.
    #[schema(value_type = Vec<shapes::LatLon>, min_items = 3, max_items = 64)]
    corners: Vec<String>,
    /// Since when; left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    from: Option<String>,
    /// Until when, if that is decided.
    #[schema(value_type = Option<shapes::Moment>)]
    until: Option<String>,
}

/// Declare an area that nobody of the unit's goes to. One that begins later counts as a closure does.
#[utoipa::path(post, path = "/dangers/no-go-areas", tag = "roads", request_body = NoGo,
    responses((status = 200, body = Done)))]
async fn report_no_go(by: Doing, Body(said): Body<NoGo>) -> Result<Json<Done>, Problem> {
    let corners = said.corners.iter().enumerate();
    let corners: Vec<Place> =
        corners.map(|(n, corner)| place(corner, &format!("corners[{n}]"))).collect::<Result<_, _>>()?;
    let danger = Danger::NoGo {
        corners,
        from: moment(said.from.as_deref(), "from")?.unwrap_or_else(|| by.house.now()),
        until: moment(said.until.as_deref(), "until")?,
    };
    by.does(Act::ReportDanger { danger }).await
}

/// Why a danger is none any more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Lifting {
    /// In your words.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// Take a danger out of the picture, with the reason.
#[utoipa::path(post, path = "/dangers/{id}/lifting", tag = "roads", params(Id), request_body = Lifting,
    responses((status = 200, body = Done)))]
async fn lift_danger(
    mut by: Doing,
    Named(id): Named<Id>,
    Body(lifting): Body<Lifting>,
) -> Result<Json<Done>, Problem> {
    let id: DangerId = id.parse()?;
    let because = by.keep(reason(&lifting.reason)?);
    by.does(Act::LiftDanger { id, because }).await
}
