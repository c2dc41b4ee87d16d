//! Games against methods too simple to be wrong: all simple paths of random small graphs, counted out, and the
//! linear programme over them solved by `microlp`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report, also outside its test functions"
)]

use chance::{
    Bounds, CERTAIN, Choice, Effort, Ground, Hopeless, Mixture, NotAGame, ONE, Post, WHOLE, among, open,
    within,
};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;

/// From, to, loss, time, both ways.
type Road = (u32, u32, u32, u32, bool);

const NODES: u32 = 6;

struct Graph {
    first_out: Vec<u32>,
    head: Vec<u32>,
    spot: Vec<u32>,
    time: Vec<u32>,
    loss: Vec<u32>,
}

impl Graph {
    fn of(roads: &[Road]) -> Self {
        let mut graph = Graph { first_out: vec![0], head: vec![], spot: vec![], time: vec![], loss: vec![] };
        graph.loss = roads.iter().map(|road| road.2).collect();
        for node in 0..NODES {
            for (spot, &(from, to, _, time, both)) in (0u32..).zip(roads) {
                for (tail, head) in [(from, to)].into_iter().chain(both.then_some((to, from))) {
                    if tail == node {
                        graph.head.push(head);
                        graph.spot.push(spot);
                        graph.time.push(time);
                    }
                }
            }
            graph.first_out.push(u32::try_from(graph.head.len()).unwrap());
        }
        graph
    }

    fn ground(&self) -> Ground<'_> {
        Ground::new(&self.first_out, &self.head, &self.spot, &self.loss).unwrap()
    }

    fn arcs(&self, node: u32) -> std::ops::Range<u32> {
        self.first_out[node as usize]..self.first_out[node as usize + 1]
    }

    fn tail(&self, arc: u32) -> u32 {
        (0..NODES).find(|&node| self.arcs(node).contains(&arc)).unwrap()
    }

    /// Every path without cycles from node 0 to the last.
    fn simple_paths(&self) -> Vec<Vec<u32>> {
        let mut found = Vec::new();
        self.extend(0, &mut vec![0], &mut Vec::new(), &mut found);
        found
    }

    fn extend(&self, node: u32, seen: &mut Vec<u32>, path: &mut Vec<u32>, found: &mut Vec<Vec<u32>>) {
        if node == NODES - 1 {
            found.push(path.clone());
            return;
        }
        for arc in self.arcs(node) {
            let head = self.head[arc as usize];
            if !seen.contains(&head) {
                seen.push(head);
                path.push(arc);
                self.extend(head, seen, path, found);
                path.pop();
                seen.pop();
            }
        }
    }

    fn time_of(&self, path: &[u32]) -> u64 {
        path.iter().map(|&arc| u64::from(self.time[arc as usize])).sum()
    }

    fn spots_of(&self, path: &[u32]) -> Vec<u32> {
        path.iter().map(|&arc| self.spot[arc as usize]).collect()
    }

    fn holds_what_it_promises(&self, mixture: &Mixture, budget: u64) -> Result<(), TestCaseError> {
        prop_assert_eq!(mixture.weights.iter().map(|&w| u64::from(w)).sum::<u64>(), u64::from(WHOLE));
        prop_assert!(mixture.weights.iter().all(|&weight| weight > 0));
        let mut passed = vec![0u64; self.loss.len()];
        for (path, &weight) in mixture.paths.iter().zip(&mixture.weights) {
            let mut nodes: Vec<u32> = path.iter().map(|&arc| self.tail(arc)).collect();
            nodes.push(self.head[*path.last().unwrap() as usize]);
            prop_assert_eq!((nodes[0], nodes[nodes.len() - 1]), (0, NODES - 1));
            for (place, &arc) in path.iter().enumerate() {
                prop_assert_eq!(self.head[arc as usize], nodes[place + 1]);
            }
            nodes.sort_unstable();
            nodes.dedup();
            prop_assert_eq!(nodes.len(), path.len() + 1, "a path with a cycle");
            prop_assert!(self.time_of(path) <= budget);
            self.spots_of(path).iter().for_each(|&spot| passed[spot as usize] += u64::from(weight));
        }
        // The bounds are exactly what the two mixtures prove: over all spots, and over all paths.
        let worst =
            passed.iter().zip(&self.loss).map(|(passed, &loss)| passed * u64::from(loss)).max().unwrap();
        prop_assert_eq!(mixture.value.at_most, worst);
        let attacked: u64 = mixture.attack.iter().map(|attack| u64::from(attack.weight)).sum();
        prop_assert!(attacked <= u64::from(WHOLE));
        let paths = self.simple_paths().into_iter().filter(|path| self.time_of(path) <= budget);
        let lost = |path: Vec<u32>| {
            let spots = self.spots_of(&path);
            let there = mixture.attack.iter().filter(|attack| spots.contains(&attack.spot));
            there.map(|a| u64::from(a.weight) * u64::from(self.loss[a.spot as usize])).sum::<u64>()
        };
        prop_assert!(mixture.value.at_least <= paths.map(lost).min().unwrap());
        Ok(())
    }
}

/// The value of a game in which each choice passes spots of these losses.
fn exactly(choices: &[Vec<u32>], losses: &[u32]) -> f64 {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let value = problem.add_var(1.0, (0.0, f64::INFINITY));
    let shares: Vec<_> = choices.iter().map(|_| problem.add_var(0.0, (0.0, f64::INFINITY))).collect();
    problem.add_constraint(shares.iter().map(|&x| (x, 1.0)), ComparisonOp::Eq, 1.0);
    for (spot, &loss) in (0u32..).zip(losses) {
        let passing = choices.iter().zip(&shares).filter(|(spots, _)| spots.contains(&spot));
        let lost = passing.map(|(_, &x)| (x, f64::from(loss) / f64::from(CERTAIN)));
        problem.add_constraint(lost.chain([(value, -1.0)]), ComparisonOp::Le, 0.0);
    }
    problem.solve().unwrap().objective()
}

/// Weights are billionths, so a mixture of a few can be off by a few of them.
fn brackets(value: Bounds, exact: f64) -> Result<(), TestCaseError> {
    let shown = |units: u64| units as f64 / ONE as f64;
    prop_assert!(shown(value.at_least) <= exact + 1e-8, "{value:?}, exactly {exact}");
    prop_assert!(shown(value.at_most) >= exact - 1e-8, "{value:?}, exactly {exact}");
    prop_assert!(shown(value.gap()) < 1e-7, "{value:?}, exactly {exact}");
    Ok(())
}

const CLOSE: Effort = Effort { tolerance: 0, rounds: 1000 };

fn roads() -> impl Strategy<Value = Vec<Road>> {
    let loss = prop_oneof![1 => Just(0), 9 => 1..=CERTAIN];
    let road = (0..NODES, 0..NODES, loss, 0u32..10, any::<bool>());
    prop::collection::vec(road, 1..14)
        .prop_map(|roads| roads.into_iter().filter(|road| road.0 != road.1).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn without_a_budget_the_value_is_the_programmes(roads in roads()) {
        let graph = Graph::of(&roads);
        let paths = graph.simple_paths();
        match open(graph.ground(), 0, NODES - 1) {
            Err(error) => {
                prop_assert_eq!(error, Hopeless::NoPath { from: 0, to: NODES - 1 });
                prop_assert!(paths.is_empty());
            }
            Ok(mixture) => {
                graph.holds_what_it_promises(&mixture, u64::MAX)?;
                let spots: Vec<_> = paths.iter().map(|path| graph.spots_of(path)).collect();
                brackets(mixture.value, exactly(&spots, &graph.loss))?;
                prop_assert_eq!(&mixture, &open(graph.ground(), 0, NODES - 1).unwrap());
                let patient = within(graph.ground(), &graph.time, 0, NODES - 1, u64::MAX, CLOSE).unwrap();
                brackets(patient.value, exactly(&spots, &graph.loss))?;
            }
        }
    }

    #[test]
    fn within_a_budget_the_value_is_the_programmes(roads in roads(), budget in 0u64..40) {
        let graph = Graph::of(&roads);
        let mut paths = graph.simple_paths();
        let fastest = paths.iter().map(|path| graph.time_of(path)).min();
        paths.retain(|path| graph.time_of(path) <= budget);
        match within(graph.ground(), &graph.time, 0, NODES - 1, budget, CLOSE) {
            Err(error) => {
                let because = match fastest {
                    None => Hopeless::NoPath { from: 0, to: NODES - 1 },
                    Some(fastest) => Hopeless::TooSlow { fastest, budget },
                };
                prop_assert_eq!(error, because);
                prop_assert!(paths.is_empty());
            }
            Ok(mixture) => {
                graph.holds_what_it_promises(&mixture, budget)?;
                let spots: Vec<_> = paths.iter().map(|path| graph.spots_of(path)).collect();
                brackets(mixture.value, exactly(&spots, &graph.loss))?;
                let again = within(graph.ground(), &graph.time, 0, NODES - 1, budget, CLOSE);
                prop_assert_eq!(Ok(mixture), again);
            }
        }
    }

    #[test]
    fn among_choices_the_value_is_the_programmes_and_no_worse_than_the_best_single(
        losses in prop::collection::vec(0..=CERTAIN, 12),
        passes in prop::collection::vec(prop::collection::vec(0usize..12, 0..6), 1..12),
    ) {
        let post = |n: usize| Post { place: u32::try_from(n / 3).unwrap(), slot: u32::try_from(n % 3).unwrap() };
        let choice = |spots: &Vec<usize>| Choice {
            passes: spots.iter().map(|&spot| (post(spot), losses[spot])).collect(),
        };
        let choices: Vec<Choice> = passes.iter().map(choice).collect();
        let drawable = among(&choices, CLOSE).unwrap();
        let numbered: Vec<Vec<u32>> =
            passes.iter().map(|spots| spots.iter().map(|&s| u32::try_from(s).unwrap()).collect()).collect();
        brackets(drawable.value, exactly(&numbered, &losses))?;
        prop_assert_eq!(drawable.weights.iter().map(|&w| u64::from(w)).sum::<u64>(), u64::from(WHOLE));
        let single = |spots: &Vec<usize>| spots.iter().map(|&s| losses[s]).max().unwrap_or(0);
        let best = u64::from(passes.iter().map(single).min().unwrap()) * u64::from(WHOLE);
        prop_assert_eq!(drawable.best_single.1, best);
        prop_assert_eq!(u64::from(single(&passes[drawable.best_single.0])) * u64::from(WHOLE), best);
        prop_assert!(drawable.value.at_most <= best);
    }
}

#[test]
fn three_roads_of_different_danger_are_taken_as_often_as_they_are_less_dangerous() {
    // Washburn and Wood: capacities 1/0.4 + 1/0.4 + 1/0.8 = 6.25, so the value is 0.16.
    let parallel: Vec<Road> = [400_000, 400_000, 800_000].map(|loss| (0, NODES - 1, loss, 1, false)).to_vec();
    let graph = Graph::of(&parallel);
    let mixture = open(graph.ground(), 0, NODES - 1).unwrap();
    assert_eq!(mixture.value, Bounds { at_least: ONE / 100 * 16, at_most: ONE / 100 * 16 });
    let mut taken: Vec<_> = mixture.paths.iter().map(|path| path[0]).zip(mixture.weights).collect();
    taken.sort_unstable();
    assert_eq!(taken, [(0, 400_000_000), (1, 400_000_000), (2, 200_000_000)]);
}

#[test]
fn a_way_without_danger_is_taken_always() {
    let roads = [(0, 1, 500_000, 1, true), (1, 5, 0, 1, true), (0, 2, 0, 9, true), (2, 5, 0, 9, true)];
    let graph = Graph::of(&roads);
    for mixture in
        [open(graph.ground(), 0, 5).unwrap(), within(graph.ground(), &graph.time, 0, 5, 18, CLOSE).unwrap()]
    {
        assert_eq!(mixture.value, Bounds { at_least: 0, at_most: 0 });
        assert!(mixture.paths.iter().all(|path| graph.spots_of(path) == [2, 3]));
    }
    // With less time the dangerous way is the only one.
    let hurried = within(graph.ground(), &graph.time, 0, 5, 17, CLOSE).unwrap();
    assert_eq!(hurried.value, Bounds { at_least: ONE / 2, at_most: ONE / 2 });
}

#[test]
fn what_cannot_be_played_is_told_why() {
    let graph = Graph::of(&[(0, 1, 1, 1, true)]);
    assert_eq!(open(graph.ground(), 0, 9), Err(Hopeless::NoSuchNode { node: 9, nodes: 6 }));
    assert_eq!(open(graph.ground(), 1, 1), Err(Hopeless::NowhereToGo { node: 1 }));
    let uneven = within(graph.ground(), &[1], 0, 1, 5, CLOSE);
    assert_eq!(uneven, Err(Hopeless::Uneven { arcs: 2, times: 1 }));

    assert_eq!(among(&[], CLOSE), Err(NotAGame::NoChoice));
    let post = Post { place: 1, slot: 6 };
    let choice = |loss| Choice { passes: vec![(post, loss)] };
    assert_eq!(among(&[choice(5), choice(6)], CLOSE), Err(NotAGame::Disagree { choice: 1, post }));
    let more = NotAGame::MoreThanCertain { choice: 0, loss: CERTAIN + 1 };
    assert_eq!(among(&[choice(CERTAIN + 1)], CLOSE), Err(more));
}

#[test]
fn routes_at_hours_share_the_danger_of_what_they_have_in_common() {
    // Two routes over one bridge (place 0) at two hours, and a third route by itself at one hour. The attacker
    // waits somewhere through an hour: the bridge at 6, the bridge at 9, or on the third route.
    let at = |place, slot| (Post { place, slot }, 600_000);
    let choices = [
        Choice { passes: vec![at(0, 6), at(1, 6)] },
        Choice { passes: vec![at(0, 6), at(2, 6)] },
        Choice { passes: vec![at(0, 9), at(1, 9)] },
        Choice { passes: vec![at(3, 6)] },
    ];
    let drawable = among(&choices, CLOSE).unwrap();
    // Three posts that don't share a choice: 0.6 / 3.
    assert!(drawable.value.at_least <= ONE / 5 && ONE / 5 <= drawable.value.at_most);
    assert!(drawable.value.gap() < ONE / 100_000_000);
    assert_eq!(drawable.best_single, (0, ONE / 10 * 6));
    assert!(drawable.weights[0] + drawable.weights[1] < WHOLE / 3 + 2);
}
