//! What is so of several vehicles at once is one matter: a convoy that halts, a jammer that it comes near.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod road;

use conduct::{
    Act, What,
    alert::{Alert, Found, Key},
    command::AlertVerdict,
};
use model::{Instant, Span, id::AlertId, party::Role};
use road::{Road, minutes, word};

/// Twelve cars in one element.
fn twelve() -> Road {
    let car = |n: usize| format!("[[vehicles]]\nid = 'car-{n}'\nelement = 'main'\n");
    Road::with(&(1..=12).map(car).collect::<String>())
}

/// All of them report from places so far along the way, ten to the hundredth of it.
fn all_report(road: &mut Road, at: Instant, along: usize) {
    for car in 1..=12 {
        road.reports(u128::try_from(car).unwrap(), at, along + 12 - car, 0);
    }
}

fn open<'r>(road: &'r Road, rule: &str) -> Vec<(AlertId, &'r Alert)> {
    let of = road.state.alerts.iter().filter(|(_, alert)| alert.rule.as_str() == rule);
    of.map(|(id, alert)| (*id, alert)).collect()
}

fn found<'r>(road: &'r Road, rule: &str) -> &'r Found {
    let [(_, alert)] = open(road, rule)[..] else { panic!("one alert: {:?}", road.open()) };
    alert.found.as_ref().unwrap()
}

fn raised(road: &Road, rule: &str) -> usize {
    let is_one = |what: &What| matches!(what, What::AlertRaised { rule: by, .. } if *by == *rule);
    road.told.iter().filter(|event| is_one(&event.what)).count()
}

/// They drive for some minutes, and then stand for so long.
fn halted(for_minutes: i32) -> Road {
    let mut road = twelve();
    for minute in 1..=3 {
        let at = minutes(road.now, 1);
        all_report(&mut road, at, 40 + minute * 10);
    }
    for _ in 0..for_minutes {
        let at = minutes(road.now, 1);
        all_report(&mut road, at, 70);
    }
    road
}

#[test]
fn twelve_cars_that_halt_together_are_one_alert_that_names_them() {
    let road = halted(10);
    assert_eq!(raised(&road, "stopped"), 1, "{:?}", road.open());
    assert_eq!(found(&road, "stopped").vehicles.len(), 12);
    assert!(found(&road, "stopped").until.is_none());
}

#[test]
fn it_has_been_so_since_the_first_of_them_and_is_known_of_the_last_since_that() {
    let mut road = twelve();
    let at = minutes(road.now, 1);
    all_report(&mut road, at, 50);
    // Two stand from now on, a third a minute later.
    for minute in 1..=12_i32 {
        let at = minutes(road.now, 1);
        for car in 1..=12_u128 {
            let stands = if car <= 2 {
                1
            } else if car == 3 {
                2
            } else {
                minute
            };
            let along =
                62 - usize::try_from(car).unwrap() + 10 * usize::try_from(stands.min(minute)).unwrap();
            road.reports(car, at, along, 0);
        }
    }
    let found = found(&road, "stopped");
    assert_eq!(found.vehicles.len(), 3, "{found:?}");
    assert_eq!(found.since, minutes(at, 1));
    assert!(found.known_from() > found.since);
}

#[test]
fn it_is_over_once_it_is_over_for_all_of_them() {
    let mut road = halted(10);
    let at = minutes(road.now, 1);
    for car in 1..=11 {
        road.reports(car, at, 90, 0);
    }
    assert_eq!(found(&road, "stopped").vehicles, [word("car-12")]);
    assert!(found(&road, "stopped").until.is_none());
    road.reports(12, minutes(at, 1), 90, 0);
    assert!(found(&road, "stopped").until.is_some());
    assert_eq!(raised(&road, "stopped"), 1);
}

#[test]
fn who_joins_long_after_somebody_took_it_makes_it_to_be_taken_anew_and_who_joins_at_once_does_not() {
    let mut road = twelve();
    let at = minutes(road.now, 1);
    all_report(&mut road, at, 50);
    // Five fall silent, one after another; the others go on.
    let silent_from = |car: u128| if car <= 4 { 1 } else { 12 };
    let mut taken = None;
    for minute in 1..=30 {
        let at = minutes(road.now, 1);
        for car in 1..=12_u128 {
            if car > 5 || minute < silent_from(car) {
                road.reports(car, at, 50, 0);
            }
        }
        road.passes(Span::seconds(1));
        let open = open(&road, "lost-contact");
        if let ([(id, alert)], None) = (&open[..], taken) {
            assert_eq!(alert.found.as_ref().unwrap().vehicles.len(), 4);
            taken = Some(*id);
            road.does(Role::DutyOfficer, Act::AcknowledgeAlert { alert: taken.unwrap() });
        }
    }
    let [(id, alert)] = open(&road, "lost-contact")[..] else { panic!("{:?}", road.open()) };
    assert_eq!(Some(id), taken);
    assert_eq!(alert.found.as_ref().unwrap().vehicles.len(), 5);
    assert!(alert.taken.is_none(), "nobody took it that the fifth is silent too");
    assert_eq!(raised(&road, "lost-contact"), 1);
}

#[test]
fn what_somebody_closed_is_not_told_again_with_what_comes_after() {
    let mut road = halted(10);
    let (alert, _) = open(&road, "stopped")[0];
    road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::Planned, because: None });
    road.settles();
    assert!(open(&road, "stopped").is_empty(), "{:?}", road.open());
    // One of them drives on a little and stands again; the others still stand.
    let at = minutes(road.now, 1);
    road.reports(1, at, 90, 0);
    for minute in 1..=10 {
        road.reports(1, minutes(at, minute), 90, 0);
    }
    assert_eq!(found(&road, "stopped").vehicles, [word("car-1")]);
    road.crashes();
    assert_eq!(found(&road, "stopped").vehicles, [word("car-1")]);
}

/// A record that knows alerts about one vehicle each keeps them: what is found of that vehicle belongs to its own.
#[test]
fn an_alert_about_one_vehicle_alone_stays_its_own() {
    let leg = found(&halted(10), "stopped").key.element.clone();
    let key = Key { rule: word("stopped"), subject: Some(word("car-3")), element: leg };
    let mut road = halted(4);
    // Nobody watches while they go on standing.
    let (at, last) = (road.now, *road.archive.tracks.lock().unwrap().last().unwrap());
    for minute in 1..=6 {
        for car in 1..=12 {
            road.keeps(car, minutes(at, minute), last.fresh.report.fix.unwrap().place, None);
        }
    }
    let movement = road.movement;
    let own = Found::of(key.clone(), road.now);
    road.does(Role::System, Act::Find { movement, found: vec![own], gone: Vec::new() });
    road.crashes();
    let open = open(&road, "stopped");
    let of = |alert: &Alert| alert.found.clone().unwrap();
    assert!(open.iter().any(|(_, alert)| of(alert).key == key), "{open:?}");
    let all = open.iter().find(|(_, alert)| of(alert).key.subject.is_none()).unwrap();
    assert_eq!(of(all.1).vehicles.len(), 11);
    assert!(!of(all.1).vehicles.contains(&word("car-3")));
}

/// Whoever closed that one car stands has not closed that another does, of which nobody knew.
#[test]
fn what_was_closed_of_one_vehicle_is_not_closed_of_another_that_is_heard_of_later() {
    let mut road = twelve();
    let at = minutes(road.now, 1);
    all_report(&mut road, at, 60);
    let began = road.now;
    // The twelfth is in a tunnel; of the others the first stands, and ten drive on.
    for minute in 1..=8 {
        let at = minutes(began, minute);
        road.reports(1, at, 60, 0);
        for car in 2..=11 {
            road.reports(car, at, 61 + usize::try_from(minute).unwrap() * 10, 0);
        }
    }
    assert_eq!(found(&road, "stopped").vehicles, [word("car-1")]);
    let (alert, _) = open(&road, "stopped")[0];
    road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::Planned, because: None });
    road.settles();
    assert!(open(&road, "stopped").is_empty());
    // What the twelfth kept says that it has stood as long as the first.
    for minute in 1..=8 {
        road.reports(12, minutes(began, minute), 60, 0);
    }
    assert_eq!(found(&road, "stopped").vehicles, [word("car-12")]);
}

/// Whatever becomes of it later: the others were closed.
#[test]
fn an_alert_never_comes_to_be_about_those_that_somebody_closed() {
    let mut road = halted(10);
    let (alert, _) = open(&road, "stopped")[0];
    road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::Planned, because: None });
    road.settles();
    let at = road.now;
    for minute in 1..=8 {
        road.reports(1, minutes(at, minute), 90, 0);
    }
    assert_eq!(found(&road, "stopped").vehicles, [word("car-1")]);
    // Between these it drove on and came back, all the time.
    for minute in 1..=8 {
        let late = minutes(at, minute).saturating_add(Span::seconds(-30));
        road.reports(1, late, 95, 0);
    }
    road.crashes();
    let about =
        open(&road, "stopped").into_iter().flat_map(|(_, alert)| alert.found.clone().unwrap().vehicles);
    assert!(about.into_iter().all(|car| car == word("car-1")), "{:?}", road.open());
}
