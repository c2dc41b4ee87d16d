//! The names in a remedy: variables for items, and where paths lead from them or from the root.

use model::{
    Word,
    schema::{Attribute, COMPLETE, DOSSIER, Kind, Type},
};

use super::{Each, Place};
use crate::notation::{Entry, hint};

/// `s in sites, f in s.findings`
pub(super) fn all_of(entry: &Entry<'_>) -> Option<Vec<Each>> {
    let mut each = Vec::new();
    for part in entry.text()?.split(',') {
        let next = one_of(entry, part, &each)?;
        each.push(next);
    }
    Some(each)
}

/// `d in districts`
pub(super) fn one_of(entry: &Entry<'_>, text: &str, each: &[Each]) -> Option<Each> {
    let Some((variable, list)) = text.split_once(" in ") else {
        entry.note("write a variable and its list, such as \"d in districts\"");
        return None;
    };
    let (variable, list) = (variable.trim(), list.trim());
    let is_name = variable.starts_with(|c: char| c.is_ascii_alphabetic())
        && variable.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let taken = DOSSIER.attribute(variable).is_some() || each.iter().any(|e| e.variable == *variable);
    if !is_name || taken || matches!(variable, "now" | "today" | "in" | "true" | "false") {
        entry.note(format!(
            "`{variable}` cannot name an item: take another name, such as d in \"d in districts\""
        ));
        return None;
    }
    match place(list, each) {
        Ok((list, Attribute { takes: Type::List(kind), .. })) => {
            Some(Each { variable: variable.parse().ok()?, list, kind })
        }
        Ok(_) => entry.mistyped(&format!("a list after `in`; `{list}` is none")),
        Err(why) => {
            entry.note(why);
            None
        }
    }
}

/// Where `text` leads, from a variable or from the root, and the schema's row of it.
pub(super) fn place(text: &str, each: &[Each]) -> Result<(Place, &'static Attribute), String> {
    let names = text.split('.').map(str::parse).collect::<Result<Vec<Word>, _>>();
    let mut names = names.map_err(|error| error.to_string())?;
    let first = names.first().map(ToString::to_string).unwrap_or_default();
    let variable = each.iter().position(|each| each.variable == *first.as_str());
    let mut kind: &'static Kind = match variable.and_then(|index| each.get(index)) {
        Some(each) => {
            names.remove(0);
            each.kind
        }
        None => &DOSSIER,
    };
    let mut found: Option<&'static Attribute> = None;
    for name in &names {
        let attribute = match found.map(|attribute| attribute.takes) {
            Some(Type::List(_)) if *name == *COMPLETE.name => Some(&COMPLETE),
            Some(Type::List(item)) => {
                return Err(format!(
                    "`{text}`: a list; name its items by `for`, such as \"x in ...\", or set `complete` (a {} has {})",
                    item.name,
                    item.names()
                ));
            }
            Some(Type::Record(inner)) => {
                kind = inner;
                kind.attribute(name.as_str())
            }
            Some(_) => return Err(format!("`{text}`: the part before `{name}` has no attributes")),
            None => kind.attribute(name.as_str()),
        };
        let known: Vec<&str> = kind.attributes.iter().map(|a| a.name).collect();
        let unknown = || format!("`{text}`: a {} has no `{name}`{}", kind.name, hint(name.as_str(), &known));
        found = Some(attribute.ok_or_else(unknown)?);
    }
    found
        .map(|attribute| (Place { variable, names }, attribute))
        .ok_or_else(|| format!("`{text}` names an item: say which of its attributes"))
}
