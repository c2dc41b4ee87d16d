//! Whose data is erased: on request, after a dismissal, once.

use conduct::{Act, Rejection};
use model::{id::PersonId, party::Role};
use uuid::Uuid;

use crate::room::{Room, kinds, text, word};

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
