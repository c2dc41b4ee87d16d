//! Standing permission, and the runs under it: proved again each day against that day's vehicles and people.

use conduct::{
    Act, Rejection, Stage, World,
    movement::{Authority, Bar, Why},
};
use model::{id::MovementId, party::Role};

use crate::room::{Room, at, is, order, said, state, text, usual, word};

const PERIOD: (&str, &str) = ("2026-12-10", "2026-12-20");

/// A permission for ten days, told and approved.
fn permission(room: &mut Room) -> MovementId {
    let plan = order(&[
        ("movement.area", "pk/kp"),
        ("movement.begins_on", PERIOD.0),
        ("movement.ends_on", PERIOD.1),
        ("districts.complete", "true"),
        ("districts[shangla].area", "pk/kp/shangla"),
    ]);
    room.duty(Act::RequestStanding { number: word("ST-1"), plan });
    let standing = room.id("ST-1");
    room.notify(standing, "districts[shangla]", PERIOD);
    room.accept(standing, "districts[shangla]");
    room.does(Role::Authority, Act::Approve { movement: standing, granted: true });
    standing
}

const RUN: &[(&str, &str)] = &[
    ("vehicles.complete", "true"),
    ("vehicles[car].plate", "LES-1"),
    ("vehicles[car].bullet_proof", "true"),
    ("commanders[lead].duty", "commander"),
    ("crew[driver].duty", "driver"),
    ("principals[p1]", ""),
];

fn run(room: &mut Room, standing: MovementId, number: &str, on: &str) -> MovementId {
    let facts: Vec<_> = RUN.iter().copied().chain([("movement.departs_on", on)]).collect();
    room.duty(Act::PlanRun { standing, number: word(number), plan: order(&facts) });
    let run = room.id(number);
    room.duty(Act::Clear { movement: run });
    run
}

fn cleared_run(room: &mut Room) -> (MovementId, MovementId) {
    let standing = permission(room);
    let run = run(room, standing, "R-1", "2026-12-12");
    assert_eq!(room.stage(run), Stage::Cleared, "{:?}", room.get(run).clearance);
    (standing, run)
}

#[test]
fn a_run_departs_under_its_permission_and_the_permission_does_not() {
    let mut room = Room::usual();
    let (standing, run) = cleared_run(&mut room);
    room.now = at("2026-12-12 06:00");
    room.gate(run);
    assert!(room.departs(run).clears);
    assert!(room.bars(standing).contains(&Bar::NotAJourney));
}

#[test]
fn a_run_outside_the_period_is_not_permitted() {
    let mut room = Room::usual();
    let standing = permission(&mut room);
    for on in ["2026-12-09", "2026-12-21"] {
        let run = run(&mut room, standing, &format!("R-{on}"), on);
        assert!(room.bars(run).contains(&Bar::NoPermission), "{on}");
    }
}

#[test]
fn a_run_that_has_not_left_when_the_period_ends_is_held_at_midnight() {
    let mut room = Room::usual();
    let standing = permission(&mut room);
    // Told of one day more than permitted, so that midnight after the last day is the permission's alone.
    room.notify(standing, "districts[shangla]", ("2026-12-10", "2026-12-21"));
    room.accept(standing, "districts[shangla]");
    let run = run(&mut room, standing, "R-1", "2026-12-20");
    assert_eq!(room.stage(run), Stage::Cleared);
    room.advance("2026-12-20 23:59");
    assert_eq!(room.stage(run), Stage::Cleared);
    assert_eq!(room.state.next_due(), Some(at("2026-12-21 00:00")));
    room.advance("2026-12-21 00:00");
    assert_eq!(room.get(run).clearance.as_ref().unwrap().bars, [Bar::NoPermission]);
    assert_eq!(room.stage(run), Stage::Held);
}

#[test]
fn without_approval_a_run_is_barred_whatever_the_rules_say() {
    let mut room = Room::usual();
    let (standing, run) = cleared_run(&mut room);
    let events = room.does(Role::Authority, Act::Approve { movement: standing, granted: false });
    assert_eq!(events.iter().filter(is("clearance-evaluated")).count(), 1, "the run relies on it");
    assert_eq!(room.stage(run), Stage::Held);
    assert!(matches!(
        room.refuses(Role::DutyOfficer, Act::Approve { movement: standing, granted: true }),
        Rejection::NotAllowed { .. }
    ));
}

#[test]
fn a_permission_called_off_holds_its_runs_and_asks_those_under_way() {
    let mut room = Room::usual();
    let (standing, waiting) = cleared_run(&mut room);
    let gone = run(&mut room, standing, "R-2", "2026-12-12");
    room.now = at("2026-12-12 06:00");
    room.gate(gone);
    assert!(room.departs(gone).clears);
    let events = room.duty(Act::Cancel { movement: standing, reason: text(5) });
    assert_eq!(room.stage(waiting), Stage::Held);
    assert_eq!(room.stage(gone), Stage::UnderWay(Authority::Authorised));
    assert_eq!(events.iter().filter(is("decision-asked")).count(), 1);
    assert_eq!(room.get(gone).asked.as_ref().unwrap().why, Why::PermissionEnded);
    assert!(room.bars(waiting).contains(&Bar::NoPermission));
}

#[test]
fn a_run_names_its_own_vehicles_and_people() {
    let mut room = Room::usual();
    let standing = permission(&mut room);
    for missing in ["vehicles", "commanders", "crew"] {
        let facts: Vec<_> = RUN.iter().copied().filter(|(at, _)| !at.starts_with(missing)).collect();
        let act = Act::PlanRun { standing, number: word("R-1"), plan: order(&facts) };
        assert_eq!(room.refuses(Role::DutyOfficer, act), Rejection::RunWithout { list: missing });
    }
    let single = room.request("SC-1", &[]);
    let act = Act::PlanRun { standing: single, number: word("R-1"), plan: order(RUN) };
    assert!(matches!(room.refuses(Role::DutyOfficer, act), Rejection::OutOfPlace { .. }));
}

#[test]
fn a_run_cannot_move_the_day_its_permission_counts_notice_from() {
    let mut room = Room::usual();
    let (_, run) = cleared_run(&mut room);
    let later = vec![state("movement.begins_on", "2027-03-01")];
    let act = Act::Amend { movement: run, seen: 1, statements: later, drop: Vec::new() };
    assert!(matches!(room.refuses(Role::DutyOfficer, act), Rejection::Reserved { .. }));
    let facts: Vec<_> = RUN.iter().copied().chain([("movement.begins_on", "2027-03-01")]).collect();
    let standing = room.id("ST-1");
    let act = Act::PlanRun { standing, number: word("R-9"), plan: order(&facts) };
    assert!(matches!(room.refuses(Role::DutyOfficer, act), Rejection::Reserved { .. }));
}

#[test]
fn a_run_is_judged_by_its_own_cars_not_by_those_of_its_permission() {
    let mut room = Room::usual();
    let standing = permission(&mut room);
    room.amend(standing, vec![state("vehicles[old].plate", "LES-9")]);
    let run = run(&mut room, standing, "R-1", "2026-12-12");
    let facts = conduct::dossier(&room.state, room.get(run)).unwrap();
    assert!(facts.claims(&"vehicles[old].plate".parse().unwrap()).is_empty());
    assert_eq!(room.stage(run), Stage::Cleared);
}

#[test]
fn an_authority_refuses_one_run_of_an_approved_permission() {
    let rules = crate::room::book(&[("approved", "", "movement.approved", "")]);
    let mut room = Room::with(World::Actual, rules);
    let (_, run) = cleared_run(&mut room);
    room.now = at("2026-12-02 08:00");
    room.does(Role::Authority, Act::Approve { movement: run, granted: false });
    assert_eq!((room.stage(run), room.failing(run)), (Stage::Held, vec!["approved".to_owned()]));
}

#[test]
fn telling_a_district_of_one_run_once_more_does_not_spoil_the_permissions_notice() {
    let mut room = Room::usual();
    let (_, run) = cleared_run(&mut room);
    room.now = at("2026-12-11 08:00");
    room.notify(run, "districts[shangla]", ("2026-12-12", "2026-12-12"));
    assert_eq!(room.stage(run), Stage::Cleared);
}

#[test]
fn a_permission_amended_after_the_gate_check_asks_for_another() {
    let mut room = Room::usual();
    let (standing, run) = cleared_run(&mut room);
    room.now = at("2026-12-12 06:00");
    room.gate(run);
    room.amend(standing, vec![said("movement.purpose", "shuttle", "order", room.now, None)]);
    assert_eq!(room.bars(run), [Bar::GateOutdated]);
    room.gate(run);
    assert!(room.departs(run).clears);
}

#[test]
fn rules_are_proved_for_each_run_anew() {
    let mut room = Room::with(World::Actual, usual());
    room.level("pk", "green", false);
    let (standing, _) = cleared_run(&mut room);
    room.level("pk", "red", false);
    let run = run(&mut room, standing, "R-2", "2026-12-13");
    assert_eq!(room.failing(run), ["no-red"]);
}
