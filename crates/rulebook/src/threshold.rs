//! Thresholds: from where on something on the road is a finding, unless a movement's own order says otherwise.
//!
//! A rulebook states them beside its rules, because whoever answers for the rules answers for these too. What neither an
//! order nor a rulebook says is not watched; there is no third place where a value could come from.

use model::{
    Value, Word,
    schema::{self, Attribute},
};

use crate::{
    notation::{Sources, Table},
    rule::{Basis, Citation, basis, citations},
};

const KEYS: [&str; 5] = ["of", "value", "source", "basis", "note"];

/// One threshold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Threshold {
    /// Which: an attribute of the schema's `watch`.
    pub of: Word,
    /// Its value, in the schema's unit.
    pub value: Value,
    /// Who says so; nobody, where the value is ours.
    pub source: Vec<Citation>,
    /// Whether a source says so or it is our choice.
    pub basis: Basis,
    /// For people.
    pub note: Option<String>,
    /// Where it stands in its file.
    pub line: usize,
}

impl Threshold {
    /// Reads one `[[threshold]]`; `None` after noting what is wrong with it.
    pub(crate) fn read(table: &Table<'_>, sources: &Sources) -> Option<Self> {
        table.only(&KEYS);
        let of = table.need("of", "which threshold, such as \"corridor\"");
        let attribute = of.as_ref().and_then(|entry| {
            let found = attribute(entry.text()?);
            if found.is_none() {
                let known: Vec<&str> = all().map(|attribute| attribute.name).collect();
                entry.note(format!("there is no such threshold. There are: {}", known.join(", ")));
            }
            found
        });
        let basis = basis(table);
        // Whoever chose a value is its source; only what somebody else published is cited.
        let source = match basis {
            Some(Basis::Ours) if table.get("source").is_none() => Some(Vec::new()),
            _ => citations(table, sources),
        };
        let value = table.need("value", "how much, such as \"150 m\" or \"10 min\"");
        let value = attribute.and_then(|attribute| value?.value_of(attribute.takes));
        Some(Threshold {
            of: attribute?.name.parse().ok()?,
            value: value?,
            source: source?,
            basis: basis?,
            note: table.get("note").and_then(|e| e.text()).map(str::to_owned),
            line: table.line(),
        })
    }
}

/// Every threshold there can be.
pub fn all() -> impl Iterator<Item = &'static Attribute> {
    schema::KINDS.iter().filter(|kind| kind.name == "watch").flat_map(|kind| kind.attributes)
}

fn attribute(name: &str) -> Option<&'static Attribute> {
    all().find(|attribute| attribute.name == name)
}
