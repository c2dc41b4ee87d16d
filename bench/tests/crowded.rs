//! Ten thousand devices connected at once, some of them misbehaving: no honest one is refused or waits long, and the room
//! holds no more memory at the end than it did.
//!
//! Half of what the room can take comes in. Of a hundred devices five misbehave: one stops within its request, one sends
//! garbage, one more than is taken, one another's credential, and one hangs up and comes again all the time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "in a test a panic is the report, and it says what it counted"
)]

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use bench::{
    figures::reporting::{self, place},
    line::{Enrolled, enrolled, report},
    served::Served,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{sleep_until, timeout},
};

/// What an honest device's report may take at most, once in a thousand.
const WITHIN: Duration = Duration::from_secs(1);
/// No honest device waits longer.
const PATIENCE: Duration = Duration::from_secs(20);

struct Crowd {
    connected: usize,
    lasts: Duration,
}

/// What honest devices met.
#[derive(Default)]
struct Met {
    took: Mutex<Vec<Duration>>,
    refused: Mutex<Vec<String>>,
    wrong: AtomicUsize,
}

#[derive(Clone, Copy)]
enum Manner {
    Honest,
    Stops,
    Garbage,
    Huge,
    NotEnrolled,
    ComesAgain,
}

fn manner(nth: usize) -> Manner {
    match nth % 100 {
        20 => Manner::Stops,
        40 => Manner::Garbage,
        60 => Manner::Huge,
        80 => Manner::NotEnrolled,
        99 => Manner::ComesAgain,
        _ => Manner::Honest,
    }
}

/// One request on a connection, and the status of its answer.
async fn asked(stream: &mut TcpStream, request: &[u8]) -> io::Result<u16> {
    stream.write_all(request).await?;
    let (mut said, mut part) = (Vec::new(), [0; 1024]);
    loop {
        let count = stream.read(&mut part).await?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        said.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&said);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        if body.len() >= length.unwrap_or(0) {
            let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
            return status.ok_or_else(|| io::Error::other(head.to_owned()));
        }
    }
}

struct Device {
    at: SocketAddr,
    token: String,
    nth: usize,
    every: Duration,
    until: Instant,
}

impl Device {
    async fn honest(&self, met: &Met) {
        let connect = || TcpStream::connect(self.at);
        let mut stream = connect().await.expect("whoever connects is let in");
        stream.set_nodelay(true).unwrap();
        // Not all at the same moment.
        let mut next = Instant::now() + self.every.mul_f64((self.nth % 997) as f64 / 997.0);
        for turn in 0.. {
            if next > self.until {
                return;
            }
            sleep_until(next.into()).await;
            next += self.every;
            let request = report(self.at, &self.token, place(self.nth * 1_000 + turn % 1_000));
            let began = Instant::now();
            match timeout(PATIENCE, asked(&mut stream, request.as_bytes())).await {
                Ok(Ok(200)) => met.took.lock().unwrap().push(began.elapsed()),
                Ok(Ok(status)) => met.refused.lock().unwrap().push(format!("{status}")),
                Ok(Err(error)) => {
                    met.refused.lock().unwrap().push(error.to_string());
                    stream = connect().await.unwrap();
                }
                Err(_) => met.refused.lock().unwrap().push(format!("no answer within {PATIENCE:?}")),
            }
        }
    }

    /// Whatever becomes of it. What is enrolled and understood is not among it.
    async fn misbehaves(&self, manner: Manner, met: &Met) -> io::Result<()> {
        let mut stream = TcpStream::connect(self.at).await?;
        let host = self.at;
        match manner {
            Manner::Stops => {
                stream.write_all(b"POST /api/v1/reports HTTP/1.1\r\nhost: localhost\r\nx-slow").await?;
                stream.read(&mut [0; 64]).await.map(drop)
            }
            Manner::Garbage => {
                let garbage = format!(
                    "GET /api/v1/reports?id={}&lat=north HTTP/1.1\r\nhost: {host}\r\n\r\n\x00\x01",
                    self.token
                );
                note(asked(&mut stream, garbage.as_bytes()).await, met)
            }
            Manner::Huge => {
                let head = format!(
                    "POST /api/v1/reports HTTP/1.1\r\nhost: {host}\r\ncontent-length: 4000000000\r\n\r\n"
                );
                stream.write_all(head.as_bytes()).await?;
                note(asked(&mut stream, &[b'{'; 1 << 16]).await, met)
            }
            Manner::NotEnrolled => {
                note(asked(&mut stream, report(host, "of-somebody-else", place(1)).as_bytes()).await, met)
            }
            Manner::ComesAgain | Manner::Honest => {
                stream.write_all(report(host, &self.token, place(2)).as_bytes()).await
            }
        }
    }

    async fn runs(self, manner: Manner, met: Arc<Met>) {
        if let Manner::Honest = manner {
            return self.honest(&met).await;
        }
        while Instant::now() < self.until {
            // Being thrown out is what it has to expect.
            let _ = timeout(self.until - Instant::now(), self.misbehaves(manner, &met)).await;
            sleep_until((Instant::now() + self.every).into()).await;
        }
    }
}

/// What should not have been taken and was.
fn note(answered: io::Result<u16>, met: &Met) -> io::Result<()> {
    if answered? == 200 {
        met.wrong.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

fn holds(crowd: &Crowd, capacity: f64, served: &Served, devices: &[Enrolled]) {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
    let enough = maximum.is_none_or(|files| files > crowd.connected as u64 + 200);
    assert!(
        enough,
        "{} connections need more files than {maximum:?}: raise the hard limit (ulimit -Hn)",
        crowd.connected
    );
    let met = Arc::new(Met::default());
    // Whoever says nothing for ten seconds is hung up on, honest or not.
    let every = Duration::from_secs_f64((crowd.connected as f64 * 2.0 / capacity).clamp(1.0, 8.0));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let until = Instant::now() + crowd.lasts;
    let mut memory = Vec::new();
    runtime.block_on(async {
        let device = |nth: usize| Device {
            at: served.at,
            token: devices[nth % devices.len()].token.clone(),
            nth,
            every,
            until,
        };
        let all: Vec<_> = (0..crowd.connected)
            .map(|nth| tokio::spawn(device(nth).runs(manner(nth), Arc::clone(&met))))
            .collect();
        while Instant::now() < until {
            sleep_until((Instant::now() + crowd.lasts / 20).into()).await;
            memory.extend(served.memory());
        }
        for one in all {
            one.await.unwrap();
        }
    });
    let (refused, mut took) = (met.refused.lock().unwrap(), met.took.lock().unwrap());
    took.sort_unstable();
    let part = |thousandths: usize| took[(took.len() - 1) * thousandths / 1000];
    let [then, now] = [memory.len() / 3, memory.len() - 1].map(|nth| memory[nth] >> 20);
    eprintln!(
        "{} connected, each reporting every {every:.1?} for {:?}, of {capacity:.0} a second that it takes: {} \
        acknowledged; half within {:?}, 99% within {:?}, 99.9% within {:?}; {then} MB after a third, {now} MB at the end",
        crowd.connected,
        crowd.lasts,
        took.len(),
        part(500),
        part(990),
        part(999),
    );
    assert_eq!(refused.len(), 0, "honest devices were refused: {:?}", &refused[..refused.len().min(10)]);
    assert_eq!(met.wrong.load(Ordering::Relaxed), 0, "what nobody should take was taken");
    assert!(part(990) < WITHIN, "99% of the reports took {:?}", part(990));
    // Flat, give or take what lies between two rounds of anchoring.
    assert!(now <= then + then / 8 + 16, "it grew from {then} MB to {now} MB");
}

fn hold(crowd: &Crowd) {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::demonstration(dir.path()).unwrap();
    let devices = enrolled(&served.the("Demo Duty Officer").unwrap(), 64).unwrap();
    let capacity = reporting::capacity(served.at, &devices, crowd.lasts.min(Duration::from_secs(5))).unwrap();
    holds(crowd, capacity, &served, &devices);
    served.close().unwrap();
}

#[test]
fn two_hundred_connected_devices_of_which_some_misbehave_hold_up_nobody() {
    hold(&Crowd { connected: 200, lasts: Duration::from_secs(4) });
}

#[test]
#[ignore = "the long form, for make soak: five minutes"]
fn ten_thousand_connected_devices_of_which_some_misbehave_hold_up_nobody_and_memory_is_flat() {
    hold(&Crowd { connected: 10_000, lasts: Duration::from_secs(300) });
}
