//! What a unit's people wait for: commands over HTTP to the built binary, each durable before it is answered, from
//! one client, a few and many at once. Clients and server share the machine's cores.

use std::{path::Path, thread, time::Duration};

use anyhow::ensure;
use e2e::client::{Answer, Client};
use serde_json::json;

use super::peer::Peer;
use crate::{
    Row, Size, Table,
    served::{Planner, Served, apart, at_the_gate, call_in_vain},
    table::bytes,
    timing::{Samples, per_second, timed},
};

/// Clients at once.
const CLIENTS: [usize; 3] = [1, 8, 64];
/// What many clients together are to get done.
pub const AIM: f64 = 5_000.0;

/// Adds the rows.
///
/// # Errors
/// When a command is refused.
pub fn measure(table: &mut Table, dir: &Path, size: Size) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let served = Served::demonstration(dir.path())?;
    let (duty, commander) = (served.the("Demo Duty Officer")?, served.the("Demo Commander")?);
    let planner = Planner::of(&served)?;
    let runs = (0..CLIENTS[2]).map(|nth| planner.plan(1000 + nth)).collect::<anyhow::Result<Vec<_>>>()?;
    table.heading("a command over HTTP, durable before it is answered");
    let (calls, call) = call_in_vain(&duty)?;
    for clients in CLIENTS {
        let vain = |client: &Client, _| client.post(&calls, &call);
        let row = many(&format!("a call in vain, {}", of(clients)), &duty, clients, size, vain)?;
        table.add(if clients == CLIENTS[2] { against(row, AIM) } else { row });
    }
    for clients in CLIENTS {
        let clear = |client: &Client, nth: usize| client.does(&format!("/movements/{}/clearance", runs[nth]));
        table.add(many(&format!("a clearance, {}", of(clients)), &duty, clients, size, clear)?);
    }
    table.add(lives(&planner, &duty, &commander, size)?);
    let peer = Peer::open(dir.path())?;
    for clients in CLIENTS {
        let insert = |client: &Client, _| client.post("/api/rows", &call);
        let what = format!("peer: axum and SQLite alone, a row of 1 kB, {}", of(clients));
        table.add(many(&what, &Client::nobody(peer.at), clients, size, insert)?);
    }
    if let Some(memory) = served.memory() {
        table.add(Row::fact("memory of the server afterwards", bytes(memory)));
    }
    served.close()
}

fn of(clients: usize) -> String {
    if clients == 1 { "one client".to_owned() } else { format!("{clients} clients") }
}

/// Whether as many a second get done as should.
fn against(row: Row, aim: f64) -> Row {
    let reached = row.rate.is_some_and(|(many, _)| many >= aim);
    let said = if reached { "as aimed" } else { "MISSED" };
    row.note(format!("aim {aim} a second: {said}"))
}

/// The same by many clients at once, each on a connection of its own.
fn many(
    what: &str,
    who: &Client,
    clients: usize,
    size: Size,
    does: impl Fn(&Client, usize) -> Answer + Sync,
) -> anyhow::Result<Row> {
    let each = (size.commits * 8).div_ceil(clients).max(size.commits / 4).max(1);
    let one = |nth: usize| -> anyhow::Result<Vec<Duration>> {
        let client = apart(who);
        let once = || {
            let (answer, took) = timed(|| does(&client, nth));
            ensure!(answer.status == 200, "{}", answer.text());
            Ok(took)
        };
        once()?;
        (0..each).map(|_| once()).collect()
    };
    let (all, took) = timed(|| at_once(clients, one));
    let all: Vec<Duration> = all?.into_iter().flatten().collect();
    let rate = per_second((all.len() + clients) as u64, took);
    Ok(Row::new(what, all.into_iter().collect()).rate(rate, "commands"))
}

/// Runs from the plan to the closed file, one after the other by each client.
fn lives(planner: &Planner, duty: &Client, commander: &Client, size: Size) -> anyhow::Result<Row> {
    let (clients, each) = (CLIENTS[2], size.seldom);
    let one = |nth: usize| -> anyhow::Result<Vec<Duration>> {
        let (duty, commander) = (apart(duty), apart(commander));
        (0..each)
            .map(|turn| {
                let (lived, took) = timed(|| life(planner, &duty, &commander, 10_000 + nth * 1000 + turn));
                lived.map(|()| took)
            })
            .collect()
    };
    let (all, took) = timed(|| at_once(clients, one));
    let all: Samples = all?.into_iter().flatten().collect();
    let commands = (clients * each * 6) as u64;
    let row = Row::new(format!("a run from plan to closed file, {}", of(clients)), all);
    Ok(row.rate(per_second(commands, took), "commands").note("six commands a run; the rules are asked twice"))
}

fn life(planner: &Planner, duty: &Client, commander: &Client, nth: usize) -> anyhow::Result<()> {
    let run = planner.plan(nth)?;
    let at = |what: &str| format!("/movements/{run}/{what}");
    let fine = |answer: Answer| {
        ensure!(answer.status == 200, "{}", answer.text());
        Ok(answer.json())
    };
    ensure!(fine(duty.does(&at("clearance")))?["clears"] == true, "the run no longer clears");
    fine(commander.post(&at("gate-checks"), &at_the_gate(nth)))?;
    ensure!(fine(duty.does(&at("departure")))?["clears"] == true, "the run may no longer depart");
    fine(commander.post(&at("arrival"), &json!({})))?;
    fine(duty.does(&at("closure")))?;
    Ok(())
}

/// What so many do at the same time, each told which it is.
fn at_once<T: Send>(many: usize, does: impl Fn(usize) -> anyhow::Result<T> + Sync) -> anyhow::Result<Vec<T>> {
    let does = &does;
    thread::scope(|scope| {
        let all: Vec<_> = (0..many).map(|nth| scope.spawn(move || does(nth))).collect();
        all.into_iter().map(|one| one.join().map_err(|_| anyhow::anyhow!("a client failed"))?).collect()
    })
}
