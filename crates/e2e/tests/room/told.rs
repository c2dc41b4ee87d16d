//! People outside the open pages are told: by mail and by webhook, with a movement's number and nothing more, at least
//! once whatever becomes of the room and of the receivers.

use std::{
    fs,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use e2e::{
    binary::safeconduct,
    clock,
    events::Events,
    orders::cleared,
    receivers::{Hook, Notified, Relay, Reply, closed_port},
    room::Room,
    unit::Scene,
};
use serde_json::{Value, json};

/// What a room is told of where messages may go.
fn ways(relay: u16, hooks: &[&Hook]) -> Vec<String> {
    let relay = ["--mail-relay".to_owned(), format!("127.0.0.1:{relay}")];
    let mail = ["--mail-security", "none", "--mail-from", "room@unit.example"].map(str::to_owned);
    let hooks = hooks.iter().flat_map(|hook| ["--webhook-host".to_owned(), hook.at().to_string()]);
    relay.into_iter().chain(mail).chain(hooks).collect()
}

/// Opens a room that is told so.
fn with(ways: Vec<String>) -> impl FnOnce(&Path) -> Room {
    move |dir| {
        let ways = ways.iter().map(String::as_str);
        Room::serve_as(dir, &["--clock-is-kept"].into_iter().chain(ways).collect::<Vec<_>>())
    }
}

/// The sponsor is written to.
#[track_caller]
fn the_sponsor_has_an_address(scene: &Scene) {
    let mail = json!({"mail": "salim@project.example", "language": "en"});
    scene.the("sponsor").put("/me/address", &mail).is(200);
    let own = scene.the("sponsor").read("/me/address");
    assert_eq!((&own["mail"], &own["language"]), (&mail["mail"], &mail["language"]));
}

/// An agency's systems are told; answers the secret.
#[track_caller]
fn has_a_webhook(scene: &Scene, agency: &str, hook: &Hook) -> String {
    let set = scene.the("administrator").put(&format!("/webhooks/{agency}"), &json!({"url": hook.url()}));
    set.is(200).json()["secret"].as_str().unwrap().to_owned()
}

/// The messages about a movement, as those on duty read them.
fn messages(scene: &Scene, movement: &str) -> Vec<Value> {
    let lines = scene.the("duty-officer").read(&format!("/movements/{movement}/messages"));
    lines.as_array().unwrap().clone()
}

fn standing<'l>(lines: &'l [Value], about: &str, of: impl Fn(&Value) -> bool) -> Vec<&'l str> {
    let found = lines.iter().filter(|line| line["about"] == about && of(line));
    found.map(|line| line["standing"].as_str().unwrap()).collect()
}

/// Waits until what became of the messages about a movement is so.
#[track_caller]
fn until(scene: &Scene, heard: &Events, movement: &str, is_so: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let now = messages(scene, movement);
    if is_so(&now) {
        return now;
    }
    heard.until(|event| event.data["movement"] == movement && is_so(&messages(scene, movement)));
    messages(scene, movement)
}

/// The next notification of this sort.
#[track_caller]
fn next(hook: &Hook, about: &str) -> Notified {
    loop {
        let notified = hook.next();
        if notified.json()["type"] == about {
            return notified;
        }
    }
}

#[test]
fn a_lapsed_clearance_is_told_by_mail_and_webhook_with_the_number_only_and_that_is_on_the_record() {
    let (relay, hook) = (Relay::on(0), Hook::open());
    let scene = Scene::open_by(with(ways(relay.at().port(), &[&hook])));
    the_sponsor_has_an_address(&scene);
    let secret = has_a_webhook(&scene, "test-project", &hook);
    let heard = Events::of(&scene.the("duty-officer"), None);
    let (movement, _) = cleared(&scene, "TOLD-1", 3);

    let held = next(&hook, "held");
    let body = held.json();
    let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["at", "id", "number", "type"]);
    assert_eq!((&body["number"], &body["id"]), (&json!("TOLD-1"), &json!(held.header("webhook-id"))));
    verified_as_documented(scene.dir(), &held, &secret);

    let mail = std::iter::from_fn(|| Some(relay.next())).find(|mail| mail.text.contains("HOLDS")).unwrap();
    assert_eq!(mail.to, "salim@project.example");
    assert!(mail.text.contains("Subject: TOLD-1: HOLDS"), "{}", mail.text);
    let (_, text) = mail.text.split_once("\n\n").unwrap();
    let told = [text, std::str::from_utf8(&held.body).unwrap()];
    let names = ["Salim", "Kamal", "rawalpindi", "test-", "TEST-1", "manifest", &clock::day(1), &movement];
    for secret in names {
        assert!(
            told.iter().all(|told| !told.to_lowercase().contains(&secret.to_lowercase())),
            "{secret}: {told:?}"
        );
    }

    let sponsor = |line: &Value| line["name"] == "Salim Sponsor";
    let agency = |line: &Value| line["agency"] == "test-project";
    let lines = until(&scene, &heard, &movement, |lines| {
        standing(lines, "held", sponsor) == ["delivered"] && standing(lines, "held", agency) == ["delivered"]
    });
    let without = standing(&lines, "held", |line| line["name"] == "Kamal Commander");
    assert_eq!(without, ["no-address"], "whoever cannot be told is seen");
    for role in ["sponsor", "commander", "authority"] {
        let asked = scene.the(role).get(&format!("/movements/{movement}/messages"));
        asked.is_problem(403, "not-yours-to-do");
    }

    let shown = safeconduct(["record", "show", scene.dir().to_str().unwrap(), "--movement", "TOLD-1"]);
    let told = format!("told agency test-project about TOLD-1, HOLDS: message {}", held.header("webhook-id"));
    assert!(shown.out.contains(&told), "{}", shown.out);
    assert!(!shown.out.contains("project.example") && !shown.out.contains(&secret), "{}", shown.out);
    scene.close();
}

/// The command that docs/deliveries.md tells receivers to verify with.
#[track_caller]
fn verified_as_documented(dir: &Path, notified: &Notified, secret: &str) {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/deliveries.md")).unwrap();
    let (_, after) = page.split_once("```sh\n").expect("a command");
    let (command, _) = after.split_once("```").unwrap();
    let body = dir.join("body.json");
    fs::write(&body, &notified.body).unwrap();
    let run = |id: &str| {
        let run = Command::new("sh")
            .args(["-c", command])
            .env("BODY", &body)
            .env("SECRET", secret)
            .env("ID", id)
            .env("TIMESTAMP", notified.header("webhook-timestamp"))
            .output();
        String::from_utf8(run.unwrap().stdout).unwrap().trim().to_owned()
    };
    let signature = notified.header("webhook-signature");
    assert_eq!(run(notified.header("webhook-id")), signature);
    assert_ne!(run("another"), signature);
    fs::remove_file(body).unwrap();
}

#[test]
fn what_a_killed_room_had_not_heard_the_end_of_is_sent_again_under_the_same_identifier() {
    let port = closed_port();
    // The first room's receiver takes the requests and never answers; the relay is down.
    let answers = Arc::new(AtomicBool::new(false));
    let hook = {
        let answers = Arc::clone(&answers);
        let reply = move |_| if answers.load(Ordering::SeqCst) { Reply::status(204) } else { Reply::Never };
        Hook::answering(0, reply)
    };
    let scene = Scene::open_by(with(ways(port, &[&hook])));
    the_sponsor_has_an_address(&scene);
    has_a_webhook(&scene, "test-project", &hook);
    let (movement, _) = cleared(&scene, "TOLD-2", 3600);
    let first = next(&hook, "cleared");
    assert!(messages(&scene, &movement).iter().all(|line| line["standing"] != "delivered"));

    answers.store(true, Ordering::SeqCst);
    let relay = Relay::on(port);
    let scene = scene.killed_and_opened_again_by(with(ways(port, &[&hook])));
    let heard = Events::of(&scene.the("duty-officer"), None);
    let lines = until(&scene, &heard, &movement, |lines| {
        let ended = |line: &Value| line["standing"] == "delivered" || line["standing"] == "no-address";
        lines.iter().all(ended)
    });
    let cleared_for =
        |agency: &Value| lines.iter().find(|line| line["about"] == "cleared" && line["agency"] == *agency);
    let line = cleared_for(&json!("test-project")).unwrap();
    assert_eq!(
        (&line["message"], &line["standing"]),
        (&json!(first.header("webhook-id")), &json!("delivered"))
    );
    let second = next(&hook, "cleared");
    assert_eq!(second.header("webhook-id"), first.header("webhook-id"));
    assert_eq!(second.body, first.body);
    let subjects: Vec<bool> = std::iter::once(relay.next())
        .chain(relay.rest())
        .map(|mail| mail.text.contains("TOLD-2: cleared"))
        .collect();
    assert!(subjects.contains(&true));
    scene.close();
}

#[test]
fn a_receiver_that_hangs_holds_up_nobody_and_one_that_fails_is_tried_again() {
    let hangs = Hook::answering(0, |_| Reply::Never);
    let fails_once = Hook::answering(0, |n| Reply::status(if n == 0 { 500 } else { 200 }));
    let scene = Scene::open_by(with(ways(closed_port(), &[&hangs, &fails_once])));
    has_a_webhook(&scene, "test-project", &hangs);
    has_a_webhook(&scene, "test-unit", &fails_once);
    let heard = Events::of(&scene.the("duty-officer"), None);
    let (movement, _) = cleared(&scene, "TOLD-3", 3600);
    hangs.next();
    let lines = until(&scene, &heard, &movement, |lines| {
        standing(lines, "cleared", |line| line["agency"] == "test-unit") == ["delivered"]
    });
    assert_eq!(standing(&lines, "cleared", |line| line["agency"] == "test-project"), ["waiting"]);
    let tried: Vec<Notified> = fails_once.rest();
    assert_eq!(tried[0].header("webhook-id"), tried[1].header("webhook-id"));
    scene.close();
}

#[test]
fn an_address_within_the_units_own_network_is_never_spoken_to_unless_it_was_named() {
    let unnamed = Hook::open();
    let scene = Scene::open_by(with(ways(closed_port(), &[])));
    has_a_webhook(&scene, "test-project", &unnamed);
    let heard = Events::of(&scene.the("duty-officer"), None);
    let (movement, _) = cleared(&scene, "TOLD-4", 3600);
    let lines = until(&scene, &heard, &movement, |lines| {
        standing(lines, "cleared", |line| line["agency"] == "test-project") == ["failed"]
    });
    let failed = lines.iter().find(|line| line["standing"] == "failed").unwrap();
    assert_eq!(failed["why"], "bad-address");
    let alerts = scene.the("duty-officer").read("/alerts");
    let alert = alerts.as_array().unwrap().iter().find(|alert| alert["movement"] == *movement).unwrap();
    assert_eq!((&alert["rule"], &alert["delivered"]), (&json!("delivery-failed"), &json!(false)));
    assert_eq!(unnamed.rest(), []);
    scene.close();
}
