//! Making one's way in: links, passwords, codes.

use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::{client::Client, clock};

/// Somebody who has made their way in.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who, by identifier; empty for the first administrator, who was not enrolled through the API.
    pub id: String,
    /// The name to sign in with.
    pub name: String,
    /// The password.
    pub password: String,
    /// What the app of theirs that makes codes was set up with; `None` if they have none.
    pub codes: Option<String>,
    /// Their session.
    pub token: String,
}

/// Somebody to be enrolled.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// The name.
    pub name: &'static str,
    /// The role.
    pub role: &'static str,
    /// The agency.
    pub agency: &'static str,
    /// The label orders name a commander or principal by.
    pub label: Option<&'static str>,
    /// The areas a district officer answers for.
    pub areas: &'static [&'static str],
}

impl Post {
    /// As the API takes it.
    pub fn body(&self) -> Value {
        let Post { name, role, agency, label, areas } = self;
        json!({"name": name, "role": role, "agency": agency, "label": label, "areas": areas})
    }
}

/// The token of an enrolment link.
#[track_caller]
pub fn token_of(link: &str) -> &str {
    link.trim().strip_prefix("/enrol#").expect("an enrolment link")
}

/// A password of nobody else's.
pub fn password_of(name: &str) -> String {
    let letters: u32 = name.chars().map(u32::from).sum();
    format!("a plum tree in yard {letters}")
}

/// The code for this moment, or for so many half minutes later: no code is taken twice.
pub fn code(secret: &str, later: u64) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret in base32");
    let app = Builder::new().with_secret(secret).build().expect("an app");
    app.generate(clock::unix() + 30 * later).to_string()
}

/// Makes the way in by a link: a name and a password, and a code where the role asks for one.
#[track_caller]
pub fn enrol(nobody: &Client, link: &str, name: &str) -> Person {
    // A name to sign in with has no spaces.
    let name = name.replace(' ', ".").to_lowercase();
    let (token, password) = (token_of(link), password_of(&name));
    let chosen = json!({"token": token, "name": name, "password": password});
    let begun = nobody.post("/enrolment", &chosen).is(200).json();
    let codes = begun["codes_secret"].as_str().expect("a secret").to_owned();
    let (finished, codes) = if begun["factor_required"] == true {
        let body = json!({"token": token, "code": code(&codes, 0), "as": "token"});
        (nobody.post("/enrolment/code", &body), Some(codes))
    } else {
        (nobody.post("/enrolment/without-factor", &json!({"token": token, "as": "token"})), None)
    };
    let session = finished.is(200).json()["token"].as_str().expect("a session").to_owned();
    Person { id: String::new(), name, password, codes, token: session }
}

/// Signs in again: name, password, and a code that was not shown before.
#[track_caller]
pub fn sign_in(nobody: &Client, person: &Person) -> String {
    let given = json!({"name": person.name, "password": person.password, "as": "token"});
    let first = nobody.post("/session", &given).is(200).json();
    let step = match &person.codes {
        None => first,
        Some(secret) => {
            assert_eq!(first["signed_in"], false, "{first}");
            let ticket = &first["factor"]["ticket"];
            let body = json!({"ticket": ticket, "code": code(secret, 1), "as": "token"});
            nobody.post("/session/code", &body).is(200).json()
        }
    };
    step["token"].as_str().expect("a session").to_owned()
}
