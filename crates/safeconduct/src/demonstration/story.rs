//! What has happened in the demonstration's room: a dozen movements, each at another point of its way.

use anyhow::bail;
use conduct::{Act, Pinned, What, command::Means, movement::Answer};
use model::{
    Day, Instant, Path, Span, Value,
    id::MovementId,
    party::{Actor, Role},
};
use ops::{Submission, submission::RulebookFile};
use store::Store;

use super::{Stage, facts::Facts, movement};
use crate::shipped;

/// Who is told of the airport runs, and who answers for them. `None`: by telephone, to the duty officer.
const PARTIES: [(&str, Option<&str>); 4] = [
    ("districts[rawalpindi]", Some("demo-rawalpindi-police")),
    ("districts[islamabad]", Some("demo-islamabad-police")),
    ("highway_police", None),
    ("unit_commandant", None),
];

/// How long ago those were told who were told in time.
const A_FORTNIGHT: Span = Span::hours(24 * 14);

/// Tells the story.
pub(super) fn tell<S: Store>(stage: &mut Stage<'_, S>) -> anyhow::Result<()> {
    let (duty, authority) = (stage.cast.the(Role::DutyOfficer), stage.cast.the(Role::Authority));
    adopt_rulebooks(stage, &authority)?;
    for (area, level) in [("pk/punjab", "green"), ("pk/islamabad", "amber"), ("pk/kp/upper-kohistan", "red")]
    {
        let act = Act::SetAlertLevel {
            area: area.parse()?,
            level: level.parse()?,
            stand_fast: false,
            valid_until: Some(stage.now.saturating_add(Span::hours(12))),
        };
        stage.does(&duty, act)?;
    }
    let standing = standing_permission(stage)?;
    runs(stage, standing)?;
    requests(stage)?;
    on_the_road(stage)
}

fn adopt_rulebooks<S: Store>(stage: &mut Stage<'_, S>, by: &Actor) -> anyhow::Result<()> {
    let rulebooks = shipped::rulebooks();
    let pinned =
        Pinned { rulebooks: rulebooks.iter().map(RulebookFile::digest).collect(), switched_off: Vec::new() };
    let command = conduct::Command { by: by.clone(), act: Act::AdoptRulebooks { pinned, because: None } };
    let world = stage.world.clone();
    stage.submits(Submission { rulebooks, ..Submission::of(world, command) })?;
    Ok(())
}

/// The permission for airport runs: asked for and told two weeks ago, accepted, approved.
fn standing_permission<S: Store>(stage: &mut Stage<'_, S>) -> anyhow::Result<MovementId> {
    let sponsor = stage.cast.the(Role::Sponsor);
    let plan = Facts::of_the_airport_run(stage.now, stage.offset)?
        .without(&["movement.departs_at", "movement.arrives_at"])?;
    let request = Act::RequestStanding { number: "DEMO-AIRPORT".parse()?, plan: plan.order()? };
    let standing = movement(&stage.does(&sponsor, request)?)?;
    let today = stage.today();
    let window = (day(today, -1), day(today, 28));
    tell_everybody(stage, standing, window, &PARTIES, A_FORTNIGHT)?;
    for (party, officer) in PARTIES {
        accept(stage, standing, party, officer)?;
    }
    for agency in ["demo-rawalpindi-police", "demo-islamabad-police"] {
        let party = PARTIES.iter().find(|(_, officer)| *officer == Some(agency)).map(|(party, _)| *party);
        let (Some(officer), Some(party)) = (stage.cast.of_agency(agency), party) else { continue };
        let valid_until = Some(stage.now.saturating_add(Span::hours(24 * 28)));
        let act =
            Act::IssueNoObjection { movement: standing, party: party.parse()?, granted: true, valid_until };
        stage.does(&officer, act)?;
    }
    let authority = stage.cast.the(Role::Authority);
    stage.does(&authority, Act::Approve { movement: standing, granted: true })?;
    Ok(standing)
}

/// Runs under it: one cleared, one whose car two laboratories disagree about, one on the road, one that arrived, one
/// whose file is closed, one called off.
fn runs<S: Store>(stage: &mut Stage<'_, S>, standing: MovementId) -> anyhow::Result<()> {
    let duty = stage.cast.the(Role::DutyOfficer);
    let cleared = plan_run(stage, standing, 1)?;
    stage.does(&duty, Act::Clear { movement: cleared })?;

    let disputed = plan_run(stage, standing, 2)?;
    stage.does(&duty, Act::Clear { movement: disputed })?;
    let finding = Facts::of_the_airport_run(stage.now, stage.offset)?.with_others(2)?;
    let path = "vehicles[demo-car-2].ballistic[demo-brv].protects";
    let statements = finding.disputed(path, Value::Bool(false), "demo-laboratory-2")?.last_said()?;
    stage.does(&duty, Act::Report { movement: disputed, statements: vec![statements] })?;

    let under_way = plan_run(stage, standing, 3)?;
    depart(stage, under_way, 3)?;
    for (nth, closed) in [(4, false), (5, true)] {
        let arrived = plan_run(stage, standing, nth)?;
        depart(stage, arrived, nth)?;
        stage.does(&duty, Act::Arrive { movement: arrived, at: None })?;
        if closed {
            stage.does(&duty, Act::Close { movement: arrived })?;
        }
    }
    let called_off = plan_run(stage, standing, 6)?;
    let sponsor = stage.cast.the(Role::Sponsor);
    let reason = stage.text(&sponsor, "The flight was cancelled (made up).");
    stage.says(&sponsor, Act::Cancel { movement: called_off, reason: reason.id }, vec![reason])?;
    Ok(())
}

fn plan_run<S: Store>(
    stage: &mut Stage<'_, S>,
    standing: MovementId,
    nth: u32,
) -> anyhow::Result<MovementId> {
    let sponsor = stage.cast.the(Role::Sponsor);
    let facts = Facts::of_the_airport_run(stage.now, stage.offset)?.without(&[
        "movement.begins_on",
        "movement.ends_on",
        "districts",
        "highway_police",
        "unit_commandant",
    ])?;
    let plan = facts.with_others(nth)?.order()?;
    let number = format!("DEMO-RUN-{nth}").parse()?;
    movement(&stage.does(&sponsor, Act::PlanRun { standing, number, plan })?)
}

/// Checks the gate and lets it go.
fn depart<S: Store>(stage: &mut Stage<'_, S>, run: MovementId, nth: u32) -> anyhow::Result<()> {
    let (commander, duty) = (stage.cast.the(Role::Commander), stage.cast.the(Role::DutyOfficer));
    let plates = [101, 102, 103].map(|plate| format!("DEMO-{plate}-{nth}").parse());
    let crew = ["driver-1", "driver-2", "driver-3", "guard-1", "guard-2"];
    let crew = crew.iter().map(|who| format!("demo-{who}-{nth}").parse());
    let crew = crew.chain(["demo-commander".parse()]).collect::<Result<_, _>>()?;
    let plates = plates.into_iter().collect::<Result<_, _>>()?;
    stage.does(&commander, Act::CheckGate { movement: run, plates, crew, heads: 8 })?;
    let recorded = stage.does(&duty, Act::AuthoriseDeparture { movement: run })?;
    let refused = recorded.events.iter().find_map(|event| match &event.what {
        What::DepartureRefused(evaluated) => Some(evaluated),
        _ => None,
    });
    match refused {
        None => Ok(()),
        Some(evaluated) => {
            bail!("DEMO-RUN-{nth} may not depart: {:?} {:?}", evaluated.failing, evaluated.bars)
        }
    }
}

/// Journeys asked for: one to the project with short notice, of which two districts were not told; one in three
/// weeks, told and not yet answered by all; one waived by an authority.
fn requests<S: Store>(stage: &mut Stage<'_, S>) -> anyhow::Result<()> {
    let (duty, sponsor) = (stage.cast.the(Role::DutyOfficer), stage.cast.the(Role::Sponsor));
    let today = stage.today();
    let short = single(stage, "DEMO-SITE-1", 1)?;
    let window = (day(today, 1), day(today, 1));
    tell_everybody(stage, short, window, &PARTIES[..1], Span::hours(1))?;
    stage.does(&duty, Act::Clear { movement: short })?;
    let authority = stage.cast.the(Role::Authority);
    let reason =
        stage.text(&authority, "The turbine's specialist leaves the country the day after (made up).");
    let expires = stage.now.saturating_add(Span::hours(48));
    let waive =
        Act::Waive { movement: short, rule: "notice-seven-days".parse()?, reason: reason.id, expires };
    stage.says(&authority, waive, vec![reason])?;

    let early = single(stage, "DEMO-SITE-2", 21)?;
    tell_everybody(stage, early, (day(today, 20), day(today, 22)), &PARTIES, A_FORTNIGHT)?;
    accept(stage, early, "districts[rawalpindi]", Some("demo-rawalpindi-police"))?;
    let officer = stage.cast.of_agency("demo-islamabad-police");
    let received = |by: &Actor| -> anyhow::Result<(Actor, Act)> {
        let party: Path = "districts[islamabad]".parse()?;
        Ok((
            by.clone(),
            Act::AnswerNotice {
                movement: early,
                party,
                answer: Answer::Received,
                means: Means::Written,
                at: None,
            },
        ))
    };
    if let Some(officer) = officer {
        let (by, act) = received(&officer)?;
        stage.does(&by, act)?;
    }
    let bare = Facts::of_the_airport_run(stage.now, stage.offset)?;
    let bare = bare.without(&ALL_BUT_THE_MOVEMENT)?.with("movement.departs_on", Value::Day(day(today, 9)))?;
    let bare = bare.without(&[
        "movement.departs_at",
        "movement.arrives_at",
        "movement.begins_on",
        "movement.ends_on",
    ])?;
    let request = Act::RequestMovement { number: "DEMO-SITE-3".parse()?, plan: bare.order()? };
    stage.does(&sponsor, request)?;
    Ok(())
}

/// What a sponsor who has only a day in mind has not said yet.
const ALL_BUT_THE_MOVEMENT: [&str; 15] = [
    "commanders",
    "principals",
    "crew",
    "vehicles",
    "districts",
    "highway_police",
    "unit_commandant",
    "agencies",
    "escort",
    "projects",
    "sites",
    "communications",
    "dead_ground",
    "silences",
    "incidents",
];

/// A journey asked for, that many days ahead, with the districts of the airport run.
pub(super) fn single<S: Store>(
    stage: &mut Stage<'_, S>,
    number: &str,
    in_days: i64,
) -> anyhow::Result<MovementId> {
    let facts = site_visit(stage, in_days)?;
    ask(stage, number, facts)
}

/// What a journey to the site says, that many days ahead.
pub(super) fn site_visit<S: Store>(stage: &Stage<'_, S>, in_days: i64) -> anyhow::Result<Facts> {
    let departs = day(stage.today(), in_days);
    Facts::of_the_airport_run(stage.now, stage.offset)?
        .without(&["movement.departs_at", "movement.arrives_at", "movement.ends_on", "silences"])?
        .with("movement.purpose", Value::Word("site-visit".parse()?))?
        .with("movement.begins_on", Value::Day(departs))?
        .with("movement.departs_on", Value::Day(departs))
}

/// The sponsor asks for a journey.
pub(super) fn ask<S: Store>(
    stage: &mut Stage<'_, S>,
    number: &str,
    facts: Facts,
) -> anyhow::Result<MovementId> {
    let sponsor = stage.cast.the(Role::Sponsor);
    let request = Act::RequestMovement { number: number.parse()?, plan: facts.order()? };
    movement(&stage.does(&sponsor, request)?)
}

/// On the road without a clearance: an evacuation, and a convoy nobody let go.
fn on_the_road<S: Store>(stage: &mut Stage<'_, S>) -> anyhow::Result<()> {
    let duty = stage.cast.the(Role::DutyOfficer);
    let facts = Facts::of_the_airport_run(stage.now, stage.offset)?.with_others(7)?;
    let urgent = facts.without(&[
        "movement.departs_at",
        "movement.arrives_at",
        "movement.begins_on",
        "movement.ends_on",
    ])?;
    let urgent = urgent.with("movement.purpose", Value::Word("hospital".parse()?))?;
    let reason = stage.text(&duty, "A fall on the site, to the hospital (made up).");
    let start = Act::StartUrgent { number: "DEMO-URGENT".parse()?, plan: urgent.order()?, reason: reason.id };
    stage.says(&duty, start, vec![reason])?;
    let seen = Facts::of_the_airport_run(stage.now, stage.offset)?.with_others(8)?;
    let seen = seen.without(&[
        "commanders",
        "crew",
        "principals",
        "agencies",
        "escort",
        "sites",
        "movement.departs_at",
    ])?;
    let seen_at = Some(Instant::from_micros(stage.now.micros() - Span::minutes(12).0)?);
    let observe = Act::ObserveDeparture { number: "DEMO-SEEN".parse()?, plan: seen.order()?, at: seen_at };
    stage.does(&duty, observe)?;
    Ok(())
}

fn tell_everybody<S: Store>(
    stage: &mut Stage<'_, S>,
    movement: MovementId,
    window: (Day, Day),
    parties: &[(&str, Option<&str>)],
    ago: Span,
) -> anyhow::Result<()> {
    let duty = stage.cast.the(Role::DutyOfficer);
    let at = Some(Instant::from_micros(stage.now.micros() - ago.0)?);
    for (party, _) in parties {
        let (party, channel) = (party.parse()?, "system".parse()?);
        let wanted = stage.text(&duty, "Two cars and a post at the boundary (made up)");
        let asks = Some(wanted.id);
        let act = Act::GiveEarlyNotice { movement, party, channel, window, asks, at };
        stage.says(&duty, act, vec![wanted])?;
    }
    Ok(())
}

/// A named officer accepts: by their own hand where they are here, else by telephone and read back.
fn accept<S: Store>(
    stage: &mut Stage<'_, S>,
    movement: MovementId,
    party: &str,
    officer: Option<&str>,
) -> anyhow::Result<()> {
    let own = officer.and_then(|agency| stage.cast.of_agency(agency));
    let (by, means) = match own {
        Some(officer) => (officer, Means::Written),
        None => (stage.cast.the(Role::DutyOfficer), Means::TelephoneReadBack),
    };
    let officer = stage.text(&by, "Demo Officer (made up)");
    let telephone = stage.text(&by, "000 demo");
    let resources = stage.text(&by, "Two cars, a post at the boundary (made up)");
    let answer = Answer::Accepted { officer: officer.id, telephone: telephone.id, resources: resources.id };
    let act = Act::AnswerNotice { movement, party: party.parse()?, answer, means, at: None };
    stage.says(&by, act, vec![officer, telephone, resources])?;
    Ok(())
}

impl<S: Store> Stage<'_, S> {
    pub(super) fn today(&self) -> Day {
        self.now.day(self.offset)
    }
}

pub(super) fn day(from: Day, days: i64) -> Day {
    from.checked_add(days).unwrap_or(from)
}
