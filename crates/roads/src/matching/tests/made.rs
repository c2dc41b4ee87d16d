//! Made maps, and vehicles that drive over them.

use model::{Instant, Place};

use crate::{
    chart::Mode,
    import::sketch::Sketch,
    matching::{Ground, Heard, Matcher, Piece, Report, Search, plane::Plane},
};

/// Numbers that look random, the same each time.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// About Gaussian, with a standard deviation of a thousand: twelve even numbers.
    pub fn scatter(&mut self) -> i64 {
        (0..12).map(|_| self.below(1001).cast_signed()).sum::<i64>() - 6000
    }
}

/// Streets on a grid of 1.1 km: most blocks both ways, some one way, some missing, some turns forbidden.
pub fn town(seed: u64) -> Ground {
    let mut random = Random(seed);
    let mut sketch = Sketch::default();
    let mut ways: Vec<(i64, i64, i64)> = Vec::new();
    for at in 0..50_i64 {
        for next in [at + 1, at + 10].into_iter().filter(|&next| next < 50 && next / 10 - at / 10 <= 1) {
            // No way along the end of a row, and every sixth block is missing.
            if (next == at + 1 && next % 10 == 0) || random.below(6) == 0 {
                continue;
            }
            let id = at * 100 + next;
            let tags: &[(&str, &str)] = if random.below(5) == 0 { &[("oneway", "yes")] } else { &[] };
            sketch = sketch.way(id, &[at, next], tags);
            ways.push((id, at, next));
        }
    }
    for _ in 0..12 {
        let (from, _, via) = ways[usize::try_from(random.below(ways.len() as u64)).unwrap()];
        if let Some(&(to, ..)) = ways.iter().find(|&&(to, at, next)| to != from && (at == via || next == via))
        {
            sketch = sketch.turn("no_left_turn", from, via, to);
        }
    }
    Ground::new(sketch.import().0, Mode::Car)
}

pub fn ground(sketch: &Sketch) -> Ground {
    Ground::new(sketch.import().0, Mode::Car)
}

pub fn moment(seconds: i64) -> Instant {
    Instant::from_micros((1_700_000_000 + seconds) * 1_000_000).unwrap()
}

/// A place of the sketches' grid, in thousandths of a step.
pub fn at(row: i64, column: i64) -> Place {
    Place::from_e7(row * 100, column * 100).unwrap()
}

/// A place moved north and east, in millimetres.
pub fn moved(place: Place, north: i64, east: i64) -> Place {
    let [lat, lon] = [(i64::from(place.lat_e7()), north), (i64::from(place.lon_e7()), east)]
        .map(|(from, by)| from + by * 10_000 / 111_195);
    Place::from_e7(lat, lon).unwrap()
}

/// Where an arc is, so far along it.
pub fn on(ground: &Ground, arc: u32, offset: u32) -> Place {
    let [lat, lon] = ground.line(arc, offset, offset)[0];
    Place::from_e7(lat.into(), lon.into()).unwrap()
}

/// A drive: the arcs, and a report every few seconds.
pub struct Drive {
    pub arcs: Vec<u32>,
    pub reports: Vec<Report>,
}

/// From the middle of an arc to the middle of another, over so many, turning back nowhere. Reports come every `every`
/// seconds at 15 m/s, and scatter by so many millimetres.
pub fn drive(ground: &Ground, random: &mut Random, arcs: usize, every: u32, scatter: i64) -> Option<Drive> {
    let first = u32::try_from(random.below(ground.chart().heads().len() as u64)).unwrap();
    let mut driven = vec![first];
    if !ground.arc(first).is_open() || !ground.arc(first).is_plain {
        return None;
    }
    while driven.len() < arcs {
        let last = ground.arc(*driven.last()?);
        let next: Vec<u32> = ground
            .out_of(last.head)
            .filter(|(_, arc)| arc.drives != last.drives ^ 1)
            .map(|(at, _)| at)
            .collect();
        driven.push(*next.get(usize::try_from(random.below(next.len().max(1) as u64)).ok()?)?);
    }
    let lengths: Vec<u32> = driven.iter().map(|&arc| ground.arc(arc).length).collect();
    let (start, end) = (lengths[0] / 2, lengths.iter().sum::<u32>() - lengths.last()? / 2);
    let mut reports = Vec::new();
    for number in 0.. {
        let mut along = start + number * every * 15_000;
        if along > end {
            break;
        }
        let mut position = 0;
        while along > lengths[position] {
            along -= lengths[position];
            position += 1;
        }
        let [north, east] = [0, 0].map(|_| random.scatter() * scatter / 1000);
        let place = moved(on(ground, driven[position], along), north, east);
        reports.push(Report::new(moment((number * every).into()), place));
    }
    Some(Drive { arcs: driven, reports })
}

/// All that is told of a track.
pub fn told(ground: &Ground, reports: &[Report]) -> Vec<Piece> {
    let (mut matcher, mut search) = (Matcher::default(), Search::default());
    let mut pieces: Vec<Piece> = Vec::new();
    for report in reports {
        pieces.extend(matcher.hear(ground, &mut search, report).settled);
    }
    pieces.extend(matcher.finish(ground, &mut search));
    pieces
}

/// What is told after each report.
pub fn heard(ground: &Ground, reports: &[Report]) -> (Matcher, Vec<Heard>) {
    let (mut matcher, mut search) = (Matcher::default(), Search::default());
    let heard = reports.iter().map(|report| matcher.hear(ground, &mut search, report)).collect();
    (matcher, heard)
}

/// The stretches driven, each with its direction; other pieces as nothing.
pub fn drives(ground: &Ground, pieces: &[Piece]) -> Vec<Option<u32>> {
    let drive = |piece: &Piece| match piece {
        Piece::Road { arc, .. } => Some(ground.arc(*arc).drives),
        _ => None,
    };
    pieces.iter().map(drive).collect()
}

pub fn apart(a: Place, b: Place) -> u64 {
    Plane::at(a).distance(b)
}
