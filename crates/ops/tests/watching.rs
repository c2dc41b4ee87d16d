//! What is on the road is watched by its order, and the alerts are what was found: through changes, crashes and late reports.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod road;

use std::collections::BTreeSet;

use proptest::prelude::*;

use conduct::{Act, Event, What, command::AlertVerdict};
use model::{
    Instant, Place, Signal, Span,
    id::{AlertId, TextId},
    party::Role,
};
use ops::watching::Lacking;
use road::{Fails, Open, Road, TWO_CARS, WAY, minutes};

/// Both cars drive on by the minute, from thousandth to thousandth of the way.
fn drive(road: &mut Road, from: usize, to: usize) {
    for along in from..to {
        let at = road.now.saturating_add(Span::minutes(1));
        road.reports(1, at, along * 10 + 2, 0);
        road.reports(2, at, along * 10, 0);
    }
}

/// The coach leaves the corridor for two minutes, after five of driving: the moment before that.
fn the_coach_strays(road: &mut Road) -> Instant {
    drive(road, 0, 5);
    let at = road.now;
    road.reports(2, minutes(at, 1), 50, 900);
    road.reports(2, minutes(at, 2), 50, 900);
    at
}

/// The coach reports nothing more, after five minutes of driving: the moment before that.
fn the_coach_falls_silent(road: &mut Road) -> Instant {
    drive(road, 0, 5);
    let heard = road.now;
    reports_for_six_minutes(road, 1, heard);
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
    heard
}

fn reports_for_six_minutes(road: &mut Road, device: u128, after: Instant) {
    for minute in 1..=6 {
        road.reports(device, minutes(after, minute), 40 + usize::try_from(minute).unwrap() * 10, 0);
    }
}

#[test]
fn a_movement_is_watched_from_its_departure_by_an_order_that_is_on_the_record() {
    let road = Road::with(TWO_CARS);
    let movement = road.state.movement(road.movement).unwrap();
    assert_eq!(movement.watched.len(), 1, "{:?}", road.told);
    assert_eq!(movement.watched[0].since, movement.departed.unwrap());
    assert_eq!(road.keeper.findings(road.movement), []);
    let standing = road.keeper.standing(road.movement).unwrap();
    assert!(!standing.is_blind);
    let unwatched: Vec<_> =
        standing.unwatched.iter().map(|one| (one.rule.to_string(), one.lacks.to_string())).collect();
    let pair = |rule: &str, lacks: &str| (rule.to_owned(), lacks.to_owned());
    assert_eq!(
        unwatched,
        [
            pair("entered-no-go", "no-go-area"),
            pair("left-safe-area", "safe-area"),
            pair("not-reported", "phase-line")
        ]
    );
}

#[test]
fn a_vehicle_that_a_principal_rides_in_by_the_order_carries_principals() {
    let cars = "
[[vehicles]]
id = 'lead'
escorts = true
[[vehicles]]
id = 'coach'
";
    let lacks = |order: &str| {
        let road = Road::with(order);
        road.keeper
            .standing(road.movement)
            .unwrap()
            .unwatched
            .iter()
            .any(|one| one.rule.to_string() == "separated")
    };
    assert!(lacks(cars), "nobody says where anybody rides");
    assert!(!lacks(&format!("{cars}[[principals]]\nid = 'P-1'\nvehicle = 'coach'\n")));
    assert!(lacks(&format!("{cars}[[principals]]\nid = 'P-1'\nvehicle = 'lead'\n")), "with the escort");
}

/// How far it is has to be a number that the record keeps: one finding that it does not keeps all others off it.
#[test]
fn a_car_that_is_seen_half_the_globe_from_where_it_is_to_stay_is_on_the_record_with_all_else() {
    let area = "
[[safe_areas]]
id = 'base'
at = { lat = 34.93, lon = 72.88 }
radius = '3 km'
from = 2026-12-11T05:00:00+05:00
until = 2026-12-11T09:00:00+05:00
";
    let mut road = Road::with(&format!("{TWO_CARS}{area}"));
    let (at, away) = (road.now, "-40,-60".parse().unwrap());
    for minute in 1..4 {
        road.reports_at(2, minutes(at, minute), away, None);
    }
    for rule in ["left-safe-area", "left-corridor"] {
        assert!(road.is_open(rule, Some("coach")), "{rule}: {:?}", road.open());
    }
}

#[test]
fn a_car_that_leaves_the_corridor_is_one_alert_however_long_it_stays_away() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 10);
    assert_eq!(road.open(), Open::new());
    let at = road.now;
    road.reports(2, minutes(at, 1), 110, 900);
    road.reports(2, minutes(at, 2), 120, 900);
    assert!(road.is_open("left-corridor", Some("coach")), "{:?}", road.open());
    road.reports(2, minutes(at, 3), 130, 900);
    let raised = |event: &&conduct::Event| matches!(&event.what, What::AlertRaised { rule, .. } if rule == "left-corridor");
    assert_eq!(road.told.iter().filter(raised).count(), 1);
}

#[test]
fn a_car_that_leaves_the_area_it_is_to_stay_in_is_an_alert() {
    let area = |id: &str, from: &str, until: &str| {
        format!(
            "[[safe_areas]]
id = '{id}'
at = {{ lat = 34.93, lon = 72.88 }}
radius = '3 km'
from = 2026-12-11T{from}:00+05:00
until = 2026-12-11T{until}:00+05:00
"
        )
    };
    let stays = [area("compound", "05:00", "07:00"), area("later", "06:30", "08:00")].concat();
    let mut road = Road::with(&format!("{TWO_CARS}{stays}"));
    let standing = road.keeper.standing(road.movement).unwrap();
    assert!(standing.unwatched.iter().all(|one| one.lacks.to_string() != "safe-area"));
    drive(&mut road, 0, 3);
    assert_eq!(road.open(), Open::new());
    drive(&mut road, 3, 30);
    assert!(road.is_open("left-safe-area", Some("coach")), "{:?}", road.open());
    // From half past six the other holds, and until then the first did.
    let until = |road: &Road| {
        let found = road.keeper.findings(road.movement).into_iter();
        let left = found.filter(|finding| finding.rule == watch::Rule::LeftSafeArea);
        let mut left: Vec<_> =
            left.map(|finding| (format!("{:?}", finding.element), finding.until)).collect();
        left.sort();
        left
    };
    drive(&mut road, 30, 33);
    let half_past = "2026-12-11T06:30:00+05:00".parse().unwrap();
    let held = until(&road);
    assert!(
        held.iter().any(|(area, until)| area.contains("compound") && *until == Some(half_past)),
        "{held:?}"
    );
    assert!(held.iter().any(|(area, until)| area.contains("later") && until.is_none()), "{held:?}");
}

#[test]
fn silence_is_an_alert_and_what_comes_late_takes_it_back() {
    let mut road = Road::with(TWO_CARS);
    let heard = the_coach_falls_silent(&mut road);
    // The coach had no network and kept what it reports.
    reports_for_six_minutes(&mut road, 2, heard);
    assert!(!road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
    assert!(road.told.iter().any(|event| matches!(event.what, What::AlertWithdrawn { .. })));
}

#[test]
fn after_a_crash_the_same_is_found_and_nothing_is_raised_twice() {
    let mut road = Road::with(TWO_CARS);
    let at = the_coach_strays(&mut road);
    let (open, told) = (road.open(), road.told.len());
    road.crashes();
    assert_eq!((road.open(), road.told.len()), (open, told));
    // What became durable and was not heard before the crash is heard after it.
    let place: Place = "34.99,72.88".parse().unwrap();
    road.keeps(1, minutes(at, 3), place, None);
    road.keeps(1, minutes(at, 4), place, None);
    assert!(!road.is_open("left-corridor", Some("lead")));
    road.crashes();
    assert!(road.is_open("left-corridor", Some("lead")), "{:?}", road.open());
}

/// Whatever of it cannot be read: an alert was raised for good reasons, and that nobody can look them up is none to take it back.
#[test]
fn what_cannot_be_read_takes_no_alert_back_and_once_it_can_be_all_is_as_if_nothing_had_been() {
    for what in [Fails::Tracks, Fails::Papers, Fails::Networks] {
        let mut road = Road::with(TWO_CARS);
        let at = the_coach_strays(&mut road);
        let (open, told) = (road.open(), road.told.len());
        assert!(road.is_open("left-corridor", Some("coach")));
        road.archive.fails(Some(what));
        road.crashes();
        assert_eq!((road.open(), road.told.len()), (open.clone(), told), "{what:?}");
        assert!(road.keeper.standing(road.movement).unwrap().is_blind, "{what:?}");
        // Half a minute later it is tried again, and nothing is better.
        road.passes(Span::seconds(31));
        assert_eq!(road.open(), open, "{what:?}");
        // What is reported meanwhile is durable, whoever watches.
        let place: Place = "34.99,72.88".parse().unwrap();
        for minute in [3, 4] {
            let kept = road.keeps(1, minutes(at, minute), place, None);
            road.keeper.hear(&[kept]);
        }
        road.archive.fails(None);
        road.passes(Span::seconds(31));
        assert!(!road.keeper.standing(road.movement).unwrap().is_blind, "{what:?}");
        assert!(road.open().is_superset(&open), "{what:?}: {:?}", road.open());
        assert!(road.is_open("left-corridor", Some("lead")), "{what:?}: {:?}", road.open());
    }
}

#[test]
fn who_loses_sight_while_they_watch_go_on_by_what_they_have_and_take_nothing_back() {
    let mut road = Road::with(TWO_CARS);
    let at = the_coach_strays(&mut road);
    road.archive.fails(Some(Fails::Tracks));
    road.now = minutes(at, 3);
    road.plans(&WAY.0[..WAY.0.len() / 2]);
    road.settles();
    assert!(road.keeper.standing(road.movement).unwrap().is_blind);
    assert!(road.is_open("left-corridor", Some("coach")));
    road.reports(1, minutes(at, 4), 60, 900);
    road.reports(1, minutes(at, 5), 60, 900);
    assert!(road.is_open("left-corridor", Some("lead")), "{:?}", road.open());
    road.archive.fails(None);
    road.passes(Span::seconds(31));
    let live = road.keeper.findings(road.movement);
    road.crashes();
    assert_eq!(live, road.keeper.findings(road.movement));
}

#[test]
fn who_has_lost_sight_takes_nothing_back_before_it_has_returned() {
    let mut road = Road::with(TWO_CARS);
    let heard = the_coach_falls_silent(&mut road);
    road.archive.fails(Some(Fails::Tracks));
    road.plans(&WAY.0[..WAY.0.len() / 2]);
    road.settles();
    reports_for_six_minutes(&mut road, 2, heard);
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
    road.archive.fails(None);
    road.passes(Span::seconds(31));
    assert!(!road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
}

/// Without its rulebooks an order has no thresholds: by it nothing would be found any more.
#[test]
fn an_order_that_would_say_less_for_want_of_rulebooks_or_networks_takes_nobodys_place() {
    for what in [Fails::Rules, Fails::Networks, Fails::Papers] {
        let mut road = Road::with(TWO_CARS);
        drive(&mut road, 0, 5);
        road.archive.fails(Some(what));
        road.enrols(9, "vehicles[coach]");
        road.settles();
        assert_eq!(road.state.movement(road.movement).unwrap().watched.len(), 1, "{what:?}");
        road.archive.fails(None);
        road.passes(Span::seconds(31));
        assert_eq!(road.state.movement(road.movement).unwrap().watched.len(), 2, "{what:?}");
    }
}

/// Whether or not whoever watches was there when it arrived, and whether or not they could read its orders at first.
#[test]
fn what_comes_late_of_who_has_arrived_is_heard() {
    let heard = |crash: Option<Option<Fails>>, is_late: bool| {
        let mut road = Road::with(TWO_CARS);
        let heard = the_coach_falls_silent(&mut road);
        let at = Some(road.now);
        road.does(Role::Commander, Act::Arrive { movement: road.movement, at });
        road.settles();
        if let Some(fails) = crash {
            road.archive.fails(fails);
            road.crashes();
            road.archive.fails(None);
        }
        road.passes(Span::seconds(31));
        if is_late {
            reports_for_six_minutes(&mut road, 2, heard);
        }
        (road.open(), road.keeper.findings(road.movement))
    };
    let expected = heard(None, true);
    assert_ne!(heard(None, false), expected);
    assert_eq!(heard(Some(None), true), expected);
    assert_eq!(heard(Some(Some(Fails::Papers)), true), expected);
    assert_eq!(heard(Some(None), false).0, heard(None, false).0);
}

/// Of hundreds of movements a new device concerns one.
#[test]
fn a_device_makes_an_order_anew_of_whoever_names_it_and_of_as_many_at_a_time_as_are_asked_for() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let (nobody, all) = (BTreeSet::new(), [road.movement].into());
    road.enrols(8, "vehicles[somewhere-else]");
    assert!(!road.keeper.is_behind(&nobody));
    road.enrols(9, "vehicles[coach]");
    assert!(road.keeper.lacking(&nobody, 0).is_empty());
    assert!(road.keeper.is_behind(&nobody) && !road.keeper.is_behind(&all));
    let lacking = road.keeper.lacking(&nobody, 1);
    assert!(matches!(lacking[..], [Lacking { act: Act::SetWatch { .. }, .. }]), "{lacking:?}");
    assert!(!road.keeper.is_behind(&nobody));
}

#[test]
fn whoever_was_last_is_last_again_however_often_all_orders_are_to_be_made() {
    let mut road = Road::with(TWO_CARS);
    let (plan, reason) = (road::dossier(TWO_CARS), TextId(uuid::Uuid::nil()));
    road.does(Role::DutyOfficer, Act::StartUrgent { number: road::word("ROAD-2"), plan, reason });
    road.settles();
    let mut made = BTreeSet::new();
    for device in [8, 9] {
        road.enrols(device, "vehicles[coach]");
        made.extend(road.keeper.lacking(&BTreeSet::new(), 1).iter().map(|lacking| lacking.movement));
    }
    assert_eq!(made.len(), 2);
}

#[test]
fn a_change_of_the_way_explains_nothing_away_and_holds_from_then_on() {
    let mut road = Road::with(TWO_CARS);
    let at = the_coach_strays(&mut road);
    let before = road.open();
    assert!(road.is_open("left-corridor", Some("coach")));
    road.now = minutes(at, 3);
    let half = WAY.0.len() / 2;
    road.plans(&WAY.0[..half.max(1)]);
    road.settles();
    assert_eq!(road.state.movement(road.movement).unwrap().watched.len(), 2);
    assert!(road.open().is_superset(&before), "{:?}", road.open());
    road.crashes();
    assert!(road.open().is_superset(&before), "{:?}", road.open());
}

fn closes_all(road: &mut Road, verdict: AlertVerdict) {
    let alerts: Vec<_> = road.state.alerts.keys().copied().collect();
    for alert in alerts {
        road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict, because: None });
    }
    road.settles();
}

#[test]
fn who_calls_for_help_again_after_somebody_closed_that_is_heard_again() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let (at, place) = (minutes(road.now, 1), WAY.1[0]);
    let calls = |road: &mut Road, minute| {
        road.reports_at(2, minutes(at, minute), place, Some(Signal::Emergency));
    };
    calls(&mut road, 0);
    calls(&mut road, 1);
    assert!(road.is_open("emergency", Some("coach")), "{:?}", road.open());
    closes_all(&mut road, AlertVerdict::True);
    assert!(!road.is_open("emergency", Some("coach")), "{:?}", road.open());
    // Nobody said that it was over, as most telephones cannot.
    calls(&mut road, 9);
    assert!(road.is_open("emergency", Some("coach")), "{:?}", road.open());
    closes_all(&mut road, AlertVerdict::False);
    road.reports_at(2, minutes(at, 11), place, Some(Signal::EmergencyOver));
    road.crashes();
    assert!(!road.is_open("emergency", Some("coach")), "{:?}", road.open());
    calls(&mut road, 13);
    road.crashes();
    assert!(road.is_open("emergency", Some("coach")), "{:?}", road.open());
}

#[test]
fn an_open_alert_says_when_it_is_over() {
    let mut road = Road::with(TWO_CARS);
    let at = the_coach_strays(&mut road);
    let strayed = |road: &Road| {
        let mut all = road.state.alerts.values().filter_map(|alert| alert.found.clone());
        all.find(|found| found.key.rule.as_str() == "left-corridor").unwrap()
    };
    assert_eq!(strayed(&road).until, None);
    for minute in 3..6 {
        road.reports(2, minutes(at, minute), 50, 0);
    }
    assert_eq!(strayed(&road).until, Some(minutes(at, 3)));
    road.crashes();
    assert_eq!(strayed(&road).until, Some(minutes(at, 3)));
}

/// The coach calls for help that many minutes after a moment.
fn the_coach_calls(road: &mut Road, at: Instant, minute: i32) {
    road.reports_at(2, minutes(at, minute), WAY.1[0], Some(Signal::Emergency));
}

/// The coach called, at that moment, and somebody took it.
fn called_and_taken() -> (Road, Instant, AlertId) {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let at = minutes(road.now, 1);
    the_coach_calls(&mut road, at, 0);
    let (alert, _) = the_call(&road);
    road.does(Role::DutyOfficer, Act::AcknowledgeAlert { alert });
    (road, at, alert)
}

fn the_call(road: &Road) -> (AlertId, conduct::alert::Alert) {
    let mut all = road.state.alerts.iter().filter(|(_, alert)| alert.rule.as_str() == "emergency");
    all.next().map(|(id, alert)| (*id, alert.clone())).unwrap()
}

#[test]
fn a_beacon_that_goes_on_asks_again_neither_by_itself_nor_by_being_repeated_nor_when_the_room_opens_again() {
    let (mut road, at, alert) = called_and_taken();
    for minute in 1..40 {
        the_coach_calls(&mut road, at, minute);
        if minute == 20 {
            road.crashes();
        }
    }
    road.reports_at(2, minutes(at, 40), WAY.1[0], Some(Signal::EmergencyOver));
    road.settles();
    let (same, called) = the_call(&road);
    assert!(same == alert && called.taken.is_some() && called.found.unwrap().until.is_none());
    let about = |event: &&Event| match &event.what {
        What::AlertRaised { rule, .. } => rule.as_str() == "emergency",
        What::AlertChanged { alert: changed, .. } => *changed == alert,
        _ => false,
    };
    assert_eq!(road.told.iter().filter(about).count(), 1, "{:?}", road.told);
    // Whoever ended it and calls again calls anew, however soon.
    the_coach_calls(&mut road, at, 41);
    let (same, called) = the_call(&road);
    assert!(same == alert && called.taken.is_none() && called.due.is_some(), "{called:?}");
}

#[test]
fn a_beacon_that_goes_on_through_a_change_of_the_way_is_one_call_and_after_it_was_closed_is_heard() {
    let (mut road, at, _) = called_and_taken();
    road.now = minutes(at, 3);
    road.plans(&WAY.0[..(WAY.0.len() / 2).max(1)]);
    road.settles();
    the_coach_calls(&mut road, at, 4);
    assert!(the_call(&road).1.taken.is_some());
    closes_all(&mut road, AlertVerdict::False);
    road.crashes();
    assert!(!road.is_open("emergency", Some("coach")), "{:?}", road.open());
    the_coach_calls(&mut road, at, 5);
    assert!(road.is_open("emergency", Some("coach")), "{:?}", road.open());
}

#[test]
fn a_second_device_in_a_vehicle_that_calls_while_the_first_goes_on_is_an_alert_of_its_own() {
    let mut road = Road::with(TWO_CARS);
    road.enrols(9, "vehicles[coach]");
    road.settles();
    drive(&mut road, 0, 5);
    let at = minutes(road.now, 1);
    let alerts =
        |road: &Road| road.state.alerts.values().filter(|it| it.rule.as_str() == "emergency").count();
    the_coach_calls(&mut road, at, 0);
    assert_eq!(alerts(&road), 1);
    road.reports_at(9, minutes(at, 1), WAY.1[0], Some(Signal::Emergency));
    assert_eq!(alerts(&road), 2);
}

#[test]
fn a_call_that_comes_long_after_somebody_took_the_first_is_to_be_taken_anew() {
    let (mut road, at, alert) = called_and_taken();
    for minute in 1..5 {
        the_coach_calls(&mut road, at, minute);
        assert!(the_call(&road).1.taken.is_some(), "a device that goes on calling says nothing new");
    }
    the_coach_calls(&mut road, at, 12);
    let (same, called) = the_call(&road);
    assert!(same == alert && called.taken.is_none() && called.due.is_some(), "{called:?}");
    road.crashes();
    assert!(the_call(&road).1.taken.is_none());
    road.does(Role::DutyOfficer, Act::AcknowledgeAlert { alert });
    road.crashes();
    assert!(the_call(&road).1.taken.is_some(), "what was taken stays taken");
}

/// The alert about being late, and the minutes it says.
fn the_delay(road: &Road) -> Option<(AlertId, i64)> {
    let mut all = road.state.alerts.iter().filter(|(_, alert)| alert.rule.as_str() == "late");
    let (id, alert) = all.next()?;
    Some((*id, alert.found.as_ref().unwrap().delay.unwrap().0 / 60_000_000))
}

#[test]
fn a_delay_that_has_doubled_is_told_and_has_to_be_taken_anew_by_the_clock_alone() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let mut told = Vec::new();
    // CP1 is due an hour after they left, and nobody is heard for twelve.
    for minute in 0..60 * 12 {
        road.passes(Span::minutes(1));
        if minute == 200 {
            road.crashes();
        }
        let Some((alert, delay)) = the_delay(&road) else { continue };
        if road.state.alerts[&alert].taken.is_none() {
            told.push(delay);
            road.does(Role::DutyOfficer, Act::AcknowledgeAlert { alert });
        }
    }
    let [first, later @ ..] = &told[..] else { panic!("nobody is late") };
    assert!(*first >= 15 && (3..=6).contains(&later.len()), "{told:?}");
    assert!(told.windows(2).all(|two| two[1] == two[0] * 2), "{told:?}");
}

#[test]
fn an_alert_about_being_late_says_at_least_how_late_it_was_when_it_was_found() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    road.passes(Span::hours(2));
    let late = road.told.iter().find_map(|event| match &event.what {
        What::AlertRaised { found: Some(found), .. } if found.key.rule.as_str() == "late" => {
            Some(found.clone())
        }
        _ => None,
    });
    assert!(late.unwrap().delay >= Some(Span::minutes(15)));
}

#[test]
fn a_call_made_before_an_alert_was_closed_and_heard_after_is_heard() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let (at, place) = (minutes(road.now, 1), WAY.1[0]);
    road.reports_at(2, at, place, Some(Signal::Emergency));
    road.now = minutes(at, 10);
    closes_all(&mut road, AlertVerdict::True);
    assert!(!road.is_open("emergency", Some("coach")), "{:?}", road.open());
    // Its clock is slow, or it was out of coverage.
    road.now = minutes(at, 11);
    road.reports_at(2, minutes(at, 8), place, Some(Signal::Emergency));
    assert!(road.is_open("emergency", Some("coach")), "{:?}", road.open());
    road.crashes();
    assert!(road.is_open("emergency", Some("coach")), "{:?}", road.open());
}

#[test]
fn a_call_that_was_closed_does_not_rise_because_the_order_changes() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let (at, place) = (minutes(road.now, 1), WAY.1[0]);
    road.reports_at(2, at, place, Some(Signal::Emergency));
    closes_all(&mut road, AlertVerdict::True);
    road.now = minutes(at, 3);
    let half = WAY.0.len() / 2;
    road.plans(&WAY.0[..half.max(1)]);
    road.settles();
    assert_eq!(road.state.movement(road.movement).unwrap().watched.len(), 2);
    assert!(!road.is_open("emergency", Some("coach")), "{:?}", road.open());
    road.crashes();
    assert!(!road.is_open("emergency", Some("coach")), "{:?}", road.open());
    road.reports_at(2, minutes(at, 5), place, Some(Signal::Emergency));
    assert!(road.is_open("emergency", Some("coach")), "{:?}", road.open());
}

#[test]
fn what_somebody_closed_rises_again_only_for_what_began_after() {
    let mut road = Road::with(TWO_CARS);
    let at = the_coach_strays(&mut road);
    closes_all(&mut road, AlertVerdict::Planned);
    assert!(!road.is_open("left-corridor", Some("coach")), "{:?}", road.open());
    for minute in 3..6 {
        road.reports(2, minutes(at, minute), 60, 0);
    }
    road.reports(2, minutes(at, 7), 70, 900);
    road.reports(2, minutes(at, 8), 70, 900);
    assert!(road.is_open("left-corridor", Some("coach")), "{:?}", road.open());
}

#[test]
fn a_call_for_help_from_a_device_that_no_vehicle_is_known_of_is_the_movements_distress() {
    let mut road = Road::with(&format!("{TWO_CARS}\n[[crew]]\nid = 'medic'\n"));
    road.enrols(9, "crew[medic]");
    road.settles();
    let place = WAY.1[0];
    let at = minutes(road.now, 1);
    road.reports_at(9, at, place, Some(Signal::Emergency));
    assert!(road.is_open("emergency", None), "{:?}", road.open());
    road.crashes();
    assert!(road.is_open("emergency", None), "{:?}", road.open());
}

#[test]
fn nothing_is_expected_of_what_has_arrived() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let arrived = road.now;
    road.does(Role::Commander, Act::Arrive { movement: road.movement, at: Some(arrived) });
    road.settles();
    let open = road.open();
    road.passes(Span::hours(3));
    assert_eq!(road.open(), open);
}

/// So many times of deafness are kept, and each that is added makes the oldest go.
#[test]
fn that_nobody_listened_excuses_silence_however_often_it_happened_before() {
    let mut road = Road::with(TWO_CARS);
    drive(&mut road, 0, 5);
    let began = road.now;
    let deaf = |road: &mut Road, from: Instant, lasts: Span| {
        road.now = road.now.max(from.saturating_add(lasts));
        let until = Some(from.saturating_add(lasts)).filter(|until| *until < road.now);
        road.does(Role::System, Act::HearAgain { since: from, until });
        road.settles();
    };
    let before = minutes(began, -4);
    (0..300).for_each(|_| deaf(&mut road, before, Span::seconds(20)));
    let kept = road.state.movement(road.movement).unwrap().deaf.len();
    assert_eq!(kept, conduct::watched::MOST_DEAF);
    // Nobody is heard any more, from before they would be missed for an hour.
    deaf(&mut road, minutes(began, 1), Span::hours(1));
    road.passes(Span::seconds(30));
    assert!(!road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
    road.passes(Span::minutes(3));
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The way changes while they drive. Whatever comes when, and however often, in the end the same is found as by somebody who
    /// has it all before them; and the alerts that are open are what was found.
    #[test]
    fn in_whatever_order_reports_come_the_same_is_found_through_a_change_of_the_way(
        reports in Just((0..40_usize).flat_map(|n| [(1, n), (2, n), (2, n)]).collect::<Vec<_>>()).prop_shuffle(),
        away in (5..30_usize, 5..30_usize),
        silent in 1..40_usize,
        crash in 0..120_usize,
    ) {
        let mut road = Road::with(TWO_CARS);
        let began = road.now;
        road.now = minutes(began, 20);
        road.plans(&WAY.0[..WAY.0.len() / 2]);
        road.settles();
        road.now = minutes(began, 45);
        for (n, (device, minute)) in reports.into_iter().enumerate() {
            if n == crash {
                road.crashes();
            }
            if device == 2 && (silent..silent + 6).contains(&minute) {
                continue;
            }
            let off = if device == 2 && (away.0..away.1).contains(&minute) { 900 } else { 0 };
            let at = minutes(began, i32::try_from(minute).unwrap());
            road.reports(device, at, minute * 10 + 2 * usize::from(device == 1), off);
        }
        let live = road.keeper.findings(road.movement);
        let (open, told) = (road.open(), road.told.len());
        road.crashes();
        let again = road.keeper.findings(road.movement);
        // Numbers of reports that say the same may differ: evidence is named by the one that came first.
        prop_assert_eq!(live, again);
        prop_assert_eq!((road.open(), road.told.len()), (open, told));
    }
}

#[test]
fn who_is_silent_where_the_network_has_no_coverage_is_not_missed_unless_the_order_says_where_there_is_none() {
    let line = &WAY.1;
    let at = |share: usize| line[(line.len() - 1) * share / 100];
    // From the beginning as far as half of the way, as the crow flies, and around its end.
    let radius_mm = roads::distance_mm(at(0), at(50));
    let around = |place, radius_mm| roads::Area::Around { place, radius_mm };
    let covered = || vec![around(at(0), radius_mm), around(at(100), 500_000)];
    let falls_silent = |mut road: Road| {
        let began = road.now;
        road.reports(1, minutes(began, 1), 50, 0);
        road.reports(2, minutes(began, 1), 700, 0);
        road.passes(Span::minutes(10));
        ["lead", "coach"].map(|vehicle| road.is_open("lost-contact", Some(vehicle)))
    };
    assert_eq!(falls_silent(Road::with(TWO_CARS)), [true, true], "nobody said anything of coverage");
    assert_eq!(falls_silent(Road::covered(TWO_CARS, covered())), [true, false]);
    let vouched = format!("{TWO_CARS}\n[complete]\ndead_ground = true\n");
    assert_eq!(falls_silent(Road::covered(&vouched, covered())), [true, true], "the order says it has none");
}

#[test]
fn a_car_that_takes_a_road_of_the_network_beside_its_way_is_an_alert_though_it_stays_within_the_corridor() {
    let drives = |road: &mut Road| {
        let began = road.now;
        for minute in 1..=6 {
            let (at, along) = (minutes(began, minute), 40 + usize::try_from(minute).unwrap() * 10);
            road.reports(1, at, along + 2, 0);
            road.reports(2, at, along, 100);
        }
    };
    let mut alone = Road::with(TWO_CARS);
    drives(&mut alone);
    assert_eq!(alone.open(), Default::default(), "there is no other road");
    let mut road = Road::beside_another(TWO_CARS);
    drives(&mut road);
    assert!(road.is_open("left-corridor", Some("coach")), "{:?}", road.open());
    assert!(!road.is_open("left-corridor", Some("lead")), "{:?}", road.open());
    let told = road.told.clone();
    road.crashes();
    assert_eq!(road.told, told, "the roads beside are drawn again, and nothing is raised twice");
    let papers = |road: &Road| road.archive.papers.lock().unwrap().values().cloned().collect::<Vec<_>>();
    assert_eq!(papers(&road), papers(&alone), "what is kept with the record does not have them");
}
