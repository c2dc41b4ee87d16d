//! Hostile and careless text: bounded, refused with a reason, never a panic and never an abort.

use proptest::prelude::*;

use super::{Expression, claim, defect, fault, morning, say};
use crate::expression::{DEEPEST, Defect, LONGEST, MOST_STEPS};

#[test]
fn a_megabyte_of_anything_is_refused_by_its_size() {
    for text in ["(", "[", "!", "a", "1+", ".a", "\"", "\0", "é"] {
        let message = fault(&text.repeat(1_000_000)).2;
        assert!(message.contains("too long"), "{text}: {message}");
    }
}

#[test]
fn chains_of_the_greatest_length_are_refused_for_their_depth() {
    let chains = [
        ("1", "+1"),
        ("1", "-1"),
        ("1", "*1"),
        ("1", "<1"),
        ("true", "==true"),
        ("'a'", " in ['a']"),
        ("movement", ".a"),
        ("vehicles", "[0]"),
        ("vehicles", ".all()"),
        ("true", "?true:true"),
    ];
    for (first, again) in chains {
        let mut chain = first.to_owned();
        while chain.len() + again.len() <= LONGEST {
            chain.push_str(again);
        }
        let message = fault(&chain).2;
        assert!(!message.is_empty() && message.len() < 1000, "{first}{again}…: {message}");
    }
    let nested = "!(".repeat(DEEPEST + 1) + "true" + &")".repeat(DEEPEST + 1);
    assert!(fault(&nested).2.contains("deeper than 64"));
}

#[test]
fn what_is_just_deep_enough_compiles_and_evaluates() {
    let depth = DEEPEST / 2;
    let nested = "!(".repeat(depth) + "true" + &")".repeat(depth);
    assert_eq!(super::truth(&nested, &model::Dossier::default()), super::Truth::True);
    let long = ["movement.approved"; 150].join(" && ");
    assert_eq!(super::truth(&long, &model::Dossier::default()), super::Truth::Unknown);
}

#[test]
fn an_evaluation_without_end_is_cut_off() {
    let mut facts = model::Dossier::default();
    for i in 0..400 {
        say(&mut facts, &format!("crew[p{i}].vehicle"), claim("unit", super::word("bus")));
    }
    let rule = "crew.all(a, crew.all(b, a.vehicle == b.vehicle))";
    assert_eq!(defect(rule, &facts), Defect::TooManySteps(MOST_STEPS));
}

#[test]
fn a_defective_evaluation_says_what_to_do() {
    assert!(Defect::TooManySteps(MOST_STEPS).to_string().contains("nest fewer quantifiers"));
}

/// Words and signs of the language, to come closer to it than random text does.
const TOKENS: [&str; 44] = [
    "movement",
    "vehicles",
    "districts",
    "now",
    "today",
    "v",
    "d",
    "all",
    "exists",
    "exists_one",
    "size",
    "has",
    "date",
    "days",
    "complete",
    "kind",
    "approved",
    "departs_on",
    "bullet_proof",
    "true",
    "null",
    "'urgent'",
    "'2024-03-26'",
    "7",
    "-1",
    "1.5",
    "1u",
    "b'x'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ".",
    ",",
    "!",
    "&&",
    "||",
    "==",
    "<=",
    "+",
    "-",
    " in ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let outcome = Expression::compile_value(&text, &[]);
        prop_assert!(outcome.err().is_none_or(|fault| !fault.message.contains("gave up")));
    }

    #[test]
    fn no_arrangement_of_its_own_words_makes_it_panic(words in prop::collection::vec(0..TOKENS.len(), 0..40)) {
        let text: String = words.into_iter().map(|word| TOKENS[word]).collect();
        match Expression::compile_value(&text, &[]) {
            Ok(expression) => drop(expression.evaluate(&model::Dossier::default(), morning())),
            Err(fault) => prop_assert!(!fault.message.contains("gave up") && fault.offset <= text.len()),
        }
    }

    #[test]
    fn no_damage_to_a_rule_makes_it_panic(at in 0..200_usize, cut in 0..9_usize, with in 0..TOKENS.len()) {
        let rule = "districts.all(d, d.notice.given && movement.departs_on - d.notice.given_on >= days(7)) \
                    && (movement.kind in ['single', 'standing'] || vehicles.size() < 5)";
        let (start, end) = (at.min(rule.len()), (at + cut).min(rule.len()));
        let damaged = format!("{}{}{}", &rule[..start], TOKENS[with], &rule[end..]);
        match Expression::compile_value(&damaged, &[]) {
            Ok(expression) => drop(expression.evaluate(&model::Dossier::default(), morning())),
            Err(fault) => prop_assert!(!fault.message.contains("gave up") && fault.offset <= damaged.len()),
        }
    }
}
