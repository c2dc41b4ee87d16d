//! What parties were told and what they answered.

use conduct::{
    Movement,
    movement::{Answer, Notice, Party},
};
use model::{Path, Word};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sight, Text, Texts, shapes};
use crate::{Part, Tie};

/// One party.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct PartyView {
    /// Which, such as `districts[shangla]`.
    pub party: String,
    /// The early notice: the days announced.
    pub early: Option<NoticeView>,
    /// The late notice: hour and route.
    pub late: Option<NoticeView>,
    /// The last answer.
    pub answer: Option<AnswerView>,
    /// When somebody must telephone because nothing was answered.
    #[schema(format = DateTime)]
    pub call_due: Option<String>,
    /// Whether its police head granted the no-objection certificate.
    pub no_objection: Option<bool>,
}

/// One notice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// When it was given, as stated.
    pub given_at: String,
    /// How.
    #[schema(value_type = String)]
    pub channel: Word,
    /// The first day announced.
    pub from: String,
    /// The last day announced.
    pub until: String,
    /// What is asked of the party.
    pub asks: Option<Text>,
}

/// One answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AnswerView {
    /// `received`, `accepted` or `objected`. Only accepted counts.
    #[schema(value_type = shapes::PartyAnswer)]
    pub answer: &'static str,
    /// When, as stated.
    #[schema(format = DateTime)]
    pub at: String,
    /// The officer who answers for it.
    pub officer: Option<Text>,
    /// The officer's telephone.
    pub telephone: Option<Text>,
    /// What is provided.
    pub resources: Option<Text>,
    /// Why it objects.
    pub reason: Option<Text>,
}

/// The parties a sight shows: all, or those the viewer answers for.
pub(super) fn shown(movement: &Movement, sight: &Sight, texts: &dyn Texts) -> Option<Vec<PartyView>> {
    let own = match &sight.tie {
        Tie::District { own, .. } if sight.shows(Part::OwnParty) => Some(own),
        _ => None,
    };
    if own.is_none() && !sight.shows(Part::Parties) {
        return None;
    }
    let parties = movement.parties.iter();
    let visible = parties.filter(|(path, _)| own.is_none_or(|own| own.contains(*path)));
    Some(visible.map(|(path, party)| PartyView::of(path, party, texts)).collect())
}

impl PartyView {
    fn of(path: &Path, party: &Party, texts: &dyn Texts) -> Self {
        PartyView {
            party: path.to_string(),
            early: party.early.as_ref().map(|notice| NoticeView::of(notice, texts)),
            late: party.late.as_ref().map(|notice| NoticeView::of(notice, texts)),
            answer: party
                .answer
                .as_ref()
                .map(|said| AnswerView::of(&said.answer, said.at.to_string(), texts)),
            call_due: party.call_due.map(|at| at.to_string()),
            no_objection: party.no_objection.as_ref().map(|certificate| certificate.granted),
        }
    }
}

impl NoticeView {
    fn of(notice: &Notice, texts: &dyn Texts) -> Self {
        let (from, until) = notice.window;
        NoticeView {
            given_at: notice.given_at.to_string(),
            channel: notice.channel.clone(),
            from: from.to_string(),
            until: until.to_string(),
            asks: notice.asks.map(|asks| Text::of(asks, texts)),
        }
    }
}

impl AnswerView {
    fn of(answer: &Answer, at: String, texts: &dyn Texts) -> Self {
        let nothing = AnswerView {
            answer: "received",
            at,
            officer: None,
            telephone: None,
            resources: None,
            reason: None,
        };
        match answer {
            Answer::Received => nothing,
            Answer::Accepted { officer, telephone, resources } => AnswerView {
                answer: "accepted",
                officer: Some(Text::of(*officer, texts)),
                telephone: Some(Text::of(*telephone, texts)),
                resources: Some(Text::of(*resources, texts)),
                ..nothing
            },
            Answer::Objected { reason } => {
                AnswerView { answer: "objected", reason: Some(Text::of(*reason, texts)), ..nothing }
            }
        }
    }
}
