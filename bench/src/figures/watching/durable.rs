//! Reports as Cursor on Target to the built binary, and how long until an alert is on the record and a page knows.
//!
//! CoT has no answer, but the room answers a ping once whatever came before it is durable. So each client sends reports with a
//! ping after them and waits for its answer, as HTTP waits for its status. Who reports shares the machine's cores.

use std::{
    io::Write as _,
    net::{Shutdown, SocketAddr, TcpStream},
    ops::Range,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use e2e::{events::Events, tak::Client};

use super::fleet::Fleet;
use crate::{
    Row, Size, Table,
    cot::{now, ping, position},
    line::Enrolled,
    machine,
    table::{bytes, duration, grouped},
    timing::{Samples, per_second},
};

/// What is to come in over CoT, and within what time an alert is to be known.
const AIM: f64 = 100_000.0;
const KNOWN_WITHIN: Duration = Duration::from_millis(5);
/// How many connections the vehicles share: one for each gateway, as where trackers do not speak CoT themselves.
const GATEWAYS: usize = 64;
/// Reports before a ping, where as many as possible are to come in.
const IN_ONE_GO: usize = 100;
/// How often it is looked which vehicle is to report.
const TICK: Duration = Duration::from_millis(1);

/// Adds the rows.
///
/// # Errors
/// When the room does not take what is reported.
pub(super) fn measure(table: &mut Table, size: Size, progress: &mut impl FnMut(&str)) -> anyhow::Result<()> {
    let fleet = Fleet::out(size.convoys, progress)?;
    let (lasts, _) = size.reporting;
    let [clear, over_tls] = ["Cursor on Target is heard without TLS", "TAK clients are heard over TLS"]
        .map(|matter| fleet.scene.room().listens_for(matter));
    table.heading(format!(
        "the built binary, {} vehicles in {} convoys on the road: durable, then watched",
        grouped(fleet.devices.len() as f64),
        grouped(fleet.movements.len() as f64)
    ));
    let process = fleet.scene.room().process().to_string();
    let before = machine::resident_of(&process);
    progress("reports as CoT");
    let gateways: Vec<Gateway<'_>> = gateways(&fleet.devices);
    let of = |_: &Gateway<'_>| Client::clear(clear);
    most(table, &fleet, lasts, "CoT over TCP, as many as come in", &gateways, &of);
    steady(table, &fleet, lasts, "CoT over TCP, each vehicle once a second", &gateways, &of);
    progress("reports as CoT over TLS");
    let packages = fleet.packages(gateways.len())?;
    let of = |gateway: &Gateway<'_>| Client::over_tls(over_tls, &packages[gateway.nth]);
    let own: Vec<Gateway<'_>> =
        gateways.iter().map(|gateway| Gateway { devices: &gateway.devices[..1], ..*gateway }).collect();
    most(table, &fleet, lasts, "CoT over TLS, as many as come in", &own, &of);
    progress("alerts");
    alerts(table, &fleet, clear, size)?;
    if let Some(((before, _), (after, _))) = before.zip(machine::resident_of(&process)) {
        let said = format!("{} before the first report, {} after the last", bytes(before), bytes(after));
        table.add(Row::fact("memory of the server", said));
    }
    fleet.scene.close();
    Ok(())
}

/// Who reports over one connection, and for which devices.
#[derive(Clone, Copy)]
struct Gateway<'d> {
    nth: usize,
    devices: &'d [Enrolled],
}

fn gateways(devices: &[Enrolled]) -> Vec<Gateway<'_>> {
    let share = devices.len().div_ceil(GATEWAYS).max(1);
    devices.chunks(share).enumerate().map(|(nth, devices)| Gateway { nth, devices }).collect()
}

/// The answer to a ping, to its end.
fn answered(client: &mut Client) {
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
                position(&mut text, &gateway.devices[nth % gateway.devices.len()].token, nth, &times);
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
    table.add(Row::new(what, took).rate(rate, "reports").aim(KNOWN_WITHIN).note(format!(
        "p99.9 {slowest}; one report and a ping; the server's processor: {} a report",
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
        position(&mut text, &gateway.devices[nth % gateway.devices.len()].token, nth, &times);
        ping(&mut text, &times);
        let began = Instant::now();
        client.says(&text);
        answered(client);
        took.push(began.elapsed());
    }
    took
}

/// From a call for help, sent as CoT, until a page has heard of the alert, which is on the record by then; while every vehicle
/// reports once a second. Some vehicles call one after the other, as fast as they are heard; others over so long a time that tracks
/// are anchored meanwhile.
fn alerts(table: &mut Table, fleet: &Fleet, at: SocketAddr, size: Size) -> anyhow::Result<()> {
    let calls = size.often.min(fleet.devices.len() / 2);
    let (at_once, spread) = (0..calls, calls..2 * calls);
    let every = size.anchored.div_f64(calls as f64);
    let what = "a call for help as CoT, until a page knows of the alert";
    for (how, calls, every) in [
        ("one after the other", at_once, Duration::ZERO),
        ("over a minute, in which tracks are anchored", spread, every),
    ] {
        alert(table, fleet, at, &format!("{what}: {how}"), (calls, every))?;
    }
    Ok(())
}

fn alert(
    table: &mut Table,
    fleet: &Fleet,
    at: SocketAddr,
    what: &str,
    (calls, every): (Range<usize>, Duration),
) -> anyhow::Result<()> {
    let stop = AtomicBool::new(false);
    let gateways = gateways(&fleet.devices);
    let (took, rate) = thread::scope(|scope| -> anyhow::Result<(Vec<Duration>, f64)> {
        let beside = scope.spawn(|| beside(&gateways, at, &stop));
        let called = called_for_help(fleet, at, calls, every);
        stop.store(true, Ordering::Relaxed);
        let rate = beside.join().unwrap_or_else(|failed| std::panic::resume_unwind(failed))?;
        Ok((called?, rate))
    })?;
    let took: Samples = took.into_iter().collect();
    let slowest = took.slowest_of_a_thousand().map(duration).unwrap_or_default();
    let aim = match took.p99() {
        Some(p99) if p99 < KNOWN_WITHIN => "p99 as aimed",
        Some(_) => "p99 MISSED",
        None => "too few for a p99",
    };
    table.add(Row::new(what, took).note(format!(
        "aim {}: {aim}; p99.9 {slowest}; the report and then the alert durable; beside {} reports a second, each by itself",
        duration(KNOWN_WITHIN),
        grouped(rate)
    )));
    Ok(())
}

/// Every vehicle reports once a second until it is over; how many reports a second that were. From one thread, and without a
/// ping after each: who really reports has a processor of its own, and asks after some silence only.
fn beside(gateways: &[Gateway<'_>], at: SocketAddr, stop: &AtomicBool) -> anyhow::Result<f64> {
    let connected = || -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(at)?;
        stream.set_nodelay(true)?;
        let mut told = stream.try_clone()?;
        // Whatever it is told is heard, to the end of the connection.
        thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Ok(stream)
    };
    let mut streams = gateways.iter().map(|_| connected()).collect::<std::io::Result<Vec<_>>>()?;
    let vehicles: usize = gateways.iter().map(|gateway| gateway.devices.len()).sum();
    let (began, mut sent, mut text) = (Instant::now(), 0, String::new());
    while !stop.load(Ordering::Relaxed) {
        let due = usize::try_from(began.elapsed().as_micros())? * vehicles / 1_000_000;
        let times = now();
        for nth in sent..due {
            let (at, turn) = (nth % gateways.len(), nth / gateways.len());
            let devices = gateways[at].devices;
            text.clear();
            position(&mut text, &devices[turn % devices.len()].token, turn / devices.len(), &times);
            streams[at].write_all(text.as_bytes())?;
        }
        sent = due;
        thread::sleep(TICK);
    }
    let rate = per_second(sent as u64, began.elapsed());
    for stream in &streams {
        stream.shutdown(Shutdown::Both)?;
    }
    Ok(rate)
}

/// Vehicle after vehicle, each of another movement than the one before; one in so long a time, or each once the one before was heard.
fn called_for_help(
    fleet: &Fleet,
    at: SocketAddr,
    calls: Range<usize>,
    every: Duration,
) -> anyhow::Result<Vec<Duration>> {
    let page = Events::of(&fleet.scene.the("duty-officer"), None);
    page.until(|event| event.kind == "listening");
    let (movements, vehicles) = (fleet.movements.len(), fleet.devices.len());
    let per = vehicles / movements;
    let mut next = Instant::now();
    let one = |nth: usize| {
        thread::sleep(next.saturating_duration_since(Instant::now()));
        next += every;
        let convoy = nth % movements;
        let device = &fleet.devices[convoy * per + nth / movements];
        let [time, stale] = now();
        let call = format!(
            "<event version='2.0' uid='{uid}-9-1-1' type='b-a-o-tbl' how='m-g' time='{time}' start='{time}' stale='{stale}'>\
             <point lat='30.95' lon='72.0' hae='900.0' ce='5.0' le='9999999.0'/><detail><link uid='{uid}' \
             type='a-f-G-U-C' relation='p-p'/><emergency type='911 Alert'>LEAD</emergency></detail></event>",
            uid = device.token
        );
        let mut client = Client::clear(at);
        client.hears("t-x-takp-v");
        let began = Instant::now();
        client.says(&call);
        page.until(|event| event.kind == "changed" && event.data["movement"] == *fleet.movements[convoy]);
        began.elapsed()
    };
    Ok(calls.map(one).collect())
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
