//! Where along a way the places of an order lie. People name places; the watch measures along the line.

use model::Place;
use roads::matching::Plane;

use crate::way::Way;

/// A way as a line.
#[derive(Debug)]
pub struct Line(Way);

impl Line {
    /// `None` if it is no way ([`crate::Defect::Way`]).
    #[must_use]
    pub fn new(line: &[Place]) -> Option<Self> {
        Way::new(line).map(Line)
    }

    /// How long it is, in millimetres.
    #[must_use]
    pub fn length_mm(&self) -> u64 {
        self.0.length()
    }

    /// The place so far along; its end if that is farther.
    #[must_use]
    pub fn place_at(&self, along_mm: u64) -> Place {
        self.0.place(along_mm)
    }

    /// How far along a place lies that is expected so far along, and how far off, in millimetres, as the watch places positions: near
    /// where it is expected rather than on another part of the line that is a little nearer. `u64::MAX` off if it is too far to be
    /// measured.
    #[must_use]
    pub fn near(&self, place: Place, expected_mm: u64) -> (u64, u64) {
        let spot = self.0.spot(&Plane::at(place), place, expected_mm.min(self.length_mm()));
        (spot.along, spot.off)
    }

    /// How far along a place lies, and how far off, in millimetres: where the line comes nearest to it, from a place along
    /// it on; of equals the first. `None` if it is too far to be measured.
    #[must_use]
    pub fn nearest(&self, place: Place, from_mm: u64) -> Option<(u64, u64)> {
        self.0.nearest(&Plane::at(place), from_mm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        text.parse().unwrap()
    }

    #[test]
    fn a_place_beside_a_way_out_and_back_is_found_on_the_way_out_and_after_the_turn_on_the_way_back() {
        let line = Line::new(&[place("34.93,72.88"), place("34.94,72.88"), place("34.93,72.88")]).unwrap();
        let half = line.length_mm() / 2;
        let (out, off) = line.nearest(place("34.934,72.881"), 0).unwrap();
        assert!(out.abs_diff(half * 4 / 10) < 1_000 && off.abs_diff(91_150) < 200, "{out} {off}");
        let (back, _) = line.nearest(place("34.934,72.881"), half).unwrap();
        assert!((back + out).abs_diff(2 * half) < 1_000, "{back}");
        assert_eq!(line.nearest(place("55,72.88"), 0), None, "too far");
    }
}
