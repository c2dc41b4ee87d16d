//! Whose word a claim may be. Claims are kept by origin, and the origin is whatever the claim says it is: so nobody
//! speaks as the room itself, and in the real world a finding is overruled only by those who answer for that.

use model::{Claim, Dossier, Nature, Path, party::Role, schema};

use super::draft::Draft;
use crate::{
    Rejection, World,
    apply::register_key,
    dossier::spoken::{GATE, RECORD},
};

/// Who may settle a contradiction between others: who decides, and who has looked into it.
const SETTLING: [Role; 2] = [Role::Authority, Role::Investigator];
/// Who writes down what others found: the room as well.
const WRITING_DOWN: [Role; 3] = [Role::Authority, Role::Investigator, Role::DutyOfficer];

/// Whether whoever asks may enter `claim` at `path`, beside what `holders` and the register say there.
pub(super) fn may_say(
    draft: &Draft<'_>,
    path: &Path,
    claim: &Claim,
    holders: &[&Dossier],
) -> Result<(), Rejection> {
    let origin = claim.source.origin();
    let actual = draft.state.world == World::Actual;
    let our_own = *origin == *GATE || *origin == *RECORD;
    if rulebook::is_reserved_origin(origin) || (actual && our_own) {
        return Err(Rejection::ReservedOrigin(origin.clone()));
    }
    // A case or exercise states its facts with their sources, whatever they are.
    if !actual {
        return Ok(());
    }
    let is_finding = schema::attribute_at(path)?.nature == Nature::Finding;
    let own = draft.by.agency == *origin;
    if !claim.settles.is_empty() && !is_finding {
        return Err(Rejection::NothingToSettle(path.clone()));
    }
    let others = claim.settles.iter().find(|settled| draft.by.agency != **settled);
    if let Some(settled) = others.filter(|_| !SETTLING.contains(&draft.by.role)) {
        let (given, settled) = (draft.by.role, settled.clone());
        return Err(Rejection::NotTheirsToSettle { path: path.clone(), settled, given });
    }
    let takes_back = |said: &Claim| said.source.origin() == origin && said.value != claim.value;
    if is_finding
        && !own
        && !WRITING_DOWN.contains(&draft.by.role)
        && said(draft, path, holders).any(takes_back)
    {
        let (given, origin) = (draft.by.role, origin.clone());
        return Err(Rejection::NotTheirWord { path: path.clone(), origin, given });
    }
    Ok(())
}

fn said<'a>(
    draft: &'a Draft<'_>,
    path: &'a Path,
    holders: &'a [&'a Dossier],
) -> impl Iterator<Item = &'a Claim> {
    let registered = register_key(path).and_then(|key| draft.state.register.get(&key));
    let registered = registered.into_iter().map(AsRef::as_ref);
    holders.iter().copied().chain(registered).flat_map(|facts: &Dossier| facts.claims(path))
}
