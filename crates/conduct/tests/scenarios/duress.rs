//! Duress: signalled without a sign, known to few, ended by the answer alone.

use conduct::{
    Act, Rejection, What,
    alert::{Found, Key},
    command::AlertVerdict,
    duress::{Agreed, Signal, knows},
    message::About,
    voice::VoiceMeans,
};
use model::{
    Path, Span,
    id::{AlertId, MovementId, PersonId},
    party::Role,
};
use uuid::Uuid;

use crate::{
    messages::{COMMANDER, DUTY, OTHER_DUTY, SHANGLA, actor, staffed},
    room::{Room, but_climbs, kinds, order, path, text, word},
};

fn lead() -> Path {
    path("commanders[lead]")
}

/// A room with a movement on the road, with whose commander words were agreed on.
fn agreed() -> (Room, MovementId) {
    let mut room = Room::usual();
    let plan = order(&[("commanders[lead]", ""), ("principals[P-1]", ""), ("vehicles[car].plate", "LES-1")]);
    room.duty(Act::ObserveDeparture { number: word("HELD-1"), plan, at: None });
    let [word, pin, duress_pin, question, answer] = [1, 2, 3, 4, 5].map(text);
    room.duty(Act::AgreeOnWords { of: lead(), agreed: Agreed { word, pin, duress_pin, question, answer } });
    let movement = room.id("HELD-1");
    (room, movement)
}

fn duress(room: &mut Room, movement: MovementId) -> AlertId {
    room.does(Role::Commander, Act::CheckIn { movement, of: lead(), under_duress: true });
    room.get(movement).duress[&lead()].alert
}

#[test]
fn every_way_to_signal_it_raises_one_alert_of_whoever_it_is_and_every_signal_is_on_the_record() {
    let (mut room, movement) = agreed();
    let check_in = |under_duress| Act::CheckIn { movement, of: lead(), under_duress };
    assert_eq!(but_climbs(&room.does(Role::Commander, check_in(false))), ["checked-in"]);
    assert_eq!(
        but_climbs(&room.does(Role::Commander, check_in(true))),
        ["checked-in", "duress-signalled", "alert-raised"]
    );
    let means = VoiceMeans::Radio;
    let said =
        Act::ReportByVoice { movement, point: None, means, reporter: None, at: None, duress: Some(lead()) };
    assert_eq!(
        but_climbs(&room.duty(said)),
        ["voice-reported", "duress-signalled"],
        "one alert is open already"
    );
    room.duty(Act::Challenge { movement, of: lead() });
    room.now = room.now.saturating_add(Span::minutes(10));
    let missed = but_climbs(&room.does(Role::System, Act::Advance));
    assert_eq!(missed, ["challenge-answered", "duress-signalled", "duress-unheard"]);
}

#[test]
fn it_goes_up_to_nobody_and_those_who_know_are_told_until_one_of_them_takes_it() {
    let (mut room, movement) = agreed();
    staffed(&mut room);
    room.closes_every_alert();
    let alert = duress(&mut room, movement);
    let called = PersonId(Uuid::from_u128(SHANGLA));
    room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), Act::CallResponder { movement, person: called })
        .unwrap();
    let told = |events: &[conduct::Event]| -> Vec<u128> {
        let due = events.iter().find_map(|event| match &event.what {
            What::MessagesDue { about: About::Duress(of), without_address, .. } if *of == alert => {
                Some(without_address)
            }
            _ => None,
        });
        due.into_iter().flatten().map(|person| person.0.as_u128()).collect()
    };
    // After two minutes, then after longer rests each time, though never longer than an hour.
    for minutes in [2, 7, 12, 22, 42, 62, 62] {
        room.now = room.now.saturating_add(Span::minutes(minutes - 1));
        assert_eq!(but_climbs(&room.does(Role::System, Act::Advance)), Vec::<&str>::new());
        room.now = room.now.saturating_add(Span::minutes(1));
        let again = room.does(Role::System, Act::Advance);
        assert_eq!(kinds(&again), ["duress-unheard", "messages-due"]);
        assert_eq!(told(&again), [DUTY, OTHER_DUTY, SHANGLA], "nobody else");
    }
    room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), Act::AcknowledgeAlert { alert }).unwrap();
    // Who took it may have gone: after an hour they are told again, and it is to be taken anew.
    room.now = room.now.saturating_add(Span::minutes(61));
    assert_eq!(but_climbs(&room.does(Role::System, Act::Advance)), Vec::<&str>::new());
    room.now = room.now.saturating_add(Span::minutes(1));
    assert_eq!(told(&room.does(Role::System, Act::Advance)), [DUTY, OTHER_DUTY, SHANGLA]);
    assert_eq!(room.state.alerts[&alert].taken, None);
}

#[test]
fn whoever_speaks_freely_again_ends_no_duress_but_their_own() {
    let (mut room, movement) = agreed();
    let other = path("principals[P-1]");
    let [word, pin, duress_pin, question, answer] = [11, 12, 13, 14, 15].map(text);
    room.duty(Act::AgreeOnWords {
        of: other.clone(),
        agreed: Agreed { word, pin, duress_pin, question, answer },
    });
    let first = duress(&mut room, movement);
    let second = room.does(Role::Principal, Act::CheckIn { movement, of: other.clone(), under_duress: true });
    assert_eq!(
        but_climbs(&second),
        ["checked-in", "duress-signalled", "alert-raised"],
        "an alert of their own"
    );
    let theirs = room.get(movement).duress[&other].alert;
    assert_ne!(first, theirs);
    room.duty(Act::Challenge { movement, of: lead() });
    room.duty(Act::AnswerChallenge { movement, of: lead(), right: true });
    assert!(!room.state.alerts.contains_key(&first) && room.state.alerts.contains_key(&theirs));
    assert!(room.get(movement).is_in_doubt());
    room.duty(Act::Arrive { movement, at: None });
    let filed = room.refuses(Role::DutyOfficer, Act::Close { movement });
    assert!(matches!(filed, Rejection::OutOfPlace { hint: "hint-duress-first", .. }), "{filed:?}");
    room.duty(Act::Challenge { movement, of: other.clone() });
    room.duty(Act::AnswerChallenge { movement, of: other, right: true });
    assert!(!room.get(movement).is_in_doubt());
}

#[test]
fn whoever_commands_the_movement_can_take_its_alerts_and_learns_nothing_of_that_one() {
    let (mut room, movement) = agreed();
    staffed(&mut room);
    let alert = duress(&mut room, movement);
    let take = || Act::AcknowledgeAlert { alert };
    let commander = room.tell(&actor(COMMANDER, Role::Commander, "spu"), take()).unwrap_err();
    assert_eq!(commander, Rejection::NoSuch("no-such-alert"));
    let duty = room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), take()).unwrap();
    assert_eq!(but_climbs(&duty), ["alert-acknowledged"]);
}

#[test]
fn a_challenge_that_is_missed_or_answered_wrongly_is_duress() {
    for wrongly in [true, false] {
        let (mut room, movement) = agreed();
        room.duty(Act::Challenge { movement, of: lead() });
        let happened = if wrongly {
            room.duty(Act::AnswerChallenge { movement, of: lead(), right: false })
        } else {
            // Also of one that arrived meanwhile.
            room.duty(Act::Arrive { movement, at: None });
            room.now = room.now.saturating_add(Span::minutes(10));
            room.does(Role::System, Act::Advance)
        };
        assert_eq!(but_climbs(&happened), ["challenge-answered", "duress-signalled", "alert-raised"]);
    }
}

/// The room was down for an hour: an answer could not be given meanwhile, and what was left of the ten minutes is left.
#[test]
fn a_challenge_is_not_missed_while_the_room_heard_nothing() {
    let (mut room, movement) = agreed();
    room.duty(Act::Challenge { movement, of: lead() });
    room.now = room.now.saturating_add(Span::minutes(4));
    let since = room.now;
    room.now = room.now.saturating_add(Span::hours(1));
    assert_eq!(
        kinds(&room.does(Role::System, Act::HearAgain { since, until: None })),
        ["went-unheard", "went-unheard"]
    );
    let happened = but_climbs(&room.does(Role::System, Act::Advance));
    assert!(!happened.contains(&"challenge-answered".to_owned()), "{happened:?}");
    room.now = room.now.saturating_add(Span::minutes(6));
    let happened = but_climbs(&room.does(Role::System, Act::Advance));
    assert!(happened.contains(&"challenge-answered".to_owned()), "{happened:?}");
}

/// Of whomever it is, wherever their movement is by then: and no entry about the movement lets others see that somebody was asked.
#[test]
fn a_challenge_is_put_off_of_one_that_waits_or_arrived_and_no_entry_tells_who_was_asked() {
    for has_arrived in [true, false] {
        let (mut room, mut movement) = agreed();
        if has_arrived {
            room.duty(Act::Arrive { movement, at: None });
        } else {
            movement = room.request("SC-1", &[("commanders[lead]", "")]);
            room.duty(Act::Arrive { movement: room.id("HELD-1"), at: None });
        }
        room.duty(Act::Challenge { movement, of: lead() });
        let due = room.get(movement).challenged[&lead()];
        room.now = room.now.saturating_add(Span::minutes(2));
        let since = room.now;
        room.now = room.now.saturating_add(Span::minutes(17));
        let happened = room.does(Role::System, Act::HearAgain { since, until: None });
        assert_eq!(kinds(&happened), ["went-unheard"]);
        assert_eq!(happened[0].what.movement(), None);
        assert_eq!(room.get(movement).challenged[&lead()], due.saturating_add(Span::minutes(17)));
        assert_eq!(but_climbs(&room.does(Role::System, Act::Advance)), Vec::<String>::new());
        room.now = room.now.saturating_add(Span::minutes(8));
        let happened = but_climbs(&room.does(Role::System, Act::Advance));
        assert_eq!(happened, ["challenge-answered", "duress-signalled", "alert-raised"]);
    }
}

/// The hour it is said with may be wrong: the report is refused, and whoever said the word is heard.
#[test]
fn the_word_beside_what_is_refused_signals_duress_and_nothing_is_said_openly() {
    let (mut room, movement) = agreed();
    let signal = |by| Act::SignalDuress { movement, of: lead(), by };
    assert_eq!(but_climbs(&room.duty(signal(Signal::Word))), ["duress-signalled", "alert-raised"]);
    assert_eq!(room.get(movement).duress[&lead()].by, Signal::Word);
    for (role, by) in [(Role::Commander, Signal::Word), (Role::DutyOfficer, Signal::Pin)] {
        let refused = room.refuses(role, signal(by));
        assert!(matches!(refused, Rejection::NotAllowed { .. }), "{refused:?}");
    }
    let refused = room.refuses(Role::DutyOfficer, signal(Signal::ChallengeMissed));
    assert_eq!(refused, Rejection::Misshapen);
}

/// It is written down afterwards that nobody listened: whoever was asked after that could answer all the time.
#[test]
fn a_challenge_that_is_put_after_the_room_heard_nothing_has_no_more_time_for_it() {
    let (mut room, movement) = agreed();
    let since = room.now;
    room.now = room.now.saturating_add(Span::hours(1));
    let until = Some(room.now);
    room.now = room.now.saturating_add(Span::minutes(1));
    room.duty(Act::Challenge { movement, of: lead() });
    room.now = room.now.saturating_add(Span::minutes(2));
    assert!(!room.does(Role::System, Act::HearAgain { since, until }).is_empty());
    room.now = room.now.saturating_add(Span::minutes(8));
    let happened = but_climbs(&room.does(Role::System, Act::Advance));
    assert!(happened.contains(&"challenge-answered".to_owned()), "{happened:?}");
}

#[test]
fn it_ends_by_the_right_answer_of_whoever_it_is_about_and_by_nothing_else() {
    let (mut room, movement) = agreed();
    let alert = duress(&mut room, movement);
    let closed = room
        .refuses(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::False, because: None });
    assert_eq!(closed, Rejection::Duress("duress-ends-by-challenge"));
    let key = Key { rule: word("duress"), subject: Some(word("lead")), element: None };
    let found = Found::of(key.clone(), room.now);
    let gone = room.refuses(Role::System, Act::Find { movement, found: Vec::new(), gone: vec![key] });
    assert_eq!(gone, Rejection::Misshapen);
    let again = room.refuses(Role::System, Act::Find { movement, found: vec![found], gone: Vec::new() });
    assert_eq!(again, Rejection::Misshapen);
    room.duty(Act::AcknowledgeAlert { alert });
    room.duty(Act::Arrive { movement, at: None });
    let filed = room.refuses(Role::DutyOfficer, Act::Close { movement });
    assert!(matches!(filed, Rejection::OutOfPlace { hint: "hint-duress-first", .. }), "{filed:?}");
    let unasked = room.refuses(Role::DutyOfficer, Act::AnswerChallenge { movement, of: lead(), right: true });
    assert_eq!(unasked, Rejection::Duress("duress-not-challenged"));
    room.duty(Act::Challenge { movement, of: lead() });
    let ended = room.duty(Act::AnswerChallenge { movement, of: lead(), right: true });
    assert_eq!(but_climbs(&ended), ["challenge-answered", "duress-ended"]);
    assert!(!room.state.alerts.contains_key(&alert));
    room.files(movement);
}

#[test]
fn few_know_of_it_while_it_lasts_and_those_who_look_into_it_afterwards() {
    let (mut room, movement) = agreed();
    duress(&mut room, movement);
    let who = |n: u128| PersonId(Uuid::from_u128(n));
    let told = |room: &Room, role| knows(room.get(movement), who(7), role);
    let all = [
        Role::Sponsor,
        Role::Commander,
        Role::Principal,
        Role::DistrictOfficer,
        Role::Authority,
        Role::Investigator,
        Role::Partner,
    ];
    assert!(told(&room, Role::DutyOfficer));
    for role in all {
        assert!(!told(&room, role), "{role:?}");
    }
    room.duty(Act::Challenge { movement, of: lead() });
    room.duty(Act::AnswerChallenge { movement, of: lead(), right: true });
    for role in all {
        assert_eq!(told(&room, role), matches!(role, Role::Authority | Role::Investigator), "{role:?}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let (mut room, movement) = agreed();
    let of = path("principals[P-1]");
    let nothing = room.refuses(Role::DutyOfficer, Act::Challenge { movement, of });
    assert_eq!(nothing, Rejection::Duress("duress-nothing-agreed"));
    let other = room.refuses(Role::DutyOfficer, Act::Challenge { movement, of: path("crew[nobody]") });
    assert_eq!(other, Rejection::NotInOrder(path("crew[nobody]")));
    let none =
        room.refuses(Role::DutyOfficer, Act::CallResponder { movement, person: PersonId(Uuid::nil()) });
    assert_eq!(none, Rejection::Duress("duress-none"));
    let agreed =
        Agreed { word: text(1), pin: text(2), duress_pin: text(3), question: text(4), answer: text(5) };
    let car = room.refuses(Role::DutyOfficer, Act::AgreeOnWords { of: path("vehicles[car]"), agreed });
    assert_eq!(car, Rejection::Duress("duress-of-nobody"));
    for act in
        [Act::Challenge { movement, of: lead() }, Act::AnswerChallenge { movement, of: lead(), right: true }]
    {
        let refused = room.refuses(Role::Commander, act);
        assert!(matches!(refused, Rejection::NotAllowed { .. }), "{refused:?}");
    }
}
