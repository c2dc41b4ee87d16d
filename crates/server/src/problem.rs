//! What goes wrong, as RFC 9457 problem details: what was wrong, where, and what to do, in the reader's language.

mod denied;
mod kind;
mod login;
mod misplaced;
mod misshapen;
mod refusal;

use std::{fmt, sync::Arc};

use access::view::HappenedView;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use words::Catalogue;

pub use kind::Kind;

/// Why a request was not answered as asked.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The kind.
    pub kind: Kind,
    /// What was wrong this time, and what to do.
    pub detail: Detail,
    /// Where in the request's body.
    pub place: Option<String>,
    /// What others changed since, where that is the problem.
    pub changes: Vec<HappenedView>,
}

/// What was wrong, to be said in the words of any language.
#[derive(Clone)]
pub struct Detail(Arc<dyn Fn(&Catalogue) -> String + Send + Sync>);

/// A problem as it is answered.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Told {
    /// The kind of problem, a word that stays.
    #[serde(rename = "type")]
    kind: Kind,
    /// The kind in words.
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What was wrong this time, and what to do.
    detail: String,
    /// Where in the request's body, as `facts[3].observed`; absent if it is not about a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// What others changed since, where that is the problem.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<HappenedView>,
}

/// What problem details are sent as.
pub(crate) const MEDIA: &str = "application/problem+json";

impl Detail {
    /// To be said when somebody reads it.
    pub(crate) fn new(said: impl Fn(&Catalogue) -> String + Send + Sync + 'static) -> Self {
        Detail(Arc::new(said))
    }

    /// In these words.
    #[must_use]
    pub fn in_words(&self, words: &Catalogue) -> String {
        (self.0)(words)
    }
}

impl fmt::Debug for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Catalogue::english()))
    }
}

impl Problem {
    pub(crate) fn new(kind: Kind, said: impl Fn(&Catalogue) -> String + Send + Sync + 'static) -> Self {
        Problem { kind, detail: Detail::new(said), place: None, changes: Vec::new() }
    }

    pub(crate) fn at(self, place: impl Into<String>) -> Self {
        Problem { place: Some(place.into()).filter(|place| !place.is_empty() && place != "."), ..self }
    }

    /// The same, of something within `place`.
    pub(crate) fn within(self, place: &str) -> Self {
        let inner = self.place.as_ref().map(|inner| format!("{place}.{inner}"));
        Problem { place: Some(inner.unwrap_or_else(|| place.to_owned())), ..self }
    }

    pub(crate) fn malformed(said: impl Fn(&Catalogue) -> String + Send + Sync + 'static) -> Self {
        Problem::new(Kind::Malformed, said)
    }

    pub(crate) fn busy(said: impl Fn(&Catalogue) -> String + Send + Sync + 'static) -> Self {
        Problem::new(Kind::Busy, said)
    }

    pub(crate) fn not_there() -> Self {
        Problem::new(Kind::NotThere, |words| words.say("problem-nothing-to-do-with-you"))
    }

    pub(crate) fn too_much_said() -> Self {
        Problem::malformed(|words| words.say("problem-too-much-said"))
    }

    pub(crate) fn not_signed_in() -> Self {
        Problem::new(Kind::NotSignedIn, |words| words.say("problem-nobody-signed-in"))
    }

    /// In the words of a language.
    pub(crate) fn in_words(self, words: &Catalogue) -> Told {
        Told {
            kind: self.kind,
            title: self.kind.in_words(words),
            status: self.kind.status().as_u16(),
            detail: self.detail.in_words(words),
            place: self.place,
            changes: self.changes,
        }
    }
}

/// Without its words: they are put in once it is known who reads them ([`crate::language`]).
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.kind.status();
        let mut response = status.into_response();
        let headers = response.headers_mut();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"safeconduct\""));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Told {
    fn into_response(self) -> Response {
        let media = HeaderValue::from_static(MEDIA);
        ([(header::CONTENT_TYPE, media)], Json(self)).into_response()
    }
}
