//! A device's connection: reports sent one after the other on it, as a telephone's keep-alive has it. Bare HTTP over a
//! socket, so that what is measured is the room and not a client's library.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context as _, ensure};
use e2e::client::{Answer, Client};
use model::{Place, id::DeviceId};
use serde_json::json;
use uuid::Uuid;

/// No honest device waits longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A device of the unit's.
#[derive(Clone, Debug)]
pub struct Enrolled {
    /// Which.
    pub device: DeviceId,
    /// Its credential.
    pub token: String,
}

/// Enrols so many.
///
/// # Errors
/// When one is refused.
pub fn enrolled(duty: &Client, many: usize) -> anyhow::Result<Vec<Enrolled>> {
    let one = |nth: usize| {
        let device = json!({ "serves": format!("vehicles[bench-{nth}]"), "sort": "phone" });
        Enrolled::of(&duty.post("/devices", &device))
    };
    (0..many).map(one).collect()
}

impl Enrolled {
    /// What an enrolment was answered with.
    ///
    /// # Errors
    /// When it was refused.
    pub fn of(made: &Answer) -> anyhow::Result<Enrolled> {
        ensure!(made.status == 201, "{}", made.text());
        let made = made.json();
        let device: Uuid = made["device"].as_str().context("a device")?.parse()?;
        let token = made["token"].as_str().context("a credential")?.to_owned();
        Ok(Enrolled { device: DeviceId(device), token })
    }
}

/// What a device sends: a position, made now.
#[must_use]
pub fn report(at: SocketAddr, token: &str, place: Place) -> String {
    let degrees = |e7: i32| f64::from(e7) / 1e7;
    let (lat, lon) = (degrees(place.lat_e7()), degrees(place.lon_e7()));
    format!(
        "GET /api/v1/reports?id={token}&lat={lat:.7}&lon={lon:.7}&accuracy=5&speed=20 HTTP/1.1\r\nhost: {at}\r\n\r\n"
    )
}

/// A connection that is kept.
#[derive(Debug)]
pub struct Line {
    at: SocketAddr,
    token: String,
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Line {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn of(at: SocketAddr, token: &str) -> io::Result<Line> {
        let stream = TcpStream::connect(at)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Line { at, token: token.to_owned(), stream: BufReader::new(stream), body: Vec::new() })
    }

    /// Reports a place, and waits for the answer's status.
    ///
    /// # Errors
    /// When there was no whole answer.
    pub fn report(&mut self, place: Place) -> io::Result<u16> {
        self.stream.get_mut().write_all(report(self.at, &self.token, place).as_bytes())?;
        let (mut status, mut length, mut line) = (None, 0, String::new());
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let said = line.trim_end();
            match (status, said.split_once(':')) {
                (None, _) => status = said.split(' ').nth(1).and_then(|code| code.parse().ok()),
                (Some(_), Some((name, value))) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().map_err(io::Error::other)?;
                }
                (Some(_), None) => break,
                _ => {}
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        status.ok_or_else(|| io::Error::other("no status"))
    }
}
