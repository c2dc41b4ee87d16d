//! What holds for every answer, whatever was asked, and what is never told.

use e2e::{
    events::Events,
    orders::order,
    people::sign_in,
    unit::{Scene, everybody, person},
};
use serde_json::json;

#[test]
fn every_answer_tells_the_browser_to_trust_nothing_else() {
    let scene = Scene::open();
    let (sponsor, nobody) = (scene.the("sponsor"), scene.nobody());
    let answers = [
        sponsor.get("/movements").is(200),
        sponsor.get("/movements/nothing").is(404),
        sponsor.get("/people").is(403),
        sponsor.delete("/movements").is(405),
        sponsor.post("/movements", &json!({"number": 7})).is(422),
        nobody.get("/movements").is(401),
        nobody.get("/openapi.json").is(200),
        nobody.get("/healthz").is(200),
        nobody.get("/metrics").is(200),
        nobody.get("/pages/anywhere").is(200),
        nobody.get("/pages/nothing.js").is(404),
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{}", answer.text()));
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name}");
        }
        assert!(answer.header("access-control-allow-origin").is_none());
    }
    scene.close();
}

#[test]
fn a_session_is_a_cookie_that_no_script_reads_and_no_other_site_sends() {
    let scene = Scene::open();
    let sponsor = person("sponsor", 0);
    let given = json!({"name": sponsor.name, "password": sponsor.password});
    let signed_in = scene.nobody().post("/session", &given).is(200);
    assert_eq!(signed_in.json(), json!({"signed_in": true}), "the token is in the cookie only");
    let cookie = signed_in.header("set-cookie").unwrap().to_owned();
    let attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
    assert_eq!(attributes, ["Path=/", "HttpOnly", "SameSite=Strict"]);
    let session = cookie.split(';').next().unwrap();
    scene.nobody().answer("GET", "/me", &[("cookie", session)], None).is(200);

    // Whoever comes in the clear and says otherwise is no proxy.
    let said = [("x-forwarded-proto", "https")];
    let in_the_clear = scene.nobody().answer("POST", "/session", &said, Some(&given)).is(200);
    assert!(in_the_clear.header("set-cookie").unwrap().starts_with("session="));
    scene.close();
}

#[test]
fn no_name_password_or_token_stands_in_what_is_told_to_whoever_runs_the_machine() {
    let scene = Scene::open();
    let session = sign_in(&scene.nobody(), person("sponsor", 0));
    scene.the("administrator").get("/people").is(200);
    scene.nobody().post("/session", &json!({"name": "no-such-name", "password": "no such password"})).is(401);
    let told = [scene.nobody().get("/healthz").text(), scene.nobody().get("/metrics").text()].concat();
    assert!(told.contains("safeconduct_record_entries"), "{told}");
    for (role, person) in everybody() {
        for secret in [&person.name, &person.password, &person.token, &session] {
            assert!(!told.contains(secret.as_str()), "{role}: {told}");
        }
    }
    // That its log is empty, and its output these two lines, is asserted on closing.
    scene.close();
}

#[test]
fn the_room_closes_at_once_though_pages_are_open() {
    let scene = Scene::open();
    let page = Events::of(&scene.the("duty-officer"), None);
    page.until(|event| event.kind == "listening");
    let began = std::time::Instant::now();
    scene.close();
    assert!(began.elapsed() < e2e::events::WITHIN / 2, "{:?}", began.elapsed());
    assert!(page.ended());
}

#[test]
fn a_page_of_somebody_dismissed_hears_no_more() {
    let scene = Scene::open();
    let page = Events::of(&scene.the("sponsor"), None);
    page.until(|event| event.kind == "listening");
    let sponsor = &person("sponsor", 0).id;
    scene.the("administrator").delete(&format!("/people/{sponsor}")).is(200);
    assert!(page.ended(), "the line stays open");
    scene.close();
}

#[test]
fn a_page_of_a_session_that_is_signed_out_hears_no_more_and_others_do() {
    let scene = Scene::open();
    let session = sign_in(&scene.nobody(), person("sponsor", 0));
    let (ended, other) = (scene.nobody().with(&session), scene.the("sponsor"));
    let pages = [&ended, &other].map(|client| Events::of(client, None));
    for page in &pages {
        page.until(|event| event.kind == "listening");
    }
    // Nothing else happens in the room that would have the line looked at.
    ended.delete("/session").is(204);
    assert!(pages[0].ended(), "the line stays open");
    let made = other.post("/movements", &json!({"number": "HEARD", "facts": order()})).is(201).json();
    pages[1].up_to(made["entry"].as_u64().unwrap());
    scene.close();
}
