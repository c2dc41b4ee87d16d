//! Those who are told outside the open pages: a relay for mail and a webhook's receiver, on this machine, that keep what
//! they are sent and answer as they are told to.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

/// Within what time something that is sent must have come: longer than a receiver that failed twice is left alone.
pub const WITHIN: Duration = Duration::from_secs(20);
/// What nobody on this machine listens on, as a listener that is dropped at once has it.
pub fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

/// A mail as the relay was handed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// Whom it is for.
    pub to: String,
    /// Its headers and its text.
    pub text: String,
}

/// A relay for mail.
#[derive(Debug)]
pub struct Relay {
    at: SocketAddr,
    came: Receiver<Letter>,
}

impl Relay {
    /// One that takes everything, on this port; 0 for a free one.
    pub fn on(port: u16) -> Relay {
        Relay::answering(port, "250 taken")
    }

    /// One that answers to each recipient like this.
    pub fn answering(port: u16, to_recipients: &'static str) -> Relay {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("a port to listen on");
        let at = listener.local_addr().expect("an address");
        let (keep, came) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let keep = keep.clone();
                // A client that hangs up ends its own conversation only.
                thread::spawn(move || take_mail(&stream, to_recipients, &keep));
            }
        });
        Relay { at, came }
    }

    /// Where it listens.
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// The next mail.
    #[track_caller]
    pub fn next(&self) -> Letter {
        self.came.recv_timeout(WITHIN).expect("a mail comes")
    }

    /// What has come and nobody asked for yet.
    pub fn rest(&self) -> Vec<Letter> {
        self.came.try_iter().collect()
    }
}

fn take_mail(stream: &TcpStream, to_recipients: &str, keep: &Sender<Letter>) -> std::io::Result<()> {
    let mut say = stream;
    let mut lines = BufReader::new(stream).lines();
    write!(say, "220 relay.test\r\n")?;
    let mut to = String::new();
    while let Some(line) = lines.next() {
        let line = line?;
        let answer = match line.split([' ', ':']).next().unwrap_or_default().to_uppercase().as_str() {
            "RCPT" => {
                let (_, after) = line.split_once('<').unwrap_or_default();
                to = after.split('>').next().unwrap_or_default().to_owned();
                to_recipients
            }
            "DATA" => {
                write!(say, "354 go on\r\n")?;
                let mut text = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    text.push_str(&line);
                    text.push('\n');
                }
                // Nobody may be listening any more.
                let _ = keep.send(Letter { to: std::mem::take(&mut to), text });
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 well",
        };
        write!(say, "{answer}\r\n")?;
    }
    Ok(())
}

/// What a webhook's receiver was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notified {
    /// The request's first line.
    pub request: String,
    /// Its headers, by name in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Notified {
    /// One of its headers.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("there is no header {name}: {:?}", self.headers)).1
    }

    /// Its body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }
}

/// How a receiver answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// With this, word for word.
    Says(String),
    /// Never, and it keeps the line open.
    Never,
}

impl Reply {
    /// With this status and nothing else.
    pub fn status(status: u16) -> Reply {
        Reply::Says(format!("HTTP/1.1 {status} so\r\ncontent-length: 0\r\n\r\n"))
    }
}

/// A webhook's receiver.
#[derive(Debug)]
pub struct Hook {
    at: SocketAddr,
    came: Receiver<Notified>,
}

impl Hook {
    /// One that answers each request, counted from 0, as `reply` has it.
    pub fn answering(port: u16, reply: impl Fn(usize) -> Reply + Send + Sync + 'static) -> Hook {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("a port to listen on");
        let at = listener.local_addr().expect("an address");
        let (keep, came) = channel();
        let reply = Arc::new(reply);
        thread::spawn(move || {
            for (n, stream) in listener.incoming().map_while(Result::ok).enumerate() {
                let (keep, reply) = (keep.clone(), Arc::clone(&reply));
                thread::spawn(move || take_request(&stream, &reply(n), &keep));
            }
        });
        Hook { at, came }
    }

    /// One that takes everything.
    pub fn open() -> Hook {
        Hook::answering(0, |_| Reply::status(204))
    }

    /// Where it listens.
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}/hook", self.at)
    }

    /// What it is sent next.
    #[track_caller]
    pub fn next(&self) -> Notified {
        self.came.recv_timeout(WITHIN).expect("a request comes")
    }

    /// What has come and nobody asked for yet.
    pub fn rest(&self) -> Vec<Notified> {
        self.came.try_iter().collect()
    }
}

fn take_request(stream: &TcpStream, reply: &Reply, keep: &Sender<Notified>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut notified =
        Notified { request: line.trim_end().to_owned(), headers: Vec::new(), body: Vec::new() };
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        notified.headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = notified.headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    notified.body.resize(length, 0);
    reader.read_exact(&mut notified.body)?;
    // Nobody may be listening any more.
    let _ = keep.send(notified);
    let mut say = stream;
    match reply {
        Reply::Says(text) => say.write_all(text.as_bytes()),
        // Until whoever asked hangs up.
        Reply::Never => reader.read_line(&mut line).map(drop),
    }
}
