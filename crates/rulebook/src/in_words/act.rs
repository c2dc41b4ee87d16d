//! Acts: what a rule's remedy has somebody do, and what a way out does.

use std::fmt;

use model::{
    Path, Segment, Span, Value, Word,
    schema::{COMPLETE, DOSSIER, Type, place_at},
};
use words::Catalogue;

use crate::{
    fix::{Setting, Step},
    remedy::{Action, Measure, Note, Object, Place, Remedy},
};

/// In English: `give notice, for each of the districts that need it`.
impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Catalogue::english()))
    }
}

/// In English: `give notice: district shangla; then early notice given: yes`.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&acts(&[self], Catalogue::english(), None))
    }
}

impl Action {
    /// What it is, without its object.
    #[must_use]
    pub fn in_words(self, words: &Catalogue) -> String {
        words.say(&format!("action-{}", self.word()))
    }
}

impl Remedy {
    /// What is done, each act once.
    #[must_use]
    pub fn acts(&self, words: &Catalogue) -> Vec<String> {
        let mut acts: Vec<(Action, Vec<String>)> = Vec::new();
        for measure in &self.measures {
            let objects = measure.open_objects(words);
            match acts.iter_mut().find(|(action, _)| *action == measure.action) {
                Some((_, known)) => extend(known, objects),
                None => acts.push((measure.action, objects)),
            }
        }
        acts.into_iter().map(|(action, objects)| about(action.in_words(words), &objects, words)).collect()
    }
}

impl Measure {
    /// What the action alone leaves open: which facts are established, which lists are vouched for.
    fn open_objects(&self, words: &Catalogue) -> Vec<String> {
        if !matches!(self.action, Action::VerifyFact | Action::CompleteList) {
            return Vec::new();
        }
        let named = |object: &Object| match object {
            Object::Fact(names) | Object::List(names) => words.attribute(&DOSSIER, names),
        };
        self.objects().iter().map(named).collect()
    }

    /// The whole of it: for which things, and what the author says to those who do it.
    #[must_use]
    pub fn in_words(&self, words: &Catalogue) -> String {
        let mut act = about(self.action.in_words(words), &self.open_objects(words), words);
        if let Some(each) = self.given().last() {
            let how = if self.only_if.is_some() { "act-for-those" } else { "act-for-each" };
            let list = self.named(&each.list, words);
            act = words.say_with(how, [("act", act.into()), ("list", list.into())]);
        }
        noted(act, self.note.as_ref(), words)
    }

    fn named(&self, place: &Place, words: &Catalogue) -> String {
        let kind = place.variable.and_then(|index| self.each.get(index)).map_or(&DOSSIER, |each| each.kind);
        words.attribute(kind, &place.names)
    }
}

/// Whether two steps can be told as one: the same act by the same person, that leaves nothing in doubt about
/// either.
#[must_use]
pub fn is_same_act(one: &Step, other: &Step) -> bool {
    let plain = |step: &Step| step.subject.is_some() && step.drops.is_none() && step.brings.is_none();
    let differs =
        |a: &Setting, b: &Setting| within(one, &a.path) == within(other, &b.path) && a.value != b.value;
    one.action == other.action
        && one.owner == other.owner
        && one.not_before == other.not_before
        && one.note == other.note
        && plain(one)
        && plain(other)
        && !one.sets.iter().any(|a| other.sets.iter().any(|b| differs(a, b)))
}

/// Steps that are the same act, told as one: what is done, to which things, and what holds afterwards. Times are told
/// by clocks `offset` ahead of UTC; without it as UTC, and saying so.
#[must_use]
pub fn acts(steps: &[&Step], words: &Catalogue, offset: Option<Span>) -> String {
    let Some(first) = steps.first() else { return String::new() };
    let mut objects: Vec<String> = Vec::new();
    let mut afterwards: Vec<String> = Vec::new();
    for step in steps {
        let lists = step.sets.iter().filter_map(|setting| vouched_list(&setting.path));
        let lists: Vec<String> = lists.map(|list| words.fact_within(&list)).collect();
        let thing = step.subject.as_ref().and_then(|subject| words.thing(subject));
        let named = if lists.is_empty() { thing.into_iter().collect() } else { lists };
        extend(&mut objects, named);
        let facts = step.sets.iter().filter(|setting| vouched_list(&setting.path).is_none());
        extend(&mut afterwards, facts.map(|setting| holds(step, setting, words, offset)).collect());
    }
    let mut act = about(first.action.in_words(words), &objects, words);
    if !afterwards.is_empty() {
        let facts = words.list(&afterwards);
        let afterwards = words.say_with("act-afterwards", [("facts", facts.into())]);
        act = [act, afterwards].join(&words.say("between-parts"));
    }
    if first.not_before.is_some() {
        act = words.say_with("act-on-the-day", [("act", act.into())]);
    }
    noted(act, first.note.as_ref(), words)
}

fn extend(texts: &mut Vec<String>, further: Vec<String>) {
    for text in further {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
}

/// The list whose completeness `path` is.
fn vouched_list(path: &Path) -> Option<Path> {
    match path.split_last()? {
        (list, Segment::Attribute(last)) if *last == *COMPLETE.name => Some(list),
        _ => None,
    }
}

/// A fact that holds afterwards, named from the thing the step is about.
fn holds(step: &Step, setting: &Setting, words: &Catalogue, offset: Option<Span>) -> String {
    let value = match (&setting.value, offset) {
        (Value::Time(moment), None) => moment.to_string(),
        (value, offset) => words.value_of(&setting.path, value, offset.unwrap_or(Span::ZERO)),
    };
    let fact = match within(step, &setting.path) {
        Some((item, names)) => match place_at(&item) {
            Ok(Type::Record(kind)) => words.attribute(kind, &names),
            _ => words.fact(&setting.path),
        },
        None => words.fact(&setting.path),
    };
    words.say_with("reason-is", [("fact", fact.into()), ("value", value.into())])
}

/// The thing the step is about, and the names from there to `path`, if it leads through it.
fn within(step: &Step, path: &Path) -> Option<(Path, Vec<Word>)> {
    let about = [&step.brings, &step.subject].into_iter().flatten();
    let mut through = about.filter_map(|item| Some((item, path.segments().strip_prefix(item.segments())?)));
    let (item, rest) = through.next()?;
    let names = rest.iter().map(|segment| match segment {
        Segment::Attribute(name) => Some(name.clone()),
        Segment::Item(_) => None,
    });
    Some((item.clone(), names.collect::<Option<_>>()?))
}

fn about(act: String, objects: &[String], words: &Catalogue) -> String {
    match objects {
        [] => act,
        objects => {
            words.say_with("act-about", [("act", act.into()), ("objects", words.list(objects).into())])
        }
    }
}

fn noted(act: String, note: Option<&Note>, words: &Catalogue) -> String {
    match note {
        None => act,
        Some(note) => {
            words.say_with("act-noted", [("act", act.into()), ("note", note.in_words(words).into())])
        }
    }
}
