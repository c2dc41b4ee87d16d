//! Where the network of a way has no coverage, as far as somebody said with it where there is some. Where nobody said anything, nobody
//! is excused for being silent there.

use std::{collections::BTreeMap, sync::Arc};

use watch::{Line, order::Range};

use super::paper::{Drives, Laid};

/// What is shorter is nobody's excuse, in millimetres. Ours: driven in half a minute, and nobody is missed so soon.
const WORTH_SAYING: u64 = 300_000;
/// The most ways that are remembered. Ours: twice as many as there are movements on a busy day; then all are worked out anew.
const MOST: usize = 1_024;

/// What was worked out: a way is looked at every 25 m, and an order is made whenever a fact changes.
#[derive(Debug, Default)]
pub(super) struct Dark {
    known: BTreeMap<Drives, Arc<[Range]>>,
}

impl Dark {
    /// The parts of a way without coverage, along its line.
    pub fn along(&mut self, way: &Drives, laid: &Laid, line: &Line) -> Arc<[Range]> {
        if let Some(known) = self.known.get(way) {
            return Arc::clone(known);
        }
        if self.known.len() >= MOST {
            self.known.clear();
        }
        let dark: Arc<[Range]> = not_covered(laid, line).into();
        self.known.insert(way.clone(), Arc::clone(&dark));
        dark
    }
}

fn not_covered(laid: &Laid, line: &Line) -> Vec<Range> {
    let points: Vec<[i32; 2]> = laid.places().iter().map(|place| [place.lat_e7(), place.lon_e7()]).collect();
    let Some((parts, there)) = laid.ground.chart().support().without_coverage(&points) else {
        return Vec::new();
    };
    // What measures the way there and the line here differ by what they round.
    let here = line.length_mm();
    let on_the_line = |mm: u64| u64::try_from(u128::from(mm) * u128::from(here) / u128::from(there.max(1)));
    let range = |[from, to]: [u64; 2]| {
        Some(Range { from_mm: on_the_line(from).ok()?, to_mm: on_the_line(to).ok()?.min(here) })
    };
    parts.into_iter().filter(|[from, to]| to - from >= WORTH_SAYING).filter_map(range).collect()
}
