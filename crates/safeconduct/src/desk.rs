//! A file, held against the rules through the same room the server runs: everything decided is on a record,
//! kept where `--data` says or thrown away.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use conduct::{Act, Artefacts as _, Command, State, What, World, event::Evaluated};
use model::{
    Dossier, Word,
    id::{MovementId, TextId},
    party::{Actor, Role},
};
use ops::{Recorded, Room, Submission, Task, submission::Text};
use rulebook::{At, Evaluation, Fixes, RuleSet};
use store::{
    DataDir, SqliteStore,
    tracks::{SqliteTracks, Tracks},
};
use words::Catalogue;

use crate::{
    case::{Case, Day},
    clock::{self, Kept},
    commands::replay::Drive,
    exit::Misuse,
    opened::open_room,
    prepared::Prepared,
};

/// A room, and where its record lies.
pub struct Desk {
    room: Room<SqliteStore>,
    dir: PathBuf,
    /// Removed when the desk is cleared away.
    thrown_away: Option<tempfile::TempDir>,
}

/// What became of one file.
pub struct Judged {
    /// The decision as it stands on the record.
    pub recorded: Evaluated,
    /// Waivers the file states that were not granted: the rule does not let that role waive it.
    pub waivers_refused: Vec<(Word, Role)>,
    /// Where on the record.
    pub entries: std::ops::Range<u64>,
    /// The rules it was held against.
    pub rules: Arc<RuleSet>,
    /// Every rule's verdict with its reasons.
    pub evaluation: Evaluation,
    /// The way out, if it was refused.
    pub fixes: Option<Fixes>,
}

impl Desk {
    /// A desk whose record is kept in `data`, or thrown away.
    pub fn open(data: Option<&Path>) -> anyhow::Result<Self> {
        Ok(Desk::open_with(data, |_| Ok(()))?.0)
    }

    /// A desk at which a day is driven, and where what is reported on it is kept. Not where a unit's own reports wait for the record:
    /// whoever anchors those of the day takes everything that waits, and what is the unit's would be nobody's.
    pub fn open_for_a_day(data: Option<&Path>) -> anyhow::Result<(Self, Arc<dyn Tracks>)> {
        let tracks = |held: &DataDir| Ok(Arc::new(SqliteTracks::open(held)?) as Arc<dyn Tracks>);
        let (desk, tracks) = Desk::open_with(data, tracks)?;
        if desk.room.worlds().values().any(|state| state.world == World::Actual) {
            bail!(Misuse(format!(
                "{} holds the record of a room, and what its own vehicles reported: a day is not driven among them. Give --data \
                 another directory, or leave it out",
                desk.dir.display()
            )));
        }
        Ok((desk, tracks))
    }

    fn open_with<T>(
        data: Option<&Path>,
        beside: impl FnOnce(&DataDir) -> anyhow::Result<T>,
    ) -> anyhow::Result<(Self, T)> {
        let thrown_away = match data {
            Some(_) => None,
            None => Some(tempfile::tempdir().context("no temporary directory for the record")?),
        };
        let dir = data.or(thrown_away.as_ref().map(tempfile::TempDir::path)).unwrap_or(Path::new("."));
        // The command line decides only in worlds whose clock it sets itself.
        let held = DataDir::open(dir)?;
        let beside = beside(&held)?;
        let room = open_room(held, clock::surroundings(Kept::Unknown))?;
        Ok((Desk { room, dir: dir.to_owned(), thrown_away }, beside))
    }

    /// Closes the record. Where it lies, and what removes it if it is to be thrown away.
    pub fn close(self) -> (PathBuf, Option<tempfile::TempDir>) {
        (self.dir, self.thrown_away)
    }

    /// Where the record lies.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Begins to drive the day of a case. What is reported on it is kept in `tracks`.
    pub fn drive(
        &mut self,
        prepared: &Prepared,
        day: &Day,
        tracks: Arc<dyn Tracks>,
        words: &Catalogue,
    ) -> anyhow::Result<Drive<'_>> {
        Drive::begin((&mut self.room, &self.dir, tracks), prepared, day, words)
    }

    /// Holds a case against its rules, on the record, in a world of its own whose clock stands at the case's
    /// moment.
    pub fn judge(&mut self, prepared: &Prepared) -> anyhow::Result<Judged> {
        let Prepared { case, rulebooks, .. } = prepared;
        let world = fresh_world()?;
        let open = Task::OpenWorld { by: desk_officer(), world: World::Exercise, offset: case.at.offset };
        let (adopt, texts) = adopt(prepared)?;
        let request = Act::RequestMovement { number: case.number.clone(), plan: case.facts.clone() };
        let opened = self.submit(vec![
            Submission { task: open, ..in_world(&world, case, Act::Advance, Role::DutyOfficer) },
            Submission {
                rulebooks: rulebooks.clone(),
                texts,
                ..in_world(&world, case, adopt, Role::DutyOfficer)
            },
            in_world(&world, case, request, Role::DutyOfficer),
        ])?;
        let movement = opened.iter().flat_map(|r| &r.events).find_map(|event| event.what.movement());
        let movement = movement.context("the movement was not recorded")?;

        let mut submissions = waivers(case, &world, movement)?;
        submissions.push(in_world(&world, case, Act::Clear { movement }, Role::DutyOfficer));
        let cleared = self.submit(submissions)?;
        let first = opened.first().map_or(0, |recorded| recorded.entries.start);
        let last = cleared.last().map_or(first, |recorded| recorded.entries.end);
        let mut recorded = None;
        let mut waivers_refused = Vec::new();
        for event in cleared.into_iter().flat_map(|r| r.events) {
            match event.what {
                What::ClearanceEvaluated(evaluated) => recorded = Some(evaluated),
                What::WaiverRefused { rule, .. } => waivers_refused.push((rule, event.by.role)),
                _ => {}
            }
        }
        let recorded = recorded.context("the evaluation was not recorded")?;
        let judged = self.explain(recorded, first..last, &world, case.at)?;
        Ok(Judged { waivers_refused, ..judged })
    }

    /// Evaluates once more for the reasons: same facts, same rules, same moment, so the same verdicts.
    fn explain(
        &self,
        recorded: Evaluated,
        entries: std::ops::Range<u64>,
        world: &Word,
        at: At,
    ) -> anyhow::Result<Judged> {
        let state: &State = self.room.worlds().get(world).context("the world was not recorded")?;
        let movement = state.movement(recorded.movement).context("the movement was not recorded")?;
        let facts: Dossier = conduct::dossier(state, movement)?;
        let rules = self.room.shelf().rules(&state.pinned).context("the rulebooks were not recorded")?;
        let waivers = movement.waivers();
        let evaluation = rulebook::evaluate(&rules, &facts, &waivers, at);
        let fixes = (!recorded.clears).then(|| rulebook::shortest_fix(&rules, &facts, &waivers, at));
        Ok(Judged { recorded, waivers_refused: Vec::new(), entries, rules, evaluation, fixes })
    }

    fn submit(&mut self, submissions: Vec<Submission>) -> anyhow::Result<Vec<Recorded>> {
        let answers = self.room.take(submissions);
        answers.into_iter().map(|answer| Ok(answer?)).collect()
    }
}

/// Takes the rulebooks into force; why some of their rules are not goes to the vault.
pub fn adopt(Prepared { case, pinned, because, .. }: &Prepared) -> anyhow::Result<(Act, Vec<Text>)> {
    let text = |reason: &String| -> anyhow::Result<Text> {
        let id = clock::fresh_id().into();
        Ok(Text { id, subject: format!("case {}", case.number), text: reason.clone() })
    };
    let text = because.as_ref().map(text).transpose()?;
    let because = text.as_ref().map(|text| text.id);
    Ok((Act::AdoptRulebooks { pinned: pinned.clone(), because }, text.into_iter().collect()))
}

impl Judged {
    /// One name for everything the movement was held against: the rulebook's own, or, of several rulebooks or
    /// with rules switched off, the SHA-256 of the canonical JSON that names them.
    pub fn rulebook_digest(&self) -> String {
        let pinned = &self.recorded.pinned;
        match pinned.rulebooks.as_slice() {
            [only] if pinned.switched_off.is_empty() => only.to_string(),
            _ => {
                let bytes = record::canonical(pinned).unwrap_or_default();
                model::Digest(record::Hash::of(&bytes).0).to_string()
            }
        }
    }
}

fn waivers(case: &Case, world: &Word, movement: MovementId) -> anyhow::Result<Vec<Submission>> {
    case.waivers
        .iter()
        .map(|waiver| {
            let id: TextId = clock::fresh_id().into();
            let act = Act::Waive { movement, rule: waiver.rule.clone(), reason: id, expires: waiver.expires };
            let text = Text { id, subject: format!("movement {movement}"), text: waiver.reason.clone() };
            Ok(Submission { texts: vec![text], ..in_world(world, case, act, waiver.by) })
        })
        .collect()
}

fn in_world(world: &Word, case: &Case, act: Act, role: Role) -> Submission {
    let by = Actor { role, ..desk_officer() };
    Submission { at: Some(case.at.now), ..Submission::of(world.clone(), Command { by, act }) }
}

fn desk_officer() -> Actor {
    Actor { person: None, role: Role::DutyOfficer, agency: word("desk") }
}

fn word(text: &'static str) -> Word {
    text.parse().unwrap_or_else(|_| unreachable!("{text} is a word"))
}

fn fresh_world() -> anyhow::Result<Word> {
    Ok(format!("case/{}", clock::fresh_id()).parse()?)
}
