//! Tables and their entries. Reading never fails: what does not fit is noted in the margin, and the reader
//! goes on to find the next fault.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::Margin;

/// A table of a file.
#[derive(Clone, Copy)]
pub struct Table<'d> {
    entries: &'d DeTable<'d>,
    at: usize,
    name: &'d str,
    margin: &'d Margin<'d>,
}

/// A value of a file, and the key it stands under.
#[derive(Clone)]
pub struct Entry<'d> {
    key: &'d str,
    key_at: usize,
    value: &'d DeValue<'d>,
    span: Range<usize>,
    margin: &'d Margin<'d>,
}

impl<'d> Table<'d> {
    pub(super) fn new(entries: &'d DeTable<'d>, at: usize, name: &'d str, margin: &'d Margin<'d>) -> Self {
        Table { entries, at, name, margin }
    }

    /// The value under `key`, if there is one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Entry<'d>> {
        self.entries.get_key_value(key).map(|(key, value)| self.entry(key, value))
    }

    /// The value under `key`; notes what is `missing` (in words, with what to write) if there is none.
    #[must_use]
    pub fn need(&self, key: &str, missing: &str) -> Option<Entry<'d>> {
        let found = self.get(key);
        if found.is_none() {
            self.note(format!("{} has no `{key}`: {missing}", self.name));
        }
        found
    }

    /// Every entry, in the file's order.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry<'d>> {
        let mut all: Vec<_> = self.entries.iter().map(|(key, value)| self.entry(key, value)).collect();
        all.sort_by_key(|entry| entry.key_at);
        all
    }

    /// Notes every key that is not one of `known`.
    pub fn only(&self, known: &[&str]) {
        for entry in self.entries() {
            if !known.contains(&entry.key) {
                entry.note_key(format!("{} has no key `{}`{}", self.name, entry.key, hint(entry.key, known)));
            }
        }
    }

    /// Notes a fault of the table as a whole.
    pub fn note(&self, message: impl Into<String>) {
        self.margin.note(self.at, message);
    }

    /// What people call the table.
    #[must_use]
    pub fn name(&self) -> &'d str {
        self.name
    }

    /// The line the table begins on, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.margin.line(self.at)
    }

    /// The margin faults go to.
    #[must_use]
    pub fn margin(&self) -> &'d Margin<'d> {
        self.margin
    }

    fn entry(
        &self,
        key: &'d toml::Spanned<toml::de::DeString<'d>>,
        value: &'d toml::Spanned<DeValue<'d>>,
    ) -> Entry<'d> {
        Entry {
            key: key.get_ref(),
            key_at: key.span().start,
            value: value.get_ref(),
            span: value.span(),
            margin: self.margin,
        }
    }
}

impl<'d> Entry<'d> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &'d str {
        self.key
    }

    /// Where the value stands in the file's text, in bytes; with its quotes or brackets.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The value as parsed.
    #[must_use]
    pub fn value(&self) -> &'d DeValue<'d> {
        self.value
    }

    /// The margin faults go to.
    #[must_use]
    pub fn margin(&self) -> &'d Margin<'d> {
        self.margin
    }

    /// Notes a fault of the value.
    pub fn note(&self, message: impl Into<String>) {
        self.margin.note(self.span.start, message);
    }

    /// Notes a fault of the key.
    pub fn note_key(&self, message: impl Into<String>) {
        self.margin.note(self.key_at, message);
    }

    /// A text in quotes.
    #[must_use]
    pub fn text(&self) -> Option<&'d str> {
        match self.value {
            DeValue::String(text) => Some(text),
            _ => self.mistyped("a text in quotes"),
        }
    }

    /// A text that reads as a `T`: a word, a path, anything with an error that says what is wrong.
    #[must_use]
    pub fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(&self) -> Option<T> {
        self.text()?.parse().map_err(|error: T::Err| self.note(error.to_string())).ok()
    }

    /// A text that is one of the words `T` has, in its serialised form.
    #[must_use]
    pub fn one_of<T: serde::de::DeserializeOwned>(&self, what: &str, words: &[&str]) -> Option<T> {
        let text = self.text()?;
        let read = T::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(text));
        read.map_err(|_| self.note(format!("`{text}` is not {what}{}", hint(text, words)))).ok()
    }

    /// `true` or `false`.
    #[must_use]
    pub fn boolean(&self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(yes) => Some(*yes),
            _ => self.mistyped("true or false"),
        }
    }

    /// A table.
    #[must_use]
    pub fn table(&self) -> Option<Table<'d>> {
        match self.value {
            DeValue::Table(entries) => Some(Table::new(entries, self.start(), self.key, self.margin)),
            _ => self.mistyped("a table"),
        }
    }

    /// An array: its elements, under this entry's key.
    #[must_use]
    pub fn elements(&self) -> Option<Vec<Entry<'d>>> {
        match self.value {
            DeValue::Array(array) => {
                let element = |value: &'d toml::Spanned<DeValue<'d>>| Entry {
                    value: value.get_ref(),
                    span: value.span(),
                    ..self.clone()
                };
                Some(array.iter().map(element).collect())
            }
            _ => self.mistyped("an array"),
        }
    }

    /// An array of tables: `[[key]]` or `key = [ { ... } ]`. Elements that are none are noted and left out.
    #[must_use]
    pub fn tables(&self) -> Vec<Table<'d>> {
        self.elements().unwrap_or_default().iter().filter_map(Entry::table).collect()
    }

    /// Notes that the value should have been `expected`.
    pub fn mistyped<T>(&self, expected: &str) -> Option<T> {
        self.note(format!("`{}` takes {expected}, not {}", self.key, self.described()));
        None
    }

    /// A table written as `[a.b]` begins at its header; one that only exists through others, at its key.
    fn start(&self) -> usize {
        if self.span.is_empty() { self.key_at } else { self.span.start }
    }

    fn described(&self) -> String {
        match self.value {
            DeValue::String(text) => format!("the text \"{}\"", text.chars().take(40).collect::<String>()),
            DeValue::Integer(number) => format!("the number {number}"),
            DeValue::Float(number) => format!("the number {number}"),
            DeValue::Boolean(yes) => yes.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Array(_) => "an array".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        }
    }
}

/// What may have been meant by `given`, or else what there is.
pub(crate) fn hint(given: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|word| (strsim::damerau_levenshtein(given, word), word))
        .filter(|(distance, word)| *distance <= 1 + word.len() / 5)
        .min();
    match near {
        Some((_, word)) => format!(": did you mean `{word}`?"),
        None if known.is_empty() => String::new(),
        None => format!("; there is {}", known.join(", ")),
    }
}
