//! Canaries: every value, label, name, text and hour of a movement is one that stands nowhere else, so that an answer
//! that holds it tells where it leaked from.

use std::{cell::RefCell, collections::HashMap};

use access::Part;
use model::{
    Claim, Day, Dossier, Instant, Path, Quantity, Source, Span, Value, Word,
    id::TextId,
    schema::{DOSSIER, Kind, Type},
    value::Plain,
};
use uuid::Uuid;

use crate::{
    policy::{part_of, parts_of_label},
    room::word,
};

/// Something to be kept.
#[derive(Clone, Debug)]
pub struct Secret {
    /// The number of the movement it belongs to; `None`: the room.
    pub number: Option<Word>,
    /// Whichever of these parts is shown shows it.
    pub parts: Vec<Part>,
    /// Where it stands.
    pub at: Path,
    /// What it is, for the report.
    pub what: &'static str,
}

/// Makes canaries and knows each.
#[derive(Default)]
pub struct Secrets {
    known: RefCell<HashMap<String, Secret>>,
    count: RefCell<i64>,
}

/// Where a canary is put.
#[derive(Clone)]
pub struct Place<'a> {
    pub number: Option<&'a Word>,
    pub parts: Vec<Part>,
    pub at: Path,
}

impl<'a> Place<'a> {
    pub fn fact(number: &'a Word, at: &Path) -> Self {
        Place { number: Some(number), parts: vec![part_of(&at.to_string())], at: at.clone() }
    }

    pub fn of(number: &'a Word, parts: &[Part], at: &Path) -> Self {
        Place { number: Some(number), parts: parts.to_vec(), at: at.clone() }
    }
}

/// Hours that no canary but one is, and none is another's some minutes later: whatever is late is so by minutes.
fn moment(of: &str, n: i64) -> Instant {
    let whole = Span::minutes(i32::try_from(n).unwrap());
    of.parse::<Instant>().unwrap().checked_add(Span(whole.0 + n)).unwrap()
}

impl Secrets {
    fn next(&self) -> i64 {
        *self.count.borrow_mut() += 1;
        *self.count.borrow()
    }

    fn keep(&self, token: &str, place: &Place<'_>, what: &'static str) {
        let Place { number, parts, at } = place.clone();
        let secret = Secret { number: number.cloned(), parts, at, what };
        let before = self.known.borrow_mut().insert(token.to_owned(), secret);
        assert!(before.is_none(), "{token} is no canary: it stands in two places");
    }

    pub fn word(&self, place: &Place<'_>, what: &'static str) -> Word {
        let text = format!("z{}z", self.next());
        self.keep(&text, place, what);
        word(&text)
    }

    /// An item of a list, under a label that is a canary.
    pub fn item(&self, number: &Word, list: &Path, parts: &[Part]) -> Path {
        let label = word(&format!("z{}z", self.next()));
        let item = list.clone().item(&label);
        self.keep(label.as_str(), &Place::of(number, parts, &item), "the label");
        item
    }

    /// Something that stands in many places.
    pub fn everywhere(&self, token: &str, parts: &[Part], what: &'static str) {
        self.keep(token, &Place { number: None, parts: parts.to_vec(), at: Path::root() }, what);
    }

    pub fn text(&self, place: &Place<'_>, what: &'static str) -> TextId {
        let n = self.next();
        self.keep(&format!("t{n}t"), place, what);
        TextId(Uuid::from_u128(u128::try_from(n).unwrap()))
    }

    /// The words of a text.
    pub fn words(id: TextId) -> String {
        format!("t{}t", id.0.as_u128())
    }

    /// An hour of the past.
    pub fn before(&self, place: &Place<'_>, what: &'static str) -> Instant {
        self.hour(moment("2001-01-01T00:00:00Z", self.next()), place, what)
    }

    /// An hour far ahead.
    pub fn after(&self, place: &Place<'_>, what: &'static str) -> Instant {
        self.hour(moment("2051-01-01T00:00:00Z", self.next()), place, what)
    }

    /// This hour, as a canary: it must be nobody else's.
    pub fn hour(&self, at: Instant, place: &Place<'_>, what: &'static str) -> Instant {
        self.keep(&at.to_string(), place, what);
        at
    }

    /// First and last day of a window that holds every day of the test.
    pub fn window(&self, place: &Place<'_>) -> (Day, Day) {
        let day = |from: &str, what| {
            let days = self.next();
            let day = from.parse::<Day>().unwrap().checked_add(days).unwrap();
            self.keep(&day.to_string(), place, what);
            day
        };
        (day("1930-01-01", "first day announced"), day("2110-01-01", "last day announced"))
    }

    /// What `token` gives away, if it is a canary.
    pub fn told_by(&self, token: &str) -> Option<Secret> {
        self.known.borrow().get(token).cloned()
    }

    /// Somebody's word on the fact at `at`: what is said, by whom, where, when and until when.
    pub fn claim(&self, number: &Word, at: &Path, value: Value) -> Claim {
        let place = Place::fact(number, at);
        let source = Source {
            cite: self.word(&place, "where it can be read"),
            by: Some(self.word(&place, "who said so")),
        };
        let (observed, valid_until) =
            (self.before(&place, "when it was so"), self.after(&place, "until when"));
        Claim { value, source, observed, valid_until: Some(valid_until), settles: Vec::new() }
    }

    fn value(&self, takes: Type, number: &Word, at: &Path) -> Option<Value> {
        let place = Place::fact(number, at);
        Some(match takes {
            Type::Bool => Value::Bool(true),
            Type::Word([]) if at.to_string().ends_with("area") => {
                Value::Word(word(&format!("pk/kp/{}", self.word(&place, "the area"))))
            }
            Type::Word([]) => Value::Word(self.word(&place, "the word")),
            Type::Word(words) => Value::Word(word(words[0])),
            Type::Quantity(unit) => {
                let value = Value::Quantity(Quantity { n: 700_000_000 + self.next(), unit });
                let told = serde_json::to_value(Plain(&value)).unwrap().to_string();
                let token = told.trim_matches('"').split(' ').next().unwrap().to_owned();
                // Some lengths and spans are written in pieces; who said them and when stays a canary.
                if token.len() > 6 {
                    self.keep(&token, &place, "the amount");
                }
                value
            }
            Type::Time => Value::Time(self.after(&place, "the hour")),
            Type::Day => {
                let days = self.next();
                let day = "1975-01-01".parse::<Day>().unwrap().checked_add(days).unwrap();
                self.keep(&day.to_string(), &place, "the day");
                Value::Day(day)
            }
            Type::Place | Type::Record(_) | Type::List(_) => return None,
        })
    }

    /// Says everything the schema knows about one thing and the things within it. `leave` names what is said
    /// otherwise or cannot be stated.
    pub fn say_all(
        &self,
        facts: &mut Dossier,
        number: &Word,
        kind: &Kind,
        at: &Path,
        leave: &dyn Fn(&str) -> bool,
    ) {
        for attribute in kind.attributes {
            let here = at.clone().attribute(&word(attribute.name));
            if leave(&here.to_string()) {
                continue;
            }
            match attribute.takes {
                Type::Record(inner) => self.say_all(facts, number, inner, &here, leave),
                Type::List(inner) => {
                    let list = here.to_string().split(['.', '[']).next().unwrap_or_default().to_owned();
                    let item = self.item(number, &here, parts_of_label(&list));
                    facts.mention(&item).unwrap();
                    self.say_all(facts, number, inner, &item, leave);
                }
                takes => {
                    if let Some(value) = self.value(takes, number, &here) {
                        facts.say(&here, self.claim(number, &here, value)).unwrap();
                    }
                }
            }
        }
    }

    /// An order that says everything but what `leave` names.
    pub fn order(&self, number: &Word, leave: &dyn Fn(&str) -> bool) -> Dossier {
        let mut facts = Dossier::default();
        self.say_all(&mut facts, number, &DOSSIER, &Path::root(), leave);
        facts
    }
}

/// The words, numbers and times of an answer.
pub fn tokens(answer: &str) -> impl Iterator<Item = &str> {
    let splits = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '.' | '+'));
    answer.split(splits).map(|token| token.trim_matches([':', '.', '-'])).filter(|token| !token.is_empty())
}
