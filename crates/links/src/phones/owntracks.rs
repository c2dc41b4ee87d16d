//! What `OwnTracks` posts.
//!
//! Source: owntracks.org/booklet/tech/json (`vel` in km/h, `acc` and `alt` in metres, `cog` in degrees, `batt` in per
//! cent, `tst` in seconds), and traccar/traccar's `OwnTracksProtocolDecoder` for which field names the device: `topic`, else `tid`.

use model::{Fix, Instant, Report};

use super::{Fields, Ignored, Posted, Refused, parsed, percent, unsigned};
use crate::{cot::detail::round, moment, number};

/// Reads a post of any of the app's sorts. Only a `location` reports; a `transition` or `waypoint` tells of a place that was
/// marked on the telephone, and a `lwt` that it fell silent, which the room sees by itself.
///
/// # Errors
/// When it is no JSON with a `_type`, or a location in it cannot be read; which field.
pub fn read(bytes: &[u8]) -> Result<Posted, Refused> {
    let post = parsed(bytes)?;
    let post = Fields::of(&post, "")?;
    let sort = post.text("_type")?.ok_or_else(|| Refused::Missing("_type".to_owned()))?;
    let device = match post.text("topic")? {
        Some(topic) => Some(topic),
        None => post.text("tid")?,
    };
    let device = device.filter(|device| !device.is_empty()).map(str::to_owned);
    let (reports, ignored) = match sort {
        "location" => (vec![report(post)?], Vec::new()),
        "encrypted" => (Vec::new(), vec![Ignored::Encrypted]),
        other => (Vec::new(), vec![Ignored::Sort(number::short(other))]),
    };
    Ok(Posted { device, reports, ignored })
}

fn report(post: Fields<'_>) -> Result<Report, Refused> {
    let kmh = post.number("vel", 3)?;
    let fix = Fix {
        place: post.place("lat", "lon")?,
        accuracy_mm: post.number("acc", 3)?.and_then(unsigned),
        // A thousandth of a kilometre an hour is a metre in 3600 seconds.
        speed_mm_s: kmh.and_then(|it| it.checked_mul(1000)).map(|it| (it + 1800) / 3600).and_then(unsigned),
        course_mdeg: post.number("cog", 3)?.and_then(round),
        height_mm: post.number("alt", 3)?.and_then(|mm| mm.try_into().ok()),
        battery_percent: post.number("batt", 0)?.and_then(percent),
    };
    Ok(Report { at: time(post)?, fix: Some(fix), signal: None })
}

fn time(post: Fields<'_>) -> Result<Instant, Refused> {
    let wrong = |fault| Refused::Time("tst".to_owned(), fault);
    let micros = post.number("tst", 6)?.ok_or_else(|| Refused::Missing("tst".to_owned()))?;
    moment::epoch(&number::text(micros, 6)).map_err(wrong)
}
