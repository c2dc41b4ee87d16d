//! Backups and what is made of them: nothing is overwritten, half of one is never taken for the whole, and whatever
//! interrupts the making it is simply repeated.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    binary::{BINARY, FAILURE, FALSE, MISUSE, Run, TRUE, run, safeconduct, text},
    files::{Desk, copy, lies_in, recorded},
};

const WHOLE: [&str; 4] = ["backup.json", "checkpoint", "record.pub", "safeconduct.db"];

fn record(desk: &Desk) -> PathBuf {
    let data = desk.data();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    data
}

fn backup(data: &Path, to: &Path) -> Run {
    safeconduct(["backup", "--data", text(data), text(to)])
}

fn restore(from: &Path, data: &Path) -> Run {
    safeconduct(["restore", text(from), "--data", text(data)])
}

fn serve(data: &Path) -> Run {
    safeconduct(["serve", "--listen", "127.0.0.1:0", "--data", text(data)])
}

#[track_caller]
fn proved(dir: &Path) -> u64 {
    safeconduct(["record", "verify", text(dir), "--json"]).ended(TRUE).json()["proved"].as_u64().unwrap()
}

#[test]
fn a_backup_is_a_whole_record_of_private_files_without_any_key() {
    let desk = Desk::new();
    let (data, to) = (record(&desk), desk.path().join("backup"));
    backup(&data, &to).ended(TRUE).said(&["5 entries, verified", "Not in it, on purpose"]);
    assert_eq!(lies_in(&to), WHOLE);
    assert_eq!(proved(&to), 5);
    let secret = fs::read_to_string(data.join("record.key")).unwrap();
    let secret = secret.lines().last().unwrap();
    assert!(!fs::read_to_string(to.join("backup.json")).unwrap().contains(secret));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&to), 0o700);
        WHOLE.iter().for_each(|name| assert_eq!(mode(&to.join(name)), 0o600, "{name}"));
    }
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(to.join("backup.json")).unwrap()).unwrap();
    assert_eq!((&manifest["size"], &manifest["epoch"]), (&5.into(), &1.into()));
}

#[test]
fn nothing_is_overwritten_and_nothing_lies_within_what_it_is_a_copy_of() {
    let desk = Desk::new();
    let (data, to) = (record(&desk), desk.path().join("backup"));
    backup(&data, &to).ended(TRUE);
    let before = fs::read(to.join("backup.json")).unwrap();
    backup(&data, &to).ended(FAILURE).complained(&["nothing is overwritten"]);
    assert_eq!(fs::read(to.join("backup.json")).unwrap(), before);
    backup(&data, &data.join("inside")).ended(MISUSE).complained(&["lie in one another"]);
    backup(&desk.path().join("nothing"), &desk.path().join("b2")).ended(FAILURE).complained(&["no record"]);
    restore(&to, &data).ended(FAILURE).complained(&["nothing is overwritten"]);
    assert_eq!(proved(&data), 5);
    restore(&to, &to.join("inside")).ended(MISUSE).complained(&["lie in one another"]);
    restore(&data, &desk.path().join("d2")).ended(MISUSE).complained(&["not a whole backup"]);
    safeconduct(["backup", "--data", text(&data)]).ended(MISUSE);
}

#[test]
fn keys_are_exported_by_themselves_and_not_into_a_backup() {
    let desk = Desk::new();
    let (data, to, keys) = (record(&desk), desk.path().join("backup"), desk.path().join("keys"));
    backup(&data, &to).ended(TRUE);
    let export = |to: &Path| safeconduct(["backup", "--data", text(&data), "--keys", text(to)]);
    export(&to).ended(MISUSE).complained(&["is a backup", "another medium"]);
    export(&data).ended(MISUSE).complained(&["lie in one another"]);
    export(&keys).ended(TRUE).said(&["KEEP THIS FILE APART"]);
    let [file] = lies_in(&keys).try_into().unwrap();
    assert!(file.contains("KEEP-APART-FROM-BACKUPS"), "{file}");
    let second = desk.path().join("b2");
    let both = ["backup", "--data", text(&data), text(&second), "--keys", text(&keys)];
    safeconduct(both).ended(MISUSE);
    assert!(!second.exists());
}

#[test]
fn a_restored_record_goes_on_in_a_new_epoch_and_the_directory_is_used_like_any_other() {
    let desk = Desk::new();
    let (data, to, again) = (record(&desk), desk.path().join("backup"), desk.path().join("again"));
    backup(&data, &to).ended(TRUE);
    restore(&to, &again).ended(TRUE).said(&["5 entries", "epoch 2", "--checkpoint FILE"]);
    assert_eq!(proved(&again), 6);
    recorded(&again, &["demo-airport-run"]).ended(TRUE);
    assert_eq!(proved(&again), 10);
    // And once more: a backup of what was restored.
    let (second, third) = (desk.path().join("second"), desk.path().join("third"));
    backup(&again, &second).ended(TRUE);
    let answer = safeconduct(["restore", text(&second), "--data", text(&third), "--json"]).ended(TRUE).json();
    assert_eq!((&answer["epoch"], &answer["goes_on_from"]["size"]), (&3.into(), &10.into()));
    let verified = safeconduct(["record", "verify", text(&third)]).ended(TRUE);
    verified.said(&[
        "epoch 2 was opened",
        "goes on from 5 entries",
        "epoch 3 was opened",
        "goes on from 10 entries",
    ]);
}

#[test]
fn nobody_writes_in_a_backup_or_in_half_of_something() {
    let desk = Desk::new();
    let (data, to, half) = (record(&desk), desk.path().join("backup"), desk.path().join("half"));
    backup(&data, &to).ended(TRUE);
    serve(&to).ended(FAILURE).complained(&["it is a backup", "safeconduct restore"]);
    recorded(&to, &["demo-airport-run"]).ended(FAILURE).complained(&["it is a backup"]);
    assert_eq!(lies_in(&to), WHOLE);
    restore(&to, &half).ended(TRUE);
    fs::write(half.join("unfinished"), "restore").unwrap();
    serve(&half).ended(FAILURE).complained(&["interrupted", "Repeat the restore"]);
    safeconduct(["record", "verify", text(&half)]).ended(FAILURE).complained(&["Repeat the restore"]);
    restore(&to, &half).ended(TRUE);
    assert_eq!(proved(&half), 6);
}

#[test]
fn a_backup_that_was_altered_or_lost_a_file_is_not_restored() {
    let desk = Desk::new();
    let (data, to) = (record(&desk), desk.path().join("backup"));
    backup(&data, &to).ended(TRUE);
    for name in WHOLE {
        for lost in [true, false] {
            let (bad, made) = (desk.path().join(format!("{name}-{lost}")), desk.path().join("made"));
            copy(&to, &bad);
            if lost {
                fs::remove_file(bad.join(name)).unwrap();
            } else {
                let mut bytes = fs::read(bad.join(name)).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                fs::write(bad.join(name), bytes).unwrap();
            }
            let refused = restore(&bad, &made);
            assert!(refused.code == Some(FAILURE) || refused.code == Some(MISUSE), "{name}: {refused:?}");
            refused.complained(&["backup"]);
            assert_eq!(lies_in(&made), Vec::<String>::new(), "{name}: nothing was written");
        }
    }
}

#[test]
fn a_record_that_does_not_hold_is_not_backed_up() {
    let desk = Desk::new();
    let (data, to) = (record(&desk), desk.path().join("backup"));
    let conn = rusqlite::Connection::open(data.join("safeconduct.db")).unwrap();
    conn.execute(
        "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'desk', 'dask') AS BLOB) WHERE n = 2",
        [],
    )
    .unwrap();
    conn.close().unwrap();
    backup(&data, &to).ended(FALSE).said(&["NOT BACKED UP", "entry 2"]);
    restore(&to, &desk.path().join("made")).ended(MISUSE).complained(&["not a whole backup"]);
}

#[test]
fn a_list_of_the_erased_is_read_whole_before_anything_is_written() {
    let desk = Desk::new();
    let (data, to, made) = (record(&desk), desk.path().join("backup"), desk.path().join("made"));
    backup(&data, &to).ended(TRUE);
    let list = desk.file("list", "# since Monday\n01800000-0000-7000-8000-000000000000 by order 7\nKim\n");
    let run = safeconduct(["restore", text(&to), "--data", text(&made), "--erased", text(&list)]);
    run.ended(MISUSE).complained(&["list:3", "record erased"]);
    assert!(!made.exists());
    let keys = desk.file("keys", "not keys");
    let run = safeconduct(["restore", text(&to), "--data", text(&made), "--keys", text(&keys)]);
    run.ended(FAILURE).complained(&["keys"]);
    assert!(!made.exists());
}

/// Runs the binary with files limited to so many blocks of 512 bytes, as on a disk that is full.
fn on_a_full_disk(blocks: u32, arguments: &[&str]) -> Run {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    run(Command::new("sh").args(["-c", &script, BINARY]).args(arguments))
}

#[test]
fn a_disk_that_fills_up_at_any_step_refuses_and_the_same_is_repeated_later() {
    let desk = Desk::new();
    let data = record(&desk);
    let whole = desk.path().join("whole");
    backup(&data, &whole).ended(TRUE);
    let blocks = u32::try_from(fs::metadata(whole.join("safeconduct.db")).unwrap().len() / 512).unwrap();
    let mut refused = 0;
    for limit in [0, 1, 8, blocks / 2, blocks - 1, blocks, blocks + 64, blocks * 2] {
        let (to, made) =
            (desk.path().join(format!("backup-{limit}")), desk.path().join(format!("made-{limit}")));
        let arguments: [&[&str]; 2] = [
            &["backup", "--data", text(&data), text(&to)],
            &["restore", text(&whole), "--data", text(&made)],
        ];
        for (made, arguments) in [&to, &made].into_iter().zip(arguments) {
            let run = on_a_full_disk(limit, arguments);
            if run.code != Some(TRUE) {
                refused += 1;
                run.ended(FAILURE).complained(&["safeconduct: "]);
                let looked = safeconduct(["record", "verify", text(made)]);
                assert_ne!(looked.code, Some(TRUE), "{limit}: half of {arguments:?} is taken for the whole");
            }
            if !lies_in(made).contains(&"backup.json".to_owned()) && !made.join("record.key").exists()
                || made.join("unfinished").exists()
            {
                safeconduct(arguments.iter().copied()).ended(TRUE);
            }
        }
        assert_eq!((proved(&to), proved(&made)), (5, 6), "{limit}");
    }
    assert!(refused >= 6, "only {refused} limits were felt");
}

/// Kills a run at a moment between its start and somewhat more than it takes. Whether it had ended by itself.
fn killed(arguments: &[&str], after: Duration) -> bool {
    let mut command = Command::new(BINARY);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    thread::sleep(after);
    let ended = child.try_wait().expect("a child").is_some();
    child.kill().expect("a child can be killed");
    child.wait().expect("a child");
    ended
}

fn kill_and_repeat(kills: u32) {
    let desk = Desk::new();
    let data = record(&desk);
    let whole = desk.path().join("whole");
    backup(&data, &whole).ended(TRUE);
    let (mut cut_off, mut n) = (0, 0);
    let mut took = Duration::from_millis(40);
    while cut_off < kills {
        n += 1;
        assert!(n < 20 * kills, "it is hardly ever killed: {cut_off} of {n}");
        let (to, made) = (desk.path().join(format!("backup-{n}")), desk.path().join(format!("made-{n}")));
        let restores = n % 2 == 0;
        let (made, arguments) = match restores {
            true => (&made, ["restore", text(&whole), "--data", text(&made)]),
            false => (&to, ["backup", "--data", text(&data), text(&to)]),
        };
        // Spread over the time a run takes by a step that is no part of it.
        killed(&arguments, took * (n * 37 % 100) / 100);
        let is_whole = match restores {
            true => made.join("record.key").exists() && !made.join("unfinished").exists(),
            false => made.join("backup.json").exists() && !made.join("unfinished").exists(),
        };
        if !is_whole {
            cut_off += 1;
            if made.exists() && made.join("unfinished").exists() {
                serve(made).ended(FAILURE).complained(&["interrupted"]);
            }
            let began = Instant::now();
            safeconduct(arguments).ended(TRUE);
            took = (took * 3 + began.elapsed()) / 4;
        }
        assert_eq!(proved(made), if restores { 6 } else { 5 });
        fs::remove_dir_all(made).unwrap();
    }
    eprintln!("{cut_off} of {n} runs were killed before they ended");
}

#[test]
fn a_backup_or_restore_that_is_killed_at_any_point_is_repeated_and_then_whole() {
    kill_and_repeat(40);
}

#[test]
#[ignore = "the long form, for make soak"]
fn four_hundred_backups_and_restores_that_are_killed_are_repeated_and_then_whole() {
    kill_and_repeat(400);
}
