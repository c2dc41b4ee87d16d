//! A room that is served by the binary, and how it is left.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::mpsc::{Receiver, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    binary::{command, safeconduct},
    client::Client,
};

/// Within what time a room opens, and closes.
const WITHIN: Duration = Duration::from_secs(20);

/// A room that is open.
#[derive(Debug)]
pub struct Room {
    child: Child,
    at: SocketAddr,
    dir: PathBuf,
    printed: Receiver<String>,
    log: JoinHandle<String>,
}

impl Room {
    /// Opens the room of this directory on a free port.
    #[track_caller]
    pub fn serve(dir: &Path) -> Room {
        Room::serve_with(dir, &[])
    }

    /// The same, told more than a room needs.
    #[track_caller]
    pub fn serve_with(dir: &Path, more: &[String]) -> Room {
        let mut command = command();
        // The machine of the tests may have no time server; a room without a clock it can trust clears nothing.
        command.args(["serve", "--listen", "127.0.0.1:0", "--clock-is-kept", "--data"]).arg(dir).args(more);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut err = child.stderr.take().expect("a pipe");
        let (print, printed) = channel();
        thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| print.send(line)));
        let log = thread::spawn(move || {
            let mut log = Vec::new();
            err.read_to_end(&mut log).expect("its log is read");
            String::from_utf8_lossy(&log).into_owned()
        });
        let opened = printed.recv_timeout(WITHIN).unwrap_or_else(|_| {
            // Best effort: what it complained of is worth more than this.
            let _ = child.kill();
            String::new()
        });
        let Some(at) = opened.strip_prefix("The room is open at http://").and_then(|at| at.parse().ok())
        else {
            panic!("it did not open but said {opened:?}, and in its log: {}", log.join().unwrap_or_default())
        };
        Room { child, at, dir: dir.to_owned(), printed, log }
    }

    /// Nobody in particular.
    pub fn nobody(&self) -> Client {
        Client::nobody(self.at)
    }

    /// Where it listens.
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// Ends the room as a service manager does. It closes in order and says so, its log is clean, its record verifies.
    #[track_caller]
    pub fn close(mut self) {
        kill_process(self.pid(), Signal::TERM).expect("it can be told to end");
        let closed = self.printed.recv_timeout(WITHIN).expect("it closes in order when told to");
        assert_eq!(closed, "The room is closed.");
        let status = self.child.wait().expect("it ends");
        assert!(status.success(), "{status}");
        assert_eq!(self.printed.try_iter().collect::<Vec<_>>(), Vec::<String>::new());
        assert_eq!(self.log.join().expect("its log is read"), "", "its log is clean");
        verifies(&self.dir);
    }

    /// Ends it as a power cut does: nothing can be tidied up.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
        assert_eq!(self.log.join().expect("its log is read"), "", "its log is clean");
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

/// The record in this directory verifies, to its last entry.
#[track_caller]
pub fn verifies(dir: &Path) {
    let said = safeconduct(["record".as_ref(), "verify".as_ref(), dir.as_os_str()]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
}
