//! Closures and no-go areas that are announced: whom they concern, and when.

use conduct::{
    Act, Rejection, Stage, What,
    announced::{LATE, Passage},
    danger::Danger,
    event::VERSION,
    movement::Why,
};
use model::{
    Instant, Span,
    id::{DangerId, MovementId},
    party::Role,
};

use crate::{
    roads::{BESHAM, DASU, ON_THE_WAY, ORDER, cleared, place, plan, reports, room, way},
    room::{Room, at, is, kinds, path, said, state, text},
};

/// Road works between Besham and Dubair, which a movement that leaves at 06:00 on 11 December passes before seven.
fn works(from: &str, until: Option<&str>) -> Danger {
    let (from, until) = (at(from), until.map(at));
    Danger::Closure { place: place(ON_THE_WAY), within_mm: 500_000, from, until }
}

fn passage(room: &Room, movement: MovementId, danger: DangerId) -> Passage {
    room.get(movement).dangers[&danger].passage.unwrap()
}

fn plus(at: Instant, span: Span) -> Instant {
    at.saturating_add(span)
}

fn micros(us: u64) -> Span {
    Span(us.cast_signed())
}

#[test]
fn works_of_tomorrow_hold_tomorrows_movement_and_not_todays() {
    let mut room = room();
    let today = cleared(&mut room, "SC-1");
    let order: Vec<_> =
        ORDER.iter().map(|(at, value)| (*at, value.replace("2026-12-11", "2026-12-12"))).collect();
    let order: Vec<_> = order.iter().map(|(at, value)| (*at, value.as_str())).collect();
    let tomorrow = room.request("SC-2", &order);
    plan(&mut room, tomorrow, way(BESHAM, DASU));
    room.report(tomorrow, vec![state("incidents.complete", "true")]);
    let seen = said("incidents.complete", "true", "feed", room.now, None);
    room.report(tomorrow, vec![seen]);
    room.duty(Act::Clear { movement: tomorrow });
    assert_eq!((room.stage(today), room.stage(tomorrow)), (Stage::Cleared, Stage::Cleared));

    let (danger, events) = reports(&mut room, works("2026-12-12 05:00", Some("2026-12-12 18:00")));
    assert_eq!(events.iter().filter(is("route-touched")).count(), 2);
    assert_eq!((room.stage(today), room.stage(tomorrow)), (Stage::Cleared, Stage::Held));
    assert_eq!(room.failing(tomorrow), ["route-open"]);
    room.gate(today);
    assert!(room.departs(today).clears);
    // Put off until the works are over.
    room.amend(
        tomorrow,
        vec![
            state("movement.departs_on", "2026-12-12"),
            state("movement.departs_at", "2026-12-12T19:00:00+05:00"),
        ],
    );
    assert_eq!(room.stage(tomorrow), Stage::Cleared, "{:?}", room.get(tomorrow).clearance);
    assert!(passage(&room, tomorrow, danger).leaves_us < micros_in_an_hour());
}

fn micros_in_an_hour() -> u64 {
    3_600_000_000
}

#[test]
fn a_clearance_ends_by_itself_at_the_moment_from_which_leaving_would_meet_the_works() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    let (danger, _) = reports(&mut room, works("2026-12-11 15:00", None));
    assert_eq!(room.stage(movement), Stage::Cleared);
    let late = micros(2 * passage(&room, movement, danger).leaves_us + u64::try_from(LATE.0).unwrap());
    let last = plus(at("2026-12-11 15:00"), Span(-late.0));
    assert_eq!(room.get(movement).clearance.as_ref().unwrap().valid_until, Some(last));
    assert_eq!(room.state.next_due(), Some(last));
    room.now = last;
    room.does(Role::System, Act::Advance);
    assert_eq!((room.stage(movement), room.failing(movement)), (Stage::Held, vec!["route-open".to_owned()]));
}

#[test]
fn who_leaves_before_their_hour_is_judged_by_when_they_leave() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    room.amend(movement, vec![state("movement.departs_at", "2026-12-11T09:00:00+05:00")]);
    reports(&mut room, works("2026-12-11 05:40", Some("2026-12-11 06:30")));
    assert_eq!(room.stage(movement), Stage::Cleared, "at nine it is over");
    room.gate(movement);
    let refused = room.departs(movement);
    assert!(!refused.clears && refused.failing.iter().any(|rule| rule.as_str() == "route-open"));
}

#[test]
fn where_nobody_said_when_it_leaves_works_count_as_soon_as_they_are_announced() {
    let mut room = room();
    let no_hour: Vec<_> = ORDER.iter().filter(|(at, _)| !at.contains("departs")).copied().collect();
    let movement = room.request("SC-1", &no_hour);
    plan(&mut room, movement, way(BESHAM, DASU));
    let (danger, _) = reports(&mut room, works("2026-12-20 07:00", None));
    let closes = |room: &Room| {
        let facts = conduct::dossier(&room.state, room.get(movement)).unwrap();
        let said = facts.claims(&path(&format!("incidents[{danger}].closes_route"))).to_vec();
        said.iter().map(|claim| (claim.value.clone(), claim.observed)).collect::<Vec<_>>()
    };
    assert_eq!(closes(&room), [(true.into(), room.now)]);
    let reported = room.now;
    room.amend(movement, vec![state("movement.departs_on", "2026-12-11")]);
    let passage = passage(&room, movement, danger);
    let from = plus(at("2026-12-20 07:00"), Span(-(2 * passage.leaves_us.cast_signed() + LATE.0)));
    assert_eq!(closes(&room), [(false.into(), reported), (true.into(), from)]);
}

#[test]
fn when_works_begin_whoever_is_still_under_way_is_asked_once() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    room.now = at("2026-12-11 06:00");
    room.gate(movement);
    assert!(room.departs(movement).clears);
    let (danger, events) = reports(&mut room, works("2026-12-11 15:00", Some("2026-12-11 18:00")));
    assert!(!events.iter().any(|event| is("decision-asked")(&event)), "it has passed by then: {events:?}");
    assert_eq!(room.state.begins.get_min(), Some(&(at("2026-12-11 15:00"), danger)));
    let events = room.advance("2026-12-11 15:00");
    assert_eq!(kinds(&events)[0], "danger-began");
    assert_eq!(events.iter().filter(is("danger-began")).count(), 1);
    let raised = |event: &&conduct::Event| matches!(&event.what, What::AlertRaised { rule, .. } if rule.as_str() == "danger-on-the-way");
    assert_eq!(events.iter().filter(raised).count(), 1);
    assert_eq!(room.failing(movement), ["route-open"]);
    let of_it = |event: &&conduct::Event| matches!(&event.what, What::DecisionAsked { why: Why::Danger(about), .. } if *about == danger);
    assert_eq!(events.iter().filter(of_it).count(), 1);
    assert!(room.state.begins.is_empty());
    room.advance("2026-12-11 18:00");
    assert!(room.failing(movement).is_empty() && room.state.dangers.is_empty());
}

#[test]
fn who_would_meet_it_under_way_is_asked_when_it_is_announced() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    room.now = at("2026-12-11 06:00");
    room.gate(movement);
    assert!(room.departs(movement).clears);
    let (_, events) = reports(&mut room, works("2026-12-11 06:20", None));
    assert_eq!(events.iter().filter(is("alert-raised")).count(), 1);
    assert!(events.iter().filter(is("decision-asked")).count() >= 1);
}

#[test]
fn what_is_lifted_before_it_begins_never_begins() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    let (id, _) = reports(&mut room, works("2026-12-11 09:00", Some("2026-12-11 18:00")));
    room.duty(Act::LiftDanger { id, because: text(3) });
    assert!(room.state.begins.is_empty() && room.state.ends.is_empty());
    assert_eq!(room.stage(movement), Stage::Cleared);
    let over = Act::ReportDanger { danger: works("2026-12-11 18:00", Some("2026-12-11 09:00")) };
    assert_eq!(room.refuses(Role::DutyOfficer, over), Rejection::Danger("danger-over"));
}

#[test]
fn who_plans_after_it_was_announced_is_judged_as_who_planned_before() {
    let mut room = room();
    let before = cleared(&mut room, "SC-1");
    let (danger, _) = reports(&mut room, works("2026-12-11 15:00", None));
    let after = room.request("SC-2", ORDER);
    let events = plan(&mut room, after, way(BESHAM, DASU));
    let What::RoutePlanned { passes, .. } = &events[0].what else { panic!("{events:?}") };
    assert_eq!(*passes, [(danger, passage(&room, before, danger))]);
    assert_eq!(room.get(after).dangers, room.get(before).dangers);
}

/// As entries of before have it: nobody looked at the hours, so it closes from its announcement on.
#[test]
fn what_an_older_record_says_of_an_announced_closure_is_read_as_it_was_meant() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    let (danger, events) = reports(&mut room, works("2026-12-11 15:00", None));
    let touched = events.iter().find(is("route-touched")).unwrap();
    let (kind, mut body) = touched.to_entry().unwrap();
    body["what"].as_object_mut().unwrap().remove("passage").unwrap();
    let old = conduct::Event::from_entry(&kind, VERSION, &body.to_string()).unwrap();
    room.state.apply(&old);
    assert_eq!(room.get(movement).dangers[&danger].passage, None);
    room.duty(Act::Clear { movement });
    assert_eq!(room.failing(movement), ["route-open"]);
}
