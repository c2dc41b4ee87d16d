//! Files that are not networks: each is refused with the line at fault, none is half read, none panics.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, also outside its test functions")]

use proptest::prelude::*;
use roads::schematic::{KARAKORAM_CORRIDOR, LARGEST, read};

/// A sound network of two places; every fault below is one edit of it.
const SOUND: &str = r#"network = "Two places"
utc_offset_minutes = 300
reach_km = 25
classes = [
  { label = "highway", speed_kmh = 40, winding_percent = 110 },
]
places = [
  { label = "besham", name = "Besham", lat = "34.93", lon = "72.88", district = "pk/kp/shangla" },
  { label = "dubair", name = "Dubair", lat = 35.04, lon = 72.93, district = "pk/kp/lower-kohistan" },
]
[[roads]]
label = "N-35"
class = "highway"
stretches = [
  { from = "besham", to = "dubair", boundaries = [{ at_permille = 300, into = "pk/kp/lower-kohistan" }] },
]
"#;

/// The refusal of `SOUND` with `old` replaced by `new`, checked to name `line`.
fn refused(old: &str, new: &str, line: usize) -> String {
    assert_eq!(SOUND.matches(old).count(), 1, "the edit is unambiguous: {old}");
    let text = read("two.toml", SOUND.replace(old, new).as_bytes()).unwrap_err().to_string();
    assert!(text.starts_with(&format!("two.toml:{line}:")), "{text}");
    text
}

#[test]
fn the_sound_network_is_read_exactly() {
    let network = read("two.toml", SOUND.as_bytes()).unwrap();
    let dubair = network.junction("dubair").unwrap();
    assert_eq!((dubair.place.lat_e7(), dubair.place.lon_e7()), (350_400_000, 729_300_000));
    let stretches: Vec<_> = network.stretches().collect();
    assert_eq!(stretches.len(), 2, "one each way");
    let apart = roads::distance_mm(network.junction("besham").unwrap().place, dubair.place);
    assert_eq!(stretches[0].length_mm, apart * 110 / 100);
    // 40 km/h: 90 µs a millimetre.
    assert_eq!(stretches[0].duration.0, i64::try_from(stretches[0].length_mm).unwrap() * 90);
}

#[test]
fn names_that_lead_nowhere_are_found() {
    let unknown = refused(r#"to = "dubair""#, r#"to = "dubayr""#, 15);
    assert!(unknown.contains("no place is labelled `dubayr`"), "{unknown}");
    let class = refused(r#"class = "highway""#, r#"class = "hihgway""#, 13);
    assert!(class.contains("no class is labelled `hihgway`"), "{class}");
    assert!(refused(r#"to = "dubair""#, r#"to = "besham""#, 15).contains("two different places"));
}

#[test]
fn duplicates_are_found_at_the_second() {
    assert!(refused(r#"label = "dubair""#, r#"label = "besham""#, 9).contains("`besham` is there twice"));
    let class = r#"  { label = "highway", speed_kmh = 40, winding_percent = 110 },"#;
    assert!(refused(class, &format!("{class}\n{class}"), 6).contains("class `highway` is there twice"));
    let again = "\n]\n[[roads]]\nlabel = \"N-35\"\nclass = \"highway\"\nstretches = [\n  { from = \"dubair\", to = \"besham\" },\n]\n";
    let text = refused(
        "into = \"pk/kp/lower-kohistan\" }] },\n]\n",
        &format!("into = \"pk/kp/lower-kohistan\" }}] }},{again}"),
        21,
    );
    assert!(text.contains("N-35 leads from `dubair` to `besham` twice"), "{text}");
    refused("reach_km = 25", "reach_km = 25\nreach_km = 26", 4);
}

#[test]
fn numbers_out_of_range_are_found() {
    for speed in ["-40", "0", "4", "151", "99999999999"] {
        let text = refused("speed_kmh = 40", &format!("speed_kmh = {speed}"), 5);
        assert!(text.contains(&format!("speed_kmh = {speed} is out of range: use 5 to 150")), "{text}");
    }
    assert!(refused("winding_percent = 110", "winding_percent = 99", 5).contains("100 to 500"));
    assert!(refused("utc_offset_minutes = 300", "utc_offset_minutes = 3000", 2).contains("-840 to 840"));
    assert!(refused("reach_km = 25", "reach_km = -1", 3).contains("0 to 500"));
    refused("speed_kmh = 40", "speed_kmh = 40.5", 5);
    refused("speed_kmh = 40", "speed_kmh = \"fast\"", 5);
}

#[test]
fn coordinates_off_the_globe_or_unreadable_are_found() {
    assert!(refused(r#"lat = "34.93""#, r#"lat = "94.93""#, 8).contains("off the globe"));
    assert!(refused("lon = 72.93", "lon = 272.93", 9).contains("off the globe"));
    for bad in ["nan", "inf", "true", "[34]", "\"\"", "\"34,93\"", "34.123456789", "1979-05-27", "{ a = 1 }"]
    {
        let text = refused("lon = 72.93", &format!("lon = {bad}"), 9);
        assert!(text.contains("is not degrees"), "{text}");
    }
}

#[test]
fn two_places_at_one_point_have_no_road_between_them() {
    let text = refused("lat = 35.04, lon = 72.93", "lat = 34.93, lon = 72.88", 15);
    assert!(text.contains("has no length"), "{text}");
}

#[test]
fn impossible_boundaries_are_found() {
    assert!(refused("at_permille = 300", "at_permille = 1000", 15).contains("1 to 999"));
    let elsewhere = r#"{ at_permille = 300, into = "pk/kp/swat" }"#;
    let stated = r#"{ at_permille = 300, into = "pk/kp/lower-kohistan" }"#;
    let text = refused(stated, elsewhere, 15);
    assert!(text.contains("enters `pk/kp/swat`, but the stretch ends at `dubair`"), "{text}");
    let turned = format!(r#"{{ at_permille = 500, into = "pk/kp/swat" }}, {stated}"#);
    assert!(refused(stated, &turned, 15).contains("in the order driven"));
    let twice = format!("{stated}, {}", stated.replace("300", "500"));
    assert!(refused(stated, &twice, 15).contains("already in `pk/kp/lower-kohistan`"));
}

#[test]
fn impossible_months_are_found() {
    assert!(
        refused(r#"label = "N-35""#, "label = \"N-35\"\nopen_months = [0]", 13).contains("0 is not a month")
    );
    assert!(refused(r#"label = "N-35""#, "label = \"N-35\"\nopen_months = []", 13).contains("never open"));
}

#[test]
fn unknown_and_missing_keys_are_found() {
    assert!(refused("reach_km = 25", "reach_km = 25\nreech = 1", 4).contains("reech"));
    refused(r#"name = "Besham", "#, "", 8);
    assert!(refused(r#""pk/kp/shangla""#, r#""the district of Shangla""#, 8).contains("not a word"));
    assert!(refused(r#"name = "Besham""#, r#"name = "\u001b[2J""#, 8).contains("control characters"));
}

#[test]
fn a_network_of_nothing_is_refused() {
    let text =
        "network = \"None\"\nutc_offset_minutes = 0\nreach_km = 0\nclasses = []\nplaces = []\nroads = []\n";
    assert!(read("none.toml", text.as_bytes()).unwrap_err().to_string().contains("no places"));
    assert!(read("empty.toml", b"").is_err());
}

#[test]
fn ten_megabytes_deep_nesting_and_other_bytes_are_refused_with_a_place() {
    let garbage = vec![b'['; 10_000_000];
    let text = read("big.toml", &garbage).unwrap_err().to_string();
    assert!(text.starts_with("big.toml:1:1: 10000000 bytes are too many"), "{text}");
    let deep = vec![b'['; LARGEST];
    assert!(read("deep.toml", &deep).is_err());
    let nested = format!("network = {}", "[".repeat(LARGEST / 2));
    assert!(read("nested.toml", nested.as_bytes()).is_err());
    let mut binary = b"network = \"x\"\n".to_vec();
    binary.extend([0xff, 0xfe]);
    let text = read("binary.toml", &binary).unwrap_err().to_string();
    assert!(text.starts_with("binary.toml:2:1: not UTF-8"), "{text}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Err(bad) = read("any.toml", &bytes) {
            prop_assert!(bad.line >= 1 && bad.column >= 1 && !bad.what.is_empty());
        }
    }

    #[test]
    fn the_corridor_with_a_piece_cut_out_or_a_byte_changed_is_read_or_refused_within_its_lines(
        from in 0..KARAKORAM_CORRIDOR.len(),
        length in 0_usize..300,
        byte in any::<u8>(),
    ) {
        let mut bytes = KARAKORAM_CORRIDOR.as_bytes().to_vec();
        bytes.splice(from..(from + length).min(bytes.len()), [byte]);
        if let Err(bad) = read("cut.toml", &bytes) {
            let lines = bytes.iter().filter(|&&b| b == b'\n').count() + 1;
            prop_assert!((1..=lines).contains(&bad.line), "{}", bad);
        }
    }
}
