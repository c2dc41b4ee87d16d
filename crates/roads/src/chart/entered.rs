//! The districts that a way enters, one after the other, without the wobble of a road along a boundary.

/// A stay shorter than this between two parts of the same district is none, in millimetres. Ours: a convoy of twenty vehicles fifty metres
/// apart is that long, and never wholly in there; and boundaries are drawn to some hundred metres.
const BRIEF_MM: u64 = 1_000_000;

/// A part of a way between two boundaries.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Part<'c> {
    district: &'c str,
    from_mm: u64,
    after_us: u64,
    /// Whether the way was in this district before.
    again: bool,
}

/// What is entered so far.
#[derive(Default)]
pub(super) struct Entered<'c> {
    parts: Vec<Part<'c>>,
}

impl<'c> Entered<'c> {
    /// The way is in a district from here on.
    pub(super) fn enter(&mut self, district: &'c str, from_mm: u64, after_us: u64) {
        if self.parts.last().is_some_and(|last| last.district == district) {
            return;
        }
        let again = self.parts.iter().any(|part| part.district == district);
        // A district that is entered for the first time stays: whoever drives through it is its guest, however briefly.
        if let [.., before, brief] = self.parts.as_slice()
            && brief.again
            && before.district == district
            && from_mm.saturating_sub(brief.from_mm) < BRIEF_MM
        {
            self.parts.pop();
            return;
        }
        self.parts.push(Part { district, from_mm, after_us, again });
    }

    /// Each, with after how many microseconds it is entered.
    pub(super) fn in_order(self) -> Vec<(String, u64)> {
        self.parts.into_iter().map(|part| (part.district.to_owned(), part.after_us)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Entered;

    /// Districts entered after so many metres, at a metre each microsecond.
    fn entered(parts: &[(&'static str, u64)]) -> Vec<(String, u64)> {
        let mut entered = Entered::default();
        parts.iter().for_each(|(district, m)| entered.enter(district, m * 1_000, *m));
        entered.in_order()
    }

    fn told(parts: &[(&'static str, u64)]) -> Vec<(String, u64)> {
        parts.iter().map(|(district, m)| ((*district).to_owned(), *m)).collect()
    }

    #[test]
    fn a_district_is_entered_as_often_as_the_way_leads_there() {
        let there_and_back = [("a", 0), ("b", 9_000), ("c", 20_000), ("b", 29_000), ("a", 40_000)];
        assert_eq!(entered(&there_and_back), told(&there_and_back));
        assert_eq!(entered(&[("a", 0), ("a", 5_000), ("b", 9_000)]), told(&[("a", 0), ("b", 9_000)]));
    }

    #[test]
    fn a_road_along_a_boundary_enters_both_once_and_whoever_is_entered_only_briefly_too() {
        let along = [("a", 0), ("b", 9_000), ("a", 9_400), ("b", 10_000), ("a", 10_999), ("b", 11_500)];
        assert_eq!(entered(&along), told(&[("a", 0), ("b", 9_000)]));
        let corner = [("a", 0), ("b", 9_000), ("a", 9_400), ("c", 20_000), ("a", 20_999), ("c", 21_998)];
        assert_eq!(entered(&corner), told(&corner[..4]));
        let back = [("a", 0), ("b", 9_000), ("a", 9_400), ("b", 10_400)];
        assert_eq!(entered(&back), told(&back), "a kilometre is long enough");
    }
}
