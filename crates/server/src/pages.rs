//! The pages, carried in the binary.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, Method, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

use crate::{house::House, problem::Problem, routes};

/// What `web/` builds to.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Pages;

/// A file of the pages; for any other address the page itself, which knows what to show there.
pub(crate) async fn page(State(_): State<Arc<House>>, method: Method, uri: Uri) -> Response {
    let path = uri.path();
    let is_api = path.starts_with(routes::ROOT);
    if is_api || !(method == Method::GET || method == Method::HEAD) {
        return Problem::not_there().into_response();
    }
    let named = path.trim_start_matches('/');
    match Pages::get(named) {
        Some(file) => served(named, file),
        // A file that is not there is not there; a page's own address has no ending.
        None if named.rsplit('/').next().is_some_and(|last| last.contains('.')) => {
            Problem::not_there().into_response()
        }
        None => Pages::get("index.html")
            .map_or_else(|| Problem::not_there().into_response(), |file| served("index.html", file)),
    }
}

fn served(name: &str, file: rust_embed::EmbeddedFile) -> Response {
    let media = HeaderValue::from_str(file.metadata.mimetype());
    let media = media.unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let mut response = ([(header::CONTENT_TYPE, media)], file.data.into_owned()).into_response();
    if name.starts_with("assets/") {
        // Their names change with their content.
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
    }
    response
}
