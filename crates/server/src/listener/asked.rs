//! A request's body and that of its answer: when it has come, and when the answer has gone, the seat knows. A body that is
//! not there yet ends when its connection has to make way.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::body::{Body, Bytes, HttpBody};
use futures_util::future::{FusedFuture as _, FutureExt as _, Shared};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::sync::oneshot;

use super::seats::Asked;

/// The connection makes way while its client was still speaking.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the connection makes way for another")]
pub(crate) struct MadeWay;

/// Ready once the connection has to make way.
pub(super) type Over = Shared<oneshot::Receiver<()>>;

/// What whoever drops the other end says.
pub(super) fn over() -> (oneshot::Sender<()>, Over) {
    let (end, over) = oneshot::channel();
    (end, over.shared())
}

/// A body that is heard.
pub(super) struct Heard {
    body: Incoming,
    over: Over,
    asked: Arc<Asked>,
}

impl Heard {
    pub(super) fn of(body: Incoming, over: Over, asked: Arc<Asked>) -> Heard {
        if body.is_end_stream() {
            asked.is_heard();
        }
        Heard { body, over, asked }
    }
}

impl HttpBody for Heard {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        // Whoever was told so once may ask again.
        if polled.is_pending() && (self.over.is_terminated() || self.over.poll_unpin(cx).is_ready()) {
            return Poll::Ready(Some(Err(MadeWay.into())));
        }
        if matches!(polled, Poll::Ready(None)) || self.body.is_end_stream() {
            self.asked.is_heard();
        }
        polled.map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A body that is told.
pub(super) struct Told {
    body: Body,
    _asked: Arc<Asked>,
}

impl Told {
    pub(super) fn of(body: Body, asked: Arc<Asked>) -> Told {
        Told { body, _asked: asked }
    }
}

impl HttpBody for Told {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
