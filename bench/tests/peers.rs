//! RoutingKit's C++, to which nothing of ours is known, finds the same lengths: `cargo test -p bench --features peers`.
#![cfg(feature = "peers")]
#![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

use std::collections::BTreeMap;

use bench::maps::{self, Map, extract, tiled};
use roads::{Hierarchy, Metric, Order, shortest::Search};
use routingkit_cch::{CCH, CCHMetric, CCHMetricPartialUpdater, CCHQuery};

fn agree(map: &Map, ours: &Metric<1>, theirs: &CCHMetric<'_>) {
    let (mut search, mut query) = (Search::default(), CCHQuery::new(theirs));
    let nodes = u32::try_from(map.places.len()).unwrap();
    for number in 0..500 {
        let [from, to] = [7919, 104_729].map(|prime| (number * prime + prime) % nodes);
        query.add_source(from, 0);
        query.add_target(to, 0);
        assert_eq!(search.run(ours, from, to).length(0), query.run().distance(), "{from} to {to}");
    }
}

fn holds(map: &Map) {
    let order = Order::dissecting(map.graph().unwrap(), &map.places, 2).unwrap();
    let weights: Vec<_> = map.times.iter().map(|&time| [time]).collect();
    let ours = Metric::new(&Hierarchy::new(map.graph().unwrap(), &order).unwrap(), &weights, 2).unwrap();
    let cch = CCH::new(order.nodes(), &map.tails(), &map.head, |_| {}, false);
    let mut theirs = CCHMetric::new(&cch, map.times.clone());
    agree(map, &ours, &theirs);
    let changes: BTreeMap<u32, u32> =
        (0..).zip(&map.times).step_by(97).map(|(arc, &time)| (arc, time / 2 + arc % 1000)).collect();
    let next = ours.changed(&changes.iter().map(|(&arc, &time)| (arc, [time])).collect::<Vec<_>>()).unwrap();
    CCHMetricPartialUpdater::new(&cch).apply(&mut theirs, &changes);
    agree(map, &next, &theirs);
}

#[test]
fn on_streets_that_were_made_up_four_times_side_by_side() {
    let (_, small) = maps::small(bench::Size::SHORT).unwrap().unwrap();
    holds(&tiled::tiled(&small, 2).unwrap());
}

#[test]
fn on_real_roads() {
    for name in ["andorra", "monaco-latest", "liechtenstein-latest", "porto_portugal"] {
        let path = maps::extracts().join(format!("{name}.osm.pbf"));
        match path.exists() {
            true => holds(&extract::read(&path).unwrap()),
            false => println!("SKIPPED: no {}", path.display()),
        }
    }
}
