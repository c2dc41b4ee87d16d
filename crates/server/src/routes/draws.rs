//! Way and hour by lot: nobody picks them, and anybody can check that.

use std::sync::Arc;

use access::{Action, view::HabitView};
use axum::{Json, extract::State};
use chance::draw::{Seed, commit};
use conduct::{Act, draw::Committed};
use model::{Digest, Instant, Word};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    command::OnMovement,
    gate,
    house::House,
    path::Id,
    problem::Problem,
    shapes,
    stated::{at, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::does(house, Action::Draw, routes!(commit_draw)))
        .routes(gate::does(house, Action::ContributeToDraw, routes!(contribute_to_draw)))
        .routes(gate::does(house, Action::Draw, routes!(reveal_draw)))
        .routes(gate::is(house, Action::ReadHabits, routes!(read_habits)))
}

/// A draw that waits to be revealed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DrawView {
    /// The hash of the seed and of what is drawn from.
    #[schema(value_type = String)]
    commitment: Digest,
    /// What is drawn from, in the words that were hashed: the tickets of a billion, the hour, the hash of the way.
    lots: String,
    /// What others added, as 64 hexadecimal digits each.
    #[schema(value_type = Vec<String>)]
    contributions: Vec<Word>,
}

impl DrawView {
    pub fn of(draw: &Committed) -> Self {
        let lots = draw.urn.names().map(|lots| lots.description()).unwrap_or_default();
        DrawView { commitment: draw.commitment, lots, contributions: draw.contributions.clone() }
    }
}

/// What to draw from.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Drawing {
    /// The revision of the order you have read.
    #[schema(minimum = 0)]
    revision: u32,
    /// The ways, as stretches driven: as those offered have them.
    #[schema(min_items = 1, max_items = 16)]
    ways: Vec<Vec<u32>>,
    /// The hours of departure, on the day the order says.
    #[schema(value_type = Vec<shapes::Moment>, min_items = 1, max_items = 48)]
    hours: Vec<String>,
}

/// Commit to a draw of way and hour. How often each is drawn is the best answer to somebody who waits somewhere and
/// knows these weights. The seed is made now, kept in the vault, and shown to nobody.
#[utoipa::path(post, path = "/movements/{id}/draw", tag = "roads", params(Id), request_body = Drawing,
    responses((status = 200, body = Done)))]
async fn commit_draw(
    OnMovement { movement, mut by, .. }: OnMovement,
    Body(Drawing { revision, ways, hours }): Body<Drawing>,
) -> Result<Json<Done>, Problem> {
    let hours = hours.iter().enumerate().map(|(n, hour)| at(hour, &format!("hours[{n}]")));
    let hours: Vec<Instant> = hours.collect::<Result<_, _>>()?;
    let urn = {
        let (house, viewer) = (Arc::clone(&by.house), Arc::clone(&by.viewer));
        let urn =
            tokio::task::spawn_blocking(move || house.window.urn(&viewer, movement, ways, &hours)).await;
        urn.map_err(Problem::unreadable)??
    };
    let lots = urn.names().map_err(|_| Problem::malformed(|words| words.say("draw-lots")))?;
    let mut bytes = [0; 32];
    (by.house.random)(&mut bytes);
    let seed = Seed::new(bytes);
    let commitment = Digest(commit(&seed, &lots).0);
    let seed = by.keep(&seed.hex());
    by.does(Act::CommitDraw { movement, seen: revision, urn, commitment, seed }).await
}

/// What somebody adds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Adding {
    /// 256 bits that nobody can foresee, as 64 hexadecimal digits.
    #[schema(value_type = shapes::Bits256)]
    contribution: String,
}

/// Add to a draw, so that whoever made the seed alone does not decide it.
#[utoipa::path(post, path = "/movements/{id}/draw/contributions", tag = "roads", params(Id), request_body = Adding,
    responses((status = 200, body = Done)))]
async fn contribute_to_draw(
    OnMovement { movement, by, .. }: OnMovement,
    Body(Adding { contribution }): Body<Adding>,
) -> Result<Json<Done>, Problem> {
    let contribution = word(&contribution, "contribution")?;
    by.does(Act::ContributeToDraw { movement, contribution }).await
}

/// Reveal the seed: way and hour are drawn, and the order follows them.
#[utoipa::path(post, path = "/movements/{id}/draw/revelation", tag = "roads", params(Id),
    responses((status = 200, body = Done)))]
async fn reveal_draw(OnMovement { movement, by, .. }: OnMovement) -> Result<Json<Done>, Problem> {
    let seed = by.house.window.seed(&by.viewer, movement)?;
    let seed = word(&seed, "seed")?;
    by.does(Act::RevealDraw { movement, seed }).await
}

/// How predictable movements have been, between each two places: what an observer could have learnt of their ways and
/// hours. A sponsor reads their own agency's, a duty officer everybody's.
#[utoipa::path(get, path = "/habits", tag = "roads", responses((status = 200, body = Vec<HabitView>)))]
async fn read_habits(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<HabitView>>, Problem> {
    Ok(Json(house.window.habits(&viewer)))
}
