//! Whose word a claim may be, and who may overrule whose.

use conduct::{Act, Rejection, Stage, command::Statement};
use model::{
    id::MovementId,
    party::{Actor, Role},
};

use crate::room::{Room, at, order, role, said, word};

const ARMOUR: &str = "vehicles[car].bullet_proof";

/// One laboratory says yes, another agency no.
fn disputed(room: &mut Room) -> MovementId {
    let movement = room.cleared("SC-1");
    let statement = said(ARMOUR, "false", "agency-2", at("2026-12-01 07:00"), None);
    room.report(movement, vec![statement]);
    assert_eq!(room.failing(movement), ["armour"]);
    movement
}

fn settling(room: &Room) -> Statement {
    let mut statement = said(ARMOUR, "true", "joint-board", room.now, None);
    statement.claim.settles = vec![word("agency-2")];
    statement
}

fn of(who: Role, agency: &str) -> Actor {
    Actor { agency: word(agency), ..role(who) }
}

#[test]
fn a_finding_is_settled_by_an_authority_an_investigator_or_whoever_found_it_and_nobody_else() {
    for (by, may) in [
        (of(Role::Sponsor, "company"), false),
        (of(Role::DistrictOfficer, "shangla"), false),
        (of(Role::DutyOfficer, "spu"), false),
        (of(Role::Commander, "spu"), false),
        (of(Role::Sponsor, "agency-2"), true),
        (of(Role::Authority, "home-department"), true),
        (of(Role::Investigator, "home-department"), true),
    ] {
        let mut room = Room::usual();
        let movement = disputed(&mut room);
        let statements = vec![settling(&room)];
        let told = room.tell(&by, Act::Report { movement, statements: statements.clone() });
        let registered = room.tell(&by, Act::Register { statements });
        if may {
            assert!(told.is_ok() && registered.is_ok(), "{by:?}");
            assert_eq!(room.stage(movement), Stage::Cleared);
        } else {
            for refusal in [told.unwrap_err(), registered.unwrap_err()] {
                assert!(matches!(refusal, Rejection::NotTheirsToSettle { .. }), "{refusal}");
                assert!(refusal.to_string().contains("it takes an authority"), "{refusal}");
            }
            assert_eq!(room.stage(movement), Stage::Held);
        }
    }
}

#[test]
fn a_request_settles_nothing_that_its_sponsor_may_not() {
    let mut room = Room::usual();
    let mut plan = order(&[]);
    let Statement { path, claim } = settling(&room);
    plan.say(&path, claim).unwrap();
    let refusal = room.refuses(Role::Sponsor, Act::RequestMovement { number: word("SC-9"), plan });
    assert!(matches!(refusal, Rejection::NotTheirsToSettle { .. }), "{refusal}");
}

#[test]
fn nobody_settles_what_was_planned_or_done() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let mut briefed = said("crew[driver].briefed_on", "2026-12-01", "desk", room.now, None);
    briefed.claim.settles = vec![word("order")];
    let refusal = room.refuses(Role::Authority, Act::Report { movement, statements: vec![briefed] });
    assert!(matches!(refusal, Rejection::NothingToSettle(_)), "{refusal}");
}

#[test]
fn a_finding_is_taken_back_by_whoever_found_it_or_who_writes_that_down_and_not_by_a_sponsor_in_its_name() {
    let mut room = Room::usual();
    let movement = disputed(&mut room);
    let yes = vec![said(ARMOUR, "true", "agency-2", room.now, None)];
    for who in [Role::Sponsor, Role::DistrictOfficer, Role::Principal] {
        for act in
            [Act::Report { movement, statements: yes.clone() }, Act::Register { statements: yes.clone() }]
        {
            let refusal = room.refuses(who, act);
            assert!(matches!(refusal, Rejection::NotTheirWord { .. }), "{refusal}");
        }
    }
    let own = vec![said(ARMOUR, "false", "spu", room.now, None)];
    room.does(Role::Sponsor, Act::Report { movement, statements: own });
    let act = Act::Report { movement, statements: yes.clone() };
    assert!(room.tell(&of(Role::Sponsor, "agency-2"), act).is_ok(), "its own word");
    let mut room = Room::usual();
    let movement = disputed(&mut room);
    room.report(movement, yes);
    assert_eq!(room.stage(movement), Stage::Cleared, "the duty officer wrote it down");
}

#[test]
fn nobody_speaks_as_the_room_itself() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    for origin in ["seating", "departs-at:order", "record", "gate", "fix"] {
        let statements = vec![said(ARMOUR, "true", origin, room.now, None)];
        let acts = [
            Act::Report { movement, statements: statements.clone() },
            Act::Register { statements },
            Act::RequestMovement {
                number: word("SC-9"),
                plan: {
                    let mut plan = order(&[]);
                    let day = said("movement.departs_on", "2026-12-11", origin, room.now, None);
                    plan.say(&day.path, day.claim).unwrap();
                    plan
                },
            },
        ];
        for act in acts {
            assert_eq!(room.refuses(Role::Authority, act), Rejection::ReservedOrigin(word(origin)));
        }
    }
}
