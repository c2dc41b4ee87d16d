//! Requests, amendments and evidence: what is said, and whether this is the way to say it.

use std::collections::{BTreeMap, BTreeSet};

use model::{Dossier, Nature, Path, Segment, Word, id::MovementId, schema};

use super::{
    draft::{Draft, out_of_place},
    shape, voice,
};
use crate::{
    Movement, Rejection, What, World,
    apply::{amend_plan, register_key},
    command::Statement,
    dossier::{
        lists, permission, reserved,
        spoken::{BEGINS_ON, ENDS_ON},
    },
    movement::Kind,
};

/// What a run names itself: it is proved against that day's vehicles and crew.
const OF_THE_DAY: [&str; 3] = ["vehicles", "commanders", "crew"];

pub(super) fn register(draft: &mut Draft<'_>, statements: Vec<Statement>) -> Result<(), Rejection> {
    let open = draft.state.open.iter().filter_map(|id| draft.state.movement(*id));
    let orders: Vec<&Dossier> = open.map(|movement| &movement.plan).collect();
    check(draft, &statements, &orders, |path| {
        register_key(path).map(|_| ()).ok_or_else(|| Rejection::NotOneThing(path.clone()))
    })?;
    enter(draft, &statements)?;
    let things = statements.iter().filter_map(|statement| register_key(&statement.path)).collect();
    draft.emit(What::Registered { statements });
    touch_those_who_list(draft, &things);
    Ok(())
}

/// Whoever lists a thing draws on it; the register does not know who does, so every order is looked into.
fn touch_those_who_list(draft: &mut Draft<'_>, things: &BTreeSet<Path>) {
    let listed = |movement: &Movement| things.iter().any(|thing| lists(&movement.plan, thing));
    let draws =
        |movement: &Movement| listed(movement) || permission(&draft.state, movement).is_some_and(listed);
    let open = draft.state.open.iter().copied();
    let drawing: Vec<MovementId> =
        open.filter(|id| draft.state.movement(*id).is_some_and(|m| draws(m))).collect();
    drawing.into_iter().for_each(|id| draft.touch(id));
}

pub(super) fn request(draft: &mut Draft<'_>, number: Word, plan: Dossier) -> Result<(), Rejection> {
    open_movement(draft, number, Kind::Single, plan).map(|_| ())
}

pub(super) fn request_standing(draft: &mut Draft<'_>, number: Word, plan: Dossier) -> Result<(), Rejection> {
    open_movement(draft, number, Kind::Standing, plan).map(|_| ())
}

pub(super) fn plan_run(
    draft: &mut Draft<'_>,
    standing: MovementId,
    number: Word,
    plan: Dossier,
) -> Result<(), Rejection> {
    let permission = draft.waiting(standing, "hint-runs-under-one-in-force")?;
    if permission.kind != Kind::Standing {
        return Err(out_of_place(&permission, "hint-runs-under-standing"));
    }
    if let Some(missing) = OF_THE_DAY.into_iter().find(|list| plan.root.get(list).is_none()) {
        return Err(Rejection::RunWithout { list: missing });
    }
    open_movement(draft, number, Kind::Run(standing), plan).map(|_| ())
}

/// Opens a movement of any kind, checking that its order says only what an order may.
pub(super) fn open_movement(
    draft: &mut Draft<'_>,
    number: Word,
    kind: Kind,
    plan: Dossier,
) -> Result<MovementId, Rejection> {
    draft.free_number(&number)?;
    shape::check(&plan)?;
    for (path, claims) in plan.facts() {
        not_reserved(draft, &path)?;
        not_of_the_permission(kind, &path)?;
        claims.iter().try_for_each(|claim| voice::may_say(draft, &path, claim, &[]))?;
        let actual = draft.state.world == World::Actual;
        if let Some(claim) = claims.iter().find(|claim| actual && claim.observed > draft.now) {
            return Err(Rejection::FromTheFuture(claim.observed));
        }
    }
    let movement = draft.fresh();
    draft.emit(What::MovementRequested { movement, number, kind, plan });
    Ok(movement)
}

pub(super) fn amend(
    draft: &mut Draft<'_>,
    id: MovementId,
    seen: u32,
    statements: Vec<Statement>,
    drop: Vec<Path>,
) -> Result<(), Rejection> {
    let movement = draft.waiting(id, "hint-amended-until-departure")?;
    if seen != movement.revision {
        return Err(Rejection::Outdated { seen, current: movement.revision });
    }
    check(draft, &statements, &orders(draft, &movement), |path| {
        let attribute = schema::attribute_at(path)?;
        not_of_the_permission(movement.kind, path)?;
        let belongs = attribute.nature == Nature::Plan || draft.state.world == World::Exercise;
        let evidence = Rejection::Reserved { path: path.clone(), instead: "instead-report" };
        if belongs { Ok(()) } else { Err(evidence) }
    })?;
    drop.iter().try_for_each(|path| droppable(draft.state.world, &movement, path))?;
    amend_plan(&mut movement.plan.clone(), &statements, &drop)?;
    draft.emit(What::OrderAmended { movement: id, revision: movement.revision + 1, statements, drop });
    draft.touch(id);
    Ok(())
}

pub(super) fn report(
    draft: &mut Draft<'_>,
    id: MovementId,
    statements: Vec<Statement>,
) -> Result<(), Rejection> {
    let movement = draft.open(id, "hint-evidence-while-open")?;
    check(draft, &statements, &orders(draft, &movement), |path| {
        let plan = schema::attribute_at(path)?.nature == Nature::Plan && draft.state.world == World::Actual;
        let amends = Rejection::Reserved { path: path.clone(), instead: "instead-amend" };
        if plan { Err(amends) } else { Ok(()) }
    })?;
    amend_plan(&mut movement.plan.clone(), &statements, &[])?;
    draft.emit(What::FactsReported { movement: id, statements });
    draft.touch(id);
    Ok(())
}

/// A movement's order, and its permission's.
fn orders<'a>(draft: &'a Draft<'_>, movement: &'a Movement) -> Vec<&'a Dossier> {
    std::iter::once(movement).chain(permission(&draft.state, movement)).map(|m| &m.plan).collect()
}

/// Every statement fits the schema, does not come from the future, is not another command's nor another's to
/// make, and passes `also`. `known`: what was said before.
fn check(
    draft: &Draft<'_>,
    statements: &[Statement],
    known: &[&Dossier],
    also: impl Fn(&Path) -> Result<(), Rejection>,
) -> Result<(), Rejection> {
    for Statement { path, claim } in statements {
        schema::attribute_at(path)?.accepts(path, &claim.value)?;
        not_reserved(draft, path)?;
        also(path)?;
        voice::may_say(draft, path, claim, known)?;
        if claim.observed > draft.now {
            return Err(Rejection::FromTheFuture(claim.observed));
        }
    }
    Ok(())
}

/// A run's period is its permission's: notice counts from its first day, so a run must not move it.
fn not_of_the_permission(kind: Kind, path: &Path) -> Result<(), Rejection> {
    match kind {
        Kind::Run(_) if *path == *BEGINS_ON || *path == *ENDS_ON => {
            Err(Rejection::Reserved { path: path.clone(), instead: "instead-amend-standing" })
        }
        _ => Ok(()),
    }
}

/// An item leaves a list that is the order's own. What was found about a thing stays: evidence is answered
/// with evidence.
fn droppable(world: World, movement: &Movement, path: &Path) -> Result<(), Rejection> {
    let not_there = || Rejection::NotInOrder(path.clone());
    let [list @ Segment::Attribute(name), label @ Segment::Item(_), ..] = path.segments() else {
        return Err(not_there());
    };
    let planned = schema::DOSSIER.attribute(name.as_str()).is_some_and(|row| row.nature == Nature::Plan);
    let own = lists(&movement.plan, &Path::from(vec![list.clone(), label.clone()]));
    let whole = path.segments().len() == 2;
    match world {
        World::Actual if !(whole && planned && own) => Err(not_there()),
        World::Exercise if !own => Err(not_there()),
        _ => Ok(schema::place_at(path).map(|_| ())?),
    }
}

/// Whether the register can hold what is said about its things, beside what it holds already.
fn enter(draft: &Draft<'_>, statements: &[Statement]) -> Result<(), Rejection> {
    let mut things: BTreeMap<Path, Dossier> = BTreeMap::new();
    for Statement { path, claim } in statements {
        let Some(key) = register_key(path) else { continue };
        let known = || draft.state.register.get(&key).map(|known| Dossier::clone(known)).unwrap_or_default();
        things.entry(key.clone()).or_insert_with(known).say(path, claim.clone())?;
    }
    Ok(())
}

fn not_reserved(draft: &Draft<'_>, path: &Path) -> Result<(), Rejection> {
    match reserved(draft.state.world, path) {
        Some(instead) => Err(Rejection::Reserved { path: path.clone(), instead }),
        None => Ok(()),
    }
}
