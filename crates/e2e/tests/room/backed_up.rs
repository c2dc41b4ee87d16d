//! A room backed up while it is open, lost, and brought back: what came along, what is lost, and who is told.

use std::path::{Path, PathBuf};

use e2e::{
    binary::{Said, safeconduct},
    events::Events,
    orders::requested,
    people::sign_in,
    room::Room,
    unit::{Scene, person},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::erased::{erase, found, listed};

const REASON: &str = "the guest has a fever";

/// Places for what is kept and brought back.
struct Places(TempDir);

impl Places {
    fn new() -> Places {
        Places(tempfile::tempdir().unwrap())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

#[track_caller]
fn run(arguments: &[&str], code: i32) -> Said {
    let said = safeconduct(arguments);
    assert_eq!((said.code, said.err.as_str()), (Some(code), ""), "{arguments:?}: {said:?}");
    said
}

#[track_caller]
fn json_of(arguments: &[&str], code: i32) -> Value {
    serde_json::from_str(&run(arguments, code).out).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[track_caller]
fn back_up(dir: &Path, to: &Path) {
    run(&["backup", "--data", text(dir), text(to)], 0);
}

#[track_caller]
fn export_keys(dir: &Path, to: &Path) -> PathBuf {
    let answer = json_of(&["backup", "--data", text(dir), "--keys", text(to), "--json"], 0);
    PathBuf::from(answer["keys"].as_str().unwrap())
}

/// The latest checkpoint, as a partner keeps it.
fn checkpoint(dir: &Path, to: &Path) {
    std::fs::write(to, run(&["record", "checkpoint", text(dir)], 0).out).unwrap();
}

#[test]
fn a_room_is_backed_up_while_it_is_open_and_brought_back_with_its_keys() {
    let (scene, places) = (Scene::open(), Places::new());
    let (backup, data, later) = (places.at("backup"), places.at("data"), places.at("later"));
    let sponsor = scene.the("sponsor");
    let movement = requested(&scene, "BEFORE");
    sponsor.post(&format!("/movements/{movement}/cancellation"), &json!({"reason": REASON})).is(200);
    back_up(scene.dir(), &backup);
    let keys = export_keys(scene.dir(), &places.at("keys"));
    let personal = ["Salim Sponsor", REASON];
    assert_eq!(found(&backup, &personal), Vec::<&str>::new(), "a stolen backup says no name");
    // The room goes on, and a page follows it.
    let size = json_of(&["record", "verify", text(&backup), "--json"], 0)["proved"].as_u64().unwrap();
    let lost = requested(&scene, "AFTER");
    let place = {
        let heard = Events::of(&scene.the("duty-officer"), Some(0));
        let heard = heard.until(|event| event.data["movement"] == *lost);
        heard.last().unwrap().place.clone().unwrap()
    };
    checkpoint(scene.dir(), &later);
    let grown = json_of(&["record", "verify", text(scene.dir()), "--json"], 0)["proved"].as_u64().unwrap();
    assert!(grown > size, "{grown} and {size}");
    scene.close();

    let restored =
        json_of(&["restore", text(&backup), "--data", text(&data), "--keys", text(&keys), "--json"], 0);
    assert_eq!((&restored["epoch"], &restored["goes_on_from"]["size"]), (&json!(2), &json!(size)));
    assert_eq!(restored["texts"]["without_key"], json!({}));
    let held = json_of(&["record", "verify", text(&data), "--checkpoint", text(&later), "--json"], 3);
    let finding = &held["finding"];
    assert_eq!(finding["problem"]["kind"], "left-behind");
    assert_eq!((&finding["first"], &finding["last"]), (&json!(size), &json!(grown - 1)));
    let said = run(&["record", "verify", text(&data), "--checkpoint", text(&later)], 3).out;
    let lost_entries = format!("LOST: {} entries, {size} to {}", grown - size, grown - 1);
    assert!(said.contains(&lost_entries) || (grown - size == 1 && said.contains("LOST: 1 entry")), "{said}");

    // Whoever was in is out; second factors stay. Pages from before read everything again.
    let room = Room::serve(&data);
    let nobody = room.nobody();
    let officer = person("duty-officer", 0);
    nobody.with(&officer.token).get("/me").is_problem(401, "not-signed-in");
    let officer = nobody.with(&sign_in(&nobody, officer));
    assert_eq!(officer.read("/me")["name"], "Dara Duty");
    let shown = officer.read("/movements");
    let numbers: Vec<&str> =
        shown.as_array().unwrap().iter().filter_map(|line| line["number"].as_str()).collect();
    assert_eq!(numbers, ["BEFORE"]);
    for place in [place.as_str(), "1.3"] {
        let heard = Events::from_place(&officer, Some(place)).until(|_| true);
        assert_eq!(heard[0].kind, "again", "{place}");
    }
    let again = officer.post("/movements", &json!({"number": "AGAIN", "facts": []})).is(201).json();
    // Before it the room may have said that nothing was heard while it was restored.
    let heard = Events::from_place(&officer, Some(&format!("2.{size}")))
        .until(|event| event.data["movement"] == again["movement"]);
    assert!(heard.iter().all(|event| event.kind == "changed"), "it goes on where it was: {heard:?}");
    room.close();
}

#[test]
fn without_keys_the_room_goes_on_and_a_verification_says_whose_words_are_lost() {
    let (scene, places) = (Scene::open(), Places::new());
    let (backup, data) = (places.at("backup"), places.at("data"));
    back_up(scene.dir(), &backup);
    scene.close();
    run(&["restore", text(&backup), "--data", text(&data)], 0);
    let kept = json_of(&["record", "verify", text(&data), "--json"], 0)["kept"]["texts"].clone();
    assert_eq!((&kept["readable"], &kept["erased"]), (&json!(0), &json!(0)));
    let subjects = kept["without_key"].as_object().unwrap();
    let sponsor = person("sponsor", 0);
    assert!(subjects.contains_key(&format!("person {}", sponsor.id)), "{subjects:?}");
    let (later, held) = (places.at("later"), Scene::open());
    requested(&held, "LOST");
    checkpoint(held.dir(), &later);
    held.close();
    let said = run(&["record", "verify", text(&data), "--checkpoint", text(&later)], 3).out;
    assert!(said.contains("LOST: ") && said.contains(&sponsor.id), "what is lost is told of both: {said}");
    let said = run(&["record", "verify", text(&data)], 0).out;
    assert!(said.contains(&sponsor.id) && said.contains("keys are not here"), "{said}");

    let room = Room::serve(&data);
    let nobody = room.nobody();
    let theirs = nobody.with(&sign_in(&nobody, sponsor));
    assert_eq!(theirs.read("/me")["name"], Value::Null);
    let movement = theirs.post("/movements", &json!({"number": "NEW", "facts": []})).is(201).movement();
    theirs.post(&format!("/movements/{movement}/cancellation"), &json!({"reason": REASON})).is(200);
    room.close();
    let kept = json_of(&["record", "verify", text(&data), "--json"], 0)["kept"]["texts"].clone();
    assert_eq!(kept["readable"], 1, "what is written from now on has keys again: {kept}");
}

#[test]
fn neither_an_old_backup_nor_an_old_export_of_keys_brings_an_erased_person_back() {
    let (scene, places) = (Scene::open(), Places::new());
    let (old, list) = (places.at("old"), places.at("list"));
    let (sponsor, partner) = (person("sponsor", 0), person("partner", 0));
    // The partner is erased before the backup and after the export; the sponsor after both.
    let old_keys = export_keys(scene.dir(), &places.at("keys"));
    erase(&scene.the("administrator"), &partner.id);
    back_up(scene.dir(), &old);
    erase(&scene.the("administrator"), &sponsor.id);
    let new_keys = export_keys(scene.dir(), &places.at("keys"));
    std::fs::write(&list, run(&["record", "erased", text(scene.dir())], 0).out).unwrap();
    scene.close();

    let restore = |name: &str, more: &[&str]| {
        let data = places.at(name);
        let arguments = [&["restore", text(&old), "--data", text(&data)], more].concat();
        run(&arguments, 0);
        let room = Room::serve(&data);
        let nobody = room.nobody();
        let administrator = nobody.with(&sign_in(&nobody, person("administrator", 0)));
        let names = [&sponsor.id, &partner.id].map(|id| listed(&administrator, id));
        room.close();
        (data, names)
    };
    // Nobody says anything of the sponsor: the backup is believed, and the partner's erasure is on its record.
    let (_, [before, gone]) = restore("believed", &["--keys", text(&old_keys)]);
    assert_eq!((&before["name"], &before["standing"]), (&json!("Salim Sponsor"), &json!("active")));
    assert_eq!((&gone["name"], &gone["standing"]), (&Value::Null, &json!("erased")));
    // The newer keys know; or a list that is handed in with the old ones.
    let keys = ["--keys", text(&new_keys)];
    let listed = ["--keys", text(&old_keys), "--erased", text(&list)];
    for (name, more) in [("by-keys", &keys[..]), ("by-list", &listed[..])] {
        let (data, left) = restore(name, more);
        for person in left {
            assert_eq!((&person["name"], &person["standing"]), (&Value::Null, &json!("erased")), "{name}");
        }
        let personal = [sponsor.name.as_str(), partner.name.as_str()];
        assert_eq!(found(&data, &personal), Vec::<&str>::new(), "{name}: their accounts went too");
    }
}
