//! Telling those on the way, in two stages, and taking their answers. Only a named officer's acceptance
//! counts; a voice on the telephone counts when it was read back.

use model::{
    Day, Instant, Path, Word,
    id::{MovementId, TextId},
    party::Role,
    schema,
};

use super::draft::Draft;
use crate::{
    Movement, Rejection, What, World,
    command::Means,
    dossier::spoken::NOTICE_CHANNEL,
    movement::{ANSWER_WITHIN, Answer, Party},
};

pub(super) fn early(
    draft: &mut Draft<'_>,
    id: MovementId,
    party: Path,
    channel: Word,
    (window, asks): ((Day, Day), Option<TextId>),
    at: Option<Instant>,
) -> Result<(), Rejection> {
    draft.open(id, "hint-notice-while-open")?;
    party_kind(&party)?;
    channel_fits(&party, &channel)?;
    let given_at = draft.stated(at)?;
    if window.1 < window.0 {
        return Err(Rejection::BadPeriod("period-days-reversed"));
    }
    let call_due = draft.now.saturating_add(ANSWER_WITHIN);
    draft.emit(What::EarlyNoticeGiven { movement: id, party, channel, window, asks, given_at, call_due });
    draft.touch(id);
    Ok(())
}

pub(super) fn late(
    draft: &mut Draft<'_>,
    id: MovementId,
    party: Path,
    channel: Word,
    at: Option<Instant>,
) -> Result<(), Rejection> {
    let movement = draft.open(id, "hint-notice-while-open")?;
    channel_fits(&party, &channel)?;
    let accepted =
        told(&movement, &party)?.answer.as_ref().is_some_and(|a| matches!(a.answer, Answer::Accepted { .. }));
    if !accepted && draft.state.world == World::Actual {
        let problem = "notice-order-accepts-first";
        return Err(Rejection::NoticeOrder { party, problem });
    }
    let given_at = draft.stated(at)?;
    draft.emit(What::LateNoticeGiven { movement: id, party, channel, given_at });
    draft.touch(id);
    Ok(())
}

pub(super) fn answer(
    draft: &mut Draft<'_>,
    id: MovementId,
    party: Path,
    answer: Answer,
    means: Means,
    at: Option<Instant>,
) -> Result<(), Rejection> {
    let movement = draft.open(id, "hint-answers-while-open")?;
    let own_hand = [Role::DistrictOfficer];
    let by_voice = [Role::DutyOfficer];
    match means {
        Means::Written => {
            draft.requires(&own_hand, "needed-own-hand")?;
        }
        Means::TelephoneReadBack | Means::Telephone => {
            draft.requires(&by_voice, "needed-caller")?;
        }
    }
    told(&movement, &party)?;
    if means == Means::Telephone && matches!(answer, Answer::Accepted { .. }) {
        let problem = "notice-order-read-back";
        return Err(Rejection::NoticeOrder { party, problem });
    }
    let answered_at = draft.stated(at)?;
    draft.emit(What::NoticeAnswered { movement: id, party, answer, means, answered_at });
    draft.touch(id);
    Ok(())
}

pub(super) fn vain_call(draft: &mut Draft<'_>, id: MovementId, party: Path) -> Result<(), Rejection> {
    let movement = draft.open(id, "hint-calls-while-open")?;
    draft.requires(&[Role::DutyOfficer], "needed-caller")?;
    let problem = match movement.parties.get(&party) {
        None => Some("notice-order-told-first"),
        Some(Party { answer: Some(answered), .. }) if answered.answer != Answer::Received => {
            Some("notice-order-has-answered")
        }
        Some(_) => None,
    };
    if let Some(problem) = problem {
        return Err(Rejection::NoticeOrder { party, problem });
    }
    let call_due = draft.now.saturating_add(model::Span::hours(1));
    draft.emit(What::CallWasVain { movement: id, party, call_due });
    Ok(())
}

pub(super) fn no_objection(
    draft: &mut Draft<'_>,
    id: MovementId,
    party: Path,
    granted: bool,
    valid_until: Option<Instant>,
) -> Result<(), Rejection> {
    draft.open(id, "hint-certificates-while-open")?;
    draft.requires(&[Role::DistrictOfficer, Role::Authority], "needed-police-head")?;
    party_kind(&party)?;
    if valid_until.is_some_and(|until| until <= draft.now) {
        return Err(Rejection::BadPeriod("period-certificate-over"));
    }
    draft.emit(What::NoObjectionIssued { movement: id, party, granted, valid_until });
    draft.touch(id);
    Ok(())
}

/// A party that was given early notice; without one there is nothing to answer.
fn told<'a>(movement: &'a Movement, party: &Path) -> Result<&'a Party, Rejection> {
    let problem = "notice-order-early-first";
    let early = movement.parties.get(party).filter(|told| told.early.is_some());
    early.ok_or_else(|| Rejection::NoticeOrder { party: party.clone(), problem })
}

fn party_kind(party: &Path) -> Result<(), Rejection> {
    match schema::place_at(party)? {
        schema::Type::Record(kind) if kind.name == "party" => Ok(()),
        _ => Err(Rejection::NoSuchParty(party.clone())),
    }
}

fn channel_fits(party: &Path, channel: &Word) -> Result<(), Rejection> {
    party_kind(party)?;
    let at = party.clone().join(&NOTICE_CHANNEL);
    Ok(schema::attribute_at(&at)?.accepts(&at, &channel.clone().into())?)
}
