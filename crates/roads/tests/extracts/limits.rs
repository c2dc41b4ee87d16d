//! Limits of size and weight, in the extracts that were chosen for theirs; what is far away, and what is not joined.

use model::Place;
use roads::{
    chart::{Limits, Mode, NoWay, Vehicle},
    import::{BadExtract, Note},
};

use super::{EXTRACTS, network, read, shared};

fn lorry() -> Vehicle {
    Vehicle { mode: Mode::Truck, ..Vehicle::car() }
}

#[test]
fn a_vehicle_drives_a_limited_road_if_it_is_exactly_as_large_as_it_may_be_and_not_if_it_is_larger() {
    type Limit = fn(&Limits) -> u32;
    type Set = fn(&mut Vehicle, u32);
    let height: (&str, Limit, Set) = ("length", |l| l.height_mm, |v, n| v.height_mm = Some(n));
    let width: (&str, Limit, Set) = ("width", |l| l.width_mm, |v, n| v.width_mm = Some(n));
    let weight: (&str, Limit, Set) = ("weight", |l| l.weight_kg, |v, n| v.weight_kg = Some(n));
    let length: (&str, Limit, Set) = ("length", |l| l.length_mm, |v, n| v.length_mm = Some(n));
    for (extract, limit, set) in [height, width, weight, length] {
        let Some(network) = network(&format!("truck_england_{extract}_restriction")) else { continue };
        let chart = &network.0;
        let limited: Vec<(usize, u32)> = (0..chart.heads().len())
            .filter_map(|arc| Some((arc, limit(&chart.kind(chart.driven(arc)?.0)?.limits))))
            .filter(|&(_, limit)| limit > 0)
            .collect();
        assert!(!limited.is_empty(), "{extract}");
        for &(arc, most) in &limited {
            let with = |size: u32| {
                let mut vehicle = lorry();
                set(&mut vehicle, size);
                chart.weights(&vehicle, 7)[arc]
            };
            let any = chart.weights(&lorry(), 7)[arc];
            assert_eq!(with(most), any, "{extract}: exactly as large");
            assert_eq!(with(most + 1), u64::MAX, "{extract}: larger");
        }
    }
}

#[test]
fn what_is_too_large_goes_round() {
    let Some(network) = network("truck_england_width_restriction") else { return };
    let chart = &network.0;
    let wide = Vehicle { width_mm: Some(2_550), ..lorry() };
    let (narrow_weights, wide_weights) = (chart.weights(&lorry(), 7), chart.weights(&wide, 7));
    let (mut longer, mut over_limited) = (0, 0);
    for arc in (0..chart.heads().len())
        .filter(|&arc| narrow_weights[arc] < u64::MAX && wide_weights[arc] == u64::MAX)
    {
        let (from, to) = (chart.junction(chart.tails()[arc]), chart.junction(chart.heads()[arc]));
        let narrow = chart.between(from, to, &narrow_weights).expect("the arc itself");
        if let Some(way) = chart.between(from, to, &wide_weights) {
            over_limited += way.arcs.iter().filter(|&&arc| wide_weights[arc as usize] == u64::MAX).count();
            longer += usize::from(way.weight_us > narrow.weight_us);
        }
    }
    assert!(longer > 0, "somewhere there is a way round");
    assert_eq!(over_limited, 0);
}

#[test]
fn a_point_80_km_away_is_told_with_the_nearest_junction() {
    let Some(network) = network("andorra") else { return };
    let chart = &network.0;
    // Barcelona's Sagrada Familia lies well beyond the border of Andorra.
    let barcelona = Place::from_e7(414_036_000, 21_744_000).unwrap();
    let inside = Place::from_e7(425_070_000, 15_210_000).unwrap();
    let refused = chart.fastest(inside, barcelona, &Vehicle::car(), 7).unwrap_err();
    let NoWay::TooFar { distance_mm, .. } = &refused else { panic!("{refused}") };
    assert!((80_000_000..200_000_000).contains(distance_mm), "{refused}");
    assert!(refused.to_string().contains("is too far from any road: the nearest junction is"), "{refused}");
    assert!(chart.fastest(inside, inside, &Vehicle::car(), 7).is_ok());
}

#[test]
fn two_islands_are_told_apart() {
    for name in EXTRACTS {
        let Some(network) = network(name) else { continue };
        let (chart, account) = (&network.0, &network.1);
        if account.count(Note::Islands) < 2 {
            continue;
        }
        let on = |island: u32| {
            let served = (0_u32..).zip(chart.islands()).filter(|&(junction, &is)| {
                let outs = &chart.first_out()[junction as usize..][..2];
                is == island && outs[0] < outs[1]
            });
            served.map(|(junction, _)| chart.place(junction).unwrap()).next().unwrap()
        };
        let vehicle = Vehicle { has_leave: true, ..Vehicle::car() };
        let refused = chart.fastest(on(0), on(1), &vehicle, 7).unwrap_err();
        assert!(matches!(refused, NoWay::Islands { .. }), "{name}: {refused}");
    }
}

#[test]
fn files_that_cannot_be_read_say_what_and_where() {
    let refused = |name: &str| shared(&format!("roads/{name}")).map(|bytes| read(&bytes).unwrap_err());
    if let Some(refused) = refused("truncated.osm.pbf") {
        assert_eq!(refused, BadExtract::CutOff { block: 2, at: 193, needs: 63_004, has: 56_666 });
    }
    if let Some(refused) = refused("monaco-latest.lz4.osm.pbf") {
        assert_eq!(refused, BadExtract::Compression { block: 1, at: 0, by: "LZ4" });
    }
    if let Some(refused) = refused("karakoram_highway_cleaned.geojson") {
        assert_eq!(refused, BadExtract::NotAnExtract);
    }
}

#[test]
fn the_same_extract_gives_the_same_bytes() {
    for name in ["andorra", "monaco-latest"] {
        let Some(bytes) = shared(&format!("roads/{name}.osm.pbf")) else { continue };
        assert!(read(&bytes).unwrap().file == read(&bytes).unwrap().file, "{name}");
    }
}
