//! The gate: what really stands there, against the order.

use conduct::{Act, Rejection, Stage, event::Difference, movement::Bar};
use model::{id::MovementId, party::Role};

use crate::room::{Room, at, kinds, order, path, said, state, word};

fn on_the_day(room: &mut Room) -> MovementId {
    let movement = room.cleared("SC-1");
    room.now = at("2026-12-11 06:00");
    movement
}

fn differences(events: &[conduct::Event]) -> Vec<Difference> {
    match events.iter().find_map(|e| match &e.what {
        conduct::What::GateChecked { differences, .. } => Some(differences.clone()),
        _ => None,
    }) {
        Some(differences) => differences,
        None => panic!("no gate check in {events:?}"),
    }
}

#[test]
fn nothing_departs_that_nobody_saw_at_the_gate() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    assert_eq!(room.bars(movement), [Bar::GateUnchecked]);
}

#[test]
fn an_unknown_plate_enters_the_order_with_nothing_proved_and_holds_it() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    let events = room.gate_sees(movement, &["LES-1", "LES-2"], &["lead", "driver"], 3);
    assert_eq!(kinds(&events), ["order-amended", "gate-checked", "clearance-evaluated"]);
    assert_eq!(differences(&events), [Difference::VehicleUnplanned(word("LES-2"))]);
    assert_eq!((room.stage(movement), room.failing(movement)), (Stage::Held, vec!["armour".to_owned()]));
    room.report(movement, vec![state("vehicles[LES-2].bullet_proof", "true")]);
    assert!(room.departs(movement).clears, "the gate saw this order; only the proof was missing");
}

#[test]
fn a_plate_the_register_knows_enters_as_the_vehicle_it_belongs_to() {
    let mut room = Room::usual();
    let facts = [("vehicles[SPU-7].plate", "LES-7"), ("vehicles[SPU-7].bullet_proof", "true")];
    room.duty(Act::Register { statements: facts.map(|(at, text)| state(at, text)).to_vec() });
    let movement = on_the_day(&mut room);
    room.gate_sees(movement, &["LES-1", "LES-7"], &["lead", "driver"], 3);
    assert_eq!(room.stage(movement), Stage::Cleared);
    assert!(room.departs(movement).clears);
}

#[test]
fn a_second_car_under_an_old_plate_does_not_pass_for_the_armoured_one() {
    let mut room = Room::usual();
    let old = said("vehicles[SPU-7].plate", "OLD-7", "registry", at("2026-11-01 00:00"), None);
    let new = said("vehicles[SPU-7].plate", "NEW-7", "registry", at("2026-11-20 00:00"), None);
    room.duty(Act::Register { statements: vec![old, new, state("vehicles[SPU-7].bullet_proof", "true")] });
    let movement = on_the_day(&mut room);
    room.gate_sees(movement, &["LES-1", "NEW-7", "OLD-7"], &["lead", "driver"], 3);
    assert_eq!(room.failing(movement), ["armour"], "the car with the old plate is another car");
}

#[test]
fn a_car_whose_plate_is_another_cars_label_is_not_taken_for_it() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    room.gate_sees(movement, &["LES-1", "car"], &["lead", "driver"], 3);
    assert_eq!(room.failing(movement), ["armour"]);
    let plan = &room.get(movement).plan;
    assert_eq!(plan.claims(&path("vehicles[gate-1].plate")).len(), 1);
}

#[test]
fn an_absent_vehicle_leaves_the_order_and_the_gate_vouches_for_the_rest() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    room.amend(movement, vec![state("vehicles[spare].plate", "LES-3")]);
    assert_eq!(room.failing(movement), ["armour"]);
    let events = room.gate(movement);
    assert_eq!(differences(&events), [Difference::VehicleAbsent(word("spare"))]);
    assert_eq!(room.stage(movement), Stage::Cleared);
    assert!(room.departs(movement).clears);
}

#[test]
fn people_who_are_not_there_leave_the_order_and_strangers_enter_it() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    let events = room.gate_sees(movement, &["LES-1"], &["lead", "guard-9"], 3);
    let expected = [Difference::PersonAbsent(word("driver")), Difference::PersonUnplanned(word("guard-9"))];
    assert_eq!(differences(&events), expected);
    let plan = &room.get(movement).plan;
    assert!(plan.claims(&path("crew[driver].duty")).is_empty());
    assert_eq!(plan.claims(&path("crew[guard-9].duty")).len(), 1);
}

#[test]
fn a_head_too_many_or_too_few_bars_departure_until_the_order_says_so() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    for heads in [2, 4] {
        let events = room.gate_sees(movement, &["LES-1"], &["lead", "driver"], heads);
        assert_eq!(differences(&events), [Difference::Heads { seen: heads, planned: 3 }]);
        assert_eq!(room.bars(movement), [Bar::HeadsDiffer]);
    }
    let drop = vec![path("principals[p1]")];
    room.duty(Act::Amend { movement, seen: 1, statements: vec![], drop });
    assert_eq!(room.bars(movement), [Bar::GateOutdated], "the order changed after the check");
    room.gate_sees(movement, &["LES-1"], &["lead", "driver"], 2);
    assert!(room.departs(movement).clears);
}

#[test]
fn a_gate_check_stands_for_an_hour() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    room.gate(movement);
    room.now = at("2026-12-11 07:01");
    assert_eq!(room.bars(movement), [Bar::GateOutdated]);
    room.gate(movement);
    room.now = at("2026-12-11 08:01");
    assert!(room.departs(movement).clears);
}

#[test]
fn an_order_amended_after_the_gate_check_asks_for_another() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    room.gate(movement);
    room.amend(movement, vec![state("movement.purpose", "shuttle")]);
    assert_eq!(room.bars(movement), [Bar::GateOutdated]);
}

#[test]
fn only_those_at_the_gate_or_the_desk_check_it() {
    let mut room = Room::usual();
    let movement = on_the_day(&mut room);
    let act = Act::CheckGate { movement, plates: vec![], crew: vec![], heads: 0 };
    assert!(matches!(room.refuses(Role::Sponsor, act), Rejection::NotAllowed { .. }));
}

#[test]
fn a_vehicle_without_a_known_plate_cannot_be_recognised() {
    let mut room = Room::usual();
    let act = Act::RequestMovement { number: word("SC-2"), plan: order(&[("vehicles[bus]", "")]) };
    room.duty(act);
    let movement = room.id("SC-2");
    let events = room.gate_sees(movement, &["LES-5"], &[], 0);
    let expected = [Difference::VehicleAbsent(word("bus")), Difference::VehicleUnplanned(word("LES-5"))];
    assert_eq!(differences(&events), expected);
}
