//! `[route]`: places of the schematic corridor. The districts it crosses enter the facts, in order, with the
//! hours of entering, and as the complete list of those who must be told.
//!
//! ```toml
//! [route]
//! along = ["rawalpindi", "islamabad"]            # every place in turn
//! # or: from = "islamabad", to = "dasu", via = ["besham"]
//! ```

use conduct::route::districts;
use model::{Dossier, Instant, Value, Word};
use roads::{Avoid, End, Network, Query, Route, schematic::karakoram_corridor};
use rulebook::{
    At,
    notation::{Entry, Table},
};

/// What the facts call the corridor where they say who said so.
const NETWORK: &str = "karakoram-corridor";

/// Adds what the route says to the facts; notes what is wrong with it.
pub fn read(table: &Table<'_>, facts: &mut Dossier, at: At) {
    table.only(&["along", "from", "to", "via"]);
    let network = match karakoram_corridor() {
        Ok(network) => network,
        Err(error) => return table.note(error.to_string()),
    };
    let departure = departs_at(facts);
    let Some(route) = planned(table, &network, departure.unwrap_or_else(|| some_time_on_the_day(facts, at)))
    else {
        return;
    };
    let Ok(origin) = NETWORK.parse::<Word>() else { return };
    let crossed = districts(&route, &origin, departure, at.now);
    if let Err(error) = crossed.and_then(|crossed| facts.merge(&crossed)) {
        table.note(error.to_string());
    }
}

fn planned(table: &Table<'_>, network: &Network, departs: Instant) -> Option<Route> {
    if let Some(along) = table.get("along") {
        let places: Vec<Word> = along.elements()?.iter().filter_map(Entry::parse).collect();
        return network.along(&places, departs).map_err(|gap| along.note(gap.to_string())).ok();
    }
    let end = |key: &str| {
        table.need(key, "a place of the corridor (docs/corridor.md), or `along` with all of them")
    };
    let (from, to) = (end("from")?, end("to")?);
    let via = table.get("via").and_then(|via| via.elements()).unwrap_or_default();
    let via: Vec<End> = via.iter().filter_map(Entry::parse).collect();
    let query = Query { from: from.parse()?, to: to.parse()?, via, departs, avoid: Avoid::default() };
    network.route(&query).map_err(|error| from.note(error.to_string())).ok()
}

fn departs_at(facts: &Dossier) -> Option<Instant> {
    match last(facts, "movement.departs_at")? {
        Value::Time(at) => Some(at),
        _ => None,
    }
}

/// Roads are open or closed by the month: where the hour is not known the day is enough.
fn some_time_on_the_day(facts: &Dossier, at: At) -> Instant {
    match last(facts, "movement.departs_on") {
        Some(Value::Day(day)) => day.begins(at.offset),
        _ => at.now,
    }
}

fn last(facts: &Dossier, path: &str) -> Option<Value> {
    facts.claims(&path.parse().ok()?).last().map(|claim| claim.value.clone())
}
