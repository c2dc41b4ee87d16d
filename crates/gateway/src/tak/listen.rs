//! Taking connections. Each has a task of its own from the first byte, so that none holds up another.

use std::{future::Future, io, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{Instant, sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig, server::TlsStream};

use super::{
    Desk,
    counts::Counter,
    lobby::{Lobby, Place},
    seats,
    talk::{Whose, talk},
    usher::usher,
};

/// Within what time a handshake is over, and whoever shows no certificate has said who they are.
pub(super) const TO_THE_POINT: Duration = Duration::from_secs(10);

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
        talk(&desk, Whose::EachByItself(Some((place, until))), stream).await
    };
    take(&listener, &desk, of).await;
}

/// Takes connections without end. Whatever they come to is counted; all are closed when this is dropped.
async fn take<F>(listener: &TcpListener, desk: &Arc<Desk>, of: impl Fn(TcpStream, Place, Arc<Desk>) -> F)
where
    F: Future<Output = Option<Counter>> + Send + 'static,
{
    let (lobby, mut open) = (Lobby::default(), JoinSet::new());
    loop {
        let stream = tokio::select! {
            Some(_) = open.join_next(), if !open.is_empty() => continue,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) if is_of_one_connection(&error) => continue,
                Err(error) => {
                    // Out of descriptors, most likely: those open now will end.
                    tracing::warn!(%error, "no connection of a TAK client can be taken at the moment");
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
        };
        if open.len() >= seats::MOST + super::lobby::MOST {
            desk.counts.one(Counter::Crowded);
            continue;
        }
        desk.counts.one(Counter::Taken);
        let _ = stream.set_nodelay(true);
        let (place, made_way) = lobby.enter();
        if made_way {
            desk.counts.one(Counter::MadeWay);
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

/// Greets a client over TLS, and talks with it if its certificate is that of a device that may report.
async fn greeted(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    mut place: Place,
    desk: Arc<Desk>,
) -> Option<Counter> {
    let stream = tokio::select! {
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
