//! The shipped corridor, asked what a duty officer would ask. Expectations come from the map, not from the code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

mod closed;
mod stated;

use std::collections::BTreeSet;

use model::{Instant, Place, Word};
use roads::{Avoid, End, Gap, InTheWay, Leg, Network, NoRoute, Query, Route, schematic};

fn corridor() -> Network {
    schematic::karakoram_corridor().unwrap()
}

fn word(text: &str) -> Word {
    text.parse().unwrap()
}

fn words<S: FromIterator<Word>>(texts: &[&str]) -> S {
    texts.iter().map(|text| word(text)).collect()
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn spring() -> Instant {
    at("2024-03-26T08:00:00+05:00")
}

fn summer() -> Instant {
    at("2024-07-15T05:00:00+05:00")
}

fn query(from: &str, to: &str, departs: Instant) -> Query {
    let end = |text: &str| text.parse::<End>().unwrap();
    Query { from: end(from), to: end(to), via: Vec::new(), departs, avoid: Avoid::default() }
}

fn districts(route: &Route) -> Vec<&str> {
    route.crossings.iter().map(|crossing| crossing.district.as_str()).collect()
}

fn places(route: &Route) -> Vec<&str> {
    route.places().map(Word::as_str).collect()
}

/// Along the Karakoram Highway, from the capital to the project.
const TO_DASU: [&str; 10] = [
    "pk/islamabad",
    "pk/punjab/rawalpindi",
    "pk/punjab/attock",
    "pk/kp/haripur",
    "pk/kp/abbottabad",
    "pk/kp/mansehra",
    "pk/kp/battagram",
    "pk/kp/shangla",
    "pk/kp/lower-kohistan",
    "pk/kp/upper-kohistan",
];

#[test]
fn the_corridor_has_its_places_and_roads() {
    let network = corridor();
    assert_eq!(network.junctions().count(), 25);
    let roads: BTreeSet<Word> = network.stretches().map(|leg| leg.road).collect();
    let expected = words(&["N-35", "E-35", "N-15", "N-90", "M-1", "M-16", "N-5", "N-95", "twin-cities"]);
    assert_eq!(roads, expected);
    let everywhere = |leg: Leg| network.route(&query(leg.from.as_str(), "islamabad", summer())).is_ok();
    assert!(network.stretches().all(everywhere), "one network, no islands");
}

#[test]
fn islamabad_to_dasu_crosses_the_districts_of_the_highway_in_order() {
    let network = corridor();
    let route = network.route(&query("islamabad", "dasu", spring())).unwrap();
    assert_eq!(districts(&route), TO_DASU);
    assert!(places(&route).contains(&"besham"));
    let back = network.route(&query("dasu", "islamabad", spring())).unwrap();
    let mut turned = TO_DASU;
    turned.reverse();
    assert_eq!(districts(&back), turned);
    assert_eq!((back.length_mm, back.duration), (route.length_mm, route.duration));
}

#[test]
fn islamabad_to_dasu_is_as_long_as_the_map_says_and_driven_at_a_convoys_pace() {
    // The great circles of the way add up to about 240 km, and mountain roads wind.
    let route = corridor().route(&query("islamabad", "dasu", spring())).unwrap();
    let (km, minutes) = (route.length_mm / 1_000_000, route.duration.0 / 60_000_000);
    assert!((260..340).contains(&km), "{km} km");
    let kmh = i64::try_from(km).unwrap() * 60 / minutes;
    assert!((30..60).contains(&kmh), "{kmh} km/h on average");
}

#[test]
fn passages_follow_on_each_other_from_departure_to_arrival() {
    let route = corridor().route(&query("islamabad", "gilgit", spring())).unwrap();
    let passages = route.passages(spring());
    assert_eq!(passages.first().unwrap().enters_at, spring());
    assert_eq!(passages.last().unwrap().leaves_at, route.arrives(spring()));
    for pair in passages.windows(2) {
        assert_eq!(pair[0].leaves_at, pair[1].enters_at);
        assert_ne!(pair[0].district, pair[1].district);
    }
    assert!(passages.iter().all(|passage| passage.enters_at < passage.leaves_at));
}

#[test]
fn via_points_are_passed_in_their_order() {
    let mut asked = query("islamabad", "dasu", spring());
    asked.via = vec![End::At(word("mingora")), End::At(word("alpuri"))];
    let route = corridor().route(&asked).unwrap();
    assert_eq!(
        places(&route),
        [
            "islamabad",
            "hasan-abdal",
            "swabi",
            "mingora",
            "khwazakhela",
            "alpuri",
            "besham",
            "dubair",
            "pattan",
            "dasu"
        ]
    );
    assert!(districts(&route).contains(&"pk/kp/swat"));
    assert!(!districts(&route).contains(&"pk/kp/battagram"));
}

#[test]
fn a_point_near_a_place_starts_there() {
    let route = corridor().route(&query("35.27,73.22", "besham", spring())).unwrap();
    assert_eq!(route.from, word("dasu"));
}

#[test]
fn staying_where_one_is_crosses_ones_own_district() {
    let route = corridor().route(&query("dasu", "dasu", spring())).unwrap();
    assert!(route.legs.is_empty());
    assert_eq!(districts(&route), ["pk/kp/upper-kohistan"]);
    assert_eq!(route.check(&corridor()), Ok(()));
}

#[test]
fn the_same_file_and_question_give_the_same_answer() {
    assert_eq!(corridor(), corridor());
    let ask = || corridor().route(&query("peshawar", "gilgit", summer())).unwrap();
    assert_eq!(ask(), ask());
}

#[test]
fn the_nearest_of_the_places_is_found_with_its_distance() {
    let (junction, distance_mm) = corridor().nearest(Place::from_e7(349_300_000, 728_800_000).unwrap());
    assert_eq!((junction.name.as_str(), distance_mm), ("Besham", 0));
}
