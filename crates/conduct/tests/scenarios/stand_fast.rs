//! Stand-fast: waiting movements hold, those under way are each asked, and release is explicit.

use conduct::{
    Act, Rejection, Stage,
    movement::{Authority, Bar, Choice, Why},
};
use model::party::Role;

use crate::room::{Room, at, is, kinds, order, word};

#[test]
fn waiting_movements_hold_and_those_under_way_are_each_asked() {
    let mut room = Room::usual();
    let waiting = room.cleared("SC-2");
    let gone = room.under_way("SC-1");
    let events = room.level("pk/kp", "amber", true);
    assert_eq!(events.iter().filter(is("held-to-stand-fast")).count(), 1);
    assert_eq!(events.iter().filter(is("decision-asked")).count(), 1);
    assert_eq!(room.stage(waiting), Stage::Held);
    assert_eq!(room.stage(gone), Stage::UnderWay(Authority::Authorised));
    assert_eq!(room.get(gone).asked.as_ref().unwrap().why, Why::StandFast(word("pk/kp")));
    room.does(Role::Commander, Act::Choose { movement: gone, choice: Choice::SafeHaven });
    assert_eq!(room.get(gone).asked, None);
}

#[test]
fn release_is_explicit_evaluates_again_and_leaves_red_red() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.level("pk/kp", "red", true);
    room.level("pk/kp", "amber", false);
    assert!(room.state.areas[&word("pk/kp")].stands_fast, "a new level does not end it");
    assert_eq!(room.stage(movement), Stage::Held);
    room.level("pk/kp", "red", false);
    room.duty(Act::Release { area: word("pk/kp") });
    assert_eq!(room.state.areas[&word("pk/kp")].level, word("red"));
    assert_eq!((room.stage(movement), room.failing(movement)), (Stage::Held, vec!["no-red".to_owned()]));
    room.level("pk/kp", "green", false);
    assert_eq!(room.stage(movement), Stage::Cleared);
    let again = room.refuses(Role::DutyOfficer, Act::Release { area: word("pk/kp") });
    assert_eq!(again, Rejection::NoSuch("no-such-stand-fast"));
}

#[test]
fn setting_the_level_again_asks_nobody_twice() {
    let mut room = Room::usual();
    room.under_way("SC-1");
    room.level("pk/kp", "amber", true);
    let events = room.level("pk/kp", "amber", true);
    assert_eq!(events.iter().filter(is("decision-asked")).count(), 0);
}

#[test]
fn a_wider_or_narrower_area_stands_fast_too_and_a_neighbour_does_not() {
    for (area, holds) in [
        ("pk", true),
        ("pk/kp/shangla", true),
        ("pk/kp/shangla/besham", true),
        ("pk/punjab", false),
        ("pk/kpx", false),
    ] {
        let mut room = Room::usual();
        let movement = room.cleared("SC-1");
        room.level(area, "green", true);
        assert_eq!(room.stage(movement) == Stage::Held, holds, "{area}");
    }
}

#[test]
fn a_movement_whose_whereabouts_nobody_stated_touches_every_area() {
    let mut room = Room::usual();
    let unknown = room.request("SC-1", &[("movement.departs_on", "2026-12-01")]);
    let half_known = room.request("SC-2", &[("movement.area", "pk/punjab"), ("districts[x]", "")]);
    room.level("pk/kp", "green", true);
    for movement in [unknown, half_known] {
        assert!(room.bars(movement).contains(&Bar::StandFast(word("pk/kp"))));
    }
}

#[test]
fn a_stand_fast_bars_departure_even_of_what_was_requested_afterwards() {
    let mut room = Room::usual();
    room.level("pk/kp", "green", true);
    let movement = room.request("SC-1", crate::room::USUAL_ORDER);
    room.now = at("2026-12-11 06:00");
    assert!(room.bars(movement).contains(&Bar::StandFast(word("pk/kp"))));
}

#[test]
fn levels_are_vouched_for_only_where_all_districts_are_known() {
    let mut room = Room::usual();
    let movement =
        room.request("SC-1", &[("movement.area", "pk/kp"), ("districts[shangla].area", "pk/kp/shangla")]);
    room.duty(Act::Clear { movement });
    assert!(room.failing(movement).contains(&"no-red".to_owned()), "an unnamed district may be red");
}

#[test]
fn an_order_that_holds_more_than_fits_does_not_keep_an_area_from_standing_fast() {
    let mut room = Room::usual();
    let waiting = room.cleared("SC-1");
    // The order's certificates and the register's together are more than a list holds.
    let certificate = |who: &str, n: usize| format!("vehicles[bus].ballistic[{who}-{n}].issuer");
    let facts: Vec<String> = (0..600).map(|n| certificate("order", n)).collect();
    let facts: Vec<(&str, &str)> = facts.iter().map(|at| (at.as_str(), "lab")).collect();
    room.duty(Act::RequestMovement { number: word("SC-2"), plan: order(&facts) });
    let statements = (0..600).map(|n| crate::room::state(&certificate("register", n), "lab")).collect();
    room.duty(Act::Register { statements });
    let overfull = room.id("SC-2");
    assert!(room.bars(overfull).contains(&Bar::TooMuchSaid));
    let events = room.level("pk/kp", "red", true);
    assert!(kinds(&events).contains(&"held-to-stand-fast".to_owned()));
    assert_eq!(room.stage(waiting), Stage::Held);
}

#[test]
fn levels_are_of_the_schema_and_set_by_those_allowed_to() {
    let mut room = Room::usual();
    let set = |level: &str, until| Act::SetAlertLevel {
        area: word("pk/kp"),
        level: word(level),
        stand_fast: true,
        valid_until: until,
    };
    assert!(matches!(room.refuses(Role::DutyOfficer, set("purple", None)), Rejection::Unplaceable(_)));
    assert!(matches!(room.refuses(Role::Sponsor, set("red", None)), Rejection::NotAllowed { .. }));
    assert!(matches!(
        room.refuses(Role::Sponsor, Act::Release { area: word("pk") }),
        Rejection::NotAllowed { .. }
    ));
    let past = Some(room.now);
    assert!(matches!(room.refuses(Role::DutyOfficer, set("red", past)), Rejection::BadPeriod(_)));
}

#[test]
fn a_level_nobody_renews_is_no_longer_believed_and_the_stand_fast_remains() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let (area, level) = (word("pk"), word("green"));
    let valid_until = Some(at("2026-12-02 02:00"));
    room.duty(Act::SetAlertLevel { area, level, stand_fast: false, valid_until });
    assert_eq!((room.stage(movement), room.state.next_due()), (Stage::Cleared, valid_until));
    room.advance("2026-12-02 02:00");
    assert_eq!(room.failing(movement), ["no-red"]);
}

#[test]
fn a_level_set_without_an_end_is_believed_for_a_day_like_any_feed() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let (area, level) = (word("pk"), word("green"));
    room.duty(Act::SetAlertLevel { area, level, stand_fast: false, valid_until: None });
    assert_eq!((room.stage(movement), room.state.next_due()), (Stage::Cleared, Some(at("2026-12-02 08:00"))));
    room.advance("2026-12-02 08:00");
    assert_eq!((room.stage(movement), room.failing(movement)), (Stage::Held, vec!["no-red".to_owned()]));
}
