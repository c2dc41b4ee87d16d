//! Searching where one person's device was: one asks, another approves, the first reads.

use std::sync::Arc;

use access::{
    Action,
    view::{SearchView, shapes as listed},
};
use axum::{Json, extract::State, http::StatusCode};
use conduct::Act;
use model::{
    Path,
    id::{DeviceId, MovementId, SearchId},
};
use serde::{Deserialize, Serialize};
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
    stated::{moment, reason, said},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadSearches, routes!(read_searches)))
        .routes(gate::does(house, Action::AskSearch, routes!(ask_search)))
        .routes(gate::does(house, Action::AnswerSearch, routes!(approve_search)))
        .routes(gate::does(house, Action::AnswerSearch, routes!(refuse_search)))
        .routes(gate::may_answer(
            &[409, 422],
            gate::is(house, Action::ReadSearchTrack, routes!(read_search_track)),
        ))
}

/// The searches one asked for; an authority sees all. The newest first.
#[utoipa::path(get, path = "/searches", tag = "searches", responses((status = 200, body = Vec<SearchView>)))]
async fn read_searches(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<SearchView>>, Problem> {
    Ok(Json(house.window.searches(&viewer)?))
}

/// A search to ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSearch {
    /// The movement whose case it is for, by identifier.
    #[schema(format = "uuid")]
    movement: String,
    /// Whose device: `commanders[SPU-41]`, `crew[driver-1]`, `principals[P-1]`.
    #[schema(value_type = shapes::FactPath)]
    of: String,
    /// From when.
    #[schema(value_type = shapes::Moment)]
    from: String,
    /// Until when: at most seven days later, and not in the future.
    #[schema(value_type = shapes::Moment)]
    until: String,
    /// Why, in your words.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// A search that was asked for.
#[derive(Serialize, ToSchema)]
struct SearchAsked {
    /// Which.
    #[schema(value_type = String, format = "uuid")]
    search: SearchId,
    /// What was recorded.
    done: Done,
}

/// Ask where one person's device was, for a case. An authority who is somebody else decides.
#[utoipa::path(post, path = "/searches", tag = "searches", request_body = NewSearch,
    responses((status = 201, body = SearchAsked)))]
async fn ask_search(
    mut by: Doing,
    Body(new): Body<NewSearch>,
) -> Result<(StatusCode, Json<SearchAsked>), Problem> {
    let movement: MovementId = Id { id: new.movement }.parse()?;
    by.house.window.may(&by.viewer, Action::AskSearch, movement)?;
    let of: Path = new.of.parse().map_err(|error: model::path::NotAPath| Problem::from(error).at("of"))?;
    let needed = |text: &str, place: &'static str| {
        moment(Some(text), place)?
            .ok_or_else(|| Problem::malformed(|words| words.say("search-time")).at(place))
    };
    let (from, until) = (needed(&new.from, "from")?, needed(&new.until, "until")?);
    let reason = by.keep(reason(&new.reason)?);
    let search = by.search_new();
    let Json(done) = by.does(Act::AskSearch { search, movement, of, from, until, reason }).await?;
    Ok((StatusCode::CREATED, Json(SearchAsked { search, done })))
}

/// What there is to say to a search.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SearchDecision {
    /// In your words.
    #[schema(value_type = Option<shapes::Words>)]
    reason: Option<String>,
}

/// Approve a search that somebody else asked for. They can read it for a day.
#[utoipa::path(post, path = "/searches/{id}/approve", tag = "searches", params(Id), request_body = SearchDecision,
    responses((status = 200, body = Done)))]
async fn approve_search(
    by: Doing,
    Named(id): Named<Id>,
    Body(decision): Body<SearchDecision>,
) -> Result<Json<Done>, Problem> {
    answers(by, &id, &decision, true).await
}

/// Refuse a search that somebody else asked for.
#[utoipa::path(post, path = "/searches/{id}/refuse", tag = "searches", params(Id), request_body = SearchDecision,
    responses((status = 200, body = Done)))]
async fn refuse_search(
    by: Doing,
    Named(id): Named<Id>,
    Body(decision): Body<SearchDecision>,
) -> Result<Json<Done>, Problem> {
    answers(by, &id, &decision, false).await
}

async fn answers(
    mut by: Doing,
    id: &Id,
    decision: &SearchDecision,
    granted: bool,
) -> Result<Json<Done>, Problem> {
    let search: SearchId = id.parse()?;
    let because = decision.reason.as_deref().map(|words| said(words, "reason")).transpose()?;
    let because = because.map(|words| by.keep(words));
    by.does(Act::AnswerSearch { search, granted, because }).await
}

/// What a search found: where the devices of one person were.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchTrack {
    /// From when tracks are kept at all, if no case holds them: that nothing is found before says nothing.
    #[schema(format = DateTime)]
    pub kept_since: String,
    /// From when the seconds of the tracks count.
    #[schema(format = DateTime)]
    pub from: String,
    /// Where there are too many positions, one is shown of so many seconds; absent if all are shown.
    pub every_s: Option<i64>,
    /// The devices that served them in that time, each with its positions.
    pub tracks: Vec<SearchedDevice>,
}

/// Where one device of somebody was.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchedDevice {
    /// Which.
    #[schema(value_type = String, format = "uuid")]
    pub device: DeviceId,
    /// What sort.
    #[schema(value_type = listed::DeviceSort)]
    pub sort: &'static str,
    /// Seconds after the beginning, by the device's clock, ascending.
    pub at_s: Vec<i64>,
    /// Where, as `[longitude, latitude]` in degrees, for each of them.
    pub places: Vec<[f64; 2]>,
}

/// Read what an approved search found: for whoever asked, for a day. That it was read goes on the record first.
#[utoipa::path(get, path = "/searches/{id}/track", tag = "searches", params(Id),
    responses((status = 200, body = SearchTrack)))]
async fn read_search_track(by: Doing, Named(id): Named<Id>) -> Result<Json<SearchTrack>, Problem> {
    let search: SearchId = id.parse()?;
    let house = Arc::clone(&by.house);
    let _place = house.replays.place()?;
    let turn = house.replays.turn().await?;
    // Each time it is read stands on the record: none is the repetition of another.
    let Json(_recorded) = by.once().does(Act::ReadSearch { search }).await?;
    let looking = Arc::clone(&house);
    let found = tokio::task::spawn_blocking(move || {
        let found = looking.window.search_track(search, looking.admission.retention);
        drop(turn);
        found
    });
    let found = found.await;
    Ok(Json(found.map_err(Problem::unreadable)??))
}
