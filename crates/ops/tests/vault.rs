//! Words about people: sealed in the same transaction as the entry that refers to them, never in it, and destroyed
//! without a trace in any proof.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::{Act, What, World};
use model::{
    id::{PersonId, TextId},
    party::{Actor, Role},
};
use ops::{
    Refusal, Room, Submission,
    room::system,
    submission::{LONGEST_TEXT, Text},
    texts::{Opened, of_person, open as open_text},
};
use scene::*;
use store::{
    ReadStore,
    keys::Keys as _,
    simulated::{Disk, Failing, Fault, MemoryStore, Step},
};

const WORDS: &str = "the driver's mother fell ill in Pattan";

fn house() -> (Disk, Clockwork, Room<MemoryStore>) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    (disk, clock, room)
}

fn opened(store: &impl ReadStore, id: TextId) -> Opened {
    open_text(store, &shelf_of_keys(), &id.to_string()).unwrap()
}

fn says(words: &str) -> Opened {
    Opened::Words(words.to_owned())
}

fn kim() -> PersonId {
    PersonId(uuid::Uuid::from_u128(0x4b))
}

fn lee() -> PersonId {
    PersonId(uuid::Uuid::from_u128(0x4c))
}

/// An administrator and somebody else, enrolled under their names.
fn enrol(room: &mut Room<MemoryStore>) {
    for (person, role, name, id) in [
        (lee(), Role::Administrator, "Lee of the unit", 41),
        (kim(), Role::DutyOfficer, "Kim of the unit", 42),
    ] {
        let by = if person == lee() { system(word("home")) } else { actor(Role::Administrator) };
        let name = Text { id: text_id(id), subject: of_person(person), text: name.to_owned() };
        let act = Act::EnrolPerson {
            person,
            role,
            agency: word("spu"),
            label: None,
            areas: Vec::new(),
            name: name.id,
        };
        tell(room, Submission { texts: vec![name], ..by_whom(by, act) });
    }
}

fn by_whom(by: Actor, act: Act) -> Submission {
    Submission::of(home(), conduct::Command { by, act })
}

fn dismiss() -> Submission {
    submission(Role::Administrator, Act::DismissPerson { person: kim() })
}

/// On request, in words of the administrator's own.
fn erase(id: u128) -> Submission {
    let because = Text { id: text_id(id), subject: of_person(lee()), text: "by order 7".to_owned() };
    let act = Act::ErasePerson { person: kim(), because: Some(because.id) };
    Submission { texts: vec![because], ..submission(Role::Administrator, act) }
}

fn are_kims_gone(store: &impl ReadStore) {
    assert_eq!(opened(store, text_id(42)), Opened::Gone);
    assert_eq!(opened(store, text_id(7)), Opened::Gone);
    assert_eq!(shelf_of_keys().current(&of_person(kim())), Ok(None));
    assert!(shelf_of_keys().destroyed().unwrap().contains(&of_person(kim())));
    assert_eq!(opened(store, text_id(41)), says("Lee of the unit"));
}

#[test]
fn a_text_lies_sealed_in_the_vault_and_in_no_entry() {
    let (_disk, _clock, mut room) = house();
    let id = movement(&tell(&mut room, request("M-1")));
    tell(&mut room, cancel(id, text_id(7), "driver-1", WORDS));
    let holds = |bytes: &[u8], what: &str| bytes.windows(what.len()).any(|part| part == what.as_bytes());
    let row = room.store().vault(&text_id(7).to_string()).unwrap().unwrap();
    assert_eq!(row.subject, "driver-1");
    assert!(!holds(&row.bytes, "mother") && !holds(&row.bytes, "Pattan"));
    assert_eq!(opened(room.store(), text_id(7)), says(WORDS));
    let all = entries(room.store());
    assert!(
        !all.iter().any(|bytes| holds(bytes, WORDS) || holds(bytes, "driver-1") || holds(bytes, "Pattan"))
    );
    assert!(holds(all.last().unwrap(), &text_id(7).to_string()), "the entry refers to it");
    assert!(!written(room.worlds()).contains(WORDS));
}

#[test]
fn texts_of_one_subject_share_a_key_and_others_have_their_own() {
    let (_disk, _clock, mut room) = house();
    let ids = ["M-1", "M-2", "M-3"].map(|number| movement(&tell(&mut room, request(number))));
    let answers = room.take(vec![
        cancel(ids[0], text_id(7), "driver-1", WORDS),
        cancel(ids[1], text_id(8), "driver-2", WORDS),
    ]);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    tell(&mut room, cancel(ids[2], text_id(9), "driver-1", WORDS));
    let bytes = |n| room.store().vault(&text_id(n).to_string()).unwrap().unwrap().bytes;
    let key = |n| vault::asks_for(&bytes(n)).unwrap();
    assert!(key(7) == key(9) && key(7) != key(8));
    assert_ne!(bytes(7)[9..33], bytes(9)[9..33], "a nonce is drawn for each");
    assert_eq!(shelf_of_keys().subjects().unwrap().len(), 2);
}

#[test]
fn a_text_is_there_exactly_if_its_entry_is_and_then_its_key_is_too() {
    for step in Step::APPEND {
        for failing in Failing::ALL {
            let (disk, _clock, mut room) = house();
            let id = movement(&tell(&mut room, request("M-1")));
            let before = room.store().size().unwrap();
            disk.plan(Fault::next(step, failing));
            let _ = ask(&mut room, cancel(id, text_id(7), "driver-1", WORDS));
            let store = disk.boot();
            let kept = store.size().unwrap() > before;
            let expected = if kept { says(WORDS) } else { Opened::Gone };
            assert_eq!(opened(&store, text_id(7)), expected, "{failing:?} at {step:?}");
        }
    }
}

#[test]
fn without_a_durable_key_nothing_is_recorded_and_later_it_is() {
    let (_disk, _clock, mut room) = house();
    let id = movement(&tell(&mut room, request("M-1")));
    let before = room.store().size();
    shelf_of_keys().fail(true);
    let refused = ask(&mut room, cancel(id, text_id(7), "driver-1", WORDS));
    assert!(matches!(refused, Err(Refusal::NotRecorded(_))), "{refused:?}");
    assert_eq!((room.store().size(), opened(room.store(), text_id(7))), (before, Opened::Gone));
    tell(&mut room, request("M-2"));
    shelf_of_keys().fail(false);
    tell(&mut room, cancel(id, text_id(7), "driver-1", WORDS));
    assert_eq!(opened(room.store(), text_id(7)), says(WORDS));
    agrees_with_its_log(&room);
}

#[test]
fn a_text_of_a_rejected_command_is_not_kept() {
    let (_disk, _clock, mut room) = house();
    let nobody = uuid::Uuid::from_u128(5).into();
    let answers = room.take(vec![cancel(nobody, text_id(7), "driver-1", WORDS), request("M-1")]);
    assert!(matches!(answers[0], Err(Refusal::Rejected(_))) && answers[1].is_ok());
    assert_eq!(room.store().vault(&text_id(7).to_string()).unwrap(), None);
    assert_eq!(shelf_of_keys().current("driver-1"), Ok(None));
}

#[test]
fn a_text_whose_key_did_not_come_along_is_unreadable_and_no_error() {
    let (_disk, _clock, mut room) = house();
    let id = movement(&tell(&mut room, request("M-1")));
    tell(&mut room, cancel(id, text_id(7), "driver-1", WORDS));
    let none = store::keys::memory::MemoryKeys::default();
    assert_eq!(open_text(room.store(), &none, &text_id(7).to_string()).unwrap(), Opened::NoKey);
}

#[test]
fn an_erasure_destroys_what_is_that_persons_and_leaves_the_record_whole() {
    let (disk, clock, mut room) = house();
    enrol(&mut room);
    let ids = ["M-1", "M-2"].map(|number| movement(&tell(&mut room, request(number))));
    tell(&mut room, cancel(ids[0], text_id(7), &of_person(kim()), WORDS));
    tell(&mut room, cancel(ids[1], text_id(8), &of_person(lee()), "no escort"));
    tell(&mut room, dismiss());
    assert_eq!(opened(room.store(), text_id(42)), says("Kim of the unit"), "a dismissal destroys nothing");
    tell(&mut room, erase(50));
    are_kims_gone(room.store());
    assert_eq!(opened(room.store(), text_id(8)), says("no escort"));
    assert_eq!(opened(room.store(), text_id(50)), says("by order 7"), "why is the administrator's");
    agrees_with_its_log(&room);
    let before = written(room.worlds());
    drop(room);
    let room = open(disk.boot(), &clock, 2);
    assert_eq!(written(room.worlds()), before);
    are_kims_gone(room.store());
}

#[test]
fn nothing_more_is_kept_of_somebody_erased_not_even_from_the_same_batch() {
    let (_disk, _clock, mut room) = house();
    enrol(&mut room);
    let ids = ["M-1", "M-2", "M-3"].map(|number| movement(&tell(&mut room, request(number))));
    let late = |i: usize, n| cancel(ids[i], text_id(n), &of_person(kim()), WORDS);
    let answers = room.take(vec![late(0, 7), dismiss(), erase(50), late(1, 8)]);
    assert!(answers[..3].iter().all(Result::is_ok), "{answers:?}");
    let refused =
        |answer: &ops::Answer| matches!(answer, Err(Refusal::Malformed(why)) if why.contains("erased"));
    assert!(refused(&answers[3]), "{answers:?}");
    assert!(refused(&ask(&mut room, late(2, 9))));
    are_kims_gone(room.store());
}

#[test]
fn an_erasure_on_the_record_is_carried_out_whatever_crash_came_between() {
    // The commit is durable and nothing after it: the disk dies while the rows are destroyed, and the keys cannot be
    // written either.
    let (disk, clock, mut room) = house();
    enrol(&mut room);
    let id = movement(&tell(&mut room, request("M-1")));
    tell(&mut room, cancel(id, text_id(7), &of_person(kim()), WORDS));
    tell(&mut room, dismiss());
    shelf_of_keys().fail(true);
    disk.plan(Fault::next(Step::Destroy, Failing::Crashes));
    tell(&mut room, erase(50));
    assert!(shelf_of_keys().current(&of_person(kim())).unwrap().is_some(), "it did come between");
    shelf_of_keys().fail(false);
    let room = open(disk.boot(), &clock, 2);
    are_kims_gone(room.store());
    agrees_with_its_log(&room);
}

#[test]
fn what_could_not_be_destroyed_at_once_is_tried_again_by_itself() {
    let (_disk, _clock, mut room) = house();
    enrol(&mut room);
    tell(&mut room, dismiss());
    shelf_of_keys().fail(true);
    tell(&mut room, erase(50));
    assert!(shelf_of_keys().current(&of_person(kim())).unwrap().is_some());
    shelf_of_keys().fail(false);
    assert!(room.look_after(false).is_none());
    are_kims_gone(room.store());
}

#[test]
fn an_older_copy_of_the_keys_does_not_bring_anybody_back() {
    let (disk, clock, mut room) = house();
    enrol(&mut room);
    let of_kim = shelf_of_keys().current(&of_person(kim())).unwrap().unwrap();
    tell(&mut room, dismiss());
    tell(&mut room, erase(50));
    drop(room);
    assert!(shelf_of_keys().keep(std::slice::from_ref(&of_kim)).is_err(), "this shelf remembers");
    // Another shelf, which never heard of it.
    let older = store::keys::memory::MemoryKeys::default();
    older.keep(&[of_kim]).unwrap();
    let shelf = std::sync::Arc::new(older.clone());
    let _room = Room::open(disk.boot(), shelf, signer(), clock.surroundings(2), BUILD).unwrap();
    assert_eq!(older.current(&of_person(kim())), Ok(None));
}

#[test]
fn a_restore_erases_again_whoever_the_backup_still_knew() {
    let (_disk, _clock, mut room) = house();
    enrol(&mut room);
    let repeated = by_whom(system(home()), Act::ErasePerson { person: kim(), because: None });
    let recorded = tell(&mut room, repeated.clone());
    let kinds: Vec<_> = recorded.events.iter().map(|event| event.what.kind()).collect();
    assert_eq!(kinds, ["person-dismissed", "person-erased"], "{recorded:?}");
    assert!(matches!(recorded.events[1].what, What::PersonErased { because: None, .. }));
    assert!(matches!(ask(&mut room, repeated), Err(Refusal::Rejected(_))), "once is enough");
    assert_eq!(opened(room.store(), text_id(42)), Opened::Gone);
}

#[test]
fn a_text_never_replaces_another() {
    let (_disk, _clock, mut room) = house();
    let ids: Vec<_> =
        ["M-1", "M-2", "M-3"].map(|number| movement(&tell(&mut room, request(number)))).into_iter().collect();
    tell(&mut room, cancel(ids[0], text_id(7), "driver-1", WORDS));
    let answers = room.take(vec![
        cancel(ids[1], text_id(7), "driver-1", "something else"),
        cancel(ids[1], text_id(7), "somebody-else", "something else"),
        cancel(ids[1], text_id(8), "driver-1", "all is well"),
        cancel(ids[2], text_id(8), "driver-1", "all was well"),
    ]);
    let refused =
        |answer: &ops::Answer| matches!(answer, Err(Refusal::Malformed(why)) if why.contains("fresh"));
    assert!(refused(&answers[0]) && refused(&answers[1]) && refused(&answers[3]), "{answers:?}");
    assert!(answers[2].is_ok(), "nobody else's text takes a batch with it");
    assert_eq!(opened(room.store(), text_id(7)), says(WORDS));
}

#[test]
fn a_text_too_long_or_about_nobody_is_refused_alone() {
    let (_disk, _clock, mut room) = house();
    let id = movement(&tell(&mut room, request("M-1")));
    let longest = "x".repeat(LONGEST_TEXT);
    let answers = room.take(vec![
        cancel(id, text_id(7), "driver-1", &format!("{longest}x")),
        cancel(id, text_id(7), "", WORDS),
        cancel(id, text_id(7), "driver-1", &longest),
    ]);
    assert!(matches!(&answers[0], Err(Refusal::Malformed(why)) if why.contains("shorten")));
    assert!(matches!(&answers[1], Err(Refusal::Malformed(why)) if why.contains("whose")));
    assert!(answers[2].is_ok());
}
