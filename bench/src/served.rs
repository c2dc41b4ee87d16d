//! A room served by the built binary, as `safeconduct demo` furnishes it: made-up people whose roles can be taken,
//! the shipped rulebooks in force, and a standing permission under which runs are planned.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::{Context as _, ensure};
use e2e::client::Client;
use serde_json::{Value, json};

/// What stands before the address in the line that says that a room is open.
const OPEN: &str = "open at http://";
/// What a command of its own states, and what a run has from its standing permission: an order does not say them.
const NOT_ORDERED: [&str; 8] = [
    "movement.kind",
    "movement.approved",
    "movement.begins_on",
    "movement.ends_on",
    "districts",
    "highway_police",
    "unit_commandant",
    "alerts",
];

/// A room that is open; it closes when this is dropped.
#[derive(Debug)]
pub struct Served {
    child: Child,
    /// Where it listens.
    pub at: SocketAddr,
}

impl Served {
    /// Opens a demonstration in an empty directory, on a free port, in which few devices may report as much as many do.
    ///
    /// # Errors
    /// When it does not open.
    pub fn demonstration(dir: &Path) -> anyhow::Result<Served> {
        Served::of(
            e2e::binary::command()
                .args(["demo", "--listen", "127.0.0.1:0", "--device-rate", "1000000", "--data"])
                .arg(dir),
        )
    }

    /// Opens the room of a unit.
    ///
    /// # Errors
    /// When it does not open.
    pub fn unit(dir: &Path) -> anyhow::Result<Served> {
        let mut command = e2e::binary::command();
        Served::of(command.args(["serve", "--listen", "127.0.0.1:0", "--clock-is-kept", "--data"]).arg(dir))
    }

    fn of(command: &mut Command) -> anyhow::Result<Served> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let printed = BufReader::new(child.stdout.take().context("a pipe")?);
        let at = |line: &str| line.split_once(OPEN)?.1.split_whitespace().next()?.parse().ok();
        let mut lines = printed.lines().map_while(Result::ok);
        let opened = lines.find_map(|line| at(&line));
        // Whatever else it prints has to go somewhere, or it would wait to be read.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Served { child, at: opened.context("the room did not open; what it complained of stands above")? })
    }

    /// Somebody of the demonstration.
    ///
    /// # Errors
    /// When there is nobody of this name.
    pub fn the(&self, name: &str) -> anyhow::Result<Client> {
        let nobody = Client::nobody(self.at);
        let let_in = nobody.post("/demonstration/session", &json!({ "name": name }));
        let cookie = let_in.header("set-cookie").with_context(|| let_in.text())?;
        let token = cookie.split(';').next().and_then(|pair| pair.split_once('='));
        Ok(nobody.with(token.context("a session")?.1))
    }

    /// What the process holds in memory now, in bytes.
    #[must_use]
    pub fn memory(&self) -> Option<u64> {
        crate::machine::resident_of(&self.child.id().to_string()).map(|(now, _)| now)
    }

    /// Closes it in order, as a service manager does.
    ///
    /// # Errors
    /// When it cannot be told to or does not end well.
    pub fn close(mut self) -> anyhow::Result<()> {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM)?;
        ensure!(self.child.wait()?.success(), "the room did not close in order");
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have been closed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The movement of this number, as somebody has to do with it.
///
/// # Errors
/// When it does not exist for them.
pub fn movement(who: &Client, number: &str) -> anyhow::Result<String> {
    let list = who.read("/movements");
    let found = list.as_array().into_iter().flatten().find(|movement| movement["number"] == number);
    let id = found.and_then(|movement| movement["id"].as_str());
    id.with_context(|| format!("the demonstration has no {number}")).map(str::to_owned)
}

/// A call to somebody who was told and has not answered: the least that can be done durably.
///
/// # Errors
/// When nobody in the demonstration is waited for.
pub fn call_in_vain(duty: &Client) -> anyhow::Result<(String, Value)> {
    let movement = movement(duty, "DEMO-SITE-2")?;
    Ok((format!("/movements/{movement}/vain-calls"), json!({ "party": "highway_police" })))
}

/// A client with connections of its own, as every page and phone has.
#[must_use]
pub fn apart(client: &Client) -> Client {
    Client::nobody(client.at()).with(client.token().unwrap_or_default())
}

/// Plans airport runs under the demonstration's standing permission.
#[derive(Debug)]
pub struct Planner {
    sponsor: Client,
    standing: String,
    facts: Vec<Value>,
}

impl Planner {
    /// What the first run of the demonstration was ordered with.
    ///
    /// # Errors
    /// When the demonstration has no such run.
    pub fn of(served: &Served) -> anyhow::Result<Planner> {
        let sponsor = served.the("Demo Sponsor")?;
        let run = sponsor.read(&format!("/movements/{}", movement(&sponsor, "DEMO-RUN-1")?));
        let facts =
            run["facts"].as_array().into_iter().flatten().filter(|fact| is_ordered(fact)).flat_map(said);
        Ok(Planner { standing: movement(&sponsor, "DEMO-AIRPORT")?, facts: facts.collect(), sponsor })
    }

    /// Plans the nth run, with vehicles and people of its own; answers its identifier.
    ///
    /// # Errors
    /// When it is refused.
    pub fn plan(&self, nth: usize) -> anyhow::Result<String> {
        let facts: Vec<Value> = self.facts.iter().map(|fact| of_the(nth, fact)).collect();
        let order = json!({ "number": format!("BENCH-{nth}"), "facts": facts });
        let path = format!("/movements/{}/runs", self.standing);
        let planned = apart(&self.sponsor).post(&path, &order);
        ensure!(planned.status == 201, "{}", planned.text());
        Ok(planned.movement())
    }
}

/// What stands at the gate when the nth run leaves.
#[must_use]
pub fn at_the_gate(nth: usize) -> Value {
    let of = |what: &str| format!("{what}-{nth}");
    let plates = ["DEMO-101", "DEMO-102", "DEMO-103"].map(of);
    let crew =
        ["driver-1", "driver-2", "driver-3", "guard-1", "guard-2"].map(|who| of(&format!("demo-{who}")));
    let crew: Vec<String> = crew.into_iter().chain(["demo-commander".to_owned()]).collect();
    json!({ "plates": plates, "crew": crew, "heads": 8 })
}

fn is_ordered(fact: &Value) -> bool {
    let path = fact["path"].as_str().unwrap_or_default();
    !NOT_ORDERED.iter().any(|root| path.starts_with(root))
}

/// Every word on a fact, as it is said in an order.
fn said(fact: &Value) -> Vec<Value> {
    let words = fact["said"].as_array().into_iter().flatten();
    let say = |word: &Value| {
        json!({
            "path": fact["path"], "value": word["value"], "by": word["by"],
            "observed": word["observed"], "valid_until": word["valid_until"],
        })
    };
    words.map(say).collect()
}

/// The same with the vehicles and people of another run: the first run's labels and plates end in `-1`.
fn of_the(nth: usize, fact: &Value) -> Value {
    let renamed = |text: &str| {
        let parts = text.split('[').map(|part| match part.split_once(']') {
            Some((label, rest)) => format!("{}]{rest}", other(label, nth)),
            None => other(part, nth),
        });
        parts.collect::<Vec<_>>().join("[")
    };
    let mut fact = fact.clone();
    for field in ["path", "value"] {
        if let Some(text) = fact[field].as_str() {
            fact[field] = renamed(text).into();
        }
    }
    fact
}

fn other(label: &str, nth: usize) -> String {
    let of_the_convoy = ["demo-escort-", "demo-car-", "demo-driver-", "demo-guard-", "DEMO-10"];
    match label.strip_suffix("-1") {
        Some(stem) if of_the_convoy.iter().any(|begin| stem.starts_with(begin)) => format!("{stem}-{nth}"),
        _ => label.to_owned(),
    }
}
