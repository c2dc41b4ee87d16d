//! A browser that is told what to do: Chromium without a window, over its debugging pipe.
//!
//! The pipe (`--remote-debugging-pipe`) takes JSON with a zero byte after each message, so no library is needed. The
//! shell puts it at the two descriptors where Chromium looks for it.

use std::{
    collections::VecDeque,
    env,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;

/// Nothing asked of it takes longer: a page is drawn without graphics hardware.
const PATIENCE: Duration = Duration::from_secs(60);
/// What it may be called, where `CHROMIUM` does not say it.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// A browser that is open.
#[derive(Debug)]
pub struct Browser {
    child: Child,
    say: ChildStdin,
    hears: Receiver<Value>,
    asked: u64,
    heard: VecDeque<Value>,
    without: Vec<String>,
    _profile: TempDir,
}

/// One page of it.
#[derive(Clone, Debug)]
pub struct Page {
    session: String,
}

/// What a page, or a worker of it, asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The address.
    pub url: String,
    /// The status of the answer; `None` if none came.
    pub status: Option<u64>,
}

/// Where the browser lies, if there is one; else how to get it.
///
/// # Errors
/// When none is found.
pub fn found() -> Result<PathBuf, String> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        assert!(named.exists(), "CHROMIUM names {}, which is not there", named.display());
        return Ok(named);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let mut places = env::split_paths(&path).flat_map(|dir| NAMES.map(|name| dir.join(name)));
    places.find(|place| place.is_file()).ok_or_else(|| {
        "no Chromium: install one (on Debian: apt install chromium), or say with CHROMIUM=… where it lies"
            .to_owned()
    })
}

/// The same for a test that cannot do without; it says so where there is none.
pub fn found_to(what: &str) -> Option<PathBuf> {
    match found() {
        Ok(program) => Some(program),
        Err(why) => {
            // Not by way of the test's captured output, which nobody sees of a test that passes.
            let _ = writeln!(std::io::stderr(), "SKIPPED: nobody can {what} in a browser: {why}");
            None
        }
    }
}

/// A binary that was built before the pages were has none to look at: whoever waited for them would wait for nothing.
pub fn needs_the_pages_of(nobody: &Client) {
    let page = nobody.get("/pages/anywhere").is(200).text();
    let has_scripts = page.contains("/assets/");
    assert!(has_scripts, "this binary was built without its pages: `make pages`, then build it again");
}

impl Browser {
    /// Opens one with a profile of its own. It reaches nothing but this machine.
    pub fn open(program: &Path) -> Browser {
        let profile = tempfile::tempdir().expect("a directory");
        let mut command = Command::new("sh");
        command.args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2"#]).arg(program).args([
            "--remote-debugging-pipe",
            "--headless=new",
            // A container has no namespaces to make a sandbox of, and what is looked at is our own.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--enable-unsafe-swiftshader",
            "--use-angle=swiftshader",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-extensions",
            "--no-first-run",
            "--hide-scrollbars",
            "--lang=en",
            "--window-size=1000,1600",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]);
        command.arg(format!("--user-data-dir={}", profile.path().display())).arg("about:blank");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a shell starts");
        let say = child.stdin.take().expect("a pipe");
        let from = BufReader::new(child.stdout.take().expect("a pipe"));
        let (tell, hears) = channel();
        thread::spawn(move || {
            for message in from.split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&message).expect("it speaks JSON");
                if tell.send(message).is_err() {
                    break;
                }
            }
        });
        Browser {
            child,
            say,
            hears,
            asked: 0,
            heard: VecDeque::new(),
            without: Vec::new(),
            _profile: profile,
        }
    }

    /// Pages from now on, and their workers, get nothing from addresses like these, with `*` for anything.
    pub fn go_without(&mut self, addresses: &[&str]) {
        self.without = addresses.iter().map(|&address| address.to_owned()).collect();
    }

    /// A page with nothing on it, whose requests are listened to, and those of its workers.
    pub fn page(&mut self) -> Page {
        let made = self.ask(None, "Target.createTarget", &json!({"url": "about:blank"}));
        let of = json!({"targetId": made["targetId"], "flatten": true});
        let attached = self.ask(None, "Target.attachToTarget", &of);
        let session = attached["sessionId"].as_str().expect("a session").to_owned();
        for (method, how) in [
            (
                "Target.setAutoAttach",
                json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true}),
            ),
            ("Network.enable", json!({})),
            ("Network.setBlockedURLs", json!({"urls": self.without})),
            ("Page.enable", json!({})),
        ] {
            self.ask(Some(&session), method, &how);
        }
        Page { session }
    }

    /// A page of a room that somebody looks at who is signed in.
    pub fn page_of(&mut self, address: &str, session: &str) -> Page {
        let page = self.page();
        self.go(&page, address, session);
        page
    }

    /// A page goes there, looked at by somebody who is signed in.
    pub fn go(&mut self, page: &Page, address: &str, session: &str) {
        let cookie = json!({"name": "session", "value": session, "url": address});
        self.of(page, "Network.setCookie", &cookie);
        self.of(page, "Page.navigate", &json!({"url": address}));
    }

    /// Asks something of a page.
    pub fn of(&mut self, page: &Page, method: &str, how: &Value) -> Value {
        self.ask(Some(&page.session), method, how)
    }

    /// The value of an expression on a page, waited for if it is a promise.
    pub fn value(&mut self, page: &Page, expression: &str) -> Value {
        let how = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let told = self.of(page, "Runtime.evaluate", &how);
        assert_eq!(told.get("exceptionDetails"), None, "{expression}");
        told["result"]["value"].clone()
    }

    /// Everything asked for so far by any page or worker, and how it was answered.
    pub fn requests(&self) -> Vec<Asked> {
        let of = |message: &Value, what: &str| (message["method"] == what).then(|| message["params"].clone());
        let answers: Vec<Value> =
            self.heard.iter().filter_map(|message| of(message, "Network.responseReceived")).collect();
        let status = |id: &Value| {
            let answer = answers.iter().find(|answer| answer["requestId"] == *id);
            answer.and_then(|answer| answer["response"]["status"].as_u64())
        };
        let asked = self.heard.iter().filter_map(|message| of(message, "Network.requestWillBeSent"));
        asked
            .map(|asked| Asked {
                url: asked["request"]["url"].as_str().expect("an address").to_owned(),
                status: status(&asked["requestId"]),
            })
            .collect()
    }

    fn ask(&mut self, session: Option<&str>, method: &str, how: &Value) -> Value {
        let asked = self.send(session, method, how);
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let message = match self.hears.recv_timeout(left) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("{method}: the browser does not answer"),
                Err(RecvTimeoutError::Disconnected) => panic!("{method}: the browser is gone"),
            };
            if message["id"] == asked {
                assert_eq!(message.get("error"), None, "{method}");
                return message["result"].clone();
            }
            if message["method"] == "Target.attachedToTarget" {
                self.listen_to(&message["params"]["sessionId"]);
            }
            self.heard.push_back(message);
        }
    }

    /// A worker waits until somebody listens to it: no request of its is missed.
    fn listen_to(&mut self, session: &Value) {
        let Some(session) = session.as_str() else { return };
        let without = json!({"urls": self.without});
        let mut tell = |method: &str, how: Value| self.send(Some(session), method, &how);
        tell("Network.enable", json!({}));
        tell("Network.setBlockedURLs", without);
        tell(
            "Target.setAutoAttach",
            json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true}),
        );
        tell("Runtime.runIfWaitingForDebugger", json!({}));
    }

    fn send(&mut self, session: Option<&str>, method: &str, how: &Value) -> u64 {
        self.asked += 1;
        let mut message = json!({"id": self.asked, "method": method, "params": how});
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = serde_json::to_vec(&message).expect("JSON");
        bytes.push(0);
        self.say.write_all(&bytes).expect("the browser listens");
        self.asked
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Its other processes end with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
