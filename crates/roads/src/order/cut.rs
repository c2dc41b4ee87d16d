//! Where to part a cell: *inertial flow* (Schild and Sommer 2015).
//!
//! Lay a direction over the map, tie a quarter of the nodes at either end together, and find the fewest edges
//! that cut one end from the other. Mountains, rivers and railways are crossed by few roads, so some direction
//! finds them. Of several directions the best cut is the one with the fewest edges for the smaller side.

use model::Place;

use super::{
    cell::Cell,
    flow::{Flow, Terminal},
};

/// A place on the plane, in units of about a centimetre.
pub(crate) type Point = [i64; 2];

/// On which side of the cut a node lies; `None` if it is what parts them.
pub(crate) type Sides = Vec<Option<u32>>;

const DIRECTIONS: [Point; 8] = [[1, 0], [0, 1], [1, 1], [1, -1], [2, 1], [1, 2], [2, -1], [1, -2]];

/// One in so many nodes is tied to either end.
const END: usize = 4;

/// A cut along one direction.
struct Cut {
    /// How many edges cross.
    edges: usize,
    /// How many nodes the smaller side has.
    smaller: usize,
    /// Whether a node lies before the cut.
    before: Vec<bool>,
}

impl Cut {
    fn better_than(&self, other: &Cut) -> bool {
        self.edges * other.smaller < other.edges * self.smaller
    }
}

/// Places laid flat: a degree of longitude is shorter the farther from the equator.
pub(crate) fn plane(places: &[Place]) -> Vec<Point> {
    const THOUSANDTH: i64 = 1000;
    let sum: i64 = places.iter().map(|place| i64::from(place.lat_e7())).sum();
    let middle = sum as f64 / places.len().max(1) as f64 / 1e7;
    let shrunk = (libm::cos(middle.to_radians()) * THOUSANDTH as f64).max(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "between 1 and 1000")]
    let shrunk = shrunk as i64;
    places.iter().map(|at| [i64::from(at.lon_e7()) * shrunk / THOUSANDTH, i64::from(at.lat_e7())]).collect()
}

/// The best cut of a connected cell, as the sides of its nodes.
pub(crate) fn best(cell: &Cell, plane: &[Point], threads: usize) -> Sides {
    let share = DIRECTIONS.len().div_ceil(threads);
    let best_of = |directions: &[Point]| {
        let mut flow = Flow::over(&cell.graph);
        let along = |best: Option<Cut>, &direction: &Point| {
            let cut = along(cell, plane, direction, &mut flow, best.as_ref());
            match (best, cut) {
                (Some(best), Some(cut)) if !cut.better_than(&best) => Some(best),
                (best, cut) => cut.or(best),
            }
        };
        directions.iter().fold(None, along)
    };
    let cuts: Vec<Option<Cut>> = if share == DIRECTIONS.len() || cell.len() < 1000 {
        vec![best_of(&DIRECTIONS)]
    } else {
        std::thread::scope(|scope| {
            let spawned: Vec<_> =
                DIRECTIONS.chunks(share).map(|some| scope.spawn(|| best_of(some))).collect();
            let join = |thread: std::thread::ScopedJoinHandle<'_, _>| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            spawned.into_iter().map(join).collect()
        })
    };
    // Of equals the first, whoever found it.
    let best = cuts.into_iter().flatten().reduce(|best, cut| if cut.better_than(&best) { cut } else { best });
    best.map_or_else(|| vec![None; cell.len()], |cut| parting(cell, &cut.before))
}

/// The smallest cut along a direction, unless it cannot be better than `best`.
fn along(
    cell: &Cell,
    plane: &[Point],
    direction: Point,
    flow: &mut Flow<'_>,
    best: Option<&Cut>,
) -> Option<Cut> {
    let nodes = cell.len();
    let key = |node: &u32| {
        let [x, y] = plane[cell.nodes[*node as usize] as usize];
        (x * direction[0] + y * direction[1], *node)
    };
    let mut sorted: Vec<u32> = (0..crate::graph::id(nodes)).collect();
    let end = (nodes / END).max(1);
    sorted.select_nth_unstable_by_key(end - 1, key);
    sorted[end..].select_nth_unstable_by_key(nodes - 2 * end, key);
    let mut terminals = vec![Terminal::Neither; nodes];
    sorted[..end].iter().for_each(|&node| terminals[node as usize] = Terminal::Source);
    sorted[nodes - end..].iter().for_each(|&node| terminals[node as usize] = Terminal::Target);
    // No cut leaves more than half of the nodes on its smaller side.
    let worse = best.map(|best| best.edges * (nodes / 2) / best.smaller);
    let (edges, before) = flow.smallest_cut(&terminals, worse)?;
    let count = before.iter().filter(|&&before| before).count();
    Some(Cut { edges, smaller: count.min(nodes - count), before })
}

/// Nodes that part what lies before the cut from what lies behind: the ends of its edges on the side where they
/// are fewer.
fn parting(cell: &Cell, before: &[bool]) -> Sides {
    let crosses = |node: usize| {
        cell.graph.neighbors(node).iter().any(|&neighbor| before[neighbor as usize] != before[node])
    };
    let mut ends = [0, 0];
    let mut sides: Sides = before.iter().map(|&before| Some(u32::from(before))).collect();
    for node in (0..cell.len()).filter(|&node| crosses(node)) {
        ends[usize::from(before[node])] += 1;
    }
    let taken = ends[1] <= ends[0];
    for node in (0..cell.len()).filter(|&node| before[node] == taken && crosses(node)) {
        sides[node] = None;
    }
    sides
}
