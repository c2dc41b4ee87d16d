//! The watch: who has it, and how it changes hands.

use std::sync::Arc;

use access::{Action, view::ShiftView};
use axum::{Json, extract::State};
use conduct::Act;
use model::id::{AlertId, MovementId, PersonId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{body::Body, caller::Caller, command::Doing, gate, house::House, problem::Problem};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadShift, routes!(read_shift)))
        .routes(gate::does(house, Action::ChangeShift, routes!(offer_shift)))
        .routes(gate::does(house, Action::ChangeShift, routes!(take_shift)))
}

/// Who has the watch, who is next, and everything that is open, by name.
#[utoipa::path(get, path = "/shift", tag = "alerts", responses((status = 200, body = ShiftView)))]
async fn read_shift(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<ShiftView>, Problem> {
    let seen = house.window.shift(&viewer)?;
    Ok(Json(house.show(&viewer, seen).await?))
}

/// A watch signed over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Offering {
    /// To which duty officer, by identifier.
    #[schema(format = "uuid")]
    to: String,
    /// Every open alert, by identifier.
    #[schema(max_items = 100_000)]
    alerts: Vec<String>,
    /// Every movement that waits or is under way, by identifier.
    #[schema(max_items = 100_000)]
    movements: Vec<String>,
}

/// Sign the watch over to another duty officer, who has yet to take it. A list that is not what is open now is refused
/// with the difference.
#[utoipa::path(post, path = "/shift/offer", tag = "alerts", request_body = Offering,
    responses((status = 200, body = Done)))]
async fn offer_shift(by: Doing, Body(offering): Body<Offering>) -> Result<Json<Done>, Problem> {
    let to: PersonId = identifier(&offering.to, "to")?;
    let (alerts, movements) = listed(&offering.alerts, &offering.movements)?;
    by.does(Act::OfferShift { to, alerts, movements }).await
}

/// A watch taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TakingOver {
    /// Which duty officer comes next, by identifier, if it is known.
    #[serde(default)]
    #[schema(format = "uuid")]
    next: Option<String>,
    /// Every open alert, by identifier: you confirm each.
    #[schema(max_items = 100_000)]
    alerts: Vec<String>,
    /// Every movement that waits or is under way, by identifier.
    #[schema(max_items = 100_000)]
    movements: Vec<String>,
}

/// Take the watch, confirming everything that is open. A list that is not what is open now is refused with the
/// difference.
#[utoipa::path(post, path = "/shift", tag = "alerts", request_body = TakingOver,
    responses((status = 200, body = Done)))]
async fn take_shift(by: Doing, Body(taking): Body<TakingOver>) -> Result<Json<Done>, Problem> {
    let next = taking.next.as_deref().map(|next| identifier(next, "next")).transpose()?;
    let (alerts, movements) = listed(&taking.alerts, &taking.movements)?;
    by.does(Act::TakeShift { next, alerts, movements }).await
}

fn listed(alerts: &[String], movements: &[String]) -> Result<(Vec<AlertId>, Vec<MovementId>), Problem> {
    let alerts = alerts.iter().enumerate().map(|(n, id)| identifier(id, &format!("alerts[{n}]")));
    let movements = movements.iter().enumerate().map(|(n, id)| identifier(id, &format!("movements[{n}]")));
    Ok((alerts.collect::<Result<_, _>>()?, movements.collect::<Result<_, _>>()?))
}

fn identifier<Id: std::str::FromStr>(text: &str, place: &str) -> Result<Id, Problem> {
    let shown: String = text.chars().take(40).collect();
    let unfit = move |words: &words::Catalogue| {
        words.say_with("problem-no-identifier", [("text", shown.as_str().into())])
    };
    text.parse().map_err(|_| Problem::malformed(unfit).at(place))
}
