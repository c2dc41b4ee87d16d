//! Who may act here.

use std::sync::Arc;

use access::{Action, view::PersonView};
use axum::{Json, extract::State, http::StatusCode};
use conduct::Act;
use model::{id::PersonId, party::Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    gate,
    house::{House, Key, Request},
    path::{Id, Named},
    problem::Problem,
    words::{reason, said, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::WhoAmI, routes!(me)))
        .routes(gate::is(house, Action::ListPeople, routes!(list)))
        .routes(gate::is(house, Action::EnrolPerson, routes!(enrol)))
        .routes(gate::is(house, Action::EnrolPerson, routes!(invite_again)))
        .routes(gate::is(house, Action::DismissPerson, routes!(dismiss)))
        .routes(gate::is(house, Action::ErasePerson, routes!(erase)))
}

/// Who you are here.
#[utoipa::path(get, path = "/me", tag = "people",
    responses((status = 200, body = PersonView), (status = "default", body = Problem)))]
async fn me(State(house): State<Arc<House>>, Caller(viewer): Caller) -> Result<Json<PersonView>, Problem> {
    let mut known = house.window.people(&viewer)?.into_iter();
    known.find(|person| person.id == viewer.person).map(Json).ok_or_else(Problem::not_signed_in)
}

/// Everybody who may act here, and who did once.
#[utoipa::path(get, path = "/people", tag = "people",
    responses((status = 200, body = Vec<PersonView>), (status = "default", body = Problem)))]
async fn list(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<PersonView>>, Problem> {
    Ok(Json(house.window.people(&viewer)?))
}

/// Somebody to enrol.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Person {
    /// The name, kept in the vault.
    name: String,
    /// In what role: `duty-officer`, `sponsor`, `district-officer`, `commander`, `principal`, `authority`,
    /// `investigator`, `partner`, `administrator`.
    #[schema(value_type = String)]
    role: Role,
    /// For which agency, such as `spu`.
    agency: String,
    /// The label under which orders name a commander or principal.
    label: Option<String>,
    /// The areas a district officer answers for.
    #[serde(default)]
    areas: Vec<String>,
}

/// Somebody enrolled, and the link by which they make their own way in.
#[derive(Serialize, ToSchema)]
struct Invited {
    /// Who.
    #[schema(value_type = String)]
    person: PersonId,
    /// Hand it to them in person. It works once, for three days, and is shown only now.
    link: String,
    /// What was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<Done>,
}

/// Let somebody act here, in one role.
#[utoipa::path(post, path = "/people", tag = "people", request_body = Person,
    responses((status = 201, body = Invited), (status = "default", body = Problem)))]
async fn enrol(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    key: Key,
    Body(person): Body<Person>,
) -> Result<(StatusCode, Json<Invited>), Problem> {
    let (mut words, id) = house.words_of_somebody_new(&viewer, &key);
    let areas = person.areas.iter().enumerate().map(|(i, area)| word(area, &format!("areas[{i}]")));
    let act = Act::EnrolPerson {
        person: id,
        role: person.role,
        agency: word(&person.agency, "agency")?,
        label: person.label.as_deref().map(|label| word(label, "label")).transpose()?,
        areas: areas.collect::<Result<_, _>>()?,
        name: house.keep(&mut words, said(&person.name, "name")?),
    };
    let done = house.act(&viewer, Request::new(act, key).with(words)).await?;
    let link = house.invite(id).await?;
    Ok((StatusCode::CREATED, Json(Invited { person: id, link, done: Some(done.into()) })))
}

/// A fresh link for somebody who lost the way in. Their password, factors and sessions end.
#[utoipa::path(post, path = "/people/{id}/invitation", tag = "people", params(Id),
    responses((status = 201, body = Invited), (status = "default", body = Problem)))]
async fn invite_again(
    State(house): State<Arc<House>>,
    Caller(_): Caller,
    Named(id): Named<Id>,
) -> Result<(StatusCode, Json<Invited>), Problem> {
    let id: PersonId = id.parse()?;
    house.window.viewer(id).ok_or_else(Problem::not_there)?;
    let link = house.invite(id).await?;
    Ok((StatusCode::CREATED, Json(Invited { person: id, link, done: None })))
}

/// Let somebody act here no more. What they did stays on the record.
#[utoipa::path(delete, path = "/people/{id}", tag = "people", params(Id),
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn dismiss(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
) -> Result<Json<Done>, Problem> {
    let person: PersonId = id.parse()?;
    let done = house.act(&viewer, Request::new(Act::DismissPerson { person }, key)).await?;
    house.forget(person).await?;
    Ok(Json(done.into()))
}

/// A lawful request to have somebody's data destroyed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Erasure {
    /// On what request, by which law or order. Kept as your own words.
    reason: String,
}

/// Destroy somebody's data on lawful request: their name, what they wrote, their account. They are dismissed first.
/// What they did stays on the record under an identifier that says nothing, and every proof goes on to hold. Nothing
/// brings the data back, no backup either.
#[utoipa::path(post, path = "/people/{id}/erasure", tag = "people", params(Id), request_body = Erasure,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn erase(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(erasure): Body<Erasure>,
) -> Result<Json<Done>, Problem> {
    let person: PersonId = id.parse()?;
    let mut words = house.words_of(&viewer, &key);
    let because = Some(house.keep(&mut words, reason(&erasure.reason)?));
    let done =
        house.act(&viewer, Request::new(Act::ErasePerson { person, because }, key).with(words)).await?;
    house.forget(person).await?;
    if !house.window.is_destroyed(person)? {
        return Err(Problem::busy(
            "the erasure is on the record, but the key could not be destroyed yet: see to the disk. It is tried \
             again every second and at every start; send this again with its key to hear whether it was done",
        ));
    }
    Ok(Json(done.into()))
}
