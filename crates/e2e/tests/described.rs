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
    fs,
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

/// Those who between them may do nearly everything: they go through every bound of every
/// field also where there is little time.
const THOROUGH: [Option<&str>; 3] = [Some("duty-officer"), Some("authority"), Some("administrator")];

/// How long it may take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    Little,
    Much,
}

impl Time {
    /// Requests made up for each operation, in form and out of it.
    fn examples(self) -> &'static str {
        if self == Time::Much { "60" } else { "2" }
    }

    /// What is gone through: made-up data, every bound, and operations in sequence.
    fn phases(self, role: Option<&str>) -> &'static str {
        match self {
            Time::Much => "examples,coverage,fuzzing,stateful",
            Time::Little if THOROUGH.contains(&role) => "examples,coverage,fuzzing",
            Time::Little => "examples,fuzzing",
        }
    }
}

#[test]
fn in_every_role_whatever_is_sent_is_answered_as_described() {
    every_role(Time::Little);
}

#[test]
#[ignore = "half an hour: make soak"]
fn in_every_role_whatever_is_sent_for_long_and_in_sequence_is_answered_as_described() {
    every_role(Time::Much);
}

fn every_role(time: Time) {
    let left = Mutex::new(ROLES.iter().map(|role| Some(*role)).chain([None]).collect::<Vec<_>>());
    let failed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some(role) = left.lock().unwrap().pop() else { return };
                    if let Err(found) = run(role, time) {
                        eprintln!("{found}");
                        failed.lock().unwrap().push(role.unwrap_or("nobody"));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "not as described, as: {}", failed.join(", "));
}

/// Goes through the description in one role, or as nobody; what is found otherwise is the error.
fn run(role: Option<&str>, time: Time) -> Result<(), String> {
    let scene = Scene::open();
    let movement = requested(&scene, "FUZZED-1");
    prepare(&scene, &movement);
    let began = Instant::now();
    let mut asked =
        fs::read_to_string(here().join("schemathesis.toml")).unwrap().replace("${MOVEMENT}", &movement);
    let mut command = Command::new(schemathesis());
    command.current_dir(scene.dir()).args(["--config-file", "schemathesis.toml", "run"]);
    command.arg(format!("http://{}/openapi.json", scene.room().at()));
    command.args(["--seed", SEED, "--max-examples", time.examples(), "--phases", time.phases(role)]);
    command.args(["--continue-on-failure", "--no-shrink", "--warnings", "off"]).env("NO_COLOR", "1");
    if let Some(role) = role {
        let token = scene.the(role).token().unwrap().to_owned();
        asked += &format!("\n[auth.openapi.bearer]\nbearer = \"{token}\"\n");
        // It would end the session that the rest is tried with; nobody in particular tries it.
        command.args(["--exclude-operation-id", "sign_out"]);
    }
    fs::write(scene.dir().join("schemathesis.toml"), asked).unwrap();
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

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz-api")
}

fn schemathesis() -> PathBuf {
    let installed = here().join("../../../target/schemathesis/bin/schemathesis");
    assert!(
        installed.exists(),
        "schemathesis is not there: run `make fuzz-tools`, which needs python3 with venv"
    );
    installed
}
