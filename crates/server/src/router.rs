//! Everything together: the API, its description, the pages, and what holds for every answer.

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue},
    middleware::from_fn,
    response::IntoResponse,
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer, timeout::RequestBodyTimeoutLayer,
};

use crate::{
    body, heard,
    house::House,
    language,
    problem::{Kind, Problem},
    routes,
};

/// Within what time each piece of a body must arrive.
const BODY_WITHIN: Duration = Duration::from_secs(10);

/// What a page may load: its own files and nothing from anywhere else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// The whole service.
pub fn router(house: Arc<House>) -> Router {
    let (api, description) = routes::api(&house);
    let described = Json(description);
    let routes = api
        .route("/openapi.json", get(move || async move { described.clone() }))
        .fallback(crate::pages::page)
        .method_not_allowed_fallback(not_like_this)
        .with_state(house);
    let mut guarded = routes
        .layer(DefaultBodyLimit::max(body::LONGEST))
        .layer(from_fn(heard::out))
        .layer(RequestBodyTimeoutLayer::new(BODY_WITHIN))
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

async fn not_like_this() -> Problem {
    Problem::new(Kind::NotLikeThis, |words| words.say("problem-method"))
}

/// A defect of ours. It is told without what it was about.
fn came_to_grief(_: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    tracing::error!("a request came to grief: this is a defect");
    Problem::new(Kind::Defect, |words| words.say("problem-went-wrong")).into_response()
}
