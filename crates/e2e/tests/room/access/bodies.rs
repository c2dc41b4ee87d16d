//! A body that is in order for every operation that takes one: what is refused is refused for who asks, or for the
//! state of things.

use e2e::{
    clock,
    orders::{DISTRICT, acceptance, early_notice, gate, late_notice, manifest, rulebooks, waiver},
    unit::{POSTS, network},
};
use serde_json::{Value, json};

use super::ground::Ground;

/// The body; `None` for an operation that takes none.
#[track_caller]
pub fn of(method: &str, path: &str, ground: &Ground) -> Option<Value> {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let role = ground.role;
    Some(match (method, path) {
        ("GET" | "DELETE", _) => return None,
        (
            "POST",
            "/alerts/{id}/acknowledgement"
            | "/movements/{id}/clearance"
            | "/movements/{id}/closure"
            | "/movements/{id}/departure"
            | "/movements/{id}/draw/revelation"
            | "/people/{id}/invitation",
        ) => return None,
        ("POST", "/searches") => search(&ground.own),
        ("POST", "/searches/{id}/approve" | "/searches/{id}/refuse") => json!({"reason": "made up"}),
        ("PUT", "/me/address") => json!({"mail": format!("{role}@unit.example")}),
        ("PUT", "/webhooks/{agency}") => json!({"url": "https://hooks.unit.example/"}),
        ("POST", "/alerts/{id}/closure") => json!({"verdict": "planned"}),
        // Lists that are not what is open: whoever may is told so.
        ("POST", "/shift") => json!({"alerts": [], "movements": []}),
        ("POST", "/shift/offer") => {
            json!({"to": "01800000-0000-7000-8000-000000000000", "alerts": [], "movements": []})
        }
        ("POST", "/areas/levels") => json!({"area": area(role), "level": "red", "stand_fast": true}),
        ("POST", "/areas/releases") => json!({"area": area(role)}),
        ("POST", "/dangers/incidents") => {
            json!({"kind": "accident", "place": SOUTH, "at": clock::seconds_ahead(-60)})
        }
        ("POST", "/dangers/closures") => json!({"place": SOUTH, "within_m": 10}),
        ("POST", "/dangers/no-go-areas") => json!({"corners": [SOUTH, "-80.1,10", "-80.1,10.1"]}),
        ("POST", "/devices") => json!({"serves": "vehicles[test-car]", "sort": "phone"}),
        ("POST", "/devices/{id}/revocation") => json!({"reason": "it was lost (made up)"}),
        // A report of no device: what a device shows is no session.
        ("POST", "/reports") => {
            json!({"device_id": "none", "location": {"timestamp": clock::seconds_ahead(-1), "coords": {"latitude": 34.93, "longitude": 72.88}}})
        }
        ("PUT", "/duress/words") => words("crew[test-driver]"),
        ("POST", "/movements/{id}/check-ins") => json!({"pin": "2580"}),
        ("POST", "/movements/{id}/challenges") => json!({"of": "commanders[test-commander]"}),
        ("POST", "/movements/{id}/challenge-answers") => {
            json!({"of": "principals[test-principal]", "answer": "a blue door (made up)"})
        }
        ("POST", "/movements/{id}/responders") => json!({"person": ground.person()}),
        ("POST", "/movements/{id}/hand-overs") if role == "duty-officer" => {
            json!({"into": DISTRICT, "side": "taking", "reporter": "an officer (made up)"})
        }
        ("POST", "/movements/{id}/hand-overs") => json!({"into": DISTRICT}),
        // None was heard: whoever may is told so.
        ("POST", "/movements/{id}/heard/taking-back") => {
            let at = clock::seconds_ahead(-60);
            json!({"stated_at": at, "received_at": at, "reason": "it was mistyped (made up)"})
        }
        ("POST", "/reports/voice") => json!({"line": ground.number(), "means": "radio"}),
        ("POST", "/reports/voice/reading") => json!({"line": ground.number()}),
        ("POST", "/silences") => silence(),
        ("POST", "/silences/{id}/lifting") => json!({"reason": "it was called off (made up)"}),
        ("POST", "/dangers/{id}/lifting") => json!({"reason": "it is over (made up)"}),
        ("PUT", "/networks/in-force") => json!({"network": network()}),
        ("POST", "/movements/{id}/draw") => {
            json!({"revision": 0, "ways": [[0]], "hours": [clock::seconds_ahead(600), clock::seconds_ahead(660)]})
        }
        ("POST", "/movements/{id}/draw/contributions") => json!({"contribution": "c0".repeat(32)}),
        ("PUT", "/movements/{id}/way") => json!({"revision": 0, "drives": [0]}),
        ("POST", "/demonstration/session") => json!({"name": "Demo Duty Officer"}),
        ("POST", "/enrolment") => json!({"token": "x", "name": "x", "password": "twelve or more"}),
        ("POST", "/enrolment/code") => json!({"token": "x", "code": "000000"}),
        ("POST", "/enrolment/passkey") => {
            json!({"token": "x", "answer": passkey(&json!({"attestationObject": "", "clientDataJSON": ""}))})
        }
        (
            "POST",
            "/enrolment/passkey-challenge" | "/enrolment/without-factor" | "/session/passkey-challenge",
        ) => {
            json!({"token": "x"})
        }
        // A name a role: nobody's guesses are throttled for another's.
        ("POST", "/session") => json!({"name": format!("nobody-{role}"), "password": "not the password"}),
        ("POST", "/session/code") => json!({"ticket": "x", "code": "000000"}),
        ("POST", "/session/passkey") => {
            let shown = json!({"authenticatorData": "", "clientDataJSON": "", "signature": ""});
            json!({"token": "x", "answer": passkey(&shown)})
        }
        ("POST", "/movements") => json!({"number": format!("NEW-{role}"), "facts": []}),
        ("POST", "/urgent-movements") => {
            json!({"number": format!("URGENT-{role}"), "reason": "a fall on the site"})
        }
        ("POST", "/observed-movements") => json!({"number": format!("OBSERVED-{role}")}),
        ("POST", "/movements/{id}/runs") => json!({"number": format!("RUN-{role}"), "facts": []}),
        ("POST", "/movements/{id}/amendments") => json!({"revision": 0}),
        ("POST", "/movements/{id}/reports") => manifest(3600),
        ("POST", "/movements/{id}/early-notices") => early_notice(),
        ("POST", "/movements/{id}/late-notices") => late_notice(),
        // An officer answers with their own hand, a duty officer writes down what was said on the telephone.
        ("POST", "/movements/{id}/answers") if role == "district-officer" => acceptance(),
        ("POST", "/movements/{id}/answers") => {
            json!({"party": DISTRICT, "answer": {"received": {}}, "means": "telephone-read-back"})
        }
        ("POST", "/movements/{id}/vain-calls") => json!({"party": DISTRICT}),
        ("POST", "/movements/{id}/no-objections") => json!({"party": DISTRICT, "granted": true}),
        ("POST", "/movements/{id}/approvals") => json!({"granted": true}),
        ("POST", "/movements/{id}/waivers") => waiver(),
        ("POST", "/movements/{id}/case" | "/movements/{id}/cancellation") => json!({"reason": "to be seen"}),
        ("POST", "/movements/{id}/review") => json!({"finding": "it could not wait"}),
        ("POST", "/movements/{id}/gate-checks") => gate(),
        ("POST", "/movements/{id}/choices") => json!({"choice": "continue"}),
        ("POST", "/movements/{id}/arrival") => json!({}),
        ("POST", "/people") => POSTS.iter().find(|post| post.role == "partner").unwrap().body(),
        ("POST", "/people/{id}/erasure") => json!({"reason": "a request by the person (made up)"}),
        ("POST", "/register") => json!({"facts": [{"path": "vehicles[test-van].plate", "value": "TEST-2"}]}),
        ("PUT", "/rulebooks") => rulebooks(),
        _ => panic!("{method} {path} is new: say here what it takes, so that it is tried in every role"),
    })
}

/// Where no road of any network lies.
const SOUTH: &str = "-80,10";

/// What is agreed on with somebody; made up.
pub fn words(of: &str) -> Value {
    json!({"of": of, "word": "rainbow", "pin": "2580", "duress_pin": "2581",
        "question": "which door (made up)", "answer": "a blue door (made up)"})
}

/// Over an area that no movement touches.
pub fn silence() -> Value {
    json!({"area": "aq/base", "from": clock::seconds_ahead(0), "until": clock::seconds_ahead(7200),
        "why": "shutdown", "every_minutes": 60})
}

/// An area of this role's own, which no movement touches.
fn area(role: &str) -> String {
    format!("aq/{role}")
}

/// What a browser makes of a challenge, of the right shape and signed by nothing.
fn passkey(response: &Value) -> Value {
    json!({"id": "x", "rawId": "", "type": "public-key", "response": response, "extensions": {}})
}

/// Where the device of somebody of the detail was, an hour ago.
pub fn search(movement: &str) -> Value {
    json!({
        "movement": movement,
        "of": "commanders[test-commander]",
        "from": clock::seconds_ahead(-7200),
        "until": clock::seconds_ahead(-3600),
        "reason": "a plan was leaked (made up)"
    })
}
