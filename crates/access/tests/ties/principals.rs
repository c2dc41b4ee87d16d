//! When those who travel are told the hour.

use super::*;

#[test]
fn a_principal_is_told_the_hour_a_day_before_it_and_not_a_second_earlier() {
    let mut room = Room::usual();
    let it = room.request("SC-1", &departing("2026-12-11T06:00:00+05:00"));
    let (who, day_before) = (principal("p1"), at("2026-12-10 06:00"));
    assert!(shows(&room, &who, it, Part::Schedule, day_before));
    let second_before = day_before.saturating_add(Span(-A_SECOND.0));
    assert!(!shows(&room, &who, it, Part::Schedule, second_before));
    assert!(shows(&room, &who, it, Part::Outcome, second_before), "that it will be is known");
}

#[test]
fn where_only_the_day_is_known_the_hour_counts_from_its_beginning() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let day_before = at("2026-12-10 00:00");
    assert!(shows(&room, &principal("p1"), it, Part::Schedule, day_before));
    assert!(!shows(
        &room,
        &principal("p1"),
        it,
        Part::Schedule,
        day_before.saturating_add(Span(-A_SECOND.0))
    ));
}

#[test]
fn where_nobody_knows_the_hour_or_two_disagree_no_principal_is_told_one() {
    let mut room = Room::usual();
    let unknown: Vec<_> =
        USUAL_ORDER.iter().copied().filter(|(at, _)| *at != "movement.departs_on").collect();
    let it = room.request("SC-1", &unknown);
    assert!(!shows(&room, &principal("p1"), it, Part::Schedule, at("2027-12-11 00:00")));
    let disputed = room.request("SC-2", &departing("2026-12-11T06:00:00+05:00"));
    let other = said("movement.departs_at", "2026-12-11T07:00:00+05:00", "dam", room.now, None);
    room.amend(disputed, vec![other]);
    assert!(!shows(&room, &principal("p1"), disputed, Part::Schedule, at("2026-12-11 05:00")));
}

#[test]
fn who_travelled_sees_the_hour_as_long_as_the_file_is_kept() {
    let mut room = Room::usual();
    let it = room.under_way("SC-1");
    let years_later = at("2030-01-01 00:00");
    for act in [Act::Arrive { movement: it, at: None }, Act::Close { movement: it }] {
        assert!(shows(&room, &principal("p1"), it, Part::Schedule, years_later));
        room.duty(act);
    }
    assert!(shows(&room, &principal("p1"), it, Part::Schedule, years_later));
}

#[test]
fn what_was_called_off_tells_no_principal_when_it_would_have_been() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    room.duty(Act::Cancel { movement: it, reason: text(1) });
    assert!(!shows(&room, &principal("p1"), it, Part::Schedule, room.now));
    assert!(shows(&room, &principal("p1"), it, Part::Number, room.now), "that it was called off is told");
}
