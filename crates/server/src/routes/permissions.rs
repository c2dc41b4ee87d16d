//! Approvals, waivers, and holding a movement against the rules.

use std::sync::Arc;

use access::Action;
use axum::Json;
use conduct::Act;
use model::id::WaiverId;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    command::OnMovement,
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
    shapes,
    stated::{at, reason, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::does(house, Action::Approve, routes!(approve)))
        .routes(gate::does(house, Action::Waive, routes!(waive)))
        .routes(gate::does(house, Action::RevokeWaiver, routes!(revoke_waiver)))
        .routes(gate::does(house, Action::Clear, routes!(clear)))
        .routes(gate::does(house, Action::OpenCase, routes!(open_case)))
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
    responses((status = 200, body = Done)))]
async fn approve(on: OnMovement, Body(approval): Body<Approval>) -> Result<Json<Done>, Problem> {
    on.by.does(Act::Approve { movement: on.movement, granted: approval.granted }).await
}

/// An exception to one rule for one movement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Waiver {
    /// Which rule.
    #[schema(value_type = shapes::Word)]
    rule: String,
    /// Why.
    #[schema(value_type = shapes::Words)]
    reason: String,
    /// From when on it is worth nothing (RFC 3339).
    #[schema(value_type = shapes::Moment)]
    expires: String,
}

/// Make an exception to one rule. An attempt the rule does not allow goes on the record as refused.
#[utoipa::path(post, path = "/movements/{id}/waivers", tag = "permissions", params(Id), request_body = Waiver,
    responses((status = 200, body = Done)))]
async fn waive(mut on: OnMovement, Body(waiver): Body<Waiver>) -> Result<Json<Done>, Problem> {
    let expires = at(&waiver.expires, "expires")?;
    let reason = on.by.keep(reason(&waiver.reason)?);
    let act = Act::Waive { movement: on.movement, rule: word(&waiver.rule, "rule")?, reason, expires };
    on.by.does(act).await
}

/// A waiver of a movement.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct WaiverOf {
    /// The movement.
    #[param(format = "uuid")]
    #[serde(rename = "id")]
    _id: String,
    /// The waiver.
    #[param(format = "uuid")]
    waiver: String,
}

/// Take a waiver back.
#[utoipa::path(delete, path = "/movements/{id}/waivers/{waiver}", tag = "permissions", params(WaiverOf),
    responses((status = 200, body = Done)))]
async fn revoke_waiver(
    on: OnMovement,
    Named(WaiverOf { waiver, .. }): Named<WaiverOf>,
) -> Result<Json<Done>, Problem> {
    let waiver: WaiverId = Id { id: waiver }.parse()?;
    on.by.does(Act::RevokeWaiver { movement: on.movement, waiver }).await
}

/// Hold a movement against the rules now, on the record.
#[utoipa::path(post, path = "/movements/{id}/clearance", tag = "permissions", params(Id),
    responses((status = 200, body = Done)))]
async fn clear(on: OnMovement) -> Result<Json<Done>, Problem> {
    on.by.does(Act::Clear { movement: on.movement }).await
}

/// Why a case is opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Case {
    /// In your words.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// Open a case: whoever investigates sees the movement, and who has seen it.
#[utoipa::path(post, path = "/movements/{id}/case", tag = "permissions", params(Id), request_body = Case,
    responses((status = 200, body = Done)))]
async fn open_case(mut on: OnMovement, Body(case): Body<Case>) -> Result<Json<Done>, Problem> {
    let reason = on.by.keep(reason(&case.reason)?);
    on.by.does(Act::OpenCase { movement: on.movement, reason }).await
}
