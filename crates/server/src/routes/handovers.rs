//! Hand-overs at district boundaries: each side says its own.

use std::sync::Arc;

use access::{Action, Tie};
use axum::Json;
use conduct::{
    Act,
    handover::{Crossing, Side},
};
use model::{Path, party::Role};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{answers::Done, voice::reporter};
use crate::{
    body::Body, command::OnMovement, gate, house::House, path::Id, problem::Problem, shapes, stated::moment,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::does(house, Action::ConfirmHandOver, routes!(confirm_hand_over)))
}

/// That a convoy was given over, or taken over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HandingOver {
    /// The district that is entered: `districts[shangla]`.
    #[schema(value_type = shapes::FactPath)]
    into: String,
    /// The how-manieth time it is entered, as the movement's hand-overs say it; left out, the first.
    #[schema(minimum = 1, default = 1)]
    #[serde(default = "conduct::handover::first_visit")]
    visit: u32,
    /// Which side says so: a duty officer writes down either side's word. Left out, it is the side you speak for.
    #[schema(value_type = Option<access::view::shapes::HandOverSide>)]
    side: Option<Side>,
    /// When, as stated; left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    at: Option<String>,
    /// Whose word it is, if you write it down for somebody: by path as orders name them, or in words. A duty officer says so always.
    #[schema(value_type = Option<shapes::Words>)]
    reporter: Option<String>,
}

/// Confirm a hand-over for one side: the commander or the officer of the district that is left gives over, the officer of the
/// district that is entered takes over. Either may come first.
#[utoipa::path(post, path = "/movements/{id}/hand-overs", tag = "departures", params(Id), request_body = HandingOver,
    responses((status = 200, body = Done)))]
async fn confirm_hand_over(
    OnMovement { movement, tie, mut by }: OnMovement,
    Body(said): Body<HandingOver>,
) -> Result<Json<Done>, Problem> {
    let into: Path =
        said.into.parse().map_err(|error: model::path::NotAPath| Problem::from(error).at("into"))?;
    let side = match (said.side, &tie) {
        (Some(side), _) => side,
        (None, Tie::District { own, .. }) if own.contains(&into) => Side::Taking,
        (None, _) if by.viewer.role == Role::DutyOfficer => {
            return Err(Problem::malformed(|words| words.say("problem-which-side")).at("side"));
        }
        (None, _) => Side::Giving,
    };
    let at = moment(said.at.as_deref(), "at")?;
    let who = said.reporter.as_deref();
    let crossing = Crossing { into, visit: said.visit };
    let reporter = match by.house.window.is_the_other_side(&by.viewer, movement, (&crossing, side), who)? {
        Some(other) => Some(other),
        None => who.map(|who| reporter(&mut by, who)).transpose()?,
    };
    by.does(Act::ConfirmHandOver { movement, crossing, side, at, reporter }).await
}
