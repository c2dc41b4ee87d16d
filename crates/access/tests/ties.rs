//! Who has to do with a movement, and from when on: each boundary exactly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

#[path = "../../conduct/tests/room/mod.rs"]
mod room;

use access::{
    Part, Tie, Viewer,
    view::{self, HappenedView, MovementView, RulingView, Sight, Texts},
};
use conduct::{Act, Artefacts as _, State, What};
use model::{
    Instant, Span,
    id::{MovementId, PersonId, TextId},
    party::{Actor, Role},
};
use rulebook::At;
use uuid::Uuid;

use room::{Room, USUAL_ORDER, at, order, path, said, state, text, word};

struct NoWords;

impl Texts for NoWords {
    fn words(&self, _: TextId) -> Option<String> {
        None
    }

    fn name(&self, _: &Actor) -> Option<String> {
        Some("somebody".to_owned())
    }
}

fn viewer(role: Role, agency: &str, label: Option<&str>, areas: &[&str]) -> Viewer {
    Viewer {
        person: PersonId(Uuid::from_u128(1)),
        role,
        agency: word(agency),
        label: label.map(word),
        areas: areas.iter().map(|area| word(area)).collect(),
    }
}

fn principal(label: &str) -> Viewer {
    viewer(Role::Principal, "dam", Some(label), &[])
}

fn officer(area: &str) -> Viewer {
    viewer(Role::DistrictOfficer, "police", None, &[area])
}

fn sight(room: &Room, who: &Viewer, movement: MovementId, now: Instant) -> Option<Sight> {
    view::sight(&room.state, who, room.get(movement), now)
}

fn shows(room: &Room, who: &Viewer, movement: MovementId, part: Part, now: Instant) -> bool {
    sight(room, who, movement, now).is_some_and(|sight| sight.shows(part))
}

fn facts(room: &Room, who: &Viewer, movement: MovementId) -> Vec<String> {
    let sight = sight(room, who, movement, room.now).expect("it exists for them");
    let view = MovementView::of(&room.state, room.get(movement), &sight, room.now, &NoWords);
    view.facts.into_iter().map(|fact| fact.path).collect()
}

fn departing(hour: &'static str) -> Vec<(&'static str, &'static str)> {
    let own = USUAL_ORDER.iter().filter(|(at, _)| *at != "movement.departs_on");
    own.copied().chain([("movement.departs_at", hour)]).collect()
}

const A_SECOND: Span = Span::seconds(1);

#[test]
fn a_principal_is_told_the_hour_a_day_before_it_and_not_a_second_earlier() {
    let mut room = Room::usual();
    let it = room.request("SC-1", &departing("2026-12-11T06:00:00+05:00"));
    let (who, day_before) = (principal("p1"), at("2026-12-10 06:00"));
    assert!(shows(&room, &who, it, Part::Schedule, day_before));
    let second_before = day_before.saturating_add(Span(-A_SECOND.0));
    assert!(!shows(&room, &who, it, Part::Schedule, second_before));
    assert!(shows(&room, &who, it, Part::Outcome, second_before), "that it will be is known");
}

#[test]
fn where_only_the_day_is_known_the_hour_counts_from_its_beginning() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let day_before = at("2026-12-10 00:00");
    assert!(shows(&room, &principal("p1"), it, Part::Schedule, day_before));
    assert!(!shows(
        &room,
        &principal("p1"),
        it,
        Part::Schedule,
        day_before.saturating_add(Span(-A_SECOND.0))
    ));
}

#[test]
fn where_nobody_knows_the_hour_or_two_disagree_no_principal_is_told_one() {
    let mut room = Room::usual();
    let unknown: Vec<_> =
        USUAL_ORDER.iter().copied().filter(|(at, _)| *at != "movement.departs_on").collect();
    let it = room.request("SC-1", &unknown);
    assert!(!shows(&room, &principal("p1"), it, Part::Schedule, at("2027-12-11 00:00")));
    let disputed = room.request("SC-2", &departing("2026-12-11T06:00:00+05:00"));
    let other = said("movement.departs_at", "2026-12-11T07:00:00+05:00", "dam", room.now, None);
    room.amend(disputed, vec![other]);
    assert!(!shows(&room, &principal("p1"), disputed, Part::Schedule, at("2026-12-11 05:00")));
}

#[test]
fn who_travelled_sees_the_hour_as_long_as_the_file_is_kept() {
    let mut room = Room::usual();
    let it = room.under_way("SC-1");
    let years_later = at("2030-01-01 00:00");
    for act in [Act::Arrive { movement: it, at: None }, Act::Close { movement: it }] {
        assert!(shows(&room, &principal("p1"), it, Part::Schedule, years_later));
        room.duty(act);
    }
    assert!(shows(&room, &principal("p1"), it, Part::Schedule, years_later));
}

#[test]
fn what_was_called_off_tells_no_principal_when_it_would_have_been() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    room.duty(Act::Cancel { movement: it, reason: text(1) });
    assert!(!shows(&room, &principal("p1"), it, Part::Schedule, room.now));
    assert!(shows(&room, &principal("p1"), it, Part::Number, room.now), "that it was called off is told");
}

#[test]
fn a_principal_and_a_commander_of_one_label_are_two_people() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let commander = |label| viewer(Role::Commander, "spu", Some(label), &[]);
    assert_eq!(sight(&room, &commander("lead"), it, room.now).unwrap().tie, Tie::Command);
    for stranger in [principal("lead"), principal("p2"), commander("p1"), commander("driver")] {
        assert!(sight(&room, &stranger, it, room.now).is_none(), "{stranger:?}");
    }
}

#[test]
fn a_district_is_told_nothing_then_the_days_then_the_hour() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let who = officer("pk/kp/shangla");
    assert!(sight(&room, &who, it, room.now).is_none());
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    assert!(
        shows(&room, &who, it, Part::Window, room.now) && !shows(&room, &who, it, Part::Schedule, room.now)
    );
    room.accept(it, "districts[shangla]");
    assert!(!shows(&room, &who, it, Part::Schedule, room.now), "who accepts is not told yet");
    late(&mut room, it);
    assert!(shows(&room, &who, it, Part::Schedule, room.now));
}

#[test]
fn the_same_days_again_leave_a_district_its_hour_and_other_days_take_it_back() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let who = officer("pk/kp/shangla");
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    room.accept(it, "districts[shangla]");
    late(&mut room, it);
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    assert!(shows(&room, &who, it, Part::Schedule, room.now));
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-13"));
    assert!(!shows(&room, &who, it, Part::Schedule, room.now));
}

fn late(room: &mut Room, movement: MovementId) {
    let (party, channel) = (path("districts[shangla]"), word("radio"));
    room.duty(Act::GiveLateNotice { movement, party, channel, at: None });
}

#[test]
fn a_district_is_shown_the_journey_and_its_own_section_and_no_other_district() {
    let mut room = Room::usual();
    let more = [
        ("movement.departs_at", "2026-12-11T06:00:00+05:00"),
        ("districts[shangla].enters_at", "2026-12-11T08:00:00+05:00"),
        ("districts[kohistan].area", "pk/kp/kohistan"),
        ("districts[kohistan].enters_at", "2026-12-11T10:00:00+05:00"),
        ("halts[tea].after", "2 h"),
    ];
    let it = room.request("SC-1", &[USUAL_ORDER, &more].concat());
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    room.notify(it, "districts[kohistan]", ("2026-12-10", "2026-12-12"));
    room.accept(it, "districts[shangla]");
    late(&mut room, it);
    assert_eq!(
        facts(&room, &officer("pk/kp/shangla"), it),
        [
            "districts[shangla].area",
            "districts[shangla].enters_at",
            "movement.area",
            "movement.departs_at",
            "movement.departs_on",
            "movement.kind",
            "vehicles.complete",
            "vehicles[car].plate",
        ]
    );
    assert_eq!(facts(&room, &officer("pk/kp/kohistan"), it), ["movement.kind"]);
}

#[test]
fn a_district_is_known_by_its_area_and_only_without_one_by_its_label() {
    let mut room = Room::usual();
    let mut tied = |area: Option<&'static str>, who: &Viewer| {
        let number = format!("SC-{}", room.state.movements.len());
        let others = USUAL_ORDER.iter().copied().filter(|(at, _)| *at != "districts[shangla].area");
        let district = match area {
            Some(area) => ("districts[shangla].area", area),
            None => ("districts[shangla]", ""),
        };
        let it = room.request(&number, &others.chain([district]).collect::<Vec<_>>());
        room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
        sight(&room, who, it, room.now).is_some()
    };
    assert!(tied(None, &officer("pk/kp/shangla")));
    assert!(!tied(None, &officer("pk/kp/kohistan")));
    assert!(
        tied(Some("pk/kp/shangla"), &officer("pk/kp")),
        "who answers for the province answers for its districts"
    );
    assert!(!tied(Some("pk/punjab/shangla"), &officer("pk/kp/shangla")), "a namesake elsewhere");
    assert!(!tied(Some("pk/kp"), &officer("pk/kp/shangla")), "a district does not answer for the province");
}

const PERMISSION: &[(&str, &str)] =
    &[("movement.area", "pk/kp"), ("movement.begins_on", "2026-12-10"), ("principals[p1]", "")];
const RUN: &[(&str, &str)] = &[
    ("movement.departs_on", "2026-12-11"),
    ("vehicles[car].plate", "LES-1"),
    ("commanders[lead].duty", "commander"),
    ("crew[driver].duty", "driver"),
];

fn run(room: &mut Room, facts: &[(&str, &str)]) -> MovementId {
    room.duty(Act::RequestStanding { number: word("SC-1"), plan: order(PERMISSION) });
    let (standing, plan) = (room.id("SC-1"), order(facts));
    room.duty(Act::PlanRun { standing, number: word("SC-2"), plan });
    room.id("SC-2")
}

#[test]
fn whoever_a_permission_names_travels_with_its_runs_unless_the_run_names_its_own() {
    let mut room = Room::usual();
    let it = run(&mut room, RUN);
    assert!(sight(&room, &principal("p1"), it, room.now).is_some());
    let mut room = Room::usual();
    let it = run(&mut room, &[RUN, &[("principals[p2]", "")]].concat());
    assert!(sight(&room, &principal("p1"), it, room.now).is_none());
    assert!(sight(&room, &principal("p2"), it, room.now).is_some());
}

#[test]
fn a_run_names_its_permission_to_those_only_for_whom_that_exists() {
    let mut room = Room::usual();
    let it = run(&mut room, &[RUN, &[("principals[p2]", "")]].concat());
    let standing = room.id("SC-1");
    let permission = |who: &Viewer| sight(&room, who, it, room.now).unwrap().permission;
    assert_eq!(permission(&viewer(Role::DutyOfficer, "spu", None, &[])), Some(standing));
    assert_eq!(permission(&principal("p2")), None);
}

#[test]
fn a_permission_never_departs_so_its_principals_are_told_no_hour() {
    let mut room = Room::usual();
    run(&mut room, RUN);
    let standing = room.id("SC-1");
    assert!(!shows(&room, &principal("p1"), standing, Part::Schedule, at("2026-12-11 06:00")));
}

#[test]
fn a_sponsor_sees_what_its_agency_asked_for_and_nothing_else() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let sponsor = |agency| viewer(Role::Sponsor, agency, None, &[]);
    assert_eq!(sight(&room, &sponsor("spu"), it, room.now).unwrap().tie, Tie::Sponsor);
    assert!(sight(&room, &sponsor("dam"), it, room.now).is_none());
}

#[test]
fn a_partner_sees_a_movement_once_it_has_arrived() {
    let mut room = Room::usual();
    let partner = viewer(Role::Partner, "embassy", None, &[]);
    let it = room.under_way("SC-1");
    assert!(sight(&room, &partner, it, room.now).is_none());
    room.duty(Act::Arrive { movement: it, at: None });
    let parts = sight(&room, &partner, it, room.now).unwrap().parts;
    assert_eq!(Vec::from_iter(parts), [Part::Number, Part::Outcome]);
}

#[test]
fn an_investigator_sees_what_has_a_case_and_the_commander_is_not_told_of_it() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let investigator = viewer(Role::Investigator, "inquiry", None, &[]);
    assert!(sight(&room, &investigator, it, room.now).is_none());
    let opened = room.duty(Act::OpenCase { movement: it, reason: text(1) }).remove(0);
    assert!(matches!(opened.what, What::CaseOpened { .. }));
    let told = |who: &Viewer| {
        let sight = sight(&room, who, it, room.now).unwrap();
        HappenedView::of(1, room.now, &opened, &sight, &NoWords).is_some()
    };
    assert!(told(&investigator));
    assert!(!told(&viewer(Role::Commander, "spu", Some("lead"), &[])));
}

#[test]
fn a_page_hears_of_what_it_may_see_change_and_of_nothing_else() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    let hears = |room: &Room, who: &Viewer, event: &conduct::Event| {
        view::changes(event, &sight(room, who, it, room.now).unwrap())
    };
    let (district, duty) = (officer("pk/kp/shangla"), viewer(Role::DutyOfficer, "spu", None, &[]));
    room.notify(it, "highway_police", ("2026-12-10", "2026-12-12"));
    let told = room.history.last().unwrap().clone();
    assert!(hears(&room, &duty, &told) && !hears(&room, &district, &told), "another party");
    let report = room.report(it, vec![state("vehicles[car].bullet_proof", "true")]).remove(0);
    assert!(hears(&room, &duty, &report) && !hears(&room, &district, &report), "a fact it is not shown");
    let cleared = room.duty(Act::Clear { movement: it }).remove(0);
    assert!(hears(&room, &district, &cleared), "it may stand elsewhere now");
    let sight = sight(&room, &district, it, room.now).unwrap();
    assert!(!view::happened(&cleared, &sight), "why is not told");
}

#[test]
fn nobody_is_tied_as_an_administrator_or_as_the_system() {
    let mut room = Room::usual();
    let it = room.under_way("SC-1");
    for role in [Role::Administrator, Role::System] {
        assert!(sight(&room, &viewer(role, "spu", None, &[]), it, room.now).is_none());
    }
}

#[test]
fn who_was_dismissed_is_shown_to_nobody_not_even_to_themselves() {
    let mut room = Room::usual();
    let person = PersonId(Uuid::from_u128(7));
    let enrol = |person, role, label| Act::EnrolPerson {
        person,
        role,
        agency: word("house"),
        label,
        areas: vec![],
        name: text(1),
    };
    room.does(Role::System, enrol(PersonId(Uuid::from_u128(6)), Role::Administrator, None));
    room.does(Role::Administrator, enrol(person, Role::Principal, Some(word("p1"))));
    let who = Viewer::of(person, &room.state.people[&person]);
    let people = |state: &State| view::people(state, &who, &NoWords).len();
    assert_eq!(people(&room.state), 1);
    room.does(Role::Administrator, Act::DismissPerson { person });
    assert_eq!(people(&room.state), 0);
}

fn ruling(room: &Room, who: &Viewer, movement: MovementId) -> Option<RulingView> {
    let rules = room.shelf.rules(&room.state.pinned).unwrap();
    let (facts, at) = (
        conduct::dossier(&room.state, room.get(movement)).unwrap(),
        At { now: room.now, offset: room::OFFSET },
    );
    let evaluation = rulebook::evaluate(&rules, &facts, &[], at);
    let fixes = rulebook::shortest_fix(&rules, &facts, &[], at);
    let sight = sight(room, who, movement, room.now).unwrap();
    RulingView::of(&evaluation, Some(&fixes), &sight, room.now)
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
        let parts = access::parts(&room.state, &tie, room.get(it), room.now);
        assert!(!parts.contains(&Part::Ruling) || parts.contains(&Part::Schedule), "{tie:?}");
    }
}
