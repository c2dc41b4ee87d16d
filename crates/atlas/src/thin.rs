//! A line with fewer points, that is still seen to be the same.

use std::{cmp::Ordering, collections::BinaryHeap};

use model::Place;

/// The most points of a way that is drawn. Ours: an event of 64 KiB has room for some 400, and whoever shows it draws them all.
const MOST_POINTS: usize = 300;

/// The points of a line that matter most, in order: as Douglas and Peucker choose them, the one farthest from the line without it
/// first, until there are enough.
pub(crate) fn thinned(line: &[Place]) -> Vec<Place> {
    if line.len() <= MOST_POINTS {
        return line.to_vec();
    }
    let last = line.len() - 1;
    let mut kept = vec![0, last];
    let mut parts = BinaryHeap::from([Part::of(line, 0, last)]);
    while kept.len() < MOST_POINTS
        && let Some(Part { from, at, to, .. }) = parts.pop()
    {
        // Between neighbours there is nothing to keep.
        if at > from {
            kept.push(at);
            parts.extend([Part::of(line, from, at), Part::of(line, at, to)]);
        }
    }
    kept.sort_unstable();
    kept.iter().filter_map(|&at| line.get(at)).copied().collect()
}

/// A part of a line between two points that are kept, with the one between that is farthest off.
#[derive(PartialEq, Eq)]
struct Part {
    /// The square of how far, in units that serve for comparing only.
    off: i128,
    from: usize,
    at: usize,
    to: usize,
}

impl Part {
    fn of(line: &[Place], from: usize, to: usize) -> Part {
        let off = |at: &usize| match (line.get(from), line.get(*at), line.get(to)) {
            (Some(a), Some(p), Some(b)) => off(*a, *p, *b),
            _ => 0,
        };
        let farthest =
            (from + 1..to).map(|at| (off(&at), at)).max_by_key(|(off, at)| (*off, usize::MAX - at));
        let (off, at) = farthest.unwrap_or((-1, from));
        Part { off, from, at, to }
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.off, other.from).cmp(&(other.off, self.from))
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The square of the distance from a point to the segment between two others. Degrees of longitude count as those of
/// latitude: what is chosen is only drawn.
fn off(a: Place, p: Place, b: Place) -> i128 {
    let minus = |to: Place, from: Place| {
        let lat = i128::from(to.lat_e7()) - i128::from(from.lat_e7());
        [lat, i128::from(to.lon_e7()) - i128::from(from.lon_e7())]
    };
    let ([u, v], [x, y]) = (minus(b, a), minus(p, a));
    let (length, dot) = (u * u + v * v, u * x + v * y);
    if length == 0 || dot <= 0 {
        return x * x + y * y;
    }
    if dot >= length {
        let [x, y] = minus(p, b);
        return x * x + y * y;
    }
    // A cross product of two ways around the globe has 64 bits, and so its square the 128 there are.
    let square = (u * y - v * x).unsigned_abs().pow(2) / length.unsigned_abs();
    i128::try_from(square).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: i64, lon: i64) -> Place {
        Place::from_e7(lat, lon).unwrap()
    }

    #[test]
    fn a_long_line_keeps_its_ends_and_the_corners_that_matter() {
        // Straight but for one sharp corner and a little trembling.
        let line: Vec<Place> = (0..5000_i64)
            .map(|n| at(if n <= 2500 { n * 1000 } else { (5000 - n) * 1000 } + n % 2, n * 1000))
            .collect();
        let thin = thinned(&line);
        assert_eq!(thin.len(), MOST_POINTS);
        assert_eq!((thin.first(), thin.last()), (line.first(), line.last()));
        assert!(thin.contains(&line[2500]), "the corner");
        assert!(thin.is_sorted_by_key(|place| place.lon_e7()));
        assert_eq!(thinned(&line[..200]), &line[..200]);
    }
}
