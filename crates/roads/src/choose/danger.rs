//! What is known of the exposure of arcs, and what is not.

/// By arc: how exposed whoever drives it is, in a unit the maker of the picture states, and whether that is known. What
/// nobody reports from is not safe: it counts as the maker of the picture says unknown roads count, and is told apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Danger {
    exposures: Vec<u64>,
    /// Empty if all of it is known.
    known: Vec<bool>,
    /// Arcs that nobody may drive now, ascending.
    closed: Vec<u32>,
}

impl Danger {
    /// A picture in which every arc's exposure is known.
    #[must_use]
    pub fn known(exposures: Vec<u64>) -> Self {
        Danger { exposures, known: Vec::new(), closed: Vec::new() }
    }

    /// A picture with gaps: `known` says of which arcs there is word. Arcs beyond its end are not.
    #[must_use]
    pub fn with_gaps(exposures: Vec<u64>, mut known: Vec<bool>) -> Self {
        known.resize(exposures.len(), false);
        Danger { exposures, known, closed: Vec::new() }
    }

    /// No picture at all: nothing is known of any of so many arcs, and none counts.
    #[must_use]
    pub fn unknown(arcs: usize) -> Self {
        Danger::with_gaps(vec![0; arcs], Vec::new())
    }

    /// The same, with these arcs closed to everybody: by a report, not by what the map says.
    #[must_use]
    pub fn closing(mut self, mut arcs: Vec<u32>) -> Self {
        arcs.sort_unstable();
        arcs.dedup();
        self.closed = arcs;
        self
    }

    /// Whether an arc is closed by a report.
    #[must_use]
    pub fn closes(&self, arc: u32) -> bool {
        self.closed.binary_search(&arc).is_ok()
    }

    /// The arcs closed by reports, ascending.
    #[must_use]
    pub fn closed(&self) -> &[u32] {
        &self.closed
    }

    /// By arc, how exposed it counts as.
    #[must_use]
    pub fn exposures(&self) -> &[u64] {
        &self.exposures
    }

    /// Whether there is word of an arc.
    #[must_use]
    pub fn is_known(&self, arc: u32) -> bool {
        self.known.is_empty() || self.known.get(arc as usize).copied().unwrap_or(false)
    }

    /// Whether anything is known at all.
    #[must_use]
    pub fn says_something(&self) -> bool {
        !self.exposures.is_empty() && (self.known.is_empty() || self.known.contains(&true))
    }

    /// There is word of an arc now; whether the arc is there.
    pub(super) fn set(&mut self, arc: u32, exposure: u64) -> bool {
        let Some(place) = self.exposures.get_mut(arc as usize) else { return false };
        *place = exposure;
        if let Some(known) = self.known.get_mut(arc as usize) {
            *known = true;
        }
        true
    }
}
