//! Rulebooks together: what a movement is judged by.

use std::{collections::BTreeMap, sync::Arc};

use model::Word;

use crate::{Rule, Rulebook, Threshold};

/// Rulebooks that go together, with single rules switched off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSet {
    books: Vec<Arc<Rulebook>>,
    switched_off: BTreeMap<Word, String>,
}

/// Why rulebooks do not go together, or a rule cannot be switched off.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incompatible {
    /// The same rule twice on the same day.
    #[error(
        "the rule `{rule}` is in force twice: {first} and {second}. Give the versions dates that do not overlap, or leave one rulebook out"
    )]
    Overlap {
        /// The rule.
        rule: Word,
        /// `file:line` of one.
        first: String,
        /// `file:line` of the other.
        second: String,
    },
    /// The same threshold twice.
    #[error("the threshold `{of}` is given twice: {first} and {second}. Leave one of the rulebooks out")]
    Threshold {
        /// Which.
        of: Word,
        /// `file:line` of one.
        first: String,
        /// `file:line` of the other.
        second: String,
    },
    /// The same rulebook twice, in two versions or in the same.
    #[error("the rulebook `{book}` is there twice: {first} and {second}. Leave one out")]
    SameBook {
        /// The rulebook.
        book: Word,
        /// The file of one.
        first: String,
        /// The file of the other.
        second: String,
    },
    /// No such rule.
    #[error("there is no rule `{0}` to switch off")]
    NoSuchRule(Word),
}

impl RuleSet {
    /// Puts rulebooks together, in this order.
    ///
    /// # Errors
    /// When a rulebook or a threshold comes twice, or a rule is in force twice on some day.
    pub fn compose(books: Vec<Arc<Rulebook>>) -> Result<Self, Incompatible> {
        for (i, book) in books.iter().enumerate() {
            for earlier in books.iter().take(i) {
                go_together(earlier, book)?;
            }
        }
        Ok(RuleSet { books, switched_off: BTreeMap::new() })
    }

    /// Switches a rule off, all its versions: it is then not applicable, for the reason given.
    ///
    /// # Errors
    /// When no rulebook has it.
    pub fn switch_off(&mut self, rule: &Word, why: impl Into<String>) -> Result<(), Incompatible> {
        if !self.rules().any(|known| known.id == *rule) {
            return Err(Incompatible::NoSuchRule(rule.clone()));
        }
        self.switched_off.insert(rule.clone(), why.into());
        Ok(())
    }

    /// The rulebooks.
    #[must_use]
    pub fn books(&self) -> &[Arc<Rulebook>] {
        &self.books
    }

    /// The rules of all of them, in order.
    pub fn rules(&self) -> impl Iterator<Item = &Arc<Rule>> {
        self.books.iter().flat_map(|book| &book.rules)
    }

    /// A threshold, if one of them gives it.
    #[must_use]
    pub fn threshold(&self, of: &str) -> Option<&Threshold> {
        self.books.iter().flat_map(|book| &book.thresholds).find(|threshold| threshold.of == *of)
    }

    /// Why `rule` is switched off, if it is.
    #[must_use]
    pub fn off(&self, rule: &Word) -> Option<&str> {
        self.switched_off.get(rule).map(String::as_str)
    }
}

fn go_together(first: &Rulebook, second: &Rulebook) -> Result<(), Incompatible> {
    if first.id == second.id {
        let (book, first, second) = (first.id.clone(), first.file().to_owned(), second.file().to_owned());
        return Err(Incompatible::SameBook { book, first, second });
    }
    for threshold in &second.thresholds {
        if let Some(other) = first.thresholds.iter().find(|other| other.of == threshold.of) {
            return Err(Incompatible::Threshold {
                of: threshold.of.clone(),
                first: format!("{}:{}", first.file(), other.line),
                second: format!("{}:{}", second.file(), threshold.line),
            });
        }
    }
    for rule in &second.rules {
        let clash = |other: &&Arc<Rule>| other.id == rule.id && other.effective.overlaps(rule.effective);
        if let Some(other) = first.rules.iter().find(clash) {
            return Err(Incompatible::Overlap {
                rule: rule.id.clone(),
                first: format!("{}:{}", first.file(), other.line),
                second: format!("{}:{}", second.file(), rule.line),
            });
        }
    }
    Ok(())
}
