//! In which language somebody reads: what a request asks for (`Accept-Language`). Words, numbers and identifiers stay
//! the same in every one.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, IntoResponseParts, Response, ResponseParts},
};
use words::{Catalogue, Language};

use crate::problem::Problem;

/// Whoever reads the answer. As a part of an answer: says in which language it is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader(Language);

impl Reader {
    /// The words of their language.
    pub fn words(self) -> &'static Catalogue {
        Catalogue::of(self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Reader(asked(&parts.headers)))
    }
}

impl IntoResponseParts for Reader {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        let headers = parts.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.0.tag()));
        headers.append(header::VARY, HeaderValue::from_static("accept-language"));
        Ok(parts)
    }
}

/// Puts the words into a problem that is answered.
pub(crate) async fn told(request: Request, next: Next) -> Response {
    let reader = Reader(asked(request.headers()));
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let (parts, _) = response.into_parts();
    let mut told = (parts.status, reader, problem.in_words(reader.words())).into_response();
    for (name, value) in &parts.headers {
        told.headers_mut().append(name, value.clone());
    }
    told
}

/// The language asked for most, of those there are; English if none of them is.
fn asked(headers: &HeaderMap) -> Language {
    let texts = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let mut best: Option<(u16, Language)> = None;
    for range in texts.flat_map(|text| text.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1000), thousandths);
        let language = match tag.as_str() {
            "*" => Some(Language::English),
            tag => tag.split('-').next().and_then(|primary| primary.parse().ok()),
        };
        let (Some(quality @ 1..), Some(language)) = (quality, language) else { continue };
        // Of those that are asked for alike the first.
        if best.is_none_or(|(before, _)| quality > before) {
            best = Some((quality, language));
        }
    }
    best.map(|(_, language)| language).unwrap_or_default()
}

/// A quality in thousandths, which is as fine as there are (RFC 9110, 12.4.2); `None` if it is none.
fn thousandths(quality: &str) -> Option<u16> {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let fits = fraction.len() <= 3 && fraction.bytes().all(|b| b.is_ascii_digit());
    let thousandths = format!("{fraction:0<3}").parse::<u16>().ok().filter(|_| fits)?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(asked_for: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(asked_for).unwrap());
        asked(&headers)
    }

    #[test]
    fn the_language_asked_for_most_is_taken() {
        assert_eq!(of("ur"), Language::Urdu);
        assert_eq!(of("zh-Hans-CN, en;q=0.8"), Language::Chinese);
        assert_eq!(of("de, ur;q=0.3, zh;q=0.7"), Language::Chinese);
        assert_eq!(of("en;q=0.5, UR-pk ;q=0.501"), Language::Urdu);
        assert_eq!(of("ur, zh"), Language::Urdu, "the first of two that are asked for alike");
    }

    #[test]
    fn what_is_not_there_or_not_wanted_is_english() {
        assert_eq!(asked(&HeaderMap::new()), Language::English);
        for text in [
            "",
            "de, fr",
            "*",
            "ur;q=0",
            "zh;q=0.000, de",
            "ur;q=2",
            "zh;q=x",
            ";;q=1,,",
            "*;q=0.9, ur;q=0.8",
        ] {
            assert_eq!(of(text), Language::English, "{text}");
        }
    }
}
