//! Rules come into force and go out of it, and whatever was judged by others is judged again.

use conduct::{Act, Event, Pinned, Rejection, Stage, What, World, event::Evaluated};
use model::party::Role;

use crate::room::{Room, Shelf, USUAL_ORDER, book, kinds, text, usual, word};

fn pinned(book: usize, switched_off: &[&str]) -> Pinned {
    let switched_off = switched_off.iter().map(|rule| word(rule)).collect();
    Pinned { rulebooks: vec![Shelf::digest(book)], switched_off }
}

fn adopts(room: &mut Room, pinned: Pinned) -> Vec<Event> {
    room.duty(Act::AdoptRulebooks { pinned, because: Some(text(8)) })
}

fn evaluations(events: &[Event]) -> Vec<&Evaluated> {
    events
        .iter()
        .filter_map(|event| match &event.what {
            What::ClearanceEvaluated(evaluated) => Some(evaluated),
            _ => None,
        })
        .collect()
}

#[test]
fn a_rulebook_that_is_not_here_cannot_be_adopted() {
    let mut room = Room::bare(World::Actual, usual());
    let nothing = Pinned { rulebooks: vec![], switched_off: Vec::new() };
    for pinned in [nothing, pinned(7, &[])] {
        let refusal = room.refuses(Role::DutyOfficer, Act::AdoptRulebooks { pinned, because: None });
        assert_eq!(refusal, Rejection::NoSuchRulebook);
    }
}

#[test]
fn adopting_a_stricter_rulebook_holds_what_was_cleared() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.shelf.0.push(book(&[("convoy-leader", "", "movement.tail_in_contact", "")]));
    adopts(&mut room, pinned(1, &[]));
    assert_eq!(room.stage(movement), Stage::Held);
    assert_eq!(room.failing(movement), ["convoy-leader"]);
}

#[test]
fn a_movement_that_other_rules_clear_as_well_says_so_on_the_record() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let before = room.get(movement).clearance.clone().unwrap();
    room.shelf.0.push(usual());
    let events = adopts(&mut room, pinned(1, &[]));
    assert_eq!(kinds(&events), ["rulebooks-adopted", "clearance-evaluated"]);
    let after = room.get(movement).clearance.clone().unwrap();
    assert_eq!((after.clears, &after.failing, &after.bars), (before.clears, &before.failing, &before.bars));
    assert_eq!(evaluations(&events)[0].pinned, pinned(1, &[]));
    assert_eq!((before.pinned, after.pinned), (pinned(0, &[]), pinned(1, &[])));
}

#[test]
fn switching_a_rule_off_and_on_is_evaluated_each_time_and_adopting_the_same_again_is_not() {
    let mut room = Room::usual();
    room.cleared("SC-1");
    for switched_off in [&["armour"][..], &[]] {
        let events = adopts(&mut room, pinned(0, switched_off));
        assert_eq!(evaluations(&events)[0].pinned, pinned(0, switched_off));
        assert_eq!(kinds(&adopts(&mut room, pinned(0, switched_off))), ["rulebooks-adopted"]);
    }
}

#[test]
fn what_was_refused_or_is_on_the_road_is_judged_by_the_new_rules_too_and_what_nobody_asked_about_is_not() {
    let mut room = Room::usual();
    let gone = room.under_way("SC-1");
    let refused = room.request("SC-2", USUAL_ORDER);
    room.duty(Act::Clear { movement: refused });
    room.request("SC-3", USUAL_ORDER);
    room.shelf.0.push(book(&[("car", "", "vehicles.all(v, v.plate == 'LES-1')", "")]));
    let events = adopts(&mut room, pinned(1, &[]));
    let judged: Vec<_> = evaluations(&events).iter().map(|evaluated| evaluated.movement).collect();
    assert_eq!(judged, [gone, refused]);
    assert_eq!(room.stage(refused), Stage::Cleared, "nothing stands in its way any more");
}

#[test]
fn rules_are_switched_off_for_a_reason_or_not_at_all() {
    let mut room = Room::usual();
    let switch_off = |because| Act::AdoptRulebooks { pinned: pinned(0, &["armour", "no-red"]), because };
    let refusal = room.refuses(Role::Authority, switch_off(None));
    assert!(refusal.to_string().starts_with("armour, no-red would be switched off without"), "{refusal}");
    let events = room.does(Role::Authority, switch_off(Some(text(8))));
    let What::RulebooksAdopted { because, .. } = events[0].what else { panic!("{events:?}") };
    assert_eq!(because, Some(text(8)));
}
