//! The first format, kept: every type of event as it was first written, read back and written again byte for
//! byte, and the state it amounts to. What is in `v1.jsonl` never changes; a new version gets a file of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

#[path = "../room/mod.rs"]
mod room;
mod story;

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use conduct::{
    Event, State, What,
    event::{TYPES, Unreadable, VERSION},
};
use serde_json::{Value, json};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn lines() -> Vec<String> {
    let text = fs::read_to_string(file("v1.jsonl")).expect("the golden log is there");
    text.lines().map(str::to_owned).collect()
}

fn write(event: &Event) -> String {
    let (kind, body) = event.to_entry().unwrap();
    serde_json_canonicalizer::to_string(&json!({ "type": kind, "v": VERSION, "body": body })).unwrap()
}

fn read(line: &str) -> Result<Event, Unreadable> {
    let entry: Value = serde_json::from_str(line).unwrap();
    let version = u32::try_from(entry["v"].as_u64().unwrap()).unwrap();
    let kind = entry["type"].as_str().unwrap().to_owned();
    Event::from_entry(&kind, version, &entry["body"].to_string())
}

fn folded() -> State {
    let mut state = State::default();
    lines().iter().for_each(|line| state.apply(&read(line).unwrap()));
    state
}

/// Every name `What` reads, asked of the reader itself.
fn known_types() -> BTreeSet<String> {
    let error = serde_json::from_value::<What>(json!({ "type": "nothing", "body": null })).unwrap_err();
    let named = error.to_string();
    named.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_golden_log_has_every_type_of_event_and_there_are_no_others() {
    let types: BTreeSet<String> = TYPES.iter().map(ToString::to_string).collect();
    assert_eq!(types, known_types());
    let written: BTreeSet<String> =
        lines().iter().map(|line| read(line).unwrap().to_entry().unwrap().0).collect();
    assert_eq!(types, written);
}

#[test]
fn every_line_is_read_and_written_again_byte_for_byte() {
    for (n, line) in lines().iter().enumerate() {
        let event = read(line).unwrap_or_else(|error| panic!("line {}: {error}", n + 1));
        assert_eq!(write(&event), *line, "line {}", n + 1);
    }
}

#[test]
fn the_golden_log_amounts_to_the_state_it_always_did() {
    let pinned = fs::read_to_string(file("v1.state.json")).unwrap();
    let state = folded();
    assert_eq!(serde_json_canonicalizer::to_string(&state).unwrap(), pinned.trim_end());
    assert_eq!(serde_json::from_str::<State>(&pinned).unwrap(), state);
}

#[test]
fn an_unknown_type_or_version_says_to_update() {
    let body = json!({ "at": 0, "by": { "role": "system", "agency": "spu" }, "what": {} }).to_string();
    for (kind, version) in [("teleported", VERSION), ("closed", VERSION + 1), ("closed", 0)] {
        let error = Event::from_entry(kind, version, &body).unwrap_err();
        assert!(matches!(error, Unreadable::UnknownType { .. }), "{error}");
        let said = error.to_string();
        assert!(
            said.contains(kind) && said.contains(&version.to_string()) && said.contains("update"),
            "{said}"
        );
    }
}

#[test]
fn a_body_that_is_not_of_its_type_is_named_as_such_and_not_as_an_unknown_type() {
    let line = lines().into_iter().find(|line| line.contains(r#""type":"chosen""#)).unwrap();
    let spoiled = [
        line.replace("\"choice\"", "\"choices\""),
        line.replace("continue", "teleport"),
        line.replace("\"what\":{", "\"what\":{\"more\":1,"),
        line.replace("\"by\":{", "\"more\":1,\"by\":{"),
        line.replace("duty-officer", "emperor").replace("commander", "emperor"),
    ];
    for text in spoiled {
        assert_ne!(text, line);
        let error = read(&text).expect_err(&text);
        assert!(matches!(error, Unreadable::Body { .. }), "{error}");
        assert!(error.to_string().contains("chosen"), "{error}");
    }
}

/// Writes a golden log where there is none. A format that was released is never written again.
#[test]
#[ignore = "writes files: WRITE_GOLDEN=1 cargo test -p conduct --test golden -- --ignored"]
fn write_a_golden_log_for_a_new_version() {
    if env::var_os("WRITE_GOLDEN").is_none() {
        return;
    }
    assert!(!file("v1.jsonl").exists(), "what was released never changes");
    let text: String = story::told().iter().map(|event| write(event) + "\n").collect();
    fs::write(file("v1.jsonl"), text).unwrap();
    fs::write(file("v1.state.json"), serde_json_canonicalizer::to_string(&folded()).unwrap() + "\n").unwrap();
}
