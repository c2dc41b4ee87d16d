//! What only time brings about: nobody has to ask, and whoever listens is told.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use std::sync::{Arc, Mutex};

use conduct::{Event, Stage, What, World, event::Prompt};
use model::{Claim, Dossier, Quantity, Source, Span, Value, Word};
use ops::{Audience, Writer, recovery::Worlds, writer::LONGEST_SLEEP};
use scene::*;
use store::simulated::{Disk, Failing, Fault, Step};

/// A room with a movement that was cleared on facts that expire within the hour.
fn cleared_for_an_hour() -> (Disk, Clockwork, ops::Room<store::simulated::MemoryStore>, model::id::MovementId)
{
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    tell(&mut room, adopt(&[practice()]));
    let now = clock.now();
    let mut plan = Dossier::default();
    let source = Source::of(word("order"));
    let valid_until = now.checked_add(Span::hours(1));
    let claim = Claim {
        value: Value::Quantity(Quantity::count(7)),
        source,
        observed: now,
        valid_until,
        settles: Vec::new(),
    };
    plan.say(&"movement.vehicle_count".parse().unwrap(), claim).unwrap();
    let id = movement(&tell(&mut room, request_with("M-1", plan)));
    tell(&mut room, approve(id));
    assert!(evaluated(&tell(&mut room, clear(id))).clears);
    (disk, clock, room, id)
}

#[test]
fn nothing_is_due_before_its_time_and_what_is_due_is_taken_up_without_being_asked() {
    let (_disk, clock, mut room, movement) = cleared_for_an_hour();
    let due = room.worlds()[&home()].next_due().unwrap();
    assert!(room.due().is_empty(), "due {due:?}, now {:?}", clock.now());
    assert_eq!(
        room.sleeps_for(LONGEST_SLEEP),
        LONGEST_SLEEP,
        "it looks at the clock now and then all the same"
    );
    clock.pass(due.since(clock.now()));
    assert_eq!(room.sleeps_for(LONGEST_SLEEP), std::time::Duration::ZERO);
    let passing = room.due();
    assert_eq!(passing.len(), 1);
    for answer in room.take(passing) {
        answer.unwrap();
    }
    assert_eq!(room.worlds()[&home()].movement(movement).unwrap().stage, Stage::Held);
    let told: Vec<&What> = room.news().iter().map(|(_, _, event)| &event.what).collect();
    assert!(
        matches!(told.as_slice(), [What::ClearanceEvaluated(said)] if said.prompt == Prompt::Time && !said.clears),
        "{told:?}"
    );
    assert!(room.due().is_empty(), "once is enough");
    agrees_with_its_log(&room);
}

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<(u64, Word, Event)>>>);

impl Audience for Heard {
    fn committed(&mut self, worlds: &Worlds, events: &[(u64, Word, Event)]) {
        for (_, world, event) in events {
            assert!(worlds[world].clock >= Some(event.at), "the state it led to is shown with it");
        }
        self.0.lock().unwrap().extend_from_slice(events);
    }
}

#[test]
fn an_audience_hears_everything_committed_once_and_in_order_before_the_answer() {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let heard = Heard::default();
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    let first = room.worlds().len() as u64 + 1;
    let writer = Writer::start_before(room, heard.clone()).unwrap();
    let door = writer.door();
    for n in 0..20 {
        let recorded = door.submit(request(&format!("M-{n}"))).unwrap();
        let last = heard.0.lock().unwrap().last().cloned().unwrap();
        assert_eq!(last.0 + 1, recorded.entries.end, "whoever is answered can read what they did");
    }
    door.submit(request("M-1")).unwrap_err();
    drop(writer.stop().unwrap());
    let numbers: Vec<u64> = heard.0.lock().unwrap().iter().map(|(n, ..)| *n).collect();
    assert_eq!(numbers, (first..first + numbers.len() as u64).collect::<Vec<_>>());
}

#[test]
fn what_was_not_kept_is_told_to_nobody() {
    let (disk, clock, mut room, _) = cleared_for_an_hour();
    disk.plan(Fault::next(Step::Begin, Failing::Refuses));
    clock.pass(Span::hours(48));
    let passing = room.due();
    assert!(!passing.is_empty());
    assert!(room.take(passing).iter().all(Result::is_err));
    assert!(room.news().is_empty());
}
