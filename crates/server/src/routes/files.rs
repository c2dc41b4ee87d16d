//! Looking for a movement whose file was closed.

use std::sync::Arc;

use access::{Action, view::FileLine};
use axum::{Json, extract::State};
use model::{Word, id::MovementId};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    asked::{Asked, not_understood},
    caller::Caller,
    gate,
    house::House,
    problem::Problem,
    window::Wanted,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::ListMovements, routes!(list_files)))
}

/// Which files.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Those of movements that were asked for before this one: the last of the page before.
    #[serde(default)]
    #[param(value_type = Option<String>, format = "uuid")]
    before: Option<String>,
    /// The one of this number.
    #[serde(default)]
    #[param(value_type = Option<String>, pattern = "^[A-Za-z0-9._/+:-]{1,64}$")]
    number: Option<String>,
}

/// The closed files you have to do with, a hundred at a time, the newest movement first.
#[utoipa::path(get, path = "/closed-movements", tag = "movements", params(Which),
    responses((status = 200, body = Vec<FileLine>)))]
async fn list_files(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Asked(Which { before, number }): Asked<Which>,
) -> Result<Json<Vec<FileLine>>, Problem> {
    let before =
        before.map(|id| id.parse::<MovementId>().map_err(|_| not_understood(format!("before={id}"))));
    let number =
        number.map(|number| number.parse::<Word>().map_err(|error| not_understood(error.to_string())));
    let wanted = match number.transpose()? {
        Some(number) => Wanted::Number(number),
        None => Wanted::Before(before.transpose()?),
    };
    let seen = house.window.files(&viewer, &wanted);
    Ok(Json(house.show(&viewer, seen).await?))
}
