//! Telling parties, and what they answer.

use std::sync::Arc;

use access::{Action, Tie};
use axum::{Json, extract::State};
use conduct::{Act, command::Means, movement::Answer};
use model::{id::MovementId, party::Role};
use serde::Deserialize;
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
    words::{day, moment, party, said, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::GiveEarlyNotice, routes!(early)))
        .routes(gate::is(house, Action::GiveLateNotice, routes!(late)))
        .routes(gate::is(house, Action::AnswerNotice, routes!(answer)))
        .routes(gate::is(house, Action::RecordVainCall, routes!(vain_call)))
        .routes(gate::is(house, Action::IssueNoObjection, routes!(no_objection)))
}

/// An early notice: the days, and nothing of hour or route.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Early {
    /// Whom: `districts[shangla]`, `highway_police`, `unit_commandant`.
    party: String,
    /// How: `system`, `letter`, `mail`, `fax`, `telephone`, `radio`, `whatsapp`, `by-hand`.
    channel: String,
    /// The first day announced.
    from: String,
    /// The last day announced.
    until: String,
    /// What is asked of the party for the candidate routes: cars, a post.
    asks: Option<String>,
    /// When it was given (RFC 3339); left out: now.
    at: Option<String>,
}

/// Tell a party the days.
#[utoipa::path(post, path = "/movements/{id}/early-notices", tag = "notices", params(Id), request_body = Early,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn early(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(notice): Body<Early>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::GiveEarlyNotice, movement)?;
    let mut words = house.words_of(&viewer, &key);
    let asks = notice.asks.as_deref().map(|asks| said(asks, "asks")).transpose()?;
    let act = Act::GiveEarlyNotice {
        movement,
        asks: asks.map(|asks| house.keep(&mut words, asks)),
        party: party(&notice.party)?,
        channel: word(&notice.channel, "channel")?,
        window: (day(&notice.from, "from")?, day(&notice.until, "until")?),
        at: moment(notice.at.as_deref(), "at")?,
    };
    Ok(Json(
        house
            .act_on(&viewer, Action::GiveEarlyNotice, movement, Request::new(act, key).with(words))
            .await?
            .into(),
    ))
}

/// A late notice: hour and route, to a party that accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Late {
    /// Whom.
    party: String,
    /// How.
    channel: String,
    /// When it was given (RFC 3339); left out: now.
    at: Option<String>,
}

/// Tell a party that accepted the hour and the route.
#[utoipa::path(post, path = "/movements/{id}/late-notices", tag = "notices", params(Id), request_body = Late,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn late(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(notice): Body<Late>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::GiveLateNotice, movement)?;
    let act = Act::GiveLateNotice {
        movement,
        party: party(&notice.party)?,
        channel: word(&notice.channel, "channel")?,
        at: moment(notice.at.as_deref(), "at")?,
    };
    Ok(Json(house.act_on(&viewer, Action::GiveLateNotice, movement, Request::new(act, key)).await?.into()))
}

/// What a party answers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Answered {
    /// Which party; a district officer may leave it out: it is their own.
    party: Option<String>,
    /// What it says.
    answer: Says,
    /// How it reached the room; an officer's own answer is `written`, a duty officer records one by telephone.
    #[serde(default)]
    means: By,
    /// When it was given (RFC 3339); left out: now.
    at: Option<String>,
}

/// What a party says to an early notice. Only acceptance counts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Says {
    /// It has been read. Nothing is promised.
    Received {},
    /// A named officer answers for it.
    Accepted {
        /// The officer's name.
        officer: String,
        /// The officer's telephone.
        telephone: String,
        /// What is provided.
        resources: String,
    },
    /// It objects.
    Objected {
        /// Why.
        reason: String,
    },
}

/// How an answer reached the room.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum By {
    /// By the party's own hand.
    #[default]
    Written,
    /// By telephone, read back word for word.
    TelephoneReadBack,
    /// By telephone, not read back: worth no more than receipt.
    Telephone,
}

/// Answer a notice, or record an answer by telephone.
#[utoipa::path(post, path = "/movements/{id}/answers", tag = "notices", params(Id), request_body = Answered,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn answer(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(answered): Body<Answered>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    let tie = house.window.may(&viewer, Action::AnswerNotice, movement)?;
    let party = own_or_named(&tie, answered.party.as_deref())?;
    let mut words = house.words_of(&viewer, &key);
    let answer = match &answered.answer {
        Says::Received {} => Answer::Received,
        Says::Accepted { officer, telephone, resources } => {
            let reached =
                [said(officer, "answer.accepted.officer")?, said(telephone, "answer.accepted.telephone")?];
            // A district officer speaks of their own district's hand; whoever notes down a call, of somebody else.
            let [officer, telephone] = match viewer.role {
                Role::DistrictOfficer => reached.map(|text| house.keep(&mut words, text)),
                _ => house.keep_about_another(&mut words, reached),
            };
            let resources = house.keep(&mut words, said(resources, "answer.accepted.resources")?);
            Answer::Accepted { officer, telephone, resources }
        }
        Says::Objected { reason } => {
            Answer::Objected { reason: house.keep(&mut words, said(reason, "answer.objected.reason")?) }
        }
    };
    let means = match answered.means {
        By::Written => Means::Written,
        By::TelephoneReadBack => Means::TelephoneReadBack,
        By::Telephone => Means::Telephone,
    };
    let at = moment(answered.at.as_deref(), "at")?;
    let act = Act::AnswerNotice { movement, party, answer, means, at };
    let request = Request::new(act, key).with(words);
    Ok(Json(house.act_on(&viewer, Action::AnswerNotice, movement, request).await?.into()))
}

/// A party.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Whom {
    /// Whom.
    party: String,
}

/// Record a telephone call that nobody answered; the next is due in an hour.
#[utoipa::path(post, path = "/movements/{id}/vain-calls", tag = "notices", params(Id), request_body = Whom,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn vain_call(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(whom): Body<Whom>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    house.window.may(&viewer, Action::RecordVainCall, movement)?;
    let act = Act::RecordVainCall { movement, party: party(&whom.party)? };
    Ok(Json(house.act_on(&viewer, Action::RecordVainCall, movement, Request::new(act, key)).await?.into()))
}

/// A no-objection certificate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoObjection {
    /// Of which district; its own officer may leave it out.
    party: Option<String>,
    /// Granted or refused.
    granted: bool,
    /// Until when it is valid (RFC 3339).
    valid_until: Option<String>,
}

/// Issue or refuse a no-objection certificate.
#[utoipa::path(post, path = "/movements/{id}/no-objections", tag = "notices", params(Id), request_body = NoObjection,
    responses((status = 200, body = Done), (status = "default", body = Problem)))]
async fn no_objection(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
    key: Key,
    Body(certificate): Body<NoObjection>,
) -> Result<Json<Done>, Problem> {
    let movement: MovementId = id.parse()?;
    let tie = house.window.may(&viewer, Action::IssueNoObjection, movement)?;
    let party = own_or_named(&tie, certificate.party.as_deref())?;
    let valid_until = moment(certificate.valid_until.as_deref(), "valid_until")?;
    let act = Act::IssueNoObjection { movement, party, granted: certificate.granted, valid_until };
    Ok(Json(house.act_on(&viewer, Action::IssueNoObjection, movement, Request::new(act, key)).await?.into()))
}

/// The party somebody speaks for. A district officer speaks for their own and is not told whether there are
/// others; one who answers for several says for which.
fn own_or_named(tie: &Tie, named: Option<&str>) -> Result<model::Path, Problem> {
    let named = named.map(party).transpose()?;
    match (tie, named) {
        (Tie::District { own, .. }, Some(named)) if own.contains(&named) => Ok(named),
        (Tie::District { own, .. }, named) => match (own.first(), own.len(), named) {
            (Some(party), 1, None) => Ok(party.clone()),
            (_, 1, Some(_)) => {
                Err(Problem::malformed("you answer for your own party: leave the party out").at("party"))
            }
            _ => {
                let own: Vec<String> = own.iter().map(ToString::to_string).collect();
                Err(Problem::malformed(format!(
                    "you answer for several: say for which, {}",
                    own.join(" or ")
                ))
                .at("party"))
            }
        },
        (_, Some(named)) => Ok(named),
        (_, None) => Err(Problem::malformed("say which party, such as districts[shangla]").at("party")),
    }
}
