//! Where roads enter districts.

use rayon::prelude::*;
use rstar::AABB;

use super::{Districts, Edge, side};
use crate::{
    chart::Columns,
    import::{Phase, Told, between_mm},
};

/// Stretches between two reports of how far it is.
const AT_ONCE: usize = 1 << 16;

/// A point of a line at which the district may change: how far along its segment, as a fraction.
type Share = (i128, i128);

impl Districts {
    /// Says of every junction in which district it lies, and of every stretch where it enters another.
    pub(crate) fn assign(&self, columns: &mut Columns, told: &dyn Told) {
        columns.districts = self.names.iter().map(|name| columns.texts.number(name)).collect();
        columns.district_of = columns.places.par_iter().map(|&place| self.at(place)).collect();
        columns.first_boundary.push(0);
        let stretches: Vec<usize> = (0..columns.from.len()).collect();
        for some in stretches.chunks(AT_ONCE) {
            let lines = some.par_iter().map(|&stretch| {
                let start = columns.district_of[columns.from[stretch] as usize];
                self.entered(start, &line(columns, stretch), columns.lengths_mm[stretch])
            });
            for boundaries in lines.collect::<Vec<_>>() {
                for (at_mm, into) in boundaries {
                    columns.boundary_at_mm.push(at_mm);
                    columns.boundary_into.push(into);
                }
                columns.first_boundary.push(u32::try_from(columns.boundary_into.len()).unwrap_or(u32::MAX));
            }
            told.reached(Phase::Districts, some.last().map_or(0, |last| last + 1), stretches.len());
        }
    }

    /// The districts a line enters, and after how many millimetres of its `length_mm`.
    fn entered(&self, start: u32, line: &[[i32; 2]], length_mm: u32) -> Vec<(u32, u32)> {
        let (mut entered, mut district, mut before_mm) = (Vec::new(), start, 0_u64);
        for segment in line.windows(2) {
            let (a, b) = (segment[0], segment[1]);
            let segment_mm = between_mm(a, b);
            let shares = self.meets(a, b);
            // Between two points where boundaries are met lies one district: that of the middle.
            for (i, &share) in shares.iter().enumerate() {
                let next = shares.get(i + 1).copied().unwrap_or((1, 1));
                let here = self.at(middle(a, b, share, next));
                if here != district {
                    let along = i128::from(segment_mm) * share.0 / share.1;
                    let at = u64::try_from(along).unwrap_or_default().saturating_add(before_mm);
                    entered.push((u32::try_from(at).unwrap_or(u32::MAX).min(length_mm), here));
                    district = here;
                }
            }
            before_mm = before_mm.saturating_add(segment_mm);
        }
        entered
    }

    /// Where a segment meets boundaries, in order; with its beginning, if it meets any.
    fn meets(&self, a: [i32; 2], b: [i32; 2]) -> Vec<Share> {
        let near = self.edges.locate_in_envelope_intersecting(&AABB::from_corners(a, b));
        let mut shares: Vec<Share> = near.filter_map(|edge| meeting(a, b, edge)).collect();
        if shares.is_empty() {
            return shares;
        }
        shares.push((0, 1));
        shares.sort_by(|x, y| (x.0 * y.1).cmp(&(y.0 * x.1)));
        shares.dedup_by(|x, y| x.0 * y.1 == y.0 * x.1);
        shares
    }
}

/// Where the segment from `a` to `b` meets an edge, if it does and they are not parallel.
fn meeting(a: [i32; 2], b: [i32; 2], edge: &Edge) -> Option<Share> {
    let (from, to) = (side(edge.a, edge.b, a), side(edge.a, edge.b, b));
    let (one, other) = (side(a, b, edge.a), side(a, b, edge.b));
    let is_apart =
        (from > 0 && to > 0) || (from < 0 && to < 0) || (one > 0 && other > 0) || (one < 0 && other < 0);
    if from == to || is_apart {
        return None;
    }
    // Both signs turned, so that the divisor is above 0.
    let (part, whole) = (from, from - to);
    Some(if whole < 0 { (-part, -whole) } else { (part, whole) })
}

/// The point half way between two shares of a segment.
fn middle(a: [i32; 2], b: [i32; 2], from: Share, to: Share) -> [i32; 2] {
    let coordinate = |i: usize| {
        let (start, step) = (i128::from(a[i]), i128::from(b[i]) - i128::from(a[i]));
        let at = |share: Share| step * share.0 / share.1;
        i32::try_from(start + (at(from) + at(to)) / 2).unwrap_or(a[i])
    };
    [coordinate(0), coordinate(1)]
}

fn line(columns: &Columns, stretch: usize) -> Vec<[i32; 2]> {
    let range = columns.first_point[stretch] as usize..columns.first_point[stretch + 1] as usize;
    let end = |junction: u32| columns.places[junction as usize];
    let between = columns.points[range].iter().copied();
    std::iter::once(end(columns.from[stretch])).chain(between).chain([end(columns.to[stretch])]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STRIPES: &str = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "a"}, "geometry": {"type": "Polygon", "coordinates": [
            [[0, 0], [0.01, 0], [0.01, 0.1], [0, 0.1], [0, 0]]]}},
        {"type": "Feature", "properties": {"name": "b"}, "geometry": {"type": "Polygon", "coordinates": [
            [[0.01, 0], [0.03, 0], [0.03, 0.1], [0.01, 0.1], [0.01, 0]]]}}]}"#;

    #[test]
    fn a_line_enters_each_district_where_it_crosses_the_boundary() {
        let districts = Districts::read(STRIPES.as_bytes(), "name").unwrap();
        // From 0.005 to 0.035 east at one latitude: boundaries after a sixth and after five sixths.
        let line = [[500_000, 50_000], [500_000, 350_000]];
        let length = u32::try_from(between_mm(line[0], line[1])).unwrap();
        let entered = districts.entered(0, &line, length);
        let expected =
            [(length / 6, 1), (u32::try_from(u64::from(length) * 5 / 6).unwrap(), crate::chart::NO_DISTRICT)];
        assert_eq!(entered.len(), 2);
        for ((at, into), (expected_at, expected_into)) in entered.into_iter().zip(expected) {
            assert!(at.abs_diff(expected_at) <= 1, "{at} {expected_at}");
            assert_eq!(into, expected_into);
        }
    }

    #[test]
    fn a_line_along_a_boundary_or_through_a_corner_breaks_nothing() {
        let districts = Districts::read(STRIPES.as_bytes(), "name").unwrap();
        let along = [[100_000, 100_000], [900_000, 100_000]];
        assert_eq!(districts.entered(districts.at(along[0]), &along, u32::MAX), []);
        let through = [[-100_000, 0], [100_000, 200_000]];
        let last =
            districts.entered(districts.at(through[0]), &through, u32::MAX).last().map(|&(_, into)| into);
        assert_eq!(last, Some(1));
    }

    proptest! {
        /// However a line runs, it ends in the district of its end.
        #[test]
        fn a_line_ends_where_its_end_lies(points in prop::collection::vec([-50_000..1_050_000_i32, -50_000..350_000_i32], 2..8)) {
            let districts = Districts::read(STRIPES.as_bytes(), "name").unwrap();
            let start = districts.at(points[0]);
            let entered = districts.entered(start, &points, u32::MAX);
            let last = entered.last().map_or(start, |&(_, into)| into);
            // Within a few centimetres of a boundary rounding may tell otherwise.
            let end = points[points.len() - 1];
            let is_clear = [0, 100_000, 300_000].iter().all(|lon: &i32| (end[1] - lon).abs() > 4)
                && [0, 1_000_000].iter().all(|lat: &i32| (end[0] - lat).abs() > 4);
            prop_assume!(is_clear);
            prop_assert_eq!(last, districts.at(end));
        }
    }
}
