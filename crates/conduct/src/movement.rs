//! One movement as the state keeps it: what future decisions read, no more.

use imbl::OrdMap;
use model::{
    Day, Digest, Dossier, Instant, Path, Span, Word,
    id::{MovementId, TextId, WaiverId},
    party::{Actor, Role},
};
use serde::{Deserialize, Serialize};

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
    /// Who approved it, and when.
    pub approval: Option<Approval>,
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

/// What one party was told and answered.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Date window and resources.
    pub early: Option<Notice>,
    /// Hour and route.
    pub late: Option<Notice>,
    /// The last answer to the early notice.
    pub answer: Option<Answered>,
    /// When somebody must telephone because nothing was answered; `None` once that is on the record.
    pub call_due: Option<Instant>,
    /// The no-objection certificate, if its police head issued one, and until when.
    pub no_objection: Option<NoObjection>,
}

/// One notice given.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// When it was given, as stated.
    pub given_at: Instant,
    /// How.
    pub channel: Word,
    /// The days it announces, first and last. A departure outside them was not announced.
    pub window: (Day, Day),
}

/// One answer received.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// What.
    pub answer: Answer,
    /// When, as stated.
    pub at: Instant,
}

/// What a party says to an early notice. Only acceptance meets a rule.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// The notice has been read. Nothing is promised.
    Received,
    /// A named officer answers for it, with resources and a telephone (texts in the vault).
    Accepted {
        /// The officer's name.
        officer: TextId,
        /// The officer's telephone.
        telephone: TextId,
        /// What is provided.
        resources: TextId,
    },
    /// The party objects.
    Objected {
        /// Why.
        reason: TextId,
    },
}

/// A no-objection certificate.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoObjection {
    /// Whether it was granted.
    pub granted: bool,
    /// When.
    pub at: Instant,
    /// Until when it is valid.
    pub valid_until: Option<Instant>,
}

/// Prior approval.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Granted or refused.
    pub granted: bool,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Instant,
}

/// An exception to one rule for one movement.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule.
    pub rule: Word,
    /// Who granted it.
    pub by: Actor,
    /// Why (text in the vault).
    pub reason: TextId,
    /// From when on it is worth nothing.
    pub expires: Instant,
}

/// The outcome of an evaluation.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clearance {
    /// Whether every refusing rule was proved, and nothing else barred it.
    pub clears: bool,
    /// Rules that stood in the way.
    pub failing: Vec<Word>,
    /// What else stood in the way.
    pub bars: Vec<Bar>,
    /// When.
    pub at: Instant,
    /// When time alone may change it.
    pub valid_until: Option<Instant>,
    /// The facts it was made with.
    pub facts: Digest,
}

/// What bars a movement besides the rules. None of these can be waived.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bar {
    /// The area stands fast until it is released.
    StandFast(Word),
    /// The clock is not synchronised: no rule about time can be proved.
    ClockUnsound,
    /// The rulebooks the world adopted are not there, or there are none: nothing can be proved.
    NoRules,
    /// A standing permission does not depart; its runs do.
    NotAJourney,
    /// The permission this run relies on does not cover the day, is not approved, or has ended.
    NoPermission,
    /// Nobody checked plates, crew and heads at the gate.
    GateUnchecked,
    /// The check is older than it may be, or the order changed since.
    GateOutdated,
    /// More or fewer heads than the order has.
    HeadsDiffer,
    /// Its order says this later day: whoever was told was told of that. Amend the order to leave before it.
    BeforeItsDay(Day),
    /// More is said about it than a dossier holds: what is left out might be what refuses it.
    TooMuchSaid,
}

/// What was seen at the gate.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// The order's revision that what was seen agrees with.
    pub revision: u32,
    /// When.
    pub at: Instant,
    /// Whether as many heads were counted as the order has people.
    pub heads_agree: bool,
    /// For a run, the revision of its permission, from which its order takes over what it does not say itself.
    pub under: Option<u32>,
}

/// A question to those under way.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Since when it is open.
    pub since: Instant,
    /// Why.
    pub why: Why,
}

/// Why those under way are asked to decide.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// These rules no longer hold.
    Rules(Vec<Word>),
    /// The area was told to stand fast.
    StandFast(Word),
    /// The permission the run relies on was withdrawn or has ended.
    PermissionEnded,
}

/// What those under way choose. The room never commands a convoy.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// Go on as planned.
    Continue,
    /// Take another route.
    Divert,
    /// Turn back.
    Return,
    /// Make for a safe haven.
    SafeHaven,
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
        if !self.stage.is_open() {
            return self.review_due;
        }
        let clearance = self.clearance.as_ref().filter(|_| self.is_followed()).and_then(|c| c.valid_until);
        let calls = self.parties.values().filter_map(|party| party.call_due);
        clearance.into_iter().chain(calls).chain(self.review_due).min()
    }

    /// The waivers as the rulebook reads them.
    #[must_use]
    pub fn waivers(&self) -> Vec<rulebook::Waiver> {
        let as_rule =
            |w: &Waiver| rulebook::Waiver { rule: w.rule.clone(), by: w.by.role, expires: w.expires };
        self.waivers.values().map(as_rule).collect()
    }

    /// The role that may approve movements.
    pub const APPROVED_BY: Role = Role::Authority;
}
