//! Every road is there, nothing else is, and the same each time.

use std::collections::{BTreeSet, HashMap};

use super::*;

/// What the tiles of a zoom have of roads: by tile and class, the corners of their lines.
type Corners = HashMap<([u32; 2], String), BTreeSet<[i32; 2]>>;

fn corners(tiles: &[(TileKey, Vec<u8>)], zoom: u8) -> Corners {
    let mut corners = Corners::new();
    for (key, bytes) in tiles.iter().filter(|(key, _)| key.zoom() == zoom) {
        for road in read(bytes).iter().filter(|seen| seen.layer == "roads") {
            corners
                .entry((key.place(), road.text("class").unwrap().to_owned()))
                .or_default()
                .extend(road.points());
        }
    }
    corners
}

#[test]
fn every_corner_of_every_road_is_in_its_tile_at_the_highest_zoom() {
    for name in EXTRACTS {
        let Some((chart, scenery)) = network(name) else { continue };
        let tiles = cut(&chart, &scenery, None);
        let corners = corners(&tiles, tiles::HIGHEST);
        let mut asked = 0;
        for stretch in 0..chart.from().len() {
            let line: Vec<[f64; 2]> = chart.line(stretch).map(|place| units(place, tiles::HIGHEST)).collect();
            let reach = |axis: usize| {
                let of = || line.iter().map(|at| at[axis]);
                of().fold(f64::MIN, f64::max) - of().fold(f64::MAX, f64::min)
            };
            // What is shorter than a unit cannot be drawn.
            if reach(0).max(reach(1)) < 2.0 {
                continue;
            }
            let class = chart.kind(stretch).unwrap().class.word().to_owned();
            for at in line {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the map")]
                let tile = at.map(|place| (place / f64::from(SIDE)) as u32);
                #[expect(clippy::cast_possible_truncation, reason = "within a tile")]
                let [x, y] = [0, 1].map(|i| (at[i] - f64::from(tile[i]) * f64::from(SIDE)).round() as i32);
                let there = &corners[&(tile, class.clone())];
                let near = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| [x, y]));
                assert!(
                    near.into_iter().any(|at| there.contains(&at)),
                    "{name}: stretch {stretch} at {tile:?} {x},{y}"
                );
                asked += 1;
            }
        }
        assert!(asked > 1_000, "{name}: {asked}");
    }
}

#[test]
fn no_tile_reaches_farther_than_it_may_and_each_has_something() {
    for name in EXTRACTS {
        let Some((chart, scenery)) = network(name) else { continue };
        for (key, bytes) in cut(&chart, &scenery, None) {
            let seen = read(&bytes);
            assert!(!seen.is_empty(), "{name} {key:?}");
            for [x, y] in seen.iter().flat_map(Seen::points) {
                let within = -BEYOND..=SIDE + BEYOND;
                assert!(within.contains(&x) && within.contains(&y), "{name} {key:?}: {x},{y}");
            }
        }
    }
}

#[test]
fn from_afar_only_great_roads_are_drawn_and_as_few_lines() {
    let Some((chart, scenery)) = network("porto_portugal") else { return };
    let tiles = cut(&chart, &scenery, None);
    let classes = |zoom: u8| -> BTreeSet<String> {
        corners(&tiles, zoom).into_keys().map(|(_, class)| class).collect()
    };
    assert_eq!(classes(4), BTreeSet::from(["motorway".to_owned()]));
    assert!(classes(7).contains("primary") && !classes(7).contains("secondary"));
    assert!(!classes(11).contains("residential") && classes(12).contains("residential"));
    assert!(!classes(12).contains("track") && classes(13).contains("track"));
    let corners_of = |zoom: u8| corners(&tiles, zoom).values().map(BTreeSet::len).sum::<usize>();
    assert!(corners_of(4) * 20 < corners_of(9), "{} and {}", corners_of(4), corners_of(9));
}

#[test]
fn names_numbers_bridges_and_one_ways_come_with_their_roads_near_by() {
    let Some((chart, scenery)) = network("porto_portugal") else { return };
    let tiles = cut(&chart, &scenery, None);
    let near: Vec<Seen> =
        tiles.iter().filter(|(key, _)| key.zoom() == 13).flat_map(|(_, bytes)| read(bytes)).collect();
    let drawn = |key: &str| -> BTreeSet<&str> {
        near.iter().filter(|seen| seen.layer == "roads").filter_map(|seen| seen.text(key)).collect()
    };
    let stated = |column: &[u32]| -> BTreeSet<String> {
        column.iter().filter(|&&text| text != 0).map(|&text| chart.text(text).to_owned()).collect()
    };
    let (names, references) = (stated(chart.names()), stated(chart.references()));
    let missing: Vec<_> = names.iter().filter(|name| !drawn("name").contains(name.as_str())).collect();
    assert!(missing.is_empty() && names.len() > 1_000, "{missing:?}");
    assert!(references.iter().all(|reference| drawn("ref").contains(reference.as_str())));
    let has = |key: &str, value: &Value| near.iter().any(|seen| seen.tags.get(key) == Some(value));
    assert!(
        has("bridge", &Value::Bool(true))
            && has("tunnel", &Value::Bool(true))
            && has("oneway", &Value::SInt(1))
    );
}

#[test]
fn the_same_network_gives_the_same_bytes_on_however_many_threads() {
    let Some((chart, scenery)) = network("andorra") else { return };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| cut(&chart, &scenery, None))
    };
    let one = on(1);
    assert!(one == on(3) && one == cut(&chart, &scenery, None));
    assert!(one.is_sorted_by(|(key, _), (next, _)| key < next));
    let file = chart.with_tiles(&one).unwrap();
    let read = Chart::open(Arc::new(file)).unwrap();
    assert!(one.iter().all(|(key, bytes)| read.tiles().unwrap().get(*key) == Some(bytes)));
}
