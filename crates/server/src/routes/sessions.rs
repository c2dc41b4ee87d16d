//! Coming in: enrolment links, signing in and out. The only addresses that answer whoever asks.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use login::{LoginError, Secret, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    body::Body,
    caller::{COOKIE, SECURE_COOKIE, Token, not_forged},
    gate,
    house::{House, Login},
    problem::Problem,
    shapes,
};

pub(super) fn routes(_: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::anyone(&[401, 403, 429], routes!(sign_in)))
        .routes(gate::anyone(&[401, 403, 410, 429], routes!(sign_in_with_code)))
        .routes(gate::anyone(&[403, 409, 410], routes!(challenge_passkey)))
        .routes(gate::anyone(&[401, 403, 409, 410, 429], routes!(sign_in_with_passkey)))
        .routes(gate::anyone(&[401, 403], routes!(sign_out)))
        .routes(gate::anyone(&[403, 409, 410], routes!(begin_enrolment)))
        .routes(gate::anyone(&[401, 403, 410], routes!(enrol_with_code)))
        .routes(gate::anyone(&[403, 409, 410], routes!(challenge_new_passkey)))
        .routes(gate::anyone(&[401, 403, 409, 410], routes!(enrol_with_passkey)))
        .routes(gate::anyone(&[403, 410], routes!(enrol_without_factor)))
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
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Body(given): Body<Credentials>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
    let now = house.now();
    let Credentials { name, password, hand_over } = given;
    match house.knock(move |login| login.sign_in(&name, &password, from.ip(), now)).await? {
        SignedIn::Session(session) => Ok(handed_over(&session, hand_over, &headers)),
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
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Body(given): Body<Code>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
    let now = house.now();
    let Code { ticket, code, hand_over } = given;
    let session = house.knock(move |login| login.second_factor(&ticket, &code, from.ip(), now)).await?;
    Ok(handed_over(&session, hand_over, &headers))
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
    headers: HeaderMap,
    Body(Begun { token }): Body<Begun>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
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
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Body(given): Body<PasskeyAnswer>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
    let now = house.now();
    let PasskeyAnswer { token, answer, hand_over } = given;
    let answer = webauthn(answer)?;
    let session =
        house.knock(move |login| login.second_factor_passkey(&token, &answer, from.ip(), now)).await?;
    Ok(handed_over(&session, hand_over, &headers))
}

/// Sign out.
#[utoipa::path(delete, path = "/session", tag = "sessions", security(("session" = []), ("bearer" = [])),
    responses((status = 204)))]
async fn sign_out(
    State(house): State<Arc<House>>,
    headers: HeaderMap,
    Token(token): Token,
) -> Result<Response, Problem> {
    not_forged(&Method::DELETE, &headers)?;
    house.knock(move |login| login.sign_out(&token)).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    for name in [COOKIE, SECURE_COOKIE] {
        let secure = if name == SECURE_COOKIE { "; Secure" } else { "" };
        let gone = format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}");
        if let Ok(gone) = HeaderValue::from_str(&gone) {
            response.headers_mut().append(header::SET_COOKIE, gone);
        }
    }
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
    headers: HeaderMap,
    Body(NewAccount { token, name, password }): Body<NewAccount>,
) -> Result<Json<Enrolment>, Problem> {
    not_forged(&Method::POST, &headers)?;
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
    headers: HeaderMap,
    Body(given): Body<Confirmed>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
    let now = house.now();
    let Confirmed { token, code, hand_over } = given;
    let session = house.knock(move |login| login.confirm_code(&token, &code, now)).await?;
    Ok(handed_over(&session, hand_over, &headers))
}

/// Enrol: the challenge to make a passkey with (WebAuthn).
#[utoipa::path(post, path = "/enrolment/passkey-challenge", tag = "sessions", request_body = Begun,
    responses((status = 200, body = shapes::WebAuthn)))]
async fn challenge_new_passkey(
    State(house): State<Arc<House>>,
    headers: HeaderMap,
    Body(Begun { token }): Body<Begun>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
    let now = house.now();
    Ok(Json(house.knock(move |login| login.passkey_to_make(&token, now)).await?).into_response())
}

/// Enrol: finish with a passkey.
#[utoipa::path(post, path = "/enrolment/passkey", tag = "sessions", request_body = PasskeyAnswer,
    responses((status = 200, body = Step)))]
async fn enrol_with_passkey(
    State(house): State<Arc<House>>,
    headers: HeaderMap,
    Body(given): Body<PasskeyAnswer>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
    let now = house.now();
    let PasskeyAnswer { token, answer, hand_over } = given;
    let answer = webauthn(answer)?;
    let session = house.knock(move |login| login.confirm_passkey(&token, &answer, now)).await?;
    Ok(handed_over(&session, hand_over, &headers))
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
    headers: HeaderMap,
    Body(Finished { token, hand_over }): Body<Finished>,
) -> Result<Response, Problem> {
    not_forged(&Method::POST, &headers)?;
    let now = house.now();
    let session = house.knock(move |login| login.finish_without_factor(&token, now)).await?;
    Ok(handed_over(&session, hand_over, &headers))
}

fn webauthn<T: serde::de::DeserializeOwned>(answer: serde_json::Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(answer).map_err(|error| {
        let place = format!("answer.{}", error.path());
        Problem::misshapen(&error.into_inner()).at(place)
    })
}

/// A session, as a cookie that no script reads and no other site sends, or as a token for a program.
fn handed_over(session: &Secret, hand_over: HandOver, headers: &HeaderMap) -> Response {
    let step = Step { signed_in: true, ..Step::default() };
    if hand_over == HandOver::Token {
        return Json(Step { token: Some(session.expose().to_owned()), ..step }).into_response();
    }
    let over_tls = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let (name, secure) = if over_tls { (SECURE_COOKIE, "; Secure") } else { (COOKIE, "") };
    let cookie = format!("{name}={}; Path=/; HttpOnly; SameSite=Strict{secure}", session.expose());
    let mut response = Json(step).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
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
