//! Roads as they are drawn for the watch: only what runs within a band beside the way, with no more points than it needs, and nothing
//! that is too short to drive along.

use std::collections::BTreeMap;

use model::Place;
use watch::{Line, MOST_BESIDE};

/// How far a drawn line may be from the road, in millimetres. Ours: a third of what no position is more exact than.
const DRAWN_WITHIN: u64 = 5_000;
/// Roads that are shorter, all that meet together, are none to drive along, in millimetres. Ours: a yard, a lay-by.
const SHORTEST: u64 = 200_000;
/// How far apart two places of a road are looked at, in millimetres. Ours: as far as the nearest road is from the way.
const LOOKED_AT: u64 = 40_000;

/// What lies beside a line, so far off at least and at most.
pub(super) struct Band<'a> {
    pub line: &'a Line,
    pub from: u64,
    pub to: u64,
}

/// A part of a road, and where along the way it begins.
pub(super) struct Part {
    along: u64,
    places: Vec<Place>,
    length: u64,
}

impl Band<'_> {
    /// The parts of a road that lie in the band. It was met so far along the line.
    pub fn parts(&self, road: &[Place], met: u64) -> Vec<Part> {
        let (mut parts, mut open, mut began, mut last) = (Vec::new(), Vec::new(), met, met);
        for place in looked_at(road) {
            let (along, off) = self.line.near(place, last);
            if !(self.from..=self.to).contains(&off) {
                parts.extend(part(began, &open));
                open.clear();
                continue;
            }
            if open.is_empty() {
                began = along;
            }
            last = along;
            open.push(place);
        }
        parts.extend(part(began, &open));
        parts
    }
}

/// `None` if it is no line: nobody would be watched by an order that has one.
fn part(along: u64, places: &[Place]) -> Option<Part> {
    let length = Line::new(places)?.length_mm();
    let places = thinned(places);
    Line::new(&places).map(|_| Part { along, places, length })
}

/// The places of a road, and more between those that are far apart.
fn looked_at(road: &[Place]) -> Vec<Place> {
    let mut places: Vec<Place> = road.first().copied().into_iter().collect();
    for ends in road.windows(2) {
        let straight = Line::new(ends);
        let length = straight.as_ref().map_or(0, Line::length_mm);
        let between = (1..length.div_ceil(LOOKED_AT)).map(|number| number * LOOKED_AT);
        places.extend(
            straight.iter().flat_map(|straight| between.clone().map(|along| straight.place_at(along))),
        );
        places.push(ends[1]);
    }
    places
}

/// The places that the line needs, as Douglas and Peucker choose them.
fn thinned(places: &[Place]) -> Vec<Place> {
    let mut kept = vec![0];
    let mut open = vec![(0, places.len() - 1)];
    while let Some((from, to)) = open.pop() {
        let straight = Line::new(&[places[from], places[to]]);
        // Where it comes back to where it was, everything counts by how far it is from there.
        let off = |at: usize| match &straight {
            Some(straight) => straight.near(places[at], 0).1,
            None => Line::new(&[places[from], places[at]]).map_or(0, |apart| apart.length_mm()),
        };
        let farthest = (from + 1..to).map(|at| (off(at), at)).max_by_key(|(off, at)| (*off, to - at));
        match farthest.filter(|(off, _)| *off > DRAWN_WITHIN) {
            Some((_, at)) => open.extend([(at, to), (from, at)]),
            None => kept.push(to),
        }
    }
    kept.into_iter().map(|at| places[at]).collect()
}

/// The roads of these parts that are long enough, by where along the way they begin. If they have too many points, the longest.
pub(super) fn roads(parts: Vec<Part>) -> Vec<Vec<Place>> {
    let together = together(&parts);
    let mut lengths: BTreeMap<usize, u64> = BTreeMap::new();
    for (part, group) in parts.iter().zip(&together) {
        *lengths.entry(*group).or_default() += part.length;
    }
    let long = |group: &usize| lengths.get(group).is_some_and(|length| *length >= SHORTEST);
    let mut long: Vec<Part> =
        parts.into_iter().zip(together).filter(|(_, group)| long(group)).map(|(part, _)| part).collect();
    long.sort_by_key(|part| std::cmp::Reverse(part.length));
    let mut points = 0;
    long.retain(|part| {
        points += part.places.len();
        points <= MOST_BESIDE
    });
    long.sort_by(|a, b| (a.along, &a.places).cmp(&(b.along, &b.places)));
    long.into_iter().map(|part| part.places).collect()
}

/// By part: a number that those have in common that meet at their ends.
fn together(parts: &[Part]) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..parts.len()).collect();
    let mut at: BTreeMap<Place, usize> = BTreeMap::new();
    for (number, part) in parts.iter().enumerate() {
        for end in [part.places.first(), part.places.last()].into_iter().flatten() {
            let other = *at.entry(*end).or_insert(number);
            let (one, other) = (root(&mut groups, number), root(&mut groups, other));
            groups[one.max(other)] = one.min(other);
        }
    }
    (0..parts.len()).map(|number| root(&mut groups, number)).collect()
}

fn root(groups: &mut [usize], mut number: usize) -> usize {
    while groups[number] != number {
        groups[number] = groups[groups[number]];
        number = groups[number];
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(north: i64, east: i64) -> Place {
        Place::from_e7(340_000_000 + north, 720_000_000 + east).unwrap()
    }

    #[test]
    fn of_more_roads_than_an_order_takes_the_longest_stay_by_where_the_way_meets_them() {
        let part = |number: u64| {
            let at = number.cast_signed() * 10_000;
            Part {
                along: 1_000_000 - number,
                places: vec![place(at, 0), place(at, 9)],
                length: 300_000 + number,
            }
        };
        let most = MOST_BESIDE as u64 / 2;
        let all = roads((0..most + 100).map(part).collect());
        assert_eq!(all.iter().map(Vec::len).sum::<usize>(), MOST_BESIDE);
        assert_eq!(all.first(), Some(&part(most + 99).places));
        assert_eq!(all.last(), Some(&part(100).places));
    }

    #[test]
    fn what_is_no_line_when_it_is_drawn_is_left_out() {
        let turn = [place(0, 0), place(90, 0), place(90, 90), place(0, 0)];
        assert!(part(0, &turn).is_none() && part(0, &turn[..1]).is_none() && part(0, &[]).is_none());
        let loops = [place(0, 0), place(9_000, 0), place(9_000, 9_000), place(0, 0)];
        assert_eq!(part(0, &loops).unwrap().places, loops);
    }

    #[test]
    fn a_line_keeps_its_bends_and_no_more() {
        let line = [place(0, 0), place(9, 5_000), place(0, 10_000), place(5_000, 10_000), place(0, 0)];
        assert_eq!(thinned(&line), [line[0], line[2], line[3], line[4]]);
    }
}
