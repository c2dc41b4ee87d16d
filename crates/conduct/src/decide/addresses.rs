//! Where messages go, and what became of them. A person says where their own go; an administrator says where an
//! agency's do.

use model::{
    Word,
    id::{MessageId, TextId},
    party::Role,
};

use super::{alerts, draft::Draft};
use crate::{
    Rejection, What,
    dossier::spoken::DELIVERY_FAILED,
    message::{About, Failure, Fate, Recipient},
};

pub(super) fn set(
    draft: &mut Draft<'_>,
    of: Recipient,
    address: TextId,
    secret: Option<TextId>,
    language: Word,
) -> Result<(), Rejection> {
    theirs_to_say(draft, &of)?;
    if matches!(of, Recipient::Agency(_)) != secret.is_some() {
        return Err(Rejection::Address("not-addressed-signed-for-agencies"));
    }
    if let Recipient::Agency(agency) = &of
        && !draft.state.people.values().any(|person| person.agency == *agency)
    {
        return Err(Rejection::Address("not-addressed-nobody-of-agency"));
    }
    draft.emit(What::AddressSet { of, address, secret, language });
    Ok(())
}

pub(super) fn drop(draft: &mut Draft<'_>, of: Recipient) -> Result<(), Rejection> {
    theirs_to_say(draft, &of)?;
    // Where there is none, what was asked holds already.
    if draft.state.addresses.contains_key(&of) {
        draft.emit(What::AddressDropped { of });
    }
    Ok(())
}

/// A message that failed, for good or because it was not taken in time, concerns whoever is on duty: somebody was not told. That it
/// is late is said once.
pub(super) fn note(
    draft: &mut Draft<'_>,
    message: MessageId,
    to: Recipient,
    fate: Fate,
) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "needed-system")?;
    let waiting = draft.state.outbox.get(&to).and_then(|waiting| waiting.get(&message));
    let (movement, about, late) = match waiting {
        Some(waiting) => (waiting.movement, waiting.about, waiting.late),
        None => return Err(Rejection::NoSuch("no-such-message")),
    };
    match fate {
        Fate::Failed(Failure::NotInTime) if late => {}
        Fate::Delivered => draft.emit(What::MessageDelivered { movement, about, message, to }),
        Fate::Failed(why) => {
            draft.emit(What::MessageFailed { movement, about, message, to, why });
            // An alert that others see would say that there is something that they do not. The alert itself stays open,
            // and shows that it reached nobody.
            let is_somebodys_matter = why != Failure::NotInTime || still_waits(draft, about);
            if !matches!(about, About::Duress(_)) && is_somebodys_matter {
                alerts::raise(draft, movement, &DELIVERY_FAILED);
            }
        }
    }
    Ok(())
}

/// Whether what was not taken in time is still of use to somebody: an alert that nobody took. That messages fail is an alert itself, and
/// its own message failing is no news.
fn still_waits(draft: &Draft<'_>, about: About) -> bool {
    let (About::Alert(alert) | About::AlertEscalated(alert)) = about else { return true };
    let alert = draft.state.alerts.get(&alert);
    alert.is_some_and(|alert| alert.taken.is_none() && alert.rule != *DELIVERY_FAILED)
}

fn theirs_to_say(draft: &Draft<'_>, of: &Recipient) -> Result<(), Rejection> {
    match of {
        Recipient::Agency(_) => draft.requires(&[Role::Administrator], "needed-administrator"),
        Recipient::Person(person) if !draft.state.people.contains_key(person) => {
            Err(Rejection::NoSuch("no-such-person"))
        }
        Recipient::Person(person) if draft.by.person == Some(*person) => Ok(()),
        Recipient::Person(_) => Err(Rejection::Address("not-addressed-set-by-whose-it-is")),
    }
}
