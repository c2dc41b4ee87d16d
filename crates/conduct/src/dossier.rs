//! What a rule gets to read about one movement: its order and the evidence about it, what the register knows
//! of the things it uses, and what the room itself did and was told.

use model::{
    Claim, Day, Dossier, Instant, Path, Source, Span, Value, Word,
    dossier::{Node, Unplaceable},
    schema::COMPLETE,
};

use crate::{
    Movement, State, World,
    movement::{Answer, Kind, Party},
};

/// Everything that can be said about a movement now.
///
/// # Errors
/// When the merged lists grow beyond what a dossier holds.
pub fn dossier(state: &State, movement: &Movement) -> Result<Dossier, Unplaceable> {
    let mut facts = movement.plan.clone();
    let standing = permission(state, movement);
    if let Some(standing) = standing {
        facts.merge(&inherited(standing, movement))?;
    }
    draw_on_register(state, &mut facts)?;
    say_kind(movement, &mut facts)?;
    say_approval(standing.unwrap_or(movement), &mut facts)?;
    for (path, party) in standing.into_iter().flat_map(|s| s.parties.iter()).chain(movement.parties.iter()) {
        say_party(path, party, departure_day(&facts, state), state.offset.0, &mut facts)?;
    }
    say_alert_levels(state, &mut facts)?;
    Ok(facts)
}

/// The standing movement a run relies on.
pub(crate) fn permission<'a>(state: &'a State, movement: &Movement) -> Option<&'a Movement> {
    match movement.kind {
        Kind::Run(standing) => state.movement(standing).map(std::convert::AsRef::as_ref),
        _ => None,
    }
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
    let listed: Vec<Path> = facts
        .root
        .0
        .iter()
        .filter_map(|(name, node)| match node {
            Node::List(list) => Some((name, list)),
            _ => None,
        })
        .flat_map(|(name, list)| {
            list.items.iter().map(move |(label, _)| Path::root().attribute(name).item(label))
        })
        .collect();
    for known in listed.iter().filter_map(|path| state.register.get(path)) {
        facts.merge(known)?;
    }
    Ok(())
}

/// In the real world the kind is what it was requested as; a file says it itself.
fn say_kind(movement: &Movement, facts: &mut Dossier) -> Result<(), Unplaceable> {
    let kind = match movement.kind {
        Kind::Single => "single",
        Kind::Standing | Kind::Run(_) => "standing",
        Kind::Urgent => "urgent",
        Kind::Observed => return Ok(()),
    };
    if facts.claims(&path("movement.kind")).is_empty() {
        say(facts, "movement.kind", word(kind).into(), "order", None, Instant::MIN, None)?;
    }
    Ok(())
}

fn say_approval(movement: &Movement, facts: &mut Dossier) -> Result<(), Unplaceable> {
    let Some(approval) = &movement.approval else { return Ok(()) };
    let by = Some(approval.by.agency.clone());
    say(facts, "movement.approved", approval.granted.into(), "record", by, approval.at, None)
}

/// A notice counts while the departure stays within the days it announced, and an answer counts while its
/// notice does. Receipt says nothing about acceptance.
fn say_party(
    at: &Path,
    party: &Party,
    departs: Option<Day>,
    offset: Span,
    facts: &mut Dossier,
) -> Result<(), Unplaceable> {
    let mut tell = |attribute: &'static str, value: Value, when: Instant, until: Option<Instant>| {
        facts.say(
            &at.clone().join(&path(attribute)),
            claim(value, "record", Some(party_word(at)), when, until),
        )
    };
    let announced =
        party.early.as_ref().filter(|n| departs.is_some_and(|day| (n.window.0..=n.window.1).contains(&day)));
    if let Some(notice) = announced {
        tell("notice.given", true.into(), notice.given_at, None)?;
        tell("notice.given_on", notice.given_at.day(offset).into(), notice.given_at, None)?;
        tell("notice.given_at", notice.given_at.into(), notice.given_at, None)?;
        tell("notice.channel", notice.channel.clone().into(), notice.given_at, None)?;
        match party.answer.as_ref().map(|a| (&a.answer, a.at)) {
            Some((Answer::Accepted { .. }, at)) => tell("accepted", true.into(), at, None)?,
            Some((Answer::Objected { .. }, at)) => tell("accepted", false.into(), at, None)?,
            Some((Answer::Received, _)) | None => {}
        }
    }
    if let Some(late) = &party.late {
        tell("late_notice.given", true.into(), late.given_at, None)?;
        tell("late_notice.given_on", late.given_at.day(offset).into(), late.given_at, None)?;
        tell("late_notice.given_at", late.given_at.into(), late.given_at, None)?;
        tell("late_notice.channel", late.channel.clone().into(), late.given_at, None)?;
    }
    if let Some(certificate) = party.no_objection.as_ref() {
        tell("no_objection", certificate.granted.into(), certificate.at, certificate.valid_until)?;
    }
    Ok(())
}

/// Levels of every area the movement touches. The list is complete when each touched area lies within one
/// whose level somebody set and still vouches for.
fn say_alert_levels(state: &State, facts: &mut Dossier) -> Result<(), Unplaceable> {
    if state.areas.is_empty() {
        return Ok(());
    }
    let touched = touched_areas(facts);
    for (name, area) in state.areas.iter().filter(|(name, _)| touched.iter().any(|t| meets(t, name))) {
        let at = path("alerts").item(name).join(&path("level"));
        facts.say(&at, claim(area.level.clone().into(), "record", None, area.since, area.valid_until))?;
    }
    let mut covering = Vec::new();
    for area in &touched {
        let set = state.areas.iter().filter(|(name, _)| area.is_within(name)).map(|(_, set)| set);
        let before = covering.len();
        covering.extend(set);
        if covering.len() == before {
            return Ok(());
        }
    }
    if let Some(since) = covering.iter().map(|set| set.since).max() {
        let until = covering.iter().filter_map(|set| set.valid_until).min();
        let vouched = claim(true.into(), "record", None, since, until);
        facts.say(&path("alerts").attribute(&word(COMPLETE.name)), vouched)?;
    }
    Ok(())
}

/// The areas a movement touches: its own, and those of its districts and sites, as far as anything is said.
pub(crate) fn touched_areas(facts: &Dossier) -> Vec<Word> {
    let own = facts.claims(&path("movement.area")).iter();
    let of_items = ["districts", "sites"].into_iter().flat_map(|list| match facts.root.get(list) {
        Some(Node::List(list)) => list.items.as_slice(),
        _ => &[],
    });
    let theirs = of_items.filter_map(|(_, item)| match item.get("area") {
        Some(Node::Claims(claims)) => Some(claims),
        _ => None,
    });
    let mut areas: Vec<Word> = own
        .chain(theirs.flatten())
        .filter_map(|claim| match &claim.value {
            Value::Word(area) => Some(area.clone()),
            _ => None,
        })
        .collect();
    areas.sort();
    areas.dedup();
    areas
}

/// Whether one of two areas lies within the other.
pub(crate) fn meets(a: &Word, b: &Word) -> bool {
    a.is_within(b) || b.is_within(a)
}

/// The day the order says it departs, if it says one.
pub(crate) fn departure_day(facts: &Dossier, state: &State) -> Option<Day> {
    let last = |at: &'static str| facts.claims(&path(at)).last().map(|claim| claim.value.clone());
    match (last("movement.departs_on"), last("movement.departs_at"), last("movement.begins_on")) {
        (Some(Value::Day(day)), ..) => Some(day),
        (_, Some(Value::Time(moment)), _) => Some(moment.day(state.offset.0)),
        (.., Some(Value::Day(day))) => Some(day),
        _ => None,
    }
}

/// Facts the real world learns only by a command of their own, and which command that is.
pub(crate) fn reserved(world: World, at: &Path) -> Option<&'static str> {
    if world == World::Exercise {
        return None;
    }
    let text = at.to_string();
    let last = text.rsplit('.').next().unwrap_or_default();
    match last {
        "approved" => Some("approve"),
        "accepted" => Some("answer-notice"),
        "no_objection" => Some("issue-no-objection"),
        _ if text.contains(".notice.") => Some("give-early-notice"),
        _ if text.contains(".late_notice.") => Some("give-late-notice"),
        _ if text.starts_with("alerts") => Some("set-alert-level"),
        _ if text == "movement.kind" => Some("the request for that kind of movement"),
        _ => None,
    }
}

fn say(
    facts: &mut Dossier,
    at: &'static str,
    value: Value,
    cite: &'static str,
    by: Option<Word>,
    observed: Instant,
    valid_until: Option<Instant>,
) -> Result<(), Unplaceable> {
    facts.say(&path(at), claim(value, cite, by, observed, valid_until))
}

fn claim(
    value: Value,
    cite: &'static str,
    by: Option<Word>,
    observed: Instant,
    valid_until: Option<Instant>,
) -> Claim {
    Claim { value, source: Source { cite: word(cite), by }, observed, valid_until, settles: Vec::new() }
}

/// The label of a party, or its name where there is but one of it.
fn party_word(at: &Path) -> Word {
    match at.split_last() {
        Some((_, model::Segment::Item(label))) => label.clone(),
        Some((_, model::Segment::Attribute(name))) => name.clone(),
        None => word("record"),
    }
}

/// A path written in this crate's own source.
pub(crate) fn path(text: &'static str) -> Path {
    text.parse().unwrap_or_default()
}

/// A word written in this crate's own source.
fn word(text: &'static str) -> Word {
    text.parse().unwrap_or_else(|_| unreachable!("{text} is a word"))
}
