//! Whose an alert is, and who closes it.

use conduct::{Act, Rejection, What, alert::Found, alert::Key, command::AlertVerdict};
use model::{id::AlertId, party::Role};

use crate::{
    messages::{COMMANDER, DUTY, OTHER_COMMANDER, OTHER_DUTY, SPONSOR, actor, staffed},
    room::{Room, kinds, text, word},
};

/// A movement under way about which an alert is open.
fn alarmed() -> (Room, AlertId) {
    let mut room = Room::usual();
    staffed(&mut room);
    let movement = room.under_way("SC-1");
    let key = Key { rule: word("stop"), subject: Some(word("car")), element: None };
    let found = Found::of(key, room.now);
    room.does(Role::System, Act::Find { movement, found: vec![found], gone: Vec::new() });
    let alert = *room.state.alerts.keys().next().unwrap();
    (room, alert)
}

#[test]
fn the_room_or_the_commander_of_that_movement_takes_an_alert_and_nobody_else() {
    let (mut room, alert) = alarmed();
    let take = || Act::AcknowledgeAlert { alert };
    let other = room.tell(&actor(OTHER_COMMANDER, Role::Commander, "spu"), take()).unwrap_err();
    assert_eq!(other, Rejection::NoSuch("no-such-alert"), "of another's movement one learns nothing");
    for role in [Role::Sponsor, Role::Principal, Role::System] {
        let refused = room.tell(&actor(SPONSOR, role, "spu"), take()).unwrap_err();
        assert!(matches!(refused, Rejection::NotAllowed { .. }), "{role:?}: {refused:?}");
    }
    let commander = actor(COMMANDER, Role::Commander, "spu");
    let taken = room.tell(&commander, take()).unwrap();
    assert_eq!(kinds(&taken), ["alert-acknowledged"]);
    assert_eq!(room.state.alerts[&alert].taken.as_ref().map(|taken| &taken.by), Some(&commander));
}

#[test]
fn a_taken_alert_is_somebodys_until_the_room_takes_it_over() {
    let (mut room, alert) = alarmed();
    let take = || Act::AcknowledgeAlert { alert };
    let (duty, other) = (actor(DUTY, Role::DutyOfficer, "spu"), actor(OTHER_DUTY, Role::DutyOfficer, "spu"));
    room.tell(&duty, take()).unwrap();
    assert!(room.tell(&duty, take()).unwrap().is_empty(), "said again it changes nothing");
    let commander = room.tell(&actor(COMMANDER, Role::Commander, "spu"), take()).unwrap_err();
    assert_eq!(commander, Rejection::Alert("alert-is-somebodys"));
    assert_eq!(kinds(&room.tell(&other, take()).unwrap()), ["alert-acknowledged"]);
    assert_eq!(room.state.alerts[&alert].taken.as_ref().map(|taken| &taken.by), Some(&other));
}

#[test]
fn the_room_closes_an_alert_as_what_it_was_and_may_say_why() {
    let (mut room, alert) = alarmed();
    let close = || Act::CloseAlert { alert, verdict: AlertVerdict::Planned, because: Some(text(40)) };
    let commander = room.tell(&actor(COMMANDER, Role::Commander, "spu"), close()).unwrap_err();
    assert!(matches!(commander, Rejection::NotAllowed { .. }), "{commander:?}");
    let closed = room.tell(&actor(DUTY, Role::DutyOfficer, "spu"), close()).unwrap();
    let why = What::AlertClosed { alert, verdict: AlertVerdict::Planned, because: Some(text(40)) };
    assert_eq!(closed[0].what, why);
    assert!(room.state.alerts.is_empty() && room.state.alerts_of.is_empty());
}
