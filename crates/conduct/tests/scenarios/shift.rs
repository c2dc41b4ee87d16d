//! Who has the watch decides who is told first; it changes hands with everything that is open, by name.

use conduct::{
    Act, Event, Rejection, What,
    alert::{Found, Key},
    command::AlertVerdict,
    escalation::Step,
    shift::Open,
};
use model::{
    Span,
    id::{MovementId, PersonId},
    party::Role,
};

use crate::{
    messages::{COMMANDER, DUTY, OTHER_DUTY, actor, person, staffed},
    room::{Room, kinds, text, word},
};

const THIRD_DUTY: u128 = 21;

/// Three duty officers and a movement under way.
fn room() -> (Room, MovementId) {
    let mut room = Room::usual();
    staffed(&mut room);
    let enrol = Act::EnrolPerson {
        person: person(THIRD_DUTY),
        role: Role::DutyOfficer,
        agency: word("spu"),
        label: None,
        areas: Vec::new(),
        name: text(32),
    };
    room.does(Role::Administrator, enrol);
    let movement = room.under_way("SC-1");
    (room, movement)
}

fn listed(room: &Room) -> (Vec<model::id::AlertId>, Vec<MovementId>) {
    let Open { alerts, movements } = Open::of(&room.state);
    (alerts.into_iter().collect(), movements.into_iter().collect())
}

fn take(room: &mut Room, who: u128, next: Option<u128>) -> Result<Vec<Event>, Rejection> {
    let (alerts, movements) = listed(room);
    let act = Act::TakeShift { next: next.map(person), alerts, movements };
    room.tell(&actor(who, Role::DutyOfficer, "spu"), act)
}

fn offer(room: &mut Room, who: u128, to: u128) -> Result<Vec<Event>, Rejection> {
    let (alerts, movements) = listed(room);
    let act = Act::OfferShift { to: person(to), alerts, movements };
    room.tell(&actor(who, Role::DutyOfficer, "spu"), act)
}

fn alarm(room: &mut Room, movement: MovementId, rule: &str) -> Vec<Event> {
    let key = Key { rule: word(rule), subject: None, element: None };
    let since = room.now;
    let found = Found::of(key, since);
    room.does(Role::System, Act::Find { movement, found: vec![found], gone: Vec::new() })
}

/// Who is to be told, of those without an address: nobody here has one.
fn told(events: &[Event]) -> Vec<PersonId> {
    let people = events.iter().filter_map(|event| match &event.what {
        What::MessagesDue { without_address, .. } => Some(without_address.clone()),
        _ => None,
    });
    people.flatten().collect()
}

#[test]
fn without_a_watch_every_duty_officer_is_told_and_with_one_whoever_has_it() {
    let (mut room, movement) = room();
    assert_eq!(told(&alarm(&mut room, movement, "stop")), [DUTY, OTHER_DUTY, THIRD_DUTY].map(person));
    take(&mut room, DUTY, Some(OTHER_DUTY)).unwrap();
    assert_eq!(told(&alarm(&mut room, movement, "speed")), [person(DUTY)]);
}

#[test]
fn whoever_is_next_is_told_what_the_watch_did_not_take_and_everybody_where_nobody_is_next() {
    for (next, expected) in
        [(Some(OTHER_DUTY), vec![DUTY, OTHER_DUTY]), (None, vec![DUTY, OTHER_DUTY, THIRD_DUTY])]
    {
        let (mut room, movement) = room();
        take(&mut room, DUTY, next).unwrap();
        alarm(&mut room, movement, "stop");
        room.now = room.now.saturating_add(Step::Room.usual());
        let events = room.does(Role::System, Act::Advance);
        assert_eq!(told(&events), expected.into_iter().map(person).collect::<Vec<_>>());
    }
}

#[test]
fn a_watch_is_offered_with_the_list_and_taken_with_it_and_the_list_is_on_the_record() {
    let (mut room, movement) = room();
    take(&mut room, DUTY, None).unwrap();
    alarm(&mut room, movement, "stop");
    let (alerts, movements) = listed(&room);
    let offered = offer(&mut room, DUTY, OTHER_DUTY).unwrap();
    let list =
        What::ShiftOffered { to: person(OTHER_DUTY), alerts: alerts.clone(), movements: movements.clone() };
    assert_eq!(offered[0].what, list);
    assert_eq!(room.state.shift.as_ref().unwrap().on, person(DUTY), "it stays theirs until it is taken");
    let taken = take(&mut room, OTHER_DUTY, None).unwrap();
    let (from, offered, next) = (Some(person(DUTY)), true, None);
    assert_eq!(taken[0].what, What::ShiftTaken { from, offered, next, alerts, movements });
    assert_eq!(room.state.shift.as_ref().unwrap().on, person(OTHER_DUTY));
}

#[test]
fn what_opened_in_between_must_be_confirmed_too_and_is_named() {
    let (mut room, movement) = room();
    take(&mut room, DUTY, None).unwrap();
    alarm(&mut room, movement, "stop");
    offer(&mut room, DUTY, OTHER_DUTY).unwrap();
    let (alerts, movements) = listed(&room);
    alarm(&mut room, movement, "speed");
    room.duty(Act::CloseAlert { alert: alerts[0], verdict: AlertVerdict::True, because: None });
    room.request("SC-2", &[]);
    let act = Act::TakeShift { next: None, alerts: alerts.clone(), movements };
    let refused = room.tell(&actor(OTHER_DUTY, Role::DutyOfficer, "spu"), act).unwrap_err();
    let (missing, gone) = (vec!["SC-2".to_owned(), "SC-1 speed".to_owned()], vec![alerts[0].to_string()]);
    assert_eq!(refused, Rejection::ShiftDiffers { missing, gone });
    assert_eq!(room.state.shift.as_ref().unwrap().on, person(DUTY), "nothing changed hands");
    assert!(take(&mut room, OTHER_DUTY, None).is_ok(), "with everything that is open it does");
}

#[test]
fn a_watch_can_be_taken_from_whoever_cannot_offer_it_and_the_record_says_so() {
    let (mut room, _) = room();
    take(&mut room, DUTY, None).unwrap();
    let taken = take(&mut room, OTHER_DUTY, Some(THIRD_DUTY)).unwrap();
    assert!(matches!(&taken[0].what, What::ShiftTaken { from: Some(_), offered: false, .. }));
    // Offered to somebody else is not offered to whoever takes it.
    offer(&mut room, OTHER_DUTY, THIRD_DUTY).unwrap();
    let taken = take(&mut room, DUTY, None).unwrap();
    assert!(matches!(&taken[0].what, What::ShiftTaken { offered: false, .. }));
}

#[test]
fn a_watch_is_an_enrolled_duty_officers_and_only_whoever_has_it_offers_it() {
    let (mut room, _) = room();
    assert_eq!(offer(&mut room, DUTY, OTHER_DUTY).unwrap_err(), Rejection::Shift("shift-not-yours"));
    take(&mut room, DUTY, None).unwrap();
    assert_eq!(take(&mut room, DUTY, None).unwrap_err(), Rejection::Shift("shift-yours-already"));
    assert_eq!(offer(&mut room, OTHER_DUTY, DUTY).unwrap_err(), Rejection::Shift("shift-not-yours"));
    for nobody in [DUTY, COMMANDER] {
        let refused = offer(&mut room, DUTY, nobody).unwrap_err();
        assert_eq!(refused, Rejection::Shift("shift-goes-to-an-officer"));
    }
    let (alerts, movements) = listed(&room);
    let act = |next| Act::TakeShift { next, alerts: alerts.clone(), movements: movements.clone() };
    assert_eq!(room.refuses(Role::DutyOfficer, act(None)), Rejection::Shift("shift-of-somebody-enrolled"));
    for role in [Role::Commander, Role::Authority, Role::System, Role::Sponsor] {
        assert!(matches!(room.refuses(role, act(None)), Rejection::NotAllowed { .. }), "{role:?}");
    }
}

#[test]
fn whoever_acts_here_no_more_has_no_watch_and_is_not_next() {
    let (mut room, movement) = room();
    take(&mut room, DUTY, Some(OTHER_DUTY)).unwrap();
    room.does(Role::Administrator, Act::DismissPerson { person: person(OTHER_DUTY) });
    assert_eq!(room.state.shift.as_ref().unwrap().next, None);
    let gone = room.does(Role::Administrator, Act::DismissPerson { person: person(DUTY) });
    assert_eq!(kinds(&gone), ["person-dismissed"]);
    assert_eq!(room.state.shift, None);
    assert_eq!(told(&alarm(&mut room, movement, "stop")), [person(THIRD_DUTY)], "as without any watch");
}

#[test]
fn what_an_officer_took_is_whoevers_the_watch_is_signed_over_to_and_what_others_took_stays_theirs() {
    for (next, expected) in [(None, OTHER_DUTY), (Some(THIRD_DUTY), OTHER_DUTY), (Some(DUTY), DUTY)] {
        let (mut room, movement) = room();
        take(&mut room, DUTY, Some(OTHER_DUTY)).unwrap();
        let taken_by = |room: &mut Room, rule: &str, who: u128, role: Role| {
            let raised = alarm(room, movement, rule);
            let What::AlertRaised { alert, .. } = raised[0].what else { panic!("{raised:?}") };
            room.tell(&actor(who, role, "spu"), Act::AcknowledgeAlert { alert }).unwrap();
            alert
        };
        let of_the_watch = taken_by(&mut room, "stop", DUTY, Role::DutyOfficer);
        let of_the_commander = taken_by(&mut room, "late", COMMANDER, Role::Commander);
        room.now = room.now.saturating_add(Span::minutes(30));
        take(&mut room, OTHER_DUTY, next).unwrap();
        let whose = |id| room.state.alerts[&id].taken.as_ref().unwrap().by.person;
        assert_eq!(whose(of_the_watch), Some(person(expected)), "{next:?}");
        assert_eq!(whose(of_the_commander), Some(person(COMMANDER)));
    }
}

#[test]
fn an_alert_goes_up_from_a_watch_as_from_a_room() {
    let (mut room, movement) = room();
    take(&mut room, DUTY, Some(OTHER_DUTY)).unwrap();
    alarm(&mut room, movement, "stop");
    room.now = room.now.saturating_add(Span::hours(1));
    let events = room.does(Role::System, Act::Advance);
    let steps = events.iter().filter(|event| matches!(event.what, What::AlertEscalated { .. })).count();
    assert_eq!(steps, Step::ALL.len());
}
