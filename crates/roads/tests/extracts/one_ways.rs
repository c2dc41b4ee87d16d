//! One-ways: no arc drives a piece of road that a one-way forbids.

use std::collections::HashSet;

use super::{
    EXTRACTS, network,
    plain::{Place, Tags, plain},
};

/// Which ways along a road are open to cars, by its plainest tags; `None` for what is not a plain road.
fn open(tags: &Tags) -> Option<(bool, bool)> {
    let highway = tags.get("highway")?;
    if tags.keys().any(|key| key.starts_with("oneway:")) {
        return None;
    }
    let implied =
        highway == "motorway" || tags.get("junction").is_some_and(|j| j == "roundabout" || j == "circular");
    Some(match tags.get("oneway").map(String::as_str) {
        Some("yes") => (true, false),
        Some("-1") => (false, true),
        Some("no") => (true, true),
        None => (true, !implied),
        _ => return None,
    })
}

#[test]
fn no_arc_drives_against_a_one_way() {
    for name in EXTRACTS {
        let Some(network) = network(name) else { continue };
        let (chart, bytes) = (&network.0, &network.2);
        let plain = plain(bytes);
        let (mut allowed, mut forbidden) = (HashSet::new(), HashSet::<[Place; 2]>::new());
        for (nodes, tags) in plain.ways.values() {
            let places: Vec<Place> =
                nodes.iter().filter_map(|node| plain.places.get(node).copied()).collect();
            // What is not plain forbids nothing here.
            let (forward, backward) = match open(tags) {
                Some(open) => open,
                None if tags.contains_key("highway") => (true, true),
                None => continue,
            };
            for two in places.windows(2) {
                for (pair, is_open) in [([two[0], two[1]], forward), ([two[1], two[0]], backward)] {
                    if is_open {
                        allowed.insert(pair)
                    } else {
                        forbidden.insert(pair)
                    };
                }
            }
        }
        let forbidden: HashSet<_> = forbidden.difference(&allowed).collect();
        let mut driven = 0;
        for arc in 0..chart.heads().len() {
            let (stretch, direction) = chart.driven(arc).unwrap();
            let mut line: Vec<Place> = chart.line(stretch).collect();
            if direction == roads::chart::Direction::Backward {
                line.reverse();
            }
            driven += line.windows(2).filter(|two| forbidden.contains(&[two[0], two[1]])).count();
        }
        assert_eq!(driven, 0, "{name}");
        assert!(name == "andorra" || forbidden.len() > 100, "{name}: {}", forbidden.len());
    }
}
