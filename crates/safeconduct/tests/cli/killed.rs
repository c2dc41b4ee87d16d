//! The binary, killed at any moment: what it had printed is on the record, and the record goes on.
//!
//! A run of many movements prints one line for each as soon as it is committed. It is killed (SIGKILL: nothing
//! can be tidied up) after a number of lines and a random moment more; the same data directory is used on and
//! on. The moments are drawn from a seed, spread over what a run takes on this machine today; nothing is
//! asserted about time.

use std::{
    fmt,
    io::{BufRead as _, BufReader, Read as _},
    ops::Range,
    path::{Path, PathBuf},
    process::{ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use serde_json::Value;

use crate::{
    binary::{BINARY, FALSE, TRUE, safeconduct, text},
    evidence::Evidence,
    files::{Desk, SMALL_RULEBOOK, lies_in, small_movement},
};

/// How many movements a run is asked for.
const MOVEMENTS: usize = 4;

/// When a run is killed: after this many lines, and then a share of what a line takes, in thousandths.
#[derive(Debug)]
struct Moment {
    lines: usize,
    share: u32,
    /// Lines too long for a pipe to hold two of, so that the run is killed while it prints.
    long: bool,
}

/// What a kill left behind.
#[derive(Default)]
struct Tally {
    nothing_recorded: u32,
    half_a_movement: u32,
    recorded_but_not_printed: u32,
    printed_and_recorded: u32,
    cut_off_lines: u32,
    finished: u32,
}

impl Tally {
    fn kills(&self) -> u32 {
        let [a, b] = [self.nothing_recorded, self.half_a_movement];
        a + b + self.recorded_but_not_printed + self.printed_and_recorded
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} kills: {} before anything was recorded, {} with half a movement on the record, {} between record and \
             print, {} after a printed line; {} lines cut off; besides, {} runs finished first",
            self.kills(),
            self.nothing_recorded,
            self.half_a_movement,
            self.recorded_but_not_printed,
            self.printed_and_recorded,
            self.cut_off_lines,
            self.finished
        )
    }
}

/// Movements and their rulebook, and the directory they are recorded in.
struct Room {
    desk: Desk,
    data: PathBuf,
    /// From start to first line, and from line to line, as last seen.
    first_line: Duration,
    next_line: Duration,
}

impl Room {
    fn new() -> Room {
        let desk = Desk::new();
        desk.file("small.toml", SMALL_RULEBOOK);
        desk.file(
            "long.toml",
            SMALL_RULEBOOK.replace("\"made up\"", &format!("\"{}\"", "made up ".repeat(5_000))),
        );
        for n in 0..MOVEMENTS {
            desk.file(&format!("{n}.toml"), small_movement(&format!("movement-{n}"), n % 2 == 0));
        }
        let data = desk.data();
        Room { desk, data, first_line: Duration::from_millis(20), next_line: Duration::from_millis(2) }
    }

    /// A run over all movements.
    fn run(&self, rules: &str) -> Command {
        let mut run = Command::new(BINARY);
        run.arg("clear").args((0..MOVEMENTS).map(|n| self.desk.path().join(format!("{n}.toml"))));
        run.arg("--rules").arg(self.desk.path().join(rules));
        run.args(["--data", text(&self.data), "--json"]);
        run.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        run
    }

    /// Starts a run and kills it. Every complete line it printed, whether part of one came after, and whether
    /// it ended by itself.
    fn killed(&mut self, at: &Moment) -> (Vec<Value>, bool, bool) {
        let began = Instant::now();
        let rules = if at.long { "long.toml" } else { "small.toml" };
        let mut child = self.run(rules).spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut printed = Vec::new();
        while printed.len() < at.lines {
            match line(&mut out) {
                (Some(line), _) => printed.push(line),
                (None, _) => break,
            }
            if printed.len() == 1 {
                self.first_line = (self.first_line * 3 + began.elapsed()) / 4;
            }
        }
        let lines_seen = u32::try_from(printed.len()).expect("few lines");
        if lines_seen > 1 {
            let since_first = began.elapsed().saturating_sub(self.first_line);
            self.next_line = (self.next_line * 3 + since_first / (lines_seen - 1)) / 4;
        }
        let scale = if at.lines == 0 { self.first_line } else { self.next_line };
        // Long enough, if lines are long, for the pipe to be full.
        let share = if at.long { at.share * 4 } else { at.share };
        thread::sleep(scale * share / 1000);
        let ended = child.try_wait().expect("a child").is_some();
        child.kill().expect("a child can be killed");
        let status = child.wait().expect("a child");
        let cut = loop {
            match line(&mut out) {
                (Some(line), _) => printed.push(line),
                (None, cut) => break cut,
            }
        };
        let mut complaint = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut complaint).expect("text");
        assert_eq!(complaint, "", "it complained before it was killed");
        let ended = ended || status.code().is_some();
        assert!(!ended || status.code() == Some(FALSE), "{status}");
        (printed, cut, ended)
    }

    /// What a kill left, counted; and everything that was printed is on the record, which verifies.
    fn kill(&mut self, at: &Moment, tally: &mut Tally) {
        let before = self.size();
        let (printed, cut, ended) = self.killed(at);
        let size = self.size();
        let recorded = if size == 0 { 0 } else { Evidence::of(&self.data).evaluated_since(before) };
        assert!(recorded >= printed.len(), "{} printed, {recorded} recorded", printed.len());
        if !printed.is_empty() {
            let evidence = Evidence::of(&self.data);
            printed.iter().for_each(|answer| evidence.bears_out(answer));
        }
        if size > 0 {
            verifies(&self.data);
        }
        // The first entry of the log is no movement's; a movement is three entries and then its evaluation.
        let of_movements = size.saturating_sub(before.max(1));
        let fell = match (recorded, of_movements % 4) {
            _ if ended => &mut tally.finished,
            (_, 1..) => &mut tally.half_a_movement,
            (0, _) => &mut tally.nothing_recorded,
            (n, _) if n > printed.len() => &mut tally.recorded_but_not_printed,
            _ => &mut tally.printed_and_recorded,
        };
        *fell += 1;
        tally.cut_off_lines += u32::from(cut);
    }

    fn size(&self) -> u64 {
        if self.data.join("safeconduct.db").exists() { Evidence::of(&self.data).size() } else { 0 }
    }
}

/// The next complete line, or whether part of one was there.
fn line(out: &mut BufReader<ChildStdout>) -> (Option<Value>, bool) {
    let mut line = String::new();
    out.read_line(&mut line).expect("text");
    match line.strip_suffix('\n') {
        Some(line) => (Some(serde_json::from_str(line).expect("a complete line is a document")), false),
        None => (None, !line.is_empty()),
    }
}

fn verifies(data: &Path) {
    let run = safeconduct(["record", "verify", text(data)]);
    assert_eq!(run.code, Some(TRUE), "{run:?}");
}

/// Kills at moments drawn from a seed until so many runs were killed before they ended.
fn kill_often(kills: u32, lines: Range<usize>) -> Tally {
    let mut room = Room::new();
    assert_eq!(room.run("small.toml").output().expect("it starts").status.code(), Some(FALSE));
    let mut tally = Tally::default();
    let mut runner = TestRunner::deterministic();
    let moments = (lines, 0..1200_u32, 0..4_u8);
    let moments = moments.prop_map(|(lines, share, one_in)| Moment { lines, share, long: one_in == 0 });
    while tally.kills() < kills {
        let at = moments.new_tree(&mut runner).expect("a moment").current();
        room.kill(&at, &mut tally);
        assert!(tally.finished < 2 * kills, "it is hardly ever killed: {tally}");
    }
    // The same directory, after all that: a run to its end.
    let before = room.size();
    assert_eq!(room.run("small.toml").output().expect("it starts").status.code(), Some(FALSE));
    assert_eq!(Evidence::of(&room.data).evaluated_since(before), MOVEMENTS);
    verifies(&room.data);
    tally
}

fn kill_and_tell(kills: u32) {
    let began = Instant::now();
    let tally = kill_often(kills, 0..MOVEMENTS);
    eprintln!("{tally}; {:?}", began.elapsed());
    assert!(tally.nothing_recorded > 0 && tally.half_a_movement > 0, "{tally}");
    assert!(tally.printed_and_recorded > 0 && tally.recorded_but_not_printed > 0, "{tally}");
    assert!(tally.cut_off_lines > 0, "{tally}");
}

#[test]
fn whatever_was_printed_before_eighty_kills_is_on_the_record() {
    kill_and_tell(80);
}

#[test]
#[ignore = "the long form, for make soak"]
fn whatever_was_printed_before_two_thousand_kills_is_on_the_record() {
    kill_and_tell(2_000);
}

/// Kills fresh starts while the directory, the database, the key and the first entry come into being. What each
/// left is counted by how far it came; then the same directory is used as if nothing had been.
fn kill_first_starts(kills: u32) {
    let mut stages = [("nothing", 0), ("a directory", 0), ("a database", 0), ("a key", 0), ("entries", 0)];
    let mut runner = TestRunner::deterministic();
    let mut took = Duration::from_millis(20);
    let mut killed = 0;
    while killed < kills {
        let mut room = Room::new();
        room.first_line = took;
        // Squared: most of what is to be interrupted comes early.
        let share = (0..1000_u32).new_tree(&mut runner).expect("a moment").current().pow(2) / 1000;
        let (printed, _, ended) = room.killed(&Moment { lines: 0, share, long: false });
        killed += u32::from(!ended);
        let left = lies_in(&room.data);
        let there = |name: &str| left.iter().any(|found| found == name);
        let stage = match () {
            () if !room.data.exists() => 0,
            () if !there("safeconduct.db") => 1,
            () if !there("record.key") => 2,
            () if room.size() == 0 => 3,
            () => 4,
        };
        stages[stage].1 += 1;
        if stage == 4 {
            verifies(&room.data);
        }
        if !printed.is_empty() {
            let evidence = Evidence::of(&room.data);
            printed.iter().for_each(|answer| evidence.bears_out(answer));
        }
        let before = room.size();
        let began = Instant::now();
        let (answers, _, ended) = room.killed(&Moment { lines: usize::MAX, share: 0, long: false });
        assert!(ended, "a new start works after a kill that left {left:?}");
        assert_eq!(answers.len(), MOVEMENTS);
        assert_eq!(Evidence::of(&room.data).evaluated_since(before), MOVEMENTS);
        verifies(&room.data);
        took = (took * 3 + began.elapsed()) / 4;
        let left = lies_in(&room.data);
        let expected = ["keys.db", "record.key", "record.pub", "safeconduct.db", "writer.lock"];
        let side_files = ["keys.db-shm", "keys.db-wal", "safeconduct.db-shm", "safeconduct.db-wal"];
        assert!(
            left.iter().all(|name| expected.contains(&&**name) || side_files.contains(&&**name)),
            "{left:?}"
        );
        assert!(expected.iter().all(|name| left.iter().any(|found| found == name)), "{left:?}");
    }
    eprintln!("{killed} first starts killed; they left {stages:?}");
    assert!(stages.iter().filter(|(_, count)| *count > 0).count() >= 3, "{stages:?}");
}

#[test]
fn a_first_start_that_is_killed_at_any_point_leaves_a_directory_that_can_be_used() {
    kill_first_starts(40);
}

#[test]
#[ignore = "the long form, for make soak"]
fn four_hundred_first_starts_that_are_killed_leave_directories_that_can_be_used() {
    kill_first_starts(400);
}
