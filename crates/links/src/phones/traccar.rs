//! What Traccar Client posts since its version 9: the JSON of its location library.
//!
//! Source: traccar.org/osmand (metres a second, degrees, metres, a charge from 0 to 1); the library's own schema
//! (`flutter_background_geolocation`, Location Data Schema), where -1 means unknown and `mock` that the position is
//! simulated.

use model::{Fix, Instant, Report, Signal};
use serde_json::Value;

use super::{Fields, Ignored, MOST, Posted, Refused, parsed, percent, unsigned};
use crate::{
    cot::detail::round,
    moment::{self, Unsaid},
    number,
};

/// Reads a post: `{"location": {…}, "device_id": "…"}`, where a telephone that kept several may send a list of them.
///
/// # Errors
/// When it is not of this shape, or a place, time or number in it cannot be read; which.
pub fn read(bytes: &[u8], received: Instant) -> Result<Posted, Refused> {
    let post = parsed(bytes)?;
    let post = Fields::of(&post, "")?;
    let device = match post.needed("device_id")? {
        Value::Number(number) => number.to_string(),
        _ => post.text("device_id")?.unwrap_or_default().to_owned(),
    };
    if device.is_empty() {
        return Err(Refused::Missing("device_id".to_owned()));
    }
    let locations = match post.needed("location")? {
        Value::Array(several) => several.as_slice(),
        one => std::slice::from_ref(one),
    };
    if locations.len() > MOST {
        return Err(Refused::TooMany);
    }
    let mut posted = Posted { device: Some(device), ..Posted::default() };
    for location in locations {
        posted.reports.push(report(Fields::of(location, "location")?, received, &mut posted.ignored)?);
    }
    Ok(posted)
}

fn report(location: Fields<'_>, received: Instant, ignored: &mut Vec<Ignored>) -> Result<Report, Refused> {
    let at = match location.text("timestamp")? {
        Some(text) => moment::rfc3339(text, Unsaid::Utc)
            .map_err(|fault| Refused::Time(location.path("timestamp"), fault))?,
        None => received,
    };
    let signal = signal(location, ignored)?;
    // Where it says it is is not believed, but somebody was heard: an external receiver is such a position, too.
    let fix = if location.get("mock") == Some(&Value::Bool(true)) {
        ignored.push(Ignored::Simulated);
        None
    } else {
        Some(fix(location)?)
    };
    Ok(Report { at, fix, signal })
}

fn signal(location: Fields<'_>, ignored: &mut Vec<Ignored>) -> Result<Option<Signal>, Refused> {
    let Some(extras) = location.get("extras").and_then(Value::as_object) else { return Ok(None) };
    let extras = Fields { fields: extras, within: "location.extras" };
    Ok(match extras.text("alarm")? {
        None => None,
        Some(alarm) if alarm.eq_ignore_ascii_case("sos") => Some(Signal::Emergency),
        Some(alarm) => {
            ignored.push(Ignored::Alarm(number::short(alarm)));
            None
        }
    })
}

fn fix(location: Fields<'_>) -> Result<Fix, Refused> {
    let coords = Fields::of(location.needed("coords")?, "location.coords")?;
    let battery =
        location.get("battery").map(|battery| Fields::of(battery, "location.battery")).transpose()?;
    let level = battery.map(|battery| battery.number("level", 2)).transpose()?.flatten();
    Ok(Fix {
        place: coords.place("latitude", "longitude")?,
        accuracy_mm: coords.number("accuracy", 3)?.and_then(unsigned),
        speed_mm_s: coords.number("speed", 3)?.and_then(unsigned),
        course_mdeg: coords.number("heading", 3)?.and_then(round),
        height_mm: coords.number("altitude", 3)?.and_then(|mm| mm.try_into().ok()),
        battery_percent: level.and_then(percent),
    })
}
