//! What a run takes over from its permission.

use super::*;

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
