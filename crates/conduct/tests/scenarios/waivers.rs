//! Exceptions: one rule, one movement, by a role allowed to, until a moment.

use conduct::{Act, Rejection, Stage, What};
use model::{id::MovementId, party::Role};

use crate::room::{Room, USUAL_ORDER, at, kinds, text, word};

/// Accepted and announced, in a car nobody vouches for.
fn unarmoured(room: &mut Room) -> MovementId {
    let movement = room.request("SC-1", USUAL_ORDER);
    room.notify(movement, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    room.accept(movement, "districts[shangla]");
    room.duty(Act::Clear { movement });
    assert_eq!(room.failing(movement), ["armour"]);
    movement
}

#[test]
fn an_authority_allowed_to_waives_one_rule_until_it_expires() {
    let mut room = Room::usual();
    let movement = unarmoured(&mut room);
    room.waive(Role::Authority, movement, "armour", "2026-12-02 02:00").unwrap();
    room.duty(Act::Clear { movement });
    assert_eq!(room.stage(movement), Stage::Cleared);
    assert_eq!(room.state.next_due(), Some(at("2026-12-02 02:00")));
    assert_eq!(kinds(&room.advance("2026-12-02 01:59")), Vec::<String>::new());
    assert_eq!(kinds(&room.advance("2026-12-02 02:00")), ["clearance-evaluated"]);
    assert_eq!(room.stage(movement), Stage::Held);
}

#[test]
fn an_expired_waiver_lets_nobody_depart_even_before_the_scheduler_notices() {
    let mut room = Room::usual();
    let movement = unarmoured(&mut room);
    room.waive(Role::Authority, movement, "armour", "2026-12-11 06:00").unwrap();
    room.duty(Act::Clear { movement });
    room.now = at("2026-12-11 06:00");
    room.gate(movement);
    assert_eq!(room.departs(movement).failing, [word("armour")]);
}

#[test]
fn whoever_may_not_waive_a_rule_is_on_the_record_for_trying() {
    let mut room = Room::usual();
    let movement = unarmoured(&mut room);
    for who in [Role::DutyOfficer, Role::Sponsor, Role::Commander, Role::System] {
        let act =
            Act::Waive { movement, rule: word("armour"), reason: text(9), expires: at("2026-12-12 00:00") };
        let events = room.does(who, act);
        assert!(matches!(&events[..], [e] if matches!(e.what, What::WaiverRefused { .. })), "{events:?}");
        assert_eq!(events[0].by.role, who);
    }
    assert_eq!(room.waive(Role::Authority, movement, "accepted", "2026-12-12 00:00"), None, "never waived");
    assert_eq!(
        room.waive(Role::Authority, movement, "seven-days", "2026-12-12 00:00"),
        None,
        "not by this role"
    );
    assert!(room.get(movement).waivers.is_empty());
}

#[test]
fn a_waiver_taken_back_holds_the_movement() {
    let mut room = Room::usual();
    let movement = unarmoured(&mut room);
    let waiver = room.waive(Role::Authority, movement, "armour", "2026-12-12 00:00").unwrap();
    room.duty(Act::Clear { movement });
    let revoke = Act::RevokeWaiver { movement, waiver };
    assert!(matches!(room.refuses(Role::DutyOfficer, revoke.clone()), Rejection::NotAllowed { .. }));
    assert_eq!(kinds(&room.does(Role::Authority, revoke.clone())), ["waiver-revoked", "clearance-evaluated"]);
    assert_eq!(room.stage(movement), Stage::Held);
    assert_eq!(room.refuses(Role::Authority, revoke), Rejection::NoSuch("no-such-waiver"));
}

#[test]
fn whoever_granted_a_waiver_takes_it_back() {
    let mut room = Room::usual();
    let movement = unarmoured(&mut room);
    let waiver = room.waive(Role::DutyOfficer, movement, "seven-days", "2026-12-12 00:00").unwrap();
    room.duty(Act::RevokeWaiver { movement, waiver });
    assert!(room.get(movement).waivers.is_empty());
}

#[test]
fn a_waiver_covers_its_own_movement_only() {
    let mut room = Room::usual();
    let movement = unarmoured(&mut room);
    room.waive(Role::Authority, movement, "armour", "2026-12-12 00:00").unwrap();
    let other = room.request("SC-2", USUAL_ORDER);
    room.duty(Act::Clear { movement: other });
    assert!(room.failing(other).contains(&"armour".to_owned()));
}

#[test]
fn a_waiver_names_a_rule_there_is_and_ends_in_the_future() {
    let mut room = Room::usual();
    let movement = unarmoured(&mut room);
    let waive = |rule: &str, expires| Act::Waive { movement, rule: word(rule), reason: text(9), expires };
    let unknown = room.refuses(Role::Authority, waive("armor", at("2026-12-12 00:00")));
    assert_eq!(unknown, Rejection::NoSuchRule(word("armor")));
    let now = room.now;
    assert!(matches!(room.refuses(Role::Authority, waive("armour", now)), Rejection::BadPeriod(_)));
}
