//! What the room itself knows of dangers on a movement's way, and when the way enters which district.

use model::{Dossier, Instant, Path, Word, dossier::Unplaceable};

use super::{
    claim, items, leaves, permission,
    spoken::{
        AREA, CLOSES_ROUTE, DEPARTS_AT, DISTRICTS, ENTERS_AT, INCIDENT_AT, INCIDENT_KIND, INCIDENT_PLACE,
        INCIDENTS, RECORD, ROUTE,
    },
};
use crate::{
    Movement, State,
    announced::{Holds, Leaves},
    danger::Reported,
    movement::{OnTheWay, Planned},
};

/// The way a movement drives: its own, or that of the permission it runs under.
#[must_use]
pub fn route<'s>(state: &'s State, movement: &'s Movement) -> Option<&'s Planned> {
    let own = movement.route.as_deref();
    own.or_else(|| permission(state, movement).and_then(|standing| standing.route.as_deref()))
}

/// Every danger on the way: its own, and those on the way of its permission if that is the way it drives.
pub(super) fn say(
    state: &State,
    movement: &Movement,
    leaving: Option<Instant>,
    facts: &mut Dossier,
) -> Result<(), Unplaceable> {
    if movement.dangers.is_empty() && movement.route.is_some() {
        return Ok(());
    }
    let leaves =
        leaving.map_or_else(|| leaves(movement, facts, state.offset.0), |at| Leaves::Between(at, at));
    let inherited = permission(state, movement).filter(|_| movement.route.is_none());
    let of_all = inherited.into_iter().flat_map(|standing| &standing.dangers);
    let dangers: std::collections::BTreeMap<_, _> = of_all.chain(&movement.dangers).collect();
    for (id, on_the_way) in dangers {
        let Some(reported) = state.dangers.get(id) else { continue };
        let Ok(label) = id.to_string().parse::<Word>() else { continue };
        let at = INCIDENTS.clone().item(&label);
        let danger = &reported.danger;
        let mut tell = |attribute: &Path, value: model::Value, since: Instant| {
            let claim = claim(value, &RECORD, Some(reported.by.clone()), since, None);
            facts.say(&at.clone().join(attribute), claim)
        };
        tell(&INCIDENT_KIND, danger.kind().clone().into(), reported.at)?;
        tell(&INCIDENT_AT, danger.since().into(), reported.at)?;
        for (closes, since) in closes(reported, *on_the_way, leaves) {
            tell(&CLOSES_ROUTE, closes.into(), since)?;
        }
        if let Some(place) = danger.place() {
            tell(&INCIDENT_PLACE, model::Value::Place(place), reported.at)?;
        }
    }
    Ok(())
}

/// Whether a danger closes the way, each time since when: of one that is announced that may change by itself. The room
/// says both beforehand, so that evaluating finds out when to look again as it does of every other fact.
fn closes(
    reported: &Reported,
    OnTheWay { closes, passage }: OnTheWay,
    leaves: Leaves,
) -> Vec<(bool, Instant)> {
    if !closes || !reported.is_announced() {
        return vec![(closes, reported.at)];
    }
    match reported.holds(passage, leaves) {
        Holds::Yes => vec![(true, reported.at)],
        Holds::No => vec![(false, reported.at)],
        Holds::From(moment) if moment <= reported.at => vec![(true, reported.at)],
        Holds::From(moment) => vec![(false, reported.at), (true, moment)],
    }
}

/// The hour at which each district of the way is entered, counted from when the way is driven if that began on the road, or else from the
/// hour the order says it departs, or from when it left.
pub(super) fn say_hours(state: &State, movement: &Movement, facts: &mut Dossier) -> Result<(), Unplaceable> {
    let Some(route) = route(state, movement) else { return Ok(()) };
    let departs = super::departure::last_words(facts.claims(&DEPARTS_AT)).into_iter().find_map(|said| {
        match said.value {
            model::Value::Time(at) => Some((at, said.observed)),
            _ => None,
        }
    });
    let left = || super::departure::left(movement).map(|left| (left, left));
    let on_the_road = route.since.map(|since| (since, since));
    let Some((departs, observed)) = on_the_road.or(departs).or_else(left) else { return Ok(()) };
    let listed: Vec<Word> = items(facts, &DISTRICTS).iter().map(|(label, _)| label.clone()).collect();
    for label in listed {
        let at = DISTRICTS.clone().item(&label);
        let area = facts.claims(&at.clone().join(&AREA)).last().map(|said| said.value.clone());
        let entered = route.crosses.iter().find(|(known, _)| Some(model::Value::from(known.clone())) == area);
        let hour = entered.and_then(|(_, after)| later(departs, *after));
        let said_already = !facts.claims(&at.clone().join(&ENTERS_AT)).is_empty();
        if let Some(hour) = hour.filter(|_| !said_already) {
            facts.say(&at.join(&ENTERS_AT), claim(hour.into(), &ROUTE, None, observed, None))?;
        }
    }
    Ok(())
}

fn later(departs: Instant, after_us: u64) -> Option<Instant> {
    departs.checked_add(model::Span(i64::try_from(after_us).ok()?))
}
