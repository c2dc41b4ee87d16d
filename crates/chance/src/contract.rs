//! A smaller graph with the same paths: dead ends go, and a chain of arcs without a choice becomes one link.
//!
//! About half of a road network's nodes are of these two sorts. A path without cycles never enters a dead end,
//! and who enters a chain follows it to its end.

/// Arcs one after the other, in one direction.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub tail: u32,
    pub head: u32,
    pub time: u64,
    /// In the order they are driven, by the caller's numbers.
    pub arcs: Vec<u32>,
}

/// The links that paths from one node to another can use, in a fixed order; nodes keep their numbers.
pub(crate) fn contract(nodes: usize, links: Vec<Link>, from: usize, to: usize) -> Vec<Link> {
    let mut graph = Graph::of(nodes, links);
    let mut waiting: Vec<u32> = (0..nodes).rev().map(crate::ground::index).collect();
    while let Some(node) = waiting.pop() {
        if node as usize != from && node as usize != to {
            waiting.extend(graph.remove_if_no_choice(node));
        }
    }
    graph.links.into_iter().flatten().collect()
}

struct Graph {
    /// What is removed leaves a gap.
    links: Vec<Option<Link>>,
    /// For each node the links leaving and arriving, some of them perhaps removed.
    leaving: Vec<Vec<u32>>,
    arriving: Vec<Vec<u32>>,
}

impl Graph {
    fn of(nodes: usize, links: Vec<Link>) -> Self {
        let (leaving, arriving) = (vec![Vec::new(); nodes], vec![Vec::new(); nodes]);
        let mut graph = Graph { links: Vec::with_capacity(links.len()), leaving, arriving };
        links.into_iter().for_each(|link| graph.add(link));
        graph
    }

    fn add(&mut self, link: Link) {
        // Nobody drives in a circle.
        if link.tail != link.head {
            let number = crate::ground::index(self.links.len());
            self.leaving[link.tail as usize].push(number);
            self.arriving[link.head as usize].push(number);
            self.links.push(Some(link));
        }
    }

    /// Removes a node that offers no choice; its neighbours, which may have none now, if it did.
    fn remove_if_no_choice(&mut self, node: u32) -> Vec<u32> {
        let links = &self.links;
        let is_left = |&number: &u32| links[number as usize].is_some();
        let (mut out, mut into) = (
            std::mem::take(&mut self.leaving[node as usize]),
            std::mem::take(&mut self.arriving[node as usize]),
        );
        out.retain(is_left);
        into.retain(is_left);
        let head = |number: &u32| links[*number as usize].as_ref().map(|link| link.head);
        let tail = |number: &u32| links[*number as usize].as_ref().map(|link| link.tail);
        let heads: Vec<u32> = out.iter().filter_map(head).collect();
        let tails: Vec<u32> = into.iter().filter_map(tail).collect();
        let mut neighbours: Vec<u32> = heads.iter().chain(&tails).copied().collect();
        neighbours.sort_unstable();
        neighbours.dedup();
        let passable = !heads.is_empty() && !tails.is_empty() && neighbours.len() > 1;
        let once = |ends: &[u32]| ends.len() < 2 || ends.len() == 2 && ends[0] != ends[1];
        let is_chain = neighbours.len() == 2 && once(&heads) && once(&tails);
        if passable && !is_chain {
            (self.leaving[node as usize], self.arriving[node as usize]) = (out, into);
            return Vec::new();
        }
        let into: Vec<Link> = into.iter().filter_map(|&number| self.links[number as usize].take()).collect();
        let out: Vec<Link> = out.iter().filter_map(|&number| self.links[number as usize].take()).collect();
        for first in into {
            // Turning round at the node leads nowhere new.
            for second in out.iter().filter(|second| passable && second.head != first.tail) {
                let arcs = [first.arcs.as_slice(), &second.arcs].concat();
                let time = first.time.saturating_add(second.time);
                self.add(Link { tail: first.tail, head: second.head, time, arcs });
            }
        }
        neighbours
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(ends: &[(u32, u32)]) -> Vec<Link> {
        let link = |(arc, &(tail, head)): (u32, &(u32, u32))| Link { tail, head, time: 1, arcs: vec![arc] };
        (0..).zip(ends).map(link).collect()
    }

    #[test]
    fn a_chain_becomes_one_link_each_way_and_a_dead_end_disappears() {
        // 0 ⇄ 1 ⇄ 2 ⇄ 3, and 2 ⇄ 4 ⇄ 5, which ends there.
        let both = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 2), (2, 4), (4, 2), (4, 5), (5, 4)];
        let left = contract(6, links(&both), 0, 3);
        let mut left: Vec<_> =
            left.into_iter().map(|link| (link.tail, link.head, link.time, link.arcs)).collect();
        left.sort();
        assert_eq!(left, [(0, 3, 3, vec![0, 2, 4]), (3, 0, 3, vec![5, 3, 1])]);
    }

    #[test]
    fn a_node_with_a_choice_stays_and_so_do_parallel_roads() {
        // 0 → 1 twice, 1 → 2; and 0 → 3 → 2.
        let left = contract(4, links(&[(0, 1), (0, 1), (1, 2), (0, 3), (3, 2)]), 0, 2);
        let mut ends: Vec<_> = left.iter().map(|link| (link.tail, link.head, link.arcs.len())).collect();
        ends.sort_unstable();
        assert_eq!(ends, [(0, 1, 1), (0, 1, 1), (0, 2, 2), (1, 2, 1)]);
    }
}
