//! The roads that hazard lies on, found by where they are.
//!
//! A segment longer than a kilometre is looked at kilometre by kilometre, so that a stretch of sixty kilometres
//! is not judged by its middle. The pieces lie sorted by cells of a grid; only cells with a piece take room.

use model::Place;

/// A stretch of road between two places, straight or nearly so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// One end.
    pub from: Place,
    /// The other.
    pub to: Place,
    /// Its length along the road in millimetres.
    pub length_mm: u64,
}

/// Segments, numbered as they were handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roads {
    segments: Vec<Segment>,
    /// Sorted by cell.
    pieces: Vec<Piece>,
}

/// At most a kilometre of a segment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Piece {
    cell: u64,
    pub segment: u32,
    lat_e7: i32,
    lon_e7: i32,
    pub length_mm: u64,
}

/// Why segments are no roads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotRoads {
    /// More than numbers for them.
    #[error("{0} segments are too many: 4294967295 have numbers")]
    TooMany(usize),
    /// No segment of a road.
    #[error(
        "segment {segment} is {length_mm} mm long and its ends {apart_mm} mm apart: it must have a length, and be 1000 km at most"
    )]
    Length {
        /// Which.
        segment: usize,
        /// Its length.
        length_mm: u64,
        /// How far its ends are apart.
        apart_mm: u64,
    },
}

/// A piece is no longer than this.
const PIECE_MM: u64 = 1_000_000;
/// No point of a line is further than this from the middle of some piece of it. Its segments are straight from end to
/// end and less than a kilometre from the line they stand for (`chart.rs`, which cuts before the last straight of a
/// segment is a kilometre on), a piece's middle is half a kilometre from its ends; the rest is for the flat earth.
pub(crate) const SEARCHED_MM: u64 = 1_600_000;
/// A segment is no longer than this.
const LONGEST_MM: u64 = 1_000_000_000;
/// The side of a cell: 0.02 degrees, two kilometres and a bit from south to north.
const CELL_E7: i64 = 200_000;
/// Cells from west to east around the globe.
const COLUMNS: i64 = 3_600_000_000 / CELL_E7;

impl Roads {
    /// Indexes segments.
    ///
    /// # Errors
    /// When one has no length or is too long, or there are too many.
    pub fn new(segments: Vec<Segment>) -> Result<Self, NotRoads> {
        if u32::try_from(segments.len()).is_err() {
            return Err(NotRoads::TooMany(segments.len()));
        }
        let mut pieces = Vec::with_capacity(segments.len());
        for (number, segment) in segments.iter().enumerate() {
            let apart_mm = segment.apart_mm();
            let length_mm = segment.length_mm;
            if length_mm == 0 || apart_mm.max(length_mm) > LONGEST_MM {
                return Err(NotRoads::Length { segment: number, length_mm, apart_mm });
            }
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            pieces.extend(segment.pieces(number, apart_mm));
        }
        pieces.sort_unstable();
        Ok(Roads { segments, pieces })
    }

    /// The segments, in the order of their numbers.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The pieces whose middle lies within a distance of a place, with that distance, in millimetres.
    pub(crate) fn near(&self, place: Place, radius_mm: u64) -> impl Iterator<Item = (&Piece, u64)> {
        let flat = Flat::around(place);
        let (rows, columns) = flat.cells(radius_mm);
        let runs = rows.flat_map(move |row| columns.clone().map(move |(west, east)| (row, west, east)));
        let found = runs.flat_map(move |(row, west, east)| {
            let start = self.pieces.partition_point(|piece| piece.cell < key(row, west));
            let end = self.pieces.partition_point(|piece| piece.cell <= key(row, east));
            &self.pieces[start..end]
        });
        let with_distance = found.map(move |piece| (piece, flat.distance_to(piece.lat_e7, piece.lon_e7)));
        with_distance.filter(move |&(_, distance)| distance <= radius_mm)
    }
}

impl Segment {
    fn pieces(self, number: u32, apart_mm: u64) -> impl Iterator<Item = Piece> {
        let count = apart_mm.max(self.length_mm).div_ceil(PIECE_MM).max(1);
        let (lat, lon) = (i64::from(self.from.lat_e7()), i64::from(self.from.lon_e7()));
        let lat_by = i64::from(self.to.lat_e7()) - lat;
        let lon_by = short_way(i64::from(self.to.lon_e7()) - lon);
        (0..count).map(move |n| {
            // At most a thousand pieces: neither product comes near the end of 64 bits.
            let along = |by: i64| by * (2 * n.cast_signed() + 1) / (2 * count.cast_signed());
            let (lat, lon) = (lat + along(lat_by), short_way(lon + along(lon_by)));
            let extra = u64::from(n < self.length_mm % count);
            Piece {
                cell: key((lat + 900_000_000) / CELL_E7, (lon + 1_800_000_000) / CELL_E7),
                segment: number,
                lat_e7: i32::try_from(lat).unwrap_or_default(),
                lon_e7: i32::try_from(lon).unwrap_or_default(),
                length_mm: self.length_mm / count + extra,
            }
        })
    }

    /// Whether any of it can lie within a distance of a place.
    pub(crate) fn may_be_within(self, place: Place, radius_mm: u64) -> bool {
        // No point of it is further from its nearer end than the ends are apart; a fiftieth more for the flat earth.
        let flat = Flat::around(place);
        let nearer = flat.distance_mm(self.from).min(flat.distance_mm(self.to));
        nearer <= radius_mm + radius_mm / 50 + self.apart_mm()
    }

    fn apart_mm(self) -> u64 {
        Flat::around(self.from).distance_mm(self.to)
    }

    /// Its two ends and its middle.
    pub(crate) fn points(self) -> [Place; 3] {
        let (a, b) = (self.from, self.to);
        let lon_by = short_way(i64::from(b.lon_e7()) - i64::from(a.lon_e7()));
        let lat = i64::midpoint(a.lat_e7().into(), b.lat_e7().into());
        let middle = Place::from_e7(lat, short_way(i64::from(a.lon_e7()) + lon_by / 2));
        [a, middle.unwrap_or(a), b]
    }
}

fn key(row: i64, column: i64) -> u64 {
    // The meridian of 180 degrees is a column of its own.
    (row * (COLUMNS + 1) + column).unsigned_abs()
}

/// A difference of longitudes the short way round the globe.
fn short_way(lon_e7: i64) -> i64 {
    match lon_e7 {
        east if east > 1_800_000_000 => east - 3_600_000_000,
        west if west < -1_800_000_000 => west + 3_600_000_000,
        between => between,
    }
}

/// The earth as flat around a place: within a hundred kilometres right to about half a percent. Its cosine is
/// `libm`'s, the same on every machine.
#[derive(Clone, Copy)]
pub(crate) struct Flat {
    lat_e7: i64,
    lon_e7: i64,
    cosine: f64,
}

/// Millimetres in 1e-7 degree of a meridian, on a sphere of the earth's mean radius (IUGG 1980).
const MM: f64 = 11.119_508_0;

impl Flat {
    pub fn around(place: Place) -> Self {
        let (lat_e7, lon_e7) = (place.lat_e7().into(), place.lon_e7().into());
        Flat { lat_e7, lon_e7, cosine: libm::cos((f64::from(place.lat_e7()) / 1e7).to_radians()) }
    }

    pub fn distance_mm(self, place: Place) -> u64 {
        self.distance_to(place.lat_e7(), place.lon_e7())
    }

    fn distance_to(self, lat_e7: i32, lon_e7: i32) -> u64 {
        let [north, east] = self.offset_of(lat_e7, lon_e7);
        whole(libm::sqrt(north * north + east * east))
    }

    /// Millimetres to the north and to the east.
    fn offset_of(self, lat_e7: i32, lon_e7: i32) -> [f64; 2] {
        let north = (i64::from(lat_e7) - self.lat_e7) as f64 * MM;
        let east = short_way(i64::from(lon_e7) - self.lon_e7) as f64 * MM * self.cosine;
        [north, east]
    }

    /// Whether any point of the straight piece between two places lies within a distance.
    pub fn reaches(self, a: Place, b: Place, radius_mm: u64) -> bool {
        let [ay, ax] = self.offset_of(a.lat_e7(), a.lon_e7());
        let [by, bx] = self.offset_of(b.lat_e7(), b.lon_e7());
        let (dy, dx) = (by - ay, bx - ax);
        let square = dy * dy + dx * dx;
        let along = if square > 0.0 { (-(ay * dy + ax * dx) / square).clamp(0.0, 1.0) } else { 0.0 };
        let (y, x) = (ay + along * dy, ax + along * dx);
        whole(libm::sqrt(y * y + x * x)) <= radius_mm
    }

    /// Rows of cells, and runs of columns, that what lies within a radius may be in.
    fn cells(self, radius_mm: u64) -> (impl Iterator<Item = i64>, impl Iterator<Item = (i64, i64)> + Clone) {
        let reach = |cosine: f64| whole(radius_mm as f64 / (MM * cosine.max(0.01))).cast_signed() + 1;
        let (north, east) = (reach(1.0), reach(self.cosine).min(1_800_000_000 - CELL_E7));
        let row = |lat: i64| (lat.clamp(-900_000_000, 900_000_000) + 900_000_000) / CELL_E7;
        let (west, east) = (self.lon_e7 - east, self.lon_e7 + east);
        let column = |lon: i64| (lon + 1_800_000_000) / CELL_E7;
        let last = COLUMNS;
        let runs = match (west < -1_800_000_000, east > 1_800_000_000) {
            (true, _) => [Some((column(west + 3_600_000_000), last)), Some((0, column(east)))],
            (_, true) => [Some((column(west), last)), Some((0, column(east - 3_600_000_000)))],
            _ => [Some((column(west), column(east))), None],
        };
        (row(self.lat_e7 - north)..=row(self.lat_e7 + north), runs.into_iter().flatten())
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a distance on earth, rounded")]
fn whole(mm: f64) -> u64 {
    libm::round(mm) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        text.parse().unwrap()
    }

    fn segment(from: &str, to: &str, length_mm: u64) -> Segment {
        Segment { from: place(from), to: place(to), length_mm }
    }

    #[test]
    fn a_long_segment_is_pieces_of_a_kilometre_that_sum_to_it() {
        // A tenth of a degree of a meridian, 11.1 km, with bends 12.5 km.
        let roads = Roads::new(vec![segment("34.9,72.9", "35,72.9", 12_500_001)]).unwrap();
        assert_eq!(roads.pieces.len(), 13);
        assert_eq!(roads.pieces.iter().map(|piece| piece.length_mm).sum::<u64>(), 12_500_001);
        // From the southern end 2 km reach: pieces of 0.855 km have their middles at 0.43 and 1.28 km.
        assert_eq!(roads.near(place("34.9,72.9"), 2_000_000).count(), 2);
    }

    #[test]
    fn what_is_near_is_found_across_the_date_line_as_anywhere() {
        let roads = Roads::new(vec![segment("10,179.995", "10,-179.995", 1_100_000)]).unwrap();
        assert_eq!(roads.pieces.len(), 2);
        for from in ["10,-179.99", "10,179.99"] {
            assert_eq!(roads.near(place(from), 2_000_000).count(), 2, "{from}");
        }
        assert_eq!(roads.near(place("10,0"), 2_000_000).count(), 0);
    }

    #[test]
    fn a_segment_without_length_or_across_a_continent_is_refused() {
        let nothing = Roads::new(vec![segment("1,1", "1,1", 0)]);
        assert_eq!(nothing, Err(NotRoads::Length { segment: 0, length_mm: 0, apart_mm: 0 }));
        assert!(Roads::new(vec![segment("1,1", "1,30", 5)]).is_err());
    }
}
