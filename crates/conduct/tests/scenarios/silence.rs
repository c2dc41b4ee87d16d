//! What is said by voice, and the calls that are made while nothing else can be heard.

use conduct::{
    Act, Rejection,
    silence::{Over, Silence, SilenceWhy},
    voice::{Reporter, VoiceMeans},
};
use model::{Span, id::MovementId, party::Role};

use crate::room::{Room, USUAL_ORDER, but_climbs, order, path, text, word};

/// A room with one movement on the road, and an hourly call for the next five hours over it.
fn silent() -> (Room, MovementId) {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    room.duty(Act::AnnounceSilence { planned: silence(&room, Over::Movement(movement), 60) });
    (room, movement)
}

fn silence(room: &Room, over: Over, minutes: i32) -> Silence {
    let until = room.now.saturating_add(Span::hours(5));
    Silence { over, from: room.now, until, why: SilenceWhy::Shutdown, every: Span::minutes(minutes) }
}

fn says(room: &mut Room, movement: MovementId, ago: i32) -> Vec<String> {
    let at = Some(room.now.saturating_add(Span::minutes(-ago)));
    let (point, means) = (Some(word("CP3")), VoiceMeans::Radio);
    but_climbs(&room.duty(Act::ReportByVoice { movement, point, means, reporter: None, at, duress: None }))
}

fn passes(room: &mut Room, minutes: i32) -> Vec<String> {
    room.now = room.now.saturating_add(Span::minutes(minutes));
    but_climbs(&room.does(Role::System, Act::Advance))
}

#[test]
fn a_call_that_nobody_made_within_its_grace_is_an_alert() {
    let (mut room, movement) = silent();
    assert_eq!(passes(&mut room, 64), Vec::<String>::new(), "the grace is not over");
    assert_eq!(passes(&mut room, 1), ["voice-calls-checked", "alert-raised"]);
    let alert = room.state.alerts.values().find(|alert| alert.movement == movement).unwrap();
    assert_eq!(alert.rule, word("missed-call"));
    assert_eq!(
        passes(&mut room, 60),
        ["voice-calls-checked", "alert-raised"],
        "the second in a row is another"
    );
}

#[test]
fn a_report_by_voice_is_the_call_of_the_hour_it_is_nearest_to() {
    let (mut room, movement) = silent();
    passes(&mut room, 35);
    assert_eq!(says(&mut room, movement, 0), ["voice-reported"]);
    assert_eq!(passes(&mut room, 30), ["voice-calls-checked"]);
    // What was said half an hour before a call is not the call.
    passes(&mut room, 20);
    says(&mut room, movement, 0);
    assert_eq!(passes(&mut room, 40), ["voice-calls-checked", "alert-raised"]);
}

#[test]
fn a_call_that_was_made_in_time_and_told_late_takes_the_alert_back() {
    let (mut room, movement) = silent();
    passes(&mut room, 90);
    assert_eq!(says(&mut room, movement, 0), ["voice-reported"], "that is no word of an hour ago");
    assert_eq!(says(&mut room, movement, 28), ["voice-reported", "alert-withdrawn"]);
    assert_eq!(room.get(movement).heard.iter().filter(|spoken| spoken.is_late()).count(), 1);
}

#[test]
fn a_report_that_is_taken_back_counts_for_nothing_and_the_call_it_answered_was_missed_after_all() {
    let (mut room, movement) = silent();
    passes(&mut room, 90);
    assert_eq!(says(&mut room, movement, 28), ["voice-reported", "alert-withdrawn"]);
    let spoken = room.get(movement).heard[0].clone();
    let back = |because| Act::TakeBackVoice { movement, spoken: spoken.clone(), because };
    room.refuses(Role::Commander, back(text(40)));
    let taken_back = but_climbs(&room.duty(back(text(40))));
    assert_eq!(taken_back, ["voice-taken-back", "alert-raised"]);
    let alert = room.state.alerts.values().find(|alert| alert.rule == word("missed-call")).unwrap();
    let call = room.now.saturating_add(Span::minutes(-30));
    assert_eq!(alert.found.as_ref().unwrap().since, call);
    let known = room.get(movement);
    assert!(known.heard.is_empty());
    assert_eq!(known.unsaid.len(), 1, "it is kept as what was taken back");
    assert_eq!(room.refuses(Role::DutyOfficer, back(text(41))), Rejection::Voice("voice-not-heard"));
}

#[test]
fn a_call_that_another_report_answers_too_is_not_missed_when_one_is_taken_back() {
    let (mut room, movement) = silent();
    passes(&mut room, 62);
    says(&mut room, movement, 3);
    says(&mut room, movement, 0);
    assert_eq!(passes(&mut room, 3), ["voice-calls-checked"]);
    let spoken = room.get(movement).heard[0].clone();
    let back = but_climbs(&room.duty(Act::TakeBackVoice { movement, spoken, because: text(40) }));
    assert_eq!(back, ["voice-taken-back"]);
}

#[test]
fn only_those_on_the_road_in_it_owe_a_call() {
    let mut room = Room::usual();
    let waiting = room.cleared("SC-2");
    let elsewhere = Over::Area(word("pk/punjab"));
    room.duty(Act::AnnounceSilence { planned: silence(&room, elsewhere, 60) });
    room.duty(Act::AnnounceSilence { planned: silence(&room, Over::Movement(waiting), 60) });
    room.under_way("SC-1");
    let happened = passes(&mut room, 70);
    assert!(!happened.contains(&"alert-raised".to_owned()), "{happened:?}");
    room.duty(Act::AnnounceSilence { planned: silence(&room, Over::Area(word("pk/kp")), 60) });
    let happened = passes(&mut room, 70);
    assert!(happened.contains(&"alert-raised".to_owned()), "{happened:?}");
}

/// Calls are due at 07:00, 08:00 and so on; the room is down for so many minutes from so many minutes after six on.
fn down(room: &mut Room, from: i32, lasts: i32) {
    let six = room.now;
    let since = six.saturating_add(Span::minutes(from));
    room.now = since.saturating_add(Span::minutes(lasts));
    room.does(Role::System, Act::HearAgain { since, until: None });
}

#[test]
fn calls_that_fell_due_while_the_room_was_down_have_their_grace_once_it_hears_again() {
    let (mut room, movement) = silent();
    down(&mut room, 50, 100);
    assert_eq!(passes(&mut room, 4), Vec::<String>::new(), "of 07:00 and of 08:00");
    assert_eq!(says(&mut room, movement, 0), ["voice-reported"]);
    assert_eq!(passes(&mut room, 1), ["voice-calls-checked", "voice-calls-checked"], "it answers both");
    let (mut room, _) = silent();
    down(&mut room, 50, 100);
    let missed = ["voice-calls-checked", "alert-raised", "voice-calls-checked", "alert-raised"];
    assert_eq!(passes(&mut room, 5), missed);
}

#[test]
fn a_call_that_was_heard_by_ear_while_the_room_was_down_is_written_down_when_it_is_open() {
    let (mut room, movement) = silent();
    down(&mut room, 50, 40);
    assert_eq!(says(&mut room, movement, 29), ["voice-reported"]);
    assert_eq!(passes(&mut room, 5), ["voice-calls-checked"]);
    // Taken back, it was missed after all.
    let spoken = room.get(movement).heard[0].clone();
    let back = Act::TakeBackVoice { movement, spoken, because: text(40) };
    assert_eq!(but_climbs(&room.duty(back)), ["voice-taken-back", "alert-raised"]);
}

#[test]
fn a_moments_deafness_excuses_a_call_by_no_more_than_that_and_two_minutes() {
    let (mut room, _) = silent();
    down(&mut room, 61, 1);
    assert_eq!(passes(&mut room, 3), Vec::<String>::new());
    assert_eq!(passes(&mut room, 1), ["voice-calls-checked", "alert-raised"], "at 07:06");
    let (mut room, _) = silent();
    down(&mut room, 64, 1);
    assert_eq!(passes(&mut room, 1), Vec::<String>::new());
    assert_eq!(passes(&mut room, 1), ["voice-calls-checked", "alert-raised"], "at 07:07");
}

#[test]
fn who_is_down_again_and_again_misses_calls_all_the_same() {
    let (mut room, _) = silent();
    room.now = room.now.saturating_add(Span::minutes(60));
    // Every other minute is excused, and five more.
    (0..8).for_each(|_| down(&mut room, 1, 1));
    assert_eq!(passes(&mut room, 0), Vec::<String>::new());
    (0..2).for_each(|_| down(&mut room, 1, 1));
    assert_eq!(passes(&mut room, 0), ["voice-calls-checked", "alert-raised"]);
}

#[test]
fn a_silence_ends_by_itself_or_is_lifted() {
    let (mut room, _) = silent();
    let id = *room.state.silences.keys().next().unwrap();
    for _ in 0..5 {
        passes(&mut room, 61);
    }
    assert!(room.state.silences.is_empty(), "{:?}", room.state.silences);
    assert_eq!(room.state.next_due().filter(|due| *due <= room.now), None);
    let gone = room.refuses(Role::DutyOfficer, Act::LiftSilence { silence: id, because: text(1) });
    assert_eq!(gone, Rejection::NoSuch("no-such-silence"));
    let (mut room, movement) = silent();
    let id = *room.state.silences.keys().next().unwrap();
    room.duty(Act::LiftSilence { silence: id, because: text(1) });
    assert_eq!(passes(&mut room, 90), Vec::<String>::new(), "nobody owes a call of {movement}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    for minutes in [0, 9, 241, 400] {
        let planned = silence(&room, Over::Movement(movement), minutes);
        let refused = room.refuses(Role::DutyOfficer, Act::AnnounceSilence { planned });
        assert_eq!(refused, Rejection::BadPeriod("period-silence"), "every {minutes} minutes");
    }
    let mut over = silence(&room, Over::Movement(movement), 60);
    (over.from, over.until) = (over.from.saturating_add(Span::hours(-9)), over.from);
    let refused = room.refuses(Role::DutyOfficer, Act::AnnounceSilence { planned: over });
    assert_eq!(refused, Rejection::BadPeriod("period-silence-over"));
    let means = VoiceMeans::Sms;
    let said = |reporter, at| Act::ReportByVoice { movement, point: None, means, reporter, at, duress: None };
    let tomorrow = room.now.saturating_add(Span::hours(24));
    assert_eq!(
        room.refuses(Role::DutyOfficer, said(None, Some(tomorrow))),
        Rejection::FromTheFuture(tomorrow)
    );
    let car = Some(Reporter::Named(path("vehicles[car]")));
    assert_eq!(room.refuses(Role::DutyOfficer, said(car, None)), Rejection::Voice("voice-of-nobody"));
    let refused = room.refuses(Role::Commander, said(None, None));
    assert!(matches!(refused, Rejection::NotAllowed { given: Role::Commander, .. }), "{refused:?}");
}

#[test]
fn an_hour_before_it_left_was_not_said_and_of_what_was_only_seen_nobody_knows_when_it_left() {
    let mut room = Room::usual();
    let (number, plan) = (word("U-1"), order(USUAL_ORDER));
    room.does(Role::Commander, Act::StartUrgent { number, plan, reason: text(7) });
    let (urgent, left) = (room.id("U-1"), room.now);
    room.now = left.saturating_add(Span::hours(2));
    let said = |movement, at| {
        let means = VoiceMeans::Radio;
        Act::ReportByVoice { movement, point: None, means, reporter: None, at: Some(at), duress: None }
    };
    let early = left.saturating_add(Span::seconds(-61));
    let refused = room.refuses(Role::DutyOfficer, said(urgent, early));
    assert_eq!(refused, Rejection::Voice("voice-before-departure"));
    let just = left.saturating_add(Span::minutes(-1));
    assert_eq!(
        but_climbs(&room.duty(said(urgent, just))),
        ["voice-reported"],
        "whoever writes is not quicker"
    );
    room.duty(Act::Arrive { movement: urgent, at: None });
    let refused = room.refuses(Role::DutyOfficer, said(urgent, early));
    assert_eq!(refused, Rejection::Voice("voice-before-departure"), "nor is it once it arrived");
    let single = room.under_way("SC-9");
    let early = room.now.saturating_add(Span::minutes(-2));
    for arrives in [false, true] {
        if arrives {
            room.duty(Act::Arrive { movement: single, at: None });
        }
        let refused = room.refuses(Role::DutyOfficer, said(single, early));
        assert_eq!(refused, Rejection::Voice("voice-before-departure"));
    }
    let plan = order(&[]);
    room.duty(Act::ObserveDeparture { number: word("SEEN-1"), plan, at: None });
    let seen = room.id("SEEN-1");
    assert_eq!(but_climbs(&room.duty(said(seen, early))), ["voice-reported"]);
    let waits = room.request("SC-7", USUAL_ORDER);
    assert_eq!(but_climbs(&room.duty(said(waits, early))), ["voice-reported"]);
}
