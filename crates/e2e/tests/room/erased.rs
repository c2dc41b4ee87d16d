//! A person's data destroyed on lawful request: nothing of it is left on the disk, and every proof holds.

use std::{fs, path::Path};

use e2e::{
    binary::safeconduct,
    client::Client,
    orders::{order, prepare, requested},
    people::sign_in,
    unit::{Scene, files_below, person},
};
use serde_json::{Value, json};

const REASON: &str = "the turbine's specialist has a fever";

/// Which of the texts lie anywhere in the directory, in any file, byte for byte.
pub fn found<'a>(dir: &Path, texts: &[&'a str]) -> Vec<&'a str> {
    let mut files = Vec::new();
    files_below(dir, "", &mut files);
    let lies = |text: &&&str| {
        files.iter().any(|(_, file)| file.windows(text.len()).any(|window| window == text.as_bytes()))
    };
    texts.iter().filter(lies).copied().collect()
}

/// Dismisses somebody, and has their data destroyed.
#[track_caller]
pub fn erase(administrator: &Client, id: &str) -> Value {
    administrator.delete(&format!("/people/{id}")).is(200);
    erasure(administrator, id).is(200).json()
}

fn erasure(administrator: &Client, id: &str) -> e2e::client::Answer {
    administrator
        .post(&format!("/people/{id}/erasure"), &json!({"reason": "a request of theirs, by order 7"}))
}

/// The person of this identifier, as the administrator sees them.
#[track_caller]
pub fn listed(administrator: &Client, id: &str) -> Value {
    let people = administrator.read("/people");
    people.as_array().unwrap().iter().find(|person| person["id"] == *id).cloned().unwrap_or_default()
}

/// Who asked for a movement, by name.
fn asked_by(client: &Client, movement: &str) -> Value {
    client.read(&format!("/movements/{movement}/history"))[0]["by"]["name"].clone()
}

#[test]
fn whoever_is_erased_leaves_no_byte_of_their_name_or_words_and_every_proof_holds() {
    let scene = Scene::open();
    let (sponsor, administrator) = (person("sponsor", 0), scene.the("administrator"));
    let movement = requested(&scene, "ERASED-1");
    scene
        .the("sponsor")
        .post(&format!("/movements/{movement}/cancellation"), &json!({"reason": REASON}))
        .is(200);
    let personal = ["Salim Sponsor", REASON, sponsor.name.as_str()];
    assert_eq!(
        found(scene.dir(), &personal),
        [sponsor.name.as_str()],
        "only what they sign in with is not sealed"
    );
    assert_eq!(asked_by(&scene.the("duty-officer"), &movement), "Salim Sponsor");

    administrator.delete(&format!("/people/{}", sponsor.id)).is(200);
    assert_eq!(
        asked_by(&scene.the("duty-officer"), &movement),
        "Salim Sponsor",
        "what they did keeps their name"
    );
    assert_eq!(listed(&administrator, &sponsor.id)["standing"], "dismissed");
    erasure(&administrator, &sponsor.id).is(200);

    let left = listed(&administrator, &sponsor.id);
    assert_eq!((&left["standing"], &left["name"]), (&json!("erased"), &Value::Null));
    assert_eq!(asked_by(&scene.the("duty-officer"), &movement), Value::Null);
    assert_eq!(found(scene.dir(), &personal), Vec::<&str>::new());
    // Somebody else's are as they were.
    assert_eq!(listed(&administrator, &person("partner", 0).id)["name"], "Pei Partner");
    let dir = scene.dir().to_owned();
    let said = safeconduct(["record".as_ref(), "verify".as_ref(), "--again".as_ref(), dir.as_os_str()]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    let erased = safeconduct(["record".as_ref(), "erased".as_ref(), dir.as_os_str()]);
    assert_eq!(erased.out.trim(), sponsor.id);
    scene.close();
}

#[test]
fn whoever_still_acts_or_was_erased_or_is_nobody_is_not_erased() {
    let scene = Scene::open();
    let (partner, administrator) = (person("partner", 0), scene.the("administrator"));
    let active = erasure(&administrator, &partner.id);
    assert!(active.is_problem(422, "malformed")["detail"].as_str().unwrap().contains("dismiss them first"));
    assert_eq!(scene.the("partner").read("/me")["name"], "Pei Partner");
    erase(&administrator, &partner.id);
    erasure(&administrator, &partner.id).is(422);
    erasure(&administrator, "01800000-0000-7000-8000-000000000000").is(404);
    administrator.does(&format!("/people/{}/invitation", partner.id)).is_problem(404, "not-there");
    scene.close();
}

#[test]
fn an_officer_noted_down_from_a_call_outlives_the_erasure_of_whoever_noted_it() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    let movement =
        sponsor.post("/movements", &json!({"number": "CALLED", "facts": order()})).is(201).movement();
    let duty = person("duty-officer", 1);
    let session = sign_in(&scene.nobody(), duty);
    let their = scene.nobody().with(&session);
    prepare(&scene, &movement);
    let call = json!({"party": "districts[rawalpindi]", "means": "telephone-read-back", "answer": {"accepted": {
        "officer": "Inspector Deputy", "telephone": "000-7", "resources": "one car"}}});
    their.post(&format!("/movements/{movement}/answers"), &call).is(200);
    erase(&scene.the("administrator"), &duty.id);
    let answer =
        scene.the("duty-officer").read(&format!("/movements/{movement}"))["parties"][0]["answer"].clone();
    assert_eq!(
        (&answer["officer"]["words"], &answer["telephone"]["words"]),
        (&json!("Inspector Deputy"), &json!("000-7"))
    );
    assert_eq!(answer["resources"]["words"], Value::Null, "this is what they wrote themselves: {answer}");
    scene.close();
}

#[test]
fn words_of_duress_and_a_consent_are_the_data_of_whom_they_are_about_and_go_with_them() {
    let scene = Scene::open();
    let (duty, administrator) = (scene.the("duty-officer"), scene.the("administrator"));
    let principal = person("principal", 0);
    let urgent = json!({"number": "SC-0412", "facts": order(), "reason": "a fall on the site"});
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let of = "principals[test-principal]";
    let words = json!({"of": of, "word": "Rainbow", "pin": "2580", "duress_pin": "7391",
        "question": "Which door?", "answer": "A blue door"});
    duty.put("/duress/words", &words).is(200);
    let phone = json!({"serves": of, "sort": "phone", "consent": "May be followed to the dam"});
    duty.post("/devices", &phone).is(201);
    assert_eq!(
        found(scene.dir(), &["officer 0"]),
        Vec::<&str>::new(),
        "none of it lies under a key of its own"
    );
    erase(&administrator, &principal.id);
    let challenged = duty.post(&format!("/movements/{movement}/challenges"), &json!({"of": of}));
    challenged.is_problem(409, "out-of-place");
    assert_eq!(duty.read("/devices"), json!([]));
    scene.close();
}

#[test]
fn an_erasure_that_a_crash_cut_short_is_finished_at_the_next_start() {
    // As a crash right after the commit would leave it: the record says erased, keys and account are as they were.
    let scene = Scene::open();
    let partner = person("partner", 0);
    let files = ["keys.db", "accounts.db"];
    let beside = files.map(|file| [file.to_owned(), format!("{file}-wal"), format!("{file}-shm")]);
    let read = |name: &String| Some((name.clone(), fs::read(scene.dir().join(name)).ok()?));
    let kept: Vec<(String, Vec<u8>)> = beside.as_flattened().iter().filter_map(read).collect();
    erase(&scene.the("administrator"), &partner.id);
    let scene = scene.killed_and_opened_after(|dir| {
        for name in beside.as_flattened() {
            // Not every one is there.
            let _ = fs::remove_file(dir.join(name));
        }
        for (name, bytes) in &kept {
            fs::write(dir.join(name), bytes).unwrap();
        }
    });
    let left = listed(&scene.the("administrator"), &partner.id);
    assert_eq!((&left["standing"], &left["name"]), (&json!("erased"), &Value::Null));
    assert_eq!(found(scene.dir(), &[partner.name.as_str()]), Vec::<&str>::new());
    scene.close();
}
