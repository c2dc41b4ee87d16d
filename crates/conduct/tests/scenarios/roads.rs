//! The way a movement drives: planned over a network in force, touched by dangers, closed, out of season, too low.

use conduct::{
    Act, Rejection, Stage, What,
    danger::{Danger, KEPT_FOR},
    movement::{Authority, Bar, Planned, Why},
};
use model::{
    Place,
    id::{DangerId, MovementId},
    party::Role,
};
use roads::chart::{Limits, Vehicle};

use crate::room::{CORRIDOR, Room, at, book, corridor, is, kinds, path, state, text, word};

/// The stretches of the fastest way between two places of the corridor in December.
pub fn way(from: &str, to: &str) -> Vec<u32> {
    way_in(from, to, 12)
}

fn way_in(from: &str, to: &str, month: u8) -> Vec<u32> {
    let chart = CORRIDOR.chart();
    let way = chart.fastest(place(from), place(to), &Vehicle::car(), month).unwrap();
    way.arcs.iter().map(|&arc| chart.drives()[arc as usize]).collect()
}

pub fn place(text: &str) -> Place {
    text.parse().unwrap()
}

pub const BESHAM: &str = "34.93,72.88";
pub const DASU: &str = "35.29,73.22";
const CHILAS: &str = "35.41,74.10";
pub const MANSEHRA: &str = "34.33,73.20";
/// On the road between Besham and Dubair.
pub const ON_THE_WAY: &str = "34.985,72.905";

/// A room with the corridor in force, whose one rule asks that nothing closes the way.
pub fn room() -> Room {
    let rules = book(&[("route-open", "", "incidents.all(i, !i.closes_route)", "")]);
    let mut room = Room::with(conduct::World::Actual, rules);
    room.level("pk", "green", false);
    room.does(Role::Authority, Act::AdoptNetwork { network: corridor() });
    room
}

pub const ORDER: &[(&str, &str)] = &[
    ("movement.area", "pk/kp"),
    ("movement.departs_on", "2026-12-11"),
    ("movement.departs_at", "2026-12-11T06:00:00+05:00"),
    ("vehicles.complete", "true"),
    ("vehicles[car].plate", "LES-1"),
    ("commanders[lead].duty", "commander"),
    ("crew[driver].duty", "driver"),
    ("principals[p1]", ""),
];

pub fn plan(room: &mut Room, movement: MovementId, drives: Vec<u32>) -> Vec<conduct::Event> {
    let seen = room.get(movement).revision;
    room.duty(Act::PlanRoute { movement, seen, drives })
}

/// A movement from Besham to Dasu that is cleared.
pub fn cleared(room: &mut Room, number: &str) -> MovementId {
    let movement = room.request(number, ORDER);
    plan(room, movement, way(BESHAM, DASU));
    room.report(movement, vec![state("incidents.complete", "true")]);
    room.now = room.now.max(at("2026-12-11 05:30"));
    let seen = crate::room::said("incidents.complete", "true", "feed", room.now, None);
    room.report(movement, vec![seen]);
    room.duty(Act::Clear { movement });
    assert_eq!(room.stage(movement), Stage::Cleared, "{:?}", room.get(movement).clearance);
    movement
}

fn closure(at_place: &str, until: Option<&str>) -> Danger {
    Danger::Closure {
        place: place(at_place),
        within_mm: 500_000,
        from: at("2026-12-01 07:00"),
        until: until.map(at),
    }
}

pub fn reports(room: &mut Room, danger: Danger) -> (DangerId, Vec<conduct::Event>) {
    let events = room.does(Role::DistrictOfficer, Act::ReportDanger { danger });
    let What::DangerReported { id, .. } = events[0].what else { panic!("{events:?}") };
    (id, events)
}

fn route(room: &Room, movement: MovementId) -> &Planned {
    room.get(movement).route.as_deref().unwrap()
}

#[test]
fn a_planned_way_names_its_districts_in_order_and_their_hours() {
    let mut room = room();
    let movement = room.request("SC-1", ORDER);
    let events = plan(&mut room, movement, way(BESHAM, DASU));
    assert_eq!(kinds(&events), ["route-planned"]);
    let crossed: Vec<_> = route(&room, movement).crosses.iter().map(|(area, _)| area.to_string()).collect();
    assert_eq!(crossed, ["pk/kp/shangla", "pk/kp/lower-kohistan", "pk/kp/upper-kohistan"]);
    let facts = conduct::dossier(&room.state, room.get(movement)).unwrap();
    assert_eq!(facts.claims(&path("districts.complete")).len(), 1);
    for (area, after) in &route(&room, movement).crosses {
        let label = area.as_str().rsplit('/').next().unwrap();
        let enters = &facts.claims(&path(&format!("districts[{label}].enters_at")))[0];
        let expected = at("2026-12-11 06:00").checked_add(model::Span((*after).cast_signed())).unwrap();
        assert_eq!(enters.value, model::Value::Time(expected), "{area}");
    }
    assert_eq!(room.get(movement).revision, 2);
}

#[test]
fn another_way_leaves_the_districts_of_the_first_and_keeps_what_people_named() {
    let mut room = room();
    let mut order = ORDER.to_vec();
    order.push(("districts[swat].area", "pk/kp/swat"));
    let movement = room.request("SC-1", &order);
    plan(&mut room, movement, way(BESHAM, DASU));
    plan(&mut room, movement, way(BESHAM, MANSEHRA));
    let facts = conduct::dossier(&room.state, room.get(movement)).unwrap();
    let has = |label: &str| !facts.claims(&path(&format!("districts[{label}].area"))).is_empty();
    assert!(has("swat") && has("mansehra") && has("shangla"));
    assert!(!has("upper-kohistan") && !has("lower-kohistan"));
}

#[test]
fn a_way_that_does_not_hang_together_is_refused_with_the_place_where_it_breaks_off() {
    let mut room = room();
    let movement = room.request("SC-1", ORDER);
    let mut broken = way(BESHAM, DASU);
    broken.remove(1);
    for (drives, why) in [(broken, 2), (Vec::new(), 0), (vec![u32::MAX], 1)] {
        let refused = room.refuses(Role::Sponsor, Act::PlanRoute { movement, seen: 1, drives });
        assert_eq!(refused, Rejection::NoWay(why));
    }
    let outdated = Act::PlanRoute { movement, seen: 7, drives: way(BESHAM, DASU) };
    assert_eq!(room.refuses(Role::Sponsor, outdated), Rejection::Outdated { seen: 7, current: 1 });
}

#[test]
fn without_a_network_in_force_no_way_is_planned_and_none_is_adopted_that_is_not_at_hand() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", ORDER);
    let plan = Act::PlanRoute { movement, seen: 1, drives: way(BESHAM, DASU) };
    assert_eq!(room.refuses(Role::DutyOfficer, plan), Rejection::NoNetwork);
    let unknown = Act::AdoptNetwork { network: model::Digest([7; 32]) };
    assert_eq!(room.refuses(Role::Authority, unknown), Rejection::NoSuch("no-such-network"));
    let adopt = Act::AdoptNetwork { network: corridor() };
    assert!(matches!(room.refuses(Role::Sponsor, adopt), Rejection::NotAllowed { .. }));
}

#[test]
fn a_closure_on_the_way_holds_who_waits_and_lifting_it_frees_them() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    let (danger, events) = reports(&mut room, closure(ON_THE_WAY, None));
    assert_eq!(kinds(&events), ["danger-reported", "route-touched", "clearance-evaluated"]);
    assert_eq!(room.stage(movement), Stage::Held);
    assert_eq!(room.failing(movement), ["route-open"]);
    room.duty(Act::LiftDanger { id: danger, because: text(3) });
    assert_eq!(room.stage(movement), Stage::Cleared);
    let again = Act::LiftDanger { id: danger, because: text(3) };
    assert_eq!(room.refuses(Role::DutyOfficer, again), Rejection::NoSuch("no-such-danger"));
}

#[test]
fn what_is_closed_elsewhere_touches_nobody() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    let (_, events) = reports(&mut room, closure("34.15,73.21", None));
    assert_eq!(kinds(&events), ["danger-reported"]);
    assert_eq!(room.stage(movement), Stage::Cleared);
}

#[test]
fn a_closure_whose_time_is_over_leaves_by_itself() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    reports(&mut room, closure(ON_THE_WAY, Some("2026-12-11 05:45")));
    assert_eq!(room.stage(movement), Stage::Held);
    assert_eq!(room.state.next_due(), Some(at("2026-12-11 05:45")));
    let events = room.advance("2026-12-11 05:45");
    assert_eq!(kinds(&events), ["danger-lifted", "clearance-evaluated"]);
    assert_eq!(room.stage(movement), Stage::Cleared);
    assert!(room.state.dangers.is_empty() && room.state.ends.is_empty());
}

#[test]
fn an_incident_near_the_way_asks_those_under_way_and_closes_nothing() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    room.gate(movement);
    room.duty(Act::AuthoriseDeparture { movement });
    assert_eq!(room.stage(movement), Stage::UnderWay(Authority::Authorised));
    let attack = Danger::Incident {
        kind: word("attack"),
        place: place(ON_THE_WAY),
        within_mm: 0,
        at: at("2026-12-11 05:00"),
        grade: Some(word("B2")),
    };
    let (danger, events) = reports(&mut room, attack.clone());
    assert_eq!(events.iter().filter(is("decision-asked")).count(), 1);
    assert_eq!(events.iter().filter(is("alert-raised")).count(), 1);
    assert_eq!(room.get(movement).asked.as_ref().unwrap().why, Why::Danger(danger));
    let facts = conduct::dossier(&room.state, room.get(movement)).unwrap();
    let said = |what: &str| facts.claims(&path(&format!("incidents[{danger}].{what}")))[0].value.clone();
    assert_eq!((said("kind"), said("closes_route")), (word("attack").into(), false.into()));
    let leaves = at("2026-12-11 05:00").checked_add(KEPT_FOR).unwrap();
    assert_eq!(room.state.ends.get_min(), Some(&(leaves, danger)));
}

#[test]
fn who_plans_later_meets_what_was_reported_before() {
    let mut room = room();
    let (danger, _) = reports(&mut room, closure(ON_THE_WAY, None));
    let movement = room.request("SC-1", ORDER);
    let events = plan(&mut room, movement, way(BESHAM, DASU));
    let What::RoutePlanned { dangers, .. } = &events[0].what else { panic!("{events:?}") };
    assert_eq!(*dangers, [(danger, true)]);
    let other = room.request("SC-2", ORDER);
    plan(&mut room, other, way(BESHAM, MANSEHRA));
    assert!(room.get(other).dangers.is_empty());
}

#[test]
fn an_area_nobody_goes_to_closes_what_passes_through_it() {
    let mut room = room();
    let movement = cleared(&mut room, "SC-1");
    let corners = ["34.98,72.8", "34.98,73", "34.99,73", "34.99,72.8"].map(place).to_vec();
    let (_, events) = reports(&mut room, Danger::NoGo { corners, from: room_time(), until: None });
    assert_eq!(events.iter().filter(is("route-touched")).count(), 1);
    assert_eq!(room.stage(movement), Stage::Held);
}

fn room_time() -> model::Instant {
    at("2026-12-11 05:00")
}

#[test]
fn a_run_drives_the_way_of_its_permission_and_is_touched_with_it() {
    let mut room = room();
    let period = [("movement.begins_on", "2026-12-10"), ("movement.ends_on", "2026-12-20")];
    let plan_of = crate::room::order(&[&period[..], &[("movement.area", "pk/kp")]].concat());
    room.duty(Act::RequestStanding { number: word("ST-1"), plan: plan_of });
    let standing = room.id("ST-1");
    plan(&mut room, standing, way(BESHAM, DASU));
    let day = crate::room::order(&ORDER[1..]);
    room.duty(Act::PlanRun { standing, number: word("ST-1-1"), plan: day });
    let run = room.id("ST-1-1");
    let (_, events) = reports(&mut room, closure(ON_THE_WAY, None));
    assert_eq!(events.iter().filter(is("route-touched")).count(), 2);
    let evaluated = room.departs(run);
    assert!(evaluated.failing.contains(&word("route-open")));
    assert_eq!(evaluated.network, Some(corridor()));
}

#[test]
fn a_pass_that_is_closed_in_winter_is_offered_to_nobody_and_bars_who_moves_their_day_there() {
    let mut room = room();
    let summer: Vec<_> = ORDER
        .iter()
        .map(|(at, value)| (*at, if at.ends_with("departs_on") { "2027-07-01" } else { *value }))
        .filter(|(at, _)| !at.ends_with("departs_at"))
        .collect();
    let over_babusar = way_in(MANSEHRA, CHILAS, 7);
    let winter = room.request("SC-1", ORDER);
    let refused = room
        .refuses(Role::Sponsor, Act::PlanRoute { movement: winter, seen: 1, drives: over_babusar.clone() });
    assert_eq!(refused, Rejection::WayRefuses("N-15".to_owned()));
    let movement = room.request("SC-2", &summer);
    plan(&mut room, movement, over_babusar);
    assert!(!room.bars(movement).contains(&Bar::OutOfSeason));
    room.amend(movement, vec![state("movement.departs_on", "2026-12-11")]);
    assert!(room.bars(movement).contains(&Bar::OutOfSeason));
}

#[test]
fn reports_that_say_nothing_are_refused_with_what_is_wrong() {
    let mut room = room();
    let incident = |kind: &str, grade: Option<&str>, within_mm: u64, when: &str| Danger::Incident {
        kind: word(kind),
        place: place(BESHAM),
        within_mm,
        at: at(when),
        grade: grade.map(word),
    };
    let past = "2026-12-01 07:00";
    let refused = |room: &mut Room, danger| room.refuses(Role::DutyOfficer, Act::ReportDanger { danger });
    assert!(matches!(refused(&mut room, incident("rumour", None, 0, past)), Rejection::Unplaceable(_)));
    for closes in ["closure", "no-go"] {
        let told_wrongly = incident(closes, None, 0, past);
        assert_eq!(refused(&mut room, told_wrongly), Rejection::Danger("danger-closes"));
    }
    let graded = incident("attack", Some("Z9"), 0, past);
    assert_eq!(refused(&mut room, graded), Rejection::Danger("danger-grade"));
    let vague = incident("attack", None, 100_000_001, past);
    assert_eq!(refused(&mut room, vague), Rejection::Danger("danger-too-wide"));
    let to_come = incident("attack", None, 0, "2026-12-01 09:00");
    assert!(matches!(refused(&mut room, to_come), Rejection::FromTheFuture(_)));
    let old = incident("attack", None, 0, "2026-01-01 07:00");
    assert_eq!(refused(&mut room, old), Rejection::Danger("danger-over"));
    let line = Danger::NoGo { corners: [BESHAM, DASU].map(place).to_vec(), from: at(past), until: None };
    assert_eq!(refused(&mut room, line), Rejection::Danger("danger-corners"));
    let by_a_principal = Act::ReportDanger { danger: closure(BESHAM, None) };
    assert!(matches!(room.refuses(Role::Principal, by_a_principal), Rejection::NotAllowed { .. }));
}

/// The way from Besham to Dasu as if it led under a bridge of 3.2 m.
fn under_a_low_bridge(room: &mut Room, unread_limit: bool) -> MovementId {
    let movement = cleared(room, "SC-1");
    let limits = Limits { height_mm: 3_200, ..Limits::default() };
    let route = Planned { limits, unread_limit, ..route(room, movement).clone() };
    let what = What::RoutePlanned {
        movement,
        revision: 3,
        route,
        statements: vec![],
        drop: vec![],
        dangers: vec![],
        passes: vec![],
    };
    room.state.apply(&conduct::Event { at: room.now, by: crate::room::role(Role::DutyOfficer), what });
    movement
}

#[test]
fn a_vehicle_passes_under_a_bridge_if_it_is_known_to_be_lower() {
    let car = || word("car");
    for (height, expected) in [
        (None, Some(Bar::VehicleUnmeasured(car()))),
        (Some("3.3 m"), Some(Bar::VehicleDoesNotFit(car()))),
        (Some("3.2 m"), None),
    ] {
        let mut room = room();
        let movement = under_a_low_bridge(&mut room, false);
        let height = height.map(|height| state("vehicles[car].height", height));
        room.report(movement, height.into_iter().collect());
        let of_the_vehicle = |bar: &Bar| matches!(bar, Bar::VehicleUnmeasured(_) | Bar::VehicleDoesNotFit(_));
        assert_eq!(room.bars(movement).into_iter().find(of_the_vehicle), expected);
    }
}

#[test]
fn what_a_sign_says_that_nobody_could_read_lets_nobody_through() {
    let mut room = room();
    let movement = under_a_low_bridge(&mut room, true);
    assert!(room.bars(movement).contains(&Bar::VehicleUnmeasured(word("car"))));
    room.report(movement, vec![state("vehicles[car].height", "2 m")]);
    assert!(room.bars(movement).contains(&Bar::VehicleDoesNotFit(word("car"))));
}
