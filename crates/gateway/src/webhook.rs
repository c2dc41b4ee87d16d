//! Sending a webhook: one request, no redirect followed, and of the answer no more read than its head.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use conduct::message::Failure;
use http_body_util::Full;
use hyper::{Request, StatusCode, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use model::id::MessageId;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, pki_types::ServerName},
};
use url::Url;

use crate::{
    Sent,
    guard::{Allowed, is_public},
    signature::signature,
};

/// Within what time a receiver must have answered, from looking up its name to the head of its answer.
pub const WITHIN: Duration = Duration::from_secs(15);
/// The longest head of an answer, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// Sends webhooks.
#[derive(Clone)]
pub struct Webhooks {
    tls: TlsConnector,
    allowed: Arc<[Allowed]>,
    within: Duration,
}

/// What is sent.
pub struct Notification<'a> {
    /// The message.
    pub id: MessageId,
    /// The moment of this attempt, in seconds since 1970.
    pub seconds: i64,
    /// What it is signed with.
    pub secret: &'a str,
    /// The body.
    pub body: Vec<u8>,
}

impl Webhooks {
    /// Believes certificates that lead to these roots; may speak to the hosts that are `allowed` wherever they are.
    ///
    /// # Errors
    /// When the cryptography at hand has no version of TLS in common with anybody, which is a defect.
    pub fn new(roots: RootCertStore, allowed: Vec<Allowed>) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = config.with_root_certificates(roots).with_no_client_auth();
        Ok(Webhooks { tls: TlsConnector::from(Arc::new(config)), allowed: allowed.into(), within: WITHIN })
    }

    /// The same with less patience.
    #[must_use]
    pub fn within(self, within: Duration) -> Self {
        Webhooks { within, ..self }
    }

    /// One attempt.
    pub async fn send(&self, url: &str, notification: Notification<'_>) -> Sent {
        let Ok(url) = Url::parse(url) else { return Sent::Never(Failure::BadAddress) };
        match timeout(self.within, self.attempt(&url, notification)).await {
            Ok(Ok(sent)) => sent,
            Ok(Err(error)) => Sent::NotNow(error.to_string()),
            Err(_) => Sent::NotNow("it did not answer in time".to_owned()),
        }
    }

    async fn attempt(&self, url: &Url, notification: Notification<'_>) -> io::Result<Sent> {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Ok(Sent::Never(Failure::BadAddress));
        };
        let Some(request) = request(url, host, notification) else {
            return Ok(Sent::Never(Failure::BadAddress));
        };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let named = self.allowed.iter().any(|allowed| allowed.is(host, port));
        let found: Vec<SocketAddr> = tokio::net::lookup_host((bare, port)).await?.collect();
        let may = |at: &&SocketAddr| match url.scheme() {
            "https" => named || is_public(at.ip()),
            _ => named && at.ip().is_loopback(),
        };
        let Some(at) = found.iter().find(may) else { return Ok(Sent::Never(Failure::BadAddress)) };
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        let status = if url.scheme() == "https" {
            let name = ServerName::try_from(bare.to_owned()).map_err(io::Error::other)?;
            ask(self.tls.connect(name, stream).await?, request).await?
        } else {
            ask(stream, request).await?
        };
        Ok(match status {
            status if status.is_success() => Sent::Taken,
            // It is gone and says so; anything else may be mended.
            StatusCode::GONE => Sent::Never(Failure::Refused),
            status => Sent::NotNow(format!("it answered {}", status.as_u16())),
        })
    }
}

/// The request, as the Standard Webhooks specification has it; `None` where the secret or the address is none.
fn request(url: &Url, host: &str, notification: Notification<'_>) -> Option<Request<Full<Bytes>>> {
    let Notification { id, seconds, secret, body } = notification;
    let id = id.to_string();
    let signed = signature(secret, &id, seconds, &body)?;
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let request = Request::post(path)
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, "safeconduct")
        .header("webhook-id", id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signed);
    request.body(Full::new(body.into())).ok()
}

/// The status it is answered with. The body is left unread: whatever its length, nobody looks at it.
async fn ask(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> io::Result<StatusCode> {
    let mut builder = http1::Builder::new();
    builder.max_buf_size(LONGEST_HEAD);
    let (mut sender, connection) = builder.handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
    // Ends with this function, however it ends.
    let mut conversation = JoinSet::new();
    conversation.spawn(connection);
    let answer = sender.send_request(request).await.map_err(io::Error::other)?;
    Ok(answer.status())
}

/// The certificates this machine believes: an agency's own authority is added to them like any other.
#[must_use]
pub fn roots_of_this_machine() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    let (_, unreadable) = roots.add_parsable_certificates(found.certs);
    if roots.is_empty() || unreadable > 0 {
        tracing::warn!(believed = roots.len(), unreadable, "certificates this machine believes");
    }
    roots
}
