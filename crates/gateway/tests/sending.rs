//! One attempt, at receivers on this machine that behave well, badly, or not at all.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

use std::{sync::Arc, time::Duration};

use conduct::message::{About, Failure};
use e2e::receivers::{Hook, Relay as MailRelay, Reply, closed_port};
use gateway::{
    Sent,
    letter::letter,
    mail::{Mail, NoMail, Relay, Security},
    signature::signature,
    webhook::{Notification, Webhooks},
};
use model::{Instant, id::MessageId};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{RootCertStore, ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};
use uuid::Uuid;
use words::Language;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn id() -> MessageId {
    MessageId(Uuid::from_u128(7))
}

fn notification() -> Notification<'static> {
    Notification { id: id(), seconds: 1_800_000_000, secret: SECRET, body: b"{}".to_vec() }
}

/// Webhooks that may lead to these ports of this machine.
fn webhooks(roots: RootCertStore, allowed: &[&str]) -> Webhooks {
    Webhooks::new(roots, allowed.iter().map(|host| host.parse().unwrap()).collect()).unwrap()
}

/// What an attempt at such a receiver comes to.
async fn sent_to(reply: Reply) -> Sent {
    let hook = Hook::answering(0, move |_| reply.clone());
    let at = hook.at().to_string();
    webhooks(RootCertStore::empty(), &[&at]).send(&hook.url(), notification()).await
}

#[tokio::test]
async fn a_webhook_is_one_signed_post() {
    let hook = Hook::open();
    let at = hook.at().to_string();
    let sender = webhooks(RootCertStore::empty(), &[&at]);
    assert_eq!(sender.send(&format!("{}?x=1", hook.url()), notification()).await, Sent::Taken);
    let came = hook.next();
    assert_eq!((came.request.as_str(), came.body.as_slice()), ("POST /hook?x=1 HTTP/1.1", &b"{}"[..]));
    assert_eq!(came.header("host"), at);
    assert_eq!(came.header("content-type"), "application/json");
    assert_eq!(came.header("webhook-id"), id().to_string());
    assert_eq!(came.header("webhook-timestamp"), "1800000000");
    let signed = signature(SECRET, &id().to_string(), 1_800_000_000, b"{}").unwrap();
    assert_eq!(came.header("webhook-signature"), signed);
}

#[tokio::test]
async fn whatever_is_no_success_is_tried_again_unless_it_says_that_it_is_gone() {
    for status in [400, 401, 404, 429, 500, 503] {
        assert_eq!(sent_to(Reply::status(status)).await, Sent::NotNow(format!("it answered {status}")));
    }
    assert_eq!(sent_to(Reply::status(410)).await, Sent::Never(Failure::Refused));
    assert_eq!(sent_to(Reply::status(202)).await, Sent::Taken);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Hook::open();
    let to = format!("HTTP/1.1 307 there\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", other.url());
    assert_eq!(sent_to(Reply::Says(to)).await, Sent::NotNow("it answered 307".to_owned()));
    assert_eq!(other.rest(), []);
}

#[tokio::test]
async fn of_a_long_answer_the_head_is_read_and_no_more_of_that_than_a_head_may_be() {
    let endless =
        format!("HTTP/1.1 200 ok\r\ncontent-length: 1000000000000\r\n\r\n{}", "x".repeat(1_000_000));
    assert_eq!(sent_to(Reply::Says(endless)).await, Sent::Taken);
    let head = format!("HTTP/1.1 200 ok\r\nx: {}\r\n\r\n", "x".repeat(1_000_000));
    assert!(matches!(sent_to(Reply::Says(head)).await, Sent::NotNow(_)));
    assert!(matches!(sent_to(Reply::Says("no http at all\r\n\r\n".to_owned())).await, Sent::NotNow(_)));
}

#[tokio::test]
async fn nobody_there_is_not_now() {
    let at = format!("127.0.0.1:{}", closed_port());
    let sent = webhooks(RootCertStore::empty(), &[&at]).send(&format!("http://{at}/"), notification()).await;
    assert!(matches!(sent, Sent::NotNow(_)), "{sent:?}");
}

#[tokio::test]
async fn a_receiver_that_says_nothing_is_not_waited_for_longer_than_it_may_take() {
    let hook = Hook::answering(0, |_| Reply::Never);
    let at = hook.at().to_string();
    let sender = webhooks(RootCertStore::empty(), &[&at]).within(Duration::from_millis(100));
    let sent = sender.send(&hook.url(), notification()).await;
    assert_eq!(sent, Sent::NotNow("it did not answer in time".to_owned()));
}

#[tokio::test]
async fn what_is_within_a_network_is_not_spoken_to_unless_it_was_named() {
    let hook = Hook::open();
    let port = hook.at().port();
    let other = format!("127.0.0.1:{}", closed_port());
    let sender = webhooks(RootCertStore::empty(), &[&other]);
    for url in [
        hook.url(),
        format!("https://127.0.0.1:{port}/"),
        format!("https://localhost:{port}/"),
        format!("https://[::ffff:127.0.0.1]:{port}/"),
        format!("https://0x7f.1:{port}/"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "ftp://127.0.0.1/".to_owned(),
        "nowhere".to_owned(),
    ] {
        assert_eq!(sender.send(&url, notification()).await, Sent::Never(Failure::BadAddress), "{url}");
    }
    // A name in the clear is not let off TLS by being named.
    let named = webhooks(RootCertStore::empty(), &["10.0.0.1:80"]);
    assert_eq!(named.send("http://10.0.0.1/", notification()).await, Sent::Never(Failure::BadAddress));
    assert_eq!(hook.rest(), []);
}

/// A receiver that speaks TLS under this name; answers its port and the certificate.
async fn tls_receiver(name: &str) -> (u16, RootCertStore) {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        while let Ok((stream, _)) = listener.accept().await {
            // Whoever does not believe the certificate hangs up.
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut heard = [0; 4096];
            let _ = stream.read(&mut heard).await;
            let _ = stream.write_all(b"HTTP/1.1 204 so\r\n\r\n").await;
            let _ = stream.flush().await;
        }
    });
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    (port, roots)
}

#[tokio::test]
async fn a_certificate_that_is_not_believed_or_is_anothers_ends_the_attempt() {
    let (port, roots) = tls_receiver("localhost").await;
    let (at, url) = (format!("localhost:{port}"), format!("https://localhost:{port}/"));
    let believed = webhooks(roots.clone(), &[&at]).send(&url, notification()).await;
    assert_eq!(believed, Sent::Taken);
    let unknown = webhooks(RootCertStore::empty(), &[&at]).send(&url, notification()).await;
    assert!(matches!(unknown, Sent::NotNow(_)), "{unknown:?}");
    let by_address = format!("127.0.0.1:{port}");
    let anothers =
        webhooks(roots, &[&by_address]).send(&format!("https://{by_address}/"), notification()).await;
    assert!(matches!(anothers, Sent::NotNow(_)), "{anothers:?}");
}

fn relay(port: u16, security: Security) -> Relay {
    let (host, from) = ("127.0.0.1".to_owned(), "room@unit.example".to_owned());
    Relay { host, port, security, from, account: None }
}

async fn mailed(port: u16, security: Security, to: &str) -> Sent {
    let since: Instant = "2026-12-01T21:00:00Z".parse().unwrap();
    let written = letter(About::Held, &"SC-17".parse().unwrap(), Language::English);
    let mail = Mail::new(&relay(port, security), None).unwrap();
    mail.send(to, written, id(), since).await
}

#[tokio::test]
async fn a_mail_is_the_same_at_every_attempt_and_names_nobody() {
    let sink = MailRelay::on(0);
    for _ in 0..2 {
        assert_eq!(mailed(sink.at().port(), Security::None, "somebody@example.org").await, Sent::Taken);
    }
    let (first, second) = (sink.next(), sink.next());
    assert_eq!(first, second);
    assert_eq!(first.to, "somebody@example.org");
    for line in [
        format!("Message-ID: <{}@unit.example>", id()),
        "From: room@unit.example".to_owned(),
        "Subject: SC-17: HOLDS".to_owned(),
        "Auto-Submitted: auto-generated".to_owned(),
        "Date: Tue, 01 Dec 2026 21:00:00 +0000".to_owned(),
    ] {
        assert!(first.text.lines().any(|known| known == line), "{line}\n{}", first.text);
    }
}

#[tokio::test]
async fn whom_the_relay_refuses_for_good_is_not_tried_again_and_whoever_must_wait_is() {
    for (answer, expected) in [
        ("550 no such person", Sent::Never(Failure::Refused)),
        ("450 come again", Sent::NotNow("the relay answered 450".to_owned())),
        ("530 say who you are", Sent::NotNow("the relay answered 530".to_owned())),
    ] {
        let sink = MailRelay::answering(0, answer);
        assert_eq!(mailed(sink.at().port(), Security::None, "somebody@example.org").await, expected);
        assert_eq!(sink.rest(), []);
    }
}

#[tokio::test]
async fn what_is_no_address_is_not_handed_to_the_relay() {
    let sink = MailRelay::on(0);
    for wrong in ["", "nobody", "a@example.org\r\nRCPT TO:<b@example.org>", "a@example.org, b@example.org"] {
        assert_eq!(mailed(sink.at().port(), Security::None, wrong).await, Sent::Never(Failure::BadAddress));
    }
    assert_eq!(sink.rest(), []);
}

#[tokio::test]
async fn a_relay_that_is_down_or_speaks_no_tls_is_handed_nothing() {
    assert!(matches!(mailed(closed_port(), Security::None, "a@example.org").await, Sent::NotNow(_)));
    let in_the_clear = MailRelay::on(0);
    for security in [Security::StartTls, Security::Tls] {
        let sent = tokio::time::timeout(
            Duration::from_secs(40),
            mailed(in_the_clear.at().port(), security, "a@example.org"),
        );
        assert!(matches!(sent.await.unwrap(), Sent::NotNow(_)));
    }
    assert_eq!(in_the_clear.rest(), []);
}

#[test]
fn a_relay_elsewhere_is_not_spoken_to_in_the_clear() {
    let elsewhere = Relay { host: "mail.example.org".to_owned(), ..relay(25, Security::None) };
    assert!(matches!(Mail::new(&elsewhere, None), Err(NoMail::InTheClear(_))));
    let nobody = Relay { from: "the room".to_owned(), ..relay(25, Security::None) };
    assert!(matches!(Mail::new(&nobody, None), Err(NoMail::From { .. })));
}
