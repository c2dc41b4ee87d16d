//! What the same machine does without a house around it: the same HTTP library and the same database, a row of a
//! kilobyte made durable before the answer, those that wait sharing a commit as ours do.

use std::{
    net::SocketAddr,
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
};

use anyhow::Context as _;
use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Runtime, sync::oneshot};

/// About what one of our entries weighs with its hashes and checkpoint.
const ROW: [u8; 1024] = [b'x'; 1024];

type Waiting = oneshot::Sender<i64>;

/// A bare service.
#[derive(Debug)]
pub struct Peer {
    /// Where it listens.
    pub at: SocketAddr,
    _threads: Runtime,
}

impl Peer {
    /// Opens it, with its database in `dir`.
    ///
    /// # Errors
    /// When it cannot listen or its database not be made.
    pub fn open(dir: &Path) -> anyhow::Result<Peer> {
        let database = super::commits::bare(&dir.join("peer.db"))?;
        let (send, receive) = sync_channel(ops::writer::DOOR);
        std::thread::spawn(move || write(&database, &receive));
        let threads = Runtime::new()?;
        let listener = threads.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let at = listener.local_addr()?;
        let router = Router::new().route("/api/rows", post(insert)).with_state(send);
        threads.spawn(async move { axum::serve(listener, router).await });
        Ok(Peer { at, _threads: threads })
    }
}

async fn insert(
    State(writer): State<SyncSender<Waiting>>,
    Json(asked): Json<Value>,
) -> Result<Json<Value>, StatusCode> {
    let (reply, answer) = oneshot::channel();
    writer.try_send(reply).map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let row = answer.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(json!({ "row": row, "asked": asked })))
}

fn write(database: &Connection, door: &Receiver<Waiting>) {
    while let Ok(first) = door.recv() {
        let more = std::iter::from_fn(|| door.try_recv().ok()).take(ops::writer::LARGEST_BATCH - 1);
        let batch: Vec<Waiting> = std::iter::once(first).chain(more).collect();
        let Ok(rows) = commit(database, batch.len()) else { return };
        for (waiting, row) in batch.into_iter().zip(rows) {
            // Whoever hung up does not want to know.
            let _ = waiting.send(row);
        }
    }
}

fn commit(database: &Connection, count: usize) -> anyhow::Result<Vec<i64>> {
    let transaction = database.unchecked_transaction()?;
    let rows = (0..count).map(|_| {
        transaction.prepare_cached("INSERT INTO written (bytes) VALUES (?)")?.execute([&ROW[..]])?;
        Ok(transaction.last_insert_rowid())
    });
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    transaction.commit().context("the peer's rows are not durable")?;
    Ok(rows)
}
