//! One movement, as a sight shows it.

use conduct::{
    Movement, Stage, State,
    movement::{Approval, Authority, Kind, Waiver, Why},
};
use model::{
    Instant, Word,
    id::{MovementId, WaiverId},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    ActorView, FactView, HandOverView, OutcomeView, PartyView, Sight, SilenceView, SpokenView, Text, Texts,
    fact, handover, party, shapes, voice,
};
use crate::Part;

/// One movement. What the viewer's parts do not show is absent.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct MovementView {
    /// Its identifier: opens nothing by itself.
    #[schema(value_type = String, format = "uuid")]
    pub id: MovementId,
    /// The number people use.
    #[schema(value_type = String)]
    pub number: Word,
    /// `single`, `standing`, `run`, `urgent` or `observed`.
    #[schema(value_type = shapes::MovementKind)]
    pub kind: &'static str,
    /// `requested`, `cleared`, `held`, `under-way`, `arrived`, `closed` or `cancelled`.
    #[schema(value_type = shapes::MovementStage)]
    pub stage: &'static str,
    /// By what authority it is on the road: `authorised`, `urgent` or `none`.
    #[schema(value_type = Option<shapes::MovementAuthority>)]
    pub authority: Option<&'static str>,
    /// Changes of the order so far: an amendment names the one it was made on.
    pub revision: u32,
    /// The parts shown.
    pub parts: Vec<Part>,
    /// The facts of these parts.
    pub facts: Vec<FactView>,
    /// The permission it runs under, if you have to do with that too.
    #[schema(value_type = Option<String>, format = "uuid")]
    pub runs_under: Option<MovementId>,
    /// What parties were told and answered.
    pub parties: Option<Vec<PartyView>>,
    /// Approvals and waivers.
    pub permissions: Option<PermissionView>,
    /// The last gate check.
    pub gate: Option<GateView>,
    /// The last evaluation.
    pub outcome: Option<OutcomeView>,
    /// What those under way are asked to decide.
    pub asked: Option<AskedView>,
    /// When an urgent departure must have been reviewed.
    #[schema(format = DateTime)]
    pub review_due: Option<String>,
    /// What was heard of it by voice, the latest first.
    pub heard: Option<Vec<SpokenView>>,
    /// When nothing will be heard of it but by voice.
    pub silences: Option<Vec<SilenceView>>,
    /// Where it is handed over from district to district.
    pub hand_overs: Option<Vec<HandOverView>>,
}

/// Who allowed what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct PermissionView {
    /// Who approved or refused.
    pub approvals: Vec<ApprovalView>,
    /// Exceptions, in force or expired.
    pub waivers: Vec<WaiverView>,
}

/// One approval or refusal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    /// Granted or refused.
    pub granted: bool,
    /// By whom.
    pub by: ActorView,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

/// One exception to one rule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct WaiverView {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: WaiverId,
    /// The rule.
    #[schema(value_type = String)]
    pub rule: Word,
    /// By whom.
    pub by: ActorView,
    /// Why.
    pub reason: Text,
    /// From when on it is worth nothing.
    #[schema(format = DateTime)]
    pub expires: String,
}

/// What was seen at the gate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct GateView {
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Whether as many heads were counted as the order has people.
    pub heads_agree: bool,
    /// Whether it was made on the order as it is now.
    pub of_this_order: bool,
}

/// A question to those under way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AskedView {
    /// Since when.
    #[schema(format = DateTime)]
    pub since: String,
    /// `rules`, `stand-fast`, `danger` or `permission-ended`.
    #[schema(value_type = shapes::QuestionAsked)]
    pub why: &'static str,
    /// The rules that no longer hold.
    #[schema(value_type = Vec<String>)]
    pub rules: Vec<Word>,
}

impl MovementView {
    /// A movement as a sight shows it.
    #[must_use]
    pub fn of(state: &State, movement: &Movement, sight: &Sight, now: Instant, texts: &dyn Texts) -> Self {
        let facts = conduct::dossier(state, movement).unwrap_or_else(|_| movement.plan.clone());
        let (stage, authority) = stage(movement.stage);
        let knows_outcome = sight.shows(Part::Outcome);
        MovementView {
            id: movement.id,
            number: movement.number.clone(),
            kind: kind(movement.kind),
            stage,
            authority,
            revision: movement.revision,
            parts: sight.parts.iter().copied().collect(),
            facts: fact::shown(&facts, sight, now),
            runs_under: sight.permission,
            parties: party::shown(movement, sight, texts),
            permissions: sight.shows(Part::Permissions).then(|| PermissionView::of(movement, texts)),
            gate: movement.gate.as_ref().filter(|_| sight.shows(Part::Detail)).map(|gate| GateView {
                at: gate.at.to_string(),
                heads_agree: gate.heads_agree,
                of_this_order: gate.revision == movement.revision,
            }),
            outcome: movement
                .clearance
                .as_ref()
                .filter(|_| knows_outcome)
                .map(|last| OutcomeView::of(last, sight)),
            asked: movement.asked.as_ref().filter(|_| knows_outcome).map(|asked| {
                let (why, rules) = why(&asked.why);
                AskedView { since: asked.since.to_string(), why, rules }
            }),
            review_due: movement.review_due.filter(|_| knows_outcome).map(|at| at.to_string()),
            heard: voice::heard(movement, sight, texts),
            silences: voice::over(state, movement, sight),
            hand_overs: handover::shown(movement, sight, texts),
        }
    }
}

impl PermissionView {
    fn of(movement: &Movement, texts: &dyn Texts) -> Self {
        let approval = |approval: &Approval| ApprovalView {
            granted: approval.granted,
            by: ActorView::of(&approval.by, texts),
            at: approval.at.to_string(),
        };
        let waiver = |(id, waiver): (&WaiverId, &Waiver)| WaiverView {
            id: *id,
            rule: waiver.rule.clone(),
            by: ActorView::of(&waiver.by, texts),
            reason: Text::of(waiver.reason, texts),
            expires: waiver.expires.to_string(),
        };
        PermissionView {
            approvals: movement.approvals.values().map(approval).collect(),
            waivers: movement.waivers.iter().map(waiver).collect(),
        }
    }
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Standing => "standing",
        Kind::Run(_) => "run",
        Kind::Urgent => "urgent",
        Kind::Observed => "observed",
    }
}

pub(super) fn stage(stage: Stage) -> (&'static str, Option<&'static str>) {
    match stage {
        Stage::Requested => ("requested", None),
        Stage::Cleared => ("cleared", None),
        Stage::Held => ("held", None),
        Stage::UnderWay(Authority::Authorised) => ("under-way", Some("authorised")),
        Stage::UnderWay(Authority::Urgent) => ("under-way", Some("urgent")),
        Stage::UnderWay(Authority::None) => ("under-way", Some("none")),
        Stage::Arrived => ("arrived", None),
        Stage::Closed => ("closed", None),
        Stage::Cancelled => ("cancelled", None),
    }
}

fn why(why: &Why) -> (&'static str, Vec<Word>) {
    match why {
        Why::Rules(rules) => ("rules", rules.clone()),
        Why::StandFast(_) => ("stand-fast", Vec::new()),
        Why::PermissionEnded => ("permission-ended", Vec::new()),
        Why::Danger(_) => ("danger", Vec::new()),
    }
}
