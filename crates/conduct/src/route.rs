//! From a planned route to the districts that must be told: which, in what order, entered when.

use model::{Claim, Dossier, Instant, Path, Source, Value, Word, dossier::Unplaceable};
use roads::Route;

use crate::dossier::spoken::{AREA, DISTRICTS, DISTRICTS_COMPLETE, ENTERS_AT};

/// What a route says about a movement's districts: each that it enters, its area, the hour of entering if the
/// hour of departure is known, and that there are no others. A district entered twice is told once.
///
/// # Errors
/// When the route crosses more districts than a list holds.
pub fn districts(
    route: &Route,
    network: &Word,
    departs: Option<Instant>,
    planned: Instant,
) -> Result<Dossier, Unplaceable> {
    let source =
        Source { cite: "route".parse().unwrap_or_else(|_| network.clone()), by: Some(network.clone()) };
    let said = |value: Value| Claim {
        value,
        source: source.clone(),
        observed: planned,
        valid_until: None,
        settles: Vec::new(),
    };
    let mut facts = Dossier::default();
    facts.say(&DISTRICTS_COMPLETE, said(true.into()))?;
    let mut told: Vec<Path> = Vec::new();
    for crossing in &route.crossings {
        let district = DISTRICTS.clone().item(&label(&crossing.district));
        if told.contains(&district) {
            continue;
        }
        facts.say(&district.clone().join(&AREA), said(crossing.district.clone().into()))?;
        if let Some(at) = departs.and_then(|departs| departs.checked_add(crossing.enters_after)) {
            facts.say(&district.clone().join(&ENTERS_AT), said(at.into()))?;
        }
        told.push(district);
    }
    Ok(facts)
}

/// A district's label is the last part of its area: `shangla` of `pk/kp/shangla`.
pub(crate) fn label(area: &Word) -> Word {
    let last = area.as_str().rsplit('/').next().unwrap_or_default();
    last.parse().unwrap_or_else(|_| area.clone())
}
