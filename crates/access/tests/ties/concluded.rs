//! What is concluded from facts, for those who are not shown them all.

use super::*;

fn ruling(room: &Room, who: &Viewer, movement: MovementId) -> Option<RulingView> {
    let rules = room.shelf.rules(&room.state.pinned).unwrap();
    let (facts, at) = (
        conduct::dossier(&room.state, room.get(movement)).unwrap(),
        At { now: room.now, offset: room::OFFSET },
    );
    let evaluation = rulebook::evaluate(&rules, &facts, &[], at);
    let fixes = rulebook::shortest_fix(&rules, &facts, &[], at);
    let sight = sight(room, who, movement, room.now).unwrap();
    RulingView::of(&evaluation, Some(&fixes), &sight, room.now, words::Catalogue::english())
}

#[test]
fn a_sponsor_is_told_every_verdict_and_the_reasons_of_those_that_read_what_it_sees() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    room.report(it, vec![state("vehicles[car].bullet_proof", "true")]);
    let ruling = ruling(&room, &viewer(Role::Sponsor, "spu", None, &[]), it).unwrap();
    let told: Vec<_> = ruling
        .rules
        .iter()
        .map(|rule| (rule.id.as_str(), rule.reason.is_some(), !rule.facts.is_empty()))
        .collect();
    let (parties, picture) = (("accepted", false, false), ("no-red", false, false));
    assert_eq!(told, [parties, ("seven-days", false, false), ("armour", true, true), picture]);
}

/// A rule whose way out is about what a sponsor is not shown.
const CLOSURES: &str = r#"
[rulebook]
id = "test"
title = "t"
[sources]
T = "test"
[[rule]]
id = "closures"
title = "closures"
require = "incidents.all(i, !i.closes_route)"
effect = "refuse"
owner = "duty-officer"
source = ["T"]
basis = "source"
remedy = [[{ action = "complete-list", set = { incidents.complete = true } }]]
[[rule.example]]
name = "met"
expect = "met"
[rule.example.facts.complete]
incidents = true
[[rule.example]]
name = "breached"
expect = "breached"
[[rule.example.facts.incidents]]
id = "i"
closes_route = true
[[rule.example]]
name = "unproved"
expect = "unproved"
[rule.example.facts]
movement = { inter_city = true }
"#;

#[test]
fn a_way_out_says_who_does_what_to_all_who_see_rulings_and_where_to_those_who_are_shown_it() {
    let rules = rulebook::Rulebook::read("test.toml", CLOSURES.as_bytes())
        .unwrap_or_else(|faults| panic!("{faults}"));
    let mut room = Room::with(conduct::World::Actual, std::sync::Arc::new(rules));
    let it = room.request("SC-1", USUAL_ORDER);
    // Now, and again on the day of departure: a feed is believed for a day.
    let said = |role| {
        let steps = ruling(&room, &viewer(role, "spu", None, &[]), it).unwrap().way_out;
        assert!(steps.iter().all(|step| step.action == "complete-list" && step.owner == Role::DutyOfficer));
        steps.into_iter().map(|step| step.text).collect::<Vec<_>>()
    };
    let (whole, veiled) = (said(Role::DutyOfficer), said(Role::Sponsor));
    assert!(whole.len() == 2 && whole.iter().all(|text| text.contains("incidents")), "{whole:?}");
    let says_what = |text: &String| !text.is_empty() && !text.contains("incidents");
    assert!(veiled.len() == 2 && veiled.iter().all(says_what), "{veiled:?}");
}

#[test]
fn who_is_told_of_rules_is_shown_the_schedule_their_reasons_name() {
    // A rule that is not in force names the day it would have to be: no fact of its own says so.
    let ties = [Tie::Room, Tie::Sponsor, Tie::Command, Tie::Passenger, Tie::Case, Tie::Partner];
    let mut room = Room::usual();
    let it = room.under_way("SC-1");
    for tie in ties {
        let parts = access::parts(&room.state, &tie, room.get(it).into(), room.now);
        assert!(!parts.contains(&Part::Ruling) || parts.contains(&Part::Schedule), "{tie:?}");
    }
}
