//! Remedies as TOML writes them, every path and expression checked against the schema.

use model::{
    Word,
    schema::{Attribute, Kind, Nature, Type},
};
use toml::de::DeValue;

use super::{
    Action, Change, Each, Measure, Note, Remedy, Target,
    names::{all_of, one_of, place},
};
use crate::{
    expression::Expression,
    notation::{Entry, Table},
    rule::role,
};

const KEYS: [&str; 12] =
    ["action", "for", "where", "set", "add", "replace", "keep", "remove", "to", "owner", "note", "note_in"];

/// What only a postponement may set: with the departure move the arrival, the entries and the permission.
const DEPARTURE: [&str; 2] = ["movement.departs_on", "movement.departs_at"];
const DEPARTURE_MOVES: &str = "only `postpone` moves the departure, for all that depends on it moves along: \
                               action = \"postpone\", to = \"today + days(7)\"";

impl Remedy {
    /// Reads one alternative; `None` after noting what is wrong with it.
    pub(crate) fn read(entry: &Entry<'_>) -> Option<Self> {
        let steps = entry.elements()?;
        if steps.is_empty() {
            entry.note("an alternative without steps is no way out");
        }
        let measures: Vec<Measure> = steps.iter().filter_map(|step| Measure::read(&step.table()?)).collect();
        (measures.len() == steps.len()).then_some(Remedy { measures })
    }
}

impl Measure {
    fn read(table: &Table<'_>) -> Option<Self> {
        table.only(&KEYS);
        let missing = "an action of the catalogue, such as \"give-notice\"";
        let action: Option<Action> =
            table.need("action", missing).and_then(|e| e.one_of("an action", Action::WORDS));
        let mut each = table.get("for").map_or(Some(Vec::new()), |entry| all_of(&entry))?;
        let change = change(table, action?, &mut each)?;
        let only_if = table.get("where").map(|entry| condition(&entry, &each, &change));
        let sets = match table.get("set") {
            Some(entry) => sets(&entry.table()?, action?, &each, &change)?,
            None => Vec::new(),
        };
        if sets.is_empty() && matches!(change, Change::Facts) {
            table.note("the step changes nothing: say what holds afterwards in `set`");
        }
        let owner = table.get("owner").map(|e| role(&e));
        Some(Measure {
            action: action?,
            only_if: match only_if {
                Some(read) => Some(read?),
                None => None,
            },
            change,
            sets,
            owner: match owner {
                Some(read) => Some(read?),
                None => None,
            },
            note: note(table),
            each,
        })
    }
}

/// What the author says to those who do it.
fn note(table: &Table<'_>) -> Option<Note> {
    let note_in = table.get("note_in");
    let Some(note) = table.get("note") else {
        if let Some(entry) = note_in {
            entry.note_key("`note_in` puts `note` into other languages: write `note` too");
        }
        return None;
    };
    let text_in = note_in.map(|entry| entry.text_in()).unwrap_or_default();
    note.text().map(|text| Note::Authors { text: text.to_owned(), text_in })
}

/// Which of `add`, `replace`, `remove` and `to` the step has; the variable it brings joins `each`.
fn change(table: &Table<'_>, action: Action, each: &mut Vec<Each>) -> Option<Change> {
    let written: Vec<Entry<'_>> =
        ["add", "replace", "remove", "to"].iter().filter_map(|key| table.get(key)).collect();
    if let Some(second) = written.get(1) {
        second.note_key("a step has one of `add`, `replace`, `remove` and `to`: make two steps of it");
    }
    if let Some(keep) = table.get("keep").filter(|_| table.get("replace").is_none()) {
        keep.note_key("`keep` says what the item that comes by `replace` takes over");
    }
    if action == Action::Postpone && table.get("to").is_none() {
        table.note("`postpone` says until when: to = \"today + days(7)\"");
        return None;
    }
    let Some(entry) = written.first() else { return Some(Change::Facts) };
    if entry.key() == "to" {
        if action != Action::Postpone {
            entry.note_key("only `postpone` has `to`");
        }
        return postponement(entry, each);
    }
    let item = one_of(entry, entry.text()?, each)?;
    let list = item.list.clone();
    let change = match entry.key() {
        "add" => Change::Add(list),
        _ if !action.takes_from().is_some_and(|(key, name)| key == entry.key() && list.is_at_root(name)) => {
            entry.note(format!(
                "`{action}` cannot take items out of this list: only replace-vehicle replaces (vehicles), and only \
                 relieve-commander (commanders), leave-behind (vehicles) and drop-halt (halts) remove"
            ));
            return None;
        }
        "replace" => Change::Replace { keep: kept(table, &item)? },
        _ => Change::Remove,
    };
    each.push(item);
    Some(change)
}

/// `where`: about the items at hand, of which the one that is yet to come is none.
fn condition(entry: &Entry<'_>, each: &[Each], change: &Change) -> Option<Expression> {
    let at_hand = if matches!(change, Change::Add(_)) { each.split_last()?.1 } else { each };
    let scope = scope(at_hand);
    let condition = entry.compiled(|text| Expression::compile_value(text, &scope))?;
    if !matches!(condition.takes(), Type::Bool) {
        entry.note("`where` asks something that is true or false");
        return None;
    }
    Some(condition)
}

fn postponement(entry: &Entry<'_>, each: &[Each]) -> Option<Change> {
    let scope = scope(each);
    let to = entry.compiled(|text| Expression::compile_value(text, &scope))?;
    if !matches!(to.takes(), Type::Day | Type::Time) {
        entry.note("`to` is a day or a moment, such as \"today + days(7)\" or \"now + hours(72)\"");
        return None;
    }
    Some(Change::Postpone(to))
}

fn kept(table: &Table<'_>, item: &Each) -> Option<Vec<Word>> {
    let Some(entry) = table.get("keep") else { return Some(Vec::new()) };
    let mut kept = Vec::new();
    for element in entry.elements()? {
        let name: Word = element.parse()?;
        match item.kind.attribute(name.as_str()) {
            Some(Attribute { nature: Nature::Plan, .. }) => kept.push(name),
            Some(_) => element.note(format!("`{name}` is no part of the plan: it belongs to the old item")),
            None => {
                element.note(format!("a {} has no `{name}`; it has {}", item.kind.name, item.kind.names()));
            }
        }
    }
    Some(kept)
}

fn sets(
    table: &Table<'_>,
    action: Action,
    each: &[Each],
    change: &Change,
) -> Option<Vec<(Target, Expression)>> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), table.entries())];
    while let Some((before, entries)) = open.pop() {
        for entry in entries {
            let name = format!("{before}{}", entry.key());
            match entry.value() {
                DeValue::Table(_) => open.push((format!("{name}."), entry.table()?.entries())),
                _ => {
                    if DEPARTURE.contains(&name.as_str()) && action != Action::Postpone {
                        entry.note_key(DEPARTURE_MOVES);
                    }
                    found.push(set(&entry, &name, each, change)?);
                }
            }
        }
    }
    Some(found)
}

fn set(entry: &Entry<'_>, name: &str, each: &[Each], change: &Change) -> Option<(Target, Expression)> {
    let (place, attribute) = place(name, each).map_err(|why| entry.note_key(why)).ok()?;
    if matches!(attribute.takes, Type::Record(_) | Type::List(_)) {
        entry.note_key(format!("`{name}` is a thing: say which of its attributes"));
        return None;
    }
    let brings_item = matches!(change, Change::Add(_) | Change::Replace { .. });
    if brings_item && place.variable.is_none_or(|index| index + 1 != each.len()) {
        entry.note_key("a step that brings an item sets facts of that item only: make two steps of it");
    }
    let scope = scope(each);
    let value = match entry.value() {
        DeValue::Boolean(yes) => Expression::compile_value(if *yes { "true" } else { "false" }, &[]).ok()?,
        DeValue::String(_) => entry.compiled(|text| Expression::compile_value(text, &scope))?,
        _ => {
            return entry
                .mistyped("true, false, or an expression in quotes, such as \"today\" or \"'radio'\"");
        }
    };
    let fits = match (attribute.takes, value.takes()) {
        (Type::Quantity(wanted), Type::Quantity(given)) => wanted == given,
        (wanted, given) => std::mem::discriminant(&wanted) == std::mem::discriminant(&given),
    };
    if !fits {
        entry.note(format!("`{name}` takes {}, not {}", attribute.takes, value.takes()));
        return None;
    }
    Some((Target { place, attribute }, value))
}

fn scope(each: &[Each]) -> Vec<(&str, &'static Kind)> {
    each.iter().map(|each| (each.variable.as_str(), each.kind)).collect()
}
