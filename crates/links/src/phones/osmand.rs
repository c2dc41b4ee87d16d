//! `OsmAnd`'s parameters, in a query or a form, as Traccar extended them.
//!
//! Source: `OsmAndProtocolDecoder` of traccar/traccar, and traccar.org/osmand.

use std::collections::BTreeMap;

use model::{Fix, Instant, Place, Report, Signal};

use super::{Ignored, LARGEST, LONGEST_NAME, Posted, Refused, percent, unsigned};
use crate::{
    cot::detail::round,
    moment::{self, Unsaid},
    number,
};

/// The most parameters. Ours: clients send about fifteen.
const MOST_PARAMETERS: usize = 200;
/// A knot in thousandths of a millimetre a second: 1852 m an hour.
const KNOT: i64 = 514_444;
/// What alarm is a call for help (Traccar `Position.ALARM_SOS`).
const SOS: &str = "sos";
/// What is read; the clients' others are let by.
const READ: [&str; 13] = [
    "id",
    "deviceid",
    "valid",
    "timestamp",
    "lat",
    "lon",
    "location",
    "speed",
    "bearing",
    "heading",
    "altitude",
    "accuracy",
    "batt",
];

/// Reads a query or a form: `id=123456&lat=60.0&lon=30.0`, with `/?` before it or not. Without a time the report was made
/// when it was received; without a place it is one without a fix.
///
/// # Errors
/// When it has no `id`, half a place, or something in it cannot be read; which parameter.
pub fn read(query: &str, received: Instant) -> Result<Posted, Refused> {
    if query.len() > LARGEST {
        return Err(Refused::TooLarge(query.len()));
    }
    let said = parameters(query.rsplit_once('?').map_or(query, |(_, after)| after))?;
    let get = |name: &str| said.get(name).map(String::as_str);
    let device = get("id").or_else(|| get("deviceid")).ok_or_else(|| Refused::Missing("id".to_owned()))?;
    let mut ignored: Vec<Ignored> = ["cell", "wifi"]
        .into_iter()
        .filter(|name| said.contains_key(*name))
        .map(Ignored::Surroundings)
        .collect();
    let mut place = place(&said)?;
    if get("valid").is_some_and(|text| !matches!(text.to_ascii_lowercase().as_str(), "true" | "1")) {
        ignored.push(Ignored::Invalid);
        place = None;
    }
    let signal = get("alarm").and_then(|alarm| {
        if alarm.eq_ignore_ascii_case(SOS) {
            return Some(Signal::Emergency);
        }
        ignored.push(Ignored::Alarm(number::short(alarm)));
        None
    });
    let at = get("timestamp").map_or(Ok(received), time)?;
    let fix = place.map(|place| fix(&said, place)).transpose()?;
    let reports = vec![Report { at, fix, signal }];
    Ok(Posted { device: Some(device.to_owned()), reports, ignored })
}

fn parameters(query: &str) -> Result<BTreeMap<String, String>, Refused> {
    let mut said = BTreeMap::new();
    for (number, (name, value)) in url::form_urlencoded::parse(query.trim().as_bytes()).enumerate() {
        if number >= MOST_PARAMETERS {
            return Err(Refused::TooMany);
        }
        if READ.contains(&name.as_ref()) {
            if value.len() > LONGEST_NAME {
                return Err(Refused::TooLong(name.into_owned()));
            }
            if said.contains_key(name.as_ref()) {
                return Err(Refused::Twice(name.into_owned()));
            }
        }
        // An empty value is none.
        if !value.trim().is_empty() {
            said.insert(name.into_owned(), value.trim().to_owned());
        }
    }
    Ok(said)
}

fn place(said: &BTreeMap<String, String>) -> Result<Option<Place>, Refused> {
    let get = |name: &str| said.get(name).map(String::as_str);
    let (name, lat, lon) = match (get("location"), get("lat"), get("lon")) {
        (None, None, None) => return Ok(None),
        (Some(location), None, None) => {
            let (lat, lon) = location
                .split_once(',')
                .ok_or_else(|| Refused::Shape("location".to_owned(), "latitude,longitude"))?;
            ("location", lat, lon)
        }
        (None, Some(lat), Some(lon)) => ("lat, lon", lat, lon),
        (None, None, Some(_)) => return Err(Refused::Missing("lat".to_owned())),
        (None, Some(_), None) => return Err(Refused::Missing("lon".to_owned())),
        (Some(_), ..) => return Err(Refused::Twice("location".to_owned())),
    };
    number::place(lat, lon).map(Some).map_err(|fault| Refused::Place(name.to_owned(), fault))
}

fn time(text: &str) -> Result<Instant, Refused> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let read = if digits { moment::epoch(text) } else { moment::rfc3339(text, Unsaid::Utc) };
    read.map_err(|fault| Refused::Time("timestamp".to_owned(), fault))
}

fn fix(said: &BTreeMap<String, String>, place: Place) -> Result<Fix, Refused> {
    let number = |name: &str, decimals| {
        let scaled = said.get(name).map(|text| number::scaled(text, decimals)).transpose();
        scaled.map_err(|fault| Refused::Number(name.to_owned(), fault))
    };
    let knots = number("speed", 3)?;
    let course = number("bearing", 3)?.or(number("heading", 3)?);
    Ok(Fix {
        place,
        accuracy_mm: number("accuracy", 3)?.and_then(unsigned),
        // Thousandths of a knot, times thousandths of a millimetre a second: a millionth is left.
        speed_mm_s: knots
            .and_then(|knots| knots.checked_mul(KNOT))
            .map(|it| (it + 500_000) / 1_000_000)
            .and_then(unsigned),
        course_mdeg: course.and_then(round),
        height_mm: number("altitude", 3)?.and_then(|mm| mm.try_into().ok()),
        battery_percent: number("batt", 0)?.and_then(percent),
    })
}
