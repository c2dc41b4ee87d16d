//! `[exercise]`: the day of a case, to be driven through the live engine. Positions are never published, so all of it is made up
//! but what it cites, and its note says so.
//!
//! ```toml
//! [exercise]
//! note = "The hour, the way and every position are made up."
//! from = { lat = 34.33, lon = 73.20 }      # on the corridor; the fastest way is driven
//! to = { lat = 35.29, lon = 73.22 }
//! departs = 2024-03-26T09:00:00+05:00
//! lasts = "3 h"
//! pace = "40 km"                           # in an hour
//! interval = "15 ft"
//! vehicles = 12                            # those that the facts list, in front, and others up to so many
//!
//! [[exercise.injects]]
//! after = "1 h"                            # since departure
//! what = "halt"                            # halt, slow, stray, silence, explosion
//! lasts = "10 min"
//! vehicle = 4                              # counted from the front; left out, all of them
//! ```

use model::{Instant, Place, Span, Unit, Value, schema::Type};
use rulebook::notation::{Entry, Table};

use crate::march::{Happening, What};

/// The most vehicles of an exercise.
const MOST_VEHICLES: i64 = 60;
/// How far a vehicle strays to the left of the way, in metres. Ours: beyond any corridor.
const STRAYS: i32 = 900;

/// A day.
#[derive(Clone, Debug)]
pub struct Day {
    /// What of it is made up.
    pub note: String,
    pub from: Place,
    pub to: Place,
    pub departs: Instant,
    pub lasts: Span,
    /// In millimetres a second.
    pub pace_mm_s: u64,
    pub interval_mm: u64,
    pub vehicles: usize,
    pub injects: Vec<Inject>,
}

/// Something that happens on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inject {
    /// To vehicles on the march.
    Marching(Happening),
    /// A vehicle, by its number from 0, is struck; whoever follows it calls for help, and the others halt.
    Explosion { after: Span, vehicle: usize },
}

/// Reads it; `None` after noting what is wrong.
pub fn read(table: &Table<'_>) -> Option<Day> {
    table.only(&["note", "from", "to", "departs", "lasts", "pace", "interval", "vehicles", "injects"]);
    let note = table.need("note", "what of it is made up").and_then(|e| e.text());
    let place =
        |key| table.need(key, "a place, such as { lat = 34.93, lon = 72.88 }").and_then(|e| as_place(&e));
    let (from, to) = (place("from"), place("to"));
    let departs = table.need("departs", "the hour of departure, with its offset").and_then(|e| e.moment());
    let length = |key, missing| table.need(key, missing).and_then(|e| amount(&e, Unit::Millimetre));
    let lasts = table.need("lasts", "how long it is driven, such as \"3 h\"").and_then(|e| span(&e));
    let pace = length("pace", "how far it gets in an hour, such as \"40 km\"");
    let interval = length("interval", "the distance between two vehicles, such as \"100 m\"");
    let vehicles = table.need("vehicles", "how many vehicles there are").and_then(|e| {
        let count = amount(&e, Unit::Count).filter(|count| (1..=MOST_VEHICLES).contains(count));
        if count.is_none() {
            e.note(format!("an exercise has 1 to {MOST_VEHICLES} vehicles"));
        }
        usize::try_from(count?).ok()
    });
    let injects = table.get("injects").map(|entry| entry.tables()).unwrap_or_default();
    let injects: Vec<Option<Inject>> = injects.iter().map(|table| inject(table, vehicles)).collect();
    let pace = u64::try_from(pace? / 3_600).ok().filter(|pace| *pace > 0);
    if pace.is_none() {
        table.note("`pace` is nothing: say how far it gets in an hour");
    }
    Some(Day {
        note: note?.to_owned(),
        from: from?,
        to: to?,
        departs: departs?.now,
        lasts: lasts?,
        pace_mm_s: pace?,
        interval_mm: u64::try_from(interval?).ok()?,
        vehicles: vehicles?,
        injects: injects.into_iter().collect::<Option<_>>()?,
    })
}

fn inject(table: &Table<'_>, vehicles: Option<usize>) -> Option<Inject> {
    table.only(&["after", "what", "lasts", "vehicle"]);
    let after =
        table.need("after", "when, counted from departure, such as \"40 min\"").and_then(|e| span(&e));
    let vehicle = match table.get("vehicle") {
        Some(entry) => Some(numbered(&entry, vehicles?)?),
        None => None,
    };
    let words = ["halt", "slow", "stray", "silence", "explosion"];
    let what: String =
        table.need("what", "what happens").and_then(|e| e.one_of("something that happens", &words))?;
    if what == "explosion" {
        let vehicle = vehicle.or_else(|| {
            table.note("an explosion strikes a vehicle: give its number, counted from the front");
            None
        });
        return Some(Inject::Explosion { after: after?, vehicle: vehicle? });
    }
    let lasts = table.need("lasts", "how long").and_then(|e| span(&e));
    let what = match what.as_str() {
        "halt" => What::Halt,
        "slow" => What::Slow,
        "stray" => What::Stray(STRAYS),
        _ => What::Silence,
    };
    let from = after?;
    Some(Inject::Marching(Happening { from, until: Span(from.0.saturating_add(lasts?.0)), vehicle, what }))
}

/// Counted from 1 in a file, from 0 here.
fn numbered(entry: &Entry<'_>, vehicles: usize) -> Option<usize> {
    let number = amount(entry, Unit::Count).and_then(|number| usize::try_from(number).ok());
    let number = number.filter(|number| (1..=vehicles).contains(number));
    if number.is_none() {
        entry.note(format!("there are vehicles 1 to {vehicles}, counted from the front"));
    }
    number.map(|number| number - 1)
}

fn as_place(entry: &Entry<'_>) -> Option<Place> {
    match entry.value_of(Type::Place)? {
        Value::Place(place) => Some(place),
        _ => None,
    }
}

fn amount(entry: &Entry<'_>, unit: Unit) -> Option<i64> {
    match entry.value_of(Type::Quantity(unit))? {
        Value::Quantity(quantity) => Some(quantity.n),
        _ => None,
    }
}

fn span(entry: &Entry<'_>) -> Option<Span> {
    amount(entry, Unit::Microsecond).filter(|micros| *micros >= 0).map(Span)
}
