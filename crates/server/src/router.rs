//! Everything together: the API, its description, the pages, and what holds for every answer.

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer, timeout::RequestBodyTimeoutLayer,
};

use crate::{
    body, heard,
    house::House,
    language, listener,
    problem::{Kind, Problem},
    reached, routes,
};

/// Within what time each piece of a body must arrive.
const BODY_WITHIN: Duration = Duration::from_secs(10);

/// What a page may load: its own files and nothing from anywhere else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// The whole service.
pub fn router(house: &Arc<House>) -> Router {
    let (api, description) = routes::api(house);
    let described = Json(description);
    let routes = api
        .route("/openapi.json", get(move || async move { described.clone() }))
        .fallback(crate::pages::page)
        .method_not_allowed_fallback(not_like_this)
        .with_state(Arc::clone(house));
    let mut guarded = routes
        .layer(from_fn(noted))
        .layer(from_fn(listener::seated))
        .layer(DefaultBodyLimit::max(body::LONGEST))
        .layer(from_fn(heard::out))
        .layer(RequestBodyTimeoutLayer::new(BODY_WITHIN))
        .layer(from_fn_with_state(Arc::clone(&house.approach), reached::see))
        .layer(CatchPanicLayer::custom(came_to_grief))
        .layer(from_fn(language::told));
    for (name, value) in HEADERS {
        let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
        guarded = guarded.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    guarded
}

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    // Nothing of this room lies in a cache on the way.
    ("cache-control", "no-store"),
];

/// Notes that a request was answered: which operation, and nothing of what was asked, by whom or about whom.
async fn noted(request: Request, next: Next) -> Response {
    let began = std::time::Instant::now();
    let method = request.method().clone();
    let operation = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let operation = operation.as_ref().map_or("a page", MatchedPath::as_str);
    let (status, micros) = (response.status().as_u16(), began.elapsed().as_micros());
    tracing::debug!(%method, operation, status, micros, "answered");
    response
}

async fn not_like_this() -> Problem {
    Problem::new(Kind::NotLikeThis, |words| words.say("problem-method"))
}

/// A defect of ours. It is told without what it was about.
fn came_to_grief(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request came to grief: this is a defect");
    Problem::new(Kind::Defect, |words| words.say("problem-went-wrong")).into_response()
}
