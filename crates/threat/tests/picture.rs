//! What is known, what is unknown, and what a passage is exposed to.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, also outside its test functions")]

use model::{Instant, Place, Span};
use threat::{Area, Decay, Feed, Hazard, Incident, Passage, Picture, Roads, Segment, unit};

fn place(text: &str) -> Place {
    text.parse().unwrap()
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Three kilometres at Besham, and three at Pattan, 26 km on.
fn roads() -> Roads {
    let segment = |from, to| Segment { from: place(from), to: place(to), length_mm: 3_000_000 };
    Roads::new(vec![segment("34.93,72.88", "34.95,72.89"), segment("35.10,73.00", "35.12,73.01")]).unwrap()
}

fn around_besham(until: &str) -> Feed {
    Feed {
        area: Area::Around { place: place("34.93,72.88"), radius_mm: 10_000_000 },
        from: at("2026-11-01T00:00:00Z"),
        until: at(until),
    }
}

fn attack(place: Place) -> Incident {
    Incident {
        id: "i-1".parse().unwrap(),
        kind: "attack".parse().unwrap(),
        at: at("2026-11-20T00:00:00Z"),
        place,
        within_mm: 0,
        grade: Some("B2".parse().unwrap()),
    }
}

const NOON: &str = "2026-11-24T12:00:00Z";

#[test]
fn no_report_is_unknown_where_no_fresh_feed_looks_and_known_where_one_does() {
    let (decay, roads) = (Decay::shipped().unwrap(), roads());
    let hazards = |feeds: &[Feed]| {
        let picture = Picture::of(&decay, &roads, &[], feeds, at(NOON));
        [0, 1].map(|segment| picture.hazard(segment).unwrap().known)
    };
    assert_eq!(hazards(&[]), [None, None]);
    assert_eq!(hazards(&[around_besham("2026-11-24T12:00:01Z")]), [Some(0), None]);
    assert_eq!(hazards(&[around_besham(NOON)]), [None, None], "no longer fresh");
}

#[test]
fn a_segment_half_outside_every_feed_is_unknown_and_two_feeds_may_cover_it_together() {
    let decay = Decay::shipped().unwrap();
    let roads =
        Roads::new(vec![Segment { from: place("35,73"), to: place("35,73.1"), length_mm: 10_000_000 }]);
    let roads = roads.unwrap();
    let half = |west: &str, east: &str| Feed {
        area: Area::Within(vec![
            place(&format!("34.9,{west}")),
            place(&format!("34.9,{east}")),
            place(&format!("35.1,{east}")),
            place(&format!("35.1,{west}")),
        ]),
        ..around_besham("2027-01-01T00:00:00Z")
    };
    let known = |feeds: &[Feed]| Picture::of(&decay, &roads, &[], feeds, at(NOON)).hazard(0).unwrap().known;
    let (west, east) = (half("72.9", "73.06"), half("73.06", "73.2"));
    assert_eq!(known(std::slice::from_ref(&west)), None);
    assert_eq!(known(&[west, east]), Some(0));
}

#[test]
fn what_was_reported_where_no_feed_looks_is_shown_and_is_still_unknown() {
    let (decay, roads) = (Decay::shipped().unwrap(), roads());
    let picture = Picture::of(&decay, &roads, &[attack(place("35.11,73.005"))], &[], at(NOON));
    let Hazard { known, reported } = picture.hazard(1).unwrap();
    assert!(known.is_none() && reported > 0);
    assert_eq!(picture.hazard(2), None, "no such segment");
}

#[test]
fn the_exposure_of_a_passage_is_what_is_reported_and_how_much_of_it_is_unknown() {
    let (decay, roads) = (Decay::shipped().unwrap(), roads());
    let feeds = [around_besham("2027-01-01T00:00:00Z")];
    let picture = Picture::of(&decay, &roads, &[attack(place("34.94,72.885"))], &feeds, at(NOON));
    let takes = Span::minutes(6);
    let passages = [0, 1].map(|segment| Passage { segment, takes });
    let exposed = picture.exposure(&roads, &passages, 500);
    let known = picture.hazard(0).unwrap().known.unwrap();
    assert_eq!(exposed.at_least, unit::exposure(known, 3_000_000, 360_000_000, 500));
    // An attack four days ago with all its reach on this road: 1.56e-4 events an hour over 3 km; six minutes at
    // half vulnerability are 7.8e-6.
    assert!((7_700_000_000..7_900_000_000).contains(&exposed.at_least), "{exposed:?}");
    assert_eq!((exposed.unknown_mm, exposed.unknown_us), (3_000_000, 360_000_000));
    let nowhere = picture.exposure(&roads, &[Passage { segment: 9, takes }], 500);
    assert_eq!((nowhere.at_least, nowhere.unknown_us), (0, 360_000_000));
}
