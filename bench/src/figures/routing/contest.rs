//! Several at the same task, in turns, so that a busy moment of the machine falls on all of them.

use std::time::Duration;

use super::questions::Questions;
use crate::{
    Row, Table,
    timing::{Samples, on_cpu, since, timed},
};

type Turn<'a> = Box<dyn FnMut() -> anyhow::Result<Vec<Duration>> + 'a>;

/// Somebody who does the task.
pub(super) struct Contender<'a> {
    who: &'static str,
    /// Does it once or more often, and says how long each time took.
    turn: Turn<'a>,
}

impl<'a> Contender<'a> {
    /// Who does it once a turn, and says how long it took.
    pub(super) fn once(who: &'static str, mut run: impl FnMut() -> anyhow::Result<Duration> + 'a) -> Self {
        Contender { who, turn: Box::new(move || Ok(vec![run()?])) }
    }

    /// Who does it often in a turn, and says how long each took.
    #[cfg_attr(not(feature = "peers"), expect(dead_code, reason = "only peers do"))]
    pub(super) fn in_turn(
        who: &'static str,
        turn: impl FnMut() -> anyhow::Result<Vec<Duration>> + 'a,
    ) -> Self {
        Contender { who, turn: Box::new(turn) }
    }

    /// Who answers all questions in a turn.
    pub(super) fn each(
        who: &'static str,
        questions: &'a Questions,
        mut answer: impl FnMut(u32, u32) -> anyhow::Result<()> + 'a,
    ) -> Self {
        let mut one = move |(from, to)| {
            let (answered, took) = timed(|| answer(from, to));
            answered.map(|()| took)
        };
        Contender { who, turn: Box::new(move || questions.pairs().map(&mut one).collect()) }
    }
}

/// Adds a row for each; ours, the first, says how it stands to the others and is to stay under an aim made of
/// the median of the second.
pub(super) fn contest(
    table: &mut Table,
    what: &str,
    rounds: usize,
    mut contenders: Vec<Contender<'_>>,
    aim: impl Fn(Duration) -> Option<Duration>,
) -> anyhow::Result<()> {
    let mut took: Vec<(Vec<Duration>, Duration)> = vec![Default::default(); contenders.len()];
    for round in 0..=rounds {
        for (contender, (all, worked)) in contenders.iter_mut().zip(&mut took) {
            let before = on_cpu();
            let samples = (contender.turn)()?;
            // The first round warms up.
            if round > 0 {
                all.extend(samples);
                *worked += since(before).unwrap_or_default();
            }
        }
    }
    let samples: Vec<Samples> = took
        .into_iter()
        .map(|(all, worked)| all.into_iter().collect::<Samples>().worked(Some(worked)))
        .collect();
    for (at, contender) in contenders.iter().enumerate() {
        let mut row = Row::new(format!("{what}: {}", contender.who), samples[at].clone());
        if at == 0 {
            let ratio = |ours: Duration, theirs: Duration| ours.as_secs_f64() / theirs.as_secs_f64();
            let beside = |(peer, theirs): (&Contender<'_>, &Samples)| {
                let median = ratio(samples[0].median(), theirs.median());
                let least = ratio(samples[0].least(), theirs.least());
                format!("{median:.2} x {} (least {least:.2})", peer.who)
            };
            let said: Vec<String> = contenders.iter().zip(&samples).skip(1).map(beside).collect();
            row = row.note(said.join(", "));
            let rival = samples.get(1).map(Samples::median);
            if let Some(aim) = aim(rival.unwrap_or_default()).filter(|aim| !aim.is_zero()) {
                row = row.aim(aim);
            }
        }
        table.add(row);
    }
    Ok(())
}
