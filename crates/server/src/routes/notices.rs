//! Telling parties, and what they answer.

use std::sync::Arc;

use access::{Action, Tie};
use axum::Json;
use conduct::{Act, command::Means, movement::Answer};
use model::party::Role;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use words::Catalogue;

use super::answers::Done;
use crate::{
    body::Body,
    command::OnMovement,
    gate,
    house::House,
    path::Id,
    problem::Problem,
    shapes,
    stated::{day, moment, party, said, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::does(house, Action::GiveEarlyNotice, routes!(give_early_notice)))
        .routes(gate::does(house, Action::GiveLateNotice, routes!(give_late_notice)))
        .routes(gate::does(house, Action::AnswerNotice, routes!(answer_notice)))
        .routes(gate::does(house, Action::RecordVainCall, routes!(record_vain_call)))
        .routes(gate::does(house, Action::IssueNoObjection, routes!(issue_no_objection)))
}

/// An early notice: the days, and nothing of hour or route.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Early {
    /// Whom: `districts[shangla]`, `highway_police`, `unit_commandant`.
    #[schema(value_type = shapes::FactPath)]
    party: String,
    /// How: `system`, `letter`, `mail`, `fax`, `telephone`, `radio`, `whatsapp`, `by-hand`.
    #[schema(value_type = shapes::Word)]
    channel: String,
    /// The first day announced.
    #[schema(value_type = shapes::CalendarDay)]
    from: String,
    /// The last day announced.
    #[schema(value_type = shapes::CalendarDay)]
    until: String,
    /// What is asked of the party for the candidate routes: cars, a post.
    #[schema(value_type = Option<shapes::Words>)]
    asks: Option<String>,
    /// When it was given (RFC 3339); left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    at: Option<String>,
}

/// Tell a party the days.
#[utoipa::path(post, path = "/movements/{id}/early-notices", tag = "notices", params(Id), request_body = Early,
    responses((status = 200, body = Done)))]
async fn give_early_notice(mut on: OnMovement, Body(notice): Body<Early>) -> Result<Json<Done>, Problem> {
    let asks = notice.asks.as_deref().map(|asks| said(asks, "asks")).transpose()?;
    let act = Act::GiveEarlyNotice {
        movement: on.movement,
        asks: asks.map(|asks| on.by.keep(asks)),
        party: party(&notice.party)?,
        channel: word(&notice.channel, "channel")?,
        window: (day(&notice.from, "from")?, day(&notice.until, "until")?),
        at: moment(notice.at.as_deref(), "at")?,
    };
    on.by.does(act).await
}

/// A late notice: hour and route, to a party that accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Late {
    /// Whom.
    #[schema(value_type = shapes::FactPath)]
    party: String,
    /// How.
    #[schema(value_type = shapes::Word)]
    channel: String,
    /// When it was given (RFC 3339); left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    at: Option<String>,
}

/// Tell a party that accepted the hour and the route.
#[utoipa::path(post, path = "/movements/{id}/late-notices", tag = "notices", params(Id), request_body = Late,
    responses((status = 200, body = Done)))]
async fn give_late_notice(on: OnMovement, Body(notice): Body<Late>) -> Result<Json<Done>, Problem> {
    let act = Act::GiveLateNotice {
        movement: on.movement,
        party: party(&notice.party)?,
        channel: word(&notice.channel, "channel")?,
        at: moment(notice.at.as_deref(), "at")?,
    };
    on.by.does(act).await
}

/// What a party answers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Answered {
    /// Which party; a district officer may leave it out: it is their own.
    #[schema(value_type = Option<shapes::FactPath>)]
    party: Option<String>,
    /// What it says.
    answer: Says,
    /// How it reached the room; an officer's own answer is `written`, a duty officer records one by telephone.
    #[serde(default)]
    means: By,
    /// When it was given (RFC 3339); left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    at: Option<String>,
}

/// What a party says to an early notice. Only acceptance counts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Says {
    /// It has been read. Nothing is promised.
    Received(Receipt),
    /// A named officer answers for it.
    Accepted(Acceptance),
    /// It objects.
    Objected(Objection),
}

/// That a notice has been read says nothing else.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Receipt {}

/// Who answers for a movement, and with what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    /// The officer's name.
    #[schema(value_type = shapes::Words)]
    officer: String,
    /// The officer's telephone.
    #[schema(value_type = shapes::Words)]
    telephone: String,
    /// What is provided.
    #[schema(value_type = shapes::Words)]
    resources: String,
}

/// Why a party objects.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Objection {
    /// In its words.
    #[schema(value_type = shapes::Words)]
    reason: String,
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
    responses((status = 200, body = Done)))]
async fn answer_notice(mut on: OnMovement, Body(answered): Body<Answered>) -> Result<Json<Done>, Problem> {
    let party = own_or_named(&on.tie, answered.party.as_deref())?;
    let by = &mut on.by;
    let answer = match &answered.answer {
        Says::Received(_) => Answer::Received,
        Says::Accepted(Acceptance { officer, telephone, resources }) => {
            let reached =
                [said(officer, "answer.accepted.officer")?, said(telephone, "answer.accepted.telephone")?];
            // A district officer speaks of their own district's hand; whoever notes down a call, of somebody else.
            let [officer, telephone] = match by.viewer.role {
                Role::DistrictOfficer => reached.map(|text| by.keep(text)),
                _ => by.keep_about_another(reached),
            };
            let resources = by.keep(said(resources, "answer.accepted.resources")?);
            Answer::Accepted { officer, telephone, resources }
        }
        Says::Objected(Objection { reason }) => {
            Answer::Objected { reason: by.keep(said(reason, "answer.objected.reason")?) }
        }
    };
    let means = match answered.means {
        By::Written => Means::Written,
        By::TelephoneReadBack => Means::TelephoneReadBack,
        By::Telephone => Means::Telephone,
    };
    let at = moment(answered.at.as_deref(), "at")?;
    on.by.does(Act::AnswerNotice { movement: on.movement, party, answer, means, at }).await
}

/// A party.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Whom {
    /// Whom.
    #[schema(value_type = shapes::FactPath)]
    party: String,
}

/// Record a telephone call that nobody answered; the next is due in an hour.
#[utoipa::path(post, path = "/movements/{id}/vain-calls", tag = "notices", params(Id), request_body = Whom,
    responses((status = 200, body = Done)))]
async fn record_vain_call(on: OnMovement, Body(whom): Body<Whom>) -> Result<Json<Done>, Problem> {
    let party = party(&whom.party)?;
    on.by.does(Act::RecordVainCall { movement: on.movement, party }).await
}

/// A no-objection certificate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoObjection {
    /// Of which district; its own officer may leave it out.
    #[schema(value_type = Option<shapes::FactPath>)]
    party: Option<String>,
    /// Granted or refused.
    granted: bool,
    /// Until when it is valid (RFC 3339).
    #[schema(value_type = Option<shapes::Moment>)]
    valid_until: Option<String>,
}

/// Issue or refuse a no-objection certificate.
#[utoipa::path(post, path = "/movements/{id}/no-objections", tag = "notices", params(Id), request_body = NoObjection,
    responses((status = 200, body = Done)))]
async fn issue_no_objection(
    on: OnMovement,
    Body(certificate): Body<NoObjection>,
) -> Result<Json<Done>, Problem> {
    let party = own_or_named(&on.tie, certificate.party.as_deref())?;
    let valid_until = moment(certificate.valid_until.as_deref(), "valid_until")?;
    let granted = certificate.granted;
    on.by.does(Act::IssueNoObjection { movement: on.movement, party, granted, valid_until }).await
}

/// The party somebody speaks for. A district officer speaks for their own and is not told whether there are
/// others; one who answers for several says for which.
fn own_or_named(tie: &Tie, named: Option<&str>) -> Result<model::Path, Problem> {
    let named = named.map(party).transpose()?;
    match (tie, named) {
        (Tie::District { own, .. }, Some(named)) if own.contains(&named) => Ok(named),
        (Tie::District { own, .. }, named) => match (own.first(), own.len(), named) {
            (None, ..) => Err(Problem::malformed(|words| words.say("problem-no-own-party")).at("party")),
            (Some(party), 1, None) => Ok(party.clone()),
            (_, 1, Some(_)) => Err(Problem::malformed(|words| words.say("problem-own-party")).at("party")),
            _ => {
                let own: Vec<String> = own.iter().map(ToString::to_string).collect();
                let which = move |words: &Catalogue| {
                    words.say_with("problem-which-of-own-parties", [("parties", words.list(&own).into())])
                };
                Err(Problem::malformed(which).at("party"))
            }
        },
        (_, Some(named)) => Ok(named),
        (_, None) => Err(Problem::malformed(|words| words.say("problem-which-party")).at("party")),
    }
}
