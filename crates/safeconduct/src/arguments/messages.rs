//! Messages to people outside the open pages: through which relay, and to which hosts within the unit's network.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use gateway::{
    guard::Allowed,
    mail::{Mail, Relay, Security},
};

use crate::exit::Misuse;

/// Where the relay's password may stand instead of a file. It is never an argument: those are seen by everybody on the
/// machine.
const PASSWORD: &str = "SAFECONDUCT_MAIL_PASSWORD";

#[derive(Args)]
pub struct Messages {
    /// The relay that mails go through, such as mail.example.org:587; without one no mail is sent, and what waits is
    /// given up after a day
    #[arg(long, value_name = "HOST:PORT", requires = "mail_from")]
    pub mail_relay: Option<String>,
    /// How the relay is spoken to; `none` only on this machine
    #[arg(long, value_name = "HOW", default_value = "starttls", requires = "mail_relay")]
    pub mail_security: How,
    /// Whom mails come from, such as room@example.org
    #[arg(long, value_name = "ADDRESS", requires = "mail_relay")]
    pub mail_from: Option<String>,
    /// The name to sign in to the relay with; the password stands in a file or in SAFECONDUCT_MAIL_PASSWORD
    #[arg(long, value_name = "NAME", requires = "mail_relay")]
    pub mail_user: Option<String>,
    /// The file that holds the relay's password, and nothing else
    #[arg(long, value_name = "FILE", requires = "mail_user")]
    pub mail_password_file: Option<PathBuf>,
    /// A host and port that webhooks may lead to though they are not on the public internet; may be repeated. On this
    /// machine such a one may do without TLS
    #[arg(long, value_name = "HOST:PORT")]
    pub webhook_host: Vec<Allowed>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum How {
    /// TLS once greeted
    Starttls,
    /// TLS from the first byte
    Tls,
    /// Nothing: this machine only
    None,
}

impl Messages {
    /// The relay, if one is named.
    pub fn mail(&self) -> anyhow::Result<Option<Mail>> {
        let (Some(relay), Some(from)) = (&self.mail_relay, &self.mail_from) else { return Ok(None) };
        let parts = relay.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse().ok()?)));
        let Some((host, port)) = parts.filter(|(host, _)| !host.is_empty()) else {
            bail!(Misuse(format!(
                "--mail-relay {relay} is no host and port: write it as mail.example.org:587"
            )));
        };
        let relay = Relay {
            host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port,
            security: match self.mail_security {
                How::Starttls => Security::StartTls,
                How::Tls => Security::Tls,
                How::None => Security::None,
            },
            from: from.clone(),
            account: self.account()?,
        };
        Mail::new(&relay, None).map(Some).map_err(|error| Misuse(error.to_string()).into())
    }

    fn account(&self) -> anyhow::Result<Option<(String, String)>> {
        let Some(name) = &self.mail_user else { return Ok(None) };
        let password = match &self.mail_password_file {
            Some(file) => fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?,
            None => std::env::var(PASSWORD).map_err(|_| {
                Misuse(format!(
                    "--mail-user {name} has no password: name a file that holds it with --mail-password-file, or put \
                     it into {PASSWORD}"
                ))
            })?,
        };
        Ok(Some((name.clone(), password.trim_end_matches(['\r', '\n']).to_owned())))
    }
}
