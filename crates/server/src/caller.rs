//! Who asks: the session behind a request, and the person behind the session.

use std::sync::Arc;

use access::{Action, Viewer, may_at_all};
use axum::{
    body::to_bytes,
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use store::Hash;

use crate::{
    body,
    house::{House, Key},
    problem::Problem,
    reached::Reached,
};

/// The cookie of a session. Over TLS it has the `__Host-` prefix as well: no subdomain can set it then.
pub(crate) const COOKIE: &str = "session";
/// The same over TLS.
const SECURE_COOKIE: &str = "__Host-session";

fn cookie(over_tls: bool) -> &'static str {
    if over_tls { SECURE_COOKIE } else { COOKIE }
}

/// Has a browser keep a session's token where no script reads it and no other site sends it; or forget it, for an
/// empty one.
pub(crate) fn keep(response: &mut Response, token: &str, over_tls: bool) {
    let secure = if over_tls { "; Secure" } else { "" };
    let gone = if token.is_empty() { "; Max-Age=0" } else { "" };
    let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{gone}", cookie(over_tls));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
}

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
        let Reached { over_tls, .. } = Reached::from_request_parts(parts, &()).await?;
        token(&parts.headers, over_tls).map(Token).ok_or_else(Problem::not_signed_in)
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
    let bytes = to_bytes(body, body::LONGEST).await.map_err(|error| body::not_heard(&error))?;
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
    let over_tls = request.extensions().get::<Reached>().is_some_and(|reached| reached.over_tls);
    let token = token(request.headers(), over_tls).ok_or_else(Problem::not_signed_in)?;
    let session = house.login.who(&token, house.now())?.ok_or_else(Problem::not_signed_in)?;
    let viewer = house.window.viewer(session.person).ok_or_else(Problem::not_signed_in)?;
    if may_at_all(viewer.role, action) { Ok(viewer) } else { Err(Problem::forbidden(action)) }
}

/// Over TLS only the cookie that no other site, and nobody on the way, could have set.
fn token(headers: &HeaderMap, over_tls: bool) -> Option<String> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(bearer) = text(header::AUTHORIZATION) {
        return bearer.strip_prefix("Bearer ").map(|token| token.trim().to_owned());
    }
    let pairs = text(header::COOKIE)?.split(';').filter_map(|pair| pair.trim().split_once('='));
    let mut ours = pairs.filter(|(name, _)| *name == cookie(over_tls));
    ours.next().map(|(_, token)| token.to_owned())
}
