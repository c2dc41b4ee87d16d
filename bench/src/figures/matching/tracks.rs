//! Drives that are made up, and what their vehicles report.

use model::{Instant, Place};
use roads::matching::{Ground, Report};

use crate::figures::routing::questions::Random;

/// How far each report is off along each axis, in millimetres: the standard deviation.
const SCATTER: i64 = 5_000;
/// 1e-7 degree of a great circle, in tenths of a micrometre.
const E7: i64 = 111_195;
/// The shortest drive, in millimetres.
const SHORTEST: u64 = 2_000_000;

/// A drive.
#[derive(Debug)]
pub struct Track {
    /// Where it went, as latitude and longitude in 1e-7 degree.
    pub line: Vec<[i32; 2]>,
    /// What its vehicle reported.
    pub reports: Vec<Report>,
}

/// So many drives of 2 km or more between junctions at random, the same each time.
pub fn tracks(ground: &Ground, weights: &[u64], count: usize, every: u32) -> Vec<Track> {
    let chart = ground.chart();
    let mut random = Random(6);
    let mut tracks = Vec::new();
    // Where few are joined one does not look for ever.
    for _ in 0..count * 20 {
        if tracks.len() == count {
            break;
        }
        let junctions = chart.places().len();
        let [from, to] = [0, 0].map(|_| u32::try_from(random.below(junctions)).unwrap_or_default());
        if let Some(way) = chart.between(from, to, weights).filter(|way| way.length_mm >= SHORTEST) {
            tracks.extend(track(ground, weights, &way.arcs, every, &mut random));
        }
    }
    tracks
}

fn track(ground: &Ground, weights: &[u64], arcs: &[u32], every: u32, random: &mut Random) -> Option<Track> {
    let (mut line, mut reports) = (Vec::new(), Vec::new());
    let step = u64::from(every) * 1_000_000;
    // Since the drive began, in microseconds: the beginning of the arc, and the next report.
    let (mut began, mut next) = (0, 0);
    for &arc in arcs {
        let length = ground.chart().lengths()[ground.chart().driven(arc as usize)?.0];
        let took = weights[arc as usize];
        while next < began + took {
            let along = u64::from(length) * (next - began) / took.max(1);
            let along = u32::try_from(along).unwrap_or(length);
            let [lat, lon] = *ground.line(arc, along, along).first()?;
            let place = off(lat, lon, random)?;
            reports.push(Report::new(
                Instant::from_micros(1_800_000_000_000_000 + next.cast_signed()).ok()?,
                place,
            ));
            next += step;
        }
        began += took;
        line.extend(ground.line(arc, 0, length));
    }
    line.dedup();
    Some(Track { line, reports })
}

/// A place that is off by a Gaussian error: the sum of twelve even ones.
fn off(lat: i32, lon: i32, random: &mut Random) -> Option<Place> {
    let mut scatter = || (0..12).map(|_| random.below(1001).cast_signed() as i64).sum::<i64>() - 6000;
    let [north, east] = [scatter(), scatter()].map(|off| off * SCATTER / 1000 * 10_000 / E7);
    let narrow = (f64::from(lat) / 1e7).to_radians().cos().max(0.01);
    #[expect(clippy::cast_possible_truncation, reason = "some metres")]
    let east = (east as f64 / narrow) as i64;
    Place::from_e7(i64::from(lat) + north, i64::from(lon) + east).ok()
}
