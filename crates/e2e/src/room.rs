//! A room that is served by the binary, and how it is left.

use std::{
    io::{BufRead as _, BufReader, Read},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Condvar, Mutex, MutexGuard,
        mpsc::{Receiver, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

pub use rustix::process::Signal;
use rustix::process::{Pid, kill_process};
use serde_json::Value;

use crate::{
    binary::{command, command_by},
    client::Client,
};

/// Within what time a room opens, and closes.
const WITHIN: Duration = Duration::from_secs(20);

/// A room that is open.
#[derive(Debug)]
pub struct Room {
    child: Process,
    at: SocketAddr,
    opened: String,
    dir: PathBuf,
    by: Vec<String>,
    printed: Receiver<String>,
    log: Arc<Log>,
    listening: JoinHandle<()>,
}

/// The room of a test that failed is not left behind.
#[derive(Debug)]
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended in most cases.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What it said in its log so far.
#[derive(Debug, Default)]
struct Log {
    lines: Mutex<Vec<String>>,
    more: Condvar,
}

impl Log {
    fn lines(&self) -> MutexGuard<'_, Vec<String>> {
        self.lines.lock().expect("nobody panics with it")
    }

    fn hear(&self, log: impl Read) {
        for line in BufReader::new(log).split(b'\n').map_while(Result::ok) {
            self.lines().push(String::from_utf8_lossy(&line).into_owned());
            self.more.notify_all();
        }
    }
}

impl Room {
    /// Opens the room of this directory on a free port.
    #[track_caller]
    pub fn serve(dir: &Path) -> Room {
        // The machine of the tests may have no time server; a room without a clock it can trust clears nothing.
        Room::serve_as(dir, &["--clock-is-kept"])
    }

    /// The same, told how.
    #[track_caller]
    pub fn serve_as(dir: &Path, arguments: &[&str]) -> Room {
        Room::begin(command().args(["serve", "--data"]).arg(dir).args(arguments), dir)
    }

    /// The same, by another program, which sees a directory that is not seen from here.
    #[track_caller]
    pub fn serve_by(by: &[String], dir: &Path) -> Room {
        let mut command = command_by(by);
        let room = Room::begin(command.args(["serve", "--clock-is-kept", "--data"]).arg(dir), dir);
        Room { by: by.to_owned(), ..room }
    }

    /// Begins what opens a room.
    #[track_caller]
    pub fn begin(command: &mut Command, dir: &Path) -> Room {
        command.args(["--listen", "127.0.0.1:0"]);
        if !command.get_args().any(|argument| argument == "--log") {
            command.args(["--log", "json"]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = Process(command.spawn().expect("the binary starts"));
        let out = BufReader::new(child.0.stdout.take().expect("a pipe"));
        let err = child.0.stderr.take().expect("a pipe");
        let (print, printed) = channel();
        thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| print.send(line)));
        let log = Arc::new(Log::default());
        let heard = Arc::clone(&log);
        let listening = thread::spawn(move || heard.hear(err));
        let began = Instant::now();
        let mut opened = String::new();
        let at = loop {
            let Ok(line) = printed.recv_timeout(WITHIN.saturating_sub(began.elapsed())) else {
                // Best effort: what it complained of is worth more than this.
                let _ = child.0.kill();
                panic!("it did not open, and said in its log: {}", log.lines().join("\n"))
            };
            // A demonstration says more before and after; one that has a site says where it listens after it.
            if line.contains("room is open at ") {
                opened.clone_from(&line);
            }
            let open = line.split_once("room is open at ").or_else(|| line.split_once("It listens at "));
            let address = open.and_then(|(_, at)| at.split_once("://"));
            if let Some(at) = address.and_then(|(_, at)| at.split(' ').next()?.parse().ok()) {
                break at;
            }
        };
        Room { child, at, opened, dir: dir.to_owned(), by: Vec::new(), printed, log, listening }
    }

    /// Nobody in particular.
    pub fn nobody(&self) -> Client {
        Client::nobody(self.at)
    }

    /// Where it listens.
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// What it said to whoever opened it.
    pub fn opened(&self) -> &str {
        &self.opened
    }

    /// Ends the room as a service manager does. It closes in order and says so, its log is clean, its record verifies.
    #[track_caller]
    pub fn close(self) {
        self.close_having_complained(&[]);
    }

    /// The same, when its log has warnings and errors of exactly these matters, in this order. Answers the log.
    #[track_caller]
    pub fn close_having_complained(mut self, of: &[&str]) -> String {
        self.signal(Signal::TERM);
        let closed = self.printed.recv_timeout(WITHIN).expect("it closes in order when told to");
        assert_eq!(closed, "The room is closed.");
        let status = self.child.0.wait().expect("it ends");
        assert!(status.success(), "{status}");
        assert_eq!(self.printed.try_iter().collect::<Vec<_>>(), Vec::<String>::new());
        let (by, dir) = (self.by.clone(), self.dir.clone());
        let log = self.whole_log();
        complains(&log, of);
        verifies_by(&by, &dir);
        log
    }

    /// Ends it as a power cut does: nothing can be tidied up.
    #[track_caller]
    pub fn kill(self) {
        self.kill_having_complained(&[]);
    }

    /// The same, when its log has warnings and errors of exactly these matters.
    #[track_caller]
    pub fn kill_having_complained(mut self, of: &[&str]) {
        self.child.0.kill().expect("it can be killed");
        self.child.0.wait().expect("it ends");
        complains(&self.whole_log(), of);
    }

    /// The log of a room that has ended.
    fn whole_log(self) -> String {
        self.listening.join().expect("its log is read");
        self.log.lines().join("\n")
    }

    /// The line of its log that is of this matter, once it is there.
    #[track_caller]
    pub fn hears_in_log(&self, matter: &str) -> String {
        let (began, mut lines) = (Instant::now(), self.log.lines());
        loop {
            if let Some(line) = lines.iter().find(|line| line.contains(matter)) {
                return line.clone();
            }
            let left = WITHIN.checked_sub(began.elapsed());
            let left = left.unwrap_or_else(|| panic!("its log says nothing of {matter:?}: {lines:#?}"));
            lines = self.log.more.wait_timeout(lines, left).expect("nobody panics with it").0;
        }
    }

    /// Where it listens for something else than requests, as its log says.
    #[track_caller]
    pub fn listens_for(&self, matter: &str) -> SocketAddr {
        let line: Value = serde_json::from_str(&self.hears_in_log(matter)).expect("a line of JSON");
        let at = line["fields"]["listening"].as_str().or(line["listening"].as_str());
        at.and_then(|at| at.parse().ok()).unwrap_or_else(|| panic!("it names no address: {line}"))
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.0.id()
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("it can be told");
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child.0)
    }
}

/// The warnings and errors of a log are of these matters, in this order, and there are no others. A line that is not
/// a log's is one: somebody panicked.
#[track_caller]
fn complains(log: &str, of: &[&str]) {
    const CALM: [&str; 3] = ["TRACE", "DEBUG", "INFO"];
    let is_calm = |line: &&str| match serde_json::from_str::<Value>(line) {
        Ok(said) => said["level"].as_str().is_some_and(|level| CALM.contains(&level)),
        // Lines for people: the moment, then the level.
        Err(_) => line.split_whitespace().nth(1).is_some_and(|level| CALM.contains(&level)),
    };
    let complaints: Vec<&str> = log.lines().filter(|line| !is_calm(line)).collect();
    let are_these = complaints.len() == of.len()
        && complaints.iter().zip(of).all(|(complaint, matter)| complaint.contains(matter));
    assert!(are_these, "its log was to complain of {of:?} and complains of {complaints:#?}");
}

/// The record in this directory verifies, to its last entry.
#[track_caller]
pub fn verifies(dir: &Path) {
    verifies_by(&[], dir);
}

/// The same, seen by another program.
#[track_caller]
pub fn verifies_by(by: &[String], dir: &Path) {
    let said = command_by(by).args(["record", "verify"]).arg(dir).output().expect("the binary starts");
    assert!(said.status.success() && said.stderr.is_empty(), "{said:?}");
}
