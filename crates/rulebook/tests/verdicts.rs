//! Which verdict a rule gets: where and when it applies, waivers, what follows from certificates.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod scratch;

use model::party::Role;
use rulebook::{RuleSet, Verdict, Waiver, evaluate};
use scratch::{at, facts, instant, noon, rule, rules, verdict};

fn judged(body: &str, text: &str) -> Verdict {
    verdict(&evaluate(&rules(&[rule("r", body)]), &facts(text), &[], noon()), "r")
}

#[test]
fn a_rule_is_met_breached_or_unproved() {
    let body = "require = 'movement.approved'";
    assert_eq!(judged(body, "movement.approved = true"), Verdict::Met);
    assert_eq!(judged(body, "movement.approved = false"), Verdict::Breached);
    assert_eq!(judged(body, ""), Verdict::Unproved);
}

#[test]
fn its_case_may_be_given_or_not_or_unknown() {
    let body = "when = \"movement.kind == 'single'\"\nrequire = 'movement.approved'";
    assert_eq!(judged(body, "movement.kind = 'urgent'"), Verdict::NotApplicable);
    assert_eq!(judged(body, "movement.approved = true"), Verdict::Unproved);
    assert_eq!(judged(body, "movement = { kind = 'single', approved = true }"), Verdict::Met);
}

#[test]
fn a_rule_without_an_outcome_is_unproved_and_defective() {
    let body = "require = 'movement.departs_on + days(99999) > today'";
    let evaluation =
        evaluate(&rules(&[rule("r", body)]), &facts("movement.departs_on = 2026-01-02"), &[], noon());
    assert_eq!(verdict(&evaluation, "r"), Verdict::Unproved);
    assert!(evaluation.get("r").unwrap().reason.to_string().contains("the rule is defective"));
}

#[test]
fn it_is_the_day_of_departure_that_counts() {
    let body = "require = 'movement.approved'\neffective = { from = 2026-01-05, to = 2026-01-31 }";
    let on = |day: &str| judged(body, &format!("movement = {{ approved = true, departs_on = {day} }}"));
    assert_eq!(on("2026-01-04"), Verdict::NotApplicable);
    assert_eq!(on("2026-01-05"), Verdict::Met);
    assert_eq!(on("2026-02-01"), Verdict::NotApplicable);
    let at_an_hour = "movement = { approved = true, departs_at = 2026-01-05T00:30:00+05:00 }";
    assert_eq!(judged(body, at_an_hour), Verdict::Met, "the local day of an hour");
    assert_eq!(judged(body, "movement.approved = true"), Verdict::Unproved, "it may depart on any day");
    let over = body.replace("2026-01-05", "2025-01-05").replace("2026-01-31", "2025-12-31");
    assert_eq!(judged(&over, "movement.approved = true"), Verdict::NotApplicable);
}

#[test]
fn a_rule_is_left_out_only_where_the_movement_is_known_to_be_elsewhere() {
    let body = "require = 'movement.approved'\narea = 'pk/kp/shangla'";
    let in_area = |text: &str| judged(body, &format!("movement.approved = true\n{text}"));
    let district = |area: &str| format!("districts = [{{ id = 'd', area = '{area}' }}]");
    let vouched = "complete = { districts = true, sites = true }";
    assert_eq!(in_area("movement.area = 'pk/kp/shangla/besham'"), Verdict::Met);
    assert_eq!(in_area("movement.area = 'pk/punjab'"), Verdict::NotApplicable);
    assert_eq!(in_area(""), Verdict::Unproved);
    assert_eq!(in_area(&format!("movement.area = 'pk'\n{}", district("pk/kp/shangla"))), Verdict::Met);
    assert_eq!(in_area(&format!("movement.area = 'pk'\n{}", district("pk/kp/swat"))), Verdict::Unproved);
    assert_eq!(
        in_area(&format!("movement.area = 'pk'\n{}\n{vouched}", district("pk/kp/swat"))),
        Verdict::NotApplicable
    );
    assert_eq!(in_area(&format!("movement.area = 'pk'\n{}\n{vouched}", district("pk"))), Verdict::Unproved);
    let nameless = "movement.area = 'pk/punjab'\ndistricts = [{ id = 'd' }]";
    assert_eq!(in_area(nameless), Verdict::Unproved, "a district whose area nobody says");
    let site = "movement.area = 'pk/punjab'\nsites = [{ id = 's', area = 'pk/kp/shangla' }]";
    assert_eq!(in_area(site), Verdict::Met);
}

#[test]
fn a_waiver_covers_one_rule_by_the_role_allowed_until_it_expires() {
    let set = rules(&[
        rule("r", "require = 'movement.approved'\neffect = { refuse_unless_waived_by = 'authority' }"),
        rule("s", "require = 'movement.inter_city'"),
    ]);
    let facts = facts("movement = { approved = false, inter_city = true }");
    let waiver =
        |rule: &str, by, expires: &str| Waiver { rule: rule.parse().unwrap(), by, expires: instant(expires) };
    let with = |waiver| evaluate(&set, &facts, &[waiver], noon());
    let good = with(waiver("r", Role::Authority, "2026-01-02T00:00:00Z"));
    assert!(good.clears());
    let judgement = good.get("r").unwrap();
    assert_eq!((judgement.verdict, judgement.underlying), (Verdict::Waived, Verdict::Breached));
    assert_eq!(good.valid_until, Some(instant("2026-01-02T00:00:00Z")));
    assert!(!with(waiver("r", Role::Sponsor, "2026-01-02T00:00:00Z")).clears(), "another role");
    assert!(!with(waiver("s", Role::Authority, "2026-01-02T00:00:00Z")).clears(), "another rule");
    assert!(!with(waiver("r", Role::Authority, "2026-01-01T07:00:00Z")).clears(), "expires this moment");
    let not_waivable = rules(&[rule("r", "require = 'movement.approved'")]);
    let waivers = [waiver("r", Role::Authority, "2026-01-02T00:00:00Z")];
    assert!(!evaluate(&not_waivable, &facts, &waivers, noon()).clears());
}

#[test]
fn where_nothing_is_proved_nothing_is_cleared() {
    let facts = facts("movement = { approved = true, area = 'pk' }");
    assert!(!evaluate(&RuleSet::default(), &facts, &[], noon()).clears());
    let elsewhere = rules(&[rule("r", "require = 'movement.approved'\narea = 'cd'")]);
    assert!(!evaluate(&elsewhere, &facts, &[], noon()).clears());
    let warning = rules(&[rule("r", "require = 'movement.approved'\neffect = 'warn'")]);
    assert!(!evaluate(&warning, &facts, &[], noon()).clears());
    assert!(evaluate(&rules(&[rule("r", "require = 'movement.approved'")]), &facts, &[], noon()).clears());
}

#[test]
fn a_warning_never_refuses() {
    let set = rules(&[
        rule("r", "require = 'movement.approved'"),
        rule("w", "require = 'movement.inter_city'\neffect = 'warn'"),
    ]);
    let evaluation = evaluate(&set, &facts("movement.approved = true"), &[], noon());
    assert_eq!(verdict(&evaluation, "w"), Verdict::Unproved);
    assert!(evaluation.clears());
}

#[test]
fn a_day_of_departure_that_is_not_that_of_its_hour_is_contradicted() {
    let on_the_third = |movement: &str| {
        judged(
            "require = \"movement.departs_on == date('2026-01-03')\"",
            &format!("movement = {{ {movement} }}"),
        )
    };
    let hour = "departs_at = 2026-01-03T06:00:00+05:00";
    assert_eq!(on_the_third(hour), Verdict::Met);
    assert_eq!(on_the_third(&format!("{hour}, departs_on = 2026-01-03")), Verdict::Met);
    assert_eq!(on_the_third(&format!("{hour}, departs_on = 2026-01-04")), Verdict::Unproved);
}

#[test]
fn an_evaluation_says_until_when_it_holds() {
    let set = rules(&[rule("r", "require = 'movement.approved && movement.departs_at - now >= hours(72)'")]);
    let text = "movement = { approved = { value = true, valid_until = 2026-01-04T00:00:00Z }, departs_at = 2026-01-06T12:00:00+05:00 }";
    let facts = facts(text);
    let first = evaluate(&set, &facts, &[], noon());
    assert!(first.clears());
    assert_eq!(first.valid_until, Some(instant("2026-01-03T07:00:00.000001Z")));
    assert!(evaluate(&set, &facts, &[], at("2026-01-03T07:00:00Z")).clears());
    assert!(!evaluate(&set, &facts, &[], at("2026-01-03T07:00:00.000001Z")).clears());
}

#[test]
fn json_has_what_the_command_line_promises() {
    let set = rules(&[rule(
        "r",
        "require = 'movement.approved'\neffect = { refuse_unless_waived_by = 'authority' }",
    )]);
    let evaluation = evaluate(
        &set,
        &facts("movement.approved = { value = false, by = 'dpo', valid_until = 2026-01-04T00:00:00Z }"),
        &[],
        noon(),
    );
    let json = serde_json::to_value(&evaluation).unwrap();
    assert_eq!(json["valid_until"], "2026-01-04T00:00:00Z");
    let first = &json["rules"][0];
    assert_eq!(first["id"], "r");
    assert_eq!(first["verdict"], "breached");
    assert_eq!(first["effect"]["refuse_unless_waived_by"], "authority");
    assert_eq!(first["reason"], "movement approved beforehand: no");
    assert_eq!(first["owner"], "duty-officer");
    assert_eq!(first["source"][0]["text"], "a source");
    assert_eq!(first["remedy"][0][0]["action"], "obtain-approval");
    let claim = &first["facts"][0]["claims"][0];
    assert_eq!(
        (&claim["value"], &claim["source"], &claim["by"]),
        (&false.into(), &"S".into(), &"dpo".into())
    );
    assert_eq!(claim["observed"], "2026-01-01T07:00:00Z");
}
