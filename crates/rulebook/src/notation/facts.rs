//! Facts in TOML: tables of the schema's shape, read into a dossier. `docs/facts.md` is the description for
//! people.

use std::collections::BTreeSet;

use model::{
    Claim, Dossier, Instant, Path, Source, Span, Word,
    dossier::LONGEST_LIST,
    schema::{self, Attribute, Kind, Nature, Type},
};
use toml::de::DeValue;

use super::{Entry, Sources, Table, hint};
use crate::{At, derive::is_reserved_origin};

/// Keys every table of facts understands: what its claims have in common.
const COMMON: [&str; 4] = ["source", "by", "observed", "valid_until"];
/// The keys of a fact in full.
const IN_FULL: [&str; 6] = ["value", "source", "by", "observed", "valid_until", "settles"];
/// The key of a list item's label.
const LABEL: &str = "id";

/// On what footing facts are read.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// What may be cited.
    pub sources: &'a Sources,
    /// When facts were observed that do not say so, and the zone whose days the file speaks of.
    pub as_of: At,
    /// The source of facts under which no table names one.
    pub source: Option<&'a Word>,
}

impl Table<'_> {
    /// Reads this table as a dossier, but for the keys in `beside`, which are somebody else's.
    ///
    /// What does not fit is noted and left out; the caller asks the document for the verdict.
    #[must_use]
    pub fn dossier(&self, standing: Standing<'_>, beside: &[&str]) -> Dossier {
        let given = Given {
            source: standing.source.cloned(),
            by: None,
            observed: standing.as_of.now,
            valid_until: None,
        };
        let mut reader = Reader { standing, dossier: Dossier::default() };
        reader.record(self, &schema::DOSSIER, &Path::root(), &given, beside);
        reader.dossier
    }
}

/// What the claims of a table have in common unless they say otherwise.
#[derive(Clone)]
struct Given {
    source: Option<Word>,
    by: Option<Word>,
    observed: Instant,
    valid_until: Option<Instant>,
}

struct Reader<'a> {
    standing: Standing<'a>,
    dossier: Dossier,
}

impl Reader<'_> {
    fn record(&mut self, table: &Table<'_>, kind: &Kind, path: &Path, given: &Given, beside: &[&str]) {
        let given = self.common(table, given);
        for entry in table.entries() {
            let key = entry.key();
            if COMMON.contains(&key) || beside.contains(&key) {
                continue;
            }
            if key == schema::COMPLETE.name {
                self.completeness(&entry, kind, path, &given);
                continue;
            }
            let Some(attribute) = kind.attribute(key) else {
                let known: Vec<&str> = kind.attributes.iter().map(|a| a.name).collect();
                entry.note_key(format!("a {} has no `{key}`{}", kind.name, hint(key, &known)));
                continue;
            };
            let Ok(name) = key.parse::<Word>() else { continue };
            let here = path.clone().attribute(&name);
            match attribute.takes {
                Type::Record(inner) => {
                    if let Some(table) = entry.table() {
                        self.mention(&entry, &here);
                        self.record(&table, inner, &here, &given, &[]);
                    }
                }
                Type::List(inner) => self.list(&entry, inner, &here, &given),
                _ => self.claims(&entry, attribute, &here, &given),
            }
        }
    }

    fn list(&mut self, entry: &Entry<'_>, kind: &Kind, path: &Path, given: &Given) {
        self.mention(entry, path);
        let items = entry.tables();
        if items.len() > LONGEST_LIST {
            entry.note(format!("`{path}` has {} items; the most is {LONGEST_LIST}", items.len()));
            return;
        }
        let mut labels = BTreeSet::new();
        for item in items {
            let needed = "every item has a label, unique in its list";
            let Some(label) = item.need(LABEL, needed).and_then(|id| Some((id.parse::<Word>()?, id))) else {
                continue;
            };
            let (label, id) = label;
            if !labels.insert(label.clone()) {
                id.note(format!("`{path}` has `{label}` twice: labels are unique in their list"));
            }
            let here = path.clone().item(&label);
            self.mention(&id, &here);
            self.record(&item, kind, &here, given, &[LABEL]);
        }
    }

    fn completeness(&mut self, entry: &Entry<'_>, kind: &Kind, path: &Path, given: &Given) {
        let Some(table) = entry.table() else { return };
        let given = self.common(&table, given);
        let is_list = |a: &&Attribute| matches!(a.takes, Type::List(_));
        let lists: Vec<&str> = kind.attributes.iter().filter(is_list).map(|a| a.name).collect();
        let Ok(complete) = schema::COMPLETE.name.parse::<Word>() else { return };
        for entry in table.entries() {
            match entry.key().parse::<Word>() {
                _ if COMMON.contains(&entry.key()) => {}
                Ok(list) if lists.contains(&list.as_str()) => {
                    let here = path.clone().attribute(&list).attribute(&complete);
                    self.claims(&entry, &schema::COMPLETE, &here, &given);
                }
                _ => entry.note_key(format!(
                    "a {} has no list `{}`{}",
                    kind.name,
                    entry.key(),
                    hint(entry.key(), &lists)
                )),
            }
        }
    }

    /// One fact: a value, a fact in full, or several of those.
    fn claims(&mut self, entry: &Entry<'_>, attribute: &Attribute, path: &Path, given: &Given) {
        let claims: Vec<Claim> = match entry.value() {
            DeValue::Array(array) if array.is_empty() => {
                entry.note(format!("nothing is said about `{path}`: leave it out, and it is missing"));
                return;
            }
            DeValue::Array(_) => {
                let each = entry.elements().unwrap_or_default();
                each.iter().filter_map(|entry| self.in_full(&entry.table()?, attribute, given)).collect()
            }
            DeValue::Table(table)
                if !matches!(attribute.takes, Type::Place) || table.contains_key("value") =>
            {
                entry.table().and_then(|table| self.in_full(&table, attribute, given)).into_iter().collect()
            }
            _ => entry
                .value_of(attribute.takes)
                .and_then(|value| self.claim(entry, value, given))
                .into_iter()
                .collect(),
        };
        if let Some(origin) = says_two_things_at_once(&claims) {
            entry.note(format!(
                "`{origin}` says two different things about `{path}` at the same moment: say who (by) or when (observed)"
            ));
        }
        for claim in claims {
            if let Err(error) = self.dossier.say(path, claim) {
                entry.note(error.to_string());
            }
        }
    }

    fn in_full(&self, table: &Table<'_>, attribute: &Attribute, given: &Given) -> Option<Claim> {
        table.only(&IN_FULL);
        let given = self.common(table, given);
        let value = table.need("value", "a fact in full says its value")?;
        let mut claim = self.claim(&value, value.value_of(attribute.takes)?, &given)?;
        if let Some(settles) = table.get("settles") {
            if attribute.nature != Nature::Finding {
                settles.note_key(format!(
                    "only what was found can be settled by somebody else: who planned or did `{}` replaces their own \
                     word by a later claim (observed)",
                    attribute.name
                ));
            }
            claim.settles = settles.elements()?.iter().filter_map(Entry::parse).collect();
        }
        Some(claim)
    }

    fn claim(&self, entry: &Entry<'_>, value: model::Value, given: &Given) -> Option<Claim> {
        let Some(cite) = given.source.clone() else {
            entry.note("say where this comes from: `source = \"...\"` here or in the table around it");
            return None;
        };
        if given.valid_until.is_some_and(|until| until <= given.observed) {
            entry.note("this had expired before it was observed: check `observed` and `valid_until`");
        }
        Some(Claim {
            value,
            source: Source { cite, by: given.by.clone() },
            observed: given.observed,
            valid_until: given.valid_until,
            settles: Vec::new(),
        })
    }

    /// What `table` says of its claims in common, over what the tables around it say.
    fn common(&self, table: &Table<'_>, given: &Given) -> Given {
        let mut given = given.clone();
        if let Some(entry) = table.get("source")
            && let Some(source) = self.standing.sources.cited(&entry)
        {
            not_reserved(&entry, &source);
            given.source = Some(source);
        }
        if let Some(entry) = table.get("by")
            && let Some(by) = entry.parse()
        {
            not_reserved(&entry, &by);
            given.by = Some(by);
        }
        if let Some(entry) = table.get("observed") {
            given.observed = self.edge(&entry, 0).unwrap_or(given.observed);
        }
        if let Some(entry) = table.get("valid_until") {
            given.valid_until = self.edge(&entry, 1).or(given.valid_until);
        }
        given
    }

    /// A moment; or the local midnight that begins a day, or the `days`-th after it.
    fn edge(&self, entry: &Entry<'_>, days: i64) -> Option<Instant> {
        let offset: Span = self.standing.as_of.offset;
        match entry.value() {
            DeValue::Datetime(stamp) if stamp.time.is_none() => {
                let day = entry.day()?;
                Some(day.checked_add(days).unwrap_or(day).begins(offset))
            }
            _ => entry.moment().map(|at| at.now),
        }
    }

    fn mention(&mut self, entry: &Entry<'_>, path: &Path) {
        if let Err(error) = self.dossier.mention(path) {
            entry.note(error.to_string());
        }
    }
}

/// What is concluded from the facts is not said by anybody.
fn not_reserved(entry: &Entry<'_>, origin: &Word) {
    if is_reserved_origin(origin) {
        entry.note(format!(
            "`{origin}` is the name under which conclusions from the facts are drawn: nobody speaks under it, name who says this"
        ));
    }
}

fn says_two_things_at_once(claims: &[Claim]) -> Option<&Word> {
    let clash = |a: &Claim, b: &Claim| {
        a.source.origin() == b.source.origin() && a.observed == b.observed && a.value != b.value
    };
    claims
        .iter()
        .enumerate()
        .find(|(i, claim)| claims.iter().skip(i + 1).any(|other| clash(claim, other)))
        .map(|(_, claim)| claim.source.origin())
}
