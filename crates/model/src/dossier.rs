//! The facts about one movement, as a tree of the schema's shape with claims at its leaves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Claim, Path, Segment, Word,
    schema::{self, COMPLETE, Misplaced, Type},
};

/// The most items a list may hold: a movement is not a census.
pub const LONGEST_LIST: usize = 1000;

/// Everything said about one movement.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dossier {
    /// The record whose attributes are [`schema::DOSSIER`]'s.
    pub root: Record,
}

/// One thing: its attributes by name. What nobody has said anything about is absent.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Record(pub BTreeMap<Word, Node>);

/// A place of the tree.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Node {
    /// Everything said about one attribute.
    Claims(Vec<Claim>),
    /// A thing within a thing.
    Record(Record),
    /// Several things, in order.
    List(List),
}

/// Several things of a kind, in order, and who vouches that there are no others.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Claims that the list is complete. Without one, what is not in it may still exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complete: Vec<Claim>,
    /// The things, each under a label of its own.
    pub items: Vec<(Word, Record)>,
}

/// Why a claim could not be entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unplaceable {
    /// The schema has no such place.
    #[error(transparent)]
    Misplaced(#[from] Misplaced),
    /// Too many items.
    #[error("the list at `{0}` already holds {LONGEST_LIST} items, the most it may: split the movement")]
    TooLong(Path),
}

impl Dossier {
    /// The items of a list of the dossier, in the order in which they were named; none if it is no list.
    #[must_use]
    pub fn items(&self, list: &str) -> &[(Word, Record)] {
        match self.root.get(list) {
            Some(Node::List(list)) => &list.items,
            _ => &[],
        }
    }
}

impl Record {
    /// The node under `name`, if anything was said.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.0.get(name)
    }
}

impl List {
    /// The item labelled `label`.
    #[must_use]
    pub fn get(&self, label: &str) -> Option<&Record> {
        self.items.iter().find(|(key, _)| key == label).map(|(_, record)| record)
    }

    fn get_mut(&mut self, label: &Word) -> Option<&mut Record> {
        self.items.iter_mut().find(|(key, _)| key == label).map(|(_, record)| record)
    }
}

impl Dossier {
    /// Everything said at `path`; empty when nothing was, or when the path leads to no attribute.
    #[must_use]
    pub fn claims(&self, path: &Path) -> &[Claim] {
        let mut record = &self.root;
        let mut list: Option<&List> = None;
        for segment in path.segments() {
            match (segment, list) {
                (Segment::Item(label), Some(holder)) => match holder.get(label.as_str()) {
                    Some(item) => (record, list) = (item, None),
                    None => return &[],
                },
                (Segment::Attribute(name), Some(holder)) if name == COMPLETE.name => return &holder.complete,
                (Segment::Attribute(name), None) => match record.get(name.as_str()) {
                    Some(Node::Claims(claims)) => return claims,
                    Some(Node::Record(inner)) => record = inner,
                    Some(Node::List(inner)) => list = Some(inner),
                    None => return &[],
                },
                _ => return &[],
            }
        }
        &[]
    }

    /// Enters a claim at `path`, making the records and list items on the way.
    ///
    /// # Errors
    /// When the schema has no attribute there, the value is not of its type, or a list would grow too long.
    pub fn say(&mut self, path: &Path, claim: Claim) -> Result<(), Unplaceable> {
        schema::attribute_at(path)?.accepts(path, &claim.value)?;
        let Some((holder, Segment::Attribute(name))) = path.split_last() else { return Ok(()) };
        match self.make(&holder)? {
            Place::Record(record) => match record.0.entry(name.clone()).or_insert(Node::Claims(Vec::new())) {
                Node::Claims(claims) => claims.push(claim),
                Node::Record(_) | Node::List(_) => {}
            },
            Place::List(list) => list.complete.push(claim),
        }
        Ok(())
    }

    /// Makes sure the list or item at `path` exists, even if nothing is said about it.
    ///
    /// # Errors
    /// When the schema has no such place, or a list would grow too long.
    pub fn mention(&mut self, path: &Path) -> Result<(), Unplaceable> {
        schema::place_at(path)?;
        self.make(path).map(|_| ())
    }

    /// Takes an item out of a list: the plan no longer has it. Whether it was there.
    pub fn drop_item(&mut self, path: &Path) -> bool {
        let Some((holder, Segment::Item(label))) = path.split_last() else { return false };
        match self.make(&holder) {
            Ok(Place::List(list)) => {
                let before = list.items.len();
                list.items.retain(|(key, _)| key != label);
                list.items.len() < before
            }
            _ => false,
        }
    }

    /// Adds everything another dossier says to what this one says.
    ///
    /// # Errors
    /// When a list would grow too long.
    pub fn merge(&mut self, other: &Dossier) -> Result<(), Unplaceable> {
        merge_record(&mut self.root, &other.root, &Path::root())
    }

    /// Every fact said, with its path, in a fixed order.
    #[must_use]
    pub fn facts(&self) -> Vec<(Path, &[Claim])> {
        let mut found = Vec::new();
        collect(&self.root, &Path::root(), &mut found);
        found
    }

    fn make(&mut self, path: &Path) -> Result<Place<'_>, Unplaceable> {
        let mut at = Place::Record(&mut self.root);
        let mut walked = Path::root();
        for segment in path.segments() {
            at = match (at, segment) {
                (Place::Record(record), Segment::Attribute(name)) => {
                    walked = walked.attribute(name);
                    let empty = match schema::place_at(&walked)? {
                        Type::List(_) => Node::List(List::default()),
                        _ => Node::Record(Record::default()),
                    };
                    match record.0.entry(name.clone()).or_insert(empty) {
                        Node::Record(inner) => Place::Record(inner),
                        Node::List(inner) => Place::List(inner),
                        Node::Claims(_) => return Err(Misplaced::unknown(path).into()),
                    }
                }
                (Place::List(list), Segment::Item(label)) => {
                    if list.get_mut(label).is_none() {
                        if list.items.len() >= LONGEST_LIST {
                            return Err(Unplaceable::TooLong(walked));
                        }
                        list.items.push((label.clone(), Record::default()));
                    }
                    walked = walked.item(label);
                    match list.get_mut(label) {
                        Some(item) => Place::Record(item),
                        None => return Err(Misplaced::unknown(path).into()),
                    }
                }
                _ => return Err(Misplaced::unknown(path).into()),
            };
        }
        Ok(at)
    }
}

enum Place<'a> {
    Record(&'a mut Record),
    List(&'a mut List),
}

fn merge_record(into: &mut Record, from: &Record, at: &Path) -> Result<(), Unplaceable> {
    for (name, node) in &from.0 {
        let here = at.clone().attribute(name);
        match (into.0.get_mut(name.as_str()), node) {
            (None, node) => {
                into.0.insert(name.clone(), node.clone());
            }
            (Some(Node::Claims(mine)), Node::Claims(theirs)) => mine.extend(theirs.iter().cloned()),
            (Some(Node::Record(mine)), Node::Record(theirs)) => merge_record(mine, theirs, &here)?,
            (Some(Node::List(mine)), Node::List(theirs)) => merge_list(mine, theirs, &here)?,
            _ => return Err(Misplaced::unknown(&here).into()),
        }
    }
    Ok(())
}

fn merge_list(into: &mut List, from: &List, at: &Path) -> Result<(), Unplaceable> {
    into.complete.extend(from.complete.iter().cloned());
    for (label, item) in &from.items {
        if let Some(mine) = into.get_mut(label) {
            merge_record(mine, item, &at.clone().item(label))?;
        } else if into.items.len() >= LONGEST_LIST {
            return Err(Unplaceable::TooLong(at.clone()));
        } else {
            into.items.push((label.clone(), item.clone()));
        }
    }
    Ok(())
}

fn collect<'a>(record: &'a Record, at: &Path, found: &mut Vec<(Path, &'a [Claim])>) {
    for (name, node) in &record.0 {
        let here = at.clone().attribute(name);
        match node {
            Node::Claims(claims) => found.push((here, claims)),
            Node::Record(inner) => collect(inner, &here, found),
            Node::List(list) => {
                if !list.complete.is_empty() {
                    found.push((here.clone().attribute(&schema::complete_word()), &list.complete));
                }
                for (label, item) in &list.items {
                    collect(item, &here.clone().item(label), found);
                }
            }
        }
    }
}
