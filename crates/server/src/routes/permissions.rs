//! Approvals, waivers, and holding a movement against the rules.

use std::sync::Arc;

use access::Action;
use axum::{Json, extract::State};
use conduct::Act;
use model::id::{MovementId, WaiverId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    gate,
    house::{House, Key, Request},
    path::{Id, Named},
    problem::Problem,
    words::{moment, reason, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::Approve, routes!(approve)))
        .routes(gate::is(house, Action::Waive, routes!(waive)))
        .routes(gate::is(house, Action::RevokeWaiver, routes!(revoke)))
        .routes(gate::is(house, Action::Clear, routes!(clear)))
        .routes(gate::is(house, Action::OpenCase, routes!(open_case)))
}

/// An approval or a refusal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Approval {
    /// Granted or refused.
    granted: bool,
}

/// Approve a movement, or refuse to.
#[utoipa::path(post, path = "/movements/{id}/approvals", tag = "permissions", params(Id), request_body = Approval,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn approve(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(approval): Body<Approval>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    let act = Act::Approve { movement, granted: approval.granted };
    Ok(Json(house.act_on(&viewer, Action::Approve, movement, Request::new(act, key)).await?.into()))
}

/// An exception to one rule for one movement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Waiver {
    /// Which rule.
    rule: String,
    /// Why.
    reason: String,
    /// From when on it is worth nothing (RFC 3339).
    expires: String,
}

/// Make an exception to one rule. An attempt the rule does not allow goes on the record as refused.
#[utoipa::path(post, path = "/movements/{id}/waivers", tag = "permissions", params(Id), request_body = Waiver,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn waive(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(waiver): Body<Waiver>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::Waive, movement)?;
    let expires = moment(Some(&waiver.expires), "expires")?
        .ok_or_else(|| Problem::malformed("say when it expires").at("expires"))?;
    let mut words = house.words_of(&viewer, &key);
    let reason = house.keep(&mut words, reason(&waiver.reason)?);
    let act = Act::Waive { movement, rule: word(&waiver.rule, "rule")?, reason, expires };
    let request = Request::new(act, key).with(words);
    Ok(Json(house.act_on(&viewer, Action::Waive, movement, request).await?.into()))
}

/// A waiver of a movement.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct WaiverOf {
    /// The movement.
    id: String,
    /// The waiver.
    waiver: String,
}

/// Take a waiver back.
#[utoipa::path(delete, path = "/movements/{id}/waivers/{waiver}", tag = "permissions", params(WaiverOf),
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn revoke(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(WaiverOf { id, waiver }): Named<WaiverOf>,
    key: Key,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = Id { id }.parse()?;
    house.window.may(&viewer, Action::RevokeWaiver, movement)?;
    let waiver: WaiverId = Id { id: waiver }.parse()?;
    let act = Act::RevokeWaiver { movement, waiver };
    Ok(Json(house.act_on(&viewer, Action::RevokeWaiver, movement, Request::new(act, key)).await?.into()))
}

/// Hold a movement against the rules now, on the record.
#[utoipa::path(post, path = "/movements/{id}/clearance", tag = "permissions", params(Id),
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn clear(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    let request = Request::new(Act::Clear { movement }, key);
    Ok(Json(house.act_on(&viewer, Action::Clear, movement, request).await?.into()))
}

/// Why a case is opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Case {
    /// In your words.
    reason: String,
}

/// Open a case: whoever investigates sees the movement, and who has seen it.
#[utoipa::path(post, path = "/movements/{id}/case", tag = "permissions", params(Id), request_body = Case,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn open_case(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(case): Body<Case>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::OpenCase, movement)?;
    let mut words = house.words_of(&viewer, &key);
    let reason = house.keep(&mut words, reason(&case.reason)?);
    let request = Request::new(Act::OpenCase { movement, reason }, key).with(words);
    Ok(Json(house.act_on(&viewer, Action::OpenCase, movement, request).await?.into()))
}
