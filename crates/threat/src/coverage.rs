//! Which feeds look where, and until when they are fresh. Silence means something only there.

use model::Instant;
use roads::Area;

/// A feed of incidents: somebody vouches that it has all there is in its area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feed {
    /// Where it looks.
    pub area: Area,
    /// Since when.
    pub from: Instant,
    /// Until when it is fresh; at that moment it no longer is.
    pub until: Instant,
}

impl Feed {
    /// Whether the feed is fresh at a moment.
    #[must_use]
    pub fn is_fresh(&self, at: Instant) -> bool {
        self.from <= at && at < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_fresh_until_the_moment_it_no_longer_is() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let feed = Feed {
            area: Area::Around { place: "34.93,72.88".parse().unwrap(), radius_mm: 1 },
            from: at("2026-01-01T00:00:00Z"),
            until: at("2026-01-02T00:00:00Z"),
        };
        assert!(feed.is_fresh(at("2026-01-01T00:00:00Z")) && feed.is_fresh(at("2026-01-01T23:59:59Z")));
        assert!(!feed.is_fresh(at("2026-01-02T00:00:00Z")) && !feed.is_fresh(at("2025-12-31T23:59:59Z")));
    }
}
