//! Connections: many at once, none of which can hold up the others.
//!
//! A client that connects and says nothing, speaks slowly or stalls in its handshake has a task of its own and a
//! time within which it must come to the point. Beyond [`MOST`] the next waits in the operating system's queue.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::{Semaphore, oneshot, watch},
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};
use tower::ServiceExt as _;

use crate::reached::Approach;

/// The most connections at once: ten thousand devices, and the people. Ours. Each costs a few tens of kilobytes.
pub const MOST: usize = 12_288;
/// Within what time a client must have sent the head of a request, and a TLS handshake be over.
const TO_THE_POINT: Duration = Duration::from_secs(10);
/// How long requests under way are waited for when the room closes.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// Serves over TLS, if it is told as whom, until `closing` is ready; then takes no more connections and lets requests under way end.
///
/// # Errors
/// When connections can no longer be taken.
pub async fn serve(
    listener: TcpListener,
    approach: &Approach,
    tls: Option<Arc<ServerConfig>>,
    router: Router,
    closing: impl Future<Output = ()>,
) -> io::Result<()> {
    let tls = tls.map(TlsAcceptor::from);
    let places = Arc::new(Semaphore::new(MOST));
    let graceful = GracefulShutdown::new();
    let (open, shut) = watch::channel(());
    let mut closing = std::pin::pin!(closing);
    loop {
        let place = tokio::select! {
            () = &mut closing => break,
            place = Arc::clone(&places).acquire_owned() => place.map_err(io::Error::other)?,
        };
        let (stream, from) = tokio::select! {
            () = &mut closing => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) if is_of_one_connection(&error) => continue,
                Err(error) => {
                    // Out of descriptors, most likely: those open now will end.
                    tracing::warn!(%error, "no connection can be taken at the moment");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
        };
        if !approach.admits(from.ip()) {
            tracing::debug!("a connection in the clear from another machine was closed");
            continue;
        }
        // Without this a small answer may wait for the acknowledgement of the one before.
        let _ = stream.set_nodelay(true);
        let (tls, caller) =
            (tls.clone(), Caller { from, router: router.clone(), watcher: graceful.watcher() });
        let mut shut = shut.clone();
        tokio::spawn(async move {
            match tls {
                None => caller.converse(stream, shut).await,
                Some(tls) => tokio::select! {
                    shaken = timeout(TO_THE_POINT, tls.accept(stream)) => match shaken {
                        Ok(Ok(stream)) => caller.converse(stream, shut).await,
                        Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
                        Err(_) => tracing::debug!("a TLS handshake took too long"),
                    },
                    _ = shut.changed() => {}
                },
            }
            drop(place);
        });
    }
    // Whoever has asked nothing yet is not waited for.
    drop(open);
    if timeout(LAST_WORDS, graceful.shutdown()).await.is_err() {
        tracing::info!("some connections were still open and were closed");
    }
    Ok(())
}

/// Who is at the other end of a connection, and who answers.
struct Caller {
    from: SocketAddr,
    router: Router,
    watcher: Watcher,
}

impl Caller {
    async fn converse(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        mut shut: watch::Receiver<()>,
    ) {
        let Caller { from, router, watcher } = self;
        let (asked, came_to_the_point) = oneshot::channel::<()>();
        let asked = Mutex::new(Some(asked));
        let service = hyper::service::service_fn(move |request: Request<hyper::body::Incoming>| {
            drop(asked.lock().unwrap_or_else(PoisonError::into_inner).take());
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            router.clone().oneshot(request)
        });
        let mut builder = Builder::new(TokioExecutor::new());
        builder.http1().timer(TokioTimer::new()).header_read_timeout(TO_THE_POINT).max_buf_size(64 * 1024);
        builder.http2().timer(TokioTimer::new()).max_concurrent_streams(64).keep_alive_interval(TO_THE_POINT);
        let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
        let mut conversation = std::pin::pin!(watcher.watch(connection));
        let to_the_point = timeout(TO_THE_POINT, came_to_the_point);
        let ended = tokio::select! {
            ended = &mut conversation => ended,
            // Its sender is dropped by the first request.
            waited = to_the_point => match waited {
                Ok(_) => conversation.await,
                Err(_) => return tracing::debug!("a connection that asked nothing was closed"),
            },
            _ = shut.changed() => return,
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
