//! What is known of a movement: facts with one value now. A dispute is no value.

use model::{Dossier, Fact, Instant, Path, Place, Quantity, Segment, Value, Word, claim::resolve};

/// The facts about one movement at one moment.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub dossier: &'a Dossier,
    pub now: Instant,
}

/// One thing of a list.
pub(super) struct Item<'a> {
    facts: Facts<'a>,
    pub label: &'a Word,
    at: Path,
}

impl<'a> Facts<'a> {
    /// The things of a list, in the order's order.
    pub fn items(self, list: &'static str) -> impl Iterator<Item = Item<'a>> {
        self.dossier.items(list).iter().filter_map(move |(label, _)| {
            let at = Path::root().attribute(&list.parse().ok()?).item(label);
            Some(Item { facts: self, label, at })
        })
    }

    /// How much of a record's attribute is known, in its unit.
    pub fn amount(self, record: &str, attribute: &str) -> Option<u64> {
        amount(self.of_record(record, attribute)?)
    }

    /// The moment that a record's attribute is known to be.
    pub fn time(self, record: &str, attribute: &str) -> Option<Instant> {
        match self.of_record(record, attribute)? {
            Value::Time(at) => Some(*at),
            _ => None,
        }
    }

    /// Whether somebody vouches that a list has everything.
    pub fn has_all(self, list: &str) -> bool {
        matches!(self.of_record(list, "complete"), Some(Value::Bool(true)))
    }

    fn of_record(self, record: &str, attribute: &str) -> Option<&'a Value> {
        self.value(&Path::root().attribute(&record.parse().ok()?).attribute(&attribute.parse().ok()?))
    }

    fn value(self, at: &Path) -> Option<&'a Value> {
        match resolve(self.dossier.claims(at), self.now).fact {
            Fact::Known(claim) => Some(&claim.value),
            _ => None,
        }
    }
}

impl<'a> Item<'a> {
    /// Where it stands in the dossier.
    pub fn path(&self) -> &Path {
        &self.at
    }

    fn value(&self, attribute: &str) -> Option<&'a Value> {
        self.facts
            .value(&self.at.clone().join(&Path::from(vec![Segment::Attribute(attribute.parse().ok()?)])))
    }

    pub fn amount(&self, attribute: &str) -> Option<u64> {
        amount(self.value(attribute)?)
    }

    pub fn is(&self, attribute: &str) -> bool {
        matches!(self.value(attribute), Some(Value::Bool(true)))
    }

    pub fn word(&self, attribute: &str) -> Option<&'a Word> {
        match self.value(attribute)? {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn time(&self, attribute: &str) -> Option<Instant> {
        match self.value(attribute)? {
            Value::Time(at) => Some(*at),
            _ => None,
        }
    }

    pub fn place(&self, attribute: &str) -> Option<Place> {
        match self.value(attribute)? {
            Value::Place(place) => Some(*place),
            _ => None,
        }
    }
}

/// In the schema's unit; less than nothing is nothing anybody meant.
pub(super) fn amount(value: &Value) -> Option<u64> {
    match value {
        Value::Quantity(Quantity { n, .. }) => u64::try_from(*n).ok(),
        _ => None,
    }
}
