//! One rule: what must hold, where and when, what follows if it does not, who mends it and how.

mod read;

use std::{collections::BTreeMap, fmt};

use model::{Day, Word, party::Role};
use serde::{Deserialize, Serialize};
use words::Language;

use crate::{example::Example, expression::Expression, remedy::Remedy};

pub(crate) use read::{basis, citations, role};

/// A rule, read and checked. `docs/rulebook.md` describes its file form.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What waivers and switches name. Versions of a rule share it; their dates do not overlap.
    pub id: Word,
    /// What must hold, in a sentence.
    pub title: String,
    /// The same in other languages, where the author gives it.
    pub title_in: BTreeMap<Language, String>,
    /// On what condition it applies; `None`: always.
    pub when: Option<Expression>,
    /// What must hold.
    pub require: Expression,
    /// What follows if it does not, or is not proved.
    pub effect: Effect,
    /// Who can mend it.
    pub owner: Role,
    /// Where it comes from, and where that can be read.
    pub source: Vec<Citation>,
    /// Whether the source says so, or we chose it.
    pub basis: Basis,
    /// Where it applies; `None`: everywhere.
    pub area: Option<Word>,
    /// On which days it applies.
    pub effective: Effective,
    /// For people.
    pub note: Option<String>,
    /// Ways to mend it.
    pub remedies: Vec<Remedy>,
    /// Its own tests.
    pub examples: Vec<Example>,
    /// The rulebook it stands in.
    pub book: Word,
    /// The line of its file it begins on, from 1.
    pub line: usize,
}

/// What follows if a rule is breached or unproved.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The movement does not depart.
    Refuse,
    /// The movement does not depart, unless this role waives the rule for it.
    RefuseUnlessWaivedBy(Role),
    /// It is said, and nothing else.
    Warn,
}

/// Whose word the rule's values are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The source's.
    Source,
    /// Ours; the rule's note says why.
    Ours,
}

/// A source, and where it can be read.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Citation {
    /// Its key in the rulebook.
    pub key: Word,
    /// Where it can be read.
    pub text: String,
}

/// The days a rule applies on, both included; `None`: without end.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Effective {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl Rule {
    /// What must hold, in a language, or in the rulebook's own if its author does not give it.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        self.title_in.get(&language).unwrap_or(&self.title)
    }
}

impl Effect {
    /// Whether the movement is refused unless the rule holds or is waived.
    #[must_use]
    pub fn refuses(self) -> bool {
        self != Effect::Warn
    }

    /// Who may waive the rule, if anybody.
    #[must_use]
    pub fn waivable_by(self) -> Option<Role> {
        match self {
            Effect::RefuseUnlessWaivedBy(role) => Some(role),
            Effect::Refuse | Effect::Warn => None,
        }
    }
}

impl Effective {
    /// Whether `day` is one of them.
    #[must_use]
    pub fn includes(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether some day is one of both.
    #[must_use]
    pub fn overlaps(self, other: Effective) -> bool {
        let begins_by = |a: Effective, b: Effective| match (a.from, b.to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        begins_by(self, other) && begins_by(other, self)
    }

    /// The included day nearest to `day`.
    #[must_use]
    pub fn nearest(self, day: Day) -> Day {
        let day = self.from.map_or(day, |from| from.max(day));
        self.to.map_or(day, |to| to.min(day))
    }
}

/// A role as files write it.
pub(crate) const fn role_word(role: Role) -> &'static str {
    match role {
        Role::DutyOfficer => "duty-officer",
        Role::Sponsor => "sponsor",
        Role::DistrictOfficer => "district-officer",
        Role::Commander => "commander",
        Role::Principal => "principal",
        Role::Authority => "authority",
        Role::Investigator => "investigator",
        Role::Partner => "partner",
        Role::Administrator => "administrator",
        Role::System => "system",
    }
}

impl fmt::Display for Effective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (None, None) => f.write_str("at any time"),
            (Some(from), None) => write!(f, "from {from}"),
            (None, Some(to)) => write!(f, "until {to}"),
            (Some(from), Some(to)) => write!(f, "from {from} until {to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: Option<&str>, to: Option<&str>) -> Effective {
        Effective { from: from.map(|d| d.parse().unwrap()), to: to.map(|d| d.parse().unwrap()) }
    }

    #[test]
    fn versions_that_share_a_day_overlap() {
        let old = days(None, Some("2024-08-31"));
        assert!(!old.overlaps(days(Some("2024-09-01"), None)));
        assert!(old.overlaps(days(Some("2024-08-31"), None)));
        assert!(old.overlaps(days(None, None)));
        assert!(days(Some("2024-09-01"), None).overlaps(days(Some("2025-01-01"), Some("2025-02-01"))));
    }

    #[test]
    fn the_nearest_day_lies_within() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(days(Some("2026-03-01"), None).nearest(day("2026-01-01")), day("2026-03-01"));
        assert_eq!(days(None, Some("2012-12-31")).nearest(day("2026-01-01")), day("2012-12-31"));
        assert_eq!(days(None, None).nearest(day("2026-01-01")), day("2026-01-01"));
    }
}
