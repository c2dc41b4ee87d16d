//! A request is heard out before it is answered, whether or not anybody wanted its body.
//!
//! A body that is still coming when the answer is ready makes the connection unusable, and it is closed: a client that
//! was refused at once, or that sends an empty body where none is taken, would lose its next request.

use std::{
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use axum::{
    body::{Body, BodyDataStream, Bytes, HttpBody as _},
    extract::Request,
    middleware::Next,
    response::Response,
};
use futures_util::{Stream as _, stream};

use crate::body::LONGEST;

/// A body that two read from, one after the other.
#[derive(Clone)]
struct Shared(Arc<Mutex<BodyDataStream>>);

impl Shared {
    fn poll(&self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, axum::Error>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::pin::Pin::new(&mut *body).poll_next(cx)
    }
}

/// Answers once what was left of the body has come. Whoever goes on beyond what anybody may send is not waited for.
pub(crate) async fn out(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let shared = Shared(Arc::new(Mutex::new(body.into_data_stream())));
    let lent = shared.clone();
    let body = Body::from_stream(stream::poll_fn(move |cx| lent.poll(cx)));
    let response = next.run(Request::from_parts(parts, body)).await;
    let mut heard = 0;
    while let Some(Ok(piece)) = std::future::poll_fn(|cx| shared.poll(cx)).await {
        heard += piece.len();
        if heard > LONGEST {
            break;
        }
    }
    response
}
