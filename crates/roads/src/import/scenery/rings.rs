//! Areas drawn as several ways: which of them make a ring, and which ring is a hole in which.
//!
//! Roles are not asked: they are often wrong, and the rings themselves say it. A ring within an odd number of others is
//! a hole.

use std::{collections::BTreeMap, hash::Hash};

use super::Line;

/// More work than nesting the rings of any lake: rings times points.
const MOST_WORK: usize = 1 << 28;

/// Closed rings out of ways that meet end to end, without the repeated point; and whether a way is left over.
pub(super) fn closed<N: Copy + Eq + Ord + Hash>(ways: &[Vec<N>]) -> (Vec<Vec<N>>, bool) {
    let mut at: BTreeMap<N, Vec<usize>> = BTreeMap::new();
    for (i, way) in ways.iter().enumerate() {
        for end in [way.first(), way.last()].into_iter().flatten() {
            at.entry(*end).or_default().push(i);
        }
    }
    let mut is_used = vec![false; ways.len()];
    let (mut rings, mut is_left_over) = (Vec::new(), false);
    for first in 0..ways.len() {
        if std::mem::replace(&mut is_used[first], true) {
            continue;
        }
        let mut ring = ways[first].clone();
        while ring.first() != ring.last() {
            let Some(end) = ring.last() else { break };
            let next = at.get_mut(end).and_then(|ways| {
                while let Some(way) = ways.pop() {
                    if !is_used[way] {
                        return Some(way);
                    }
                }
                None
            });
            let Some(next) = next else { break };
            is_used[next] = true;
            let is_forward = ways[next].first() == Some(end);
            if is_forward {
                ring.extend(ways[next].iter().skip(1));
            } else {
                ring.extend(ways[next].iter().rev().skip(1));
            }
        }
        // A ring has three corners and the first once more.
        if ring.len() > 3 && ring.first() == ring.last() {
            ring.pop();
            rings.push(ring);
        } else {
            is_left_over = true;
        }
    }
    (rings, is_left_over)
}

/// Polygons out of rings: each an outer ring and then its holes. `None` if they are too many to say.
pub(super) fn nested(rings: &[Line]) -> Option<Vec<Vec<Line>>> {
    let points: usize = rings.iter().map(Vec::len).sum();
    if rings.len().saturating_mul(points) > MOST_WORK {
        return None;
    }
    let boxes: Vec<[[i32; 2]; 2]> = rings.iter().map(|ring| corners(ring)).collect();
    let around = |inner: usize| -> Vec<usize> {
        let is_around = |&outer: &usize| {
            let ([low, high], [outer_low, outer_high]) = (boxes[inner], boxes[outer]);
            let fits = (0..2).all(|i| outer_low[i] <= low[i] && high[i] <= outer_high[i]);
            outer != inner && fits && lies_in(&rings[inner], &rings[outer])
        };
        (0..rings.len()).filter(is_around).collect()
    };
    let around: Vec<Vec<usize>> = (0..rings.len()).map(around).collect();
    let mut polygons: Vec<(usize, Vec<usize>)> = (0..rings.len())
        .filter(|&ring| around[ring].len().is_multiple_of(2))
        .map(|ring| (ring, Vec::new()))
        .collect();
    for hole in (0..rings.len()).filter(|&ring| around[ring].len() % 2 == 1) {
        // The innermost of those around it has one less around itself.
        let outer = around[hole].iter().find(|&&outer| around[outer].len() + 1 == around[hole].len());
        if let Some((_, holes)) = polygons.iter_mut().find(|(ring, _)| Some(ring) == outer) {
            holes.push(hole);
        }
    }
    let with_holes = |(outer, holes): (usize, Vec<usize>)| {
        std::iter::once(outer).chain(holes).map(|ring| rings[ring].clone()).collect()
    };
    Some(polygons.into_iter().map(with_holes).collect())
}

fn corners(ring: &[[i32; 2]]) -> [[i32; 2]; 2] {
    let least = |i: usize| ring.iter().map(|point| point[i]).min().unwrap_or_default();
    let most = |i: usize| ring.iter().map(|point| point[i]).max().unwrap_or_default();
    [[least(0), least(1)], [most(0), most(1)]]
}

/// Whether a ring lies in another. The two do not cross, so one point says it, if it is none that they share.
fn lies_in(inner: &[[i32; 2]], outer: &[[i32; 2]]) -> bool {
    let own = inner.iter().find(|point| !outer.contains(point));
    own.is_some_and(|&point| surrounds(outer, point))
}

/// Whether a ray from the point to the east crosses the ring an odd number of times.
fn surrounds(ring: &[[i32; 2]], [lat, lon]: [i32; 2]) -> bool {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    let is_crossed = |(a, b): &(&[i32; 2], &[i32; 2])| {
        let (south, north) = if a[0] < b[0] { (a, b) } else { (b, a) };
        if !(south[0]..north[0]).contains(&lat) {
            return false;
        }
        let from = |point: &[i32; 2], i: usize| i64::from(point[i]) - i64::from(south[i]);
        // East of the point at its latitude.
        i128::from(from(north, 1)) * i128::from(i64::from(lat) - i64::from(south[0]))
            > i128::from(i64::from(lon) - i64::from(south[1])) * i128::from(from(north, 0))
    };
    ends.filter(is_crossed).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(at: i32, side: i32) -> Line {
        vec![[at, at], [at, at + side], [at + side, at + side], [at + side, at]]
    }

    #[test]
    fn ways_that_meet_make_rings_however_they_are_turned() {
        let ways = [vec![1, 2, 3], vec![5, 4, 3], vec![5, 1], vec![7, 8, 9, 7]];
        let (rings, is_left_over) = closed(&ways);
        assert_eq!(rings, [vec![1, 2, 3, 4, 5], vec![7, 8, 9]]);
        assert!(!is_left_over);
    }

    #[test]
    fn a_way_that_closes_nothing_is_left_over_and_the_others_are_kept() {
        let (rings, is_left_over) = closed(&[vec![1, 2], vec![2, 3], vec![4, 5, 6, 4], vec![], vec![8, 8]]);
        assert_eq!(rings, [vec![4, 5, 6]]);
        assert!(is_left_over);
    }

    #[test]
    fn an_island_in_a_lake_on_an_island_is_told_by_the_rings_alone() {
        // Water, an island in it, a pond on the island; and other water beside, whose corner touches the first.
        let rings = vec![square(40, 20), square(0, 100), square(20, 60), square(100, 10)];
        let polygons = nested(&rings).unwrap();
        assert_eq!(
            polygons,
            [vec![square(40, 20)], vec![square(0, 100), square(20, 60)], vec![square(100, 10)]]
        );
    }

    #[test]
    fn a_hole_that_touches_its_outline_is_a_hole() {
        let hole = vec![[0, 0], [10, 50], [50, 10]];
        assert_eq!(nested(&[square(0, 100), hole.clone()]).unwrap(), [vec![square(0, 100), hole]]);
    }
}
