//! How a room is reached: where it listens, under which address, as whom, through what.
//!
//! Plans of journeys do not go over a network in the clear: beyond this machine the room speaks TLS itself, or a proxy
//! that was named does so for it.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use clap::Args;
use model::Instant;
use server::Approach;
use tls::{Authority, Files, Identity, TlsError};
use url::{Host, Url};

use crate::{exit::Misuse, keys};

/// The authority of a data directory, with its secret key.
const AUTHORITY: &str = "authority.pem";

#[derive(Args)]
pub struct Reach {
    /// Where to listen; beyond this machine only over TLS, or behind a proxy
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8470")]
    pub listen: SocketAddr,
    /// The address people type, such as https://ops.example.org: the certificate is for it, passkeys are made for it,
    /// and pages of no other address may change anything [default: the address it listens on]
    #[arg(long, value_name = "URL")]
    pub site: Option<Url>,
    /// Speak TLS with this certificate: a PEM file, the room's own first, then those between it and its authority. It
    /// is read again when it changes, or on SIGHUP
    #[arg(long, value_name = "FILE", requires = "key", conflicts_with = "local_authority")]
    pub certificate: Option<PathBuf>,
    /// The certificate's private key: a PEM file
    #[arg(long, value_name = "FILE", requires = "certificate")]
    pub key: Option<PathBuf>,
    /// Speak TLS with certificates of an authority in the data directory, which is made the first time; `safeconduct
    /// tls authority` writes what devices need to believe it
    #[arg(long)]
    pub local_authority: bool,
    /// The addresses of the proxies before the room, which speak TLS for it: they are believed about whom they speak
    /// for (X-Forwarded-For, X-Forwarded-Proto), and nobody else is
    #[arg(long, value_name = "ADDR", value_delimiter = ',')]
    pub behind_proxy: Vec<IpAddr>,
}

impl Reach {
    /// On this machine only.
    pub fn loopback(listen: SocketAddr) -> Reach {
        Reach {
            listen,
            site: None,
            certificate: None,
            key: None,
            local_authority: false,
            behind_proxy: Vec::new(),
        }
    }

    fn speaks_tls(&self) -> bool {
        self.certificate.is_some() || self.local_authority
    }

    /// Whether all of it goes together.
    ///
    /// # Errors
    /// What does not, and what to do.
    pub fn allowed(&self) -> Result<(), Misuse> {
        let Reach { listen, site, behind_proxy, .. } = self;
        if !listen.ip().is_loopback() && !self.speaks_tls() && behind_proxy.is_empty() {
            return Err(Misuse(format!(
                "--listen {listen} can be reached from other machines, and what is said there could be read on the \
                 way: give --certificate and --key, or --local-authority; or name the proxy that speaks TLS before \
                 it with --behind-proxy"
            )));
        }
        let in_the_clear = !self.speaks_tls() && behind_proxy.is_empty();
        match site {
            None if !in_the_clear => Err(Misuse(
                "over TLS the room has to know its name: give the address people type, such as \
                 --site https://ops.example.org"
                    .to_owned(),
            )),
            Some(site) if site.host().is_none() || !matches!(site.path(), "" | "/") => Err(Misuse(format!(
                "--site {site} is not the address of a site: it is a scheme and a host, such as \
                 https://ops.example.org"
            ))),
            Some(site) if site.scheme() != "https" && !(in_the_clear && is_here(site)) => Err(Misuse(
                format!("--site {site} would have people speak in the clear: it begins with https://"),
            )),
            _ => Ok(()),
        }
    }

    /// How the server is to see whoever comes.
    pub fn approach(&self) -> Approach {
        Approach { site: self.site.clone(), tls: self.speaks_tls(), proxies: self.behind_proxy.clone() }
    }

    /// Who the room is, if it speaks TLS.
    ///
    /// # Errors
    /// What is wrong with the certificate or the authority.
    pub fn identity(&self, data: &Path, now: Instant) -> anyhow::Result<Option<Identity>> {
        let Some(host) = self.site.as_ref().and_then(Url::host).map(|host| host.to_owned()) else {
            return Ok(None);
        };
        let identity = match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => {
                Identity::by_files(Files::at(certificate.clone(), key.clone()), host, now)
            }
            _ if self.local_authority => {
                let authority = authority(data, Some(&host), now)?;
                Identity::by_authority(authority, host, now)
            }
            _ => return Ok(None),
        };
        Ok(Some(identity.map_err(wrong)?))
    }
}

fn is_here(site: &Url) -> bool {
    match site.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The authority of a data directory; a new one for this host if it has none.
///
/// # Errors
/// When there is none and no host to make one for, or it is damaged.
pub fn authority(data: &Path, host: Option<&Host>, now: Instant) -> anyhow::Result<Authority> {
    let path = data.join(AUTHORITY);
    let place = path.display().to_string();
    match (std::fs::read_to_string(&path), host) {
        (Ok(pem), _) => Ok(Authority::read(&pem, &place).map_err(wrong)?),
        (Err(error), Some(host)) if error.kind() == std::io::ErrorKind::NotFound => {
            let authority = Authority::for_host(host, now, &place).map_err(wrong)?;
            keys::keep(&path, authority.kept(), 0o600)?;
            Ok(authority)
        }
        (Err(error), None) if error.kind() == std::io::ErrorKind::NotFound => Err(Misuse(format!(
            "{} has no authority yet: say under which address the room is served, such as --site \
             https://ops.example.org, and one is made for it",
            data.display()
        ))
        .into()),
        (Err(error), _) => Err(anyhow::Error::new(error).context(format!("{place} cannot be read"))),
    }
}

/// A fault of whoever runs the room, unless it is nobody's.
pub fn wrong(error: TlsError) -> anyhow::Error {
    match error {
        TlsError::NotMade { .. } => error.into(),
        wrong => Misuse(wrong.to_string()).into(),
    }
}
