//! A rule's own tests: facts, and what the rule must say about them.

use std::{fmt, sync::Arc};

use model::{Dossier, Word};
use words::Catalogue;

use crate::{At, Rule, Verdict, verdict::Judgement};

/// Facts, and the verdict expected of one rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// The verdict expected.
    pub expect: Verdict,
    /// When it happens.
    pub at: At,
    /// What is known.
    pub facts: Dossier,
    /// The line of its file it begins on, from 1.
    pub line: usize,
}

/// What came of an example.
#[derive(Clone, Debug)]
pub struct ExampleResult {
    /// The rulebook's file, as the person named it.
    pub file: String,
    /// The example's line, from 1.
    pub line: usize,
    /// The rule.
    pub rule: Word,
    /// The example's name.
    pub example: String,
    /// What was expected.
    pub expected: Verdict,
    /// What came out, and why.
    pub judgement: Judgement,
}

impl ExampleResult {
    /// Judges `rule` by one of its examples.
    pub(crate) fn of(file: &str, rule: &Arc<Rule>, example: &Example) -> Self {
        ExampleResult {
            file: file.to_owned(),
            line: example.line,
            rule: rule.id.clone(),
            example: example.name.clone(),
            expected: example.expect,
            judgement: crate::evaluate::judge_alone(rule, &example.facts, example.at),
        }
    }

    /// Whether it came out as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.judgement.verdict == self.expected
    }

    /// Where it stands, what was expected and what came out.
    #[must_use]
    pub fn in_words(&self, words: &Catalogue) -> String {
        let ExampleResult { file, line, rule, example, expected, judgement } = self;
        let about = [
            ("at", format!("{file}:{line}").into()),
            ("rule", rule.as_str().into()),
            ("example", example.as_str().into()),
            ("expected", expected.in_words(words).into()),
            ("found", judgement.verdict.in_words(words).into()),
            ("reason", judgement.reason.in_words(words).into()),
        ];
        words.say_with("rules-example-failed", about)
    }
}

/// In English.
impl fmt::Display for ExampleResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Catalogue::english()))
    }
}
