//! How much of the true way was found, and how much that was not driven: Newson and Krumm's measure, by length.
//!
//! The networks differ (each has its own idea of which roads there are and where a way is cut), so lines are compared, not
//! numbers of roads: a piece of a line of about five metres is common if its middle lies within three metres of the other.

use std::fmt;

use super::{Lines, tracks::Track};

/// How long the pieces are that are compared, in millimetres.
const PIECE: f64 = 5_000.0;
/// How near they have to be, in millimetres.
const NEAR: f64 = 3_000.0;

/// Lengths in millimetres, over all tracks.
#[derive(Debug, Default)]
pub struct Accuracy {
    driven: f64,
    found: f64,
    added: f64,
}

impl Accuracy {
    /// Of what was found for each track.
    pub fn of(tracks: &[Track], found: &[Lines]) -> Self {
        let mut accuracy = Accuracy::default();
        for (track, found) in tracks.iter().zip(found) {
            let truth = [track.line.clone()];
            accuracy.driven += pieces(&truth).map(|(_, length)| length).sum::<f64>();
            accuracy.found += common(&truth, found).0;
            accuracy.added += common(found, &truth).1;
        }
        accuracy
    }
}

impl fmt::Display for Accuracy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |part: f64| part * 100.0 / self.driven.max(1.0);
        write!(f, "{:.2} % of the way found, {:.2} % wrongly added", percent(self.found), percent(self.added))
    }
}

/// How much of some lines lies near others, and how much does not.
fn common(lines: &[Vec<[i32; 2]>], others: &[Vec<[i32; 2]>]) -> (f64, f64) {
    let near = Near::of(others);
    pieces(lines).fold((0.0, 0.0), |(near_by, far), (middle, length)| {
        if near.has(middle) { (near_by + length, far) } else { (near_by, far + length) }
    })
}

/// The middles of short pieces, and their lengths.
fn pieces(lines: &[Vec<[i32; 2]>]) -> impl Iterator<Item = ([f64; 2], f64)> {
    lines.iter().flat_map(|line| line.windows(2)).flat_map(|ends| {
        let (a, b) = (plane(ends[0], ends[0]), plane(ends[1], ends[0]));
        let length = (b[0] - a[0]).hypot(b[1] - a[1]);
        let count = whole(length / PIECE).max(0) + 1;
        let parts = f64::from(count);
        let [from, to] = [ends[0], ends[1]].map(|point| point.map(f64::from));
        (0..count).map(move |part| {
            let share = (f64::from(part) + 0.5) / parts;
            ([0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * share), length / parts)
        })
    })
}

/// Millimetres north and east of a place.
fn plane(point: [i32; 2], origin: [i32; 2]) -> [f64; 2] {
    let [north, east] = [0, 1].map(|axis| f64::from(point[axis]) - f64::from(origin[axis]));
    offset(north, east, f64::from(origin[0]))
}

fn offset(north: f64, east: f64, lat: f64) -> [f64; 2] {
    [north * 11.119_508, east * 11.119_508 * (lat / 1e7).to_radians().cos()]
}

/// The whole number below.
fn whole(number: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "pieces of a line, cells of the globe: some hundred thousand"
    )]
    let whole = number.floor() as i32;
    whole
}

/// Pieces of lines, by the cells of a hundred metres or so that they touch.
struct Near(std::collections::HashMap<[i32; 2], Vec<[[f64; 2]; 2]>>);

const CELL: f64 = 10_000.0;

impl Near {
    fn of(lines: &[Vec<[i32; 2]>]) -> Self {
        let mut cells: std::collections::HashMap<_, Vec<_>> = std::collections::HashMap::new();
        for ends in lines.iter().flat_map(|line| line.windows(2)) {
            let ends = [ends[0], ends[1]].map(|point| point.map(f64::from));
            let range = |axis: usize| {
                let (a, b) = (ends[0][axis], ends[1][axis]);
                // 400 of 1e-7 degree are 3.3 m even at 42 degrees north.
                whole((a.min(b) - 400.0) / CELL)..=whole((a.max(b) + 400.0) / CELL)
            };
            for row in range(0) {
                range(1).for_each(|column| cells.entry([row, column]).or_default().push(ends));
            }
        }
        Near(cells)
    }

    fn has(&self, [lat, lon]: [f64; 2]) -> bool {
        let cell = [lat, lon].map(|at| whole(at / CELL));
        self.0.get(&cell).into_iter().flatten().any(|ends| {
            let [a, b] = ends.map(|[north, east]| offset(north - lat, east - lon, lat));
            let way = [b[0] - a[0], b[1] - a[1]];
            let length = way[0] * way[0] + way[1] * way[1];
            let share =
                if length == 0.0 { 0.0 } else { (-(a[0] * way[0] + a[1] * way[1]) / length).clamp(0.0, 1.0) };
            (a[0] + way[0] * share).hypot(a[1] + way[1] * share) <= NEAR
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_way_found_and_as_much_beside_it_is_half_found_and_half_added() {
        let truth = vec![[410_000_000, 0], [410_010_000, 0]];
        // The second half, and then as far on.
        let found = vec![vec![[410_005_000, 10], [410_015_000, 10]]];
        let accuracy = Accuracy::of(&[Track { line: truth, reports: Vec::new() }], &[found]);
        let close = |share: f64| (share / accuracy.driven - 0.5).abs() < 0.06;
        assert!(close(accuracy.found) && close(accuracy.added), "{accuracy:?}");
    }
}
