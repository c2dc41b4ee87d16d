//! Time enters by the commands' `now` and the validity of facts only.

use conduct::{Act, Stage, movement::Bar};
use model::Span;

use crate::room::{Room, at, is, kinds, said, text, word};

#[test]
fn a_fact_that_expires_at_two_in_the_morning_holds_the_movement_at_two_and_nobody_is_asked() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let two = at("2026-12-02 02:00");
    room.report(movement, vec![said("vehicles[car].bullet_proof", "true", "order", room.now, Some(two))]);
    assert_eq!((room.stage(movement), room.state.next_due()), (Stage::Cleared, Some(two)));
    let events = room.advance("2026-12-02 02:00");
    assert_eq!(kinds(&events), ["clearance-evaluated"]);
    assert_eq!(events[0].at, two);
    assert_eq!((room.stage(movement), room.failing(movement)), (Stage::Held, vec!["armour".to_owned()]));
}

#[test]
fn a_held_movement_is_free_again_when_its_evidence_is_renewed() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let lab =
        |room: &Room, until| said("vehicles[car].bullet_proof", "true", "order", room.now, Some(at(until)));
    room.report(movement, vec![lab(&room, "2026-12-02 02:00")]);
    room.advance("2026-12-02 02:00");
    room.report(movement, vec![lab(&room, "2026-12-30 00:00")]);
    assert_eq!(room.stage(movement), Stage::Cleared);
}

#[test]
fn what_nobody_has_cleared_is_not_watched() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", crate::room::USUAL_ORDER);
    let until = Some(at("2026-12-02 02:00"));
    room.report(movement, vec![said("vehicles[car].bullet_proof", "true", "order", room.now, until)]);
    room.duty(Act::Clear { movement });
    assert_eq!((room.stage(movement), room.state.next_due()), (Stage::Requested, None));
}

#[test]
fn an_unsynchronised_clock_proves_nothing_and_is_forgiven_when_it_is_sound_again() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.now = at("2026-12-11 06:00");
    room.gate(movement);
    room.clock_is_sound = false;
    assert_eq!(room.bars(movement), [Bar::ClockUnsound]);
    assert_eq!(room.stage(movement), Stage::Held);
    assert_eq!(kinds(&room.advance("2026-12-11 06:10")), Vec::<String>::new());
    room.clock_is_sound = true;
    assert_eq!(kinds(&room.advance("2026-12-11 06:20")), ["clearance-evaluated"]);
    assert_eq!(room.stage(movement), Stage::Cleared);
    room.clock_is_sound = false;
    room.advance("2026-12-11 06:30");
    assert_eq!(room.stage(movement), Stage::Held, "nobody reads 'cleared' off a clock nobody trusts");
}

#[test]
fn time_never_runs_backwards_whatever_clock_is_handed_in() {
    let mut room = Room::usual();
    room.cleared("SC-1");
    room.now = at("2026-11-01 00:00");
    let events = room.duty(Act::RequestMovement { number: word("SC-2"), plan: model::Dossier::default() });
    assert_eq!(events[0].at, at("2026-12-01 08:00"));
    assert_eq!(room.state.clock, Some(at("2026-12-01 08:00")));
}

#[test]
fn an_expired_waiver_is_not_revived_by_a_clock_set_back() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.report(movement, vec![said("vehicles[car].bullet_proof", "false", "lab", room.now, None)]);
    room.waive(model::party::Role::Authority, movement, "armour", "2026-12-11 06:00").unwrap();
    room.now = at("2026-12-11 06:00");
    room.gate(movement);
    room.now = at("2026-12-11 05:59");
    assert_eq!(room.departs(movement).failing, [word("armour")]);
}

#[test]
fn everything_due_is_taken_up_in_order_however_late_the_scheduler_comes() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    for party in ["highway_police", "unit_commandant"] {
        room.notify(movement, party, ("2026-12-10", "2026-12-12"));
        room.now = room.now.saturating_add(Span::hours(1));
    }
    room.duty(Act::StartUrgent { number: word("U-1"), plan: model::Dossier::default(), reason: text(1) });
    let events = room.advance("2026-12-31 00:00");
    assert_eq!(events.iter().filter(is("call-due")).count(), 2);
    assert_eq!(events.iter().filter(is("review-overdue")).count(), 1);
    assert_eq!(room.stage(movement), Stage::Held, "the days announced are over");
    room.closes_every_alert();
    assert_eq!(room.state.next_due(), Some(at("2027-01-01 00:00")), "the alert level needs renewing then");
}

#[test]
fn more_than_can_be_taken_up_at_once_is_taken_up_by_the_next() {
    let mut room = Room::usual();
    for n in 0..300 {
        let number = word(&format!("U-{n}"));
        room.duty(Act::StartUrgent { number, plan: model::Dossier::default(), reason: text(1) });
    }
    room.now = at("2026-12-02 08:00");
    let first = room.does(model::party::Role::System, Act::Advance);
    assert_eq!(first.iter().filter(is("review-overdue")).count(), 256);
    assert!(room.state.next_due().unwrap() <= room.now, "and the scheduler is told so");
    room.advance("2026-12-02 08:00");
}
