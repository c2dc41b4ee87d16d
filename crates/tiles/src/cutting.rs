//! Zoom by zoom, what lies in which tile: each shape is cut into columns, and each column into rows. A tile takes a bit
//! more than its own, so that a line at its edge is as wide as elsewhere.

use std::ops::RangeInclusive;

use rayon::prelude::*;
use roads::chart::TileKey;

use crate::{
    NotATile,
    clip::Bounds,
    encoding,
    globe::{DEPTH, Point},
    shapes::{Form, Shape, Shapes},
    zooms::HIGHEST,
};

/// A tile's side in its own units, as a power of two, and how many of them it takes beyond: as wide as eight pixels.
pub(crate) const UNITS: u8 = 12;
const BEYOND: i32 = 64;
/// The smallest area drawn from afar, in square units: four pixels.
const SMALLEST: i64 = 256;
/// What lies below one tile of this zoom, from north to south, is cut together: so much is in memory at once.
const TOGETHER: u8 = 8;
/// Points times columns, of all shapes of a zoom.
pub(crate) const MOST_WORK: u64 = 1 << 33;

/// What lies of a shape in a tile, in the tile's units.
pub(crate) struct Piece {
    pub tile: TileKey,
    pub shape: usize,
    pub parts: Vec<Vec<Point>>,
}

/// How much there is to do at a zoom.
pub(crate) fn work(shapes: &Shapes, zoom: u8) -> u64 {
    let of = |shape: &Shape| {
        let ([columns, rows], points) = (tiles_across(shape, zoom), shapes.count(shape) as u64);
        columns.saturating_mul(rows.saturating_add(points))
    };
    shapes.all.iter().filter(|shape| shape.is_drawn(zoom)).map(of).fold(0, u64::saturating_add)
}

fn tiles_across(shape: &Shape, zoom: u8) -> [u64; 2] {
    let [low, high] = shape.corners;
    [0, 1].map(|axis| u64::from((high[axis] >> (DEPTH - zoom)).abs_diff(low[axis] >> (DEPTH - zoom))) + 1)
}

/// The tiles of a zoom, ascending.
pub(crate) fn cut(shapes: &Shapes, zoom: u8) -> Result<Vec<(TileKey, Vec<u8>)>, NotATile> {
    let Some([low, high]) = shapes.corners() else { return Ok(Vec::new()) };
    let shift = DEPTH - zoom.min(TOGETHER);
    let mut tiles = Vec::new();
    // One more on either side: what lies at an edge shows beyond it.
    for band in (low[0] >> shift) - 1..=(high[0] >> shift) + 1 {
        let columns = (band << (zoom - zoom.min(TOGETHER)))..=((band + 1) << (zoom - zoom.min(TOGETHER))) - 1;
        let drawn = shapes.all.par_iter().enumerate().filter(|(_, shape)| shape.is_drawn(zoom));
        let mut pieces: Vec<Piece> =
            drawn.flat_map_iter(|(number, shape)| pieces(shapes, (number, shape), zoom, &columns)).collect();
        let order = |piece: &Piece| {
            let shape = &shapes.all[piece.shape];
            (piece.tile, shape.layer, shape.tags, piece.shape)
        };
        pieces.par_sort_by_key(order);
        let tile = |pieces: &[Piece]| encoding::tile(shapes, pieces).map(|bytes| (pieces[0].tile, bytes));
        let made: Result<Vec<_>, _> =
            pieces.par_chunk_by(|one, next| one.tile == next.tile).map(tile).collect();
        tiles.extend(made?);
    }
    Ok(tiles)
}

/// What lies of a shape in which tile of some columns.
fn pieces(
    shapes: &Shapes,
    (number, shape): (usize, &Shape),
    zoom: u8,
    columns: &RangeInclusive<i32>,
) -> Vec<Piece> {
    let cell = Cell { zoom, beyond: if shape.form == Form::Point { 0 } else { BEYOND } };
    let [low, high] = shape.corners;
    let mut pieces = Vec::new();
    let touched = cell.touched(low[0], high[0]);
    let touched = *touched.start().max(columns.start())..=*touched.end().min(columns.end());
    if touched.is_empty() {
        return pieces;
    }
    let drawn = shapes.drawn(shape, zoom);
    for column in touched {
        let strip = within(&drawn, shape.form, &cell.bounds(0, column));
        let down = || strip.iter().flatten().map(|point| point[1]);
        let (Some(north), Some(south)) = (down().min(), down().max()) else { continue };
        for row in cell.touched(north, south) {
            let parts = within(&strip, shape.form, &cell.bounds(1, row));
            let parts = finished(parts, shape.form, |point| cell.units(point, [column, row]), zoom);
            let place = [column, row].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            let tile = TileKey::new(zoom, place[0], place[1]).filter(|_| !parts.is_empty());
            pieces.extend(tile.map(|tile| Piece { tile, shape: number, parts }));
        }
    }
    pieces
}

/// How a zoom divides the plane.
struct Cell {
    zoom: u8,
    beyond: i32,
}

impl Cell {
    /// A unit of its tiles, as a power of two of the plane's.
    fn unit(&self) -> u8 {
        DEPTH - UNITS - self.zoom
    }

    /// The columns, or rows, that have something of what lies between two bounds.
    fn touched(&self, low: i32, high: i32) -> RangeInclusive<i32> {
        let (beyond, last) = (self.beyond << self.unit(), (1 << self.zoom) - 1);
        let at = |place: i32| (place >> (DEPTH - self.zoom)).clamp(0, last);
        at(low - beyond)..=at(high.saturating_add(beyond))
    }

    fn bounds(&self, axis: usize, at: i32) -> Bounds {
        let (start, beyond) = (at << (DEPTH - self.zoom), self.beyond << self.unit());
        let end = start + ((1 << (DEPTH - self.zoom)) - 1);
        Bounds { axis, within: start - beyond..=end.saturating_add(beyond) }
    }

    /// A point in the units of a tile.
    fn units(&self, point: Point, tile: [i32; 2]) -> Point {
        let half = 1 << self.unit() >> 1;
        let in_tile = |axis: usize| (point[axis] - (tile[axis] << (DEPTH - self.zoom)) + half) >> self.unit();
        [in_tile(0), in_tile(1)]
    }
}

fn within(parts: &[Vec<Point>], form: Form, bounds: &Bounds) -> Vec<Vec<Point>> {
    match form {
        Form::Point => {
            parts.iter().filter(|part| part.iter().all(|point| bounds.has(point))).cloned().collect()
        }
        Form::Line => parts.iter().flat_map(|line| bounds.line(line)).collect(),
        Form::Area => parts.iter().map(|ring| bounds.ring(ring)).collect(),
    }
}

/// Parts in the units of a tile, without what is too small to be seen.
fn finished(parts: Vec<Vec<Point>>, form: Form, units: impl Fn(Point) -> Point, zoom: u8) -> Vec<Vec<Point>> {
    let rounded = parts.into_iter().map(|part| {
        let mut part: Vec<Point> = part.into_iter().map(&units).collect();
        part.dedup();
        part
    });
    match form {
        Form::Point => rounded.filter(|part| !part.is_empty()).collect(),
        Form::Line => rounded.filter(|part| part.len() > 1).collect(),
        Form::Area => {
            let smallest = if zoom < HIGHEST { SMALLEST } else { 1 };
            let mut rings = rounded.map(|mut ring| {
                while ring.len() > 1 && ring.first() == ring.last() {
                    ring.pop();
                }
                let twice = twice_the_area(&ring);
                (twice.abs() >= 2 * smallest).then_some((ring, twice))
            });
            // Without its outline a hole is nothing.
            let Some(Some(outline)) = rings.next() else { return Vec::new() };
            // By the specification of tiles an outline goes clockwise as it is seen, and a hole the other way round.
            let turned = |(mut ring, twice): (Vec<Point>, i64), clockwise: bool| {
                if (twice > 0) != clockwise {
                    ring.reverse();
                }
                ring
            };
            let holes: Vec<_> = rings.flatten().map(|hole| turned(hole, false)).collect();
            std::iter::once(turned(outline, true)).chain(holes).collect()
        }
    }
}

/// Above 0 if the ring goes clockwise, as rows count from the north.
fn twice_the_area(ring: &[Point]) -> i64 {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    ends.map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])).sum()
}
