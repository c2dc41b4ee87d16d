//! What a rule gets to read about one movement: its order and the evidence about it, what the register knows
//! of the things it uses, and what the room itself did and was told.

mod areas;
mod dangers;
mod departure;
mod ordered;
mod parties;
pub(crate) mod spoken;

pub(crate) use areas::Touched;
pub use dangers::route;
pub(crate) use departure::{Departure, left};
pub use departure::{departs, departs_at, leaves};
pub(crate) use ordered::names;
pub use ordered::{listed, ordered};
pub(crate) use parties::name;

use model::{
    Claim, Dossier, Instant, Path, Record, Segment, Source, Value, Word,
    dossier::{Node, Unplaceable},
};

use crate::{Movement, State, World, movement::Kind};
use spoken::{APPROVED, KIND, ORDER, RECORD, SINGLE, STANDING, URGENT};

/// Everything that can be said about a movement now.
///
/// # Errors
/// When the merged lists grow beyond what a dossier holds.
pub fn dossier(state: &State, movement: &Movement) -> Result<Dossier, Unplaceable> {
    dossier_leaving(state, movement, None)
}

/// The same of one that would leave at that moment, whatever hour its order says.
pub(crate) fn dossier_leaving(
    state: &State,
    movement: &Movement,
    leaving: Option<Instant>,
) -> Result<Dossier, Unplaceable> {
    let mut facts = movement.plan.clone();
    let standing = permission(state, movement);
    if let Some(standing) = standing {
        facts.merge(&inherited(standing, movement))?;
    }
    draw_on_register(state, &mut facts)?;
    if state.world == World::Actual {
        say_kind(movement, &mut facts)?;
    }
    say_approvals(standing, movement, &mut facts)?;
    parties::say(standing, movement, state.offset.0, &mut facts)?;
    if state.world == World::Actual {
        parties::say_who_does_not_know_the_hour(standing, movement, &mut facts)?;
    }
    dangers::say(state, movement, leaving, &mut facts)?;
    dangers::say_hours(state, movement, &mut facts)?;
    areas::say_levels(state, &mut facts)?;
    Ok(facts)
}

/// The standing movement a run relies on.
pub(crate) fn permission<'a>(state: &'a State, movement: &Movement) -> Option<&'a Movement> {
    state.movement(movement.kind.permission()?).map(std::convert::AsRef::as_ref)
}

/// What a run takes over from its permission: whatever it does not say itself. A list the run has of its own
/// (that day's vehicles, crew, principals) replaces the permission's.
fn inherited(standing: &Movement, run: &Movement) -> Dossier {
    let mut taken = standing.plan.clone();
    taken.root.0.retain(|name, _| match run.plan.root.get(name.as_str()) {
        None | Some(Node::Record(_)) => true,
        Some(Node::List(_) | Node::Claims(_)) => false,
    });
    for (name, node) in &run.plan.root.0 {
        if let (Node::Record(own), Some(Node::Record(theirs))) = (node, taken.root.0.get_mut(name)) {
            theirs.0.retain(|attribute, _| !own.0.contains_key(attribute));
        }
    }
    taken
}

fn draw_on_register(state: &State, facts: &mut Dossier) -> Result<(), Unplaceable> {
    if state.register.is_empty() {
        return Ok(());
    }
    let lists = facts.root.0.iter().filter_map(|(name, node)| match node {
        Node::List(list) => Some((name, list)),
        _ => None,
    });
    let listed: Vec<Path> = lists
        .flat_map(|(name, list)| {
            list.items.iter().map(move |(label, _)| Path::root().attribute(name).item(label))
        })
        .collect();
    for known in listed.iter().filter_map(|path| state.register.get(path)) {
        facts.merge(known)?;
    }
    Ok(())
}

/// In the real world the kind is what it was requested as. A file says it itself, or nobody knows.
fn say_kind(movement: &Movement, facts: &mut Dossier) -> Result<(), Unplaceable> {
    let kind = match movement.kind {
        Kind::Single => &SINGLE,
        Kind::Standing | Kind::Run(_) => &STANDING,
        Kind::Urgent => &URGENT,
        Kind::Observed => return Ok(()),
    };
    if !facts.claims(&KIND).is_empty() {
        return Ok(());
    }
    facts.say(&KIND, claim(Word::clone(kind).into(), &ORDER, None, Instant::MIN, None))
}

/// Whether anybody says it is urgent: then it is started, watched and reviewed, but never cleared.
pub(crate) fn is_urgent(facts: &Dossier) -> bool {
    let urgent = Value::Word(Word::clone(&URGENT));
    facts.claims(&KIND).iter().any(|claim| claim.value == urgent)
}

/// Each agency's word is a claim of its own: where two disagree, nobody has approved. A run is approved by its
/// permission; what an agency says of the one run goes before what it says of them all.
fn say_approvals(
    standing: Option<&Movement>,
    movement: &Movement,
    facts: &mut Dossier,
) -> Result<(), Unplaceable> {
    let of_all = standing.into_iter().flat_map(|standing| &standing.approvals);
    let of_all = of_all.filter(|(agency, _)| !movement.approvals.contains_key(agency.as_str()));
    for (agency, approval) in of_all.chain(&movement.approvals) {
        let by = Some(agency.clone());
        facts.say(&APPROVED, claim(approval.granted.into(), &RECORD, by, approval.at, None))?;
    }
    Ok(())
}

/// Facts the real world learns only by a command of their own, and which command that is.
pub(crate) fn reserved(world: World, at: &Path) -> Option<&'static str> {
    if world == World::Exercise {
        return None;
    }
    let attribute = |segment: &Segment, name: &str| matches!(segment, Segment::Attribute(a) if a == name);
    let (last, holders) = at.segments().split_last()?;
    match holders {
        [alerts, ..] if attribute(alerts, "alerts") => Some("instead-set-alert-level"),
        _ if holders.iter().any(|holder| attribute(holder, "notice")) => Some("instead-give-early-notice"),
        _ if holders.iter().any(|holder| attribute(holder, "late_notice")) => {
            Some("instead-give-late-notice")
        }
        _ if attribute(last, "approved") => Some("instead-approve"),
        _ if attribute(last, "accepted") => Some("instead-answer-notice"),
        _ if attribute(last, "no_objection") => Some("instead-issue-no-objection"),
        _ if *at == *KIND => Some("instead-request-of-that-kind"),
        _ => None,
    }
}

/// The items of one of the dossier's lists.
pub(crate) fn items<'a>(facts: &'a Dossier, list: &Path) -> &'a [(Word, Record)] {
    match list.segments() {
        [Segment::Attribute(name)] => facts.items(name.as_str()),
        _ => &[],
    }
}

/// Whether one of the dossier's lists has this item.
pub(crate) fn lists(facts: &Dossier, item: &Path) -> bool {
    match item.split_last() {
        Some((list, Segment::Item(label))) => items(facts, &list).iter().any(|(known, _)| known == label),
        _ => false,
    }
}

fn claim(
    value: Value,
    cite: &Word,
    by: Option<Word>,
    observed: Instant,
    valid_until: Option<Instant>,
) -> Claim {
    Claim { value, source: Source { cite: cite.clone(), by }, observed, valid_until, settles: Vec::new() }
}
