//! Where one person's device was: asked by one, approved by another, read for a time, and all of it on the record.

use conduct::{
    Act, Event, Rejection, What,
    search::{ANSWERED_WITHIN, LONGEST, READ_WITHIN},
};
use model::{
    Instant, Span,
    id::{MovementId, PersonId, SearchId},
    party::{Actor, Role},
};
use uuid::Uuid;

use crate::room::{Room, path, text, word};

const INVESTIGATOR: u128 = 71;
const OTHER_INVESTIGATOR: u128 = 72;
const AUTHORITY: u128 = 73;
const OTHER_AUTHORITY: u128 = 74;

/// Two investigators, two authorities, and a movement with a case.
fn room() -> (Room, MovementId) {
    let mut room = Room::usual();
    for (person, role, label) in [
        (INVESTIGATOR, Role::Investigator, None),
        (OTHER_INVESTIGATOR, Role::Investigator, None),
        (AUTHORITY, Role::Authority, None),
        (OTHER_AUTHORITY, Role::Authority, Some(word("lead"))),
    ] {
        let (person, agency, areas, name) =
            (PersonId(Uuid::from_u128(person)), word("spu"), Vec::new(), text(1));
        room.does(Role::Administrator, Act::EnrolPerson { person, role, agency, label, areas, name });
    }
    let movement = room.request("SC-1", &[]);
    room.duty(Act::OpenCase { movement, reason: text(2) });
    (room, movement)
}

fn by(room: &Room, person: u128) -> Actor {
    let id = PersonId(Uuid::from_u128(person));
    room.state.people.get(&id).unwrap().actor(id)
}

fn search(n: u128) -> SearchId {
    SearchId(Uuid::from_u128(n))
}

fn asking(room: &Room, movement: MovementId) -> Act {
    let (from, until) = (room.now.saturating_add(Span::hours(-5)), room.now.saturating_add(Span::hours(-1)));
    Act::AskSearch { search: search(1), movement, of: path("commanders[41]"), from, until, reason: text(3) }
}

fn asked(person: u128) -> (Room, MovementId) {
    let (mut room, movement) = room();
    let act = asking(&room, movement);
    room.tell(&by(&room, person), act).unwrap();
    (room, movement)
}

fn answers(room: &mut Room, person: u128, granted: bool) -> Result<Vec<Event>, Rejection> {
    room.tell(&by(room, person), Act::AnswerSearch { search: search(1), granted, because: None })
}

fn reads(room: &mut Room, person: u128) -> Result<Vec<Event>, Rejection> {
    room.tell(&by(room, person), Act::ReadSearch { search: search(1) })
}

fn later(at: Instant, span: Span) -> Instant {
    at.saturating_add(span)
}

#[test]
fn one_asks_another_approves_and_the_first_reads_it_each_time_on_the_record() {
    let (mut room, movement) = asked(INVESTIGATOR);
    assert_eq!(reads(&mut room, INVESTIGATOR), Err(Rejection::Search("search-unanswered")));
    let answered = answers(&mut room, AUTHORITY, true).unwrap();
    let readable_until = Some(later(room.now, READ_WITHIN));
    let (search, because) = (search(1), None);
    assert_eq!(answered[0].what, What::SearchAnswered { movement, search, readable_until, because });
    for _ in 0..2 {
        let read = reads(&mut room, INVESTIGATOR).unwrap();
        assert_eq!(read[0].what, What::SearchRead { movement, search });
    }
    room.now = later(room.now, READ_WITHIN);
    assert_eq!(reads(&mut room, INVESTIGATOR), Err(Rejection::Search("search-closed")));
}

#[test]
fn nobody_approves_their_own_and_nobody_one_for_themselves() {
    let (mut room, _) = asked(AUTHORITY);
    assert_eq!(answers(&mut room, AUTHORITY, true), Err(Rejection::Search("search-your-own")));
    assert!(answers(&mut room, OTHER_AUTHORITY, true).is_ok());
    let (mut room, movement) = self::room();
    let act = asking_of(&room, movement, "commanders[lead]");
    room.tell(&by(&room, INVESTIGATOR), act).unwrap();
    assert_eq!(answers(&mut room, OTHER_AUTHORITY, true), Err(Rejection::Search("search-of-yourself")));
}

fn asking_of(room: &Room, movement: MovementId, whom: &str) -> Act {
    match asking(room, movement) {
        Act::AskSearch { search, movement, from, until, reason, .. } => {
            Act::AskSearch { search, movement, of: path(whom), from, until, reason }
        }
        other => other,
    }
}

#[test]
fn it_takes_a_case_a_person_and_a_time_that_is_over() {
    let (mut room, movement) = room();
    let other = room.request("SC-2", &[]);
    let who = by(&room, INVESTIGATOR);
    let act = asking(&room, other);
    assert_eq!(room.tell(&who, act), Err(Rejection::Search("search-without-a-case")));
    let act = asking_of(&room, movement, "vehicles[car]");
    assert_eq!(room.tell(&who, act), Err(Rejection::Search("search-of-a-person")));
    let of = |from: Instant, until: Instant| Act::AskSearch {
        search: search(1),
        movement,
        of: path("principals[p]"),
        from,
        until,
        reason: text(3),
    };
    let now = room.now;
    let too_long = of(later(now, Span(-LONGEST.0 - 2)), later(now, Span(-1)));
    assert_eq!(room.tell(&who, too_long), Err(Rejection::Search("search-time")));
    assert_eq!(room.tell(&who, of(now, now)), Err(Rejection::Search("search-time")));
    let ahead = later(now, Span(1));
    assert_eq!(room.tell(&who, of(now, ahead)), Err(Rejection::FromTheFuture(ahead)));
    // Somebody nobody knows is no second person, and no first one.
    let act = asking(&room, movement);
    assert_eq!(room.refuses(Role::Investigator, act), Rejection::Search("search-by-somebody-enrolled"));
    let act = asking(&room, movement);
    assert!(matches!(room.refuses(Role::DutyOfficer, act), Rejection::NotAllowed { .. }));
}

#[test]
fn what_is_not_approved_in_time_or_refused_is_not_read_and_nobody_else_reads_it() {
    let (mut room, _) = asked(INVESTIGATOR);
    answers(&mut room, AUTHORITY, false).unwrap();
    assert_eq!(reads(&mut room, INVESTIGATOR), Err(Rejection::Search("search-closed")));
    assert_eq!(answers(&mut room, OTHER_AUTHORITY, true), Err(Rejection::Search("search-answered")));

    let (mut room, _) = asked(INVESTIGATOR);
    room.now = later(room.now, ANSWERED_WITHIN);
    assert_eq!(answers(&mut room, AUTHORITY, true), Err(Rejection::Search("search-over")));

    let (mut room, _) = asked(INVESTIGATOR);
    answers(&mut room, AUTHORITY, true).unwrap();
    assert_eq!(reads(&mut room, OTHER_INVESTIGATOR), Err(Rejection::Search("search-somebody-elses")));
    assert_eq!(reads(&mut room, AUTHORITY), Err(Rejection::Search("search-somebody-elses")));
}

#[test]
fn what_is_over_leaves_the_state_when_the_next_is_asked() {
    let (mut room, movement) = asked(INVESTIGATOR);
    room.now = later(room.now, Span::hours(49));
    let act = match asking(&room, movement) {
        Act::AskSearch { movement, of, from, until, reason, .. } => {
            Act::AskSearch { search: search(2), movement, of, from, until, reason }
        }
        other => other,
    };
    room.tell(&by(&room, INVESTIGATOR), act).unwrap();
    assert_eq!(room.state.searches.keys().copied().collect::<Vec<_>>(), [search(2)]);
    assert_eq!(answers(&mut room, AUTHORITY, true), Err(Rejection::NoSuch("no-such-search")));
}
