//! The ambush game: how long the best mixture of paths takes to find, and how good it is proved to be; beside
//! it Clarabel, which is given the same game as one linear programme.

#[cfg(feature = "peers")]
mod clarabel;

use std::time::Duration;

use chance::{Choice, Effort, Hopeless, Mixture, ONE, Post, among, open, within};

use crate::{
    Row, Size, Table,
    streets::Town,
    timing::{Samples, on_cpu, since, timed},
};

/// A mixture for a town, while somebody waits.
const TOWN: Duration = Duration::from_secs(1);

/// A path may take so many percent of the fastest.
const BUDGET_PERCENT: u64 = 130;

/// Adds the rows.
///
/// # Errors
/// When a game has no answer, or one that contradicts Clarabel's.
pub fn measure(table: &mut Table, size: Size, mut progress: impl FnMut(&str)) -> anyhow::Result<()> {
    let short = size == Size::SHORT;
    let (town, land) = if short { (30, 60) } else { (161, 1612) };
    let small = Town::of(town, town / 2, town / 12)?;
    heading(table, &small);
    games(table, &small, size.seldom, Some(TOWN))?;
    #[cfg(feature = "peers")]
    {
        progress("the ambush game by Clarabel");
        clarabel::beside(table, &small)?;
    }
    progress("the ambush game on a large network");
    let large = Town::of(land, town / 2, town / 12)?;
    heading(table, &large);
    games(table, &large, 1, None)?;
    choices_row(table, size)
}

fn heading(table: &mut Table, town: &Town) {
    let (nodes, arcs) = (town.places.len(), town.head.len());
    table.heading(format!("the ambush game on a made-up town: {nodes} nodes, {arcs} arcs"));
}

fn games(table: &mut Table, town: &Town, times: usize, aim: Option<Duration>) -> anyhow::Result<()> {
    let (from, to) = town.ends;
    let ground = town.ground()?;
    let free = open(ground, from, to)?;
    let took = repeated(times, || open(ground, from, to));
    table.add(aimed(Row::new("any path: a largest flow", took), aim).note(said(&free)));
    let budget = budget(town)?;
    let play = || within(ground, &town.time, from, to, budget, Effort::default());
    let mixture = play()?;
    let took = repeated(times, play);
    let what = format!("paths within {BUDGET_PERCENT}% of the fastest: double oracle");
    table.add(aimed(Row::new(what, took), aim).note(said(&mixture)));
    Ok(())
}

fn repeated<T>(times: usize, work: impl Fn() -> T) -> Samples {
    let before = on_cpu();
    let took: Samples = (0..times).map(|_| timed(&work).1).collect();
    took.worked(since(before))
}

fn aimed(row: Row, aim: Option<Duration>) -> Row {
    aim.map_or(row.clone(), |aim| row.aim(aim))
}

fn said(mixture: &Mixture) -> String {
    format!("loss {}, {} paths", mixture.value, mixture.paths.len())
}

/// What no budget allows tells how long the fastest path takes.
fn budget(town: &Town) -> anyhow::Result<u64> {
    let (from, to) = town.ends;
    match within(town.ground()?, &town.time, from, to, 0, Effort::default()) {
        Err(Hopeless::TooSlow { fastest, .. }) => Ok(fastest * BUDGET_PERCENT / 100),
        other => anyhow::bail!("a path that takes no time: {other:?}"),
    }
}

/// What a room draws from: twenty routes of a hundred places each, at twelve hours.
fn choices_row(table: &mut Table, size: Size) -> anyhow::Result<()> {
    let (routes, hours) = if size == Size::SHORT { (4, 3) } else { (20, 12) };
    let mut rng = fastrand::Rng::with_seed(18);
    let loss: Vec<u32> = (0..400).map(|_| rng.u32(100_000..900_000)).collect();
    let mut choices = Vec::new();
    for _ in 0..routes {
        let places: Vec<u32> = (0..100).map(|_| rng.u32(0..400)).collect();
        for slot in 0..hours {
            let passes = places.iter().map(|&place| (Post { place, slot }, loss[place as usize])).collect();
            choices.push(Choice { passes });
        }
    }
    let play = || among(&choices, Effort::default());
    let drawable = play()?;
    let single = drawable.best_single.1 as f64 / ONE as f64 * 100.0;
    let note = format!("loss {}; always the best one {single:.1}%", drawable.value);
    table.heading("the ambush game among stated choices");
    let took = Samples::of(size.seldom, play);
    table.add(Row::new(format!("{routes} routes at {hours} hours"), took).aim(TOWN).note(note));
    Ok(())
}
