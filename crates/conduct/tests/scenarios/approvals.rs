//! Prior approval, by each authority asked: one replaces its own word, and two that disagree have not approved.

use conduct::{Act, Stage, World, movement::Bar};
use model::{
    id::MovementId,
    party::{Actor, Role},
};

use crate::room::{Room, book, is, kinds, order, role, word};

fn room() -> Room {
    Room::with(World::Actual, book(&[("approved", "", "movement.approved", "")]))
}

fn of(agency: &str) -> Actor {
    Actor { agency: word(agency), ..role(Role::Authority) }
}

fn says(room: &mut Room, agency: &str, movement: MovementId, granted: bool) {
    room.tell(&of(agency), Act::Approve { movement, granted }).unwrap();
}

fn requested(room: &mut Room) -> MovementId {
    let movement = room.request("SC-1", &[("movement.departs_on", "2026-12-11")]);
    room.duty(Act::Clear { movement });
    assert_eq!(room.failing(movement), ["approved"]);
    movement
}

#[test]
fn two_agencies_that_disagree_have_not_approved() {
    let mut room = room();
    let movement = requested(&mut room);
    says(&mut room, "home-department", movement, true);
    room.duty(Act::Clear { movement });
    assert_eq!(room.stage(movement), Stage::Cleared);
    says(&mut room, "army", movement, false);
    assert_eq!((room.stage(movement), room.failing(movement)), (Stage::Held, vec!["approved".to_owned()]));
    let facts = conduct::dossier(&room.state, room.get(movement)).unwrap();
    let said = facts.claims(&"movement.approved".parse().unwrap());
    let origins: Vec<&str> = said.iter().map(|claim| claim.source.origin().as_str()).collect();
    assert_eq!(origins, ["army", "home-department"], "both words stand, each by its agency");
}

#[test]
fn an_agency_replaces_its_own_word_and_nobody_elses() {
    let mut room = room();
    let movement = requested(&mut room);
    says(&mut room, "army", movement, false);
    says(&mut room, "home-department", movement, true);
    room.duty(Act::Clear { movement });
    assert_eq!(
        room.stage(movement),
        Stage::Requested,
        "the newer word of another does not overrule the refusal"
    );
    says(&mut room, "army", movement, true);
    room.duty(Act::Clear { movement });
    assert_eq!(room.stage(movement), Stage::Cleared);
    let events = room.tell(&of("army"), Act::Approve { movement, granted: false }).unwrap();
    assert_eq!(kinds(&events), ["approved", "clearance-evaluated"]);
    assert_eq!(room.stage(movement), Stage::Held);
}

fn a_run(room: &mut Room) -> (MovementId, MovementId) {
    let plan = order(&[("movement.begins_on", "2026-12-10"), ("movement.ends_on", "2026-12-20")]);
    room.duty(Act::RequestStanding { number: word("ST-1"), plan });
    let standing = room.id("ST-1");
    says(room, "home-department", standing, true);
    let plan = order(&[
        ("movement.departs_on", "2026-12-12"),
        ("vehicles[car].plate", "LES-1"),
        ("commanders[lead].duty", "commander"),
        ("crew[driver].duty", "driver"),
    ]);
    room.duty(Act::PlanRun { standing, number: word("R-1"), plan });
    let run = room.id("R-1");
    room.duty(Act::Clear { movement: run });
    assert_eq!(room.stage(run), Stage::Cleared, "{:?}", room.get(run).clearance);
    (standing, run)
}

#[test]
fn a_permission_one_agency_refuses_permits_no_run_whoever_else_approved_it() {
    let mut room = room();
    let (standing, run) = a_run(&mut room);
    says(&mut room, "army", standing, false);
    assert_eq!(room.stage(run), Stage::Held);
    let clearance = room.get(run).clearance.clone().unwrap();
    assert_eq!((clearance.failing, clearance.bars), (vec![word("approved")], vec![Bar::NoPermission]));
}

#[test]
fn an_agency_may_refuse_the_one_run_of_a_permission_it_approved_and_renewing_that_does_not_take_it_back() {
    let mut room = room();
    let (standing, run) = a_run(&mut room);
    says(&mut room, "home-department", run, false);
    assert_eq!(room.failing(run), ["approved"]);
    room.advance("2026-12-02 08:00");
    says(&mut room, "home-department", standing, true);
    assert_eq!(room.failing(run), ["approved"], "what is said of the one run goes before");
    let events = room.tell(&of("home-department"), Act::Approve { movement: run, granted: true }).unwrap();
    assert_eq!(events.iter().filter(is("clearance-evaluated")).count(), 1);
    assert_eq!(room.stage(run), Stage::Cleared);
}
