//! Sending a mail through the unit's relay. One connection a message: there are few, and none can hang behind another.

use std::{
    net::IpAddr,
    time::{Duration, SystemTime},
};

use conduct::message::Failure;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    address::AddressError,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use model::{Instant, id::MessageId};
use tokio::time::timeout;

use crate::{Sent, letter::Letter};

/// Within what time the relay must have taken a mail.
pub const WITHIN: Duration = Duration::from_secs(30);

/// The unit's relay.
#[derive(Clone)]
pub struct Relay {
    /// Its name, as its certificate has it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How what is said to it is kept from others.
    pub security: Security,
    /// Whom mails come from.
    pub from: String,
    /// Name and password, if it asks for them.
    pub account: Option<(String, String)>,
}

/// How what is said to a relay is kept from others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// TLS once greeted; without it nothing is said.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// None: for a relay on this machine only.
    None,
}

/// Why there is no mail.
#[derive(Debug, thiserror::Error)]
pub enum NoMail {
    /// Mails come from nobody.
    #[error("mails cannot come from `{from}`: {source}")]
    From {
        /// The address.
        from: String,
        /// Why not.
        source: AddressError,
    },
    /// It would be spoken to in the clear.
    #[error("{0} is not this machine: speak to it over TLS")]
    InTheClear(String),
    /// TLS cannot be spoken.
    #[error("TLS cannot be spoken to the relay: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// Sends mails.
#[derive(Clone)]
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

impl Mail {
    /// Through this relay, whose certificate leads to a root this machine believes, or to `also`.
    ///
    /// # Errors
    /// When the relay cannot be one.
    pub fn new(relay: &Relay, also: Option<Certificate>) -> Result<Self, NoMail> {
        let from = relay.from.parse::<Address>();
        let from = from.map_err(|source| NoMail::From { from: relay.from.clone(), source })?;
        let tls = || {
            let mut parameters = TlsParameters::builder(relay.host.clone());
            if let Some(root) = also {
                parameters = parameters.add_root_certificate(root);
            }
            parameters.build_rustls()
        };
        let tls = match relay.security {
            Security::StartTls => Tls::Required(tls()?),
            Security::Tls => Tls::Wrapper(tls()?),
            Security::None if is_this_machine(&relay.host) => Tls::None,
            Security::None => return Err(NoMail::InTheClear(relay.host.clone())),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(relay.host.clone())
            .port(relay.port)
            .tls(tls)
            .timeout(Some(WITHIN));
        if let Some((name, password)) = &relay.account {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Mail { transport: builder.build(), from })
    }

    /// One attempt.
    pub async fn send(&self, to: &str, letter: Letter, id: MessageId, since: Instant) -> Sent {
        let Some(message) = self.message(to, letter, id, since) else {
            return Sent::Never(Failure::BadAddress);
        };
        match timeout(WITHIN, self.transport.send(message)).await {
            Ok(Ok(_)) => Sent::Taken,
            Ok(Err(error)) if error.is_permanent() && !is_about_us(&error) => Sent::Never(Failure::Refused),
            // What a server says may hold the address it is about.
            Ok(Err(error)) => Sent::NotNow(match error.status() {
                Some(code) => format!("the relay answered {code}"),
                None if error.is_timeout() => "the relay did not answer in time".to_owned(),
                None if error.is_tls() => "TLS with the relay failed".to_owned(),
                None => "the relay could not be spoken to".to_owned(),
            }),
            Err(_) => Sent::NotNow("the relay did not answer in time".to_owned()),
        }
    }

    /// A mail that is the same at every attempt; by its Message-ID receivers know a repetition.
    fn message(&self, to: &str, letter: Letter, id: MessageId, since: Instant) -> Option<Message> {
        let since = u64::try_from(since.micros()).ok().map(Duration::from_micros)?;
        let generated = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(Mailbox::new(None, self.from.clone()))
            .to(Mailbox::new(None, to.parse().ok()?))
            .subject(letter.subject)
            .message_id(Some(format!("<{id}@{}>", self.from.domain())))
            .date(SystemTime::UNIX_EPOCH + since)
            .raw_header(HeaderValue::new(generated, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN);
        message.body(letter.text).ok()
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether the relay refuses us and not the mail: who we say we are, or that we must first. That can be mended.
fn is_about_us(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    code.is_some_and(|code| matches!(code.as_str(), "530" | "534" | "535" | "538"))
}
