//! An open room: its writer, its house, its listener, until somebody closes it.

use std::{
    net::SocketAddr,
    path::Path,
    sync::Arc,
};

use anyhow::Context as _;
use model::Word;
use ops::{Room, Writer};
use server::{Furniture, Notice};
use store::{ReadStore as _, SqliteStore};

use crate::clock;

/// The name of the real world.
pub fn actual() -> Word {
    "actual".parse().unwrap_or_else(|_| unreachable!("it is a word"))
}

/// Serves a room until the process is told to end, and closes it in order.
pub fn until_told(room: Room<SqliteStore>, dir: &Path, listen: SocketAddr, notice: Notice) -> anyhow::Result<()> {
    let login = Arc::new(login::Login::open(dir)?);
    let furniture = Furniture {
        world: actual(),
        dir: dir.to_owned(),
        clock: Arc::new(clock::wall),
        random: Arc::new(clock::random),
        login,
        notice,
    };
    let size = room.store().size()?;
    let (glazier, furnished) = furniture.house(room.worlds(), size);
    let writer = Writer::start_before(room, glazier).context("no thread for the writer")?;
    let house = Arc::new(furnished(writer.door()));
    let runtime = tokio::runtime::Runtime::new().context("no threads for the server")?;
    let served = runtime.block_on(serve(house, listen));
    drop(runtime);
    // Whatever was accepted is answered and durable before the process ends.
    writer.stop()?;
    served
}

async fn serve(house: Arc<server::House>, listen: SocketAddr) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(listen).await;
    let listener = listener.with_context(|| format!("{listen} cannot be listened on: choose another with --listen"))?;
    let at = listener.local_addr()?;
    println!("The room is open at http://{at}");
    server::listener::serve(listener, None, server::router(house), told_to_end()).await?;
    println!("The room is closed.");
    Ok(())
}

async fn told_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            }
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
