//! Networks out of maps: what is told, and that whatever goes wrong leaves nothing behind.

use std::{fs, path::Path};

use crate::{
    binary::{FAILURE, MISUSE, TRUE, house, safeconduct, text},
    files::{Desk, lies_in},
};

const CORRIDOR: &str = "crates/roads/networks/karakoram-corridor.toml";
/// A few streets with a restriction, a ferry and a gate.
const SMALL: &str = "fuzz/seeds/extract/small.osm.pbf";

fn small() -> Vec<u8> {
    fs::read(house().join(SMALL)).unwrap()
}

fn import(source: &Path, output: &Path) -> crate::binary::Run {
    safeconduct(["roads", "import", text(source), "--output", text(output)])
}

#[test]
fn a_network_is_made_of_an_extract_and_shown() {
    let desk = Desk::new();
    let (output, again) = (desk.path().join("small.net"), desk.path().join("again.net"));
    let told = import(Path::new(SMALL), &output).ended(TRUE);
    told.said(&["Kept", "  1  ferries", "turn restrictions", "Its pin is", "sha256:", "OpenStreetMap"]);
    let made = safeconduct(["roads", "import", SMALL, "--output", text(&again), "--json"]).ended(TRUE).json();
    assert_eq!(fs::read(&output).unwrap(), fs::read(&again).unwrap(), "the same bytes");
    let shown = safeconduct(["roads", "show", text(&output), "--json"]).ended(TRUE).json();
    for key in ["pin", "bytes", "name", "kept", "dropped", "unread"] {
        assert_eq!(made[key], shown[key], "{key}");
    }
    assert_eq!((shown["name"].as_str(), shown["source"].as_str()), (Some("small"), Some("openstreetmap")));
    safeconduct(["roads", "show", text(&output)]).ended(TRUE).said(&["Network: small", "without districts"]);
}

#[test]
fn a_network_drawn_by_hand_is_imported_in_the_same_way() {
    let desk = Desk::new();
    let output = desk.path().join("corridor.net");
    import(Path::new(CORRIDOR), &output).ended(TRUE).said(&["stretches between junctions"]);
    let shown = safeconduct(["roads", "show", text(&output)]).ended(TRUE);
    shown.said(&["Karakoram corridor", "a schematic, not a survey", "pk/kp/shangla", "5 hours ahead of UTC"]);
    safeconduct(["roads", "import", CORRIDOR, "--output", text(&output), "--name", "x"])
        .ended(MISUSE)
        .complained(&["leave --name"]);
}

#[test]
fn districts_are_named_by_the_property_they_are_asked_for() {
    let desk = Desk::new();
    let output = desk.path().join("small.net");
    // The streets lie within a degree of the equator and the first meridian.
    let districts = desk.file(
        "districts.json",
        r#"{"type": "Feature", "properties": {"name": "here", "code": 7}, "geometry": {"type": "Polygon",
            "coordinates": [[[-1, -1], [0.025, -1], [0.025, 1], [-1, 1], [-1, -1]]]}}"#,
    );
    let with = |property: &str| {
        safeconduct([
            "roads",
            "import",
            SMALL,
            "--output",
            text(&output),
            "--districts",
            text(&districts),
            "--district-property",
            property,
        ])
    };
    with("name").ended(TRUE).said(&["points where a stretch enters another district"]);
    safeconduct(["roads", "show", text(&output)]).ended(TRUE).said(&["Districts (1): here"]);
    with("code").ended(FAILURE).complained(&["districts.json", "district 1", "`code`", "code, name"]);
}

#[test]
fn files_that_cannot_be_read_say_what_and_where_and_leave_what_was_there() {
    let desk = Desk::new();
    let output = desk.file("network.net", "the one before");
    let whole = small();
    let shared = house().join("../shared/data/roads");
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 0xFF;
    let files = [
        (desk.file("empty.osm.pbf", ""), vec!["empty.osm.pbf is empty"]),
        (
            desk.file("text.osm.pbf", "hello, world"),
            vec!["text.osm.pbf is not an OpenStreetMap PBF file", "byte 0"],
        ),
        (
            desk.file("cut.osm.pbf", &whole[..whole.len() - 9]),
            vec!["cut.osm.pbf is cut off: block 2 begins at byte"],
        ),
        (shared.join("truncated.osm.pbf"), vec!["block 2 begins at byte 193", "63004", "56666"]),
        (
            shared.join("monaco-latest.lz4.osm.pbf"),
            vec!["block 1 at byte 0 is compressed by LZ4", "osmium cat"],
        ),
    ];
    let before = lies_in(desk.path());
    for (file, parts) in files {
        if !file.exists() {
            eprintln!("SKIPPED: {}", file.display());
            continue;
        }
        import(&file, &output).ended(FAILURE).complained(&parts);
        assert_eq!(fs::read_to_string(&output).unwrap(), "the one before");
    }
    assert_eq!(lies_in(desk.path()), before, "nothing beside it");
    import(Path::new("no-such-file.osm.pbf"), &output)
        .ended(MISUSE)
        .complained(&["no-such-file.osm.pbf cannot be read"]);
}

#[test]
fn a_place_that_cannot_be_written_is_told_before_anything_is_read() {
    let desk = Desk::new();
    let source = desk.file("small.osm.pbf", small());
    import(&source, &desk.path().join("none/small.net")).ended(MISUSE).complained(&["none is no directory"]);
    import(&source, desk.path()).ended(MISUSE).complained(&["is a directory"]);
    import(&source, &source).ended(MISUSE).complained(&["would be replaced"]);
    assert_eq!(fs::read(&source).unwrap(), small());
}

#[test]
fn a_network_file_that_is_not_as_it_was_written_is_told_apart() {
    let desk = Desk::new();
    let output = desk.path().join("small.net");
    import(Path::new(SMALL), &output).ended(TRUE);
    let whole = fs::read(&output).unwrap();
    let changed = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 2;
        desk.file(&format!("changed-{at}.net"), bytes)
    };
    let last = whole.iter().rposition(|&byte| byte != 0).unwrap();
    for (file, part) in [
        (changed(last), "is damaged"),
        (changed(70), "its header is damaged"),
        (changed(8), "has format 3, and this program reads format 1"),
        (desk.file("cut.net", &whole[..whole.len() - 64]), "was cut off or added to"),
        (desk.file("text.net", "hello"), "is not a network file"),
    ] {
        safeconduct(["roads", "show", text(&file)]).ended(FAILURE).complained(&[part]);
    }
}

#[test]
fn a_person_reads_it_in_three_languages() {
    let desk = Desk::new();
    let output = desk.path().join("small.net");
    for language in ["en", "ur", "zh"] {
        let told = safeconduct(["roads", "import", SMALL, "--output", text(&output), "--language", language]);
        let shown = safeconduct(["roads", "show", text(&output), "--language", language]);
        for run in [told, shown] {
            let run = run.ended(TRUE);
            assert!(!run.out.contains("roads-"), "{language}: {}", run.out);
        }
        let refused = safeconduct(["roads", "show", SMALL, "--language", language]).ended(FAILURE);
        assert!(
            refused.err.contains("small.osm.pbf") && !refused.err.contains("roads-file"),
            "{}",
            refused.err
        );
    }
}
