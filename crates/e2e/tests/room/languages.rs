//! Reasons, ways out and problems are told in the reader's language; words, numbers and kinds are the same in every one.

use e2e::{
    client::{Answer, Client},
    orders::{order, requested},
    unit::Scene,
};
use serde_json::{Value, json};

fn asked(client: &Client, language: &str, path: &str) -> Answer {
    client.answer("GET", path, &[("accept-language", language)], None)
}

/// Whether it is written in this language's letters.
fn is_in(language: &str, text: &str) -> bool {
    match language {
        "ur" => text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c)),
        "zh" => text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        _ => text.bytes().any(|b| b.is_ascii_lowercase()) && !is_in("ur", text) && !is_in("zh", text),
    }
}

#[test]
fn a_problem_is_told_in_the_language_asked_for_most() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    let cases = [
        ("en", "en"),
        ("ur-PK", "ur"),
        ("de, zh-CN;q=0.8, en;q=0.3", "zh"),
        ("en;q=0.2, ur;q=0.9", "ur"),
        ("de", "en"),
    ];
    for (language, told) in cases {
        let answer = asked(&sponsor, language, "/movements/nothing");
        assert_eq!(answer.header("content-language"), Some(told), "{language}");
        assert_eq!(answer.header("vary"), Some("accept-language"));
        let problem = answer.is_problem(404, "not-there");
        for text in ["title", "detail"] {
            assert!(is_in(told, problem[text].as_str().unwrap()), "{language}: {problem}");
        }
    }
    scene.close();
}

#[test]
fn whatever_is_refused_is_told_in_every_language_with_the_same_kind_and_place() {
    let scene = Scene::open();
    let sponsor = scene.the("sponsor");
    let movement = requested(&scene, "TOLD-1");
    let amendments = format!("/movements/{movement}/amendments");
    let refused: [(&str, Value); 9] = [
        ("/movements", json!({"number": 7, "facts": []})),
        ("/movements", json!({"facts": []})),
        ("/movements", json!({"number": "a b", "facts": []})),
        ("/movements", json!({"number": "X", "facts": [], "colour": "red"})),
        ("/movements", json!({"number": "TOLD-1", "facts": order()})),
        ("/movements", json!({"number": "X", "facts": [{"path": "vehicles[a].colour", "value": "red"}]})),
        ("/movements", json!({"number": "X", "facts": [{"path": "movement.approved", "value": true}]})),
        ("/rulebooks", json!({})),
        (&amendments, json!({"revision": 7})),
    ];
    for (path, body) in &refused {
        let told = |language: &str| {
            sponsor.answer("POST", path, &[("accept-language", language)], Some(body)).json()
        };
        let english = told("en");
        for language in ["ur", "zh"] {
            let other = told(language);
            for same in ["type", "status", "place"] {
                assert_eq!(other[same], english[same], "{other}");
            }
            for text in ["title", "detail"] {
                assert!(is_in(language, other[text].as_str().unwrap()), "{body}: {other}");
            }
        }
    }
    scene.close();
}

#[test]
fn the_rules_and_the_way_out_are_told_in_the_language_of_whoever_reads_them() {
    let scene = Scene::open();
    let duty = scene.the("duty-officer");
    let movement = requested(&scene, "TOLD-2");
    let told = |language: &str| {
        let answer = asked(&duty, language, &format!("/movements/{movement}/ruling")).is(200);
        assert_eq!(answer.header("content-language"), Some(language));
        assert_eq!(answer.header("vary"), Some("accept-language"));
        answer.json()
    };
    let english = told("en");
    for language in ["ur", "zh"] {
        let other = told(language);
        for list in ["rules", "way_out"] {
            let pairs = english[list].as_array().unwrap().iter().zip(other[list].as_array().unwrap());
            assert!(pairs.len() > 0, "{list}");
            for (english, other) in pairs {
                for same in ["id", "verdict", "owner", "action", "mends", "facts"] {
                    assert_eq!(english[same], other[same], "{same}");
                }
                for text in ["reason", "text"].iter().filter_map(|text| other[text].as_str()) {
                    assert!(is_in(language, text), "{text}");
                }
            }
        }
    }
    scene.close();
}
