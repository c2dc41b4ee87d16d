//! What an address asks after its `?`. What is not understood is a problem that says so.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// What an address asks for.
pub(crate) struct Asked<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let asked = Query::from_request_parts(parts, state).await;
        asked.map(|Query(asked)| Asked(asked)).map_err(|error| not_understood(error.body_text()))
    }
}

/// A question that is none, and why.
pub(crate) fn not_understood(why: String) -> Problem {
    Problem::malformed(move |words| words.say_with("problem-query", [("why", why.as_str().into())]))
}
