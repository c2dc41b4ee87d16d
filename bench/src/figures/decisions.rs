//! What somebody waits for: from a command handed in at the writer's door to its answer, which is on disk.

use std::{path::Path, thread, time::Duration};

use anyhow::Context as _;
use conduct::Act;
use model::{Word, id::MovementId, party::Role};
use ops::{Room, Submission, Writer, writer::Door};
use store::SqliteStore;

use crate::{
    Row, Size, Table,
    life::{Life, Step, submission},
    room,
    timing::{Samples, per_second, timed},
};

/// Hands at the door at once.
const HANDS: usize = 64;

/// Movements in a room that wait for something.
pub struct Waiting {
    /// The room.
    pub room: Room<SqliteStore>,
    /// Its world.
    pub world: Word,
    /// They.
    pub movements: Vec<MovementId>,
}

/// Adds the rows.
///
/// # Errors
/// When a command is refused.
pub fn measure(table: &mut Table, dir: &Path, size: Size) -> anyhow::Result<()> {
    let life = Life::of_the_airport_run()?;
    table.heading("a decision through the writer, durable before it is answered");
    for what in [Decision::Small, Decision::Clearance] {
        let dir = tempfile::tempdir_in(dir)?;
        let waiting = waiting(dir.path(), &life, HANDS, what.until())?;
        through_the_door(table, waiting, what, size)?;
    }
    alert_row(table, dir, &life, size)
}

/// What is decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// One small entry, no rule asked: a telephone call that nobody answered.
    Small,
    /// Every rule asked about facts the record has: a clearance evaluated once more.
    Clearance,
}

impl Decision {
    /// The command, for one of the movements.
    pub fn submission(self, world: &Word, movement: MovementId) -> anyhow::Result<Submission> {
        Ok(match self {
            Decision::Small => {
                let party = "highway_police".parse()?;
                submission(world, Role::DutyOfficer, Act::RecordVainCall { movement, party })
            }
            Decision::Clearance => submission(world, Role::DutyOfficer, Act::Clear { movement }),
        })
    }

    /// How far a movement has come when this is decided.
    #[must_use]
    pub fn until(self) -> Step {
        match self {
            Decision::Small => Step::Acceptance(0),
            Decision::Clearance => Step::Clear,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Decision::Small => "a call in vain",
            Decision::Clearance => "a clearance",
        }
    }
}

/// A room in which `count` movements have come as far as `until`, which they have not yet done.
///
/// # Errors
/// When a command is refused.
pub fn waiting(dir: &Path, life: &Life, count: usize, until: Step) -> anyhow::Result<Waiting> {
    let mut room = room::open(dir, life.begins())?;
    let world = room::prepare(&mut room, life)?;
    let requests = (0..count).map(|n| Ok(life.request(&world, format!("M-{n}").parse()?)));
    let requests = requests.collect::<anyhow::Result<Vec<_>>>()?;
    let mut movements = Vec::with_capacity(count);
    for answer in room.take(requests) {
        let requested = answer?.events.iter().find_map(|event| event.what.movement());
        movements.push(requested.context("a request opens a movement")?);
    }
    for step in life.steps().into_iter().skip(1).take_while(|step| *step != until) {
        let texts =
            std::iter::repeat_with(room::fresh_text).take(3 * count).collect::<Result<Vec<_>, _>>()?;
        let mut texts = texts.into_iter();
        let batch = movements.iter().map(|movement| {
            life.step(&world, *movement, step, || {
                texts.next().unwrap_or(model::id::TextId(uuid::Uuid::nil()))
            })
        });
        let batch = batch.collect::<anyhow::Result<Vec<_>>>()?;
        room.take(batch).into_iter().collect::<Result<Vec<_>, _>>()?;
    }
    Ok(Waiting { room, world, movements })
}

fn through_the_door(table: &mut Table, waiting: Waiting, what: Decision, size: Size) -> anyhow::Result<()> {
    let Waiting { room, world, movements } = waiting;
    let writer = Writer::start(room)?;
    let door = writer.door();
    let movement = *movements.first().context("somebody waits")?;
    let alone = one_hand(&door, &world, movement, what, size.commits)?;
    let many = per_second(alone.len() as u64, alone.iter().sum());
    let row = Row::new(format!("{}, one at a time", what.words()), alone.into_iter().collect());
    table.add(row.rate(many, "decisions"));

    let each = size.commits.div_ceil(16);
    let (answers, took) = timed(|| many_hands(&door, &world, &movements, what, each));
    let answers = answers?;
    let many = per_second(answers.len() as u64, took);
    let row = Row::new(
        format!("{}, {} hands at the door", what.words(), movements.len()),
        answers.into_iter().collect(),
    );
    table.add(row.rate(many, "decisions"));
    writer.stop()?;
    Ok(())
}

fn one_hand(
    door: &Door,
    world: &Word,
    movement: MovementId,
    what: Decision,
    times: usize,
) -> anyhow::Result<Vec<Duration>> {
    (0..times)
        .map(|_| {
            let submission = what.submission(world, movement)?;
            let (answer, took) = timed(|| door.submit(submission));
            answer?;
            Ok(took)
        })
        .collect()
}

fn many_hands(
    door: &Door,
    world: &Word,
    movements: &[MovementId],
    what: Decision,
    each: usize,
) -> anyhow::Result<Vec<Duration>> {
    thread::scope(|scope| {
        let hands: Vec<_> = movements
            .iter()
            .map(|movement| scope.spawn(move || one_hand(door, world, *movement, what, each)))
            .collect();
        let mut all = Vec::new();
        for hand in hands {
            all.extend(hand.join().map_err(|_| anyhow::anyhow!("a hand at the door failed"))??);
        }
        Ok(all)
    })
}

/// One fact that every cleared movement reads.
fn alert_row(table: &mut Table, dir: &Path, life: &Life, size: Size) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let count = size.seldom * 5;
    let Waiting { mut room, world, .. } = waiting(dir.path(), life, count, Step::Gate)?;
    let area = life.areas().pop().context("the movement touches an area")?;
    let mut once = |level: &str| -> anyhow::Result<Duration> {
        let (area, level) = (area.clone(), level.parse()?);
        let act = Act::SetAlertLevel { area, level, stand_fast: false, valid_until: None };
        let batch = vec![submission(&world, Role::DutyOfficer, act)];
        let (answers, took) = timed(|| room.take(batch));
        answers.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(took)
    };
    let levels = ["amber", "green"].into_iter().cycle().take(size.seldom);
    let took = levels.map(&mut once).collect::<anyhow::Result<Samples>>()?;
    let each = took.median() / u32::try_from(count)?;
    let row = Row::new(format!("an alert level that {count} cleared movements read"), took);
    table.add(row.note(format!("{} for each", crate::table::duration(each))));
    Ok(())
}
