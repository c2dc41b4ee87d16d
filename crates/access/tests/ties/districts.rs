//! What a district is told of a movement through it, and when.

use conduct::{
    alert::{Found, Key},
    device::DeviceSort,
};
use model::{Digest, Report, id::DeviceId};

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
    let told = sight(&room, &officer("pk/kp/shangla"), it, room.now).unwrap();
    assert!(told.shows(Part::Schedule) && !told.shows_the_way(), "hours at points are not of its section");
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

pub(super) fn enrolled(room: &mut Room, people: &[&Viewer]) {
    let first = viewer(Role::Administrator, "spu", None, &[]);
    let first = Viewer { person: PersonId(Uuid::from_u128(9)), ..first };
    for (by, who) in
        std::iter::once((Role::System, &first)).chain(people.iter().map(|who| (Role::Administrator, *who)))
    {
        let (person, role, agency) = (who.person, who.role, who.agency.clone());
        let (areas, name) = (who.areas.clone(), text(1));
        room.does(by, Act::EnrolPerson { person, role, agency, label: None, areas, name });
    }
}

/// Nobody told it of the movement: it lies on the way all the same, and everybody before it did not answer.
#[test]
fn whoever_an_alert_goes_up_to_sees_whom_and_where_to_help_until_it_is_closed() {
    let mut room = Room::usual();
    let who = officer("pk/kp/shangla");
    let elsewhere = Viewer { person: PersonId(Uuid::from_u128(2)), ..officer("pk/kp/kohistan") };
    enrolled(&mut room, &[&who, &elsewhere]);
    let plan = order(&[
        ("districts[shangla].area", "pk/kp/shangla"),
        ("movement.departs_on", "2026-12-01"),
        ("vehicles[car].plate", "LES-1"),
        ("commanders[lead].duty", "commander"),
    ]);
    room.duty(Act::ObserveDeparture { number: word("SEEN-1"), plan, at: None });
    let it = room.state.numbers["SEEN-1"];
    assert!(sight(&room, &who, it, room.now).is_none(), "it was told of nothing");
    assert!(view::alerts(&room.state, &who, &NoWords, room.now).is_empty());

    room.now = room.now.saturating_add(Span::minutes(6));
    room.does(Role::System, Act::Advance);
    let told = view::alerts(&room.state, &who, &NoWords, room.now);
    assert!(told.len() == 1 && told[0].may_take, "{told:?}");
    let parts = sight(&room, &who, told[0].movement, room.now).unwrap().parts;
    assert_eq!(Vec::from_iter(parts), [Part::Number, Part::Vehicles, Part::Picture]);
    assert_eq!(facts(&room, &who, it), ["alerts[pk].level", "vehicles[car].plate"]);
    assert!(sight(&room, &elsewhere, it, room.now).is_none(), "it does not lie on the way");
    assert!(view::alerts(&room.state, &elsewhere, &NoWords, room.now).is_empty());

    room.closes_every_alert();
    assert!(sight(&room, &who, it, room.now).is_none(), "no help is asked for any more");
}

#[test]
fn whoever_is_called_for_help_sees_where_the_vehicles_are_and_of_people_those_an_alert_is_about() {
    let mut room = Room::usual();
    let who = officer("pk/kp/shangla");
    enrolled(&mut room, &[&who]);
    let it = room.under_way("SC-1");
    let caller = |n| DeviceId(Uuid::from_u128(n));
    for (n, serves) in [(1, "vehicles[car]"), (2, "crew[driver]"), (3, "commanders[lead]")] {
        let (serves, sort, device) = (path(serves), DeviceSort::Phone, caller(n));
        let credential = Digest([u8::try_from(n).unwrap(); 32]);
        room.duty(Act::EnrolDevice {
            device,
            serves,
            sort,
            credential,
            until: None,
            consent: None,
            language: None,
        });
    }
    let seen = |room: &Room, who: &Viewer| -> Vec<String> {
        let sight = sight(room, who, it, room.now).unwrap();
        let report = Report { at: room.now, fix: None, signal: None };
        let latest = move |_| Some(access::view::LastHeard { report, received: room.now, placed: None });
        let seen = view::positions(&room.state, room.get(it), &sight, &latest, room.now);
        seen.into_iter().map(|position| position.serves).collect()
    };
    let calls = |subject: Option<&str>, n| {
        let element = Some(word(&caller(n).to_string()));
        let key = Key { rule: word("emergency"), subject: subject.map(word), element };
        Found::of(key, at("2026-12-11 06:00"))
    };
    let find = |found| Act::Find { movement: it, found: vec![found], gone: Vec::new() };
    room.does(Role::System, find(calls(Some("car"), 1)));
    room.now = room.now.saturating_add(Span::minutes(6));
    room.does(Role::System, Act::Advance);
    assert_eq!(seen(&room, &who), ["vehicles[car]"]);
    // Nobody knows in which vehicle.
    room.does(Role::System, find(calls(None, 2)));
    room.now = room.now.saturating_add(Span::minutes(6));
    room.does(Role::System, Act::Advance);
    assert_eq!(seen(&room, &who), ["vehicles[car]", "crew[driver]"]);
    let told = view::alerts(&room.state, &who, &NoWords, room.now);
    let mut about: Vec<String> =
        told.iter().filter_map(|alert| alert.subject.as_ref()).map(ToString::to_string).collect();
    about.sort();
    assert_eq!(about, ["car", "driver"], "whom the device serves");
    let commands = viewer(Role::Commander, "spu", Some("lead"), &[]);
    assert_eq!(seen(&room, &commands), ["vehicles[car]", "commanders[lead]", "crew[driver]"]);
}

#[test]
fn a_district_that_was_told_the_days_and_is_called_sees_both_and_no_route() {
    let mut room = Room::usual();
    let who = officer("pk/kp/shangla");
    enrolled(&mut room, &[&who]);
    let plan = order(USUAL_ORDER);
    room.duty(Act::StartUrgent { number: word("U-1"), plan, reason: text(7) });
    let it = room.state.numbers["U-1"];
    let own = [Part::Number, Part::Window, Part::OwnParty];
    assert_eq!(Vec::from_iter(sight(&room, &who, it, room.now).unwrap().parts), own);
    room.level("pk/kp", "red", true);
    room.now = room.now.saturating_add(Span::minutes(6));
    room.does(Role::System, Act::Advance);
    let parts = sight(&room, &who, it, room.now).unwrap().parts;
    assert_eq!(
        Vec::from_iter(parts),
        [Part::Number, Part::Window, Part::Vehicles, Part::OwnParty, Part::Picture]
    );
}
