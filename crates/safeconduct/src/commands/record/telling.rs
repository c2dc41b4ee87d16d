//! What the record says, in a reader's language: sentences of the catalogue about entries and what came of them.
//!
//! What an entry says is told as it stands, never as more: a verdict is a verdict of the rules at that moment.
//! Names and reasons lie in the room's vault and are not in the log; here stands only by which number the room
//! finds them.

mod again;
mod duress;
mod evaluation;
mod event;
mod gate;
mod log;
mod message;
mod notice;
mod road;
mod voice;

use std::{collections::BTreeMap, fmt::Display};

use conduct::command::Statement;
use model::{
    Instant, Path, Span,
    id::{MovementId, PersonId, TextId},
    schema,
};
use words::{Catalogue, Variable};

pub use again::{again, snapshot};
pub use log::{clock_jumped, epoch_opened, key_rotated, no_entry, not_readable};

/// The most that is listed in a sentence.
const MOST: usize = 12;

/// In which words events are told, by whose clocks, and by which numbers movements are called.
pub struct Telling<'a> {
    pub words: &'a Catalogue,
    pub offset: Span,
    pub numbers: &'a BTreeMap<MovementId, String>,
    /// What people are called who are made up; everybody else's names lie in the vault.
    pub people: &'a BTreeMap<PersonId, String>,
}

impl Telling<'_> {
    fn say<const N: usize>(&self, id: &str, about: [(&str, Variable<'_>); N]) -> String {
        self.words.say_with(id, about)
    }

    /// What happened, and what further there is to say of it.
    fn parts(&self, parts: impl IntoIterator<Item = Option<String>>) -> String {
        let said: Vec<String> = parts.into_iter().flatten().collect();
        said.join(&self.words.say("between-parts"))
    }

    /// The number people use, or the identifier where the entry that gave the number is not here.
    fn number(&self, movement: &MovementId) -> Variable<'static> {
        self.numbers.get(movement).cloned().unwrap_or_else(|| movement.to_string()).into()
    }

    fn person(&self, person: &PersonId) -> String {
        self.people.get(person).cloned().unwrap_or_else(|| person.to_string())
    }

    fn people(&self, people: &[PersonId]) -> Variable<'static> {
        let people: Vec<String> = people.iter().map(|person| self.person(person)).collect();
        self.listed(&people)
    }

    fn moment(&self, at: Instant) -> Variable<'static> {
        moment(at, self.offset).into()
    }

    fn until(&self, at: Option<Instant>) -> Option<String> {
        at.map(|at| self.say("entry-until", [("at", self.moment(at))]))
    }

    fn text(&self, id: &TextId) -> String {
        self.say("entry-text", [("text", name(id))])
    }

    /// A fact or a thing by its name; what the schema does not know, as it stands in the entry.
    fn fact(&self, path: &Path) -> String {
        let is_known = schema::attribute_at(path).is_ok() || schema::place_at(path).is_ok();
        if is_known { self.words.fact(path) } else { path.to_string() }
    }

    fn stated(&self, statements: &[Statement]) -> Variable<'static> {
        let stated = |Statement { path, claim }: &Statement| {
            let about = [
                ("fact", self.fact(path).into()),
                ("value", self.words.value_of(path, &claim.value, self.offset).into()),
                ("source", name(claim.source.origin())),
            ];
            self.say("entry-statement", about)
        };
        first_of(statements, stated, self.words).join(&self.words.say("between-parts")).into()
    }

    fn listed(&self, items: &[impl Display]) -> Variable<'static> {
        listed(items, self.words)
    }
}

/// A moment on the world's own clocks, with their offset: `2026-11-24 07:00 +05:00`.
pub fn moment(at: Instant, offset: Span) -> String {
    let minutes = offset.0 / 60_000_000;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    format!("{} {sign}{hours:02}:{minutes:02}", at.display_local(offset))
}

/// What is called the same in every language: identifiers, numbers, days.
fn name(of: &impl Display) -> Variable<'static> {
    of.to_string().into()
}

/// How the catalogue tells yes from no.
fn yes(it_is: bool) -> Variable<'static> {
    if it_is { "yes" } else { "no" }.into()
}

fn listed(items: &[impl Display], words: &Catalogue) -> Variable<'static> {
    words.list(&first_of(items, ToString::to_string, words)).into()
}

/// The first of many, each in words, and how many more there are.
fn first_of<T>(items: &[T], said: impl Fn(&T) -> String, words: &Catalogue) -> Vec<String> {
    let mut first: Vec<String> = items.iter().take(MOST).map(said).collect();
    if items.is_empty() {
        first.push(words.say("entry-nothing"));
    }
    if items.len() > MOST {
        first.push(words.say_with("reason-more", [("count", (items.len() - MOST).into())]));
    }
    first
}
