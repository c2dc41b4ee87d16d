//! A movement that takes whichever way on the road, whatever is said of its hand-overs meanwhile.

use std::collections::BTreeSet;

use conduct::{
    Act, Movement,
    handover::{Crossing, GRACE, HandOver, Side},
    voice::Reporter,
};
use model::{Path, Place, Span, id::MovementId, party::Role};
use proptest::prelude::*;
use roads::chart::Vehicle;

use crate::room::{CORRIDOR, Room, book, corridor, order, text, word};

/// Mansehra, Besham, on the road between Besham and Dubair, Dasu, Chilas.
const PLACES: [&str; 5] = ["34.33,73.20", "34.93,72.88", "34.985,72.905", "35.29,73.22", "35.41,74.10"];

/// What an order says of districts by hand; the last one lies on no way between those places.
const BY_HAND: [&[(&str, &str)]; 3] = [
    &[],
    &[("districts[lower-kohistan].enters_at", "2026-12-01T14:00:00+05:00")],
    &[
        ("districts[lower-kohistan].enters_at", "2026-12-01T09:00:00+05:00"),
        ("districts[swat].area", "pk/kp/swat"),
    ],
];

#[derive(Clone, Debug)]
enum Step {
    /// Takes a way past these places.
    Drives(Vec<usize>),
    /// Somebody says of one of its hand-overs that it was given or taken over.
    Says(usize, bool, u8),
    /// Minutes pass.
    Waits(i32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        2 => prop::collection::vec(0..PLACES.len(), 2..5).prop_map(Step::Drives),
        3 => (0..12_usize, any::<bool>(), 0..4_u8).prop_map(|(which, gives, who)| Step::Says(which, gives, who)),
        2 => (1..200).prop_map(Step::Waits),
    ];
    prop::collection::vec(step, 1..16)
}

/// The stretches of the fastest way past these places, if there is one that leads anywhere.
fn way(past: &[usize]) -> Option<Vec<u32>> {
    let chart = CORRIDOR.chart();
    let place = |nth: usize| PLACES[nth].parse::<Place>().unwrap();
    let mut drives = Vec::new();
    for pair in past.windows(2).filter(|pair| pair[0] != pair[1]) {
        let way = chart.fastest(place(pair[0]), place(pair[1]), &Vehicle::car(), 12).ok()?;
        drives.extend(way.arcs.iter().map(|&arc| chart.drives()[arc as usize]));
    }
    (!drives.is_empty()).then_some(drives)
}

fn on_the_road(was_only_seen: bool, by_hand: &[(&str, &str)]) -> (Room, MovementId) {
    let rules = book(&[("route-open", "", "incidents.all(i, !i.closes_route)", "")]);
    let mut room = Room::with(conduct::World::Actual, rules);
    room.level("pk", "green", false);
    room.does(Role::Authority, Act::AdoptNetwork { network: corridor() });
    let (number, plan) = (word("M-1"), order(&[&[("movement.area", "pk/kp")], by_hand].concat()));
    if was_only_seen {
        room.duty(Act::ObserveDeparture { number, plan, at: None });
    } else {
        room.does(Role::Commander, Act::StartUrgent { number, plan, reason: text(7) });
    }
    let movement = room.id("M-1");
    (room, movement)
}

fn done(movement: &Movement) -> BTreeSet<(Path, u32)> {
    let done = movement.handovers.iter().filter(|it| it.is_done());
    done.map(|it| (it.into.clone(), it.visit)).collect()
}

/// What is so of its hand-overs whenever anything happened.
fn is_sound(room: &Room, id: MovementId, before: &BTreeSet<(Path, u32)>) {
    let over = &room.get(id).handovers;
    let named: BTreeSet<_> = over.iter().map(|it| (&it.into, it.visit)).collect();
    assert_eq!(named.len(), over.len(), "each is one: {over:#?}");
    assert!(over.iter().all(|it| it.visit > 0 && it.from != it.into), "{over:#?}");
    assert!(before.is_subset(&done(room.get(id))), "what both confirmed stands: {before:?} {over:#?}");
    // What lies behind comes first and is confirmed; from there on each begins where the one before ended, and none is due before it.
    let ahead = over.iter().position(|it| !it.behind).unwrap_or(over.len());
    let (behind, ahead) = over.split_at(ahead);
    assert!(
        behind.iter().all(|it| it.behind && it.is_done()) && ahead.iter().all(|it| !it.behind),
        "{over:#?}"
    );
    for two in ahead.windows(2) {
        assert_eq!(two[0].into, two[1].from, "{over:#?}");
        assert!(two[0].due.is_none() || two[1].due.is_none() || two[0].due <= two[1].due, "{over:#?}");
    }
    // An alert stands for each that is overdue, and for nothing else.
    let is_late = |due: model::Instant| due.saturating_add(GRACE) <= room.now;
    for it in over.iter().filter(|it| it.overdue) {
        assert!(it.due.is_some_and(is_late), "{it:?}");
    }
    let name = |it: &HandOver| {
        let district = it.into.label().unwrap();
        if it.visit == 1 { district.to_string() } else { format!("{district}:{}", it.visit) }
    };
    let overdue: BTreeSet<String> = over.iter().filter(|it| it.overdue && !it.is_done()).map(name).collect();
    let found = room.state.alerts.values().filter_map(|alert| alert.found.as_ref());
    let found = found.filter(|found| found.key.rule == word("handover-unconfirmed") && found.until.is_none());
    let open: BTreeSet<String> = found.filter_map(|it| Some(it.key.element.as_ref()?.to_string())).collect();
    assert_eq!(open, overdue, "{over:#?}");
}

/// Where the order says nothing of districts by hand, its way alone says where it is handed over. On a way that begins where it is, the next
/// boundary alone can have been spoken of by both sides, and only before it was due.
fn is_of_its_way(room: &Room, id: MovementId, before: &[HandOver], alone: bool) {
    let movement = room.get(id);
    let route = movement.route.as_ref().unwrap();
    let ahead: Vec<&HandOver> = movement.handovers.iter().filter(|it| !it.behind).collect();
    if alone {
        let label = |area: &str| format!("districts[{}]", area.rsplit('/').next().unwrap());
        let crosses: Vec<String> = route.crosses.iter().map(|(area, _)| label(area.as_str())).collect();
        let pairs: Vec<_> = ahead.iter().map(|it| [it.from.to_string(), it.into.to_string()]).collect();
        let expected: Vec<_> = crosses.windows(2).map(|two| [two[0].clone(), two[1].clone()]).collect();
        assert_eq!(pairs, expected);
    }
    if route.since == Some(room.now) {
        for (n, it) in ahead.into_iter().enumerate().filter(|(_, it)| it.is_done()) {
            let was = before.iter().find(|was| was.is(&it.crossing())).unwrap();
            assert!(n == 0 && !was.behind && was.due.is_some_and(|due| due > room.now), "{it:?} {was:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn hand_overs_are_those_of_the_way_and_an_alert_stands_for_each_that_is_overdue(
        was_only_seen: bool,
        by_hand in prop::sample::select(BY_HAND.to_vec()),
        steps in steps(),
    ) {
        let (mut room, id) = on_the_road(was_only_seen, by_hand);
        for step in steps {
            let before = done(room.get(id));
            match step {
                Step::Drives(past) => {
                    let Some(drives) = way(&past) else { continue };
                    let seen = room.get(id).revision;
                    let before = room.get(id).handovers.clone();
                    room.duty(Act::PlanRoute { movement: id, seen, drives });
                    is_of_its_way(&room, id, &before, by_hand.is_empty());
                }
                Step::Says(which, gives, who) => {
                    let over = &room.get(id).handovers;
                    if over.is_empty() {
                        continue;
                    }
                    let crossing: Crossing = over[which % over.len()].crossing();
                    let side = if gives { Side::Giving } else { Side::Taking };
                    let reporter = Some(Reporter::Somebody(text(20 + u128::from(who))));
                    let act = Act::ConfirmHandOver { movement: id, crossing, side, at: None, reporter };
                    // One person is not both sides.
                    let duty = model::party::Actor { person: None, role: Role::DutyOfficer, agency: word("spu") };
                    let _ = room.tell(&duty, act);
                }
                Step::Waits(minutes) => {
                    room.now = room.now.saturating_add(Span::minutes(minutes));
                    room.does(Role::System, Act::Advance);
                    let again = room.does(Role::System, Act::Advance);
                    prop_assert!(!crate::room::kinds(&again).contains(&"hand-over-overdue".to_owned()));
                }
            }
            is_sound(&room, id, &before);
        }
    }
}
