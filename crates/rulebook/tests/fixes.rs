//! The way out: what a fix may do, what it may never do, and that it clears.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod scratch;

use model::{Dossier, Value, Word};
use rulebook::{
    Fixes, RuleSet, Waiver, evaluate,
    fix::{MOST_WORK, moments},
    remedy::Action,
    shortest_fix,
};
use scratch::{facts, instant, noon, rule, rules};
use words::Catalogue;

/// Every fix shown clears, now and at departure; it deletes nothing that was said about what stays in the plan.
fn fixed(rules: &RuleSet, facts: &Dossier, waivers: &[Waiver]) -> Fixes {
    let fixes = shortest_fix(rules, facts, waivers, noon());
    for fix in &fixes.options {
        for at in moments(&fix.apply(facts, noon().now), noon()) {
            let amended = fix.apply(facts, at.now);
            assert!(evaluate(rules, &amended, waivers, at).clears(), "{fix:?} does not clear at {at:?}");
            let dropped: Vec<String> =
                fix.steps.iter().filter_map(|s| s.drops.as_ref()).map(ToString::to_string).collect();
            for (path, claims) in facts.facts() {
                let left = dropped.iter().any(|item| path.to_string().starts_with(item.as_str()));
                assert!(left || amended.claims(&path).starts_with(claims), "{path} lost a claim");
            }
        }
    }
    fixes
}

/// The first fix, a line a step.
fn steps(fixes: &Fixes) -> Vec<String> {
    fixes
        .options
        .first()
        .unwrap_or_else(|| panic!("no way out: {fixes:?}"))
        .steps
        .iter()
        .map(ToString::to_string)
        .collect()
}

const NOTICE: &str = r#"
require = "districts.all(d, d.notice.given && d.accepted && movement.begins_on - d.notice.given_on >= days(7))"
remedy = [[
  { action = "give-notice", for = "d in districts", where = "!d.notice.given", set = { d.notice.given = true, d.notice.given_on = "today" } },
  { action = "obtain-acceptance", for = "d in districts", owner = "district-officer", set = { d.accepted = true } },
  { action = "complete-list", set = { districts.complete = true } },
  { action = "postpone", for = "d in districts", to = "d.notice.given_on + days(7)" },
]]"#;

const ARMOUR: &str = r#"
require = "vehicles.all(v, v.bullet_proof)"
owner = "sponsor"
remedy = [
  [{ action = "obtain-certificate", for = "v in vehicles", set = { v.bullet_proof = true } }],
  [{ action = "replace-vehicle", replace = "v in vehicles", where = "!v.bullet_proof", keep = ["element"], set = { v.bullet_proof = true } }],
]"#;

#[test]
fn each_district_is_told_the_departure_waits_and_nothing_superfluous_is_asked() {
    let set = rules(&[rule("notice", NOTICE)]);
    let plan = facts(
        "[movement]\ndeparts_at = 2026-01-03T06:00:00+05:00\narrives_at = 2026-01-03T10:00:00+05:00\n\
         [[districts]]\nid = 'a'\naccepted = true\nnotice = { given = true, given_on = 2025-12-01 }\n\
         [[districts]]\nid = 'b'\naccepted = false\nnotice = { given = true, given_on = 2025-12-30 }\nenters_at = 2026-01-03T08:00:00+05:00\n\
         [[districts]]\nid = 'c'\n[complete]\ndistricts = true",
    );
    let fixes = fixed(&set, &plan, &[]);
    assert!(fixes.exhaustive && fixes.options.len() == 1);
    assert_eq!(
        steps(&fixes),
        [
            "postpone the departure; then day of departure: 2026-01-08, hour of departure: 2026-01-08T01:00:00Z, \
             planned hour of arrival: 2026-01-08T05:00:00Z, district b: movement enters the area at: 2026-01-08T03:00:00Z",
            "give notice: district c; then early notice given: yes, early notice day: 2026-01-01",
            "obtain acceptance by a named officer: district b; then accepted: yes",
            "obtain acceptance by a named officer: district c; then accepted: yes",
        ]
    );
    let owners: Vec<_> =
        fixes.options[0].steps.iter().map(|step| serde_json::to_value(step.owner).unwrap()).collect();
    assert_eq!(owners, ["duty-officer", "duty-officer", "district-officer", "district-officer"]);
}

#[test]
fn a_movement_that_clears_needs_no_fix() {
    let set = rules(&[rule("r", "require = 'movement.approved'")]);
    let fixes = fixed(&set, &facts("movement.approved = true"), &[]);
    assert!(fixes.options.is_empty() && fixes.exhaustive && fixes.stuck.is_empty());
}

#[test]
fn what_was_found_is_never_overruled_but_the_vehicle_can_be_replaced() {
    let set = rules(&[rule("armour", ARMOUR)]);
    let bus = |claims: &str| {
        facts(&format!(
            "[[vehicles]]\nid = 'bus'\nelement = 'main'\nbullet_proof = {claims}\n[complete]\nvehicles = true"
        ))
    };
    let known = fixed(&set, &bus("false"), &[]);
    assert_eq!(steps(&known), ["replace the vehicle: vehicle bus; then withstands bullets: yes"]);
    let amended = known.options[0].apply(&bus("false"), noon().now);
    let claims = |path: &str| amended.claims(&path.parse().unwrap()).to_vec();
    assert!(claims("vehicles[bus].bullet_proof").is_empty());
    assert_eq!(claims("vehicles[replacement-of-bus].element")[0].value, Value::Word("main".parse().unwrap()));

    let disputed = fixed(&set, &bus("[{ value = true, by = 'lab' }, { value = false, by = 'agency' }]"), &[]);
    assert_eq!(
        steps(&disputed),
        ["have the vehicle examined and certified: vehicle bus; then withstands bullets: yes"]
    );
    let expired = fixed(&set, &bus("{ value = true, observed = 2024-01-01, valid_until = 2025-01-01 }"), &[]);
    assert_eq!(steps(&expired).len(), 1);
}

#[test]
fn a_finding_nobody_can_change_has_no_way_out_and_the_rule_is_named() {
    let body = "require = 'incidents.all(i, !i.closes_route)'\nremedy = [[{ action = 'verify-fact', for = 'i in incidents', set = { i.closes_route = false } }]]";
    let set = rules(&[rule("route", body)]);
    let fixes = fixed(
        &set,
        &facts("incidents = [{ id = 'i', closes_route = true }]\ncomplete = { incidents = true }"),
        &[],
    );
    assert!(fixes.options.is_empty() && fixes.exhaustive);
    assert_eq!(fixes.stuck, ["route".parse::<Word>().unwrap()]);
    assert!(fixes.unknown.is_empty());
    let unknown = fixed(&set, &facts("incidents = [{ id = 'i' }]\ncomplete = { incidents = true }"), &[]);
    assert_eq!(unknown.options.len(), 1);
}

#[test]
fn what_a_postponement_lets_expire_is_renewed_on_the_day_of_departure() {
    let set = rules(&[rule("notice", NOTICE), rule("armour", ARMOUR)]);
    let plan = facts(
        "movement.departs_on = 2026-01-02\ndistricts = [{ id = 'a', accepted = true }]\n\
         vehicles = [{ id = 'bus', bullet_proof = { value = true, valid_until = 2026-01-05 } }]\n\
         complete = { districts = true, vehicles = true }",
    );
    assert_eq!(
        steps(&fixed(&set, &plan, &[])),
        [
            "postpone the departure; then day of departure: 2026-01-08",
            "give notice: district a; then early notice given: yes, early notice day: 2026-01-01",
            "have the vehicle examined and certified: vehicle bus; then withstands bullets: yes, on the day of departure",
        ]
    );
}

#[test]
fn the_latest_of_several_postponements_counts_and_a_standing_period_moves_with_it() {
    let wait = |fact: &str, day: &str| {
        format!(
            "require = \"movement.{fact} >= date('{day}')\"\nremedy = [[{{ action = 'postpone', to = \"date('{day}')\" }}]]"
        )
    };
    let set = rules(&[
        rule("first", &wait("begins_on", "2026-01-04")),
        rule("run", &wait("departs_on", "2026-01-06")),
    ]);
    let plan = facts("movement = { begins_on = 2026-01-02, ends_on = 2026-01-20, departs_on = 2026-01-03 }");
    let found = steps(&fixed(&set, &plan, &[]));
    assert_eq!(
        found,
        [
            "postpone the departure; then day of departure: 2026-01-06, first day of the movement: 2026-01-06, last day of the standing period: 2026-01-24"
        ]
    );
}

#[test]
fn of_two_commanders_one_is_relieved_and_where_there_is_none_one_is_appointed() {
    let body = r#"
require = "size(commanders) == 1 && commanders.all(c, c.duty == 'commander')"
remedy = [
  [{ action = "relieve-commander", remove = "c in commanders" }],
  [{ action = "appoint-commander", add = "c in commanders", set = { c.duty = "'commander'" } }],
]"#;
    let set = rules(&[rule("one", body)]);
    let with = |items: &str| facts(&format!("commanders = [{items}]\ncomplete = {{ commanders = true }}"));
    let two = with("{ id = 'a', duty = 'commander' }, { id = 'b', duty = 'commander' }");
    assert_eq!(steps(&fixed(&set, &two, &[])), ["relieve a commander, so that one commands: commander a"]);
    assert_eq!(
        steps(&fixed(&set, &with(""), &[])),
        ["appoint a commander: commander new; then duty: commander"]
    );
}

#[test]
fn the_fewest_acts_come_first_and_other_ways_out_follow() {
    let body = r#"
require = "movement.approved && movement.manifest_given || movement.inter_city"
remedy = [
  [{ action = "obtain-approval", set = { movement.approved = true } }, { action = "give-manifest", set = { movement.manifest_given = true } }],
  [{ action = "change-plan", set = { movement.inter_city = true } }],
]"#;
    let fixes = fixed(&rules(&[rule("r", body)]), &facts(""), &[]);
    let actions: Vec<Vec<Action>> =
        fixes.options.iter().map(|fix| fix.steps.iter().map(|step| step.action).collect()).collect();
    assert_eq!(actions, [vec![Action::ChangePlan], vec![Action::ObtainApproval, Action::GiveManifest]]);
    assert!(fixes.exhaustive);
}

#[test]
fn one_act_that_mends_two_rules_is_one_step_and_names_both() {
    let body = "require = 'movement.approved'";
    let set = rules(&[rule("r", body), rule("s", body)]);
    let fixes = fixed(&set, &facts(""), &[]);
    assert_eq!(fixes.options[0].steps.len(), 1);
    assert_eq!(fixes.options[0].steps[0].mends, ["r", "s"].map(|id| id.parse::<Word>().unwrap()));
    let json = serde_json::to_value(&fixes).unwrap();
    assert_eq!(json["options"][0][0]["sets"][0]["value"], true);
    assert_eq!(json["options"][0][0]["text"], "obtain the approval; then movement approved beforehand: yes");
}

#[test]
fn a_rule_that_the_first_fix_breaks_joins_with_its_own_remedy() {
    let set = rules(&[
        rule("armour", ARMOUR),
        rule(
            "hire",
            "require = \"vehicles.all(v, v.hired_as != 'taxi')\"\nremedy = [[{ action = 'verify-fact', for = 'v in vehicles', set = { v.hired_as = \"'none'\" } }]]",
        ),
    ]);
    let plan = facts(
        "vehicles = [{ id = 'bus', bullet_proof = false, hired_as = 'none' }]\ncomplete = { vehicles = true }",
    );
    assert_eq!(
        steps(&fixed(&set, &plan, &[])),
        [
            "replace the vehicle: vehicle bus; then withstands bullets: yes",
            "establish the fact: vehicle replacement-of-bus; then public hire: none",
        ]
    );
}

#[test]
fn an_unexpired_waiver_counts_and_one_that_ends_before_departure_does_not() {
    let waivable = "require = 'movement.approved'\neffect = { refuse_unless_waived_by = 'authority' }";
    let set = rules(&[
        rule("r", waivable),
        rule(
            "s",
            "require = 'movement.manifest_given'\nremedy = [[{ action = 'give-manifest', set = { movement.manifest_given = true } }]]",
        ),
    ]);
    let plan = facts("movement.departs_at = 2026-01-03T06:00:00+05:00");
    let waived = |expires: &str| {
        let waiver = Waiver {
            rule: "r".parse().unwrap(),
            by: model::party::Role::Authority,
            expires: instant(expires),
        };
        steps(&fixed(&set, &plan, &[waiver]))
    };
    assert_eq!(waived("2026-01-04T00:00:00Z"), ["give the manifest; then manifest given: yes"]);
    assert_eq!(waived("2026-01-02T00:00:00Z").len(), 2);
}

#[test]
fn one_act_that_mends_three_rules_is_found_though_each_has_an_act_of_its_own() {
    let set = rules(&[
        rule("a", "require = 'movement.approved || movement.manifest_given'"),
        rule(
            "b",
            "require = 'movement.ticket_verified || movement.manifest_given'\nremedy = [[{ action = 'verify-ticket', set = { movement.ticket_verified = true } }]]",
        ),
        rule(
            "c",
            "require = 'movement.manifest_given || movement.approved && movement.ticket_verified'\nremedy = [[{ action = 'give-manifest', set = { movement.manifest_given = true } }]]",
        ),
    ]);
    let fixes = fixed(&set, &facts(""), &[]);
    assert!(fixes.exhaustive);
    assert_eq!(steps(&fixes), ["give the manifest; then manifest given: yes"]);
}

#[test]
fn a_rule_nobody_can_judge_for_want_of_facts_is_told_from_one_that_was_found_breached() {
    let set = rules(&[
        rule("found", "require = '!movement.inter_city'"),
        rule("unknown", "require = \"movement.kind == 'single'\""),
        rule("mended", "require = 'movement.approved'"),
    ]);
    let fixes = fixed(&set, &facts("movement.inter_city = true"), &[]);
    assert!(fixes.options.is_empty());
    assert_eq!(fixes.stuck, ["found".parse::<Word>().unwrap()]);
    assert_eq!(fixes.unknown, ["unknown".parse::<Word>().unwrap()]);
}

/// Rules each with two remedies that nobody can take, since each needs a fact that nobody knows: every one of
/// the 2^40 candidates is blocked, and none is ever evaluated.
#[test]
fn a_movement_of_which_nothing_is_known_is_answered_within_the_bound() {
    let blocked = "require = \"movement.departs_on - movement.begins_on >= days(1)\"\nremedy = [\n  \
        [{ action = 'brief', set = { movement.begins_on = \"movement.ends_on - days(1)\" } }],\n  \
        [{ action = 'brief', set = { movement.begins_on = \"movement.ends_on - days(2)\" } }],\n]";
    let many: Vec<String> = (0..40).map(|n| rule(&format!("r{n}"), blocked)).collect();
    let fixes = fixed(&rules(&many), &facts(""), &[]);
    assert!(fixes.options.is_empty() && !fixes.exhaustive);
    assert!(fixes.work <= MOST_WORK, "{}", fixes.work);
    assert_eq!(fixes.unknown.len(), 40);
}

#[test]
fn a_postponement_moves_the_hour_and_the_day_that_was_said_otherwise() {
    let body = "require = \"movement.departs_on >= date('2026-01-06')\"\nremedy = [[{ action = 'postpone', to = \"date('2026-01-06')\" }]]";
    let plan = facts("movement = { departs_at = 2026-01-03T06:00:00+05:00, departs_on = 2026-01-04 }");
    assert_eq!(
        steps(&fixed(&rules(&[rule("wait", body)]), &plan, &[])),
        [
            "postpone the departure; then day of departure: 2026-01-06, hour of departure: 2026-01-06T01:00:00Z"
        ]
    );
}

#[test]
fn who_sits_in_a_vehicle_is_not_talked_away() {
    let body = "require = 'vehicles.all(v, !v.carries_principals)'\nremedy = [[{ action = 'change-plan', for = 'v in vehicles', set = { v.carries_principals = false } }]]";
    let set = rules(&[rule("nobody", body)]);
    let plan = |seat: &str| {
        facts(&format!(
            "principals = [{{ id = 'p', vehicle = '{seat}' }}]\nvehicles = [{{ id = 'car' }}]\ncomplete = {{ vehicles = true }}"
        ))
    };
    assert_eq!(fixed(&set, &plan("bus"), &[]).options.len(), 1);
    assert!(fixed(&set, &plan("car"), &[]).options.is_empty());
}

/// Rules as a rulebook may order them: who vouches comes before what changes the list, a notice before its answer.
fn out_of_order() -> RuleSet {
    rules(&[
        rule(
            "vouched",
            "require = 'vehicles.all(v, v.bullet_proof) && commanders.all(c, true) && districts.all(d, d.accepted && d.notice.given)'\nremedy = [[{ action = 'complete-list', set = { vehicles.complete = true } }, { action = 'complete-list', set = { commanders.complete = true } }, { action = 'complete-list', set = { districts.complete = true } }]]",
        ),
        rule(
            "accepted",
            "require = 'districts.all(d, d.accepted)'\nremedy = [[{ action = 'obtain-acceptance', for = 'd in districts', set = { d.accepted = true } }]]",
        ),
        rule(
            "told",
            "require = 'districts.all(d, d.notice.given)'\nremedy = [[{ action = 'give-notice', for = 'd in districts', set = { d.notice.given = true } }]]",
        ),
        rule("approved", "require = 'movement.approved'"),
        rule("armour", ARMOUR),
        rule(
            "commander",
            "require = \"commanders.exists(c, c.duty == 'commander')\"\nremedy = [[{ action = 'appoint-commander', add = 'c in commanders', set = { c.duty = \"'commander'\" } }]]",
        ),
    ])
}

#[test]
fn steps_come_in_the_order_in_which_people_take_them() {
    let plan = facts("districts = [{ id = 'a' }]\nvehicles = [{ id = 'bus', bullet_proof = false }]");
    assert_eq!(
        steps(&fixed(&out_of_order(), &plan, &[])),
        [
            "replace the vehicle: vehicle bus; then withstands bullets: yes",
            "appoint a commander: commander new; then duty: commander",
            "obtain the approval; then movement approved beforehand: yes",
            "give notice: district a; then early notice given: yes",
            "obtain acceptance by a named officer: district a; then accepted: yes",
            "have somebody vouch that the list is complete: vehicles",
            "have somebody vouch that the list is complete: commanders",
            "have somebody vouch that the list is complete: districts",
        ]
    );
}

/// Both rules appoint somebody; the second person has both duties, so the first is not needed.
#[test]
fn who_is_new_has_the_first_free_name_though_another_was_taken_out_again() {
    let appoint = |require: &str, set: &str| {
        format!(
            "require = \"{require}\"\nremedy = [[{{ action = 'appoint-commander', add = 'c in commanders', set = {{ {set} }} }}]]"
        )
    };
    let duty = "c.duty = \"'commander'\"";
    let set = rules(&[
        rule("one", &appoint("commanders.exists(c, c.duty == 'commander')", duty)),
        rule(
            "two",
            &appoint(
                "commanders.exists(c, c.duty == 'commander' && c.briefed_on == today)",
                &format!("{duty}, c.briefed_on = 'today'"),
            ),
        ),
    ]);
    let named = |taken: &str| steps(&fixed(&set, &facts(taken), &[]));
    assert_eq!(
        named(""),
        ["appoint a commander: commander new; then duty: commander, day last briefed: 2026-01-01"]
    );
    assert_eq!(
        named("commanders = [{ id = 'new', duty = 'guard' }]"),
        ["appoint a commander: commander new-2; then duty: commander, day last briefed: 2026-01-01"]
    );
}

#[test]
fn where_nobody_says_where_it_goes_it_is_taken_to_go_where_the_rule_applies() {
    let set = rules(&[
        rule("here", "require = 'movement.approved'\narea = 'pk/kp'"),
        rule("abroad", "require = '!movement.inter_city'\narea = 'cd'"),
    ]);
    let plan = facts("movement = { inter_city = true }\ndistricts = [{ id = 'a' }]");
    assert_eq!(
        steps(&fixed(&set, &plan, &[])),
        [
            "establish the fact; then area of the movement: pk/kp (taken to be there: if it is elsewhere, say so, and ask again)",
            "establish the fact: district a; then area answered for: pk/kp (taken to be there: if it is elsewhere, say so, and ask again)",
            "obtain the approval; then movement approved beforehand: yes",
        ]
    );
}

#[test]
fn a_rule_is_never_got_around_by_saying_that_the_movement_is_elsewhere() {
    let set = rules(&[rule("here", "require = '!movement.inter_city'\narea = 'pk/kp'")]);
    for plan in ["", "area = 'pk'"] {
        let plan = facts(&format!("[movement]\ninter_city = true\n{plan}\n[[districts]]\nid = 'a'"));
        let fixes = fixed(&set, &plan, &[]);
        assert!(fixes.options.is_empty(), "{fixes:?}");
    }
}

#[test]
fn a_remedy_names_the_facts_and_lists_it_is_about_and_says_nothing_twice() {
    let body = r#"
require = "vehicles.all(v, v.ballistic.all(c, c.identity == v.identity))"
remedy = [[
  { action = "verify-fact", for = "v in vehicles", set = { v.identity = "'C-1'" } },
  { action = "verify-fact", for = "v in vehicles, c in v.ballistic", set = { c.identity = "v.identity" } },
  { action = "complete-list", for = "v in vehicles", set = { v.ballistic.complete = true } },
  { action = "postpone", to = "today" },
  { action = "postpone", to = "today + days(1)" },
]]"#;
    let set = rules(&[rule("identity", body)]);
    let remedies = set.rules().flat_map(|rule| &rule.remedies);
    let remedies: Vec<_> = remedies.map(|remedy| remedy.acts(Catalogue::english())).collect();
    assert_eq!(
        remedies,
        [[
            "establish the fact: chassis number (vehicles), \
             chassis number on the certificate (vehicles, examinations against bullets)",
            "have somebody vouch that the list is complete: examinations against bullets (vehicles)",
            "postpone the departure",
        ]]
    );
}
