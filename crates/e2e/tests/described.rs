//! The room against data made from its own description, by schemathesis: in every role, in form and out of it, nothing is
//! answered with a fault of the room's, and nothing in a way the description does not say.
//!
//! `make fuzz-tools` installs schemathesis beside the build, in the versions of `fuzz-api/requirements.txt`; what it
//! holds the room to stands in `fuzz-api/schemathesis.toml`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and says why"
)]

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Mutex,
    thread,
    time::Instant,
};

use e2e::{
    orders::{prepare, requested},
    unit::{ROLES, Scene},
};

/// The same requests whenever it is run.
const SEED: &str = "20240326";

/// How many runs at a time: one makes data while the other is answered.
const AT_ONCE: usize = 2;

/// How thorough.
struct Extent {
    /// Requests made up for each operation, in form and out of it.
    examples: &'static str,
    /// What is gone through: each operation by itself, or their sequences as well.
    phases: &'static str,
}

#[test]
fn in_every_role_whatever_is_sent_is_answered_as_described() {
    every_role(&Extent { examples: "3", phases: "examples,coverage,fuzzing" });
}

#[test]
#[ignore = "a quarter of an hour: make soak"]
fn in_every_role_whatever_is_sent_for_long_and_in_sequence_is_answered_as_described() {
    every_role(&Extent { examples: "60", phases: "examples,coverage,fuzzing,stateful" });
}

fn every_role(extent: &Extent) {
    let left = Mutex::new(ROLES.iter().map(|role| Some(*role)).chain([None]).collect::<Vec<_>>());
    let failed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some(role) = left.lock().unwrap().pop() else { return };
                    if let Err(found) = run(role, extent) {
                        failed.lock().unwrap().push(found);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Goes through the description in one role, or as nobody; what is found otherwise is the error.
fn run(role: Option<&str>, extent: &Extent) -> Result<(), String> {
    let scene = Scene::open();
    let movement = requested(&scene, "FUZZED-1");
    prepare(&scene, &movement);
    let began = Instant::now();
    let mut command = Command::new(schemathesis());
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz-api");
    command.current_dir(scene.dir()).arg("--config-file").arg(here.join("schemathesis.toml"));
    command.args(["run", &format!("http://{}/openapi.json", scene.room().at())]);
    command.args(["--seed", SEED, "--max-examples", extent.examples, "--phases", extent.phases]);
    command.args(["--continue-on-failure", "--no-shrink"]);
    command.env("MOVEMENT", &movement).env("NO_COLOR", "1");
    if let Some(role) = role {
        let token = scene.the(role).token().unwrap().to_owned();
        command.args(["--header", &format!("Authorization: Bearer {token}")]);
        // It would end the session that the rest is tried with; nobody in particular tries it.
        command.args(["--exclude-operation-id", "sign_out"]);
    }
    let who = role.unwrap_or("nobody");
    let output = command.output().map_err(|error| format!("{who}: schemathesis does not start: {error}"))?;
    eprintln!("{who}: {:.0?}", began.elapsed());
    scene.close();
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("as {who}:\n{}", String::from_utf8_lossy(&said)))
}

fn schemathesis() -> PathBuf {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/schemathesis/bin/schemathesis");
    assert!(
        installed.exists(),
        "schemathesis is not there: run `make fuzz-tools`, which needs python3 with venv"
    );
    installed
}
