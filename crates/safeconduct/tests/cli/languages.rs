//! What people read, in three languages and on pages of any width.

use std::process::Command;

use unicode_width::UnicodeWidthStr as _;

use crate::{
    binary::{MISUSE, TRUE, case, plain, run, safeconduct, text},
    files::{Desk, recorded},
};

const CASES: [&str; 3] = ["besham-2024-03-26", "demo-airport-run", "demo-short-notice"];
const LANGUAGES: [&str; 3] = ["en", "ur", "zh"];

fn cleared(name: &str, language: &str, width: usize) -> String {
    let mut command = plain(["clear", text(&case(name)), "--language", language]);
    run(command.env("COLUMNS", width.to_string())).out
}

#[test]
fn no_line_is_wider_than_the_page_or_ends_in_a_space_and_every_rule_is_named_whole() {
    for name in CASES {
        let rules = safeconduct(["clear", text(&case(name)), "--json"]).json();
        let rules: Vec<&str> =
            rules["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        for (language, width) in [
            ("en", 80),
            ("en", 100),
            ("en", 132),
            ("en", 180),
            ("ur", 80),
            ("ur", 132),
            ("zh", 80),
            ("zh", 132),
        ] {
            let out = cleared(name, language, width);
            for line in out.lines() {
                assert!(line.width() <= width, "{name} in {language} at {width}: {line}");
                assert_eq!(line, line.trim_end(), "{name} in {language} at {width}");
            }
            for rule in &rules {
                assert!(out.contains(rule), "{name} in {language} at {width} has no {rule}: {out}");
            }
        }
    }
}

#[test]
fn nothing_people_read_is_a_path_or_the_name_of_a_message() {
    for name in CASES {
        for language in LANGUAGES {
            let out = cleared(name, language, 200);
            for part in [
                "].",
                "movement.a",
                "movement.k",
                ".given",
                "fact-",
                "reason-",
                "action-",
                "word-",
                "table-",
                "bound-",
            ] {
                assert!(!out.contains(part), "{part} in {name} in {language}: {out}");
            }
        }
    }
}

#[test]
fn each_language_says_the_outcome_in_its_own_words() {
    let besham = |language| cleared("besham-2024-03-26", language, 132);
    assert!(besham("en").contains("REFUSED") && besham("en").contains("Who can mend it, and how"));
    assert!(besham("ur").contains("اجازت نہیں") && besham("ur").contains("خلاف ورزی"));
    assert!(besham("zh").contains("不予放行") && besham("zh").contains("违反"));
    let narrow = cleared("besham-2024-03-26", "zh", 80);
    assert!(narrow.contains("路线上的每个县至少提前 7 天得到通知"), "a rule's title: {narrow}");
}

#[test]
fn marks_of_direction_stand_only_in_urdu_and_pair_on_every_line() {
    let marks = ['\u{2068}', '\u{2069}'];
    for language in ["en", "zh"] {
        assert!(!cleared("besham-2024-03-26", language, 80).contains(marks));
    }
    let urdu = cleared("besham-2024-03-26", "ur", 80);
    assert!(urdu.contains(marks));
    for line in urdu.lines() {
        let count = |mark| line.chars().filter(|c| *c == mark).count();
        assert_eq!(count(marks[0]), count(marks[1]), "{line:?}");
    }
}

#[test]
fn json_is_the_same_in_every_language() {
    let besham = case("besham-2024-03-26");
    let json = |language| {
        let mut answer = safeconduct(["clear", text(&besham), "--json", "--language", language]).json();
        // Which movement it is differs each time.
        answer["movement_id"].take();
        answer
    };
    let english = json("en");
    assert!(!english.to_string().contains(['\u{2068}', '\u{2069}']));
    assert_eq!(english, json("ur"));
    assert_eq!(english, json("zh"));
}

#[test]
fn the_language_is_the_one_asked_for_or_the_locales_or_english() {
    let explain = |locale: [(&str, &str); 3], asked: &[&str]| {
        let mut command = Command::new(crate::binary::BINARY);
        command.args(["rules", "explain", "red-alert"]).args(asked);
        run(command.envs(locale)).ended(TRUE).out
    };
    let locale = |all, messages, lang| [("LC_ALL", all), ("LC_MESSAGES", messages), ("LANG", lang)];
    let (english, urdu, chinese) = ("What must hold", "کیا ضروری ہے", "必须满足");
    assert!(explain(locale("", "", "zh_CN.UTF-8"), &[]).contains(chinese));
    assert!(explain(locale("", "ur_PK.UTF-8", "zh_CN.UTF-8"), &[]).contains(urdu));
    assert!(explain(locale("C", "ur_PK.UTF-8", "zh_CN.UTF-8"), &[]).contains(english));
    assert!(explain(locale("", "", "de_DE.UTF-8"), &[]).contains(english));
    assert!(explain(locale("", "", "zh_CN.UTF-8"), &["--language", "ur"]).contains(urdu));
    safeconduct(["rules", "explain", "red-alert", "--language", "xx"])
        .ended(MISUSE)
        .complained(&["en, ur or zh"]);
}

#[test]
fn every_command_speaks_every_language() {
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["demo-airport-run"]).ended(TRUE);
    let commands: [&[&str]; 8] = [
        &["replay", "cases/"],
        &["rules", "explain", "notice-seven-days"],
        &["rules", "check"],
        &["rules", "test"],
        &["record", "verify", text(&data)],
        &["record", "show", text(&data)],
        &["record", "waivers", text(&data)],
        &["demo", "--without-room"],
    ];
    for command in commands {
        let said = LANGUAGES
            .map(|language| safeconduct([command, &["--language", language]].concat()).ended(TRUE).out);
        assert!(said[0] != said[1] && said[1] != said[2] && said[0] != said[2], "{command:?}");
    }
}

#[test]
fn the_same_act_for_several_is_one_step_to_people_and_several_to_machines() {
    let besham = case("besham-2024-03-26");
    let out = cleared("besham-2024-03-26", "en", 200);
    assert!(out.contains("give notice: district lower-kohistan, district shangla"), "{out}");
    let json = safeconduct(["clear", text(&besham), "--json"]).json();
    let steps = json["shortest_fix"].as_array().unwrap();
    let notices = steps.iter().filter(|step| {
        step["action"] == "give-notice"
            && step["subject"].as_str().is_some_and(|s| s.starts_with("districts["))
    });
    assert_eq!(notices.count(), 2);
}
