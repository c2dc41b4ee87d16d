//! The way as a line, and where along it a vehicle is.
//!
//! A way may cross itself and lead back over the same road, so the nearest place on it is not always where a vehicle is.
//! Each place of the line that is nearer than those beside it has a price: how far off it lies, and an eighth of how far it
//! lies along the way from where the vehicle is expected. The cheapest is taken, over the whole line. Near the line order in time decides; a vehicle that is
//! heard again far ahead, or took a short cut, is found all the same, because being off costs more than being elsewhere.

use model::Place;
use roads::{
    distance_mm,
    matching::{Foot, Plane},
};

/// Pieces of the line whose surroundings are looked at together.
const CHUNK: usize = 16;
/// Longer pieces are cut, in millimetres: straight is straight in degrees, and the plane is for short lengths.
const LONGEST_PIECE: u64 = 1_000_000;
/// The most points of a line, cut.
pub(crate) const MOST_POINTS: usize = 200_000;
/// How much nearer a place has to be for each millimetre along the way that it is not expected, as a divisor. Ours: an
/// out-and-back road is told apart by 160 m when positions scatter by 20 m.
const ALONG: u64 = 8;
/// A foot at the end of its piece.
const WHOLE: u64 = 1 << 20;
/// Farther nothing is measured, in 1e-7 degree: about 500 km north.
const FAR: i64 = 45_000_000;

/// To so many points at most a place that lies farther is measured. Ours: it takes some microseconds.
const MEASURED_TO: usize = 64;

/// Nor by the plane, in millimetres.
pub(crate) const MEASURED: u64 = 1_000_000_000;

/// Where on the way something is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Spot {
    /// How far along, in millimetres.
    pub along: u64,
    /// How far off, in millimetres; `u64::MAX` if too far to be measured.
    pub off: u64,
}

/// The line.
#[derive(Debug)]
pub(crate) struct Way {
    points: Vec<[i32; 2]>,
    /// By point: how far along.
    along: Vec<u64>,
    /// By chunk: south, west, north, east.
    bounds: Vec<[i32; 4]>,
    /// By stretches of even length: the last piece that begins before or where it does. Looking a place up by halves would
    /// touch a dozen places of memory that nobody touched for long.
    stretches: Vec<u32>,
    /// How long a stretch is.
    stretch: u64,
}

impl Way {
    /// `None` if it has fewer than two points or too many, or crosses the meridian of 180 degrees.
    pub(crate) fn new(line: &[Place]) -> Option<Self> {
        let first = *line.first()?;
        let (mut points, mut along) = (vec![[first.lat_e7(), first.lon_e7()]], vec![0]);
        for ends in line.windows(2) {
            let &[from, to] = ends else { continue };
            if i64::from(from.lon_e7()).abs_diff(to.lon_e7().into()) > 1_800_000_000 {
                return None;
            }
            let cuts = i64::try_from(distance_mm(from, to) / LONGEST_PIECE).ok()? + 1;
            if points.len() + usize::try_from(cuts).ok()? > MOST_POINTS {
                return None;
            }
            let mut last = from;
            for cut in 1..=cuts {
                let part = |a: i32, b: i32| i64::from(a) + (i64::from(b) - i64::from(a)) * cut / cuts;
                let next = Place::from_e7(part(from.lat_e7(), to.lat_e7()), part(from.lon_e7(), to.lon_e7()))
                    .ok()?;
                if next == last {
                    continue;
                }
                along.push(along.last()? + distance_mm(last, next));
                points.push([next.lat_e7(), next.lon_e7()]);
                last = next;
            }
        }
        let pieces = points.len().checked_sub(1).filter(|pieces| *pieces > 0)?;
        let chunk = |number: usize| &points[number * CHUNK..=((number + 1) * CHUNK).min(pieces)];
        let bounds = (0..pieces.div_ceil(CHUNK)).map(|number| bounds(chunk(number))).collect();
        let stretch = along.last()? / pieces as u64 + 1;
        let begins = |number: u64| along.partition_point(|at| *at <= number * stretch).saturating_sub(1);
        let stretches =
            (0..=pieces as u64).map(|number| u32::try_from(begins(number)).unwrap_or(0)).collect();
        Some(Way { points, along, bounds, stretches, stretch })
    }

    /// In millimetres.
    pub(crate) fn length(&self) -> u64 {
        self.along.last().copied().unwrap_or_default()
    }

    /// Its points, in 1e-7 degree.
    pub(crate) fn points(&self) -> &[[i32; 2]] {
        &self.points
    }

    /// What all of it lies in between two places along it: south, west, north, east.
    pub(crate) fn bounds(&self, from: u64, to: u64) -> [i32; 4] {
        bounds(&self.points[self.piece(from)..=self.piece(to) + 1])
    }

    /// The last piece that begins so far along or before.
    fn piece(&self, along: u64) -> usize {
        let stretch =
            usize::try_from(along / self.stretch).unwrap_or(usize::MAX).min(self.stretches.len() - 1);
        let mut piece = self.stretches[stretch] as usize;
        while piece + 2 < self.points.len() && self.along[piece + 1] <= along {
            piece += 1;
        }
        piece.min(self.points.len() - 2)
    }

    /// The place so far along.
    pub(crate) fn place(&self, along: u64) -> Place {
        let after = self.piece(along) + 1;
        let ([from, to], [a, b]) =
            ([self.points[after - 1], self.points[after]], [self.along[after - 1], self.along[after]]);
        let (part, whole) = (along.clamp(a, b) - a, (b - a).max(1));
        let between = |axis: usize| {
            let way = i128::from(to[axis]) - i128::from(from[axis]);
            i64::try_from(i128::from(from[axis]) + way * i128::from(part) / i128::from(whole))
                .unwrap_or_default()
        };
        Place::from_e7(between(0), between(1)).unwrap_or(Place::ORIGIN)
    }

    /// The cheapest place for a position, if the vehicle is expected so far along.
    pub(crate) fn spot(&self, plane: &Plane, place: Place, expected: u64) -> Spot {
        let mut search = Search { way: self, plane, place, expected, best: (u64::MAX, 0), off: u64::MAX };
        let piece = self.piece(expected);
        // Where it is expected is almost always the cheapest, and then hardly anything else has to be measured.
        search.piece(piece);
        let start = piece / CHUNK;
        search.chunk(start);
        // Outwards both ways, until being so far along alone costs more.
        for chunk in start + 1..self.bounds.len() {
            let ahead = self.along[chunk * CHUNK].saturating_sub(expected);
            if ahead / ALONG > search.best.0 {
                break;
            }
            search.chunk(chunk);
        }
        for chunk in (0..start).rev() {
            let behind = expected.saturating_sub(self.along[(chunk + 1) * CHUNK]);
            if behind / ALONG > search.best.0 {
                break;
            }
            search.chunk(chunk);
        }
        Spot { along: search.best.1, off: search.off }
    }
}

impl Way {
    /// How far a place that lies far off is from the line, in millimetres: as far as from the nearest of some of its points, which of a
    /// way of 500 km is true to four.
    pub(crate) fn far(&self, place: Place) -> u64 {
        let every = self.points.len().div_ceil(MEASURED_TO);
        let some = self.points.iter().step_by(every).filter_map(|[lat, lon]| {
            let point = Place::from_e7((*lat).into(), (*lon).into()).ok()?;
            Some(distance_mm(point, place))
        });
        some.min().unwrap_or_default()
    }

    /// Where the line comes nearest to the middle of the plane, from a place along it on: how far along, and how far off.
    pub(crate) fn nearest(&self, plane: &Plane, from_mm: u64) -> Option<(u64, u64)> {
        let measured = |point| plane.of(point).into_iter().all(|axis| axis.unsigned_abs() < MEASURED);
        let mut best: Option<(u64, u64)> = None;
        for piece in 0..self.points.len() - 1 {
            let (from, to) = (self.along[piece], self.along[piece + 1]);
            let [a, b] = [self.points[piece], self.points[piece + 1]];
            if to < from_mm || !measured(a) || !measured(b) {
                continue;
            }
            let foot = plane.foot(a, b);
            let (along, off) = (from + (((to - from) * foot.along) >> 20), foot.apart.isqrt());
            if along >= from_mm && best.is_none_or(|(_, least)| off < least) {
                best = Some((along, off));
            }
        }
        best
    }
}

struct Search<'a> {
    way: &'a Way,
    plane: &'a Plane,
    place: Place,
    expected: u64,
    /// The price, and how far along. Of equal prices the earlier place.
    best: (u64, u64),
    off: u64,
}

impl Search<'_> {
    fn chunk(&mut self, chunk: usize) {
        if apart(self.plane, self.place, self.way.bounds[chunk]).is_none_or(|least| least > self.best.0) {
            return;
        }
        let (first, pieces) = (chunk * CHUNK, self.way.points.len() - 1);
        let mut from = self.plane.of(self.way.points[first]);
        for piece in first..(first + CHUNK).min(pieces) {
            let to = self.plane.of(self.way.points[piece + 1]);
            if beside(from, to) <= self.best.0 {
                self.piece(piece);
            }
            from = to;
        }
    }

    fn piece(&mut self, piece: usize) {
        let foot = self.foot(piece);
        let nearest = match foot.along {
            // A corner counts with the piece after it.
            0 => piece.checked_sub(1).is_none_or(|before| self.foot(before).along == WHOLE),
            WHOLE => piece + 2 == self.way.points.len(),
            _ => true,
        };
        if nearest {
            self.offer(piece, foot);
        }
    }

    fn foot(&self, piece: usize) -> Foot {
        self.plane.foot(self.way.points[piece], self.way.points[piece + 1])
    }

    fn offer(&mut self, piece: usize, foot: Foot) {
        let (from, to) = (self.way.along[piece], self.way.along[piece + 1]);
        let along = from + (((to - from) * foot.along) >> 20);
        let off = foot.apart.isqrt();
        let price = (off + along.abs_diff(self.expected) / ALONG, along);
        if price < self.best {
            (self.best, self.off) = (price, off);
        }
    }
}

/// South, west, north, east.
pub(crate) fn bounds(points: &[[i32; 2]]) -> [i32; 4] {
    points.iter().fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |[south, west, north, east], &[lat, lon]| {
        [south.min(lat), west.min(lon), north.max(lat), east.max(lon)]
    })
}

/// How far the origin is from a piece, at least, in millimetres: by the axis along which it lies farther beside it.
pub(crate) fn beside(from: [i64; 2], to: [i64; 2]) -> u64 {
    let axis = |axis: usize| from[axis].min(to[axis]).max(-from[axis].max(to[axis])).max(0).unsigned_abs();
    // Less what feet are rounded by.
    axis(0).max(axis(1)).saturating_sub(2)
}

/// How far a place is from what bounds enclose, at least, in millimetres; `None` if it is too far to be measured.
fn apart(plane: &Plane, place: Place, [south, west, north, east]: [i32; 4]) -> Option<u64> {
    let nearest = [place.lat_e7().clamp(south, north), place.lon_e7().clamp(west, east)];
    let far = |a: i32, b: i32| i64::from(a).abs_diff(b.into()) > FAR.unsigned_abs();
    if far(nearest[0], place.lat_e7()) || far(nearest[1], place.lon_e7()) {
        return None;
    }
    let there = plane.of(nearest);
    Some(beside(there, there))
}

#[cfg(test)]
#[path = "way_tests.rs"]
mod tests;
