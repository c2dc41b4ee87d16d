//! The short form of the fuzz targets of this crate: the same functions (`fuzz/src/strangers.rs`), over mutations of their
//! seeds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

use std::{fs, path::PathBuf};

use proptest::{
    prelude::any,
    sample::Index,
    strategy::{Strategy, ValueTree as _},
    test_runner::TestRunner,
};

#[path = "../../../fuzz/src/strangers.rs"]
mod decoders;

/// A decoder under test.
type Decoder = fn(&[u8]);

const DECODERS: [(&str, Decoder); 10] = [
    ("cot_event", decoders::cot_event),
    ("cot_stream", decoders::cot_stream),
    ("tak_message", decoders::tak_message),
    ("osmand", decoders::osmand),
    ("traccar", decoders::traccar),
    ("owntracks", decoders::owntracks),
    ("gpx", decoders::gpx),
    ("cap", decoders::cap),
    ("nmea", decoders::nmea),
    ("voice", decoders::voice),
];

fn seeds(decoder: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(decoder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

/// A seed with a few bytes replaced, dropped, repeated, or cut off.
fn mutated(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), 0..40_usize, any::<Index>(), 0..6_u8, any::<u8>());
    (any::<Index>(), proptest::collection::vec(change, 1..6)).prop_map(move |(which, changes)| {
        let mut bytes = which.get(&seeds).clone();
        for (from, length, to, what, byte) in changes {
            if bytes.is_empty() {
                break;
            }
            let (start, to) = (from.index(bytes.len()), to.index(bytes.len()));
            let end = bytes.len().min(start + length);
            match what {
                0 => bytes[start] = byte,
                1 => bytes[start] ^= 1 << (byte % 8),
                2 => drop(bytes.drain(start..end)),
                3 => drop(bytes.splice(to..to, bytes[start..end].to_vec())),
                4 => bytes.insert(start, byte),
                _ => bytes.truncate(start),
            }
        }
        bytes
    })
}

#[test]
fn no_decoder_fails_on_a_mutation_of_its_seeds() {
    const TRIALS: u32 = 3000;
    for (name, decoder) in DECODERS {
        let seeds = seeds(name);
        seeds.iter().for_each(|seed| decoder(seed));
        let mut runner = TestRunner::deterministic();
        let inputs = mutated(seeds);
        for _ in 0..TRIALS {
            let input = inputs.new_tree(&mut runner).unwrap().current();
            let outcome = std::panic::catch_unwind(|| decoder(&input));
            assert!(outcome.is_ok(), "{name} failed on {:?}", String::from_utf8_lossy(&input));
        }
    }
}

/// Every seed is what it claims to be; otherwise mutations of it would be mutations of nothing.
#[test]
fn every_seed_is_accepted() {
    use links::{cap, cot, gpx, nmea, phones};
    let received = model::Instant::MIN;
    for seed in seeds("cot_event") {
        cot::read(&seed).unwrap();
    }
    for seed in seeds("tak_message") {
        cot::tak::read(&seed).unwrap();
    }
    for seed in seeds("cot_stream") {
        let (mut stream, mut items) = (cot::stream::Stream::default(), Vec::new());
        stream.hear(&seed, &mut items).unwrap();
        stream.end(&mut items).unwrap();
        assert!(items.iter().any(|item| matches!(item, cot::stream::Item::Event(..))), "{items:?}");
    }
    for seed in seeds("osmand") {
        phones::osmand::read(std::str::from_utf8(&seed).unwrap(), received).unwrap();
    }
    for seed in seeds("traccar") {
        phones::traccar::read(&seed, received).unwrap();
    }
    for seed in seeds("owntracks") {
        phones::owntracks::read(&seed).unwrap();
    }
    for seed in seeds("gpx") {
        assert_eq!(gpx::read(&seed).unwrap().reports().count(), 2);
    }
    for seed in seeds("cap") {
        cap::read(&seed).unwrap();
    }
    for seed in seeds("nmea") {
        assert!(!nmea::read(&seed).0.is_empty());
    }
    let ground = decoders::Room;
    for seed in seeds("voice") {
        let now = "2026-12-11T09:20:00Z".parse().unwrap();
        let line = String::from_utf8(seed).unwrap();
        links::spoken::read(&line, now, model::Span::hours(5), &ground).unwrap();
    }
}
