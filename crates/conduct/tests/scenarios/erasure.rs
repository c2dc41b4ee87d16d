//! Whose data is erased: on request, after a dismissal, once.

use conduct::{Act, Rejection, device::DeviceSort, duress::Agreed};
use model::{
    Digest, Path, Span,
    id::{DeviceId, PersonId},
    party::Role,
};
use uuid::Uuid;

use crate::room::{Room, kinds, path, text, word};

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn enrol(n: u128, role: Role) -> Act {
    Act::EnrolPerson {
        person: person(n),
        role,
        agency: word("spu"),
        label: None,
        areas: Vec::new(),
        name: text(n),
    }
}

/// An administrator and a duty officer.
fn staffed() -> Room {
    let mut room = Room::usual();
    room.does(Role::System, enrol(1, Role::Administrator));
    room.does(Role::Administrator, enrol(2, Role::DutyOfficer));
    room
}

fn erase(n: u128) -> Act {
    Act::ErasePerson { person: person(n), because: Some(text(90)) }
}

#[test]
fn somebody_dismissed_is_erased_once_on_a_request_with_a_reason() {
    let mut room = staffed();
    room.does(Role::Administrator, Act::DismissPerson { person: person(2) });
    assert!(room.state.person(person(2)).is_some(), "what they did is still theirs by name");
    let without = Act::ErasePerson { person: person(2), because: None };
    assert!(
        matches!(room.refuses(Role::Administrator, without), Rejection::Person(why) if why == "erasure-says-why")
    );
    assert!(matches!(room.refuses(Role::DutyOfficer, erase(2)), Rejection::NotAllowed { .. }));
    assert_eq!(kinds(&room.does(Role::Administrator, erase(2))), ["person-erased"]);
    assert_eq!(room.state.erased().collect::<Vec<_>>(), [person(2)]);
    assert!(
        matches!(room.refuses(Role::Administrator, erase(2)), Rejection::Person(why) if why == "erasure-done-before")
    );
}

#[test]
fn whoever_acts_here_is_dismissed_first_and_strangers_are_nobody() {
    let mut room = staffed();
    assert!(
        matches!(room.refuses(Role::Administrator, erase(2)), Rejection::Person(why) if why == "erasure-dismissed-first")
    );
    assert!(matches!(room.refuses(Role::Administrator, erase(1)), Rejection::Person(_)));
    assert!(matches!(room.refuses(Role::Administrator, erase(7)), Rejection::NoSuch("no-such-person")));
}

#[test]
fn the_room_itself_repeats_an_erasure_that_a_restore_had_undone() {
    let mut room = staffed();
    let again = |n| Act::ErasePerson { person: person(n), because: None };
    assert_eq!(kinds(&room.does(Role::System, again(2))), ["person-dismissed", "person-erased"]);
    // Even of the last administrator: then the next is let in as the first was.
    assert_eq!(kinds(&room.does(Role::System, again(1))), ["person-dismissed", "person-erased"]);
    assert!(room.state.people.is_empty());
    room.does(Role::System, enrol(3, Role::Administrator));
}

#[test]
fn nobody_comes_back_under_an_identifier_of_somebody_who_was_here() {
    let mut room = staffed();
    room.does(Role::Administrator, Act::DismissPerson { person: person(2) });
    let again = room.refuses(Role::Administrator, enrol(2, Role::Sponsor));
    assert!(matches!(again, Rejection::Person(why) if why == "not-enrolled-identifier-taken"));
}

/// What is agreed on with the commander SPU-41, and a telephone of theirs, each a minute apart from what comes next.
fn trusted(room: &mut Room, n: u128) -> DeviceId {
    let [word, pin, duress_pin, question, answer] = [11, 12, 13, 14, 15].map(|field| text(field + 100 * n));
    room.duty(Act::AgreeOnWords { of: lead(), agreed: Agreed { word, pin, duress_pin, question, answer } });
    let device = DeviceId(Uuid::from_u128(n));
    room.duty(Act::EnrolDevice {
        device,
        serves: lead(),
        sort: DeviceSort::Phone,
        credential: Digest([u8::try_from(n).unwrap(); 32]),
        until: None,
        consent: None,
        language: None,
    });
    room.now = room.now.saturating_add(Span::minutes(1));
    device
}

fn lead() -> Path {
    path("commanders[SPU-41]")
}

fn commander(n: u128) -> Act {
    Act::EnrolPerson {
        person: person(n),
        role: Role::Commander,
        agency: word("spu"),
        label: Some(word("SPU-41")),
        areas: Vec::new(),
        name: text(n),
    }
}

#[test]
fn words_and_devices_go_with_whom_they_are_of_and_not_to_whoever_is_called_so_next() {
    let mut room = staffed();
    room.does(Role::Administrator, commander(3));
    let theirs = trusted(&mut room, 3);
    room.does(Role::Administrator, Act::DismissPerson { person: person(3) });
    assert!(room.state.agreed.contains_key(&lead()), "who is on the road still is asked what was agreed on");
    // What is handed out before the successor has an account is the successor's.
    room.now = room.now.saturating_add(Span::minutes(1));
    let next = trusted(&mut room, 4);
    assert_eq!(kinds(&room.does(Role::Administrator, commander(4))), ["person-enrolled", "device-revoked"]);
    let carried = |room: &Room| room.state.devices_for(&lead()).map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(carried(&room), [next]);
    assert!(!room.state.devices.contains_key(&theirs));
    assert_eq!(room.state.agreed[&lead()].on.pin, text(412));
    // The erasure of the first takes nothing of the second; that of the second takes all.
    assert_eq!(kinds(&room.does(Role::Administrator, erase(3))), ["person-erased"]);
    assert_eq!((carried(&room), room.state.agreed.len()), (vec![next], 1));
    room.does(Role::Administrator, Act::DismissPerson { person: person(4) });
    assert_eq!(kinds(&room.does(Role::Administrator, erase(4))), ["person-erased", "device-revoked"]);
    assert_eq!((carried(&room), room.state.agreed.len()), (vec![], 0));
}

#[test]
fn a_successor_is_not_known_by_the_words_of_whoever_was_before() {
    let mut room = staffed();
    room.does(Role::Administrator, commander(3));
    trusted(&mut room, 3);
    room.does(Role::Administrator, Act::DismissPerson { person: person(3) });
    assert_eq!(kinds(&room.does(Role::Administrator, commander(4))), ["person-enrolled", "device-revoked"]);
    assert!(room.state.agreed.is_empty());
}
