//! Whether an order is of the schema's shape. It comes from outside as a tree; one of another shape would take
//! in no evidence later, and could not be judged.

use model::{
    Dossier, Path, Record,
    dossier::{Node, Unplaceable},
};

use crate::{Rejection, dossier::spoken::COMPLETE};

/// Builds the order again, claim by claim, as evidence is entered: what comes out otherwise is misshapen.
pub(super) fn check(plan: &Dossier) -> Result<(), Rejection> {
    let mut built = Dossier::default();
    build(&plan.root, &Path::root(), &mut built)?;
    if built == *plan { Ok(()) } else { Err(Rejection::Misshapen) }
}

fn build(record: &Record, at: &Path, into: &mut Dossier) -> Result<(), Unplaceable> {
    for (name, node) in &record.0 {
        let here = at.clone().attribute(name);
        match node {
            Node::Claims(claims) => claims.iter().try_for_each(|claim| into.say(&here, claim.clone()))?,
            Node::Record(inner) => {
                into.mention(&here)?;
                build(inner, &here, into)?;
            }
            Node::List(list) => {
                into.mention(&here)?;
                let complete = here.clone().attribute(&COMPLETE);
                list.complete.iter().try_for_each(|claim| into.say(&complete, claim.clone()))?;
                for (label, item) in &list.items {
                    let item_at = here.clone().item(label);
                    into.mention(&item_at)?;
                    build(item, &item_at, into)?;
                }
            }
        }
    }
    Ok(())
}
