//! A page that follows what changes: server-sent events over one open line.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use ureq::http::HeaderMap;

use crate::client::{Answer, Client};

/// Within what time something that happened must have reached every page: the promise is a second.
pub const WITHIN: Duration = Duration::from_secs(10);

/// The promise itself, of what is measured.
pub const PROMISED: Duration = Duration::from_secs(1);

/// How long most of several took: one that the machine was slow at says nothing.
pub fn median(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took[took.len() / 2]
}

/// One event, as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The entry it stands for; `None` where it has no id.
    pub id: Option<u64>,
    /// Where it stands, as the room says it: what a page sends back to go on from there.
    pub place: Option<String>,
    /// `listening`, `changed` or `again`.
    pub kind: String,
    /// What it carries.
    pub data: Value,
}

/// Whether a client would be let listen: the answer before the first event.
pub fn asked(client: &Client) -> Answer {
    let mut line = TcpStream::connect(client.at()).expect("a connection");
    let who = client.token().map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    write!(line, "GET /api/v1/events HTTP/1.1\r\nhost: {}\r\n{who}connection: close\r\n\r\n", client.at())
        .expect("a request is sent");
    let mut lines = BufReader::new(line).lines().map(|line| line.expect("text"));
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
    let body = if status == 200 { None } else { lines.skip_while(|line| !line.is_empty()).nth(1) };
    Answer { status, headers: HeaderMap::new(), body: body.unwrap_or_default().into_bytes() }
}

/// An open line.
#[derive(Debug)]
pub struct Events {
    heard: Receiver<Event>,
    line: TcpStream,
}

impl Events {
    /// Opens a line, from after the event of this entry of the first epoch if one is named.
    #[track_caller]
    pub fn of(client: &Client, last: Option<u64>) -> Events {
        Events::from_place(client, last.map(|entry| format!("1.{entry}")).as_deref())
    }

    /// Opens a line, from after the event of this place if one is named.
    #[track_caller]
    pub fn from_place(client: &Client, last: Option<&str>) -> Events {
        let mut line = TcpStream::connect(client.at()).expect("a connection");
        let last = last.map(|last| format!("last-event-id: {last}\r\n")).unwrap_or_default();
        let token = client.token().expect("somebody who is signed in");
        let (at, path) = (client.at(), "/api/v1/events");
        write!(line, "GET {path} HTTP/1.1\r\nhost: {at}\r\nauthorization: Bearer {token}\r\n{last}connection: close\r\n\r\n")
            .expect("a request is sent");
        let mut lines = BufReader::new(line.try_clone().expect("a second hand")).lines();
        let status = lines.next().expect("an answer").expect("text");
        assert!(status.contains(" 200 "), "{status}");
        let (tell, heard) = channel();
        thread::spawn(move || {
            let mut event = Event { id: None, place: None, kind: String::new(), data: Value::Null };
            // Headers and the sizes of chunks have none of these names and pass by.
            for line in lines.map_while(Result::ok) {
                match line.split_once(": ") {
                    Some(("id", id)) => {
                        event.id = id.split_once('.').and_then(|(_, entry)| entry.parse().ok());
                        event.place = Some(id.to_owned());
                    }
                    Some(("event", kind)) => kind.clone_into(&mut event.kind),
                    Some(("data", data)) => {
                        event.data = serde_json::from_str(data).expect("the data is JSON");
                        let empty = Event { id: None, place: None, kind: String::new(), data: Value::Null };
                        // Nobody may be listening any more.
                        let _ = tell.send(std::mem::replace(&mut event, empty));
                    }
                    _ => {}
                }
            }
        });
        Events { heard, line }
    }

    /// Every event up to the first that is so, and that one.
    #[track_caller]
    pub fn until(&self, is_so: impl Fn(&Event) -> bool) -> Vec<Event> {
        let (began, mut heard) = (Instant::now(), Vec::new());
        loop {
            match self.heard.recv_timeout(WITHIN.saturating_sub(began.elapsed())) {
                Ok(event) => {
                    let found = is_so(&event);
                    heard.push(event);
                    if found {
                        return heard;
                    }
                }
                Err(error) => panic!("what was waited for did not come ({error}); heard: {heard:?}"),
            }
        }
    }

    /// What has come already is not waited for.
    pub fn passes_over(&self) {
        while self.heard.try_recv().is_ok() {}
    }

    /// Every event up to the one of this entry.
    #[track_caller]
    pub fn up_to(&self, entry: u64) -> Vec<Event> {
        self.until(|event| event.id == Some(entry))
    }

    /// Whether the room has ended the line, once it has.
    pub fn ended(&self) -> bool {
        let began = Instant::now();
        loop {
            match self.heard.recv_timeout(WITHIN.saturating_sub(began.elapsed())) {
                Ok(_) => {}
                Err(error) => return error == std::sync::mpsc::RecvTimeoutError::Disconnected,
            }
        }
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        // It may have been closed by the room before.
        let _ = self.line.shutdown(std::net::Shutdown::Both);
    }
}
