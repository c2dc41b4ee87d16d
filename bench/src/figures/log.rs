//! A long log, written by movements that live side by side: sixty-four at a time, each taking one step a
//! commit, until the log is as long as wanted. Then it is replayed, verified, and one movement's part of it
//! handed out.

use std::{fs, path::Path, time::Duration};

use anyhow::Context as _;
use conduct::What;
use model::{Word, id::MovementId};
use ops::Submission;
use record::{Trust, verify_log};
use store::{DataDir, Log, ReadStore as _};

use super::{Replay, starting};
use crate::{
    Row, Size, Table,
    life::{Life, Step},
    room,
    table::{bytes, duration, grouped},
    timing::{Samples, on_cpu, per_second, since, timed},
};

/// Movements that live side by side; so many commands share a commit.
const LANES: usize = 64;

/// Adds the rows.
///
/// # Errors
/// When a command is refused, or the log is not what was written.
pub fn measure(
    table: &mut Table,
    dir: &Path,
    size: Size,
    replay: &Replay<'_>,
    mut progress: impl FnMut(&str),
) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let written = write(dir.path(), size.entries)?;
    written.add_row(table, on_disk(dir.path())?);
    progress("replaying it");
    replay(dir.path())?.add_rows(table);
    progress("starting the binary on it");
    starting::measure(table, dir.path())?;
    progress("verifying it");
    verification(table, dir.path())?;
    progress("exporting a movement of it");
    export(table, dir.path(), &written)
}

/// What was written, and how long that took.
struct Written {
    entries: u64,
    commands: u64,
    movements: usize,
    checkpoints: u64,
    took: Duration,
    worked: Option<Duration>,
    /// The number of a movement in the middle.
    one: Word,
}

impl Written {
    fn add_row(&self, table: &mut Table, disk: u64) {
        let (entries, movements) = (grouped(self.entries as f64), grouped(self.movements as f64));
        table.heading(format!(
            "a log of {entries} entries: {movements} movements from request to closed file"
        ));
        let each = disk / self.entries.max(1);
        let row = Row::new(
            format!("deciding and writing it, {LANES} commands a commit"),
            Samples::once(self.took).worked(self.worked),
        );
        table.add(row.rate(per_second(self.entries, self.took), "entries").note(format!(
            "{} commands a second; {} on disk, {} an entry",
            grouped(per_second(self.commands, self.took)),
            bytes(disk),
            bytes(each)
        )));
    }
}

/// One movement at a time, and how far it has come.
#[derive(Default)]
struct Lane {
    movement: Option<MovementId>,
    done: usize,
}

fn write(dir: &Path, entries: u64) -> anyhow::Result<Written> {
    let life = Life::of_the_airport_run()?;
    let mut room = room::open(dir, life.begins())?;
    let world = room::prepare(&mut room, &life)?;
    let steps = life.steps();
    let mut lanes: Vec<Lane> = std::iter::repeat_with(Lane::default).take(LANES).collect();
    let (mut movements, mut commands, mut took, mut commits) = (0, 0, Duration::ZERO, 0);
    let mut size = room.store().size()?;
    let before = on_cpu();
    while size < entries {
        let batch = lanes.iter().map(|lane| next(&life, &steps, lane, &world, &mut movements));
        let batch = batch.collect::<anyhow::Result<Vec<_>>>()?;
        commands += batch.len() as u64;
        commits += 1;
        let (answers, this) = timed(|| room.take(batch));
        took += this;
        for (lane, answer) in lanes.iter_mut().zip(answers) {
            let recorded = answer?;
            size = recorded.entries.end;
            let step = steps.get(lane.done);
            let refused = recorded.events.iter().find(|e| matches!(e.what, What::DepartureRefused(_)));
            anyhow::ensure!(refused.is_none(), "the airport run may no longer depart: {refused:?}");
            if step == Some(&Step::Request) {
                lane.movement = recorded.events.iter().find_map(|event| event.what.movement());
            }
            lane.done = (lane.done + 1) % steps.len();
        }
    }
    let worked = since(before);
    let one = format!("M-{}", movements / 2).parse()?;
    Ok(Written { entries: size, commands, movements, checkpoints: commits, took, worked, one })
}

fn next(
    life: &Life,
    steps: &[Step],
    lane: &Lane,
    world: &Word,
    movements: &mut usize,
) -> anyhow::Result<Submission> {
    match (steps.get(lane.done), lane.movement) {
        (Some(Step::Request), _) => {
            *movements += 1;
            Ok(life.request(world, format!("M-{movements}").parse()?))
        }
        (Some(step), Some(movement)) => {
            let texts = [room::fresh_text()?, room::fresh_text()?, room::fresh_text()?];
            let mut texts = texts.into_iter().cycle();
            life.step(world, movement, *step, || texts.next().unwrap_or(model::id::TextId(uuid::Uuid::nil())))
        }
        _ => anyhow::bail!("a movement is requested first"),
    }
}

fn on_disk(dir: &Path) -> anyhow::Result<u64> {
    let sizes = fs::read_dir(dir)?.map(|file| Ok(file?.metadata()?.len()));
    sizes.sum::<std::io::Result<u64>>().context("the data directory cannot be read")
}

fn verification(table: &mut Table, dir: &Path) -> anyhow::Result<()> {
    let store = DataDir::open_read_only(dir)?;
    let trust = Trust { key: Some(room::signer()?.verifier().clone()), checkpoint: None };
    let before = on_cpu();
    let (report, took) = timed(|| verify_log(&Log(&store), trust));
    let (report, worked) = (report?, since(before));
    anyhow::ensure!(report.holds(), "the log does not hold: {report}");
    let size = store.size()?;
    let row = Row::new("verifying it: every hash, root and signature", Samples::once(took).worked(worked));
    table.add(row.rate(per_second(size, took), "entries"));
    Ok(())
}

fn export(table: &mut Table, dir: &Path, written: &Written) -> anyhow::Result<()> {
    let store = DataDir::open_read_only(dir)?;
    let before = on_cpu();
    let (bundle, took) =
        timed(|| ops::extract::movement(&store, written.one.as_str(), ops::extract::Extent::default()));
    let (bundle, worked) = (bundle?, since(before));
    let key = room::signer()?.verifier().clone();
    let (report, checked) = timed(|| bundle.verify(&key));
    anyhow::ensure!(report.holds, "the bundle proves nothing: {report}");
    let note = format!(
        "{} entries, {}; verified elsewhere in {}; the log has {} checkpoints",
        bundle.entries().count(),
        bytes(bundle.to_json()?.len() as u64),
        duration(checked),
        grouped(written.checkpoints as f64),
    );
    table.add(
        Row::new("exporting one movement of it, with proofs", Samples::once(took).worked(worked)).note(note),
    );
    Ok(())
}
