//! Asking for the fastest way.

use model::{Instant, Place, Span, Word};

use crate::{Avoid, End, Network, Route, UnknownAvoidance, dijkstra::Conditions, end::Degrees};

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    /// Where the route starts.
    pub from: End,
    /// Where it ends.
    pub to: End,
    /// What it passes on the way, in this order.
    pub via: Vec<End>,
    /// When it starts; decides which seasonal roads are open.
    pub departs: Instant,
    /// What it keeps clear of.
    pub avoid: Avoid,
}

/// Why there is no route.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRoute {
    /// A label the network doesn't have.
    #[error("no place `{label}` in the network {network}{}", .meant.as_ref().map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default())]
    UnknownPlace {
        /// The label asked for.
        label: Word,
        /// The network's name.
        network: String,
        /// The most similar label it has, if one is similar.
        meant: Option<Word>,
    },
    /// A point far from every junction.
    #[error(
        "{} is too far from any road: the nearest place is {nearest} ({label}), {} km away, and the network reaches {} km around its places",
        Degrees(*.point), .distance_mm / 1_000_000, .reach_mm / 1_000_000
    )]
    TooFar {
        /// The point asked for.
        point: Place,
        /// Name of the nearest junction.
        nearest: String,
        /// Its label.
        label: Word,
        /// Its distance in millimetres.
        distance_mm: u64,
        /// The network's reach in millimetres.
        reach_mm: u64,
    },
    /// Two ends that no road joins.
    #[error("no road leads from {from} to {to}{}", .because.iter().map(|b| format!(": {b}")).collect::<String>())]
    Unconnected {
        /// Label of the junction where the search started.
        from: Word,
        /// Label of the junction it was to reach.
        to: Word,
        /// What stands in the way, where something can be named; nothing if the roads simply don't join.
        because: Option<InTheWay>,
    },
    /// Something to avoid that the network doesn't have.
    #[error(transparent)]
    Avoid(#[from] UnknownAvoidance),
}

/// What keeps two ends apart that the network would join.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InTheWay {
    /// A stretch out of season.
    #[error("{road} from {from} to {to} is open in {open} only")]
    Season {
        /// The road.
        road: Word,
        /// Its start.
        from: Word,
        /// Its end.
        to: Word,
        /// When it is open.
        open: String,
    },
    /// What the query asked to avoid.
    #[error("every way uses something you asked to avoid, {road} from {from} to {to} for one")]
    Avoided {
        /// The road.
        road: Word,
        /// Its start.
        from: Word,
        /// Its end.
        to: Word,
    },
}

impl Network {
    /// The fastest way through all points in order. Of equally fast ways always the same one.
    ///
    /// A seasonal stretch is used only if it is open from the departure until it has been left.
    ///
    /// # Errors
    /// When an end or something to avoid is unknown, an end lies too far from any junction, or two
    /// consecutive points are not joined.
    pub fn route(&self, query: &Query) -> Result<Route, NoRoute> {
        let closed = query.avoid.closed(self)?;
        let conditions = Conditions { network: self, departs: query.departs, seasons: true, closed: &closed };
        let start = self.locate(&query.from)?;
        let (mut at, mut arcs, mut elapsed) = (start, Vec::new(), Span::ZERO);
        for point in query.via.iter().chain([&query.to]) {
            let next = self.locate(point)?;
            let way = conditions
                .fastest(at, next, elapsed)
                .ok_or_else(|| self.unconnected(at, next, elapsed, &conditions))?;
            elapsed = way.iter().fold(elapsed, |sum, &arc| Span(sum.0.saturating_add(self.duration(arc).0)));
            arcs.extend(way);
            at = next;
        }
        Ok(Route::over(self, start, &arcs))
    }

    fn locate(&self, end: &End) -> Result<usize, NoRoute> {
        match end {
            End::At(label) => self.node(label).ok_or_else(|| NoRoute::UnknownPlace {
                label: label.clone(),
                network: self.name().to_owned(),
                meant: self.similar(label),
            }),
            End::Near(point) => {
                let (node, distance_mm) = self.nearest_node(*point);
                if distance_mm <= self.reach_mm {
                    return Ok(node);
                }
                Err(NoRoute::TooFar {
                    point: *point,
                    nearest: self.nodes.names[node].clone(),
                    label: self.label(node).clone(),
                    distance_mm,
                    reach_mm: self.reach_mm,
                })
            }
        }
    }

    /// Names what stands in the way: the first thing that had to be ignored for a way to exist.
    fn unconnected(&self, from: usize, to: usize, elapsed: Span, asked: &Conditions<'_>) -> NoRoute {
        let nothing_closed = vec![false; self.arc_count()];
        let season = || {
            let way = Conditions { seasons: false, ..*asked }.fastest(from, to, elapsed)?;
            self.out_of_season(&way, asked.departs, elapsed)
        };
        let avoided = || {
            let free = Conditions { closed: &nothing_closed, ..*asked };
            let way = free
                .fastest(from, to, elapsed)
                .or_else(|| Conditions { seasons: false, ..free }.fastest(from, to, elapsed))?;
            let leg = self.leg(*way.iter().find(|&&arc| asked.closed[arc])?);
            Some(InTheWay::Avoided { road: leg.road, from: leg.from, to: leg.to })
        };
        let (from, to) = (self.label(from).clone(), self.label(to).clone());
        NoRoute::Unconnected { from, to, because: season().or_else(avoided) }
    }

    /// The first stretch of a way that is out of season.
    fn out_of_season(&self, way: &[usize], departs: Instant, elapsed: Span) -> Option<InTheWay> {
        let mut left_at = departs.saturating_add(elapsed);
        let arc = way.iter().copied().find(|&arc| {
            left_at = left_at.saturating_add(self.duration(arc));
            !self.is_open(arc, departs, left_at)
        })?;
        let leg = self.leg(arc);
        let open = self.arcs.seasons[arc].to_string();
        Some(InTheWay::Season { road: leg.road, from: leg.from, to: leg.to, open })
    }

    /// The label that was probably meant.
    pub(crate) fn similar(&self, label: &Word) -> Option<Word> {
        const ALIKE: f64 = 0.8;
        let typed = label.as_str().to_ascii_lowercase();
        let likeness = |other: &Word| strsim::jaro_winkler(&other.as_str().to_ascii_lowercase(), &typed);
        let scored = self.nodes.labels.iter().map(|other| (likeness(other), other));
        let (score, meant) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (score >= ALIKE).then(|| meant.clone())
    }
}
