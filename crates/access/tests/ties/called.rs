//! Whoever is called for help because nobody took an alert: whom and where to help, and nothing of where it was going.

use access::view::LastHeard;
use conduct::{
    alert::{Found, Key},
    device::DeviceSort,
    voice::VoiceMeans,
};
use model::{Digest, Path, Report, Signal, Word, id::DeviceId};

use super::{districts::enrolled, *};

const OTHER: PersonId = PersonId(Uuid::from_u128(2));

/// On the road through two districts, with two vehicles, and nobody was told of it.
const ORDER: &[(&str, &str)] = &[
    ("movement.departs_on", "2026-12-01"),
    ("districts[shangla].area", "pk/kp/shangla"),
    ("districts[kohistan].area", "pk/kp/kohistan"),
    ("points[CP7]", ""),
    ("incidents[slide].closes_route", "false"),
    ("vehicles[car].plate", "LES-1"),
    ("vehicles[bus].plate", "LES-2"),
    ("crew[driver].vehicle", "car"),
    // Of the same name as a vehicle.
    ("commanders[bus].duty", "commander"),
    ("principals[p1]", ""),
];

fn found(rule: &str, subject: Option<&str>, element: Option<&str>, since: Instant) -> Found {
    let key = Key { rule: word(rule), subject: subject.map(word), element: element.map(word) };
    Found::of(key, since)
}

/// Such a movement, and the officers of both districts.
fn on_the_road() -> (Room, MovementId, Viewer, Viewer) {
    let mut room = Room::usual();
    let who = officer("pk/kp/shangla");
    let other = Viewer { person: OTHER, ..officer("pk/kp/kohistan") };
    enrolled(&mut room, &[&who, &other]);
    room.duty(Act::StartUrgent { number: word("U-1"), plan: order(ORDER), reason: text(7) });
    let it = room.state.numbers["U-1"];
    (room, it, who, other)
}

/// What is found, and nobody takes.
fn goes_up(room: &mut Room, movement: MovementId, found: Vec<Found>) {
    room.does(Role::System, Act::Find { movement, found, gone: Vec::new() });
    room.now = room.now.saturating_add(Span::minutes(6));
    room.does(Role::System, Act::Advance);
}

fn alerts(room: &Room, who: &Viewer) -> Vec<view::AlertView> {
    view::alerts(&room.state, who, &NoWords, room.now)
}

#[test]
fn of_the_way_whoever_is_called_is_shown_neither_points_nor_dangers_nor_another_district() {
    let (mut room, it, who, _) = on_the_road();
    room.level("pk/kp/kohistan", "red", false);
    for point in [Some(word("CP7")), None] {
        let means = VoiceMeans::Radio;
        room.duty(Act::ReportByVoice { movement: it, point, means, reporter: None, at: None, duress: None });
    }
    let late = found("late", None, Some("CP7"), room.now);
    let unconfirmed = found("handover-unconfirmed", None, Some("kohistan"), room.now);
    goes_up(&mut room, it, vec![late, unconfirmed]);

    let told = alerts(&room, &who);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|alert| alert.element.is_none()), "{told:?}");
    let shown = ["alerts[pk].level", "movement.kind", "vehicles[car].plate", "vehicles[bus].plate"];
    assert_eq!(facts(&room, &who, it), shown);
    let sight = sight(&room, &who, it, room.now).unwrap();
    let heard = MovementView::of(&room.state, room.get(it), &sight, room.now, &NoWords).heard.unwrap();
    assert!(heard.len() == 1 && heard[0].point.is_none(), "{heard:?}");
    let happened = room.history.iter().filter(|event| event.what.movement() == Some(it));
    let read = happened.filter_map(|event| HappenedView::of(1, room.now, event, &sight, &NoWords));
    let read: Vec<HappenedView> = read.collect();
    assert_eq!(read.iter().filter(|one| one.what == "voice-reported").count(), 1, "{read:?}");
    assert!(read.iter().all(|one| one.facts.iter().all(|fact| !fact.starts_with("points"))), "{read:?}");
    // Those who see the way see all of it.
    let duty = viewer(Role::DutyOfficer, "spu", None, &[]);
    let elements: Vec<_> = alerts(&room, &duty).into_iter().filter_map(|alert| alert.element).collect();
    assert_eq!(elements, ["CP7", "kohistan"].map(word));
}

#[test]
fn whoever_is_called_is_shown_the_alerts_that_went_up_to_them_and_not_who_else_was_called() {
    let (mut room, it, who, other) = on_the_road();
    let stopped = found("stop", Some("car"), None, room.now);
    goes_up(&mut room, it, vec![stopped]);
    let fresh = found("left-corridor", Some("car"), None, room.now);
    let raised =
        room.does(Role::System, Act::Find { movement: it, found: vec![fresh], gone: vec![] }).remove(0);
    let rules = |who: &Viewer| alerts(&room, who).into_iter().map(|alert| alert.rule).collect::<Vec<_>>();
    assert_eq!(rules(&who), [word("stop")]);
    assert!(!view::changes(&raised, &sight(&room, &who, it, room.now).unwrap()), "nor that it was raised");

    let alert = alerts(&room, &who)[0].id;
    room.tell(&other.actor(), Act::AcknowledgeAlert { alert }).unwrap();
    let seen_by =
        |room: &Room, who: &Viewer| alerts(room, who).into_iter().find(|one| one.id == alert).unwrap();
    let told = seen_by(&room, &who);
    assert!(told.acknowledged && told.taken_by.is_none(), "{told:?}");
    assert!(seen_by(&room, &other).taken_by.is_some(), "they know that they have it");
    room.duty(Act::AcknowledgeAlert { alert });
    assert!(seen_by(&room, &who).taken_by.is_some(), "the room has it");
}

/// What somebody is shown of where everybody is, each of whom reported last so many minutes ago, or calls.
fn positions(
    room: &Room,
    it: MovementId,
    who: &Viewer,
    (ago, calls): (i32, Option<u128>),
) -> (Vec<String>, Sight) {
    let sight = sight(room, who, it, room.now).unwrap();
    let latest = |id: DeviceId| {
        let signal = (calls == Some(id.0.as_u128())).then_some(Signal::Emergency);
        let report = Report { at: room.now.saturating_add(Span::minutes(-ago)), fix: None, signal };
        Some(LastHeard { report, received: room.now, placed: None })
    };
    let seen = view::positions(&room.state, room.get(it), &sight, &latest, room.now);
    let noted = view::sight_of_positions(&sight, &seen);
    (seen.into_iter().map(|position| position.serves).collect(), noted)
}

fn carries(room: &mut Room, devices: &[(u128, &str)]) {
    for (n, serves) in devices {
        let (serves, sort, device): (Path, _, _) =
            (path(serves), DeviceSort::Phone, DeviceId(Uuid::from_u128(*n)));
        let credential = Digest([u8::try_from(*n).unwrap(); 32]);
        let consent = serves.to_string().starts_with("principals").then(|| text(3));
        room.duty(Act::EnrolDevice {
            device,
            serves,
            sort,
            credential,
            until: None,
            consent,
            language: None,
        });
    }
}

const PHONES: &[(u128, &str)] = &[(2, "crew[driver]"), (3, "commanders[bus]"), (4, "principals[p1]")];

#[test]
fn a_telephone_says_where_a_vehicle_is_that_does_not_report_itself_and_not_whose_it_is() {
    let (mut room, it, who, _) = on_the_road();
    carries(&mut room, PHONES);
    let [car, bus] = ["car", "bus"].map(|label| found("stop", Some(label), None, room.now));
    goes_up(&mut room, it, vec![bus]);
    assert_eq!(positions(&room, it, &who, (0, None)).0, [""; 0], "a commander of its name is not the bus");
    goes_up(&mut room, it, vec![car]);
    let (seen, noted) = positions(&room, it, &who, (0, None));
    assert_eq!(seen, ["vehicles[car]"]);
    assert!(!noted.shows(Part::Detail), "they did not see whose telephone it is");
    carries(&mut room, &[(5, "vehicles[car]")]);
    assert_eq!(positions(&room, it, &who, (0, None)).0, ["vehicles[car]"], "it reports itself now");
}

#[test]
fn whoever_calls_for_help_from_no_vehicle_is_shown_and_that_somebody_saw_where_is_noted() {
    for element in [None, Some(Uuid::from_u128(4).to_string())] {
        let (mut room, it, who, _) = on_the_road();
        carries(&mut room, PHONES);
        let call = found("emergency", None, element.as_deref(), room.now);
        goes_up(&mut room, it, vec![call]);
        let (seen, noted) = positions(&room, it, &who, (0, Some(4)));
        assert_eq!(seen, ["principals[p1]"], "{element:?}");
        assert!(noted.shows(Part::Principals) && !noted.shows(Part::Detail));
        let still = if element.is_some() { vec!["principals[p1]"] } else { vec![] };
        assert_eq!(positions(&room, it, &who, (0, None)).0, still, "{element:?}");
        assert!(alerts(&room, &who)[0].element.as_ref().map(Word::as_str) == element.as_deref());
    }
}

#[test]
fn that_somebody_saw_where_the_detail_is_is_noted_and_where_people_were_before_it_left_is_not_shown() {
    let (mut room, it, ..) = on_the_road();
    carries(&mut room, &[PHONES, &[(5, "vehicles[car]")]].concat());
    let duty = viewer(Role::DutyOfficer, "spu", None, &[]);
    let (seen, noted) = positions(&room, it, &duty, (0, None));
    assert_eq!(seen.len(), 4);
    assert!(noted.shows(Part::Principals) && noted.shows(Part::Detail) && !noted.shows(Part::Permissions));
    let (seen, noted) = positions(&room, it, &duty, (2, None));
    assert_eq!(seen, ["vehicles[car]"], "a vehicle is the unit's");
    assert!(!noted.shows(Part::Principals) && !noted.shows(Part::Detail));
}
