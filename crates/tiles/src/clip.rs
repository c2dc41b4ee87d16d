//! What of a line or a ring lies between two bounds of one axis. Cutting by one axis and then by the other leaves what
//! lies in a box.

use std::ops::RangeInclusive;

use crate::globe::Point;

/// Bounds of one axis.
pub(crate) struct Bounds {
    pub axis: usize,
    pub within: RangeInclusive<i32>,
}

impl Bounds {
    pub(crate) fn has(&self, point: &Point) -> bool {
        self.within.contains(&point[self.axis])
    }

    /// Where a segment meets a bound.
    fn meeting(&self, a: Point, b: Point, bound: i32) -> Point {
        let (axis, other) = (self.axis, 1 - self.axis);
        let span = |i: usize| i64::from(b[i]) - i64::from(a[i]);
        let into = i64::from(bound) - i64::from(a[axis]);
        let moved = span(other) * into / span(axis);
        let mut point = a;
        point[axis] = bound;
        point[other] = i32::try_from(i64::from(a[other]) + moved).unwrap_or(a[other]);
        point
    }

    /// The parts of a line between the bounds.
    pub(crate) fn line(&self, line: &[Point]) -> Vec<Vec<Point>> {
        if line.iter().all(|point| self.has(point)) {
            return vec![line.to_vec()];
        }
        let (mut parts, mut part) = (Vec::new(), Vec::new());
        for segment in line.windows(2) {
            let (a, b) = (segment[0], segment[1]);
            let Some((start, end)) = self.segment(a, b) else { continue };
            if part.last() != Some(&start) {
                parts.push(std::mem::replace(&mut part, vec![start]));
            }
            part.push(end);
        }
        parts.push(part);
        parts.retain(|part| part.len() > 1);
        parts
    }

    fn segment(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        let (low, high) = (*self.within.start(), *self.within.end());
        let (from, to) = (a[self.axis], b[self.axis]);
        if from.max(to) < low || from.min(to) > high {
            return None;
        }
        let inside = |point: Point, at: i32| match at {
            at if at < low => self.meeting(a, b, low),
            at if at > high => self.meeting(a, b, high),
            _ => point,
        };
        Some((inside(a, from), inside(b, to)))
    }

    /// What of the area of a ring lies between the bounds, as one ring (Sutherland and Hodgman's way: parts of it may
    /// hang together along a bound, where nobody sees it). Nothing is an empty ring.
    pub(crate) fn ring(&self, ring: &[Point]) -> Vec<Point> {
        if ring.iter().all(|point| self.has(point)) {
            return ring.to_vec();
        }
        let (low, high) = (*self.within.start(), *self.within.end());
        let above = self.half(ring, low, |at| at >= low);
        self.half(&above, high, |at| at <= high)
    }

    fn half(&self, ring: &[Point], bound: i32, is_in: impl Fn(i32) -> bool) -> Vec<Point> {
        let mut kept = Vec::with_capacity(ring.len());
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        for (&a, &b) in before.zip(ring) {
            let (from, to) = (is_in(a[self.axis]), is_in(b[self.axis]));
            if from != to {
                kept.push(self.meeting(a, b, bound));
            }
            if to {
                kept.push(b);
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACROSS: Bounds = Bounds { axis: 0, within: 0..=100 };

    #[test]
    fn a_line_is_cut_where_it_leaves_and_comes_back() {
        let line = [[-50, 0], [50, 100], [150, 0], [150, 20], [50, 20], [60, 60]];
        assert_eq!(
            ACROSS.line(&line),
            [vec![[0, 50], [50, 100], [100, 50]], vec![[100, 20], [50, 20], [60, 60]]]
        );
        assert!(ACROSS.line(&[[-9, 0], [-1, 5]]).is_empty());
        assert_eq!(ACROSS.line(&[[-100, 0], [200, 30]]), [vec![[0, 10], [100, 20]]], "right through");
    }

    #[test]
    fn an_area_is_cut_and_one_around_everything_fills_it() {
        let ring = [[50, 0], [150, 0], [150, 40], [50, 40]];
        assert_eq!(ACROSS.ring(&ring), [[50, 0], [100, 0], [100, 40], [50, 40]]);
        let around = [[-500, -7], [500, -7], [500, 7], [-500, 7]];
        let mut filled = ACROSS.ring(&around);
        filled.sort_unstable();
        assert_eq!(filled, [[0, -7], [0, 7], [100, -7], [100, 7]]);
        assert!(ACROSS.ring(&[[200, 0], [300, 0], [300, 9]]).is_empty());
        assert!(ACROSS.ring(&[]).is_empty());
    }

    #[test]
    fn the_largest_numbers_there_are_are_cut() {
        let far = (1 << 30) - 1;
        assert_eq!(ACROSS.line(&[[0, 0], [far, far]]), [vec![[0, 0], [100, 100]]]);
    }
}
