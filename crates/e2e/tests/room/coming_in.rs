//! From nothing: the first administrator, links, passwords, codes, and going.

use e2e::{
    people::{enrol, sign_in, token_of},
    room::Room,
    unit::{ADMINISTRATOR, POSTS, ROLES, Scene, enrol_everybody, first_administrator, person},
};
use serde_json::json;

#[test]
fn a_unit_makes_its_way_in_from_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let link = first_administrator(dir.path());
    let room = Room::serve(dir.path());
    let nobody = room.nobody();
    let administrator = enrol(&nobody, &link, ADMINISTRATOR);
    let again = json!({"token": token_of(&link), "name": "somebody-else", "password": "twelve or more"});
    nobody.post("/enrolment", &again).is_problem(410, "not-good");

    let session = sign_in(&nobody, &administrator);
    let administrator = nobody.with(&session);
    assert_eq!(administrator.read("/me")["role"], "administrator");
    let others = enrol_everybody(&nobody, &administrator);
    for (post, person) in POSTS.iter().zip(&others) {
        let me = nobody.with(&person.token).read("/me");
        assert_eq!(
            (&me["role"], &me["name"], &me["id"]),
            (&post.role.into(), &post.name.into(), &person.id.as_str().into())
        );
    }
    let listed = administrator.read("/people");
    assert_eq!(listed.as_array().unwrap().len(), 1 + POSTS.len());
    for role in ROLES {
        assert!(listed.as_array().unwrap().iter().any(|person| person["role"] == role), "nobody is {role}");
    }
    room.close();
}

#[test]
fn a_code_is_taken_once_and_a_role_that_needs_one_is_not_let_in_without() {
    let scene = Scene::open();
    let nobody = scene.nobody();
    let duty = person("duty-officer", 0);
    let given = json!({"name": duty.name, "password": duty.password, "as": "token"});
    let first = nobody.post("/session", &given).is(200).json();
    assert_eq!((&first["signed_in"], first.get("token")), (&json!(false), None));
    let ticket = &first["factor"]["ticket"];
    let wrong = json!({"ticket": ticket, "code": "000000", "as": "token"});
    nobody.post("/session/code", &wrong).is_problem(401, "wrong");
    let code = e2e::people::code(duty.codes.as_deref().unwrap(), 1);
    let right = json!({"ticket": ticket, "code": code, "as": "token"});
    nobody.post("/session/code", &right).is(200);
    let second = nobody.post("/session", &given).is(200).json();
    let replayed = json!({"ticket": second["factor"]["ticket"], "code": code, "as": "token"});
    nobody.post("/session/code", &replayed).is_problem(401, "wrong");
    scene.close();
}

#[test]
fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let scene = Scene::open();
    let answer = |name: &str| {
        let given = json!({"name": name, "password": "not the password"});
        scene.nobody().post("/session", &given).is_problem(401, "wrong")
    };
    assert_eq!(answer(&person("sponsor", 0).name), answer("nobody-of-this-name"));
    scene.close();
}

#[test]
fn whoever_signs_out_or_is_dismissed_is_out_at_once() {
    let scene = Scene::open();
    let (sponsor, administrator) = (person("sponsor", 0), scene.the("administrator"));
    let session = sign_in(&scene.nobody(), sponsor);
    let signed_in = scene.nobody().with(&session);
    signed_in.get("/me").is(200);
    signed_in.delete("/session").is(204);
    signed_in.get("/me").is_problem(401, "not-signed-in");

    scene.the("sponsor").get("/movements").is(200);
    administrator.delete(&format!("/people/{}", sponsor.id)).is(200);
    scene.the("sponsor").get("/movements").is_problem(401, "not-signed-in");
    let given = json!({"name": sponsor.name, "password": sponsor.password});
    scene.nobody().post("/session", &given).is_problem(401, "wrong");
    scene.close();
}

#[test]
fn a_fresh_link_ends_what_the_old_way_in_could_do() {
    let scene = Scene::open();
    let partner = person("partner", 0);
    let at = format!("/people/{}/invitation", partner.id);
    let first = scene.the("administrator").does(&at).is(201).json();
    let second = scene.the("administrator").does(&at).is(201).json();
    scene.the("partner").get("/movements").is_problem(401, "not-signed-in");
    let overtaken = json!({"token": token_of(first["link"].as_str().unwrap()), "name": "pei", "password": "twelve or more"});
    scene.nobody().post("/enrolment", &overtaken).is_problem(410, "not-good");
    let again = enrol(&scene.nobody(), second["link"].as_str().unwrap(), &partner.name);
    scene.nobody().with(&again.token).get("/movements").is(200);
    scene.close();
}
