//! An alert that nobody takes goes up until somebody does.

use conduct::{
    Act, Event, Rejection, What,
    alert::{Found, Key},
    command::AlertVerdict,
    escalation::{Due, KEPT, LONGEST, Step},
    message::{About, Recipient},
};
use model::{
    Instant, Span,
    id::{AlertId, MovementId, PersonId},
    party::Role,
};

use crate::{
    messages::{COMMANDER, DUTY, OTHER_DUTY, SHANGLA, actor, person, staffed},
    room::{Room, is, said, text, word},
};

const AUTHORITY: u128 = 20;
const COMMANDER_AGAIN: u128 = 21;

fn key() -> Key {
    Key { rule: word("stop"), subject: Some(word("car")), element: None }
}

/// A movement under way, everybody who may be told, and nobody with an address.
fn on_the_road(timetable: &[(&str, &str)]) -> (Room, MovementId) {
    let mut room = Room::usual();
    staffed(&mut room);
    let enrol = Act::EnrolPerson {
        person: person(AUTHORITY),
        role: Role::Authority,
        agency: word("spu"),
        label: None,
        areas: Vec::new(),
        name: text(31),
    };
    room.does(Role::Administrator, enrol);
    let movement = room.cleared("SC-1");
    if !timetable.is_empty() {
        let said = timetable.iter().map(|(at, value)| said(at, value, "order", room.now, None)).collect();
        let seen = room.get(movement).revision;
        room.duty(Act::Amend { movement, seen, statements: said, drop: Vec::new() });
        room.duty(Act::Clear { movement });
    }
    room.now = crate::room::at("2026-12-11 06:00");
    room.gate(movement);
    room.duty(Act::AuthoriseDeparture { movement });
    (room, movement)
}

fn alarm(room: &mut Room, movement: MovementId) -> AlertId {
    let since = room.now;
    let found = Found::of(key(), since);
    let raised = room.does(Role::System, Act::Find { movement, found: vec![found], gone: Vec::new() });
    let What::AlertRaised { alert, .. } = raised[0].what else { panic!("{raised:?}") };
    alert
}

fn after(room: &mut Room, minutes: i32) -> Vec<Event> {
    room.now = room.now.saturating_add(Span::minutes(minutes));
    room.does(Role::System, Act::Advance)
}

/// The steps taken, and whom each concerned.
fn steps(events: &[Event]) -> Vec<(Step, Vec<u128>)> {
    let step = |event: &Event| match &event.what {
        What::AlertEscalated { step, to, .. } => Some((*step, to.iter().map(|it| it.0.as_u128()).collect())),
        _ => None,
    };
    events.iter().filter_map(step).collect()
}

#[test]
fn an_alert_nobody_takes_is_told_to_room_commander_districts_and_authority_in_turn() {
    let (mut room, movement) = on_the_road(&[]);
    let alert = alarm(&mut room, movement);
    assert!(steps(&after(&mut room, 1)).is_empty());
    let told = |events: &[Event], people: &[u128]| {
        let people: Vec<PersonId> = people.iter().map(|n| person(*n)).collect();
        events.iter().any(|event| {
            matches!(&event.what, What::MessagesDue { about: About::AlertEscalated(of), without_address, .. }
                if *of == alert && *without_address == people)
        })
    };
    for (minutes, step, people) in [
        (1, Step::Room, vec![DUTY, OTHER_DUTY]),
        (2, Step::Commander, vec![COMMANDER]),
        (2, Step::Districts, vec![SHANGLA]),
        (4, Step::Authority, vec![AUTHORITY]),
    ] {
        let events = after(&mut room, minutes);
        assert_eq!(steps(&events), [(step, people.clone())]);
        assert!(told(&events, &people), "{step:?} is told in the same transaction");
    }
    let climbed: Vec<Step> = room.state.alerts[&alert].climbed.keys().copied().collect();
    assert_eq!(climbed, Step::ALL);
}

#[test]
fn a_step_that_finds_nobody_goes_at_once_to_the_next_and_is_not_taken_for_one_that_was_told() {
    let (mut room, movement) = on_the_road(&[]);
    for of_step in [COMMANDER, SHANGLA] {
        room.does(Role::Administrator, Act::DismissPerson { person: person(of_step) });
    }
    let alert = alarm(&mut room, movement);
    after(&mut room, 2);
    // The commander's time has come; neither they nor a district is there to be told.
    let found = steps(&after(&mut room, 2));
    assert_eq!(
        found,
        [(Step::Commander, vec![]), (Step::Districts, vec![]), (Step::Authority, vec![AUTHORITY])]
    );
    let known = &room.state.alerts[&alert];
    assert_eq!(known.nobody.iter().copied().collect::<Vec<_>>(), [Step::Commander, Step::Districts]);
    assert_eq!(known.called, [person(DUTY), person(OTHER_DUTY), person(AUTHORITY)].into_iter().collect());
    assert!(steps(&after(&mut room, 4)).is_empty(), "it rests all the same");
    // Somebody came meanwhile: the next time it is told them, and no longer counts as having found nobody.
    let again = Act::EnrolPerson {
        person: person(COMMANDER_AGAIN),
        role: Role::Commander,
        agency: word("spu"),
        label: Some(word("lead")),
        areas: Vec::new(),
        name: text(32),
    };
    room.does(Role::Administrator, again);
    after(&mut room, 3);
    let again = steps(&after(&mut room, 2));
    assert_eq!(again[0], (Step::Commander, vec![COMMANDER_AGAIN]));
    assert_eq!(room.state.alerts[&alert].nobody.iter().copied().collect::<Vec<_>>(), [Step::Districts]);
}

#[test]
fn an_alert_that_finds_nobody_at_all_goes_all_the_way_up_at_once_and_rests() {
    let (mut room, movement) = on_the_road(&[]);
    for of_step in [COMMANDER, SHANGLA, AUTHORITY, OTHER_DUTY, DUTY] {
        room.does(Role::Administrator, Act::DismissPerson { person: person(of_step) });
    }
    alarm(&mut room, movement);
    assert_eq!(steps(&after(&mut room, 2)), Step::ALL.map(|step| (step, vec![])));
    assert!(steps(&after(&mut room, 4)).is_empty());
}

#[test]
fn an_alert_that_went_all_the_way_up_rests_and_goes_up_again_until_somebody_takes_it() {
    let (mut room, movement) = on_the_road(&[]);
    let alert = alarm(&mut room, movement);
    let mut taken = Vec::new();
    for _ in 0..60 {
        taken.extend(steps(&after(&mut room, 1)).into_iter().map(|(step, _)| (room.now, step)));
    }
    let begun = room.now.saturating_add(Span::minutes(-60));
    let minutes = |(at, step): &(Instant, Step)| (at.since(begun).0 / 60_000_000, *step);
    let told: Vec<(i64, Step)> = taken.iter().map(minutes).collect();
    // Five minutes after the first time at the top, ten after the second.
    let [room_, commander, districts, authority] = Step::ALL;
    let round =
        |from: i64| [(from + 2, room_), (from + 4, commander), (from + 6, districts), (from + 10, authority)];
    assert_eq!(told, [round(0), round(15), round(35)].concat());
    assert_eq!(room.state.alerts[&alert].rounds, 3);
    room.duty(Act::AcknowledgeAlert { alert });
    assert!(steps(&after(&mut room, 61)).is_empty());
}

#[test]
fn what_was_taken_and_not_closed_in_an_hour_goes_up_again_by_the_timetable() {
    let (mut room, movement) = on_the_road(&[("escalation.commander", "1 min")]);
    let alert = alarm(&mut room, movement);
    room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), Act::AcknowledgeAlert { alert }).unwrap();
    let taken = |room: &Room| room.state.alerts[&alert].taken.is_some();
    assert!(steps(&after(&mut room, 60)).is_empty() && taken(&room));
    // The commander first: so the order says.
    assert_eq!(steps(&after(&mut room, 1)), [(Step::Commander, vec![COMMANDER])]);
    assert!(!taken(&room), "it is nobody's");
    assert_eq!(steps(&after(&mut room, 1)), [(Step::Room, vec![DUTY, OTHER_DUTY])]);
    room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), Act::AcknowledgeAlert { alert }).unwrap();
    assert!(steps(&after(&mut room, 60)).is_empty() && taken(&room));
    let verdict = AlertVerdict::True;
    room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), Act::CloseAlert { alert, verdict, because: None })
        .unwrap();
    assert!(steps(&after(&mut room, 600)).is_empty(), "what is closed is done");
}

#[test]
fn what_somebody_took_who_acts_here_no_more_goes_up_at_once() {
    let (mut room, movement) = on_the_road(&[]);
    let alert = alarm(&mut room, movement);
    room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), Act::AcknowledgeAlert { alert }).unwrap();
    after(&mut room, 1);
    let gone = room.does(Role::Administrator, Act::DismissPerson { person: person(DUTY) });
    assert_eq!(steps(&gone), [(Step::Room, vec![OTHER_DUTY])]);
    assert_eq!(room.state.alerts[&alert].taken, None);
    assert!(steps(&after(&mut room, 3)).is_empty());
    assert_eq!(steps(&after(&mut room, 1)), [(Step::Commander, vec![COMMANDER])], "counted from then");
    let other = room.does(Role::Administrator, Act::DismissPerson { person: person(OTHER_DUTY) });
    assert!(steps(&other).is_empty(), "who took nothing leaves nothing");
}

#[test]
fn steps_that_an_order_takes_at_once_do_not_go_round_and_round() {
    let at_once = ["room", "commander", "districts", "authority"].map(|step| format!("escalation.{step}"));
    let timetable: Vec<(&str, &str)> = at_once.iter().map(|step| (step.as_str(), "0s")).collect();
    let (mut room, movement) = on_the_road(&timetable);
    alarm(&mut room, movement);
    let first: Vec<Step> = steps(&after(&mut room, 0)).into_iter().map(|(step, _)| step).collect();
    assert_eq!(first, Step::ALL);
    assert!(steps(&after(&mut room, 4)).is_empty());
    assert_eq!(steps(&after(&mut room, 1)).len(), 4);
}

#[test]
fn whoever_is_told_on_its_way_up_may_take_it_and_nobody_before() {
    for (who, role, agency, step) in
        [(SHANGLA, Role::DistrictOfficer, "shangla-police", 6), (AUTHORITY, Role::Authority, "spu", 10)]
    {
        let (mut room, movement) = on_the_road(&[]);
        let alert = alarm(&mut room, movement);
        let take = |room: &mut Room| room.tell(&actor(who, role, agency), Act::AcknowledgeAlert { alert });
        after(&mut room, step - 1);
        assert_eq!(take(&mut room).unwrap_err(), Rejection::NoSuch("no-such-alert"));
        after(&mut room, 1);
        take(&mut room).unwrap();
        let again = room.now.saturating_add(KEPT).saturating_add(Step::Room.usual());
        assert_eq!(room.state.alerts[&alert].due, Some(Due { step: Step::Room, at: again }));
        assert_eq!(room.state.alerts[&alert].taken.as_ref().unwrap().by.role, role);
        // The room may take it over.
        room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), Act::AcknowledgeAlert { alert }).unwrap();
        assert_eq!(take(&mut room).unwrap_err(), Rejection::Alert("alert-is-somebodys"));
    }
}

#[test]
fn a_file_stays_open_until_it_is_said_of_every_alert_what_it_was() {
    let (mut room, movement) = on_the_road(&[]);
    let alert = alarm(&mut room, movement);
    room.duty(Act::Arrive { movement, at: None });
    let filed = room.refuses(Role::DutyOfficer, Act::Close { movement });
    assert!(matches!(filed, Rejection::OutOfPlace { hint: "hint-alerts-first", .. }), "{filed:?}");
    room.duty(Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None });
    room.duty(Act::Close { movement });
}

#[test]
fn time_passing_unattended_catches_up_with_every_step_in_order() {
    let (mut room, movement) = on_the_road(&[]);
    alarm(&mut room, movement);
    let taken: Vec<Step> = steps(&after(&mut room, 30)).into_iter().map(|(step, _)| step).collect();
    assert_eq!(taken, Step::ALL);
}

#[test]
fn taking_closing_or_disproving_it_ends_the_climb() {
    for act in 0..3 {
        let (mut room, movement) = on_the_road(&[]);
        let alert = alarm(&mut room, movement);
        after(&mut room, 2);
        match act {
            0 => drop(room.duty(Act::AcknowledgeAlert { alert })),
            1 => drop(room.duty(Act::CloseAlert { alert, verdict: AlertVerdict::False, because: None })),
            _ => {
                room.does(Role::System, Act::Find { movement, found: Vec::new(), gone: vec![key()] });
            }
        }
        assert!(steps(&after(&mut room, 60)).is_empty());
        assert_eq!(room.state.climbs.is_empty(), act != 0, "taken is not done");
    }
}

#[test]
fn the_order_says_after_how_long_and_an_hour_is_the_longest() {
    let timetable = [("escalation.commander", "30s"), ("escalation.room", "20h")];
    let (mut room, movement) = on_the_road(&timetable);
    let alert = alarm(&mut room, movement);
    let raised: Instant = room.now;
    let due = |seconds: i64| raised.saturating_add(Span(seconds * 1_000_000));
    assert_eq!(room.state.alerts[&alert].due, Some(Due { step: Step::Commander, at: due(30) }));
    assert_eq!(steps(&after(&mut room, 1)), [(Step::Commander, vec![COMMANDER])]);
    after(&mut room, 15);
    let last = Due { step: Step::Room, at: raised.saturating_add(LONGEST) };
    assert_eq!(room.state.alerts[&alert].due, Some(last), "no order switches a step off");
}

#[test]
fn an_order_that_contradicts_itself_leaves_the_usual_times() {
    let (mut room, movement) = on_the_road(&[]);
    let disagree = ["1min", "9min"]
        .map(|value| said("escalation.room", value, if value == "1min" { "a" } else { "b" }, room.now, None));
    let seen = room.get(movement).revision;
    // Under way no order is amended any more: the same is said of another movement before it departs.
    let other = room.request("SC-2", crate::room::USUAL_ORDER);
    assert!(
        room.tell(
            &crate::room::role(Role::DutyOfficer),
            Act::Amend { movement, seen, statements: disagree.to_vec(), drop: Vec::new() }
        )
        .is_err()
    );
    room.duty(Act::Amend { movement: other, seen: 1, statements: disagree.to_vec(), drop: Vec::new() });
    let whole = room.get(other).clone();
    assert_eq!(Step::Room.after(&room.state, &whole, room.now), Step::Room.usual());
}

#[test]
fn whoever_was_told_is_told_that_it_was_not_so() {
    let (mut room, movement) = on_the_road(&[]);
    let shangla = actor(SHANGLA, Role::DistrictOfficer, "shangla-police");
    let of = Recipient::Person(person(SHANGLA));
    let set = Act::SetAddress { of: of.clone(), address: text(50), secret: None, language: word("ur") };
    room.tell(&shangla, set).unwrap();
    let alert = alarm(&mut room, movement);
    after(&mut room, 6);
    let back = room.does(Role::System, Act::Find { movement, found: Vec::new(), gone: vec![key()] });
    let due = back.iter().find(is("messages-due")).map(|event| &event.what);
    let Some(What::MessagesDue { about, to, .. }) = due else { panic!("{back:?}") };
    assert_eq!(*about, About::AlertWithdrawn(alert));
    let told: Vec<_> = to.iter().map(|(_, recipient)| recipient.clone()).collect();
    assert_eq!(told, [of], "those who were not told of it are not told that it was not so");
}

/// A restore may bring back an officer whose erasure came after the backup: what they took is then looked after by others at once.
#[test]
fn what_somebody_took_who_is_erased_again_after_a_restore_goes_up_at_once() {
    let (mut room, movement) = on_the_road(&[]);
    let alert = alarm(&mut room, movement);
    room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), Act::AcknowledgeAlert { alert }).unwrap();
    let erased = room.does(Role::System, Act::ErasePerson { person: person(DUTY), because: None });
    assert_eq!(steps(&erased), [(Step::Room, vec![OTHER_DUTY])]);
    assert_eq!(room.state.alerts[&alert].taken, None);
}
