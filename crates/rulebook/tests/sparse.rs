//! A bare request, held against the shipped rulebooks: what is missing, who can mend it, and that it then clears.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod scratch;

use std::{
    path::PathBuf,
    sync::{Arc, LazyLock},
};

use model::{Dossier, Segment};
use proptest::prelude::*;
use rulebook::{
    Fix, RuleSet, Rulebook, evaluate,
    fix::{MOST_WORK, moments},
    remedy::Action,
    shortest_fix,
};
use scratch::facts;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let read = |name: &str| {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rules").join(name);
        Arc::new(Rulebook::read(name, &std::fs::read(path).unwrap()).unwrap())
    };
    RuleSet::compose(vec![read("pk-foreign-nationals.toml"), read("convoy-practice.toml")]).unwrap()
});

/// The day the rulebooks have been in force for a while, so that rules of ours count.
fn then() -> rulebook::At {
    scratch::at("2026-12-01T09:00:00+05:00")
}

/// What a sponsor may begin with, a line a fact.
const BEGINNINGS: &[&str] = &[
    "movement.kind = 'single'",
    "movement.area = 'pk/kp'",
    "movement.departs_on = 2026-12-20",
    "movement.inter_city = true",
    "movement.approved = false",
    "vehicles = [{ id = 'car', bullet_proof = false }, { id = 'bus', carries_principals = true }]",
    "principals = [{ id = 'p', vehicle = 'car' }]",
    "districts = [{ id = 'upper-kohistan' }, { id = 'shangla', area = 'pk/kp/shangla', accepted = false }]",
    "sites = [{ id = 'camp', findings = [{ id = 'f', closed = false }] }]",
    "commanders = [{ id = 'c', duty = 'driver' }]",
    "alerts = [{ id = 'kp' }]",
    "escort.lead = 'mixed'",
];

/// The ways out of a movement of which only these lines were said. Each clears now and at departure, needs all of
/// its steps, vouches for no list that a later step changes, and drops nothing but what it replaces.
fn ways_out(lines: &[&str]) -> (Dossier, Vec<Fix>) {
    let facts = facts(&lines.join("\n"));
    let fixes = shortest_fix(&RULES, &facts, &[], then());
    assert!(fixes.work <= MOST_WORK, "{}", fixes.work);
    assert!(!fixes.options.is_empty(), "{lines:?}: {:?} {:?}", fixes.stuck, fixes.unknown);
    for fix in &fixes.options {
        assert!(clears(&facts, fix), "{lines:?}: {fix:?}");
        for (at, step) in fix.steps.iter().enumerate() {
            let mut fewer = fix.clone();
            fewer.steps.remove(at);
            assert!(!clears(&facts, &fewer), "{lines:?}: superfluous: {step}");
            if let Some(list) = step.vouched() {
                let changed = fix.steps[at..].iter().flat_map(|s| s.brings.iter().chain(&s.drops));
                let changed = changed.filter_map(|item| item.split_last());
                let later =
                    changed.filter(|(of, item)| *of == list && matches!(item, Segment::Item(_))).count();
                assert_eq!(later, 0, "{lines:?}: {list} changes after somebody vouched for it");
            }
        }
    }
    (facts, fixes.options)
}

fn clears(facts: &Dossier, fix: &Fix) -> bool {
    let all = moments(&fix.apply(facts, then().now), then());
    all.into_iter().all(|at| evaluate(&RULES, &fix.apply(facts, at.now), &[], at).clears())
}

#[test]
fn whoever_says_nothing_at_all_learns_what_to_name_and_on_what_day_it_may_depart() {
    let (_, fixes) = ways_out(&[]);
    let named =
        |list: &str| fixes[0].steps.iter().any(|s| s.brings.as_ref().is_some_and(|i| i.to_string() == list));
    for list in ["vehicles[new]", "principals[new]", "crew[new]", "commanders[new]", "districts[new]"] {
        assert!(named(list), "{list}");
    }
    assert_eq!(fixes[0].steps[0].action, Action::Postpone);
}

#[test]
fn a_kind_and_a_day_or_two_districts_are_enough_to_be_told_the_way_out() {
    ways_out(&["movement.kind = 'single'", "movement.departs_on = 2026-12-20"]);
    ways_out(&["districts = [{ id = 'upper-kohistan' }, { id = 'shangla' }]"]);
    ways_out(&["movement.kind = 'standing'", "movement.area = 'pk/kp'"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_sponsor_begins_with_there_is_a_way_out(said in prop::sample::subsequence(BEGINNINGS, 0..BEGINNINGS.len())) {
        ways_out(&said);
    }
}
