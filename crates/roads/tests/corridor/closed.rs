//! What can't be driven: seasons, what is avoided, ends that no road reaches.

use super::*;

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
        "no road leads from islamabad to naran: N-15 from balakot to naran is open in June to October only"
    );
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
