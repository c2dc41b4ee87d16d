//! A movement is watched from when it left, and held to the hours that were planned.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod road;

use conduct::{Act, command::AlertVerdict};
use model::{Dossier, Span, Word, id::TextId, party::Role};
use proptest::{collection::vec, prelude::*};
use road::{Road, TWO_CARS, WAY, dossier, minutes, word};
use uuid::Uuid;

/// Two cars that leave at six, with this said of the movement.
fn leaving(said: &str) -> Road {
    Road::with(&format!("{TWO_CARS}\n[movement]\n{said}\n"))
}

/// Both cars drive, by the minute, a hundredth of the way each.
fn drive(road: &mut Road, count: usize) {
    for along in 1..=count {
        let at = road.now.saturating_add(Span::minutes(1));
        road.reports(1, at, along * 10 + 2, 0);
        road.reports(2, at, along * 10, 0);
    }
}

#[test]
fn who_leaves_two_hours_before_their_hour_is_watched_from_when_they_left() {
    let mut road = leaving("departs_at = 2026-12-11T08:00:00+05:00");
    drive(&mut road, 3);
    assert!(road.open().is_empty(), "{:?}", road.open());
    // The coach stands, and the lead drives on without it; then nobody is heard any more.
    let stood = road.now;
    for minute in 1..=8 {
        road.reports(2, minutes(stood, minute), 30, 0);
        road.reports(1, minutes(stood, minute), 40 + usize::try_from(minute).unwrap() * 10, 0);
    }
    for (rule, vehicle) in
        [("stopped", Some("coach")), ("separated", Some("coach")), ("convoy-broken", Some("coach"))]
    {
        assert!(road.is_open(rule, vehicle), "{rule}: {:?}", road.open());
    }
    road.passes(Span::minutes(10));
    assert!(road.is_open("lost-contact", Some("lead")), "{:?}", road.open());
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
}

#[test]
fn who_leaves_after_their_hour_is_late_as_soon_as_the_plans_driving_says_so() {
    // The checkpoint is planned for seven, after half an hour of driving; at six an hour is left.
    let mut road = leaving("departs_at = 2026-12-11T06:30:00+05:00");
    drive(&mut road, 2);
    assert!(!road.is_open("late", None), "{:?}", road.open());
    // After two hours and a half of driving it would be there at half past eight.
    let mut road = leaving("departs_at = 2026-12-11T04:30:00+05:00");
    drive(&mut road, 2);
    assert!(road.is_open("late", None), "{:?}", road.open());
}

#[test]
fn where_only_the_day_is_known_nobody_is_late_by_an_hour_that_nobody_planned() {
    let mut road = leaving("departs_on = 2026-12-11");
    drive(&mut road, 5);
    assert!(!road.is_open("late", None), "{:?}", road.open());
    // At seven they were to be at the checkpoint.
    road.now = "2026-12-11T07:16:00+05:00".parse().unwrap();
    road.settles();
    assert!(road.is_open("late", None), "{:?}", road.open());
}

#[test]
fn the_hour_of_arrival_that_was_planned_is_that_of_the_end_of_the_way() {
    let mut road = leaving("departs_at = 2026-12-11T06:00:00+05:00\narrives_at = 2026-12-11T09:00:00+05:00");
    // They are past the checkpoint by seven, and nothing more is heard of them.
    drive(&mut road, 50);
    assert!(!road.is_open("late", None), "{:?}", road.open());
    road.now = "2026-12-11T09:16:00+05:00".parse().unwrap();
    road.settles();
    let late = road.state.alerts.values().filter_map(|alert| alert.found.as_ref());
    let late: Vec<_> =
        late.filter(|found| found.key.rule == *"late").map(|found| &found.key.element).collect();
    assert_eq!(late, [&Some(road::word("release"))]);
}

/// Six in the morning, a movement that nobody has let go, and its cars in the yard.
fn waiting() -> Road {
    waiting_with(TWO_CARS)
}

fn waiting_with(cars: &str) -> Road {
    let mut road = Road::with("[[vehicles]]\nid = 'other'\n");
    let plan = dossier(&format!("movement.departs_at = 2026-12-11T06:30:00+05:00\n{cars}"));
    road.enrols(11, "vehicles[lead]");
    road.enrols(12, "vehicles[coach]");
    let begun = road.does(Role::DutyOfficer, Act::RequestMovement { number: word("ROAD-2"), plan });
    road.movement = begun.iter().find_map(|event| event.what.movement()).unwrap();
    road.plans(&WAY.0);
    road.settles();
    road
}

fn left_unsaid(road: &Road) -> bool {
    road.is_open("departed-without-authority", Some("coach"))
}

fn left(road: &Road) -> conduct::alert::Found {
    let of = |alert: &&conduct::alert::Alert| alert.rule.as_str() == "departed-without-authority";
    road.state.alerts.values().find(of).unwrap().found.clone().unwrap()
}

/// Reported from these thousandths of the way, one a minute.
fn drives(road: &mut Road, device: u128, places: impl IntoIterator<Item = usize>) {
    for along in places {
        let at = minutes(road.now, 1);
        road.reports(device, at, along, 0);
    }
}

#[test]
fn cars_that_drive_off_before_anybody_let_them_go_are_an_alert_and_back_in_the_yard_it_is_over() {
    let mut road = waiting();
    drives(&mut road, 12, [0]);
    // Whoever clears the road ahead is not the convoy.
    drives(&mut road, 11, 20..25);
    assert!(
        !left_unsaid(&road) && !road.is_open("departed-without-authority", Some("lead")),
        "{:?}",
        road.open()
    );
    drives(&mut road, 12, 20..21);
    assert!(!left_unsaid(&road), "one report may be a slip");
    drives(&mut road, 12, 25..27);
    assert!(left_unsaid(&road), "{:?}", road.open());
    let alerts = road.state.alerts.len();
    drives(&mut road, 12, 27..40);
    let (known, told) = (left(&road), road.told.len());
    road.crashes();
    drives(&mut road, 12, 40..50);
    assert_eq!((road.state.alerts.len(), left(&road)), (alerts, known), "one alert, however far it drives");
    // What was buffered in the yard comes late: it is not back.
    let at = minutes(road.now, -40);
    road.reports(12, at, 0, 0);
    assert_eq!((left(&road).until, road.told.len()), (None, told));
    // Somebody writes down what was seen: it is watched, and the alert is known already.
    let number = word("ROAD-2");
    road.does(Role::DutyOfficer, Act::ObserveDeparture { number, plan: Dossier::default(), at: None });
    road.settles();
    assert!(left_unsaid(&road), "it stays until somebody closes it: {:?}", road.open());
    let same = road.state.alerts.values().filter(|alert| alert.rule.as_str() == "departed-without-authority");
    assert_eq!(same.count(), 1);
}

#[test]
fn a_departure_that_somebody_closed_is_not_told_again_after_a_crash() {
    let mut road = waiting();
    drives(&mut road, 12, [20, 25, 30]);
    let open =
        road.state.alerts.iter().find(|(_, alert)| alert.rule.as_str() == "departed-without-authority");
    let alert = *open.unwrap().0;
    road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::Planned, because: None });
    road.crashes();
    drives(&mut road, 12, [35, 40, 45]);
    assert!(!left_unsaid(&road), "{:?}", road.open());
}

#[test]
fn a_car_that_is_parked_has_not_left_because_the_way_is_planned_anew() {
    let mut road = waiting();
    let longer: Vec<u32> = WAY.0.iter().chain(WAY.0.iter().rev()).copied().collect();
    drives(&mut road, 12, [20, 20]);
    road.plans(&longer[..WAY.0.len()]);
    drives(&mut road, 12, [20, 20, 20]);
    assert!(!left_unsaid(&road), "{:?}", road.open());
}

#[test]
fn a_car_that_comes_back_or_drives_elsewhere_or_at_another_hour_has_not_left() {
    let mut road = waiting();
    drives(&mut road, 12, [20, 25, 30]);
    assert!(left_unsaid(&road), "{:?}", road.open());
    drives(&mut road, 12, [0]);
    let mut alerts = road.state.alerts.values();
    let alert = alerts.find(|alert| alert.rule.as_str() == "departed-without-authority").unwrap();
    assert!(alert.found.as_ref().unwrap().until.is_some(), "it came back");

    let mut road = waiting();
    for along in [20, 25, 30, 35] {
        let at = minutes(road.now, 1);
        road.reports(12, at, along, 3_000);
    }
    assert!(!left_unsaid(&road), "beside the way");

    let mut road = waiting();
    road.now = minutes(road.now, 7 * 60);
    drives(&mut road, 12, [20, 25, 30, 35]);
    assert!(!left_unsaid(&road), "in the afternoon");
}

#[test]
fn a_car_that_is_on_the_road_with_another_movement_has_not_left_with_the_next() {
    let mut road = waiting();
    let urgent =
        Act::StartUrgent { number: word("ROAD-3"), plan: dossier(TWO_CARS), reason: TextId(Uuid::nil()) };
    road.does(Role::DutyOfficer, urgent);
    road.settles();
    drives(&mut road, 12, [20, 25, 30, 35]);
    assert!(!left_unsaid(&road), "{:?}", road.open());
}

/// The same, of whom the order does not say who carries anybody: each of them counts.
fn waiting_alike() -> Road {
    waiting_with(&TWO_CARS.replace("carries_principals = true\n", ""))
}

/// Of which cars there is an open alert that they left, and whether they are back.
fn told(road: &Road) -> Option<(Vec<Word>, bool)> {
    let found = road.state.alerts.values().filter_map(|alert| alert.found.as_ref());
    let mut of_it = found.filter(|found| found.key.rule == *"departed-without-authority");
    of_it.next().map(|found| (found.vehicles.clone(), found.until.is_some()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Two cars drive about by the minute: in the yard, beyond it, beside the way.
    #[test]
    fn in_whatever_order_reports_of_cars_that_wait_come_and_however_often_the_same_is_found(
        driven in vec((0..6_usize, 0..6_usize), 4..14),
        order in vec(any::<prop::sample::Index>(), 60),
        crash in 0..60_usize,
    ) {
        let places = [(0, 0), (20, 0), (23, 0), (26, 0), (30, 0), (25, 3_000)];
        let reports: Vec<(u128, i32, (usize, i64))> = (1..)
            .zip(&driven)
            .flat_map(|(minute, (lead, coach))| [(11, minute, places[*lead]), (12, minute, places[*coach])])
            .collect();
        let mut straight = waiting_alike();
        let began = straight.now;
        for (device, minute, (along, off)) in &reports {
            straight.reports(*device, minutes(began, *minute), *along, *off);
        }
        let mut road = waiting_alike();
        road.now = minutes(began, 20);
        // Each at least once, in any order, and some again.
        let mut left = reports.clone();
        let come = order.iter().map(|at| match left.is_empty() {
            true => *at.get(&reports),
            false => left.remove(at.index(left.len())),
        });
        for (n, (device, minute, (along, off))) in come.collect::<Vec<_>>().into_iter().enumerate() {
            road.reports(device, minutes(began, minute), along, off);
            if n == crash {
                road.crashes();
            }
        }
        prop_assert_eq!(told(&road), told(&straight));
        for road in [&mut road, &mut straight] {
            let before = told(road);
            road.crashes();
            prop_assert_eq!(told(road), before, "found again by whoever begins to watch");
        }
    }
}

#[test]
fn what_reports_that_came_late_disprove_is_taken_back_and_what_another_way_does_not_show_is_not() {
    let mut road = waiting();
    let began = road.now;
    drives(&mut road, 12, [20]);
    road.reports(12, minutes(began, 5), 30, 0);
    assert!(left_unsaid(&road), "{:?}", road.open());
    // By another way nobody drives there any more: they left all the same.
    road.plans(&WAY.0[1..]);
    road.settles();
    assert!(left_unsaid(&road), "{:?}", road.open());
    road.plans(&WAY.0);
    road.settles();
    // It came back in between, and had just left again.
    road.reports(12, minutes(began, 4), 0, 0);
    assert!(!left_unsaid(&road), "{:?}", road.open());
}
