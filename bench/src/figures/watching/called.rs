//! How long from a call for help until the alert is on the record and a page knows, beside what everybody reports.

use std::{
    collections::BTreeSet,
    io::Write as _,
    net::{Shutdown, SocketAddr, TcpStream},
    ops::Range,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use e2e::{events::Events, tak::Client};

use super::{
    fleet::Fleet,
    gateway::{Gateway, gateways},
};
use crate::{
    Row, Size, Table,
    cot::now,
    table::{duration, grouped},
    timing::{Samples, per_second},
};

/// Within what time an alert is to be known.
pub(super) const KNOWN_WITHIN: Duration = Duration::from_millis(5);
/// How often it is looked which vehicle is to report.
const TICK: Duration = Duration::from_millis(1);

/// From a call for help, sent as CoT, until a page has heard of the alert, which is on the record by then; while every vehicle
/// reports once a second. Some vehicles call one after the other, as fast as they are heard; others over so long a time that tracks
/// are anchored meanwhile.
pub(super) fn alerts(table: &mut Table, fleet: &Fleet, at: SocketAddr, size: Size) -> anyhow::Result<()> {
    let (calls, every) = calls(fleet, size);
    alert(table, fleet, at, "one after the other", (0..calls, Duration::ZERO))?;
    alert(table, fleet, at, "over a minute, in which tracks are anchored", (calls..2 * calls, every))
}

/// The same over the minute after as many reports came in as the room takes: all of them wait to be anchored.
pub(super) fn alerts_after_a_flood(
    table: &mut Table,
    fleet: &Fleet,
    at: SocketAddr,
    size: Size,
) -> anyhow::Result<()> {
    let (calls, every) = calls(fleet, size);
    alert(table, fleet, at, "over the minute after all that", (2 * calls..3 * calls, every))
}

/// How many call each time, and one in how long a time.
fn calls(fleet: &Fleet, size: Size) -> (usize, Duration) {
    let calls = size.often.min(fleet.devices.len() / 3);
    (calls, size.anchored.div_f64(calls as f64))
}

/// Whether all but one of a hundred are known in time.
pub(super) fn held_to_the_aim(took: &Samples) -> &'static str {
    match took.p99() {
        Some(p99) if p99 < KNOWN_WITHIN => "p99 as aimed",
        Some(_) => "p99 MISSED",
        None => "too few for a p99",
    }
}

fn alert(
    table: &mut Table,
    fleet: &Fleet,
    at: SocketAddr,
    how: &str,
    (calls, every): (Range<usize>, Duration),
) -> anyhow::Result<()> {
    let stop = AtomicBool::new(false);
    let gateways = gateways(fleet);
    let (took, rate) = thread::scope(|scope| -> anyhow::Result<(Vec<Duration>, f64)> {
        let beside = scope.spawn(|| beside(&gateways, at, &stop));
        let called = called_for_help(fleet, at, calls, every);
        stop.store(true, Ordering::Relaxed);
        let rate = beside.join().unwrap_or_else(|failed| std::panic::resume_unwind(failed))?;
        Ok((called?, rate))
    })?;
    let took: Samples = took.into_iter().collect();
    let slowest = took.slowest_of_a_thousand().map(duration).unwrap_or_default();
    let aim = held_to_the_aim(&took);
    let what = format!("a call for help as CoT, until a page knows of the alert: {how}");
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
            text.clear();
            gateways[at].position(&mut text, turn, &times);
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
        let vehicle = convoy * per + nth / movements;
        let (device, here) = (&fleet.devices[vehicle], fleet.march.place(vehicle, 0));
        let [lat, lon] = [here.lat_e7(), here.lon_e7()].map(|e7| f64::from(e7) / 1e7);
        let [time, stale] = now();
        let call = format!(
            "<event version='2.0' uid='{uid}-9-1-1' type='b-a-o-tbl' how='m-g' time='{time}' start='{time}' stale='{stale}'>\
             <point lat='{lat:.7}' lon='{lon:.7}' hae='900.0' ce='5.0' le='9999999.0'/><detail><link uid='{uid}' \
             type='a-f-G-U-C' relation='p-p'/><emergency type='911 Alert'>LEAD</emergency></detail></event>",
            uid = device.token
        );
        let mut client = Client::clear(at);
        client.hears("t-x-takp-v");
        // Earlier alerts of its movement escalate meanwhile.
        page.passes_over();
        let began = Instant::now();
        client.says(&call);
        page.until(|event| event.kind == "changed" && event.data["movement"] == *fleet.movements[convoy]);
        began.elapsed()
    };
    Ok(calls.map(one).collect())
}

/// How many alerts there are that nobody called for: all vehicles drive as they should.
pub(super) fn other_alerts(fleet: &Fleet) -> anyhow::Result<String> {
    let alerts = fleet.scene.the("duty-officer").read("/alerts");
    let alerts = alerts.as_array().context("a list of alerts")?;
    let others: Vec<&str> = alerts
        .iter()
        .filter_map(|alert| alert["rule"].as_str())
        .filter(|rule| *rule != "emergency")
        .collect();
    let rules: BTreeSet<&str> = others.iter().copied().collect();
    Ok(format!("{} of {} {}", others.len(), alerts.len(), rules.into_iter().collect::<Vec<_>>().join(", ")))
}
