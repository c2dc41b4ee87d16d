//! Who may act here.

use std::sync::Arc;

use access::{Action, view::PersonView};
use axum::{Json, extract::State, http::StatusCode};
use conduct::Act;
use model::{Span, id::PersonId, party::Role};
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
    stated::{area, reason, said, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::WhoAmI, routes!(who_am_i)))
        .routes(gate::is(house, Action::ListPeople, routes!(list_people)))
        .routes(gate::does(house, Action::EnrolPerson, routes!(enrol_person)))
        .routes(gate::is(house, Action::EnrolPerson, routes!(invite_again)))
        .routes(gate::does(house, Action::DismissPerson, routes!(dismiss_person)))
        .routes(gate::does(house, Action::ErasePerson, routes!(erase_person)))
}

/// Somebody who asks who they are.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    #[serde(flatten)]
    person: PersonView,
    /// How many minutes the room's own clock stands ahead of UTC: radios and orders speak by it, and so do pages.
    ahead_minutes: i64,
}

/// Who you are here, and by which clock the room speaks.
#[utoipa::path(get, path = "/me", tag = "people",
    responses((status = 200, body = Me)))]
async fn who_am_i(State(house): State<Arc<House>>, Caller(viewer): Caller) -> Result<Json<Me>, Problem> {
    let mut known = house.window.people(&viewer)?.into_iter();
    let person = known.find(|person| person.id == viewer.person).ok_or_else(Problem::not_signed_in)?;
    Ok(Json(Me { person, ahead_minutes: house.window.ahead().0 / Span::minutes(1).0 }))
}

/// Everybody who may act here, and who did once.
#[utoipa::path(get, path = "/people", tag = "people",
    responses((status = 200, body = Vec<PersonView>)))]
async fn list_people(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<PersonView>>, Problem> {
    Ok(Json(house.window.people(&viewer)?))
}

/// Somebody to enrol.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPerson {
    /// The name, kept in the vault.
    #[schema(value_type = shapes::Words)]
    name: String,
    /// In what role.
    #[schema(value_type = shapes::Role)]
    role: Role,
    /// For which agency, such as `spu`.
    #[schema(value_type = shapes::Word)]
    agency: String,
    /// The label under which orders name a commander or principal.
    #[schema(value_type = Option<shapes::Word>)]
    label: Option<String>,
    /// The areas a district officer answers for.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Area>)]
    areas: Vec<String>,
}

/// Somebody enrolled, and the link by which they make their own way in.
#[derive(Serialize, ToSchema)]
struct Invited {
    /// Who.
    #[schema(value_type = String, format = "uuid")]
    person: PersonId,
    /// Hand it to them in person. It works once, for three days, and is shown only now: only its hash is kept. An
    /// answer that repeats an earlier one has none; `POST /people/{id}/invitation` makes a new one, and the old one
    /// works no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// What was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<Done>,
}

/// Let somebody act here, in one role.
#[utoipa::path(post, path = "/people", tag = "people", request_body = NewPerson,
    responses((status = 201, body = Invited)))]
async fn enrol_person(
    mut by: Doing,
    Body(person): Body<NewPerson>,
) -> Result<(StatusCode, Json<Invited>), Problem> {
    let house = Arc::clone(&by.house);
    let id = by.somebody_new();
    let areas = person.areas.iter().enumerate().map(|(i, text)| area(text, &format!("areas[{i}]")));
    let act = Act::EnrolPerson {
        person: id,
        role: person.role,
        agency: word(&person.agency, "agency")?,
        label: person.label.as_deref().map(|label| word(label, "label")).transpose()?,
        areas: areas.collect::<Result<_, _>>()?,
        name: by.keep(said(&person.name, "name")?),
    };
    let Json(done) = by.does(act).await?;
    // Asked again, they may hold the first link already: a second one would end it behind their back.
    let link = if done.repeated { None } else { Some(house.invite(id).await?) };
    Ok((StatusCode::CREATED, Json(Invited { person: id, link, done: Some(done) })))
}

/// A fresh link for somebody who lost the way in. Their password, factors and sessions end.
#[utoipa::path(post, path = "/people/{id}/invitation", tag = "people", params(Id),
    responses((status = 201, body = Invited)))]
async fn invite_again(
    State(house): State<Arc<House>>,
    Caller(_): Caller,
    Named(id): Named<Id>,
) -> Result<(StatusCode, Json<Invited>), Problem> {
    let id: PersonId = id.parse()?;
    house.window.viewer(id).ok_or_else(Problem::not_there)?;
    let link = Some(house.invite(id).await?);
    Ok((StatusCode::CREATED, Json(Invited { person: id, link, done: None })))
}

/// Let somebody act here no more. What they did stays on the record.
#[utoipa::path(delete, path = "/people/{id}", tag = "people", params(Id),
    responses((status = 200, body = Done)))]
async fn dismiss_person(by: Doing, Named(id): Named<Id>) -> Result<Json<Done>, Problem> {
    let (house, person): (_, PersonId) = (Arc::clone(&by.house), id.parse()?);
    let done = by.does(Act::DismissPerson { person }).await?;
    house.forget(person).await?;
    Ok(done)
}

/// A lawful request to have somebody's data destroyed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Erasure {
    /// On what request, by which law or order. Kept as your own words.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// Destroy somebody's data on lawful request: their name, what they wrote, their account. They are dismissed first.
/// What they did stays on the record under an identifier that says nothing, and every proof goes on to hold. Nothing
/// brings the data back, no backup either.
#[utoipa::path(post, path = "/people/{id}/erasure", tag = "people", params(Id), request_body = Erasure,
    responses((status = 200, body = Done)))]
async fn erase_person(
    mut by: Doing,
    Named(id): Named<Id>,
    Body(erasure): Body<Erasure>,
) -> Result<Json<Done>, Problem> {
    let (house, person): (_, PersonId) = (Arc::clone(&by.house), id.parse()?);
    let because = Some(by.keep(reason(&erasure.reason)?));
    let done = by.does(Act::ErasePerson { person, because }).await?;
    house.forget(person).await?;
    if !house.window.is_destroyed(person)? {
        return Err(Problem::busy(|words| words.say("problem-key-not-destroyed")));
    }
    Ok(done)
}
