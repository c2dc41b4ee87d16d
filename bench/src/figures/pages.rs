//! From a command to every open page: how long after it was sent does each page hear of what it changed?

use std::{net::SocketAddr, path::Path, sync::Arc, thread, time::Duration};

use anyhow::{Context as _, ensure};
use e2e::client::Client;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    runtime::Runtime,
    sync::Barrier,
    time::{Instant, timeout},
};

use crate::{
    Row, Size, Table,
    served::{Served, call_in_vain},
    table::{bytes, grouped},
    timing::Samples,
};

/// 99 in 100 pages hear of a change within it.
const AIM: Duration = Duration::from_millis(50);
/// Between two commands: a busy watch, not a flood.
const BETWEEN: Duration = Duration::from_millis(50);
/// Longer than any page should wait; it fails the measurement.
const PATIENCE: Duration = Duration::from_secs(30);

/// Adds the rows.
///
/// # Errors
/// When a page does not hear of every change.
pub fn measure(table: &mut Table, dir: &Path, size: Size) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let served = Served::demonstration(dir.path())?;
    let duty = served.the("Demo Duty Officer")?;
    let (calls, call) = call_in_vain(&duty)?;
    let before = served.memory();
    let threads = Runtime::new()?;
    let (pages, changes) = (size.pages, size.seldom * 10);
    let open = Arc::new(Barrier::new(pages + 1));
    let token = duty.token().context("a session")?;
    let listening: Vec<_> = (0..pages)
        .map(|_| threads.spawn(page(served.at, token.to_owned(), changes, Arc::clone(&open))))
        .collect();
    threads.block_on(async { timeout(PATIENCE, open.wait()).await }).context("not every page opened")?;
    let with_pages = served.memory();
    let sent = (0..changes).map(|_| change(&duty, &calls, &call)).collect::<anyhow::Result<Vec<_>>>()?;
    let heard = threads.block_on(async {
        let mut all = Vec::with_capacity(pages);
        for page in listening {
            all.push(timeout(PATIENCE, page).await.context("a page did not hear of every change")???);
        }
        anyhow::Ok(all)
    })?;
    let mut latencies = Vec::with_capacity(pages * changes);
    for page in &heard {
        for (entry, at) in &sent {
            let arrived = page.iter().find(|(heard, _)| heard == entry).context("a page missed a change")?.1;
            latencies.push(arrived.saturating_duration_since(*at));
        }
    }
    let samples: Samples = latencies.into_iter().collect();
    table.heading(format!("what {} open pages hear", grouped(pages as f64)));
    let said =
        samples.p99().map(|p99| if p99 < AIM { "p99 as aimed" } else { "p99 MISSES its aim of 50 ms" });
    let row = Row::new("from sending a command to a page's hearing of it", samples);
    table.add(row.note(said.unwrap_or("too few to say p99")));
    if let Some((before, with)) = before.zip(with_pages) {
        let each = with.saturating_sub(before) / pages.max(1) as u64;
        table.add(Row::fact("memory of an open page in the server", bytes(each)));
    }
    served.close()
}

/// Changes something, and says which entry and from when on pages may hear of it.
fn change(duty: &Client, calls: &str, call: &Value) -> anyhow::Result<(u64, Instant)> {
    thread::sleep(BETWEEN);
    let at = Instant::now();
    let done = duty.post(calls, call);
    ensure!(done.status == 200, "{}", done.text());
    Ok((done.json()["entry"].as_u64().context("an entry")?, at))
}

/// A page: which entries it heard of, and when.
async fn page(
    at: SocketAddr,
    token: String,
    changes: usize,
    open: Arc<Barrier>,
) -> anyhow::Result<Vec<(u64, Instant)>> {
    let mut line = TcpStream::connect(at).await?;
    let asked = format!("GET /api/v1/events HTTP/1.1\r\nhost: {at}\r\nauthorization: Bearer {token}\r\n\r\n");
    line.write_all(asked.as_bytes()).await?;
    let mut lines = BufReader::new(line).lines();
    while lines.next_line().await?.context("the line ended")? != "event: listening" {}
    open.wait().await;
    let mut heard = Vec::with_capacity(changes);
    while heard.len() < changes {
        let line = lines.next_line().await?.context("the line ended")?;
        if let Some(entry) = line.strip_prefix("id: ").and_then(entry) {
            heard.push((entry, Instant::now()));
        }
    }
    Ok(heard)
}

/// The entry in an event's id, which says the epoch as well.
fn entry(id: &str) -> Option<u64> {
    id.rsplit('.').next()?.parse().ok()
}
