//! Making recorded decisions again: the same facts, rules, waivers and moment must give the same verdicts.
//!
//! Everything an evaluation rests on is on the record or pinned by it: the rulebooks and facts by their digests,
//! the waivers and the world's offset by the entries before it. So whoever has the entries and the artefacts can
//! evaluate again, without the room and without believing it. Only what bars a movement besides the rules (its
//! gate, its area, its permission) rests on the room's whole state, and is taken as recorded.

use std::collections::BTreeMap;

use conduct::{Artefacts as _, Event, Pinned, What, event::Evaluated, movement::Bar, state::OffsetAhead};
use model::{
    Digest, Dossier, Instant, Span, Word,
    id::{MovementId, WaiverId},
    schema,
};
use rulebook::{At, Evaluation, Verdict, Waiver};
use serde::Serialize;

use crate::shelf::Shelf;

/// Where artefacts are: a store, or a bundle. What it answers has the digest that was asked for.
pub type Find<'a> = dyn Fn(&Digest) -> Option<Vec<u8>> + 'a;

/// The fold: feed it every event there is, in the order of the log.
pub struct Again<'a> {
    find: &'a Find<'a>,
    shelf: Shelf,
    worlds: BTreeMap<Word, Known>,
    outcome: Outcome,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Outcome {
    /// How many evaluations came out as they are recorded.
    pub same: u64,
    /// How many did not.
    pub different: u64,
    /// The first of these.
    pub first_different: Option<Different>,
    /// How many could not be made.
    pub not_made: u64,
    /// The first of these.
    pub first_not_made: Option<NotMade>,
    /// How many were recorded by another version of the engine than this one.
    pub other_engine: u64,
}

/// An evaluation that comes out otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Different {
    /// Its entry.
    pub entry: u64,
    /// The movement.
    pub movement: MovementId,
    /// In what.
    pub what: Discrepancy,
    /// The engine that recorded it.
    pub engine: Word,
}

/// In what an evaluation differs from the recorded one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "in", rename_all = "kebab-case")]
pub enum Discrepancy {
    /// A rule's verdict; `None` where the rule is not among the verdicts.
    Verdict {
        /// The rule.
        rule: Word,
        /// As recorded.
        recorded: Option<Verdict>,
        /// As it comes out.
        again: Option<Verdict>,
    },
    /// Which rules stand in the way.
    Failing {
        /// As recorded.
        recorded: Vec<Word>,
        /// As it comes out.
        again: Vec<Word>,
    },
    /// Whether it clears.
    Clears {
        /// As recorded.
        recorded: bool,
    },
    /// It was said to hold longer than the rules say.
    HoldsUntil {
        /// As recorded; `None`: for ever.
        recorded: Option<Instant>,
        /// As it comes out.
        again: Instant,
    },
}

/// An evaluation that could not be made again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NotMade {
    /// Its entry.
    pub entry: u64,
    /// Why.
    pub why: Why,
}

/// Why an evaluation could not be made again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// A rulebook or fact set is not there.
    Absent {
        /// Which.
        artefact: Digest,
    },
    /// This version cannot read it.
    Unreadable {
        /// Which.
        artefact: Digest,
        /// What is wrong with it.
        reason: String,
    },
    /// The rulebooks do not compose in this version.
    NotComposing,
}

/// What evaluations of a world need from earlier entries.
#[derive(Default)]
struct Known {
    offset: OffsetAhead,
    waivers: BTreeMap<MovementId, BTreeMap<WaiverId, Waiver>>,
}

impl<'a> Again<'a> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(find: &'a Find<'a>) -> Self {
        let (shelf, worlds, outcome) = (Shelf::default(), BTreeMap::new(), Outcome::default());
        Again { find, shelf, worlds, outcome }
    }

    /// The event of entry `n`.
    pub fn take(&mut self, n: u64, world: &Word, event: &Event) {
        let known = self.worlds.entry(world.clone()).or_default();
        match &event.what {
            What::WorldOpened { offset, .. } => known.offset = OffsetAhead(*offset),
            What::WaiverGranted { movement, waiver, rule, expires, .. } => {
                let granted = Waiver { rule: rule.clone(), by: event.by.role, expires: *expires };
                known.waivers.entry(*movement).or_default().insert(*waiver, granted);
            }
            What::WaiverRevoked { movement, waiver } => {
                known.waivers.entry(*movement).or_default().remove(waiver);
            }
            What::Closed { movement } | What::Cancelled { movement, .. } => {
                known.waivers.remove(movement);
            }
            What::ClearanceEvaluated(recorded)
            | What::DepartureAuthorised(recorded)
            | What::DepartureRefused(recorded) => self.judge(n, world, event.at, recorded),
            _ => {}
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(self) -> Outcome {
        self.outcome
    }

    fn judge(&mut self, n: u64, world: &Word, now: Instant, recorded: &Evaluated) {
        let ours = recorded.engine == conduct::engine();
        self.outcome.other_engine += u64::from(!ours);
        match self.discrepancy(world, now, recorded) {
            Ok(None) => self.outcome.same += 1,
            Ok(Some(what)) => {
                self.outcome.different += 1;
                let (movement, engine) = (recorded.movement, recorded.engine.clone());
                self.outcome.first_different.get_or_insert(Different { entry: n, movement, what, engine });
            }
            Err(why) => {
                self.outcome.not_made += 1;
                self.outcome.first_not_made.get_or_insert(NotMade { entry: n, why });
            }
        }
    }

    fn discrepancy(
        &mut self,
        world: &Word,
        now: Instant,
        recorded: &Evaluated,
    ) -> Result<Option<Discrepancy>, Why> {
        // The room had no rules to judge by, and refused.
        if recorded.bars.contains(&Bar::NoRules) {
            let recorded = recorded.clears;
            return Ok(recorded.then_some(Discrepancy::Clears { recorded }));
        }
        self.fetch(&recorded.pinned)?;
        let facts = self.facts(&recorded.facts)?;
        let rules = self.shelf.rules(&recorded.pinned).ok_or(Why::NotComposing)?;
        let known = self.worlds.get(world);
        let waivers = known.and_then(|known| known.waivers.get(&recorded.movement));
        let waivers: Vec<Waiver> = waivers.into_iter().flat_map(BTreeMap::values).cloned().collect();
        let at = At { now, offset: known.map_or_else(OffsetAhead::default, |known| known.offset).0 };
        Ok(compare(recorded, &rulebook::evaluate(&rules, &facts, &waivers, at), now))
    }

    /// Has the rulebooks on the shelf.
    fn fetch(&mut self, pinned: &Pinned) -> Result<(), Why> {
        for digest in pinned.rulebooks.iter().filter(|digest| !self.shelf.has(digest)).collect::<Vec<_>>() {
            let bytes = (self.find)(digest).ok_or(Why::Absent { artefact: *digest })?;
            let unreadable = |reason: String| Why::Unreadable { artefact: *digest, reason };
            let text = std::str::from_utf8(&bytes).map_err(|error| unreadable(error.to_string()))?;
            self.shelf.put(&digest.to_string(), text).map_err(unreadable)?;
        }
        Ok(())
    }

    /// A fact set that fits this version's schema: what does not fit was never judged by it.
    fn facts(&self, digest: &Digest) -> Result<Dossier, Why> {
        let bytes = (self.find)(digest).ok_or(Why::Absent { artefact: *digest })?;
        let unreadable = |reason: String| Why::Unreadable { artefact: *digest, reason };
        let facts: Dossier = serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        for (path, claims) in facts.facts() {
            let fits = schema::attribute_at(&path).and_then(|attribute| {
                claims.iter().try_for_each(|claim| attribute.accepts(&path, &claim.value))
            });
            fits.map_err(|error| unreadable(error.to_string()))?;
        }
        Ok(facts)
    }
}

fn compare(recorded: &Evaluated, again: &Evaluation, now: Instant) -> Option<Discrepancy> {
    let verdicts: Vec<(Word, Verdict)> =
        again.rules.iter().map(|judged| (judged.rule.id.clone(), judged.verdict)).collect();
    if let Some(differs) = first_verdict(&recorded.verdicts, &verdicts) {
        return Some(differs);
    }
    let failing: Vec<Word> = again.refusing().map(|judged| judged.rule.id.clone()).collect();
    if failing != recorded.failing {
        return Some(Discrepancy::Failing { recorded: recorded.failing.clone(), again: failing });
    }
    if recorded.clears != (again.clears() && recorded.bars.is_empty()) {
        return Some(Discrepancy::Clears { recorded: recorded.clears });
    }
    // Besides the rules a permission may end it sooner, never later.
    let until = again.valid_until?.max(now.saturating_add(Span::minutes(1)));
    let held_longer = recorded.valid_until.is_none_or(|recorded| recorded > until);
    held_longer.then_some(Discrepancy::HoldsUntil { recorded: recorded.valid_until, again: until })
}

/// The first rule about which the two lists do not say the same.
fn first_verdict(recorded: &[(Word, Verdict)], again: &[(Word, Verdict)]) -> Option<Discrepancy> {
    let longest = recorded.len().max(again.len());
    (0..longest).find_map(|at| match (recorded.get(at), again.get(at)) {
        (Some(recorded), Some(again)) if recorded == again => None,
        (Some((rule, recorded)), Some((other, again))) if rule == other => {
            Some(Discrepancy::Verdict { rule: rule.clone(), recorded: Some(*recorded), again: Some(*again) })
        }
        (Some((rule, recorded)), _) => {
            Some(Discrepancy::Verdict { rule: rule.clone(), recorded: Some(*recorded), again: None })
        }
        (None, Some((rule, again))) => {
            Some(Discrepancy::Verdict { rule: rule.clone(), recorded: None, again: Some(*again) })
        }
        (None, None) => None,
    })
}
