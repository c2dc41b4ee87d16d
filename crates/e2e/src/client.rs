//! Somebody who speaks HTTP to the room.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use serde_json::Value;
use ureq::{
    http::{HeaderMap, Request},
    tls::{Certificate, RootCerts, TlsConfig},
};

/// No answer takes longer; an honest client would have given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A client, signed in or not.
#[derive(Clone, Debug)]
pub struct Client {
    agent: ureq::Agent,
    at: SocketAddr,
    /// Scheme and host, as a person types them.
    site: String,
    token: Option<String>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Client {
    /// Nobody in particular, at this address.
    pub fn nobody(at: SocketAddr) -> Client {
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE));
        Client { agent: config.build().into(), at, site: format!("http://{at}"), token: None }
    }

    /// Nobody in particular, who speaks TLS to `localhost` and believes this authority alone (in PEM).
    pub fn nobody_over_tls(at: SocketAddr, authority: &str) -> Client {
        let authority = Certificate::from_pem(authority.as_bytes()).expect("a certificate");
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::new_with_certs(&[authority]))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()));
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .tls_config(tls.build());
        let site = format!("https://localhost:{}", at.port());
        Client { agent: config.build().into(), at, site, token: None }
    }

    /// The same, who forgets the connections they had.
    #[must_use]
    pub fn anew(&self) -> Client {
        Client { agent: self.agent.config().clone().into(), ..self.clone() }
    }

    /// Whoever has this session.
    pub fn with(&self, token: &str) -> Client {
        Client { token: Some(token.to_owned()), ..self.clone() }
    }

    /// Where it speaks to.
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// Its session's token.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Asks. `path` is below the API's root unless it names it, or is one of the few beside it.
    pub fn get(&self, path: &str) -> Answer {
        self.answer("GET", path, &[], None)
    }

    /// Asks for JSON that must be there.
    #[track_caller]
    pub fn read(&self, path: &str) -> Value {
        self.get(path).is(200).json()
    }

    /// Does something.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.answer("POST", path, &[], Some(body))
    }

    /// Does something that needs no body.
    pub fn does(&self, path: &str) -> Answer {
        self.answer("POST", path, &[], None)
    }

    /// Does something under an idempotency key.
    pub fn post_keyed(&self, key: &str, path: &str, body: &Value) -> Answer {
        self.answer("POST", path, &[("idempotency-key", key)], Some(body))
    }

    /// Puts something in the place of what is there.
    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.answer("PUT", path, &[], Some(body))
    }

    /// Takes something away.
    pub fn delete(&self, path: &str) -> Answer {
        self.answer("DELETE", path, &[], None)
    }

    /// Sends any request and has the answer.
    #[track_caller]
    pub fn answer(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Answer {
        self.try_answer(method, path, headers, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// The same, when the room may be gone.
    ///
    /// # Errors
    /// When there was no whole answer.
    pub fn try_answer(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(self.uri(path));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = match body {
            None => self.agent.run(request.body(())?)?,
            Some(body) => {
                let json = request.header("content-type", "application/json");
                self.agent.run(json.body(serde_json::to_vec(body).expect("JSON is written"))?)?
            }
        };
        let body = response.body_mut().read_to_vec()?;
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
    }

    fn uri(&self, path: &str) -> String {
        let beside = ["/openapi.json", "/healthz", "/metrics", "/api/", "/pages/"];
        let root = if beside.iter().any(|known| path.starts_with(known)) { "" } else { "/api/v1" };
        format!("{}{root}{path}", self.site)
    }
}

impl Answer {
    /// The answer, if it has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The answer, if it is this kind of problem, told as a person needs it.
    #[track_caller]
    pub fn is_problem(self, status: u16, kind: &str) -> Value {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.is(status).json();
        assert_eq!(problem["type"], format!("/problems/{kind}"), "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        for told in ["title", "detail"] {
            assert!(problem[told].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
        }
        problem
    }

    /// The movement a change was about.
    #[track_caller]
    pub fn movement(self) -> String {
        self.json()["movement"].as_str().expect("it is about a movement").to_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header, if it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
