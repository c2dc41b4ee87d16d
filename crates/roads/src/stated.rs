//! Following a way that somebody stated, and saying where it doesn't connect.

use model::{Instant, Span, Word};

use crate::{Leg, Network, Route, dijkstra::Conditions};

/// Why a stated way can't be driven.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Gap {
    /// Nothing stated.
    #[error("the route names no place: name at least where it starts")]
    Nothing,
    /// A label the network doesn't have.
    #[error("the route's place {position}, `{label}`, is not in the network{}", .meant.as_ref().map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default())]
    UnknownPlace {
        /// Position in the route, from 1.
        position: usize,
        /// The label stated.
        label: Word,
        /// The most similar label the network has, if one is similar.
        meant: Option<Word>,
    },
    /// One place after itself.
    #[error("`{label}` stands twice in a row, as places {position} and {} of the route: name it once", .position + 1)]
    Repeated {
        /// Position of the first of the two, from 1.
        position: usize,
        /// The place.
        label: Word,
    },
    /// Two consecutive places without a stretch between them.
    #[error("the route doesn't connect at places {position} and {}: no road leads straight from `{from}` to `{to}`{}", .position + 1, between(.through))]
    NotJoined {
        /// Position of the first of the two, from 1.
        position: usize,
        /// The first of the two.
        from: Word,
        /// The second of the two.
        to: Word,
        /// The places the fastest way between them would pass; `None` if there is no way at all.
        through: Option<Vec<Word>>,
    },
    /// A stretch out of season at that departure.
    #[error("the route can't be driven then: {road} from `{from}` to `{to}` is open in {open} only")]
    OutOfSeason {
        /// The road.
        road: Word,
        /// Its start.
        from: Word,
        /// Its end.
        to: Word,
        /// When it is open.
        open: String,
    },
    /// Legs that don't follow on each other.
    #[error(
        "the route doesn't connect at leg {position}: the way so far ends at `{ends}`, the leg starts at `{starts}`"
    )]
    Broken {
        /// Position of the leg, from 1.
        position: usize,
        /// Where the way so far ends.
        ends: Word,
        /// Where the leg starts.
        starts: Word,
    },
    /// A leg, or a total, that isn't what the network says.
    #[error(
        "{what} differs from the network {network}: the route was drawn on another one; ask for it again"
    )]
    Differs {
        /// What differs.
        what: String,
        /// The network's name.
        network: String,
    },
}

fn between(through: &Option<Vec<Word>>) -> String {
    match through {
        None => ", and no other way does either".to_owned(),
        Some(places) => {
            let places: Vec<String> = places.iter().map(|place| format!("`{place}`")).collect();
            format!("; the fastest way passes {}", places.join(", "))
        }
    }
}

impl Network {
    /// The route through these junctions, each joined to the next by a stretch; of several the fastest one
    /// that is open.
    ///
    /// # Errors
    /// Where it has a gap, and what would fill it.
    pub fn along(&self, stated: &[Word], departs: Instant) -> Result<Route, Gap> {
        let nodes = stated.iter().enumerate().map(|(i, label)| {
            let unknown =
                || Gap::UnknownPlace { position: i + 1, label: label.clone(), meant: self.similar(label) };
            self.node(label).ok_or_else(unknown)
        });
        let nodes = nodes.collect::<Result<Vec<_>, _>>()?;
        let start = *nodes.first().ok_or(Gap::Nothing)?;
        let (mut arcs, mut elapsed) = (Vec::new(), Span::ZERO);
        for (i, (&from, &to)) in nodes.iter().zip(nodes.iter().skip(1)).enumerate() {
            let arc = self.joining(from, to, departs, elapsed, i + 1)?;
            elapsed = Span(elapsed.0.saturating_add(self.duration(arc).0));
            arcs.push(arc);
        }
        Ok(Route::over(self, start, &arcs))
    }

    fn joining(
        &self,
        from: usize,
        to: usize,
        departs: Instant,
        elapsed: Span,
        position: usize,
    ) -> Result<usize, Gap> {
        if from == to {
            return Err(Gap::Repeated { position, label: self.label(from).clone() });
        }
        let left_at = |arc| departs.saturating_add(elapsed).saturating_add(self.duration(arc));
        let joining = self.arcs_from(from).filter(|&arc| self.head(arc) == to);
        let fastest = |arcs: &mut dyn Iterator<Item = usize>| arcs.min_by_key(|&arc| self.duration(arc));
        let open = fastest(&mut joining.clone().filter(|&arc| self.is_open(arc, departs, left_at(arc))));
        if let Some(arc) = open {
            return Ok(arc);
        }
        match fastest(&mut joining.clone()) {
            Some(closed) => {
                let Leg { road, from, to, .. } = self.leg(closed);
                Err(Gap::OutOfSeason { road, from, to, open: self.arcs.seasons[closed].to_string() })
            }
            None => Err(Gap::NotJoined {
                position,
                from: self.label(from).clone(),
                to: self.label(to).clone(),
                through: self.places_between(from, to, departs, elapsed),
            }),
        }
    }

    fn places_between(&self, from: usize, to: usize, departs: Instant, elapsed: Span) -> Option<Vec<Word>> {
        let closed = vec![false; self.arc_count()];
        let search = Conditions { network: self, departs, seasons: true, closed: &closed };
        let way = search.fastest(from, to, elapsed)?;
        Some(way.iter().skip(1).map(|&arc| self.label(self.tail(arc)).clone()).collect())
    }
}

impl Route {
    /// Whether this route, wherever it was kept, is one of `network`: its legs follow on each other, each is
    /// there as described, and totals and districts are what the network makes of them. Seasons don't count.
    ///
    /// # Errors
    /// Where it has a gap or differs.
    pub fn check(&self, network: &Network) -> Result<(), Gap> {
        let differs = |what: String| Gap::Differs { what, network: network.name().to_owned() };
        let unknown = || Gap::UnknownPlace {
            position: 1,
            label: self.from.clone(),
            meant: network.similar(&self.from),
        };
        let start = network.node(&self.from).ok_or_else(unknown)?;
        let (mut at, mut arcs) = (start, Vec::new());
        for (i, leg) in self.legs.iter().enumerate() {
            if leg.from != *network.label(at) {
                let (ends, starts) = (network.label(at).clone(), leg.from.clone());
                return Err(Gap::Broken { position: i + 1, ends, starts });
            }
            let found = network.arcs_from(at).find(|&arc| network.leg(arc) == *leg);
            let arc = found.ok_or_else(|| {
                differs(format!("leg {} ({} from `{}` to `{}`)", i + 1, leg.road, leg.from, leg.to))
            })?;
            arcs.push(arc);
            at = network.head(arc);
        }
        if Route::over(network, start, &arcs) == *self {
            Ok(())
        } else {
            Err(differs("the route's end, totals or districts".to_owned()))
        }
    }
}
