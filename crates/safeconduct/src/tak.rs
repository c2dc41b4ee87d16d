//! TAK clients, while a room is open: where they are heard, and what they are given to connect.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
};

use anyhow::Context as _;
use atlas::Atlas;
use clap::Args;
use conduct::State;
use gateway::tak::{self, Desk, counts::Counts, package::Packages};
use model::Instant;
use ops::{
    track::{Admission, Hatch},
    watching::Board,
};
use server::{Lookout, Packed, TakClients};
use tls::{Devices, Identity};
use tokio::{sync::watch, task::JoinHandle};
use url::{Host, Url};

use crate::{clock, exit::Misuse, keys, reach, upkeep};

/// The authority of a data directory that makes devices' certificates, with its secret key.
const DEVICES: &str = "devices.pem";

#[derive(Args, Default)]
pub struct Tak {
    /// Hear TAK clients over TLS here; each shows a certificate that the room made for it when it was enrolled
    #[arg(long, value_name = "ADDR", num_args = 0..=1, default_missing_value = "0.0.0.0:8089", requires = "site")]
    pub cot_tls: Option<SocketAddr>,
    /// Hear Cursor on Target without TLS here, on this machine only; the identifier of each event is its device's
    /// credential
    #[arg(long, value_name = "ADDR")]
    pub cot_tcp: Option<SocketAddr>,
    /// Let --cot-tcp be reached from other machines: whoever can listen on the way reads where vehicles are, and the
    /// credentials. You answer for the network in between
    #[arg(long, requires = "cot_tcp")]
    pub cot_tcp_in_the_clear: bool,
}

impl Tak {
    /// Whether all of it goes together.
    ///
    /// # Errors
    /// What does not, and what to do.
    pub fn allowed(&self) -> Result<(), Misuse> {
        match self.cot_tcp {
            Some(at) if !at.ip().is_loopback() && !self.cot_tcp_in_the_clear => Err(Misuse(format!(
                "--cot-tcp {at} can be reached from other machines, and where vehicles are could be read on the way: \
                 hear TAK clients with --cot-tls, or say --cot-tcp-in-the-clear if the network in between is yours"
            ))),
            _ => Ok(()),
        }
    }

    /// Takes up the places where clients are heard; `None` if none are to be.
    ///
    /// # Errors
    /// When a place is taken, or an authority is damaged.
    pub fn bind(&self, data: &Path, site: Option<&Url>, now: Instant) -> anyhow::Result<Option<Bound>> {
        let host = site.and_then(Url::host).map(|host| host.to_owned());
        let over_tls = match (self.cot_tls, host) {
            (Some(at), Some(host)) => Some(over_tls(at, data, &host, now)?),
            _ => None,
        };
        let clear = self.cot_tcp.map(|at| listen(at, "--cot-tcp")).transpose()?;
        let (over_tls, packages) = over_tls.unzip();
        let none = over_tls.is_none() && clear.is_none();
        Ok((!none).then(|| Bound { over_tls, clear, packages, counts: Arc::default() }))
    }
}

/// Places where clients will be heard.
pub struct Bound {
    over_tls: Option<(TcpListener, Identity, Devices)>,
    clear: Option<TcpListener>,
    packages: Option<Packages>,
    counts: Arc<Counts>,
}

impl Bound {
    /// What the room over HTTP has to do with them.
    pub fn clients(&mut self) -> TakClients {
        let counts = Arc::clone(&self.counts);
        let packing = self.packages.take().map(|packages| {
            let packing = move |wanted: &server::Wanted<'_>| {
                let made = packages.make(wanted.id, wanted.callsign, wanted.until, wanted.now)?;
                Ok(Packed { credential: made.credential, password: made.password, zip: made.zip })
            };
            Box::new(packing) as Box<server::Packing>
        });
        TakClients { packing, figures: Some(Box::new(move || counts.figures())) }
    }

    /// Hears clients until what is answered is dropped.
    ///
    /// # Errors
    /// When the operating system does not let it.
    pub fn hear(
        self,
        state: watch::Receiver<Arc<State>>,
        reported: (Hatch, Admission),
        (atlas, lookout, board): (Arc<Atlas>, Lookout, Board),
    ) -> anyhow::Result<Hearing> {
        let Bound { over_tls, clear, counts, .. } = self;
        let last = Arc::new(move |device| lookout.last_place(device)) as Arc<tak::LastPlace>;
        let seen = (atlas, last, board);
        let desk = Desk::new(state, reported, Arc::new(clock::wall), Arc::new(clock::random), counts, seen);
        let (desk, mut tasks) = (Arc::new(desk), Vec::new());
        let open = |listener: TcpListener| -> std::io::Result<_> {
            listener.set_nonblocking(true)?;
            upkeep::lets_wait(&listener);
            let at = listener.local_addr()?;
            Ok((tokio::net::TcpListener::from_std(listener)?, at))
        };
        if let Some((listener, identity, devices)) = over_tls {
            let (listener, at) = open(listener)?;
            let config = identity.config_for(&devices)?;
            tracing::info!(listening = %at, "TAK clients are heard over TLS");
            tasks.push(tokio::spawn(tak::over_tls(listener, config, Arc::clone(&desk))));
            tasks.push(tokio::spawn(upkeep::identity(identity, upkeep::Told::listen())));
        }
        if let Some(listener) = clear {
            let (listener, at) = open(listener)?;
            tracing::info!(listening = %at, "Cursor on Target is heard without TLS");
            tasks.push(tokio::spawn(tak::clear(listener, desk)));
        }
        Ok(Hearing(tasks))
    }
}

/// Clients are heard as long as this is kept.
pub struct Hearing(Vec<JoinHandle<()>>);

/// Whatever a client said that was not durable yet is lost with its connection; it was told nothing.
impl Drop for Hearing {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

type OverTls = ((TcpListener, Identity, Devices), Packages);

fn over_tls(at: SocketAddr, data: &Path, host: &Host, now: Instant) -> anyhow::Result<OverTls> {
    let listener = listen(at, "--cot-tls")?;
    let port = listener.local_addr()?.port();
    // Devices are given what to believe when they are enrolled, so the room is always as its own authority says: whatever
    // certificate browsers are shown is another matter, and is renewed by others.
    let identity = Identity::by_authority(reach::authority(data, Some(host), now)?, host.clone(), now);
    let identity = identity.map_err(reach::wrong)?;
    let packages = Packages {
        room: reach::authority(data, Some(host), now)?,
        devices: devices(data, now)?,
        host: host.to_string(),
        port,
        random: Box::new(clock::random),
    };
    Ok(((listener, identity, devices(data, now)?), packages))
}

/// The authority for devices of a data directory; a new one if it has none.
fn devices(data: &Path, now: Instant) -> anyhow::Result<Devices> {
    let path = data.join(DEVICES);
    let place = path.display().to_string();
    match std::fs::read_to_string(&path) {
        Ok(pem) => Devices::read(&pem, &place).map_err(reach::wrong),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let devices = Devices::new(now, &place).map_err(reach::wrong)?;
            keys::keep(&path, devices.kept(), 0o600)?;
            Ok(devices)
        }
        Err(error) => Err(anyhow::Error::new(error).context(format!("{place} cannot be read"))),
    }
}

fn listen(at: SocketAddr, argument: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(at)
        .with_context(|| format!("{at} cannot be listened on: choose another with {argument}"))
}
