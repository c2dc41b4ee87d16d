//! `docs/access.md`: every operation, tried in every role, on a movement one has to do with and on one that one has
//! not. An operation that is new has no body here, and the test fails until it has.
//!
//! When what a role may changed on purpose, write the page again: `WRITE_DOCS=1 cargo test -p e2e access`.

mod bodies;
mod ground;

use std::{env, fmt::Write as _, fs, path::PathBuf};

use e2e::{
    client::{Answer, Client},
    events,
    unit::{ROLES, Scene},
};
use serde_json::Value;

use ground::Ground;

/// Where the description says what can be done.
const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

const HEAD: &str = "\
<!-- Printed by crates/e2e/tests/room/access.rs from the answers of a running room. -->

# Who may do what

Every operation of the API, and what a room answers in each role. What is not granted here is granted to nobody.

| | |
|---|---|
| may | It is done, or the state of things is against it and that is said. |
| 401 | Somebody has to sign in first. |
| 403 | It is not this role's to do. |
| 404 | It is not there; so is answered whoever has nothing to do with it, so that nobody learns that it exists. |

Where an operation is about a movement, what stands before the stroke holds for one the person has to do with, what stands after it for any other. A duty officer and an authority have to do with every
movement, a sponsor with those of their agency, a district officer with those their district was told of or that an open alert went up to them about, a commander and a principal with those whose order names them, an investigator with those a case is
open about, a partner with those that have arrived; for a duty officer and an authority the other is one there is not.

";

/// One operation of the description.
struct Operation {
    action: String,
    method: String,
    path: String,
}

#[test]
fn who_may_do_what_is_as_the_page_says() {
    let scene = Scene::open();
    let operations = described(&scene.nobody());
    let grounds: Vec<Ground> = ROLES.iter().map(|role| Ground::of(&scene, role)).collect();
    let mut table = vec![Vec::new(); operations.len()];
    for ground in &grounds {
        for (row, operation) in table.iter_mut().zip(&operations) {
            row.push(tried(&scene.the(ground.role), operation, ground));
        }
    }
    for (row, operation) in table.iter_mut().zip(&operations) {
        row.push(tried(&scene.nobody(), operation, &grounds[0]));
    }
    scene.close();

    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/access.md");
    let printed = printed(&operations, &table);
    if env::var_os("WRITE_DOCS").is_some() {
        fs::write(&page, &printed).unwrap();
    }
    let kept = fs::read_to_string(&page).unwrap_or_default();
    for (kept, printed) in kept.lines().zip(printed.lines()) {
        assert_eq!(
            kept, printed,
            "the page is not what the room does: WRITE_DOCS=1 cargo test -p e2e access"
        );
    }
    assert_eq!(kept.lines().count(), printed.lines().count(), "operations came or went");
}

/// The operations as the room describes them, signing out last: nothing can be asked after it.
fn described(nobody: &Client) -> Vec<Operation> {
    let description = nobody.read("/openapi.json");
    let mut operations = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in
            item.as_object().unwrap().iter().filter(|(key, _)| METHODS.contains(&key.as_str()))
        {
            let action = operation["x-action"].as_str();
            let action =
                action.unwrap_or_else(|| panic!("{method} {path} is no action: anybody could do it"));
            let method = method.to_uppercase();
            operations.push(Operation { action: action.to_owned(), method, path: path.clone() });
        }
    }
    operations.sort_by_key(|operation| operation.path.ends_with("/session") && operation.method == "DELETE");
    operations
}

/// What a client is answered: on their own movement, and on the other if it is about one.
fn tried(client: &Client, operation: &Operation, ground: &Ground) -> String {
    let on = |movement: &str| {
        let path = ground.path(&operation.path, movement);
        let body = bodies::of(&operation.method, &operation.path, ground);
        let answer = if operation.path.ends_with("/events") {
            events::asked(client)
        } else {
            client.answer(&operation.method, &path, &[], body.as_ref())
        };
        outcome(operation, &answer)
    };
    if !operation.path.contains("/movements/{id}") {
        return on("").to_owned();
    }
    let (own, other) = (on(&ground.own), on(&ground.other));
    if own == other { own.to_owned() } else { format!("{own} / {other}") }
}

#[track_caller]
fn outcome(operation: &Operation, answer: &Answer) -> &'static str {
    let Operation { method, path, .. } = operation;
    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    match (answer.status, problem["type"].as_str().unwrap_or_default()) {
        (200..=299, _) => "may",
        // The state of things is against it; a wrong password, code or token was looked at.
        (409, _) | (401, "/problems/wrong") | (410, "/problems/not-good") => "may",
        (401, "/problems/not-signed-in") => "401",
        (403, "/problems/not-yours-to-do") => "403",
        (404, "/problems/not-there") => "404",
        _ => panic!("{method} {path} is answered {}: {}", answer.status, answer.text()),
    }
}

fn printed(operations: &[Operation], table: &[Vec<String>]) -> String {
    let mut page = String::from(HEAD);
    let roles: Vec<String> = ROLES.iter().map(|role| role.replace('-', " ")).collect();
    let columns = roles.len() + 3;
    writeln!(page, "| action | operation | {} | nobody |", roles.join(" | ")).unwrap();
    writeln!(page, "|{}", "---|".repeat(columns)).unwrap();
    for (Operation { action, method, path }, row) in operations.iter().zip(table) {
        writeln!(page, "| {action} | `{method} {path}` | {} |", row.join(" | ")).unwrap();
    }
    page
}
