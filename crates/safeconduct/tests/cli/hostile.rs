//! What is no movement file at all: refused with a place, quickly, with nothing recorded.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use proptest::{
    prelude::any,
    strategy::{Strategy, ValueTree as _},
    test_runner::TestRunner,
};

use crate::{
    binary::{FALSE, MISUSE, TRUE, safeconduct, text},
    files::{Desk, SMALL_RULEBOOK, lies_in, shipped},
};

#[path = "../../../../fuzz/src/lib.rs"]
mod parsers;

/// Holds a file and finds it refused, with its name and a line where it has lines.
#[track_caller]
fn refused(desk: &Desk, file: &Path, place: &str) {
    let data = desk.data();
    let run = safeconduct(["clear", text(file), "--data", text(&data)]).ended(MISUSE);
    assert!(run.err.contains(&format!("{}{place}", file.display())), "no {place:?} in: {}", run.err);
    assert!(run.err.len() < 20_000, "{} bytes of complaint", run.err.len());
    run.complained(&["safeconduct: "]);
    assert_eq!(lies_in(&data), [""; 0]);
    let check = safeconduct(["rules", "check", text(file)]);
    assert!(matches!(check.code, Some(FALSE | MISUSE)), "{check:?}");
    let as_rules = ["clear", "cases/demo-airport-run.toml", "--rules", text(file), "--data", text(&data)];
    safeconduct(as_rules).ended(MISUSE);
    let as_case = safeconduct(["replay", text(file)]).ended(MISUSE);
    assert!(as_case.err.contains(text(file)), "{}", as_case.err);
    assert_eq!(lies_in(&data), [""; 0]);
}

#[test]
fn files_that_are_no_movement_are_refused_by_name_and_line() {
    let desk = Desk::new();
    let mut garbage = TestRunner::deterministic();
    let ten_megabytes =
        proptest::collection::vec(any::<u8>(), 10 << 20).new_tree(&mut garbage).unwrap().current();
    let case = shipped("demo-airport-run");
    let mut not_utf8 = case.clone().into_bytes();
    let third = case.match_indices('\n').nth(1).unwrap().0 + 1;
    not_utf8[third + 2] = 0xFF;
    let files: [(&str, Vec<u8>, &str); 11] = [
        ("empty.toml", Vec::new(), ":1:"),
        ("blank.toml", b"\n\n\n".to_vec(), ":1:"),
        ("garbage.toml", ten_megabytes, ":1:"),
        ("text.toml", vec![b'a'; 10 << 20], ":1:"),
        ("not-utf8.toml", not_utf8, ":3:3:"),
        ("nul.toml", vec![0; 4096], ":1:"),
        ("brackets.toml", vec![b'['; 1 << 19], ":1:"),
        ("arrays.toml", [b"a = ".as_slice(), &vec![b'['; 100_000]].concat(), ":1:"),
        ("tables.toml", format!("a{} = 1", ".a".repeat(100_000)).into_bytes(), ":1:"),
        ("string.toml", b"[case]\ntitle = \"\"\"\n".to_vec(), ":"),
        ("json.toml", b"{\"case\": {\"title\": \"x\"}}".to_vec(), ":1:"),
    ];
    for (name, content, place) in files {
        refused(&desk, &desk.file(name, content), place);
    }
}

#[test]
fn things_that_are_no_file_are_refused_by_name() {
    let desk = Desk::new();
    refused(&desk, Path::new("/dev/zero"), ":1:");
    refused(&desk, Path::new("/dev/null"), ":1:");
    let directory = desk.path().join("directory.toml");
    fs::create_dir(&directory).unwrap();
    let run = safeconduct(["clear", text(&directory)]).ended(MISUSE);
    run.complained(&["directory.toml", "cannot be read"]);
    let run = safeconduct(["clear", "/no/such/file.toml"]).ended(MISUSE);
    run.complained(&["/no/such/file.toml", "cannot be read"]);
    let link = desk.path().join("loop.toml");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    safeconduct(["clear", text(&link)]).ended(MISUSE).complained(&["loop.toml"]);
}

#[test]
fn a_pipe_is_read_like_a_file() {
    let desk = Desk::new();
    for (content, code) in [("[case".to_owned(), MISUSE), (shipped("demo-airport-run"), TRUE)] {
        let pipe = desk.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let into: PathBuf = pipe.clone();
        let writer = thread::spawn(move || fs::write(into, content).unwrap());
        let run = safeconduct(["clear", text(&pipe)]).ended(code);
        writer.join().unwrap();
        assert!(code == TRUE || run.err.contains("pipe:1:"), "{}", run.err);
        fs::remove_file(pipe).unwrap();
    }
}

#[test]
fn a_megabyte_of_parentheses_in_a_rule_is_a_clear_error() {
    let desk = Desk::new();
    let half = 500_000;
    for expression in [
        "(".repeat(2 * half),
        format!("{}movement.approved{}", "(".repeat(half), ")".repeat(half)),
        format!("{}movement.approved", "!".repeat(half)),
        format!("movement.approved{}", " && movement.approved".repeat(20_000)),
        format!("1{} == 1", "+1".repeat(half / 2)),
        format!("movement{}", ".a".repeat(half / 2)),
        format!("vehicles{}", "[0]".repeat(half / 3)),
        // Within the length, but deep.
        format!("{}movement.approved{}", "(".repeat(2000), ")".repeat(2000)),
        format!("1{} == 1", "+1".repeat(2000)),
        format!("{}now == now", "(now == now) == ".repeat(200)),
    ] {
        let rules =
            SMALL_RULEBOOK.replace("require = \"movement.approved\"", &format!("require = \"{expression}\""));
        let file = desk.file("deep.toml", rules);
        let run = safeconduct(["rules", "check", text(&file)]).ended(FALSE);
        assert!(run.out.contains("deep.toml:"), "{}", run.out);
        assert!(run.out.len() < 2000, "{} bytes of complaint", run.out.len());
    }
    // Denial of a denial is no depth: an even number of them is none.
    let denied = format!("{}movement.approved", "!".repeat(4000));
    let rules = SMALL_RULEBOOK.replace("require = \"movement.approved\"", &format!("require = \"{denied}\""));
    safeconduct(["rules", "test", text(&desk.file("denied.toml", rules))]).ended(TRUE);
}

#[test]
fn the_edges_of_time_are_no_crash() {
    let desk = Desk::new();
    for moment in [
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        "9998-12-31T00:00:00+14:00",
    ] {
        for (case, at) in [
            ("besham-2024-03-26", "2024-03-26T00:00:00+05:00"),
            ("demo-airport-run", "2026-11-24T07:00:00+05:00"),
        ] {
            let file = desk.changed(case, &format!("as_of = {at}"), &format!("as_of = {moment}"));
            let run = safeconduct(["clear", text(&file), "--json"]);
            assert!(matches!(run.code, Some(FALSE | MISUSE)), "{case} at {moment}: {run:?}");
        }
    }
}

/// A shipped text with a few bytes replaced, dropped, repeated or put elsewhere.
fn mutated(texts: &'static [Vec<u8>]) -> impl Strategy<Value = Vec<u8>> {
    let piece = (
        any::<proptest::sample::Index>(),
        0..40_usize,
        any::<proptest::sample::Index>(),
        0..6_u8,
        any::<u8>(),
    );
    (any::<proptest::sample::Index>(), proptest::collection::vec(piece, 1..6)).prop_map(|(which, changes)| {
        let mut bytes = which.get(texts).clone();
        for (from, length, to, what, byte) in changes {
            if bytes.is_empty() {
                break;
            }
            let start = from.index(bytes.len());
            let end = bytes.len().min(start + length);
            let to = to.index(bytes.len());
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

fn shipped_texts(folders: &[&str]) -> &'static [Vec<u8>] {
    let mut texts = Vec::new();
    for folder in folders {
        let mut files: Vec<_> =
            fs::read_dir(crate::binary::house().join(folder)).unwrap().map(|f| f.unwrap().path()).collect();
        files.sort();
        texts.extend(files.into_iter().filter(|file| file.is_file()).map(|file| fs::read(file).unwrap()));
    }
    assert!(!texts.is_empty(), "{folders:?}");
    texts.leak()
}

/// The expressions of the shipped rules, one each.
fn shipped_expressions() -> &'static [Vec<u8>] {
    let mut expressions = Vec::new();
    for rules in shipped_texts(&["rules"]) {
        let text = std::str::from_utf8(rules).unwrap();
        let quoted =
            text.lines().filter(|line| line.starts_with("require = \"") || line.starts_with("when = \""));
        expressions
            .extend(quoted.filter_map(|line| line.split('"').nth(1)).map(|text| text.as_bytes().to_vec()));
    }
    assert!(expressions.len() > 20);
    expressions.leak()
}

/// The shipped corridor as a network file.
fn corridor() -> Vec<u8> {
    let drawn = roads::schematic::karakoram_corridor().expect("shipped");
    roads::import::drawn(&drawn).expect("short enough").file
}

/// The short form of `fuzz/run`: the same functions, over mutations of what is shipped.
#[test]
fn no_parser_fails_on_a_mutation_of_what_is_shipped() {
    const SECONDS_EACH: u64 = 1;
    for (name, parser) in parsers::PARSERS {
        let seeds = match name {
            "facts" => shipped_texts(&["cases"]),
            "rulebook_file" => shipped_texts(&["rules"]),
            "network" => shipped_texts(&["crates/roads/networks"]),
            "expression" => shipped_expressions(),
            "network_file" => vec![corridor()].leak(),
            other => shipped_texts(&[&format!("fuzz/seeds/{other}")]),
        };
        let mut runner = TestRunner::deterministic();
        let inputs = mutated(seeds);
        let began = std::time::Instant::now();
        let mut count = 0_u32;
        while began.elapsed().as_secs() < SECONDS_EACH || count < 20 {
            let input = inputs.new_tree(&mut runner).unwrap().current();
            let outcome = std::panic::catch_unwind(|| parser(&input));
            assert!(outcome.is_ok(), "{name} failed on {:?}", String::from_utf8_lossy(&input));
            count += 1;
        }
        eprintln!("{name}: {count} mutations");
    }
}

/// The same through the whole binary: a movement file is either judged or refused with its place.
#[test]
fn no_mutation_of_a_case_crashes_the_binary() {
    const TRIALS: usize = 150;
    let desk = Desk::new();
    let mut runner = TestRunner::deterministic();
    let inputs = mutated(shipped_texts(&["cases"]));
    let mut judged = 0;
    for _ in 0..TRIALS {
        let file = desk.file("mutated.toml", inputs.new_tree(&mut runner).unwrap().current());
        let run = safeconduct(["clear", text(&file), "--json"]);
        match run.code {
            Some(TRUE | FALSE) => judged += 1,
            Some(MISUSE) => assert!(run.err.contains("mutated.toml:"), "{}", run.err),
            _ => panic!("{run:?}: {}", fs::read_to_string(&file).unwrap_or_default()),
        }
    }
    eprintln!("{TRIALS} mutated cases: {judged} judged, the rest refused with their place");
}

/// Positions and reports of others come as files: each is read or refused with its place.
#[test]
fn no_mutation_of_positions_or_reports_crashes_the_binary() {
    const TRIALS: usize = 60;
    let desk = Desk::new();
    let network = desk.file("corridor", corridor());
    let positions = "time,lat,lon,accuracy,heading,speed\n2026-12-11T06:00:00Z,34.93,72.88,5,10,12.5\n\
                     2026-12-11T06:01:00Z,34.94,72.885,,,\n";
    let reports = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[72.9,34.98]},
        "properties":{"id":"r-1","kind":"attack","at":"2026-12-01T06:00:00Z","within_km":2,"grade":"B2"}},{"type":"Feature","geometry":
        {"type":"Polygon","coordinates":[[[72,34],[73,34],[73,35],[72,34]]]},"properties":{"from":"2026-11-01T00:00:00Z",
        "until":"2026-12-11T00:00:00Z"}}]}"#;
    let way = ["--from", "34.93,72.88", "--to", "35.29,73.22", "--month", "12", "--json"];
    for (name, seed) in [("positions.csv", positions), ("reports.geojson", reports)] {
        let mut runner = TestRunner::deterministic();
        let inputs = mutated(vec![seed.as_bytes().to_vec()].leak());
        let mut read = 0;
        for _ in 0..TRIALS {
            let file = desk.file(name, inputs.new_tree(&mut runner).unwrap().current());
            let run = match name {
                "positions.csv" => {
                    safeconduct(["match", "--network", text(&network), "--track", text(&file), "--json"])
                }
                _ => {
                    let of = ["route", "--network", text(&network), "--reports", text(&file)];
                    safeconduct(of.into_iter().chain(way))
                }
            };
            match run.code {
                Some(TRUE | FALSE) => read += 1,
                Some(MISUSE) => assert!(run.err.contains(name), "{}", run.err),
                _ => panic!("{run:?}: {}", String::from_utf8_lossy(&fs::read(&file).unwrap_or_default())),
            }
        }
        eprintln!("{TRIALS} mutations of {name}: {read} read, the rest refused by name");
    }
}
