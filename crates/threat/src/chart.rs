//! Hazard on a road network: its stretches as segments, and what driving its arcs is exposed to.

use model::Place;
use roads::{
    chart::{Chart, Vehicle},
    choose::Danger,
    distance_mm,
};

use crate::{NotRoads, Picture, Roads, Segment, unit};

/// How long a segment is at least, where its stretch is longer: shorter ones tell nothing more of a bend.
const SEGMENT_MM: u64 = 1_000_000;

/// A chart's stretches as segments: each follows its line, so that a road in a gorge is not judged by a straight line
/// between its ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segments {
    roads: Roads,
    /// By stretch, and one more: its first segment.
    first: Vec<u32>,
}

impl Segments {
    /// The segments of a chart.
    ///
    /// # Errors
    /// When there are more than numbers for them, or one is too long for a road.
    pub fn of(chart: &Chart) -> Result<Self, NotRoads> {
        let (mut segments, mut first) = (Vec::new(), Vec::with_capacity(chart.from().len() + 1));
        for stretch in 0..chart.from().len() {
            first.push(u32::try_from(segments.len()).unwrap_or(u32::MAX));
            let places =
                chart.line(stretch).filter_map(|[lat, lon]| Place::from_e7(lat.into(), lon.into()).ok());
            cut(places, chart.lengths()[stretch].into(), &mut segments);
        }
        first.push(u32::try_from(segments.len()).unwrap_or(u32::MAX));
        Ok(Segments { roads: Roads::new(segments)?, first })
    }

    /// What hazard lies on.
    #[must_use]
    pub fn roads(&self) -> &Roads {
        &self.roads
    }

    /// The stretch a segment is of.
    pub(crate) fn stretch_of(&self, segment: u32) -> usize {
        self.first.partition_point(|&first| first <= segment).saturating_sub(1)
    }

    /// What a vehicle is exposed to on each arc of the chart, at a vulnerability in thousandths. Where nothing is known
    /// it counts as exposed as the mean of what is known, or as what was reported there if that is more: a choice of
    /// ours, so that no way is chosen because nobody looks at it.
    #[must_use]
    pub fn danger(&self, chart: &Chart, picture: &Picture, vehicle: &Vehicle, vulnerability: u16) -> Danger {
        let mean = self.mean(picture);
        let arcs = u32::try_from(chart.heads().len()).unwrap_or(u32::MAX);
        let (mut exposures, mut known) =
            (Vec::with_capacity(arcs as usize), Vec::with_capacity(arcs as usize));
        for arc in 0..arcs {
            let stretch = chart.driven(arc as usize).map_or(0, |(stretch, _)| stretch);
            let takes = chart.driving_time(arc, vehicle);
            let (exposure, is_known) = self.on_stretch(stretch, picture, mean, takes, vulnerability);
            exposures.push(exposure);
            known.push(is_known);
        }
        Danger::with_gaps(exposures, known)
    }

    fn on_stretch(
        &self,
        stretch: usize,
        picture: &Picture,
        mean: u64,
        takes: u64,
        share: u16,
    ) -> (u64, bool) {
        let range = self.first.get(stretch..).and_then(|rest| rest.first_chunk::<2>());
        let range = range.map_or(0..0, |&[start, end]| start..end);
        let length_of =
            |segment: u32| self.roads.segments().get(segment as usize).map_or(0, |it| it.length_mm);
        let whole: u64 = range.clone().map(length_of).sum();
        let (mut sum, mut all_known) = (0_u64, true);
        for segment in range {
            let (length, hazard) = (length_of(segment), picture.hazard(segment));
            let known = hazard.and_then(|hazard| hazard.known);
            all_known &= known.is_some();
            let level = known.unwrap_or_else(|| hazard.map_or(0, |hazard| hazard.reported).max(mean));
            let part = u128::from(takes) * u128::from(length) / u128::from(whole.max(1));
            let time = u64::try_from(part).unwrap_or(u64::MAX);
            sum = sum.saturating_add(unit::exposure(level, length, time, share));
        }
        (sum, all_known)
    }

    /// The mean of what is known, by length; 0 if nothing is.
    fn mean(&self, picture: &Picture) -> u64 {
        let (mut sum, mut length) = (0_u128, 0_u128);
        for (number, segment) in (0_u32..).zip(self.roads.segments()) {
            if let Some(known) = picture.hazard(number).and_then(|hazard| hazard.known) {
                sum += u128::from(known) * u128::from(segment.length_mm);
                length += u128::from(segment.length_mm);
            }
        }
        u64::try_from(sum.checked_div(length).unwrap_or(0)).unwrap_or(unit::MOST)
    }
}

/// A line of so many millimetres as segments of a kilometre or a bit more; their lengths sum to that of the line.
fn cut(places: impl Iterator<Item = Place>, length_mm: u64, segments: &mut Vec<Segment>) {
    let begins = segments.len();
    let (mut start, mut last, mut along) = (None, None, 0_u64);
    for place in places {
        let Some(before) = last.replace(place) else {
            start = Some(place);
            continue;
        };
        along += distance_mm(before, place);
        if let Some(from) = start.filter(|_| along >= SEGMENT_MM) {
            segments.push(Segment { from, to: place, length_mm: along });
            (start, along) = (Some(place), 0);
        }
    }
    if let (Some(from), Some(to)) = (start, last)
        && (along > 0 || segments.len() == begins)
    {
        segments.push(Segment { from, to, length_mm: along.max(1) });
    }
    // A drawing's length is stated and not its line's: what is left over, or too much, is the longest segment's.
    let sum: u64 = segments[begins..].iter().map(|segment| segment.length_mm).sum();
    if let Some(segment) = segments[begins..].iter_mut().max_by_key(|segment| segment.length_mm) {
        segment.length_mm = (segment.length_mm + length_mm).saturating_sub(sum).max(1);
    }
}
