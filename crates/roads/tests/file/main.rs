//! The network file against whatever may happen to it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

use std::sync::Arc;

use proptest::prelude::*;
use roads::{
    chart::{BadFile, Chart, TileKey, Vehicle},
    import::{Note, drawn},
    schematic::karakoram_corridor,
};
use sha2::{Digest as _, Sha256};

/// The corridor as a network file: small, with labels, seasons, districts and something in the place of tiles.
fn corridor() -> Vec<u8> {
    let bare = drawn(&karakoram_corridor().unwrap()).unwrap().file;
    open(bare)
        .unwrap()
        .with_tiles(&TILES.map(|(zoom, column, row, bytes)| (key(zoom, column, row), bytes.to_vec())))
        .unwrap()
}

const TILES: [(u8, u32, u32, &[u8]); 3] = [(4, 11, 6, b"one"), (5, 22, 12, b"another"), (5, 22, 13, b"one")];

fn key(zoom: u8, column: u32, row: u32) -> TileKey {
    TileKey::new(zoom, column, row).unwrap()
}

fn open(bytes: Vec<u8>) -> Result<Chart, BadFile> {
    Chart::open(Arc::new(bytes))
}

#[test]
fn a_drawing_becomes_a_network_file_with_the_same_roads() {
    let network = karakoram_corridor().unwrap();
    let chart = open(corridor()).unwrap();
    assert_eq!((chart.about().name.as_str(), chart.about().reach_mm), (network.name(), network.reach_mm()));
    assert_eq!(chart.heads().len(), network.stretches().count());
    assert_eq!(chart.account().count(Note::Stretches), chart.from().len() as u64);
    let mut legs: Vec<_> = network
        .stretches()
        .map(|leg| {
            (leg.from.to_string(), leg.to.to_string(), leg.road.to_string(), leg.length_mm, leg.duration.0)
        })
        .collect();
    let arc = |arc: usize| {
        let (stretch, direction) = chart.driven(arc).unwrap();
        let label = |node: u32| chart.label(chart.junction(node));
        let road = chart.text(chart.references()[stretch]).to_owned();
        let duration = i64::try_from(chart.durations()[stretch][direction as usize]).unwrap();
        let length = u64::from(chart.lengths()[stretch]);
        (label(chart.tails()[arc]), label(chart.heads()[arc]), road, length, duration)
    };
    let mut arcs: Vec<_> = (0..chart.heads().len()).map(arc).collect();
    legs.sort();
    arcs.sort();
    assert_eq!(arcs, legs);
}

#[test]
fn a_way_over_the_file_is_the_way_over_the_drawing_with_its_districts() {
    let network = karakoram_corridor().unwrap();
    let chart = open(corridor()).unwrap();
    let place = |label: &str| network.junction(label).unwrap().place;
    let july = "2026-07-10T00:00:00Z".parse().unwrap();
    for (from, to) in
        [("islamabad", "gilgit"), ("gilgit", "islamabad"), ("peshawar", "dasu"), ("mingora", "chilas")]
    {
        let query = roads::Query {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            via: Vec::new(),
            departs: july,
            avoid: roads::Avoid::default(),
        };
        let route = network.route(&query).unwrap();
        let way = chart.fastest(place(from), place(to), &Vehicle::car(), 7).unwrap();
        assert_eq!(
            (way.length_mm, way.weight_us.cast_signed()),
            (route.length_mm, route.duration.0),
            "{from} {to}"
        );
        let start = chart.nearest(place(from), None).unwrap().0;
        let mut districts = vec![chart.district_of()[start as usize]];
        districts
            .extend(way.arcs.iter().flat_map(|&arc| chart.crossings(arc as usize)).map(|(_, into)| into));
        let districts: Vec<&str> =
            districts.iter().map(|&d| chart.text(chart.districts()[d as usize])).collect();
        let expected: Vec<&str> = route.crossings.iter().map(|crossing| crossing.district.as_str()).collect();
        assert_eq!(districts, expected, "{from} {to}");
    }
}

#[test]
fn the_same_drawing_gives_the_same_bytes_and_the_pin_names_them() {
    assert_eq!(corridor(), corridor());
    let bytes = corridor();
    let pin = open(bytes.clone()).unwrap().pin();
    assert_eq!(pin, bytes[32..64]);
    let mut other = Sha256::new();
    other.update(&bytes[..32]);
    let count = u32::from_le_bytes(bytes[12..16].try_into().unwrap()) as usize;
    other.update(&bytes[64..64 + count * 64]);
    assert_eq!(pin, <[u8; 32]>::from(other.finalize()));
}

#[test]
fn tiles_lie_in_the_file_as_they_were_given() {
    let chart = open(corridor()).unwrap();
    let tiles = chart.tiles().unwrap();
    for (zoom, column, row, bytes) in TILES {
        assert_eq!(tiles.get(key(zoom, column, row)), Some(bytes));
    }
    assert_eq!((tiles.get(key(6, 0, 0)), tiles.zooms()), (None, Some(4..=5)));
    // With others in their place it is the file that it would have been with those at once.
    let again = chart.with_tiles(&[(key(0, 0, 0), b"all".to_vec())]).unwrap();
    let bare = open(drawn(&karakoram_corridor().unwrap()).unwrap().file).unwrap();
    assert_eq!(again, bare.with_tiles(&[(key(0, 0, 0), b"all".to_vec())]).unwrap());
    assert!(bare.tiles().is_none());
}

#[test]
fn every_flipped_byte_is_found() {
    let whole = corridor();
    let mut bytes = whole.clone();
    for at in 0..whole.len() {
        bytes[at] ^= 0x10;
        let refused = Chart::open(Arc::new(bytes.clone())).err();
        assert!(refused.is_some(), "byte {at}");
        bytes[at] ^= 0x10;
    }
    assert_eq!(bytes, whole);
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let whole = corridor();
    assert_eq!(open(Vec::new()).unwrap_err(), BadFile::NotANetwork);
    assert_eq!(open(b"[network]\nname = 'x'".to_vec()).unwrap_err(), BadFile::NotANetwork);
    let has = whole.len() as u64 - 1;
    assert_eq!(open(whole[..whole.len() - 1].to_vec()).unwrap_err(), BadFile::Length { says: has + 1, has });
    let longer = [whole.clone(), vec![0]].concat();
    assert!(matches!(open(longer).unwrap_err(), BadFile::Length { .. }));
    let mut later = whole.clone();
    later[8] = 9;
    assert_eq!(open(later).unwrap_err(), BadFile::OtherFormat { found: 9 });
    let mut damaged = whole.clone();
    let last = whole.iter().rposition(|&byte| byte != 0).unwrap();
    damaged[last] ^= 1;
    assert!(matches!(open(damaged).unwrap_err(), BadFile::Damaged { .. }));
    for cut in 0..whole.len().min(4_096) {
        assert!(open(whole[..cut].to_vec()).is_err(), "cut at {cut}");
    }
}

#[test]
fn bytes_that_begin_anywhere_are_opened() {
    /// Bytes that begin one byte late, so that no number in them is aligned.
    struct Late(Vec<u8>);
    impl AsRef<[u8]> for Late {
        fn as_ref(&self) -> &[u8] {
            &self.0[1..]
        }
    }
    let chart = Chart::open(Arc::new(Late([vec![0], corridor()].concat()))).unwrap();
    assert_eq!(chart.heads(), open(corridor()).unwrap().heads());
}

/// The file with bytes of one section put in place of others, and every checksum made right again.
fn forged(section: usize, at: usize, with: &[u8]) -> Vec<u8> {
    let mut bytes = corridor();
    let count = u32::from_le_bytes(bytes[12..16].try_into().unwrap()) as usize;
    let entry = 64 + section % count * 64;
    let number = |bytes: &[u8], at: usize| {
        usize::try_from(u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap())).unwrap()
    };
    let (start, length) = (number(&bytes, entry + 16), number(&bytes, entry + 24));
    for (i, byte) in with.iter().enumerate() {
        if length > 0 {
            bytes[start + (at + i) % length] = *byte;
        }
    }
    let hash = Sha256::digest(&bytes[start..start + length]);
    bytes[entry + 32..entry + 64].copy_from_slice(&hash);
    let pin = Sha256::new().chain_update(&bytes[..32]).chain_update(&bytes[64..64 + count * 64]).finalize();
    bytes[32..64].copy_from_slice(&pin);
    bytes
}

/// Everything there is to ask.
fn ask(chart: &Chart) {
    let weights = chart.weights(&Vehicle::car(), 1);
    for junction in 0..u32::try_from(chart.places().len()).unwrap() {
        let _ = (chart.label(junction), chart.copies(junction), chart.place(junction));
    }
    for stretch in 0..chart.from().len() {
        let _ = (chart.kind(stretch), chart.line(stretch).count(), chart.text(chart.names()[stretch]));
    }
    for arc in 0..chart.heads().len() {
        let _ = (chart.driven(arc), chart.crossings(arc));
    }
    let last = u32::try_from(chart.places().len() - 1).unwrap();
    let _ = (chart.between(0, last, &weights), chart.nearest(chart.place(0).unwrap(), Some(&weights)));
    let _ = (chart.account(), chart.kinds());
    if let Some(tiles) = chart.tiles() {
        let _ = (tiles.zooms(), tiles.size(), tiles.iter().map(|(_, bytes)| bytes.len()).sum::<usize>());
        let _ = tiles.get(key(5, 22, 13));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// A file made to harm, its checksums right: refused, or harmless.
    #[test]
    fn numbers_that_lie_are_refused_or_harm_nobody(
        section: usize,
        at: usize,
        with in prop::collection::vec(any::<u8>(), 1..8),
    ) {
        if let Ok(chart) = open(forged(section, at % 10_000, &with)) {
            ask(&chart);
        }
    }

    #[test]
    fn any_bytes_at_all_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(open(bytes.clone()).is_err());
        prop_assert!(open([b"SAFEROAD".to_vec(), 1_u32.to_le_bytes().to_vec(), bytes].concat()).is_err());
    }
}
