//! Which points of a line matter at which zoom: Douglas and Peucker's way, once for all zooms. A point is drawn from
//! the zoom on at which leaving it out would move the line by more than half a pixel.

use crate::{
    globe::{DEPTH, Point},
    zooms::{HIGHEST, LOWEST},
};

/// Points looked at together; more would take the square of their number.
const AT_ONCE: usize = 4_096;
/// Half of one of the 512 pixels across a tile, as a power of two of it.
const HALF_PIXEL: u8 = 10;

/// By point of a line, from which zoom on it is drawn. The ends always are.
pub(crate) fn levels(line: &[Point]) -> Vec<u8> {
    let mut levels = vec![HIGHEST; line.len()];
    let last = line.len().saturating_sub(1);
    let mut start = 0;
    while start < last {
        let end = (start + AT_ONCE).min(last);
        (levels[start], levels[end]) = (LOWEST, LOWEST);
        between(line, start, end, &mut levels);
        start = end;
    }
    if let Some(level) = levels.first_mut() {
        *level = LOWEST;
    }
    levels
}

fn between(line: &[Point], start: usize, end: usize, levels: &mut [u8]) {
    let mut open = vec![(start, end, LOWEST)];
    while let Some((start, end, above)) = open.pop() {
        let farthest = (start + 1..end)
            .map(|at| (distance_squared(line[at], line[start], line[end]), at))
            .max_by(|(one, at), (other, beside)| one.total_cmp(other).then(beside.cmp(at)));
        let Some((distance_squared, at)) = farthest else { continue };
        let level = level(distance_squared).max(above);
        levels[at] = level;
        open.extend([(start, at, level), (at, end, level)]);
    }
}

/// The lowest zoom at which a point so far from the line without it is drawn.
fn level(distance_squared: f64) -> u8 {
    let tolerance = |zoom: u8| f64::from(1_u32 << (DEPTH - HALF_PIXEL - zoom));
    (LOWEST..HIGHEST).find(|&zoom| distance_squared > tolerance(zoom) * tolerance(zoom)).unwrap_or(HIGHEST)
}

/// From a point to the segment between two others. Plain arithmetic, which is the same on every machine.
fn distance_squared(point: Point, a: Point, b: Point) -> f64 {
    let minus = |to: Point, from: Point| {
        [f64::from(to[0]) - f64::from(from[0]), f64::from(to[1]) - f64::from(from[1])]
    };
    let (along, to) = (minus(b, a), minus(point, a));
    let length_squared = along[0] * along[0] + along[1] * along[1];
    let share = if length_squared > 0.0 {
        ((to[0] * along[0] + to[1] * along[1]) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let off = [to[0] - share * along[0], to[1] - share * along[1]];
    off[0] * off[0] + off[1] * off[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_drawn_as_soon_as_it_moves_the_line_by_half_a_pixel() {
        // At zoom 10 a pixel is 2^(30 - 10 - 9) units.
        let pixel = 1 << 11;
        for (off, from) in [(pixel / 2, 11), (pixel / 2 + 1, 10), (pixel, 10), (pixel + 1, 9)] {
            assert_eq!(levels(&[[0, 0], [100_000, off], [200_000, 0]]), [LOWEST, from, LOWEST], "{off}");
        }
        assert_eq!(levels(&[[0, 0], [100_000, 0], [200_000, 0]]), [LOWEST, HIGHEST, LOWEST], "on the line");
    }

    #[test]
    fn no_line_is_too_short_or_too_long() {
        assert_eq!(levels(&[]), [0_u8; 0]);
        assert_eq!(levels(&[[1, 1]]), [LOWEST]);
        let long: Vec<Point> = (0..20_000).map(|x| [x * 1_000, (x % 2) * 900_000]).collect();
        assert!(levels(&long).iter().all(|&level| level < HIGHEST));
    }
}
