//! A demonstration: anybody at the machine takes any role, also one that somebody else has.

use e2e::{binary::command, room::Room};
use serde_json::json;

#[test]
fn a_role_that_is_taken_twice_is_had_by_both() {
    let dir = tempfile::tempdir().unwrap();
    let room = Room::begin(command().args(["demo", "--data"]).arg(dir.path()), dir.path());
    let nobody = room.nobody();
    let kind = nobody.read("/demonstration");
    let role = json!({"name": kind["people"][0]["name"]});
    let taken = || {
        let answer = nobody.post("/demonstration/session", &role).is(204);
        let cookie = answer.header("set-cookie").unwrap();
        cookie.split("; ").next().unwrap().to_owned()
    };
    let [first, second] = [taken(), taken()];
    assert_ne!(first, second, "each has a session of their own");
    for cookie in [&first, &second] {
        let me = nobody.answer("GET", "/me", &[("cookie", cookie)], None).is(200).json();
        assert_eq!(me["name"], role["name"]);
    }
    nobody.answer("DELETE", "/session", &[("cookie", &first)], None).is(204);
    nobody.answer("GET", "/me", &[("cookie", &second)], None).is(200);
    room.close();
}
