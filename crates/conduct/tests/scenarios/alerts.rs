//! The ledger follows what the watch finds; what was told is never unsaid.

use conduct::{
    Act, Rejection, What,
    alert::{Found, Key},
    command::AlertVerdict,
    escalation::{KEPT, Step},
};
use model::{
    Instant, Span,
    id::{AlertId, MovementId},
    party::Role,
};

use crate::room::{Room, kinds, word};

fn key(rule: &str, subject: &str) -> Key {
    Key { rule: word(rule), subject: Some(word(subject)), element: None }
}

fn stop(since: Instant) -> Found {
    let key = key("stop", "SPU-7");
    Found { evidence: vec![4, 5], distance: Some(12_000), ..Found::of(key, since) }
}

/// Several cars that halt, and when the last of them was found to.
fn halted(cars: &[&str], since: Instant, found: Instant) -> Found {
    let key = Key { rule: word("stop"), subject: None, element: None };
    let vehicles = cars.iter().map(|car| word(car)).collect();
    Found { vehicles, established: Some(found), ..Found::of(key, since) }
}

fn find(movement: MovementId, found: Vec<Found>) -> Act {
    Act::Find { movement, found, gone: Vec::new() }
}

fn gone(movement: MovementId, key: Key) -> Act {
    Act::Find { movement, found: Vec::new(), gone: vec![key] }
}

#[test]
fn a_finding_is_raised_once_however_often_it_is_said() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    let found = stop(room.now);
    let raised = room.does(Role::System, find(movement, vec![found.clone(), found.clone()]));
    assert_eq!(kinds(&raised), ["alert-raised"]);
    assert!(
        matches!(&raised[0].what, What::AlertRaised { late: false, found: Some(it), .. } if *it == found)
    );
    let again = room.does(Role::System, find(movement, vec![found]));
    assert_eq!(kinds(&again), [""; 0]);
    let another = Found { key: key("stop", "SPU-8"), ..stop(room.now) };
    let other = room.does(Role::System, find(movement, vec![another]));
    assert_eq!(kinds(&other), ["alert-raised"], "another vehicle's is another");
}

#[test]
fn no_call_for_help_is_taken_back_by_the_room() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    for rule in ["emergency", "call-for-help"] {
        let called = Found::of(key(rule, "SPU-7"), room.now);
        room.does(Role::System, find(movement, vec![called.clone()]));
        assert_eq!(kinds(&room.does(Role::System, gone(movement, called.key))), [""; 0]);
    }
    assert_eq!(room.state.alerts_about(movement).count(), 2);
}

#[test]
fn what_is_over_or_began_long_before_is_raised_late() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    let over = Found { until: Some(room.now), ..stop(room.now) };
    let before = room.now.saturating_add(Span::minutes(-3));
    let long = Found { key: key("corridor", "SPU-7"), ..stop(before) };
    let raised = room.does(Role::System, find(movement, vec![over, long]));
    assert_eq!(raised.len(), 2);
    assert!(raised.iter().all(|event| matches!(event.what, What::AlertRaised { late: true, .. })));
}

#[test]
fn what_later_reports_disprove_is_taken_back_and_rises_again_when_it_is_found_again() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    let found = stop(room.now);
    room.does(Role::System, find(movement, vec![found.clone()]));
    let back = room.does(Role::System, gone(movement, found.key.clone()));
    assert_eq!(kinds(&back), ["alert-withdrawn"]);
    assert!(room.state.alerts.is_empty());
    let again = room.does(Role::System, gone(movement, found.key.clone()));
    assert_eq!(kinds(&again), [""; 0]);
    let raised = room.does(Role::System, find(movement, vec![found]));
    assert_eq!(kinds(&raised), ["alert-raised"]);
}

#[test]
fn what_somebody_closed_rises_again_only_for_what_began_after() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    let found = stop(room.now);
    room.does(Role::System, find(movement, vec![found.clone()]));
    let alert = *room.state.alerts.keys().next().unwrap();
    room.duty(Act::CloseAlert { alert, verdict: AlertVerdict::Planned, because: None });
    let same = room.does(Role::System, find(movement, vec![found]));
    assert_eq!(kinds(&same), [""; 0]);
    let after = stop(room.now.saturating_add(Span::minutes(1)));
    let raised = room.does(Role::System, find(movement, vec![after]));
    assert_eq!(kinds(&raised), ["alert-raised"]);
}

#[test]
fn of_a_movement_whose_file_is_closed_nothing_is_found_and_nothing_is_remembered() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    room.does(Role::System, find(movement, vec![stop(room.now)]));
    let alert = *room.state.alerts.keys().next().unwrap();
    room.duty(Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None });
    assert!(room.state.settled.contains_key(&movement));
    room.duty(Act::Arrive { movement, at: None });
    room.duty(Act::Close { movement });
    assert!(room.state.settled.is_empty());
    let refused = room.refuses(Role::System, find(movement, vec![stop(room.now)]));
    assert!(matches!(refused, Rejection::OutOfPlace { .. }), "{refused:?}");
}

#[test]
fn only_the_room_itself_says_what_the_watch_finds_and_within_bounds() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    for role in [Role::DutyOfficer, Role::Commander, Role::Administrator, Role::Authority] {
        let refused = room.refuses(role, find(movement, vec![stop(room.now)]));
        assert!(matches!(refused, Rejection::NotAllowed { .. }), "{role:?}");
    }
    let too_much = Found { evidence: (0..9).collect(), ..stop(room.now) };
    let backwards = Found { until: Some(room.now.saturating_add(Span(-1))), ..stop(room.now) };
    let inexact = Found { distance: Some(1 << 53), ..stop(room.now) };
    let too_many = Found { vehicles: vec![word("car"); 65], ..stop(room.now) };
    for unsound in [too_much, backwards, inexact, too_many] {
        assert_eq!(room.refuses(Role::System, find(movement, vec![unsound])), Rejection::Misshapen);
    }
    let many = vec![stop(room.now); 1_001];
    assert_eq!(room.refuses(Role::System, find(movement, many)), Rejection::Misshapen);
}

/// A stop of ten minutes that somebody looks after, and that is over.
fn over(room: &mut Room) -> (MovementId, AlertId, Instant) {
    let movement = room.under_way("SC-1");
    let since = room.now;
    room.does(Role::System, find(movement, vec![stop(since)]));
    let alert = *room.state.alerts.keys().next().unwrap();
    room.duty(Act::AcknowledgeAlert { alert });
    let shifted = stop(since.saturating_add(Span::minutes(1)));
    assert_eq!(kinds(&room.does(Role::System, find(movement, vec![shifted]))), Vec::<&str>::new());
    let until = since.saturating_add(Span::minutes(10));
    room.now = until;
    let over = Found { until: Some(until), ..stop(since) };
    assert_eq!(kinds(&room.does(Role::System, find(movement, vec![over.clone()]))), ["alert-changed"]);
    assert_eq!(kinds(&room.does(Role::System, find(movement, vec![over]))), Vec::<&str>::new(), "said once");
    assert_eq!(room.state.alerts[&alert].found.as_ref().unwrap().until, Some(until));
    (movement, alert, until)
}

#[test]
fn an_open_alert_says_when_it_is_over_and_is_to_be_taken_anew_if_it_is_so_again_later() {
    // Within five minutes it is one matter with what somebody looks after already.
    for (minutes, is_taken) in [(4, true), (5, false)] {
        let mut room = Room::usual();
        let (movement, alert, until) = over(&mut room);
        let again = until.saturating_add(Span::minutes(minutes));
        room.now = again;
        let happened = room.does(Role::System, find(movement, vec![stop(again)]));
        assert_eq!(kinds(&happened), ["alert-changed"]);
        let alert = &room.state.alerts[&alert];
        let counts_from = alert.taken.as_ref().map_or(again, |taken| taken.at.saturating_add(KEPT));
        let goes_up = counts_from.saturating_add(Step::Room.usual());
        assert_eq!((alert.taken.is_some(), alert.due.unwrap().at), (is_taken, goes_up));
        assert_eq!(alert.found.as_ref().unwrap().since, again);
    }
}

#[test]
fn who_joins_within_two_minutes_is_one_matter_with_the_others_and_who_joins_later_is_to_be_taken_anew() {
    let mut room = Room::usual();
    let movement = room.under_way("SC-1");
    let (since, at) = (room.now, |seconds| room.now.saturating_add(Span::seconds(seconds)));
    let [first, soon, late] = [at(10), at(129), at(249)];
    room.does(Role::System, find(movement, vec![halted(&["a"], since, first)]));
    let alert = *room.state.alerts.keys().next_back().unwrap();
    room.duty(Act::AcknowledgeAlert { alert });
    room.does(Role::System, find(movement, vec![halted(&["a", "b"], since, soon)]));
    let known = |room: &Room| room.state.alerts[&alert].clone();
    assert!(known(&room).taken.is_some());
    assert_eq!(known(&room).found.unwrap().vehicles.len(), 2);
    // One drives on: the others stand, and nobody is called for it.
    room.does(Role::System, find(movement, vec![halted(&["b"], since, soon)]));
    assert!(known(&room).taken.is_some());
    room.does(Role::System, find(movement, vec![halted(&["b", "c"], since, late)]));
    assert!(known(&room).taken.is_none());
    assert_eq!(room.state.alerts.len(), 1);
}
