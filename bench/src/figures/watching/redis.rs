//! Redis, a server of its own on a socket, asked in its protocol as its documentation has it: each report sets where the
//! vehicle is and asks which areas' middles are within the largest radius. It keeps nothing on disk.
//!
//! It knows points only. Which of the areas found contains the vehicle, what a polygon encloses, whether it was there
//! before, and everything else the watch finds is left to whoever asks.

use std::{
    fmt::Write as _,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    os::unix::net::UnixStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use watch::{Fence, Shape};

use super::{Seen, degrees};
use crate::{
    Row, Table,
    table::duration,
    timing::{Samples, per_second, timed},
};

/// Reports sent before their answers are waited for: what its documentation calls pipelining.
const PIPELINED: usize = 64;
/// Within what time it opens.
const OPENS_WITHIN: Duration = Duration::from_secs(10);
/// Middles within this are asked for, in metres: the largest area of the load reaches so far.
const REACH: u32 = 1_600;

pub(super) fn measure(table: &mut Table, areas: &[Fence], seen: &[Seen], dir: &Path) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let mut server = match Server::open(dir.path()) {
        Ok(server) => server,
        Err(why) => {
            table.add(Row::fact("Redis GEO", format!("not measured: {why:#} (Debian's redis-server)")));
            return Ok(());
        }
    };
    for (number, area) in areas.iter().enumerate() {
        let Some(middle) = middle(area) else { continue };
        server.ask(&command(&["GEOADD", "areas", &middle[1], &middle[0], &number.to_string()]), 1)?;
    }
    let asked: Vec<String> = seen.iter().map(|seen| question(*seen)).collect();
    let single = asked.iter().take(seen.len() / 5 + 1);
    let one: Samples = single
        .map(|asked| timed(|| server.ask(asked, 2)))
        .map(|(done, took)| done.map(|()| took))
        .collect::<anyhow::Result<_>>()?;
    let slowest = one.slowest_of_a_thousand().map(duration).unwrap_or_default();
    let does = "middles of areas only, no polygons, no memory of who was inside; nothing kept on disk";
    table.add(
        Row::new("Redis GEO, GEOADD and GEOSEARCH, one at a time", one)
            .note(format!("p99.9 {slowest}; {does}")),
    );
    let batches: Vec<(String, usize)> =
        asked.chunks(PIPELINED).map(|some| (some.concat(), some.len() * 2)).collect();
    let (done, took) = timed(|| batches.iter().try_for_each(|(some, answers)| server.ask(some, *answers)));
    done?;
    table.add(
        Row::new(format!("Redis GEO, all of them, {PIPELINED} in one go"), Samples::once(took))
            .rate(per_second(seen.len() as u64, took), "reports")
            .note(format!("{does}; a process of its own beside who asks")),
    );
    Ok(())
}

fn middle(area: &Fence) -> Option<[String; 2]> {
    let place = match &area.shape {
        Shape::Circle { middle, .. } => degrees(*middle),
        Shape::Polygon { outline, .. } => {
            let sum =
                outline.iter().map(|place| degrees(*place)).fold([0.0; 2], |a, b| [a[0] + b[0], a[1] + b[1]]);
            sum.map(|axis| axis / outline.len() as f64)
        }
    };
    Some(place.map(|axis| format!("{axis:.7}")))
}

fn question((vehicle, place): Seen) -> String {
    let [lat, lon] = degrees(place).map(|axis| format!("{axis:.7}"));
    let set = command(&["GEOADD", "vehicles", &lon, &lat, &vehicle.to_string()]);
    let reach = REACH.to_string();
    set + &command(&["GEOSEARCH", "areas", "FROMLONLAT", &lon, &lat, "BYRADIUS", &reach, "m"])
}

fn command(words: &[&str]) -> String {
    words.iter().fold(format!("*{}\r\n", words.len()), |mut all, word| {
        // Writing to a string does not fail.
        let _ = write!(all, "${}\r\n{word}\r\n", word.len());
        all
    })
}

struct Server {
    child: Child,
    line: BufReader<UnixStream>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn open(dir: &Path) -> anyhow::Result<Server> {
        let socket = dir.join("redis.sock");
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", "", "--appendonly", "no", "--unixsocket"]).arg(&socket);
        let child = command
            .arg("--dir")
            .arg(dir)
            .stdout(Stdio::null())
            .spawn()
            .context("redis-server is not here")?;
        let (began, mut child) = (Instant::now(), Some(child));
        while began.elapsed() < OPENS_WITHIN {
            if let Ok(stream) = UnixStream::connect(&socket)
                && let Some(child) = child.take()
            {
                return Ok(Server { child, line: BufReader::new(stream) });
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        if let Some(mut child) = child {
            child.kill()?;
            child.wait()?;
        }
        bail!("it did not open within {OPENS_WITHIN:?}")
    }

    fn ask(&mut self, commands: &str, answers: usize) -> anyhow::Result<()> {
        self.line.get_mut().write_all(commands.as_bytes())?;
        (0..answers).try_for_each(|_| self.answer())
    }

    fn answer(&mut self) -> anyhow::Result<()> {
        let mut head = String::new();
        self.line.read_line(&mut head)?;
        let count = || head[1..].trim().parse::<usize>().context("a length");
        match head.as_bytes().first() {
            Some(b':' | b'+') => Ok(()),
            Some(b'$') => Ok(self.line.read_exact(&mut vec![0; count()? + 2])?),
            Some(b'*') => (0..count()?).try_for_each(|_| self.answer()),
            _ => bail!("Redis answered {head}"),
        }
    }
}
