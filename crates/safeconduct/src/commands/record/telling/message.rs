//! Messages to people outside the open pages.

use conduct::message::{About, Failure, Recipient};
use model::id::{MessageId, MovementId, PersonId};

use super::{Telling, name};

impl Telling<'_> {
    pub(super) fn messages_due(
        &self,
        movement: &MovementId,
        about: About,
        to: &[(MessageId, Recipient)],
        without_address: &[PersonId],
    ) -> String {
        let each = to.iter().map(|(message, to)| {
            let about = [("recipient", self.recipient(to).into()), ("message", name(message))];
            self.say("entry-messages-due-message", about)
        });
        let recipients = if to.is_empty() {
            self.words.say("entry-messages-due-nobody")
        } else {
            self.words.list(&each.collect::<Vec<_>>())
        };
        let about = [
            ("number", self.number(movement)),
            ("about", self.subject(about).into()),
            ("recipients", recipients.into()),
        ];
        let without = (!without_address.is_empty()).then(|| {
            let people = self.people(without_address);
            self.say("entry-messages-due-without-address", [("people", people)])
        });
        self.parts([Some(self.say("entry-messages-due", about)), without])
    }

    pub(super) fn delivered(
        &self,
        movement: &MovementId,
        about: About,
        message: &MessageId,
        to: &Recipient,
    ) -> String {
        let about = [
            ("recipient", self.recipient(to).into()),
            ("number", self.number(movement)),
            ("about", self.subject(about).into()),
            ("message", name(message)),
        ];
        self.say("entry-message-delivered", about)
    }

    pub(super) fn failed(
        &self,
        movement: &MovementId,
        about: About,
        message: &MessageId,
        to: &Recipient,
        why: Failure,
    ) -> String {
        let about = [
            ("recipient", self.recipient(to).into()),
            ("number", self.number(movement)),
            ("about", self.subject(about).into()),
            ("message", name(message)),
            ("why", why.word().into()),
        ];
        self.say("entry-message-failed", about)
    }

    pub(super) fn recipient(&self, recipient: &Recipient) -> String {
        match recipient {
            Recipient::Person(person) => match self.people.get(person) {
                Some(called) => called.clone(),
                None => self.say("entry-person", [("person", name(person))]),
            },
            Recipient::Agency(agency) => self.say("entry-agency", [("agency", name(agency))]),
        }
    }

    /// What the message says happened.
    fn subject(&self, about: About) -> String {
        self.words.say_part(&format!("message-{}", about.word()), "what", [])
    }
}
