//! The invariant, explored: no reachable sequence of commands authorises a departure past a rule that refuses,
//! is breached or unproved, and is not covered by an unexpired waiver from an authority allowed to give it.
//!
//! Small worlds, their commands in every order, each to exhaustion, over the real `decide` and `apply`. Whether a
//! departure was allowed is decided by an oracle that knows the two rules by heart and has read nothing but the
//! commands. The same check finds each of several deliberately broken `decide`s.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]
#![allow(clippy::print_stdout, reason = "states explored and shortest traces are what one wants to read")]

mod mutants;
mod oracle;
#[path = "../room/mod.rs"]
mod room;
mod small;
mod steps;
mod view;
mod worlds;

use std::{
    collections::{HashMap, HashSet, VecDeque, hash_map::Entry},
    time::Instant,
};

use mutants::Mutant;
use small::{Key, Node, Small};
use stateright::{Checker, Expectation, HasDiscoveries, Model};
use steps::Step;

/// How many nodes of each world are compared in full.
const NODES_COMPARED: usize = 500;

/// Explores a world to its last state; answers how many states it has.
fn exhaust(name: &str, world: Small) -> usize {
    let begun = Instant::now();
    // Breadth first: a node is first reached by a shortest way, on which few words were said and replaced.
    let explored = world.checker().threads(2).finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    println!(
        "{name}: {} states, {} transitions, up to {} steps, {:.1} s",
        explored.unique_state_count(),
        explored.state_count(),
        explored.max_depth(),
        begun.elapsed().as_secs_f64()
    );
    for property in explored.model().properties() {
        let found = explored.discovery(property.name);
        match property.expectation {
            Expectation::Sometimes => assert!(found.is_some(), "{name}: never seen: {}", property.name),
            _ => assert!(
                found.is_none(),
                "{name}: not so: {}: {:?}",
                property.name,
                found.map(stateright::Path::into_actions)
            ),
        }
    }
    assert!(explored.is_done());
    explored.unique_state_count()
}

#[test]
fn no_order_of_answers_evidence_waivers_and_hours_authorises_past_an_unproved_rule() {
    exhaust("evidence, waivers and time", worlds::evidence());
}

#[test]
fn no_order_of_gate_checks_amendments_and_stand_fasts_authorises_past_an_unproved_rule() {
    exhaust("gate, order and stand-fast", worlds::ground());
}

#[test]
fn no_order_of_notices_register_and_rulebooks_authorises_past_an_unproved_rule() {
    exhaust("notices, register and rulebooks", worlds::desk());
}

#[test]
fn no_order_of_urgent_and_unauthorised_departures_authorises_past_an_unproved_rule() {
    exhaust("urgent and unauthorised departures", worlds::road());
}

#[test]
fn no_order_of_commands_authorises_a_run_past_its_permission_or_an_unproved_rule() {
    exhaust("a run under a permission", worlds::run());
}

#[test]
fn no_order_of_all_that_the_promise_names_authorises_past_an_unproved_rule() {
    exhaust("all that the promise names, a single journey", worlds::everything());
}

#[test]
fn no_order_of_all_that_the_promise_names_authorises_a_run_past_an_unproved_rule() {
    exhaust("all that the promise names, a run", worlds::everything_of_a_run());
}

#[test]
fn a_broken_decide_is_found_by_the_same_check() {
    for mutant in mutants::ALL {
        let trace =
            shortest_trace(mutant).unwrap_or_else(|| panic!("not found: a decide that {}", mutant.does));
        println!("a decide that {}: {trace:?}", mutant.does);
    }
}

/// Nodes are told apart by everything there is in them; those with one view must take the same steps to the same views.
#[test]
fn nodes_with_one_view_lead_to_the_same_views() {
    for world in [worlds::evidence(), worlds::ground(), worlds::road(), worlds::desk(), worlds::run()] {
        let mut seen: HashSet<Node> = world.init_states().into_iter().collect();
        let mut waiting: VecDeque<Node> = seen.iter().cloned().collect();
        let mut ways = HashMap::new();
        let mut alike = 0;
        while let Some(node) = waiting.pop_front() {
            let mut steps = Vec::new();
            world.actions(&node, &mut steps);
            let after: Vec<Option<Node>> = steps.iter().map(|step| world.next_state(&node, *step)).collect();
            let key = Node::key;
            let here = key(&node);
            // A step that leads nowhere and one that leads to the same view are the same to the explorer.
            let views: Vec<Key> =
                after.iter().map(|to| to.as_ref().map_or_else(|| here.clone(), key)).collect();
            match ways.entry(here) {
                Entry::Vacant(first) => drop(first.insert((steps, views))),
                Entry::Occupied(known) => {
                    alike += 1;
                    assert_eq!(*known.get(), (steps, views), "{node:?}");
                }
            }
            for next in after.into_iter().flatten() {
                if seen.len() < NODES_COMPARED && seen.insert(next.clone()) {
                    waiting.push_back(next);
                }
            }
        }
        println!("{} nodes, {alike} with a view seen before", seen.len());
        assert!(alike > 100, "nothing was compared");
    }
}

/// The checker keeps the last trace it comes across; looking one step further each time, the last is a shortest.
fn shortest_trace(mutant: &Mutant) -> Option<Vec<Step>> {
    (1..12).find_map(|steps| {
        let world = (mutant.world)().deciding_by(mutant.decide);
        let explored = world.checker().threads(2).target_max_depth(steps + 2).spawn_bfs().join();
        explored.discovery(small::INVARIANT).map(stateright::Path::into_actions)
    })
}
