//! A part of a line.

use crate::import::between_mm;

/// What lies on a line between two offsets, where the whole of it counts as so long.
pub(super) fn between(points: &[[i32; 2]], whole: u32, from: u32, to: u32) -> Vec<[i32; 2]> {
    let lengths: Vec<u64> = points.windows(2).map(|ends| between_mm(ends[0], ends[1])).collect();
    let drawn: u64 = lengths.iter().sum();
    // On the drawn line, where it is shorter or longer than what the road counts as.
    let on_line = |at: u32| u64::from(at) * drawn / u64::from(whole.max(1));
    let (from, to) = (on_line(from), on_line(to));
    let (mut line, mut start) = (Vec::new(), 0);
    for (ends, &length) in points.windows(2).zip(&lengths) {
        let end = start + length;
        if end >= from && start <= to {
            line.push(at(ends, from.saturating_sub(start), length));
            line.push(at(ends, to.min(end) - start, length));
        }
        start = end;
    }
    line.dedup();
    line
}

/// The point so far along a piece.
fn at(ends: &[[i32; 2]], along: u64, length: u64) -> [i32; 2] {
    let along = i64::try_from(along.min(length)).unwrap_or(i64::MAX);
    let length = i64::try_from(length.max(1)).unwrap_or(i64::MAX);
    std::array::from_fn(|axis| {
        let (a, b) = (i64::from(ends[0][axis]), i64::from(ends[1][axis]));
        i32::try_from(a + (b - a) * along / length).unwrap_or(ends[0][axis])
    })
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn a_part_of_a_line_begins_and_ends_where_it_is_asked_for() {
        // Three pieces of 1,000 along the equator, 11,120 mm each, taken as 30 m in all.
        let line = [[0, 0], [0, 1000], [0, 2000], [0, 3000]];
        assert_eq!(between(&line, 30_000, 0, 30_000), line);
        assert_eq!(between(&line, 30_000, 5_000, 25_000), [[0, 500], [0, 1000], [0, 2000], [0, 2500]]);
        assert_eq!(between(&line, 30_000, 12_000, 18_000), [[0, 1200], [0, 1800]]);
        assert_eq!(between(&line, 30_000, 15_000, 15_000), [[0, 1500]]);
    }
}
