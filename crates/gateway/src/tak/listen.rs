//! Taking connections. Each has a task of its own from the first byte, so that none holds up another.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use lobby::{Lobby, Notice, Place};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{Instant, sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig, server::TlsStream};

use super::{
    Desk,
    counts::Counter,
    seats,
    shared::Shared,
    talk::{Whose, talk},
    usher::usher,
};

/// The most that have not said yet who they are, at a time. Ours: a handshake costs a few tens of kilobytes.
const NOT_SAID_YET: usize = 512;
/// Within what time a handshake is over, and whoever shows no certificate has said who they are.
pub(super) const TO_THE_POINT: Duration = Duration::from_secs(10);
/// How long it is waited for descriptors that run out, most likely. Ours: whoever made way has left by then.
const SHORT: Duration = Duration::from_millis(10);

/// Takes connections of clients that show certificates, until this is dropped.
pub async fn over_tls(listener: TcpListener, config: Arc<ServerConfig>, desk: Arc<Desk>) {
    let acceptor = TlsAcceptor::from(config);
    let of = |stream, place, desk| greeted(acceptor.clone(), stream, place, desk);
    let usher = usher(Arc::clone(&desk));
    tokio::select! {
        () = take(&listener, &desk, of) => {}
        () = usher => {}
    }
}

/// Takes connections of clients whose events carry a credential instead of an identifier, until this is dropped. They are told
/// nothing but that the connection holds: nobody knows who listens on the way.
pub async fn clear(listener: TcpListener, desk: Arc<Desk>) {
    let of = |stream, place, desk: Arc<Desk>| async move {
        let until = Instant::now() + TO_THE_POINT;
        talk(&desk, Whose::EachByItself(Shared::in_the_lobby(place, until)), stream).await
    };
    take(&listener, &desk, of).await;
}

/// Takes connections without end. Whatever they come to is counted; all are closed when this is dropped.
async fn take<F>(listener: &TcpListener, desk: &Arc<Desk>, of: impl Fn(TcpStream, Place, Arc<Desk>) -> F)
where
    F: Future<Output = Option<Counter>> + Send + 'static,
{
    let (lobby, mut open) = (Lobby::of(NOT_SAID_YET), JoinSet::new());
    let (crowd, shortage) = (Notice::default(), Notice::default());
    loop {
        let accepted = tokio::select! {
            Some(_) = open.join_next(), if !open.is_empty() => continue,
            accepted = listener.accept() => accepted,
        };
        let Some((stream, from)) = taken(accepted, &lobby, &shortage, desk).await else { continue };
        if open.len() >= seats::MOST + NOT_SAID_YET {
            desk.counts.one(Counter::Crowded);
            continue;
        }
        desk.counts.one(Counter::Taken);
        let _ = stream.set_nodelay(true);
        let (place, made_way) = lobby.enter(from.ip());
        if made_way {
            desk.counts.one(Counter::MadeWay);
            if let Some(made_way) = crowd.again(Instant::now().into_std()) {
                tracing::warn!(made_way, "many connect as TAK clients and do not say who they are");
            }
        }
        let (conversation, counts) = (of(stream, place, Arc::clone(desk)), Arc::clone(&desk.counts));
        open.spawn(async move {
            // Who made way was counted by whom they made way for.
            if let Some(ended) = conversation.await.filter(|ended| *ended != Counter::MadeWay) {
                counts.one(ended);
            }
        });
    }
}

/// A connection, if one could be taken. If descriptors ran out, one that has not said who it is makes way.
async fn taken(
    accepted: io::Result<(TcpStream, SocketAddr)>,
    lobby: &Lobby,
    shortage: &Notice,
    desk: &Desk,
) -> Option<(TcpStream, SocketAddr)> {
    let error = match accepted {
        Ok(taken) => return Some(taken),
        Err(error) if is_of_one_connection(&error) => return None,
        Err(error) => error,
    };
    if let Some(times) = shortage.again(Instant::now().into_std()) {
        tracing::warn!(%error, times, "no connection of a TAK client can be taken at the moment");
    }
    if lobby.makes_way() {
        desk.counts.one(Counter::MadeWay);
    }
    sleep(SHORT).await;
    None
}

/// Greets a client over TLS, and talks with it if its certificate is that of a device that may report.
async fn greeted(acceptor: TlsAcceptor, stream: TcpStream, place: Place, desk: Arc<Desk>) -> Option<Counter> {
    let stream = tokio::select! {
        // Whose handshake is over this moment is heard.
        biased;
        shaken = timeout(TO_THE_POINT, acceptor.accept(stream)) => match shaken {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                tracing::debug!(%error, "a TAK client's handshake failed");
                return Some(Counter::Stranger);
            }
            Err(_) => return Some(Counter::Stranger),
        },
        () = place.is_needed() => return Some(Counter::MadeWay),
    };
    let credential = credential(&stream)?;
    let device = desk.state.borrow().reporting(&credential, desk.now()).map(|(device, _)| device);
    let Some(device) = device else {
        tracing::info!("a TAK client showed a certificate of no device that may report");
        return Some(Counter::NotEnrolled);
    };
    let Some(seat) = desk.seats.take(device) else { return Some(Counter::Crowded) };
    drop(place);
    talk(&desk, Whose::Of(device, seat), stream).await
}

/// What a client showed; the handshake asks for it.
fn credential(stream: &TlsStream<TcpStream>) -> Option<model::Digest> {
    let (_, connection) = stream.get_ref();
    connection.peer_certificates()?.first().map(tls::devices::fingerprint)
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
