//! Which pieces of which stretches lie near a place: a grid of cells, each with the pieces that pass through it. Flat
//! arrays, for cells that have any; rows by their number, columns by bisection.

use std::ops::RangeInclusive;

use crate::{chart::Chart, graph::id, import::between_mm};

/// The side of a cell, as a power of two of 1e-7 degree: 91 m north to south. About as much as one looks around a report.
const SIDE: u32 = 13;

/// A piece of a stretch between two points of its line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Piece {
    pub stretch: u32,
    /// The number of its first point in the stretch's line.
    pub point: u32,
    /// How far along the stretch it begins, in millimetres.
    pub at: u32,
    /// How long it is, in millimetres.
    pub length: u32,
}

#[derive(Debug)]
pub(super) struct Index {
    first_row: i32,
    /// By row, and one more: its first cell.
    rows: Vec<u32>,
    /// By cell: its column.
    columns: Vec<i32>,
    /// By cell, and one more: its first piece.
    first: Vec<u32>,
    pieces: Vec<Piece>,
}

impl Index {
    pub(super) fn of(chart: &Chart) -> Self {
        let mut placed: Vec<(i32, i32, Piece)> = Vec::new();
        for stretch in 0..chart.from().len() {
            let line: Vec<[i32; 2]> = chart.line(stretch).collect();
            for (piece, ends) in pieces(chart, stretch, &line).into_iter().zip(line.windows(2)) {
                cells(ends[0], ends[1], |row, column| placed.push((row, column, piece)));
            }
        }
        placed.sort_unstable();
        let first_row = placed.first().map_or(0, |&(row, ..)| row);
        let mut index = Index {
            first_row,
            rows: vec![0],
            columns: Vec::new(),
            first: Vec::new(),
            pieces: Vec::with_capacity(placed.len()),
        };
        for cell in placed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (row, column, _) = cell[0];
            let before = usize::try_from(row - first_row).unwrap_or_default();
            index.rows.resize(before + 1, id(index.columns.len()));
            index.columns.push(column);
            index.first.push(id(index.pieces.len()));
            index.pieces.extend(cell.iter().map(|&(.., piece)| piece));
        }
        index.rows.push(id(index.columns.len()));
        index.first.push(id(index.pieces.len()));
        index
    }

    /// The pieces in all cells that a box touches; those in several of them come several times.
    pub(super) fn in_box(&self, lat: [i64; 2], lon: [i64; 2], mut each: impl FnMut(Piece)) {
        let [first, last] = lat.map(cell);
        let columns = lon.map(cell);
        for row in first..=last {
            let Some(row) = row.checked_sub(self.first_row).and_then(|row| usize::try_from(row).ok()) else {
                continue;
            };
            let Some(&[start, end]) = self.rows.get(row..).and_then(|rest| rest.first_chunk::<2>()) else {
                return;
            };
            let row = &self.columns[start as usize..end as usize];
            let before = row.partition_point(|&column| column < columns[0]);
            let within = row[before..].iter().take_while(|&&column| column <= columns[1]).count();
            let [from, to] = [before, before + within].map(|at| self.first[start as usize + at] as usize);
            self.pieces[from..to].iter().for_each(|&piece| each(piece));
        }
    }
}

fn cell(e7: i64) -> i32 {
    i32::try_from(e7.clamp(i32::MIN.into(), i32::MAX.into()) >> SIDE).unwrap_or_default()
}

/// The pieces of a stretch. A drawn stretch is longer than its line; its pieces share that.
fn pieces(chart: &Chart, stretch: usize, line: &[[i32; 2]]) -> Vec<Piece> {
    let whole = u64::from(chart.lengths().get(stretch).copied().unwrap_or_default());
    let mut reached = 0;
    let ends: Vec<u64> = line
        .windows(2)
        .map(|ends| {
            reached += between_mm(ends[0], ends[1]);
            reached
        })
        .collect();
    let scaled = |at: u64| u32::try_from(at * whole / reached.max(1)).unwrap_or(u32::MAX);
    let mut start = 0;
    (0_u32..)
        .zip(ends)
        .map(|(point, end)| {
            let end = scaled(end);
            let piece = Piece { stretch: id(stretch), point, at: start, length: end.saturating_sub(start) };
            start = end;
            piece
        })
        .collect()
}

/// The cells that a straight line passes through: row by row, what of it lies in the row. Rounded to the safe side, so
/// one more now and then.
fn cells(a: [i32; 2], b: [i32; 2], mut each: impl FnMut(i32, i32)) {
    let ([south, west], [north, east]) = if a[0] <= b[0] { (a, b) } else { (b, a) };
    let [south, north, west, east] = [south, north, west, east].map(i64::from);
    let lon = |lat: i64| {
        let lat = lat.clamp(south, north);
        west + (east - west) * (lat - south) / (north - south).max(1)
    };
    for row in cell(south)..=cell(north) {
        let bottom = i64::from(row) << SIDE;
        let crossed = if south == north { [west, east] } else { [lon(bottom), lon(bottom + (1 << SIDE))] };
        let (least, most) = (crossed[0].min(crossed[1]) - 1, crossed[0].max(crossed[1]) + 1);
        let columns: RangeInclusive<i32> = cell(least)..=cell(most);
        columns.for_each(|column| each(row, column));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_of_a_line_lies_in_a_cell_that_it_is_said_to_pass_through() {
        let mut seed = 7_u64;
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i32::try_from(seed >> 44).unwrap() - (1 << 19)
        };
        for _ in 0..200 {
            let (a, b) = ([random(), random()], [random(), random()]);
            let mut passed = Vec::new();
            cells(a, b, |row, column| passed.push((row, column)));
            for part in 0..=1000 {
                let at = |axis: usize| {
                    i64::from(a[axis]) + (i64::from(b[axis]) - i64::from(a[axis])) * part / 1000
                };
                assert!(passed.contains(&(cell(at(0)), cell(at(1)))), "{a:?} {b:?} {part}");
            }
            let most =
                4 + (cell((a[0] - b[0]).unsigned_abs().into()) + cell((a[1] - b[1]).unsigned_abs().into()));
            assert!(passed.len() <= 2 * usize::try_from(most).unwrap(), "no more than it needs");
        }
    }
}
