//! Positions of the tracks in a GPX file. Read as it comes, so nothing in it can be too deep; its texts are numbers and
//! times, so entities beyond XML's own are faults.

use anyhow::{Context as _, bail};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use roads::matching::Report;

use super::{heading, one_more, place, speed};

/// A point while it is read.
#[derive(Default)]
struct Point {
    lat: String,
    lon: String,
    time: String,
    course: String,
    speed: String,
}

pub fn read(bytes: &[u8]) -> anyhow::Result<Vec<Report>> {
    let text = std::str::from_utf8(bytes).context("it is not UTF-8")?;
    let mut reader = Reader::from_str(text);
    let (mut reports, mut point, mut is_gpx): (Vec<Report>, Option<Point>, bool) = (Vec::new(), None, false);
    let mut within = String::new();
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().with_context(|| format!("no XML at byte {at}"))?;
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "trkpt" => {
                one_more(reports.len())?;
                point = Some(begun(&tag).with_context(|| format!("point {}", reports.len() + 1))?);
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "trkpt" => {
                let alone = begun(&tag).and_then(|point| ended(&point));
                reports.push(alone.with_context(|| format!("point {}", reports.len() + 1))?);
            }
            Event::Start(tag) => {
                is_gpx |= tag.local_name().as_ref() == "gpx";
                within = tag.local_name().as_ref().to_owned();
            }
            Event::Text(text) => {
                if let Some(point) = &mut point {
                    let said: &str = text.as_ref();
                    match within.as_str() {
                        "time" => point.time.push_str(said.trim()),
                        "course" => point.course.push_str(said.trim()),
                        "speed" => point.speed.push_str(said.trim()),
                        _ => {}
                    }
                }
            }
            Event::End(tag) => {
                within.clear();
                if tag.local_name().as_ref() == "trkpt"
                    && let Some(point) = point.take()
                {
                    let number = reports.len() + 1;
                    reports.push(ended(&point).with_context(|| format!("point {number}"))?);
                }
            }
            Event::Eof if is_gpx => return Ok(reports),
            Event::Eof => bail!("it is no GPX"),
            _ => {}
        }
    }
}

fn begun(tag: &BytesStart<'_>) -> anyhow::Result<Point> {
    let mut point = Point::default();
    for attribute in tag.attributes() {
        let attribute = attribute?;
        let value = attribute.value.into_owned();
        match attribute.key.as_ref() {
            "lat" => point.lat = value,
            "lon" => point.lon = value,
            _ => {}
        }
    }
    Ok(point)
}

fn ended(point: &Point) -> anyhow::Result<Report> {
    if point.time.is_empty() {
        bail!("it has no time, and without nobody can say how it was driven");
    }
    Ok(Report {
        at: point.time.parse()?,
        place: place(&point.lat, &point.lon)?,
        accuracy_mm: None,
        heading_cdeg: heading(&point.course)?,
        speed_mm_s: speed(&point.speed)?,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_point_is_read_with_what_its_device_says_besides() {
        let text = br#"<?xml version="1.0"?><gpx xmlns:o="x"><trk><name>2</name><trkseg>
            <trkpt lat="41.5" lon="-8.25"><ele>3</ele><time>2026-01-01T00:00:00Z</time>
            <extensions><o:speed>12.5</o:speed><o:course>90</o:course></extensions></trkpt>
            <trkpt lon="-8.26" lat="41.6"><time>2026-01-01T00:00:05Z</time></trkpt></trkseg></trk></gpx>"#;
        let reports = read(text).unwrap();
        assert_eq!(reports.len(), 2);
        assert_eq!((reports[0].speed_mm_s, reports[0].heading_cdeg), (Some(12_500), Some(9_000)));
        assert_eq!((reports[1].place.lat_e7(), reports[1].speed_mm_s), (416_000_000, None));
    }

    #[test]
    fn a_point_without_time_or_place_and_what_is_no_gpx_is_refused() {
        let point = |inner: &str| format!("<gpx><trk><trkseg>{inner}</trkseg></trk></gpx>");
        for (text, wrong) in [
            (point("<trkpt lat='1' lon='2'></trkpt>"), "point 1: it has no time"),
            (point("<trkpt lat='91' lon='2'><time>2026-01-01T00:00:00Z</time></trkpt>"), "point 1"),
            (point("<trkpt lat='1'><time>2026-01-01T00:00:00Z</time></trkpt>"), "not a longitude"),
            ("<html></html>".to_owned(), "no GPX"),
            ("<gpx><trk></gpx>".to_owned(), "no XML at byte"),
        ] {
            let error = format!("{:#}", read(text.as_bytes()).unwrap_err());
            assert!(error.contains(wrong), "{error}");
        }
    }
}
