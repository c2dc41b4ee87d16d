//! taky, a TAK server of PyPI, on a port of its own: one client sends positions as CoT, and another counts what is passed on to it.
//! More clients would cost it more, because everybody is told everything.
//!
//! It passes on what it reads and keeps the last of each device in memory. Nothing is made durable, nobody is asked who they are,
//! and nothing is watched.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};

use crate::cot::{now, position};
use crate::{
    Row, Table,
    figures::reporting::place,
    machine,
    table::duration,
    timing::{Samples, per_second},
};

/// Within what time it opens, and passes on what was sent.
const WITHIN: Duration = Duration::from_secs(60);

pub(super) fn measure(table: &mut Table, reports: usize, dir: &Path) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let server = match Server::open(dir.path()) {
        Ok(server) => server,
        Err(why) => {
            table.add(Row::fact("taky", format!("not measured: {why:#} (`make tak-clients`)")));
            return Ok(());
        }
    };
    let mut hears = server.connect()?;
    hears.set_read_timeout(Some(WITHIN))?;
    let worked = machine::worked_by(&server.process());
    let mut sends = server.connect()?;
    let text = said(reports);
    let began = Instant::now();
    let heard = thread::scope(|scope| {
        // If it hangs up on who sends, who counts says how far it came.
        scope.spawn(|| sends.write_all(text.as_bytes()));
        counted(&mut hears, reports)
    })?;
    let took = began.elapsed();
    let each = machine::worked_by(&server.process()).saturating_sub(worked).div_f64(heard as f64);
    table.add(
        Row::new("taky: CoT over TCP, passed on to one client", Samples::once(took))
            .rate(per_second(heard as u64, took), "reports")
            .note(format!(
                "one client sends; nothing durable, nothing watched, no credentials; its processor: {} a report",
                duration(each)
            )),
    );
    Ok(())
}

/// All that the one says.
fn said(reports: usize) -> String {
    let (mut text, times) = (String::new(), now());
    (0..reports).for_each(|nth| position(&mut text, "BENCH", place(nth), &times));
    text
}

/// Reads until so many events of senders have come.
fn counted(stream: &mut TcpStream, wanted: usize) -> anyhow::Result<usize> {
    const END: &[u8] = b"</event>";
    let (mut heard, mut kept, mut bytes) = (0, Vec::new(), vec![0; 1 << 16]);
    while heard < wanted {
        let count = stream.read(&mut bytes).context("taky passes on no more")?;
        ensure!(count > 0, "taky hung up after {heard}");
        kept.extend_from_slice(&bytes[..count]);
        heard += kept.windows(END.len()).filter(|window| *window == END).count();
        // What may be the beginning of an end is looked at again.
        kept.drain(..kept.len().saturating_sub(END.len() - 1));
    }
    Ok(heard)
}

struct Server {
    child: Child,
    at: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn open(dir: &Path) -> anyhow::Result<Server> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tak-clients/bin/taky");
        ensure!(program.exists(), "taky is not here");
        // It has no way to be given any free port, so one is found for it.
        let at = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let config = dir.join("taky.conf");
        let said = format!(
            "[taky]\nbind_ip = 127.0.0.1\nroot_dir = {0}\nredis = false\n[cot_server]\nport = {1}\n[ssl]\nenabled = false\n",
            dir.display(),
            at.port()
        );
        std::fs::write(&config, said)?;
        let mut command = Command::new(program);
        command.arg("-c").arg(&config).args(["-l", "error"]).stdin(Stdio::null()).stdout(Stdio::null());
        let server = Server { child: command.stderr(Stdio::null()).spawn()?, at };
        let began = Instant::now();
        while server.connect().is_err() {
            ensure!(began.elapsed() < WITHIN, "taky did not open");
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect(self.at)
    }

    fn process(&self) -> PathBuf {
        Path::new("/proc").join(self.child.id().to_string())
    }
}
