//! The tiles of real extracts (OpenStreetMap contributors, ODbL 1.0), where the shared data is present, and of the
//! corridor, read by somebody else's reader and held against the networks they were cut of.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

mod drawn;
mod roads_in_tiles;

use std::{
    collections::HashMap,
    io::{Read as _, Write as _},
    path::PathBuf,
    sync::Arc,
};

use geo_types::Geometry;
use mvt_reader::{Reader, feature::Value};
use roads::{
    chart::{Chart, TileKey},
    districts::Districts,
    import::{Imported, Options, extract, scenery::Scenery},
};

const EXTRACTS: [&str; 4] = ["andorra", "monaco-latest", "liechtenstein-latest", "porto_portugal"];
/// The side of a tile, and how much beyond it a tile takes.
const SIDE: i32 = 4_096;
const BEYOND: i32 = 64;

/// The bytes of a shared file.
fn shared(path: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    match std::fs::read(&file) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            // Straight to the handle: the test harness would swallow what `println!` says in a passing test.
            let told = format!("SKIPPED: ../shared/data/{path}: {error}; no tiles were cut of it\n");
            let _ = std::io::stderr().write_all(told.as_bytes());
            None
        }
    }
}

/// The network of a shared extract, and what else it shows.
fn network(name: &str) -> Option<(Chart, Scenery)> {
    let bytes = shared(&format!("roads/{name}.osm.pbf"))?;
    Some(opened(extract(&bytes, &Options::default(), &()).unwrap()))
}

/// The corridor of the demonstration, and its places.
fn corridor() -> (Chart, Scenery) {
    opened(roads::import::drawn(&roads::schematic::karakoram_corridor().unwrap()).unwrap())
}

fn opened(Imported { file, scenery, .. }: Imported) -> (Chart, Scenery) {
    (Chart::open(Arc::new(file)).unwrap(), scenery)
}

/// A feature of a tile, as the other reader finds it.
struct Seen {
    layer: String,
    geometry: Geometry<i32>,
    tags: HashMap<String, Value>,
}

impl Seen {
    fn text(&self, key: &str) -> Option<&str> {
        match self.tags.get(key)? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    fn points(&self) -> Vec<[i32; 2]> {
        use geo_types::{Geometry::*, LineString as Line};
        let line = |line: &Line<i32>| line.0.iter().map(|at| [at.x, at.y]).collect::<Vec<_>>();
        match &self.geometry {
            Point(at) => vec![[at.x(), at.y()]],
            MultiPoint(all) => all.iter().map(|at| [at.x(), at.y()]).collect(),
            LineString(one) => line(one),
            MultiLineString(all) => all.iter().flat_map(line).collect(),
            Polygon(one) => {
                line(one.exterior()).into_iter().chain(one.interiors().iter().flat_map(line)).collect()
            }
            MultiPolygon(all) => all
                .iter()
                .flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()))
                .flat_map(line)
                .collect(),
            other => panic!("{other:?}"),
        }
    }
}

fn read(tile: &[u8]) -> Vec<Seen> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(tile).read_to_end(&mut bytes).unwrap();
    let reader = Reader::new(bytes).unwrap();
    let layers = reader.get_layer_metadata().unwrap();
    let mut seen = Vec::new();
    for layer in layers {
        assert_eq!((layer.version, layer.extent), (2, 4_096), "{}", layer.name);
        for feature in reader.get_features_as::<i32>(layer.layer_index).unwrap() {
            let tags = feature.properties.clone().unwrap_or_default();
            seen.push(Seen { layer: layer.name.clone(), geometry: feature.geometry, tags });
        }
    }
    seen
}

fn cut(chart: &Chart, scenery: &Scenery, districts: Option<&Districts>) -> Vec<(TileKey, Vec<u8>)> {
    tiles::cut(chart, scenery, districts, &()).unwrap()
}

/// Where a place lies at a zoom, in units of its tiles from the north-western corner of the map, by the formula of the
/// OpenStreetMap wiki (Slippy map tilenames).
fn units([lat, lon]: [i32; 2], zoom: u8) -> [f64; 2] {
    let whole = f64::from(1_u32 << zoom) * f64::from(SIDE);
    let lat = (f64::from(lat) / 1e7).to_radians();
    let down = (1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0;
    [(f64::from(lon) / 1e7 + 180.0) / 360.0 * whole, down * whole]
}
