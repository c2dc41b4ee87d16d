//! Need to know, by property: whatever the sequence of commands, no answer to anybody holds what the policy
//! withholds from them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

mod deeds;
mod policy;
#[path = "../../../conduct/tests/room/mod.rs"]
mod room;
mod secrets;
mod tied;
mod world;

use std::collections::BTreeSet;

use access::{
    Part, Viewer,
    view::{self, FileLine, HappenedView, Line, MovementView, RulingView, Sight},
};
use conduct::{Artefacts as _, Known, Movement};
use model::{Instant, Span, id::AlertId};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use rulebook::At;
use serde::Serialize;

use deeds::{Deed, Draw};
use policy::{Has, KEYS, May, SHOWN};
use world::World;

/// What was shown: by which row of the policy, which part.
type Shown = BTreeSet<(usize, Part)>;

/// Looks at everything there is, as everybody, and holds it against the policy.
fn look(world: &World, now: Instant) -> Result<Shown, String> {
    let mut shown = Shown::new();
    let state = &world.room.state;
    for viewer in &world.people {
        of_the_room(world, viewer)?;
    }
    for it in &world.movements() {
        let known = state.known(it.id).unwrap();
        let judged = Judged::of(world, it, now);
        for viewer in &world.people {
            let about = format!(
                "{} of {} on {} ({})",
                viewer.role.word(),
                viewer.agency,
                it.number,
                it.stage.words()
            );
            match (world.may(viewer, it, now), view::sight(state, viewer, known, now)) {
                (None, None) => {}
                (Some(may), Some(sight)) if may.parts != sight.parts => {
                    return Err(format!(
                        "{about}, who {:?}: policy {:?}, parts {:?}",
                        may.has, may.parts, sight.parts
                    ));
                }
                (Some(may), Some(sight)) => {
                    let seen = of_a_movement(world, it, &may, &sight, &judged);
                    shown.extend(seen.map_err(|leak| format!("{about}, who {:?}: {leak}", may.has))?);
                }
                (may, sight) => {
                    return Err(format!(
                        "{about}: policy {:?}, tie {:?}",
                        may.map(|may| may.has),
                        sight.map(|s| s.tie)
                    ));
                }
            }
        }
    }
    Ok(shown)
}

/// A movement held against every rule, with its way out.
struct Judged {
    now: Instant,
    evaluation: rulebook::Evaluation,
    fixes: rulebook::Fixes,
}

impl Judged {
    fn of(world: &World, it: &Movement, now: Instant) -> Self {
        let state = &world.room.state;
        let (rules, facts) =
            (world.room.shelf.rules(&state.pinned).unwrap(), conduct::dossier(state, it).unwrap());
        let at = At { now, offset: state.offset.0 };
        Judged {
            now,
            evaluation: rulebook::evaluate(&rules, &facts, &it.waivers(), at),
            fixes: rulebook::shortest_fix(&rules, &facts, &it.waivers(), at),
        }
    }
}

fn of_a_movement(
    world: &World,
    it: &Movement,
    may: &May,
    sight: &Sight,
    judged: &Judged,
) -> Result<Shown, String> {
    let (state, now) = (&world.room.state, judged.now);
    let mut shown = Shown::new();
    let mut hold = |what: &str, answer: &serde_json::Value, own_party: bool| {
        let seen = held(world, it, may, answer, own_party).map_err(|leak| format!("{what} {leak}"))?;
        shown.extend(seen);
        Ok::<(), String>(())
    };
    match state.known(it.id).unwrap() {
        Known::Whole(it) => hold("the line", &json(&Line::of(state, it, sight, now)), false)?,
        Known::Filed(id, filed) => hold("the file", &json(&FileLine::of(id, filed, sight)), false)?,
    }
    hold("the movement", &json(&MovementView::of(state, it, sight, now, world)), false)?;
    let ruling =
        RulingView::of(&judged.evaluation, Some(&judged.fixes), sight, now, words::Catalogue::english());
    hold("the ruling", &json(&ruling), false)?;
    for (n, event) in world.room.history.iter().enumerate().filter(|(_, e)| e.what.movement() == Some(it.id))
    {
        let happened = HappenedView::of(n as u64, event.at, event, sight, world);
        let facts = happened.as_ref().map(|happened| happened.facts.as_slice()).unwrap_or_default();
        let own_party = may.own.as_ref().is_some_and(|own| *facts == [own.to_string()]);
        hold("the history", &json(&happened), own_party)?;
        let is_theirs = |alert| may.area.is_none() || may.called.contains(&alert);
        if happened.is_some() && of_alert(&event.what).is_some_and(|alert| !is_theirs(alert)) {
            return Err(format!("the history tells of an alert that did not go up to them: {event:?}"));
        }
    }
    Ok(shown)
}

fn of_alert(what: &conduct::What) -> Option<AlertId> {
    match what {
        conduct::What::AlertRaised { alert, .. }
        | conduct::What::AlertChanged { alert, .. }
        | conduct::What::AlertEscalated { alert, .. }
        | conduct::What::AlertWithdrawn { alert, .. } => Some(*alert),
        _ => None,
    }
}

fn json(answer: &(impl Serialize + ?Sized)) -> serde_json::Value {
    serde_json::to_value(answer).unwrap()
}

/// What an answer shows, each canary by the part that grants it; an error if none does.
fn held(
    world: &World,
    it: &Movement,
    may: &May,
    answer: &serde_json::Value,
    own_party: bool,
) -> Result<Shown, String> {
    for (key, part) in KEYS {
        let value = answer.get(key).unwrap_or(&serde_json::Value::Null);
        // A list with nothing in it and a question that is not asked say nothing.
        let told =
            !(value.is_null() || *value == json(&[0; 0]) || (key == "asked" && *value == json(&false)));
        if told && !may.parts.contains(&part) {
            return Err(format!("has `{key}`, which takes {part:?}"));
        }
    }
    let permission = world.permission(it);
    let mut shown = BTreeSet::new();
    let row = SHOWN.iter().position(|(has, _)| *has == may.has).unwrap();
    for token in secrets::tokens(&answer.to_string()) {
        let Some(secret) = world.secrets.told_by(token) else { continue };
        let of_this = secret
            .number
            .as_ref()
            .is_none_or(|number| *number == it.number || Some(number) == permission.as_ref());
        let by = may.by(&secret.parts, &secret.at).filter(|_| of_this);
        let of_an_officer = own_party && secret.number.is_none() && secret.what.ends_with("did it");
        match by {
            Some(part) => drop(shown.insert((row, part))),
            None if of_an_officer => {}
            None => {
                return Err(format!(
                    "tells {} of `{}` ({token}), which takes {:?}",
                    secret.what, secret.at, secret.parts
                ));
            }
        }
    }
    Ok(shown)
}

/// Areas and alerts are for those who may read them, a commander's own movements' for the commander, one that nobody took for whoever
/// was told of it on its way up, people for whoever lists them; oneself for everybody.
fn of_the_room(world: &World, viewer: &Viewer) -> Result<(), String> {
    let state = &world.room.state;
    let runs_it = matches!(viewer.role.word(), "duty-officer" | "authority");
    let alerts = view::alerts(state, viewer, world, world.room.now);
    let commands = |id| {
        let label = viewer.label.as_ref().filter(|_| viewer.role.word() == "commander");
        let known = state.known(id);
        label.zip(known).is_some_and(|(label, known)| conduct::tie::commands(state, known, label))
    };
    let is_told = |alert: &view::AlertView| state.alerts[&alert.id].called.contains(&viewer.person);
    let own = |alert: &view::AlertView| commands(alert.movement) || is_told(alert);
    let nothing = view::areas(state, viewer).is_empty() && alerts.iter().all(own);
    if !(runs_it || nothing) {
        return Err(format!("{} is shown areas or alerts", viewer.role.word()));
    }
    // Whoever is told of an alert can open its movement, and is shown the picture of it.
    for alert in &alerts {
        let sight = view::sight(state, viewer, state.known(alert.movement).unwrap(), world.room.now);
        if !sight.is_some_and(|sight| sight.shows(Part::Picture)) {
            return Err(format!("{} is told of an alert and may not see its movement", viewer.role.word()));
        }
        // Who has it is told if that is the room, or they themselves.
        let taken = state.alerts[&alert.id].taken.as_ref();
        let is_told_who = taken.is_some_and(|taken| {
            taken.by.person == Some(viewer.person)
                || matches!(taken.by.role.word(), "duty-officer" | "authority")
        });
        let it = state.movement(alert.movement).unwrap();
        let may = world.may(viewer, it, world.room.now).unwrap();
        held(world, it, &may, &json(alert), is_told_who)
            .map_err(|leak| format!("{}, who {:?}: the alert {leak}", viewer.role.word(), may.has))?;
    }
    let people = view::people(state, viewer, world);
    let lists = viewer.role.word() == "administrator";
    if people.iter().any(|person| person.id != viewer.person && !lists) {
        return Err(format!("{} is shown people", viewer.role.word()));
    }
    Ok(())
}

/// At once, within a day, and long after: time alone shows more.
fn look_at_several_hours(world: &World) -> Result<Shown, String> {
    let mut shown = Shown::new();
    for hours in [0, 20, 24 * 40] {
        shown.extend(look(world, world.room.now.saturating_add(Span::hours(hours)))?);
    }
    Ok(shown)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_shown_what_the_policy_withholds(draws in deeds::draws(40)) {
        let told = look_at_several_hours(&World::played(&draws));
        prop_assert!(told.is_ok(), "{}", told.unwrap_err());
    }
}

/// Lots seldom lead there: two districts on the way of an urgent movement, one of them told the hour.
#[test]
fn a_district_told_the_hour_is_shown_whom_it_takes_over_from_and_nothing_else_of_them() {
    let of_the_first = |deed, how| Draw { deed, on: 0, how, after: 0 };
    let draws = [
        of_the_first(Deed::StartUrgent, 0),
        of_the_first(Deed::TellTheDays, 1),
        of_the_first(Deed::AnswerNotice, 1),
        of_the_first(Deed::TellTheHour, 1),
    ];
    let world = World::played(&draws);
    let (it, now) = (&world.movements()[0], world.room.now);
    let told: Vec<_> =
        world.people.iter().filter_map(|viewer| Some((viewer, world.may(viewer, it, now)?))).collect();
    let (viewer, may) = told.iter().find(|(_, may)| may.has == Has::ToldTheHour).unwrap();
    assert!(!may.handed_over.is_empty(), "{:?}", world.room.history);
    let sight = view::sight(&world.room.state, viewer, world.room.state.known(it.id).unwrap(), now).unwrap();
    let shown = MovementView::of(&world.room.state, it, &sight, now, &world).hand_overs.unwrap();
    assert!(shown.iter().any(|it| may.handed_over.contains(&it.from) && may.handed_over.contains(&it.into)));
    look_at_several_hours(&world).unwrap();
}

/// A world in which nobody is shown anything would pass as well: everything the policy grants is seen somewhere.
#[test]
fn the_lots_reach_every_part_of_every_row_of_the_policy() {
    let mut runner = TestRunner::deterministic();
    let mut shown = Shown::new();
    for _ in 0..24 {
        let draws = deeds::draws(120).new_tree(&mut runner).unwrap().current();
        shown.extend(look_at_several_hours(&World::played(&draws)).unwrap_or_else(|leak| panic!("{leak}")));
    }
    let granted =
        SHOWN.iter().enumerate().flat_map(|(row, (_, parts))| parts.iter().map(move |part| (row, *part)));
    let never: Vec<(Has, Part)> = granted
        .filter(|(_, part)| !world::WITHOUT_CANARIES.contains(part))
        .filter(|seen| !shown.contains(seen))
        .map(|(row, part)| (SHOWN[row].0, part))
        .collect();
    assert!(never.is_empty(), "never seen: {never:?}");
}
