use std::{collections::VecDeque, net::SocketAddr};

use axum::{middleware::from_fn, routing};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpSocket,
    sync::{Notify, oneshot},
};

use super::*;

/// A room with so few places, and whoever is asked at `/held` answers once they are let go.
struct Open {
    at: SocketAddr,
    connections: Arc<Connections>,
    go: Arc<Notify>,
    close: oneshot::Sender<()>,
    serving: tokio::task::JoinHandle<()>,
}

impl Open {
    async fn within(lobby: usize, seats: usize) -> Open {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let connections = Arc::new(Connections::within(Bounds { lobby, seats }));
        let (close, closing) = oneshot::channel();
        let go = Arc::new(Notify::new());
        let held = Arc::clone(&go);
        let router = Router::new()
            .route("/", routing::get(|| async { "here" }))
            .route("/held", routing::get(move || async move { held.notified().await }))
            .route("/said", routing::post(said))
            .layer(from_fn(seated))
            .layer(from_fn(crate::language::told));
        let counted = Arc::clone(&connections);
        let serving = tokio::spawn(async move {
            let closing = async { drop(closing.await) };
            serve(listener, &Approach::default(), None, router, counted, closing).await;
        });
        Open { at, connections, go, close, serving }
    }

    async fn closes(self) {
        self.go.notify_waiters();
        drop(self.close);
        self.serving.await.unwrap();
    }

    /// What is counted under a name.
    fn counted(&self, name: &str) -> u64 {
        let name = format!("safeconduct_http_{name}");
        self.connections.figures().into_iter().find(|(of, ..)| *of == name).unwrap().3
    }

    /// A connection from an address of this machine.
    async fn line(&self, from: [u8; 4]) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((from, 0).into()).unwrap();
        socket.connect(self.at).await.unwrap()
    }

    /// One on which this was asked and answered, and that stays open.
    async fn answered(&self, from: [u8; 4]) -> TcpStream {
        let mut line = self.line(from).await;
        asks(&mut line, "GET /").await;
        hears(&mut line, "here").await;
        line
    }
}

async fn said(body: Result<axum::body::Bytes, axum::extract::rejection::BytesRejection>) -> Response {
    use axum::response::IntoResponse as _;
    match body {
        Ok(body) => body.into_response(),
        Err(error) => crate::body::not_heard(&error).into_response(),
    }
}

async fn asks(line: &mut TcpStream, what: &str) {
    line.write_all(format!("{what} HTTP/1.1\r\nhost: localhost\r\n\r\n").as_bytes()).await.unwrap();
}

/// Reads until this has come.
async fn hears(line: &mut TcpStream, what: &str) -> String {
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains(what) {
        let read = line.read_buf(&mut heard).await.unwrap();
        assert!(read > 0, "closed after {:?}", String::from_utf8_lossy(&heard));
    }
    String::from_utf8(heard).unwrap()
}

/// What is said before the connection is closed.
async fn last_words(mut line: TcpStream) -> String {
    let mut said = Vec::new();
    // Whoever was closed while they spoke may have been reset.
    let _ = line.read_to_end(&mut said).await;
    String::from_utf8(said).unwrap()
}

const STORM: [u8; 4] = [127, 0, 0, 2];
const HONEST: [u8; 4] = [127, 0, 0, 1];
const NEXT_DOOR: [u8; 4] = [127, 0, 0, 3];

#[tokio::test]
async fn a_storm_of_silent_connections_keeps_no_honest_request_waiting() {
    let room = Open::within(128, 16).await;
    // Before the storm, and in the middle of what it wants to say.
    let mut slow = room.line(HONEST).await;
    slow.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let (mut storm, mut longest) = (VecDeque::new(), Duration::ZERO);
    for nth in 0..4_000 {
        storm.push_back(room.line(STORM).await);
        // The room closed them long ago.
        storm.drain(..storm.len().saturating_sub(400));
        if nth % 100 == 0 {
            for from in [NEXT_DOOR, STORM] {
                let began = Instant::now();
                drop(room.answered(from).await);
                longest = longest.max(began.elapsed());
            }
        }
    }
    assert!(longest < Duration::from_secs(1), "an honest request waited {longest:?}");
    slow.write_all(b"host: localhost\r\n\r\n").await.unwrap();
    hears(&mut slow, "here").await;
    assert!(room.counted("made_way_total") >= 3_500, "{}", room.counted("made_way_total"));
    assert!(room.counted("in_the_lobby") <= 128 && room.counted("no_seat_total") == 0);
    room.closes().await;
}

#[tokio::test]
async fn an_idle_connection_makes_way_for_one_that_asks_and_of_the_address_with_the_most() {
    let room = Open::within(16, 3).await;
    let mut alone = room.answered(HONEST).await;
    let [first, mut second] = [room.answered(NEXT_DOOR).await, room.answered(NEXT_DOOR).await];
    let mut newest = room.answered(HONEST).await;
    assert_eq!(last_words(first).await, "");
    assert_eq!((room.counted("idle_made_way_total"), room.counted("no_seat_total")), (1, 0));
    for line in [&mut alone, &mut second, &mut newest] {
        asks(line, "GET /").await;
        hears(line, "here").await;
    }
    room.closes().await;
}

#[tokio::test]
async fn when_everybody_is_being_answered_a_newcomer_is_told_to_try_again() {
    let room = Open::within(16, 2).await;
    let mut held = [room.line(HONEST).await, room.line(HONEST).await];
    for line in &mut held {
        asks(line, "GET /held").await;
    }
    while room.counted("open") < 2 || room.counted("in_the_lobby") > 0 {
        tokio::task::yield_now().await;
    }
    let mut newcomer = room.line(NEXT_DOOR).await;
    asks(&mut newcomer, "GET /").await;
    let told = last_words(newcomer).await;
    assert!(told.starts_with("HTTP/1.1 503 ") && told.contains("retry-after: 1\r\n"), "{told}");
    assert!(told.contains("connection: close\r\n") && told.contains("/problems/busy"), "{told}");
    assert_eq!((room.counted("no_seat_total"), room.counted("idle_made_way_total")), (1, 0));
    room.go.notify_waiters();
    for line in &mut held {
        assert!(hears(line, "\r\n\r\n").await.starts_with("HTTP/1.1 200 "));
    }
    room.closes().await;
}

#[tokio::test]
async fn a_body_that_does_not_come_to_its_end_makes_way_and_its_client_is_told() {
    let room = Open::within(16, 1).await;
    let mut slow = room.line(NEXT_DOOR).await;
    slow.write_all(b"POST /said HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\nslow").await.unwrap();
    while room.counted("open") < 1 || room.counted("in_the_lobby") > 0 {
        tokio::task::yield_now().await;
    }
    let mut quick = room.answered(HONEST).await;
    let told = last_words(slow).await;
    assert!(told.starts_with("HTTP/1.1 503 ") && told.contains("retry-after: 1\r\n"), "{told}");
    assert_eq!(room.counted("idle_made_way_total"), 1);
    asks(&mut quick, "GET /").await;
    hears(&mut quick, "here").await;
    room.closes().await;
}

#[tokio::test]
async fn what_is_seated_and_what_waits_is_counted_until_it_leaves() {
    let room = Open::within(16, 16).await;
    let (seated, waits) = (room.answered(HONEST).await, room.line(HONEST).await);
    while room.counted("in_the_lobby") == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!((room.counted("open"), room.counted("taken_total")), (2, 2));
    drop((seated, waits));
    while room.counted("open") > 0 {
        tokio::task::yield_now().await;
    }
    room.closes().await;
}
