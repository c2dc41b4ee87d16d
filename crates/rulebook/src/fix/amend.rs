//! The facts once a step is taken.
//!
//! A step adds claims of its own origin. A claim about the plan, or of an act done, settles what was said
//! before; one more examination settles a contradiction. Nothing said is deleted; only an item may leave the
//! plan, with what was said about it.

use model::{Claim, Dossier, List, Node, Path, Record, Segment, Source, Word};

use super::{Setting, Step};

/// The origin of what a fix supposes. It is in no record: only in the dossiers a fix is tried on.
pub(super) const ORIGIN: &str = "fix";

/// Applies one step.
pub(super) fn amend(facts: &mut Dossier, step: &Step) {
    exchange(facts, step);
    for setting in &step.sets {
        // A step may have been taken out of the fix that brought the item this one speaks of.
        if holder_exists(facts, &setting.path) {
            say(facts, setting);
        }
    }
}

fn say(facts: &mut Dossier, Setting { path, value, observed, settles }: &Setting) {
    let Ok(origin) = ORIGIN.parse::<Word>() else { return };
    let claim = Claim {
        value: value.clone(),
        source: Source::of(origin),
        observed: *observed,
        valid_until: None,
        settles: settles.clone(),
    };
    // The step's value was checked against the schema; what it refuses is not said.
    let _refused = facts.say(path, claim);
}

/// Takes out the item that leaves, and puts in the one that comes, in its place.
fn exchange(facts: &mut Dossier, step: &Step) {
    let leaves = step.drops.as_ref().and_then(|path| take_out(facts, path));
    let Some((holder, Segment::Item(label))) = step.brings.as_ref().and_then(Path::split_last) else {
        return;
    };
    let mut comes = Record::default();
    let mut place = None;
    if let Some((position, old)) = leaves {
        comes.0.extend(old.0.into_iter().filter(|(name, _)| step.keeps.contains(name)));
        place = Some(position);
    }
    // Only makes an empty list where there was none; the schema has it.
    let _refused = facts.mention(&holder);
    if let Some(list) = list_at(&mut facts.root, holder.segments()) {
        let position = place.unwrap_or(list.items.len()).min(list.items.len());
        list.items.insert(position, (label.clone(), comes));
    }
}

fn take_out(facts: &mut Dossier, path: &Path) -> Option<(usize, Record)> {
    let (holder, Segment::Item(label)) = path.split_last()? else { return None };
    let list = list_at(&mut facts.root, holder.segments())?;
    let position = list.items.iter().position(|(key, _)| key == label)?;
    Some((position, list.items.remove(position).1))
}

/// The list at the end of `way`.
fn list_at<'d>(record: &'d mut Record, way: &[Segment]) -> Option<&'d mut List> {
    let (Segment::Attribute(name), rest) = way.split_first()? else { return None };
    match (record.0.get_mut(name)?, rest) {
        (Node::List(list), []) => Some(list),
        (Node::List(list), [Segment::Item(label), rest @ ..]) => {
            let (_, item) = list.items.iter_mut().find(|(key, _)| key == label)?;
            list_at(item, rest)
        }
        (Node::Record(inner), rest) => list_at(inner, rest),
        _ => None,
    }
}

/// The labels of the items of the list at `path`; none where nobody mentioned it.
pub(super) fn labels(facts: &Dossier, path: &Path) -> Vec<Word> {
    let mut record = &facts.root;
    let mut way = path.segments();
    while let Some((Segment::Attribute(name), rest)) = way.split_first() {
        match (record.get(name.as_str()), rest) {
            (Some(Node::List(list)), []) => {
                return list.items.iter().map(|(label, _)| label.clone()).collect();
            }
            (Some(Node::List(list)), [Segment::Item(label), rest @ ..]) => match list.get(label.as_str()) {
                Some(item) => (record, way) = (item, rest),
                None => return Vec::new(),
            },
            (Some(Node::Record(inner)), rest) => (record, way) = (inner, rest),
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// Whether every item on the way to `path` is there.
pub(super) fn holder_exists(facts: &Dossier, path: &Path) -> bool {
    let mut record = &facts.root;
    let mut way = path.segments();
    while let Some((Segment::Attribute(name), rest)) = way.split_first() {
        match (record.get(name.as_str()), rest) {
            (Some(Node::Record(inner)), rest) => (record, way) = (inner, rest),
            (Some(Node::List(list)), [Segment::Item(label), rest @ ..]) => match list.get(label.as_str()) {
                Some(item) => (record, way) = (item, rest),
                None => return false,
            },
            (None, rest) => return !rest.iter().any(|segment| matches!(segment, Segment::Item(_))),
            _ => return true,
        }
    }
    true
}
