//! Where nothing is heard: planned silences, where they lie, and vehicles that nothing reports for.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod road;

use conduct::{
    Act,
    silence::{Over, Silence, SilenceWhy},
};
use model::{Span, party::Role};
use road::{Road, TWO_CARS, minutes, word};

/// Service is cut all day, over an area.
fn cuts(road: &mut Road, area: &str) {
    let (from, why, every) = (road.now, SilenceWhy::Shutdown, Span::hours(1));
    let planned = Silence { over: Over::Area(word(area)), from, until: minutes(from, 600), why, every };
    road.does(Role::DutyOfficer, Act::AnnounceSilence { planned });
    road.settles();
}

/// Both cars drive for so many minutes, a hundredth of the way each, and the coach is not heard for twelve minutes more.
fn the_coach_falls_silent_after(road: &mut Road, after: usize) {
    for along in 1..=after {
        let at = road.now.saturating_add(Span::minutes(1));
        road.reports(1, at, along * 10 + 2, 0);
        road.reports(2, at, along * 10, 0);
    }
    for along in after + 1..=after + 12 {
        let at = road.now.saturating_add(Span::minutes(1));
        road.reports(1, at, along * 10 + 2, 0);
    }
}

fn is_missed(facts: &str, area: &str, after: usize) -> bool {
    let mut road = Road::with(facts);
    cuts(&mut road, area);
    the_coach_falls_silent_after(&mut road, after);
    road.is_open("lost-contact", Some("coach"))
}

/// The way leads from Shangla through Lower Kohistan, and by its end into Upper Kohistan.
#[test]
fn a_silence_over_a_district_at_the_end_of_the_way_blinds_nobody_at_its_beginning() {
    assert!(is_missed(TWO_CARS, "pk/kp/upper-kohistan", 20));
    assert!(!is_missed(TWO_CARS, "pk/kp/lower-kohistan", 30));
    assert!(!is_missed(TWO_CARS, "pk/kp", 20), "it lies in all of it");
}

#[test]
fn a_silence_of_which_nobody_knows_where_it_lies_holds_everywhere_and_that_is_said() {
    let elsewhere = format!("{TWO_CARS}\n[movement]\narea = 'cn/xinjiang'\n");
    assert!(!is_missed(&elsewhere, "cn/xinjiang", 20));
    let mut road = Road::with(&elsewhere);
    assert!(road.keeper.standing(road.movement).unwrap().silent.is_empty());
    let from = road.now;
    cuts(&mut road, "cn/xinjiang");
    assert_eq!(road.keeper.standing(road.movement).unwrap().silent, [(from, minutes(from, 600))]);
    let mut road = Road::with(TWO_CARS);
    cuts(&mut road, "pk/kp/upper-kohistan");
    assert!(road.keeper.standing(road.movement).unwrap().silent.is_empty(), "it is known where that lies");
}

#[test]
fn a_vehicle_that_nothing_reports_for_is_named_though_others_report() {
    let mut road = Road::with(TWO_CARS);
    assert!(road.keeper.standing(road.movement).unwrap().unheard.is_empty());
    road.loses(2);
    road.passes(Span::minutes(1));
    assert_eq!(road.keeper.standing(road.movement).unwrap().unheard, [word("coach")]);
    road.enrols(9, "vehicles[coach]");
    road.settles();
    assert!(road.keeper.standing(road.movement).unwrap().unheard.is_empty());
}
