//! One movement as the state keeps it: what future decisions read, no more.

mod clearance;
mod party;
mod permission;
mod question;
mod route;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use model::{
    Dossier, Instant, Path, Span, Word,
    id::{DangerId, MovementId, PersonId, WaiverId},
    party::{Actor, Role},
};
use serde::{Deserialize, Serialize};

use crate::{
    draw::Committed,
    duress::Duress,
    handover::{Crossing, HandOver},
    voice::Spoken,
    watched::{Deaf, WatchedBy},
};

pub use clearance::{Bar, Clearance, Gate};
pub use party::{Answer, Answered, NoObjection, Notice, Party};
pub use permission::{Approval, Waiver};
pub use question::{Asked, Choice, Why};
pub use route::{OnTheWay, Planned};

/// How long a party may stay silent after early notice before a telephone call is due. Ours: a day.
pub const ANSWER_WITHIN: Span = Span::hours(24);
/// Within what time an urgent departure is reviewed.
pub const REVIEW_WITHIN: Span = Span::hours(24);
/// How long a gate check stands for what it saw. Ours: an hour.
pub const GATE_STANDS: Span = Span::hours(1);

/// One journey, or the standing permission under which journeys run.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// Its identifier.
    pub id: MovementId,
    /// The number people use.
    pub number: Word,
    /// Single, standing, a run of a standing one, or urgent.
    pub kind: Kind,
    /// Who asked for it.
    pub sponsor: Actor,
    /// The order, and everything stated about it.
    pub plan: Dossier,
    /// Counts changes of the order.
    pub revision: u32,
    /// Where it stands.
    pub stage: Stage,
    /// What each party was told and answered.
    pub parties: OrdMap<Path, Party>,
    /// The last word of each agency asked to approve it. One replaces its own word and nobody else's.
    pub approvals: OrdMap<Word, Approval>,
    /// Waivers in force or expired, not revoked.
    pub waivers: OrdMap<WaiverId, Waiver>,
    /// The last evaluation.
    pub clearance: Option<Clearance>,
    /// The last gate check.
    pub gate: Option<Gate>,
    /// What those under way were asked to decide, until they do.
    pub asked: Option<Asked>,
    /// When an urgent departure must have been reviewed; `None` once it was, or for others.
    pub review_due: Option<Instant>,
    /// Whether an urgent departure was reviewed.
    pub reviewed: bool,
    /// The way it is planned to drive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Arc<Planned>>,
    /// Dangers reported on that way, and what each is to it.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub dangers: OrdMap<DangerId, OnTheWay>,
    /// When it departed, as stated; `None` before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departed: Option<Instant>,
    /// By what authority it did; `None` before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// When it arrived, as stated; `None` before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Instant>,
    /// When that was entered, or that it was called off after it had been cleared; `None` before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Instant>,
    /// What it is watched by, in the order in which that changed.
    #[serde(default, skip_serializing_if = "Vector::is_empty")]
    pub watched: Vector<WatchedBy>,
    /// When the room heard nothing while it was on the road.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deaf: Vec<Deaf>,
    /// A draw of way and hour that is committed to and not revealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Arc<Committed>>,
    /// The latest reports by voice, in the order of the hours they state.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heard: Vec<Spoken>,
    /// The latest of these that were taken back, in the order in which they were: they count for nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsaid: Vec<Spoken>,
    /// Who was asked what was agreed on, and by when they are to answer.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub challenged: OrdMap<Path, Instant>,
    /// Who is under duress, as orders name them.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub duress: OrdMap<Path, Duress>,
    /// Whom the duty officers called about it. Who was called once stays called: they know.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub responders: OrdSet<PersonId>,
    /// Hand-overs, in the order of the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handovers: Vec<HandOver>,
}

/// What sort of movement.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One journey.
    Single,
    /// Permission for a period; its runs depart, it does not.
    Standing,
    /// One run under a standing permission.
    Run(MovementId),
    /// Started at once, uncleared: casualty, fire, evacuation.
    Urgent,
    /// Seen on the road, unknown until then.
    Observed,
}

impl Kind {
    /// The permission it runs under, if it is a run.
    #[must_use]
    pub fn permission(self) -> Option<MovementId> {
        match self {
            Kind::Run(standing) => Some(standing),
            _ => None,
        }
    }
}

/// Where a movement stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Asked for; the rules were not evaluated yet, or did not clear it.
    Requested,
    /// The rules were proved to hold, until the clearance's `valid_until`.
    Cleared,
    /// It was cleared and no longer is, or its area stands fast.
    Held,
    /// On the road.
    UnderWay(Authority),
    /// It arrived.
    Arrived,
    /// Its file is closed.
    Closed,
    /// Called off before departure.
    Cancelled,
}

/// By what authority a movement is on the road.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// The rules were proved at that moment.
    Authorised,
    /// Urgent: it left uncleared and is reviewed afterwards.
    Urgent,
    /// Nobody authorised it; it was seen.
    None,
}

impl Stage {
    /// In words, for messages.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Stage::Requested => "requested",
            Stage::Cleared => "cleared",
            Stage::Held => "held",
            Stage::UnderWay(_) => "under way",
            Stage::Arrived => "arrived",
            Stage::Closed => "closed",
            Stage::Cancelled => "cancelled",
        }
    }

    /// Not departed, not called off.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        matches!(self, Stage::Requested | Stage::Cleared | Stage::Held)
    }

    /// Waiting or on the road.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_waiting() || matches!(self, Stage::UnderWay(_))
    }
}

impl Movement {
    /// Whether its rules are followed by themselves when facts or time change: it was cleared once, or it is
    /// on the road with authority.
    #[must_use]
    pub fn is_followed(&self) -> bool {
        matches!(self.stage, Stage::Cleared | Stage::Held | Stage::UnderWay(Authority::Authorised))
    }

    /// When time alone next changes something about it.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        // Whoever was asked whether they speak freely answers, wherever the movement is by then.
        let challenges = self.challenged.values().copied();
        if !self.stage.is_open() {
            return challenges.chain(self.review_due).min();
        }
        let under_way = matches!(self.stage, Stage::UnderWay(_));
        let handovers = self.handovers.iter().filter(|_| under_way).filter_map(HandOver::overdue_at);
        let clearance = self.clearance.as_ref().filter(|_| self.is_followed()).and_then(|c| c.valid_until);
        let calls = self.parties.values().filter_map(|party| party.call_due);
        let followed = clearance.into_iter().chain(calls).chain(self.review_due);
        followed.chain(challenges).chain(handovers).min()
    }

    /// A hand-over, if there is one there.
    #[must_use]
    pub fn handover(&self, crossing: &Crossing) -> Option<&HandOver> {
        self.handovers.iter().find(|it| it.is(crossing))
    }

    /// The waivers as the rulebook reads them.
    #[must_use]
    pub fn waivers(&self) -> Vec<rulebook::Waiver> {
        let as_rule =
            |w: &Waiver| rulebook::Waiver { rule: w.rule.clone(), by: w.by.role, expires: w.expires };
        self.waivers.values().map(as_rule).collect()
    }

    /// Whether somebody approved it and nobody who was asked refused: agencies that disagree have not.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        !self.approvals.is_empty() && self.approvals.values().all(|approval| approval.granted)
    }

    /// The role that may approve movements.
    pub const APPROVED_BY: Role = Role::Authority;
}
