//! What the order says in one place, without assembling all that can be said.
//!
//! Whoever asks of each movement in a list whether it names them has no use for the other hundred facts. What the
//! room says by itself (notices, answers, approvals, alert levels) is not among it; for everything else it is what
//! the [`dossier`](super::dossier()) says, which the tests hold it to.

use std::borrow::Cow;

use model::{Claim, Dossier, Path, Segment, Word, dossier::Node};

use super::{items, permission};
use crate::{Movement, State};

/// What the order, its permission and the register say at `path`.
#[must_use]
pub fn ordered<'s>(state: &'s State, movement: &'s Movement, path: &Path) -> Cow<'s, [Claim]> {
    let Some(plan) = speaks(state, movement, path) else { return Cow::Borrowed(&[]) };
    let said = plan.claims(path);
    let listed = path.segments().get(..2).map(|begin| Path::from(begin.to_vec()));
    let known = listed.and_then(|item| state.register.get(&item)).map(|known| known.claims(path));
    match known {
        Some(known) if !known.is_empty() && is_listed(plan, path) => Cow::Owned([said, known].concat()),
        _ => Cow::Borrowed(said),
    }
}

/// Whether the order or its permission names this item, such as `commanders[SPU-41]`.
#[must_use]
pub(crate) fn names(state: &State, movement: &Movement, item: &Path) -> bool {
    speaks(state, movement, item).is_some_and(|plan| is_listed(plan, item))
}

/// The labels of those whom a list of the order, or of its permission, names.
#[must_use]
pub fn listed(state: &State, movement: &Movement, list: &Path) -> Vec<Word> {
    let plan = speaks(state, movement, list);
    plan.into_iter().flat_map(|plan| items(plan, list)).map(|(label, _)| label.clone()).collect()
}

fn is_listed(plan: &Dossier, path: &Path) -> bool {
    match path.segments() {
        [Segment::Attribute(list), Segment::Item(label), ..] => match plan.root.get(list.as_str()) {
            Some(Node::List(list)) => list.get(label.as_str()).is_some(),
            _ => false,
        },
        _ => false,
    }
}

/// Whose plan speaks at `path`: the movement's own, or that of its permission where its own is silent.
fn speaks<'s>(state: &'s State, movement: &'s Movement, path: &Path) -> Option<&'s Dossier> {
    let (root, rest) = path.segments().split_first()?;
    let (Segment::Attribute(root), standing) = (root, permission(state, movement)) else { return None };
    let own_says = match (movement.plan.root.get(root.as_str()), rest.first()) {
        (None, _) => false,
        (Some(Node::Record(own)), Some(Segment::Attribute(name))) => own.get(name.as_str()).is_some(),
        (Some(_), _) => true,
    };
    if own_says { Some(&movement.plan) } else { Some(standing.map_or(&movement.plan, |it| &it.plan)) }
}
