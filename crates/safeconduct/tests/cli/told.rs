//! A liaison officer reads what was decided: every entry in words, whoever wrote it, and nothing else.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use crate::{
    binary::{FAILURE, MISUSE, TRUE, house, safeconduct, text},
    bundles::{changed, exported},
    files::Desk,
};

/// A bundle of entries with these types, versions and bodies, and the key that proves it.
fn bundle_of(events: impl IntoIterator<Item = (String, u32, Value)>) -> (Vec<u8>, String) {
    use record::{Bundle, Checkpoint, Envelope, MemoryHashes, Signer, leaf_hash};
    let signer = Signer::from_seed("unit.example/log", &[7; 32]).unwrap();
    let entries: Vec<Vec<u8>> = (0..)
        .zip(events)
        .map(|(n, (kind, v, body))| {
            let envelope = Envelope {
                n,
                epoch: 1,
                nonce: "00112233445566778899aabbccddeeff".parse().unwrap(),
                recorded_at: 1_795_500_000_000_000,
                kind,
                v,
                world: "home".to_owned(),
                actor: "duty-officer.spu".to_owned(),
                body,
            };
            envelope.encode().unwrap()
        })
        .collect();
    let hashes: MemoryHashes = entries.iter().map(|bytes| leaf_hash(bytes)).collect();
    let head = Checkpoint::new("unit.example/log", hashes.frontier().size(), hashes.frontier().root());
    let bundle = Bundle::build("M-1", &head.sign(&[&signer]).unwrap(), entries, &hashes).unwrap();
    (bundle.to_json().unwrap(), signer.verifier().to_string())
}

#[test]
fn an_entry_of_a_type_nobody_here_knows_is_shown_as_such_and_still_proved() {
    let (bundle, key) = bundle_of([("convoy-\u{202e}teleported".to_owned(), 9, Value::Null)]);
    let desk = Desk::new();
    let file = desk.file("newer.json", bundle);
    let run = safeconduct(["record", "verify", text(&file), "--key", &key]).ended(TRUE);
    run.said(&["1 entry is in the log", "convoy-\\u{202e}teleported v9, which this version does not know"]);
    safeconduct(["record", "show", text(&file)]).ended(TRUE).said(&["does not know", "not proved"]);
}

/// A bundle with every type of event in it.
fn bundle_of_everything() -> Vec<u8> {
    let golden = fs::read_to_string(house().join("crates/conduct/tests/golden/v1.jsonl")).unwrap();
    let events = golden.lines().map(|line| {
        let event: Value = serde_json::from_str(line).unwrap();
        (event["type"].as_str().unwrap().to_owned(), 1, event["body"].clone())
    });
    bundle_of(events).0
}

#[test]
fn every_type_of_event_is_told_in_words() {
    let desk = Desk::new();
    let file = desk.file("all.json", bundle_of_everything());
    let told = safeconduct(["record", "show", text(&file), "--json"]).ended(TRUE).json();
    let entries = told["entries"].as_array().unwrap();
    let types: BTreeSet<&str> = entries.iter().map(|e| e["type"].as_str().unwrap()).collect();
    assert!(conduct::event::TYPES.iter().all(|kind| types.contains(kind)), "{types:?}");
    for entry in entries {
        let words = entry["words"].as_str().unwrap();
        assert!(
            !words.is_empty() && !words.contains("cannot be read") && !words.contains("does not know"),
            "{entry}"
        );
        assert!(entry["role"].is_string() && entry["at"].is_i64(), "{entry}");
    }
}

/// The first two words of English, one after the other: identifiers stand alone, sentences do not.
fn english_in(text: &str) -> Option<(&str, &str)> {
    let is_english = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let words: Vec<&str> =
        text.split([' ', '\u{2068}', '\u{2069}']).filter(|word| !word.is_empty()).collect();
    words.windows(2).find(|pair| pair.iter().all(is_english)).map(|pair| (pair[0], pair[1]))
}

#[test]
fn every_type_of_event_is_told_in_every_language() {
    let desk = Desk::new();
    let bundle = bundle_of_everything();
    let entries = serde_json::from_slice::<Value>(&bundle).unwrap()["entries"].as_array().unwrap().len();
    let file = desk.file("all.json", bundle);
    let is_english = |c: char| c.is_ascii_lowercase();
    let is_urdu = |c: char| ('\u{620}'..='\u{6d3}').contains(&c);
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let letters: [fn(char) -> bool; 3] = [is_english, is_urdu, is_chinese];
    let languages = [("en", ": "), ("ur", ": "), ("zh", "：")];
    for ((language, after_who), is_of_it) in languages.into_iter().zip(letters) {
        let run = safeconduct(["record", "show", text(&file), "--language", language]).ended(TRUE);
        let lines: Vec<&str> = run.out.lines().skip(1).collect();
        assert_eq!(lines.len(), entries, "an entry a line: {}", run.out);
        for line in lines {
            let (_, what) = line.split_once(after_who).unwrap_or_else(|| panic!("{language}: {line}"));
            assert!(what.contains(is_of_it), "{language}: {line}");
            assert!(!line.contains(['{', '}', '$']) && !line.contains("entry-"), "{language}: {line}");
            assert!(
                language == "en" || english_in(line).is_none(),
                "{:?} in {language}: {line}",
                english_in(line)
            );
        }
    }
}

#[test]
fn a_liaison_officer_reads_a_bundle_in_chinese_and_in_urdu() {
    let desk = Desk::new();
    let (bundle, key) = exported(&desk);
    let file = desk.file("bundle.json", bundle);
    let verify = |more: &[&str]| {
        safeconduct(["record", "verify", text(&file), "--key", &key].iter().chain(more)).ended(TRUE)
    };
    let number = "demo-short-notice-2026-11-24";
    let chinese = verify(&["--language", "zh"]).said(&[
        "1 项裁定经重新作出，与所记裁定一致",
        "第 8 条（演练）  2026-11-24 07:00 +05:00（记录于 ",
        &format!("值班员，desk：申请出行 {number}（"),
        &format!("主管机关，desk：就 {number} 豁免 notice-seven-days，至 2026-11-"),
        &format!("请求放行：{number} 准予放行：notice-seven-days 已豁免；"),
    ]);
    let urdu = verify(&["--language", "ur"]);
    let plain = urdu.out.replace(['\u{2068}', '\u{2069}'], "");
    for said in [
        "1 فیصلہ دوبارہ کیا گیا، نتیجہ ریکارڈ کے مطابق".to_owned(),
        "اندراج 8 (مشق)  2026-11-24 07:00 +05:00 (درج ہوا ".to_owned(),
        format!("ڈیوٹی افسر، desk: نقل و حرکت کی درخواست کی گئی: {number} ("),
        format!("اجازت مانگی گئی: {number} اجازت ہے: notice-seven-days مستثنیٰ؛ "),
    ] {
        assert!(plain.contains(&said), "no {said:?} in: {plain}");
    }
    for line in urdu.out.lines() {
        let count = |mark| line.chars().filter(|c| *c == mark).count();
        assert_eq!(count('\u{2068}'), count('\u{2069}'), "{line:?}");
    }
    let told = [chinese.out.as_str(), &urdu.out].into_iter().flat_map(str::lines).find_map(english_in);
    assert_eq!(told, None);
    let json = |language| verify(&["--json", "--language", language]).json();
    assert_eq!(json("zh"), json("en"));
    let elsewhere = safeconduct(["record", "show", "/no/such/place", "--language", "zh"]).ended(MISUSE);
    elsewhere.complained(&["/no/such/place", "既不是数据目录"]);
}

#[test]
fn nothing_in_a_bundle_reaches_the_terminal_as_a_command() {
    let desk = Desk::new();
    let (bundle, key) = exported(&desk);
    let hostile = changed(&bundle, |document| {
        document["subject"] = "\u{1b}[2J\u{9b}1A".into();
        for entry in document["entries"].as_array_mut().unwrap() {
            let text = entry["entry"].as_str().unwrap();
            entry["entry"] = text.replace("duty-officer\"", "\\u001b[2J\\u009b1A\"").into();
        }
    });
    let file = desk.file("hostile.json", hostile);
    for arguments in [vec!["show", text(&file)], vec!["verify", text(&file), "--key", &key]] {
        let run = safeconduct(["record"].iter().chain(&arguments));
        assert!(
            !run.out.contains(['\u{1b}', '\u{9b}']) && !run.err.contains(['\u{1b}', '\u{9b}']),
            "{run:?}"
        );
    }
}

#[test]
fn a_record_and_a_bundle_are_told_in_words_without_names() {
    let desk = Desk::new();
    let (bundle, _) = exported(&desk);
    let file = desk.file("told.json", bundle);
    let number = "demo-short-notice-2026-11-24";
    let of_bundle = safeconduct(["record", "show", text(&file)]).ended(TRUE);
    let of_log = safeconduct(["record", "show", text(&desk.data()), "--movement", number]).ended(TRUE);
    assert_eq!(of_bundle.out, of_log.out, "the same entries in the same words");
    of_log.said(&[
        "read, not proved",
        "entry 8 (exercise)  2026-11-24 07:00 +05:00 (recorded ",
        "duty officer, desk: requested the movement demo-short-notice-2026-11-24",
    ]);
    let whole = safeconduct(["record", "show", text(&desk.data())]).ended(TRUE);
    let refused =
        "besham-2024-03-26 REFUSED: notice-seven-days breached, districts-told-and-accepted breached";
    whole.said(&[refused, "vehicles-bullet-proof unproved", "demo-airport-run"]);
    let lines =
        safeconduct(["record", "show", text(&file), "--movement", number, "--json"]).ended(TRUE).json();
    assert_eq!(lines["proved"], false);
    let entries = lines["entries"].as_array().unwrap();
    assert!(entries.len() >= 3 && entries.iter().all(|entry| entry["movement"] == entries[0]["movement"]));
    assert_eq!(entries[0]["role"], "duty officer");
    let run = safeconduct(["record", "show", text(&file), "--movement", "nobody"]).ended(FAILURE);
    assert!(run.err.contains("nothing about a movement nobody"), "{}", run.err);
    safeconduct(["record", "show", "/no/such/place"]).ended(MISUSE).complained(&["/no/such/place"]);
}
