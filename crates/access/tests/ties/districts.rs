//! What a district is told of a movement through it, and when.

use super::*;

#[test]
fn a_district_is_told_nothing_then_the_days_then_the_hour() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let who = officer("pk/kp/shangla");
    assert!(sight(&room, &who, it, room.now).is_none());
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    assert!(
        shows(&room, &who, it, Part::Window, room.now) && !shows(&room, &who, it, Part::Schedule, room.now)
    );
    room.accept(it, "districts[shangla]");
    assert!(!shows(&room, &who, it, Part::Schedule, room.now), "who accepts is not told yet");
    late(&mut room, it);
    assert!(shows(&room, &who, it, Part::Schedule, room.now));
}

#[test]
fn the_same_days_again_leave_a_district_its_hour_and_other_days_take_it_back() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let who = officer("pk/kp/shangla");
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    room.accept(it, "districts[shangla]");
    late(&mut room, it);
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    assert!(shows(&room, &who, it, Part::Schedule, room.now));
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-13"));
    assert!(!shows(&room, &who, it, Part::Schedule, room.now));
}

fn late(room: &mut Room, movement: MovementId) {
    let (party, channel) = (path("districts[shangla]"), word("radio"));
    room.duty(Act::GiveLateNotice { movement, party, channel, at: None });
}

#[test]
fn a_district_is_shown_the_journey_and_its_own_section_and_no_other_district() {
    let mut room = Room::usual();
    let more = [
        ("movement.departs_at", "2026-12-11T06:00:00+05:00"),
        ("districts[shangla].enters_at", "2026-12-11T08:00:00+05:00"),
        ("districts[kohistan].area", "pk/kp/kohistan"),
        ("districts[kohistan].enters_at", "2026-12-11T10:00:00+05:00"),
        ("halts[tea].after", "2 h"),
    ];
    let it = room.request("SC-1", &[USUAL_ORDER, &more].concat());
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    room.notify(it, "districts[kohistan]", ("2026-12-10", "2026-12-12"));
    room.accept(it, "districts[shangla]");
    late(&mut room, it);
    assert_eq!(
        facts(&room, &officer("pk/kp/shangla"), it),
        [
            "districts[shangla].area",
            "districts[shangla].enters_at",
            "movement.area",
            "movement.departs_at",
            "movement.departs_on",
            "movement.kind",
            "vehicles.complete",
            "vehicles[car].plate",
        ]
    );
    assert_eq!(facts(&room, &officer("pk/kp/kohistan"), it), ["movement.kind"]);
}

#[test]
fn a_district_is_known_by_its_area_and_only_without_one_by_its_label() {
    let mut room = Room::usual();
    let mut tied = |area: Option<&'static str>, who: &Viewer| {
        let number = format!("SC-{}", room.state.movements.len());
        let others = USUAL_ORDER.iter().copied().filter(|(at, _)| *at != "districts[shangla].area");
        let district = match area {
            Some(area) => ("districts[shangla].area", area),
            None => ("districts[shangla]", ""),
        };
        let it = room.request(&number, &others.chain([district]).collect::<Vec<_>>());
        room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
        sight(&room, who, it, room.now).is_some()
    };
    assert!(tied(None, &officer("pk/kp/shangla")));
    assert!(!tied(None, &officer("pk/kp/kohistan")));
    assert!(
        tied(Some("pk/kp/shangla"), &officer("pk/kp")),
        "who answers for the province answers for its districts"
    );
    assert!(!tied(Some("pk/punjab/shangla"), &officer("pk/kp/shangla")), "a namesake elsewhere");
    assert!(!tied(Some("pk/kp"), &officer("pk/kp/shangla")), "a district does not answer for the province");
}
