//! When two nodes are the same, for the explorer.
//!
//! A node holds more than its future depends on: when something was last evaluated, what an identifier is, how often
//! an order was amended, each word a laboratory has replaced since. Left in, every detour would lead to a new node
//! and no world would end. Two nodes with the same view take the same steps to nodes with the same view, because:
//!
//! * *Time.* The tick is in the view, so both have the same `now`, which is never behind the state's clock. A
//!   deadline that is over counts as over, whenever that was; any other is compared as it stands.
//! * *Words.* Of each origin only the last word about a fact has a say, and every word here was said by now. Two
//!   origins count together whichever spoke first, for nobody settles anything here.
//! * *Revisions.* `decide` asks of a gate check only whether it was of the order, and of the permission, as they stand.
//! * *Waivers.* One that has expired waives nothing, and is never the one that is revoked here.
//! * *Evaluations.* The last one is read of followed movements only, and of it neither when it was made nor on which
//!   facts; of the others, whether there was one, for other rules evaluate those again. Of an open question or alert, whether there is one:
//!   who was told of it, and when it goes further up, has no say in what departs.
//! * *Identifiers* name things and nothing else: a movement stands under its number, an alert under what it is about.
//! * *Areas.* No rule here asks for a level.
//!
//! `nodes_with_one_view_lead_to_the_same_views` holds this against the code.

use std::collections::{BTreeMap, BTreeSet};

use conduct::{
    Movement, Stage, State,
    movement::{Answer, Bar, GATE_STANDS, Gate},
};
use model::{Claim, Day, Dossier, Instant, Path, Value, Word, party::Role};

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Deadline {
    None,
    Over,
    At(Instant),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct View {
    switched_off: Vec<Word>,
    register: BTreeMap<Path, Facts>,
    movements: BTreeMap<Word, MovementView>,
    filed: BTreeSet<Word>,
    stands_fast: BTreeSet<Word>,
    alerts: BTreeSet<(Word, Word)>,
}

/// The days announced to it, what it answered, and when somebody must call.
type PartyView = (Option<(Day, Day)>, Option<Answer>, Deadline);

/// Every fact, with the last word of each origin.
type Facts = BTreeMap<Path, BTreeMap<Word, (Value, Deadline)>>;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct MovementView {
    stage: Stage,
    facts: Facts,
    parties: BTreeMap<Path, PartyView>,
    approvals: BTreeMap<Word, bool>,
    waivers: Vec<(Word, Role, Instant)>,
    last: Option<(bool, Vec<Word>, Vec<Bar>, Deadline)>,
    /// Of a check that still counts: whether heads agreed, and when it was.
    gate: Option<(bool, Instant)>,
    evaluated: bool,
    asked: bool,
    review: Deadline,
    reviewed: bool,
}

impl Deadline {
    fn of(at: Option<Instant>, now: Instant) -> Self {
        match at {
            None => Deadline::None,
            Some(at) if at <= now => Deadline::Over,
            Some(at) => Deadline::At(at),
        }
    }
}

fn last_words(facts: &Dossier, now: Instant) -> Facts {
    let of = |claims: &[Claim]| {
        let mut last: BTreeMap<Word, &Claim> = BTreeMap::new();
        for claim in claims {
            assert!(claim.observed <= now && claim.settles.is_empty(), "not of these worlds");
            let known = last.entry(claim.source.origin().clone()).or_insert(claim);
            if known.observed <= claim.observed {
                *known = claim;
            }
        }
        let said = last.into_iter();
        said.map(|(by, claim)| (by, (claim.value.clone(), Deadline::of(claim.valid_until, now)))).collect()
    };
    facts.facts().into_iter().map(|(at, claims)| (at, of(claims))).collect()
}

impl View {
    pub fn of(state: &State, now: Instant) -> View {
        let number = |id| state.known(id).expect("an alert is about a movement").number().clone();
        let stands_fast = state.areas.iter().filter(|(_, area)| area.stands_fast);
        View {
            switched_off: state.pinned.switched_off.clone(),
            register: state.register.iter().map(|(at, facts)| (at.clone(), last_words(facts, now))).collect(),
            movements: state
                .movements
                .values()
                .map(|movement| (movement.number.clone(), MovementView::of(state, movement, now)))
                .collect(),
            filed: state.filed.values().map(|filed| filed.number.clone()).collect(),
            stands_fast: stands_fast.map(|(name, _)| name.clone()).collect(),
            alerts: state.alerts.values().map(|alert| (number(alert.movement), alert.rule.clone())).collect(),
        }
    }
}

impl MovementView {
    fn of(state: &State, movement: &Movement, now: Instant) -> Self {
        let deadline = |at| Deadline::of(at, now);
        let under = movement.kind.permission().and_then(|id| state.movement(id)).map(|m| m.revision);
        let in_force = movement.waivers.values().filter(|waiver| waiver.expires > now);
        let mut waivers: Vec<_> = in_force.map(|w| (w.rule.clone(), w.by.role, w.expires)).collect();
        waivers.sort();
        let last = movement.clearance.as_ref().filter(|_| movement.is_followed());
        let current = |gate: &&Gate| {
            (gate.revision, gate.under) == (movement.revision, under) && now.since(gate.at) <= GATE_STANDS
        };
        MovementView {
            stage: movement.stage,
            facts: if movement.stage.is_open() { last_words(&movement.plan, now) } else { Facts::new() },
            parties: movement
                .parties
                .iter()
                .map(|(at, party)| {
                    let answer = party.answer.as_ref().map(|answered| answered.answer.clone());
                    let window = party.early.as_ref().map(|notice| notice.window);
                    (at.clone(), (window, answer, deadline(party.call_due)))
                })
                .collect(),
            approvals: movement.approvals.iter().map(|(by, said)| (by.clone(), said.granted)).collect(),
            waivers,
            last: last.map(|c| (c.clears, c.failing.clone(), c.bars.clone(), deadline(c.valid_until))),
            gate: movement.gate.as_ref().filter(current).map(|gate| (gate.heads_agree, gate.at)),
            evaluated: movement.clearance.is_some(),
            asked: movement.asked.is_some(),
            review: deadline(movement.review_due),
            reviewed: movement.reviewed,
        }
    }
}
