//! What goes wrong, as RFC 9457 problem details: what was wrong, where, and what to do.

use access::Denied;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use conduct::Rejection;
use ops::Refusal;
use serde::Serialize;
use store::{AppendError, StoreError};
use utoipa::ToSchema;

/// Why a request was not answered as asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem: `/problems/` and a word that stays.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What was wrong this time, and what to do.
    pub detail: String,
    /// Where in the request's body, as `facts[3].value`; absent if it is not about a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What others changed since, where that is the problem.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<access::view::HappenedView>,
}

impl Problem {
    pub(crate) fn new(
        status: StatusCode,
        kind: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Problem {
            kind: format!("/problems/{kind}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            place: None,
            changes: Vec::new(),
        }
    }

    pub(crate) fn at(self, place: impl Into<String>) -> Self {
        Problem { place: Some(place.into()).filter(|place| !place.is_empty() && place != "."), ..self }
    }

    pub(crate) fn not_there() -> Self {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not-there",
            "Not there",
            "there is nothing here that you have to do with: check the address",
        )
    }

    pub(crate) fn malformed(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "malformed", "Not understood", detail)
    }

    pub(crate) fn too_much_said() -> Self {
        Problem::malformed(
            "more is said about this movement than can be judged, so nothing about it is proved: a duty officer \
             drops from its order what is not needed",
        )
    }

    pub(crate) fn not_signed_in() -> Self {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "not-signed-in",
            "Not signed in",
            "nobody is signed in, or the session has ended: sign in",
        )
    }

    pub(crate) fn forbidden(action: access::Action) -> Self {
        let who: Vec<String> = action.roles().iter().map(|role| role.word().replace('-', " ")).collect();
        Problem::new(
            StatusCode::FORBIDDEN,
            "not-yours-to-do",
            "Not yours to do",
            format!("this is done by: {}", who.join(", ")),
        )
    }

    pub(crate) fn full(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::INSUFFICIENT_STORAGE, "disk-full", "The disk is full", detail)
    }

    pub(crate) fn busy(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "Not now", detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"safeconduct\""));
        }
        response
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Rejected(rejection) => rejection.into(),
            Refusal::KeyConflict(_) => {
                Problem::new(StatusCode::CONFLICT, "key-used", "The key was used before", detail)
            }
            Refusal::Malformed(_) | Refusal::FaultyRulebook(_) => Problem::malformed(detail),
            Refusal::NotRecorded(error) => not_recorded(&error, detail),
            Refusal::DoorFull(_) => Problem::busy(detail),
            Refusal::Unreadable(StoreError::Full { .. }) => Problem::full(detail),
            Refusal::NotKept(_) | Refusal::Closed(_) | Refusal::Unanswered | Refusal::Unreadable(_) => {
                Problem::busy(detail)
            }
            Refusal::NoSuchWorld(_)
            | Refusal::WorldExists(_)
            | Refusal::SecondActual(_)
            | Refusal::NotItsClock => Problem::malformed(detail),
        }
    }
}

fn not_recorded(error: &AppendError, detail: String) -> Problem {
    match error {
        AppendError::Refused(StoreError::Full { .. }) => Problem::full(detail),
        _ => Problem::busy(detail),
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        let detail = rejection.to_string();
        match rejection {
            Rejection::NoSuchMovement(_) | Rejection::NoSuch(_) => Problem::not_there(),
            Rejection::Outdated { .. } => {
                Problem::new(StatusCode::CONFLICT, "outdated", "Somebody changed it meanwhile", detail)
            }
            Rejection::NumberTaken(_) => {
                Problem::new(StatusCode::CONFLICT, "number-taken", "The number is taken", detail)
            }
            Rejection::OutOfPlace { .. } => {
                Problem::new(StatusCode::CONFLICT, "out-of-place", "Not possible at this point", detail)
            }
            Rejection::NoticeOrder { .. } => {
                Problem::new(StatusCode::CONFLICT, "notice-order", "One thing comes before another", detail)
            }
            Rejection::NotAllowed { .. } => {
                Problem::new(StatusCode::FORBIDDEN, "not-yours-to-do", "Not yours to do", detail)
            }
            _ => Problem::malformed(detail),
        }
    }
}

impl Problem {
    /// Why a viewer may not do this.
    pub(crate) fn denied(denied: Denied, action: access::Action) -> Self {
        match denied {
            Denied::Hidden => Problem::not_there(),
            Denied::Forbidden => Problem::forbidden(action),
        }
    }
}
