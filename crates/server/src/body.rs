//! Bodies of requests: bounded in size, depth and time, of the stated shape, with the place of whatever is wrong.

use std::error::Error;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
};
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;
use tower_http::timeout::TimeoutError;
use words::Catalogue;

use crate::{
    listener::{self, MadeWay},
    problem::{Kind, Problem},
};

/// The longest body, in bytes. An order of a thousand facts is a tenth of it.
pub const LONGEST: usize = 1 << 20;
/// The deepest nesting. The API's own bodies have four levels.
pub const DEEPEST: usize = 16;

/// A request's body, read as JSON of the type the endpoint states.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_json = media
            .is_some_and(|media| media.split(';').next().unwrap_or_default().trim() == "application/json");
        if !is_json {
            return Err(Problem::new(Kind::NotThisMedium, |words| words.say("problem-send-json")));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| not_heard(&error))?;
        read(&bytes).map(Body)
    }
}

/// Reads a body.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to().to_string();
        not_json(move |words| words.say_with("problem-body-not-utf8", [("byte", at.as_str().into())]))
    })?;
    if let Some(at) = too_deep(text) {
        let at = at.to_string();
        return Err(not_json(move |words| {
            let about = [("byte", at.as_str().into()), ("deepest", DEEPEST.to_string().into())];
            words.say_with("problem-body-too-deep", about)
        }));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let place = error.path().to_string();
        let inner = error.inner();
        match inner.classify() {
            serde_json::error::Category::Data => Problem::misshapen(inner).at(place),
            _ => broken(inner).at(place),
        }
    })?;
    reader.end().map_err(|error| broken(&error))?;
    Ok(read)
}

fn not_json(said: impl Fn(&Catalogue) -> String + Send + Sync + 'static) -> Problem {
    Problem::new(Kind::NotJson, said)
}

fn broken(error: &serde_json::Error) -> Problem {
    let why = error.to_string();
    not_json(move |words| words.say_with("problem-body-broken", [("why", why.as_str().into())]))
}

/// Why a body was not heard to its end.
pub(crate) fn not_heard(error: &(dyn Error + 'static)) -> Problem {
    if has_cause::<LengthLimitError>(error) {
        return too_long();
    }
    if has_cause::<MadeWay>(error) {
        return listener::no_seat();
    }
    if has_cause::<TimeoutError>(error) { too_slow() } else { cut_off() }
}

/// Whether this lies at the bottom of an error, which may have been put into a box on the way.
fn has_cause<T: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    let mut causes = std::iter::successors(Some(error), |&error: &&(dyn Error + 'static)| error.source());
    causes.any(|cause| cause.is::<T>() || cause.is::<Box<T>>())
}

fn too_slow() -> Problem {
    Problem::new(Kind::TooSlow, |words| words.say("problem-body-too-slow"))
}

fn cut_off() -> Problem {
    Problem::new(Kind::CutOff, |words| words.say("problem-body-cut-off"))
}

fn too_long() -> Problem {
    Problem::new(Kind::TooLong, |words| {
        words.say_with("problem-body-too-long", [("most", LONGEST.to_string().into())])
    })
}

/// Where a text nests too deep, found without recursion: a parser's own limit would be reached by recursing to it.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(at);
                }
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Order {
        #[serde(rename = "facts")]
        _facts: Vec<Fact>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Fact {
        #[serde(rename = "path")]
        _path: String,
    }

    fn problem(body: &[u8]) -> Problem {
        read::<Order>(body).unwrap_err()
    }

    fn detail(problem: &Problem) -> String {
        problem.detail.in_words(Catalogue::english())
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let wrong = problem(br#"{"facts": [{"path": "a"}, {"path": 7}]}"#);
        assert_eq!((wrong.kind, wrong.place.as_deref()), (Kind::Malformed, Some("facts[1].path")));
        let unknown = problem(br#"{"facts": [{"path": "a", "colour": "red"}]}"#);
        assert_eq!(unknown.kind, Kind::Malformed);
        assert!(detail(&unknown).contains("colour"), "{unknown:?}");
        for body in [&br#"{"facts": ["#[..], br#"{"facts": []} trailing"#, b""] {
            assert_eq!(problem(body).kind, Kind::NotJson);
        }
    }

    #[test]
    fn a_body_that_is_no_text_or_too_deep_is_refused_before_it_is_parsed() {
        let wrong = problem(b"{\"facts\": \"\xff\"}");
        assert!(wrong.kind == Kind::NotJson && detail(&wrong).contains("byte 11"), "{wrong:?}");
        let deep = "[".repeat(1 << 20);
        assert!(detail(&problem(deep.as_bytes())).contains("nests deeper"));
        let quoted = format!(r#"{{"facts": [{{"path": "{}"}}]}}"#, "[".repeat(100));
        assert!(read::<Order>(quoted.as_bytes()).is_ok());
    }
}
