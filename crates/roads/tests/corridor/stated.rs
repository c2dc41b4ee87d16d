//! Ways somebody stated or kept: whether they connect, and whether they still fit.

use super::*;

#[test]
fn a_district_left_and_entered_again_is_named_again() {
    // The Grand Trunk Road leaves Rawalpindi for Islamabad's Tarnol and is back in Rawalpindi at Taxila.
    let route = corridor().along(&words::<Vec<_>>(&["rawalpindi", "hasan-abdal"]), spring()).unwrap();
    let expected = ["pk/punjab/rawalpindi", "pk/islamabad", "pk/punjab/rawalpindi", "pk/punjab/attock"];
    assert_eq!(districts(&route), expected);
    let back = corridor().along(&words::<Vec<_>>(&["hasan-abdal", "rawalpindi"]), spring()).unwrap();
    assert!(districts(&back).into_iter().eq(expected.into_iter().rev()));
    // 900, 500 and 100 thousandths of the way out, so 100, 500 and 900 of the way back.
    for (out, home) in route.crossings.iter().zip(back.crossings.iter().rev()) {
        let mirrored = route.duration.0 - home.leaves_after.0;
        assert!((out.enters_after.0 - mirrored).abs() <= 1, "{out:?} {home:?}");
    }
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
    let twice = corridor().along(&words::<Vec<_>>(&["besham", "besham"]), spring()).unwrap_err();
    assert_eq!(
        twice.to_string(),
        "`besham` stands twice in a row, as places 1 and 2 of the route: name it once"
    );
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
