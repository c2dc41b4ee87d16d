//! Clients that mean harm, or are broken: each is answered with what was wrong, and nobody else notices.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use e2e::{
    client::Client,
    orders::{fact, order},
    unit::Scene,
};
use serde_json::{Value, json};

/// Sends bytes as a `POST` to a path and answers status and body, however the connection ends.
fn sent(client: &Client, path: &str, media: &str, body: &[u8]) -> (u16, String) {
    let mut line = TcpStream::connect(client.at()).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let (at, token, length) = (client.at(), client.token().unwrap(), body.len());
    write!(
        line,
        "POST /api/v1{path} HTTP/1.1\r\nhost: {at}\r\nauthorization: Bearer {token}\r\ncontent-type: {media}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    // Whoever has heard enough hangs up before all is said.
    let _ = line.write_all(body);
    let mut answer = Vec::new();
    let _ = line.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer but {answer:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}

#[track_caller]
fn problem((status, body): (u16, String)) -> Value {
    let problem: Value = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"));
    assert_eq!(problem["status"], status, "{problem}");
    for told in ["type", "title", "detail"] {
        assert!(problem[told].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
    }
    problem
}

#[test]
fn a_body_that_is_too_long_too_deep_or_no_text_is_refused() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    let post = |body: &[u8]| sent(&sponsor, "/movements", "application/json", body);
    let long = format!(r#"{{"number": "{}"}}"#, "x".repeat(10_000_000));
    assert_eq!(problem(post(long.as_bytes()))["status"], 413);
    let deep = problem(post("[".repeat(500_000).as_bytes()));
    assert_eq!((&deep["status"], &deep["type"]), (&json!(400), &json!("/problems/not-json")));
    let invalid = problem(post(b"{\"number\": \"\xff\xfe\"}"));
    assert!(invalid["detail"].as_str().unwrap().contains("byte 12"), "{invalid}");
    assert_eq!(problem(post(b""))["status"], 400);
    assert_eq!(problem(post(b"{\"number\": \"X\", \"facts\": []} more"))["status"], 400);
    assert_eq!(problem(post(b"{\"number\": \"X\""))["status"], 400);
    assert_eq!(sponsor.read("/movements"), json!([]));
    scene.close();
}

#[test]
fn a_body_of_the_wrong_shape_is_refused_with_the_place() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    let wrong = [
        (json!({"number": 7, "facts": []}), "number"),
        (json!({"number": "a b", "facts": []}), "number"),
        (
            json!({"number": "X", "facts": [fact("vehicles[a].plate", "P"), {"path": 1, "value": 1}]}),
            "facts[1].path",
        ),
        (json!({"number": "X", "facts": [fact("vehicles[a].colour", "red")]}), "facts[0]"),
        (json!({"number": "X", "facts": [fact("vehicles[a].plate", true)]}), "facts[0]"),
        (json!({"number": "X", "facts": [fact("movement.departs_on", "2026-02-30")]}), "facts[0]"),
        (json!({"number": "X", "facts": "all"}), "facts"),
    ];
    for (body, place) in wrong {
        let problem = sponsor.post("/movements", &body).is_problem(422, "malformed");
        assert_eq!(problem["place"], place, "{body}: {problem}");
    }
    let unknown = sponsor.post("/movements", &json!({"number": "X", "facts": [], "colour": "red"}));
    let unknown = unknown.is_problem(422, "malformed");
    assert!(unknown["detail"].as_str().unwrap().contains("`colour`"), "{unknown}");
    let missing = sponsor.post("/movements", &json!({"number": "X"})).is_problem(422, "malformed");
    assert!(missing["detail"].as_str().unwrap().contains("`facts`"), "{missing}");
    assert_eq!(sponsor.read("/movements"), json!([]));
    scene.close();
}

#[test]
fn a_request_in_the_wrong_manner_is_told_the_right_one() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    let form = sent(&sponsor, "/movements", "application/x-www-form-urlencoded", b"number=X");
    assert_eq!(problem(form)["status"], 415);
    sponsor.put("/movements", &json!({})).is_problem(405, "not-like-this");
    sponsor.delete("/movements").is_problem(405, "not-like-this");
    sponsor.get("/nothing-of-the-kind").is_problem(404, "not-there");
    sponsor.get("/movements/not-an-identifier").is_problem(404, "not-there");
    sponsor.get("/movements/%ff%fe").is_problem(404, "not-there");
    sponsor
        .get("/movements/01a20ca1-abd7-798d-b502-889d52afe3fc/history?from=last")
        .is_problem(422, "malformed");
    let keyless = sponsor.answer(
        "POST",
        "/movements",
        &[("idempotency-key", "")],
        Some(&json!({"number": "X", "facts": []})),
    );
    keyless.is_problem(422, "malformed");
    scene.close();
}

#[test]
fn an_answer_that_did_not_need_the_body_leaves_the_connection_open() {
    let scene = Scene::open();
    let (at, token) = (scene.room().at(), scene.the("sponsor").token().unwrap().to_owned());
    // The refusal is known before the body has come; and a body that is empty, but is said so only at its end.
    let requests = [
        ("/api/v1/people", "content-length: 2", "{}", "403"),
        ("/api/v1/movements/nothing/clearance", "transfer-encoding: chunked", "0\r\n\r\n", "404"),
        ("/api/v1/me", "content-length: 2", "{}", "405"),
    ];
    for (path, framing, body, status) in requests.iter().cycle().take(60) {
        let mut line = TcpStream::connect(at).unwrap();
        line.set_nodelay(true).unwrap();
        for _ in 0..2 {
            let head = format!(
                "POST {path} HTTP/1.1\r\nhost: {at}\r\nauthorization: Bearer {token}\r\n\
                 content-type: application/json\r\n{framing}\r\n\r\n"
            );
            line.write_all(head.as_bytes()).unwrap();
            line.write_all(body.as_bytes()).unwrap();
            let mut answer = [0; 12];
            line.read_exact(&mut answer).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(String::from_utf8_lossy(&answer), format!("HTTP/1.1 {status}"), "{path}");
            read_to_the_end_of(&mut line, b"}");
        }
    }
    scene.close();
}

/// Reads an answer that ends with these bytes and has them nowhere else.
fn read_to_the_end_of(line: &mut TcpStream, last: &[u8]) {
    let mut piece = [0; 4096];
    loop {
        let read = line.read(&mut piece).unwrap();
        assert!(read > 0, "the connection was closed within an answer");
        if piece[..read].ends_with(last) {
            return;
        }
    }
}

#[test]
fn what_another_site_has_a_browser_send_is_not_done() {
    let scene = Scene::open();
    let cookie = format!("session={}", scene.the("sponsor").token().unwrap());
    let wanted = json!({"number": "FORGED-1", "facts": order()});
    let nobody = scene.nobody();
    let post = |headers: &[(&str, &str)]| {
        let headers = [&[("cookie", cookie.as_str())], headers].concat();
        nobody.answer("POST", "/movements", &headers, Some(&wanted))
    };
    post(&[("sec-fetch-site", "cross-site")]).is_problem(403, "forged");
    post(&[("sec-fetch-site", "same-site")]).is_problem(403, "forged");
    post(&[("origin", "https://elsewhere.example")]).is_problem(403, "forged");
    post(&[("origin", "null")]).is_problem(403, "forged");
    let given = json!({"name": "x", "password": "y"});
    nobody
        .answer("POST", "/session", &[("sec-fetch-site", "cross-site")], Some(&given))
        .is_problem(403, "forged");
    assert_eq!(scene.the("sponsor").read("/movements"), json!([]));
    // Its own pages may.
    let (own, at) = (format!("http://{}", scene.room().at()), &[("sec-fetch-site", "same-origin")]);
    post(&[at[0], ("origin", own.as_str())]).is(201);
    scene.close();
}
