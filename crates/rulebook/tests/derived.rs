//! What follows from the facts before any rule reads them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod scratch;

use rulebook::{Verdict, evaluate};
use scratch::{at, facts, instant, noon, rule, rules, try_facts, verdict};

fn judged(body: &str, text: &str) -> Verdict {
    judged_at(body, text, noon())
}

fn judged_at(body: &str, text: &str, at: rulebook::At) -> Verdict {
    verdict(&evaluate(&rules(&[rule("r", body)]), &facts(text), &[], at), "r")
}

#[test]
fn a_certificate_speaks_for_the_vehicle_it_names_and_covers() {
    let armoured = |certificates: &str| {
        let text = format!(
            "[[vehicles]]\nid = 'bus'\nidentity = 'C-1'\nballistic = [{certificates}]\n[complete]\nvehicles = true"
        );
        judged("require = 'vehicles.all(v, v.bullet_proof)'", &text)
    };
    let good = "{ id = 'a', issuer = 'lab', protects = true, covers = 'vehicle', identity = 'C-1' }";
    assert_eq!(armoured(good), Verdict::Met);
    assert_eq!(armoured(""), Verdict::Unproved);
    assert_eq!(armoured(&good.replace("C-1", "C-2")), Verdict::Unproved, "of another vehicle");
    assert_eq!(armoured(&good.replace("'vehicle'", "'glazing'")), Verdict::Unproved, "its glazing only");
    assert_eq!(
        armoured("{ id = 'a', issuer = 'lab', protects = true, identity = 'C-1' }"),
        Verdict::Unproved,
        "unknown cover"
    );
    let bad = "{ id = 'b', issuer = 'agency-2', protects = false }";
    assert_eq!(armoured(bad), Verdict::Breached);
    assert_eq!(armoured(&format!("{good}, {bad}")), Verdict::Unproved, "a contradiction is not proof");
    assert_eq!(
        armoured(&format!("{good}, {}", bad.replace("agency-2", "lab"))),
        Verdict::Breached,
        "one laboratory, one moment: the no counts"
    );
    let expired = good
        .replace("true", "{ value = true, valid_until = 2026-01-01T12:00:00+05:00, observed = 2025-01-01 }");
    assert_eq!(armoured(&expired), Verdict::Unproved);
}

#[test]
fn a_certificate_proves_only_what_is_known_to_be_the_same_vehicle() {
    let armoured = |identity: &str, certificate: &str| {
        let text = format!(
            "[[vehicles]]\nid = 'bus'\n{identity}\nballistic = [{{ id = 'a', issuer = 'lab', covers = 'vehicle', {certificate} }}]\n[complete]\nvehicles = true"
        );
        judged("require = 'vehicles.all(v, v.bullet_proof)'", &text)
    };
    let chassis = "identity = 'AB-12-c'";
    assert_eq!(armoured(chassis, "protects = true, identity = 'ab12C'"), Verdict::Met, "as people write");
    assert_eq!(armoured(chassis, "protects = true"), Verdict::Unproved, "which vehicle was examined?");
    assert_eq!(armoured("", "protects = true, identity = 'ab12C'"), Verdict::Unproved, "which one is this?");
    assert_eq!(armoured(chassis, "protects = false"), Verdict::Breached, "not known to be another");
    assert_eq!(armoured("", "protects = false, identity = 'ab12C'"), Verdict::Breached);
    assert_eq!(armoured(chassis, "protects = false, identity = 'ab13C'"), Verdict::Unproved, "another");
}

#[test]
fn a_vehicle_in_which_a_principal_sits_carries_principals_whatever_is_said() {
    let unarmoured_carries_none = |vehicle: &str, seat: &str| {
        let text = format!(
            "principals = [{{ id = 'p', {seat} }}]\nvehicles = [{{ id = 'car', {vehicle} }}]\ncomplete = {{ vehicles = true }}"
        );
        judged("require = 'vehicles.all(v, !v.carries_principals)'", &text)
    };
    assert_eq!(unarmoured_carries_none("carries_principals = false", "duty = 'principal'"), Verdict::Met);
    assert_eq!(unarmoured_carries_none("carries_principals = false", "vehicle = 'bus'"), Verdict::Met);
    assert_eq!(unarmoured_carries_none("carries_principals = false", "vehicle = 'car'"), Verdict::Unproved);
    assert_eq!(unarmoured_carries_none("plate = 'X'", "vehicle = 'car'"), Verdict::Breached);
}

#[test]
fn rules_and_certificates_compare_chassis_numbers_in_one_spelling() {
    let same = "require = 'vehicles.all(v, v.ballistic.all(c, c.identity == v.identity))'";
    let vouched = "complete = { vehicles = true }";
    let text = |is: &str, named: &str| {
        format!(
            "{vouched}\nvehicles = [{{ id = 'bus', identity = {is}, complete = {{ ballistic = true }}, ballistic = [{{ id = 'a', identity = {named} }}] }}]"
        )
    };
    assert_eq!(judged(same, &text("'AB-12-c'", "'ab12C'")), Verdict::Met);
    assert_eq!(judged(same, &text("'AB-12-c'", "'ab13C'")), Verdict::Breached);
    assert_eq!(judged(same, &text("'-'", "'-'")), Verdict::Met, "nothing but a hyphen stays one");
    let two = "[{ value = 'AB-12', by = 'clerk' }, { value = 'ab12', by = 'driver' }]";
    assert_eq!(judged(same, &text(two, "'AB12'")), Verdict::Met, "they do not contradict each other");
}

#[test]
fn a_feed_that_is_vouched_for_without_an_end_is_believed_for_a_day() {
    for (list, body) in [
        ("incidents", "incidents.all(i, !i.closes_route)"),
        ("alerts", "alerts.all(a, a.level != 'red')"),
        ("sightings", "sightings.all(s, s.reported)"),
        ("silences", "silences.all(s, s.voice_schedule)"),
    ] {
        let body = format!("require = \"{body}\"");
        let seen = |more: &str| {
            format!("complete.{list} = {{ value = true, observed = 2025-12-31T12:00:00+05:00{more} }}")
        };
        let just_before = at("2026-01-01T11:59:59+05:00");
        assert_eq!(judged_at(&body, &seen(""), just_before), Verdict::Met, "{list}");
        assert_eq!(judged(&body, &seen("")), Verdict::Unproved, "{list}: a day old");
        let until = ", valid_until = 2026-01-01T13:00:00+05:00";
        assert_eq!(judged(&body, &seen(until)), Verdict::Met, "{list}: somebody says until when");
        let evaluation = evaluate(&rules(&[rule("r", &body)]), &facts(&seen("")), &[], just_before);
        assert_eq!(evaluation.valid_until, Some(instant("2026-01-01T12:00:00+05:00")), "{list}");
    }
    let planned = "complete.halts = { value = true, observed = 2025-01-01 }";
    assert_eq!(judged("require = 'halts.all(h, h.after < hours(2))'", planned), Verdict::Met, "no feed");
}

#[test]
fn a_feed_does_not_hide_what_is_in_it_when_it_has_aged() {
    let text = "complete.incidents = { value = true, observed = 2025-01-01 }\nincidents = [{ id = 'i', closes_route = true }]";
    assert_eq!(judged("require = 'incidents.all(i, !i.closes_route)'", text), Verdict::Breached);
}

#[test]
fn whether_a_principal_sits_in_a_listed_vehicle_is_known_where_seat_and_list_are() {
    let body = "require = 'principals.all(p, p.seated_in_listed_vehicle)'";
    let seated = |seat: &str, vehicles: &str, complete: &str| {
        judged(
            body,
            &format!(
                "principals = [{{ id = 'p'{seat} }}]\nvehicles = {vehicles}\ncomplete = {{ principals = true{complete} }}"
            ),
        )
    };
    let (all, car) = (", vehicles = true", "[{ id = 'car' }]");
    assert_eq!(seated(", vehicle = 'car'", car, ""), Verdict::Met);
    assert_eq!(seated(", vehicle = 'bus'", car, all), Verdict::Breached);
    assert_eq!(seated(", vehicle = 'bus'", car, ""), Verdict::Unproved, "it may be one nobody listed");
    assert_eq!(seated("", car, all), Verdict::Unproved, "nobody said where");
    let two = ", vehicle = [{ value = 'car', by = 'a' }, { value = 'bus', by = 'b' }]";
    assert_eq!(seated(two, car, all), Verdict::Unproved, "a contradiction is not proof");
    assert_eq!(seated(", vehicle = 'car'", "[]", all), Verdict::Breached, "no vehicles at all");
    let said = ", vehicle = 'bus', seated_in_listed_vehicle = { value = true, by = 'sponsor' }";
    assert_eq!(seated(said, car, all), Verdict::Unproved, "saying so does not make it so");
}

#[test]
fn nobody_speaks_in_the_name_of_what_is_derived() {
    for (text, place) in [
        ("vehicles = [{ id = 'car', carries_principals = { value = false, by = 'seating' } }]", "1:"),
        ("[movement]\nby = 'departs-at:S'\ndeparts_on = 2026-01-02", "2:6"),
        ("\n[movement]\napproved = { value = true, by = 'fix' }", "3:"),
    ] {
        let faults = try_facts(text).unwrap_err().to_string();
        assert!(faults.contains(&format!("facts.toml:{place}")), "{faults}");
        assert!(faults.contains("nobody speaks under it"), "{faults}");
    }
}
