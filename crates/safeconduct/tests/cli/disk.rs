//! A disk that is full, a directory that cannot be written, a key that is gone: refused with the reason,
//! nothing half-written, and later runs go on as if nothing had been.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    binary::{BINARY, FAILURE, FALSE, MISUSE, Run, TRUE, case, house, read, run, safeconduct, text},
    files::{Desk, SMALL_RULEBOOK, lies_in, recorded, small_movement},
};

/// A run that may write files of at most so many blocks of 512 bytes. `signal`: what becomes of a write beyond.
fn limited(blocks: u32, signal: &str, data: &Path) -> Run {
    let script = format!("{signal} ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args([
        "-c",
        &script,
        BINARY,
        "clear",
        text(&case("demo-airport-run")),
        "--data",
        text(data),
        "--json",
    ]);
    run(&mut command)
}

/// The limit's signal is ignored, so that a write beyond it fails as on a full disk.
const WRITE_FAILS: &str = "trap '' XFSZ;";
/// The limit's signal does what it does by default: it kills.
const KILLED: &str = "";

/// What lies in `data` is a record that holds, or nothing that anybody would take for one.
#[track_caller]
fn holds_or_is_not_there(data: &Path) -> u64 {
    let verify = ["record", "verify", text(data), "--json"];
    if data.join("safeconduct.db").exists() {
        let report = safeconduct(verify);
        match report.code {
            Some(TRUE) => return report.json()["proved"].as_u64().unwrap(),
            // Made, but nothing was begun in it.
            _ => assert!(report.ended(FALSE).json()["finding"]["message"] == "the log is empty"),
        }
    }
    0
}

#[test]
fn a_disk_that_fills_up_at_any_point_refuses_with_the_reason_and_loses_nothing() {
    let desk = Desk::new();
    let mut refused = 0;
    for blocks in [0, 1, 2, 8, 16, 32, 64, 96, 128, 160, 192, 224, 256, 320, 400, 500] {
        let data = desk.path().join(format!("data-{blocks}"));
        let run = limited(blocks, WRITE_FAILS, &data);
        match run.code {
            Some(TRUE) => {}
            Some(FAILURE) => {
                refused += 1;
                run.complained(&["safeconduct: ", "data-"]);
            }
            _ => panic!("{blocks} blocks: {run:?}"),
        }
        let before = holds_or_is_not_there(&data);
        recorded(&data, &["demo-airport-run"]).ended(TRUE);
        assert_eq!(holds_or_is_not_there(&data), before.max(1) + 4, "{blocks} blocks");
    }
    assert!(refused >= 5, "only {refused} limits were felt");
}

#[test]
fn a_record_that_reaches_a_limit_stays_as_it_is_and_grows_when_there_is_room_again() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    let mut size = holds_or_is_not_there(&data);
    for (blocks, signal) in
        [(1, WRITE_FAILS), (64, WRITE_FAILS), (128, WRITE_FAILS), (1, KILLED), (64, KILLED)]
    {
        let run = limited(blocks, signal, &data);
        let now = holds_or_is_not_there(&data);
        match run.code {
            Some(TRUE) => assert_eq!(now, size + 4),
            // Refused, or killed by the limit: nothing was acknowledged.
            Some(FAILURE) | None => assert_eq!(run.out, ""),
            _ => panic!("{blocks} blocks: {run:?}"),
        }
        assert!(now >= size, "{blocks} blocks lost entries");
        recorded(&data, &["demo-airport-run"]).ended(TRUE);
        size = holds_or_is_not_there(&data);
    }
}

/// A file system of its own with so many kilobytes, where this user may mount one.
fn on_a_small_disk(kilobytes: u32, script: &str, arguments: &[&str]) -> Option<Run> {
    let mut command = Command::new("unshare");
    let mount = format!("mount -t tmpfs -o size={kilobytes}k none \"$1\" || exit 77; shift; {script}");
    command.args(["--mount", "--map-root-user", "sh", "-c", &mount, BINARY]).args(arguments);
    let output = command.current_dir(house()).output().ok()?;
    let may_not =
        output.status.code() == Some(77) || String::from_utf8_lossy(&output.stderr).contains("unshare");
    if may_not { None } else { Some(read(output)) }
}

#[test]
fn a_disk_that_is_really_full_refuses_with_the_reason_and_keeps_what_was_answered() {
    let desk = Desk::new();
    let mount = text(desk.path()).to_owned();
    let airport = case("demo-airport-run");
    // Runs until the disk is full, then says how the last ended, how many were answered, what verification says.
    let script = r#"
        n=0
        while "$0" clear "$1" --data "$2" --json >>/dev/null 2>"$3"; do n=$((n+1)); [ $n -lt 200 ] || break; done
        cat "$3" >&2
        "$0" record verify "$2" --json | tr -d '\n' | sed "s/^{/{\"answered\":$n,/"
        "#;
    let errors = Desk::new();
    let err = errors.path().join("err");
    let data = format!("{mount}/data");
    for kilobytes in [64, 300, 700, 1200] {
        let arguments = [mount.as_str(), text(&airport), &data, text(&err)];
        let Some(run) = on_a_small_disk(kilobytes, script, &arguments) else {
            eprintln!("SKIPPED: this user may not mount a small disk, so none was filled");
            return;
        };
        assert!(run.err.contains(&data), "{kilobytes} kB: {}", run.err);
        let reasons = ["cannot grow", "No space left", "full"];
        assert!(reasons.iter().any(|reason| run.err.contains(reason)), "{kilobytes} kB: {}", run.err);
        if !run.out.is_empty() {
            let report = run.json();
            let answered = report["answered"].as_u64().unwrap();
            assert!(answered < 200, "{kilobytes} kB were never full");
            if answered > 0 {
                assert_eq!(report["verdict"], "self-consistent", "{kilobytes} kB: {report}");
                let least = 1 + 4 * answered;
                assert!(report["proved"].as_u64().unwrap() >= least, "{kilobytes} kB: {report}");
            }
        }
    }
}

#[test]
fn a_place_that_cannot_hold_a_record_is_refused_with_its_name() {
    let desk = Desk::new();
    let file = desk.file("a-file", "not a directory");
    let airport = case("demo-airport-run");
    for place in [file.clone(), file.join("below"), Path::new("/proc/record").to_owned()] {
        let run = safeconduct(["clear", text(&airport), "--data", text(&place)]).ended(FAILURE);
        run.complained(&[text(&place)]);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "not a directory");
    assert_eq!(lies_in(desk.path()), ["a-file"]);
}

#[test]
fn a_directory_without_permission_is_refused_with_the_reason() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    for name in lies_in(&data).into_iter().chain([String::new()]) {
        let mode = if name.is_empty() { 0o500 } else { 0o400 };
        fs::set_permissions(data.join(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    // Whoever may write whatever the permissions say becomes nobody.
    let all_powerful = fs::File::options().append(true).open(data.join("writer.lock")).is_ok();
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", BINARY];
    let mut command = Command::new(if all_powerful { "setpriv" } else { BINARY });
    command.args(nobody.iter().filter(|_| all_powerful)).args(["clear", text(&case("demo-airport-run"))]);
    let output = command.args(["--data", text(&data)]).current_dir("/").output();
    match output {
        Ok(output) if !matches!(output.status.code(), Some(126 | 127)) => {
            read(output).ended(FAILURE).complained(&[text(&data), "ermission denied"]);
        }
        _ => return eprintln!("SKIPPED: this user may write whatever the permissions say"),
    }
    fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).unwrap();
    safeconduct(["record", "verify", text(&data)]).ended(TRUE);
}

#[test]
fn a_missing_key_is_asked_for_and_none_is_made_up() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    let key = fs::read(data.join("record.key")).unwrap();
    fs::remove_file(data.join("record.key")).unwrap();
    let size = holds_or_is_not_there(&data);
    let run = recorded(&data, &["demo-airport-run"]).ended(FAILURE);
    run.complained(&["record.key", "is missing", "Put the key back"]);
    assert!(!data.join("record.key").exists(), "a key was made up");
    assert_eq!(holds_or_is_not_there(&data), size);
    fs::write(data.join("record.key"), key).unwrap();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
}

#[test]
fn a_foreign_or_damaged_key_is_refused() {
    let [desk, other] = [Desk::new(), Desk::new()];
    for one in [&desk, &other] {
        recorded(&one.data(), &["demo-airport-run"]).ended(TRUE);
    }
    let data = desk.data();
    let size = holds_or_is_not_there(&data);
    let key = fs::read_to_string(data.join("record.key")).unwrap();
    let theirs = fs::read_to_string(other.data().join("record.key")).unwrap();
    let half = key[..key.len() / 2].to_owned();
    let cut = key.trim_end()[..key.trim_end().len() - 1].to_owned();
    let spoilt: [(&str, &str); 5] = [
        (&theirs, "put the right key beside it"),
        (&half, "is not a signing key"),
        (&cut, "is not a signing key"),
        ("", "is not a signing key"),
        ("name\n\u{fc}\u{fc}zz", "is not a signing key"),
    ];
    for (text, reason) in spoilt {
        fs::write(data.join("record.key"), text).unwrap();
        recorded(&data, &["demo-airport-run"]).ended(FAILURE).complained(&[reason]);
        assert_eq!(holds_or_is_not_there(&data), size);
    }
    fs::write(data.join("record.key"), key).unwrap();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
}

#[test]
fn a_second_writer_is_told_who_holds_the_directory_and_harms_nothing() {
    let desk = Desk::new();
    let data = desk.data();
    let rules = desk.file("small.toml", SMALL_RULEBOOK);
    let movement = desk.file("movement.toml", small_movement("small", true));
    // The first writer is kept waiting for a reader of its answer: more than a pipe holds.
    let mut first = Command::new(BINARY);
    first.arg("clear").args(std::iter::repeat_n(&movement, 400));
    first.args(["--rules", text(&rules), "--data", text(&data), "--json"]);
    let mut first = first.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut answers = std::io::BufReader::new(first.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut answers, &mut line).unwrap();
    assert!(line.ends_with("}\n"), "{line}");

    let second = safeconduct(["clear", text(&movement), "--rules", text(&rules), "--data", text(&data)]);
    second.ended(FAILURE).complained(&["is in use by", &format!("process {}", first.id())]);
    // Reading stands in nobody's way.
    safeconduct(["record", "verify", text(&data)]).ended(TRUE);

    std::io::copy(&mut answers, &mut std::io::sink()).unwrap();
    assert_eq!(first.wait().unwrap().code(), Some(TRUE));
    assert_eq!(holds_or_is_not_there(&data), 1 + 4 * 400);
    safeconduct(["clear", text(&movement), "--rules", text(&rules), "--data", text(&data)]).ended(TRUE);
}

#[test]
fn something_else_in_the_place_of_the_database_is_left_alone() {
    for (content, reason) in
        [("", "empty"), ("not a database at all, and long enough to be read as one", "database")]
    {
        let desk = Desk::new();
        let data = desk.data();
        fs::create_dir(&data).unwrap();
        fs::write(data.join("safeconduct.db"), content).unwrap();
        let run = recorded(&data, &["demo-airport-run"]).ended(FAILURE).complained(&["safeconduct.db"]);
        assert!(run.err.contains(reason), "{}", run.err);
        assert_eq!(fs::read_to_string(data.join("safeconduct.db")).unwrap(), content);
        let run = safeconduct(["record", "verify", text(&data)]);
        assert!(matches!(run.code, Some(FAILURE | MISUSE)), "{run:?}");
    }
}
