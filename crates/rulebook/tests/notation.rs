//! Bad input is said with its place; nothing a file holds can panic or abort.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod scratch;

use model::Span;
use proptest::prelude::*;
use rulebook::{
    At, Rulebook,
    notation::{Document, Faults, Sources, Standing},
};
use scratch::{facts, noon, try_facts};

fn faults(text: &str) -> String {
    try_facts(text).unwrap_err().to_string()
}

fn assert_fault(text: &str, place: &str, says: &[&str]) {
    let faults = faults(text);
    let line = faults.lines().find(|line| line.starts_with(&format!("facts.toml:{place}: ")));
    let line = line.unwrap_or_else(|| panic!("no fault at {place} in:\n{faults}"));
    for word in says {
        assert!(line.contains(word), "`{word}` is not in: {line}");
    }
}

#[test]
fn a_misspelt_fact_is_named_with_its_place_and_what_was_meant() {
    assert_fault(
        "[movement]\nkind = 'single'\n  departs_no = 2026-01-01\n",
        "3:3",
        &["departs_no", "`departs_on`"],
    );
    assert_fault("movment.kind = 'single'", "1:1", &["did you mean `movement`"]);
    assert_fault("[highway_police]\nzzz = 1", "2:1", &["there is area, enters_at"]);
}

#[test]
fn a_value_of_another_type_says_what_is_right() {
    assert_fault("movement.interval = 15", "1:21", &["a length such as"]);
    assert_fault("movement.interval = '15 s'", "1:21", &["mm, cm, m, km, ft"]);
    assert_fault("movement.kind = 'weekly'", "1:17", &["single, standing, urgent"]);
    assert_fault("movement.kind = 'singel'", "1:17", &["did you mean `single`"]);
    assert_fault("movement.approved = 'yes'", "1:21", &["true or false", "\"yes\""]);
    assert_fault("movement.vehicle_count = 12.5", "1:26", &["a number"]);
    assert_fault("movement.vehicle_count = 0xfffffffffffffffff", "1:26", &["too large"]);
    assert_fault("movement.departs_on = 2026-01-01T00:00:00Z", "1:23", &["a day"]);
    assert_fault("vehicles = 3", "1:12", &["an array"]);
}

#[test]
fn a_time_without_its_offset_is_refused() {
    assert_fault("movement.departs_at = 2026-01-01T09:15:00", "1:23", &["give the offset", "+05:00"]);
    let read = facts("movement.departs_at = 2026-01-01T09:15+05:00");
    let claims = read.claims(&"movement.departs_at".parse().unwrap()).to_vec();
    assert_eq!(claims[0].value.to_string(), "2026-01-01T04:15:00Z");
}

#[test]
fn impossible_and_far_days_are_refused() {
    assert!(faults("movement.departs_on = 2026-02-30").contains("facts.toml:1:"));
    assert_fault("movement.departs_on = 1492-02-03", "1:23", &["1900 to 2200"]);
}

#[test]
fn a_place_off_the_globe_is_refused_and_one_on_it_read_exactly() {
    let incident = |place: &str| format!("[[incidents]]\nid = 'i'\nplace = {place}");
    assert_fault(&incident("{ lat = '94.0', lon = '72.88' }"), "3:9", &["off the globe"]);
    assert_fault(&incident("{ lat = '34.930000001', lon = '72' }"), "3:17", &["7 decimals"]);
    assert_fault(&incident("{ lat = '34.93' }"), "3:9", &["`lon`"]);
    let read = facts(&incident("{ lat = 34.93, lon = '-72.8800001' }"));
    let claims = read.claims(&"incidents[i].place".parse().unwrap()).to_vec();
    let model::Value::Place(place) = &claims[0].value else { panic!("{:?}", claims[0]) };
    assert_eq!((place.lat_e7(), place.lon_e7()), (349_300_000, -728_800_001));
    assert!(try_facts(&incident("{ value = { lat = '1', lon = '2' }, source = 'T' }")).is_ok());
}

#[test]
fn two_items_of_one_label_and_items_without_one_are_refused() {
    assert_fault("[[vehicles]]\nid = 'a'\n[[vehicles]]\nid = 'a'\n", "4:6", &["`a` twice"]);
    assert_fault("[[vehicles]]\nplate = 'X-1'\n", "1:1", &["`id`"]);
    assert_fault("[[vehicles]]\nid = 'the second bus'\n", "2:6", &["not a word"]);
}

#[test]
fn a_source_must_be_there_and_declared() {
    let nowhere = Document::parse("facts.toml", b"movement.kind = 'single'").unwrap();
    let none = Sources::default();
    let standing = Standing { sources: &none, as_of: noon(), source: None };
    let read = nowhere.root().dossier(standing, &[]);
    let faults = nowhere.finish(Some(read)).unwrap_err().to_string();
    assert!(faults.contains("facts.toml:1:17: say where this comes from"), "{faults}");
    assert_fault("[movement]\nsource = 'B7'\nkind = 'single'", "2:10", &["`B7` is not declared"]);
}

#[test]
fn one_origin_cannot_say_two_things_at_the_same_moment() {
    let both = "[{ value = true }, { value = false }]";
    assert_fault(&format!("movement.approved = {both}"), "1:21", &["`S` says two different things"]);
    assert!(try_facts("movement.approved = [{ value = true }, { value = false, by = 'x' }]").is_ok());
    assert!(
        try_facts("movement.approved = [{ value = true }, { value = false, observed = 2025-12-01 }]").is_ok()
    );
    assert_fault("movement.approved = []", "1:21", &["leave it out"]);
}

#[test]
fn what_a_table_says_of_its_claims_holds_below_it_unless_they_say_otherwise() {
    let read = facts(
        "source = 'T'\n[[vehicles]]\nid = 'bus'\nby = 'agency-2'\nvalid_until = 2026-06-30\nseats = 40\n\
         bullet_proof = { value = true, by = 'lab', observed = 2025-05-01T00:00:00Z }\n[vehicles.complete]\nblast = true\n",
    );
    let claim = |path: &str| read.claims(&path.parse().unwrap())[0].clone();
    assert_eq!(claim("vehicles[bus].seats").source.origin().as_str(), "agency-2");
    assert_eq!(claim("vehicles[bus].bullet_proof").source.origin().as_str(), "lab");
    assert_eq!(claim("vehicles[bus].bullet_proof").observed.to_string(), "2025-05-01T00:00:00Z");
    assert_eq!(claim("vehicles[bus].blast.complete").source.cite.as_str(), "T");
    let until = claim("vehicles[bus].seats").valid_until.unwrap();
    assert_eq!(until.to_string(), "2026-06-30T19:00:00Z", "to the end of the day, by local clocks");
}

#[test]
fn a_list_is_complete_only_where_the_record_has_it() {
    assert_fault("complete = { vehicle = true }", "1:14", &["did you mean `vehicles`"]);
    assert_fault("complete = { movement = true }", "1:14", &["no list `movement`"]);
    let read = facts("complete = { halts = true }");
    assert_eq!(read.claims(&"halts.complete".parse().unwrap()).len(), 1);
}

#[test]
fn all_faults_are_reported_at_once_in_the_files_order_and_at_most_fifty() {
    let text = (0..80).map(|n| format!("[movement.x{n}]\n")).collect::<String>();
    let faults = try_facts(&text).unwrap_err();
    assert_eq!((faults.faults.len(), faults.more), (50, 30));
    assert!(faults.faults.windows(2).all(|pair| pair[0].line < pair[1].line));
    assert!(faults.to_string().ends_with("and 30 more"));
}

#[test]
fn syntax_errors_and_double_keys_have_their_place() {
    assert_fault("[movement]\nkind = \n", "2:8", &[]);
    assert_fault("[movement]\nkind = 'single'\nkind = 'urgent'\n", "3:1", &["duplicate key"]);
}

fn parse_only(bytes: &[u8]) -> Result<(), Faults> {
    Document::parse("hostile.toml", bytes).map(|_| ())
}

#[test]
fn ten_megabytes_and_bytes_that_are_no_text_are_clear_errors() {
    let huge = vec![b'['; 10 << 20];
    assert!(parse_only(&huge).unwrap_err().to_string().contains("10485760 bytes"));
    let error = parse_only(b"a = 1\nb = \"\xff\"").unwrap_err().to_string();
    assert!(error.starts_with("hostile.toml:2:6: ") && error.contains("UTF-8"), "{error}");
}

#[test]
fn nesting_of_every_kind_ends_in_an_error() {
    let million = (1 << 20) - 16;
    let mut layers = String::new();
    for _ in 0..79 {
        layers.push_str(&format!("{{ {} = ", ["a"; 79].join(".")));
    }
    for hostile in [
        "[".repeat(million),
        format!("x = {}", "[".repeat(million)),
        format!("x = {}", "{a=".repeat(million / 3)),
        format!("[{}]", vec!["a"; million / 2].join(".")),
        format!("{} = 1", vec!["a"; million / 2 - 4].join(".")),
        format!("{} = 1", ["a"; 80].join(".")),
        format!("x = {layers}1{}", " }".repeat(79)),
        "x = \"".repeat(million / 5),
        "'".repeat(million),
    ] {
        let error = parse_only(hostile.as_bytes());
        assert!(error.is_err(), "{}", hostile.chars().take(60).collect::<String>());
    }
}

#[test]
fn other_tables_beside_the_facts_are_left_to_their_reader() {
    let text = "[case]\nas_of = 2024-03-26T00:00:00+05:00\n[movement]\nkind = 'single'\nsource = 'S'";
    let document = Document::parse("case.toml", text.as_bytes()).unwrap();
    let root = document.root();
    let as_of = root.get("case").unwrap().table().unwrap().get("as_of").unwrap().moment().unwrap();
    assert_eq!(as_of, At { now: "2024-03-25T19:00:00Z".parse().unwrap(), offset: Span::hours(5) });
    let sources = Document::parse("s", b"S = 'x'").unwrap();
    let sources = Sources::read(&sources.root());
    let facts = root.dossier(Standing { sources: &sources, as_of, source: None }, &["case"]);
    assert_eq!(document.finish(Some(facts)).unwrap().facts().len(), 1);
}

/// Files that are nearly right: the documentation's, with pieces cut out, doubled and replaced.
fn nearly_right() -> impl Strategy<Value = Vec<u8>> {
    let pages = [include_str!("../../../docs/rulebook.md"), include_str!("../../../docs/facts.md")];
    let blocks = pages.map(|page| page.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0);
    let edit = (any::<prop::sample::Index>(), 0_usize..40, prop::collection::vec(any::<u8>(), 0..6));
    let tokens = prop::sample::select(vec![
        "[",
        "]]",
        "{",
        "\"",
        "'''",
        "=",
        "\n",
        ".",
        "-",
        "\\",
        "true",
        "99999999999999999999",
    ]);
    (prop::sample::select(blocks.to_vec()), prop::collection::vec((edit, tokens), 1..5)).prop_map(
        |(block, edits)| {
            let mut bytes = block.as_bytes().to_vec();
            for ((index, cut, noise), token) in edits {
                let start = index.index(bytes.len().max(1)).min(bytes.len());
                let end = (start + cut).min(bytes.len());
                let with = if noise.len() % 2 == 0 { token.as_bytes().to_vec() } else { noise };
                bytes.splice(start..end, with);
            }
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_the_readers_panic(bytes in nearly_right()) {
        if let Err(faults) = Rulebook::read("mutated.toml", &bytes) {
            prop_assert!(!faults.faults.is_empty());
        }
        if let Ok(document) = Document::parse("mutated.toml", &bytes) {
            let sources = Sources::default();
            let _ = document.root().dossier(Standing { sources: &sources, as_of: noon(), source: None }, &[]);
        }
    }
}

#[test]
fn only_what_was_found_can_be_settled_by_somebody_else() {
    let settled = "{ value = true, by = 'board', settles = ['S'] }";
    assert!(try_facts(&format!("vehicles = [{{ id = 'bus', bullet_proof = {settled} }}]")).is_ok());
    assert_fault(
        &format!("movement.approved = {settled}"),
        "1:51",
        &["`approved`", "replaces their own word"],
    );
    assert_fault(&format!("movement.inter_city = {settled}"), "1:53", &["`inter_city`"]);
}
