//! What `/openapi.json` says of the room, held to the files the pages are built by, and to itself.
//!
//! When the API changed on purpose, write the file again and the pages' types from it:
//! `WRITE_DOCS=1 cargo test -p e2e description`.

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use e2e::unit::Scene;
use serde_json::Value;

const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

fn described() -> Value {
    let scene = Scene::open();
    let description = scene.nobody().read("/openapi.json");
    scene.close();
    description
}

fn operations(description: &Value) -> impl Iterator<Item = (String, &Value)> {
    let paths = description["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap();
        let operations = item.iter().filter(|(method, _)| METHODS.contains(&method.as_str()));
        operations.map(move |(method, operation)| (format!("{method} {path}"), operation))
    })
}

#[test]
fn the_description_the_pages_are_built_by_is_the_one_that_is_served() {
    let served = serde_json::to_string_pretty(&described()).unwrap() + "\n";
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/openapi.json");
    if env::var_os("WRITE_DOCS").is_some() {
        fs::write(&file, &served).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let first = kept.lines().zip(served.lines()).find(|(kept, served)| kept != served);
    assert!(
        kept == served,
        "web/openapi.json is not what is served, first at {first:?}: \
         WRITE_DOCS=1 cargo test -p e2e description"
    );
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let description = described();
    let mut names = BTreeSet::new();
    for (operation, described) in operations(&description) {
        let name = described["operationId"].as_str().unwrap_or_else(|| panic!("{operation} has no name"));
        assert!(names.insert(name), "{operation} is not the first that is called {name}");
    }
    assert!(names.len() > 50);
}

#[test]
fn whatever_goes_wrong_is_described_as_problem_details() {
    let description = described();
    for (operation, described) in operations(&description) {
        for (status, response) in described["responses"].as_object().unwrap() {
            let is_problem = status.starts_with(['4', '5']);
            let media: Vec<&String> =
                response["content"].as_object().into_iter().flatten().map(|(m, _)| m).collect();
            assert_eq!(media == ["application/problem+json"], is_problem, "{operation} {status}: {media:?}");
            assert_ne!(response["description"], "", "{operation} {status}");
        }
        let body = described.get("requestBody").is_some();
        for status in ["400", "413", "415", "422"] {
            assert!(!body || described["responses"].get(status).is_some(), "{operation} {status}");
        }
    }
}

#[test]
fn nothing_is_referred_to_that_is_not_there() {
    let description = described();
    let mut referred = BTreeSet::new();
    references(&description, &mut referred);
    assert!(referred.len() > 50);
    for reference in referred {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(description.pointer(pointer).is_some(), "{reference}");
    }
}

fn references<'d>(value: &'d Value, found: &mut BTreeSet<&'d str>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str));
            object.values().for_each(|inner| references(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}
