//! Who is told what outside the open pages.

use std::collections::BTreeMap;

use conduct::{
    Act, Event, Rejection, What, World,
    message::{About, Failure, Fate, Recipient},
};
use model::{
    id::{MessageId, MovementId, PersonId},
    party::{Actor, Role},
};
use uuid::Uuid;

use crate::room::{Room, at, said, text, usual, word};

/// Somebody enrolled, by number.
pub fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

pub fn actor(n: u128, role: Role, agency: &str) -> Actor {
    Actor { person: Some(person(n)), role, agency: word(agency) }
}

pub const DUTY: u128 = 2;
pub const OTHER_DUTY: u128 = 3;
pub const SPONSOR: u128 = 4;
const OTHER_SPONSOR: u128 = 5;
pub const COMMANDER: u128 = 6;
pub const OTHER_COMMANDER: u128 = 7;
const PRINCIPAL: u128 = 8;
pub const SHANGLA: u128 = 9;
pub const MANSEHRA: u128 = 10;
const PARTNER: u128 = 11;

/// One of each who may be told, and one of each who is not this movement's.
pub fn staffed(room: &mut Room) {
    let enrol = |person, role, agency: &str, label: Option<&str>, areas: &[&str]| Act::EnrolPerson {
        person,
        role,
        agency: word(agency),
        label: label.map(word),
        areas: areas.iter().map(|area| word(area)).collect(),
        name: text(30),
    };
    room.does(Role::System, enrol(person(1), Role::Administrator, "spu", None, &[]));
    for (n, role, agency, label, areas) in [
        (DUTY, Role::DutyOfficer, "spu", None, &[][..]),
        (OTHER_DUTY, Role::DutyOfficer, "spu", None, &[]),
        (SPONSOR, Role::Sponsor, "spu", None, &[]),
        (OTHER_SPONSOR, Role::Sponsor, "mine", None, &[]),
        (COMMANDER, Role::Commander, "spu", Some("lead"), &[]),
        (OTHER_COMMANDER, Role::Commander, "spu", Some("other"), &[]),
        (PRINCIPAL, Role::Principal, "guests", Some("p1"), &[]),
        (SHANGLA, Role::DistrictOfficer, "shangla-police", None, &["pk/kp/shangla"]),
        (MANSEHRA, Role::DistrictOfficer, "mansehra-police", None, &["pk/kp/mansehra"]),
        (PARTNER, Role::Partner, "embassy", None, &[]),
    ] {
        room.does(Role::Administrator, enrol(person(n), role, agency, label, areas));
    }
}

fn staffed_room() -> Room {
    let mut room = Room::usual();
    staffed(&mut room);
    room
}

/// What each was to be told, of those who have no address: nobody here has one.
fn told(events: &[Event]) -> Vec<(&'static str, Vec<u128>)> {
    let due = events.iter().filter_map(|event| match &event.what {
        What::MessagesDue { about, without_address, to, .. } => {
            assert!(to.is_empty(), "{to:?}");
            Some((about.word(), without_address.iter().map(|person| person.0.as_u128()).collect()))
        }
        _ => None,
    });
    due.collect()
}

fn by(room: &mut Room, actor: &Actor, act: Act) -> Vec<Event> {
    room.tell(actor, act).unwrap()
}

/// A movement that holds at two in the morning because its armour is no longer proved.
fn lapses(room: &mut Room, number: &str) -> (MovementId, Vec<Event>) {
    let movement = room.cleared(number);
    let until = Some(at("2026-12-02 02:00"));
    room.report(movement, vec![said("vehicles[car].bullet_proof", "true", "order", room.now, until)]);
    let events = room.advance("2026-12-02 02:00");
    (movement, events)
}

#[test]
fn a_clearance_that_lapses_by_itself_is_told_to_sponsor_duty_officers_and_commander() {
    let (_, events) = lapses(&mut staffed_room(), "SC-1");
    assert_eq!(told(&events), [("held", vec![DUTY, OTHER_DUTY, SPONSOR, COMMANDER])]);
    let held_then_told: Vec<_> = events.iter().map(|event| event.what.kind()).collect();
    assert_eq!(held_then_told[..2], ["clearance-evaluated", "messages-due"], "one follows the other");
}

#[test]
fn a_notice_is_told_to_the_officers_of_its_district_and_says_not_which_notice_it_is() {
    let mut room = staffed_room();
    let movement = room.request("SC-1", crate::room::USUAL_ORDER);
    let duty = actor(DUTY, Role::DutyOfficer, "spu");
    let party = crate::room::path("districts[shangla]");
    let window = (crate::room::day("2026-12-10"), crate::room::day("2026-12-12"));
    let channel = word("system");
    let early = Act::GiveEarlyNotice {
        movement,
        party: party.clone(),
        channel: channel.clone(),
        window,
        asks: None,
        at: None,
    };
    assert_eq!(told(&by(&mut room, &duty, early)), [("notice", vec![SHANGLA])]);
    room.accept(movement, "districts[shangla]");
    let late = Act::GiveLateNotice { movement, party, channel, at: None };
    assert_eq!(told(&by(&mut room, &duty, late)), [("notice", vec![SHANGLA])]);
}

#[test]
fn whoever_called_it_off_is_not_told_and_whoever_knew_of_it_is() {
    let mut room = staffed_room();
    let movement = room.cleared("SC-1");
    let cancel = Act::Cancel { movement, reason: text(9) };
    let events = by(&mut room, &actor(SPONSOR, Role::Sponsor, "spu"), cancel);
    assert_eq!(told(&events), [("cancelled", vec![DUTY, OTHER_DUTY, COMMANDER, PRINCIPAL, SHANGLA])]);
}

#[test]
fn an_urgent_departure_is_the_first_word_its_districts_have_of_it() {
    let mut room = staffed_room();
    let plan = crate::room::order(&[("districts[shangla].area", "pk/kp/shangla")]);
    let start = Act::StartUrgent { number: word("U-1"), plan, reason: text(9) };
    let events = by(&mut room, &actor(DUTY, Role::DutyOfficer, "spu"), start);
    assert_eq!(told(&events), [("notice", vec![SHANGLA])]);
}

#[test]
fn those_in_command_are_told_that_they_are_asked_and_those_on_duty_of_alerts_and_calls() {
    let mut room = staffed_room();
    let movement = room.under_way("SC-1");
    let events = room.level("pk/kp", "red", true);
    let told_of_it: BTreeMap<_, _> = told(&events).into_iter().collect();
    assert_eq!(told_of_it["decision-asked"], [DUTY, OTHER_DUTY, COMMANDER]);
    assert_eq!(told_of_it["alert"], [DUTY, OTHER_DUTY]);
    room.closes_every_alert();
    let silent = room.request("SC-2", crate::room::USUAL_ORDER);
    room.notify(silent, "districts[shangla]", ("2026-12-20", "2026-12-22"));
    let events = room.advance("2026-12-12 07:00");
    assert_eq!(told(&events), [("call-due", vec![DUTY, OTHER_DUTY])]);
    let _ = movement;
}

#[test]
fn a_danger_on_the_way_is_told_to_duty_officers_sponsor_and_commander_and_not_to_whoever_reported_it() {
    let mut room = staffed_room();
    let (corridor, chart) = (crate::room::corridor(), crate::room::CORRIDOR.chart());
    room.does(Role::Authority, Act::AdoptNetwork { network: corridor });
    let movement = room.request("SC-1", crate::room::USUAL_ORDER);
    let [from, to] = ["34.93,72.88", "35.04,72.93"].map(|place| place.parse().unwrap());
    let way = chart.fastest(from, to, &roads::chart::Vehicle::car(), 12).unwrap();
    let drives = way.arcs.iter().map(|&arc| chart.drives()[arc as usize]).collect();
    room.duty(Act::PlanRoute { movement, seen: 1, drives });
    let danger =
        conduct::danger::Danger::Closure { place: from, within_mm: 1_000, from: room.now, until: None };
    let events = by(&mut room, &actor(OTHER_DUTY, Role::DutyOfficer, "spu"), Act::ReportDanger { danger });
    assert_eq!(told(&events), [("route-touched", vec![DUTY, SPONSOR, COMMANDER])]);
}

#[test]
fn an_exercise_tells_its_own_people_as_a_room_would() {
    let mut room = Room::with(World::Exercise, usual());
    staffed(&mut room);
    room.level("pk", "green", false);
    let movement = room.request("SC-1", crate::room::USUAL_ORDER);
    let cancelled = room.duty(Act::Cancel { movement, reason: text(9) });
    let mut actual = Room::with(World::Actual, usual());
    staffed(&mut actual);
    actual.level("pk", "green", false);
    let movement = actual.request("SC-1", crate::room::USUAL_ORDER);
    let expected = actual.duty(Act::Cancel { movement, reason: text(9) });
    assert!(!told(&expected).is_empty());
    assert_eq!(told(&cancelled), told(&expected));
}

fn own_address(room: &mut Room, n: u128, role: Role) {
    let act = Act::SetAddress {
        of: Recipient::Person(person(n)),
        address: text(50 + n),
        secret: None,
        language: word("ur"),
    };
    by(room, &actor(n, role, "spu"), act);
}

/// Every message of these events, by whom it is for.
fn messages(events: &[Event]) -> BTreeMap<Recipient, MessageId> {
    let due = events.iter().filter_map(|event| match &event.what {
        What::MessagesDue { to, .. } => Some(to.iter().map(|(message, to)| (to.clone(), *message))),
        _ => None,
    });
    due.flatten().collect()
}

#[test]
fn whoever_has_an_address_is_written_to_and_their_agency_too_and_both_wait_until_the_end_is_noted() {
    let mut room = staffed_room();
    own_address(&mut room, SPONSOR, Role::Sponsor);
    let spu = Recipient::Agency(word("spu"));
    let webhook =
        Act::SetAddress { of: spu.clone(), address: text(70), secret: Some(text(71)), language: word("en") };
    room.does(Role::Administrator, webhook);
    let (_, events) = lapses(&mut room, "SC-1");
    let due = messages(&events);
    let sponsor = Recipient::Person(person(SPONSOR));
    assert_eq!(due.keys().cloned().collect::<Vec<_>>(), [sponsor.clone(), spu.clone()]);
    let waiting = |room: &Room, to: &Recipient| room.state.outbox.get(to).map_or(0, imbl::OrdMap::len);
    // That it was cleared was told as well.
    assert_eq!((waiting(&room, &sponsor), waiting(&room, &spu)), (2, 2));
    let note = |to: &Recipient, fate| Act::NoteDelivery { message: due[to], to: to.clone(), fate };
    let delivered = room.does(Role::System, note(&sponsor, Fate::Delivered));
    assert_eq!(delivered.iter().map(|event| event.what.kind()).collect::<Vec<_>>(), ["message-delivered"]);
    assert_eq!((waiting(&room, &sponsor), waiting(&room, &spu)), (1, 2));
    let again = room.refuses(Role::System, note(&sponsor, Fate::Delivered));
    assert_eq!(again, Rejection::NoSuch("no-such-message"), "it ends once");
    room.refuses(Role::DutyOfficer, note(&spu, Fate::Delivered));
}

#[test]
fn a_message_that_failed_for_good_alerts_those_on_duty_once() {
    let mut room = staffed_room();
    own_address(&mut room, SPONSOR, Role::Sponsor);
    lapses(&mut room, "SC-1");
    let to = Recipient::Person(person(SPONSOR));
    let waiting: Vec<MessageId> = room.state.outbox[&to].keys().copied().collect();
    let fail = |message| Act::NoteDelivery { message, to: to.clone(), fate: Fate::Failed(Failure::GivenUp) };
    let first = room.does(Role::System, fail(waiting[0]));
    let kinds: Vec<_> = first.iter().map(|event| event.what.kind()).collect();
    assert_eq!(kinds, ["message-failed", "alert-raised", "messages-due"]);
    assert_eq!(told(&first), [("alert", vec![DUTY, OTHER_DUTY])]);
    let second = room.does(Role::System, fail(waiting[1]));
    assert_eq!(second.len(), 1, "the alert is open already");
    assert!(room.state.outbox.is_empty());
}

#[test]
fn what_is_not_taken_in_time_is_said_once_goes_on_waiting_and_may_be_delivered_yet() {
    let mut room = staffed_room();
    own_address(&mut room, SPONSOR, Role::Sponsor);
    lapses(&mut room, "SC-1");
    let to = Recipient::Person(person(SPONSOR));
    let message = *room.state.outbox[&to].keys().next().unwrap();
    let note = |fate| Act::NoteDelivery { message, to: to.clone(), fate };
    let late = room.does(Role::System, note(Fate::Failed(Failure::NotInTime)));
    let kinds: Vec<_> = late.iter().map(|event| event.what.kind()).collect();
    assert_eq!(kinds, ["message-failed", "alert-raised", "messages-due"]);
    assert!(room.state.outbox[&to][&message].late);
    assert_eq!(room.does(Role::System, note(Fate::Failed(Failure::NotInTime))), []);
    let delivered = room.does(Role::System, note(Fate::Delivered));
    assert_eq!(delivered.iter().map(|event| event.what.kind()).collect::<Vec<_>>(), ["message-delivered"]);
    assert!(!room.state.outbox.get(&to).is_some_and(|waiting| waiting.contains_key(&message)));
}

#[test]
fn an_alert_says_whether_it_reached_anybody() {
    let mut room = staffed_room();
    own_address(&mut room, DUTY, Role::DutyOfficer);
    let observed = Act::ObserveDeparture { number: word("SEEN-1"), plan: crate::room::order(&[]), at: None };
    let events = room.duty(observed);
    let to = Recipient::Person(person(DUTY));
    let message = messages(&events)[&to];
    let about = room.state.outbox[&to][&message].about;
    let About::Alert(alert) = about else { panic!("{about:?}") };
    assert!(!room.state.alerts[&alert].delivered);
    room.does(Role::System, Act::NoteDelivery { message, to, fate: Fate::Delivered });
    assert!(room.state.alerts[&alert].delivered);
}

#[test]
fn addresses_are_set_by_whoever_they_are_of_and_an_agencys_by_an_administrator() {
    let mut room = staffed_room();
    let set = |of: &Recipient, secret| Act::SetAddress {
        of: of.clone(),
        address: text(70),
        secret,
        language: word("en"),
    };
    let (sponsor, spu) = (Recipient::Person(person(SPONSOR)), Recipient::Agency(word("spu")));
    let other = actor(OTHER_SPONSOR, Role::Sponsor, "mine");
    assert!(room.tell(&other, set(&sponsor, None)).is_err());
    assert!(room.tell(&actor(1, Role::Administrator, "spu"), set(&sponsor, None)).is_err());
    assert!(room.tell(&other, set(&spu, Some(text(71)))).is_err());
    room.refuses(Role::Administrator, set(&spu, None));
    room.refuses(Role::Administrator, set(&Recipient::Agency(word("nobodys")), Some(text(71))));
    room.does(Role::Administrator, set(&spu, Some(text(71))));
    room.does(Role::Administrator, Act::DropAddress { of: spu.clone() });
    assert_eq!(room.does(Role::Administrator, Act::DropAddress { of: spu }), [], "it has none already");
}

#[test]
fn whoever_is_dismissed_is_told_no_more_and_nothing_waits_for_them() {
    let mut room = staffed_room();
    own_address(&mut room, SPONSOR, Role::Sponsor);
    lapses(&mut room, "SC-1");
    assert_eq!(room.state.outbox.len(), 1);
    room.does(Role::Administrator, Act::DismissPerson { person: person(SPONSOR) });
    assert!(room.state.outbox.is_empty() && room.state.addresses.is_empty());
}

#[test]
fn a_recipient_is_written_as_it_is_read() {
    for recipient in [Recipient::Person(person(7)), Recipient::Agency(word("spu"))] {
        assert_eq!(recipient.to_string().parse::<Recipient>().unwrap(), recipient);
    }
    for wrong in ["", "spu", "person", "person spu", "agency ", "nobody spu"] {
        assert!(wrong.parse::<Recipient>().is_err(), "{wrong}");
    }
}
