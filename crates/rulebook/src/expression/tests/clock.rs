//! Time alone: nothing turns before the moment announced.

use model::{Dossier, Span};
use proptest::prelude::*;

use super::{Evaluated, Truth, at, claim, compiled, day, instant, morning, random, said, say};
use crate::{At, expression::StepView};

fn changes_at(source: &str, facts: &Dossier, at: At) -> Option<String> {
    compiled(source).evaluate(facts, at).unwrap().changes_at().map(|moment| moment.to_string())
}

fn turns(source: &str, facts: &Dossier) -> Option<String> {
    changes_at(source, facts, morning())
}

#[test]
fn a_fact_turns_when_it_expires_and_when_an_announced_one_begins() {
    let mut facts = said([("movement.approved", true.into())]);
    assert_eq!(turns("movement.approved", &facts), None);
    let mut certificate = claim("lab", true);
    certificate.valid_until = Some(instant("2024-04-01T00:00:00Z"));
    say(&mut facts, "vehicles[bus].bomb_proof", certificate);
    assert_eq!(turns("vehicles.exists(v, v.bomb_proof)", &facts).unwrap(), "2024-04-01T00:00:00Z");
    assert_eq!(
        turns("movement.approved || vehicles.exists(v, v.bomb_proof)", &facts).unwrap(),
        "2024-04-01T00:00:00Z",
        "also where the outcome is settled: the explanation changes"
    );
    let mut later = claim("b", false);
    later.observed = instant("2024-03-27T00:00:00Z");
    say(&mut facts, "movement.approved", later);
    assert_eq!(turns("movement.approved", &facts).unwrap(), "2024-03-27T00:00:00Z");
}

#[test]
fn claims_that_settle_each_other_come_back_when_the_first_expires() {
    let mut facts = Dossier::default();
    let mut first = claim("a", true);
    first.settles = vec!["b".parse().unwrap()];
    let mut second = claim("b", true);
    second.settles = vec!["a".parse().unwrap()];
    second.valid_until = Some(instant("2024-04-01T00:00:00Z"));
    say(&mut facts, "movement.approved", first);
    say(&mut facts, "movement.approved", second);
    assert_eq!(turns("movement.approved", &facts).unwrap(), "2024-04-01T00:00:00Z");
}

#[test]
fn the_word_that_a_list_is_complete_expires_too() {
    let mut facts = Dossier::default();
    let mut word = claim("unit", true);
    word.valid_until = Some(instant("2024-03-26T10:00:00Z"));
    say(&mut facts, "incidents.complete", word);
    for source in ["incidents.all(i, i.closes_route)", "incidents.size() == 0", "incidents.complete"] {
        assert_eq!(turns(source, &facts).unwrap(), "2024-03-26T10:00:00Z", "{source}");
    }
}

#[test]
fn a_comparison_with_now_turns_at_its_first_differing_microsecond() {
    let facts = said([("movement.departs_at", instant("2024-03-26T06:00:00Z").into())]);
    let exact = |source: &str| compiled(source).evaluate(&facts, morning()).unwrap().changes_at().unwrap();
    let departs = instant("2024-03-26T06:00:00Z");
    assert_eq!(exact("now < movement.departs_at"), departs);
    assert_eq!(exact("now <= movement.departs_at"), departs.saturating_add(Span(1)));
    assert_eq!(
        exact("movement.departs_at - now >= hours(1)"),
        instant("2024-03-26T05:00:00Z").saturating_add(Span(1))
    );
    assert_eq!(
        exact("now + hours(1) > movement.departs_at"),
        instant("2024-03-26T05:00:00Z").saturating_add(Span(1))
    );
    assert_eq!(exact("now - movement.departs_at == hours(2)"), instant("2024-03-26T08:00:00Z"));
    assert_eq!(exact("now - movement.departs_at in [hours(3), hours(1)]"), instant("2024-03-26T07:00:00Z"));
    assert_eq!(turns("now - now == hours(0)", &facts), None, "it stands still");
}

#[test]
fn today_turns_at_local_midnight() {
    let facts = said([("movement.departs_on", day("2024-03-30"))]);
    assert_eq!(turns("today < movement.departs_on", &facts).unwrap(), "2024-03-26T19:00:00Z");
    assert_eq!(
        changes_at("today < movement.departs_on", &facts, at("2024-03-26T19:00:00Z")).unwrap(),
        "2024-03-27T19:00:00Z"
    );
    assert_eq!(turns("movement.departs_on > date('2024-03-01')", &facts), None);
}

#[test]
fn a_running_value_turns_into_a_defect_where_the_years_end() {
    let facts = said([("movement.departs_at", instant("2024-03-26T06:00:00Z").into())]);
    let rule = compiled("now + days(64191) > movement.departs_at");
    let ends = rule.evaluate(&facts, morning()).unwrap().changes_at().unwrap();
    let read = |moment| rule.evaluate(&facts, morning().moved_to(moment)).is_ok();
    assert!(read(ends.saturating_add(Span(-1))) && !read(ends));
}

/// Every sub-expression, and whether it is known and, where it is yes or no, which.
fn truths(evaluated: &Evaluated<'_>) -> Vec<(String, bool, Option<Truth>)> {
    fn walk(step: StepView<'_, '_>, found: &mut Vec<(String, bool, Option<Truth>)>) {
        found.push((step.source().to_owned(), step.value().is_some(), step.truth()));
        step.parts().for_each(|part| walk(part, found));
    }
    let mut found = Vec::new();
    walk(evaluated.step(), &mut found);
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nothing_turns_before_the_moment_announced(
        source in random::condition(),
        facts in random::dossier(),
        hours in -4..5_i32,
        micros in -6..7_i64,
        skip in 0..1_000_000_i64,
    ) {
        let rule = compiled(&source);
        let at = random::eve();
        let before = rule.evaluate(&facts, at).unwrap();
        let end = before.changes_at().unwrap_or(at.now.saturating_add(Span::hours(24 * 30)));
        prop_assert!(end > at.now);
        let ahead = end.since(at.now).0;
        let moments = [1, 2, 3, ahead / 2, ahead - 1, skip % ahead, Span::hours(hours).0 + micros, micros, 11];
        for moment in moments.into_iter().filter(|after| (1..ahead).contains(after)) {
            let later = at.moved_to(at.now.saturating_add(Span(moment)));
            let after = rule.evaluate(&facts, later).unwrap();
            prop_assert_eq!(truths(&before), truths(&after), "{} {} µs later", &source, moment);
        }
    }
}
