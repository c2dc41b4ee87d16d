//! Imports of real extracts (OpenStreetMap contributors, ODbL 1.0), where the shared data is present, held against what
//! another reader finds in the same files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

mod districts;
mod limits;
mod one_ways;
mod plain;
mod turns;

use std::{
    collections::HashMap,
    io::Write as _,
    path::PathBuf,
    sync::{Arc, LazyLock, Mutex},
};

use roads::{
    chart::Chart,
    import::{Account, BadExtract, Imported, Options, extract},
};

/// The bytes of a shared file.
fn shared(path: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    match std::fs::read(&file) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            // Straight to the handle: the test harness would swallow what `println!` says in a passing test.
            let told = format!("SKIPPED: ../shared/data/{path}: {error}; nothing was imported from it\n");
            let _ = std::io::stderr().write_all(told.as_bytes());
            None
        }
    }
}

fn read(bytes: &[u8]) -> Result<Imported, BadExtract> {
    extract(bytes, &Options::default(), &())
}

/// The network of a shared extract, what its import counted, and the extract.
type Network = Arc<(Chart, Account, Vec<u8>)>;

/// Each is imported once, whichever test asks first.
static NETWORKS: LazyLock<Mutex<HashMap<String, Option<Network>>>> = LazyLock::new(Mutex::default);

fn network(name: &str) -> Option<Network> {
    let made = || {
        let bytes = shared(&format!("roads/{name}.osm.pbf"))?;
        let Imported { file, account, .. } = read(&bytes).unwrap();
        Some(Arc::new((Chart::open(Arc::new(file)).unwrap(), account, bytes)))
    };
    NETWORKS.lock().unwrap().entry(name.to_owned()).or_insert_with(made).clone()
}

const EXTRACTS: [&str; 4] = ["andorra", "monaco-latest", "liechtenstein-latest", "porto_portugal"];
