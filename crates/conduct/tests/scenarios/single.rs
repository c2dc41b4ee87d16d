//! One journey from its request to its closed file, and what a clearance does and does not do.

use conduct::{
    Act, Rejection, Stage, What, World,
    movement::{Authority, Bar, Choice, Why},
};
use model::party::Role;

use crate::room::{Room, at, is, kinds, order, said, state, text, usual, word};

#[test]
fn a_single_journey_goes_from_request_to_closed_file() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.now = at("2026-12-11 06:00");
    assert_eq!(kinds(&room.gate(movement)), ["gate-checked"]);
    let events = room.duty(Act::AuthoriseDeparture { movement });
    assert_eq!(kinds(&events), ["departure-authorised"], "and is not evaluated twice in one moment");
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::Authorised));
    assert!(room.state.open.contains(&movement));
    room.does(Role::Commander, Act::Arrive { movement, at: None });
    assert_eq!(room.stage(movement), Stage::Arrived);
    assert!(!room.state.open.contains(&movement) && room.state.next_due().is_none());
    room.duty(Act::Close { movement });
    assert_eq!(room.stage(movement), Stage::Closed);
    let refusal = room.refuses(Role::DutyOfficer, Act::Close { movement });
    assert!(matches!(refusal, Rejection::OutOfPlace { .. }), "{refusal}");
}

#[test]
fn of_a_closed_file_only_its_number_and_whose_it_was_stay_in_the_state_and_a_case_can_be_opened_about_it() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    let small = serde_json::to_vec(&room.state).unwrap().len();
    room.duty(Act::Arrive { movement, at: None });
    room.duty(Act::Close { movement });
    assert!(room.state.movement(movement).is_none());
    let filed = &room.state.filed[&movement];
    assert_eq!(filed.commanders, [word("lead")]);
    assert_eq!(filed.departs, Some(at("2026-12-11 00:00")));
    assert_eq!(filed.closed_at, room.now);
    let kept = serde_json::to_vec(&room.state).unwrap().len();
    assert!(kept + 1000 < small, "{kept} bytes after, {small} before");
    for act in [
        Act::Report { movement, statements: vec![] },
        Act::Clear { movement },
        Act::Arrive { movement, at: None },
        Act::ReviewUrgent { movement, finding: text(1) },
        Act::Choose { movement, choice: Choice::Continue },
    ] {
        let refusal = room.refuses(Role::DutyOfficer, act);
        assert!(matches!(refusal, Rejection::OutOfPlace { stage: Stage::Closed, .. }), "{refusal}");
    }
    let taken = Act::RequestMovement { number: word("SC-1"), plan: order(&[]) };
    assert_eq!(room.refuses(Role::Sponsor, taken), Rejection::NumberTaken(word("SC-1")));
    room.duty(Act::OpenCase { movement, reason: text(2) });
    assert!(room.state.cases.contains(&movement));
}

#[test]
fn a_refused_departure_is_an_event_with_its_verdicts_and_whoever_asked() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", &[("movement.departs_on", "2026-12-01")]);
    let events = room.does(Role::Authority, Act::AuthoriseDeparture { movement });
    let What::DepartureRefused(evaluated) = &events[0].what else { panic!("{events:?}") };
    assert_eq!(events[0].by.role, Role::Authority);
    assert_eq!(evaluated.failing, ["accepted", "seven-days", "armour", "no-red"].map(word));
    assert!(evaluated.bars.contains(&Bar::GateUnchecked));
    assert_eq!(room.stage(movement), Stage::Requested);
    let refusal = room.refuses(Role::Sponsor, Act::AuthoriseDeparture { movement });
    assert!(matches!(refusal, Rejection::NotAllowed { given: Role::Sponsor, .. }));
}

#[test]
fn nothing_departs_while_no_rulebook_is_in_force_or_a_pinned_one_is_missing() {
    let mut room = Room::bare(World::Actual, usual());
    let movement = room.request("SC-1", &[("movement.departs_on", "2026-12-01")]);
    assert!(room.bars(movement).contains(&Bar::NoRules));
    let mut room = Room::usual();
    let movement = room.cleared("SC-2");
    room.shelf.0.clear();
    room.duty(Act::Clear { movement });
    assert_eq!(room.stage(movement), Stage::Held);
    assert!(room.bars(movement).contains(&Bar::NoRules));
}

#[test]
fn a_clearance_lost_to_a_new_fact_holds_the_movement_and_is_regained_by_evidence() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let lab = |yes, hour: &str| said("vehicles[car].bullet_proof", yes, "lab-2", at(hour), None);
    let events = room.report(movement, vec![lab("false", "2026-12-01 07:00")]);
    assert_eq!(kinds(&events), ["facts-reported", "clearance-evaluated"]);
    assert_eq!((room.stage(movement), room.failing(movement)), (Stage::Held, vec!["armour".to_owned()]));
    room.report(movement, vec![lab("true", "2026-12-01 08:00")]);
    assert_eq!(room.stage(movement), Stage::Cleared);
}

#[test]
fn under_way_a_lost_clearance_is_asked_once_and_never_commands() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    let lab = |by: &str, yes: &str| said("vehicles[car].bullet_proof", yes, by, at("2026-12-11 05:00"), None);
    let events = room.report(movement, vec![lab("lab-2", "false")]);
    assert_eq!(kinds(&events), ["facts-reported", "clearance-evaluated", "decision-asked"]);
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::Authorised), "the convoy is not commanded");
    let again = room.report(movement, vec![lab("lab-3", "false")]);
    assert_eq!(again.iter().filter(is("decision-asked")).count(), 0);
    room.does(Role::Commander, Act::Choose { movement, choice: Choice::Continue });
    assert_eq!(room.get(movement).asked, None);
    let after = room.report(movement, vec![lab("lab-4", "false")]);
    assert_eq!(after.iter().filter(is("decision-asked")).count(), 0, "the answer to this loss stands");
    let other = room.level("pk/kp", "red", false);
    assert_eq!(other.iter().filter(is("decision-asked")).count(), 1, "another loss is another question");
    let better = room.level("pk/kp", "green", false);
    assert_eq!(better.iter().filter(is("decision-asked")).count(), 0, "things got better");
}

#[test]
fn whoever_evaluates_under_way_before_the_scheduler_does_not_swallow_the_question() {
    let mut room = Room::usual();
    let until = Some(at("2026-12-11 07:00"));
    let movement = room.cleared("SC-1");
    room.report(movement, vec![said("vehicles[car].bullet_proof", "true", "order", room.now, until)]);
    room.now = at("2026-12-11 06:00");
    room.gate(movement);
    assert!(room.departs(movement).clears);
    room.now = at("2026-12-11 07:00");
    let events = room.duty(Act::Clear { movement });
    assert_eq!(kinds(&events), ["clearance-evaluated", "decision-asked"]);
    assert_eq!(room.get(movement).asked.as_ref().unwrap().why, Why::Rules(vec![word("armour")]));
    assert_eq!(kinds(&room.advance("2026-12-11 07:00")), Vec::<String>::new());
}

#[test]
fn nobody_chooses_where_nothing_was_asked() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    let refusal = room.refuses(Role::Commander, Act::Choose { movement, choice: Choice::Divert });
    assert!(refusal.to_string().contains("nothing is asked"), "{refusal}");
}

#[test]
fn a_movement_does_not_leave_before_the_day_its_order_says() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.now = at("2026-12-02 06:00");
    room.gate(movement);
    let refused = room.departs(movement);
    assert_eq!(refused.bars, [Bar::BeforeItsDay(crate::room::day("2026-12-11"))]);
    assert!(refused.failing.is_empty(), "the seven days of notice count from the eleventh");
    room.amend(movement, vec![said("movement.departs_on", "2026-12-02", "order", room.now, None)]);
    assert_eq!(room.stage(movement), Stage::Held, "and not from the second");
}

#[test]
fn a_movement_called_off_is_out_of_every_list() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.duty(Act::Cancel { movement, reason: text(5) });
    assert_eq!(room.stage(movement), Stage::Cancelled);
    assert!(room.state.open.is_empty() && room.state.next_due().is_none());
    let refusal = room.refuses(Role::DutyOfficer, Act::AuthoriseDeparture { movement });
    assert!(matches!(refusal, Rejection::OutOfPlace { stage: Stage::Cancelled, .. }), "{refusal}");
}

#[test]
fn a_vehicle_that_joins_the_order_draws_on_what_the_register_knows_of_it() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.duty(Act::Register { statements: vec![state("vehicles[SPU-7].bullet_proof", "true")] });
    room.amend(movement, vec![state("vehicles[SPU-7].element", "trail")]);
    assert_eq!(room.stage(movement), Stage::Cleared);
    room.amend(movement, vec![state("vehicles[SPU-8].element", "main")]);
    assert_eq!(room.failing(movement), ["armour"]);
    room.duty(Act::Register { statements: vec![state("vehicles[SPU-8].bullet_proof", "true")] });
    assert_eq!(room.stage(movement), Stage::Cleared, "whoever lists it is asked again");
}

#[test]
fn a_movement_number_is_used_once() {
    let mut room = Room::usual();
    room.request("SC-1", &[]);
    let again = Act::RequestMovement { number: word("SC-1"), plan: order(&[]) };
    assert_eq!(room.refuses(Role::Sponsor, again), Rejection::NumberTaken(word("SC-1")));
    let missing = Act::Clear { movement: model::id::MovementId(uuid::Uuid::nil()) };
    assert!(matches!(room.refuses(Role::DutyOfficer, missing), Rejection::NoSuchMovement(_)));
}
