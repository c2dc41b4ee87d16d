//! Whoever are joined to one lower node are joined to each other: the arc between the heads of each two arcs of a
//! node, known beforehand.
//!
//! Whether another weight bears upon the arcs above is asked of every pair of a node's arcs. To search for each pair
//! among the arcs of its lower head reads two more places that are in no cache; here what belongs to a node lies
//! together.

use super::hierarchy::{Node, Under};
use crate::graph::id;

/// The arcs across, by the lower node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Across {
    /// Where those of each node start; [`UNLISTED`] if they are not listed.
    first: Vec<u32>,
    /// Of each node, for each of its arcs, those from there to the heads of the node's later arcs.
    arcs: Vec<u32>,
}

const UNLISTED: u32 = u32::MAX;
/// So many are listed for each arc, those of the lowest nodes, then no more: an order that needs them all would fill
/// the memory. Ours; good orders of road networks need two or three.
const LISTED: usize = 8;

impl Across {
    /// `nodes` says what belongs to each of them, one more the end; `height` is the longest way up, `head_depths` the
    /// depth of each arc's head.
    pub(crate) fn of(nodes: &[Node], head_depths: &[u32], height: usize, under: &[Under]) -> Self {
        let most = (LISTED * head_depths.len()).min(UNLISTED as usize);
        let mut first = Vec::with_capacity(nodes.len());
        let mut count = 0;
        for node in nodes.windows(2) {
            let own = pairs(node[1].up as usize - node[0].up as usize);
            let is_listed = own <= most - count;
            first.push(if is_listed { id(count) } else { UNLISTED });
            count += if is_listed { own } else { 0 };
        }
        let mut arcs = vec![0; count];
        let mut desk = vec![0; height];
        for node in nodes.windows(2) {
            let (ups, under) =
                (node[0].up..node[1].up, &under[node[0].under as usize..node[1].under as usize]);
            for (arc, &depth) in ups.clone().zip(&head_depths[ups.start as usize..ups.end as usize]) {
                desk[depth as usize] = arc;
            }
            for under in under {
                let [start, end] = [0, 1].map(|next| nodes[under.tail as usize + next].up);
                let first = first[under.tail as usize];
                if first == UNLISTED {
                    continue;
                }
                let later = &head_depths[under.arc as usize + 1..end as usize];
                let at = first as usize + before((end - start) as usize, (under.arc - start) as usize);
                for (arc, &depth) in arcs[at..at + later.len()].iter_mut().zip(later) {
                    *arc = desk[depth as usize];
                }
            }
        }
        Across { first, arcs }
    }

    /// The arcs from the head of one of a node's `count` arcs to the heads of all its later ones, if they are listed.
    #[inline]
    pub(crate) fn from(&self, node: usize, count: usize, low: usize) -> Option<&[u32]> {
        let first = self.first[node];
        let at = first as usize + before(count, low);
        (first != UNLISTED).then(|| &self.arcs[at..at + count - low - 1])
    }
}

/// So many pairs have `count` arcs.
fn pairs(count: usize) -> usize {
    count * count.saturating_sub(1) / 2
}

/// And so many of them begin with one of the first `low`.
fn before(count: usize, low: usize) -> usize {
    low * (2 * count - low - 1) / 2
}

#[cfg(test)]
mod tests {
    use crate::{Graph, Hierarchy, Metric, Order};

    /// Everyone joined to everyone, both ways.
    fn all_joined(nodes: u32) -> std::sync::Arc<Hierarchy> {
        let first_out: Vec<u32> = (0..=nodes).map(|node| node * (nodes - 1)).collect();
        let heads: Vec<u32> =
            (0..nodes).flat_map(|tail| (0..nodes).filter(move |&head| head != tail)).collect();
        let graph = Graph::new(&first_out, &heads).unwrap();
        Hierarchy::new(graph, &Order::new((0..nodes).collect(), graph).unwrap()).unwrap()
    }

    #[test]
    fn arcs_across_are_those_that_a_search_finds_whether_they_are_listed_or_not() {
        let hierarchy = all_joined(60);
        let is_listed = |node| hierarchy.across.from(node, hierarchy.up(node).len(), 0).is_some();
        assert!(is_listed(0) && !(0..58).all(is_listed), "the map has both");
        for node in 0..60 {
            let heads = &hierarchy.heads[hierarchy.up(node)];
            for (low, &above) in heads.iter().enumerate() {
                let across = hierarchy.across(node, low);
                assert_eq!(across.len(), heads.len() - low - 1);
                for (&arc, &head) in across.iter().zip(&heads[low + 1..]) {
                    assert_eq!(hierarchy.arc_among(hierarchy.up(above as usize), head), Some(arc as usize));
                }
            }
        }
    }

    #[test]
    fn changes_where_arcs_are_not_listed_are_what_a_whole_customization_makes_of_them() {
        let hierarchy = all_joined(60);
        let mut weights: Vec<[u32; 1]> = (0..60 * 59).map(|arc: u32| [arc * 7919 % 1009 + 1]).collect();
        let mut metric = Metric::new(&hierarchy, &weights, 1).unwrap();
        for round in 1..20 {
            let changes: Vec<_> =
                (0..5).map(|at| (round * 173 * (at + 1) % 3540, [round * 31 * (at + 2) % 211 + 1])).collect();
            changes.iter().for_each(|&(arc, weight)| weights[arc as usize] = weight);
            metric = metric.changed(&changes).unwrap();
            assert_eq!(metric, Metric::new(&hierarchy, &weights, 1).unwrap());
        }
    }
}
