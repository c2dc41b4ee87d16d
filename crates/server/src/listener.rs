//! Connections: many at once, none of which can hold up the others.
//!
//! A client that connects and says nothing, speaks slowly or stalls in its handshake has a task of its own and a
//! time within which it must come to the point. Until then it is in the lobby, where whoever dawdles longest, of the address
//! that holds the most places, makes way for a newcomer; its first request takes a seat. When there is none and nobody
//! idle makes way, it is told to try again. Nobody waits in silence.
//!
//! | module | its subject |
//! |---|---|
//! | `line` | one connection, from its handshake to its end |
//! | `seats` | those that have asked something, and who of them makes way |
//! | `asked` | the bodies of a request and its answer, which tell the seat how far they are |
//! | `counts` | how many there are, and what became of the others |

mod asked;
mod counts;
mod line;
mod seats;

use std::{
    io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, extract::Request, middleware::Next, response::Response};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

use self::{counts::Counter, line::Line};
use crate::{problem::Problem, reached::Approach};
pub(crate) use asked::MadeWay;
pub use counts::Connections;

/// Within what time a TLS handshake must be over, and a client have sent the head of a request.
const TO_THE_POINT: Duration = Duration::from_secs(10);
/// How long requests under way are waited for when the room closes.
const LAST_WORDS: Duration = Duration::from_secs(10);
/// How long it is waited for descriptors that run out, most likely. Ours: whoever made way has left by then.
const SHORT: Duration = Duration::from_millis(10);

/// How many connections there may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Those that have asked nothing yet. Ours: of two thousand a second from everywhere each has two seconds, which is more
    /// than a handshake over a bad line takes.
    lobby: usize,
    /// Those that have: ten thousand devices, and the people. Ours. Each costs a few tens of kilobytes.
    seats: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds { lobby: 4_096, seats: 12_288 }
    }
}

/// Marks a request for which there is no seat.
#[derive(Clone, Copy, Debug)]
struct NoSeat;

/// Answers requests for which there is a seat; of another, that it is to be sent again.
pub(crate) async fn seated(request: Request, next: Next) -> Response {
    use axum::response::IntoResponse as _;
    match request.extensions().get::<NoSeat>() {
        Some(NoSeat) => no_seat().into_response(),
        None => next.run(request).await,
    }
}

/// There are too many connections.
pub(crate) fn no_seat() -> Problem {
    Problem::busy(|words| words.say("problem-no-seat"))
}

/// Serves over TLS, if it is told as whom, until `closing` is ready; then takes no more connections and lets requests under way end.
pub async fn serve(
    listener: TcpListener,
    approach: &Approach,
    tls: Option<Arc<ServerConfig>>,
    router: Router,
    connections: Arc<Connections>,
    closing: impl Future<Output = ()>,
) {
    let tls = tls.map(TlsAcceptor::from);
    let (open, shut) = watch::channel(());
    let mut closing = std::pin::pin!(closing);
    loop {
        let accepted = tokio::select! {
            () = &mut closing => break,
            accepted = listener.accept() => accepted,
        };
        let Some((stream, from)) = taken(accepted, &connections).await else { continue };
        if !approach.admits(from.ip()) {
            connections.one(Counter::InTheClear);
            tracing::debug!("a connection in the clear from another machine was closed");
            continue;
        }
        // Without this a small answer may wait for the acknowledgement of the one before.
        let _ = stream.set_nodelay(true);
        let place = connections.enters(from.ip());
        let (router, connections) = (router.clone(), Arc::clone(&connections));
        let line = Line { from, place, router, connections, shut: shut.clone() };
        tokio::spawn(line.holds(stream, tls.clone()));
    }
    // Whoever has asked nothing yet is not waited for.
    drop(shut);
    open.send_replace(());
    if timeout(LAST_WORDS, open.closed()).await.is_err() {
        tracing::info!("some connections were still open and were closed");
    }
}

/// A connection, if one could be taken. If descriptors ran out, one that has asked nothing or is idle makes way.
async fn taken(
    accepted: io::Result<(TcpStream, SocketAddr)>,
    connections: &Connections,
) -> Option<(TcpStream, SocketAddr)> {
    let error = match accepted {
        Ok(taken) => return Some(taken),
        Err(error) if is_of_one_connection(&error) => return None,
        Err(error) => error,
    };
    if let Some(times) = connections.shortage.again(Instant::now()) {
        tracing::warn!(%error, times, "no connection can be taken at the moment");
    }
    if connections.lobby.makes_way() {
        connections.one(Counter::MadeWay);
    } else if connections.seats.makes_way() {
        connections.one(Counter::IdleMadeWay);
    }
    sleep(SHORT).await;
    None
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests;
