//! A large graph from a small one: copies side by side, each the mirror image of its neighbours, so that roads
//! near an edge meet their own image behind it and are joined to it. Larger maps than this machine has extracts
//! of, made of real roads.

use model::Place;

use super::Map;

/// Along each edge roads are joined in so many places.
const JOINS: usize = 256;

/// Where a map lies, in 1e-7 degree.
struct Frame {
    low: [i64; 2],
    size: [i64; 2],
}

impl Frame {
    fn of(map: &Map) -> Frame {
        let along = |axis: usize| map.places.iter().map(move |place| at(place)[axis]);
        let low = [0, 1].map(|axis| along(axis).min().unwrap_or_default());
        let high = [0, 1].map(|axis| along(axis).max().unwrap_or_default());
        Frame { low, size: [high[0] - low[0], high[1] - low[1]] }
    }

    /// Where a place lies in a copy: every other one is mirrored.
    fn copied(&self, place: &Place, tile: [i64; 2]) -> anyhow::Result<Place> {
        let within = [0, 1].map(|axis| {
            let from_low = at(place)[axis] - self.low[axis];
            let mirrored = if tile[axis] % 2 == 0 { from_low } else { self.size[axis] - from_low };
            self.low[axis] + tile[axis] * self.size[axis] + mirrored
        });
        Ok(Place::from_e7(within[0], within[1])?)
    }

    /// The nodes nearest to one edge, one for each piece of it, and how far they are from it.
    fn along_edge(&self, map: &Map, axis: usize, high: bool) -> Vec<(u32, i64)> {
        let mut nearest = vec![None; JOINS];
        for (node, place) in (0..).zip(&map.places) {
            let from_low = [0, 1].map(|axis| at(place)[axis] - self.low[axis]);
            let away = if high { self.size[axis] - from_low[axis] } else { from_low[axis] };
            let across = 1 - axis;
            let piece = usize::try_from(from_low[across]).unwrap_or_default() * JOINS
                / usize::try_from(self.size[across] + 1).unwrap_or(1);
            if nearest[piece].is_none_or(|(_, least)| away < least) {
                nearest[piece] = Some((node, away));
            }
        }
        let close = self.size[axis] / 20;
        nearest.into_iter().flatten().filter(|&(_, away)| away < close).collect()
    }
}

fn at(place: &Place) -> [i64; 2] {
    [i64::from(place.lat_e7()), i64::from(place.lon_e7())]
}

/// So many copies each way.
///
/// # Errors
/// When there are too many nodes for their numbers, or the copies leave the globe.
pub fn tiled(map: &Map, copies: u32) -> anyhow::Result<Map> {
    let frame = Frame::of(map);
    let nodes = u32::try_from(map.places.len())?;
    let tails = map.tails();
    let (mut places, mut arcs) = (Vec::new(), Vec::new());
    for (row, column) in (0..copies).flat_map(|row| (0..copies).map(move |column| (row, column))) {
        let first = (row * copies + column) * nodes;
        for place in &map.places {
            places.push(frame.copied(place, [row.into(), column.into()])?);
        }
        let own = tails.iter().zip(&map.head).zip(&map.times);
        arcs.extend(own.map(|((tail, head), &time)| (first + tail, first + head, time)));
        for (axis, at, step) in [(0, row, copies), (1, column, 1)] {
            if at + 1 < copies {
                let behind = first + step * nodes;
                // Of an even copy the high edge faces the next, of a mirrored one the low edge.
                for (node, away) in frame.along_edge(map, axis, at % 2 == 0) {
                    // About a centimetre to the unit, at 36 km/h.
                    let time = u32::try_from(2 * away / 1000 + 1)?;
                    arcs.push((first + node, behind + node, time));
                    arcs.push((behind + node, first + node, time));
                }
            }
        }
    }
    Map::of(places, arcs)
}
