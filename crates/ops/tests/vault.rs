//! Words about people: kept in the same transaction as the entry that refers to them, never in it, and destroyed
//! without a trace in any proof.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::World;
use ops::{Refusal, Room, submission::LONGEST_TEXT};
use scene::*;
use store::{
    ReadStore, Store,
    simulated::{Disk, Failing, Fault, MemoryStore, Step},
};

const WORDS: &str = "the driver's mother fell ill in Pattan";

fn house() -> (Disk, Clockwork, Room<MemoryStore>) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    (disk, clock, room)
}

#[test]
fn a_text_lies_in_the_vault_and_in_no_entry() {
    let (_disk, _clock, mut room) = house();
    let id = movement(&tell(&mut room, request("M-1")));
    tell(&mut room, cancel(id, text_id(7), "driver-1", WORDS));
    let row = room.store().vault(&text_id(7).to_string()).unwrap().unwrap();
    assert_eq!((row.subject.as_str(), row.bytes.as_slice()), ("driver-1", WORDS.as_bytes()));
    let all = entries(room.store());
    let holds = |bytes: &[u8], what: &str| bytes.windows(what.len()).any(|part| part == what.as_bytes());
    assert!(
        !all.iter().any(|bytes| holds(bytes, WORDS) || holds(bytes, "driver-1") || holds(bytes, "Pattan"))
    );
    assert!(holds(all.last().unwrap(), &text_id(7).to_string()), "the entry refers to it");
    assert!(!written(room.worlds()).contains(WORDS));
}

#[test]
fn a_text_is_there_exactly_if_its_entry_is() {
    for step in Step::APPEND {
        for failing in Failing::ALL {
            let (disk, _clock, mut room) = house();
            let id = movement(&tell(&mut room, request("M-1")));
            let before = room.store().size().unwrap();
            disk.plan(Fault::next(step, failing));
            let _ = ask(&mut room, cancel(id, text_id(7), "driver-1", WORDS));
            let store = disk.boot();
            let kept = store.size().unwrap() > before;
            assert_eq!(
                store.vault(&text_id(7).to_string()).unwrap().is_some(),
                kept,
                "{failing:?} at {step:?}"
            );
        }
    }
}

#[test]
fn a_text_of_a_rejected_command_is_not_kept() {
    let (_disk, _clock, mut room) = house();
    let nobody = uuid::Uuid::from_u128(5).into();
    let answers = room.take(vec![cancel(nobody, text_id(7), "driver-1", WORDS), request("M-1")]);
    assert!(matches!(answers[0], Err(Refusal::Rejected(_))) && answers[1].is_ok());
    assert_eq!(room.store().vault(&text_id(7).to_string()).unwrap(), None);
}

#[test]
fn destroying_a_subject_leaves_the_record_whole() {
    let (disk, clock, mut room) = house();
    let id = movement(&tell(&mut room, request("M-1")));
    let other = movement(&tell(&mut room, request("M-2")));
    tell(&mut room, cancel(id, text_id(7), "driver-1", WORDS));
    tell(&mut room, cancel(other, text_id(8), "driver-2", "no escort"));
    let before = written(room.worlds());
    let mut store = room.into_store();
    assert_eq!(store.destroy("driver-1"), Ok(1));
    assert_eq!(store.vault(&text_id(7).to_string()), Ok(None));
    assert!(store.vault(&text_id(8).to_string()).unwrap().is_some());
    drop(store);
    let room = open(disk.boot(), &clock, 2);
    assert_eq!(written(room.worlds()), before);
    agrees_with_its_log(&room);
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
    let kept = room.store().vault(&text_id(7).to_string()).unwrap().unwrap();
    assert_eq!(kept.bytes, WORDS.as_bytes());
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
