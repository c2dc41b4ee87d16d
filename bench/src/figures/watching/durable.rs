//! Reports to the built binary as Cursor on Target and over HTTP; and, in between, calls for help (`called`).
//!
//! CoT has no answer, but the room answers a ping once whatever came before it is durable. So each client sends reports with a
//! ping after them and waits for its answer, as HTTP waits for its status. Who reports shares the machine's cores.

use std::{
    thread,
    time::{Duration, Instant},
};

use e2e::tak::Client;

use super::{
    called::{KNOWN_WITHIN, alerts, alerts_after_a_flood, held_to_the_aim, other_alerts},
    disk,
    fleet::Fleet,
    gateway::{GATEWAYS, Gateway, gateways},
};
use crate::{
    Row, Size, Table,
    cot::{now, ping},
    figures::reporting::at_once as at_once_over_http,
    line::Enrolled,
    machine,
    table::{bytes, duration, grouped},
    timing::{Samples, per_second, timed},
};

/// What is to come in over CoT.
const AIM: f64 = 100_000.0;
/// Reports before a ping, where as many as possible are to come in.
const IN_ONE_GO: usize = 100;

/// Adds the rows.
///
/// # Errors
/// When the room does not take what is reported.
pub(super) fn measure(table: &mut Table, size: Size, progress: &mut impl FnMut(&str)) -> anyhow::Result<()> {
    let fleet = Fleet::out(size, progress)?;
    let (lasts, _) = size.reporting;
    let [clear, over_tls] = ["Cursor on Target is heard without TLS", "TAK clients are heard over TLS"]
        .map(|matter| fleet.scene.room().listens_for(matter));
    table.heading(format!(
        "the built binary, {} vehicles in {} convoys on the road, {} areas: durable, then watched",
        grouped(fleet.devices.len() as f64),
        grouped(fleet.movements.len() as f64),
        grouped(size.fences.min(conduct::danger::MOST) as f64)
    ));
    let process = fleet.scene.room().process().to_string();
    let before = machine::resident_of(&process);
    progress("the disk alone");
    disk::alone(table, lasts)?;
    progress("reports as CoT");
    let gateways: Vec<Gateway<'_>> = gateways(&fleet);
    let of = |_: &Gateway<'_>| Client::clear(clear);
    // Before as many come in as it takes: what waits to be anchored then is of many minutes.
    steady(table, &fleet, lasts, "CoT over TCP, each vehicle once a second", &gateways, &of);
    progress("alerts");
    alerts(table, &fleet, clear, size)?;
    progress("as many reports as it takes, as CoT");
    most(table, &fleet, lasts, "CoT over TCP, as many as come in", &gateways, &of);
    progress("reports over HTTP");
    over_http(table, &fleet, lasts, gateways.len())?;
    progress("reports as CoT over TLS");
    let packages = fleet.packages(gateways.len())?;
    let of = |gateway: &Gateway<'_>| Client::over_tls(over_tls, &packages[gateway.nth]);
    let own: Vec<Gateway<'_>> = (fleet.devices.chunks(1).enumerate().take(gateways.len()))
        .map(|(nth, devices)| Gateway { nth, first: nth, devices, march: &fleet.march })
        .collect();
    most(table, &fleet, lasts, "CoT over TLS, as many as come in", &own, &of);
    progress("alerts after all that");
    alerts_after_a_flood(table, &fleet, clear, size)?;
    table.add(Row::fact("alerts besides these calls", other_alerts(&fleet)?));
    if let Some(((before, _), (after, _))) = before.zip(machine::resident_of(&process)) {
        let said = format!("{} before the first report, {} after the last", bytes(before), bytes(after));
        table.add(Row::fact("memory of the server", said));
    }
    fleet.scene.close();
    Ok(())
}

/// The answer to a ping, to its end.
pub(super) fn answered(client: &mut Client) {
    client.hears("t-x-c-t-r");
    client.hears("</event>");
}

/// As many reports as come in, from every gateway at once.
fn most(
    table: &mut Table,
    fleet: &Fleet,
    lasts: Duration,
    what: &str,
    gateways: &[Gateway<'_>],
    connect: &(impl Fn(&Gateway<'_>) -> Client + Sync),
) {
    let (worked, began) = (machine::worked_by(&fleet.process()), Instant::now());
    let took = at_once(gateways, |gateway| {
        let (mut client, mut took, mut text) = (connect(gateway), Vec::new(), String::new());
        while took.is_empty() || began.elapsed() < lasts {
            let (times, first) = (now(), took.len() * IN_ONE_GO);
            text.clear();
            for nth in first..first + IN_ONE_GO {
                gateway.position(&mut text, nth, &times);
            }
            ping(&mut text, &times);
            let began = Instant::now();
            client.says(&text);
            answered(&mut client);
            took.push(began.elapsed());
        }
        took
    });
    let all = (took.len() * IN_ONE_GO) as u64;
    let rate = per_second(all, began.elapsed());
    let aim = if rate >= AIM { "as aimed" } else { "MISSED" };
    let worked = machine::worked_by(&fleet.process()).saturating_sub(worked);
    let each = worked.div_f64(all as f64);
    table.add(Row::new(what, took.into_iter().collect()).rate(rate, "reports").note(format!(
        "aim {}: {aim}; {} connections, {IN_ONE_GO} reports in one go; the server's processor: {} a report",
        grouped(AIM),
        gateways.len(),
        duration(each)
    )));
}

/// As many reports as come in over HTTP, each durable before it is answered.
fn over_http(table: &mut Table, fleet: &Fleet, lasts: Duration, connections: usize) -> anyhow::Result<()> {
    let worked = machine::worked_by(&fleet.process());
    // One vehicle of each of as many convoys as there are, in turns.
    let apart = (fleet.devices.len() / connections).max(1);
    let devices: Vec<Enrolled> = fleet.devices.iter().step_by(apart).take(connections).cloned().collect();
    let march = &fleet.march;
    let place = |device: usize, nth: usize| march.place(device * apart, nth);
    let (took, lasted) = timed(|| {
        at_once_over_http(fleet.scene.room().at(), &devices, place, |began| began.elapsed() < lasts)
    });
    let took = took?;
    let all = took.len() as u64;
    let each = machine::worked_by(&fleet.process()).saturating_sub(worked).div_f64(all as f64);
    let took: Samples = took.into_iter().collect();
    let slowest = took.slowest_of_a_thousand().map(duration).unwrap_or_default();
    table.add(
        Row::new("HTTP, connections kept, as many as come in", took)
            .rate(per_second(all, lasted), "reports")
            .note(format!(
                "p99.9 {slowest}; {} connections; the server's processor: {} a report",
                devices.len(),
                duration(each)
            )),
    );
    Ok(())
}

/// Each vehicle reports once a second, by itself.
fn steady(
    table: &mut Table,
    fleet: &Fleet,
    lasts: Duration,
    what: &str,
    gateways: &[Gateway<'_>],
    connect: &(impl Fn(&Gateway<'_>) -> Client + Sync),
) {
    let (worked, began) = (machine::worked_by(&fleet.process()), Instant::now());
    let took =
        at_once(gateways, |gateway| paced(gateway, &mut connect(gateway), || began.elapsed() >= lasts));
    let all = took.len() as u64;
    let rate = per_second(all, began.elapsed());
    let each = machine::worked_by(&fleet.process()).saturating_sub(worked).div_f64(all as f64);
    let took: Samples = took.into_iter().collect();
    let slowest = took.slowest_of_a_thousand().map(duration).unwrap_or_default();
    let aim = held_to_the_aim(&took);
    table.add(Row::new(what, took).rate(rate, "reports").note(format!(
        "aim {}: {aim}; p99.9 {slowest}; one report and a ping; the server's processor: {} a report",
        duration(KNOWN_WITHIN),
        duration(each)
    )));
}

/// One report after the other, each device once a second, until it is over; one at least.
fn paced(gateway: &Gateway<'_>, client: &mut Client, is_over: impl Fn() -> bool) -> Vec<Duration> {
    let every = Duration::from_secs(1) / u32::try_from(gateway.devices.len()).unwrap_or(1);
    let mut next = Instant::now() + every.mul_f64(gateway.nth as f64 / GATEWAYS as f64);
    let (mut took, mut text) = (Vec::new(), String::new());
    while took.is_empty() || !is_over() {
        thread::sleep(next.saturating_duration_since(Instant::now()));
        next += every;
        let (times, nth) = (now(), took.len());
        text.clear();
        gateway.position(&mut text, nth, &times);
        ping(&mut text, &times);
        let began = Instant::now();
        client.says(&text);
        answered(client);
        took.push(began.elapsed());
    }
    took
}

fn at_once<T: Send>(gateways: &[Gateway<'_>], one: impl Fn(&Gateway<'_>) -> Vec<T> + Sync) -> Vec<T> {
    let one = &one;
    thread::scope(|scope| {
        let all: Vec<_> = gateways.iter().map(|gateway| scope.spawn(move || one(gateway))).collect();
        all.into_iter()
            .flat_map(|one| one.join().unwrap_or_else(|failed| std::panic::resume_unwind(failed)))
            .collect()
    })
}
