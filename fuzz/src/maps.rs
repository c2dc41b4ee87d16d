//! Files of roads: extracts, network files, districts.

use std::sync::Arc;

use roads::{
    chart::{Chart, Vehicle},
    districts::Districts,
    import::{Options, extract as import},
};
use sha2::{Digest as _, Sha256};

/// An OpenStreetMap extract; what is accepted makes a network that opens and answers.
pub fn extract(bytes: &[u8]) {
    match import(bytes, &Options::default(), &()) {
        Ok(made) => ask(&Chart::open(Arc::new(made.file)).expect("what was made opens")),
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}

/// A network file, as it is and with its checksums made right; what is accepted answers.
pub fn network_file(bytes: &[u8]) {
    for file in [Some(bytes.to_vec()), mended(bytes.to_vec())].into_iter().flatten() {
        match Chart::open(Arc::new(file)) {
            Ok(chart) => ask(&chart),
            Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
        }
    }
}

/// Districts, as GeoJSON or TopoJSON; what is accepted says where points lie.
pub fn districts(bytes: &[u8]) {
    match Districts::read(bytes, "name") {
        Ok(districts) => {
            for point in [[0, 0], [i32::MIN, i32::MAX], [349_300_000, 728_800_000]] {
                let at = districts.at(point) as usize;
                assert!(at == u32::MAX as usize || at < districts.names().len(), "{at}");
            }
        }
        Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says why"),
    }
}

/// Everything there is to ask.
fn ask(chart: &Chart) {
    let weights = chart.weights(&Vehicle::car(), 1);
    let junctions = u32::try_from(chart.places().len()).expect("counted");
    for junction in 0..junctions {
        let _ = (chart.label(junction), chart.copies(junction), chart.place(junction));
    }
    for stretch in 0..chart.from().len() {
        let _ = (chart.kind(stretch), chart.line(stretch).count(), chart.text(chart.names()[stretch]).len());
    }
    for arc in 0..chart.heads().len() {
        let _ = (chart.driven(arc), chart.crossings(arc));
    }
    let _ = (chart.between(0, junctions - 1, &weights), chart.account());
}

/// The same file with every checksum as it should be, so that more than the checksum is tried.
fn mended(mut file: Vec<u8>) -> Option<Vec<u8>> {
    let number = |file: &[u8], at: usize| {
        Some(u64::from_le_bytes(*file.get(at..)?.first_chunk()?)).and_then(|n| usize::try_from(n).ok())
    };
    let count = number(&file, 12)? & 0xFF;
    let table = 64..64 + count * 64;
    file.get(table.clone())?;
    for entry in table.clone().step_by(64) {
        let start = number(&file, entry + 16)?;
        let section = file.get(start..start.checked_add(number(&file, entry + 24)?)?)?;
        let hash = Sha256::digest(section);
        file[entry + 32..entry + 64].copy_from_slice(&hash);
    }
    let pin = Sha256::new().chain_update(&file[..32]).chain_update(&file[table]).finalize();
    file[32..64].copy_from_slice(&pin);
    Some(file)
}
