//! Coming in: enrolment links, signing in and out. The only addresses that answer whoever asks.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use login::{LoginError, Secret, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    body::Body,
    caller::{Token, keep},
    gate,
    house::{Gone, House, Login},
    problem::Problem,
    reached::Reached,
    shapes,
};

pub(super) fn routes(_: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::anyone(&[401, 429, 507], routes!(sign_in)))
        .routes(gate::anyone(&[401, 410, 429, 507], routes!(sign_in_with_code)))
        .routes(gate::anyone(&[409, 410, 507], routes!(challenge_passkey)))
        .routes(gate::anyone(&[401, 409, 410, 429, 507], routes!(sign_in_with_passkey)))
        .routes(gate::anyone(&[401, 507], routes!(sign_out)))
        .routes(gate::anyone(&[409, 410, 507], routes!(begin_enrolment)))
        .routes(gate::anyone(&[401, 410, 507], routes!(enrol_with_code)))
        .routes(gate::anyone(&[409, 410, 507], routes!(challenge_new_passkey)))
        .routes(gate::anyone(&[401, 409, 410, 507], routes!(enrol_with_passkey)))
        .routes(gate::anyone(&[410, 507], routes!(enrol_without_factor)))
}

/// How a session is handed over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum HandOver {
    /// As a cookie that no script can read, for pages.
    #[default]
    Cookie,
    /// In the answer, for programs: send it as `Authorization: Bearer`.
    Token,
}

/// What came of a step.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Step {
    /// Whether a session has begun.
    signed_in: bool,
    /// Its token, for a program that asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// What else must be shown first.
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<FactorAsked>,
}

/// What must be shown besides the password.
#[derive(Debug, Serialize, ToSchema)]
struct FactorAsked {
    /// Continues this sign-in, for five minutes.
    ticket: String,
    /// Whether a code will do.
    codes: bool,
    /// Whether a passkey will do.
    passkeys: bool,
}

/// A name and a password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    /// The name chosen when enrolling.
    name: String,
    /// The password.
    password: String,
    /// How the session is handed over.
    #[serde(default, rename = "as")]
    hand_over: HandOver,
}

/// Sign in: the first step.
#[utoipa::path(post, path = "/session", tag = "sessions", request_body = Credentials,
    responses((status = 200, body = Step)))]
async fn sign_in(
    State(house): State<Arc<House>>,
    reached: Reached,
    Body(given): Body<Credentials>,
) -> Result<Response, Problem> {
    let now = house.now();
    let Credentials { name, password, hand_over } = given;
    match house.knock(move |login| login.sign_in(&name, &password, reached.from, now)).await? {
        SignedIn::Session(session) => Ok(handed_over(&session, hand_over, reached)),
        SignedIn::SecondFactor(asked) => {
            let factor = FactorAsked {
                ticket: asked.ticket.expose().to_owned(),
                codes: asked.codes,
                passkeys: asked.passkeys,
            };
            Ok(Json(Step { factor: Some(factor), ..Step::default() }).into_response())
        }
    }
}

/// A code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Code {
    /// From the first step.
    ticket: String,
    /// The six digits of this moment.
    code: String,
    /// How the session is handed over.
    #[serde(default, rename = "as")]
    hand_over: HandOver,
}

/// Sign in: the second step, with a code.
#[utoipa::path(post, path = "/session/code", tag = "sessions", request_body = Code,
    responses((status = 200, body = Step)))]
async fn sign_in_with_code(
    State(house): State<Arc<House>>,
    reached: Reached,
    Body(given): Body<Code>,
) -> Result<Response, Problem> {
    let now = house.now();
    let Code { ticket, code, hand_over } = given;
    let session = house.knock(move |login| login.second_factor(&ticket, &code, reached.from, now)).await?;
    Ok(handed_over(&session, hand_over, reached))
}

/// A token of something begun.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Begun {
    /// The ticket of the first step, or the token of the enrolment link.
    token: String,
}

/// Sign in: the challenge that a passkey must sign (WebAuthn).
#[utoipa::path(post, path = "/session/passkey-challenge", tag = "sessions", request_body = Begun,
    responses((status = 200, body = shapes::WebAuthn)))]
async fn challenge_passkey(
    State(house): State<Arc<House>>,
    Body(Begun { token }): Body<Begun>,
) -> Result<Response, Problem> {
    let now = house.now();
    Ok(Json(house.knock(move |login| login.passkey_challenge(&token, now)).await?).into_response())
}

/// A passkey's answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyAnswer {
    /// The ticket of the first step, or the token of the enrolment link.
    token: String,
    /// What the browser made of the challenge (WebAuthn).
    #[schema(value_type = shapes::WebAuthn)]
    answer: serde_json::Value,
    /// How the session is handed over.
    #[serde(default, rename = "as")]
    hand_over: HandOver,
}

/// Sign in: the second step, with a passkey.
#[utoipa::path(post, path = "/session/passkey", tag = "sessions", request_body = PasskeyAnswer,
    responses((status = 200, body = Step)))]
async fn sign_in_with_passkey(
    State(house): State<Arc<House>>,
    reached: Reached,
    Body(given): Body<PasskeyAnswer>,
) -> Result<Response, Problem> {
    let now = house.now();
    let PasskeyAnswer { token, answer, hand_over } = given;
    let answer = webauthn(answer)?;
    let session =
        house.knock(move |login| login.second_factor_passkey(&token, &answer, reached.from, now)).await?;
    Ok(handed_over(&session, hand_over, reached))
}

/// Sign out.
#[utoipa::path(delete, path = "/session", tag = "sessions", security(("session" = []), ("bearer" = [])),
    responses((status = 204)))]
async fn sign_out(
    State(house): State<Arc<House>>,
    reached: Reached,
    Token(token): Token,
) -> Result<Response, Problem> {
    let signing_out = token.clone();
    house.knock(move |login| login.sign_out(&signing_out)).await?;
    house.hears_no_more(Gone::Session(token));
    let mut response = StatusCode::NO_CONTENT.into_response();
    keep(&mut response, "", reached.over_tls);
    Ok(response)
}

/// What somebody invited chooses.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    /// The token of the enrolment link, after its `#`.
    token: String,
    /// The name to sign in with.
    name: String,
    /// A password of 12 to 128 characters.
    password: String,
}

/// An enrolment begun with.
#[derive(Serialize, ToSchema)]
struct Enrolment {
    /// The name, as it will be kept.
    name: String,
    /// Whether the role asks for a second factor.
    factor_required: bool,
    /// An `otpauth:` address for an app that makes codes.
    codes_uri: String,
    /// The same secret, to be typed in.
    codes_secret: String,
}

/// Enrol: choose a name and a password.
#[utoipa::path(post, path = "/enrolment", tag = "sessions", request_body = NewAccount,
    responses((status = 200, body = Enrolment)))]
async fn begin_enrolment(
    State(house): State<Arc<House>>,
    Body(NewAccount { token, name, password }): Body<NewAccount>,
) -> Result<Json<Enrolment>, Problem> {
    let now = house.now();
    let begun = house.knock(move |login| login.redeem(&token, &name, &password, now)).await?;
    Ok(Json(Enrolment {
        name: begun.name,
        factor_required: begun.factor_required,
        codes_uri: begun.codes.uri.expose().to_owned(),
        codes_secret: begun.codes.typed.expose().to_owned(),
    }))
}

/// A code from the app that was set up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmed {
    /// The token of the enrolment link.
    token: String,
    /// The six digits of this moment.
    code: String,
    /// How the session is handed over.
    #[serde(default, rename = "as")]
    hand_over: HandOver,
}

/// Enrol: finish with a code.
#[utoipa::path(post, path = "/enrolment/code", tag = "sessions", request_body = Confirmed,
    responses((status = 200, body = Step)))]
async fn enrol_with_code(
    State(house): State<Arc<House>>,
    reached: Reached,
    Body(given): Body<Confirmed>,
) -> Result<Response, Problem> {
    let now = house.now();
    let Confirmed { token, code, hand_over } = given;
    let session = house.knock(move |login| login.confirm_code(&token, &code, now)).await?;
    Ok(handed_over(&session, hand_over, reached))
}

/// Enrol: the challenge to make a passkey with (WebAuthn).
#[utoipa::path(post, path = "/enrolment/passkey-challenge", tag = "sessions", request_body = Begun,
    responses((status = 200, body = shapes::WebAuthn)))]
async fn challenge_new_passkey(
    State(house): State<Arc<House>>,
    Body(Begun { token }): Body<Begun>,
) -> Result<Response, Problem> {
    let now = house.now();
    Ok(Json(house.knock(move |login| login.passkey_to_make(&token, now)).await?).into_response())
}

/// Enrol: finish with a passkey.
#[utoipa::path(post, path = "/enrolment/passkey", tag = "sessions", request_body = PasskeyAnswer,
    responses((status = 200, body = Step)))]
async fn enrol_with_passkey(
    State(house): State<Arc<House>>,
    reached: Reached,
    Body(given): Body<PasskeyAnswer>,
) -> Result<Response, Problem> {
    let now = house.now();
    let PasskeyAnswer { token, answer, hand_over } = given;
    let answer = webauthn(answer)?;
    let session = house.knock(move |login| login.confirm_passkey(&token, &answer, now)).await?;
    Ok(handed_over(&session, hand_over, reached))
}

/// The token of an enrolment link, at the end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Finished {
    /// The token of the enrolment link.
    token: String,
    /// How the session is handed over.
    #[serde(default, rename = "as")]
    hand_over: HandOver,
}

/// Enrol: finish without a second factor, where the role allows it.
#[utoipa::path(post, path = "/enrolment/without-factor", tag = "sessions", request_body = Finished,
    responses((status = 200, body = Step)))]
async fn enrol_without_factor(
    State(house): State<Arc<House>>,
    reached: Reached,
    Body(Finished { token, hand_over }): Body<Finished>,
) -> Result<Response, Problem> {
    let now = house.now();
    let session = house.knock(move |login| login.finish_without_factor(&token, now)).await?;
    Ok(handed_over(&session, hand_over, reached))
}

fn webauthn<T: serde::de::DeserializeOwned>(answer: serde_json::Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(answer).map_err(|error| {
        let place = format!("answer.{}", error.path());
        Problem::misshapen(&error.into_inner()).at(place)
    })
}

/// A session, as a cookie that no script reads and no other site sends, or as a token for a program.
fn handed_over(session: &Secret, hand_over: HandOver, Reached { over_tls, .. }: Reached) -> Response {
    let step = Step { signed_in: true, ..Step::default() };
    if hand_over == HandOver::Token {
        return Json(Step { token: Some(session.expose().to_owned()), ..step }).into_response();
    }
    let mut response = Json(step).into_response();
    keep(&mut response, session.expose(), over_tls);
    response
}

impl House {
    /// Asks the doorkeeper, where that may take its time. Only a few at once: a password costs memory.
    pub(crate) async fn knock<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&Login) -> Result<T, LoginError> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.doorkeepers.acquire().await.map_err(Problem::unreadable)?;
        let house = Arc::clone(self);
        let asked = tokio::task::spawn_blocking(move || ask(&house.login)).await;
        drop(place);
        Ok(asked.map_err(Problem::unreadable)??)
    }
}
