//! The same on real extracts (OpenStreetMap contributors, ODbL 1.0), where the shared data is present.

use std::{io::Write as _, path::PathBuf, sync::Arc};

use model::Place;
use roads::{
    chart::{Chart, Vehicle},
    choose::{Chooser, Danger, hierarchy},
    import::{Options, extract},
    shortest::Search,
};

fn network(name: &str) -> Option<Chart> {
    let file =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../../shared/data/roads/{name}.osm.pbf"));
    match std::fs::read(&file) {
        Ok(bytes) => {
            let imported = extract(&bytes, &Options::default(), &()).unwrap();
            Some(Chart::open(Arc::new(imported.file)).unwrap())
        }
        Err(error) => {
            // Straight to the handle: the test harness would swallow what `println!` says in a passing test.
            let told = format!(
                "SKIPPED: ../shared/data/roads/{name}.osm.pbf: {error}; nothing was chosen over it\n"
            );
            let _ = std::io::stderr().write_all(told.as_bytes());
            None
        }
    }
}

/// The fastest way of the curve is Dijkstra's, with turn restrictions, on every pair of points.
#[test]
fn the_fastest_choice_is_as_fast_as_the_plain_search_says() {
    for name in ["monaco-latest", "liechtenstein-latest", "andorra"] {
        let Some(chart) = network(name) else { continue };
        let arcs = chart.heads().len();
        let car = Vehicle::car();
        let chooser =
            Chooser::new(chart.clone(), &hierarchy(&chart, 2).unwrap(), car, 6, Danger::unknown(arcs), 2)
                .unwrap();
        let weights = chart.weights(&car, 6);
        let mut search = Search::default();
        let junctions = u32::try_from(chart.places().len()).unwrap();
        for step in 1..=40_u32 {
            let pair = [step.wrapping_mul(7_919) % junctions, step.wrapping_mul(104_729) % junctions];
            let [from, to] = pair.map(|junction| chart.place(junction).unwrap());
            let [start, end] = [from, to].map(|place: Place| chart.nearest(place, Some(&weights)).unwrap().0);
            let plain = chart.between(start, end, &weights);
            let fast = chooser.curve(&mut search, from, to);
            match (plain, fast) {
                (Some(plain), Ok(fast)) => {
                    let weight: u64 = fast[0].arcs.iter().map(|&arc| weights[arc as usize]).sum();
                    // Each arc is rounded up to a millisecond.
                    let rounding = 1000 * fast[0].arcs.len().max(plain.arcs.len()) as u64;
                    assert!(weight.abs_diff(plain.weight_us) <= rounding, "{name} {from:?} {to:?}");
                }
                (None, Err(_)) => {}
                (plain, fast) => panic!("{name} {from:?} {to:?}: {plain:?} {fast:?}"),
            }
        }
    }
}
