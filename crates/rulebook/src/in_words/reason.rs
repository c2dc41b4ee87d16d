//! Why an expression has its outcome, for somebody who has never seen one.

use std::fmt;

use model::{Instant, Path, Span, Value, Word};
use words::Catalogue;

use crate::expression::{Bound, Operator, Part, Reason, Relation, Said, Term, Vouched};

/// In English.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Catalogue::english()))
    }
}

impl Reason {
    /// Its parts, and how many more there are.
    #[must_use]
    pub fn in_words(&self, words: &Catalogue) -> String {
        let telling = Telling { words, offset: self.offset };
        let mut parts: Vec<String> = self.parts.iter().map(|part| telling.part(part)).collect();
        if self.more > 0 {
            parts.push(words.say_with("reason-more", [("count", self.more.into())]));
        }
        parts.join(&words.say("between-parts"))
    }
}

/// In which words, and by whose clocks.
struct Telling<'w> {
    words: &'w Catalogue,
    offset: Span,
}

impl Telling<'_> {
    fn part(&self, part: &Part) -> String {
        let words = self.words;
        match part {
            Part::Is { fact, value } => {
                let value = words.value_of(fact, value, self.offset);
                words.say_with("reason-is", [("fact", words.fact(fact).into()), ("value", value.into())])
            }
            Part::Compared { what, value, relation, bound, holds } => {
                self.compared(what, value, *relation, bound, *holds)
            }
            Part::Among { what, value, values, inside, holds } => {
                let values: Vec<String> = values.iter().map(|value| self.value(what, value)).collect();
                let bound = if *inside { "bound-one-of" } else { "bound-none-of" };
                let bound = words.say_with(bound, [("values", words.list(&values).into())]);
                self.against(what, value, bound, *holds)
            }
            Part::Missing { fact } => words.say_with("reason-missing", [("fact", words.fact(fact).into())]),
            Part::Stale { fact, since, value } => {
                let value = words.value_of(fact, value, self.offset);
                self.since(
                    ["reason-stale", "reason-stale-since"],
                    *since,
                    [("fact", words.fact(fact)), ("value", value), ("since", self.on(*since))],
                )
            }
            Part::Contradictory { fact, said } => {
                let said = self.said(fact, said);
                words.say_with(
                    "reason-contradictory",
                    [("fact", words.fact(fact).into()), ("said", said.into())],
                )
            }
            Part::Incomplete { list, vouched } => self.incomplete(list, vouched),
            Part::Empty { list } => {
                words.say_with("reason-empty", [("list", words.fact_within(list).into())])
            }
            Part::Each { list, count } => self.of_items("reason-each", list, *count, String::new()),
            Part::NoneOf { list, count } => self.of_items("reason-none-of", list, *count, String::new()),
            Part::Several { list, items } => {
                let named: Vec<String> = items.iter().map(Word::to_string).collect();
                self.of_items("reason-several", list, items.len(), words.list(&named))
            }
            Part::Constant { holds: true } => words.say("reason-constant-holds"),
            Part::Constant { holds: false } => words.say("reason-constant-fails"),
        }
    }

    fn compared(&self, what: &Term, value: &Value, relation: Relation, bound: &Bound, holds: bool) -> String {
        let mut shown = self.value(what, &bound.value);
        if let Some(term) = &bound.term {
            let term = self.term(term, false);
            shown = self.words.say_with("bound-calculated", [("term", term.into()), ("value", shown.into())]);
        }
        let of_time = matches!(value, Value::Time(_) | Value::Day(_));
        let how = match relation {
            Relation::Equal if holds && bound.term.is_none() => return self.is(what, value),
            Relation::Equal => "bound-value",
            Relation::NotEqual if holds => "bound-not",
            Relation::NotEqual => "bound-anything-but",
            Relation::Less if of_time => "bound-before",
            Relation::Less => "bound-less",
            Relation::AtMost if of_time => "bound-no-later",
            Relation::AtMost => "bound-at-most",
            Relation::More if of_time => "bound-after",
            Relation::More => "bound-more",
            Relation::AtLeast if of_time => "bound-no-earlier",
            Relation::AtLeast => "bound-at-least",
        };
        let bound = self.words.say_with(how, [("bound", shown.into())]);
        self.against(what, value, bound, holds)
    }

    fn is(&self, what: &Term, value: &Value) -> String {
        let about = [("fact", self.standing(what).into()), ("value", self.value(what, value).into())];
        self.words.say_with("reason-is", about)
    }

    fn against(&self, what: &Term, value: &Value, bound: String, holds: bool) -> String {
        let how = if holds { "reason-holds" } else { "reason-needs" };
        let value = self.value(what, value);
        let about = [("what", self.standing(what).into()), ("value", value.into()), ("bound", bound.into())];
        self.words.say_with(how, about)
    }

    fn incomplete(&self, list: &Path, vouched: &Vouched) -> String {
        let named = self.words.fact_within(list);
        match vouched {
            Vouched::ByNobody => self.words.say_with("reason-incomplete", [("list", named.into())]),
            Vouched::Denied => self.words.say_with("reason-incomplete-denied", [("list", named.into())]),
            Vouched::Expired { since } => self.since(
                ["reason-incomplete-expired", "reason-incomplete-expired-since"],
                *since,
                [("list", named), ("since", self.on(*since))],
            ),
            Vouched::Disputed { said } => {
                let said = self.said(list, said);
                self.words
                    .say_with("reason-incomplete-disputed", [("list", named.into()), ("said", said.into())])
            }
        }
    }

    /// The message, or the one that also says since when.
    fn since<const N: usize>(
        &self,
        [id, and_since]: [&str; 2],
        since: Option<Instant>,
        about: [(&'static str, String); N],
    ) -> String {
        let id = if since.is_some() { and_since } else { id };
        self.words.say_with(id, about.map(|(name, text)| (name, text.into())))
    }

    fn of_items(&self, id: &str, list: &Path, count: usize, items: String) -> String {
        let list = self.words.fact_within(list);
        self.words.say_with(id, [("list", list.into()), ("count", count.into()), ("items", items.into())])
    }

    /// Standing before its value.
    fn standing(&self, term: &Term) -> String {
        match term {
            Term::Fact { path } => self.words.fact(path),
            other => self.term(other, false),
        }
    }

    /// Within a sentence or a calculation. `tight`: where only a product or a single term needs no parentheses.
    fn term(&self, term: &Term, tight: bool) -> String {
        let words = self.words;
        match term {
            Term::Fact { path } => words.fact_within(path),
            Term::Fixed { value } => words.value(value, self.offset),
            Term::Now => words.say("term-now"),
            Term::Today => words.say("term-today"),
            Term::Size { list } => words.say_with("term-size", [("list", words.fact_within(list).into())]),
            Term::Elapsed { from, to } => {
                let [from, to] = [from, to].map(|term| self.term(term, true).into());
                self.enclosed(words.say_with("term-elapsed", [("from", from), ("to", to)]), tight)
            }
            Term::Calculated { operator, left, right } => {
                let (id, product) = match operator {
                    Operator::Add => ("term-add", false),
                    Operator::Subtract => ("term-subtract", false),
                    Operator::Multiply => ("term-multiply", true),
                };
                let left = self.term(left, product);
                let right = self.term(right, product || *operator == Operator::Subtract);
                let text = words.say_with(id, [("left", left.into()), ("right", right.into())]);
                self.enclosed(text, tight && !product)
            }
            Term::Condition { source } => source.clone(),
        }
    }

    fn enclosed(&self, text: String, needed: bool) -> String {
        if needed { self.words.say_with("term-enclosed", [("term", text.into())]) } else { text }
    }

    fn value(&self, what: &Term, value: &Value) -> String {
        match what {
            Term::Fact { path } => self.words.value_of(path, value, self.offset),
            _ => self.words.value(value, self.offset),
        }
    }

    fn said(&self, fact: &Path, said: &[Said]) -> String {
        let each = said.iter().map(|Said { by, value }| {
            let value = self.words.value_of(fact, value, self.offset);
            self.words.say_with("reason-said", [("by", by.as_str().into()), ("value", value.into())])
        });
        each.collect::<Vec<_>>().join(&self.words.say("between-parts"))
    }

    /// A moment by local clocks; midnight is the day itself.
    fn on(&self, moment: Option<Instant>) -> String {
        let text = moment.map(|moment| moment.display_local(self.offset)).unwrap_or_default();
        text.strip_suffix(" 00:00").unwrap_or(&text).to_owned()
    }
}
