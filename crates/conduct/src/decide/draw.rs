//! Way and hour by lot: committed to, added to, revealed.

use chance::draw::{Commitment, Contribution, Seed, commit as committed_to, draw as drawn_by};
use model::{
    Claim, Digest, Instant, Source, Word,
    id::{MovementId, TextId},
};

use super::{
    clearance::{Judged, judge},
    draft::Draft,
    route::laid,
};
use crate::{
    Movement, Rejection, What,
    command::Statement,
    dossier::{
        Departure, dossier,
        spoken::{DEPARTS_AT, DRAW},
    },
    draw::{Committed, Lot, Urn},
};

/// The most texts that others add to a draw.
const MOST_CONTRIBUTIONS: usize = 16;

pub(super) fn commit(
    draft: &mut Draft<'_>,
    id: MovementId,
    seen: u32,
    urn: Urn,
    commitment: Digest,
    seed: TextId,
) -> Result<(), Rejection> {
    let movement = draft.waiting(id, "hint-drawn-before-departure")?;
    if seen != movement.revision {
        return Err(Rejection::Outdated { seen, current: movement.revision });
    }
    if draft.state.network != Some(urn.network) {
        return Err(Rejection::NoNetwork);
    }
    urn.names().map_err(|_| Rejection::Draw("draw-lots"))?;
    let facts = dossier(&draft.state, &movement)?;
    let days = Departure::of(&facts, draft.state.offset.0).days;
    let now = judge(draft, &movement);
    for lot in urn.lots.iter().filter(|lot| lot.weight > 0) {
        if lot.departs_at <= draft.now
            || !days.iter().all(|day| *day == lot.departs_at.day(draft.state.offset.0))
        {
            return Err(Rejection::Draw("draw-another-day"));
        }
        would_clear(draft, &movement, &urn, lot, &now)?;
    }
    draft.emit(What::DrawCommitted { movement: id, urn, commitment, seed });
    Ok(())
}

/// With this lot drawn nothing bars the movement that does not bar it now.
fn would_clear(
    draft: &Draft<'_>,
    movement: &Movement,
    urn: &Urn,
    lot: &Lot,
    now: &Judged,
) -> Result<(), Rejection> {
    let mut trial = Draft::new(&draft.state, draft.by.clone(), draft.inputs);
    follow(&mut trial, movement, urn, lot)?;
    let then = trial.movement(movement.id, "hint-drawn-before-departure")?;
    if judge(&trial, &then).adds_to(now) { Err(Rejection::Draw("draw-would-not-clear")) } else { Ok(()) }
}

pub(super) fn contribute(draft: &mut Draft<'_>, id: MovementId, contribution: Word) -> Result<(), Rejection> {
    let movement = draft.waiting(id, "hint-drawn-before-departure")?;
    let draw = movement.draw.as_ref().ok_or(Rejection::NoSuch("no-such-draw"))?;
    if contribution.as_str().parse::<Contribution>().is_err() {
        return Err(Rejection::Draw("draw-contribution"));
    }
    if draw.contributions.len() >= MOST_CONTRIBUTIONS {
        return Err(Rejection::Draw("draw-contributions-many"));
    }
    draft.emit(What::DrawContributed { movement: id, contribution });
    Ok(())
}

pub(super) fn reveal(draft: &mut Draft<'_>, id: MovementId, seed: Word) -> Result<(), Rejection> {
    let movement = draft.waiting(id, "hint-drawn-before-departure")?;
    let draw = movement.draw.clone().ok_or(Rejection::NoSuch("no-such-draw"))?;
    let Committed { urn, commitment, contributions, .. } = &*draw;
    let lots = urn.names().map_err(|_| Rejection::Draw("draw-lots"))?;
    let secret: Seed = seed.as_str().parse().map_err(|_| Rejection::Draw("draw-exchanged"))?;
    let added: Vec<Contribution> =
        contributions.iter().filter_map(|text| text.as_str().parse().ok()).collect();
    if committed_to(&secret, &lots) != Commitment(commitment.0) {
        return Err(Rejection::Draw("draw-exchanged"));
    }
    let drawn = drawn_by(&secret, &added, &lots);
    let lot = *urn.lots.get(drawn.choice).ok_or(Rejection::Draw("draw-lots"))?;
    draft.emit(What::DrawRevealed { movement: id, seed, ticket: drawn.ticket, lot });
    follow(draft, &movement, urn, &lot)?;
    draft.touch(id);
    Ok(())
}

/// The order follows the lot: its way and its hour.
fn follow(draft: &mut Draft<'_>, movement: &Movement, urn: &Urn, lot: &Lot) -> Result<(), Rejection> {
    let way = urn.ways.get(lot.way as usize).cloned().unwrap_or_default();
    let planned = laid(draft, movement, urn.network, way)?;
    draft.emit(planned);
    let statements = vec![hour(movement, lot.departs_at, draft.now)];
    let revision = movement.revision + 2;
    draft.emit(What::OrderAmended { movement: movement.id, revision, statements, drop: Vec::new() });
    Ok(())
}

/// The hour drawn stands in the place of every hour that was said.
fn hour(movement: &Movement, departs_at: Instant, now: Instant) -> Statement {
    let source = Source { cite: Word::clone(&DRAW), by: None };
    let mut settles: Vec<Word> =
        movement.plan.claims(&DEPARTS_AT).iter().map(|claim| claim.source.origin().clone()).collect();
    settles.retain(|origin| *origin != *DRAW);
    settles.sort();
    settles.dedup();
    let claim = Claim { value: departs_at.into(), source, observed: now, valid_until: None, settles };
    Statement { path: DEPARTS_AT.clone(), claim }
}
