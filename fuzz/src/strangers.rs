//! What comes over the network from clients, telephones, devices and agencies.

use links::{
    cap,
    cot::{
        Event, read,
        stream::{self, Item, Stream},
        tak, write,
    },
    gpx, nmea,
    phones::{Posted, Refused, osmand, owntracks, traccar},
    spoken::{self, Ground},
};
use model::{Instant, Span, Word};

/// An event in XML: what is accepted reads the same when it is written, and goes through protobuf.
pub fn cot_event(bytes: &[u8]) {
    match read(bytes) {
        Ok(event) => settles(&event),
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}

/// A stream and a datagram: whatever the portions, the same comes out of them.
pub fn cot_stream(bytes: &[u8]) {
    let whole = heard(bytes, bytes.len().max(1));
    assert_eq!(whole, heard(bytes, 1), "portions of a byte");
    assert_eq!(whole, heard(bytes, 7), "portions of seven");
    drop(stream::datagram(bytes));
}

/// A message in protobuf: what is accepted reads the same when it is written.
pub fn tak_message(bytes: &[u8]) {
    match tak::read(bytes) {
        Ok(message) => {
            let again = tak::read(&tak::write(&message)).expect("a message reads as it is written");
            assert_eq!(again.control, message.control);
            assert_eq!(again.event.is_some(), message.event.is_some());
            if let Some(event) = &message.event {
                settles(event);
            }
        }
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}

fn settles(event: &Event) {
    assert_eq!(read(write(event).as_bytes()).as_ref(), Ok(event), "an event reads as it is written");
    drop((
        event.report(),
        event.chat(),
        event.negotiates(),
        event.waypoints().count(),
        event.circle_radius_mm(),
    ));
    let message = tak::Message { control: None, event: Some(event.clone()) };
    let again =
        tak::read(&tak::write(&message)).expect("an event goes through protobuf").event.expect("an event");
    assert_eq!((&again.uid, &again.kind, again.point), (&event.uid, &event.kind, event.point));
}

fn heard(bytes: &[u8], portion: usize) -> (Vec<Item>, Option<stream::Lost>) {
    let (mut stream, mut items) = (Stream::default(), Vec::new());
    for portion in bytes.chunks(portion) {
        if let Err(lost) = stream.hear(portion, &mut items) {
            return (items, Some(lost));
        }
    }
    let lost = stream.end(&mut items).err();
    (items, lost)
}

/// `OsmAnd`'s parameters.
pub fn osmand(bytes: &[u8]) {
    if let Ok(query) = std::str::from_utf8(bytes) {
        posted(osmand::read(query, Instant::MIN));
    }
}

/// Traccar Client's JSON.
pub fn traccar(bytes: &[u8]) {
    posted(traccar::read(bytes, Instant::MIN));
}

/// `OwnTracks`' JSON.
pub fn owntracks(bytes: &[u8]) {
    posted(owntracks::read(bytes));
}

fn posted(read: Result<Posted, Refused>) {
    match read {
        Ok(posted) => posted.ignored.iter().for_each(|ignored| drop(ignored.to_string())),
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}

/// A file of tracks and routes: a route that is accepted reads the same when it is written.
pub fn gpx(bytes: &[u8]) {
    match gpx::read(bytes) {
        Ok(file) => {
            assert!(file.reports().all(|report| report.fix.is_some()), "a point has a place");
            for route in &file.routes {
                let again = gpx::read(gpx::route(&route.name, &route.points).as_bytes()).expect("a route");
                assert_eq!(again.routes.first().map(|again| again.points.len()), Some(route.points.len()));
            }
        }
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}

/// An alert: what is accepted and can be written reads as an alert with the same identifier, holding in the same areas.
pub fn cap(bytes: &[u8]) {
    match cap::read(bytes) {
        Ok(alert) => {
            let Ok(written) = cap::write(&alert) else { return };
            let again = cap::read(written.as_bytes()).expect("an alert reads as it is written");
            assert_eq!((&again.identifier, again.infos.len()), (&alert.identifier, alert.infos.len()));
            for (again, info) in again.infos.iter().zip(&alert.infos) {
                assert_eq!(again.areas, info.areas);
            }
        }
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}

/// A receiver's line.
pub fn nmea(bytes: &[u8]) {
    let (reports, account) = nmea::read(bytes);
    assert!(reports.len() as u64 <= account.taken, "each report was said");
}

/// A line that an operator types while somebody speaks.
pub fn voice(bytes: &[u8]) {
    let Ok(line) = std::str::from_utf8(bytes) else { return };
    let now: Instant = "2026-12-11T09:20:00Z".parse().expect("a moment");
    match spoken::read(line, now, Span::hours(5), &Room) {
        Ok(spoken) => {
            assert!(
                spoken.at.is_none_or(|at| at <= now.saturating_add(spoken::AHEAD)),
                "nobody passed in the future"
            );
            assert_eq!(spoken.movement.as_str(), "SC-0412");
        }
        Err(unread) => assert!(!unread.to_string().is_empty(), "a refusal says why"),
    }
}

/// One movement, and some points.
pub struct Room;

impl Ground for Room {
    fn movement(&self, said: &str) -> Option<Word> {
        said.ends_with("0412").then(|| "SC-0412".parse().ok()).flatten()
    }

    fn points(&self, _: &Word) -> Vec<Word> {
        ["CP3", "DEMO-SITE-1", "DEMO-SITE-2", "LINE-1"].iter().filter_map(|name| name.parse().ok()).collect()
    }
}
