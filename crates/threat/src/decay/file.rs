//! The tables, from TOML.

use std::collections::BTreeMap;

use model::Word;
use serde::Deserialize;
use toml::Spanned;

use super::{Decay, Term};

/// The largest file read, in bytes.
const LARGEST: usize = 1 << 20;

/// Why a file is not a table of decay, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct BadDecayFile {
    /// The file's name, as given by the caller.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    decay: String,
    #[serde(default)]
    no_harm: Vec<Word>,
    terms: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    kind: Word,
    events_permille: u32,
    half_life_hours: u32,
    radius_km: u32,
    basis: String,
}

impl Decay {
    /// Reads tables; `file` is their name for error messages.
    ///
    /// # Errors
    /// The first fault, with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, BadDecayFile> {
        let at = |position: usize, what: String| {
            let before = text.as_bytes().get(..position).unwrap_or_default();
            let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
            BadDecayFile { file: file.to_owned(), line, what }
        };
        if text.len() > LARGEST {
            return Err(at(0, format!("{} bytes are too many: at most {LARGEST} are read", text.len())));
        }
        let read: File = toml::from_str(text)
            .map_err(|error| at(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
        let mut terms: BTreeMap<Word, Vec<Term>> = BTreeMap::new();
        for row in read.terms {
            let start = row.span().start;
            let row = row.into_inner();
            if let Some(what) = row.fault(&read.no_harm) {
                return Err(at(start, what));
            }
            terms.entry(row.kind.clone()).or_default().push(row.into());
        }
        Ok(Decay { name: read.decay, no_harm: read.no_harm, terms })
    }
}

impl Row {
    fn fault(&self, no_harm: &[Word]) -> Option<String> {
        let kind = &self.kind;
        let within = |name: &str, value: u32, least: u32, most: u32, unit: &str| {
            let fits = (least..=most).contains(&value);
            (!fits).then(|| format!("{kind}: {name} is {value}: state {least} to {most} {unit}"))
        };
        within("events_permille", self.events_permille, 1, 1_000_000, "thousandths of an event")
            .or_else(|| within("half_life_hours", self.half_life_hours, 1, 876_600, "hours"))
            .or_else(|| within("radius_km", self.radius_km, 1, 100, "kilometres"))
            .or_else(|| {
                self.basis.trim().is_empty().then(|| {
                    format!("{kind}: say in `basis` where the values come from, or that they are ours")
                })
            })
            .or_else(|| {
                no_harm
                    .contains(kind)
                    .then(|| format!("{kind} stands under `no_harm` too: it is one or the other"))
            })
    }
}

impl From<Row> for Term {
    fn from(row: Row) -> Term {
        Term {
            events_permille: row.events_permille,
            half_life_hours: row.half_life_hours,
            radius_km: row.radius_km,
            basis: row.basis,
        }
    }
}
