//! Who asks: the session behind a request, and the person behind the session.

use std::sync::Arc;

use access::{Action, Viewer, may_at_all};
use axum::{
    body::to_bytes,
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use store::Hash;

use crate::{
    body,
    house::{House, Key},
    problem::{Kind, Problem},
};

/// The cookie of a session. Over TLS it has the `__Host-` prefix as well: no subdomain can set it then.
pub(crate) const COOKIE: &str = "session";
/// The same over TLS.
pub(crate) const SECURE_COOKIE: &str = "__Host-session";

/// The header of an idempotency key.
const KEY: &str = "idempotency-key";

/// Whoever asks, seen by [`guard`].
#[derive(Clone, Debug)]
pub(crate) struct Caller(pub Arc<Viewer>);

/// The session's token as it came with the request.
#[derive(Clone, Debug)]
pub(crate) struct Token(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(Problem::not_signed_in)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Token {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        token(&parts.headers).map(Token).ok_or_else(Problem::not_signed_in)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(KEY) else { return Ok(Key::default()) };
        let text = value.to_str().ok().filter(|text| (1..=100).contains(&text.len()));
        let key = text.ok_or_else(|| Problem::malformed(|words| words.say("problem-idempotency-key")))?;
        let request = parts.extensions.get::<Fingerprint>().map(|Fingerprint(hash)| *hash);
        Ok(Key { key: Some(key.to_owned()), request })
    }
}

/// What a request with an idempotency key was, to know it again.
#[derive(Clone, Copy, Debug)]
struct Fingerprint(Hash);

/// Takes the fingerprint of a request with an idempotency key, for which its body has to be there as a whole.
async fn fingerprinted(request: Request) -> Result<Request, Problem> {
    if !request.headers().contains_key(KEY) {
        return Ok(request);
    }
    let (mut parts, body) = request.into_parts();
    let bytes = to_bytes(body, body::LONGEST).await.map_err(|_| body::too_long())?;
    let asked = format!("{} {}\n", parts.method, parts.uri);
    parts.extensions.insert(Fingerprint(Hash::of(&[asked.as_bytes(), &bytes].concat())));
    Ok(Request::from_parts(parts, bytes.into()))
}

/// Lets through whoever is signed in, still enrolled, and in a role that may do this at all.
pub(crate) async fn guard(
    State((house, action)): State<(Arc<House>, Action)>,
    mut request: Request,
    next: Next,
) -> Response {
    match admit(&house, action, &request) {
        Ok(viewer) => {
            request.extensions_mut().insert(Caller(Arc::new(viewer)));
            request.extensions_mut().insert(action);
            match fingerprinted(request).await {
                Ok(request) => next.run(request).await,
                Err(problem) => problem.into_response(),
            }
        }
        Err(problem) => problem.into_response(),
    }
}

fn admit(house: &House, action: Action, request: &Request) -> Result<Viewer, Problem> {
    let token = token(request.headers()).ok_or_else(Problem::not_signed_in)?;
    let session = house.login.who(&token, house.now())?.ok_or_else(Problem::not_signed_in)?;
    let viewer = house.window.viewer(session.person).ok_or_else(Problem::not_signed_in)?;
    not_forged(request.method(), request.headers())?;
    if may_at_all(viewer.role, action) { Ok(viewer) } else { Err(Problem::forbidden(action)) }
}

/// A cookie comes along with whatever a browser sends, also when another site had it sent. Such a request says so
/// in headers that no script can set; a program that sends the token itself has none of them.
pub(crate) fn not_forged(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if method.is_safe() || headers.contains_key(header::AUTHORIZATION) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let foreign_site = text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let foreign_origin = match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, from)| from != host),
        _ => false,
    };
    if foreign_site || foreign_origin {
        return Err(Problem::new(Kind::Forged, |words| words.say("problem-another-site")));
    }
    Ok(())
}

fn token(headers: &HeaderMap) -> Option<String> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(bearer) = text(header::AUTHORIZATION) {
        return bearer.strip_prefix("Bearer ").map(|token| token.trim().to_owned());
    }
    let pairs = text(header::COOKIE)?.split(';').filter_map(|pair| pair.trim().split_once('='));
    let mut ours = pairs.filter(|(name, _)| matches!(*name, COOKIE | SECURE_COOKIE));
    ours.next().map(|(_, token)| token.to_owned())
}
