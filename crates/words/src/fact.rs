//! A fact's name as people say it: `vehicle bus: withstands bullets`, not `vehicles[bus].bullet_proof`.
//!
//! Labels are identifiers and stay as the file has them.

use model::{
    Path, Segment, Word,
    schema::{Attribute, COMPLETE, DOSSIER, KINDS, Kind, Type, place_at},
};

use crate::{Catalogue, Language};

/// What a path names: the items it leads through, and what is said about the last.
struct Named {
    items: Vec<String>,
    fact: String,
}

impl Catalogue {
    /// A fact, a list, a thing or an item, standing by itself: `vehicle bus: withstands bullets`.
    #[must_use]
    pub fn fact(&self, path: &Path) -> String {
        self.apart("fact-of-item", self.named(&DOSSIER, path.segments()))
    }

    /// The same within a sentence: `withstands bullets (vehicle bus)`.
    #[must_use]
    pub fn fact_within(&self, path: &Path) -> String {
        self.apart("fact-within-item", self.named(&DOSSIER, path.segments()))
    }

    /// What names lead to from a thing of this kind, whichever it is: `withstands bullets`.
    #[must_use]
    pub fn attribute(&self, kind: &'static Kind, names: &[Word]) -> String {
        let segments: Vec<Segment> = names.iter().cloned().map(Segment::Attribute).collect();
        self.apart("fact-within-item", self.named(kind, &segments))
    }

    /// A thing by its name; `None` where there is only one of it, which need not be named.
    #[must_use]
    pub fn thing(&self, path: &Path) -> Option<String> {
        let is_item = matches!(path.segments().last(), Some(Segment::Item(_)));
        match place_at(path) {
            Ok(Type::Record(kind)) if !is_item && stands_once(kind) => None,
            _ => Some(self.fact(path)),
        }
    }

    /// What an attribute means: its name in this language. The schema itself says it in more words, in English.
    #[must_use]
    pub fn meaning(&self, attribute: &'static Attribute) -> String {
        if self.language() == Language::English {
            return attribute.doc.to_owned();
        }
        let holds = |kind: &&&'static Kind| kind.attributes.iter().any(|row| std::ptr::eq(row, attribute));
        match KINDS.iter().find(holds) {
            Some(kind) => self.say(&message_of(kind, attribute)),
            None => self.say("fact-complete-meaning"),
        }
    }

    fn apart(&self, how: &str, Named { items, fact }: Named) -> String {
        match (items.is_empty(), fact.is_empty()) {
            (true, _) => fact,
            (false, true) => self.list(&items),
            (false, false) => self.say_with(how, [("item", self.list(&items).into()), ("fact", fact.into())]),
        }
    }

    fn named(&self, start: &'static Kind, segments: &[Segment]) -> Named {
        let mut named = Named { items: Vec::new(), fact: String::new() };
        let (mut kind, mut within) = (start, String::new());
        let mut list: Option<(&'static Kind, String)> = None;
        for segment in segments {
            let mut through = list.take();
            if let (Segment::Attribute(name), Some((items, _))) = (segment, &through)
                && *name != *COMPLETE.name
            {
                // Of every item, whichever it is.
                (kind, within) = (items, String::new());
                named.items.push(std::mem::take(&mut named.fact));
                through = None;
            }
            match (segment, through) {
                (Segment::Item(label), Some((items, id))) => {
                    named.items.push(self.say_part(&id, "item", [("label", label.as_str().into())]));
                    (kind, within, named.fact) = (items, String::new(), String::new());
                }
                (Segment::Attribute(name), Some(_)) if *name == *COMPLETE.name => {
                    named.fact = self.say_with("fact-complete", [("list", named.fact.into())]);
                }
                (Segment::Attribute(name), None) => {
                    let Some(attribute) = kind.attribute(name.as_str()) else { continue };
                    let id = message_of(kind, attribute);
                    named.fact = self.with_record(&within, self.say(&id));
                    match attribute.takes {
                        Type::Record(inner) if stands_once(inner) => kind = inner,
                        // One who must be told is named like an item; its notice is part of what is said.
                        Type::Record(inner) if std::ptr::eq(kind, &DOSSIER) => {
                            kind = inner;
                            named.items.push(std::mem::take(&mut named.fact));
                        }
                        Type::Record(inner) => {
                            kind = inner;
                            within.clone_from(&named.fact);
                        }
                        Type::List(inner) => list = Some((inner, id)),
                        _ => {}
                    }
                }
                // No path of the schema leads here.
                _ => {}
            }
        }
        named
    }

    fn with_record(&self, record: &str, fact: String) -> String {
        match record {
            "" => fact,
            record => self.say_with("fact-of-record", [("record", record.into()), ("fact", fact.into())]),
        }
    }
}

/// The message that names an attribute.
fn message_of(kind: &Kind, attribute: &Attribute) -> String {
    format!("fact-{}-{}", kind.name, attribute.name)
}

/// Of a thing there is only one of, its facts say by themselves what they are about.
fn stands_once(kind: &'static Kind) -> bool {
    let is_it = |attribute: &&Attribute| match attribute.takes {
        Type::Record(found) | Type::List(found) => std::ptr::eq(found, kind),
        _ => false,
    };
    KINDS.iter().flat_map(|kind| kind.attributes).filter(is_it).count() == 1
}
