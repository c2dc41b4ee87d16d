//! Properties of any sequence of commands, sensible or not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

mod commands;
mod handovers;
#[path = "../room/mod.rs"]
mod room;
mod unknown;

use std::collections::BTreeSet;

use conduct::{Event, State, World};
use model::{Node, Path, Segment};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use commands::Draw;
use room::{Room, disagreement, usual};

fn played(world: World, draws: &[Draw]) -> Room {
    let mut room = Room::with(world, usual());
    room.level("pk", "green", false);
    room.cleared("SC-0");
    room.under_way("SC-1");
    commands::somebody_is_told(&mut room);
    commands::somebody_searches(&mut room);
    for draw in draws {
        draw.on(&mut room);
    }
    room
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_entries_replayed_amount_to_the_same_state(draws in commands::some(40), exercise: bool) {
        let world = if exercise { World::Exercise } else { World::Actual };
        let room = played(world, &draws);
        let mut replayed = State::default();
        for event in &room.history {
            let (kind, body) = event.to_entry().unwrap();
            let text = serde_json::to_string(&body).unwrap();
            let read = Event::from_entry(&kind, conduct::event::VERSION, &text).unwrap();
            prop_assert_eq!(&read, event);
            replayed.apply(&read);
        }
        prop_assert_eq!(&replayed, &room.state);
        let snapshot = serde_json::to_string(&room.state).unwrap();
        prop_assert_eq!(serde_json::from_str::<State>(&snapshot).unwrap(), room.state);
    }

    #[test]
    fn a_snapshot_goes_on_as_the_state_it_was_taken_of(
        before in commands::some(20),
        after in commands::some(10),
    ) {
        let mut room = played(World::Actual, &before);
        let snapshot = serde_json::to_string(&room.state).unwrap();
        let mut other = played(World::Actual, &before);
        other.state = serde_json::from_str(&snapshot).unwrap();
        for draw in &after {
            draw.on(&mut room);
            draw.on(&mut other);
        }
        prop_assert_eq!(room.history, other.history);
        prop_assert_eq!(room.state, other.state);
    }

    #[test]
    fn time_passing_leaves_nothing_due_and_the_indexes_agree(draws in commands::some(40)) {
        let mut room = played(World::Actual, &draws);
        room.now = room.now.saturating_add(model::Span::hours(26));
        room.does(model::party::Role::System, conduct::Act::Advance);
        prop_assert!(room.state.next_due().is_none_or(|due| due > room.now));
        prop_assert_eq!(disagreement(&room.state), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_the_order_says_in_one_place_is_what_the_dossier_says_there(draws in commands::some(60)) {
        let room = played(World::Actual, &draws);
        for movement in room.state.movements.values() {
            let known = conduct::Known::Whole(movement);
            let facts = conduct::dossier(&room.state, movement).unwrap();
            for (path, claims) in facts.facts().into_iter().filter(|(path, _)| !is_said_by_the_room(path)) {
                prop_assert_eq!(&*conduct::ordered(&room.state, movement, &path), claims, "{}", path);
            }
            let is_named = |list: &str, label: &model::Word| match facts.root.get(list) {
                Some(Node::List(list)) => list.get(label.as_str()).is_some(),
                _ => false,
            };
            for label in ["commander", "principal", "nobody"].map(room::word) {
                prop_assert_eq!(
                    conduct::tie::commands(&room.state, known, &label),
                    is_named("commanders", &label)
                );
                prop_assert_eq!(
                    conduct::tie::travels(&room.state, known, &label),
                    is_named("principals", &label)
                );
            }
        }
    }
}

/// What the room adds to an order by itself.
fn is_said_by_the_room(path: &Path) -> bool {
    let said =
        ["alerts", "kind", "approved", "notice", "late_notice", "accepted", "no_objection", "enters_at"];
    if let [Segment::Attribute(list), Segment::Item(label), ..] = path.segments()
        && list.as_str() == "incidents"
        && label.as_str().parse::<uuid::Uuid>().is_ok()
    {
        return true;
    }
    let is = |segment: &Segment| matches!(segment, Segment::Attribute(name) if said.contains(&name.as_str()));
    path.segments().iter().any(is)
}

/// Lots that only ever drew refusals would prove nothing.
#[test]
fn the_lots_reach_every_type_of_event_there_is() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..600 {
        let draws = commands::some(60).new_tree(&mut runner).unwrap().current();
        reached.extend(played(World::Actual, &draws).history.iter().map(|event| event.to_entry().unwrap().0));
    }
    let never: Vec<_> = conduct::event::TYPES.iter().filter(|kind| !reached.contains(**kind)).collect();
    assert!(never.is_empty(), "never reached: {never:?}");
}
