//! One connection, from its handshake to its end.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, Request, Version, header},
    response::Response,
};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use lobby::Place;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::{oneshot, watch},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use super::{
    NoSeat, TO_THE_POINT,
    asked::{Heard, Over, Told, over},
    counts::{Connections, Counter},
    seats::{Seat, Seated},
};

/// How long one that made way may take to leave, when nothing of it is answered any more. Ours: the end of its last answer
/// has to go over a bad line.
const GOOD_BYE: Duration = Duration::from_secs(2);

/// Who is at the other end of a connection, and who answers.
pub(super) struct Line {
    pub from: SocketAddr,
    /// Until its first request.
    pub place: Place,
    pub router: Router,
    pub connections: Arc<Connections>,
    /// Changes when the room closes.
    pub shut: watch::Receiver<()>,
}

impl Line {
    /// Holds it to its end.
    pub async fn holds(mut self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        let Some(tls) = tls else { return self.converses(stream).await };
        let stream = tokio::select! {
            biased;
            shaken = timeout(TO_THE_POINT, tls.accept(stream)) => match shaken {
                Ok(Ok(stream)) => stream,
                Ok(Err(error)) => {
                    tracing::debug!(%error, "a TLS handshake failed");
                    return self.connections.one(Counter::Stranger);
                }
                Err(_) => {
                    tracing::debug!("a TLS handshake took too long");
                    return self.connections.one(Counter::Stranger);
                }
            },
            // Who made way was counted by whom they made way for.
            () = self.place.is_needed() => return,
            _ = self.shut.changed() => return,
        };
        self.converses(stream).await;
    }

    async fn converses(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let Line { from, place, router, connections, mut shut } = self;
        let ((end, over), (tell, came_to_the_point)) = (over(), oneshot::channel());
        let entrance = Entrance::of(from.ip(), Arc::clone(&connections), tell);
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            entrance.answers(request, from, &router, &over)
        });
        let mut builder = Builder::new(TokioExecutor::new());
        builder.http1().timer(TokioTimer::new()).header_read_timeout(TO_THE_POINT).max_buf_size(64 * 1024);
        builder.http2().timer(TokioTimer::new()).max_concurrent_streams(64).keep_alive_interval(TO_THE_POINT);
        let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
        let mut connection = std::pin::pin!(connection);
        let seat = tokio::select! {
            // Who asked something this moment has come in.
            biased;
            ended = connection.as_mut() => return noted(ended),
            asked = timeout(TO_THE_POINT, came_to_the_point) => match asked {
                Ok(seat) => seat.ok().flatten(),
                Err(_) => {
                    tracing::debug!("a connection that asked nothing was closed");
                    return connections.one(Counter::Silent);
                }
            },
            () = place.is_needed() => return,
            _ = shut.changed() => return,
        };
        let Some(seat) = seat else {
            // It is told so from the lobby, and leaves.
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                _ = timeout(TO_THE_POINT, connection.as_mut()) => {}
                () = place.is_needed() => {}
                _ = shut.changed() => {}
            }
            return;
        };
        drop(place);
        tokio::select! {
            ended = connection.as_mut() => return noted(ended),
            () = seat.is_needed() => drop(end),
            _ = shut.changed() => {}
        }
        connection.as_mut().graceful_shutdown();
        loop {
            match timeout(GOOD_BYE, connection.as_mut()).await {
                Ok(ended) => return noted(ended),
                Err(_) if seat.is_working() => {}
                Err(_) => return tracing::debug!("a connection that had to leave and did not was closed"),
            }
        }
    }
}

/// Where a connection takes its seat, when it asks something.
struct Entrance {
    from: IpAddr,
    connections: Arc<Connections>,
    /// Hears of the seat, or that there is none.
    tell: Mutex<Option<oneshot::Sender<Option<Seat>>>>,
    seated: OnceLock<Option<Arc<Seated>>>,
}

impl Entrance {
    fn of(from: IpAddr, connections: Arc<Connections>, tell: oneshot::Sender<Option<Seat>>) -> Entrance {
        Entrance { from, connections, tell: Mutex::new(Some(tell)), seated: OnceLock::new() }
    }

    fn answers(
        &self,
        request: Request<Incoming>,
        from: SocketAddr,
        router: &Router,
        over: &Over,
    ) -> impl Future<Output = Result<Response, Infallible>> + Send + use<> {
        let asked = self.seated().map(Seated::asks);
        let mut request = match &asked {
            Some(asked) => request.map(|body| Body::new(Heard::of(body, over.clone(), Arc::clone(asked)))),
            None => request.map(Body::new),
        };
        request.extensions_mut().insert(ConnectInfo(from));
        if asked.is_none() {
            request.extensions_mut().insert(NoSeat);
        }
        let is_http_1 = request.version() < Version::HTTP_2;
        let answer = router.clone().oneshot(request);
        async move {
            let mut response = answer.await?;
            if asked.is_none() && is_http_1 {
                // It may be said before the connection is told to leave.
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok(match asked {
                Some(asked) => response.map(|body| Body::new(Told::of(body, asked))),
                None => response,
            })
        }
    }

    fn seated(&self) -> Option<&Arc<Seated>> {
        let take = || {
            let seat = self.connections.seat_for(self.from);
            let seated = seat.as_ref().map(Seat::seated);
            if let Some(tell) = self.tell.lock().unwrap_or_else(PoisonError::into_inner).take() {
                // Who is gone at this moment gives it back.
                let _ = tell.send(seat);
            }
            seated
        };
        self.seated.get_or_init(take).as_ref()
    }
}

fn noted<E: std::fmt::Display>(ended: Result<(), E>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
