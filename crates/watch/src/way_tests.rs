use super::*;

fn place(lat: i64, lon: i64) -> Place {
    Place::from_e7(lat, lon).unwrap()
}

/// Every piece, one after the other: those whose nearest place is nearer than what lies beside it.
fn slowly(way: &Way, place: Place, expected: u64) -> Spot {
    let plane = Plane::at(place);
    let feet: Vec<Foot> = way.points.windows(2).map(|ends| plane.foot(ends[0], ends[1])).collect();
    let prices = feet.iter().enumerate().filter_map(|(piece, foot)| {
        let (before, after) = (piece.checked_sub(1).map(|before| feet[before]), feet.get(piece + 1));
        if foot.along == 0 && before.is_some_and(|before| before.along < WHOLE)
            || foot.along == WHOLE && after.is_some_and(|after| after.along > 0)
        {
            return None;
        }
        let along = way.along[piece] + (((way.along[piece + 1] - way.along[piece]) * foot.along) >> 20);
        Some((foot.apart.isqrt() + along.abs_diff(expected) / ALONG, along, foot.apart.isqrt()))
    });
    let (_, along, off) = prices.min().unwrap();
    Spot { along, off }
}

#[test]
fn beside_a_straight_way_it_is_as_far_off_as_the_way_is_wherever_it_is_expected() {
    let line: Vec<Place> = (0..40).map(|number| place(0, number * 5_000)).collect();
    let way = Way::new(&line).unwrap();
    let here = place(15_000, 103_000);
    for expected in (0..way.length()).step_by(100_000) {
        let spot = way.spot(&Plane::at(here), here, expected);
        assert!(spot.off.abs_diff(166_792) < 5, "{spot:?}");
    }
}

#[test]
fn the_cheapest_place_is_that_of_looking_at_every_piece() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..60 {
        let mut at = [340_000_000, 720_000_000];
        let line: Vec<Place> = (0..random.usize(2..120))
            .map(|_| {
                at = at.map(|axis| axis + random.i64(-40_000..60_000));
                place(at[0], at[1])
            })
            .collect();
        let way = Way::new(&line).unwrap();
        for _ in 0..40 {
            let near = line[random.usize(..line.len())];
            let [north, east] = [(); 2].map(|()| random.i64(-90_000..90_000));
            let here = place(i64::from(near.lat_e7()) + north, i64::from(near.lon_e7()) + east);
            let expected = random.u64(0..=way.length());
            assert_eq!(way.spot(&Plane::at(here), here, expected), slowly(&way, here, expected));
        }
    }
}

#[test]
fn on_a_road_driven_out_and_back_it_is_the_pass_that_is_expected() {
    let way = Way::new(&[place(0, 0), place(0, 1_000_000), place(0, 0)]).unwrap();
    let (length, here) = (way.length(), place(100, 400_000));
    let spot = |expected| way.spot(&Plane::at(here), here, expected).along;
    // Four tenths of the way out, to a few centimetres: the piece's rounding.
    assert!(spot(0).abs_diff(length / 5) < 50, "{}", spot(0));
    assert!((spot(0) + spot(length)).abs_diff(length) < 50, "{}", spot(length));
}

#[test]
fn what_is_on_another_continent_is_off_the_way_and_nothing_overflows() {
    let way = Way::new(&[place(340_000_000, 720_000_000), place(350_000_000, 730_000_000)]).unwrap();
    for there in [place(-900_000_000, -1_800_000_000), place(0, 0), place(340_000_000, -1_000_000_000)] {
        assert_eq!(way.spot(&Plane::at(there), there, way.length() / 2).off, u64::MAX);
    }
}

#[test]
fn a_place_along_is_where_it_is_found_again() {
    let way = Way::new(&[place(0, 0), place(90_000, 300_000), place(500_000, 800_000)]).unwrap();
    for along in (0..way.length()).step_by(777_777) {
        let there = way.place(along);
        let spot = way.spot(&Plane::at(there), there, along);
        assert!(spot.off < 30 && spot.along.abs_diff(along) < 1_000, "{along} {spot:?}");
    }
}
