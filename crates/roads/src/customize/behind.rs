//! What an arc of the hierarchy stands for: the graph's own arcs on it, and the ways around through lower nodes.
//!
//! Of a road network in a good order nine arcs in ten that lie on a way stand for one thing: the graph's own arcs,
//! one each way, or the way around through one lower node. A shortest way that leads over such an arc leads over
//! what is behind it, so nothing needs to be weighed, or even read, to go on. Of the others the weights decide, and
//! all there is to decide between lies in one place.

use super::hierarchy::{Node, Origin, Under};
use crate::graph::id;

/// What stands behind an arc.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Behind<'h> {
    /// The graph's arc, upwards and downwards. If only one direction has an arc it stands for both: the other is
    /// closed, and nobody asks for it.
    Own([u32; 2]),
    /// One way around.
    Around(Around),
    /// More than one of these, of which the weights decide.
    Several(Several<'h>),
}

/// A way around through a lower node: the arc from there up to the lower end of the arc it goes around, and the arc
/// to its higher end.
pub(crate) type Around = [u32; 2];

/// All that an arc may stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Several<'h> {
    /// The arc's lower end, among whose origins are the graph's arcs that lie on it.
    pub tail: u32,
    /// Whether there are any.
    pub owns: bool,
    /// The ways around, through the lowest node first: tried in this order the shortest is found three times as soon
    /// as in the other. None where they are too many to be listed.
    pub around: Option<&'h [Around]>,
}

/// What stands behind each arc of a hierarchy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Backs {
    /// For each arc eight bytes, so that those of the arcs of a node lie in one line of the cache: a way around, or
    /// arcs of the graph, the first above [`HALF`], or [`SEVERAL`] and where the list is.
    each: Vec<[u32; 2]>,
    /// Lists, each behind a head: the arc's lower end; how many ways around there are, doubled, odd if there are arcs of
    /// the graph too.
    lists: Vec<[u32; 2]>,
}

/// There are not so many arcs.
pub(crate) const HALF: u32 = 1 << 31;
/// No arc of a graph is so high.
const SEVERAL: u32 = u32::MAX;
/// So many ways around are not listed.
const MANY: u32 = HALF - 1;
/// Neither arc nor node.
const NONE: u32 = u32::MAX;
/// Lists hold so many ways around for each arc, then no more: an order that needs them all would fill the memory. Ours;
/// good orders of road networks need two or three.
const LISTED: usize = 8;

impl Backs {
    /// `nodes` says what belongs to each of them, one more the end; `height` is the longest way up, `head_depths` the
    /// depth of each arc's head.
    pub(crate) fn of(
        nodes: &[Node],
        head_depths: &[u32],
        height: usize,
        under: &[Under],
        origins: &[Origin],
    ) -> Self {
        let mut backs = Backs { each: Vec::with_capacity(head_depths.len()), lists: Vec::new() };
        let mut desk = vec![Gathered::default(); height];
        let most = (LISTED * head_depths.len()).min(HALF as usize);
        for (tail, node) in nodes.windows(2).enumerate() {
            let (node, next) = (node[0], node[1]);
            let depths = &head_depths[node.up as usize..next.up as usize];
            depths.iter().for_each(|&depth| desk[depth as usize] = Gathered::default());
            for origin in &origins[node.origin as usize..next.origin as usize] {
                desk[head_depths[origin.arc as usize] as usize].own(*origin);
            }
            let under = &under[node.under as usize..next.under as usize];
            let arounds = || {
                let above = |under: &Under| {
                    let (near, end) = (under.arc, nodes[under.tail as usize + 1].up);
                    (near + 1..end).map(move |far| [near, far])
                };
                under.iter().flat_map(above)
            };
            for around in arounds() {
                desk[head_depths[around[1] as usize] as usize].around(around);
            }
            let before = backs.lists.len();
            for &depth in depths {
                let each = desk[depth as usize].packed(id(tail), &mut backs.lists, most);
                backs.each.push(each);
            }
            if backs.lists.len() > before {
                for around in arounds() {
                    desk[head_depths[around[1] as usize] as usize].list(around, &mut backs.lists);
                }
            }
        }
        backs
    }

    /// What stands behind an arc.
    #[inline]
    pub(crate) fn behind(&self, arc: usize) -> Behind<'_> {
        self.unpacked(self.each[arc])
    }

    /// Its eight bytes for each arc.
    pub(crate) fn each(&self) -> &[[u32; 2]] {
        &self.each
    }

    /// What an arc's eight bytes say.
    #[inline]
    pub(crate) fn unpacked(&self, each: [u32; 2]) -> Behind<'_> {
        match each {
            [SEVERAL, list] => Behind::Several(self.list(list as usize)),
            [up, down] if up >= HALF => Behind::Own([up - HALF, down]),
            around => Behind::Around(around),
        }
    }

    #[inline]
    fn list(&self, at: usize) -> Several<'_> {
        let [tail, doubled] = self.lists[at];
        let (count, owns) = (doubled >> 1, doubled & 1 == 1);
        let around = (count < MANY).then(|| &self.lists[at + 1..=at + count as usize]);
        Several { tail, owns, around }
    }
}

/// What was found behind an arc so far.
#[derive(Clone, Copy)]
struct Gathered {
    /// The graph's arc each way; of several that lead the same way the first.
    own: [u32; 2],
    owns: u32,
    around: Around,
    arounds: u32,
    /// Where the next way around goes.
    place: Option<usize>,
}

impl Default for Gathered {
    fn default() -> Self {
        Gathered { own: [NONE; 2], owns: 0, around: [NONE; 2], arounds: 0, place: None }
    }
}

impl Gathered {
    fn own(&mut self, origin: Origin) {
        let own = &mut self.own[origin.way()];
        if *own == NONE {
            *own = id(origin.arc_of_graph());
        }
        self.owns += 1;
    }

    fn around(&mut self, around: Around) {
        (self.around, self.arounds) = (around, self.arounds + 1);
    }

    /// Its eight bytes. If it is a list, room is made for that, unless lists are longer than `most` already.
    fn packed(&mut self, tail: u32, lists: &mut Vec<[u32; 2]>, most: usize) -> [u32; 2] {
        let ways = self.own.iter().filter(|own| **own != NONE).count();
        match (self.owns, self.arounds) {
            (0, 1) => self.around,
            (owns @ 1..=2, 0) if owns as usize == ways => {
                let [up, down] = self.own;
                [if up == NONE { down } else { up } + HALF, if down == NONE { up } else { down }]
            }
            (owns, arounds) => {
                let (at, own) = (lists.len(), u32::from(owns > 0));
                let is_listed = at + (arounds as usize) < most;
                lists.push([tail, if is_listed { arounds } else { MANY } << 1 | own]);
                if is_listed {
                    self.place = Some(at + 1);
                    lists.resize(at + 1 + arounds as usize, [NONE; 2]);
                }
                [SEVERAL, id(at)]
            }
        }
    }

    /// Puts a way around into its list, if it has one.
    fn list(&mut self, around: Around, lists: &mut [[u32; 2]]) {
        if let Some(place) = &mut self.place {
            lists[*place] = around;
            *place += 1;
        }
    }
}
