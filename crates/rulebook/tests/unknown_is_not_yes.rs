//! Losing knowledge never clears a movement; a verdict holds as long as it says; every fix shown clears.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod scratch;

use model::{Claim, Day, Dossier, Path, Quantity, Segment, Span, Value, schema};
use proptest::prelude::*;
use rulebook::{
    At, Evaluation, RuleSet, Verdict, evaluate,
    fix::{MOST_WORK, moments},
    shortest_fix,
};
use scratch::{facts, noon, rule, rules};

fn book() -> RuleSet {
    rules(&[
        rule(
            "approved",
            "when = \"movement.kind != 'urgent' && movement.inter_city\"\nrequire = 'movement.approved'",
        ),
        rule(
            "notice",
            r#"
require = "districts.all(d, d.notice.given && d.accepted && movement.begins_on - d.notice.given_on >= days(7))"
area = "pk/kp"
remedy = [[
  { action = "give-notice", for = "d in districts", set = { d.notice.given = true, d.notice.given_on = "today" } },
  { action = "obtain-acceptance", for = "d in districts", set = { d.accepted = true } },
  { action = "complete-list", set = { districts.complete = true } },
  { action = "postpone", for = "d in districts", to = "d.notice.given_on + days(7)" },
]]"#,
        ),
        rule(
            "armour",
            r#"
require = "vehicles.all(v, v.bullet_proof || !v.carries_principals)"
remedy = [
  [{ action = "obtain-certificate", for = "v in vehicles", set = { v.bullet_proof = true } }, { action = "complete-list", set = { vehicles.complete = true } }],
  [{ action = "replace-vehicle", replace = "v in vehicles", where = "!v.bullet_proof", set = { v.bullet_proof = true, v.identity = "'C-9'" } }, { action = "complete-list", set = { vehicles.complete = true } }],
]"#,
        ),
        rule(
            "identity",
            r#"
require = "vehicles.all(v, v.ballistic.all(c, c.identity == v.identity))"
effective = { from = 2025-01-01, to = 2026-12-31 }
remedy = [[
  { action = "verify-fact", for = "v in vehicles", set = { v.identity = "'C-1'" } },
  { action = "verify-fact", for = "v in vehicles, c in v.ballistic", set = { c.identity = "v.identity" } },
  { action = "complete-list", for = "v in vehicles", set = { v.ballistic.complete = true } },
  { action = "complete-list", set = { vehicles.complete = true } },
]]"#,
        ),
        rule(
            "commander",
            r#"
require = "commanders.exists_one(c, c.duty == 'commander')"
remedy = [
  [{ action = "complete-list", set = { commanders.complete = true } }],
  [{ action = "appoint-commander", add = "c in commanders", set = { c.duty = "'commander'" } }, { action = "complete-list", set = { commanders.complete = true } }],
]"#,
        ),
        rule(
            "route",
            r#"
require = "incidents.all(i, !i.closes_route) && !alerts.exists(a, a.level == 'red')"
remedy = [[
  { action = "verify-fact", for = "i in incidents", set = { i.closes_route = false } },
  { action = "verify-fact", for = "a in alerts", set = { a.level = "'green'" } },
  { action = "complete-list", set = { incidents.complete = true } },
  { action = "complete-list", set = { alerts.complete = true } },
]]"#,
        ),
        rule(
            "interval",
            r#"
require = "movement.interval >= metres(50) && movement.departs_at - now <= days(60)"
remedy = [[{ action = "set-interval", set = { movement.interval = "metres(50)" } }]]"#,
        ),
    ])
}

fn cleared() -> Dossier {
    facts(
        r#"
movement = { kind = "single", inter_city = true, area = "pk/kp", departs_at = 2026-01-20T06:00:00+05:00, interval = "150 m" }
movement.approved = { value = true, valid_until = 2026-06-30 }
highway_police.area = "pk"
districts = [
  { id = "a", area = "pk/kp/a", accepted = true, notice = { given = true, given_on = 2026-01-01 } },
  { id = "b", area = "pk/kp/b", accepted = true, notice = { given = true, given_on = 2025-12-30 } },
]
commanders = [{ id = "c", duty = "commander" }]
incidents = [{ id = "i", closes_route = false }]
alerts = [{ id = "a", level = "green" }]
complete = { districts = true, vehicles = true, commanders = true, incidents = { value = true, valid_until = 2026-02-28 }, alerts = true }
[[vehicles]]
id = "bus"
identity = "C-1"
carries_principals = true
complete = { ballistic = true }
[[vehicles.ballistic]]
id = "x"
issuer = "lab"
identity = "C-1"
covers = "vehicle"
protects = { value = true, observed = 2025-06-01, valid_until = 2026-03-31 }
[[vehicles]]
id = "car"
identity = "C-2"
carries_principals = false
complete = { ballistic = true }
"#
        .replace("movement = {", "movement = {\n")
        .replace("\nmovement.approved = { value = true, valid_until = 2026-06-30 }", "")
        .replace("kind = \"single\",", "kind = \"single\", approved = { value = true, valid_until = 2026-06-30 },")
        .as_str(),
    )
}

/// What can happen to a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Loss {
    /// All that was said is gone.
    Removed,
    /// Another origin says otherwise.
    Contradicted,
    /// All that was said has expired.
    Aged,
}

/// `facts` with each claim list passed through `edit`; list items stay.
fn edited(facts: &Dossier, edit: impl Fn(usize, &Path, &[Claim]) -> Vec<Claim>) -> Dossier {
    let mut edited = Dossier::default();
    for (index, (path, claims)) in facts.facts().into_iter().enumerate() {
        let items = (1..path.segments().len()).map(|n| Path::from(path.segments()[..n].to_vec()));
        for item in items.filter(|item| matches!(item.segments().last(), Some(Segment::Item(_)))) {
            edited.mention(&item).unwrap();
        }
        for claim in edit(index, &path, claims) {
            edited.say(&path, claim).unwrap();
        }
    }
    edited
}

fn lose(facts: &Dossier, losses: &[(usize, Loss)], now: At) -> Dossier {
    let count = facts.facts().len();
    edited(facts, |index, path, claims| {
        let mut claims = claims.to_vec();
        for (_, loss) in losses.iter().filter(|(which, _)| which % count == index) {
            match loss {
                Loss::Removed => claims.clear(),
                Loss::Contradicted => {
                    let against = claims.first().map(|claim| {
                        let mut against = Claim { value: other(path, &claim.value), ..claim.clone() };
                        against.source.by = Some("somebody-else".parse().unwrap());
                        against
                    });
                    claims.extend(against);
                }
                Loss::Aged => claims.iter_mut().for_each(|claim| {
                    claim.observed = claim.observed.min(now.now.saturating_add(Span(-2)));
                    claim.valid_until = Some(now.now.saturating_add(Span(-1)));
                }),
            }
        }
        claims
    })
}

/// Another value the schema allows there.
fn other(path: &Path, value: &Value) -> Value {
    match (value, schema::attribute_at(path).unwrap().takes) {
        (Value::Bool(yes), _) => Value::Bool(!yes),
        (Value::Word(word), schema::Type::Word(words)) => {
            let other = words.iter().copied().find(|other| *other != word.as_str()).unwrap_or("cd/elsewhere");
            Value::Word(other.parse().unwrap())
        }
        (Value::Quantity(q), _) => Value::Quantity(Quantity { n: q.n / 10, ..*q }),
        (Value::Day(day), _) => Value::Day(Day::checked_add(*day, 40).unwrap()),
        (Value::Time(time), _) => Value::Time(time.saturating_add(Span::hours(24 * 90))),
        (value, _) => value.clone(),
    }
}

/// The cleared movement with some facts as they should not be.
fn spoilt(facts: &[usize]) -> Dossier {
    let base = cleared();
    let count = base.facts().len();
    edited(&base, |index, path, claims| {
        let spoil = facts.iter().any(|which| which % count == index);
        let value = |claim: &Claim| if spoil { other(path, &claim.value) } else { claim.value.clone() };
        claims.iter().map(|claim| Claim { value: value(claim), ..claim.clone() }).collect()
    })
}

fn losses(most: usize) -> impl Strategy<Value = Vec<(usize, Loss)>> {
    let loss = prop_oneof![Just(Loss::Removed), Just(Loss::Contradicted), Just(Loss::Aged)];
    prop::collection::vec((0_usize..1000, loss), 1..most)
}

fn obstructing(evaluation: &Evaluation) -> Vec<String> {
    evaluation.refusing().map(|judgement| judgement.rule.id.to_string()).collect()
}

fn verdicts(evaluation: &Evaluation) -> Vec<Verdict> {
    evaluation.rules.iter().map(|judgement| judgement.verdict).collect()
}

#[test]
fn the_movement_these_tests_start_from_clears() {
    let evaluation = evaluate(&book(), &cleared(), &[], noon());
    assert_eq!(obstructing(&evaluation), Vec::<String>::new());
    assert!(evaluation.clears());
    assert!(evaluation.rules.iter().all(|judgement| judgement.verdict == Verdict::Met));
}

#[test]
fn losing_any_single_fact_of_a_cleared_movement_never_makes_a_rule_inapplicable() {
    let (rules, base) = (book(), cleared());
    for index in 0..base.facts().len() {
        for loss in [Loss::Removed, Loss::Contradicted, Loss::Aged] {
            let evaluation = evaluate(&rules, &lose(&base, &[(index, loss)], noon()), &[], noon());
            let inapplicable = evaluation.rules.iter().find(|j| j.verdict == Verdict::NotApplicable);
            assert!(inapplicable.is_none(), "{:?} {loss:?}: {inapplicable:?}", base.facts()[index].0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_rule_that_refuses_still_refuses_when_less_is_known(bad in prop::collection::vec(0_usize..1000, 0..4), losses in losses(6)) {
        let (rules, facts) = (book(), spoilt(&bad));
        let before = evaluate(&rules, &facts, &[], noon());
        let after = evaluate(&rules, &lose(&facts, &losses, noon()), &[], noon());
        for rule in obstructing(&before) {
            prop_assert!(obstructing(&after).contains(&rule), "{rule} let go after {losses:?}");
        }
        prop_assert!(before.clears() || !after.clears());
    }

    #[test]
    fn a_verdict_holds_until_the_moment_it_says(bad in prop::collection::vec(0_usize..1000, 0..3), start in 0_i64..200, part in 0_u32..1000) {
        let (rules, facts) = (book(), spoilt(&bad));
        let at = noon().moved_to(noon().now.saturating_add(Span(start * 43_200_000_000)));
        let first = evaluate(&rules, &facts, &[], at);
        let until = first.valid_until.unwrap_or(model::Instant::MAX);
        prop_assert!(until > at.now);
        let length = until.since(at.now).0 - 1;
        for span in [length / 1000 * i64::from(part), length] {
            let later = evaluate(&rules, &facts, &[], at.moved_to(at.now.saturating_add(Span(span))));
            prop_assert_eq!(verdicts(&later), verdicts(&first));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_fix_shown_clears_now_and_at_departure(bad in prop::collection::vec(0_usize..1000, 0..4), losses in losses(5)) {
        let rules = book();
        let facts = lose(&spoilt(&bad), &losses, noon());
        let fixes = shortest_fix(&rules, &facts, &[], noon());
        let refused = !evaluate(&rules, &facts, &[], noon()).clears();
        let stuck = !fixes.stuck.is_empty() || !fixes.unknown.is_empty();
        prop_assert_eq!(refused, !fixes.options.is_empty() || stuck);
        prop_assert!(fixes.work <= MOST_WORK);
        for fix in &fixes.options {
            for at in moments(&fix.apply(&facts, noon().now), noon()) {
                prop_assert!(evaluate(&rules, &fix.apply(&facts, at.now), &[], at).clears());
            }
            for step in 0..fix.steps.len() {
                let mut fewer = fix.clone();
                fewer.steps.remove(step);
                let all = moments(&fewer.apply(&facts, noon().now), noon());
                let still = all.into_iter().all(|at| evaluate(&rules, &fewer.apply(&facts, at.now), &[], at).clears());
                prop_assert!(!still, "superfluous: {}", fix.steps[step]);
            }
        }
    }
}
