//! Points out of a file.

use model::Place;

use super::{Gpx, LIMITS, LONGEST_NAME, MOST, NotGpx, Point, Route, Track};
use crate::{
    cot::detail::round,
    moment::{self, Unsaid},
    number,
    xml::{Tag, Token, Walk, decoded, local},
};

/// What is being read.
#[derive(Default)]
struct Reading {
    gpx: Gpx,
    /// The point begun and not ended.
    point: Option<Point>,
    /// How many points have begun.
    points: usize,
    /// The text of the element begun last.
    text: String,
}

/// Reads a file.
///
/// # Errors
/// When it is not XML, no GPX, too large, or a point has no place or a wrong time; which.
pub fn read(bytes: &[u8]) -> Result<Gpx, NotGpx> {
    let text = decoded(bytes)?;
    let mut walk = Walk::new(&text, LIMITS)?;
    let mut reading = Reading::default();
    // The elements around, by their local names.
    let mut around: Vec<String> = Vec::new();
    while let Some(token) = walk.step()? {
        match token {
            Token::Open(tag) => {
                let name = local(&tag.name).to_owned();
                if around.is_empty() && name != "gpx" {
                    return Err(NotGpx::Another(number::short(&tag.name)));
                }
                reading.begin(&name, around.last().map(String::as_str), &tag)?;
                around.push(name);
            }
            Token::Text(text) => reading.text.push_str(&text),
            Token::Close => {
                let name = around.pop().unwrap_or_default();
                reading.end(&name, &around)?;
            }
        }
    }
    Ok(reading.gpx)
}

impl Reading {
    fn begin(&mut self, name: &str, within: Option<&str>, tag: &Tag) -> Result<(), NotGpx> {
        self.text.clear();
        match (name, within) {
            ("trk", Some("gpx")) => self.gpx.tracks.push(Track::default()),
            ("rte", Some("gpx")) => self.gpx.routes.push(Route::default()),
            ("trkseg", Some("trk")) => {
                if let Some(track) = self.gpx.tracks.last_mut() {
                    track.segments.push(Vec::new());
                }
            }
            ("trkpt", Some("trkseg")) | ("rtept", Some("rte")) | ("wpt", Some("gpx")) => {
                self.points += 1;
                if self.points > MOST {
                    return Err(NotGpx::TooMany);
                }
                let degrees = |name| tag.attribute(name).unwrap_or_default();
                let place = number::place(degrees("lat"), degrees("lon"));
                self.point = Some(point(place.map_err(|fault| NotGpx::Place(self.points, fault))?));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, around: &[String]) -> Result<(), NotGpx> {
        let text = std::mem::take(&mut self.text);
        match name {
            "trkpt" | "rtept" | "wpt" => self.point_ended(name),
            "name" if around.len() < 4 && self.point.is_none() => self.named(&text, around),
            _ => {
                let number = self.points;
                if let Some(point) = &mut self.point {
                    let alone =
                        around.last().is_some_and(|it| matches!(it.as_str(), "trkpt" | "rtept" | "wpt"));
                    say(point, name, text.trim(), alone, number)?;
                }
            }
        }
        Ok(())
    }

    fn point_ended(&mut self, name: &str) {
        let Some(point) = self.point.take() else { return };
        let points = match name {
            "trkpt" => self.gpx.tracks.last_mut().and_then(|track| track.segments.last_mut()),
            "rtept" => self.gpx.routes.last_mut().map(|route| &mut route.points),
            _ => Some(&mut self.gpx.waypoints),
        };
        if let Some(points) = points {
            points.push(point);
        }
    }

    fn named(&mut self, text: &str, around: &[String]) {
        let name = match around.last().map(String::as_str) {
            Some("trk") => self.gpx.tracks.last_mut().map(|track| &mut track.name),
            Some("rte") => self.gpx.routes.last_mut().map(|route| &mut route.name),
            _ => None,
        };
        if let Some(name) = name {
            *name = kept(text);
        }
    }
}

/// What an element in a point says of it; `alone` when it is not in an extension. Speed and course are of GPX 1.0 and of
/// everybody's extensions.
fn say(point: &mut Point, name: &str, text: &str, alone: bool, number: usize) -> Result<(), NotGpx> {
    match name {
        "time" if alone && !text.is_empty() => {
            let at = moment::rfc3339(text, Unsaid::Utc).map_err(|fault| NotGpx::Time(number, fault))?;
            point.at = Some(at);
        }
        "name" if alone => point.name = kept(text),
        "ele" if alone => point.height_mm = number::scaled(text, 3).ok().and_then(|mm| mm.try_into().ok()),
        "speed" => point.speed_mm_s = number::scaled(text, 3).ok().and_then(|mm| mm.try_into().ok()),
        "course" => point.course_mdeg = number::scaled(text, 3).ok().and_then(round),
        _ => {}
    }
    Ok(())
}

fn point(place: Place) -> Point {
    Point { place, at: None, name: String::new(), height_mm: None, speed_mm_s: None, course_mdeg: None }
}

fn kept(text: &str) -> String {
    text.trim().chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_point_without_place_and_a_file_that_is_no_gpx_are_refused_with_where() {
        let file = |inner: &str| format!("<gpx><trk><trkseg>{inner}</trkseg></trk></gpx>");
        for (text, wrong) in [
            (file("<trkpt lat='1' lon='2'/><trkpt lat='91' lon='2'/>"), "point 2: 910000000, 20000000"),
            (file("<trkpt lat='1'/>"), "point 1: longitude `` is not a number"),
            (file("<trkpt lat='1' lon='2'><time>noon</time></trkpt>"), "point 1: `noon` is not a time"),
            ("<html/>".to_owned(), "no GPX: the element is `html`"),
            ("<gpx><trk></gpx>".to_owned(), "no GPX: at byte "),
            ("<!DOCTYPE gpx><gpx/>".to_owned(), "no GPX: at byte 14: a DTD is not accepted"),
        ] {
            let error = read(text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(wrong), "{error}");
        }
    }

    #[test]
    fn speed_and_course_are_read_from_extensions_and_other_names_are_not_taken_for_the_points() {
        let text = "<gpx xmlns:o='x'><trk><name>T</name><trkseg><trkpt lat='1' lon='2'><time>2026-01-01T00:00:00</time>
            <link><text>l</text><name>no</name></link><extensions><o:speed>12.5</o:speed><o:course>90</o:course>
            </extensions></trkpt></trkseg></trk></gpx>";
        let gpx = read(text.as_bytes()).unwrap();
        let point = &gpx.tracks[0].segments[0][0];
        assert_eq!(
            (point.speed_mm_s, point.course_mdeg, point.name.as_str()),
            (Some(12_500), Some(90_000), "")
        );
        assert_eq!((gpx.tracks[0].name.as_str(), gpx.reports().count()), ("T", 1));
    }
}
