//! The shipped corridor, asked what a duty officer would ask. Expectations come from the map, not from the code.

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
fn a_district_left_and_entered_again_is_named_again() {
    // The Grand Trunk Road leaves Rawalpindi for Islamabad's Tarnol and is back in Rawalpindi at Taxila.
    let route = corridor().along(&words::<Vec<_>>(&["rawalpindi", "hasan-abdal"]), spring()).unwrap();
    let expected = ["pk/punjab/rawalpindi", "pk/islamabad", "pk/punjab/rawalpindi", "pk/punjab/attock"];
    assert_eq!(districts(&route), expected);
}

#[test]
fn babusar_is_taken_in_summer_and_closed_in_winter() {
    let network = corridor();
    let summer = network.route(&query("mansehra", "chilas", summer())).unwrap();
    assert_eq!(places(&summer), ["mansehra", "balakot", "naran", "babusar-top", "chilas"]);
    let winter = network.route(&query("mansehra", "chilas", spring())).unwrap();
    assert!(places(&winter).contains(&"dasu"), "{:?}", places(&winter));
    assert!(winter.duration > summer.duration);
}

#[test]
fn a_pass_that_closes_while_the_convoy_is_on_it_is_not_taken() {
    let network = corridor();
    let goes_over = |departs| {
        let route = network.route(&query("naran", "chilas", at(departs)));
        route.is_ok_and(|route| places(&route).contains(&"babusar-top"))
    };
    assert!(goes_over("2024-10-31T08:00:00+05:00"));
    assert!(!goes_over("2024-10-31T22:00:00+05:00"), "October ends on the way");
    assert!(!goes_over("2024-05-31T23:30:00+05:00"), "June begins on the way: nobody sets out in hope");
}

#[test]
fn a_place_cut_off_by_winter_says_which_road_is_closed_and_when_it_opens() {
    let refused = corridor().route(&query("islamabad", "naran", spring())).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "no road leads from islamabad to naran: N-15 from balakot to naran is open in months 6 7 8 9 10 only"
    );
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
fn what_is_avoided_is_driven_around() {
    let network = corridor();
    let avoiding = |avoid: Avoid| network.route(&Query { avoid, ..query("islamabad", "chilas", spring()) });
    let no_expressway = avoiding(Avoid { roads: words(&["E-35"]), ..Avoid::default() }).unwrap();
    assert!(no_expressway.legs.iter().all(|leg| leg.road != word("E-35")));
    let stretch = BTreeSet::from([(word("besham"), word("thakot"))]);
    let over_shangla = avoiding(Avoid { stretches: stretch, ..Avoid::default() }).unwrap();
    assert!(places(&over_shangla).contains(&"alpuri"), "closed both ways, whichever end is named first");
    for avoid in [
        Avoid { places: words(&["besham"]), ..Avoid::default() },
        Avoid { areas: words(&["pk/kp/shangla"]), ..Avoid::default() },
    ] {
        let refused = avoiding(avoid.clone()).unwrap_err();
        let NoRoute::Unconnected { because: Some(InTheWay::Season { road, .. }), .. } = &refused else {
            panic!("{refused}")
        };
        assert_eq!(*road, word("N-15"), "in winter only the pass would remain");
        let around = network.route(&Query { avoid, ..query("islamabad", "dasu", summer()) }).unwrap();
        assert!(places(&around).contains(&"babusar-top"));
        assert!(!districts(&around).contains(&"pk/kp/shangla"));
    }
}

#[test]
fn avoiding_every_way_says_what_was_avoided() {
    let avoid = Avoid { areas: words(&["pk/kp/upper-kohistan"]), ..Avoid::default() };
    let refused = corridor().route(&Query { avoid, ..query("besham", "dasu", summer()) }).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "no road leads from besham to dasu: every way uses something you asked to avoid, N-35 from pattan to dasu for one"
    );
}

#[test]
fn a_misspelt_avoidance_is_an_error_and_not_ignored() {
    let network = corridor();
    let refused = |avoid: Avoid| {
        network.route(&Query { avoid, ..query("islamabad", "dasu", spring()) }).unwrap_err().to_string()
    };
    assert!(refused(Avoid { roads: words(&["N35"]), ..Avoid::default() }).contains("no road `N35`"));
    assert!(refused(Avoid { places: words(&["bisham"]), ..Avoid::default() }).contains("no place `bisham`"));
    assert!(
        refused(Avoid { areas: words(&["pk/kp/kohistan"]), ..Avoid::default() }).contains("pk/kp/kohistan")
    );
    let apart = BTreeSet::from([(word("besham"), word("dasu"))]);
    assert!(refused(Avoid { stretches: apart, ..Avoid::default() }).contains("no stretch joins"));
}

#[test]
fn a_point_near_a_place_starts_there() {
    let route = corridor().route(&query("35.27,73.22", "besham", spring())).unwrap();
    assert_eq!(route.from, word("dasu"));
}

#[test]
fn a_point_far_from_every_road_is_refused_with_the_nearest_place_and_its_distance() {
    // Skardu, which the schematic doesn't reach.
    let refused = corridor().route(&query("islamabad", "35.30,75.62", summer())).unwrap_err();
    let NoRoute::TooFar { label, distance_mm, .. } = &refused else { panic!("{refused}") };
    assert_eq!(*label, word("raikot"));
    assert!((90_000_000..100_000_000).contains(distance_mm), "{distance_mm}");
    let text = refused.to_string();
    assert!(text.contains("35.3,75.62") && text.contains("Raikot") && text.contains("km away"), "{text}");
}

#[test]
fn a_misspelt_place_is_answered_with_what_was_probably_meant() {
    let refused = corridor().route(&query("islamabad", "beshan", spring())).unwrap_err().to_string();
    assert!(refused.contains("did you mean `besham`?"), "{refused}");
}

#[test]
fn staying_where_one_is_crosses_ones_own_district() {
    let route = corridor().route(&query("dasu", "dasu", spring())).unwrap();
    assert!(route.legs.is_empty());
    assert_eq!(districts(&route), ["pk/kp/upper-kohistan"]);
    assert_eq!(route.check(&corridor()), Ok(()));
}

#[test]
fn a_stated_route_that_does_not_connect_names_its_gap_and_what_would_fill_it() {
    let stated: Vec<_> = words(&["thakot", "besham", "dasu"]);
    assert_eq!(
        corridor().along(&stated, spring()).unwrap_err().to_string(),
        "the route doesn't connect at places 2 and 3: no road leads straight from `besham` to `dasu`; the fastest way passes `dubair`, `pattan`"
    );
    let misspelt = corridor().along(&words::<Vec<_>>(&["thakot", "beshan"]), spring()).unwrap_err();
    assert!(misspelt.to_string().contains("place 2, `beshan`"), "{misspelt}");
    assert_eq!(corridor().along(&[], spring()), Err(Gap::Nothing));
    let closed = corridor().along(&words::<Vec<_>>(&["naran", "babusar-top"]), spring()).unwrap_err();
    assert!(matches!(closed, Gap::OutOfSeason { .. }), "{closed}");
}

#[test]
fn a_kept_route_still_fits_its_network_and_a_changed_one_is_found() {
    let network = corridor();
    let route = network.route(&query("islamabad", "dasu", spring())).unwrap();
    let kept: Route = serde_json::from_str(&serde_json::to_string(&route).unwrap()).unwrap();
    assert_eq!(kept, route);
    assert_eq!(kept.check(&network), Ok(()));

    let mut shorter = route.clone();
    shorter.legs[2].length_mm -= 1;
    assert!(shorter.check(&network).unwrap_err().to_string().starts_with("leg 3"));
    let mut gap = route.clone();
    gap.legs.remove(2);
    assert!(matches!(gap.check(&network), Err(Gap::Broken { position: 3, .. })));
    let mut untold = route.clone();
    untold.crossings.remove(7);
    assert!(matches!(untold.check(&network), Err(Gap::Differs { .. })));
    let mut elsewhere = route;
    elsewhere.to = word("chilas");
    assert!(matches!(elsewhere.check(&network), Err(Gap::Differs { .. })));
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
